"""A sample document and its elements, as far as a data contract may look: names, texts, nil, types, declarations.

What no data contract has (other attributes, mixed content, processing instructions) is refused here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from dcxml.contract.model import XML_ELEMENT, XML_NODES
from dcxml.derivation.envelope import body_documents
from dcxml.derivation.markup import remove_insignificant_space, tags
from dcxml.errors import DecodeError, DerivationError
from dcxml.lexical.name_characters import is_ncname
from dcxml.qname import ID, NIL, REF, SERIALIZATION, SIZE, TYPE, XS, XSI, QName
from dcxml.xmlio import parse_document, path_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from lxml import etree

    from dcxml.derivation.find import FoundSample

__all__ = ["Sample", "SampleDocument", "SampleElement", "preserves_references", "read_sample"]

_SPACE: Final = " \t\r\n"
_GENERATED: Final = re.compile(r">(?:sample string \d+|http://webapihelppage\d+\.com/?|PT0\.1234567S)<")
_XML_DECLARATION: Final = re.compile(r"\s*<\?xml[^>]*\?>\s*")


@frozen(kw_only=True)
class SampleDocument:
    """A document found in a file: ``xml`` is its bytes in UTF-8 without insignificant white space.

    ``line`` is where it begins in ``file``; ``root`` is the root's name in Clark form; ``media_types`` are those it
    stands under, empty where the page names none. ``preserve_object_references`` tells that .NET wrote it with the
    setting of this name: every object has an identity, and no schema describes that.
    """

    file: str
    line: int
    xml: bytes = field(repr=False)
    root: str
    media_types: str = ""
    preserve_object_references: bool = False


@frozen(kw_only=True, eq=False)
class SampleElement:
    """An element of a sample, the ``text`` of one without children; None where there is not even an end tag.

    ``declares`` are the namespaces that the element declares beside its own; ``is_identified`` tells of ``z:Id``,
    ``refers`` of ``z:Ref``. ``xml`` is the type of an element whose content is XML, for it shows attributes of its own.
    """

    name: QName
    text: str | None
    children: tuple[SampleElement, ...]
    file: str
    line: int
    is_generated: bool
    type: QName | None = None
    is_nil: bool = False
    is_identified: bool = False
    refers: bool = False
    declares: tuple[str, ...] = ()
    xml: QName | None = None

    @property
    def place(self) -> str:
        """Return ``file:line``."""
        return f"{self.file}:{self.line}"


@frozen(kw_only=True)
class Sample:
    """A document and its root element; ``is_generated`` where the help page has made up the values."""

    document: SampleDocument
    root: SampleElement
    is_generated: bool


def read_sample(found: FoundSample) -> tuple[Sample, ...]:
    """Return the documents of a sample: itself, or those in the body of a SOAP envelope.

    :raises DerivationError: where it is not well-formed, or no data contract could have written it.
    """
    try:
        root = parse_document(found.text if found.octets is None else found.octets)
    except DecodeError as error:
        reason = f"{error.reason}; allowed: a well-formed XML document without a DTD"
        raise DerivationError(reason, file=found.file, line=found.line(error.line), column=error.column) from None
    documents = body_documents(root, found)
    # An envelope's documents stand in one text; each is read again as the document it is.
    return tuple(_read(found, element, text) for element, text in documents)


def preserves_references(root: etree._Element) -> bool:
    """Tell whether .NET wrote a document with ``PreserveObjectReferences``: bare numbers as identities, ``z:Size``.

    Those of contracts with ``IsReference`` are names, ``i1`` and so on.
    """
    return any(element.get(SIZE) is not None or not is_ncname(str(element.get(ID, "i1"))) for element in root.iter("*"))


def _read(found: FoundSample, root: etree._Element, text: str) -> Sample:
    pairs = _empty_pairs(text)
    is_generated = _is_generated(found, root, text)
    made: dict[etree._Element, SampleElement] = {}
    elements = list(root.iter())
    preserves = preserves_references(root)
    numbers = {element: number for number, element in enumerate(elements)}
    xml = _xml_values(elements)
    inside = {node for value in xml for node in value.iterdescendants()}
    for element in elements:
        _check(found, element, is_xml=element in xml or element in inside)
    for element in reversed(elements):
        children = tuple(made[child] for child in element)
        is_leaf = not children
        value = (element.text or "") if is_leaf and (element.text or numbers[element] in pairs) else None
        made[element] = SampleElement(
            name=_name(element),
            text=value,
            children=children,
            file=found.file,
            line=found.line(element.sourceline),
            is_generated=is_generated,
            type=_type(found, element),
            is_nil=(element.get(NIL) or "").strip(_SPACE) in ("true", "1"),
            is_identified=element.get(ID) is not None and not preserves,
            refers=element.get(REF) is not None,
            declares=_declares(element),
            xml=xml.get(element),
        )
    keeps_declaration = found.octets is not None and found.octets[:2] not in (b"\xff\xfe", b"\xfe\xff")
    document = SampleDocument(
        file=found.file,
        line=made[root].line,
        xml=remove_insignificant_space(text if keeps_declaration else _XML_DECLARATION.sub("", text, count=1)).encode(),
        root=_name(root).clark,
        media_types=found.heading.media_types if found.heading else "",
        preserve_object_references=preserves,
    )
    return Sample(document=document, root=made[root], is_generated=is_generated)


def _is_generated(found: FoundSample, root: etree._Element, text: str) -> bool:
    """Tell whether a help page has made the values up: it shows one that it makes, or no free text at all."""
    if _GENERATED.search(text):
        return True
    return found.heading is not None and not any(
        " " in (element.text or "").strip(_SPACE) for element in root.iter() if not len(element)
    )


def _empty_pairs(text: str) -> frozenset[int]:
    """Return the numbers, in document order, of the elements written ``<V></V>``: so a writer ends an empty string."""
    pairs = set()
    number = -1
    before = None
    for tag in tags(text):
        if tag.kind in ("start", "empty"):
            number += 1
        elif tag.kind == "end" and before is not None and before.kind == "start" and before.end == tag.begin:
            pairs.add(number)
        before = tag
    return frozenset(pairs)


def _name(element: etree._Element) -> QName:
    return QName.from_clark(str(element.tag))


def _xml_values(elements: Iterable[etree._Element]) -> dict[etree._Element, QName]:
    """Return the elements whose content no data contract has written, outermost first, and the type of each.

    No member's element has attributes, but for the serializer's own: the value is ``XmlNode[]``, or the element is
    itself the value, an ``XmlElement``, where it stands alone in its parent.
    """
    found: dict[etree._Element, QName] = {}
    for element in elements:
        parent = element.getparent()
        if parent is None or not any(map(_is_data, element.attrib)) or _is_inside(element, found):
            continue
        is_alone = len(parent) == 1 and parent.getparent() is not None and not (parent.text or "").strip(_SPACE)
        found[parent if is_alone else element] = XML_ELEMENT if is_alone else XML_NODES
    return found


def _is_inside(element: etree._Element, found: Container[etree._Element]) -> bool:
    return any(outer in found for outer in element.iterancestors())


def _is_data(attribute: str | bytes) -> bool:
    return not str(attribute).startswith((f"{{{XSI}}}", f"{{{SERIALIZATION}}}"))


def _check(found: FoundSample, element: etree._Element, *, is_xml: bool) -> None:
    if not isinstance(element.tag, str):
        raise _refusal(found, element, "a processing instruction", "elements and their text")
    if element.tag == f"{{{XS}}}schema" and element.getparent() is None:
        raise _refusal(found, element, "an XML Schema", "a document that follows it, or a help page that shows one")
    if is_xml:
        return
    for attribute in element.attrib:
        if _is_data(attribute):
            what = f"the attribute {str(attribute)!r} carries data"
            raise _refusal(found, element, what, "elements alone, and i:nil, i:type, z:Id, z:Ref")
    texts = [element.text, *(child.tail for child in element)]
    mixed = next((text.strip(_SPACE) for text in texts if text and text.strip(_SPACE)), None) if len(element) else None
    if mixed is not None:
        raise _refusal(found, element, f"the text {mixed[:60]!r} stands between elements", "elements or text, not both")


def _refusal(found: FoundSample, element: etree._Element, what: str, allowed: str) -> DerivationError:
    place = path_of(element)
    reason = f"this is not the XML of a data contract: {what} ({place}); allowed: {allowed}"
    return DerivationError(reason, file=found.file, line=found.line(element.sourceline))


def _type(found: FoundSample, element: etree._Element) -> QName | None:
    text = element.get(TYPE)
    if text is None:
        return None
    prefix, colon, name = str(text).strip(_SPACE).rpartition(":")
    namespace = element.nsmap.get(prefix if colon else None)
    if (colon and namespace is None) or not name:
        raise _refusal(found, element, f"the i:type {text!r} names no type", "a type whose prefix is declared")
    return QName(namespace or "", name)


def _declares(element: etree._Element) -> tuple[str, ...]:
    parent = element.getparent()
    outer = {} if parent is None else parent.nsmap
    own = [namespace for prefix, namespace in element.nsmap.items() if outer.get(prefix) != namespace]
    hidden = {XSI, XS, SERIALIZATION, _name(element).namespace}
    return tuple(dict.fromkeys(namespace for namespace in own if namespace not in hidden))
