"""A table, for a terminal or as Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["NONE", "Table", "span", "times"]

NONE: Final = "–"  # noqa: RUF001 - the dash of an empty cell


@frozen
class Table:
    """A head, rows of as many cells, and what is said below. The first column is of names, the others of figures."""

    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    below: Sequence[str] = field(default=())
    is_of_texts: bool = False

    def text(self) -> str:
        """Return it for a terminal, without marks."""
        rows = [tuple(map(_plain, row)) for row in (self.head, *self.rows)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = ["  ".join(self._set(number, cell, widths) for number, cell in enumerate(row)).rstrip() for row in rows]
        return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:], *(_plain(each) for each in self.below)])

    def _set(self, number: int, cell: str, widths: Sequence[int]) -> str:
        is_left = number == 0 or self.is_of_texts
        return cell.ljust(widths[number]) if is_left else cell.rjust(widths[number])

    def markdown(self) -> str:
        """Return it as Markdown."""
        rule = ["---", *("---" if self.is_of_texts else "---:" for _ in self.head[1:])]
        lines = [f"| {' | '.join(row)} |" for row in (self.head, *self.rows)]
        lines.insert(1, f"|{'|'.join(rule)}|")
        below = ["", *self.below] if self.below else []
        return "\n".join([*lines, *below])


def _plain(text: str) -> str:
    return re.sub(r"\*\*|`", "", text)


def span(seconds: float) -> str:
    """Return a time with three digits, in the unit that suits it."""
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{_three_digits(seconds / size)} {unit}"
    return f"{_three_digits(seconds / 1e-6)} µs"


def times(value: float) -> str:
    """Return a ratio: two decimals below ten, then three digits."""
    return f"{value:.2f}" if value < 10 else _three_digits(value)


def _three_digits(value: float) -> str:
    decimals = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{decimals}f}"
