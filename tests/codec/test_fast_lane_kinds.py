"""Values of several kinds at one place on the fast lane: the same results as the other way, or the other way."""

from __future__ import annotations

import time
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dcxml
from dcxml import DateTime, Dialect, Int, data_contract, data_member, set_absent
from dcxml.codec.fast.declined import DECLINED
from dcxml.codec.making import make_codec
from dcxml.strategies import instances
from dcxml.strategies.spelling import respelled
from support.damaged_documents import damaged
from support.fast_lane import (
    assert_agreed,
    assert_agreed_or_refused,
    assert_declined_in_proportion,
    assert_taken,
    assert_value_agreed,
    other_way,
    read_by,
    written_by,
)
from support.hierarchy import KNOWN, Asset, Circle, Depot, Mark, Sign, Square, Truck, Vehicle

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.no_cover

DIALECTS = [pytest.param(dialect, id=dialect.value) for dialect in Dialect]
FULL = Depot(
    assets=[
        Truck(name="a & b", spare=Asset(name="]]>"), seats=3, loads=[Decimal("1.50")], note=""),
        Asset(bought=DateTime(2024, 2, 29), spare=Truck(spare=None, note="n")),
        None,
        Vehicle(seats=2, spare=Vehicle()),
    ],
    by_name={"": Vehicle(), "t": Truck(loads=[], note="x"), "none": None},
    first=Truck(name="", note=None),
    last=Truck(seats=1, note=""),
    mark=Sign(text="stop"),
    marks=[Mark(), Sign(), Sign(text=""), Mark()],
    rows=[[], [Asset(), Truck(note="")], [Vehicle()]],
    shape=Square(side=3),
    shapes=[Circle(radius=2, color="red"), Square(side=-1), Circle()],
)
LEAST = Depot()
BARE = Depot(assets=[Truck(note=""), Asset(), Vehicle()])
for _name in ("by_name", "first", "last", "mark", "rows"):
    set_absent(BARE, _name)
for _asset in BARE.assets or []:
    set_absent(_asset, "name")


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("value", "annotation"),
    [
        pytest.param(FULL, Depot, id="full"),
        pytest.param(LEAST, Depot, id="least"),
        pytest.param(Depot(mark=Mark(), marks=[], rows=[], shapes=[], by_name={}), Depot, id="empty"),
        pytest.param([Truck(note="")], list[Asset], id="a list"),
        pytest.param([Truck(note=""), None, Asset()], list[Asset | None], id="a list with nil"),
        pytest.param({1: Truck(note=""), 2: Vehicle()}, dict[Int, Vehicle], id="a dictionary"),
        pytest.param([[Sign(text="a")], [Mark(), Sign()]], list[list[Mark]], id="lists of what may be empty"),
    ],
)
def test_what_dotnet_writes_of_several_classes_is_read_and_written_by_the_fast_lane(
    value: Any, annotation: Any, dialect: Dialect
) -> None:
    assert_taken(annotation, value, dialect, KNOWN)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_absent_members_of_derived_classes_are_read_as_absent(dialect: Dialect) -> None:
    data = other_way(Depot, dialect, KNOWN).dumps(BARE)
    found = read_by(Depot, KNOWN)(data)

    assert dcxml.identical(other_way(Depot, known=KNOWN).loads(data), found)
    assert dcxml.is_absent(found.assets[0], "name")
    assert written_by(Depot, dialect, KNOWN)(found) is DECLINED


