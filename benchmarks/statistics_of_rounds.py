"""Medians and quartiles of rounds, and of ratios between two peers, each ratio of one round."""

from __future__ import annotations

from statistics import quantiles
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Spread", "ratio", "spread"]


@frozen
class Spread:
    """A median between its quartiles, of so many rounds."""

    median: float
    lower: float
    upper: float
    rounds: int


def spread(values: Sequence[float | None]) -> Spread | None:
    """Return the median and the quartiles of what was measured, None of nothing."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    if len(known) == 1:
        return Spread(known[0], known[0], known[0], 1)
    lower, median, upper = quantiles(known, n=4, method="inclusive")
    return Spread(median, lower, upper, len(known))


def ratio(one: Sequence[float | None], other: Sequence[float | None]) -> Spread | None:
    """Return how much longer ``one`` takes than ``other``, over the rounds that both came to."""
    pairs = zip(one, other, strict=False)
    return spread([first / second for first, second in pairs if first is not None and second])
