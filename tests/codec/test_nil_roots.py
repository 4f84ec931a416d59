"""Null at a root that the schema does not allow to be nil: reading, writing and validating agree."""

from __future__ import annotations

import pytest

import dcxml
from dcxml.qname import XSI

SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t"
    elementFormDefault="qualified">
  <xs:complexType name="Order"><xs:sequence><xs:element name="n" type="xs:int"/></xs:sequence></xs:complexType>
  <xs:complexType name="Kept">
    <xs:sequence><xs:element name="n" type="xs:int"/></xs:sequence><xs:attribute name="id" type="xs:int"/>
  </xs:complexType>
  <xs:complexType name="ArrayOfint">
    <xs:sequence><xs:element name="int" type="xs:int" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
  </xs:complexType>
  <xs:element name="aClass" type="t:Order"/>
  <xs:element name="aNillableClass" type="t:Order" nillable="true"/>
  <xs:element name="aList" type="t:ArrayOfint"/>
  <xs:element name="aNillableList" type="t:ArrayOfint" nillable="true"/>
  <xs:element name="keptXml" type="t:Kept"/>
  <xs:element name="nillableXml" type="t:Kept" nillable="true"/>
  <xs:element name="aText" type="xs:string"/>
  <xs:element name="aNillableText" type="xs:string" nillable="true"/>
</xs:schema>"""
NOT_NILLABLE = ("aClass", "aList", "keptXml", "aText")
NILLABLE = ("aNillableClass", "aNillableList", "nillableXml", "aNillableText")


@pytest.fixture(scope="module")
def contracts(tmp_path_factory):
    path = tmp_path_factory.mktemp("schema") / "t.xsd"
    path.write_text(SCHEMA)
    return dcxml.read_schemas(path)


@pytest.fixture(scope="module")
def binding(contracts):
    return dcxml.build_classes(contracts)


def document(name, nil="true"):
    return f'<{name} i:nil="{nil}" xmlns:i="{XSI}" xmlns="urn:t" />'.encode()


@pytest.mark.parametrize("name", NOT_NILLABLE)
def test_null_is_refused_where_the_root_is_not_nillable(name, contracts, binding):
    cls = binding[f"{{urn:t}}{name}"]
    assert [finding.code for finding in dcxml.validate(document(name), contracts)] == ["DC008"]
    with pytest.raises(dcxml.DecodeError, match="nil is not allowed") as refused:
        dcxml.loads(document(name), cls)
    assert (refused.value.path, refused.value.line) == (f"/{name}", 1)
    with pytest.raises(dcxml.EncodeError, match="does not allow this root to be nil"):
        dcxml.dumps(None, cls)
    assert dcxml.loads(document(name), cls, mode="dotnet") is None


@pytest.mark.parametrize("name", NILLABLE)
def test_null_is_read_and_written_where_the_root_is_nillable(name, contracts, binding):
    cls = binding[f"{{urn:t}}{name}"]
    assert list(dcxml.validate(document(name), contracts)) == []
    assert dcxml.loads(document(name), cls) is None
    assert dcxml.dumps(None, cls) == document(name)


def test_an_i_nil_that_is_false_is_refused_too(contracts, binding):
    data = f'<aList i:nil="false" xmlns:i="{XSI}" xmlns="urn:t"><int>1</int></aList>'.encode()
    assert [finding.code for finding in dcxml.validate(data, contracts)] == ["DC008"]
    with pytest.raises(dcxml.DecodeError, match="nil is not allowed"):
        dcxml.loads(data, binding["{urn:t}aList"])
    assert dcxml.loads(data, binding["{urn:t}aList"], mode="dotnet") == [1]
