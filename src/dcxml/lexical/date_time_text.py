"""The text of xs:dateTime, and the other date and time forms that ``XmlConvert`` reads into a ``DateTime``.

.NET turns a dateTime with an offset into the machine's local time; here the offset stays as written, for the same
moment. An offset beyond the 14 hours of XML Schema, which only .NET reads, becomes ``+00:00`` of the same moment.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, Final

from dcxml.errors import LexicalError, ValueTypeError
from dcxml.lexical.characters import DOTNET_WHITE_SPACE, WHITE_SPACE
from dcxml.lexical.date_time import DateTime
from dcxml.lexical.zone import HIGHEST_OFFSET, UTC, FixedOffset, format_zone

__all__ = ["format_date_time", "parse_date_time", "parse_date_time_dotnet", "read_punctuated_date_time"]

_TIME: Final = r"(?P<time>[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.(?P<fraction>[0-9]+))?"
_ZONE: Final = r"(?P<zone>[Zz]|[+-][0-9]{2}:[0-9]{2})?"
_STRICT: Final = re.compile(
    rf"(?P<date>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})T{_TIME}(?P<zone>Z|[+-][0-9]{{2}}:[0-5][0-9])?"
).fullmatch
# XmlConvert's XsdDateTimeFlags.AllXsd: dateTime or date, time, gYearMonth or gYear, gMonthDay, gMonth, gDay.
_DOTNET: Final = re.compile(
    rf"(?:(?P<date>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?:T{_TIME})?"
    rf"|{_TIME.replace('<time>', '<only_time>').replace('<fraction>', '<only_fraction>')}"
    r"|(?P<year>[0-9]{4})(?:-(?P<year_month>[0-9]{2}))?"
    r"|--(?P<month>[0-9]{2})(?:-(?P<month_day>[0-9]{2})|--)?"
    rf"|---(?P<day>[0-9]{{2}})){_ZONE}"
).fullmatch
_LEAP_YEAR: Final = 1904
_DIGITS: Final = 7
_SECONDS: Final = len("YYYY-MM-DDTHH:MM:SS")
_TICKS: Final = len("YYYY-MM-DDTHH:MM:SS.fffffff")
_TICK_OF: Final = {str(tick): tick for tick in range(10)}
_OFFSET: Final = len("+hh:mm")


class _Fields(datetime):
    """A DateTime in the making: of the same layout, but made in C, without the detour of ``DateTime.__new__``."""

    __slots__ = ("_tick",)
    _tick: int


_read_fields: Final = _Fields.fromisoformat
_read_iso: Final = datetime.fromisoformat
_TWO_DIGITS: Final = tuple(f"{number:02}" for number in range(60))
_HOURS: Final = tuple(f"T{hour:02}:" for hour in range(24))
_MINUTES: Final = tuple(f"{minute:02}:" for minute in range(60))
_days: Final[dict[int, str]] = {}
"""The texts of dates by their ordinals, of a few that were written lately."""
_MOST_DAYS: Final = 1_024
_latest: Final = [("", DateTime.min)]
"""The text and the moment that were read last, of those with a fraction or a zone.

