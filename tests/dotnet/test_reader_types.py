"""What i:type may name, and where it is read at all.

Each table has what stands in the element and what .NET reads of it, which the runtime confirms.
"""

from __future__ import annotations

import math
from datetime import UTC
from decimal import Decimal
from uuid import UUID

import pytest

from dcxml import AnyValue, DateTime, DateTimeOffset, Duration, QName
from dcxml.qname import SERIALIZATION, XS
from support.reader_types import (
    PLAIN,
    REFUSED,
    B,
    Color,
    D,
    Other,
    Point,
    Thing,
    document,
    read_by_dcxml,
    read_by_dotnet,
)

GUID = "6f9619ff-8b86-d011-b42d-00c04fc964ff"
WHEN, MINUTES = "<y:DateTime>2020-01-01T00:00:00Z</y:DateTime>", "<y:OffsetMinutes>0</y:OffsetMinutes>"
MOMENT = DateTimeOffset(value=DateTime(2020, 1, 1, tzinfo=UTC), offset_minutes=0)
SECOND = Duration(seconds=1)


def long(number):
    return AnyValue(number, QName(XS, "long"))


# A member of class B; D is a known type derived from it, Other a known type that is not.
CLASSES = {
    "own B": ('<Base i:type="b:B"><b:a>1</b:a></Base>', {"base": B(a=1)}),
    "D": ('<Base i:type="d:D"><b:a>1</b:a><d:b>2</d:b></Base>', {"base": D(a=1, b=2)}),
    "spaced": ('<Base i:type=" d:D "/>', REFUSED),
    "spaced after": ('<Base i:type="d:D "/>', REFUSED),
    "unknown": ('<Base i:type="d:Unknown"/>', REFUSED),
    "nonexistent": ('<Base i:type="d:Nope"/>', REFUSED),
    "other": ('<Base i:type="o:Other"/>', REFUSED),
    "undecl": ('<Base i:type="n:D"/>', REFUSED),
    "default ns": ('<Base i:type="D"/>', REFUSED),
    "default ns D": ('<Base i:type="D" xmlns="urn:d"/>', {}),
    "xmlns empty": ('<t:Base xmlns="" i:type="D"/>', REFUSED),
    "empty": ('<Base i:type=""/>', {"base": B()}),
    "colon": ('<Base i:type=":D"/>', REFUSED),
    "trailing": ('<Base i:type="d:"/>', REFUSED),
    "two": ('<Base i:type="d:D:D"/>', REFUSED),
    "Point": ('<Base i:type="t:Point"><x>1</x></Base>', REFUSED),
    "Color": ('<Base i:type="t:Color">Red</Base>', REFUSED),
    "enum unknown": ('<Base i:type="t:Access">Read</Base>', REFUSED),
    "anyType": ('<Base i:type="x:anyType"/>', REFUSED),
    "anyType content": ('<Base i:type="x:anyType"><b:a>1</b:a></Base>', REFUSED),
    "int": ('<Base i:type="x:int">5</Base>', REFUSED),
    "list": ('<Base i:type="r:ArrayOfint"><r:int>5</r:int></Base>', REFUSED),
    "nil": ('<Base i:nil="true"/>', {}),
    "nil D": ('<Base i:nil="true" i:type="d:D"/>', {}),
    "nil unknown": ('<Base i:nil="true" i:type="d:Unknown"/>', {}),
    "nil nonexist": ('<Base i:nil="true" i:type="d:Nope"/>', {}),
    "nil undecl": ('<Base i:nil="true" i:type="n:Nope"/>', {}),
    "nil other": ('<Base i:nil="true" i:type="o:Other"/>', {}),
    "nil content": ('<Base i:nil="true"><b:a>1</b:a></Base>', {}),
    "nil text": ('<Base i:nil="true">text</Base>', {}),
    "nil bad content": ('<Base i:nil="true"><b:a>x</b:a></Base>', {}),
    "nil D content": ('<Base i:nil="true" i:type="d:D"><b:a>1</b:a></Base>', {}),
    "false": ('<Base i:nil="false"/>', {"base": B()}),
    "empty el": ("<Base/>", {"base": B()}),
    "spaces": ("<Base> </Base>", {"base": B()}),
    "text": ("<Base>t</Base>", REFUSED),
    "child": ("<Base><f:x/></Base>", {"base": B()}),
    "comment only": ("<Base><!--c--></Base>", {"base": B()}),
    "cdata empty": ("<Base><![CDATA[]]></Base>", {"base": B()}),
    "schemaLocation": ('<Base i:schemaLocation="a b"/>', {"base": B()}),
    "attr": ('<Base k="v"/>', {"base": B()}),
    "pi": ("<Base><?p?></Base>", REFUSED),
    "i other": ('<Base i:other="x"/>', {"base": B()}),
    "s other": ('<Base s:other="x"/>', {"base": B()}),
}


