"""``dcxml describe`` shows contracts and operations; ``dcxml generate`` names the operations of what it wrote."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from dcxml.cli import main
from dcxml.cli.console.table import folded, table
from dcxml.diagram.labels import text_width

ORDERS = Path(__file__).parents[2] / "schemas" / "orders" / "orders.wsdl"
ACTION = "http://orders.example/OrderService/"
ADDRESS = "https://orders.example/OrderService.svc"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    return tmp_path


def test_the_table_has_contracts_members_and_operations(capsys):
    assert 0 == main(["describe", str(ORDERS)])
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert "http://orders.example/data" == lines[0]
    assert ["NAME", "TYPE", "NILLABLE", "REQUIRED"] == lines[1].split()
    assert ["Order", "class"] == lines[2].split()
    assert "        What a customer wants, and whether it has been sent." == lines[3]
    assert ["Lines", "OrderLine[]", "yes", "no"] == lines[4].split()
    assert "  ArrayOfOrderLine  list: OrderLine[]" in lines
    assert "  OrderState        enumeration" in lines
    assert f"OrderService: BasicHttpBinding_OrderService, SOAP 1.1, {ADDRESS}" in lines
    assert f"OrderService: CustomBinding_OrderService, SOAP 1.2, {ADDRESS}/soap12" in lines
    assert ["GetOrder", "GetOrder", "GetOrderResponse", "NoSuchOrder", f"{ACTION}GetOrder"] in [
        line.split() for line in lines
    ]
    assert "" == err


SAID = """\
<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:t="urn:t"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t"><documentation>All of it.</documentation>
<types><xs:schema targetNamespace="urn:t" elementFormDefault="qualified">
<xs:annotation><xs:documentation>The
    schema.</xs:documentation></xs:annotation>
<xs:element name="Do"><xs:annotation><xs:documentation>To do.</xs:documentation></xs:annotation><xs:complexType>
  <xs:sequence>
    <xs:element name="a" minOccurs="0"><xs:annotation><xs:documentation xml:lang="de">Eins</xs:documentation>
      <xs:documentation xml:lang="en">One</xs:documentation></xs:annotation><xs:simpleType>
      <xs:restriction base="xs:int"><xs:minInclusive value="1"/><xs:enumeration value="3"/><xs:enumeration value="5"/>
      </xs:restriction></xs:simpleType></xs:element>
    <xs:element name="b" minOccurs="0" nillable="true" type="t:Code"/>
  </xs:sequence></xs:complexType></xs:element>
<xs:simpleType name="Code"><xs:restriction base="xs:string"><xs:maxLength value="3"><xs:annotation>
  <xs:documentation>Short.</xs:documentation></xs:annotation></xs:maxLength></xs:restriction></xs:simpleType>
