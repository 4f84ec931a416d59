"""Long collections on the fast lane: cut out of their document and read by stretches, with the same results."""

from __future__ import annotations

import gc
import time
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

import dcxml
from dcxml import DataContractSerializer, DateTime, DecodeError, Dialect, Int, data_contract, data_member, set_absent
from dcxml.codec.fast import long_runs
from dcxml.codec.fast.declined import DECLINED
from dcxml.codec.fast.lane import ReadLane
from dcxml.codec.making import make_codec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DIALECTS = [pytest.param(dialect, id=dialect.value) for dialect in Dialect]
MANY = 600


@data_contract(name="Mark", namespace="urn:mark")
class Mark:
    number: Int = data_member("Number", default=0)


@data_contract(name="Line", namespace="urn:line")
class Line:
    article: str | None = data_member("Article", default=None)
    at: DateTime = data_member("At", default=DateTime.min)
    count: Int | None = data_member("Count", default=None)
    mark: Mark | None = data_member("Mark", default=None)
    parts: list[Line] | None = data_member("Parts", default=None)
    price: Decimal = data_member("Price", default=Decimal(0))
    rare: Int = data_member("Rare", default=0, emit_default_value=False)


@data_contract(name="Page", namespace="urn:page")
class Page:
    lines: list[Line | None] | None = data_member("Lines", default=None)
    marks: list[Mark] | None = data_member("Marks", default=None)


@data_contract(name="Response", namespace="urn:page")
class Response:
    first: Page | None = data_member("First", default=None)
    second: Page | None = data_member("Second", default=None)
    total: Int = data_member("Total", default=0)


def line(number: int) -> Line:
    """Return a line, which few others are like."""
    return Line(
        article=f"<{number}>"
        if number % 7 == 0
        else f"article {number}"
        if number % 5
        else ("" if number % 2 else None),
        at=DateTime(2026, 1 + number % 12, 1 + number % 28, number % 24),
        count=number if number % 3 else None,
        mark=None if number % 4 else Mark(number=-number),
        parts=[Line(article="part")] if number % 50 == 0 else [] if number % 2 else None,
        price=Decimal(number - 100) / 100,
        rare=number % 2,
    )


def lines(count: int = MANY) -> list[Line]:
    """Return so many lines."""
    return [line(number) for number in range(count)]


def lacking(count: int = MANY) -> list[Line]:
    """Return lines of which some lack a member."""
    found = lines(count)
    for number in range(0, count, 40):
        set_absent(found[number], "article" if number % 80 else "price")
    return found


def other_way(annotation: Any, dialect: Dialect = Dialect.XML_WRITER) -> DataContractSerializer[Any]:
    """Return the serializer that never takes the fast lane."""
    return DataContractSerializer(annotation, dialect=dialect, fast_lane="never")


