"""``Time``: a `datetime.time` with ticks of 100 ns, what `DateTime.time` gives and `DateTime.combine` takes."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from datetime import tzinfo

__all__ = ["LAST_TICK", "Time", "check_tick"]

LAST_TICK: Final = 9
_make: Final = time.__new__


def check_tick(tick: int) -> None:
    """Refuse what is no digit.

    :raises ValueError: where it is none.
    """
    if not 0 <= tick <= LAST_TICK:
        message = f"tick must be in 0..9, not {tick!r}"
        raise ValueError(message)


class Time(time):
    """A time of day whose ``tick``, 0 to 9, counts 100 ns behind the microseconds.

    Equal, ordered and hashed by it too, and as a plain time where there is none.
    """

    __slots__ = ("_tick",)

    _tick: int

    def __new__(  # noqa: PLR0913 - time's own signature
        cls,
        hour: int = 0,
        minute: int = 0,
        second: int = 0,
        microsecond: int = 0,
        tzinfo: tzinfo | None = None,
        *,
        fold: int = 0,
        tick: int = 0,
    ) -> Self:
        """Make a Time as a time is made.

        :raises ValueError: where a field is out of range.
        """
        check_tick(tick)
        self = _make(cls, hour, minute, second, microsecond, tzinfo, fold=fold)
        self._tick = tick
        return self

    @property
    def tick(self) -> int:
        """Return the digit behind the microseconds, 0 to 9."""
        return self._tick

    def replace(self, *args: Any, tick: int | None = None, **fields: Any) -> Self:
        """Return a Time with some fields changed."""
        plain = time(
            self.hour, self.minute, self.second, self.microsecond, self.tzinfo, fold=self.fold
        ).replace(*args, **fields)  # fmt: skip
        return type(self)(
            plain.hour, plain.minute, plain.second, plain.microsecond, plain.tzinfo,
            fold=plain.fold, tick=self._tick if tick is None else tick,
        )  # fmt: skip

    __replace__ = replace

    def isoformat(self, timespec: str = "auto") -> str:
        """Return the ISO 8601 text, with seven digits where there is a tick and ``timespec`` is ``auto``."""
        if not self._tick or timespec != "auto":
            return time.isoformat(self, timespec)
        text = time.isoformat(self, "microseconds")
        return f"{text[:15]}{self._tick}{text[15:]}"

    def __eq__(self, other: object, /) -> bool:
        """Compare with any time, ticks counted."""
        if not isinstance(other, time):
            return NotImplemented
        return time.__eq__(self, other) and self._tick == _tick_of(other)

    def __ne__(self, other: object, /) -> bool:
        """Negate `__eq__`: the base's own would not look at the tick."""
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    def __lt__(self, other: time, /) -> bool:
        """Compare with any time, ticks counted."""
        if not isinstance(other, time):
            return NotImplemented
        return time.__lt__(self, other) or (time.__eq__(self, other) and self._tick < _tick_of(other))

    def __le__(self, other: time, /) -> bool:
        """Compare with any time, ticks counted."""
        if not isinstance(other, time):
            return NotImplemented
        return time.__lt__(self, other) or (time.__eq__(self, other) and self._tick <= _tick_of(other))

    def __gt__(self, other: time, /) -> bool:
        """Compare with any time, ticks counted."""
        if not isinstance(other, time):
            return NotImplemented
        return not self.__le__(other)

    def __ge__(self, other: time, /) -> bool:
        """Compare with any time, ticks counted."""
        if not isinstance(other, time):
            return NotImplemented
        return not self.__lt__(other)

    def __hash__(self) -> int:
        """Hash as the time it is equal to, where there is one."""
        return hash((time.__hash__(self), self._tick)) if self._tick else time.__hash__(self)

    def __reduce_ex__(self, protocol: Any, /) -> tuple[Any, ...]:
        """Pickle by fields."""
        fields = (self.hour, self.minute, self.second, self.microsecond, self.tzinfo, self.fold, self._tick)
        return (_restore, (type(self), *fields))

    def __repr__(self) -> str:
        """Return an expression that makes it."""
        text = time.__repr__(self)
        return f"{text[:-1]}, tick={self._tick})" if self._tick else text


def _tick_of(other: object) -> int:
    return other.tick if isinstance(other, Time) else 0


def _restore(cls: type[Time], *fields: Any) -> Time:
    *clock, fold, tick = fields
    return cls(*clock, fold=fold, tick=tick)