<xs:element name="Token" type="xs:string"/><xs:element name="Oops" type="xs:string"/>
</xs:schema></types>
<message name="In"><part name="p" element="t:Do"/></message>
<message name="Head"><part name="h" element="t:Token"/></message>
<message name="Bad"><part name="p" element="t:Oops"/></message>
<portType name="I"><operation name="Do"><documentation>Does it.</documentation><input message="t:In"/>
<output message="t:In"/><fault name="Bad" message="t:Bad"/></operation></portType>
<binding name="B" type="t:I"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/><operation name="Do">
<soap:operation soapAction="urn:do"/><input><soap:header message="t:Head" part="h" use="literal"/>
<soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation></binding>
</definitions>
"""


def test_the_table_has_what_is_said_facets_headers_and_faults(capsys, folder):
    (folder / "said.wsdl").write_text(SAID, encoding="utf-8")
    assert 0 == main(["describe", "said.wsdl"])
    out, err = capsys.readouterr()
    first, second = (
        [re.split(r"  +", line.strip()) for line in part.splitlines() if line] for part in out.split("\n\n")
    )
    assert first == [
        ["urn:t"],
        ["The schema."],
        ["NAME", "TYPE", "NILLABLE", "REQUIRED"],
        ["Do", "class"],
        ["To do."],
        ["a", "int (minInclusive 1; enumeration 3, 5)", "no", "no"],
        ["One"],
        ["b", "Code (maxLength 3)", "yes", "no"],
        ["Do.aType", "simple type: int"],
        ["minInclusive", "1"],
        ["enumeration", "3"],
        ["enumeration", "5"],
        ["Code", "simple type: string"],
        ["maxLength", "3"],
        ["Short."],
    ]
    assert second == [
        ["I: B, SOAP 1.1"],
        ["All of it."],
        ["NAME", "REQUEST", "RESPONSE", "HEADERS", "FAULTS", "ACTION"],
        ["Do", "Do", "Do", "Token", "Oops", "urn:do"],
        ["Does it."],
    ]
    assert "" == err


@pytest.mark.parametrize("columns", [30, 60, 80, 200])
def test_the_table_fits_the_terminal(columns, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    assert 0 == main(["describe", str(ORDERS)])
    assert max(map(len, capsys.readouterr().out.splitlines())) <= max(columns, 50)


@pytest.mark.parametrize(("form", "start"), [("mermaid", "classDiagram\n"), ("svg", "<svg ")])
def test_diagrams_are_printed(form, start, capsys):
    assert 0 == main(["describe", str(ORDERS), "--format", form])
    out, err = capsys.readouterr()
    assert out.startswith(start)
    assert "OrderService" in out
    assert "" == err
    if form == "svg":
        etree.fromstring(out)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["missing.xsd"], "missing.xsd", id="no such file"),
        pytest.param([str(ORDERS), "--format", "png"], "'png' is not one of", id="no such format"),
        pytest.param([], "Missing argument", id="no file"),
    ],
)
def test_what_cannot_be_described_ends_in_one_line_on_stderr(arguments, words, capsys):
    assert 2 == main(["describe", *arguments])
    out, err = capsys.readouterr()
    assert "" == out
    assert words in err
    assert 1 == err.count("\n")


def test_generate_names_the_operations_and_the_classes_of_their_messages(capsys, folder):
    assert 0 == main(["generate", str(ORDERS), "-o", "orders.py"])
    out, err = capsys.readouterr()
    assert [
        "orders.py: 9 contracts",
        f"OrderService: BasicHttpBinding_OrderService, SOAP 1.1, {ADDRESS}",
        "  GetOrder(GetOrder) -> GetOrderResponse, or NoSuchOrder",
        "  PlaceOrder(PlaceOrder) -> PlaceOrderResponse",
    ] == out.splitlines()[:4]
    assert "" == err
    assert "class GetOrder:" in (folder / "orders.py").read_text("utf-8")


def test_generate_names_them_on_stderr_where_stdout_has_the_module(capsys):
    assert 0 == main(["generate", str(ORDERS), "-o", "-"])
    out, err = capsys.readouterr()
    assert out.startswith('"""')
    assert "-> GetOrderResponse" not in out
    assert "  GetOrder(GetOrder) -> GetOrderResponse, or NoSuchOrder\n" in err


def test_headers_and_addressing_are_named(capsys, folder):
    text = ORDERS.read_text("utf-8")
    text = text.replace("<wsdl:input><soap:body", '<wsdl:input><soap:header message="tns:T" part="t"/><soap:body', 1)
    text = text.replace(
        "<wsdl:portType ",
        '<wsdl:message name="T"><wsdl:part name="t" element="data:Order"/></wsdl:message><wsdl:portType ',
    )
    used = '<a:UsingAddressing xmlns:a="http://www.w3.org/2006/05/addressing/wsdl" wsdl:required="true"/>'
    (folder / "s.wsdl").write_text(text.replace("<soap:binding ", f"{used}<soap:binding "), encoding="utf-8")
    assert 0 == main(["generate", "s.wsdl", "-o", "orders.py"])
    assert [
        f"OrderService: BasicHttpBinding_OrderService, SOAP 1.1, WS-Addressing, {ADDRESS}",
        "  GetOrder(GetOrder, header Order) -> GetOrderResponse, or NoSuchOrder",
        "  PlaceOrder(PlaceOrder) -> PlaceOrderResponse",
    ] == capsys.readouterr().out.splitlines()[1:4]
    assert 0 == main(["describe", "s.wsdl"])
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["NAME", "REQUEST", "RESPONSE", "HEADERS", "FAULTS", "ACTION"] in rows
    assert ["NAME", "REQUEST", "RESPONSE", "FAULTS", "ACTION"] in rows  # the other binding has none
    assert ["GetOrder", "GetOrder", "GetOrderResponse", "Order", "NoSuchOrder", f"{ACTION}GetOrder"] in rows


def test_a_table_folds_what_does_not_fit_and_cuts_nothing():
    rows = [["NAME", "TEXT"], ["  inner", "one two three four five"], ["a" * 30, "b"]]
    lines = list(table(rows, width=24))
    assert max(map(len, lines)) <= 24
    shown, given = ("".join(parts).replace(" ", "") for parts in (lines, map("".join, rows)))
    assert sorted(given) == sorted(shown)


