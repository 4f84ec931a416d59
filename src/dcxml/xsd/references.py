"""What a schema refers to: the attributes by which components name each other, in XML Schema's and .NET's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen
from lxml import etree

from dcxml.qname import QName
from dcxml.xsd.documents import resolve
from dcxml.xsd.vocabulary import ACTUAL_TYPE, QNAME_ATTRIBUTES, xs

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Reference", "references_of", "symbol_space"]


@frozen
class Reference:
    """A reference in a schema: to a component of a ``kind`` and ``name``, from an attribute of ``element``."""

    element: etree._Element
    attribute: str
    kind: str
    name: QName


def references_of(root: etree._Element) -> Iterator[Reference]:
    """Yield the references in an element and all inside; what others say in ``xs:appinfo`` refers to nothing.

    :raises SchemaError: where a prefix is not declared.
    """
    for element in root.iter(etree.Element):
        if element.tag == ACTUAL_TYPE:
            name = QName(element.get("Namespace", ""), element.get("Name", ""))
            yield Reference(element, "Name", "type", name)
        elif str(element.tag).startswith(xs("")):
            for attribute, kind in QNAME_ATTRIBUTES.items():
                for text in element.get(attribute, "").split():
                    yield Reference(element, attribute, kind or etree.QName(element).localname, resolve(element, text))


def symbol_space(component: etree._Element) -> str:
    """Return the symbol space of a component (W3C XML Schema 1.0, 2.5): types are one, complex or simple."""
    kind = etree.QName(component).localname
    return "type" if kind in ("complexType", "simpleType") else kind
