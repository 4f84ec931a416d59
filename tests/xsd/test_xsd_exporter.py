"""What the exporter writes and where: shapes by name, files that are safe, complete or not there."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from dcxml.contract import (
    Annotation,
    ClassDataContract,
    CollectionDataContract,
    DataContractSet,
    DataMember,
    EnumDataContract,
    EnumMember,
    Evidence,
    GlobalElement,
    SimpleDataContract,
    XmlDataContract,
)
from dcxml.contract.model import XML_ELEMENT, XML_NODES
from dcxml.contract.primitives import DATE_TIME_OFFSET
from dcxml.errors import SchemaError
from dcxml.qname import ARRAYS, SERIALIZATION, XS, QName, clr_namespace
from dcxml.xsd import read_schemas, schema_documents, write_schemas
from dcxml.xsd.export_order import export_order
from dcxml.xsd.text import schema_text

INT, STRING, ANY_TYPE = QName(XS, "int"), QName(XS, "string"), QName(XS, "anyType")


def t(name: str) -> QName:
    return QName("urn:t", name)


def class_(name: QName, *types: QName, **more: object) -> ClassDataContract:
    members = tuple(DataMember(name=f"m{place}", type=type_, is_nillable=True) for place, type_ in enumerate(types))
    return ClassDataContract(name=name, members=members, **more)


OPEN = EnumDataContract(
    name=t("State"),
    is_open=True,
    members=(EnumMember(name="Created", value=0), EnumMember(name="Gone", value=1)),
    annotation=Annotation(documentation="A state.", evidence=(Evidence("identifier", "Created & Gone"),)),
)


def test_what_dcxml_adds_is_said_in_appinfo():
    member = DataMember(name="L", type=ANY_TYPE, is_nillable=True, declares=ARRAYS)
    contracts = DataContractSet([ClassDataContract(name=t("A"), members=(member,)), OPEN])
    assert (
        schema_text(schema_documents(contracts)["urn:t"])
        == f"""\
<?xml version="1.0" encoding="utf-8"?>
<xs:schema xmlns:tns="urn:t" elementFormDefault="qualified" targetNamespace="urn:t" xmlns:xs="{XS}">
  <xs:complexType name="A">
    <xs:sequence>
      <xs:element minOccurs="0" name="L" nillable="true" type="xs:anyType">
        <xs:annotation>
          <xs:appinfo>
            <DeclaredNamespace xmlns="urn:dcxml:annotation">{ARRAYS}</DeclaredNamespace>
          </xs:appinfo>
        </xs:annotation>
      </xs:element>
    </xs:sequence>
  </xs:complexType>
  <xs:element name="A" nillable="true" type="tns:A" />
  <xs:simpleType name="State">
    <xs:annotation>
      <xs:documentation>A state.</xs:documentation>
      <xs:appinfo>
        <OpenEnumeration xmlns="urn:dcxml:annotation">
          <Member>Created</Member>
          <Member>Gone</Member>
        </OpenEnumeration>
        <Evidence rule="identifier" xmlns="urn:dcxml:annotation">Created &amp; Gone</Evidence>
      </xs:appinfo>
    </xs:annotation>
    <xs:restriction base="xs:string" />
  </xs:simpleType>
  <xs:element name="State" nillable="true" type="tns:State" />
