"""Elements no contract knows, kept so that they can be written back where they stood.

.NET keeps them as ``ExtensionDataObject``; here they are small immutable trees of names, attributes and texts.
Namespace declarations are kept as they were; a prefix inside ``i:type`` or an ``xs:QName`` is resolved and made anew on
writing; identities are numbered anew where the document has any.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from dcxml.codec.dialects import Dialect, start_tag
from dcxml.codec.element_specs import WRITTEN_OUT
from dcxml.codec.escaping import unescape_attribute
from dcxml.codec.references import number_anew, numbering, refer_anew
from dcxml.codec.stack import LEVELS_PER_STACK, on_fresh_stack
from dcxml.qname import ID, NIL, REF, SERIALIZATION, TYPE, XML, XS, QName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml import etree

    from dcxml.binding.wire import WireState
    from dcxml.codec.dialects import Scope, StartTag
    from dcxml.codec.element_specs import ElementSpec

__all__ = [
    "Attribute",
    "ExtensionElement",
    "KeptElement",
    "insert_attributes",
    "member_attributes",
    "own_attributes",
    "read_attributes",
    "read_extension",
    "write_attributes",
    "write_extension",
]


_ID: Final = QName.from_clark(ID)
_REF: Final = QName.from_clark(REF)
_NIL: Final = QName.from_clark(NIL)
_TYPE: Final = QName.from_clark(TYPE)
_QNAME: Final = QName(XS, "QName")
_DECLARATIONS: Final = re.compile(r' xmlns(?::([^=]+))?="([^"]*)"')


@frozen
class Attribute:
    """An attribute: its name, its prefix in the document, and its text (a `QName` for ``i:type``)."""

    name: QName
    prefix: str
    value: str | QName


@frozen
class ExtensionElement:
    """An element as it stood: name, declarations of its own (prefix, namespace), attributes, texts and children.

    The text of an element whose ``i:type`` says that it is an ``xs:QName`` is a `QName`.
    """

    name: QName
    declarations: tuple[tuple[str, str], ...] = ()
    attributes: tuple[Attribute, ...] = ()
    children: tuple[ExtensionElement | str | QName, ...] = ()

    @property
    def type(self) -> QName | None:
        """Return what ``i:type`` names; None where there is none, or its prefix is not declared."""
        named = (attribute.value for attribute in self.attributes if attribute.name == _TYPE)
        return next((name for name in named if isinstance(name, QName)), None)

    @property
    def is_nil(self) -> bool:
        """Tell whether ``i:nil`` says true."""
        return any(each.name == _NIL and each.value in ("true", "1") for each in self.attributes)


@frozen
class KeptElement:
    """An unknown element and its place: ``after`` is the index of the member it followed, -1 for none."""

    after: int
    element: ExtensionElement


def read_extension(element: etree._Element, identified: list[etree._Element], depth: int = 1) -> ExtensionElement:
    """Return the element with all that is in it; processing instructions are left out, as the parser's comments are.

    Elements that have an identity or refer to one are added to those ``identified``. ``depth`` counts the levels of
    the call itself: every few go on with a fresh stack.
    """
    if depth % LEVELS_PER_STACK == 0:
        read: ExtensionElement = on_fresh_stack(_read_extension, element, identified, depth)
        return read
    return _read_extension(element, identified, depth)


def _read_extension(element: etree._Element, identified: list[etree._Element], depth: int) -> ExtensionElement:
    children: list[ExtensionElement | str] = [element.text] if element.text else []
    for child in element:
        if isinstance(child.tag, str):
            children.append(read_extension(child, identified, depth + 1))
        if child.tail:
            children.append(child.tail)
    if any(isinstance(child, ExtensionElement) for child in children):
        children = _without_indentation(children)
    attributes = read_attributes(element)
    if _is_identified(attributes):
        identified.append(element)
    kept = ExtensionElement(QName.from_clark(str(element.tag)), _declarations(element), attributes, tuple(children))
    if kept.type == _QNAME and len(children) == 1 and isinstance(children[0], str):
        return evolve(kept, children=(_resolve(children[0], element),))
    return kept


def read_attributes(element: etree._Element) -> tuple[Attribute, ...]:
    """Return the attributes of an element, ``i:type`` resolved."""
    if not element.keys():
        return ()
    prefixes = {namespace: prefix or "" for prefix, namespace in element.nsmap.items()}
    found = []
    for clark, value in element.items():
        name = QName.from_clark(clark)
        kept = _resolve(value, element) if name == _TYPE else value
        found.append(Attribute(name, "xml" if name.namespace == XML else prefixes.get(name.namespace, ""), kept))
    return tuple(found)


def write_extension(element: ExtensionElement, scope: Scope, document: str | None = None) -> str:
    """Return the element's text in a scope, in the manner of the scope's dialect.

    ``document`` is the one that it has its identities from.

    :raises LexicalError: for a reference to what is not written before it.
    """
    if scope.depth % LEVELS_PER_STACK == 0:
        return str(on_fresh_stack(_write_extension, element, scope, document))
    return _write_extension(element, scope, document)


def _write_extension(element: ExtensionElement, scope: Scope, document: str | None) -> str:
    tag = start_tag(scope, element.name.name, element.name.namespace)
    # Null has no type where .NET writes extension data.
    kept = tuple(each for each in element.attributes if each.name != _TYPE or not element.is_nil)
    if _is_identified(kept):
        _write_identified(element, kept, tag, document)
    else:
        _declare(element.declarations, tag)
        write_attributes(kept, tag)
    children = [_name_text(child, tag) if isinstance(child, QName) else child for child in element.children]
    start = tag.start()
    content = "".join(
        scope.escapes.text(child) if isinstance(child, str) else write_extension(child, start.content, document)
        for child in children
    )
    if not content and element.type in WRITTEN_OUT and not element.is_nil and scope.dialect is Dialect.XML_WRITER:
        return f"{start.open}{start.close}"
    return start.around(content)


def _declare(declarations: Iterable[tuple[str, str]], tag: StartTag) -> None:
    for prefix, namespace in declarations:
        if prefix:
            tag.declare_prefix(prefix, namespace)


def _is_identified(attributes: tuple[Attribute, ...]) -> bool:
    """Tell whether the attributes of an element give it an identity, or let it refer to one."""
    return bool(attributes) and any(each.name in (_ID, _REF) for each in attributes)


def _write_identified(
    element: ExtensionElement, attributes: tuple[Attribute, ...], tag: StartTag, document: str | None
) -> None:
    """Add declarations and attributes in .NET's order: an identity before ``i:type`` and what that needs.

    Their own prefix is only implied.
    """
    namespace = None if element.type is None else element.type.namespace
    own = [each for each in element.declarations if each[1] != SERIALIZATION]
    _declare((each for each in own if each[1] != namespace), tag)
    first = tuple(each for each in attributes if each.name.namespace == SERIALIZATION)
    write_attributes(_renumbered(first, document, is_nil=element.is_nil), tag)
    _declare((each for each in own if each[1] == namespace), tag)
    write_attributes(tuple(each for each in attributes if each not in first), tag)


def _renumbered(
    attributes: tuple[Attribute, ...], document: str | None, *, is_nil: bool = False
) -> tuple[Attribute, ...]:
    """Return the kept attributes of one element, their identities as the document being written numbers them.

    To .NET an element that refers, or is null, has no identity that others could refer to.

    :raises LexicalError: for a reference to what is not written before it.
    """
    if not _is_identified(attributes) or numbering() is None:
        return attributes
    is_referable = not is_nil and all(each.name != _REF for each in attributes)
    texts: dict[QName, Callable[[str], str]] = {
        _ID: lambda text: number_anew(text, document, is_referable=is_referable),
        _REF: lambda text: refer_anew(text, document),
    }
    return tuple(
        evolve(each, value=texts[each.name](str(each.value))) if each.name in texts else each for each in attributes
    )


def member_attributes(wire: WireState | None, name: str) -> tuple[Attribute, ...]:
    """Return the kept attributes of a member's element as `own_attributes` does those of the object itself."""
    kept = None if wire is None else wire.member_attributes.get(name)
    return _of_known(kept, wire.document) if wire is not None and kept else ()


