"""What a run of a few hundred instances reaches, by what the format has: counted, with all health checks in force."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal
from itertools import islice
from typing import Any

import pytest
from hypothesis import Phase, given, settings

import dcxml
from dcxml import AnyValue, DateTime, Duration, FixedOffset, Int, Long, data_contract, data_member, is_absent
from dcxml.apis.calendar import AuthenticatedInputOfCalendarAppointmentWrongModel as Request
from dcxml.binding.graphs import children_of, is_instance, members_of
from dcxml.qname import SERIALIZATION, XS, QName
from dcxml.strategies import documents, instances
from dcxml.strategies.extremes import extreme_values
from dcxml.strategies.stream import drawn

pytestmark = pytest.mark.no_cover


@data_contract(name="Node", namespace="urn:reached", is_reference=True)
class Node:
    name: str | None = data_member("Name", default=None)
    next: "Node | None" = data_member("Next", default=None)
    others: "list[Node | None] | None" = data_member("Others", default=None)


@data_contract(name="Special", namespace="urn:reached")
class Special(Node):
    extra: Int = data_member("Extra", default=0)


@data_contract(name="Everything", namespace="urn:reached", known_types=[Special])
class Everything:
    number: Long = data_member("Number", default=0)
    amount: Decimal = data_member("Amount", default=Decimal(0))
    text: str | None = data_member("Text", default=None)
    when: DateTime = data_member("When", default=DateTime.min)
    takes: Duration = data_member("Takes", factory=lambda: Duration(0))
    anything: Any | None = data_member("Anything", default=None)
    first: Node | None = data_member("First", default=None)
    second: Node | None = data_member("Second", default=None)


OF_THE_VALUE = {
    "a known type where its base is declared": lambda v: type(v.first) is Special,
    "a known type in an object": lambda v: type(v.anything) is Special,
    "anyType: a number": lambda v: type(v.anything) is int,
    "anyType: a text": lambda v: type(v.anything) is str,
    "anyType: a typed value": lambda v: isinstance(v.anything, AnyValue) and v.anything.value is not None,
    "anyType: an object of no type": lambda v: isinstance(v.anything, AnyValue) and v.anything.value is None,
    "absent": lambda v: is_absent(v, "text"),
    "nil": lambda v: not is_absent(v, "text") and v.text is None,
    "an empty text": lambda v: v.text == "",
    "an empty list": lambda v: v.first is not None and v.first.others == [],
    "the least number": lambda v: v.number == -(2**63),
    "the greatest number": lambda v: v.number == 2**63 - 1,
    "the greatest decimal": lambda v: v.amount == 2**96 - 1,
    "28 places": lambda v: v.amount.as_tuple().exponent == -28,
    "a pair of surrogates": lambda v: any(ord(c) > 0xFFFF for c in v.text or ""),
    "a carriage return": lambda v: "\r" in (v.text or ""),
    "a seventh digit": lambda v: v.when.ticks % 10 != 0,
    "a leap day": lambda v: (v.when.month, v.when.day) == (2, 29),
    "the last tick": lambda v: v.when.ticks == 3_155_378_975_999_999_999,
    "no zone": lambda v: v.when.tzinfo is None and v.when.ticks > 0,
    "Z": lambda v: v.when.tzinfo is dt.UTC,
    "+00:00": lambda v: v.when.tzinfo == FixedOffset(0),
    "the farthest zone": lambda v: v.when.tzinfo in (FixedOffset(840), FixedOffset(-840)),
    "the least duration": lambda v: v.takes.ticks == -(2**63),
    "a negative duration": lambda v: v.takes.ticks < 0,
}  # fmt: skip
OF_ITS_OBJECTS = {
    "an object in two places": lambda held: any(is_instance(each) for each, n in held.values() if n > 1),
    "a known type in two places": lambda held: any(type(e) is Special for e, n in held.values() if n > 1),
    "a cycle": lambda held: any(leads_to(each, each) for each, _ in held.values() if is_instance(each)),
}  # fmt: skip


def held_by(value: Any) -> dict[int, tuple[Any, int]]:
    """Return each object below a value, and how many places it has."""
    places: Counter[int] = Counter()
    objects, waiting = {}, [value]
    while waiting:
        for each in children_of(waiting.pop()):
            places[id(each)] += 1
            if id(each) not in objects and each is not None and not isinstance(each, str | int | bytes):
                objects[id(each)] = each
                waiting.append(each)
    return {key: (each, places[key]) for key, each in objects.items()}


def leads_to(start: Any, end: Any) -> bool:
    waiting, seen = [start], set()
    while waiting:
        for each in children_of(waiting.pop()):
            if each is end:
                return True
            if id(each) not in seen:
                seen.add(id(each))
                waiting.append(each)
    return False


@pytest.fixture(scope="module")
def seen() -> Counter[str]:
    """How many of the instances of a run show each of them."""
    counted: Counter[str] = Counter()

    @settings(max_examples=1500, deadline=None, derandomize=True, phases=[Phase.generate])
    @given(instances(Everything))
    def count(value: Everything) -> None:
        held = held_by(value)
        counted.update(what for what, shows in OF_THE_VALUE.items() if shows(value))
        counted.update(what for what, shows in OF_ITS_OBJECTS.items() if shows(held))

    count()
    return counted


@pytest.mark.parametrize("what", [*OF_THE_VALUE, *OF_ITS_OBJECTS])
def test_it_is_reached_in_a_run(seen, what):
    assert seen[what] > 0


@settings(max_examples=150, deadline=None, derandomize=True)
@given(instances(Everything))
def test_what_is_drawn_is_written_and_read_back(value):
    assert dcxml.identical(value, dcxml.loads(dcxml.dumps(value), Everything))


def test_unknown_elements_are_reached_where_they_are_asked_for():
    kept, plain = Counter(), Counter()

    @settings(max_examples=200, deadline=None, derandomize=True, phases=[Phase.generate])
    @given(instances(Everything, unknown=True), instances(Everything))
    def count(value, other):
        data = dcxml.dumps(value)
        assert dcxml.identical(value, dcxml.loads(data, Everything))
        kept[b"urn:dcxml:unknown" in data] += 1
        plain[b"urn:dcxml:unknown" in dcxml.dumps(other)] += 1

    count()
    assert kept[True] > 20
    assert plain[True] == 0


def test_all_members_of_the_calendar_are_drawn_in_a_run():
    """Each of its 71 members, and those below, has a value of its own now and then: not at rest, not left out."""
    seen: dict[str, set[str]] = {}

    @settings(max_examples=1500, deadline=None, derandomize=True, phases=[Phase.generate])
    @given(instances(Request))
    def collect(value: Request) -> None:
        waiting = [value]
        for each in waiting:
            for name in members_of(each) if is_instance(each) else ():
                held = getattr(each, name)
                seen.setdefault(f"{type(each).__name__}.{name}", set()).add(repr(held)[:40])
            waiting.extend(child for child in children_of(each) if is_instance(child) or isinstance(child, list))

    collect()
    assert len(seen) > 100
    seen_as_nil_only = {name for name, values in seen.items() if values == {"None"}}
    assert sorted(name for name, values in seen.items() if len(values) < 2) == sorted(seen_as_nil_only)
    assert len(seen_as_nil_only) < 5


def test_what_holds_nearly_all_members_is_seldom_missing():
    """An update without its parameter is worth a few documents of a run, and not a third of them."""
    read = [dcxml.loads(data, Request) for data in islice(drawn(documents(Request), seed=7), 600)]
    assert 6 < len([request for request in read if request.parameter is None]) < 90


@pytest.mark.parametrize("name", ["int", "dateTime", "string", "decimal", "double"])
def test_every_extreme_value_is_reached(name):
    """Those of `cases` are those that are drawn, too."""
    from dcxml.strategies import primitive_values  # noqa: PLC0415 - beside its table

    seen: set[str] = set()

    @settings(max_examples=800, deadline=None, derandomize=True, phases=[Phase.generate])
    @given(primitive_values(QName(XS, name)))
    def collect(value):
        seen.add(repr(value))

    collect()
    assert [] == [each for each, value in extreme_values(QName(XS, name)) if repr(value) not in seen]


def test_the_extremes_have_names_of_their_own():
    for name in (QName(SERIALIZATION, "duration"), QName(XS, "dateTime"), QName(XS, "string")):
        names = [each for each, _ in extreme_values(name)]
        assert len(set(names)) == len(names)
