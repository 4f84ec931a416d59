"""``Duration``: a `datetime.timedelta` with the seventh digit that ``System.TimeSpan`` has, ticks of 100 ns.

It knows nothing of its text in XML.
"""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import Any, ClassVar, Final, Self, overload

__all__ = ["TICKS_PER_DAY", "TICKS_PER_SECOND", "Duration", "ticks_of"]

TICKS_PER_SECOND: Final = 10_000_000
TICKS_PER_DAY: Final = 86_400 * TICKS_PER_SECOND
_TICKS_PER_MICROSECOND: Final = 10
_make: Final = timedelta.__new__


class Duration(timedelta):
    """A span of time in ticks of 100 ns.

    A timedelta and the ticks behind its microseconds: sums, differences, multiples and quotients stay exact
    Durations, whatever timedelta the other operand is; ``==``, order and hash agree with a plain timedelta where
    there are no such ticks. ``System.TimeSpan`` goes from `Duration.min` to `Duration.max`; a Duration beyond them
    can be calculated with, but not written.
    """

    __slots__ = ("_tick",)

    _tick: int
    min: ClassVar[Duration]
    max: ClassVar[Duration]
    resolution: ClassVar[Duration]

    def __new__(  # noqa: PLR0913, PLR0917 - timedelta's own signature
        cls,
        days: float = 0,
        seconds: float = 0,
        microseconds: float = 0,
        milliseconds: float = 0,
        minutes: float = 0,
        hours: float = 0,
        weeks: float = 0,
        *,
        ticks: int = 0,
    ) -> Self:
        """Make a Duration as a timedelta is made, and ``ticks`` of 100 ns, any number of them, added to it.

        :raises OverflowError: where it is beyond timedelta's own range.
        """
        whole, tick = divmod(ticks, _TICKS_PER_MICROSECOND)
        self = _make(cls, days, seconds, microseconds, milliseconds, minutes, hours, weeks)
        if whole:
            total = timedelta.__add__(self, timedelta(microseconds=whole))
            self = _make(cls, total.days, total.seconds, total.microseconds)
        self._tick = tick
        return self

    @classmethod
    def from_ticks(cls, ticks: int) -> Self:
        """Return the Duration of so many ticks of 100 ns, ``new TimeSpan(ticks)``."""
        microseconds, tick = divmod(ticks, _TICKS_PER_MICROSECOND)
        self = _make(cls, 0, 0, microseconds)
        self._tick = tick
        return self

    @property
    def ticks(self) -> int:
        """Return the whole of it in ticks of 100 ns, ``TimeSpan.Ticks``."""
        return (self.days * 86_400 + self.seconds) * TICKS_PER_SECOND + self.microseconds * 10 + self._tick

    @property
    def tick(self) -> int:
        """Return the digit behind the microseconds, 0 to 9."""
        return self._tick

    def total_seconds(self) -> float:
        """Return the whole of it in seconds, the nearest float."""
        return self.ticks / TICKS_PER_SECOND

    def __add__(self, other: timedelta, /) -> Self:
        """Return the sum with a timedelta."""
        if not isinstance(other, timedelta):
            return NotImplemented
        return type(self).from_ticks(self.ticks + ticks_of(other))

    __radd__ = __add__

    def __sub__(self, other: timedelta, /) -> Self:
        """Return the difference from a timedelta."""
        if not isinstance(other, timedelta):
            return NotImplemented
        return type(self).from_ticks(self.ticks - ticks_of(other))

    def __rsub__(self, other: timedelta, /) -> Self:
        """Return a timedelta less this."""
        if not isinstance(other, timedelta):
            return NotImplemented
        return type(self).from_ticks(ticks_of(other) - self.ticks)

    def __neg__(self) -> Self:
        """Return the Duration of the other sign."""
        return type(self).from_ticks(-self.ticks)

    def __pos__(self) -> Self:
        """Return the Duration itself."""
        return self

    def __abs__(self) -> Self:
        """Return the Duration without its sign."""
        return -self if self.days < 0 else self

    def __mul__(self, factor: float, /) -> Self:
        """Return a multiple; by a float, the nearest tick, half to even."""
        if isinstance(factor, int):
            return type(self).from_ticks(self.ticks * factor)
        if isinstance(factor, float):
            return type(self).from_ticks(round(self.ticks * Fraction(*factor.as_integer_ratio())))
        return NotImplemented

    __rmul__ = __mul__

    @overload
    def __floordiv__(self, divisor: timedelta, /) -> int: ...
    @overload
    def __floordiv__(self, divisor: int, /) -> Self: ...
    def __floordiv__(self, divisor: timedelta | int, /) -> int | Self:
        """Return how often a timedelta goes into it, or a whole part of it, rounded down."""
        if isinstance(divisor, timedelta):
            return self.ticks // ticks_of(divisor)
        if not isinstance(divisor, int):
            return NotImplemented
        return type(self).from_ticks(self.ticks // divisor)

    def __rfloordiv__(self, other: timedelta, /) -> int:
        """Return how often it goes into a timedelta, rounded down."""
        if not isinstance(other, timedelta):
            return NotImplemented
        return ticks_of(other) // self.ticks

    @overload
    def __truediv__(self, divisor: timedelta, /) -> float: ...
    @overload
    def __truediv__(self, divisor: float, /) -> Self: ...
    def __truediv__(self, divisor: timedelta | float, /) -> float | Self:
        """Return the ratio to a timedelta, or a part of it, the nearest tick, half to even."""
        if isinstance(divisor, timedelta):
            return self.ticks / ticks_of(divisor)
        if isinstance(divisor, int | float):
            return type(self).from_ticks(round(self.ticks / Fraction(*divisor.as_integer_ratio())))
        return NotImplemented

    def __rtruediv__(self, other: timedelta, /) -> float:
        """Return the ratio of a timedelta to it."""
        if not isinstance(other, timedelta):
            return NotImplemented
        return ticks_of(other) / self.ticks

    def __mod__(self, divisor: timedelta, /) -> Self:
        """Return what a whole number of timedeltas leaves."""
        if not isinstance(divisor, timedelta):
            return NotImplemented
        return type(self).from_ticks(self.ticks % ticks_of(divisor))

    def __rmod__(self, other: timedelta, /) -> Self:
        """Return what a whole number of these leaves of a timedelta."""
        if not isinstance(other, timedelta):
            return NotImplemented
        return type(self).from_ticks(ticks_of(other) % self.ticks)

    def __divmod__(self, divisor: timedelta, /) -> tuple[int, Self]:
        """Return the quotient by a timedelta and what it leaves."""
        if not isinstance(divisor, timedelta):
            return NotImplemented
        return (self // divisor, self % divisor)

    def __rdivmod__(self, other: timedelta, /) -> tuple[int, Self]:
        """Return the quotient of a timedelta by this and what it leaves."""
        if not isinstance(other, timedelta):
            return NotImplemented
        return (self.__rfloordiv__(other), self.__rmod__(other))

    def __bool__(self) -> bool:
        """Tell whether it is not zero."""
        return timedelta.__bool__(self) or self._tick != 0

    def __eq__(self, other: object, /) -> bool:
        """Compare by ticks, with any timedelta."""
        if not isinstance(other, timedelta):
            return NotImplemented
        return self.ticks == ticks_of(other)

    def __ne__(self, other: object, /) -> bool:
        """Negate `__eq__`: the base's own would not look at the tick."""
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    def __lt__(self, other: timedelta, /) -> bool:
        """Compare by ticks, with any timedelta."""
        if not isinstance(other, timedelta):
            return NotImplemented
        return self.ticks < ticks_of(other)

    def __le__(self, other: timedelta, /) -> bool:
        """Compare by ticks, with any timedelta."""
        if not isinstance(other, timedelta):
            return NotImplemented
        return self.ticks <= ticks_of(other)

    def __gt__(self, other: timedelta, /) -> bool:
        """Compare by ticks, with any timedelta."""
        if not isinstance(other, timedelta):
            return NotImplemented
        return self.ticks > ticks_of(other)

    def __ge__(self, other: timedelta, /) -> bool:
        """Compare by ticks, with any timedelta."""
        if not isinstance(other, timedelta):
            return NotImplemented
        return self.ticks >= ticks_of(other)

    def __hash__(self) -> int:
        """Hash as the timedelta it is equal to, where there is one."""
        return hash((timedelta.__hash__(self), self._tick)) if self._tick else timedelta.__hash__(self)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by ticks."""
        return (type(self).from_ticks, (self.ticks,))

    def __repr__(self) -> str:
        """Return an expression that makes it, ``Duration(days=1, ticks=4)``."""
        fields = {"days": self.days, "seconds": self.seconds, "microseconds": self.microseconds, "ticks": self._tick}
        return f"{type(self).__name__}({', '.join(f'{name}={value}' for name, value in fields.items() if value)})"

    def __str__(self) -> str:
        """Return timedelta's text, ``1 day, 0:00:01.0000004``, with the seventh digit where there is one."""
        text = timedelta.__str__(self)
        if not self._tick:
            return text
        return f"{text}{self._tick}" if self.microseconds else f"{text}.000000{self._tick}"


def ticks_of(delta: timedelta) -> int:
    """Return a timedelta in ticks of 100 ns, exactly."""
    ticks = (delta.days * 86_400 + delta.seconds) * TICKS_PER_SECOND + delta.microseconds * 10
    return ticks + delta.tick if isinstance(delta, Duration) else ticks


Duration.min = Duration.from_ticks(-(2**63))
Duration.max = Duration.from_ticks(2**63 - 1)
Duration.resolution = Duration.from_ticks(1)
