"""`iterload` of what .NET writes: the same items and errors as by the other way, in a fraction of the time."""

from __future__ import annotations

import io
from random import Random
from typing import Any

import pytest

import dcxml
from dcxml import DataContractSerializer, Dialect, Int, data_contract, data_member, set_absent
from dcxml.codec.settings import FastLane
from dcxml.streaming import fast_items
from dcxml.streaming.item_stream import ItemStream
from support.streamed import parse_by, streamed

DIALECTS = [pytest.param(dialect, id=dialect.value) for dialect in Dialect]
STRETCHES = (1, 7, 500, 1 << 16)
MANY = 200


@data_contract(name="Line", namespace="urn:line")
class Line:
    count: Int = data_member("Count", default=0)
    text: str | None = data_member("Text", default=None)


@data_contract(name="Page", namespace="urn:page")
class Page:
    lines: list[Line | None] | None = data_member("Lines", default=None)
    more: list[Line] | None = data_member("More", default=None)
    name: str | None = data_member("Name", default=None)
    numbers: list[Int] | None = data_member("Numbers", default=None)


@data_contract(name="Response", namespace="urn:page")
class Response:
    page: Page | None = data_member("Page", default=None)
    status: Int = data_member("Status", default=0)


def lines(count: int = MANY) -> list[Any]:
    """Return lines, nil and some that lack a member among them."""
    found: list[Any] = [Line(count=n, text=None if n % 3 == 0 else f"text <{n}> é\U0001f600") for n in range(count)]
    set_absent(found[50], "text")
    return [*found[:60], None, *found[60:]]


