"""Two states of a document as a unified diff that ``patch`` and ``git apply`` take, whatever its encoding."""

from __future__ import annotations

import sys
from difflib import unified_diff
from typing import TYPE_CHECKING, Final

from dcxml.cli.console.output import styled
from dcxml.document_encoding import encoding_of
from dcxml.reporting.safe_text import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["patch"]

_COLORS: Final = {"+": "green", "-": "red", "@": "cyan"}
_NO_END: Final = "\n\\ No newline at end of file\n"


def patch(before: bytes, after: bytes, *, name: str) -> str:
    """Return the unified diff of a document; empty where there is no difference.

    A terminal gets no control characters of a document, and colours; all others get what ``patch`` needs.
    """
    if before == after:
        return ""
    is_seen = sys.stdout is not None and sys.stdout.isatty()
    return "".join(_seen(line) if is_seen else line for line in _lines(before, after, name))


def _lines(before: bytes, after: bytes, name: str) -> Iterator[str]:
    for line in unified_diff(_split(before), _split(after), name, name):
        yield line if line.endswith("\n") else line + _NO_END


def _split(data: bytes) -> list[str]:
    """Return the lines of a document by its line feeds alone, each with its own."""
    text = data.decode(encoding_of(data).name, "surrogateescape")
    *lines, rest = text.split("\n")
    return [f"{line}\n" for line in lines] + ([rest] if rest else [])


def _seen(line: str) -> str:
    text = shown(line.rstrip("\r\n"))
    return (styled(text, fg=_COLORS[line[0]]) if line[0] in _COLORS else text) + "\n"
