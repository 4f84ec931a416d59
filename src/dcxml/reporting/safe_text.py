r"""Text from documents made safe to show: nothing in it can write to a terminal, reorder a line or begin a command.

A character that is not printable comes as its escape: ``\x1b``, ``\u202e``, ``\U000e0001``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["cells", "one_line", "shown"]

_SUSPECT: Final = re.compile(r"[^\x20-\x7e]|##\[")
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode's general categories of control, format (bidi among them), surrogates, private use, unassigned, line ends."""
_JOINERS: Final = "\u200c\u200d"
"""Format characters that words of Persian or Indic scripts, and emoji, need; they are harmless."""
_NO_WIDTH: Final = frozenset({"Mn", "Me", "Cf"})


def shown(text: str) -> str:
    """Return ``text`` with whatever does not show as itself escaped, line ends and tabs included.

    ``##[``, with which a line of a GitHub or Azure log may command, loses its second ``#`` to an escape.
    """
    return _SUSPECT.sub(_escape, text)


def one_line(text: str) -> str:
    """Return ``text`` in one line: runs of white space with a line end in them are one space; the rest as `shown`."""
    return shown(re.sub(r"[ \t]*[\r\n][ \t\r\n]*", " ", text.strip("\r\n")))


def cells(text: str) -> int:
    """Return how many columns of a terminal a shown text takes: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.category(character) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    if character == "##[":
        return "#\\x23["
    if character in _JOINERS or unicodedata.category(character) not in _HIDDEN:
        return character
    number = ord(character)
    for limit, pattern in ((0xFF, "\\x{:02x}"), (0xFFFF, "\\u{:04x}")):
        if number <= limit:
            return pattern.format(number)
    return f"\\U{number:08x}"
