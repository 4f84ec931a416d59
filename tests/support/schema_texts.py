"""Texts to try where a schema has a simple type: of many types, and at and across the edges of one, by xmlschema."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["TEXTS", "edge_texts", "fitting_texts"]

TEXTS: Final = (
    *(
        "",
        "a",
        "ab",
        "aab",
        "abc",
        "aabb",
        "x",
        "y",
        "z",
        "b c",
        "x y",
        " x ",
        "bb",
        "en",
        "t:n",
        "urn:x",
        "P1D",
        "PT1S",
    ),
    *("0", "1", "3", "5", "7", "9", "-1", "1 2", "12", "12.5", "123.456", "99999", "true", "2000-01-01", "1999-12-31"),
    *("PT1S", "12:00:00", "2000", "2000-01", "--01", "--01-02", "---03", "2000-01-01T12:00:00", "QUJD", "AB"),
    "12345678-1234-1234-1234-123456789abc",
)
_BITS: Final = {"byte": 8, "short": 16, "int": 32, "long": 64}
_LONGEST: Final = 2000


def fitting_texts(kind: Any) -> list[str]:
    """Return the texts that are valid for a simple type."""
    return [text for text in (*TEXTS, *_edges(kind)) if kind.is_valid(text)]


def edge_texts(kind: Any) -> list[str]:
    """Return texts at the edges of a simple type and a step beyond them."""
    fitting = [text for text in fitting_texts(kind) if text][:4]
    near = (near for text in fitting for near in (text[:-1], text + text[-1], f" {text}\t", text.swapcase()))
    return list(dict.fromkeys([*_edges(kind), *near]))


def _edges(kind: Any) -> Iterator[str]:
    for value in (kind.enumeration or ())[:3]:
        yield from (str(value), f"{value}_", f"{value} {value}")
    for length in {kind.min_length, kind.max_length} - {None}:
        yield from ("a" * each for each in (length - 1, length, length + 1) if each <= _LONGEST)
    for bound in (*_range(kind), kind.min_value, kind.max_value):
        if isinstance(bound, (int, float, Decimal)):
            yield from (str(bound - 1), str(bound), str(bound + 1))
    for part in (getattr(kind, "item_type", None), *getattr(kind, "member_types", ())):
        if part is not None:
            yield from _edges(part)


def _range(kind: Any) -> tuple[int, ...]:
    """Return the bounds of an integer type; its base in XML Schema has them."""
    root = kind
    while root is not None and root.local_name not in (*_BITS, *(f"unsigned{each.title()}" for each in _BITS)):
        root = root.base_type
    if root is None:
        return ()
    bits = _BITS[root.local_name.removeprefix("unsigned").lower()]
    return (0, 2**bits - 1) if root.local_name.startswith("unsigned") else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