def page() -> Page:
    """Return a page with both collections."""
    return Page(lines=lines(), more=[Line(count=7)] * 50, name="page", numbers=[1, 2])


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the fast lane from the first document on."""
    monkeypatch.setattr("dcxml.serializer.DEFAULT_FAST_LANE", FastLane.ALWAYS)


@pytest.fixture(params=STRETCHES)
def by_stretches(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let documents be read by so many octets at a time."""
    parse_by(request.param, monkeypatch)


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be no other way."""
    monkeypatch.setattr("dcxml.serializer.DEFAULT_FAST_LANE", FastLane.ALWAYS)

    def refuse(stream: ItemStream) -> Any:
        raise AssertionError(f"{stream.place.path} is read the other way")

    monkeypatch.setattr(ItemStream, "items", refuse)


@pytest.mark.usefixtures("alone", "by_stretches")
@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("value", "cls", "item"),
    [
        pytest.param(lines(), list[Line | None], "Line", id="a list"),
        pytest.param(page(), Page, "Lines/Line", id="the first collection"),
        pytest.param(page(), Page, "More/Line", id="the second"),
        pytest.param(Response(page=page(), status=5), Response, "Page/Lines/Line", id="in a member"),
        pytest.param([Line(text="a" * 100_000), Line()], list[Line], "Line", id="a long item"),
    ],
)
def test_the_items_are_those_of_the_document(value: Any, cls: Any, item: str, dialect: Dialect) -> None:
    serializer: DataContractSerializer[Any] = DataContractSerializer(cls, dialect=dialect, fast_lane="never")
    data = serializer.dumps(value)
    expected = serializer.loads(data)
    for name in item.split("/")[:-1]:
        expected = getattr(expected, name.lower())

    for document in (data, b'<?xml version="1.0" encoding="utf-8"?>' + data):
        found = streamed(document, cls, item)

        assert found.error is None
        assert dcxml.identical(expected, found.items)


@data_contract(name="Order", namespace="urn:line")
class Order(Line):
    due: Int = data_member("Due", default=0)


@pytest.mark.usefixtures("alone", "by_stretches")
@pytest.mark.parametrize("dialect", DIALECTS)
def test_items_of_several_classes_are_those_of_the_document(dialect: Dialect) -> None:
    value = Page(lines=[Order(count=n, due=n, text="x" * n) if n % 3 else Line(count=n) for n in range(MANY)])
    serializer: DataContractSerializer[Page] = DataContractSerializer(
        Page, known_types=[Order], dialect=dialect, fast_lane="never"
    )

    found = streamed(serializer.dumps(value), Page, "Lines/Line", known_types=[Order])

    assert found.error is None
    assert dcxml.identical(value.lines, found.items)


@pytest.mark.usefixtures("alone")
def test_one_large_document_is_worth_the_lane(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dcxml.serializer.DEFAULT_FAST_LANE", FastLane.AUTO)
    data = dcxml.dumps(Page(lines=[Line(count=n, text="some words") for n in range(10_000)]))

    assert sum(1 for _ in dcxml.iterload(io.BytesIO(data), Page, item="Lines")) == 10_000


def test_a_small_document_or_one_with_the_lane_switched_off_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast_items.FastItems, "_items_of", None)
    monkeypatch.setattr("dcxml.serializer.DEFAULT_FAST_LANE", FastLane.AUTO)

    assert len(streamed(dcxml.dumps(page()), Page, "Lines/Line").items) == MANY + 1
    monkeypatch.setattr("dcxml.serializer.DEFAULT_FAST_LANE", FastLane.NEVER)
    large = dcxml.dumps(Page(lines=[Line(count=n, text="some words") for n in range(10_000)]))
    assert len(streamed(large, Page, "Lines/Line").items) == 10_000


def changed(text: str, random: Random) -> str:
    """Return a document with a few characters changed."""
    tags = ["<Lines", "</Lines>", "</d2p1:Line>", "<d2p1:Line>", "<Name>", "</Page>", "<!-- -->", "<d2p1:Line />"]
    for _ in range(random.randint(1, 2)):
        start = random.randint(0, len(text))
        new = random.choice(["", "<", ">", "&", "a", "\r", " ", "é", *tags])
        text = text[:start] + new + text[start + random.randint(0, 3) :]
    return text


@pytest.mark.parametrize("seed", range(120))
def test_a_document_with_a_few_characters_changed_has_the_same_items_and_the_same_error(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(seed)  # noqa: S311 - to try things, and no secret
    parse_by(random.choice([64, 1_000, 1 << 16]), monkeypatch)
    data = changed(dcxml.dumps(page()).decode(), random).encode("utf-8", "replace")
    item = random.choice(["Lines/Line", "More/Line"])
    chosen: dict[str, Any] = random.choice([{}, {"unknown": "ignore"}, {"unknown": "forbid"}])
    monkeypatch.setattr("dcxml.serializer.DEFAULT_FAST_LANE", FastLane.NEVER)
    expected = streamed(data, Page, item, **chosen)
    monkeypatch.setattr("dcxml.serializer.DEFAULT_FAST_LANE", FastLane.ALWAYS)

    found = streamed(data, Page, item, **chosen)

    assert expected.told == found.told
    least = min(len(expected.items), len(found.items))
    assert dcxml.identical(expected.items[:least], found.items[:least])
    assert expected.error is not None or len(expected.items) == len(found.items)


@pytest.mark.usefixtures("always")
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xff\xfe<\0", id="another encoding"),
        pytest.param(b"<Page", id="a beginning"),
        pytest.param(dcxml.dumps(page())[:-8], id="no end"),
        pytest.param(dcxml.dumps(page()).replace(b"text", b"te\xfft"), id="no UTF-8"),
        pytest.param(dcxml.dumps(page()) + b"\n<!-- -->", id="something behind"),
        pytest.param(dcxml.dumps(page()) + b"<Page/>", id="two roots"),
        pytest.param(dcxml.dumps(page()).replace(b"<Name>", b"<Unknown /><Name>"), id="unknown, behind the items"),
        pytest.param(dcxml.dumps(page()).replace(b"<Numbers", b"<Lines /><Numbers"), id="twice"),
    ],
)
def test_the_other_way_tells_what_is_wrong(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    found = streamed(data, Page, "Lines/Line")
    monkeypatch.setattr("dcxml.serializer.DEFAULT_FAST_LANE", FastLane.NEVER)
    expected = streamed(data, Page, "Lines/Line")

    assert expected.told == found.told
    assert expected.error is not None or dcxml.identical(expected.items, found.items)