</xs:schema>
"""
    )


def test_nothing_is_exported_of_an_empty_set(tmp_path):
    assert schema_documents(DataContractSet()) == {}
    assert write_schemas(DataContractSet(), tmp_path / "new") == []


def test_what_nothing_defines_is_imported_and_not_exported():
    documents = schema_documents(DataContractSet([class_(t("A"), QName("urn:gone", "G"))]))
    assert list(documents) == ["urn:t"]
    assert documents["urn:t"][0].attrib == {"namespace": "urn:gone"}


def test_the_serialization_schema_comes_along_where_it_is_used():
    assert SERIALIZATION in schema_documents(DataContractSet([class_(t("A"), QName(SERIALIZATION, "guid"))]))
    assert SERIALIZATION not in schema_documents(DataContractSet([class_(t("A"), INT)]))


def test_a_struct_needs_the_serialization_schema_and_a_dictionary_does_not():
    dictionary = class_(t("A"), QName(ARRAYS, "ArrayOfKeyValueOfstringint"))
    assert SERIALIZATION in schema_documents(DataContractSet([class_(t("A"), is_value_type=True)]))
    assert SERIALIZATION not in schema_documents(DataContractSet([dictionary]))


def test_date_time_offset_comes_where_it_is_first_met():
    system = clr_namespace("System")
    first, second, third = (QName(system, name) for name in ("First", "Second", "Third"))
    root = class_(t("A"), first, second, third)
    contracts = DataContractSet([root, class_(first), class_(second, DATE_TIME_OFFSET), class_(third)])
    assert [t("A"), first, second, DATE_TIME_OFFSET, third] == [c.name for c in export_order(contracts)]


@pytest.mark.parametrize(
    ("types", "order"),
    [
        pytest.param((DATE_TIME_OFFSET,), ["A", "DateTimeOffset"], id="alone"),
        pytest.param(
            (DATE_TIME_OFFSET, QName(clr_namespace("System"), "B")), ["A", "DateTimeOffset", "B"], id="before"
        ),
    ],
)
def test_date_time_offset_is_put_among_its_namespace(types, order):
    contracts = DataContractSet([class_(t("A"), *types), *(class_(name) for name in types[1:])])
    assert order == [contract.name.name for contract in export_order(contracts)]


def test_an_element_of_date_time_offset_exports_it():
    contracts = DataContractSet([], [GlobalElement(name=t("e"), type=DATE_TIME_OFFSET)])
    assert clr_namespace("System") in schema_documents(contracts)


@pytest.mark.parametrize("base_refers", [True, False], ids=["said by the base", "said by the derived class"])
def test_the_attributes_of_references_are_said_once(base_refers):
    base = class_(t("A"), is_reference=base_refers)
    derived = class_(t("B"), base=t("A"), is_reference=True)
    root = schema_documents(DataContractSet([base, derived]))["urn:t"]
    owners = [a.getparent().get("name") or "extension" for a in root.iter(f"{{{XS}}}attribute")]
    assert owners == (["A", "A"] if base_refers else ["extension", "extension"])


def test_the_types_of_dotnet_for_any_xml_have_no_name_in_a_schema(tmp_path):
    contracts = DataContractSet(
        [class_(t("A"), XML_ELEMENT, XML_NODES), XmlDataContract(name=XML_ELEMENT), XmlDataContract(name=XML_NODES)]
    )
    write_schemas(contracts, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["t.xsd"]
    assert contracts == read_schemas(tmp_path)


XML_TYPE = """\
<s:schema xmlns:s="http://www.w3.org/2001/XMLSchema" xmlns:my="urn:t" xmlns:o="urn:o" targetNamespace="urn:t"
          elementFormDefault="qualified">
  <s:import namespace="urn:o"/>
  <s:complexType name="Any"><s:sequence><s:element name="a" type="my:B"/><s:element name="o" type="o:O"/><s:any/>
    </s:sequence></s:complexType>
  <s:complexType name="B"><s:sequence/></s:complexType>
