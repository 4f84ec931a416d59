"""How far a long run has come: a line on stderr that changes, where a person looks."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Final, Self

from attrs import define, field

from dcxml.cli.console.output import counted

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Progress"]

_PATIENCE: Final = 1.0
"""Seconds before the line comes: a short run has none."""
_PERIOD: Final = 0.1
_WIDTH: Final = 30
"""The characters of the bar."""
_CLEAR: Final = "\r\x1b[K"


@define
class Progress:
    """Counts documents, or what the ``noun`` says; where a ``total`` is known there is a bar.

    ``verb`` is what is done to each.
    """

    verb: str = "checked"
    noun: str = "document"
    total: int | None = None
    is_shown: bool = field(factory=lambda: sys.stderr is not None and sys.stderr.isatty())
    clock: Callable[[], float] = time.monotonic
    _count: int = 0
    _next: float = field(init=False)
    _is_on_screen: bool = False

    def __attrs_post_init__(self) -> None:
        self._next = self.clock() + _PATIENCE

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.clear()

    def step(self) -> None:
        """Count one."""
        self._count += 1
        if self.is_shown and (now := self.clock()) >= self._next:
            self._next = now + _PERIOD
            self._write(f"{_CLEAR}{self.verb} {self._told()} …")
            self._is_on_screen = True

    def _told(self) -> str:
        if self.total is None:
            return counted(self._count, self.noun)
        filled = min(self._count * _WIDTH // self.total, _WIDTH)
        return f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {self._count:,} of {counted(self.total, self.noun)}"

    def clear(self) -> None:
        """Take the line away, for other lines to be written."""
        if self._is_on_screen:
            self._write(_CLEAR)
            self._is_on_screen = False

    @staticmethod
    def _write(text: str) -> None:
        sys.stderr.write(text.encode(sys.stderr.encoding, "replace").decode(sys.stderr.encoding))
        sys.stderr.flush()