Members side by side often hold one: a program asks for the time once, and the page of a sample shows it everywhere.
"""
_make: Final = datetime.__new__
_make_of_state: Final[Any] = datetime.__new__
"""Makes a datetime of the octets that pickle keeps of one: all its fields in one call."""
_UNKNOWN: Final = FixedOffset(0)
"""Stands for a text that is no zone read before; None is a zone too, that of texts without one."""
_zones: Final[dict[str, tzinfo | None]] = {"": None, "Z": UTC}
"""The zones that were read, by their texts."""


def parse_date_time(text: str) -> DateTime:
    """Return the DateTime of an xs:dateTime that .NET reads too: years 1 to 9999, no 24:00:00.

    Digits beyond the seventh are rounded half to even, as .NET does.

    :raises LexicalError: for any other text.
    """
    moment = _read_canonical(text)
    if moment is not None:
        return moment
    match = _STRICT(text.strip(WHITE_SPACE))
    if match is None:
        raise LexicalError(text, "xs:dateTime")
    zone = _zone(match["zone"])
    if isinstance(zone, int):
        raise LexicalError(text, "xs:dateTime", reason="its offset is beyond 14 hours")
    return _build(text, f"{match['date']}T{match['time']}", fraction=match["fraction"], zone=zone)


def read_punctuated_date_time(text: str) -> DateTime | None:
    """Return the DateTime of a text as .NET writes most, or None where it is another, or none at all.

    The hyphens, the ``T`` and the colons of ``text`` are known to be in their places, and its hour not to be 24.
    """
    length = len(text)
    if length == _SECONDS:
        try:
            made = _read_fields(text)
        except ValueError:
            return None
        made.__class__ = DateTime  # type: ignore[assignment]
        made._tick = 0  # noqa: SLF001 - as below
        return made  # type: ignore[return-value]
    latest, moment = _latest[0]
    if text == latest:
        return moment
    tick: int | None = 0
    if length >= _TICKS and text[_SECONDS] == ".":
        whole, tick, zone = text[: _TICKS - 1], _TICK_OF.get(text[_TICKS - 1]), _zones.get(text[_TICKS:], _UNKNOWN)
    else:
        whole, zone = text[:_SECONDS], _zones.get(text[_SECONDS:], _UNKNOWN)
    if tick is None or zone is _UNKNOWN:
        return None
    try:
        state = _read_iso(whole).__reduce__()[1][0]
    except ValueError:
        return None
    value: DateTime = _make_of_state(DateTime, state, zone)
    value._tick = tick  # noqa: SLF001 - past DateTime.__new__, which would take as long again
    _latest[0] = text, value
    return value


def parse_date_time_dotnet(text: str) -> DateTime:
    """Return the DateTime that ``XmlConvert.ToDateTime`` reads, of any form of date or time.

    What a form leaves out is today's for a time, 1904 for a month and day, this year for a month or a day alone.

    :raises LexicalError: for any other text.
    """
    moment = _read_canonical(text)
    if moment is not None:
        return moment
    match = _DOTNET(text.strip(DOTNET_WHITE_SPACE))
    if match is None:
        raise LexicalError(text, "a date or time that .NET reads")
    clock = match["time"] or match["only_time"] or "00:00:00"
    fraction = match["fraction"] or match["only_fraction"]
    zone = _zone(match["zone"])
    whole = f"{_date_of(match)}T{clock}"
    if not isinstance(zone, int):
        return _build(text, whole, fraction=fraction, zone=zone)
    moment = _build(text, whole, fraction=fraction, zone=FixedOffset(0))
    try:
        return moment - timedelta(minutes=zone)
    except OverflowError:
        return (DateTime.min if zone > 0 else DateTime.max).replace(tzinfo=FixedOffset(0))


def format_date_time(value: datetime) -> str:
    """Return the text of an xs:dateTime, its fraction without trailing zeros.

    A plain datetime is taken too.

    :raises LexicalError: where ``value`` is no datetime, or its offset is beyond 14 hours or has seconds.
    """
    if value.__class__ is DateTime or isinstance(value, DateTime):
        tick = value._tick  # noqa: SLF001 - the property takes as long as the rest
    elif isinstance(value, datetime):
        tick = 0
    else:
        raise ValueTypeError(value, "a datetime for xs:dateTime")
    # By hand: isoformat() asks the zone, in Python, and its answer would be cut off again.
    ordinal = value.toordinal()
    day = _days.get(ordinal) or _day_text(value, ordinal)
    ticks, zone = value.microsecond * 10 + tick, value.tzinfo
    text = f"{day}{_HOURS[value.hour]}{_MINUTES[value.minute]}{_TWO_DIGITS[value.second]}"
    if ticks:
        fraction = ".%07d" % ticks  # noqa: UP031 - in half the time of a formatted string
        text = f"{text}{fraction if tick else fraction.rstrip('0')}"
    if zone is None:
        return text
    return f"{text}{(zone.written if zone.__class__ is FixedOffset else None) or format_zone(value)}"


def _day_text(value: datetime, ordinal: int) -> str:
    """Return the date's text, and remember it: dates are often of a few days."""
    if len(_days) >= _MOST_DAYS:
        _days.clear()
    text = _days[ordinal] = f"{value.year:04}-{_TWO_DIGITS[value.month]}-{_TWO_DIGITS[value.day]}"
    return text


