"""Two documents compared byte for byte, and the difference shown element by element."""

from __future__ import annotations

import re
from difflib import unified_diff
from typing import TYPE_CHECKING, Final

from dcxml.derivation.markup import remove_insignificant_space
from dcxml.document_encoding import encoding_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["difference", "wire_text"]

_DECLARATION: Final = re.compile(r"\A\ufeff?\s*(?:<\?xml\s[^>]*\?>)?\s*")


def wire_text(document: str | bytes) -> str:
    """Return a document without XML declaration, byte order mark and insignificant white space.

    ``document`` has been parsed before, so that its encoding is UTF-8 or UTF-16.
    """
    text = document if isinstance(document, str) else encoding_of(document).text_of(document)
    return remove_insignificant_space(_DECLARATION.sub("", text)).strip(" \t\r\n")


def difference(expected: str, actual: str, *, names: tuple[str, str]) -> Iterator[str]:
    """Yield the lines of a unified diff, one tag, or one value in its tags, to a line."""
    yield from unified_diff(_tag_lines(expected), _tag_lines(actual), *names, n=2, lineterm="")


def _tag_lines(text: str) -> list[str]:
    return [line.replace("\n", "\\n").replace("\r", "\\r") for line in re.split(r"(?<=>)(?=<)", text)]
