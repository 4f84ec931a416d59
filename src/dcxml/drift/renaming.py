"""What seems to be called otherwise now: how near two names are, and of what may be one thing the likeliest pairs."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final, TypeVar

from dcxml.contract.naming import decode_local_name

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

__all__ = ["NEAR", "likeliest", "nearness"]

NEAR: Final = 0.6
"""How near the names of two members, texts or elements must be for the one to be taken for the other."""
_Name = TypeVar("_Name", bound="Hashable")


def nearness(one: str, other: str) -> float:
    """Return how near two names are, from 0 to 1: upper and lower case, and underscores, do not count."""
    first, second = (decode_local_name(name).casefold().replace("_", "") for name in (one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def likeliest(scores: Iterable[tuple[float, _Name, _Name]]) -> dict[_Name, _Name]:
    """Return the new name of each old one, each at most once: of scores, old and new names, the highest scores first.

    Of equal scores the first counts.
    """
    found: dict[_Name, _Name] = {}
    taken: set[_Name] = set()
    for _, was, now in sorted(scores, key=lambda each: -each[0]):
        if was not in found and now not in taken:
            found[was] = now
            taken.add(now)
    return found
