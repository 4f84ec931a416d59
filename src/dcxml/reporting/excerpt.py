"""The lines of a document with the places that a finding is about, marked under the characters.

A tab is four spaces; what does not print is shown as its escape; of a long line there is a stretch around the mark.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from attrs import frozen

from dcxml.reporting.safe_text import cells, one_line, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dcxml.reporting.document_lines import DocumentLines
    from dcxml.reporting.file_lines import FileLines
    from dcxml.validation import Finding

__all__ = ["ExcerptLine", "Mark", "excerpt", "marks_of"]

_CUT: Final = "…"
_TAB: Final = "    "
_NARROWEST: Final = 20
_TAG: Final = re.compile(r"<[^<>]*>?")


@frozen(kw_only=True)
class Mark:
    """A place on one line: columns count from 1, the end is behind the last character.

    Without a column the whole line is meant; without an end the start tag, or the character.
    """

    line: int
    column: int | None
    end_column: int | None = None
    goes_on: bool = False
    """The place ends on a later line."""
    words: str = ""
    is_main: bool = True


@frozen
class ExcerptLine:
    """A line of an excerpt: of the document, with its number; or under one, with a mark."""

    number: int | None
    text: str
    is_main: bool = True
    """The mark is that of the finding, not of a related place."""


def marks_of(finding: Finding) -> list[Mark]:
    """Return the places of a finding: its own, and those related to it that have a line."""
    marks = [
        Mark(line=each.line, column=each.column, words=each.message, is_main=False)
        for each in finding.related
        if each.line is not None
    ]
    if finding.line is None:
        return marks
    goes_on = finding.end_line is not None and finding.end_line != finding.line
    own = Mark(
        line=finding.line,
        column=finding.column,
        end_column=None if goes_on else finding.end_column,
        goes_on=goes_on,
    )
    return [own, *marks]


def excerpt(lines: DocumentLines | FileLines, marks: Sequence[Mark], *, width: int) -> Iterator[ExcerptLine | None]:
    """Yield the lines that have marks, with the marks under them, in ``width`` columns; None where some are left out.

    Marks on lines that the document does not have are passed over.
    """
    last: int | None = None
    for number, group in groupby(sorted(marks, key=lambda mark: (mark.line, not mark.is_main)), lambda mark: mark.line):
        text = lines.line(number)
        if text is None:
            continue
        if last is not None and number > last + 1:
            yield None
        last = number
        window: tuple[int, int] | None = None
        for mark in group:
            begin, end = _span(text, mark)
            if window is None or not window[0] <= begin <= end <= window[1]:
                window = _window(text, begin, end, width=max(width, _NARROWEST))
                yield ExcerptLine(number, _source(text, window))
            yield ExcerptLine(None, _under(text, window, begin, end, mark), mark.is_main)


def _source(text: str, window: tuple[int, int]) -> str:
    """Return the stretch of a line that is shown."""
    low, high = window
    return f"{_CUT if low else ''}{_expanded(text[low:high])}{_CUT if high < len(text) else ''}".rstrip()


def _under(text: str, window: tuple[int, int], begin: int, end: int, mark: Mark) -> str:
    """Return what stands under it: the mark, and its words."""
    low, high = window
    indent = cells(_expanded(text[low:begin])) + bool(low)
    sign = "^" if mark.is_main else "-"
    line = " " * indent + sign * max(cells(_expanded(text[begin : min(end, high)])), 1)
    words = one_line(mark.words)
    return f"{line} {words}" if words else line


def _span(text: str, mark: Mark) -> tuple[int, int]:
    """Return where a mark begins and ends in its line, from 0."""
    if mark.column is None:
        return len(text) - len(text.lstrip()), len(text.rstrip())
    begin = min(mark.column - 1, len(text))
    if mark.end_column is not None:
        return begin, min(max(mark.end_column - 1, begin), len(text))
    if mark.goes_on:
        return begin, max(len(text.rstrip()), begin)
    tag = None if mark.is_main else _TAG.match(text, begin)
    return begin, tag.end() if tag else min(begin + 1, len(text))


def _window(text: str, begin: int, end: int, *, width: int) -> tuple[int, int]:
    """Return the stretch of a line to show: all of it where it fits, else the mark and what fits around it."""
    if len(text) <= width and cells(_expanded(text)) <= width:
        return 0, len(text)
    room = width - 2
    high, used = _forward(text, begin, min(end, begin + room), room=room)
    low, used_before = _backward(text, begin, room=(room - used) // 2)
    high, used_behind = _forward(text, high, len(text), room=room - used - used_before)
    low, _ = _backward(text, low, room=room - used - used_before - used_behind)
    return low, high


def _forward(text: str, start: int, stop: int, *, room: int) -> tuple[int, int]:
    used = 0
    for index in range(start, stop):
        step = cells(_expanded(text[index]))
        if used + step > room:
            return index, used
        used += step
    return stop, used


def _backward(text: str, start: int, *, room: int) -> tuple[int, int]:
    used = 0
    for index in range(start - 1, -1, -1):
        step = cells(_expanded(text[index]))
        if used + step > room:
            return index + 1, used
        used += step
    return 0, used


def _expanded(text: str) -> str:
    return _TAB.join(shown(part) for part in text.split("\t"))
