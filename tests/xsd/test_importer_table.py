"""The table of .NET's importer, each row judged by the importer itself: what it takes and as what, what it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from lxml import etree

import dcxml
from dcxml.contract import (
    ClassDataContract,
    CollectionDataContract,
    DataContract,
    DataContractSet,
    DataMember,
    SimpleDataContract,
    XmlDataContract,
)
from dcxml.contract.primitives import STAND_INS
from dcxml.errors import SchemaError
from dcxml.qname import SERIALIZATION, XS, QName
from support import dotnet
from support.clr_import import imported
from support.importer_table import ACCEPTED, ANY_XML, REFUSED, schema

if TYPE_CHECKING:
    from pathlib import Path

DICTIONARIES = [name for name in ACCEPTED if name.startswith("a dictionary")]


def read(body: str, folder: Path, *, strict: bool = False) -> DataContractSet:
    (folder / "t.xsd").write_text(schema(body), encoding="utf-8")
    return dcxml.read_schemas(folder / "t.xsd", strict=strict)


def as_dotnet_imports(contracts: DataContractSet) -> DataContractSet:
    """Return the set in CLR types: without facets, without XML Schema's types that .NET has as strings and numbers."""

    def without_facets(name: QName) -> QName:
        contract = contracts.contracts.get(name)
        return without_facets(contract.base) if isinstance(contract, SimpleDataContract) else STAND_INS.get(name, name)

    def of_member(member: DataMember) -> DataMember:
        return evolve(member, type=without_facets(member.type))

    def of(contract: DataContract) -> DataContract:
        if isinstance(contract, ClassDataContract):
            return evolve(contract, members=tuple(map(of_member, contract.members)))
        if isinstance(contract, CollectionDataContract) and contract.item_type is not None:
            return evolve(contract, item_type=without_facets(contract.item_type), min_items=0, max_items=None)
        return evolve(contract, schema="") if isinstance(contract, XmlDataContract) else contract

    kept = (contract for contract in contracts if not isinstance(contract, SimpleDataContract))
    return DataContractSet(of(contract) for contract in kept if not _is_built_in(contract.name))


def _is_built_in(name: QName) -> bool:
    return name.namespace in (XS, "http://schemas.datacontract.org/2004/07/System.Xml")


@pytest.mark.parametrize("name", [name for name in ACCEPTED if name not in DICTIONARIES])
def test_what_dotnet_imports_is_imported_to_the_same_contracts(name, tmp_path):
    dotnet.require()
    expected = as_dotnet_imports(imported([schema(ACCEPTED[name])]))
    contracts = read(ACCEPTED[name], tmp_path, strict=True)
    assert () == contracts.refusals
    assert expected == as_dotnet_imports(contracts)


@pytest.mark.parametrize("name", [name for name in ACCEPTED if name not in DICTIONARIES])
def test_what_dotnet_imports_it_imports_from_the_exported_schema_again(name, tmp_path):
    dotnet.require()
    contracts = read(ACCEPTED[name], tmp_path, strict=True)
    dcxml.write_schemas(contracts, tmp_path / "exported")
    texts = [path.read_text(encoding="utf-8") for path in sorted((tmp_path / "exported").iterdir())]
    exported = [text for text in texts if f'targetNamespace="{SERIALIZATION}"' not in text]
    assert contracts == dcxml.read_schemas(tmp_path / "exported", strict=True)
    assert imported([schema(ACCEPTED[name])]) == imported(exported)


@pytest.mark.parametrize("name", DICTIONARIES)
def test_dotnet_8_refuses_every_dictionary_and_the_framework_did_not(name):
    """A defect of .NET 8: it looks for its own pair type in the dictionary's namespace."""
    dotnet.require()
    with pytest.raises(dotnet.DotnetError, match="invalid dictionary type"):
        imported([schema(ACCEPTED[name])])


@pytest.mark.parametrize("name", REFUSED)
def test_what_dotnet_refuses_is_refused_in_strict_mode_and_told_in_the_other(name, tmp_path):
    dotnet.require()
    with pytest.raises(dotnet.DotnetError):
        imported([schema(REFUSED[name])])
    with pytest.raises(SchemaError, match=r"t\.xsd:2: ") as caught:
        read(REFUSED[name], tmp_path, strict=True)
    contracts = read(REFUSED[name], tmp_path)
    assert caught.value.reason in {refusal.reason for refusal in contracts.refusals}


@pytest.mark.parametrize("name", ANY_XML)
def test_what_dotnet_takes_for_any_xml_is_accepted_and_keeps_its_definition(name, tmp_path):
    dotnet.require()
    imported([schema(ANY_XML[name])])
    contracts = read(ANY_XML[name], tmp_path, strict=True)
    assert () == contracts.refusals
    (kept,) = (contract for contract in contracts if isinstance(contract, XmlDataContract))
    assert kept.is_anonymous
    (given,) = etree.fromstring(schema(ANY_XML[name])).iterfind(f".//{{{XS}}}any/../..")
    assert _nodes(given) == _nodes(etree.fromstring(kept.schema))


@pytest.mark.parametrize("name", ANY_XML)
def test_any_xml_without_a_name_is_exported_where_it_stood_and_dotnet_takes_it_as_before(name, tmp_path):
    dotnet.require()
    contracts = read(ANY_XML[name], tmp_path, strict=True)
    (path,) = dcxml.write_schemas(contracts, tmp_path / "exported")
    assert imported([schema(ANY_XML[name])]) == imported([path.read_text(encoding="utf-8")])
    assert contracts == dcxml.read_schemas(path, strict=True)
    assert contracts == dcxml.contracts_of(dcxml.build_classes(contracts))


def _nodes(element: etree._Element) -> list[tuple[object, dict[str, str]]]:
    return [(node.tag, dict(node.attrib)) for node in element.iter()]


def test_a_schema_that_leaves_its_elements_unqualified_is_refused_as_by_dotnet(tmp_path):
    text = schema(
        '<xs:complexType name="A"><xs:sequence><xs:element name="a" type="xs:int"/></xs:sequence></xs:complexType>',
        default_form="",
    )
    dotnet.require()
    with pytest.raises(dotnet.DotnetError, match="cannot be imported"):
        imported([text])
    (tmp_path / "t.xsd").write_text(text, encoding="utf-8")
    with pytest.raises(SchemaError, match="must be qualified"):
        dcxml.read_schemas(tmp_path / "t.xsd", strict=True)
    (refusal,) = dcxml.read_schemas(tmp_path / "t.xsd").refusals
    assert QName("urn:t", "A") == refusal.name
