"""Simple types to contracts: enumerations, flags, and restrictions with their facets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve
from lxml import etree

from dcxml.contract.annotation import joined
from dcxml.contract.model import EnumDataContract, EnumMember, Facet, SimpleDataContract, XmlDataContract
from dcxml.contract.rules import base_type_of, check_enumeration
from dcxml.errors import InvalidDataContractError
from dcxml.qname import QName
from dcxml.xsd.annotations import said_of
from dcxml.xsd.documentation import own_annotation
from dcxml.xsd.documents import child_elements, resolve
from dcxml.xsd.refusals import refuse
from dcxml.xsd.vocabulary import default_enum_value, xs

if TYPE_CHECKING:
    from dcxml.contract.model import DataContract
    from dcxml.xsd.reading import Reading

__all__ = ["simple_contract"]


def simple_contract(element: etree._Element, name: QName, reading: Reading) -> DataContract:
    """Return the enumeration that a simple type is, or the simple type with its facets.

    :raises Refused: where it is a union, or a list of what is no anonymous enumeration.
    """
    said = said_of(element)
    restriction = next(child_elements(element))
    if restriction.tag == xs("union"):
        refuse("a simple type must be a restriction or a list of one, not xs:union", restriction)
    is_flags = restriction.tag == xs("list")
    if is_flags:
        restriction = _listed_restriction(restriction)
    facets = [facet for facet in child_elements(restriction) if facet.tag != xs("simpleType")]
    if said.open_members is not None:
        members = tuple(EnumMember(name=text, value=index) for index, text in enumerate(said.open_members))
    elif reading.is_enumeration(restriction):
        members = _enum_members(facets, is_flags=is_flags)
    elif is_flags:
        refuse("the items of a list must be an enumeration", restriction)
    else:
        is_anonymous = "name" not in element.attrib
        return _restricted(restriction, name, reading=reading, is_anonymous=is_anonymous)
    base_type = base_type_of([member.value for member in members])
    try:
        check_enumeration(name.clark, said.actual_type or base_type, ())
        base_type = said.actual_type or base_type
    except InvalidDataContractError as error:
        reading.refusals.note(name, error.reason, element)
    return EnumDataContract(
        name=name,
        members=members,
        is_flags=is_flags,
        is_open=said.open_members is not None,
        base_type=base_type,
    )


def _listed_restriction(element: etree._Element) -> etree._Element:
    """Return the restriction inside the anonymous type of ``xs:list``."""
    anonymous = element.find(xs("simpleType"))
    if anonymous is None:
        refuse("the item type of a list must be anonymous", element)
    restriction = next(child_elements(anonymous))
    if restriction.tag != xs("restriction"):
        refuse("the items of a list must be an enumeration", restriction)
    return restriction


def _enum_members(facets: list[etree._Element], *, is_flags: bool) -> tuple[EnumMember, ...]:
    """Return the members; a text that comes twice is the first: a reader finds no other."""
    members: dict[str, EnumMember] = {}
    for index, facet in enumerate(facets):
        said = said_of(facet)
        value = said.enumeration_value
        member = EnumMember(
            name=facet.get("value", ""),
            value=default_enum_value(index, is_flags=is_flags) if value is None else value,
            annotation=said.annotation,
        )
        first = members.get(member.name)
        if first is not None:
            member = evolve(first, annotation=joined((first.annotation, member.annotation)))
        members[member.name] = member
    return tuple(members.values())


def _restricted(
    restriction: etree._Element, name: QName, *, reading: Reading, is_anonymous: bool = False
) -> SimpleDataContract:
    if "base" in restriction.attrib:
        base = reading.importable(resolve(restriction, restriction.get("base", "")), restriction)
    else:
        inner = QName(name.namespace, f"{name.name}.baseType")
        base = reading.simple_type_of(next(child_elements(restriction)), inner)
    if isinstance(reading.contracts.get(base), XmlDataContract):
        refuse(f"its base {base.clark} is no data contract", restriction)
    return SimpleDataContract(
        name=name,
        base=base,
        is_anonymous=is_anonymous,
        facets=tuple(
            Facet(
                etree.QName(facet).localname,
                facet.get("value", ""),
                is_fixed=facet.get("fixed", "").strip() in ("true", "1"),
                annotation=own_annotation(facet),
            )
            for facet in child_elements(restriction)
            if facet.tag != xs("simpleType")
        ),
    )
