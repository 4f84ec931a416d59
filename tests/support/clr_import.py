"""What .NET's own importer makes of schemas, in the words of the hub."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from attrs import evolve

from dcxml.contract import (
    ClassDataContract,
    CollectionDataContract,
    DataContract,
    DataContractSet,
    DataMember,
    EnumDataContract,
    EnumMember,
    XmlDataContract,
)
from dcxml.qname import SERIALIZATION, QName
from dcxml.xsd import serialization_schema
from support import dotnet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["imported", "known_types"]


def imported(schemas: Iterable[str]) -> DataContractSet:
    """Return the contracts that .NET's ``DataContractSet.ImportSchemaSet`` makes of the schemas.

    :raises DotnetError: where it refuses them.
    """
    with dotnet.dotnet_errors():
        return DataContractSet(_contracts(pair.Value for pair in _import(schemas).Contracts))


def known_types(schemas: Iterable[str]) -> dict[QName, set[QName]]:
    """Return the known types that .NET's importer gives each contract of the schemas."""
    with dotnet.dotnet_errors():
        contracts = [pair.Value for pair in _import(schemas).Contracts]
        return {
            _qname(contract.XmlName): {_qname(pair.Key) for pair in contract.KnownDataContracts or ()}
            for contract in contracts
        }


def _import(schemas: Iterable[str]) -> Any:
    """Return .NET's ``DataContractSet`` of the schemas."""
    started = dotnet.runtime()
    kinds = import_module("System.Xml.Schema")
    schema_set = kinds.XmlSchemaSet()
    rooms = import_module("System.Runtime.Serialization.DataContracts")
    contracts = rooms.DataContractSet(None, None, None)
    for text in (*schemas, serialization_schema().decode()):
        schema_set.Add(None, started.xml.XmlReader.Create(started.io.StringReader(text)))
    contracts.ImportSchemaSet(schema_set, None, False)  # noqa: FBT003 - .NET's own signature
    elements = [element for element in schema_set.GlobalElements.Values if _is_own(element)]
    if elements:
        array = started.system.Array[kinds.XmlSchemaElement](elements)
        contracts.ImportSchemaSet(schema_set, array, False)  # noqa: FBT003 - .NET's own signature
    return contracts


def _is_own(element: Any) -> bool:
    return str(element.QualifiedName.Namespace) != SERIALIZATION


def _contracts(contracts: Iterable[Any]) -> Iterator[DataContract]:
    for contract in contracts:
        made = _contract(contract)
        if made is not None:
            yield made


def _contract(contract: Any) -> DataContract | None:
    name = _qname(contract.XmlName)
    match str(contract.ContractType):
        case "ClassDataContract":
            base = None if contract.BaseContract is None else _qname(contract.BaseContract.XmlName)
            return ClassDataContract(
                name=name,
                base=base,
                # An ISerializable has a member of .NET's own there, for the name that its type is read under.
                members=() if contract.IsISerializable else tuple(map(_member, contract.DataMembers)),
                is_value_type=bool(contract.IsValueType),
                is_reference=bool(contract.IsReference),
                is_iserializable=bool(contract.IsISerializable),
            )
        case "CollectionDataContract":
            return _collection(contract, name)
        case "EnumDataContract":
            values = [int(value) for value in _private(contract, "Values")]
            members = zip(contract.DataMembers, values, strict=True)
            return EnumDataContract(
                name=name,
                is_flags=bool(_private(contract, "IsFlags")),
                members=tuple(EnumMember(name=str(member.Name), value=value) for member, value in members),
                base_type=_qname(contract.BaseContract.XmlName),
            )
        case "XmlDataContract":
            return XmlDataContract(name=name)
    return None


def _member(member: Any) -> DataMember:
    return DataMember(
        name=str(member.Name),
        type=_qname(member.MemberTypeContract.XmlName),
        is_nillable=bool(member.IsNullable),
        is_required=bool(member.IsRequired),
        emit_default_value=bool(member.EmitDefaultValue),
    )


def _collection(contract: Any, name: QName) -> CollectionDataContract:
    item = _private(contract, "ItemContract")
    shape: dict[str, Any] = {
        "name": name,
        "item_name": str(_private(contract, "ItemName")),
        "is_item_nillable": bool(_private(contract, "IsItemTypeNullable")),
        "is_reference": bool(contract.IsReference),
    }
    if not _private(contract, "IsDictionary"):
        return CollectionDataContract(item_type=_qname(item.XmlName), **shape)
    key, value = (evolve(_member(part), emit_default_value=True) for part in item.DataMembers)
    return CollectionDataContract(key=key, value=value, **shape)


def _qname(name: Any) -> QName:
    return QName(str(name.Namespace), str(name.Name))


def _private(contract: Any, name: str) -> Any:
    flags = dotnet.runtime().reflection.BindingFlags
    kind = contract.GetType()
    found = kind.GetProperty(name, flags.Instance | flags.Public | flags.NonPublic)
    return found.GetValue(contract)
