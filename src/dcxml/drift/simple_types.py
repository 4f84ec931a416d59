"""Simple types compared: what they restrict, and their facets; .NET's importer keeps the base alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.drift import rules
from dcxml.drift.comparison import Comparison, change, type_text
from dcxml.drift.direction import NOT_VALID, UNHARMED
from dcxml.drift.facets import allows_all, grouped
from dcxml.drift.values import receive

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dcxml.contract.model import SimpleDataContract
    from dcxml.drift.change import Change

__all__ = ["compare_simple_types"]


def compare_simple_types(comparison: Comparison, old: SimpleDataContract, new: SimpleDataContract) -> Iterator[Change]:
    """Yield the changes of a simple type: its base, then each facet."""
    if not comparison.are_same(old.base, new.base):
        yield change(
            rules.BASE_TYPE_CHANGED,
            f"{new.name.name} restricts {type_text(new.base)}, and restricted {type_text(old.base)}",
            forward=receive(comparison.forward, old.base, new.base),
            backward=receive(comparison.backward, new.base, old.base),
            contract=new.name,
            was=type_text(old.base),
            now=type_text(new.base),
        )
    yield from _facets(old, new)
    if old.is_anonymous != new.is_anonymous:
        was, now = ("written inside its elements" if each.is_anonymous else "a named type" for each in (old, new))
        yield change(
            rules.DEFINITION_CHANGED, f"{new.name.name} is {now}, and was {was}", contract=new.name, was=was, now=now
        )


def _facets(old: SimpleDataContract, new: SimpleDataContract) -> Iterator[Change]:
    were, are = grouped(old.facets), grouped(new.facets)
    for kind in dict.fromkeys(map(_kind, {**were, **are})):
        before, after = ({name: each[name] for name in each if _kind(name) == kind} for each in (were, are))
        if before == after:
            continue
        is_tighter = not all(allows_all(name, values, were) for name, values in after.items())
        is_looser = not all(allows_all(name, values, are) for name, values in before.items())
        rule = {
            (True, False): rules.FACET_TIGHTENED,
            (False, True): rules.FACET_LOOSENED,
        }.get((is_tighter, is_looser), rules.FACET_CHANGED)
        was, now = _said(before), _said(after)
        yield change(
            rule,
            f"{new.name.name} has {now or f'no {_names(before)}'}, and had {was or 'none'}",
            forward=NOT_VALID if is_looser else UNHARMED,
            backward=NOT_VALID if is_tighter else UNHARMED,
            contract=new.name,
            was=was,
            now=now,
        )


def _kind(name: str) -> str:
    """Return what a facet is about: a bound may include the number or not."""
    return name.removesuffix("Inclusive").removesuffix("Exclusive")


def _said(facets: Mapping[str, tuple[str, ...]]) -> str | None:
    return ", ".join(f"{name} {value}" for name, values in facets.items() for value in values) or None


def _names(facets: Mapping[str, tuple[str, ...]]) -> str:
    return ", ".join(facets)
