"""Sequences compared: which elements keep their order."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["longest_increasing"]


def longest_increasing(numbers: Sequence[int]) -> set[int]:
    """Return the places of a longest increasing subsequence: what has not moved, where as much as can be has not."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int | None] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(places[length - 1] if length else None)
        ends[length : length + 1] = [number]
        places[length : length + 1] = [place]
    found = set()
    place_of_last = places[-1] if places else None
    while place_of_last is not None:
        found.add(place_of_last)
        place_of_last = before[place_of_last]
    return found
