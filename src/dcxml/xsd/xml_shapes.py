"""The shapes in which .NET exports its types for any XML, known again; the twin of what ``xml_types`` writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.contract.model import DATA_SET, DATA_TABLE, XML_ELEMENT, XML_NODES
from dcxml.qname import XS, QName
from dcxml.xsd.annotations import said_of
from dcxml.xsd.documents import child_elements, resolve
from dcxml.xsd.vocabulary import xs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

__all__ = ["anonymous_type", "is_any_xml", "is_without_schema"]

_SHAPES: Final[dict[QName, list[tuple[str, dict[str, str]]]]] = {
    XML_ELEMENT: [
        (xs("complexType"), {}),
        (xs("sequence"), {}),
        (xs("any"), {"minOccurs": "0", "processContents": "lax"}),
    ],
    XML_NODES: [
        (xs("complexType"), {"mixed": "true"}),
        (xs("sequence"), {}),
        (xs("any"), {"minOccurs": "0", "maxOccurs": "unbounded", "processContents": "lax"}),
        (xs("anyAttribute"), {}),
    ],
}
_DEFAULTS: Final = {
    *((xs("complexType"), "mixed", "false"), (xs("any"), "maxOccurs", "1"), (xs("anyAttribute"), "namespace", "##any")),
    *((xs("sequence"), "minOccurs", "1"), (xs("sequence"), "maxOccurs", "1")),
}


def anonymous_type(element: etree._Element) -> QName | None:
    """Return which of .NET's types for any XML an anonymous type is, if it is one and loses nothing by it."""
    actual = said_of(element).actual_type
    if actual in (DATA_SET, DATA_TABLE):
        return actual
    shape = list(_shape(element))
    return next((name for name, known in _SHAPES.items() if shape == known), None)


def is_any_xml(element: etree._Element) -> bool:
    """Tell whether .NET's importer takes an anonymous type for ``XmlElement`` or ``XmlNode[]``.

    It looks for one ``xs:any`` without a namespace and passes over all else: ``mixed``, how often, how it is checked.
    """
    children = list(child_elements(element))
    items = list(child_elements(children[0])) if children and children[0].tag == xs("sequence") else []
    if [item.tag for item in items] != [xs("any")] or "namespace" in items[0].attrib:
        return False
    is_repeated = items[0].get("maxOccurs", "1").strip() == "unbounded"
    return len(children) == 1 or (is_repeated and [child.tag for child in children[1:]] == [xs("anyAttribute")])


def _shape(element: etree._Element) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the tags and attributes of a type and all in it, but for what says nothing: annotations, defaults, ids."""
    tag = str(element.tag)
    known = {name for name, value in element.attrib.items() if name == "id" or (tag, name, value) in _DEFAULTS}
    yield tag, {name: value for name, value in element.attrib.items() if name not in known}
    for child in child_elements(element):
        yield from _shape(child)


def is_without_schema(element: etree._Element) -> bool:
    """Tell whether a named type is that of an ``IXmlSerializable`` which gives no schema: any schema, then any XML."""
    sequence = element.find(xs("sequence"))
    items = [] if sequence is None else list(child_elements(sequence))
    is_alone = len(list(child_elements(element))) == 1
    is_shape = [item.tag for item in items] == [xs("element"), xs("any")] and is_alone
    return is_shape and "ref" in items[0].attrib and resolve(items[0], items[0].get("ref", "")) == QName(XS, "schema")
