"""The extreme values of the built-in types: the ends of their ranges, and what readers and writers trip over.

One table; `dcxml.strategies.primitive_values` reaches all of them, and `dcxml.strategies.cases` takes each once.
"""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from dcxml.binding.values import AnyValue
from dcxml.contract.primitives import DATE_TIME_OFFSET, DB_NULL
from dcxml.lexical import DateTime, DateTimeOffset, DBNull, Duration, FixedOffset
from dcxml.lexical.integers import INTEGER_RANGES
from dcxml.lexical.zone import UTC
from dcxml.qname import SERIALIZATION, XS, QName

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["extreme_values"]

Named = tuple[tuple[str, Any], ...]


def extreme_values(name: QName) -> Named:
    """Return the extreme values of a built-in type, each with a name; none for what is no built-in type.

    No name is one of a mutation, which would be another case of the same id.
    """
    return _EXTREMES.get(name, ())


def _integers(held: range) -> Named:
    ends = (("zero", 0), ("one", 1), ("least", held[0]), ("greatest", held[-1]))
    return (*ends, ("minus-one", -1)) if held[0] < 0 else ends


_LAST_TICK: Final = 3_155_378_975_999_999_999
_NOON: Final = DateTime(2024, 2, 29, 12).ticks
_SINGLE_MAX, _SINGLE_LEAST = float.fromhex("0x1.fffffep127"), float.fromhex("0x1p-149")
_DOUBLE_MAX, _DOUBLE_LEAST = float.fromhex("0x1.fffffffffffffp1023"), float.fromhex("0x1p-1074")


def _floats(greatest: float, least: float) -> Named:
    return (
        ("zero", 0.0),
        ("negative-zero", -0.0),
        ("greatest", greatest),
        ("least", -greatest),
        ("smallest", least),
        ("infinity", math.inf),
        ("negative-infinity", -math.inf),
        ("no-number", math.nan),
    )


def _moments() -> Named:
    return (
        ("least", DateTime.from_ticks(0, None)),
        ("greatest", DateTime.from_ticks(_LAST_TICK, None)),
        ("greatest-utc", DateTime.from_ticks(_LAST_TICK, UTC)),
        ("seventh-digit", DateTime.from_ticks(_NOON + 1, None)),
        ("milliseconds", DateTime.from_ticks(_NOON + 1_200_000, None)),
        ("29-february", DateTime.from_ticks(_NOON, None)),
        ("29-february-2000", DateTime(2000, 2, 29)),
        ("utc", DateTime.from_ticks(_NOON, UTC)),
        ("zero-offset", DateTime.from_ticks(_NOON, FixedOffset(0))),
        ("farthest-east", DateTime.from_ticks(_NOON, FixedOffset(14 * 60))),
        ("farthest-west", DateTime.from_ticks(_NOON, FixedOffset(-14 * 60))),
        ("half-an-hour", DateTime.from_ticks(_NOON, FixedOffset(-150))),
    )


_EXTREMES: Final[Mapping[QName, Named]] = {
    **{name: _integers(held) for name, held in INTEGER_RANGES.items()},
    QName(XS, "boolean"): (("false", False), ("true", True)),
    QName(XS, "float"): _floats(_SINGLE_MAX, _SINGLE_LEAST),
    QName(XS, "double"): _floats(_DOUBLE_MAX, _DOUBLE_LEAST),
    QName(XS, "decimal"): (
        ("zero", Decimal(0)),
        ("greatest", Decimal(2**96 - 1)),
        ("least", Decimal(1 - 2**96)),
        ("28-places", Decimal(1).scaleb(-28)),
        ("all-digits", Decimal(2**96 - 1).scaleb(-28)),
        ("trailing-zeros", Decimal("1.50")),
        ("zero-with-places", Decimal("0.00")),
    ),
    QName(XS, "string"): (
        ("empty", ""),
        ("space", " "),
        ("spaces-and-lines", "  two\n\tlines  "),
        ("carriage-return", "a\rb\r\nc"),
        ("markup", '<a href="x">&amp;</a>]]>\''),
        ("beyond-the-first-plane", "\U0001f600\U0010fffd"),
        ("composed", "e\u0301 \u202e日本語"),
        ("ends-of-xml", "\x85\x9f\u2028\ud7ff\ue000\ufffd"),
        ("long", "x" * 4096),
    ),
    QName(XS, "anyURI"): (
        ("empty", ""),
        ("relative", "rel/path?q=1#f"),
        ("absolute", "http://example.org/a%20b?q=%C3%A9"),
        ("urn", "urn:example:a"),
        ("beyond-ascii", "http://example.org/ünï"),
    ),
    QName(XS, "base64Binary"): (
        ("empty", b""),
        ("one-octet", b"\0"),
        ("two-octets", b"\xff\xfe"),
        ("all-octets", bytes(range(256))),
    ),
    QName(XS, "dateTime"): _moments(),
    QName(XS, "QName"): (("no-namespace", QName("", "n")), ("in-a-namespace", QName("urn:dcxml", "n"))),
    QName(SERIALIZATION, "char"): (
        ("least", "\0"),
        ("letter", "A"),
        ("half-of-a-pair", "\ud800"),
        ("greatest", "\uffff"),
    ),
    QName(SERIALIZATION, "duration"): (
        ("zero", Duration.from_ticks(0)),
        ("tick", Duration.from_ticks(1)),
        ("day", Duration(days=1)),
        ("negative", Duration(seconds=-1.5)),
        ("least", Duration.from_ticks(-(2**63))),
        ("greatest", Duration.from_ticks(2**63 - 1)),
    ),
    QName(SERIALIZATION, "guid"): (("zeros", UUID(int=0)), ("ones", UUID(int=2**128 - 1))),
    DATE_TIME_OFFSET: (
        ("least", DateTimeOffset(DateTime.from_ticks(0, UTC), 0)),
        ("greatest", DateTimeOffset(DateTime.from_ticks(_LAST_TICK, UTC), 0)),
        ("farthest-east", DateTimeOffset(DateTime.from_ticks(_NOON, UTC), 14 * 60)),
        ("farthest-west", DateTimeOffset(DateTime.from_ticks(_NOON + 1, UTC), -14 * 60)),
    ),
    DB_NULL: (("db-null", DBNull),),
    QName(XS, "anyType"): (("object", AnyValue(None, QName(XS, "anyType"))), ("text", ""), ("number", 0)),
}
