"""``DateTimeOffset``: a moment and the minutes its wall clock was ahead of UTC, two child elements in XML."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from attrs import field, frozen

from dcxml.errors import LexicalError, ValueTypeError
from dcxml.lexical.date_time import DateTime, nearest_utc
from dcxml.lexical.zone import HIGHEST_OFFSET, UTC, FixedOffset

if TYPE_CHECKING:
    from attrs import Attribute

__all__ = ["DateTimeOffset", "date_time_offset_from_parts", "date_time_offset_parts"]


@frozen(order=True)
class DateTimeOffset:
    """``System.DateTimeOffset``: the moment in UTC, and ``offset_minutes`` up to 14 hours either way.

    Equal, ordered and hashed by the moment, as in .NET.

    :raises LexicalError: where a part is out of range, or the wall clock is before year 1 or behind year 9999.
    """

    value: DateTime = field()
    offset_minutes: int = field(default=0, eq=False, order=False)

    @value.validator
    def _check_value(self, _attribute: Attribute[DateTime], value: object) -> None:
        if not isinstance(value, DateTime) or value.tzinfo is not UTC:
            raise LexicalError(value, "a DateTime in UTC")

    @offset_minutes.validator
    def _check_offset(self, _attribute: Attribute[int], value: object) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) > HIGHEST_OFFSET:
            raise LexicalError(value, "an offset of whole minutes up to 14 hours")
        try:
            self.value + timedelta(minutes=value)
        except OverflowError:
            reason = "the wall clock would leave the years 1 to 9999"
            raise LexicalError(value, "an offset for this moment", reason=reason) from None

    @classmethod
    def from_datetime(cls, moment: datetime) -> DateTimeOffset:
        """Return the DateTimeOffset of an aware datetime.

        :raises LexicalError: where it is naive, its offset has seconds or is beyond 14 hours, or UTC has no such year.
        """
        offset = moment.utcoffset()
        if offset is None:
            raise LexicalError(moment, "a datetime with a zone")
        minutes, rest = divmod(offset, timedelta(minutes=1))
        if rest:
            raise LexicalError(moment, "a datetime whose offset is in whole minutes")
        return cls(_to_utc(DateTime.from_datetime(moment)), minutes)

    def to_datetime(self) -> DateTime:
        """Return the wall clock time with its `FixedOffset`."""
        return self.value.astimezone(FixedOffset(self.offset_minutes))


def date_time_offset_from_parts(value: DateTime, offset_minutes: int, *, dotnet: bool = False) -> DateTimeOffset:
    """Return the DateTimeOffset of the two child elements ``DateTime`` and ``OffsetMinutes``, as .NET's adapter does.

    A ``value`` without a zone is the wall clock time at the offset; one with a zone is the moment. With ``dotnet`` a
    moment beyond years 1 to 9999 is the first or the last there is, as .NET reads the text of ``value``.

    :raises LexicalError: where the offset is beyond 14 hours, or the moment or its wall clock beyond years 1 to 9999.
    """
    if abs(offset_minutes) > HIGHEST_OFFSET:
        raise LexicalError(offset_minutes, "an offset of whole minutes up to 14 hours")
    if value.tzinfo is None:
        return DateTimeOffset(_to_utc(value.replace(tzinfo=FixedOffset(offset_minutes))), offset_minutes)
    return DateTimeOffset(nearest_utc(value) if dotnet else _to_utc(value), offset_minutes)


def date_time_offset_parts(value: DateTimeOffset) -> tuple[DateTime, int]:
    """Return what the two child elements ``DateTime``, in UTC, and ``OffsetMinutes`` hold.

    :raises LexicalError: where ``value`` is no DateTimeOffset.
    """
    if not isinstance(value, DateTimeOffset):
        raise ValueTypeError(value, "a DateTimeOffset")
    return value.value, value.offset_minutes


def _to_utc(moment: DateTime) -> DateTime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise LexicalError(moment, "a moment in UTC from year 1 to 9999") from None
