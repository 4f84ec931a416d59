"""Contracts of any number of types, and a service that uses them, as .NET exports them: to see how costs grow.

Of every ten types eight are classes, one is an enumeration and one a struct; one class has a base. There are a list and
a dictionary of classes for every ten, and most references lead to another namespace. ``benchmarks/`` measures them too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from dcxml.contract import (
    ClassDataContract,
    CollectionDataContract,
    DataContract,
    DataContractSet,
    DataMember,
    EnumDataContract,
    EnumMember,
)
from dcxml.contract.naming import array_name, dictionary_name
from dcxml.qname import XS, QName, clr_namespace
from dcxml.xsd import schema_documents

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMESPACES = 20
SERVICE = "http://acme.example/services"
STRING = QName(XS, "string")
_SIMPLE = ("int", "string", "dateTime", "decimal", "boolean", "string")
_SOAP = "http://schemas.xmlsoap.org/wsdl/soap/"
_WSDL = "http://schemas.xmlsoap.org/wsdl/"
_USING_ADDRESSING = (
    '<wsaw:UsingAddressing xmlns:wsaw="http://www.w3.org/2006/05/addressing/wsdl" wsdl:required="true"/>'
)


def contracts_of_types(count: int) -> DataContractSet:
    """Return ``count`` contracts, a multiple of ten, and the lists and dictionaries of them."""
    contracts = [_contract(number, count) for number in range(count)]
    for decade in range(0, count, 10):
        contracts += [_list(_name(decade, count)), _dictionary(_name(decade + 1, count))]
    return DataContractSet(contracts)


def service_of_types(count: int) -> bytes:
    """Return the WSDL of a service with an operation for every ten of ``count`` types, its schemas inside."""
    contracts = contracts_of_types(count)
    schemas = "".join(etree.tostring(root, encoding="unicode") for root in schema_documents(contracts).values())
    decades = range(0, count, 10)
    messages = "".join(
        f'<wsdl:message name="{name}"><wsdl:part name="parameters" element="s:{name}"/></wsdl:message>'
        for decade in decades
        for name in (f"Get{decade}", f"Get{decade}Response")
    )
    described = "".join(
        f'<wsdl:operation name="Get{decade}"><wsdl:input wsaw:Action="urn:get{decade}" message="s:Get{decade}"/>'
        f'<wsdl:output wsaw:Action="urn:got{decade}" message="s:Get{decade}Response"/></wsdl:operation>'
        for decade in decades
    )
    bound = "".join(
        f'<wsdl:operation name="Get{decade}"><soap:operation soapAction="urn:get{decade}" style="document"/>'
        '<wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output>'
        "</wsdl:operation>"
        for decade in decades
    )
    return (
        f'<wsdl:definitions xmlns:wsdl="{_WSDL}" xmlns:soap="{_SOAP}" xmlns:s="{SERVICE}"'
        f' xmlns:wsaw="http://www.w3.org/2006/05/addressing/wsdl" targetNamespace="{SERVICE}" name="Acme">'
        f"<wsdl:types>{schemas}{_message_schema(decades, count)}</wsdl:types>{messages}"
        f'<wsdl:portType name="IAcme">{described}</wsdl:portType><wsdl:binding name="Acme_IAcme" type="s:IAcme">'
        f'{_USING_ADDRESSING}<soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>{bound}</wsdl:binding>'
        '<wsdl:service name="Acme"><wsdl:port name="Acme_IAcme" binding="s:Acme_IAcme">'
        '<soap:address location="http://acme.example/service"/></wsdl:port></wsdl:service></wsdl:definitions>'
    ).encode()


def _message_schema(decades: range, count: int) -> str:
    """Return the schema of the messages: each takes a text and a class, and answers with a class."""
    elements = "".join(
        f'<xs:element name="Get{decade}"><xs:complexType><xs:sequence>'
        f'<xs:element minOccurs="0" name="id" nillable="true" type="xs:string"/>{_typed("filter", decade + 1, count)}'
        f'</xs:sequence></xs:complexType></xs:element><xs:element name="Get{decade}Response"><xs:complexType>'
        f"<xs:sequence>{_typed(f'Get{decade}Result', decade, count)}</xs:sequence></xs:complexType></xs:element>"
        for decade in decades
    )
    imports = "".join(
        f'<xs:import namespace="{namespace}"/>'
        for namespace in dict.fromkeys(_name(decade + part, count).namespace for decade in decades for part in (0, 1))
    )
    schema = f'<xs:schema xmlns:xs="{XS}" elementFormDefault="qualified" targetNamespace="{SERVICE}">'
    return f"{schema}{imports}{elements}</xs:schema>"


def _typed(element: str, number: int, count: int) -> str:
    type_ = _name(number, count)
    start = f'<xs:element minOccurs="0" name="{element}" nillable="true"'
    return f'{start} xmlns:q="{type_.namespace}" type="q:{type_.name}"/>'


def _name(number: int, count: int) -> QName:
    return QName(clr_namespace(f"Acme.Part{number * NAMESPACES // count}.Models"), f"Type{number}")


def _contract(number: int, count: int) -> DataContract:
    name = _name(number, count)
    if number % 10 == 3:
        return EnumDataContract(
            name=name, members=tuple(EnumMember(name=f"Value{place}", value=place) for place in range(8))
        )
    base = _name(number - 1, count) if number % 10 == 6 else None
    is_struct = number % 10 == 9
    members = tuple(_members(number, count, is_struct=is_struct))
    return ClassDataContract(name=name, members=members, base=base, is_value_type=is_struct)


def _list(item: QName) -> CollectionDataContract:
    return CollectionDataContract(name=array_name(item), item_name=item.name, item_type=item, is_item_nillable=True)


def _dictionary(value: QName) -> CollectionDataContract:
    name = dictionary_name(STRING, value)
    return CollectionDataContract(
        name=name,
        item_name=name.name.removeprefix("ArrayOf"),
        key=DataMember(name="Key", type=STRING, is_nillable=True, is_required=True),
        value=DataMember(name="Value", type=value, is_nillable=True, is_required=True),
    )


def _members(number: int, count: int, *, is_struct: bool) -> Iterator[DataMember]:
    """Yield six simple members and five others; a derived class has no member of its base's name."""
    first, last = ("C", "D") if number % 10 == 6 else ("A", "B")
    for place, local in enumerate(_SIMPLE):
        yield DataMember(name=f"{first}{place}", type=QName(XS, local), is_nillable=local == "string")
    if is_struct:
        return
    decade = number - number % 10
    far = (number * 7919 + 10) % count // 10 * 10  # a class, most often of another namespace
    yield DataMember(name=f"{last}0", type=_name(far, count), is_nillable=True)
    yield DataMember(name=f"{last}1", type=array_name(_name(decade, count)), is_nillable=True)
    yield DataMember(name=f"{last}2", type=_name(decade + 3, count))
    yield DataMember(name=f"{last}3", type=_name(decade + 9, count))
    yield DataMember(name=f"{last}4", type=dictionary_name(STRING, _name(decade + 1, count)), is_nillable=True)
