"""Every reading case printed by .NET, through the codec in ``mode="dotnet"``: the same verdict."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

import dcxml
from dcxml import (
    AnyURI,
    AnyValue,
    Byte,
    Char,
    DataContractEnum,
    DateTime,
    DateTimeOffset,
    DecodeError,
    Double,
    Duration,
    Float,
    Int,
    Long,
    QName,
    Short,
    UnsignedByte,
    UnsignedInt,
    UnsignedLong,
    UnsignedShort,
    data_contract,
    data_member,
    enum_member,
)
from dcxml.qname import ARRAYS, SERIALIZATION, XS, XSI, clr_namespace

CASES = [
    case
    for line in (Path(__file__).parents[1] / "data" / "dotnet-cases.jsonl").read_text("utf-8").split("\n")
    if line and (case := json.loads(line))["kind"] == "read-primitive"
]


@data_contract(name="DayOfWeek", namespace=clr_namespace("System"))
class DayOfWeek(DataContractEnum):
    SUNDAY = enum_member("Sunday")
    MONDAY = enum_member("Monday")
    FRIDAY = enum_member("Friday", 5)


ANNOTATIONS = {
    "Boolean": bool,
    "SByte": Byte,
    "Byte": UnsignedByte,
    "Int16": Short,
    "UInt16": UnsignedShort,
    "Int32": Int,
    "UInt32": UnsignedInt,
    "Int64": Long,
    "UInt64": UnsignedLong,
    "Single": Float,
    "Double": Double,
    "Decimal": Decimal,
    "Char": Char,
    "String": str | None,
    "DateTime": DateTime,
    "DateTimeOffset": DateTimeOffset,
    "TimeSpan": Duration,
    "Guid": UUID,
    "Uri": AnyURI | None,
    "Byte[]": bytes | None,
    "XmlQualifiedName": QName | None,
    "Object": object | None,
    "DayOfWeek": DayOfWeek,
    "Int32[]": list[Int] | None,
    "String[]": list[str | None] | None,
    "Nullable`1": Int | None,
}


def make_holder(annotation):
    class Holder:
        v: annotation = data_member("V", default=None)

    Holder.__annotations__ = {"v": annotation}
    return data_contract(name="Holder", namespace="")(Holder)


HOLDERS = {clr_type: make_holder(annotation) for clr_type, annotation in ANNOTATIONS.items()}
SCOPE = (
    f'xmlns:i="{XSI}" xmlns:x="{XS}" xmlns:z="{SERIALIZATION}" xmlns:a="{ARRAYS}" xmlns:q="urn:q"'
    f' xmlns:s="{clr_namespace("System")}"'
)


def read(case):
    return dcxml.loads(f"<Holder {SCOPE}>{case['element']}</Holder>", HOLDERS[case["clr_type"]], mode="dotnet").v


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['clr_type']} {case['element']}"[:60])
def test_the_verdict_is_dotnets(case):
    if case["ok"]:
        read(case)
    else:
        with pytest.raises(DecodeError):
            read(case)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['clr_type']} {case['element']}"[:60])
def test_the_verdict_and_the_value_are_the_same_beside_a_character_that_xml_does_not_have(case):
    def read_beside(text):
        document = f"<Holder {SCOPE}>{case['element']}<Zz>{text}</Zz></Holder>"
        return dcxml.loads(document, HOLDERS[case["clr_type"]], mode="dotnet", unknown="ignore")

    if case["ok"]:
        assert repr(read_beside("a")) == repr(read_beside("&#x1;"))
    else:
        with pytest.raises(DecodeError) as with_reference:
            read_beside("&#x1;")
        with pytest.raises(DecodeError) as without:
            read_beside("a")
        assert str(without.value) == str(with_reference.value)


def test_every_case_is_judged():
    assert 371 == len(CASES)
    assert 236 == sum(case["ok"] for case in CASES)


VALUES = {
    "<V i:type='x:int'>5</V>": 5,
    "<V i:type='x:string'/>": "",
    "<V i:type='z:char'>99</V>": AnyValue("c", QName(SERIALIZATION, "char")),
    "<V i:type='z:duration'>PT1S</V>": Duration(seconds=1),
    "<V i:type='x:duration'>PT1S</V>": AnyValue(Duration(seconds=1), QName(XS, "duration")),
    "<V i:type='x:date'>2020-01-01</V>": AnyValue("2020-01-01", QName(XS, "date")),
    "<V i:type='x:integer'>5</V>": AnyValue(5, QName(XS, "integer")),
    "<V i:type='x:token'> a  b </V>": AnyValue(" a  b ", QName(XS, "token")),
    "<V i:type='x:QName'>q:n</V>": QName("urn:q", "n"),
    "<V i:type='x:float'>5</V>": AnyValue(5.0, QName(XS, "float")),
    "<V i:type='x:decimal'>5</V>": Decimal(5),
    "<V i:type='x:anyType'/>": AnyValue(None, QName(XS, "anyType")),
    "<V/>": AnyValue(None, QName(XS, "anyType")),
}


@pytest.mark.parametrize("element", VALUES)
def test_an_object_holds_what_its_type_says(element):
    assert VALUES[element] == read({"clr_type": "Object", "element": element})


ITEMS = {
    ("Int32[]", "<V/>"): [],
    ("Int32[]", "<V i:nil='true'/>"): None,
    ("Int32[]", "<V><a:int>1</a:int> <!-- c --> <a:int>2</a:int></V>"): [1, 2],
    ("String[]", "<V><a:string>a</a:string><a:int>1</a:int><a:string i:nil='true'/><a:string/></V>"): ["a", None, ""],
}


@pytest.mark.parametrize(("clr_type", "element"), ITEMS)
def test_a_collection_holds_what_dotnet_reads(clr_type, element):
    assert ITEMS[clr_type, element] == read({"clr_type": clr_type, "element": element})
