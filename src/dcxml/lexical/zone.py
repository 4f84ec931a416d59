"""Zones of a dateTime as written: ``Z`` is `datetime.timezone.utc`, ``±hh:mm`` a `FixedOffset`, nothing is None."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone, tzinfo
from typing import Final

from dcxml.errors import LexicalError

__all__ = ["HIGHEST_OFFSET", "UTC", "FixedOffset", "format_zone"]

UTC: Final = timezone.utc  # noqa: UP017 - the one object that format_zone looks for, by its older name
"""The zone of a dateTime that ends in ``Z``."""

_DAY: Final = 24 * 60
HIGHEST_OFFSET: Final = 14 * 60
"""The minutes that XML Schema allows an offset."""


class FixedOffset(tzinfo):
    """A zone that is written ``±hh:mm``, ``+00:00`` included, and so is never ``Z``.

    Equal and hashed by its minutes; immutable.
    """

    __slots__ = ("_delta", "_minutes", "_text", "written")

    written: str | None
    """What is written behind a dateTime; None where that is beyond what XML Schema allows an offset."""

    def __init__(self, minutes: int) -> None:
        """Make the zone that is ``minutes`` ahead of UTC.

        :raises ValueError: where that is a day or more, which no tzinfo may be.
        """
        if not -_DAY < minutes < _DAY:
            message = f"an offset of {minutes} minutes is not less than a day"
            raise ValueError(message)
        self._minutes = minutes
        self._delta = timedelta(minutes=minutes)
        self._text = _offset_text(minutes)
        self.written = self._text if -HIGHEST_OFFSET <= minutes <= HIGHEST_OFFSET else None

    @property
    def minutes(self) -> int:
        """Return the minutes ahead of UTC."""
        return self._minutes

    def utcoffset(self, _moment: datetime | None, /) -> timedelta:
        """Return the offset, the same at every moment."""
        return self._delta

    def dst(self, _moment: datetime | None, /) -> None:
        """Return None: whether summer time is part of the offset is not known."""

    def tzname(self, _moment: datetime | None, /) -> str:
        """Return the text of the offset, ``+02:00``."""
        return self._text

    def fromutc(self, moment: datetime, /) -> datetime:
        """Return the wall clock time of a ``moment`` in UTC."""
        return moment + self._delta

    def __eq__(self, other: object) -> bool:
        """Compare by minutes, with other fixed offsets only: ``+00:00`` is not ``Z``."""
        return self._minutes == other._minutes if isinstance(other, FixedOffset) else NotImplemented

    def __hash__(self) -> int:
        """Hash by minutes."""
        return hash((FixedOffset, self._minutes))

    def __reduce__(self) -> tuple[type[FixedOffset], tuple[int]]:
        """Pickle by minutes."""
        return (FixedOffset, (self._minutes,))

    def __repr__(self) -> str:
        """Return ``FixedOffset(120)``."""
        return f"FixedOffset({self._minutes})"


def _offset_text(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02d}:{rest:02d}"


def format_zone(moment: datetime) -> str:
    """Return what is written behind a dateTime: nothing, ``Z`` or ``±hh:mm``.

    ``Z`` is UTC by name; a zone that only happens to be at UTC (London in winter) is ``+00:00``, as .NET writes it.

    :raises LexicalError: where the offset is beyond 14 hours or has seconds.
    """
    zone = moment.tzinfo
    if zone is None:
        return ""
    if zone is UTC:
        return "Z"
    if type(zone) is FixedOffset and zone.written is not None:
        return zone.written
    offset = moment.utcoffset()
    if offset is None:
        return ""
    minutes, rest = divmod(offset, timedelta(minutes=1))
    if rest or abs(minutes) > HIGHEST_OFFSET:
        reason = f"its offset {offset} is not one of whole minutes up to 14 hours"
        raise LexicalError(str(moment), "xs:dateTime", reason=reason)
    if minutes == 0 and moment.tzname() == "UTC":
        return "Z"
    return _offset_text(minutes)
