"""Values of xs:anyType on the fast lane: the same results as the other way, or the other way."""

from __future__ import annotations

import time
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dcxml
from dcxml import AnyValue, DateTime, DateTimeOffset, Dialect, Duration, QName, data_contract, data_member, set_absent
from dcxml.codec.fast.declined import DECLINED
from dcxml.qname import SERIALIZATION, XS, XSI
from dcxml.strategies import instances
from dcxml.strategies.spelling import respelled
from support.boxes import KNOWN, Access, Box, Color, Label, Point, Size, Thing
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

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.no_cover

DIALECTS = [pytest.param(dialect, id=dialect.value) for dialect in Dialect]
TAKEN: dict[str, Any] = {
    "none": None,
    "boolean": True,
    "int": -5,
    "zero": 0,
    "the least int": -(2**31),
    "string": "a & b\r\n",
    "empty string": "",
    "double": 1.5,
    "infinity": float("-inf"),
    "decimal": Decimal("1.50"),
    "moment": DateTime(2024, 2, 29, 1, 2, 3),
    "duration": Duration(days=1, seconds=2),
    "guid": UUID(int=5),
    "octets": b"\0\xff",
    "no octets": b"",
    "long": AnyValue(5, QName(XS, "long")),
    "byte": AnyValue(-5, QName(XS, "byte")),
    "unsigned": AnyValue(2**64 - 1, QName(XS, "unsignedLong")),
    "float": AnyValue(1.5, QName(XS, "float")),
    "char": AnyValue("a", QName(SERIALIZATION, "char")),
    "URI": AnyValue("http://a/b", QName(XS, "anyURI")),
    "no URI": AnyValue("", QName(XS, "anyURI")),
    "enumeration": Color.RED,
    "open enumeration": Size("Huge"),
    "flags": Access.READ | Access.WRITE,
    "no flags": Access(0),
    "class": Thing(name="n", value="x & y"),
    "struct": Point(x=3),
    "empty class": Label(),
    "class without much": Label(text=""),
}
DECLINED_VALUES: dict[str, Any] = {
    "plain object": AnyValue(None, QName(XS, "anyType")),
    "offset": dcxml.sample(DateTimeOffset),
    "name": QName("urn:a", "b"),
    "class in a class": Thing(value=Thing()),
    "text with a reference": Color.BLACK_AND_WHITE,
    "list": AnyValue([1, 2], QName("http://schemas.microsoft.com/2003/10/Serialization/Arrays", "ArrayOfint")),
}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", TAKEN)
def test_a_value_of_anytype_is_read_and_written_by_the_fast_lane(name: str, dialect: Dialect) -> None:
    value = TAKEN[name]

    assert_taken(Box, Box(content=value), dialect, KNOWN)
    assert_taken(Box, Box(items=[value, 1, value], label=value), dialect, KNOWN)
    assert_taken(Box, Box(by_key={"a": value, "b": 1}, rows=[[value or 0, 2], []]), dialect, KNOWN)
    if not isinstance(value, Thing | Point | Label):
        assert_taken(Box, Box(thing=Thing(value=value), content=Thing(value=value)), dialect, KNOWN)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", DECLINED_VALUES)
def test_other_values_of_anytype_are_declined(name: str, dialect: Dialect) -> None:
    value = Box(content=DECLINED_VALUES[name])
    known = (*KNOWN, DateTimeOffset, list[dcxml.Int])

    assert name == "text with a reference" or written_by(Box, dialect, known)(value) is DECLINED
    assert read_by(Box, known)(other_way(Box, dialect, known).dumps(value)) is DECLINED


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(2**31, id="an int out of range"),
        pytest.param(AnyValue(2**63, QName(XS, "long")), id="a long out of range"),
        pytest.param(AnyValue("5", QName(XS, "int")), id="a text for an int"),
        pytest.param(AnyValue(None, QName(XS, "string")), id="None for a string"),
        pytest.param(AnyValue(5, QName("urn:a", "b")), id="an unknown type"),
        pytest.param(object(), id="an object"),
        pytest.param("\x01", id="a control"),
        pytest.param([1], id="a list"),
        pytest.param(Box, id="a class"),
    ],
)
def test_what_cannot_be_written_is_declined(value: Any) -> None:
    assert written_by(Box, known=KNOWN)(Box(content=value)) is DECLINED


