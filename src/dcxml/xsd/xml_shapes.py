"""The shapes in which .NET exports its types for any XML, known again; the twin of what ``xml_types`` writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.contract.model import DATA_SET, DATA_TABLE, XML_ELEMENT, XML_NODES
from dcxml.qname import XS, QName
from dcxml.xsd.annotations import said_of
from dcxml.xsd.documents import child_elements, resolve
from dcxml.xsd.vocabulary import xs

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["anonymous_type", "is_without_schema"]


def anonymous_type(element: etree._Element) -> QName | None:
    """Return which of .NET's types for any XML an anonymous type is, if it is one."""
    actual = said_of(element).actual_type
    if actual in (DATA_SET, DATA_TABLE):
        return actual
    sequence = element.find(xs("sequence"))
    items = [] if sequence is None else list(child_elements(sequence))
    if [item.tag for item in items] != [xs("any")]:
        return None
    is_mixed = element.get("mixed") in ("true", "1")
    has_any_attribute = element.find(xs("anyAttribute")) is not None
    shapes = {("1", False, False): XML_ELEMENT, ("unbounded", True, True): XML_NODES}
    return shapes.get((items[0].get("maxOccurs", "1"), is_mixed, has_any_attribute))


def is_without_schema(element: etree._Element) -> bool:
    """Tell whether a named type is that of an ``IXmlSerializable`` which gives no schema: any schema, then any XML."""
    sequence = element.find(xs("sequence"))
    items = [] if sequence is None else list(child_elements(sequence))
    is_alone = len(list(child_elements(element))) == 1
    is_shape = [item.tag for item in items] == [xs("element"), xs("any")] and is_alone
    return is_shape and "ref" in items[0].attrib and resolve(items[0], items[0].get("ref", "")) == QName(XS, "schema")
