"""Values of a named simple type: those of its base that its facets allow (W3C XML Schema, part 2, chapter 4.3)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st

from dcxml.errors import InvalidDataContractError
from dcxml.qname import XS, QName
from dcxml.strategies.primitives import primitive_values, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hypothesis.strategies import SearchStrategy

    from dcxml.contract import Facet, SimpleDataContract
    from dcxml.lexical.table import Primitive

__all__ = ["facetted_values"]

_STRING: Final = QName(XS, "string")
_BINARY: Final = QName(XS, "base64Binary")
_MULTI_CHARACTER: Final = {
    r"\i": "[A-Za-z_:]",
    r"\I": "[^A-Za-z_:]",
    r"\c": r"[-A-Za-z0-9._:]",
    r"\C": r"[^-A-Za-z0-9._:]",
}
"""Escapes that XML Schema has and Python has not, here for the ASCII part of what they match."""

_BOUNDS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "minInclusive": lambda value, bound: value >= bound,
    "minExclusive": lambda value, bound: value > bound,
    "maxInclusive": lambda value, bound: value <= bound,
    "maxExclusive": lambda value, bound: value < bound,
}
_LENGTHS: Final[Mapping[str, Callable[[int, int], bool]]] = {
    "length": lambda size, bound: size == bound,
    "minLength": lambda size, bound: size >= bound,
    "maxLength": lambda size, bound: size <= bound,
}


def facetted_values(contract: SimpleDataContract, primitive: Primitive, facets: Sequence[Facet]) -> SearchStrategy[Any]:
    """Return the strategy of the values of ``primitive`` that all ``facets`` allow.

    :raises InvalidDataContractError: where a pattern is one that Python cannot match.
    """
    named: dict[str, list[str]] = {}
    for facet in facets:
        named.setdefault(facet.name, []).append(facet.value)
    patterns = [_compiled(contract, text) for text in named.get("pattern", ())]

    def allows(value: Any) -> bool:
        text = primitive.format(value)
        return (
            # Patterns of one step of a derivation are alternatives, and the hub keeps one step.
            (not patterns or any(pattern.fullmatch(text) for pattern in patterns))
            and all(check(_size(value), int(b)) for name, check in _LENGTHS.items() for b in named.get(name, ()))
            and all(check(value, primitive.parse(b)) for name, check in _BOUNDS.items() for b in named.get(name, ()))
            and _has_digits(value, named)
        )

    return _candidates(primitive, named, patterns).filter(allows)


def _candidates(
    primitive: Primitive, named: Mapping[str, Sequence[str]], patterns: Sequence[re.Pattern[str]]
) -> SearchStrategy[Any]:
    """Return values that mostly satisfy the facets, so that little is thrown away."""
    if "enumeration" in named:
        return st.sampled_from([primitive.parse(text) for text in named["enumeration"]])
    if patterns:
        matching = st.one_of(*(st.from_regex(pattern, fullmatch=True) for pattern in patterns))
        return matching.filter(_is_read(primitive)).map(primitive.parse)
    if primitive.name in (_STRING, _BINARY):
        sizes = _sizes(named)
        return st.binary(**sizes) if primitive.name == _BINARY else texts(**sizes)
    if primitive.python_type is int:
        return _integers(primitive, named)
    if primitive.python_type is Decimal and any(name in named for name in (*_BOUNDS, "totalDigits", "fractionDigits")):
        return _decimals(named)
    return primitive_values(primitive.name)


def _sizes(named: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    least = [int(text) for name in ("length", "minLength") for text in named.get(name, ())]
    most = [int(text) for name in ("length", "maxLength") for text in named.get(name, ())]
    return {"min_size": max(least, default=0), "max_size": min(most, default=None)}


def _integers(primitive: Primitive, named: Mapping[str, Sequence[str]]) -> SearchStrategy[int]:
    digits = 10 ** min(map(int, named.get("totalDigits", ())), default=19)
    low = [int(text) for text in named.get("minInclusive", ())] + [
        int(text) + 1 for text in named.get("minExclusive", ())
    ]
    high = [int(text) for text in named.get("maxInclusive", ())] + [
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


def _size(value: Any) -> int:
    return len(value) if isinstance(value, str | bytes) else 0


def _has_digits(value: Any, named: Mapping[str, Sequence[str]]) -> bool:
    if "totalDigits" not in named and "fractionDigits" not in named:
        return True
    sign, digits, exponent = Decimal(value).normalize().as_tuple()
    del sign
    behind = max(0, -int(exponent))
    total = max(len(digits) + max(0, int(exponent)), behind)
    return all(total <= int(most) for most in named.get("totalDigits", ())) and all(
        behind <= int(most) for most in named.get("fractionDigits", ())
    )


def _compiled(contract: SimpleDataContract, pattern: str) -> re.Pattern[str]:
    text = re.sub(r"\\[iIcC]", lambda match: _MULTI_CHARACTER[match[0]], pattern)
    try:
        return re.compile(text, re.ASCII)
    except re.error as error:
        reason = f"the pattern {pattern!r} is not one that Python can match ({error}); give its values by name"
        raise InvalidDataContractError(reason, contract=contract.name.clark) from None
