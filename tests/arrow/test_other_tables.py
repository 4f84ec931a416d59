"""Tables that others made: the same values in other types of Arrow, as Polars, Spark, pandas and DuckDB have them."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pyarrow as pa
import pytest

import dcxml
from dcxml import (
    Base64Binary,
    Boolean,
    Byte,
    Char,
    DateTime,
    DateTimeOffset,
    Double,
    Duration,
    Float,
    Guid,
    Int,
    String,
    UnsignedLong,
)
from dcxml.arrow import from_table, to_table
from dcxml.lexical.zone import UTC
from support.every_type import Color, Point

NOON = DateTime(2026, 1, 2, 12)
ENTRY = pa.struct([("key", pa.large_string()), ("value", pa.int64())])


@pytest.mark.parametrize(
    ("annotation", "array", "expected"),
    [
        (String, pa.array(["a", None], pa.large_string()), ["a", None]),
        (String, pa.array(["a", None], pa.string_view()), ["a", None]),
        (String, pa.array(["a", None, "a"]).dictionary_encode(), ["a", None, "a"]),
        (String, pa.nulls(2), [None, None]),
        (Base64Binary, pa.array([b"a"], pa.large_binary()), [b"a"]),
        (Base64Binary, pa.array([b"a"], pa.binary_view()), [b"a"]),
        (Base64Binary, pa.array([b"ab"], pa.binary(2)), [b"ab"]),
        (Int, pa.array([1, 2], pa.uint64()), [1, 2]),
        (Byte, pa.array([-128], pa.int64()), [-128]),
        (UnsignedLong, pa.array([Decimal(2**64 - 1)], pa.decimal128(20, 0)), [2**64 - 1]),
        (Boolean, pa.nulls(1, pa.bool_()), [None]),
        (Float, pa.array([0.5], pa.float64()), [0.5]),
        (Double, pa.array([0.5], pa.float32()), [0.5]),
        (Double, pa.array([2]), [2.0]),
        (Decimal, pa.array([Decimal("1.50")], pa.decimal256(40, 2)), [Decimal("1.50")]),
        (Char, pa.array([97], pa.int64()), ["a"]),
        (Guid, pa.array([UUID(int=5).bytes], pa.binary(16)), [UUID(int=5)]),
        (Guid, pa.array([UUID(int=5).bytes]), [UUID(int=5)]),
        (Guid, pa.array([UUID(int=5).bytes], pa.uuid()), [UUID(int=5)]),
        (Color, pa.array(["Red"], pa.large_string()), [Color.RED]),
        (DateTime, pa.array([NOON], pa.timestamp("s")), [NOON]),
        (DateTime, pa.array([NOON], pa.timestamp("ms", tz="Europe/Berlin")), [NOON.replace(tzinfo=UTC)]),
        (DateTimeOffset, pa.array([NOON], pa.timestamp("us", tz="UTC")), [DateTimeOffset(NOON.replace(tzinfo=UTC))]),
        (Duration, pa.array([5], pa.duration("s")), [Duration(seconds=5)]),
        (list[Int], pa.array([[1], [], None], pa.large_list(pa.int64())), [[1], [], None]),
        (dict[str, Int], pa.array([[{"key": "a", "value": 1}], None], pa.large_list(ENTRY)), [{"a": 1}, None]),
        (list[Point], pa.array([[{"y": 0.5, "x": 1}]]), [[Point(x=1, y=0.5)]]),
    ],
)
def test_a_column_of_another_type_is_read(annotation, array, expected):
    assert dcxml.identical(expected, from_table(pa.table({"value": array}), annotation))


def test_columns_may_be_in_any_order_and_chunks():
    table = pa.concat_tables([pa.table({"y": [0.5], "x": [1]}), pa.table({"y": [1.5], "x": [2]})])
    assert [Point(x=1, y=0.5), Point(x=2, y=1.5)] == from_table(table, Point)


def test_a_batch_is_read_as_a_table():
    assert [Point(x=1, y=0.5)] == from_table(pa.record_batch({"x": [1], "y": [0.5]}), Point)


def test_what_is_under_a_null_is_not_looked_at():
    child = pa.array(["1.5", "no number"])
    price = pa.StructArray.from_arrays([child], ["key"], mask=pa.array([False, True]))
    annotation = list[dcxml.KeyValuePair[Decimal, Int] | None]
    items = pa.ListArray.from_arrays(pa.array([0, 2], pa.int32()), price)
    ((first, second),) = from_table(pa.table({"value": items}), annotation)
    assert (Decimal("1.5"), None) == (first.key, second)


def test_classes_that_have_lost_their_slots_have_tables():
    slots = {"x", "y", "_wire", "__slots__", "__weakref__", "__dcxml_codec__"}
    pickled = type("Point", (), {name: value for name, value in vars(Point).items() if name not in slots})
    values = [pickled(x=1, y=0.5), pickled(x=2)]
    del values[1].y
    assert hasattr(values[0], "__dict__")
    table = to_table(values, pickled)
    assert [0.5, None] == table["y"].to_pylist()
    assert dcxml.identical(values, from_table(table, pickled))
