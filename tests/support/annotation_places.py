"""The places where XML Schema 1.0 allows ``xs:annotation``: a schema with each, and where the text is written again."""

from __future__ import annotations

from typing import Final

from dcxml.qname import SERIALIZATION, XS

__all__ = ["HEAD", "PLACES"]

HEAD = (
    f'<xs:schema xmlns:xs="{XS}" xmlns:t="urn:t" xmlns:ser="{SERIALIZATION}" targetNamespace="urn:t"'
    ' elementFormDefault="qualified">'
)
ELEMENT = '<xs:element name="a" minOccurs="0" type="xs:int"/>'
SEQUENCE = f"<xs:sequence>{ELEMENT}</xs:sequence>"
IMPORT = f'<xs:import namespace="{SERIALIZATION}"/>'
BASE = (
    '<xs:complexType name="B"><xs:sequence><xs:element name="b" minOccurs="0" type="xs:int"/></xs:sequence>'
    "</xs:complexType>"
)


def named(content: str) -> str:
    return f'<xs:complexType name="A">{content}</xs:complexType>'


def simple(content: str) -> str:
    return f'<xs:simpleType name="A">{content}</xs:simpleType>'


def keyed(identities: str) -> str:
    return f'<xs:element name="E" type="t:A">{identities}</xs:element>{named(SEQUENCE)}'


def listed(item: str) -> str:
    return named(f"<xs:sequence>{item}</xs:sequence>")


def dictionary(item: str = "", entry: str = "", sequence: str = "", key: str = "", value: str = "") -> str:
    return named(
        f'<xs:annotation><xs:appinfo><IsDictionary xmlns="{SERIALIZATION}">true</IsDictionary></xs:appinfo>'
        '</xs:annotation><xs:sequence><xs:element minOccurs="0" maxOccurs="unbounded" name="I">'
        f"{item}<xs:complexType>{entry}<xs:sequence>{sequence}"
        f'<xs:element name="K" type="xs:int">{key}</xs:element><xs:element name="V" type="xs:int">{value}</xs:element>'
        "</xs:sequence></xs:complexType></xs:element></xs:sequence>"
    )


