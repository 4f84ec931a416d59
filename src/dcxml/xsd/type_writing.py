"""Contracts to types: classes with their members, lists and dictionaries, enumerations, simple types; and elements.

The twin of ``complex_types.py``, ``members.py``, ``collection_types.py`` and ``simple_types.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.contract.model import (
    ClassDataContract,
    CollectionDataContract,
    EnumDataContract,
    SimpleDataContract,
    XmlDataContract,
)
from dcxml.errors import SchemaError
from dcxml.qname import SERIALIZATION, QName
from dcxml.xsd.annotations import Said, annotate, annotate_inside
from dcxml.xsd.vocabulary import INT, default_enum_value
from dcxml.xsd.writing import brings_reference_attributes
from dcxml.xsd.xml_types import append_anonymous, append_definition

if TYPE_CHECKING:
    from lxml import etree

    from dcxml.contract.contract_set import DataContractSet
    from dcxml.contract.model import DataContract, DataMember, GlobalElement
    from dcxml.xsd.writing import Schema

__all__ = ["is_anonymous", "write_element", "write_type"]


def write_type(contract: DataContract, schema: Schema, parent: etree._Element) -> None:
    """Append a type to the schema, or to an element in which it has no name."""
    name = {"name": contract.name.name} if parent is schema.root else {}
    match contract:
        case ClassDataContract():
            _write_class(contract, schema.child(parent, "complexType", name), schema)
        case CollectionDataContract():
            _write_collection(contract, schema.child(parent, "complexType", name), schema)
        case EnumDataContract():
            _write_enum(contract, schema.child(parent, "simpleType", name), schema)
        case SimpleDataContract() if not contract.is_anonymous:
            _append_simple_type(contract, schema.root, schema)
        case XmlDataContract() if not contract.is_anonymous:
            append_definition(contract, schema.root, need=schema.need)


def write_element(element: GlobalElement, schema: Schema) -> None:
    """Append a global element to the schema."""
    attributes = {"name": element.name.name} | ({"nillable": "true"} if element.is_nillable else {})
    annotate(_typed_element(schema.root, attributes, element.type, schema=schema), Said(annotation=element.annotation))


def _write_class(contract: ClassDataContract, complex_type: etree._Element, schema: Schema) -> None:
    said = Said(annotation=contract.annotation, generic=contract.generic, is_value_type=contract.is_value_type)
    annotate(complex_type, said)
    parent = complex_type
    for member in contract.members:  # which .NET's exporter writes before the base
        if not is_anonymous(schema.contracts[member.type]):
            schema.need(member.type.namespace)
    if contract.base is not None:
        content = schema.child(complex_type, "complexContent", {"mixed": "false"})
        parent = schema.child(content, "extension", {}, refers=("base", contract.base))
    if contract.is_iserializable:
        _write_entries(contract, parent, schema)
    else:
        _write_members(contract, parent, schema)
    annotate_inside(complex_type, contract.annotation)


def _write_members(contract: ClassDataContract, parent: etree._Element, schema: Schema) -> None:
    sequence = schema.child(parent, "sequence", {})
    _check_inherited_names(contract, schema.contracts)
    for member in contract.members:
        _write_member(member, sequence, schema)
    if contract.is_value_type:
        schema.need(SERIALIZATION)
    _write_reference_attributes(contract, parent, schema)


def _write_entries(contract: ClassDataContract, parent: etree._Element, schema: Schema) -> None:
    """Write what an ISerializable holds, elements in no namespace, where no base has said so."""
    if contract.base is None:
        any_local = {"minOccurs": "0", "maxOccurs": "unbounded", "namespace": "##local", "processContents": "skip"}
        schema.child(schema.child(parent, "sequence", {}), "any", any_local)
        schema.need(SERIALIZATION)
        schema.child(parent, "attribute", {"ref": "ser:FactoryType"})


def _check_inherited_names(contract: ClassDataContract, contracts: DataContractSet) -> None:
    """Refuse a member that a base has too, in the same namespace, where no schema can have both.

    Only one of them may come next, as .NET's exporter finds too: an element that must be there comes between them, or
    is the first of them. Elements of one name have one type, which .NET does not look at.
    """
    types: dict[tuple[str, str], QName] = {}
    next_ones: set[tuple[str, str]] = set()
    for namespace, member in contracts.members(contract):
        name = (namespace, member.name)
        if name in next_ones:
            reason = f"a base has a member {member.name!r} too: no schema can tell them apart"
            raise SchemaError(reason, component=contract.name.clark)
        if name in types and (types[name] != member.type or is_anonymous(contracts[member.type])):
            reason = f"a base has a member {member.name!r} too: in a schema, elements of one name have one type"
            raise SchemaError(reason, component=contract.name.clark)
        types[name] = member.type
        next_ones = set() if member.is_required else {*next_ones, name}


def _write_member(member: DataMember, sequence: etree._Element, schema: Schema) -> None:
    attributes = {} if member.is_required else {"minOccurs": "0"}
    attributes["name"] = member.name
    if member.is_nillable:
        attributes["nillable"] = "true"
    element = _typed_element(sequence, attributes, member.type, schema=schema)
    said = Said(annotation=member.annotation, emit_default_value=member.emit_default_value, declares=member.declares)
    annotate(element, said)


def _typed_element(
    parent: etree._Element, attributes: dict[str, str], type_: QName, *, schema: Schema
) -> etree._Element:
    """Append an element of this type; .NET writes its types for any XML out in each element."""
    contract = schema.contracts[type_]
    if not is_anonymous(contract):
        return schema.element(parent, attributes, type_)
    element = schema.element(parent, attributes, None)
    if isinstance(contract, SimpleDataContract):
        _append_simple_type(contract, element, schema)
    elif isinstance(contract, XmlDataContract) and contract.schema:
        append_definition(contract, element, need=schema.need)
    else:
        append_anonymous(type_, element)
    return element


def is_anonymous(contract: DataContract) -> bool:
    """Tell whether the type has no name, and is written out in each element of it."""
    return isinstance(contract, XmlDataContract | SimpleDataContract) and contract.is_anonymous


def _write_reference_attributes(contract: DataContract, parent: etree._Element, schema: Schema) -> None:
    if brings_reference_attributes(contract, schema.contracts):
        schema.need(SERIALIZATION)
        schema.child(parent, "attribute", {"ref": "ser:Id"})
        schema.child(parent, "attribute", {"ref": "ser:Ref"})


def _write_collection(contract: CollectionDataContract, complex_type: etree._Element, schema: Schema) -> None:
    annotate(
        complex_type,
        Said(annotation=contract.annotation, generic=contract.generic, is_dictionary=contract.is_dictionary),
    )
    sequence = schema.child(complex_type, "sequence", {})
    most = "unbounded" if contract.max_items is None else str(contract.max_items)
    attributes = {"minOccurs": str(contract.min_items), "maxOccurs": most, "name": contract.item_name}
    if contract.is_item_nillable:
        attributes["nillable"] = "true"
    if isinstance(contract.item, QName):
        _typed_element(sequence, attributes, contract.item, schema=schema)
    else:
        item = schema.element(sequence, attributes, None)
        entry = schema.child(schema.child(item, "complexType", {}), "sequence", {})
        for member in contract.item:
            _write_member(member, entry, schema)
    _write_reference_attributes(contract, complex_type, schema)
    annotate_inside(complex_type, contract.annotation)


def _write_enum(contract: EnumDataContract, simple_type: etree._Element, schema: Schema) -> None:
    members = tuple(member.name for member in contract.members) if contract.is_open else None
    base = None if contract.base_type == INT else contract.base_type
    annotate(simple_type, Said(annotation=contract.annotation, actual_type=base, open_members=members))
    parent = simple_type
    if contract.is_flags:
        parent = schema.child(schema.child(simple_type, "list", {}), "simpleType", {})
    restriction = schema.child(parent, "restriction", {"base": "xs:string"})
    annotate_inside(simple_type, contract.annotation)
    if contract.is_open:
        return
    for index, member in enumerate(contract.members):
        enumeration = schema.child(restriction, "enumeration", {"value": member.name})
        is_default = member.value == default_enum_value(index, is_flags=contract.is_flags)
        annotate(
            enumeration, Said(annotation=member.annotation, enumeration_value=None if is_default else member.value)
        )
        if not is_default:
            schema.need(SERIALIZATION)


def _append_simple_type(contract: SimpleDataContract, parent: etree._Element, schema: Schema) -> None:
    simple_type = schema.child(parent, "simpleType", {} if contract.is_anonymous else {"name": contract.name.name})
    annotate(simple_type, Said(annotation=contract.annotation))
    base = schema.contracts[contract.base]
    if isinstance(base, SimpleDataContract) and base.is_anonymous:
        restriction = schema.child(simple_type, "restriction", {})
        _append_simple_type(base, restriction, schema)
    else:
        restriction = schema.child(simple_type, "restriction", {}, refers=("base", contract.base))
    for facet in contract.facets:
        said = {"value": facet.value, **({"fixed": "true"} if facet.is_fixed else {})}
        annotate(schema.child(restriction, facet.name, said), Said(annotation=facet.annotation))
    annotate_inside(simple_type, contract.annotation)