def own_attributes(wire: WireState | None) -> tuple[Attribute, ...]:
    """Return the kept attributes of an object's own element, a ``z:Id`` numbered anew, if the object gets no other.

    It is asked before the content is written, for identities are numbered in the order of the document.
    """
    return _of_known(wire.attributes, wire.document) if wire is not None and wire.attributes else ()


def _of_known(attributes: tuple[Attribute, ...], document: str | None) -> tuple[Attribute, ...]:
    if numbering() == "objects":
        return tuple(each for each in attributes if each.name != _ID)
    return _renumbered(attributes, document)


def write_attributes(attributes: tuple[Attribute, ...], tag: StartTag) -> None:
    """Add kept attributes to a start tag."""
    for attribute in attributes:
        value = attribute.value
        text = _name_text(value, tag) if isinstance(value, QName) else value
        prefix = attribute.prefix or (tag.declare(attribute.name.namespace) if attribute.name.namespace else "")
        tag.attribute(prefix, attribute.name.name, attribute.name.namespace, text)


def insert_attributes(text: str, scope: Scope, spec: ElementSpec, attributes: tuple[Attribute, ...]) -> str:
    """Return an element's text with unknown attributes added to its start tag."""
    end = text.index(">")  # a '>' in an attribute's value is escaped
    while text[end - 1] in "/ ":
        end -= 1
    tag = start_tag(scope, spec.name, spec.namespace, prefix=spec.prefix)
    for prefix, namespace in _DECLARATIONS.findall(text, 0, end):
        tag.declare_prefix(prefix, unescape_attribute(namespace))
    mark = tag.mark()
    write_attributes(attributes, tag)
    return f"{text[:end]}{tag.since(mark)}{text[end:]}"


def _name_text(name: QName, tag: StartTag) -> str:
    if name.name:
        tag.check_name(name.namespace, name.name)
    return tag.qname(name.namespace, name.name)


def _without_indentation(children: list[ExtensionElement | str]) -> list[ExtensionElement | str]:
    """Drop the texts between child elements where all of them are white space."""
    if any(isinstance(child, str) and child.strip() for child in children):
        return children
    return [child for child in children if not isinstance(child, str)]


def _declarations(element: etree._Element) -> tuple[tuple[str, str], ...]:
    parent = element.getparent()
    outer = {} if parent is None else parent.nsmap
    own = ((prefix or "", namespace) for prefix, namespace in element.nsmap.items() if outer.get(prefix) != namespace)
    return tuple(own)


def _resolve(value: str, element: etree._Element) -> str | QName:
    prefix, colon, name = value.strip().rpartition(":")
    namespace = element.nsmap.get(prefix if colon else None)
    if namespace is None and colon:
        return value
    return QName(namespace or "", name)
