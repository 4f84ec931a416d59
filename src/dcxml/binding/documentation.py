"""Texts that document a contract as docstrings: reflowed, and unable to end the string they stand in."""

from __future__ import annotations

import textwrap
from typing import Final

from dcxml.codegen.literal import docstring

__all__ = ["DOC_WIDTH", "doc_lines", "flat"]

DOC_WIDTH: Final = 110


def flat(text: str) -> list[str]:
    """Return the lines of a documentation, their white space made single."""
    lines = [" ".join(line.split()) for line in text.strip().splitlines()]
    return lines or [""]


def doc_lines(paragraphs: list[str], *, margin: int = 0) -> list[str]:
    """Return the lines of a docstring."""
    lines: list[str] = []
    for paragraph in paragraphs:
        wrapped = textwrap.wrap(
            " ".join(paragraph.split()),
            DOC_WIDTH - margin,
            subsequent_indent="    " if paragraph.startswith("Evidence") else "",
        ) or [""]
        lines.extend(docstring(line) for line in wrapped)
    while len(lines) > 1 and not lines[-1]:
        lines.pop()
    lines[0] = f" {lines[0]}" if lines[0].startswith(('"', "\\")) else lines[0]
    if len(lines) == 1:
        return [f'"""{lines[0]}"""']
    return [f'"""{lines[0]}', *lines[1:], '"""']
