"""A difference: a place, and what stands there on the left and on the right."""

from __future__ import annotations

from typing import Final

from attrs import frozen

__all__ = ["ABSENT", "NIL", "Difference", "shown"]

ABSENT: Final = "absent"
NIL: Final = "nil"
_LONGEST: Final = 120


@frozen
class Difference:
    """What differs at a ``place``: a Python expression from the object (``lines[1].number``), or a path in a document.

    ``left`` and ``right`` are words: a literal, ``nil``, ``absent``, or ``'' (empty)``.
    """

    place: str
    left: str
    right: str

    def __str__(self) -> str:
        """Return ``lines[1].number: 1 != 2``."""
        return f"{self.place}: {self.left} != {self.right}" if self.place else f"{self.left} != {self.right}"


def shown(text: str) -> str:
    """Return a literal, cut where it is too long to read."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