@pytest.mark.parametrize(("content", "expected"), CLASSES.values(), ids=CLASSES)
def test_reads_the_type_of_a_class(content, expected):
    assert expected == read_by_dcxml(document(content, Thing), Thing)


@pytest.mark.dotnet
@pytest.mark.parametrize(("content", "expected"), CLASSES.values(), ids=CLASSES)
def test_dotnet_reads_the_type_of_a_class(content, expected):
    assert expected == read_by_dotnet(document(content, Thing), Thing)


# A member of type object.
ANYTHING = {
    "D": ('<Any i:type="d:D"><b:a>1</b:a><d:b>2</d:b></Any>', {"any": D(a=1, b=2)}),
    "spaced": ('<Any i:type=" d:D "/>', REFUSED),
    "spaced after": ('<Any i:type="d:D "/>', REFUSED),
    "unknown": ('<Any i:type="d:Unknown"/>', REFUSED),
    "nonexistent": ('<Any i:type="d:Nope"/>', REFUSED),
    "other": ('<Any i:type="o:Other"/>', {"any": Other()}),
    "undecl": ('<Any i:type="n:D"/>', REFUSED),
    "default ns": ('<Any i:type="D"/>', REFUSED),
    "default ns D": ('<Any i:type="D" xmlns="urn:d"/>', {}),
    "xmlns empty": ('<t:Any xmlns="" i:type="D"/>', REFUSED),
    "empty": ('<Any i:type=""/>', {"any": PLAIN}),
    "colon": ('<Any i:type=":D"/>', REFUSED),
    "trailing": ('<Any i:type="d:"/>', REFUSED),
    "two": ('<Any i:type="d:D:D"/>', REFUSED),
    "Point": ('<Any i:type="t:Point"><x>1</x></Any>', {"any": Point(x=1)}),
    "Color": ('<Any i:type="t:Color">Red</Any>', {"any": Color.RED}),
    "anyType": ('<Any i:type="x:anyType"/>', {"any": PLAIN}),
    "anyType content": ('<Any i:type="x:anyType"><b:a>1</b:a></Any>', REFUSED),
    "int": ('<Any i:type="x:int">5</Any>', {"any": 5}),
    "nil": ('<Any i:nil="true"/>', {}),
    "nil D": ('<Any i:nil="true" i:type="d:D"/>', {}),
    "nil unknown": ('<Any i:nil="true" i:type="d:Unknown"/>', {}),
    "nil nonexist": ('<Any i:nil="true" i:type="d:Nope"/>', {}),
    "nil undecl": ('<Any i:nil="true" i:type="n:Nope"/>', {}),
    "nil other": ('<Any i:nil="true" i:type="o:Other"/>', {}),
    "nil content": ('<Any i:nil="true"><b:a>1</b:a></Any>', {}),
    "nil text": ('<Any i:nil="true">text</Any>', {}),
    "nil bad content": ('<Any i:nil="true"><b:a>x</b:a></Any>', {}),
    "nil D content": ('<Any i:nil="true" i:type="d:D"><b:a>1</b:a></Any>', {}),
    "false": ('<Any i:nil="false"/>', {"any": PLAIN}),
    "empty el": ("<Any/>", {"any": PLAIN}),
    "spaces": ("<Any> </Any>", {"any": PLAIN}),
    "text": ("<Any>t</Any>", REFUSED),
    "child": ("<Any><f:x/></Any>", REFUSED),
    "comment only": ("<Any><!--c--></Any>", {"any": PLAIN}),
    "cdata empty": ("<Any><![CDATA[]]></Any>", {"any": PLAIN}),
    "schemaLocation": ('<Any i:schemaLocation="a b"/>', {"any": PLAIN}),
    "attr": ('<Any k="v"/>', {"any": PLAIN}),
    "pi": ("<Any><?p?></Any>", REFUSED),
    "i other": ('<Any i:other="x"/>', {"any": PLAIN}),
    "s other": ('<Any s:other="x"/>', {"any": PLAIN}),
    "nil int": ('<Any i:type="x:int" i:nil="true"/>', {}),
    "nil string": ('<Any i:type="x:string" i:nil="true"/>', {}),
    "typed child": ('<Any i:type="x:int">5<f:x/></Any>', REFUSED),
    "string child": ('<Any i:type="x:string">5<f:x/></Any>', REFUSED),
}


