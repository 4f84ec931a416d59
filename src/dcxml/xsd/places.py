"""What a schema says inside the elements that one item of the hub stands for, at the places where it is exported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.contract.annotation import joined
from dcxml.contract.model import (
    ClassDataContract,
    CollectionDataContract,
    EnumDataContract,
    SimpleDataContract,
    XmlDataContract,
)
from dcxml.xsd.annotations import said_of
from dcxml.xsd.documentation import own_annotation, said_inside
from dcxml.xsd.documents import resolve
from dcxml.xsd.vocabulary import xs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

    from dcxml.contract.annotation import Annotation
    from dcxml.contract.model import DataContract
    from dcxml.xsd.components import Component
    from dcxml.xsd.particles import LocalElement
    from dcxml.xsd.reading import Reading

__all__ = ["annotation_of_element", "annotation_of_member", "annotation_of_schema", "annotation_of_type"]

_Places = frozenset[tuple[str, ...]]


def _down_to(*steps: str) -> _Places:
    """Return a place and all on the way to it."""
    return frozenset(steps[: count + 1] for count in range(len(steps)))


_CLASS: Final = _down_to("sequence")
_DERIVED_CLASS: Final = _down_to("complexContent", "extension", "sequence")
_LIST: Final = _down_to("sequence", "element")
_DICTIONARY: Final = _down_to("sequence", "element", "complexType", "sequence")
_RESTRICTION: Final = _down_to("restriction")
_FLAGS: Final = _down_to("list", "simpleType", "restriction")


def annotation_of_type(element: etree._Element, contract: DataContract, reading: Reading) -> Annotation:
    """Return what is said about a type and inside it, but for its members, facets and types without a name."""
    own = said_of(element).annotation
    if isinstance(contract, XmlDataContract) and contract.schema:  # its definition says the rest
        return own
    nested = {component.element for component in reading.nested}
    is_collection = isinstance(contract, CollectionDataContract)

    def stop(child: etree._Element, place: tuple[str, ...]) -> bool:
        if child.tag == xs("element"):
            return child.get("maxOccurs", "").strip() != "0" and (not is_collection or "element" in place)
        return child in nested or "value" in child.attrib

    def follow(child: etree._Element) -> etree._Element | None:
        """Return the group or the global element that is written out in the place of a reference."""
        if child.tag not in (xs("group"), xs("element")) or "ref" not in child.attrib:
            return None
        components = reading.components
        found = components.groups if child.tag == xs("group") else components.elements
        return found.get(resolve(child, child.get("ref", "")))

    return joined((own, said_inside(element, places=_places(contract), follow=follow, stop=stop)))


def annotation_of_member(element: LocalElement, reading: Reading) -> Annotation:
    """Return what is said about a local element, about what it refers to, and inside it."""
    own = own_annotation(element.particle)
    if element.declared is not None:
        return joined((own, said_of(element.declaration).annotation))
    return annotation_of_element(element.declaration, reading.nested)


def annotation_of_element(element: etree._Element, nested: Iterable[Component]) -> Annotation:
    """Return what is said about an element and inside it, but for the ``nested`` type, which is a contract."""
    types = {component.element for component in nested}
    return joined((said_of(element).annotation, said_inside(element, stop=lambda child, _: child in types)))


def annotation_of_schema(root: etree._Element) -> Annotation:
    """Return what is said about a schema, and about what it includes and imports."""
    imported = {(f"import {each.get('namespace', '')}",) for each in root.iterchildren(xs("import"))}
    references = (xs("import"), xs("include"))
    inside = said_inside(root, places=imported, stop=lambda child, _: child.tag not in references)
    return joined((own_annotation(root), inside))


def _places(contract: DataContract) -> _Places:
    if isinstance(contract, ClassDataContract):
        return _CLASS if contract.base is None else _DERIVED_CLASS
    if isinstance(contract, CollectionDataContract):
        return _DICTIONARY if contract.is_dictionary else _LIST
    if isinstance(contract, EnumDataContract):
        return _FLAGS if contract.is_flags else _RESTRICTION
    return _RESTRICTION if isinstance(contract, SimpleDataContract) else _CLASS