def test_a_table_shows_controls_and_marks_of_direction_as_escapes():
    (line,) = table([["a\nb\x1b[31m\x9b\u202e"]], width=80)
    assert r"a\nb\x1b[31m\x9b\u202e" == line


@pytest.mark.parametrize("text", ["", "  ", "  indented words here", "日本語の名前", "a/b/c/d/e/f/g", "e\u0301" * 20])
@pytest.mark.parametrize("width", [4, 9, 80])
def test_folded_lines_fit_and_hold_the_whole_text(text, width):
    lines = list(folded(text, width))
    assert text.replace(" ", "") == "".join(lines).replace(" ", "")
    assert all(text_width(line) <= max(width, 4) for line in lines)


KEPT = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t"
    elementFormDefault="qualified">
<xs:complexType name="Shape" abstract="true"><xs:sequence><xs:element name="note" type="xs:string" minOccurs="0"/>
  </xs:sequence><xs:attribute name="id" type="xs:int" use="required"/></xs:complexType>
<xs:complexType name="Circle"><xs:complexContent><xs:extension base="t:Shape"><xs:choice maxOccurs="2">
  <xs:element name="radius" type="xs:double" nillable="true"/><xs:element name="centre" type="t:Point"/>
  <xs:any namespace="##other" processContents="lax" minOccurs="0"/></xs:choice><xs:attributeGroup ref="t:Extras"/>
  </xs:extension></xs:complexContent></xs:complexType>
<xs:complexType name="Point"><xs:sequence><xs:element name="x" type="xs:int"/></xs:sequence></xs:complexType>
<xs:complexType name="Price"><xs:simpleContent><xs:extension base="xs:decimal">
  <xs:attribute name="currency"><xs:simpleType><xs:restriction base="xs:string"/></xs:simpleType></xs:attribute>
  <xs:attribute name="old" type="xs:int" use="prohibited"/></xs:extension></xs:simpleContent></xs:complexType>
<xs:complexType name="Text" mixed="true"><xs:sequence><xs:element name="b" maxOccurs="unbounded"><xs:complexType/>
  </xs:element></xs:sequence><xs:anyAttribute/></xs:complexType>
<xs:simpleType name="Size"><xs:union memberTypes="xs:int xs:token"/></xs:simpleType>
<xs:simpleType name="Sizes"><xs:list itemType="t:Size"/></xs:simpleType>
<xs:attributeGroup name="Extras"><xs:attribute name="e"/></xs:attributeGroup>
</xs:schema>
"""


def test_the_table_has_what_types_kept_as_xml_hold(capsys, folder):
    (folder / "kept.xsd").write_text(KEPT, encoding="utf-8")
    assert 0 == main(["describe", "kept.xsd"])
    lines = [re.split(r"  +", line.strip()) for line in capsys.readouterr().out.splitlines()[2:]]
    found = {line[0]: lines[place : place + 5] for place, line in enumerate(lines)}
    assert [["Shape", "XML"], ["note", "string", "no", "no"], ["@id", "int", "no", "yes"]] == found["Shape"][:3]
    assert [
        ["Circle", "XML: Shape"],
        ["radius", "double[]", "yes", "no"],
        ["centre", "Point[]", "no", "no"],
        ["any element", "XML[]", "no", "no"],
        ["group Extras", "XML", "no", "no"],
    ] == found["Circle"]
    assert [["Price", "XML: decimal"], ["@currency", "string", "no", "no"]] == found["Price"][:2]
    assert ["@old"] not in [line[:1] for line in lines]
    assert [
        ["Text", "XML (mixed)"],
        ["b", "XML[]", "no", "yes"],
        ["any attribute", "XML", "no", "no"],
    ] == found["Text"][:3]
    assert ["Size", "XML: int or token"] == found["Size"][0]
    assert ["Sizes", "XML: list of Size"] == found["Sizes"][0]


def test_diagrams_have_what_types_kept_as_xml_hold(capsys, folder):
    (folder / "kept.xsd").write_text(KEPT, encoding="utf-8")
    assert 0 == main(["describe", "--format=mermaid", "kept.xsd"])
    shown = capsys.readouterr().out
    lines = [line.strip() for line in shown.splitlines()]
    assert {"#64;id: int", "radius: double[]?", "decimal", "list of Size", "c1 --|> c0"} <= {*lines}
    assert 'c1 --> "*" c2 : centre' in lines
    assert 0 == main(["describe", "--format=svg", "kept.xsd"])
    assert {"@id: int", "radius: double[]?"} <= {*etree.fromstring(capsys.readouterr().out.encode()).itertext()}