@pytest.mark.parametrize(("content", "expected"), ANYTHING.values(), ids=ANYTHING)
def test_reads_the_type_of_an_object(content, expected):
    assert expected == read_by_dcxml(document(content, Thing), Thing)


@pytest.mark.dotnet
@pytest.mark.parametrize(("content", "expected"), ANYTHING.values(), ids=ANYTHING)
def test_dotnet_reads_the_type_of_an_object(content, expected):
    assert expected == read_by_dotnet(document(content, Thing), Thing)


# What the names of XML Schema and of the Serialization schema stand for in an object.
BUILT_INS = {
    "x:integer '5'": ('<Any i:type="x:integer">5</Any>', {"any": long(5)}),
    "x:integer '99999999999999999999'": ('<Any i:type="x:integer">99999999999999999999</Any>', REFUSED),
    "x:positiveInteger '5'": ('<Any i:type="x:positiveInteger">5</Any>', {"any": long(5)}),
    "x:positiveInteger '-5'": ('<Any i:type="x:positiveInteger">-5</Any>', {"any": long(-5)}),
    "x:nonNegativeInteger '-1'": ('<Any i:type="x:nonNegativeInteger">-1</Any>', {"any": long(-1)}),
    "x:negativeInteger '1'": ('<Any i:type="x:negativeInteger">1</Any>', {"any": long(1)}),
    "x:nonPositiveInteger '1'": ('<Any i:type="x:nonPositiveInteger">1</Any>', {"any": long(1)}),
    "x:date '2020-01-01'": ('<Any i:type="x:date">2020-01-01</Any>', {"any": "2020-01-01"}),
    "x:date 'garbage'": ('<Any i:type="x:date">garbage</Any>', {"any": "garbage"}),
    "x:time 'x'": ('<Any i:type="x:time">x</Any>', {"any": "x"}),
    "x:gYear 'x'": ('<Any i:type="x:gYear">x</Any>', {"any": "x"}),
    "x:gYearMonth 'x'": ('<Any i:type="x:gYearMonth">x</Any>', {"any": "x"}),
    "x:gMonth 'x'": ('<Any i:type="x:gMonth">x</Any>', {"any": "x"}),
    "x:gMonthDay 'x'": ('<Any i:type="x:gMonthDay">x</Any>', {"any": "x"}),
    "x:gDay 'x'": ('<Any i:type="x:gDay">x</Any>', {"any": "x"}),
    "x:hexBinary 'zz'": ('<Any i:type="x:hexBinary">zz</Any>', {"any": "zz"}),
    "x:token ' a  b '": ('<Any i:type="x:token"> a  b </Any>', {"any": " a  b "}),
    "x:normalizedString 'a&#10;b'": ('<Any i:type="x:normalizedString">a&#10;b</Any>', {"any": "a\nb"}),
    "x:language '??'": ('<Any i:type="x:language">??</Any>', {"any": "??"}),
    "x:Name '1'": ('<Any i:type="x:Name">1</Any>', {"any": "1"}),
    "x:NCName 'a:b'": ('<Any i:type="x:NCName">a:b</Any>', {"any": "a:b"}),
    "x:NMTOKEN 'a b'": ('<Any i:type="x:NMTOKEN">a b</Any>', {"any": "a b"}),
    "x:NMTOKENS ''": ('<Any i:type="x:NMTOKENS"></Any>', {"any": ""}),
    "x:ID '1'": ('<Any i:type="x:ID">1</Any>', {"any": "1"}),
    "x:IDREF ''": ('<Any i:type="x:IDREF"></Any>', {"any": ""}),
    "x:IDREFS ''": ('<Any i:type="x:IDREFS"></Any>', {"any": ""}),
    "x:ENTITY ''": ('<Any i:type="x:ENTITY"></Any>', {"any": ""}),
    "x:ENTITIES ''": ('<Any i:type="x:ENTITIES"></Any>', {"any": ""}),
    "x:NOTATION 'a'": ('<Any i:type="x:NOTATION">a</Any>', REFUSED),
    "x:duration 'PT1S'": ('<Any i:type="x:duration">PT1S</Any>', {"any": SECOND}),
    "x:duration 'x'": ('<Any i:type="x:duration">x</Any>', REFUSED),
    "x:dayTimeDuration 'PT1S'": ('<Any i:type="x:dayTimeDuration">PT1S</Any>', REFUSED),
    "x:anySimpleType 'x'": ('<Any i:type="x:anySimpleType">x</Any>', REFUSED),
    "x:guid": (f'<Any i:type="x:guid">{GUID}</Any>', REFUSED),
    "x:char '97'": ('<Any i:type="x:char">97</Any>', REFUSED),
    "x:QName 't:n'": ('<Any i:type="x:QName">t:n</Any>', {"any": QName(namespace="urn:t", name="n")}),
    "x:QName 'n'": ('<Any i:type="x:QName">n</Any>', {"any": QName(namespace="urn:t", name="n")}),
    "x:boolean '1'": ('<Any i:type="x:boolean">1</Any>', {"any": True}),
    "x:int ' 5 '": ('<Any i:type="x:int"> 5 </Any>', {"any": 5}),
    "x:int ''": ('<Any i:type="x:int"></Any>', REFUSED),
    "x:string ''": ('<Any i:type="x:string"></Any>', {"any": ""}),
    "x:decimal '1.50'": ('<Any i:type="x:decimal">1.50</Any>', {"any": Decimal("1.50")}),
    "x:base64Binary 'AQ=='": ('<Any i:type="x:base64Binary">AQ==</Any>', {"any": b"\x01"}),
    "x:anyURI ''": ('<Any i:type="x:anyURI"></Any>', {"any": AnyValue("", type=QName(XS, "anyURI"))}),
    "x:float '1'": ('<Any i:type="x:float">1</Any>', {"any": AnyValue(1.0, type=QName(XS, "float"))}),
    "x:double 'INF'": ('<Any i:type="x:double">INF</Any>', {"any": math.inf}),
    "x:dateTime '2020-01-01T00:00:00'": (
        '<Any i:type="x:dateTime">2020-01-01T00:00:00</Any>',
        {"any": DateTime(2020, 1, 1, 0, 0)},
    ),
    "x:byte '200'": ('<Any i:type="x:byte">200</Any>', REFUSED),
    "x:unsignedByte '200'": (
        '<Any i:type="x:unsignedByte">200</Any>',
        {"any": AnyValue(200, type=QName(XS, "unsignedByte"))},
    ),
    "x:error 'x'": ('<Any i:type="x:error">x</Any>', REFUSED),
    "s:guid": (f'<Any i:type="s:guid">{GUID}</Any>', {"any": UUID(GUID)}),
    "s:char '97'": ('<Any i:type="s:char">97</Any>', {"any": AnyValue("a", type=QName(SERIALIZATION, "char"))}),
    "s:duration 'PT1S'": ('<Any i:type="s:duration">PT1S</Any>', {"any": SECOND}),
    "s:int '5'": ('<Any i:type="s:int">5</Any>', REFUSED),
    "s:string 'x'": ('<Any i:type="s:string">x</Any>', REFUSED),
    "s:anyType ''": ('<Any i:type="s:anyType"></Any>', REFUSED),
    "s:anyURI 'x'": ('<Any i:type="s:anyURI">x</Any>', REFUSED),
}


