"""Facets of simple types: which of two allows more."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from dcxml.contract.model import Facet

__all__ = ["allows_all", "grouped"]

_UPPER: Final = frozenset({"maxLength", "maxInclusive", "maxExclusive", "totalDigits", "fractionDigits"})
_LOWER: Final = frozenset({"minLength", "minInclusive", "minExclusive"})


def grouped(facets: Iterable[Facet]) -> dict[str, tuple[str, ...]]:
    """Return the values of each facet by its name; a type may have several enumerations and patterns."""
    found: dict[str, tuple[str, ...]] = {}
    for facet in facets:
        found[facet.name] = (*found.get(facet.name, ()), facet.value)
    return found


def allows_all(name: str, values: tuple[str, ...], others: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether a facet allows all that a type with the facets ``others`` allows; False where it cannot be told."""
    if not values:
        return True
    if values == others.get(name):
        return True
    if name == "enumeration":
        return name in others and set(others[name]) <= set(values)
    if name == "pattern":  # one of several is enough
        return name in others and set(others[name]) <= set(values)
    if name == "whiteSpace":
        return False
    return any(_is_bound(name, values[0], other, theirs[0]) for other, theirs in others.items())


def _is_bound(name: str, value: str, other: str, theirs: str) -> bool:
    """Tell whether a type with the facet ``other`` keeps to the facet ``name``."""
    if other not in _comparable(name):
        return False
    is_strict = name.endswith("Exclusive") and other.endswith("Inclusive")
    if name in _UPPER:
        return _holds(value, theirs, lambda most, given: given < most or (given == most and not is_strict))
    return name in _LOWER and _holds(
        value, theirs, lambda least, given: given > least or (given == least and not is_strict)
    )


def _comparable(name: str) -> tuple[str, ...]:
    """Return the facets that a bound can be held by."""
    if name.endswith("clusive"):
        return (f"{name[:3]}Inclusive", f"{name[:3]}Exclusive")
    return (name, "length") if name.endswith("Length") else (name,)


def _holds(value: str, theirs: str, compare: Callable[[Decimal, Decimal], bool]) -> bool:
    """Compare two bounds as numbers; False where they are none: dates and durations are not ordered here."""
    try:
        return compare(Decimal(value.strip()), Decimal(theirs.strip()))
    except InvalidOperation:
        return False
