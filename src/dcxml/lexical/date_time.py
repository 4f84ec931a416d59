"""``DateTime``: a `datetime.datetime` with the seventh digit that ``System.DateTime`` has, ticks of 100 ns.

It knows nothing of its text in XML.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, ClassVar, Final, Self, overload

from dcxml.lexical.duration import Duration, ticks_of
from dcxml.lexical.time_of_day import LAST_TICK, Time, check_tick
from dcxml.lexical.zone import UTC

__all__ = ["DateTime", "nearest_utc"]

_EPOCH: Final = datetime.min  # noqa: DTZ901 - ticks count wall clock time, which has no zone
_make: Final = datetime.__new__
# The fraction of the time of day, not that of an offset.
_SEVENTH_DIGIT: Final = re.compile(r".{8,10}?[^.,+\-]*[.,]\d{6}(\d)").match


class DateTime(datetime):
    """A moment or wall clock time in ticks of 100 ns, from 0001-01-01 to 9999-12-31T23:59:59.9999999.

    ``tick`` is the digit behind the microseconds. The zone is as written: `datetime.timezone.utc` for ``Z``,
    `FixedOffset` for ``±hh:mm``, None for nothing. Ticks survive arithmetic, ``replace``, ``astimezone``, ``time``
    and ``combine``, copies and pickles; ``==``, order and hash count them, and agree with a plain datetime where
    there are none. Where a plain datetime is an operand, ``datetime + Duration`` is Python's own and has no ticks.
    """

    __slots__ = ("_tick",)

    _tick: int
    min: ClassVar[DateTime]
    max: ClassVar[DateTime]
    resolution: ClassVar[Duration]

    def __new__(  # noqa: PLR0913, PLR0917 - datetime's own signature
        cls,
        year: int,
        month: int,
        day: int,
        hour: int = 0,
        minute: int = 0,
        second: int = 0,
        microsecond: int = 0,
        tzinfo: tzinfo | None = None,
        *,
        fold: int = 0,
        tick: int = 0,
    ) -> Self:
        """Make a DateTime as a datetime is made; ``tick``, 0 to 9, counts 100 ns behind the microseconds.

        :raises ValueError: where a field is out of range.
        """
        check_tick(tick)
        self = _make(cls, year, month, day, hour, minute, second, microsecond, tzinfo, fold=fold)
        self._tick = tick
        return self

    def __getattr__(self, name: str) -> int:
        """Answer for the tick while it is not set: datetime's C code makes copies past ``__new__`` while hashing."""
        if name == "_tick":
            return 0
        message = f"{type(self).__name__!r} object has no attribute {name!r}"
        raise AttributeError(message, name=name, obj=self)

    @classmethod
    def from_datetime(cls, moment: datetime, *, tick: int | None = None) -> Self:
        """Return a DateTime of a datetime's fields; its own tick is kept where none is given."""
        return cls(
            moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second, moment.microsecond,
            moment.tzinfo, fold=moment.fold, tick=_tick_of(moment) if tick is None else tick,
        )  # fmt: skip

    @classmethod
    def from_ticks(cls, ticks: int, tzinfo: tzinfo | None = None) -> Self:
        """Return the wall clock time ``ticks`` after 0001-01-01T00:00:00, ``new DateTime(ticks)``.

        :raises OverflowError: where that is before year 1 or behind year 9999.
        """
        microseconds, tick = divmod(ticks, 10)
        moment = _EPOCH + timedelta(microseconds=microseconds)
        return cls.from_datetime(moment.replace(tzinfo=tzinfo), tick=tick)

    @property
    def ticks(self) -> int:
        """Return the ticks of the wall clock time since year 1, ``DateTime.Ticks``; the zone is not in them."""
        return ticks_of(datetime.__sub__(datetime.replace(self, tzinfo=None), _EPOCH)) + self._tick

    @property
    def tick(self) -> int:
        """Return the digit behind the microseconds, 0 to 9."""
        return self._tick

    @classmethod
    def combine(cls, date: date, time: time, tzinfo: Any = True) -> Self:  # noqa: FBT002 - datetime's own signature
        """Return a date and a time of day as one, with the tick of a `Time`."""
        zone = time.tzinfo if tzinfo is True else tzinfo
        return cls(
            date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond, zone,
            fold=time.fold, tick=time.tick if isinstance(time, Time) else 0,
        )  # fmt: skip

    def time(self) -> Time:
        """Return the time of day without its zone."""
        return Time(self.hour, self.minute, self.second, self.microsecond, fold=self.fold, tick=self._tick)

    def timetz(self) -> Time:
        """Return the time of day with its zone."""
        return self.time().replace(tzinfo=self.tzinfo)

    @classmethod
    def fromisoformat(cls, text: str, /) -> Self:
        """Read ISO 8601 as datetime does, and the seventh digit of the fraction besides."""
        moment, match = datetime.fromisoformat(text), _SEVENTH_DIGIT(text)
        return cls.from_datetime(moment, tick=int(match[1]) if match else 0)

    def isoformat(self, sep: str = "T", timespec: str = "auto") -> str:
        """Return the ISO 8601 text, with seven digits where there is a tick and ``timespec`` is ``auto``."""
        if not self._tick or timespec != "auto":
            return datetime.isoformat(self, sep, timespec)
        text = datetime.isoformat(self, sep, "microseconds")
        return f"{text[:26]}{self._tick}{text[26:]}"

    def replace(self, *args: Any, tick: int | None = None, **fields: Any) -> Self:
        """Return a DateTime with some fields changed."""
        moment = datetime.replace(self, *args, **fields)
        return type(self).from_datetime(moment, tick=self._tick if tick is None else tick)

    __replace__ = replace

    def astimezone(self, tz: tzinfo | None = None) -> Self:
        """Return the same moment in another zone."""
        return type(self).from_datetime(datetime.astimezone(self, tz), tick=self._tick)

    def timestamp(self) -> float:
        """Return the seconds since 1970, the tick counted as far as a float can hold it."""
        return datetime.timestamp(self) + self._tick / 10_000_000

    def __add__(self, other: timedelta, /) -> Self:
        """Return the DateTime a timedelta later."""
        if not isinstance(other, timedelta):
            return NotImplemented
        return self._moved(other, other.tick if isinstance(other, Duration) else 0)

    __radd__ = __add__

    @overload  # type: ignore[override]
    def __sub__(self, other: datetime, /) -> Duration: ...
    @overload
    def __sub__(self, other: timedelta, /) -> Self: ...
    def __sub__(self, other: datetime | timedelta, /) -> Duration | Self:
        """Return the Duration since another datetime, or the DateTime a timedelta earlier."""
        if isinstance(other, datetime):
            return _difference(datetime.__sub__(self, other), self._tick - _tick_of(other))
        if isinstance(other, timedelta):
            return self._moved(timedelta.__neg__(other), -other.tick if isinstance(other, Duration) else 0)
        return NotImplemented

    def __rsub__(self, other: datetime, /) -> Duration:
        """Return the Duration from this to a plain datetime."""
        if isinstance(other, datetime):
            return _difference(datetime.__sub__(other, self), _tick_of(other) - self._tick)
        return NotImplemented

    def _moved(self, delta: timedelta, ticks: int) -> Self:
        carry, tick = divmod(self._tick + ticks, 10)
        moment = datetime.__add__(self, timedelta.__add__(delta, timedelta(microseconds=carry)))
        moment._tick = tick  # noqa: SLF001 - it was made just now, and of this class
        return moment

    def __eq__(self, other: object, /) -> bool:
        """Compare moments with any datetime, ticks counted; a zone is not compared with no zone."""
        if not isinstance(other, datetime):
            return False if isinstance(other, date) else NotImplemented  # a date would find its own day the same
        return self._tick == _tick_of(other) and datetime.__eq__(self, other)

    def __ne__(self, other: object, /) -> bool:
        """Negate `__eq__`: the base's own would not look at the tick."""
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    def __lt__(self, other: datetime, /) -> bool:  # type: ignore[override]
        """Compare moments with any datetime, ticks counted."""
        if not isinstance(other, datetime):
            return NotImplemented
        return datetime.__lt__(self, other) or (datetime.__eq__(self, other) and self._tick < _tick_of(other))

    def __le__(self, other: datetime, /) -> bool:  # type: ignore[override]
        """Compare moments with any datetime, ticks counted."""
        if not isinstance(other, datetime):
            return NotImplemented
        return datetime.__lt__(self, other) or (datetime.__eq__(self, other) and self._tick <= _tick_of(other))

    def __gt__(self, other: datetime, /) -> bool:  # type: ignore[override]
        """Compare moments with any datetime, ticks counted."""
        if not isinstance(other, datetime):
            return NotImplemented
        return datetime.__gt__(self, other) or (datetime.__eq__(self, other) and self._tick > _tick_of(other))

    def __ge__(self, other: datetime, /) -> bool:  # type: ignore[override]
        """Compare moments with any datetime, ticks counted."""
        if not isinstance(other, datetime):
            return NotImplemented
        return datetime.__gt__(self, other) or (datetime.__eq__(self, other) and self._tick >= _tick_of(other))

    def __hash__(self) -> int:
        """Hash as the datetime it is equal to, where there is one."""
        return hash((datetime.__hash__(self), self._tick)) if self._tick else datetime.__hash__(self)

    def __reduce_ex__(self, protocol: Any, /) -> tuple[Any, ...]:
        """Pickle by fields."""
        return (
            _restore,
            (
                type(self), self.year, self.month, self.day, self.hour, self.minute, self.second, self.microsecond,
                self.tzinfo, self.fold, self._tick,
            ),
        )  # fmt: skip

    def __repr__(self) -> str:
        """Return an expression that makes it."""
        text = datetime.__repr__(self)
        return f"{text[:-1]}, tick={self._tick})" if self._tick else text


def nearest_utc(moment: datetime) -> DateTime:
    """Return a moment in UTC; where UTC has no such year, the first or the last there is.

    .NET's local time stops there too (``XsdDateTime`` to ``DateTime``); this is that of a machine in UTC.
    """
    try:
        return DateTime.from_datetime(moment).astimezone(UTC)
    except OverflowError:
        return (DateTime.min if moment.year == 1 else DateTime.max).replace(tzinfo=UTC)


def _tick_of(moment: datetime) -> int:
    return moment.tick if isinstance(moment, DateTime) else 0


def _difference(delta: timedelta, ticks: int) -> Duration:
    return Duration(delta.days, delta.seconds, delta.microseconds, ticks=ticks)


def _restore(cls: type[DateTime], *fields: Any) -> DateTime:
    *parts, fold, tick = fields
    return cls(*parts, fold=fold, tick=tick)


DateTime.min = DateTime(1, 1, 1)
DateTime.max = DateTime.from_datetime(datetime.max, tick=LAST_TICK)  # noqa: DTZ901 - the last wall clock time
DateTime.resolution = Duration.resolution
