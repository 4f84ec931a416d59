"""The text of the serializer's ``duration``, and of xs:duration as ``XmlConvert.ToTimeSpan`` reads it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from dcxml.errors import LexicalError, ValueTypeError
from dcxml.lexical.characters import DOTNET_WHITE_SPACE, WHITE_SPACE
from dcxml.lexical.duration import TICKS_PER_DAY, TICKS_PER_SECOND, Duration, ticks_of

__all__ = ["format_duration", "parse_duration", "parse_duration_dotnet"]

_STRICT: Final = re.compile(
    r"(?P<sign>-?)P(?=[0-9T])(?:(?P<days>[0-9]+)D)?"
    r"(?:T(?=[0-9.])(?:(?P<hours>[0-9]+)H)?(?:(?P<minutes>[0-9]+)M)?"
    r"(?:(?P<seconds>[0-9]+(?=[.S])|(?=\.[0-9]))(?:\.(?P<fraction>[0-9]*))?S)?)?"
).fullmatch
_DOTNET: Final = re.compile(
    r"(?P<sign>-?)P(?=[0-9T])(?:(?P<years>[0-9]+)Y)?(?:(?P<months>[0-9]+)M)?(?:(?P<days>[0-9]+)D)?"
    r"(?:T(?=[0-9.])(?:(?P<hours>[0-9]+)H)?(?:(?P<minutes>[0-9]+)M)?"
    r"(?:(?=[0-9.])(?P<seconds>[0-9]*)(?:\.(?P<fraction>[0-9]*))?S)?)?"
).fullmatch
_HIGHEST: Final = 2**63 - 1
_OUT_OF_RANGE: Final = "it is beyond the range of System.TimeSpan, about 10675199 days"
_HIGHEST_FIELD: Final = 2**31 - 1
_FIELD_DIGITS: Final = len(str(_HIGHEST_FIELD))
_DAYS_PER_YEAR: Final = 365
_DAYS_PER_MONTH: Final = 30
_MONTHS_PER_YEAR: Final = 12
_NO_TIME: Final = "PT0S"
_NOTHING: Final = Duration()


def parse_duration(text: str) -> Duration:
    """Return the Duration of a ``ser:duration``: days, hours, minutes, seconds.

    Digits beyond the seventh are cut, as .NET does.

    :raises LexicalError: for any other text, and beyond the range of ``System.TimeSpan``.
    """
    if text == _NO_TIME:  # most durations are the default
        return _NOTHING
    match = _STRICT(text.strip(WHITE_SPACE))
    if match is None:
        raise LexicalError(text, "ser:duration")
    fields = [_field(text, match[name]) for name in ("days", "hours", "minutes", "seconds")]
    return _build(text, match, *fields)


def parse_duration_dotnet(text: str) -> Duration:
    """Return the Duration that ``XmlConvert.ToTimeSpan`` reads: a year is 365 days, a month 30.

    :raises LexicalError: for any other text, and beyond the range of ``System.TimeSpan``.
    """
    match = _DOTNET(text.strip(DOTNET_WHITE_SPACE))
    if match is None:
        raise LexicalError(text, "a duration that .NET reads")
    names = ("years", "months", "days", "hours", "minutes", "seconds")
    years, months, days, hours, minutes, seconds = (_field(text, match[name]) for name in names)
    years, months = years + months // _MONTHS_PER_YEAR, months % _MONTHS_PER_YEAR
    return _build(text, match, years * _DAYS_PER_YEAR + months * _DAYS_PER_MONTH + days, hours, minutes, seconds)


def _field(text: str, digits: str | None) -> int:
    if digits is None:
        return 0
    if len(digits) < _FIELD_DIGITS:
        return int(digits or "0")
    number = digits.lstrip("0")
    if len(number) > _FIELD_DIGITS or int(number or "0") > _HIGHEST_FIELD:
        raise LexicalError(text, "ser:duration", reason=f".NET reads no number beyond {_HIGHEST_FIELD} in it")
    return int(number or "0")


def _build(text: str, match: re.Match[str], *fields: int) -> Duration:
    days, hours, minutes, seconds = fields
    ticks = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    ticks = ticks * TICKS_PER_SECOND + int((match["fraction"] or "")[:7].ljust(7, "0"))
    if match["sign"]:
        ticks = -ticks
    if not -_HIGHEST - 1 <= ticks <= _HIGHEST:
        raise LexicalError(text, "ser:duration", reason=_OUT_OF_RANGE)
    return Duration.from_ticks(ticks)


def format_duration(value: timedelta) -> str:
    """Return the text of a ``ser:duration``: no part that is zero, ``PT0S`` for nothing.

    A plain timedelta is taken too.

    :raises LexicalError: where ``value`` is no timedelta, or beyond the range of ``System.TimeSpan``.
    """
    if not isinstance(value, timedelta):
        raise ValueTypeError(value, "a timedelta for ser:duration")
    if not value:
        return _NO_TIME
    ticks = ticks_of(value)
    if not -_HIGHEST - 1 <= ticks <= _HIGHEST:
        raise LexicalError(str(value), "ser:duration", reason=_OUT_OF_RANGE)
    days, rest = divmod(abs(ticks), TICKS_PER_DAY)
    text = ("-P" if ticks < 0 else "P") + (f"{days}D" if days else "")
    if not rest:
        return text
    seconds, fraction = divmod(rest, TICKS_PER_SECOND)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    text += "T" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    if fraction:
        return f"{text}{seconds}.{f'{fraction:07d}'.rstrip('0')}S"
    return f"{text}{seconds}S" if seconds else text
