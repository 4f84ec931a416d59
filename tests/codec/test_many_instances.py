"""Lists of many instances on the fast lane, which are written some at a time, with the same results."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import Any

import pytest

import dcxml
from dcxml import DataContractSerializer, DateTime, Dialect, EncodeError, Int, data_contract, data_member, set_absent
from dcxml.codec.fast.declined import DECLINED
from dcxml.codec.fast.lane import WriteLane
from dcxml.codec.making import make_codec
from dcxml.codec.settings import WriterSettings

MANY = 500
DIALECTS = [pytest.param(dialect, id=dialect.value) for dialect in Dialect]


@data_contract(name="Line", namespace="urn:many")
class Line:
    article: str | None = data_member("Article", default=None)
    at: DateTime = data_member("At", default=DateTime.min)
    count: Int | None = data_member("Count", default=None)
    note: str | None = data_member("Note", default=None, emit_default_value=False)
    parts: list[Line] | None = data_member("Parts", default=None)
    price: Decimal = data_member("Price", default=Decimal(0))


@data_contract(name="Special", namespace="urn:many")
class Special(Line):
    pass


@data_contract(name="Spot", namespace="urn:many")
class Spot:
    x: Int = data_member("X", default=0)


@data_contract(name="Rare", namespace="urn:many")
class Rare:
    x: Int = data_member("X", default=0, emit_default_value=False)


class Text(str):
    """A text that prints as something else."""

    __slots__ = ()

    def __str__(self) -> str:
        return "else"


def line(number: int) -> Line:
    """Return a line, which few others are like."""
    return Line(
        article=f"article {number}" if number % 5 else None,
        at=DateTime(2026, 1, 1 + number % 28),
        count=number if number % 3 else None,
        note=f"note {number}" if number % 2 else None,
        parts=[Line(article="part")] if number % 50 == 0 else None,
        price=Decimal(number - 100) / 100,
    )


def lines() -> list[Any]:
    """Return many lines."""
    return [line(number) for number in range(MANY)]


def with_one(**changes: Any) -> list[Any]:
    """Return many lines, of which one, far from the first, has these members."""
    found = lines()
    for name, value in changes.items():
        setattr(found[333], name, value)
    return found


def with_another(item: Any) -> list[Any]:
    """Return many lines, and something else among them."""
    return [*lines(), item, *lines()]


def absent() -> list[Any]:
    """Return many lines, of which one lacks a member."""
    found = lines()
    set_absent(found[333], "article")
    return found


def serializer(fast_lane: Any) -> DataContractSerializer[Any]:
    """Return what reads and writes lists of lines."""
    return DataContractSerializer(list[Line], fast_lane=fast_lane)


def written_by_lane(annotation: Any, value: Any, dialect: Dialect = Dialect.XML_WRITER) -> Any:
    """Return what the fast lane alone writes, or `DECLINED`."""
    codec, root = make_codec(annotation, ())
    return WriteLane.of_root(codec.plan, root, WriterSettings(dialect)).write(value, is_forced=True)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("value", "annotation"),
    [
        pytest.param(lines(), list[Line | None], id="of one class"),
        pytest.param(with_another(None), list[Line | None], id="with nil"),
        pytest.param(with_one(article="<&>\r\n\ud7ff"), list[Line], id="with escapes"),
        pytest.param(with_one(article="", note=""), list[Line], id="with empty texts"),
        pytest.param(with_one(note=">"), list[Line], id="with an escape in what may be left out"),
        pytest.param([Spot(x=n) for n in range(MANY)], list[Spot], id="without texts"),
        pytest.param([Rare(x=n % 2) for n in range(MANY)], list[Rare], id="some without content"),
        pytest.param([], list[Line], id="none"),
    ],
)
def test_many_instances_are_written_as_by_the_other_way(value: Any, annotation: Any, dialect: Dialect) -> None:
    expected = DataContractSerializer(annotation, dialect=dialect, fast_lane="never").dumps(value)

    assert written_by_lane(annotation, value, dialect) == expected.decode()


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(with_another(Special()), id="an instance of a derived class"),
        pytest.param(with_another(Spot()), id="an instance of another class"),
        pytest.param(with_another(5), id="no instance"),
        pytest.param(with_one(article=Text("text")), id="a text of a class of its own"),
        pytest.param(with_one(article=5), id="a number for a text"),
        pytest.param(with_one(article=b""), id="octets for a text"),
        pytest.param(with_one(article=0), id="zero for a text"),
        pytest.param(with_one(article="\x01"), id="a control"),
        pytest.param(with_one(article="\ud800"), id="a surrogate"),
        pytest.param(with_one(count=2**31), id="a number out of range"),
        pytest.param(with_one(at="2026"), id="a text for a moment"),
        pytest.param(with_one(price=Decimal("NaN")), id="no number"),
        pytest.param(absent(), id="an absent member"),
    ],
)
def test_what_needs_a_closer_look_among_many_is_left_to_the_other_way(value: Any) -> None:
    assert written_by_lane(list[Line], value) is DECLINED


def test_the_place_of_a_fault_among_many_is_told() -> None:
    with pytest.raises(EncodeError, match="Article") as caught:
        serializer("always").dumps(with_one(article="\x01"))

    assert caught.value.path == "/ArrayOfLine/Line[334]/Article"


@pytest.mark.parametrize("number", [
    "0", "-0", "0.00", "-0.00", "1.50", "-1.50", "1E+5", "1E-7", "0E-10", "0E+3", "12345678901234567890123456.78",
    "79228162514264337593543950335", "79228162514264337593543950336", "-79228162514264337593543950335",
    "1E-28", "1E-29",
    "NaN", "-NaN", "sNaN", "Infinity", "-Infinity",
])  # fmt: skip
def test_the_text_of_a_number_does_not_depend_on_the_way_it_is_found(number: str) -> None:
    value = [Line(price=Decimal(number))]
    try:
        expected = serializer("never").dumps(value).decode()
    except EncodeError:
        assert written_by_lane(list[Line], value) is DECLINED
        return
    assert "E" not in expected[expected.index("<Price>") : expected.index("</Price>")]
    assert written_by_lane(list[Line], value) == expected
    with localcontext() as context:
        context.capitals, context.prec = 0, 3
        assert written_by_lane(list[Line], value) == expected
    assert dcxml.loads(expected, list[Line])[0].price == Decimal(number)
