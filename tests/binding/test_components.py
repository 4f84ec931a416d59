"""What definitions refer to travels in generated modules: schemas exported from the classes are whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import dcxml
from dcxml.contract import ClassDataContract, DataContractSet, DataMember, SchemaComponent
from dcxml.qname import XS, QName
from support.importer_table import ACCEPTED, ANY_XML, REFUSED, schema
from support.packages import imported
from support.schema_judges import schema_judges

if TYPE_CHECKING:
    from pathlib import Path

ALL = {**ACCEPTED, **ANY_XML, **REFUSED}
NO_CLASS = ("references", "references and a factory's attribute")
"""Required members beside an identity: no class of .NET's can be declared so."""
GROUP = f'<xs:group xmlns:xs="{XS}" name="g"><xs:sequence><xs:element name="a" type="xs:int"/></xs:sequence></xs:group>'


def read(body: str, folder: Path) -> DataContractSet:
    (folder / "t.xsd").write_text(schema(body), encoding="utf-8")
    return dcxml.read_schemas(folder / "t.xsd")


def group(namespace: str) -> SchemaComponent:
    return SchemaComponent(name=QName(namespace, "g"), kind="group", schema=GROUP)


@pytest.mark.parametrize("name", [name for name in ALL if name not in NO_CLASS])
def test_the_contracts_of_live_classes_are_those_of_the_schema_and_export_one_that_is_whole(name, tmp_path):
    contracts = read(ALL[name], tmp_path)
    declared = dcxml.contracts_of(dcxml.build_classes(contracts))
    assert contracts == declared
    schema_judges(declared, tmp_path / "exported")


@pytest.mark.parametrize(
    "name", ["a group in a sequence", "a reference to an attribute", "a default of the element of a type"]
)
def test_a_package_carries_the_components_of_each_namespace(name, tmp_path):
    contracts = read(REFUSED[name], tmp_path)
    assert contracts.components
    contracts = DataContractSet(
        contracts, contracts.elements.values(), components=(*contracts.components, group("urn:alone"))
    )
    with imported(dcxml.render_package(contracts), tmp_path) as package:
        assert contracts == dcxml.contracts_of(package)


def test_namespaces_that_share_a_module_have_their_components_all_the_same(tmp_path):
    a, b = QName("urn:a", "A"), QName("urn:b", "B")
    shared = [
        ClassDataContract(name=a, members=(DataMember(name="b", type=b, is_nillable=True),)),
        ClassDataContract(name=b, base=a),
        ClassDataContract(name=QName("urn:a", "C"), base=b),
    ]
    contracts = DataContractSet(shared, components=[group("urn:a"), group("urn:b")])
    with imported(dcxml.render_package(contracts), tmp_path) as package:
        assert contracts == dcxml.contracts_of(package)
        assert set(contracts.components) == set(dcxml.contracts_of(package.a).components)
