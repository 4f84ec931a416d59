"""``i:type`` on elements whose type is kept as XML: libxml2, validation, strict reading and writing agree."""

from __future__ import annotations

import pytest
from lxml import etree

import dcxml
from dcxml.qname import XSI

XS = "http://www.w3.org/2001/XMLSchema"
N, W = '<xs:element name="n" type="xs:int"/>', '<xs:element name="w" type="xs:int"/>'


def schema(shape, content=f"<xs:sequence>{N}</xs:sequence>"):
    def derived(name, base, inside):
        extension = f'<xs:extension base="t:{base}"><xs:sequence>{inside}</xs:sequence></xs:extension>'
        return f'<xs:complexType name="{name}"><xs:complexContent>{extension}</xs:complexContent></xs:complexType>'

    return f"""<xs:schema xmlns:xs="{XS}" xmlns:t="urn:t" targetNamespace="urn:t" elementFormDefault="qualified">
  <xs:complexType name="Shape" {shape}>{content}</xs:complexType>
  {derived("Sq", "Shape", W)}{derived("Sub", "Sq", '<xs:element name="z" type="xs:int"/>')}
  <xs:complexType name="Other"><xs:sequence>{N}</xs:sequence></xs:complexType>
  <xs:simpleType name="Both"><xs:union memberTypes="xs:int xs:date"/></xs:simpleType>
  <xs:complexType name="ArrayOfShape"><xs:sequence>
    <xs:element name="Shape" type="t:Shape" nillable="true" minOccurs="0" maxOccurs="unbounded"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="D"><xs:sequence>
    <xs:element name="s" type="t:Shape" nillable="true" minOccurs="0"/>
    <xs:element name="all" type="t:ArrayOfShape" nillable="true" minOccurs="0"/>
    <xs:element name="u" type="t:Both" minOccurs="0"/>
    <xs:element name="any" type="xs:anyType" nillable="true" minOccurs="0"/>
  </xs:sequence></xs:complexType>
  <xs:element name="D" type="t:D" nillable="true"/>
  <xs:element name="root" type="t:Shape"/>
</xs:schema>"""


SCHEMAS = {
    "abstract": schema('abstract="true"'),
    "an attribute": schema("", f'<xs:sequence>{N}</xs:sequence><xs:attribute name="id" type="xs:int"/>'),
}
SQ = "<n>1</n><w>2</w>"
READ = {
    "a derived type": f'<s i:type="Sq">{SQ}</s>',
    "one derived from that": f'<s i:type="Sub">{SQ}<z>3</z></s>',
    "in a list": f'<all><Shape i:type="Sq">{SQ}</Shape></all>',
    "a member of a union": '<u i:type="b:int" xmlns:b="http://www.w3.org/2001/XMLSchema">3</u>',
}
REFUSED = {
    "another type": '<s i:type="Other"><n>1</n></s>',
    "a type that is not there": '<s i:type="Nothing"><n>1</n></s>',
    "what is no member of a union": '<u i:type="b:boolean" xmlns:b="http://www.w3.org/2001/XMLSchema">true</u>',
}