OPEN = '<Depot xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="urn:roads">'
SPACE = 'xmlns:d2p1="urn:assets"'
ASSET = "<d2p1:Bought>2024-01-01T00:00:00</d2p1:Bought><d2p1:Name>n</d2p1:Name>"


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(f'<First {SPACE} i:type="d2p1:Asset">{ASSET}</First>', id="the declared class named"),
        pytest.param(f'<First {SPACE} i:type="d2p1:Mark"></First>', id="another class"),
        pytest.param(f'<First {SPACE} i:type="Vehicle">{ASSET}</First>', id="in another namespace"),
        pytest.param(f'<First {SPACE} i:type=" d2p1:Vehicle">{ASSET}</First>', id="white space"),
        pytest.param(f'<First {SPACE} xmlns:a="urn:assets" i:type="a:Vehicle">{ASSET}</First>', id="another prefix"),
        pytest.param(f'<First i:type="d2p1:Vehicle" {SPACE}>{ASSET}</First>', id="another order"),
        pytest.param(f'<First {SPACE} i:type="d2p1:Vehicle" i:nil="true" />', id="nil with a class"),
        pytest.param(f"<First {SPACE} i:type='d2p1:Vehicle'>{ASSET}</First>", id="other quotes"),
        pytest.param(f'<First {SPACE} i:type="">{ASSET}</First>', id="no name"),
        pytest.param(f'<First {SPACE} i:type="Truck">{ASSET}</First>', id="a required member missing"),
        pytest.param(f"<First {SPACE}>{ASSET}<d2p1:Seats>1</d2p1:Seats></First>", id="a member of a derived class"),
        pytest.param(f'<First {SPACE} i:type="d2p1:Vehicle">{ASSET}<Seats>1</Seats></First>', id="unknown"),
        pytest.param(f'<First {SPACE} i:type="d2p1:Vehicle">{ASSET}', id="no end"),
        pytest.param(f'<First {SPACE} i:type="d2p1:Vehicle">{ASSET}</First></First>', id="two ends"),
        pytest.param(f'<First {SPACE} i:type="d2p1:Vehicle">{ASSET}<First></First></First>', id="one in itself"),
        pytest.param(f'<First {SPACE} i:type="d2p1:Vehicle">text</First>', id="text"),
        pytest.param(f'<First {SPACE} i:type="d2p1:Vehicle"><!-- --></First>', id="a comment"),
        pytest.param('<Shape xmlns:d2p1="urn:shapes"></Shape>', id="an abstract class"),
        pytest.param('<Shape xmlns:d2p1="urn:shapes" i:type="d2p1:Shape"></Shape>', id="an abstract class named"),
    ],
)
def test_a_kind_that_dotnet_does_not_write_so_is_declined(first: str) -> None:
    data = f"{OPEN}{first}</Depot>"

    assert read_by(Depot, KNOWN)(data) is DECLINED
    assert_agreed_or_refused(Depot, data, KNOWN)


@data_contract(name="Bus", namespace="urn:roads")
class Bus(Vehicle):
    """A class that nothing tells of."""


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(Depot(first=Bus()), id="an unknown class"),
        pytest.param(Depot(first=Mark()), id="a class that is not derived"),  # type: ignore[arg-type]
        pytest.param(Depot(last=Asset()), id="a base"),  # type: ignore[arg-type]
        pytest.param(Depot(assets=[Truck(note="\x01")]), id="a control"),
        pytest.param(Depot(assets=[Truck(seats=2**31)]), id="out of range"),
        pytest.param(Depot(shapes=["a"]), id="a text"),  # type: ignore[list-item]
    ],
)
def test_what_needs_a_closer_look_is_not_written(value: Any) -> None:
    assert written_by(Depot, known=KNOWN)(value) is DECLINED


def test_a_cycle_is_not_followed() -> None:
    truck = Truck(note="")
    truck.spare = truck

    assert written_by(Depot, known=KNOWN)(Depot(first=truck)) is DECLINED


VALUES = instances(Depot, known_types=KNOWN)


@settings(max_examples=100, deadline=None)
@given(VALUES, st.sampled_from(Dialect))
def test_any_document_is_read_and_any_value_written_as_by_the_other_way(value: Any, dialect: Dialect) -> None:
    assert_value_agreed(Depot, value, dialect, KNOWN)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_document_is_declined_or_read_as_by_the_other_way(data: st.DataObject) -> None:
    document = other_way(Depot, data.draw(st.sampled_from(Dialect)), KNOWN).dumps(data.draw(VALUES))
    types = [f"{{urn:assets}}{name}" for name in ("Asset", "Vehicle", "Sign")] + ["{urn:roads}Truck"]

    assert_agreed(Depot, data.draw(damaged(document, types)), KNOWN)