def lane_of(annotation: Any) -> Callable[[str | bytes], Any]:
    """Return what reads by the fast lane alone; `DECLINED` for what it does not read."""
    codec, root = make_codec(annotation, ())
    lane = ReadLane(codec.plan, root)
    return lambda data: lane.read(data, is_forced=True)


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the list to which each long run that is read adds its length."""
    lengths: list[int] = []
    read_into = long_runs.LongRun.read_into

    def told(run: long_runs.LongRun, value: Any, text: str, start: int, end: int) -> None:
        read_into(run, value, text, start, end)
        lengths.append(end - start)

    monkeypatch.setattr(long_runs.LongRun, "read_into", told)
    monkeypatch.setattr(long_runs, "_OCTETS", 0)
    return lengths


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("value", "annotation", "runs"),
    [
        pytest.param(lines(), list[Line], 1, id="a list"),
        pytest.param([*lines(), None, *lines()], list[Line | None], 1, id="a list with nil"),
        pytest.param([Mark(number=n) for n in range(9_000)], list[Mark], 1, id="a list of a class with one member"),
        pytest.param(Page(lines=[None, *lines(), None]), Page, 1, id="a member with nil"),
        pytest.param(Page(lines=[*lacking()]), Page, 1, id="instances that lack members"),
        pytest.param(Page(lines=[*lines()], marks=[Mark(number=n) for n in range(9_000)]), Page, 2, id="two members"),
        pytest.param(Response(second=Page(lines=[*lines()])), Response, 1, id="a member of the second member"),
        pytest.param(
            Response(first=Page(lines=[*lines()], marks=[Mark()]), second=Page(lines=[*lines()]), total=5),
            Response,
            2,
            id="members of two members",
        ),
        pytest.param(
            [Line(parts=[Line(count=n) for n in range(MANY)])] * 3, list[Line], 1, id="instances in an instance"
        ),
    ],
)
def test_a_long_run_is_read_as_by_the_other_way(
    value: Any, annotation: Any, runs: int, dialect: Dialect, taken: list[int]
) -> None:
    data = other_way(annotation, dialect).dumps(value)
    read = lane_of(annotation)

    assert dcxml.identical(other_way(annotation).loads(data), read(data))
    assert dcxml.identical(read(data), read(data))
    assert len(taken) == 3 * runs


def test_a_short_document_is_read_in_one_piece(taken: list[int]) -> None:
    data = other_way(list[Line]).dumps(lines(5))

    assert dcxml.identical(other_way(list[Line]).loads(data), lane_of(list[Line])(data))
    assert taken == []


def test_what_compiling_would_cost_more_than_is_read_in_one_piece(
    taken: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_runs, "_OCTETS", 100)
    data = other_way(list[Line]).dumps(lines(200))
    read = lane_of(list[Line])

    assert dcxml.identical(read(data), read(data))
    assert taken == []
    for _ in range(20):
        read(data)
    assert len(taken) > 10


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("<Count>404</Count>", "<Count>2147483648</Count>", id="a number out of range"),
        pytest.param("<Count>404</Count>", "<Count>4O4</Count>", id="no number"),
        pytest.param("<Count>404</Count>", "", id="a member missing"),
        pytest.param("<Count>404</Count>", "<Count>404</Count><Count>404</Count>", id="twice"),
        pytest.param("<Count>404</Count>", "<!-- --><Count>404</Count>", id="a comment"),
        pytest.param("<Count>404</Count>", "<Count>404</Count></Line><Line>", id="an instance in two"),
        pytest.param("<Count>404</Count>", "</Line></Lines><Lines><Line>", id="a collection in two"),
        pytest.param("<Article>article 404</Article>", "<Article>&#97;</Article>", id="a reference"),
        pytest.param("<Article>article 404</Article>", "<Article>\x01</Article>", id="a control"),
        pytest.param("</Line><Line><Article>article 404", "</Line>,<Line><Article>article 404", id="a text between"),
        pytest.param(
            "</Line><Line><Article>article 404", "</Line></Line><Article>article 404", id="an end for a start"
        ),
    ],
)
def test_a_fault_in_a_long_run_is_found(old: str, new: str) -> None:
    text = other_way(list[Line]).dumps(lines()).decode()
    assert old in text

    changed = text.replace(old, new)

    assert_agreed(list[Line], changed)


def assert_agreed(annotation: Any, text: str) -> None:
    """Check that a document is read as by the other way, or declined, and declined where that refuses it."""
    found = lane_of(annotation)(text)
    try:
        expected = other_way(annotation).loads(text)
    except DecodeError:
        assert found is DECLINED
        return
    assert found is DECLINED or dcxml.identical(expected, found)


@pytest.mark.parametrize("seed", range(60))
def test_a_long_document_with_a_few_characters_changed_is_declined_or_read_as_by_the_other_way(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - to try things, and no secret
    text = other_way(Page).dumps(Page(lines=[*lines(300)], marks=[Mark(number=n) for n in range(1_500)])).decode()
    tags = ["<Lines", "</Lines>", "</Line>", "<Line>", "<Marks>", "</Marks>", "<d2p1:Line>", "</d2p1:Line>"]
    for _ in range(random.randint(1, 3)):
        start = random.randint(0, len(text))
        new = random.choice(["", "<", ">", "&", "a", "\r", " ", *tags])
        text = text[:start] + new + text[start + random.randint(0, 3) :]

    assert_agreed(Page, text)


@pytest.mark.usefixtures("no_collector")
@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param(lambda size: f"{'<Line>' * size}", id="start tags"),
        pytest.param(lambda size: f"{'</Line>' * size}", id="end tags"),
        pytest.param(lambda size: f"{'<Parts>' * size}</Parts></ArrayOfLine>", id="collections that begin"),
        pytest.param(lambda size: f"{'<Line />' * size}<Line></ArrayOfLine>", id="empty instances, and a fault"),
        pytest.param(lambda size: f"{'<Line>&amp;</Line>' * size}</ArrayOfLine>", id="texts for instances"),
    ],
)
def test_the_time_to_decline_a_long_run_is_in_proportion_to_its_size(hostile: Callable[[int], str]) -> None:
    data = other_way(list[Line]).dumps(lines())
    read = lane_of(list[Line])
    for _ in range(10):  # until long runs are cut out
        read(data)
    start = data[: data.index(b"<Line>")].decode()

    def seconds(size: int) -> float:
        text = start + hostile(size)
        best = float("inf")
        for _ in range(3):
            started = time.thread_time()
            assert read(text) is DECLINED
            best = min(best, time.thread_time() - started)
        return best

    assert seconds(160_000) < 40 * max(seconds(10_000), 1e-5)


@pytest.fixture
def no_collector() -> Iterator[None]:
    """Keep the garbage collector out of what is timed: its work depends on all there is in the process."""
    gc.disable()
    yield
    gc.enable()