def _read_canonical(text: str) -> DateTime | None:
    """Return the DateTime of a text as .NET writes it, or None where it is another, or none at all."""
    zone: tzinfo | None = None
    end = len(text)
    if end == _SECONDS:
        whole = text
    else:
        if text[-1:] == "Z":
            zone, end = UTC, end - 1
        elif end >= _SECONDS + _OFFSET and text[-_OFFSET] in "+-":
            zone, end = _zones.get(text[-_OFFSET:]), end - _OFFSET
            if zone is None:
                return None
        whole = text[:_SECONDS]
    if end == _SECONDS:
        digits = 0
    else:
        fraction = text[_SECONDS + 1 : end]
        if (
            len(fraction) > _DIGITS
            or text[_SECONDS : _SECONDS + 1] != "."
            or not (fraction.isdigit() and fraction.isascii())
        ):
            return None
        digits = int(fraction.ljust(_DIGITS, "0"))
    # fromisoformat reads more than this form; with these five characters in place, and 19 of them, it is this one.
    if whole[4:5] != "-" or whole[7:8] != "-" or whole[10:11] != "T" or whole[13:14] != ":" or whole[16:17] != ":":
        return None
    try:
        moment = _read_iso(whole)
    except ValueError:
        return None
    hour = moment.hour
    if not hour and whole[11:13] == "24":  # which Python reads from 3.14 on
        return None
    value = _make(
        DateTime, moment.year, moment.month, moment.day, hour, moment.minute, moment.second, digits // 10, zone
    )
    value._tick = digits % 10  # noqa: SLF001 - past DateTime.__new__, which would take as long again
    return value


def _build(text: str, whole: str, *, fraction: str | None, zone: tzinfo | None) -> DateTime:
    """Return the DateTime of its parts, the fraction rounded half to even to seven digits."""
    ticks, rest = int((fraction or "")[:_DIGITS].ljust(_DIGITS, "0")), (fraction or "")[_DIGITS:]
    half = "5".ljust(len(rest), "0")
    ticks += rest > half or (rest == half and ticks % 2 == 1)
    try:
        moment = DateTime.from_ticks(DateTime.from_datetime(_read_whole(whole)).ticks + ticks)
    except (ValueError, OverflowError) as error:
        raise LexicalError(text, "xs:dateTime", reason=str(error)) from None
    return moment.replace(tzinfo=zone)


def _read_whole(text: str) -> datetime:
    """Return the datetime of a date and time without a fraction.

    :raises ValueError: where there is none, at 24:00:00 too, which Python reads from 3.14 on.
    """
    if text[11:13] == "24":
        message = "hour must be in 0..23"
        raise ValueError(message)
    return _read_iso(text)


def _date_of(match: re.Match[str]) -> str:
    """Return the date of a text, with what .NET takes for the parts its form leaves out."""
    if match["date"] is not None:
        return match["date"]
    today = date.today()  # noqa: DTZ011 - DateTime.Now is the machine's
    if match["only_time"] is not None:
        return today.isoformat()
    if match["year"] is not None:
        return f"{match['year']}-{match['year_month'] or '01'}-01"
    if match["month_day"] is not None:
        return f"{_LEAP_YEAR}-{match['month']}-{match['month_day']}"
    return f"{today.year:04d}-{match['month'] or '01'}-{match['day'] or '01'}"


def _zone(text: str | None) -> tzinfo | int | None:
    """Return the zone of its text, or its minutes where they are beyond 14 hours."""
    if text is None:
        return None
    if text in "Zz":
        return UTC
    hours, minutes = int(text[1:3]), int(text[4:6])
    offset = (hours * 60 + minutes) * (-1 if text[0] == "-" else 1)
    if abs(offset) > HIGHEST_OFFSET:
        return offset
    zone = FixedOffset(offset)
    if minutes < 60:  # noqa: PLR2004 - only what XML Schema allows may take the short way in _read_canonical
        _zones[text] = zone
    return zone