@settings(max_examples=100, deadline=None)
@given(VALUES, st.integers(0, 2**32).map(Random))
def test_another_spelling_is_declined_or_read_as_by_the_other_way(value: Any, random: Random) -> None:
    document = other_way(Depot, known=KNOWN).dumps(value)

    assert_agreed(Depot, respelled(document, dcxml.contracts_of(Depot, *KNOWN), random), KNOWN)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_document_with_a_few_characters_changed_is_declined_or_read_as_by_the_other_way(data: st.DataObject) -> None:
    text = other_way(Depot, known=KNOWN).dumps(data.draw(st.sampled_from([FULL, LEAST, BARE]))).decode()
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 3)))
        new = data.draw(st.sampled_from(["", "<", ">", "/", "&", "a", "\r", " ", "</First>", ' i:type="Truck"', "/>"]))
        text = text[:start] + new + text[end:]

    assert_agreed(Depot, text, KNOWN)


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param(lambda size: f"{OPEN}<First {SPACE}>{'a' * size}", id="a text without end"),
        pytest.param(lambda size: f"{OPEN}{f'<First {SPACE}>' * size}", id="start tags"),
        pytest.param(lambda size: f"{OPEN}<Assets {SPACE}>{'<d2p1:Asset>' * size}", id="items that hold each other"),
        pytest.param(
            lambda size: (
                f"{OPEN}<Assets {SPACE}>{f'<d2p1:Asset>{ASSET}</d2p1:Asset>' * size}<d2p1:Asset></Assets></Depot>"
            ),
            id="an item without end behind many",
        ),
        pytest.param(
            lambda size: (
                f"{OPEN}<First {SPACE}>{ASSET}<d2p1:Spare>{'<d2p1:Spare />' * size}</d2p1:Spare></First></Depot>"
            ),
            id="elements of one name in each other",
        ),
        pytest.param(
            lambda size: f"{OPEN}<First {SPACE}>{ASSET}{'<d2p1:Spare>' * size}{'</d2p1:Spare>' * size}</First></Depot>",
            id="levels of one name",
        ),
    ],
)
def test_the_time_to_decline_is_in_proportion_to_the_size(hostile: Callable[[int], str]) -> None:
    assert_declined_in_proportion(read_by(Depot, KNOWN), hostile)


def many_kinds(count: int) -> tuple[type, tuple[type, ...]]:
    """Return a class that holds itself twice and in a list, and so many that derive from it."""

    @data_contract(name="Node", namespace="urn:many")
    class Node:
        left: Node | None = data_member("Left", default=None)
        right: Node | None = data_member("Right", default=None)

    Node.__annotations__ |= {"left": Node | None, "right": Node | None}
    derived: tuple[type, ...] = tuple(
        data_contract(name=f"Node{number}", namespace="urn:many")(type(f"Node{number}", (Node,), {}))
        for number in range(count)
    )
    return Node, derived


@pytest.mark.parametrize("count", [1, 3, 30, 300])
def test_many_kinds_that_hold_each_other_take_no_long_time_to_compile(count: int) -> None:
    node, derived = many_kinds(count)
    codec, root = make_codec(list[node], derived)  # type: ignore[valid-type]
    value = [node(left=node()), node()]
    data = codec.encode(value, root)
    started = time.thread_time()

    read = read_by(list[node], derived)(data)  # type: ignore[valid-type]
    written = written_by(list[node], known=derived)(value)  # type: ignore[valid-type]

    assert time.thread_time() - started < 5
    assert read is DECLINED or dcxml.identical(value, read)
    assert written in {data, DECLINED}
