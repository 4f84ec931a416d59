"""Values of a named simple type: those of its base that its facets allow (W3C XML Schema, part 2, chapter 4.3).

The facets of the type and of its bases are intersected first; what they leave is then made, not searched for.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen
from hypothesis import strategies as st

from dcxml.lexical import DateTime, Duration
from dcxml.qname import XS, QName
from dcxml.sampling.patterns import Matching, compiled
from dcxml.strategies.extremes import extreme_values
from dcxml.strategies.primitives import primitive_values, texts
from dcxml.strategies.ranges import LOWER, UPPER, Ranges
from dcxml.strategies.xml_schema_types import xml_schema_examples, xml_schema_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hypothesis.strategies import SearchStrategy

    from dcxml.contract import Facet
    from dcxml.lexical.table import Primitive

__all__ = ["FacettedType"]

_STRING: Final = QName(XS, "string")
_BINARY: Final = QName(XS, "base64Binary")
_TRIED: Final = 400
"""How many texts of a pattern are tried."""
_KEPT: Final = 40
"""How many texts of a pattern are kept to draw from."""
_LONGEST: Final = 4096
"""The longest text that stands for the longest there may be."""


@frozen(eq=False, slots=False)
class FacettedType:
    """A built-in type, or one of XML Schema that it stands in for by ``name``, with facets, the derived type's first.

    ``check`` refuses other texts with `LexicalError`.
    """

    name: QName
    primitive: Primitive
    levels: Sequence[Sequence[Facet]]
    check: Callable[[str], None]

    def allows(self, value: Any) -> bool:
        """Tell whether the facets allow a value."""
        if value != value and self._values(*LOWER, *UPPER):  # noqa: PLR0124 - NaN: to libxml2 more than any bound, to others none
            return False
        try:
            text = self.primitive.format(value)
            self.check(text)
            self.primitive.parse(text)
        except ValueError:
            return False
        return True

    @cached_property
    def why_none(self) -> str | None:
        """Why no value satisfies the facets; None where some does."""
        if self._values("enumeration"):
            return None if self._enumerated else "none of its values satisfies its other facets"
        least, most = self._sizes
        if most is not None and least > most:
            return f"it is at least {least} and at most {most} long"
        if self.few:
            return None
        if self._patterns:
            return "no text of its pattern satisfies its other facets"
        return "its facets leave no value"

    @cached_property
    def simplest(self) -> Any:
        """The simplest value."""
        return self.few[0]

    def boundaries(self) -> Iterator[tuple[str, Any]]:
        """Yield the values at the ends of what is allowed, each with a name: every enumerated one, or the extremes."""
        if self._values("enumeration"):
            yield from ((self.primitive.format(value), value) for value in self._enumerated)
            return
        seen = []
        for name, value in (*self._ends(), *extreme_values(self.primitive.name)):
            text = self._text(value)
            if text is not None and text not in seen and self.allows(value):
                seen.append(text)
                yield name, value

    def strategy(self) -> SearchStrategy[Any]:
        """Return the strategy of the values."""
        if self.why_none is not None:
            return st.nothing()
        if self._values("enumeration"):
            return st.sampled_from(self._enumerated)
        if self._patterns:
            return self._matching()
        ends = [value for _, value in self.boundaries()]
        drawn = self._candidates().filter(self.allows)
        return drawn | st.sampled_from(ends) if ends else drawn

    def _values(self, *names: str) -> list[str]:
        return self._ranges.values(*names)

    @cached_property
    def _ranges(self) -> Ranges:
        return Ranges(self.name, self.primitive, self.levels)

    def _text(self, value: Any) -> str | None:
        try:
            return self.primitive.format(value)
        except ValueError:
            return None

    @cached_property
    def _enumerated(self) -> list[Any]:
        found = []
        for level in self.levels:
            texts_ = [facet.value for facet in level if facet.name == "enumeration"]
            if texts_:
                found = [self.primitive.parse(text) for text in texts_ if self._is_read(text)]
                break  # those of the bases are more
        return [value for value in found if self.allows(value)]

    def _is_read(self, text: str) -> bool:
        try:
            self.primitive.format(self.primitive.parse(text))
        except ValueError:
            return False
        return True

    @cached_property
    def _patterns(self) -> list[Matching]:
        """The patterns of the most derived type that has any: a text has to match one, and one of each base's."""
        least, most = self._sizes
        if self.primitive.name == _BINARY:
            least, most = least * 4 // 3, None if most is None else most * 4 // 3 + 4
        for level in self.levels:
            found = [Matching(compiled(facet.value), least, most) for facet in level if facet.name == "pattern"]
            if found:
                return found
        return []

    @cached_property
    def _sizes(self) -> tuple[int, int | None]:
        least = [int(text) for text in self._values("length", "minLength")]
        most = [int(text) for text in self._values("length", "maxLength")]
        return max(least, default=0), min(most, default=None)

    @cached_property
    def _matched(self) -> tuple[list[Any], float]:
        """Texts of the patterns that the other facets allow, as values, and how many of those tried they were."""
        found: dict[str, Any] = {}
        fits = tried = 0
        for each in self._patterns:
            for text in chain(each.simplest(), map(each.any, range(_TRIED))):
                tried += 1
                if self._fits(text):
                    fits += 1
                    found.setdefault(text, self.primitive.parse(text))
                if fits >= _KEPT:
                    break
        kept = sorted(found, key=lambda text: (len(text), text))
        return [found[text] for text in kept], fits / max(tried, 1)

    def _fits(self, text: str) -> bool:
        return self._is_read(text) and self.allows(self.primitive.parse(text))

    def _matching(self) -> SearchStrategy[Any]:
        values, share = self._matched
        kept = st.sampled_from(values)
        if share < 0.5:  # noqa: PLR2004 - half of them
            return kept
        seeds = st.integers(0, 2**32)
        drawn = st.one_of(*(seeds.map(each.any) for each in self._patterns))
        return kept | drawn.filter(self._fits).map(self.primitive.parse)

    @cached_property
    def few(self) -> list[Any]:
        """A few values, the simplest first."""
        if self._values("enumeration"):
            return self._enumerated
        if self._patterns:
            return self._matched[0]
        tried = [*self._simple(), *(value for _, value in (*self._ends(), *extreme_values(self.primitive.name)))]
        return [value for value in tried if self._text(value) is not None and self.allows(value)]

    def _simple(self) -> Iterator[Any]:
        row = self.primitive
        least, _ = self._sizes
        if self.name != row.name and row.python_type is str:
            yield from (text for text in xml_schema_examples(self.name) if len(text) >= least)
            return
        if row.name == _BINARY:
            yield b"\0" * least
        elif row.python_type is str:
            yield "0" * least
        elif row.default is not None:
            yield row.default
        if row.python_type is int:
            low, high = self._ranges.of_integers
            yield from (min(max(number, low), high) for number in (0, 1))
        if row.python_type is Decimal:
            low_, high_, places = self._ranges.of_decimals
            yield from (min(max(number, low_), high_) for number in (Decimal(0), Decimal(1).scaleb(-places)))

    def _ends(self) -> Iterator[tuple[str, Any]]:
        """Yield the values at the facets themselves, and next to them."""
        row = self.primitive
        least, most = self._sizes
        if row.name == _BINARY:
            yield "shortest", b"\0" * least
            if most is not None and most <= _LONGEST:
                yield "longest", b"\xff" * most
        elif row.name == _STRING and self.name == row.name:
            yield "shortest", "a" * least
            if most is not None and most <= _LONGEST:
                yield "longest", "a" * most
        elif row.python_type is int:
            low, high = self._ranges.of_integers
            yield from (("least", low), ("greatest", high))
        elif row.python_type is Decimal:
            low_, high_, _ = self._ranges.of_decimals
            yield from (("least", low_), ("greatest", high_))
        else:
            for name, kind in (("least", LOWER), ("greatest", UPPER)):
                yield from ((name, row.parse(text)) for text in self._values(*kind) if self._is_read(text))

    def _candidates(self) -> SearchStrategy[Any]:  # noqa: PLR0911 - one return for each kind of type
        """Return values that mostly satisfy the facets, so that little is thrown away."""
        row = self.primitive
        if self.name != row.name and row.python_type is str:
            return xml_schema_texts(self.name)
        if row.name in (_STRING, _BINARY):
            least, most = self._sizes
            make = st.binary if row.name == _BINARY else texts
            return make(min_size=least, max_size=most)
        if row.python_type is int:
            return st.integers(*self._ranges.of_integers)
        has_bounds = self._values(*LOWER, *UPPER, "totalDigits", "fractionDigits")
        if row.python_type is Decimal and has_bounds:
            low, high, places = self._ranges.of_decimals
            return st.decimals(low, high, places=places).map(lambda value: value or abs(value))
        if row.python_type is float and has_bounds:
            low_, high_ = self._ranges.of_floats
            return st.floats(low_, high_, width=32 if row.name.name == "float" else 64)
        if row.python_type in (DateTime, Duration) and self._values(*LOWER, *UPPER):
            return self._ranges.ticks()
        return primitive_values(row.name)