OPEN = f'<Box xmlns:i="{XSI}" xmlns="urn:boxes">'
SPACE = 'xmlns:d2p1="http://schemas.microsoft.com/2003/10/Serialization/Arrays"'
ITEM = f'<d2p1:anyType xmlns:d3p1="{XS}" i:type="d3p1:int">5</d2p1:anyType>'
TYPE = f'xmlns:d2p1="{XS}" i:type="d2p1'


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("<Content />", id="no type"),
        pytest.param("<Content>5</Content>", id="a text without a type"),
        pytest.param('<Content i:type="">5</Content>', id="an empty type"),
        pytest.param('<Content i:type="int">5</Content>', id="a type in another namespace"),
        pytest.param('<Content i:type="x:int">5</Content>', id="a type without a prefix"),
        pytest.param(f'<Content {TYPE}:int">x</Content>', id="no int"),
        pytest.param(f'<Content {TYPE}:int"></Content>', id="no int at all"),
        pytest.param(f'<Content {TYPE}:int" />', id="a tag for an int"),
        pytest.param(f'<Content {TYPE}:int">2147483648</Content>', id="an int out of range"),
        pytest.param(f'<Content {TYPE}:int"> 5 </Content>', id="white space around an int"),
        pytest.param(f'<Content {TYPE}:integer">5</Content>', id="a type without a CLR type"),
        pytest.param(f'<Content {TYPE}:duration">PT5S</Content>', id="a duration of XML Schema"),
        pytest.param(f'<Content {TYPE}:nothing">5</Content>', id="an unknown type"),
        pytest.param(f'<Content {TYPE}:string">a<b />c</Content>', id="an element in a text"),
        pytest.param(f'<Content {TYPE}:string" />', id="an empty string in a single tag"),
        pytest.param(f'<Content {TYPE}:string">a & b</Content>', id="a bare ampersand"),
        pytest.param(f'<Content {TYPE}:string" i:nil="true" />', id="nil with a type"),
        pytest.param(f'<Content i:type="d2p1:int" xmlns:d2p1="{XS}">5</Content>', id="another order"),
        pytest.param('<Content i:type="Color">Green</Content>', id="an unknown text"),
        pytest.param('<Content i:type="Color" />', id="no text"),
        pytest.param('<Content i:type="Box"><Content i:nil="true" /></Content>', id="the root's class"),
        pytest.param('<Content i:type="Label">a</Content>', id="a text in a class"),
        pytest.param('<Content i:type="Label"><Content></Content></Content>', id="one in itself"),
    ],
)
def test_a_value_that_dotnet_does_not_write_so_is_agreed_on(content: str) -> None:
    assert_agreed_or_refused(Box, f"{OPEN}{content}</Box>", KNOWN)


def test_absent_members_around_anytype_are_absent() -> None:
    box = Box(content=Thing(name="n"))
    set_absent(box, "items")
    set_absent(box.content, "name")
    data = other_way(Box, known=KNOWN).dumps(box)

    found = read_by(Box, KNOWN)(data)

    assert dcxml.identical(other_way(Box, known=KNOWN).loads(data), found)
    assert dcxml.is_absent(found.content, "name")


VALUES = instances(Box, known_types=KNOWN)


@settings(max_examples=150, deadline=None)
@given(VALUES, st.sampled_from(Dialect))
def test_any_document_is_read_and_any_value_written_as_by_the_other_way(value: Any, dialect: Dialect) -> None:
    assert_value_agreed(Box, value, dialect, KNOWN)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_document_is_declined_or_read_as_by_the_other_way(data: st.DataObject) -> None:
    document = other_way(Box, data.draw(st.sampled_from(Dialect)), KNOWN).dumps(data.draw(VALUES))
    types = [f"{{{XS}}}{name}" for name in ("int", "string", "dateTime", "anyType", "integer")]
    types += ["{urn:things}Thing", "{urn:boxes}Color", f"{{{SERIALIZATION}}}guid"]

    assert_agreed(Box, data.draw(damaged(document, types)), KNOWN)


@settings(max_examples=150, deadline=None)
@given(VALUES, st.integers(0, 2**32).map(Random))
def test_another_spelling_is_declined_or_read_as_by_the_other_way(value: Any, random: Random) -> None:
    document = other_way(Box, known=KNOWN).dumps(value)

    assert_agreed(Box, respelled(document, dcxml.contracts_of(Box, *KNOWN), random), KNOWN)


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param(lambda size: f'{OPEN}<Content {TYPE}:string">{"a" * size}', id="a text without end"),
        pytest.param(lambda size: f'{OPEN}<Content {TYPE}:string">{"<Content>" * size}', id="start tags"),
        pytest.param(lambda size: f"{OPEN}<Content {'a ' * size}", id="attributes without end"),
        pytest.param(
            lambda size: f"{OPEN}<Items {SPACE}>{ITEM * size}<d2p1:anyType i:type='a'></Items></Box>",
            id="an item without end behind many",
        ),
    ],
)
def test_the_time_to_decline_is_in_proportion_to_the_size(hostile: Callable[[int], str]) -> None:
    assert_declined_in_proportion(read_by(Box, KNOWN), hostile)


def large_contract(count: int) -> type:
    """Return a class with so many members of anyType and of classes."""
    annotations: dict[str, Any] = {}
    body: dict[str, Any] = {}
    for number in range(count):
        part = type(f"Part{number}", (), {"x": data_member("X", default=None), "__annotations__": {"x": object | None}})
        annotations[f"part{number}"] = data_contract(name=f"Part{number}", namespace="urn:l")(part) | None
        annotations[f"any{number}"] = object | None
        body |= {f"{name}{number}": data_member(f"{name}{number}", default=None) for name in ("part", "any")}
    return data_contract(name="Large", namespace="urn:l")(type("Large", (), {**body, "__annotations__": annotations}))


def test_many_members_of_anytype_take_no_long_time_to_compile() -> None:
    large = large_contract(60)
    value = large(any5=5, any7="a")
    data = other_way(large).dumps(value)
    started = time.thread_time()

    found = read_by(large)(data)
    written = written_by(large)(value)

    assert time.thread_time() - started < 2
    assert dcxml.identical(value, found)
    assert written == data.decode()
