"""Items that a `Writer` writes on the fast lane: which take it, and what is refused beside them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

import dcxml
from dcxml import Dialect, EncodeError, Int, data_contract, data_member
from dcxml.binding.objects import set_absent
from dcxml.codec.fast.writers import FastWriter
from dcxml.codec.settings import FastLane

if TYPE_CHECKING:
    from collections.abc import Iterable

MANY = 1_000


@data_contract(name="Line", namespace="urn:lines")
class Line:
    """A line."""

    count: Int = data_member("Count", default=0)
    text: str | None = data_member("Text", default=None)


@data_contract(name="Page", namespace="urn:page")
class Page:
    """A page of lines."""

    lines: list[Line | None] | None = data_member("Lines", default=None)
    name: str | None = data_member("Name", default=None)


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how many items were written on the lane, call by call."""
    found: list[int] = []
    write = FastWriter.write

    def noted(self: FastWriter, value: Any) -> Any:
        text = write(self, value)
        if isinstance(text, str) and isinstance(value, list):
            found.append(len(value))
        return text

    monkeypatch.setattr(FastWriter, "write", noted)
    return found


def take(lane: FastLane, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the lane be taken so."""
    monkeypatch.setattr("dcxml.serializer.DEFAULT_FAST_LANE", lane)


def written(items: Iterable[Any], **chosen: Any) -> bytes:
    """Return the page of some lines."""
    file = io.BytesIO()
    with dcxml.Writer(file, Page(name="page"), **chosen) as writer:
        writer.write_all(items)
    return file.getvalue()


def lines() -> list[Any]:
    """Return lines, nil and one that lacks a member among them."""
    found: list[Any] = [Line(count=n, text=None if n % 3 == 0 else f"<{n}> é\U0001f600") for n in range(MANY)]
    found[400] = None
    set_absent(found[700], "text")
    return found


@pytest.mark.parametrize("dialect", Dialect)
def test_the_items_of_a_list_are_written_together(
    dialect: Dialect, taken: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    take(FastLane.ALWAYS, monkeypatch)

    found = written(lines(), dialect=dialect)

    assert sum(taken) == MANY - 1  # but for the one that lacks a member, whose neighbours are written one by one
    assert max(taken) > 100
    assert found == dcxml.dumps(Page(lines=lines(), name="page"), dialect=dialect)


def test_other_items_are_written_as_they_come(taken: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    take(FastLane.ALWAYS, monkeypatch)
    line = Line(text="the same")

    def renewed() -> Iterable[Line]:
        for number in range(MANY):
            line.count = number
            yield line

    assert written(renewed()) == dcxml.dumps(
        Page(lines=[Line(count=n, text="the same") for n in range(MANY)], name="page")
    )
    assert taken[:MANY] == [1] * MANY


def test_many_items_are_worth_the_lane_and_a_few_are_not(taken: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    @data_contract(name="Row", namespace="urn:rows")
    class Row:
        text: str | None = data_member("Text", default=None)

    take(FastLane.AUTO, monkeypatch)
    file = io.BytesIO()

    with dcxml.Writer(file, list[Row]) as writer:
        writer.write_all(Row() for _ in range(10))
        assert not taken
        writer.write_all(Row(text="some words" * 20) for _ in range(10_000))

    assert len(taken) > 9_000
    assert len(dcxml.loads(file.getvalue(), list[Row])) == 10_010


def test_a_lane_that_is_switched_off_is_not_taken(taken: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    take(FastLane.NEVER, monkeypatch)

    written(lines())

    assert not taken


@pytest.mark.parametrize("lane", [FastLane.NEVER, FastLane.ALWAYS], ids=str)
def test_a_fault_is_told_of_its_item_and_those_before_are_written(
    lane: FastLane, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(lane, monkeypatch)
    items: list[Any] = lines()
    items[250] = Line(count="x")  # type: ignore[arg-type]
    file = io.BytesIO()

    with dcxml.Writer(file, Page(name="page")) as writer:
        with pytest.raises(EncodeError) as refused:
            writer.write_all(items)
        assert writer.count == 250
        writer.write_all(items[251:])

    assert refused.value.path == "/Page/Lines/Line[251]/Count"
    assert file.getvalue() == dcxml.dumps(Page(lines=items[:250] + items[251:], name="page"))
