"""dcxml: the XML of .NET's ``DataContractSerializer`` from Python, byte for byte.

The public face: names only, each loaded when it is first used (PEP 562).
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from dcxml import arrow as arrow
    from dcxml import soap as soap
    from dcxml.binding.declarations import data_contract, data_member, enum_contract
    from dcxml.binding.enumerations import DataContractEnum, DataContractFlag, OpenEnum, enum_member
    from dcxml.binding.identity import identical
    from dcxml.binding.introspect import contracts_of
    from dcxml.binding.live import Binding, build_classes
    from dcxml.binding.markers import (
        CollectionContract,
        DictionaryPart,
        RootElement,
        SimpleContract,
        UnresolvedContract,
        XmlContract,
    )
    from dcxml.binding.objects import is_absent, set_absent
    from dcxml.binding.package_source import render_package
    from dcxml.binding.pair_mapping import PairMapping
    from dcxml.binding.serialization_info import SerializationInfo
    from dcxml.binding.source import render_module
    from dcxml.binding.types import (
        AnyURI,
        Base64Binary,
        Boolean,
        Byte,
        Char,
        Double,
        Float,
        Guid,
        Int,
        Long,
        Short,
        String,
        UnsignedByte,
        UnsignedInt,
        UnsignedLong,
        UnsignedShort,
        XsdType,
    )
    from dcxml.binding.values import AnyValue, KeyValuePair
    from dcxml.binding.xml_types import XmlElement, XmlNodes
    from dcxml.bulk import load_many
    from dcxml.checking import check
    from dcxml.codec.anything import UntypedText
    from dcxml.codec.dialects import Dialect
    from dcxml.codec.extension import ExtensionElement
    from dcxml.contract import DataContractSet, GenericArgument, GenericType, SchemaAnnotation, SchemaComponent
    from dcxml.derivation import Derivation, derive_contracts
    from dcxml.drift import Change, diff_contracts
    from dcxml.errors import (
        BrokenWorkerError,
        DcxmlError,
        DecodeError,
        DerivationError,
        EncodeError,
        InvalidDataContractError,
        SchemaError,
        SerializationError,
        TableError,
        UnknownNameError,
    )
    from dcxml.fixing import Fix, Fixed, fix
    from dcxml.lexical import DateTime, DateTimeOffset, DBNull, DBNullType, Duration, FixedOffset
    from dcxml.lexical.float_text import FloatText
    from dcxml.one_call import dump, dumps, load, loads
    from dcxml.qname import QName
    from dcxml.sampling import sample
    from dcxml.serializer import DataContractSerializer
    from dcxml.streaming import Writer, iterload
    from dcxml.validation import Finding, validate
    from dcxml.xmlio import Limits
    from dcxml.xsd import read_schemas, write_schemas

__all__ = [
    "AnyURI",
    "AnyValue",
    "Base64Binary",
    "Binding",
    "Boolean",
    "BrokenWorkerError",
    "Byte",
    "Change",
    "Char",
    "CollectionContract",
    "DBNull",
    "DBNullType",
    "DataContractEnum",
    "DataContractFlag",
    "DataContractSerializer",
    "DataContractSet",
    "DateTime",
    "DateTimeOffset",
    "DcxmlError",
    "DecodeError",
    "Derivation",
    "DerivationError",
    "Dialect",
    "DictionaryPart",
    "Double",
    "Duration",
    "EncodeError",
    "ExtensionElement",
    "Finding",
    "Fix",
    "Fixed",
    "FixedOffset",
    "Float",
    "FloatText",
    "GenericArgument",
    "GenericType",
    "Guid",
    "Int",
    "InvalidDataContractError",
    "KeyValuePair",
    "Limits",
    "Long",
    "OpenEnum",
    "PairMapping",
    "QName",
    "RootElement",
    "SchemaAnnotation",
    "SchemaComponent",
    "SchemaError",
    "SerializationError",
    "SerializationInfo",
    "Short",
    "SimpleContract",
    "String",
    "TableError",
    "UnknownNameError",
    "UnresolvedContract",
    "UnsignedByte",
    "UnsignedInt",
    "UnsignedLong",
    "UnsignedShort",
    "UntypedText",
    "Writer",
    "XmlContract",
    "XmlElement",
    "XmlNodes",
    "XsdType",
    "build_classes",
    "check",
    "contracts_of",
    "data_contract",
    "data_member",
    "derive_contracts",
    "diff_contracts",
    "dump",
    "dumps",
    "enum_contract",
    "enum_member",
    "fix",
    "identical",
    "is_absent",
    "iterload",
    "load",
    "load_many",
    "loads",
    "read_schemas",
    "render_module",
    "render_package",
    "sample",
    "set_absent",
    "validate",
    "write_schemas",
]

__version__: Final = "0.1.0"

_HOMES: Final = {
    "dcxml.binding.declarations": ("data_contract", "data_member", "enum_contract"),
    "dcxml.binding.enumerations": ("DataContractEnum", "DataContractFlag", "OpenEnum", "enum_member"),
    "dcxml.binding.identity": ("identical",),
    "dcxml.binding.introspect": ("contracts_of",),
    "dcxml.binding.live": ("Binding", "build_classes"),
    "dcxml.binding.markers": (
        "CollectionContract",
        "DictionaryPart",
        "RootElement",
        "SimpleContract",
        "UnresolvedContract",
        "XmlContract",
    ),
    "dcxml.binding.objects": ("is_absent", "set_absent"),
    "dcxml.binding.package_source": ("render_package",),
    "dcxml.binding.pair_mapping": ("PairMapping",),
    "dcxml.binding.source": ("render_module",),
    "dcxml.binding.types": (
        "AnyURI",
        "Base64Binary",
        "Boolean",
        "Byte",
        "Char",
        "Double",
        "Float",
        "Guid",
        "Int",
        "Long",
        "Short",
        "String",
        "UnsignedByte",
        "UnsignedInt",
        "UnsignedLong",
        "UnsignedShort",
        "XsdType",
    ),
    "dcxml.binding.serialization_info": ("SerializationInfo",),
    "dcxml.binding.values": ("AnyValue", "KeyValuePair"),
    "dcxml.binding.xml_types": ("XmlElement", "XmlNodes"),
    "dcxml.bulk": ("load_many",),
    "dcxml.checking": ("check",),
    "dcxml.codec.anything": ("UntypedText",),
    "dcxml.codec.dialects": ("Dialect",),
    "dcxml.codec.extension": ("ExtensionElement",),
    "dcxml.contract": ("DataContractSet", "GenericArgument", "GenericType", "SchemaAnnotation", "SchemaComponent"),
    "dcxml.derivation": ("Derivation", "derive_contracts"),
    "dcxml.drift": ("Change", "diff_contracts"),
    "dcxml.errors": (
        "BrokenWorkerError",
        "DcxmlError",
        "DecodeError",
        "DerivationError",
        "EncodeError",
        "InvalidDataContractError",
        "SchemaError",
        "SerializationError",
        "TableError",
        "UnknownNameError",
    ),
    "dcxml.fixing": ("Fix", "Fixed", "fix"),
    "dcxml.lexical": ("DBNull", "DBNullType", "DateTime", "DateTimeOffset", "Duration", "FixedOffset"),
    "dcxml.lexical.float_text": ("FloatText",),
    "dcxml.one_call": ("dump", "dumps", "load", "loads"),
    "dcxml.qname": ("QName",),
    "dcxml.sampling": ("sample",),
    "dcxml.serializer": ("DataContractSerializer",),
    "dcxml.streaming": ("Writer", "iterload"),
    "dcxml.validation": ("Finding", "validate"),
    "dcxml.xmlio": ("Limits",),
    "dcxml.xsd": ("read_schemas", "write_schemas"),
}
_ROOMS: Final = ("arrow", "soap")
"""The rooms that are known, as ``dcxml.soap`` is, without being imported."""
_HOME_OF: Final = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load a public name from the room it lives in, or a room that is public itself."""
    if name in _ROOMS:
        return importlib.import_module(f"{__name__}.{name}")
    module = _HOME_OF.get(name)
    if module is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = globals()[name] = getattr(importlib.import_module(module), name)
    return value


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted({*globals(), *__all__, *_ROOMS})
