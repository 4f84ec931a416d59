"""What .NET's importer takes and as what, what it refuses, and what is no schema at all: one error that says where."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from dcxml.binding.introspect import contracts_of
from dcxml.binding.live import build_classes
from dcxml.contract import (
    ClassDataContract,
    CollectionDataContract,
    DataContractSet,
    DataMember,
    EnumDataContract,
    EnumMember,
    Facet,
    GlobalElement,
    SimpleDataContract,
    XmlDataContract,
)
from dcxml.contract.implied import implied_contract
from dcxml.contract.model import XML_ELEMENT, XML_NODES
from dcxml.contract.primitives import DATE_TIME_OFFSET
from dcxml.errors import InvalidDataContractError, SchemaError
from dcxml.qname import ARRAYS, SERIALIZATION, XS, QName, clr_namespace
from dcxml.xsd import read_schemas, write_schemas

HEAD = (
    f'<xs:schema xmlns:xs="{XS}" xmlns:ser="{SERIALIZATION}" xmlns:a="{ARRAYS}" xmlns:t="urn:t"'
    f' xmlns:s="{clr_namespace("System")}" targetNamespace="urn:t" elementFormDefault="qualified">'
    + "".join(f'<xs:import namespace="{ns}"/>' for ns in (SERIALIZATION, ARRAYS, clr_namespace("System")))
    + "\n"
)
INT, LONG, STRING, ANY_TYPE = (QName(XS, name) for name in ("int", "long", "string", "anyType"))
DURATION = QName(SERIALIZATION, "duration")


def t(name: str) -> QName:
    return QName("urn:t", name)


def member(name: str, type_: QName, **more: bool) -> DataMember:
    return DataMember(name=name, type=type_, **more)


def class_(name: str, *members: DataMember, **more: object) -> ClassDataContract:
    return ClassDataContract(name=t(name), members=members, **more)


@pytest.fixture
def read(tmp_path):
    def read_text(body: str, head: str = HEAD, *, strict: bool = False) -> DataContractSet:
        (tmp_path / "t.xsd").write_text(f"{head}{body}</xs:schema>", encoding="utf-8")
        return read_schemas(tmp_path / "t.xsd", strict=strict)

    return read_text


def complex_type(inside: str, name: str = "A") -> str:
    return f'<xs:complexType name="{name}">{inside}</xs:complexType>'


def sequence(inside: str, name: str = "A") -> str:
    return complex_type(f"<xs:sequence>{inside}</xs:sequence>", name)


def dictionary(item: str) -> str:
    mark = (
        "<xs:annotation><xs:appinfo>"
        f'<IsDictionary xmlns="{SERIALIZATION}"> true </IsDictionary></xs:appinfo>'
        "</xs:annotation>"
    )
    return complex_type(f"{mark}<xs:sequence>{item}</xs:sequence>")


REFERENCE = '<xs:attribute ref="ser:Id"/><xs:attribute ref="ser:Ref"/>'
NILLABLE_INT = '<xs:element name="a" minOccurs="0" nillable="true" type="xs:int"/>'
VALUE_TYPE = (
    f'<xs:annotation><xs:appinfo><IsValueType xmlns="{SERIALIZATION}">true</IsValueType></xs:appinfo></xs:annotation>'
)
E_TYPE = (
    '<xs:simpleType name="E"><xs:restriction base="xs:string">'
    '<xs:enumeration value="b c"/></xs:restriction></xs:simpleType>'
)
E_CONTRACT = EnumDataContract(name=t("E"), members=(EnumMember(name="b c", value=0),))

ACCEPTED = [
    pytest.param(sequence(""), [class_("A")], id="an empty class"),
    pytest.param(complex_type(""), [class_("A")], id="no content"),
    pytest.param(
        sequence('<xs:element name="b" type="xs:int"/>' + NILLABLE_INT),
        [class_("A", member("b", INT, is_required=True), member("a", INT, is_nillable=True))],
        id="the sequence is the order",
    ),
    pytest.param(
        sequence('<xs:element name="a" minOccurs="0" type="xs:string"/>'),
        [class_("A", member("a", STRING, emit_default_value=False))],
        id="a reference type that cannot be nil is left out where null",
    ),
    pytest.param(
        sequence('<xs:element name="a" minOccurs="0" type="a:ArrayOfint"/>'),
        [
            class_("A", member("a", QName(ARRAYS, "ArrayOfint"), emit_default_value=False)),
            implied_contract(QName(ARRAYS, "ArrayOfint")),
        ],
        id="a list that no file defines",
    ),
    pytest.param(
        sequence('<xs:element name="a" minOccurs="0" type="s:DateTimeOffset"/>'),
        [class_("A", member("a", DATE_TIME_OFFSET))],
        id="DateTimeOffset that no file defines",
    ),
    pytest.param(
        sequence('<xs:element name="a" nillable="true"/>'),
        [class_("A", member("a", ANY_TYPE, is_nillable=True, is_required=True))],
        id="no type is any type",
    ),
    *(
        pytest.param(
            sequence(f'<xs:element name="a" nillable="1" type="xs:{name}"/>'),
            [
                class_("A", member("a", QName(XS, name), is_nillable=True, is_required=True)),
                SimpleDataContract(name=QName(XS, name), base=stand_in),
            ],
            id=f"xs:{name}",
        )
        for name, stand_in in {
            "date": STRING,
            "time": STRING,
            "gYear": STRING,
            "token": STRING,
            "ID": STRING,
            "hexBinary": STRING,
            "integer": LONG,
            "positiveInteger": LONG,
            "nonPositiveInteger": LONG,
            "duration": DURATION,
        }.items()
    ),
    pytest.param(
        sequence(
            "<xs:element name='a' minOccurs='0'><xs:simpleType><xs:restriction base='xs:int'>"
            "<xs:maxInclusive value='5'/></xs:restriction></xs:simpleType></xs:element>"
        ),
        [
            class_("A", member("a", t("A.aType"))),
            SimpleDataContract(name=t("A.aType"), base=INT, facets=(Facet("maxInclusive", "5"),), is_anonymous=True),
        ],
        id="an anonymous simple type keeps its facets",
    ),
    pytest.param(
        sequence(
            "<xs:element name='a' minOccurs='0'><xs:simpleType><xs:restriction base='xs:int'/>"
            "</xs:simpleType></xs:element>"
        ),
        [class_("A", member("a", INT))],
        id="an anonymous simple type without facets is its base",
    ),
    pytest.param(
        E_TYPE.replace("</xs:restriction>", '<xs:enumeration value="b c"/></xs:restriction>'),
        [E_CONTRACT],
        id="two values of one text are one",
    ),
    pytest.param(
        sequence('<xs:element name="i" minOccurs="2" maxOccurs="9" type="xs:int"/>'),
        [CollectionDataContract(name=t("A"), item_name="i", item_type=INT, min_items=2, max_items=9)],
        id="a list of at least two",
    ),
    pytest.param(
        sequence(
            "<xs:element name='a' minOccurs='0' nillable='true'><xs:complexType><xs:sequence>"
            + NILLABLE_INT
            + "</xs:sequence></xs:complexType></xs:element>"
        ),
        [
            class_("A", member("a", t("A.aType"), is_nillable=True)),
            class_("A.aType", member("a", INT, is_nillable=True)),
        ],
        id="an anonymous type of a member is nested",
    ),
    pytest.param(
        sequence(
            "<xs:element name='a' minOccurs='0' nillable='true'><xs:complexType><xs:sequence/>"
            "</xs:complexType></xs:element>"
        )
        + sequence("", "A.aType"),
        [class_("A", member("a", t("A.aType1"), is_nillable=True)), class_("A.aType1"), class_("A.aType")],
        id="a nested name that is taken",
    ),
    pytest.param(
        sequence(
            "<xs:element name='a' maxOccurs='unbounded'><xs:complexType><xs:sequence/></xs:complexType></xs:element>"
        ),
        [CollectionDataContract(name=t("A"), item_name="a", item_type=t("a"), min_items=1), class_("a")],
        id="an anonymous item is named after its element",
    ),
    pytest.param(
        sequence('<xs:element name="i" maxOccurs="7" nillable="true" type="xs:string"/>'),
        [
            CollectionDataContract(
                name=t("A"), item_name="i", item_type=STRING, is_item_nillable=True, min_items=1, max_items=7
            )
        ],
        id="a repeated element is a list",
    ),
    pytest.param(
        complex_type(
            f'<xs:sequence><xs:element name="i" maxOccurs="unbounded" type="xs:int"/></xs:sequence>{REFERENCE}'
        ),
        [CollectionDataContract(name=t("A"), item_name="i", item_type=INT, is_reference=True, min_items=1)],
        id="a list with references",
    ),
    pytest.param(
        dictionary(
            '<xs:element name="e" maxOccurs="unbounded"><xs:complexType><xs:sequence>'
            '<xs:element name="k" type="xs:string"/><xs:element name="v" type="xs:int"/>'
            "</xs:sequence></xs:complexType></xs:element>"
        ),
        [
            CollectionDataContract(
                name=t("A"),
                item_name="e",
                key=member("k", STRING, is_required=True),
                value=member("v", INT, is_required=True),
                min_items=1,
            )
        ],
        id="a dictionary",
    ),
    pytest.param(
        dictionary('<xs:element name="e" maxOccurs="unbounded" type="t:Entry"/>')
        + sequence('<xs:element name="k" type="xs:int"/><xs:element name="v" type="xs:int"/>', "Entry"),
        [
            CollectionDataContract(
                name=t("A"),
                item_name="e",
                key=member("k", INT, is_required=True),
                value=member("v", INT, is_required=True),
                min_items=1,
            ),
            class_("Entry", member("k", INT, is_required=True), member("v", INT, is_required=True)),
        ],
        id="a dictionary of a named item",
    ),
    pytest.param(
        sequence(NILLABLE_INT)
        + complex_type(
            (
                '<xs:complexContent><xs:extension base="t:A"><xs:sequence>'
                '<xs:element name="z" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent>'
            ),
            "B",
        ),
        [class_("A", member("a", INT, is_nillable=True)), class_("B", member("z", INT, is_required=True), base=t("A"))],
        id="an extension",
    ),
    pytest.param(
        complex_type('<xs:complexContent><xs:extension base="t:B"/></xs:complexContent>')
        + complex_type(f"<xs:sequence/>{REFERENCE}", "B"),
        [class_("A", base=t("B"), is_reference=True), class_("B", is_reference=True)],
        id="references are inherited",
    ),
    pytest.param(
        complex_type(
            '<xs:complexContent><xs:restriction base="xs:anyType">'
            f"<xs:sequence>{NILLABLE_INT}</xs:sequence></xs:restriction></xs:complexContent>"
        ),
        [class_("A", member("a", INT, is_nillable=True))],
        id="a restriction of any type",
    ),
    pytest.param(complex_type('<xs:attribute ref="ser:Id"/>'), [class_("A")], id="one of the two attributes"),
    pytest.param(complex_type('<xs:attribute name="x" use="prohibited"/>'), [class_("A")], id="a prohibited attribute"),
    pytest.param(
        complex_type('<xs:attributeGroup ref="t:g"/>')
        + '<xs:attributeGroup name="g"><xs:attribute name="x"/></xs:attributeGroup>',
        [class_("A")],
        id="an attribute group goes unnoticed",
    ),
    pytest.param('<xs:complexType name="A" block="#all" final="#all"/>', [class_("A")], id="block and final"),
    pytest.param(E_TYPE, [E_CONTRACT], id="an enumeration"),
    pytest.param(
        E_TYPE
        + (
            '<xs:simpleType name="F"><xs:restriction base="t:E"><xs:enumeration value="b c"/>'
            "</xs:restriction></xs:simpleType>"
        ),
        [E_CONTRACT, EnumDataContract(name=t("F"), members=E_CONTRACT.members)],
        id="an enumeration restricted",
    ),
    pytest.param(
        (
            '<xs:simpleType name="F"><xs:restriction><xs:simpleType>'
            '<xs:restriction base="xs:string"/></xs:simpleType><xs:enumeration value="x"/>'
            "</xs:restriction></xs:simpleType>"
        ),
        [EnumDataContract(name=t("F"), members=(EnumMember(name="x", value=0),))],
        id="an enumeration of an anonymous string",
    ),
    pytest.param(
        (
            '<xs:simpleType name="F"><xs:restriction base="xs:int"><xs:enumeration value="1"/>'
            "</xs:restriction></xs:simpleType>"
        ),
        [SimpleDataContract(name=t("F"), base=INT, facets=(Facet("enumeration", "1"),))],
        id="enumerated numbers are no enumeration",
    ),
    pytest.param(
        (
            '<xs:simpleType name="F"><xs:list><xs:simpleType><xs:restriction base="xs:string">'
            '<xs:enumeration value="x"/><xs:enumeration value="y"/><xs:enumeration value="z"/>'
            "</xs:restriction></xs:simpleType></xs:list></xs:simpleType>"
        ),
        [
            EnumDataContract(
                name=t("F"),
                is_flags=True,
                members=tuple(EnumMember(name=n, value=v) for n, v in (("x", 1), ("y", 2), ("z", 4))),
            )
        ],
        id="flags",
    ),
    pytest.param(
        (
            '<xs:simpleType name="F"><xs:restriction base="xs:string"><xs:maxLength value="5"/>'
            '<xs:pattern value="[a-z]+"/></xs:restriction></xs:simpleType>'
        ),
        [SimpleDataContract(name=t("F"), base=STRING, facets=(Facet("maxLength", "5"), Facet("pattern", "[a-z]+")))],
        id="facets",
    ),
    pytest.param(
        (
            '<xs:simpleType name="F"><xs:restriction base="xs:date">'
            '<xs:minInclusive value="2000-01-01"/><xs:pattern value="2.*"/></xs:restriction>'
            "</xs:simpleType>"
        ),
        [
            SimpleDataContract(
                name=t("F"),
                base=QName(XS, "date"),
                facets=(Facet("minInclusive", "2000-01-01"), Facet("pattern", "2.*")),
            ),
            SimpleDataContract(name=QName(XS, "date"), base=STRING),
        ],
        id="facets that what stands in has not",
    ),
    pytest.param(
        (
            '<xs:simpleType name="F"><xs:restriction><xs:simpleType>'
            '<xs:restriction base="xs:int"/></xs:simpleType><xs:maxInclusive value="5"/>'
            "</xs:restriction></xs:simpleType>"
        ),
        [SimpleDataContract(name=t("F"), base=INT, facets=(Facet("maxInclusive", "5"),))],
        id="facets on an anonymous base",
    ),
    pytest.param(
        sequence(
            '<xs:element name="a" minOccurs="0" type="t:F"/>'
            '<xs:element name="b" minOccurs="0" type="t:E"/>'
            '<xs:element name="c" minOccurs="0" type="t:G"/>'
        )
        + E_TYPE
        + (
            '<xs:simpleType name="F"><xs:restriction base="xs:int"/></xs:simpleType>'
            '<xs:simpleType name="G"><xs:restriction base="xs:string"/></xs:simpleType>'
        ),
        [
            class_("A", member("a", t("F")), member("b", t("E")), member("c", t("G"), emit_default_value=False)),
            E_CONTRACT,
            SimpleDataContract(name=t("F"), base=INT),
            SimpleDataContract(name=t("G"), base=STRING),
        ],
        id="simple types are value types as their bases are",
    ),
    pytest.param(
        sequence(
            "<xs:element name='e' nillable='true'><xs:complexType><xs:sequence>"
            "<xs:any minOccurs='0' processContents='lax'/></xs:sequence></xs:complexType>"
            "</xs:element>"
            "<xs:element name='n' minOccurs='0'><xs:complexType mixed='true'><xs:sequence>"
            "<xs:any minOccurs='0' maxOccurs='unbounded' processContents='lax'/></xs:sequence>"
            "<xs:anyAttribute/></xs:complexType></xs:element>"
        ),
        [
            class_(
                "A",
                member("e", XML_ELEMENT, is_nillable=True, is_required=True),
                member("n", XML_NODES, emit_default_value=False),
            ),
            XmlDataContract(name=XML_ELEMENT),
            XmlDataContract(name=XML_NODES),
        ],
        id="anonymous types for any XML",
    ),
    pytest.param(
        sequence("<xs:any/>"),
        [
            XmlDataContract(
                name=t("A"),
                schema=(
                    f'<xs:complexType xmlns:xs="{XS}" name="A"><xs:sequence><xs:any/></xs:sequence></xs:complexType>'
                ),
            )
        ],
        id="a type that holds any XML",
    ),
    pytest.param(
        sequence(
            (
                "<xs:element name='a' minOccurs='0' nillable='true'><xs:complexType><xs:sequence>"
                "<xs:any/><xs:any/></xs:sequence></xs:complexType></xs:element>"
            ).replace("<xs:any/><xs:any/>", "<xs:any maxOccurs='3'/>")
        ),
        [
            class_("A", member("a", t("A.aType"), is_nillable=True)),
            XmlDataContract(
                name=t("A.aType"),
                schema=(
                    f'<xs:complexType xmlns:xs="{XS}"><xs:sequence><xs:any maxOccurs="3"/></xs:sequence>'
                    "</xs:complexType>"
                ),
                is_anonymous=True,
            ),
        ],
        id="an anonymous type that holds any XML",
    ),
]


@pytest.mark.parametrize(("body", "contracts"), ACCEPTED)
def test_what_dotnet_imports_is_imported_as_it_does(body, contracts, read):
    actual = read(body)
    assert DataContractSet(contracts) == actual
    listed = [contract.name for contract in contracts if contract.name.namespace == "urn:t"]
    assert listed == [name for name in actual.contracts if name.namespace == "urn:t"]


ELEMENTS = [
    pytest.param(
        '<xs:element name="e" type="xs:string"/>',
        GlobalElement(name=t("e"), type=STRING, is_nillable=False),
        id="built in",
    ),
    pytest.param('<xs:element name="e" nillable="true"/>', GlobalElement(name=t("e"), type=ANY_TYPE), id="no type"),
    pytest.param(
        '<xs:element name="A" type="t:A"/>',
        GlobalElement(name=t("A"), type=t("A"), is_nillable=False),
        id="own, not nillable",
    ),
    pytest.param(
        '<xs:element name="e" nillable="true" type="t:A" abstract="false"/>',
        GlobalElement(name=t("e"), type=t("A")),
        id="another name",
    ),
    pytest.param('<xs:element name="A" nillable="true" type="t:A"/>', None, id="own"),
    pytest.param(
        '<xs:element name="e" nillable="1"><xs:complexType/></xs:element>',
        None,
        id="an anonymous class is named after it",
    ),
    pytest.param(
        ('<xs:element name="e"><xs:simpleType><xs:restriction base="xs:int"/></xs:simpleType></xs:element>'),
        GlobalElement(name=t("e"), type=INT, is_nillable=False),
        id="simple",
    ),
    pytest.param(
        (
            '<xs:element name="e" nillable="true"><xs:complexType><xs:sequence>'
            '<xs:any minOccurs="0" processContents="lax"/></xs:sequence></xs:complexType></xs:element>'
        ),
        GlobalElement(name=t("e"), type=XML_ELEMENT),
        id="any XML",
    ),
]


@pytest.mark.parametrize(("body", "element"), ELEMENTS)
def test_a_global_element_is_listed_where_it_is_not_just_a_contracts_own(body, element, read):
    contracts = read(sequence("") + body)
    assert ([] if element is None else [element]) == list(contracts.elements.values())
    assert ("{urn:t}e" in contracts) == (element is None and 'name="e"' in body)


ANY_ELEMENT = '<xs:element name="a" type="xs:int"/>'
REFUSED = [
    (complex_type(f"<xs:all>{ANY_ELEMENT}</xs:all>"), "the root particle must be a sequence, not xs:all"),
    (complex_type(f"<xs:choice>{ANY_ELEMENT}</xs:choice>"), "the root particle must be a sequence, not xs:choice"),
    (complex_type('<xs:group ref="t:g"/>') + '<xs:group name="g"><xs:sequence/></xs:group>', "not xs:group"),
    (sequence(f"<xs:sequence>{ANY_ELEMENT}</xs:sequence>"), "only local elements can be imported"),
    (sequence(f"<xs:choice>{ANY_ELEMENT}</xs:choice>"), "only local elements can be imported"),
    (
        sequence('<xs:element ref="t:e"/>') + '<xs:element name="e" type="xs:int"/>',
        "only local elements can be imported",
    ),
    (complex_type(f'<xs:sequence minOccurs="0">{ANY_ELEMENT}</xs:sequence>'), "must occur exactly once"),
    (complex_type(f'<xs:sequence maxOccurs="2">{ANY_ELEMENT}</xs:sequence>'), "must occur exactly once"),
    (sequence('<xs:element name="b" minOccurs="2" maxOccurs="9" type="xs:int"/>' + ANY_ELEMENT), "minOccurs must be 0"),
    (sequence(ANY_ELEMENT + '<xs:element name="b" maxOccurs="9" type="xs:int"/>'), "maxOccurs must be 1"),
    (sequence('<xs:element name="a" minOccurs="0" maxOccurs="0" type="xs:int"/>'), "maxOccurs must be 1"),
    (sequence(ANY_ELEMENT + '<xs:element name="b" type="xs:int"/>' + ANY_ELEMENT), "two members are named 'a'"),
    (complex_type('<xs:attribute name="x" type="xs:int"/>'), "attributes cannot be imported"),
    (complex_type("<xs:anyAttribute/>"), "xs:anyAttribute cannot be imported"),
    ('<xs:complexType name="A" mixed="true"><xs:sequence/></xs:complexType>', "mixed content cannot be imported"),
    ('<xs:complexType name="A" abstract="true"/>', "an abstract type cannot be imported"),
    (sequence("") + '<xs:element name="A" abstract="true" type="t:A"/>', "abstract on a global element"),
    (
        sequence("") + '<xs:element name="h" type="t:A"/><xs:element name="A" type="t:A" substitutionGroup="t:h"/>',
        "substitutionGroup on a global",
    ),
    (
        complex_type('<xs:simpleContent><xs:extension base="xs:int"/></xs:simpleContent>'),
        "simple content cannot be imported",
    ),
    (
        sequence("")
        + complex_type(
            ('<xs:complexContent><xs:restriction base="t:A"><xs:sequence/></xs:restriction></xs:complexContent>'), "B"
        ),
        "by restriction cannot be imported",
    ),
    (
        sequence('<xs:element name="i" maxOccurs="9" type="xs:int"/>')
        + complex_type('<xs:complexContent><xs:extension base="t:A"/></xs:complexContent>', "B"),
        "the base {urn:t}A is not a class",
    ),
    (
        sequence("")
        + complex_type(
            (
                '<xs:complexContent><xs:extension base="t:A"><xs:sequence>'
                '<xs:element name="i" maxOccurs="9" type="xs:int"/></xs:sequence></xs:extension>'
                "</xs:complexContent>"
            ),
            "B",
        ),
        "a collection cannot extend another type",
    ),
    (
        sequence("")
        + complex_type(
            (
                '<xs:complexContent><xs:extension base="t:A"><xs:sequence><xs:any/></xs:sequence>'
                "</xs:extension></xs:complexContent>"
            ),
            "B",
        ),
        "only local elements can be imported in a sequence",
    ),
    (sequence('<xs:element name="a" form="unqualified" type="xs:int"/>'), "the local element must be qualified"),
    (sequence('<xs:element name="a" default="1" type="xs:int"/>'), "default on an element cannot be imported"),
    (sequence('<xs:element name="a" fixed="1" type="xs:int"/>'), "fixed on an element cannot be imported"),
    (E_TYPE + '<xs:element name="E" default="b c" type="t:E"/>', "default on an element cannot be imported"),
    (
        '<xs:simpleType name="F"><xs:union memberTypes="xs:int xs:string"/></xs:simpleType>',
        "must be a restriction or a list of one",
    ),
    (
        '<xs:simpleType name="F"><xs:list itemType="xs:int"/></xs:simpleType>',
        "the item type of a list must be anonymous",
    ),
    (
        (
            '<xs:simpleType name="F"><xs:list><xs:simpleType><xs:restriction base="xs:int"/>'
            "</xs:simpleType></xs:list></xs:simpleType>"
        ),
        "the items of a list must be an enumeration",
    ),
    (
        sequence('<xs:element name="a"><xs:simpleType><xs:list itemType="xs:int"/></xs:simpleType></xs:element>'),
        "the item type of a list must be anonymous",
    ),
    (sequence("") + '<xs:element name="A" type="xs:int"/>', "the global element is of the type"),
    (sequence("") + '<xs:element name="A"><xs:complexType/></xs:element>', "the global element is of the type"),
    (dictionary('<xs:element name="e" maxOccurs="9" type="xs:int"/>'), "exactly two required elements"),
    (
        dictionary(
            '<xs:element name="e" maxOccurs="9"><xs:complexType><xs:sequence>'
            '<xs:element name="k" minOccurs="0" type="xs:int"/>'
            '<xs:element name="v" type="xs:int"/></xs:sequence></xs:complexType></xs:element>'
        ),
        "exactly two required elements",
    ),
    (sequence('<xs:element name="a" type="xs:anySimpleType"/>'), "anySimpleType cannot be imported"),
    (sequence('<xs:element name="a" type="xs:NOTATION"/>'), "NOTATION"),
    (
        E_TYPE.replace(
            '<xs:restriction base="xs:string">',
            f'<xs:annotation><xs:appinfo><ActualType Name="string" Namespace="{XS}" xmlns="{SERIALIZATION}"/>'
            '</xs:appinfo></xs:annotation><xs:restriction base="xs:string">',
        ),
        "an enumeration's base_type is one of",
    ),
    (
        dictionary(
            '<xs:element name="e" maxOccurs="9"><xs:complexType><xs:sequence><xs:element name="k" type="xs:int"/>'
            '<xs:element name="k" type="xs:int"/></xs:sequence></xs:complexType></xs:element>'
        ),
        "two members are named 'k'",
    ),
    (
        complex_type(f'{VALUE_TYPE}<xs:complexContent><xs:extension base="t:B"/></xs:complexContent>')
        + complex_type("<xs:sequence/>", "B"),
        "a value type cannot extend {urn:t}B",
    ),
]


@pytest.mark.parametrize(("body", "reason"), REFUSED, ids=[reason for _, reason in REFUSED])
def test_what_dotnet_refuses_is_refused_with_its_place(body, reason, read):
    with pytest.raises(SchemaError, match=r"t\.xsd:2: ") as caught:
        read(body, strict=True)
    assert reason in caught.value.reason
    assert caught.value.line == 2
    assert caught.value.component


@pytest.mark.parametrize(("body", "reason"), REFUSED, ids=[reason for _, reason in REFUSED])
def test_what_dotnet_refuses_is_told_and_read_all_the_same(body, reason, read):
    contracts = read(body)
    told = [refusal for refusal in contracts.refusals if reason in refusal.reason]
    assert [2] * len(told) == [refusal.line for refusal in told]
    assert str(told[0]).endswith(f"t.xsd:2: {told[0].name.clark}: .NET cannot import this: {told[0].reason}")
    assert told[0].name in contracts.contracts


def test_a_local_element_must_be_qualified_by_the_schemas_default(read):
    with pytest.raises(SchemaError, match="the local element must be qualified"):
        read(sequence(ANY_ELEMENT), head=HEAD.replace(' elementFormDefault="qualified"', ""), strict=True)


def restricted(facet: str) -> str:
    """Return a simple type over xs:int with a facet."""
    return f'<xs:simpleType name="S"><xs:restriction base="xs:int">{facet}</xs:restriction></xs:simpleType>'


FAULTY = [
    (sequence('<xs:element name="a" type="x:Gone"/>'), "the prefix of 'x:Gone' is not declared"),
    (sequence('<xs:element name="a" type="ser:int"/>'), f"nothing defines the type {{{SERIALIZATION}}}int"),
    (sequence('<xs:element name="a" type="xs:integr"/>'), "unknown type 'xs:integr'"),
    (sequence('<xs:elemen name="a"/>'), "Unexpected child with tag 'xs:elemen'"),
    (sequence("") + sequence(""), "A"),
    (
        ('<xs:complexType name="A"><xs:complexContent><xs:extension base="t:A"/></xs:complexContent></xs:complexType>'),
        "ircular",
    ),
    ("<xs:redefine schemaLocation='x.xsd'/>", "xs:redefine cannot be imported"),
    (
        (
            '<xs:simpleType name="L"><xs:annotation><xs:appinfo>'
            f'<ActualType Name="x" xmlns="{SERIALIZATION}"/></xs:appinfo></xs:annotation>'
            '<xs:restriction base="xs:string"/></xs:simpleType>'
        ),
        "the annotation ActualType has no attribute Namespace",
    ),
    (
        (
            '<xs:complexType name="L"><xs:annotation><xs:appinfo>'
            f'<GenericType xmlns="{SERIALIZATION}"/></xs:appinfo></xs:annotation></xs:complexType>'
        ),
        "the annotation GenericType has no attribute Name",
    ),
    (
        (
            '<xs:complexType name="L"><xs:annotation><xs:appinfo>'
            f'<GenericType Name="x" Namespace="y" xmlns="{SERIALIZATION}">'
            '<GenericParameter Name="x" Namespace="y" NestedLevel="z"/></GenericType></xs:appinfo>'
            "</xs:annotation></xs:complexType>"
        ),
        "NestedLevel 'z' is not a number",
    ),
    (
        E_TYPE.replace(
            '"b c"/>',
            (
                '"b c"><xs:annotation><xs:appinfo>'
                f'<EnumerationValue xmlns="{SERIALIZATION}">x</EnumerationValue></xs:appinfo>'
                "</xs:annotation></xs:enumeration>"
            ),
        ),
        "EnumerationValue 'x' is not an integer",
    ),
    (
        E_TYPE.replace(
            '"b c"/>',
            (
                '"b c"><xs:annotation><xs:appinfo>'
                f'<EnumerationValue xmlns="{SERIALIZATION}">{"9" * 5_000}</EnumerationValue></xs:appinfo>'
                "</xs:annotation></xs:enumeration>"
            ),
        ),
        "99' is not an integer",
    ),
    (
        restricted('<xs:pattern value="a{99999999999}"/>'),
        "simpleType S: the schema is faulty: the repetition number is too",
    ),
    (
        restricted('<xs:maxInclusive value="P99999999999999Y"/>').replace("xs:int", "xs:duration"),
        "simpleType S: the schema is faulty: months duration overflow",
    ),
    (
        '<xs:simpleType name="S"><xs:restriction/></xs:simpleType>',
        "simpleType S: the schema is faulty: XML Schema does not allow what is here",
    ),
    (sequence('<xs:element name="a" type="xs:int" minOccurs="x"/>'), "attribute minOccurs='x': 'x' is not an integer"),
    (
        restricted(f'<xs:maxInclusive value="{"9" * 5_000}"/>'),
        "simpleType S: invalid restriction: a number of 5000 digits",
    ),
    (
        restricted(f'<xs:maxLength value="{"9" * 5_000}"/>').replace("xs:int", "xs:string"),
        f"attribute value='{'9' * 40}…': a number of 5000 digits is too long",
    ),
    (
        '<xs:complexType name="A"><xs:complexContent><xs:extension base="t:A"/></xs:complexContent></xs:complexType>',
        "complexType A: Circular definition: the xs:complexType {urn:t}A is defined by itself",
    ),
    (
        '<xs:element name="a" substitutionGroup="t:b"/><xs:element name="b" substitutionGroup="t:a"/>',
        "element a: Circular definition: the substitution group of the element {urn:t}a leads back to it",
    ),
]


JUDGED = [
    (
        sequence('<xs:element name="a" type="xs:int"/><xs:element name="a" type="xs:string"/>'),
        "two elements are named t:a, and have different types",
    ),
    (
        sequence('<xs:any minOccurs="0"/><xs:element name="a" type="xs:int"/>'),
        "xs:any and t:a cannot be told apart without looking ahead (Unique Particle Attribution)",
    ),
    (
        restricted('<xs:enumeration value="x"/>'),
        "'x' is not xs:int",
    ),
    (sequence("<xs:element/>"), "missing both attributes 'name' and 'ref'"),
    ('<xs:complexType name="1 A"/>', "name='1 A': this is not an XML name without a colon (NCName)"),
    (
        restricted('<xs:length value="3"/>'),
        (
            "a facet does not apply to the base; allowed: enumeration, fractionDigits, maxExclusive, maxInclusive, "
            "minExclusive, minInclusive, pattern, totalDigits, whiteSpace"
        ),
    ),
]


@pytest.mark.parametrize(("body", "sentence"), JUDGED, ids=[sentence[:40] for _, sentence in JUDGED])
def test_what_the_judge_of_schemas_finds_is_said_in_words_of_xml_schema(body, sentence, read):
    with pytest.raises(SchemaError, match=r"t\.xsd:2: ") as caught:
        read(body)
    assert sentence in caught.value.reason
    assert not re.search(r"Xsd[A-Z]|XMLSchema|xmlschema|occurs=|[{}]|\\[ic]", caught.value.reason)


@pytest.mark.parametrize(("body", "reason"), FAULTY, ids=[reason for _, reason in FAULTY])
def test_a_faulty_schema_is_one_error_with_file_and_line(body, reason, read):
    with pytest.raises(SchemaError) as caught:
        read(body)
    assert reason in str(caught.value)
    assert caught.value.file.endswith("t.xsd")
    assert caught.value.line == 2


MISSING = [  # (body of the schema, what is missing)
    (sequence('<xs:element name="a" type="t:Gone"/>'), "nothing defines the type {urn:t}Gone"),
    ("<xs:include schemaLocation='http://x/y.xsd'/>", "nothing is read from the network"),
    (
        (
            '<xs:simpleType name="L"><xs:annotation><xs:appinfo>'
            f'<ActualType Name="x" Namespace="" xmlns="{SERIALIZATION}"/></xs:appinfo></xs:annotation>'
            '<xs:restriction base="xs:string"/></xs:simpleType>'
        ),
        "nothing defines the type x",
    ),
]


@pytest.mark.parametrize(("body", "reason"), MISSING, ids=[reason for _, reason in MISSING])
def test_what_is_missing_is_named_with_who_needs_it_and_strict_refuses_it(body, reason, read, tmp_path):
    (missing,) = read(body).missing
    assert reason in missing.reason
    assert str(missing).startswith(f"{tmp_path / 't.xsd'}:2: ")
    with pytest.raises(SchemaError) as caught:
        read_schemas(tmp_path / "t.xsd", strict=True)
    assert str(missing) == str(caught.value)


NO_SCHEMA = [
    pytest.param(b"", 1, "the document is empty", id="an empty file"),
    pytest.param(b"not xml", 1, "not well-formed XML", id="not XML"),
    pytest.param(b"<a>\n<b></a>", 2, "not well-formed XML", id="broken XML"),
    pytest.param(b"<a/>", 1, "the root element is a, not {http://www.w3.org/2001/XMLSchema}schema", id="another root"),
    pytest.param(
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 1, "DTD", id="an external entity"
    ),
    pytest.param(b'<description xmlns="http://www.w3.org/ns/wsdl"/>', 1, "allowed: WSDL 1.1", id="a WSDL 2.0"),
]


@pytest.mark.parametrize(("data", "line", "reason"), NO_SCHEMA)
def test_what_is_no_schema_is_one_error_with_file_and_line(data, line, reason, tmp_path):
    (tmp_path / "t.xsd").write_bytes(data)
    with pytest.raises(SchemaError, match=rf"t\.xsd:{line}: ") as caught:
        read_schemas(tmp_path / "t.xsd")
    assert reason in caught.value.reason
    assert any(word in caught.value.reason for word in ("allowed: an XML Schema", "not {http", "allowed: WSDL 1.1"))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SchemaError, match=r"gone\.xsd: cannot be read: No such file or directory"):
        read_schemas(tmp_path / "gone.xsd")


def test_a_folder_without_schemas_is_named(tmp_path):
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    with pytest.raises(SchemaError, match=r"the folder contains no \*\.xsd"):
        read_schemas(tmp_path)


def test_a_folder_that_cannot_be_listed_is_named(tmp_path, monkeypatch):
    def refuse(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(tmp_path), "iterdir", refuse)
    with pytest.raises(SchemaError, match="cannot be read: Permission denied"):
        read_schemas(tmp_path)


def write(path, body, namespace="urn:t"):
    target = f' targetNamespace="{namespace}" xmlns:t="{namespace}"' if namespace else ""
    path.write_text(
        f'<xs:schema xmlns:xs="{XS}" xmlns:u="urn:u"{target} elementFormDefault="qualified">{body}</xs:schema>',
        encoding="utf-8",
    )


def test_imports_are_resolved_by_namespace_whatever_their_location(tmp_path):
    write(
        tmp_path / "t.xsd",
        '<xs:import namespace="urn:u" schemaLocation="http://nowhere/u.xsd"/>'
        + sequence('<xs:element name="a" nillable="true" type="u:U"/>'),
    )
    write(tmp_path / "u.xsd", sequence("", "U"), "urn:u")
    contracts = read_schemas(tmp_path / "t.xsd", tmp_path / "u.xsd")
    assert [t("A"), QName("urn:u", "U")] == list(contracts.contracts)


def test_a_file_is_read_once_however_it_is_named(tmp_path):
    write(tmp_path / "t.xsd", sequence(""))
    (tmp_path / "link.xsd").symlink_to(tmp_path / "t.xsd")
    assert len(read_schemas(tmp_path / "t.xsd", tmp_path, tmp_path / ".." / tmp_path.name)) == 1


def test_two_files_may_share_a_namespace(tmp_path):
    write(tmp_path / "a.xsd", sequence('<xs:element name="b" nillable="true" type="t:B"/>'))
    write(tmp_path / "b.xsd", sequence("", "B"))
    assert [t("A"), t("B")] == list(read_schemas(tmp_path).contracts)


def test_an_included_file_is_read_and_takes_the_namespace(tmp_path):
    write(
        tmp_path / "t.xsd",
        '<xs:include schemaLocation="inner.xsd"/>' + sequence('<xs:element name="b" nillable="true" type="t:B"/>'),
    )
    write(tmp_path / "inner.xsd", sequence("", "B"), "")
    assert [t("A"), t("B")] == list(read_schemas(tmp_path / "t.xsd").contracts)


def test_a_file_that_defines_part_of_the_arrays_namespace_is_completed(tmp_path):
    write(
        tmp_path / "Arrays.xsd",
        sequence('<xs:element name="int" minOccurs="0" maxOccurs="unbounded" type="xs:int"/>', "ArrayOfint"),
        ARRAYS,
    )
    (tmp_path / "t.xsd").write_text(
        HEAD + sequence('<xs:element name="a" nillable="true" type="a:ArrayOfArrayOfint"/>') + "</xs:schema>",
        encoding="utf-8",
    )
    names = [name.name for name in read_schemas(tmp_path).contracts]
    assert sorted(names) == ["A", "ArrayOfArrayOfint", "ArrayOfint"]


def test_the_fixed_schemas_among_the_files_are_passed_over(tmp_path):
    write(
        tmp_path / "ser.xsd",
        '<xs:simpleType name="guid"><xs:restriction base="xs:string"/></xs:simpleType>',
        SERIALIZATION,
    )
    assert len(read_schemas(tmp_path)) == 0


def test_processing_instructions_and_comments_are_passed_over(read):
    assert [t("A")] == list(read("<?pi?><!-- c -->" + sequence(f"<!-- c --><?pi?>{ANY_ELEMENT}")).contracts)


def test_documentation_is_joined_and_what_others_say_in_appinfo_is_kept(read):
    note = (
        "<xs:annotation><xs:documentation>One</xs:documentation><xs:appinfo><x/>y</xs:appinfo>"
        "<xs:documentation/><xs:documentation>Two <b>bold</b></xs:documentation>"
        "</xs:annotation>"
    )
    contract = read(complex_type(note))[t("A")]
    assert contract.annotation.documentation == "One\nTwo bold"
    assert contract.annotation.evidence == ()
    assert contract.annotation.appinfo == ("<x/>y",)


def test_the_actual_type_of_a_member_is_read(read):
    note = (
        "<xs:annotation><xs:appinfo>"
        f'<ActualType Name="int" Namespace="{XS}" xmlns="{SERIALIZATION}"/></xs:appinfo>'
        "</xs:annotation>"
    )
    contract = read(sequence(f'<xs:element name="a" minOccurs="0" type="xs:anyType">{note}</xs:element>'))[t("A")]
    assert class_("A", member("a", INT)) == contract


@pytest.mark.parametrize(
    ("number", "base_type"),
    [(2**31 - 1, "int"), (2**31, "long"), (-(2**31) - 1, "long"), (2**63, "unsignedLong")],
)
def test_an_enumeration_without_an_actual_type_is_as_wide_as_its_numbers(number, base_type, read):
    contracts = read(
        '<xs:simpleType name="E"><xs:restriction base="xs:string"><xs:enumeration value="A"><xs:annotation><xs:appinfo>'
        f'<EnumerationValue xmlns="{SERIALIZATION}">{number}</EnumerationValue>'
        "</xs:appinfo></xs:annotation></xs:enumeration></xs:restriction></xs:simpleType>"
    )
    assert contracts[t("E")] == EnumDataContract(
        name=t("E"), members=(EnumMember(name="A", value=number),), base_type=QName(XS, base_type)
    )
    assert build_classes(contracts)["{urn:t}E"]


UNTAKEN = {
    "a required member of a reference": [class_("A", member("x", INT, is_required=True), is_reference=True)],
    "a reference over a base that is none": [class_("A"), class_("B", base=t("A"), is_reference=True)],
    "a struct that is a reference": [class_("A", is_reference=True, is_value_type=True)],
    "a number beyond its type": [
        EnumDataContract(name=t("E"), members=(EnumMember(name="A", value=256),), base_type=QName(XS, "unsignedByte"))
    ],
    "a collection of itself": [CollectionDataContract(name=t("A"), item_name="i", item_type=t("A"))],
}


@pytest.mark.parametrize("contracts", UNTAKEN.values(), ids=UNTAKEN)
def test_a_schema_of_types_that_no_serializer_takes_is_read_and_its_classes_are_refused(contracts, tmp_path):
    written = DataContractSet(contracts)
    write_schemas(written, tmp_path)
    assert written == read_schemas(tmp_path)
    with pytest.raises(InvalidDataContractError):
        contracts_of(build_classes(written))


def test_a_struct_from_which_a_type_is_derived_is_a_class(tmp_path):
    write_schemas(DataContractSet([class_("A", is_value_type=True), class_("B", base=t("A"))]), tmp_path)
    assert DataContractSet([class_("A"), class_("B", base=t("A"))]) == read_schemas(tmp_path)


def test_a_class_with_a_built_in_name_of_system_is_known(tmp_path):
    write(
        tmp_path / "s.xsd",
        sequence('<xs:element name="DateTime" type="xs:dateTime"/>', "DateTimeOffset") + sequence("", "Other"),
        clr_namespace("System"),
    )
    assert [DATE_TIME_OFFSET, QName(clr_namespace("System"), "Other")] == list(read_schemas(tmp_path).contracts)


def test_a_base_that_is_a_built_in_type_is_refused(read):
    with pytest.raises(SchemaError, match="is not a class"):
        read(
            complex_type('<xs:complexContent><xs:extension base="s:DateTimeOffset"/></xs:complexContent>'), strict=True
        )


def test_two_files_that_define_one_type_differently_are_refused(tmp_path):
    write(tmp_path / "a.xsd", sequence(""))
    write(tmp_path / "b.xsd", sequence(ANY_ELEMENT))
    with pytest.raises(SchemaError, match=r"b\.xsd:1: complexType A: it is defined otherwise in .*a\.xsd:1 "):
        read_schemas(tmp_path)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param('<xs:override schemaLocation="x.xsd"/>', id="XSD 1.1"),
        pytest.param('<xs:simpleType name="x"><xs:restriction/></xs:simpleType>', id="a restriction of nothing"),
    ],
)
def test_what_xmlschema_stumbles_over_is_our_error(body, read):
    with pytest.raises(SchemaError, match=r"t\.xsd:2: (?:override|simpleType x): the schema is faulty: "):
        read(body)


@pytest.mark.parametrize(
    "namespace", ["urn:{0}", "urn:}", "}", "{a}b", "urn:\x85", "\xa0urn:x", "urn:\"}'&<"], ids=ascii
)
def test_a_namespace_may_hold_what_xmlschema_cannot_read(namespace, tmp_path):
    name = QName(namespace, "Day")
    other = QName("urn:%7D", "Day")
    contracts = DataContractSet(
        [
            ClassDataContract(name=name, members=(member("Id", INT), member("Next", name, is_nillable=True))),
            ClassDataContract(name=other, base=name, members=(member("Day", name, is_nillable=True),)),
        ],
        [GlobalElement(name=name, type=name, is_nillable=True)],
    )
    write_schemas(contracts, tmp_path)
    assert contracts == read_schemas(tmp_path)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (
            "\n<xs:complexType name='A'/>\n<xs:foo/>\n<xs:complexType name='B'/>",
            "foo: Unexpected child with tag 'xs:foo'",
        ),
        ("\n<xs:complexType name='A'/>\n<y:foo xmlns:y='a}b'/>", "foo: Unexpected child with tag 'y:foo'"),
        (
            "<xs:complexType name='A'><!-- -->\n<xs:sequence/>\n<xs:sequence/></xs:complexType>",
            "complexType A: Unexpected child with tag 'xs:sequence'",
        ),
    ],
)
def test_what_may_not_stand_somewhere_is_told_where_it_stands(body, reason, read):
    with pytest.raises(SchemaError) as caught:
        read(body)
    assert str(caught.value).endswith(f"t.xsd:4: {reason}")


def test_white_space_around_a_name_does_not_count(read):
    contract = read(sequence('<xs:element name="a" minOccurs="0" type=" xs:int\n"/>'))[t("A")]
    assert class_("A", member("a", INT)) == contract


def test_the_whole_definition_of_a_type_that_holds_any_xml_is_kept(read):
    note = (
        "<xs:annotation><xs:documentation>See <b>this</b></xs:documentation><xs:appinfo>"
        '<x y="1"/></xs:appinfo></xs:annotation>'
    )
    contract = read(complex_type(f"{note}<xs:sequence><xs:any/></xs:sequence>"))[t("A")]
    assert (
        contract.schema
        == f'<xs:complexType xmlns:xs="{XS}" name="A">{note}<xs:sequence><xs:any/></xs:sequence></xs:complexType>'
    )


def test_reading_schemas_does_not_load_xmlschema_before_it_is_needed():
    code = "import sys, dcxml.xsd; sys.exit('xmlschema' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own code


@pytest.mark.parametrize("is_fixed", ["1", "true", "false"])
def test_a_facet_that_derived_types_may_not_change_stays_so_through_classes_and_export(is_fixed, read, tmp_path):
    contracts = read(restricted(f'<xs:minInclusive value="1"/><xs:maxInclusive value="3" fixed="{is_fixed}"/>'))
    expected = [False, is_fixed != "false"]
    assert expected == [facet.is_fixed for facet in contracts[t("S")].facets]
    declared = contracts_of(build_classes(contracts))
    assert contracts == declared
    write_schemas(declared, tmp_path / "written")
    again = read_schemas(tmp_path / "written")
    assert (contracts, expected) == (again, [facet.is_fixed for facet in again[t("S")].facets])


def test_a_fault_in_what_an_extension_makes_is_told_at_the_type(read):
    body = sequence('<xs:element name="a" minOccurs="0" type="xs:int"/>') + (
        '\n<xs:complexType name="B"><xs:complexContent><xs:extension base="t:A"><xs:choice><xs:any/></xs:choice>'
        "</xs:extension></xs:complexContent></xs:complexType>"
    )
    with pytest.raises(SchemaError, match=r"t\.xsd:3: complexType B: t:a and xs:any cannot be told apart"):
        read(body)
