"""Which Arrow type each type of the contracts has, by default and by choice; what the choices refuse."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

import pyarrow as pa
import pytest

import dcxml
from dcxml import (
    AnyURI,
    Base64Binary,
    Boolean,
    Byte,
    Char,
    DateTime,
    DateTimeOffset,
    DBNullType,
    Double,
    Duration,
    FixedOffset,
    Float,
    Guid,
    Int,
    KeyValuePair,
    Long,
    QName,
    Short,
    String,
    TableError,
    UnsignedByte,
    UnsignedInt,
    UnsignedLong,
    UnsignedShort,
    XmlElement,
    data_contract,
    data_member,
)
from dcxml.arrow import SPARK, ColumnTypes, from_table, schema, to_table
from dcxml.lexical.zone import UTC
from support.every_type import Access, Color, Leaf, Node, Point, State

TIME = pa.struct([("time", pa.timestamp("us")), ("tick", pa.int8()), ("zone", pa.string())])
SPAN = pa.struct([("span", pa.duration("us")), ("tick", pa.int8())])
MOMENT = pa.struct([("moment", pa.timestamp("us", tz="UTC")), ("tick", pa.int8()), ("offset_minutes", pa.int16())])
ABSENT = ("_absent", pa.list_(pa.string()))
POINT = pa.struct([("x", pa.int32()), ("y", pa.float64())])
DEFAULT = {
    Boolean: pa.bool_(),
    Byte: pa.int8(),
    UnsignedByte: pa.uint8(),
    Short: pa.int16(),
    UnsignedShort: pa.uint16(),
    Int: pa.int32(),
    UnsignedInt: pa.uint32(),
    Long: pa.int64(),
    UnsignedLong: pa.uint64(),
    Float: pa.float32(),
    Double: pa.float64(),
    Decimal: pa.string(),
    String: pa.string(),
    AnyURI: pa.string(),
    Base64Binary: pa.binary(),
    QName: pa.string(),
    Char: pa.uint16(),
    Guid: pa.string(),
    DateTime: TIME,
    Duration: SPAN,
    DateTimeOffset: MOMENT,
    DBNullType: pa.bool_(),
    Any: pa.string(),
    XmlElement: pa.string(),
    Color: pa.dictionary(pa.int32(), pa.string()),
    State: pa.string(),
    Access: pa.string(),
    list[Int]: pa.list_(pa.int32()),
    list[list[Int | None] | None]: pa.list_(pa.list_(pa.int32())),
    dict[str, Point]: pa.map_(pa.string(), POINT),
    dict[Point, Color]: pa.map_(POINT, pa.dictionary(pa.int32(), pa.string())),
}
WIDENED = {
    UnsignedByte: pa.int16(),
    UnsignedShort: pa.int32(),
    UnsignedInt: pa.int64(),
    UnsignedLong: pa.decimal128(20, 0),
    Char: pa.int32(),
    Color: pa.string(),
}


@pytest.mark.parametrize(("annotation", "expected"), DEFAULT.items(), ids=map(str, DEFAULT))
def test_the_type_of_a_column(annotation, expected):
    assert [pa.field("value", expected)] == list(schema(annotation))


@pytest.mark.parametrize(("annotation", "expected"), WIDENED.items(), ids=map(str, WIDENED))
def test_the_type_of_a_column_for_spark(annotation, expected):
    assert [pa.field("value", expected)] == list(schema(annotation, types=SPARK))


def test_a_class_has_a_column_for_each_member_and_one_for_what_is_absent():
    pair = schema(KeyValuePair[str | None, Int])
    assert [("key", pa.string()), ("value", pa.int32()), ABSENT] == [(each.name, each.type) for each in pair]
    assert [("x", pa.int32()), ("y", pa.float64())] == [(each.name, each.type) for each in schema(Point)]
    assert {b"dcxml.contract": b"{urn:other}Point"} == schema(Point).metadata


def test_what_contains_itself_is_xml_from_there_on():
    found = {each.name: each.type for each in schema(Leaf)}
    xml = pa.string()
    pair = pa.struct([("key", xml), ("value", xml), ABSENT])
    inner = pa.struct(
        [
            *[("by_name", pa.map_(pa.string(), xml)), ("kids", pa.list_(xml)), ("next", xml), ("pair", pair)],
            *[("needed", pa.list_(xml)), ABSENT, ("_type", pa.string())],
            ("Leaf", pa.struct([("text", pa.string()), ABSENT])),
        ]
    )
    assert inner == found["next"]
    leaf = Leaf(next=Node(next=Leaf(text="deep")), text="x")
    table = to_table([leaf], Leaf)
    text = table["next"][0]["next"].as_py()
    assert dcxml.dumps(leaf.next.next, Node, known_types=[Leaf]).decode() == text
    assert dcxml.identical([leaf], from_table(table, Leaf))


def test_what_is_deeper_than_asked_is_xml():
    annotation = list[list[list[Int]]]
    types = ColumnTypes(depth=2)
    assert pa.list_(pa.list_(pa.string())) == schema(annotation, types=types)[0].type
    assert [[[[1, 2]]]] == from_table(to_table([[[[1, 2]]]], annotation, types=types), annotation)


@data_contract(name="Shape", namespace="urn:shapes")
class Shape:
    label: str | None = data_member("Label", default=None)


@data_contract(name="Circle", namespace="urn:shapes")
class Circle(Shape):
    radius: Double = data_member("Radius", default=0.0)


@data_contract(name="Ring", namespace="urn:rings")
class Ring(Circle):
    hole: Double | None = data_member("Hole", default=None)


@data_contract(name="Empty", namespace="urn:shapes")
class Empty(Shape):
    pass


KNOWN = (Ring, Empty)


def test_derived_classes_add_a_struct_each():
    expected = [
        *[("label", pa.string()), ABSENT, ("_type", pa.string())],
        *[("Circle", pa.struct([("radius", pa.float64())])), ("Empty", pa.struct([ABSENT]))],
        ("Ring", pa.struct([("hole", pa.float64()), ABSENT])),
    ]
    assert expected == [(each.name, each.type) for each in schema(Shape, known_types=KNOWN)]
    values = [Shape(label="s"), Circle(radius=1.5), Ring(radius=2.5, hole=None), Ring(hole=0.5), Empty(label="e")]
    dcxml.set_absent(values[3], "label")
    table = to_table(values, Shape, known_types=KNOWN)
    assert [None, "Circle", "Ring", "Ring", "Empty"] == table["_type"].to_pylist()
    assert [None, 1.5, 2.5, 0.0, None] == [each and each["radius"] for each in table["Circle"].to_pylist()]
    assert dcxml.identical(values, from_table(table, Shape, known_types=KNOWN))


def another_circle():
    @data_contract(name="Circle", namespace="urn:other")
    class Circle(Shape):
        width: Int = data_member("Width", default=0)

    return Circle


def test_derived_classes_of_one_name_are_numbered():
    other = another_circle()
    values = [Circle(radius=1.0), other(width=2), Shape()]
    table = to_table(values, Shape, known_types=[Circle, other])
    assert ["Circle", "Circle_2", None] == table["_type"].to_pylist()
    assert dcxml.identical(values, from_table(table, Shape, known_types=[Circle, other]))


@pytest.mark.parametrize("annotation", DEFAULT, ids=str)
def test_a_column_of_nulls_has_no_values(annotation):
    assert [None, None] == from_table(pa.table({"value": pa.nulls(2)}), annotation)


TICKS = DateTime(2026, 2, 3, 4, 5, 6, 789_012, tick=3)
ZONES = [None, UTC, FixedOffset(0), FixedOffset(-90), FixedOffset(840)]


@pytest.mark.parametrize("zone", ZONES, ids=str)
@pytest.mark.parametrize("moment", [DateTime.min, DateTime.max, TICKS], ids=["first", "last", "ticks"])
def test_a_date_time_keeps_tick_and_zone_in_its_parts(moment, zone):
    value = moment.replace(tzinfo=zone)
    table = to_table([value], DateTime)
    assert dcxml.identical([value], from_table(table, DateTime))
    parts = table["value"][0].as_py()
    assert (value.tick, moment.replace(tick=0)) == (parts["tick"], parts["time"])


UTC_US = pa.timestamp("us", tz="UTC")
UTC_NS = pa.timestamp("ns", tz="UTC")
WHOLE = DateTime(2026, 2, 3, 4, 5, 6, 789_012)


@pytest.mark.parametrize(
    ("choice", "kind", "value", "refused", "reason"),
    [
        ("us", pa.timestamp("us"), WHOLE, TICKS, "it has a seventh digit; timestamps='parts' keeps any"),
        ("us", pa.timestamp("us"), DateTime.min, WHOLE.replace(tzinfo=UTC), "it has the zone Z; timestamps='parts'"),
        ("us-utc", UTC_US, WHOLE.replace(tzinfo=UTC), WHOLE, "it has no zone; timestamps='parts'"),
        ("us-utc", UTC_US, DateTime.min.replace(tzinfo=UTC), WHOLE.replace(tzinfo=FixedOffset(0)), r"zone \+00:00"),
        ("ns", pa.timestamp("ns"), TICKS, DateTime.min, "it is beyond 64 bits; timestamps='parts' keeps any"),
        ("ns-utc", UTC_NS, TICKS.replace(tzinfo=UTC), DateTime.max.replace(tzinfo=UTC), "it is beyond 64 bits"),
    ],
    ids=["a tick", "a zone", "no zone", "an offset", "the first year", "the last year"],
)
def test_plain_timestamps_refuse_what_they_would_lose(choice, kind, value, refused, reason):
    types = ColumnTypes(timestamps=choice)
    table = to_table([value], DateTime, types=types)
    assert kind == table.schema[0].type
    assert dcxml.identical([value], from_table(table, DateTime))
    with pytest.raises(TableError, match=reason):
        to_table([value, refused], DateTime, types=types)


@pytest.mark.parametrize("value", [Duration.min, Duration.max, Duration(), Duration(ticks=-1), Duration(1, ticks=7)])
def test_a_duration_keeps_its_tick(value):
    assert dcxml.identical([value], from_table(to_table([value], Duration), Duration))


@pytest.mark.parametrize(
    ("choice", "value", "refused", "reason"),
    [
        ("us", Duration(microseconds=-5), Duration(ticks=7), "it has a seventh digit; durations='parts'"),
        ("ns", Duration(ticks=-7), Duration.max, "it is beyond 64 bits; durations='parts'"),
    ],
)
def test_plain_durations_refuse_what_they_would_lose(choice, value, refused, reason):
    types = ColumnTypes(durations=choice)
    table = to_table([value], Duration, types=types)
    assert pa.duration(choice) == table.schema[0].type
    assert dcxml.identical([value], from_table(table, Duration))
    with pytest.raises(TableError, match=reason):
        to_table([refused], Duration, types=types)


def test_a_decimal_is_the_text_of_dotnet_with_its_scale():
    values = [Decimal("1.50"), Decimal(-(2**96) + 1), Decimal("0." + "0" * 27 + "1"), Decimal("0.00")]
    table = to_table(values, Decimal)
    assert ["1.50", str(1 - 2**96), "0.0000000000000000000000000001", "0.00"] == table["value"].to_pylist()
    assert dcxml.identical(values, from_table(table, Decimal))


def test_a_decimal_of_one_scale_keeps_the_number_or_refuses():
    types = ColumnTypes(decimals=(12, 3))
    table = to_table([Decimal("1.5"), Decimal("2.5000")], Decimal, types=types)
    assert pa.decimal128(12, 3) == table.schema[0].type
    assert ["1.500", "2.500"] == [str(each) for each in from_table(table, Decimal)]
    for refused in ("0.0001", "1234567890"):
        with pytest.raises(TableError, match="row 1: "):
            to_table([Decimal(1), Decimal(refused)], Decimal, types=types)


def test_a_char_is_its_number_half_a_pair_too():
    table = to_table(["a", "\0", "\ud83d"], Char)
    assert [97, 0, 0xD83D] == table["value"].to_pylist()
    assert ["a", "\0", "\ud83d"] == from_table(table, Char)


def test_a_float_of_32_bits_is_the_nearest():
    assert [0.10000000149011612] == from_table(to_table([0.1], Float), Float)
    with pytest.raises(TableError, match=r"row 1: 1e[+]39 is not xs:float: it is beyond the range of 32 bits"):
        to_table([float("inf"), 1e39], Float)


def test_an_enumeration_has_its_texts_once():
    table = to_table([Color.DEEP_BLUE, Color.RED, Color.RED], Color)
    assert ["Red", "deep blue"] == table["value"].chunk(0).dictionary.to_pylist()
    assert ["", "Read", "Both", "Read Write Own"] == to_table(
        [Access(0), Access.READ, Access.READ | Access.WRITE, Access.BOTH | Access.OWN], Access
    )["value"].to_pylist()


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"timestamps": "ms"}, "timestamps is 'ms'; allowed are 'parts', 'us', 'ns', 'us-utc', 'ns-utc'"),
        ({"durations": "ticks"}, "durations is 'ticks'; allowed are"),
        ({"decimals": (39, 2)}, "decimals is .39, 2.; allowed are 'text'"),
        ({"decimals": (2, 3)}, "decimals is"),
        ({"decimals": "float"}, "decimals is 'float'"),
        ({"enumerations": "int"}, "enumerations is 'int'"),
        ({"unsigned": "signed"}, "unsigned is 'signed'; allowed are 'unsigned', 'widened'"),
        ({"absent": "nil"}, "absent is 'nil'; allowed are 'listed', 'null'"),
        ({"depth": 0}, "depth is 0; allowed are 1 to 32"),
    ],
)
def test_a_choice_that_there_is_not_is_told(settings, reason):
    with pytest.raises(ValueError, match=reason):
        ColumnTypes(**settings)


def test_a_guid_is_its_text():
    value = UUID(int=255)
    assert [str(value)] == to_table([value], Guid)["value"].to_pylist()