</s:schema>"""


def test_a_definition_kept_as_text_is_exported_with_the_prefixes_and_imports_it_needs(tmp_path):
    (tmp_path / "t.xsd").write_text(XML_TYPE, encoding="utf-8")
    write_schemas(DataContractSet([class_(QName("urn:o", "O"))]), tmp_path)
    contracts = read_schemas(tmp_path)
    again = tmp_path / "again"
    write_schemas(contracts, again)
    assert contracts == read_schemas(again)
    root = etree.parse(again / "t.xsd").getroot()
    assert root[0].attrib == {"namespace": "urn:o"}


@pytest.mark.parametrize(
    "contract",
    [
        pytest.param(class_(QName("urn:t", "a b")), id="a name with a space"),
        pytest.param(class_(QName("urn:t", "")), id="no name"),
        pytest.param(class_(QName("urn:\x00", "A")), id="a namespace with NUL"),
        pytest.param(class_(QName("urn:\ud800", "A")), id="a namespace with a lone surrogate"),
        pytest.param(class_(t("A"), annotation=Annotation(documentation="\x01")), id="documentation"),
        pytest.param(EnumDataContract(name=t("E"), members=(EnumMember(name="\ufffe", value=0),)), id="a value"),
    ],
)
def test_what_xml_cannot_carry_is_refused(contract):
    with pytest.raises(SchemaError, match="cannot be written in XML"):
        schema_documents(DataContractSet([contract]))


def test_a_member_that_a_base_has_too_is_refused_as_by_dotnet():
    contracts = DataContractSet([class_(t("A"), INT), class_(t("B"), INT, base=t("A"))])
    with pytest.raises(SchemaError, match=r"\{urn:t\}B: a base has a member 'm0' too"):
        schema_documents(contracts)


def test_a_member_that_a_base_has_too_is_exported_where_another_must_come_first():
    base = ClassDataContract(name=t("A"), members=(DataMember(name="m0", type=INT, is_required=True),))
    contracts = DataContractSet([base, class_(t("B"), INT, base=t("A"))])
    schema = etree.XMLSchema(etree.fromstring(schema_text(schema_documents(contracts)["urn:t"]).encode()))
    assert schema.validate(etree.fromstring('<B xmlns="urn:t"><m0>1</m0><m0>2</m0></B>'))
    assert not schema.validate(etree.fromstring('<B xmlns="urn:t"/>'))


def test_a_member_that_a_base_has_too_cannot_have_another_type():
    base = ClassDataContract(name=t("A"), members=(DataMember(name="m0", type=INT, is_required=True),))
    contracts = DataContractSet([base, class_(t("B"), STRING, base=t("A"))])
    with pytest.raises(SchemaError, match="elements of one name have one type"):
        schema_documents(contracts)


def test_a_member_of_another_namespace_may_have_the_name_of_one_of_a_base():
    contracts = DataContractSet([class_(t("A"), INT), class_(QName("urn:u", "B"), INT, base=t("A"))])
    assert set(schema_documents(contracts)) == {"urn:t", "urn:u"}


@pytest.mark.parametrize(
    ("namespaces", "names"),
    [
        pytest.param([clr_namespace("CMT.UP.Web.Models")], ["CMT.UP.Web.Models.xsd"], id="a CLR namespace"),
        pytest.param([ARRAYS], ["Arrays.xsd"], id="arrays"),
        pytest.param([""], ["schema.xsd"], id="none"),
        pytest.param(["///"], ["schema.xsd"], id="nothing left"),
        pytest.param(["../../etc/passwd"], ["passwd.xsd"], id="a path"),
        pytest.param(["..\\..\\boot"], ["boot.xsd"], id="a path of Windows"),
        pytest.param(["urn:.hidden"], ["hidden.xsd"], id="a hidden file"),
        pytest.param(["urn:CON", "urn:nul.x"], ["_CON.xsd", "_nul.x.xsd"], id="devices of Windows"),
        pytest.param(["urn:a", "urn:A", "http://x/a"], ["a.xsd", "A-2.xsd", "a-3.xsd"], id="alike"),
        pytest.param(['urn:t";import os;'], ["t_import_os_.xsd"], id="code"),
        pytest.param(["urn:" + "x" * 500], ["x" * 120 + ".xsd"], id="long"),
    ],
)
def test_a_file_is_named_after_its_namespace(namespaces, names, tmp_path):
    item = CollectionDataContract(name=QName(ARRAYS, "X"), item_name="int", item_type=INT)
    contracts = [item if ns == ARRAYS else class_(QName(ns, "X")) for ns in namespaces]
    paths = write_schemas(DataContractSet(contracts), tmp_path)
    assert [tmp_path / name for name in names] == paths
    assert sorted(names) == sorted(path.name for path in tmp_path.iterdir())


def test_files_are_replaced_and_nothing_else_is_left(tmp_path):
    (tmp_path / "t.xsd").write_text("old", encoding="utf-8")
    write_schemas(DataContractSet([class_(t("A"))]), tmp_path)
    assert (tmp_path / "t.xsd").read_bytes().startswith(b"<?xml")
    assert [path.name for path in tmp_path.iterdir()] == ["t.xsd"]


def test_no_file_is_touched_where_one_cannot_be_written(tmp_path, monkeypatch):
    (tmp_path / "a.xsd").write_text("old", encoding="utf-8")
    write = Path.write_bytes

    def full(self, data):
        if self.name.startswith(".b.xsd"):
            raise OSError(28, "No space left on device")
        return write(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        write_schemas(DataContractSet([class_(QName("urn:a", "A")), class_(QName("urn:b", "B"))]), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a.xsd"]
    assert (tmp_path / "a.xsd").read_text(encoding="utf-8") == "old"


def test_the_namespace_of_a_base_is_imported_after_those_of_the_members():
    base = class_(QName("urn:base", "B"))
    held = class_(QName("urn:held", "H"))
    derived = ClassDataContract(name=t("D"), base=base.name, members=(DataMember(name="h", type=held.name),))
    schema = schema_documents(DataContractSet([derived, base, held]))["urn:t"]
    assert ["urn:held", "urn:base"] == [each.get("namespace") for each in schema.iter(f"{{{XS}}}import")]


def test_a_simple_type_is_exported_with_its_facets_on_any_base():
    contract = SimpleDataContract(name=t("Code"), base=t("Base"))
    base = SimpleDataContract(name=t("Base"), base=QName(SERIALIZATION, "guid"))
    text = schema_text(schema_documents(DataContractSet([contract, base]))["urn:t"])
    assert '<xs:restriction base="tns:Base" />' in text
    assert '<xs:restriction base="ser:guid" />' in text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("<a><b>x</b> y <c/>z</a>", "<a><b>x</b> y <c></c>z</a>", id="mixed content stays in line"),
        pytest.param("<a><b/></a>", "<a>\n  <b />\n</a>", id="elements are indented"),
        pytest.param(
            '<a b="&lt;&quot;&#10;&#9;&#13;&gt;&amp;"/>', '<a b="&lt;&quot;&#xA;&#x9;&#xD;&gt;&amp;" />', id="attribute"
        ),
        pytest.param('<a>&lt;&amp;&gt;"&#13;</a>', '<a>&lt;&amp;&gt;"&#xD;</a>', id="text"),
        pytest.param('<a xml:lang="en"/>', '<a xml:lang="en" />', id="xml:lang"),
        pytest.param('<p:a xmlns:p="u" p:b="1"/>', '<p:a p:b="1" xmlns:p="u" />', id="a prefixed attribute"),
        pytest.param(
            '<a xmlns="u"><b xmlns=""/></a>', '<a xmlns="u">\n  <b xmlns="" />\n</a>', id="a default taken back"
        ),
    ],
)
def test_text_has_the_layout_of_dotnets_writer(source, text):
    written = schema_text(etree.fromstring(source)).partition("\n")[2].rstrip("\n")
    assert text == written
