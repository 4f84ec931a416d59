"""Texts of a simple type with facets (W3C XML Schema, part 2, chapter 4.3): a wished one, or near its bounds."""

from __future__ import annotations

import base64
import datetime as dt
from decimal import Decimal, InvalidOperation
from math import inf, nextafter
from typing import TYPE_CHECKING, Final

from dcxml.errors import LexicalError
from dcxml.sampling.patterns import matching_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dcxml.lexical.table import Primitive

__all__ = ["fitting_texts"]

_INCLUSIVE: Final = ("minInclusive", "maxInclusive")
_EXCLUSIVE: Final = {"minExclusive": 1, "maxExclusive": -1}
_LENGTHS: Final = ("length", "minLength", "maxLength")
_ORDINARY: Final = ("0", "1", "-1", "0.1", "true", "2000-01-01T00:00:00", "PT1S", "x")


def fitting_texts(primitive: Primitive, facets: Mapping[str, Sequence[str]], wished: str) -> Iterator[str]:
    """Yield texts of a type that its ``facets`` may allow: the ``wished`` one first, then what is made of the facets.

    ``facets`` are the values of each by its name. Which texts are allowed is for the caller to ask.
    """
    yield wished
    yield from facets.get("enumeration", ())
    least = max((int(value) for name in ("length", "minLength") for value in facets.get(name, ())), default=0)
    most = min((int(value) for name in ("length", "maxLength") for value in facets.get(name, ())), default=None)
    for pattern in facets.get("pattern", ()):
        yield from matching_texts(pattern, least, most)
    for name in _LENGTHS:
        for value in facets.get(name, ()):
            yield from _of_length(wished, int(value))
    for name in _INCLUSIVE:
        yield from facets.get(name, ())
    yield from _between(facets)
    for name, direction in _EXCLUSIVE.items():
        for value in facets.get(name, ()):
            yield from _beyond(primitive, value, direction)
    yield from _ORDINARY


def _of_length(wished: str, length: int) -> Iterator[str]:
    """Yield texts of a length: in characters, in octets as base64 or in hexadecimal digits, in items of a list."""
    yield wished[:length].ljust(length, "x") if wished else "x" * length
    yield base64.b64encode(b"@" * length).decode()
    yield "40" * length
    yield " ".join(["x"] * length)


def _between(facets: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield what is in the middle of the numbers that are the bounds."""
    try:
        bounds = [Decimal(value) for name in (*_INCLUSIVE, *_EXCLUSIVE) for value in facets.get(name, ())]
    except InvalidOperation:
        return
    if bounds:
        middle = sum(bounds, Decimal(0)) / len(bounds)
        yield from (f"{middle.to_integral_value():f}", f"{middle:f}")


def _beyond(primitive: Primitive, bound: str, direction: int) -> Iterator[str]:
    """Yield the texts of values just above a bound, or just below it, in steps that the type has."""
    try:
        value = primitive.parse(bound)
    except LexicalError:
        return
    steps: list[object] = []
    if isinstance(value, int):
        steps = [value + direction]
    elif isinstance(value, float):
        steps = [value + direction, nextafter(value, direction * inf)]
    elif isinstance(value, Decimal):
        steps = [value + direction, value + direction * Decimal("0.01"), value + direction * Decimal("1e-9")]
    elif isinstance(value, dt.datetime | dt.timedelta):
        steps = [value + direction * dt.timedelta(days=1), value + direction * dt.timedelta(seconds=1)]
    for step in steps:
        try:
            yield primitive.format(step)
        except LexicalError:
            continue
