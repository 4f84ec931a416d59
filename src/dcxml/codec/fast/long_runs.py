"""Long collections of instances: taken out of their document, which is matched without them, and read by stretches.

So each item is matched once, and few groups are held at a time. A run is cut out where its tags are first met;
that it stood in its place is seen by the match of what is left, in which it is empty.
"""

from __future__ import annotations

import threading
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field, frozen

from dcxml.codec.fast.declined import Declined
from dcxml.codec.fast.patterns import pattern, width
from dcxml.codec.fast.reader_source import write_long_reader
from dcxml.codec.fast.shapes import Items, Members

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Sequence

    from dcxml.codec.fast.shapes import Entries
    from dcxml.codec.fast.spelling import Spelling
    from dcxml.codec.plan import Plan

__all__ = ["Cut", "LongRun", "LongRuns", "put_back"]

_LONG: Final = 1 << 15
"""So many characters make a run a long one."""
_OCTETS: Final = 100
"""How many characters are read while a character of an item's expression is compiled."""


@define(eq=False)
class LongRun:
    """The items of one collection in a document: the tags around it, its group, and where it is in the value."""

    plan: Plan
    content: Items
    item: Members
    tags: tuple[str, str]
    group: int
    path: tuple[str, ...]
    _warmth: int = field(init=False, default=0)
    _read: Callable[[str, int, int], tuple[list[Any], int]] | None = field(init=False, default=None)
    _lock: Any = field(init=False, factory=threading.Lock)

    def is_worth(self, length: int) -> bool:
        """Tell whether so many characters, with those before, are worth what compiling costs."""
        self._warmth += length
        return self._warmth >= len(pattern(self.content.slot, captures=True)) * _OCTETS

    def read_into(self, value: Any, text: str, start: int, end: int) -> None:
        """Read the items, and put them into their empty list in the ``value`` of the rest.

        :raises Declined: where they are not as .NET writes them.
        """
        items, found_end = self._reader()(text, start, end)
        if found_end != end:
            raise Declined
        held = attrgetter(".".join(self.path))(value) if self.path else value
        held.extend(items)

    def _reader(self) -> Callable[[str, int, int], tuple[list[Any], int]]:
        with self._lock:
            read = self._read
            if read is None:
                source, function = write_long_reader(self.plan, self.content, self.item)
                read = self._read = source.compiled(function, "reader")
            return read


@frozen
class Cut:
    """A long run in a text, from ``start`` to ``end``, which is that of one of these collections."""

    runs: tuple[LongRun, ...]
    start: int
    end: int


@frozen
class LongRuns:
    """The collections of instances of a root that may be long: those with the same tags together."""

    by_tags: tuple[tuple[LongRun, ...], ...]

    @classmethod
    def of(
        cls, plan: Plan, spelling: Spelling, content: Members | Items | Entries, whole: Members | Items | Entries
    ) -> LongRuns:
        """Return those of a root; their instances may be any of the ``whole`` shape."""
        found: dict[tuple[str, str], list[LongRun]] = {}
        for run in _found_in(plan, spelling, (content, whole), group=1, path=()):
            found.setdefault(run.tags, []).append(run)
        return cls(tuple(map(tuple, found.values())))

    def cut(self, text: str) -> tuple[str, list[Cut]]:
        """Return a text without its long runs, and these; there are none where it is not worth while."""
        cuts: list[Cut] = []
        if len(text) < _LONG:
            return text, cuts
        pieces, at = [], 0
        for cut in sorted(chain.from_iterable(_cuts(text, runs) for runs in self.by_tags), key=attrgetter("start")):
            if cut.start >= at:
                cuts.append(cut)
                pieces.append(text[at : cut.start])
                at = cut.end
        return "".join((*pieces, text[at:])) if cuts else text, cuts


def _cuts(text: str, runs: tuple[LongRun, ...]) -> Iterator[Cut]:
    """Yield the long runs between tags, of which a text has no more than there are collections."""
    (opening, close), end = runs[0].tags, 0
    for _ in runs:
        start = text.find(opening, end) + len(opening)
        if start < len(opening) + end:
            return
        end = text.find(close, start)
        if end < 0:
            return
        if end - start >= _LONG and runs[0].is_worth(end - start):
            yield Cut(runs, start, end)


def put_back(value: Any, match: re.Match[str], text: str, cuts: Sequence[Cut]) -> None:
    """Read the runs that were cut out of a ``text`` into the ``value`` of the ``match`` of what was left.

    :raises Declined: where one was not in the place of a collection, or not as .NET writes it.
    """
    gone = 0
    for cut in cuts:
        place = cut.start - gone
        run = next((run for run in cut.runs if match.span(run.group) == (place, place)), None)
        if run is None:
            raise Declined
        run.read_into(value, text, cut.start, cut.end)
        gone += cut.end - cut.start


def _found_in(
    plan: Plan, spelling: Spelling, shapes: tuple[Any, Any], *, group: int, path: tuple[str, ...]
) -> Iterator[LongRun]:
    """Yield the collections in a content, whose groups begin with ``group``; not those in other collections.

    The ``shapes`` are the content with these groups, and the whole of which it is a part.
    """
    content, whole = shapes
    if isinstance(content, Members):
        for (member, slot), (_, of_whole) in zip(content.slots, whole.slots, strict=True):
            inner = (*path, member.attribute)
            yield from _found_in(plan, slot.spelling, (slot.content, of_whole.content), group=group, path=inner)
            group += width(slot)
    elif isinstance(content, Items):
        item = whole.slot.content
        if isinstance(item, Members) and item.slots:
            yield LongRun(plan, whole, item, (f"{spelling.head}{spelling.opens}>", spelling.close), group, path)