@pytest.mark.parametrize(("content", "expected"), BUILT_INS.values(), ids=BUILT_INS)
def test_reads_a_built_in_type_in_an_object(content, expected):
    assert expected == read_by_dcxml(document(content, Thing), Thing)


@pytest.mark.dotnet
@pytest.mark.parametrize(("content", "expected"), BUILT_INS.values(), ids=BUILT_INS)
def test_dotnet_reads_a_built_in_type_in_an_object(content, expected):
    assert expected == read_by_dotnet(document(content, Thing), Thing)


# A struct, one in a Nullable, and DateTimeOffset, which is one of the framework.
STRUCTS = {
    "Point own B": ('<Point i:type="b:B"><b:a>1</b:a></Point>', REFUSED),
    "Point D": ('<Point i:type="d:D"><b:a>1</b:a><d:b>2</d:b></Point>', REFUSED),
    "Point unknown": ('<Point i:type="d:Unknown"/>', REFUSED),
    "Point empty": ('<Point i:type=""/>', {}),
    "Point Point": ('<Point i:type="t:Point"><x>1</x></Point>', {"point": Point(x=1)}),
    "Point nil": ('<Point i:nil="true"/>', REFUSED),
    "Point nil D": ('<Point i:nil="true" i:type="d:D"/>', REFUSED),
    "Point nil other": ('<Point i:nil="true" i:type="o:Other"/>', REFUSED),
    "Point false": ('<Point i:nil="false"/>', {}),
    "Point text": ("<Point>t</Point>", REFUSED),
    "MaybePoint D": ('<MaybePoint i:type="d:D"><b:a>1</b:a><d:b>2</d:b></MaybePoint>', REFUSED),
    "MaybePoint empty": ('<MaybePoint i:type=""/>', {"maybe_point": Point()}),
    "MaybePoint Point": ('<MaybePoint i:type="t:Point"><x>1</x></MaybePoint>', {"maybe_point": Point(x=1)}),
    "MaybePoint nil": ('<MaybePoint i:nil="true"/>', {}),
    "MaybePoint empty el": ("<MaybePoint/>", {"maybe_point": Point()}),
    "Offset ok": (f"<Offset>{WHEN}{MINUTES}</Offset>", {"offset": MOMENT}),
    "Offset foreign": (f"<Offset><f:x/>{WHEN}<f:x/>{MINUTES}<f:x/></Offset>", {"offset": MOMENT}),
    "Offset no minutes": (f"<Offset>{WHEN}</Offset>", REFUSED),
    "Offset order": (f"<Offset>{MINUTES}{WHEN}</Offset>", REFUSED),
}


@pytest.mark.parametrize(("content", "expected"), STRUCTS.values(), ids=STRUCTS)
def test_reads_structs(content, expected):
    assert expected == read_by_dcxml(document(content, Thing), Thing)


@pytest.mark.dotnet
@pytest.mark.parametrize(("content", "expected"), STRUCTS.values(), ids=STRUCTS)
def test_dotnet_reads_structs(content, expected):
    assert expected == read_by_dotnet(document(content, Thing), Thing)
