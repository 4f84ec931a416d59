"""Values of a named simple type: those of its base that its facets allow (W3C XML Schema, part 2, chapter 4.3)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st

from dcxml.errors import LexicalError
from dcxml.qname import XS, QName
from dcxml.strategies.primitives import primitive_values, texts
from dcxml.strategies.xml_schema_types import xml_schema_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hypothesis.strategies import SearchStrategy

    from dcxml.contract import Facet
    from dcxml.lexical.table import Primitive

__all__ = ["facetted_values"]

_STRING: Final = QName(XS, "string")
_BINARY: Final = QName(XS, "base64Binary")
_LEAST: Final = {"positiveInteger": ("1",), "nonNegativeInteger": ("0",)}
_MOST: Final = {"negativeInteger": ("-1",), "nonPositiveInteger": ("0",)}
_ORDERED: Final = ("minInclusive", "minExclusive", "maxInclusive", "maxExclusive")


def facetted_values(
    name: QName, primitive: Primitive, facets: Sequence[Facet], *, check: Callable[[str], None]
) -> SearchStrategy[Any]:
    """Return the strategy of the values of a built-in type that all ``facets`` allow.

    ``name`` is the type, or one of XML Schema that ``primitive`` stands in for. ``check`` refuses other texts with
    `LexicalError`.
    """
    named: dict[str, list[str]] = {}
    for facet in facets:
        named.setdefault(facet.name, []).append(facet.value)

    has_bounds = not named.keys().isdisjoint(_ORDERED)

    def allows(value: Any) -> bool:
        if has_bounds and value != value:  # noqa: PLR0124 - NaN: to libxml2 more than any bound, to others none
            return False
        try:
            check(primitive.format(value))
        except LexicalError:
            return False
        return True

    return _candidates(name, primitive, named).filter(allows)


def _candidates(name: QName, primitive: Primitive, named: Mapping[str, Sequence[str]]) -> SearchStrategy[Any]:
    """Return values that mostly satisfy the facets, so that little is thrown away."""
    if "enumeration" in named:
        return st.sampled_from([primitive.parse(text) for text in named["enumeration"]])
    if "pattern" in named:
        matching = st.one_of(*(st.from_regex(_compiled(text), fullmatch=True) for text in named["pattern"]))
        return matching.filter(_is_read(primitive)).map(primitive.parse)
    if name != primitive.name and primitive.python_type is str:
        return xml_schema_texts(name)
    if primitive.name in (_STRING, _BINARY):
        sizes = _sizes(named)
        return st.binary(**sizes) if primitive.name == _BINARY else texts(**sizes)
    if primitive.python_type is int:
        return _integers(name, primitive, named)
    has_bounds = not named.keys().isdisjoint((*_ORDERED, "totalDigits", "fractionDigits"))
    is_bounded = primitive.python_type is Decimal and has_bounds
    return _decimals(named) if is_bounded else primitive_values(primitive.name)


def _sizes(named: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    least = [int(text) for name in ("length", "minLength") for text in named.get(name, ())]
    most = [int(text) for name in ("length", "maxLength") for text in named.get(name, ())]
    return {"min_size": max(least, default=0), "max_size": min(most, default=None)}


def _integers(name: QName, primitive: Primitive, named: Mapping[str, Sequence[str]]) -> SearchStrategy[int]:
    digits = 10 ** min(map(int, named.get("totalDigits", ())), default=19)
    low = [int(text) for text in (*_LEAST.get(name.name, ()), *named.get("minInclusive", ()))] + [
        int(text) + 1 for text in named.get("minExclusive", ())
    ]
    high = [int(text) for text in (*_MOST.get(name.name, ()), *named.get("maxInclusive", ()))] + [
        int(text) - 1 for text in named.get("maxExclusive", ())
    ]
    written = _is_written(primitive)
    return st.integers(max(low, default=1 - digits), min(high, default=digits - 1)).filter(written)


def _decimals(named: Mapping[str, Sequence[str]]) -> SearchStrategy[Decimal]:
    low = [Decimal(text) for name in ("minInclusive", "minExclusive") for text in named.get(name, ())]
    high = [Decimal(text) for name in ("maxInclusive", "maxExclusive") for text in named.get(name, ())]
    total = min(map(int, named.get("totalDigits", ())), default=28)
    places = min(map(int, named.get("fractionDigits", ())), default=min(4, total))
    most = Decimal(10) ** (total - places) - Decimal(1).scaleb(-places)
    return st.decimals(max([*low, -most]), min([*high, most]), places=places).map(lambda value: value or abs(value))


def _is_read(primitive: Primitive) -> Callable[[str], bool]:
    def is_read(text: str) -> bool:
        try:
            primitive.format(primitive.parse(text))
        except ValueError:
            return False
        return True

    return is_read


def _is_written(primitive: Primitive) -> Callable[[Any], bool]:
    def is_written(value: Any) -> bool:
        try:
            primitive.parse(primitive.format(value))
        except ValueError:
            return False
        return True

    return is_written


def _compiled(pattern: str) -> re.Pattern[str]:
    from elementpath.regex import translate_pattern  # noqa: PLC0415 - for patterns alone

    # Not what XPath has more: references back, lazy quantifiers, anchors.
    text = translate_pattern(pattern, back_references=False, lazy_quantifiers=False, anchors=False)
    return re.compile(text)
