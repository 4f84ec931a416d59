"""Plain components need no second judge: xmlschema would say the same of the whole, and is not asked where all are."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from lxml import etree

import dcxml
from dcxml.contract import ClassDataContract, DataContractSet, DataMember
from dcxml.errors import SchemaError
from dcxml.qname import XS, QName
from dcxml.xsd import judgement
from support.importer_table import ACCEPTED, ANY_XML, REFUSED, schema
from support.schema_changes import change

if TYPE_CHECKING:
    from pathlib import Path

BODIES = [*{**ACCEPTED, **ANY_XML, **REFUSED}.values()]
INT = QName(XS, "int")


def verdict(path: Path) -> str | None:
    try:
        dcxml.read_schemas(path)
    except SchemaError as error:
        return str(error)
    return None


def all_components(documents):
    return {element for document in documents for element in document.root.iterchildren(etree.Element)}


@pytest.mark.parametrize("seed", range(6))
def test_xmlschema_says_of_all_components_what_it_says_of_those_in_doubt(seed, tmp_path, monkeypatch):
    chance = Random(seed)  # noqa: S311 - no secret
    verdicts, path = set(), tmp_path / "t.xsd"
    for _ in range(12):
        root = etree.fromstring(schema(chance.choice(BODIES) + chance.choice(BODIES).replace('name="', 'name="Z')))
        for _ in range(chance.choice((0, 1, 1, 2))):
            change(root, chance)
        path.write_bytes(etree.tostring(root))
        with monkeypatch.context() as patched:
            patched.setattr(judgement, "doubtful_components", all_components)
            patched.setattr(judgement, "is_plain_root", lambda _: False)
            expected = verdict(path)
        assert expected == verdict(path)
        verdicts.add(expected is None)
    assert {True, False} == verdicts


@pytest.mark.parametrize("count", [1, 2_000])
def test_classes_as_dotnet_exports_them_are_read_without_xmlschema(count, tmp_path, monkeypatch):
    members = tuple(DataMember(name=f"m{place}", type=INT) for place in range(count))
    names = [QName("urn:t", f"C{place}") for place in range(min(count, 200))]
    classes = [ClassDataContract(name=name, base=base) for name, base in zip(names[1:], names, strict=False)]
    contracts = DataContractSet([ClassDataContract(name=names[0], members=members), *classes])
    dcxml.write_schemas(contracts, tmp_path)
    monkeypatch.setattr(judgement, "_judge", None)
    assert contracts == dcxml.read_schemas(tmp_path)


@pytest.mark.parametrize(
    "said",
    [
        *(f'<see xmlns="urn:h" {attribute}="http://example.org/doc"/>' for attribute in ("ref", "type", "base")),
        '<xs:element name="x" type="t:Undefined"/>',
        '<xs:element ref="foo:x"/>',
        '<xs:group ref="t:Undefined"/>',
    ],
)
@pytest.mark.parametrize("part", ["appinfo", "documentation"])
def test_what_annotations_say_refers_to_no_component(said, part, tmp_path):
    element = '<xs:element name="a" type="xs:int"/>'
    text = schema(
        f'<xs:complexType name="A"><xs:annotation><xs:{part}>{said}</xs:{part}></xs:annotation>'
        f"<xs:choice>{element}</xs:choice></xs:complexType>"
    )
    for name in ("one.xsd", "another.xsd"):
        tmp_path.joinpath(name).write_text(text, "utf-8")
    contracts = dcxml.read_schemas(tmp_path)
    assert QName("urn:t", "A") in contracts
    assert () == contracts.missing
    dcxml.write_schemas(contracts, tmp_path / "written")
    assert contracts == dcxml.read_schemas(tmp_path / "written")
