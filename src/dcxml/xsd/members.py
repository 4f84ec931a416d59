"""Local elements to data members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.contract.model import DataMember
from dcxml.qname import QName
from dcxml.xsd.annotations import said_of
from dcxml.xsd.particles import is_true
from dcxml.xsd.places import annotation_of_member
from dcxml.xsd.refusals import refuse

if TYPE_CHECKING:
    from dcxml.xsd.particles import LocalElement
    from dcxml.xsd.reading import Reading

__all__ = ["check_local", "data_members", "local_type"]


def data_members(elements: list[LocalElement], owner: QName, reading: Reading) -> tuple[DataMember, ...]:
    """Return the members of the class ``owner``.

    :raises Refused: where one is repeated, unqualified, has a value of its own, or the name of another.
    """
    members: dict[str, DataMember] = {}
    for element in elements:
        if element.name in members:
            refuse(f"two members are named {element.name!r}", element.particle)
        members[element.name] = _member(element, owner, reading)
    return tuple(members.values())


def check_local(element: LocalElement) -> None:
    """Refuse an element that .NET's importer cannot take in a sequence."""
    declaration = element.declaration
    if element.declared is None:
        root = declaration.getroottree().getroot()
        if declaration.get("form", root.get("elementFormDefault", "unqualified")) != "qualified":
            refuse("the local element must be qualified", declaration)
    for attribute in ("default", "fixed"):
        if attribute in declaration.attrib:
            refuse(f"{attribute} on an element cannot be imported", declaration)


def local_type(element: LocalElement, nested: QName, reading: Reading, *, simple: QName | None = None) -> QName:
    """Return the name of an element's type; ``nested`` and ``simple`` are those of anonymous ones, where free."""
    if element.declared is not None:
        return reading.element_types[element.declared]
    return reading.type_of(element.declaration, nested, simple=simple)


def _member(element: LocalElement, owner: QName, reading: Reading) -> DataMember:
    check_local(element)
    if element.min_occurs > 1:
        refuse("minOccurs must be 0 or 1", element.particle)
    if element.max_occurs != "1":
        refuse("maxOccurs must be 1 where there are other elements", element.particle)
    said = said_of(element.declaration)
    nested = QName(owner.namespace, f"{owner.name}.{element.name}Type")
    type_ = said.actual_type or local_type(element, nested, reading)
    is_nillable = is_true(element.declaration, "nillable")
    return DataMember(
        name=element.name,
        type=type_,
        is_nillable=is_nillable,
        is_required=element.is_required,
        # .NET: what cannot be nil and is no value type is left out where it is null.
        emit_default_value=said.emit_default_value and (is_nillable or reading.is_value_type(type_)),
        declares=said.declares,
        annotation=annotation_of_member(element, reading),
    )
