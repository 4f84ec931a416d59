"""Line breaks and indentation as ``XmlWriterSettings.Indent`` puts them: around elements, never beside text."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["indent_document"]

_TOKEN: Final = re.compile(r"(<[^>]*>)([^<]*)")


def indent_document(document: str, spaces: int, *, depth: int = 0) -> str:
    """Return a document of this library's own writing with each element on a line of its own.

    An element that is a part of one is so many levels deep in it; the break before its own tag is not among its text.
    As XmlWriter does while it writes: once an element has had text, nothing more is indented inside it.
    """
    parts: list[str] = []
    outer: list[bool] = []  # whether the content around each open element is mixed
    is_mixed = False
    is_just_opened = False
    for tag, text in _TOKEN.findall(document):
        if tag.startswith("</"):
            around = outer.pop()
            if not is_mixed and not is_just_opened:
                parts.append("\n" + " " * (spaces * (depth + len(outer))))
            is_mixed = around
            is_just_opened = False
        else:
            if not is_mixed and parts:
                parts.append("\n" + " " * (spaces * (depth + len(outer))))
            is_just_opened = not tag.endswith("/>")
            if is_just_opened:
                outer.append(is_mixed)
        parts.append(tag)
        if text:
            parts.append(text)
            is_mixed = True
    return "".join(parts)