@pytest.fixture(scope="module", params=SCHEMAS)
def case(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("schema") / "t.xsd"
    path.write_text(SCHEMAS[request.param])
    contracts = dcxml.read_schemas(path)
    return etree.XMLSchema(etree.parse(path)), contracts, dcxml.build_classes(contracts), request.param


def document(content):
    return f'<D xmlns:i="{XSI}" xmlns="urn:t">{content}</D>'.encode()


@pytest.mark.parametrize("content", READ.values(), ids=READ)
def test_a_type_derived_in_the_schema_is_read_kept_and_written(content, case):
    libxml2, contracts, binding, _ = case
    data, cls = document(content), binding["{urn:t}D"]
    assert libxml2.validate(etree.fromstring(data))
    assert [str(finding) for finding in dcxml.validate(data, contracts)] == []
    again = dcxml.dumps(dcxml.loads(data, cls))
    assert libxml2.validate(etree.fromstring(again)), again
    assert [str(finding) for finding in dcxml.validate(again, contracts)] == []
    assert data == again
    assert dcxml.loads(again, cls) == dcxml.loads(data, cls)


def test_a_value_in_an_object_is_of_one_type(case):
    _, contracts, binding, _ = case
    data, known = document(f'<any i:type="Sq">{SQ}</any>'), [binding["{urn:t}Sq"]]
    assert list(dcxml.validate(data, contracts)) == []
    held = dcxml.loads(data, binding["{urn:t}D"], known_types=known)
    assert dcxml.QName("urn:t", "Sq") == held.any.type
    assert data == dcxml.dumps(held, known_types=known)


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_any_other_type_is_refused(content, case):
    libxml2, contracts, binding, _ = case
    data = document(content)
    assert not libxml2.validate(etree.fromstring(data))
    assert {"DC012", "DC027"} & {finding.code for finding in dcxml.validate(data, contracts)}
    with pytest.raises(dcxml.DecodeError, match=r"i:type '.*' is not "):
        dcxml.loads(data, binding["{urn:t}D"])


def test_its_own_type_is_kept(case):
    libxml2, contracts, binding, name = case
    data, cls = document('<s i:type="Shape"><n>1</n></s>'), binding["{urn:t}D"]
    assert data == dcxml.dumps(dcxml.loads(data, cls))
    assert (
        libxml2.validate(etree.fromstring(data)) == (name != "abstract") == (not list(dcxml.validate(data, contracts)))
    )


def test_at_a_root(case):
    libxml2, contracts, binding, _ = case
    data = f'<root i:type="Sq" xmlns:i="{XSI}" xmlns="urn:t">{SQ}</root>'.encode()
    assert libxml2.validate(etree.fromstring(data))
    assert list(dcxml.validate(data, contracts)) == []
    assert data == dcxml.dumps(dcxml.loads(data, binding["{urn:t}root"]), binding["{urn:t}root"])


def test_dotnet_mode_refuses_another_class_as_dotnet_does(case):
    binding = case[2]
    with pytest.raises(dcxml.DecodeError, match="i:type 'Sq' is not Shape"):
        dcxml.loads(document(READ["a derived type"]), binding["{urn:t}D"], mode="dotnet")


def shape(text):
    return etree.fromstring(f'<q:s xmlns:q="urn:t" xmlns:i="{XSI}" xmlns:o="urn:o" {text}</q:s>')


def test_an_element_made_elsewhere_is_written_with_its_type(case):
    libxml2, contracts, binding, _ = case
    made = binding["{urn:t}D"](s=shape('i:type="q:Sq"><q:n>1</q:n><q:w>2</q:w>'), u=None)
    dcxml.set_absent(made, "u")
    data = dcxml.dumps(made)
    assert b'<s i:type="q:Sq" xmlns:q="urn:t">' in data
    assert libxml2.validate(etree.fromstring(data)), data
    assert list(dcxml.validate(data, contracts)) == []
    text = dcxml.dumps(made, dialect=dcxml.Dialect.TEXT)
    assert libxml2.validate(etree.fromstring(text)), text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('i:type="q:Other">', r"'\{urn:t\}Other' is not Shape or a type derived from it"),
        ('i:type="o:Sq">', r"'\{urn:o\}Sq' is not Shape or a type derived from it"),
        ('i:type="x:Sq">', "'x:Sq' is not the name of a type: its prefix is not declared"),
    ],
)
def test_a_type_that_could_not_be_read_is_not_written(text, said, case):
    made = case[2]["{urn:t}D"](s=shape(text), u=None)
    dcxml.set_absent(made, "u")
    with pytest.raises(dcxml.EncodeError, match=said):
        dcxml.dumps(made)


def test_an_object_has_one_type(case):
    made = case[2]["{urn:t}D"](any=dcxml.AnyValue(shape('i:type="q:Sq">'), dcxml.QName("urn:t", "Shape")), u=None)
    dcxml.set_absent(made, "u")
    with pytest.raises(dcxml.EncodeError, match="is not Shape, the type of the element"):
        dcxml.dumps(made)


def test_the_module_says_what_derives(case):
    source = case[2].source
    assert 'derived_types=(QName(T, "Sq"), QName(T, "Sub"))' in source
    assert dcxml.contracts_of(case[2]) == case[1]
