"""Columns of ``xs:dateTime``, ``ser:duration`` and DateTimeOffset: Arrow's own types, and what these cannot say.

Arrow counts microseconds or nanoseconds since 1970. Nanoseconds reach from 1677 to 2262, .NET's years from 1 to 9999;
microseconds reach further than .NET, and leave one digit over, the ``tick``.
"""

from __future__ import annotations

from collections.abc import Callable  # noqa: TC003 - attrs resolves the annotations of its classes
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
from attrs import frozen
from pyarrow import types

from dcxml.arrow.arrays import array_of, integers, texts, wrong_type
from dcxml.arrow.faults import Fault, step
from dcxml.arrow.leaves import LeafColumn, parsing
from dcxml.errors import LexicalError
from dcxml.lexical import DateTime, DateTimeOffset, Duration
from dcxml.lexical.date_time_offset import date_time_offset_from_parts, date_time_offset_parts
from dcxml.lexical.date_time_text import format_date_time, parse_date_time
from dcxml.lexical.duration_text import format_duration
from dcxml.lexical.zone import UTC, format_zone
from dcxml.qname import SERIALIZATION, XS, QName, clr_namespace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from dcxml.arrow.choices import ColumnTypes
    from dcxml.arrow.column import Column

__all__ = ["TIMES"]

_DAY: Final = 86_400_000_000
_EPOCH: Final = date(1970, 1, 1).toordinal()
_LAST_DAY: Final = date.max.toordinal()
_NANOSECONDS: Final = {"s": 10**9, "ms": 10**6, "us": 10**3, "ns": 1}
_TICK: Final = 100
"""The nanoseconds of a tick."""
_INT_64: Final = range(-(2**63) + 1, 2**63)
"""What a count may be; the lowest integer is pandas' and NumPy's ``NaT``."""


@frozen(eq=False)
class _PartsColumn:
    """A column of structs: each value taken apart into some plain ones, and put together again.

    ``whole`` reads an array that is not of structs.
    """

    type: pa.StructType
    apart: Callable[[Any], tuple[Any, ...]]
    together: Callable[..., Any]
    whole: Callable[[pa.Array], list[Any]]

    def to_arrow(self, values: Sequence[Any]) -> pa.Array:
        """Return the array of some values."""
        fields = list(self.type)
        nothing = (None,) * len(fields)
        rows = []
        for index, value in enumerate(values):
            try:
                rows.append(nothing if value is None else self.apart(value))
            except LexicalError as error:
                raise Fault(str(error), index) from None
        parts = zip(*rows, strict=True) if rows else [()] * len(fields)
        arrays = [array_of(part, field.type) for part, field in zip(parts, fields, strict=True)]
        return pa.StructArray.from_arrays(
            arrays, fields=fields, mask=array_of([value is None for value in values], pa.bool_())
        )

    def from_arrow(self, array: pa.Array) -> list[Any]:
        """Return the values of an array."""
        if not types.is_struct(array.type):
            return self.whole(array)
        columns = []
        for field in self.type:
            place = array.type.get_field_index(field.name)
            with step(f".{field.name}"):
                columns.append([None] * len(array) if place < 0 else _part(array.field(place), field.type))
        valid = array.is_valid().to_pylist()
        found = []
        for index, parts in enumerate(zip(*columns, strict=True)):
            try:
                found.append(self.together(*parts) if valid[index] else None)
            except (LexicalError, OverflowError, TypeError) as error:
                raise Fault(str(error), index) from None
        return found


def _part(array: pa.Array, kind: pa.DataType) -> list[Any]:
    if types.is_timestamp(kind):
        return _counts(array, types.is_timestamp, "timestamp")
    if types.is_duration(kind):
        return _counts(array, types.is_duration, "duration")
    return texts(array) if types.is_string(kind) else integers(array, kind, str(kind))


