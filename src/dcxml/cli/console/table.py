"""Tables for the terminal: columns as wide as they need to be, cells that do not fit folded, nothing cut off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dcxml.diagram.labels import printable, text_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["folded", "table"]

_NARROWEST: Final = 8
_GAP: Final = "  "
_NOTE_INDENT: Final = " " * 6
_PIECES: Final = re.compile(r"[^ /,]*[ /,]?")
"""A line may end behind a space, a slash or a comma."""


def table(rows: Sequence[Sequence[str]], *, width: int, notes: Sequence[str] = ()) -> Iterator[str]:
    """Yield the lines of a table; the first row is its head. Texts are shown in one line each, controls escaped.

    ``notes`` are what is said about each row, under it, as wide as the table may be.
    """
    shown = [[printable(cell) for cell in row] for row in rows]
    widths = _widths(shown, width)
    for place, row in enumerate(shown):
        cells = [list(folded(cell, limit)) for cell, limit in zip(row, widths, strict=True)]
        for number in range(max(map(len, cells), default=0)):
            parts = [cell[number] if number < len(cell) else "" for cell in cells]
            padded = [part + " " * (limit - text_width(part)) for part, limit in zip(parts, widths, strict=True)]
            yield _GAP.join(padded).rstrip()
        if place < len(notes) and notes[place]:
            indent = row[0][: len(row[0]) - len(row[0].lstrip(" "))]
            yield from folded(f"{indent}{_NOTE_INDENT}{printable(notes[place])}", width)


def folded(text: str, width: int) -> Iterator[str]:
    """Yield a text in lines of at most ``width`` columns; continued lines keep the indentation of the first."""
    indent = text[: len(text) - len(text.lstrip(" "))]
    line, used = indent, len(indent)
    for piece in _pieces(text[len(indent) :], max(width - len(indent), 2)):
        size = text_width(piece.rstrip(" "))
        if used + size > width and line != indent:
            yield line.rstrip()
            line, used = indent, len(indent)
        line += piece
        used += text_width(piece)
    yield line.rstrip()


def _pieces(text: str, width: int) -> Iterator[str]:
    for match in _PIECES.finditer(text):
        piece = match[0]
        while text_width(piece) > width:
            end = next(n for n in range(len(piece), 0, -1) if n == 1 or text_width(piece[:n]) <= width)
            yield piece[:end]
            piece = piece[end:]
        if piece:
            yield piece


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return the columns' widths: the widest ones give way until the table fits, or all are narrow."""
    widths = [max(map(text_width, column)) for column in zip(*rows, strict=True)]
    room = width - len(_GAP) * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _NARROWEST:
        widest = max(widths)
        next_widest = max((each for each in widths if each < widest), default=_NARROWEST)
        alike = widths.count(widest)
        excess = sum(widths) - room
        lowered = max(widest - -(-excess // alike), next_widest, _NARROWEST)
        widths = [min(each, lowered) if each == widest else each for each in widths]
    return widths
