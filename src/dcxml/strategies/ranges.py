"""The bounds and digits of a simple type's facets, those of all its bases taken together, as ranges of values."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen
from hypothesis import strategies as st

from dcxml.lexical import DateTime, Duration
from dcxml.lexical.integers import INTEGER_RANGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

    from dcxml.contract import Facet
    from dcxml.lexical.table import Primitive
    from dcxml.qname import QName

__all__ = ["LOWER", "UPPER", "Ranges"]

LOWER: Final = ("minInclusive", "minExclusive")
UPPER: Final = ("maxInclusive", "maxExclusive")
_LEAST: Final = {"positiveInteger": ("1",), "nonNegativeInteger": ("0",)}
_MOST: Final = {"negativeInteger": ("-1",), "nonPositiveInteger": ("0",)}
_LAST_TICK: Final = 3_155_378_975_999_999_999
"""``DateTime.MaxValue.Ticks``."""


@frozen(eq=False, slots=False)
class Ranges:
    """The ranges of a type; each is one value at the least, and the facets may refuse that."""

    name: QName
    primitive: Primitive
    levels: Sequence[Sequence[Facet]]

    def values(self, *names: str) -> list[str]:
        """Return the values of all facets of these names."""
        return [facet.value for level in self.levels for facet in level if facet.name in names]

    def ticks(self) -> SearchStrategy[Any]:
        """Return moments or durations between the bounds, in the zone of a bound: others cannot be compared with it."""
        row = self.primitive
        least, greatest = (0, _LAST_TICK) if row.python_type is DateTime else (-(2**63), 2**63 - 1)
        bounds = {kind: [row.parse(text) for text in self.values(kind)] for kind in (*LOWER, *UPPER)}
        low = max([least, *(each.ticks + (kind == LOWER[1]) for kind in LOWER for each in bounds[kind])])
        high = min([greatest, *(each.ticks - (kind == UPPER[1]) for kind in UPPER for each in bounds[kind])])
        zone = next((getattr(each, "tzinfo", None) for held in bounds.values() for each in held), None)
        ticks = st.integers(low, max(low, high))
        if row.python_type is DateTime:
            return ticks.map(lambda number: DateTime.from_ticks(number, zone))
        return ticks.map(Duration.from_ticks)

    @cached_property
    def of_integers(self) -> tuple[int, int]:
        """The least and the greatest integer."""
        digits = 10 ** min(map(int, self.values("totalDigits")), default=19)
        held = INTEGER_RANGES.get(self.primitive.name, range(0x10000))
        low = [1 - digits, held[0], *map(int, (*_LEAST.get(self.name.name, ()), *self.values("minInclusive")))]
        high = [digits - 1, held[-1], *map(int, (*_MOST.get(self.name.name, ()), *self.values("maxInclusive")))]
        low += [int(text) + 1 for text in self.values("minExclusive")]
        high += [int(text) - 1 for text in self.values("maxExclusive")]
        return max(low), max(min(high), *low)

    @cached_property
    def of_decimals(self) -> tuple[Decimal, Decimal, int]:
        """The least and the greatest decimal, and how many digits it has behind the point."""
        total = min(map(int, self.values("totalDigits")), default=28)
        places = min([total, *map(int, self.values("fractionDigits"))], default=4)
        places = places if self.values("fractionDigits") else min(4, total)
        step = Decimal(1).scaleb(-places)
        most = Decimal(10) ** (total - places) - step
        low = [-most, *map(Decimal, self.values("minInclusive"))]
        high = [most, *map(Decimal, self.values("maxInclusive"))]
        low += [Decimal(text) + step for text in self.values("minExclusive")]
        high += [Decimal(text) - step for text in self.values("maxExclusive")]
        return max(low), max(min(high), *low), places

    @cached_property
    def of_floats(self) -> tuple[float | None, float | None]:
        """The least and the greatest number, where there are bounds."""
        low = max((self.primitive.parse(text) for text in self.values(*LOWER)), default=None)
        high = min((self.primitive.parse(text) for text in self.values(*UPPER)), default=None)
        return low, high