def _counts(array: pa.Array, accepts: Callable[[pa.DataType], bool], wanted: str) -> list[int | None]:
    """Return the microseconds of an array of timestamps or durations."""
    if not accepts(array.type):
        raise wrong_type(array, wanted)
    found = []
    for index, ticks in enumerate(_ticks(array)):
        if ticks is not None and ticks % 10:
            raise Fault(f"{array[index].value} is no whole number of microseconds; tick is for the rest", index)
        found.append(None if ticks is None else ticks // 10)
    return found


def _ticks(array: pa.Array) -> list[int | None]:
    """Return the ticks of an array of timestamps or durations."""
    unit = _NANOSECONDS[array.type.unit]
    found = []
    for index, count in enumerate(array.cast(pa.int64()).to_pylist()):
        if count is not None and count * unit % _TICK:
            raise Fault(f"{count} {array.type.unit} is no whole number of ticks of 100 ns", index)
        found.append(None if count is None else count * unit // _TICK)
    return found


def _microseconds(moment: datetime) -> int:
    """Return the microseconds of the wall clock since 1970."""
    seconds = (moment.hour * 60 + moment.minute) * 60 + moment.second
    return (moment.toordinal() - _EPOCH) * _DAY + seconds * 1_000_000 + moment.microsecond


@lru_cache(maxsize=4096)
def _day(day: int) -> tuple[int, int, int]:
    if not 0 < day + _EPOCH <= _LAST_DAY:
        raise LexicalError(day, "a day of the years 1 to 9999", reason="it is counted from 1970-01-01")
    found = date.fromordinal(day + _EPOCH)
    return found.year, found.month, found.day


def _moment(microseconds: int, tick: int, zone: tzinfo | None) -> DateTime:
    day, rest = divmod(microseconds, _DAY)
    seconds, microsecond = divmod(rest, 1_000_000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    if not 0 <= tick <= 9:  # noqa: PLR2004 - one digit
        raise LexicalError(tick, "a tick", reason="it is one digit, 0 to 9")
    return DateTime(*_day(day), hour, minute, second, microsecond, zone, tick=tick)


def _tick(value: datetime) -> int:
    return value.tick if isinstance(value, DateTime) else 0


def _date_time_apart(value: Any) -> tuple[int, int, str | None]:
    if not isinstance(value, datetime):
        format_date_time(value)  # which refuses it
    return _microseconds(value), _tick(value), format_zone(value) or None


@lru_cache(maxsize=256)
def _zone(text: str) -> tzinfo | None:
    """Return the zone that is written ``Z`` or ``±hh:mm``."""
    try:
        return parse_date_time(f"2000-01-01T00:00:00{text}").tzinfo
    except LexicalError:
        raise LexicalError(text, "a zone, Z or ±hh:mm") from None


def _date_time_together(time: int | None, tick: int | None, zone: str | None) -> DateTime:
    if time is None:
        raise LexicalError("null", "a time")
    return _moment(time, tick or 0, None if zone is None else _zone(zone))


def _read_timestamps(array: pa.Array) -> list[Any]:
    """Return the moments of plain timestamps: without a zone as they are, else in UTC."""
    if types.is_null(array.type):
        return [None] * len(array)
    if not types.is_timestamp(array.type):
        raise wrong_type(array, "timestamp, or a struct of time, tick and zone")
    zone = None if array.type.tz is None else UTC
    return parsing(_ticks, lambda ticks: _moment(ticks // 10, ticks % 10, zone))(array)


def _date_time(_: QName, choices: ColumnTypes) -> Column:
    if choices.timestamps == "parts":
        parts = pa.struct([("time", pa.timestamp("us")), ("tick", pa.int8()), ("zone", pa.string())])
        return _PartsColumn(parts, _date_time_apart, _date_time_together, _read_timestamps)
    unit, _dash, utc = choices.timestamps.partition("-")
    kind = pa.timestamp(unit, tz="UTC" if utc else None)

    def stored(value: Any) -> int:
        text = format_date_time(value)
        zone = format_zone(value)
        if zone != ("Z" if utc else ""):
            told = f"the zone {zone}" if zone else "no zone"
            raise LexicalError(text, f"a {kind}", reason=f"it has {told}; timestamps='parts' keeps any")
        return _count(_microseconds(value) * 10 + _tick(value), unit, text, kind, "timestamps='parts' keeps any")

    return LeafColumn(kind, stored, _read_timestamps)


def _count(ticks: int, unit: str, text: str, kind: pa.DataType, advice: str) -> int:
    """Return the microseconds or nanoseconds of some ticks.

    :raises LexicalError: where the unit is too wide, or they are too many.
    """
    count, rest = divmod(ticks * _TICK, _NANOSECONDS[unit])
    if rest:
        raise LexicalError(text, f"a {kind}", reason=f"it has a seventh digit; {advice}")
    if count not in _INT_64:
        raise LexicalError(text, f"a {kind}", reason=f"it is beyond 64 bits; {advice}")
    return count


def _duration_apart(value: Any) -> tuple[int, int]:
    format_duration(value)
    return divmod(_duration_ticks(value), 10)


def _duration_ticks(value: timedelta) -> int:
    tick = value.tick if isinstance(value, Duration) else 0
    return ((value.days * 86_400 + value.seconds) * 1_000_000 + value.microseconds) * 10 + tick


def _duration_together(span: int | None, tick: int | None) -> Duration:
    if span is None:
        raise LexicalError("null", "a span")
    return _duration_of(span * 10 + (tick or 0))


def _duration_of(ticks: int) -> Duration:
    duration = Duration.from_ticks(ticks)
    format_duration(duration)
    return duration


def _read_durations(array: pa.Array) -> list[Any]:
    if types.is_null(array.type):
        return [None] * len(array)
    if not types.is_duration(array.type):
        raise wrong_type(array, "duration, or a struct of span and tick")
    return parsing(_ticks, _duration_of)(array)


def _duration(_: QName, choices: ColumnTypes) -> Column:
    if choices.durations == "parts":
        parts = pa.struct([("span", pa.duration("us")), ("tick", pa.int8())])
        return _PartsColumn(parts, _duration_apart, _duration_together, _read_durations)
    unit = choices.durations
    kind = pa.duration(unit)

    def stored(value: Any) -> int:
        text = format_duration(value)
        return _count(_duration_ticks(value), unit, text, kind, "durations='parts' keeps any")

    return LeafColumn(kind, stored, _read_durations)


def _offset_apart(value: Any) -> tuple[int, int, int]:
    moment, minutes = date_time_offset_parts(value)
    return _microseconds(moment), _tick(moment), minutes


def _offset_together(moment: int | None, tick: int | None, offset_minutes: int | None) -> DateTimeOffset:
    if moment is None:
        raise LexicalError("null", "a moment")
    return date_time_offset_from_parts(_moment(moment, tick or 0, UTC), offset_minutes or 0)


def _read_moments(array: pa.Array) -> list[Any]:
    """Return the moments of plain timestamps in UTC, each at no offset."""
    if types.is_null(array.type):
        return [None] * len(array)
    if not types.is_timestamp(array.type) or array.type.tz is None:
        raise wrong_type(array, "timestamp with a zone, or a struct of moment, tick and offset_minutes")
    return [None if each is None else DateTimeOffset(each, 0) for each in _read_timestamps(array)]


def _date_time_offset(_: QName, __: ColumnTypes) -> Column:
    parts = pa.struct([("moment", pa.timestamp("us", tz="UTC")), ("tick", pa.int8()), ("offset_minutes", pa.int16())])
    return _PartsColumn(parts, _offset_apart, _offset_together, _read_moments)


TIMES: Final[Mapping[QName, Callable[[QName, ColumnTypes], Column]]] = {
    QName(XS, "dateTime"): _date_time,
    QName(SERIALIZATION, "duration"): _duration,
    QName(clr_namespace("System"), "DateTimeOffset"): _date_time_offset,
}
"""What makes the column of each built-in type of time."""
