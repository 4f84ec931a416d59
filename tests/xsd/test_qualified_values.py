"""Values of a schema that are names: what their prefixes are bound to goes with them."""

from __future__ import annotations

import pytest
from lxml import etree

import dcxml
from support import dotnet
from support.clr_import import imported
from support.importer_table import schema
from support.schema_judges import schema_judges

ENUMERATIONS = {
    "a prefix of its own": '<xs:enumeration xmlns:z="urn:z" value="z:a"/><xs:enumeration value="b"/>',
    "the default namespace": '<xs:enumeration xmlns="urn:z" value="a"/><xs:enumeration value="b"/>',
    "a prefix that means another elsewhere": '<xs:enumeration xmlns:tns="urn:z" value="tns:a"/>'
    '<xs:enumeration value="b"/>',
    "white space": '<xs:enumeration xmlns:z="urn:z" value=" z:a "/><xs:enumeration value="b"/>',
}
TYPES = {
    **{name: f'<xs:restriction base="xs:QName">{inside}</xs:restriction>' for name, inside in ENUMERATIONS.items()},
    "a type inside": '<xs:restriction><xs:simpleType><xs:restriction base="xs:QName"/></xs:simpleType>'
    '<xs:enumeration xmlns:z="urn:z" value="z:a"/><xs:enumeration value="b"/></xs:restriction>',
}
DOCUMENT = '<r xmlns="urn:t"><q xmlns:p="{namespace}">{name}</q></r>'
VALID = [DOCUMENT.format(namespace="urn:z", name="p:a"), '<t:r xmlns:t="urn:t"><t:q>b</t:q></t:r>']
INVALID = [DOCUMENT.format(namespace="urn:t", name="p:a"), DOCUMENT.format(namespace="urn:z", name="p:b")]


def element(type_: str, *, choice: bool = False) -> str:
    particle = "choice" if choice else "sequence"
    return (
        f'<xs:element name="r" nillable="true"><xs:complexType><xs:{particle}>{type_}</xs:{particle}></xs:complexType>'
        "</xs:element>"
    )


def named(type_: str) -> str:
    return f'{element("""<xs:element name="q" type="t:E"/>""")}<xs:simpleType name="E">{type_}</xs:simpleType>'


def anonymous(type_: str, *, choice: bool = False) -> str:
    return element(f'<xs:element name="q"><xs:simpleType>{type_}</xs:simpleType></xs:element>', choice=choice)


BODIES = {
    **{f"a named type: {name}": named(type_) for name, type_ in TYPES.items()},
    **{f"a type without a name: {name}": anonymous(type_) for name, type_ in TYPES.items()},
    **{f"a definition: {name}": anonymous(TYPES[name], choice=True) for name in ENUMERATIONS},
}


@pytest.mark.parametrize("name", BODIES)
def test_enumerated_names_are_the_same_names_in_the_exported_schema(name, tmp_path):
    (tmp_path / "t.xsd").write_text(schema(BODIES[name]), encoding="utf-8")
    contracts = dcxml.read_schemas(tmp_path / "t.xsd")
    exported = schema_judges(contracts, tmp_path / "exported").libxml2
    assert [True, True] == [exported.validate(etree.fromstring(text)) for text in VALID]
    assert [False, False] == [exported.validate(etree.fromstring(text)) for text in INVALID]
    assert all(dcxml.validate(text, contracts) for text in INVALID)
    binding = dcxml.build_classes(contracts)
    value = dcxml.loads(VALID[0], binding["{urn:t}r"])
    assert () == tuple(dcxml.validate(dcxml.dumps(value, binding["{urn:t}r"]), contracts))


@pytest.mark.parametrize("name", [name for name in BODIES if not name.startswith("a definition")])
def test_enumerated_names_are_no_refusal_as_with_dotnet(name, tmp_path):
    dotnet.require()
    imported([schema(BODIES[name])])
    (tmp_path / "t.xsd").write_text(schema(BODIES[name]), encoding="utf-8")
    assert () == dcxml.read_schemas(tmp_path / "t.xsd", strict=True).refusals


@pytest.mark.parametrize("attribute", ["default", "fixed"])
@pytest.mark.parametrize("value", ['xmlns:z="urn:z" {}="z:a"', 'xmlns="urn:z" {}="a"'])
def test_a_name_that_an_element_has_by_default_is_the_same_in_the_exported_schema(attribute, value, tmp_path):
    inside = f'<xs:element name="q" type="xs:QName" {value.format(attribute)}/>'
    (tmp_path / "t.xsd").write_text(schema(element(inside, choice=True)), encoding="utf-8")
    contracts = dcxml.read_schemas(tmp_path / "t.xsd")
    schema_judges(contracts, tmp_path / "exported")
    (written,) = etree.parse(tmp_path / "exported" / "t.xsd").iterfind(".//{*}choice/{*}element")
    prefix, _, local = written.get(attribute).rpartition(":")
    assert ("urn:z", "a") == (written.nsmap[prefix or None], local)
