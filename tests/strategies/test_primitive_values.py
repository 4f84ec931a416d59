"""Values of built-in types: every row of the table, its whole range, and nothing that could not be read back."""

from __future__ import annotations

import datetime as dt
import math
import os
from decimal import Decimal  # noqa: TC003 - Hypothesis reads the annotations
from typing import Any
from uuid import UUID

import pytest
from hypothesis import Phase, assume, find, given, settings
from hypothesis import strategies as st

from dcxml import AnyValue, DateTime, FixedOffset, QName, identical, loads
from dcxml.codec.anything import natural_type
from dcxml.lexical.name_characters import is_ncname
from dcxml.lexical.table import PRIMITIVES
from dcxml.qname import SERIALIZATION, XS, clr_namespace
from dcxml.strategies import any_values, date_times, primitive_values, texts

pytestmark = pytest.mark.no_cover

ANY_TYPE = QName(XS, "anyType")
OFFSET = QName(clr_namespace("System"), "DateTimeOffset")
WITH_TEXT = [name for name in PRIMITIVES if name not in (ANY_TYPE, OFFSET, QName(XS, "QName"))]

steady = settings(max_examples=60, deadline=None, derandomize="CI" in os.environ)
thorough = settings(max_examples=5000, deadline=None, derandomize=True, phases=[Phase.generate])


def xs(name: str) -> QName:
    return QName(XS, name)


@pytest.mark.parametrize("name", PRIMITIVES, ids=str)
def test_every_row_of_the_primitive_table_has_values(name: QName) -> None:
    assert not primitive_values(name).is_empty


def test_what_is_no_built_in_type_has_none() -> None:
    with pytest.raises(LookupError, match="y is not a built-in type"):
        primitive_values(QName("urn:x", "y"))


@pytest.mark.parametrize("name", WITH_TEXT, ids=str)
@steady
@given(data=st.data())
def test_a_value_is_written_and_read_back_as_it_was(name: QName, data: st.DataObject) -> None:
    row = PRIMITIVES[name]
    value = data.draw(primitive_values(name))
    assert identical(value, row.parse(row.format(value)))


@steady
@given(primitive_values(xs("QName")))
def test_a_qualified_name_has_a_local_name_without_colon(value: QName) -> None:
    assert is_ncname(value.name)


REACHED: list[tuple[str, QName, Any]] = [
    ("text beyond U+FFFF", xs("string"), lambda v: any(ord(c) > 0xFFFF for c in v)),
    ("carriage return", xs("string"), lambda v: "\r" in v),
    ("TAB or LF", xs("string"), lambda v: "\t" in v or "\n" in v),
    ("a C1 control", xs("string"), lambda v: any(0x7F <= ord(c) < 0xA0 for c in v)),
    ("empty text", xs("string"), lambda v: not v),
    ("NaN", xs("double"), math.isnan),
    ("negative infinity", xs("float"), lambda v: v == -math.inf),
    ("negative zero", xs("double"), lambda v: str(v) == "-0.0"),
    ("a number only a double has", xs("double"), lambda v: math.isfinite(v) and abs(v) > 1e39),
    ("trailing zeros", xs("decimal"), lambda v: v and str(v).endswith("0") and "." in str(v)),
    ("29 digits", xs("decimal"), lambda v: len(v.as_tuple().digits) == 29),
    ("28 places", xs("decimal"), lambda v: v.as_tuple().exponent == -28),
    ("no zone", xs("dateTime"), lambda v: v.tzinfo is None),
    ("Z", xs("dateTime"), lambda v: v.tzinfo is dt.UTC),
    ("+00:00", xs("dateTime"), lambda v: v.tzinfo == FixedOffset(0)),
    ("+14:00", xs("dateTime"), lambda v: v.tzinfo == FixedOffset(14 * 60)),
    ("a negative offset", xs("dateTime"), lambda v: isinstance(v.tzinfo, FixedOffset) and v.tzinfo.minutes < 0),
    ("a tick", xs("dateTime"), lambda v: v.tick != 0),
    ("whole seconds", xs("dateTime"), lambda v: v.year > 1 and v.ticks % 10**7 == 0),
    ("the last year", xs("dateTime"), lambda v: v.year == 9999),
    ("a surrogate", QName(SERIALIZATION, "char"), lambda v: 0xD800 <= ord(v) < 0xE000),
    ("NUL", QName(SERIALIZATION, "char"), lambda v: v == "\0"),
    ("a negative duration", QName(SERIALIZATION, "duration"), lambda v: v.ticks < 0),
    ("a duration of centuries", QName(SERIALIZATION, "duration"), lambda v: v.days > 10**6),
    ("no octets", xs("base64Binary"), lambda v: not v),
    ("no namespace", xs("QName"), lambda v: not v.namespace),
    ("a relative URI", xs("anyURI"), lambda v: v and ":" not in v),
    ("a URI with an escape", xs("anyURI"), lambda v: "%" in v),
    ("a URI beyond ASCII", xs("anyURI"), lambda v: not v.isascii()),
    ("an offset without shift", OFFSET, lambda v: v.offset_minutes == 0),
    ("an offset ahead", OFFSET, lambda v: v.offset_minutes > 0),
    ("an empty object", ANY_TYPE, lambda v: v == AnyValue(None, ANY_TYPE)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "condition"), [pytest.param(n, c, id=i) for i, n, c in REACHED])
