"""Every written case printed by .NET, through the codec: read back, and written again as the same bytes.

What value .NET wrote is judged where the primitive table is tested; here it is the writing, of either dialect and as
a root: escapes, nil, i:type, items, prefixes.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

import dcxml
from dcxml import (
    AnyURI,
    Byte,
    Char,
    DataContractEnum,
    DateTime,
    DateTimeOffset,
    Dialect,
    Double,
    Duration,
    EncodeError,
    FixedOffset,
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
from dcxml.qname import XSI, clr_namespace

CASES = [
    case
    for line in (Path(__file__).parents[1] / "data" / "dotnet-cases.jsonl").read_text("utf-8").split("\n")
    if line and (case := json.loads(line))["kind"] == "write-primitive"
]


@data_contract(name="DayOfWeek", namespace=clr_namespace("System"))
class DayOfWeek(DataContractEnum):
    SUNDAY = enum_member("Sunday")
    MONDAY = enum_member("Monday")


ITEMS = {
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
    "DateTime": DateTime,
    "DateTimeOffset": DateTimeOffset,
    "TimeSpan": Duration,
    "Guid": UUID,
    "DayOfWeek": DayOfWeek,
    "String": str | None,
    "Uri": AnyURI | None,
    "Byte[]": bytes | None,
    "XmlQualifiedName": QName | None,
    "Object": object | None,
    "ValueType": object | None,
    "IComparable": object | None,
}
NULLABLE = {
    "anyType": object,
    "int": Int,
    "boolean": bool,
    "guid": UUID,
    "char": Char,
    "decimal": Decimal,
    "dateTime": DateTime,
    "duration": Duration,
    "DateTimeOffset": DateTimeOffset,
    "double": Double,
    "DayOfWeek": DayOfWeek,
}
"""The types of Nullable`1, by the name of the root."""


def annotation_of(case):
    clr_type = case["clr_type"]
    if clr_type == "Nullable`1":
        return NULLABLE[case["text_as_root"][1:].split(" ")[0]] | None
    if clr_type == "Nullable`1[]":
        return list[Int | None] | None
    if clr_type.endswith("[]") and clr_type != "Byte[]":
        return list[ITEMS[clr_type.removesuffix("[]")]] | None
    return ITEMS.get(clr_type)


def holder_of(annotation):
    class Holder:
        v: annotation = data_member("V", default=None)

    Holder.__annotations__ = {"v": annotation}
    return data_contract(name="Holder", namespace="")(Holder)


NOON = DateTimeOffset.from_datetime(DateTime(2020, 1, 1, 12, tzinfo=FixedOffset(0)))


def in_holder(element):
    return f'<Holder xmlns:i="{XSI}">{element}</Holder>'


def is_refused(case):
    """Types that .NET knows only by ``KnownType``, and characters that are none of XML 1.0."""
    return case["xmlwriter"].startswith("EXC ")


WRITTEN = [case for case in CASES if not is_refused(case)]
ROOTS = [case for case in WRITTEN if case["clr_type"] != "ValueType"]  # Python has no root of that CLR type
HOLDERS = {id(case): holder_of(annotation_of(case)) for case in WRITTEN}


def _id(case):
    return f"{case['clr_type']} {case['value']!r}"[:60]


@pytest.mark.parametrize("case", WRITTEN, ids=_id)
def test_a_member_is_written_as_dotnet_writes_it(case):
    value = dcxml.loads(in_holder(case["text"]), HOLDERS[id(case)], mode="dotnet")
    # XmlWriter turns a carriage return into a line feed: lost there, a reference here.
    xmlwriter = case["text"] if "&#xD;" in case["text"] else case["xmlwriter"]
    assert in_holder(case["text"]) == dcxml.dumps(value, dialect=Dialect.TEXT).decode()
    assert in_holder(xmlwriter) == dcxml.dumps(value).decode()


@pytest.mark.parametrize("case", ROOTS, ids=_id)
def test_a_root_is_written_as_dotnet_writes_it(case):
    annotation = annotation_of(case)
    value = dcxml.loads(case["text_as_root"], annotation, mode="dotnet")
    assert case["text_as_root"] == dcxml.dumps(value, annotation, dialect=Dialect.TEXT).decode()


def test_every_case_is_judged():
    assert 237 == len(CASES)
    assert 219 == len(WRITTEN)
    assert 7 == sum(is_refused(case) and case["clr_type"] == "String" for case in CASES)
    unknown = [case for case in CASES if "is not expected. Add any types not known statically" in case["text"]]
    assert 11 == len(unknown)
    assert {"Object", "Array", "Enum"} == {case["clr_type"] for case in unknown}


@pytest.mark.parametrize("value", [[1], {"a": 1}, DayOfWeek.MONDAY, NOON], ids=repr)
def test_an_object_holds_no_type_that_is_not_known(value):
    with pytest.raises(EncodeError, match="V: "):
        dcxml.dumps(holder_of(object | None)(v=value))
