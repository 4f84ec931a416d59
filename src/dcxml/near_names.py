"""What may have been meant by a name that is none; what finds it is loaded when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["near_names"]


def near_names(name: str, known: Iterable[str], *, most: int) -> list[str]:
    """Return the known names that are like one that is none, the nearest first, at ``most`` so many."""
    from difflib import get_close_matches  # noqa: PLC0415 - asked for where something is wrong only

    return get_close_matches(name, known, n=most)
