"""Identity on the wire: what ``==`` holds for equal and a reader could tell apart."""

# ruff: noqa: TC001 - annotations of contracts are read at run time

from __future__ import annotations

import math
from decimal import Decimal

import pytest

from dcxml.binding.declarations import data_contract, data_member
from dcxml.binding.enumerations import OpenEnum
from dcxml.binding.identity import identical
from dcxml.binding.types import Int
from dcxml.binding.values import AnyValue, KeyValuePair
from dcxml.binding.wire import WireState
from dcxml.lexical import DateTime, FixedOffset
from dcxml.qname import XS, QName

INT = QName(XS, "int")


@data_contract(namespace="urn:i")
class State(OpenEnum):
    A = "a"


@data_contract(namespace="urn:i")
class Day:
    id: Int = data_member("Id", default=0)
    state: State = data_member("State", default=State(0))


def with_wire(**fields: object) -> Day:
    made = Day()
    made._wire = WireState(**fields)
    return made


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(1, 1, id="int"),
        pytest.param(math.nan, -math.nan, id="NaN"),
        pytest.param(Decimal("-0.0"), Decimal("0.0"), id="decimal zero has no sign on the wire"),
        pytest.param(object(), object(), id="bare object"),
        pytest.param([1, [2]], [1, [2]], id="lists"),
        pytest.param({"a": 1}, {"a": 1}, id="dicts"),
        pytest.param(State("x"), State("x"), id="open text"),
        pytest.param(Day(), with_wire(), id="empty wire state"),
        pytest.param(Day(), with_wire(absent=True), id="the hint alone"),
        pytest.param(Day(), with_wire(member_attributes={"id": ()}), id="no attributes of a member"),
        pytest.param(AnyValue(1.0, INT), AnyValue(1.0, INT), id="AnyValue"),
        pytest.param(KeyValuePair(1, None), KeyValuePair(1, None), id="pair"),
        pytest.param(DateTime.fromisoformat("2025-01-01"), DateTime(2025, 1, 1), id="DateTime"),
    ],
)
def test_identical_values(left, right):
    assert identical(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(1, True, id="int and bool"),
        pytest.param(1, 1.0, id="int and float"),
        pytest.param(0.0, -0.0, id="sign of zero"),
        pytest.param(math.nan, 0.0, id="NaN and a number"),
        pytest.param(1.5, 2.5, id="numbers"),
        pytest.param(Decimal("1.0"), Decimal("1.00"), id="scale"),
        pytest.param(Decimal(1), Decimal(-1), id="sign"),
        pytest.param(
            DateTime.fromisoformat("2025-01-01T00:00:00Z"),
            DateTime(2025, 1, 1, tzinfo=FixedOffset(0)),
            id="Z and +00:00",
        ),
        pytest.param([1], [1, 2], id="longer list"),
        pytest.param([0.0], [-0.0], id="in a list"),
        pytest.param({"a": 1, "b": 2}, {"b": 2, "a": 1}, id="order of a dictionary"),
        pytest.param(AnyValue(1, INT), AnyValue(1, QName(XS, "long")), id="i:type"),
        pytest.param(Day(), with_wire(attributes=(("a", "1"),)), id="attributes"),
        pytest.param(with_wire(attributes=("a", "b")), with_wire(attributes=("b", "a")), id="their order"),
        pytest.param(Day(), with_wire(unknown=["x"]), id="unknown elements"),
        pytest.param(Day(), with_wire(member_attributes={"id": ("a",)}), id="attributes of a member"),
        pytest.param(Day(state=State.A), Day(state=State("b")), id="enumeration"),
        pytest.param(Day(), KeyValuePair(0, None), id="types"),
    ],
)
def test_values_that_can_be_told_apart(left, right):
    assert not identical(left, right)


def test_an_absent_member_is_not_a_present_one():
    made = Day()
    del made.id
    assert not identical(Day(), made)


def test_the_zero_without_a_text_is_absent():
    made = Day()
    del made.state
    assert identical(Day(state=State(0)), made)