def test_the_whole_range_is_reached(name: QName, condition: Any) -> None:
    assert condition(find(primitive_values(name), condition, settings=thorough))


@pytest.mark.parametrize(
    ("name", "bound"),
    [
        ("byte", -128), ("byte", 127), ("unsignedByte", 255), ("short", -(2**15)), ("unsignedShort", 2**16 - 1),
        ("int", 2**31 - 1), ("unsignedInt", 2**32 - 1), ("long", -(2**63)), ("unsignedLong", 2**64 - 1),
    ],
)  # fmt: skip
def test_the_bounds_of_integers_are_reached_and_not_passed(name: str, bound: int) -> None:
    assert bound == find(primitive_values(xs(name)), lambda value: value == bound, settings=thorough)
    PRIMITIVES[xs(name)].format(bound)


@steady
@given(primitive_values(xs("decimal")))
def test_no_decimal_is_a_negative_zero_whose_sign_the_wire_would_lose(value: Decimal) -> None:
    assert value or not value.is_signed()


@steady
@given(date_times())
def test_the_moment_of_a_date_time_is_within_years_1_to_9999(value: DateTime) -> None:
    assume(value.tzinfo is not None)
    assert 1 <= value.astimezone(dt.UTC).year <= 9999


@steady
@given(date_times(offsets=st.just(-90)))
def test_the_offsets_of_date_times_can_be_chosen(value: DateTime) -> None:
    assert value.tzinfo in (None, dt.UTC, FixedOffset(-90))


@steady
@given(texts(min_size=2, max_size=3))
def test_texts_have_the_size_asked_for(value: str) -> None:
    assert 2 <= len(value) <= 3


@steady
@given(any_values())
def test_an_object_is_a_value_that_tells_its_type_or_says_it(value: Any) -> None:
    assert isinstance(value, AnyValue) or natural_type(value) is not None
    assert not isinstance(value, AnyValue) or value.type == ANY_TYPE or natural_type(value.value) != value.type


@steady
@given(any_values(values={xs("int"): st.just(7), **dict.fromkeys([xs("string"), xs("QName")], st.just("s"))}))
def test_the_values_in_an_object_can_be_chosen(value: Any) -> None:
    assert not isinstance(value, int) or isinstance(value, bool) or value == 7
    assert not isinstance(value, str) or value == "s"


def test_a_guid_of_zeros_is_reached() -> None:
    name = QName(SERIALIZATION, "guid")
    assert UUID(int=0) == find(primitive_values(name), lambda value: value == UUID(int=0), settings=thorough)
    assert UUID(int=0) == loads(f'<guid xmlns="{SERIALIZATION}">{UUID(int=0)}</guid>', UUID)
