"""A large document in pieces: itself without what is cut out of its collections, and with a few of those items alone.

Each piece is a document that a parser takes, in which everything else is as it was: namespaces, ancestors, siblings of
ancestors. A `Piece` tells where in the whole document its elements are.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from attrs import define, field, frozen

from dcxml.validation.positions import Span
from dcxml.validation.survey import Point

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Sequence

    from dcxml.octets import Octets
    from dcxml.validation.survey import Grain, LargeCollection, Stretch

__all__ = ["CutDocument", "ItemRange", "Piece"]

_MARK: Final = b"<!---->"
"""Stands where something was cut out: a comment, which no parser of documents keeps."""
_LINE_END: Final = re.compile(rb"\r\n?|\n")


@frozen
class _Shift:
    """From this place in a piece on, places are as far from it as they are from ``whole`` in the document."""

    piece: Point
    whole: Point

    def moved(self, line: int, column: int, offset: int) -> tuple[int, int, int]:
        is_same_line = line == self.piece.line
        return (
            line - self.piece.line + self.whole.line,
            column + (self.whole.column - self.piece.column if is_same_line else 0),
            offset - self.piece.offset + self.whole.offset,
        )


@frozen
class Piece:
    """The octets of a piece, and where they are in the whole document; ``shifts`` are in order."""

    octets: bytes
    shifts: tuple[_Shift, ...]
    begin: int = 0
    end: int = 0
    """Where in the piece the items are that it is about."""

    def span(self, span: Span) -> Span:
        """Return a place in the whole document from one in the piece."""
        first = self._shift(span.offset, bisect_right)
        last = self._shift(span.end_offset, bisect_left)
        line, column, offset = first.moved(span.line, span.column, span.offset)
        end_line, end_column, end_offset = last.moved(span.end_line, span.end_column, span.end_offset)
        return Span(line, column, offset, end_line, end_column, end_offset)

    def offset_of(self, whole: int) -> int:
        """Return where in the piece an offset of the whole document is."""
        at = bisect_right(self.shifts, whole, key=lambda shift: shift.whole.offset)
        shift = self.shifts[max(at - 1, 0)]
        return whole - shift.whole.offset + shift.piece.offset

    def _shift(self, offset: int, bisect: Callable[..., int]) -> _Shift:
        at = bisect(self.shifts, offset, key=lambda shift: shift.piece.offset)
        return self.shifts[max(at - 1, 0)]


@frozen
class ItemRange:
    """Several stretches of one collection that are looked at together."""

    start: Point
    end: int
    before: Counter[str]
    """How many child elements of each name are before it."""
    is_behind_stranger: bool
    has_instructions: bool


@define(eq=False)
class CutDocument:
    """A document and what is to be cut out of it."""

    octets: Octets
    mark: int
    grain: Grain
    collections: Sequence[LargeCollection]
    rest: Piece = field(init=False)
    """The document without what is cut out."""
    _places: list[tuple[int, int]] = field(init=False, factory=list)
    """For each collection where in the rest its first child is, and where its end tag is."""

    def __attrs_post_init__(self) -> None:
        parts: list[bytes] = []
        shifts = [_Shift(Point(0, 1, 1), Point(self.mark, 1, 1))]
        length, done = 0, self.mark
        for collection in self.collections:
            assert collection.cut is not None  # noqa: S101 - of each something is cut out
            kept = self.octets.read(done, collection.cut.offset)
            stray = b""
            if collection.stray is not None:
                point, end = collection.stray
                stray = self.octets.read(point.offset, end)
                shifts.append(_Shift(Point(length + len(kept), 0, 0), point))
            begin = length + collection.begin - done
            parts += [kept, stray, _MARK]
            length += len(kept) + len(stray)
            self._places.append((begin, length))
            shifts.append(_Shift(Point(length, 0, 0), _before(collection.resume, len(_MARK))))
            length, done = length + len(_MARK), collection.resume.offset
        parts.append(self.octets.read(done, self.octets.size))
        whole = b"".join(parts)
        self.rest = Piece(whole, tuple(_located(shifts, whole)))

    def ranges(self, index: int) -> list[ItemRange]:
        """Return what is cut out of a collection, by ranges that are at least as long as the rest of the document.

        The rest is in every piece: so all pieces together take twice the time of the document.
        """
        found: list[ItemRange] = []
        before: Counter[str] = self._first_tags(index)
        waiting: list[Stretch] = []
        for stretch in self.collections[index].stretches:
            waiting.append(stretch)
            if stretch.end - waiting[0].start.offset >= self.grain.rest * len(self.rest.octets):
                found.append(_range(waiting, before))
                before, waiting = _sum(before, waiting), []
        return [*found, _range(waiting, before)] if waiting else found

    def piece(self, index: int, items: ItemRange) -> Piece:
        """Return the document with a range of a collection's items for all of them."""
        begin, end = self._places[index]
        cut_out = self.octets.read(items.start.offset, items.end)
        whole = b"".join([self.rest.octets[:begin], cut_out, self.rest.octets[end:]])
        shift = _Shift(Point(begin, *_line_and_column(whole, begin)), items.start)
        return Piece(whole, (shift,), begin, begin + len(cut_out))

    def _first_tags(self, index: int) -> Counter[str]:
        collection = self.collections[index]
        counts = collection.tags.copy()
        for stretch in collection.stretches:
            counts.subtract(stretch.tags)
        return counts


def _range(stretches: Sequence[Stretch], before: Counter[str]) -> ItemRange:
    return ItemRange(
        start=stretches[0].start,
        end=stretches[-1].end,
        before=before,
        is_behind_stranger=stretches[0].is_behind_stranger,
        has_instructions=any(stretch.has_instructions for stretch in stretches),
    )


def _sum(before: Counter[str], stretches: Sequence[Stretch]) -> Counter[str]:
    counts = before.copy()
    for stretch in stretches:
        counts.update(stretch.tags)
    return counts


def _before(point: Point, count: int) -> Point:
    return Point(point.offset - count, point.line, point.column - count)


def _located(shifts: Sequence[_Shift], octets: bytes) -> list[_Shift]:
    """Return shifts whose offsets in a piece are known, with lines and columns."""
    located = []
    for shift in shifts:
        line, column = _line_and_column(octets, shift.piece.offset)
        located.append(_Shift(Point(shift.piece.offset, line, column), shift.whole))
    return located


def _line_and_column(octets: bytes, offset: int) -> tuple[int, int]:
    ends = [found.end() for found in _LINE_END.finditer(octets, 0, offset)]
    start = ends[-1] if ends else 0
    return len(ends) + 1, len(octets[start:offset].decode()) + 1
