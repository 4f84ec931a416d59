"""Schemas that .NET's exporter wrote are imported and exported again, the same to the letter and in the same order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from dcxml.contract import ClassDataContract, CollectionDataContract, EnumDataContract, XmlDataContract
from dcxml.contract.implied import implied_contract
from dcxml.errors import SchemaError
from dcxml.qname import ARRAYS, SERIALIZATION, clr_namespace
from dcxml.xsd import read_schemas, schema_documents
from dcxml.xsd.text import schema_text
from support.dotnet_files import FILE_SETS, FILES, by_namespace, components

NOT_KEPT = {
    "ixml": "the schema of an XmlSchemaProvider has no elementFormDefault, and its own prefixes",
}


KEPT = sorted(set(FILE_SETS) - set(NOT_KEPT))


def exported(paths: list[Path]) -> dict[str, etree._Element]:
    documents = schema_documents(read_schemas(*paths))
    documents.pop(SERIALIZATION, None)
    return documents


@pytest.mark.parametrize("name", KEPT)
def test_what_dotnet_exported_is_exported_again_to_the_letter(name):
    expected = by_namespace(FILE_SETS[name])
    assert expected == {namespace: schema_text(root).rstrip() for namespace, root in exported(FILE_SETS[name]).items()}


@pytest.mark.parametrize("name", KEPT)
def test_it_is_the_same_canonical_xml_with_the_components_in_the_same_order(name):
    expected = {ns: etree.fromstring(text.encode()) for ns, text in by_namespace(FILE_SETS[name]).items()}
    documents = exported(FILE_SETS[name])
    assert set(expected) == set(documents)
    for namespace, root in documents.items():
        actual = etree.fromstring(schema_text(root).encode())
        assert components(expected[namespace]) == components(actual)
        assert etree.tostring(expected[namespace], method="c14n") == etree.tostring(actual, method="c14n")


def test_every_file_of_dotnet_is_judged():
    assert len(FILE_SETS) == 21
    assert sum(map(len, FILE_SETS.values())) == 47
    assert len(KEPT) == 20


def test_a_dangling_reference_in_a_file_set_is_named():
    files = [path for path in FILE_SETS["ixml"] if "urn_ix2" not in path.name]
    (missing, *_) = read_schemas(*files).missing
    assert re.search(r"ixml__dc_N\.xsd:\d+: complexType IxH: nothing defines the type", str(missing))
    with pytest.raises(SchemaError, match=r"ixml__dc_N\.xsd:\d+: complexType IxH: nothing defines the type"):
        read_schemas(*files, strict=True)


def test_types_of_any_xml_are_exported_again_in_dotnets_shapes():
    expected = by_namespace(FILE_SETS["ixml"])
    actual = {namespace: schema_text(root).rstrip() for namespace, root in exported(FILE_SETS["ixml"]).items()}
    assert {"urn:ix2"} == {namespace for namespace in expected if expected[namespace] != actual[namespace]}
    contracts = read_schemas(*FILE_SETS["ixml"])
    found = {contract.name.name for contract in contracts if isinstance(contract, XmlDataContract)}
    assert {"DataSet", "DataTable", "IXS1", "tt"} == found


@pytest.mark.parametrize("path", sorted(FILES.glob("*Arrays.xsd")), ids=lambda path: path.name)
def test_a_collection_of_the_arrays_namespace_is_what_its_name_implies(path):
    name = path.name.partition("__")[0]
    arrays = [c for c in read_schemas(*FILE_SETS[name]) if c.name.namespace == ARRAYS]
    implied = {contract.name: implied_contract(contract.name) for contract in arrays}
    assert any(implied.values())
    assert {c.name: c for c in arrays if implied[c.name]} == {name: c for name, c in implied.items() if c}
    assert all(isinstance(contract, CollectionDataContract) for contract in arrays)


def test_integers_of_enumerations_are_read():
    contracts = read_schemas(*FILE_SETS["enum"])
    n = clr_namespace("N")
    longs = contracts[f"{{{n}}}LongEn"]
    flags = contracts[f"{{{n}}}Fl"]
    assert isinstance(longs, EnumDataContract)
    assert isinstance(flags, EnumDataContract)
    assert {"Min": -(2**63), "Z": 0, "Max": 2**63 - 1} == {m.name: m.value for m in longs.members}
    assert longs.base_type.name == "long"
    assert {"None": 0, "A": 1, "B": 2, "AB": 3, "C": 4, "D": 16} == {m.name: m.value for m in flags.members}
    assert flags.is_flags


def test_an_iserializable_is_known_by_its_shape():
    contract = read_schemas(*FILE_SETS["iserializable"])[f"{{{clr_namespace('N')}}}ISerz"]
    assert isinstance(contract, ClassDataContract)
    assert contract.is_iserializable


def test_our_own_serialization_schema_is_that_of_the_package():
    root = Path(__file__).parents[2]
    committed = (root / "schemas" / "serialization" / "serialization.xsd").read_bytes()
    assert committed == (root / "src" / "dcxml" / "xsd" / "serialization.xsd").read_bytes()
