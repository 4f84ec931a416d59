"""What a schema refers to: the attributes by which components name each other, in XML Schema's and .NET's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen
from lxml import etree

from dcxml.qname import QName
from dcxml.xsd.documents import resolve
from dcxml.xsd.vocabulary import ACTUAL_TYPE, QNAME_ATTRIBUTES, xs

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FREE_PARTS", "Reference", "references_of", "said_in_annotations", "symbol_space"]

FREE_PARTS: Final = (xs("appinfo"), xs("documentation"))
"""What is in these may be anything, examples of schemas too (W3C XML Schema 1.0, 3.13.2)."""


@frozen
class Reference:
    """A reference in a schema: to a component of a ``kind`` and ``name``, from an attribute of ``element``."""

    element: etree._Element
    attribute: str
    kind: str
    name: QName


def references_of(root: etree._Element) -> Iterator[Reference]:
    """Yield the references in an element and all inside; what annotations say refers to nothing, .NET's words aside.

    :raises SchemaError: where a prefix is not declared.
    """
    said = said_in_annotations(root)
    for element in root.iter(etree.Element):
        if element.tag == ACTUAL_TYPE:
            name = QName(element.get("Namespace", ""), element.get("Name", ""))
            yield Reference(element, "Name", "type", name)
        elif element not in said and str(element.tag).startswith(xs("")):
            for attribute, kind in QNAME_ATTRIBUTES.items():
                for text in element.get(attribute, "").split():
                    yield Reference(element, attribute, kind or etree.QName(element).localname, resolve(element, text))


def said_in_annotations(root: etree._Element) -> set[etree._Element]:
    """Return the elements that stand in annotations, which are no part of the schema whatever their names are."""
    return {each for part in root.iter(*FREE_PARTS) for each in part.iterdescendants(etree.Element)}


def symbol_space(component: etree._Element) -> str:
    """Return the symbol space of a component (W3C XML Schema 1.0, 2.5): types are one, complex or simple."""
    kind = str(component.tag).removeprefix(xs(""))
    return "type" if kind in ("complexType", "simpleType") else kind