PLACES: Final = {
    "a schema": (f"@{IMPORT}{named(SEQUENCE)}", ""),
    "a schema, before a component": (f"{named(SEQUENCE)}@", ""),
    "an import": (f'<xs:import namespace="{SERIALIZATION}">@</xs:import>{named(SEQUENCE)}', "import"),
    "a global element": ('<xs:element name="E" type="xs:int">@</xs:element>', "element E"),
    "a type's own element": (
        f'{named(SEQUENCE)}<xs:element name="A" nillable="true" type="t:A">@</xs:element>',
        "element A",
    ),
    "an element of a type of its own": (
        f'<xs:element name="A">@<xs:complexType>{SEQUENCE}</xs:complexType></xs:element>',
        "element A",
    ),
    "the type inside an element": (
        f'<xs:element name="A"><xs:complexType>@{SEQUENCE}</xs:complexType></xs:element>',
        "complexType A",
    ),
    "a complex type": (named(f"@{SEQUENCE}"), "complexType A"),
    "a sequence": (named(f"<xs:sequence>@{ELEMENT}</xs:sequence>"), "complexType A/sequence"),
    "a sequence in one": (
        named(f"<xs:sequence><xs:sequence>@{ELEMENT}</xs:sequence></xs:sequence>"),
        "complexType A/sequence",
    ),
    "an empty sequence": (named("<xs:sequence>@</xs:sequence>"), "complexType A/sequence"),
    "a local element": (
        named('<xs:sequence><xs:element name="a" type="xs:int">@</xs:element></xs:sequence>'),
        "complexType A/sequence/element a",
    ),
    "an element never": (
        named(
            '<xs:sequence><xs:element name="a" type="xs:int" minOccurs="0" maxOccurs="0">@</xs:element></xs:sequence>'
        ),
        "complexType A/sequence",
    ),
    "a reference to an element": (
        named('<xs:sequence><xs:element ref="t:E">@</xs:element></xs:sequence>')
        + '<xs:element name="E" type="xs:int"/>',
        "complexType A/sequence/element E",
    ),
    "a complex content": (
        named(f'<xs:complexContent>@<xs:extension base="t:B">{SEQUENCE}</xs:extension></xs:complexContent>') + BASE,
        "complexType A/complexContent",
    ),
    "an extension": (
        named(f'<xs:complexContent><xs:extension base="t:B">@{SEQUENCE}</xs:extension></xs:complexContent>') + BASE,
        "complexType A/complexContent/extension",
    ),
    "a sequence of an extension": (
        named(
            f'<xs:complexContent><xs:extension base="t:B"><xs:sequence>@{ELEMENT}</xs:sequence></xs:extension>'
            "</xs:complexContent>"
        )
        + BASE,
        "complexType A/complexContent/extension/sequence",
    ),
    "a restriction of any type": (
        named(f'<xs:complexContent><xs:restriction base="xs:anyType">@{SEQUENCE}</xs:restriction></xs:complexContent>'),
        "complexType A",
    ),
    "a restriction of a class": (
        named('<xs:complexContent><xs:restriction base="t:B">@<xs:sequence/></xs:restriction></xs:complexContent>')
        + BASE,
        "complexType A/complexContent/restriction",
    ),
    "a group that is referred to": (
        named('<xs:group ref="t:G"/>') + f'<xs:group name="G">@{SEQUENCE}</xs:group>',
        "complexType A",
    ),
    "the sequence of a group": (
        named('<xs:group ref="t:G"/>') + f'<xs:group name="G"><xs:sequence>@{ELEMENT}</xs:sequence></xs:group>',
        "complexType A/sequence",
    ),
    "a reference to a group": (
        named('<xs:group ref="t:G">@</xs:group>') + f'<xs:group name="G">{SEQUENCE}</xs:group>',
        "complexType A",
    ),
    "a reference to an attribute": (
        named(f'{SEQUENCE}<xs:attribute ref="ser:Id">@</xs:attribute><xs:attribute ref="ser:Ref"/>').join((IMPORT, "")),
        "complexType A",
    ),
    "a choice": (named(f"<xs:choice>@{ELEMENT}</xs:choice>"), "complexType A/choice"),
    "all": (named(f"<xs:all>@{ELEMENT}</xs:all>"), "complexType A/all"),
    "an any": (
        named(f"<xs:sequence>{ELEMENT}<xs:any namespace='##other'>@</xs:any></xs:sequence>"),
        "complexType A/sequence/any",
    ),
    "an attribute": (
        named(f'{SEQUENCE}<xs:attribute name="x" type="xs:int">@</xs:attribute>'),
        "complexType A/attribute x",
    ),
    "any attribute": (named(f"{SEQUENCE}<xs:anyAttribute>@</xs:anyAttribute>"), "complexType A/anyAttribute"),
    "a global attribute": (
        named(f'{SEQUENCE}<xs:attribute ref="t:x"/>') + '<xs:attribute name="x" type="xs:int">@</xs:attribute>',
        "attribute x",
    ),
    "an attribute group": (
        named(f'{SEQUENCE}<xs:attributeGroup ref="t:G"/><xs:attribute name="y"/>')
        + '<xs:attributeGroup name="G">@<xs:attribute name="x"/></xs:attributeGroup>',
        "attributeGroup G",
    ),
    "a reference to an attribute group": (
        named(f'{SEQUENCE}<xs:attributeGroup ref="t:G">@</xs:attributeGroup><xs:attribute name="y"/>')
        + '<xs:attributeGroup name="G"><xs:attribute name="x"/></xs:attributeGroup>',
        "complexType A/attributeGroup",
    ),
    "a group with a choice": (
        named('<xs:group ref="t:G"/>') + f'<xs:group name="G">@<xs:choice>{ELEMENT}</xs:choice></xs:group>',
        "group G",
    ),
    "a simple content": (
        named('<xs:simpleContent>@<xs:extension base="xs:int"/></xs:simpleContent>'),
        "complexType A/simpleContent",
    ),
    "an extension of a simple type": (
        named('<xs:simpleContent><xs:extension base="xs:int">@</xs:extension></xs:simpleContent>'),
        "complexType A/simpleContent/extension",
    ),
    "a notation": (
        named(f"{SEQUENCE}<xs:anyAttribute/>") + '<xs:notation name="N" public="p">@</xs:notation>',
        "notation N",
    ),
    "a key": (keyed('<xs:key name="K">@<xs:selector xpath="a"/><xs:field xpath="b"/></xs:key>'), "element E/key K"),
    "a selector": (
        keyed('<xs:unique name="K"><xs:selector xpath="a">@</xs:selector><xs:field xpath="b"/></xs:unique>'),
        "element E/unique K/selector",
    ),
    "a field": (
        keyed('<xs:unique name="K"><xs:selector xpath="a"/><xs:field xpath="b">@</xs:field></xs:unique>'),
        "element E/unique K/field",
    ),
    "a reference to a key": (
        keyed(
            '<xs:key name="K"><xs:selector xpath="a"/><xs:field xpath="b"/></xs:key>'
            '<xs:keyref name="R" refer="t:K">@<xs:selector xpath="a"/><xs:field xpath="b"/></xs:keyref>'
        ),
        "element E/keyref R",
    ),
    "a key of a local element": (
        named(
            '<xs:sequence><xs:element name="a" type="xs:int"><xs:unique name="K">@<xs:selector xpath="a"/>'
            '<xs:field xpath="b"/></xs:unique></xs:element></xs:sequence>'
        ),
        "complexType A/sequence/element a",
    ),
    "a simple type": (simple('@<xs:restriction base="xs:int"/>'), "simpleType A"),
    "a restriction": (
        simple('<xs:restriction base="xs:int">@<xs:minInclusive value="1"/></xs:restriction>'),
        "simpleType A/restriction",
    ),
    **{
        f"the facet {facet}": (
            simple(f'<xs:restriction base="xs:{base}"><xs:{facet} value="{value}">@</xs:{facet}></xs:restriction>'),
            f"simpleType A/restriction/{facet}",
        )
        for base, facet, value in (
            *(("string", "length", "3"), ("string", "minLength", "3"), ("string", "maxLength", "3")),
            *(("string", "pattern", "a+"), ("string", "whiteSpace", "collapse"), ("int", "enumeration", "3")),
            *(("int", "minInclusive", "3"), ("int", "maxInclusive", "3"), ("int", "minExclusive", "3")),
            *(("int", "maxExclusive", "3"), ("int", "totalDigits", "3"), ("decimal", "fractionDigits", "3")),
        )
    },
    "a type of no name in a member": (
        named(
            '<xs:sequence><xs:element name="a"><xs:simpleType>@<xs:restriction base="xs:int">'
            '<xs:minInclusive value="1"/></xs:restriction></xs:simpleType></xs:element></xs:sequence>'
        ),
        "complexType A/sequence/element a/simpleType",
    ),
    "a facet of a type of no name": (
        named(
            '<xs:sequence><xs:element name="a"><xs:simpleType><xs:restriction base="xs:int">'
            '<xs:minInclusive value="1">@</xs:minInclusive></xs:restriction></xs:simpleType></xs:element></xs:sequence>'
        ),
        "complexType A/sequence/element a/simpleType/restriction/minInclusive",
    ),
    "a type of no name that adds nothing": (
        named(
            '<xs:sequence><xs:element name="a"><xs:simpleType><xs:restriction base="xs:int">@</xs:restriction>'
            "</xs:simpleType></xs:element></xs:sequence>"
        ),
        "complexType A/sequence/element a",
    ),
    "the base of no name": (
        simple(
            '<xs:restriction><xs:simpleType><xs:restriction base="xs:int">@</xs:restriction></xs:simpleType>'
            '<xs:minInclusive value="1"/></xs:restriction>'
        ),
        "simpleType A/restriction",
    ),
    "a union": (simple('<xs:union memberTypes="xs:int xs:date">@</xs:union>'), "simpleType A/union"),
    "a list of numbers": (simple('<xs:list itemType="xs:int">@</xs:list>'), "simpleType A/list"),
    "the restriction of an enumeration": (
        simple('<xs:restriction base="xs:string">@<xs:enumeration value="x"/></xs:restriction>'),
        "simpleType A/restriction",
    ),
    "a value": (
        simple('<xs:restriction base="xs:string"><xs:enumeration value="x">@</xs:enumeration></xs:restriction>'),
        "simpleType A/restriction/enumeration",
    ),
    "a value told twice": (
        simple(
            '<xs:restriction base="xs:string"><xs:enumeration value="x"/><xs:enumeration value="x">@</xs:enumeration>'
            "</xs:restriction>"
        ),
        "simpleType A/restriction/enumeration",
    ),
    **{
        f"flags, {name}": (
            simple(
                f"<xs:list>{one}<xs:simpleType>{two}<xs:restriction base='xs:string'>{three}"
                f'<xs:enumeration value="x">{four}</xs:enumeration></xs:restriction></xs:simpleType></xs:list>'
            ),
            f"simpleType A/list{place}",
        )
        for name, place, (one, two, three, four) in (
            ("the list", "", ("@", "", "", "")),
            ("the type", "/simpleType", ("", "@", "", "")),
            ("the restriction", "/simpleType/restriction", ("", "", "@", "")),
            ("a value", "/simpleType/restriction/enumeration", ("", "", "", "@")),
        )
    },
    "the sequence of a list": (
        listed('@<xs:element name="I" type="xs:int" maxOccurs="unbounded"/>'),
        "complexType A/sequence",
    ),
    "the item of a list": (
        listed('<xs:element name="I" type="xs:int" maxOccurs="unbounded">@</xs:element>'),
        "complexType A/sequence/element I",
    ),
    "the item's element of a list": (
        listed('<xs:element ref="t:I" maxOccurs="unbounded"/>') + '<xs:element name="I" type="xs:int">@</xs:element>',
        "complexType A/sequence/element I",
    ),
    "the item's type of a list": (
        listed(f'<xs:element name="I" maxOccurs="unbounded"><xs:complexType>@{SEQUENCE}</xs:complexType></xs:element>'),
        "complexType I",
    ),
    "the item of a dictionary": (dictionary(item="@"), "complexType A/sequence/element I"),
    "the entry of a dictionary": (dictionary(entry="@"), "complexType A/sequence/element I/complexType"),
    "the entry's sequence": (dictionary(sequence="@"), "complexType A/sequence/element I/complexType/sequence"),
    "a key of a dictionary": (dictionary(key="@"), "complexType A/sequence/element I/complexType/sequence/element K"),
    "a value of a dictionary": (
        dictionary(value="@"),
        "complexType A/sequence/element I/complexType/sequence/element V",
    ),
    "what holds any XML": (
        named(
            '<xs:sequence><xs:element name="a" minOccurs="0"><xs:complexType>@<xs:sequence><xs:any minOccurs="0"'
            ' processContents="lax"/></xs:sequence></xs:complexType></xs:element></xs:sequence>'
        ),
        "complexType A/sequence/element a",
    ),
    "a type without a schema": (
        named('<xs:sequence>@<xs:element ref="xs:schema"/><xs:any/></xs:sequence>'),
        "complexType A/sequence",
    ),
    "the entries of an ISerializable": (
        IMPORT
        + named(
            '<xs:sequence><xs:any minOccurs="0" maxOccurs="unbounded" namespace="##local" processContents="skip">@'
            '</xs:any></xs:sequence><xs:attribute ref="ser:FactoryType"/>'
        ),
        "complexType A/sequence",
    ),
}
"""What is in the schema, ``@`` where the annotation stands, and the place in the exported schema."""
