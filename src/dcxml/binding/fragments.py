"""XML fragments as values: lxml elements in small trees of their own, detached, compared and turned into text.

A prefix may mean something in a text too (``q:name``, ``xsi:type``): where a token looks like a qualified name and
its prefix is bound, the binding belongs to the fragment.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any, Final, TypeGuard

from lxml import etree

from dcxml.lexical.characters import WHITE_SPACE
from dcxml.lexical.name_characters import is_ncname
from dcxml.qname import ID, NIL, REF, SERIALIZATION, SIZE, TYPE, XMLNS, XSI, QName
from dcxml.xmlio import NO_LIMITS, declarations_of, parse_document

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "NODES_TAG",
    "detached_element",
    "detached_nodes",
    "fragment_text",
    "is_content_attribute",
    "is_fragment",
    "is_hollow",
    "parse_fragment",
    "prefixes_in_text",
    "same_fragment",
]

NODES_TAG: Final = "XmlNodes"
"""The local name of an element read as `XmlNodes`; on writing, none is looked at."""

_QUALIFIED: Final = re.compile(r"(?<![\w.:-])([^\W\d][\w.-]*):(?=[^\W\d])")
_NOT_CONTENT: Final = (f"{{{XSI}}}", f"{{{SERIALIZATION}}}", f"{{{XMLNS}}}")
_READ_BY_SERIALIZER: Final = frozenset({NIL, TYPE, ID, REF, SIZE})
_READ_BY_VALIDATOR: Final = frozenset({f"{{{XSI}}}schemaLocation", f"{{{XSI}}}noNamespaceSchemaLocation"})


def is_fragment(value: object) -> TypeGuard[etree._Element]:
    """Tell whether a value is an XML element: not a comment, nor a processing instruction, nor one without XML."""
    if not isinstance(value, etree._Element):  # noqa: SLF001 - lxml's name for the class
        return False
    return not is_hollow(value) and isinstance(value.tag, str)


def is_hollow(element: etree._Element) -> bool:
    """Tell whether an element has no XML behind it, as ``etree._Element()`` makes one: lxml asserts at each use."""
    try:
        element.tag  # noqa: B018 - the question is whether it can be asked
    except AssertionError:
        return True
    return False


def is_content_attribute(clark: str, *, is_defined: bool) -> bool:
    """Tell whether an attribute is content of ``XmlNode[]``, and not one that means something to the serializer.

    Where the type ``is_defined`` by a schema of its own, which may speak of such attributes too (``z:FactoryType``),
    only what is read there is none; else all of their namespaces, as to ``XmlSerializableServices.ReadNodes``.
    """
    if is_defined and not clark.startswith(f"{{{XMLNS}}}"):
        return clark not in _READ_BY_SERIALIZER and clark not in _READ_BY_VALIDATOR
    return not clark.startswith(_NOT_CONTENT)


def prefixes_in_text(text: str) -> set[str]:
    """Return the prefixes of what looks like qualified names in a text."""
    return set(_QUALIFIED.findall(text)) if ":" in text else set()


def detached_element(element: etree._Element) -> etree._Element:
    """Return a copy of an element in a tree of its own, the prefixes in scope that its texts use declared on it.

    So is the default namespace, for names without a prefix, where the element's own prefix leaves that open.
    """
    made = copy.deepcopy(element)
    made.tail = None
    declared = made.nsmap
    used = _used_in_texts(element)
    if element.prefix is not None and any(map(_is_bare_name, _texts(element))):
        used[None] = element.nsmap.get(None, "")
    missing = {prefix: uri for prefix, uri in used.items() if prefix not in declared}
    return _declared_too(made, missing) if missing else made


def detached_nodes(element: etree._Element, *, is_defined: bool = False, keeps_type: bool = False) -> etree._Element:
    """Return a copy of an element's content in an element of the tag `NODES_TAG`.

    It ``keeps_type``, the ``i:type``, where that is said; for one without a prefix the tag is in its namespace.
    """
    attributes = {name: value for name, value in element.items() if is_content_attribute(name, is_defined=is_defined)}
    bound = {uri: prefix for prefix, uri in reversed(element.nsmap.items()) if prefix is not None}
    type_name = element.get(TYPE) if keeps_type else None
    if type_name is not None:
        attributes = {TYPE: type_name, **attributes}
    names = (QName.from_clark(name).namespace for name in attributes)
    declared: dict[str | None, str] = {bound[uri]: uri for uri in names if uri in bound}
    if type_name is not None and ":" not in type_name and None in element.nsmap:
        declared[None] = element.nsmap[None]
    declared |= {prefix: uri for prefix, uri in _used_in_texts(element).items() if prefix is not None}
    made = parse_fragment(f"<{NODES_TAG}{declarations_of(declared)}/>")
    made.attrib.update(attributes)
    made.text = element.text
    for child in element:
        made.append(_detached_child(child))
    return made


def _detached_child(child: etree._Element) -> etree._Element:
    """Return a copy of what stands between texts, and the text behind it."""
    if not isinstance(child.tag, str) or child.prefix is None:
        return copy.deepcopy(child)
    made = detached_element(child)
    made.tail = child.tail
    return made


def fragment_text(element: etree._Element) -> str:
    """Return a fragment as the text that `parse_fragment` takes."""
    return etree.tostring(element, encoding="unicode", with_tail=False)


def parse_fragment(text: str) -> etree._Element:
    """Return the fragment of a text, which comes from a document that was within its limits."""
    return parse_document(text, limits=NO_LIMITS)


def same_fragment(first: etree._Element, second: etree._Element, *, to_the_letter: bool = False) -> bool:
    """Tell whether two fragments have the same names, attributes and texts, as Canonical XML would.

    Comments, prefixes of names and unused declarations do not count; prefixes in texts do, by what they stand for.
    ``to_the_letter`` compares the order of attributes and the prefixes of elements too.
    """
    if to_the_letter:
        return list(_events(first, spelled=True)) == list(_events(second, spelled=True))
    return list(_events(first)) == list(_events(second))


def _events(root: etree._Element, *, spelled: bool = False) -> Iterator[tuple[Any, ...]]:
    """Yield what is compared: a start for each element, an end, and the texts between."""
    text = ""
    walk: Any = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        if event in ("start", "end") and text:
            yield ("text", text, _bindings(text, node if event == "end" else node.getparent()))
            text = ""
        if event == "start":
            attributes = [(name, value, _bindings(value, node)) for name, value in node.items()]
            yield ("start", node.tag, attributes, node.prefix) if spelled else ("start", node.tag, sorted(attributes))
            text = node.text or ""
        else:
            if event == "end":
                yield ("end",)
            elif event == "pi":
                yield ("instruction", node.target, node.text)
            text += (node.tail or "") if node is not root else ""


def _bindings(text: str, element: etree._Element) -> tuple[tuple[str, str], ...]:
    prefixes = prefixes_in_text(text)
    if not prefixes:
        return ()
    nsmap = element.nsmap
    return tuple((prefix, nsmap[prefix]) for prefix in sorted(prefixes) if prefix in nsmap)


def _used_in_texts(element: etree._Element) -> dict[str | None, str]:
    """Return the bindings in scope of an element that texts in it use, unprefixed types among them."""
    prefixes: set[str | None] = set()
    for text in _texts(element):
        prefixes |= prefixes_in_text(text)
    if any(":" not in node.get(TYPE, ":") for node in element.iter(etree.Element)):
        prefixes.add(None)
    return {prefix: uri for prefix, uri in element.nsmap.items() if prefix in prefixes}


def _texts(element: etree._Element) -> Iterator[str]:
    """Yield the texts and the values of attributes in an element."""
    for node in element.iter(etree.Element):
        yield node.text or ""
        yield from map(str, node.attrib.values())
        if node is not element:
            yield node.tail or ""


def _is_bare_name(text: str) -> bool:
    """Tell whether a text may be a qualified name without a prefix, which the default namespace gives its meaning."""
    return is_ncname(text.strip(WHITE_SPACE))


def _declared_too(element: etree._Element, added: dict[str | None, str]) -> etree._Element:
    """Return the element with more declarations; lxml adds none to an element that is there."""
    text = fragment_text(element)
    end = re.match(r"<[^\s/>]+", text)
    place = end.end() if end else 0
    return parse_fragment(f"{text[:place]}{declarations_of(added)}{text[place:]}")
