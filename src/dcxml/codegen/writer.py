"""Lines of Python source, kept at the right indentation."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SourceWriter"]


class SourceWriter:
    """Collects source lines; ``with writer.block("if x:"):`` indents what is written inside."""

    def __init__(self) -> None:
        """Start empty, at the left margin."""
        self._lines: list[str] = []
        self._margin = ""

    def line(self, text: str = "") -> None:
        """Write one line at the present indentation; an empty one stays empty."""
        self._lines.append(f"{self._margin}{text}" if text else "")

    def lines(self, *texts: str) -> None:
        """Write several lines."""
        for text in texts:
            self.line(text)

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """Write ``head`` and indent the lines written inside the ``with`` statement."""
        self.line(head)
        margin, self._margin = self._margin, f"{self._margin}    "
        try:
            yield
        finally:
            self._margin = margin

    def text(self) -> str:
        """Return all that was written, with a newline at its end."""
        return "\n".join(self._lines) + "\n"
