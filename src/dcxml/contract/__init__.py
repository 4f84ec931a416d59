"""The hub: data contracts as .NET's ``System.Runtime.Serialization`` means them, whatever they came from."""

from dcxml.contract.annotation import Annotation, AppInfo, Documentation, Evidence
from dcxml.contract.contract_set import DataContractSet
from dcxml.contract.missing import MissingReference
from dcxml.contract.model import (
    ClassDataContract,
    CollectionDataContract,
    DataContract,
    DataMember,
    EnumDataContract,
    EnumMember,
    Facet,
    GenericArgument,
    GenericType,
    GlobalElement,
    PrimitiveDataContract,
    SchemaComponent,
    SimpleDataContract,
    UnresolvedDataContract,
    XmlDataContract,
)
from dcxml.contract.operations import Fault, Operation, SoapVersion
from dcxml.contract.refusals import Refusal
from dcxml.contract.schema_annotation import SchemaAnnotation

__all__ = [
    "Annotation",
    "AppInfo",
    "ClassDataContract",
    "CollectionDataContract",
    "DataContract",
    "DataContractSet",
    "DataMember",
    "Documentation",
    "EnumDataContract",
    "EnumMember",
    "Evidence",
    "Facet",
    "Fault",
    "GenericArgument",
    "GenericType",
    "GlobalElement",
    "MissingReference",
    "Operation",
    "PrimitiveDataContract",
    "Refusal",
    "SchemaAnnotation",
    "SchemaComponent",
    "SimpleDataContract",
    "SoapVersion",
    "UnresolvedDataContract",
    "XmlDataContract",
]
