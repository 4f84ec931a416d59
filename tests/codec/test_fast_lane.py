"""The fast lane: the same results as the other way, or the other way; and never more than time in proportion."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dcxml
from dcxml import (
    DataContractEnum,
    DataContractFlag,
    DataContractSerializer,
    DateTime,
    DateTimeOffset,
    DecodeError,
    Dialect,
    EncodeError,
    Int,
    OpenEnum,
    UnsignedByte,
    data_contract,
    data_member,
    enum_member,
    set_absent,
)
from dcxml.apis.calendar import AuthenticatedInputOfCalendarAppointmentWrongModel as Calendar
from dcxml.codec.fast.declined import DECLINED
from dcxml.codec.fast.lane import ReadLane, WriteLane
from dcxml.codec.making import make_codec
from dcxml.codec.settings import FastLane, WriterSettings
from dcxml.qname import XSI
from dcxml.strategies import instances
from dcxml.strategies.spelling import respelled
from support.contract_sets import contract_sets
from support.damaged_documents import damaged
from support.every_type import EveryType, Node
from support.fast_lane import (
    assert_agreed,
    assert_agreed_or_refused,
    assert_declined_in_proportion,
    assert_taken,
    other_way,
    read_by,
    written_by,
)

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.no_cover

AUTO = WriterSettings(fast_lane=FastLane.AUTO)
DIALECTS = [pytest.param(dialect, id=dialect.value) for dialect in Dialect]


@data_contract(name="Color", namespace="urn:f")
class Color(DataContractEnum):
    RED = enum_member("Red")
    BLACK_AND_WHITE = enum_member("black & white", 7)


@data_contract(name="Size", namespace="urn:f")
class Size(OpenEnum):
    SMALL = enum_member("Small")
    SMALL_AND_FLAT = enum_member("small & flat")


@data_contract(name="Access", namespace="urn:f")
class Access(DataContractFlag):
    READ = enum_member("Read", 1)
    WRITE = enum_member("Write", 2)


@data_contract(name="Line", namespace="urn:lines")
class Line:
    number: Int = data_member("Number", default=0)
    text: str | None = data_member("Text", default=None)
    note: str | None = data_member("Note", default=None, is_required=True)


@data_contract(name="Order", namespace="urn:f")
class Order:
    lines: list[Line | None] | None = data_member("Lines", default=None)
    color: Color = data_member("Color", default=Color.RED)
    size: Size | None = data_member("Size", default=None)
    access: Access = data_member("Access", default=Access(0))
    counts: dict[str, Int] | None = data_member("Counts", default=None)
    rows: list[list[str | None]] | None = data_member("Rows", default=None)
    octets: bytes | None = data_member("Octets", default=None)
    level: UnsignedByte | None = data_member("Level", default=None, emit_default_value=False)
    line: Line | None = data_member("Line", default=None)
    next: Order | None = data_member("Next", default=None)


@data_contract(name="One", namespace="urn:f")
class One:
    number: Int = data_member("Number", default=0, is_required=True)


@data_contract(name="Nothing", namespace="urn:f")
class Nothing:
    """A class without members."""


@cache
def values_of(annotation: Any) -> st.SearchStrategy[Any]:
    """Return the strategy of the instances of an annotation, which is made once."""
    return instances(annotation)


FULL = Order(
    lines=[Line(number=1, text="a", note=None), None, Line(number=-5, text="", note=" <&>\r\n\t")],
    color=Color.RED,
    size=Size("Huge & odd"),
    access=Access.READ | Access.WRITE,
    counts={"": 1, "b>": -2},
    rows=[[], ["", None, "x"]],
    octets=b"",
    level=255,
    line=Line(note=""),
    next=Order(rows=[], counts={}, lines=[], octets=b"\0"),
)
LEAST = Order()
BARE = Order()
for _name in ("lines", "color", "size", "access", "counts", "rows", "octets", "line", "next"):
    set_absent(BARE, _name)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("value", "annotation"),
    [
        pytest.param(FULL, Order, id="full"),
        pytest.param(LEAST, Order, id="least"),
        pytest.param(Nothing(), Nothing, id="no members"),
        pytest.param([1, -2, 2**31 - 1], list[Int], id="a list"),
        pytest.param([None, Line(note="n")], list[Line | None], id="a list of classes"),
        pytest.param([One(number=3)], list[One], id="a list of a class with one member"),
        pytest.param([Nothing(), Nothing()], list[Nothing], id="a list of a class without members"),
        pytest.param([One(number=3), None], list[One | None], id="a list of a class with one member, or nil"),
        pytest.param({"a": [Line()]}, dict[str, list[Line]], id="a dictionary"),
    ],
)
def test_what_dotnet_writes_is_read_and_written_by_the_fast_lane(value: Any, annotation: Any, dialect: Dialect):
    assert_taken(annotation, value, dialect)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_absent_members_are_read_as_absent(dialect: Dialect):
    data = other_way(Order, dialect).dumps(BARE)

    assert dcxml.identical(other_way(Order).loads(data), read_by(Order)(data))
    assert dcxml.is_absent(read_by(Order)(data), "lines")


def test_the_documented_sample_takes_the_fast_lane():
    with open("schemas/calendar/sample.xml", "rb") as file:  # noqa: PTH123
        data = file.read()

    assert written_by(Calendar)(read_by(Calendar)(data)) == data.decode()


def test_a_declaration_as_dotnet_writes_it_is_no_hindrance():
    data = b'<?xml version="1.0" encoding="utf-8"?>' + other_way(Order).dumps(FULL)

    assert dcxml.identical(other_way(Order).loads(data), read_by(Order)(data))


OPEN = '<Order xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="urn:f">'
LINE = '<Line xmlns:d2p1="urn:lines">'


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(f"{OPEN}<Color>Red</Colour></Order>", id="another end tag"),
        pytest.param(f"{OPEN}<Color>Red></Color></Order>", id="a bracket in a text"),
        pytest.param(f"{OPEN}<Color>Red</Color></Order>\n", id="white space behind"),
        pytest.param(f"{OPEN}<Color>Red</Color></Order><Order/>", id="two roots"),
        pytest.param(f"{OPEN}<Color>Green</Color></Order>", id="an unknown text"),
        pytest.param(f"{OPEN}<Color>black &amp; white</Color></Order>", id="a text with a reference"),
        pytest.param(f"{OPEN}<Color>black & white</Color></Order>", id="a bare ampersand in an enumeration's text"),
        pytest.param(f"{OPEN}<Size>small & flat</Size></Order>", id="a bare ampersand in a known text"),
        pytest.param(f"{OPEN}<Size>&#x1;</Size></Order>", id="a reference to a control"),
        pytest.param(f"{OPEN}<Size>&nbsp;</Size></Order>", id="an entity"),
        pytest.param(f"{OPEN}<Size>a & b</Size></Order>", id="a bare ampersand"),
        pytest.param(f"{OPEN}<Size>&amp</Size></Order>", id="a reference without end"),
        pytest.param(f"{OPEN}<Size>\x01</Size></Order>", id="a control"),
        pytest.param(f"{OPEN}<Size>a\r\nb</Size></Order>", id="a carriage return"),
        pytest.param(f"{OPEN}<Size>\ufffe</Size></Order>", id="no character"),
        pytest.param(f"{OPEN}<Size><![CDATA[a]]></Size></Order>", id="CDATA"),
        pytest.param(f"{OPEN}<Size>a<!-- b --></Size></Order>", id="a comment"),
        pytest.param(f"{OPEN}<Level>256</Level></Order>", id="a number out of range"),
        pytest.param(f"{OPEN}<Level>0000000000000000000001</Level></Order>", id="many zeros"),
        pytest.param(f"{OPEN}<Level></Level></Order>", id="no number"),
        pytest.param(f"{OPEN}<Level>+1</Level></Order>", id="a plus"),
        pytest.param(f"{OPEN}<Level>\u0661</Level></Order>", id="a digit of another script"),
        pytest.param(f'{OPEN}<Color i:nil="true" /></Order>', id="nil of a value type"),
        pytest.param(f"{OPEN}<Size i:nil='true' /></Order>", id="nil in other quotes"),
        pytest.param(f'{OPEN}<Color>Red</Color><Lines i:nil="true" /></Order>', id="out of order"),
        pytest.param(f"{OPEN}<Size>a</Size><Size>b</Size></Order>", id="twice"),
        pytest.param(f"{OPEN}<Unknown>a</Unknown></Order>", id="unknown"),
        pytest.param(f"{OPEN}{LINE}<d2p1:Number>1</d2p1:Number></Line></Order>", id="a required member missing"),
        pytest.param(f"{OPEN}{LINE}</Line></Order>", id="no member at all"),
        pytest.param(f"{OPEN}{LINE}text<d2p1:Note>1</d2p1:Note></Line></Order>", id="text in a class"),
        pytest.param("", id="nothing"),
        pytest.param(OPEN, id="a start"),
        pytest.param(f"\ufeff{OPEN}</Order>", id="a byte order mark"),
        pytest.param(f"{OPEN}\ud800</Order>".encode("utf-8", "surrogatepass"), id="no UTF-8"),
        pytest.param(f'<?xml version="1.0" encoding="utf-16"?>{OPEN}</Order>', id="another declaration"),
    ],
)  # fmt: skip
def test_what_dotnet_does_not_write_is_declined(data: bytes | str):
    given = data if isinstance(data, bytes) else data.encode()

    assert read_by(Order)(given) is DECLINED


@data_contract(name="Sale", namespace="urn:f")
class Sale:
    price: Decimal = data_member("Price", default=Decimal(0))
    at: DateTime = data_member("At", default=DateTime.min)


@pytest.mark.parametrize("price", [
    "0", "-0", "-0.00", "0.10", "007.50", "5.", "1.0000000000000000000000000001", "-7.25", "1" * 28, "9" * 29, "9" * 31,
    "79228162514264337593543950335", "79228162514264337593543950336", "0." + "1" * 40, "1E5", ".5", "+5", "NaN", "1_0",
    "\u0661", " 1", "1 ", "--1", "1.2.3", "",
])  # fmt: skip
def test_a_number_is_read_as_by_the_other_way(price: str):
    assert_agreed_or_refused(Sale, f'<Sale xmlns:i="{XSI}" xmlns="urn:f"><Price>{price}</Price></Sale>')


@pytest.mark.parametrize("at", [
    "2024-02-29T01:02:03", "2023-02-29T01:02:03", "2024-02-29T01:02:03Z", "2024-02-29T01:02:03+05:30",
    "0001-01-01T00:00:00",
    "9999-12-31T23:59:59.9999999", "2024-01-01T24:00:00", "2024-01-01T24:00:00Z", "2024-01-01T00:00:00.Z",
    "2024-13-01T00:00:00",
    "2024-01-01T00:00:00,5", "2024-01-01T1a:00:00", "2024-01-01T00:60:00", "2024-01-01T00:00:60", "0000-01-01T00:00:00",
    "2024-W1-11T00:00:00", "20240101T03:04-0500", "2024-01-01 00:00:00", "2024-01-01T00:00:00.", "2024-01-01T00:00:0",
    "2024-01-01T00:00:00.12345678", "\u06624-01-01T00:00:00", "2024-01-01T29:00:00", "2024-01-01T00:00:00+24:00",
])  # fmt: skip
def test_a_moment_is_read_as_by_the_other_way(at: str):
    assert_agreed_or_refused(Sale, f'<Sale xmlns:i="{XSI}" xmlns="urn:f"><At>{at}</At></Sale>')


def test_a_list_of_what_has_no_simple_text_is_left_to_the_other_way():
    data = other_way(list[DateTimeOffset]).dumps([])

    assert read_by(list[DateTimeOffset])(data) is DECLINED


def test_a_key_that_occurs_twice_is_left_to_the_other_way():
    data = other_way(dict[str, Int]).dumps({"a": 1, "b": 2}).replace(b"Key>b<", b"Key>a<")

    assert read_by(dict[str, Int])(data) is DECLINED
    with pytest.raises(DecodeError, match="twice"):
        dcxml.loads(data, dict[str, Int])


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(Order(lines=[Line(number=2**31)]), id="out of range"),
        pytest.param(Order(lines=[Line(text="\x01")]), id="a control"),
        pytest.param(Order(line="line"), id="of another type"),  # type: ignore[arg-type]
        pytest.param(Order(lines=(Line(),)), id="a tuple"),  # type: ignore[arg-type]
        pytest.param(Order(color=None), id="None of a value type"),  # type: ignore[arg-type]
        pytest.param(BARE, id="absent members"),
        pytest.param(None, id="None"),
    ],
)
def test_what_needs_a_closer_look_is_not_written(value: Any):
    assert written_by(Order)(value) is DECLINED


def test_a_cycle_is_not_followed():
    order = Order()
    order.next = order

    assert written_by(Order)(order) is DECLINED
    with pytest.raises(EncodeError, match="cycle"):
        dcxml.dumps(order)


@st.composite
def documents(draw: st.DrawFn) -> tuple[Any, bytes, Dialect]:
    """Draw the annotation of a root, a document of it and its dialect."""
    binding = dcxml.build_classes(draw(contract_sets()))
    roots = [contract.name for contract in binding.contracts]
    annotation = binding.annotation_of(draw(st.sampled_from(roots)))
    dialect = draw(st.sampled_from(Dialect))
    try:
        strategy = instances(annotation)
    except dcxml.InvalidDataContractError:
        return str, b"", dialect
    return annotation, other_way(annotation, dialect).dumps(draw(strategy)), dialect


@settings(max_examples=40, deadline=None)
@given(documents())
def test_a_document_of_any_contract_is_read_as_by_the_other_way(drawn: tuple[Any, bytes, Dialect]):
    annotation, data, _ = drawn

    assert_agreed(annotation, data)


@settings(max_examples=40, deadline=None)
@given(documents())
def test_a_value_of_any_contract_is_written_as_by_the_other_way(drawn: tuple[Any, bytes, Dialect]):
    annotation, data, dialect = drawn
    if not data:
        return
    value = other_way(annotation).loads(data)

    written = written_by(annotation, dialect)(value)

    assert written is DECLINED or written.encode() == data


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_document_is_declined_or_read_as_by_the_other_way(data: st.DataObject):
    annotation = data.draw(st.sampled_from([Order, EveryType, Node, list[Line]]))
    dialect = data.draw(st.sampled_from(Dialect))
    document = other_way(annotation, dialect).dumps(data.draw(values_of(annotation)))

    assert_agreed(annotation, data.draw(damaged(document)))


@settings(max_examples=150, deadline=None)
@given(st.data(), st.integers(0, 2**32).map(Random))
def test_another_spelling_is_declined_or_read_as_by_the_other_way(data: st.DataObject, random: Random):
    annotation = data.draw(st.sampled_from([Order, EveryType, Node, list[Line]]))
    document = other_way(annotation).dumps(data.draw(values_of(annotation)))

    assert_agreed(annotation, respelled(document, dcxml.contracts_of(annotation), random))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_document_with_a_few_characters_changed_is_declined_or_read_as_by_the_other_way(data: st.DataObject):
    text = other_way(Order).dumps(data.draw(st.sampled_from([FULL, LEAST, BARE]))).decode()
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 3)))
        new = data.draw(st.sampled_from(["", "<", ">", "/", "&", ";", "a", "\0", "\r", " ", "é", "</Size>", "<Size>"]))
        text = text[:start] + new + text[end:]

    assert_agreed(Order, text)


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param(lambda size: f"{OPEN}<Size>{'a' * size}", id="a text without end"),
        pytest.param(lambda size: f"{OPEN}<Size>{'&amp;' * size}</Size></Order", id="references"),
        pytest.param(
            lambda size: (
                f'{OPEN}<Lines xmlns:d2p1="urn:lines">'
                + "<d2p1:Line><d2p1:Number>1</d2p1:Number><d2p1:Note></d2p1:Note></d2p1:Line>" * size
            ),
            id="items without end",
        ),
        pytest.param(lambda size: f"{OPEN}{'<Size>' * size}", id="start tags"),
    ],
)
def test_the_time_to_decline_is_in_proportion_to_the_size(hostile: Callable[[int], str]):
    assert_declined_in_proportion(read_by(Order), hostile, (4_000, 64_000))


@pytest.mark.parametrize("fast_lane", ["always", "never"])
def test_what_del_made_absent_is_not_written(fast_lane: Any):
    line = Line(number=5, note="n")
    del line.number

    assert b"Number" not in DataContractSerializer(Line, fast_lane=fast_lane).dumps(line)


def test_a_lane_rests_when_it_is_of_no_use():
    codec, root = make_codec(Order, ())
    lane = ReadLane(codec.plan, root)
    plain = other_way(Order).dumps(LEAST)
    odd = plain.replace(b"<Color>", b"<Color  >")
    lane.read(plain, is_forced=True)
    for _ in range(40):
        lane.read(odd)

    assert lane.read(plain) is DECLINED


def test_a_lane_is_made_for_a_root_in_use():
    codec, root = make_codec(Order, ())
    lane = ReadLane(codec.plan, root)
    data = other_way(Order).dumps(FULL)

    found = [lane.read(data) for _ in range(2_000)]

    assert found[0] is DECLINED
    assert dcxml.identical(other_way(Order).loads(data), found[-1])


def is_open(lane: WriteLane, value: Any) -> bool:
    """Tell whether a value is written on the lane."""
    return lane.write(value) is not DECLINED


def test_a_lane_is_made_for_a_root_that_is_written_often():
    codec, root = make_codec(Order, ())
    value = Order(color=Color.RED)

    codec.encode(value, root, AUTO)
    lane = codec._write_lanes[root, AUTO]
    first = is_open(lane, value)
    for _ in range(2_000):
        codec.encode(value, root, AUTO)

    assert not first
    assert is_open(lane, value)


def test_a_lane_is_made_after_one_large_value_was_written():
    codec, root = make_codec(Order, ())
    large, small = Order(octets=bytes(1_000_000)), Order()

    codec.encode(large, root, AUTO)

    assert is_open(codec._write_lanes[root, AUTO], small)


@pytest.mark.parametrize(
    ("value", "annotation"),
    [
        pytest.param([Line(note="") for _ in range(50_000)], list[Line], id="a list"),
        pytest.param(dict.fromkeys(map(str, range(50_000)), 0), dict[str, Int], id="a dictionary"),
        pytest.param(Order(lines=[Line(note="")] * 50_000), Order, id="a member"),
        pytest.param(Order(next=Order(lines=[Line(note="")] * 50_000)), Order, id="a member of a member"),
    ],
)
def test_a_lane_is_made_at_once_for_a_value_of_very_many_items(value: Any, annotation: Any):
    codec, root = make_codec(annotation, ())
    lane = WriteLane.of_root(codec.plan, root, WriterSettings())

    assert lane.write(value) == other_way(annotation).dumps(value).decode()


def test_a_value_of_another_type_does_not_open_a_lane():
    codec, root = make_codec(Order, ())
    lane = WriteLane.of_root(codec.plan, root, WriterSettings())

    assert lane.write([Line()] * 100_000) is DECLINED
    assert lane.write(Order(lines=dict.fromkeys(range(100_000)))) is DECLINED  # type: ignore[arg-type]


def test_a_root_of_very_many_members_has_no_lane():
    class_of = {f"member_{n}": data_member(f"Member{n}", default=None) for n in range(5_000)}
    annotations = dict.fromkeys(class_of, str | None)
    large = data_contract(name="Large", namespace="urn:f")(
        type("Large", (), {**class_of, "__annotations__": annotations})
    )

    assert read_by(large)(other_way(large).dumps(large())) is DECLINED
    assert written_by(large)(large()) is DECLINED


def test_the_setting_is_checked():
    with pytest.raises(ValueError, match="fast_lane"):
        DataContractSerializer(Order, fast_lane="sometimes")  # type: ignore[arg-type]
