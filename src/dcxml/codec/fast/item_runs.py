"""A document as .NET writes it in three pieces: what is before the items of one collection, the items, and the rest.

So the items can be read while the text still comes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attrs import frozen

from dcxml.codec.fast.declined import DECLINED
from dcxml.codec.fast.patterns import literal, pattern, width
from dcxml.codec.fast.reader_source import write_long_reader
from dcxml.codec.fast.readers import REFUSALS
from dcxml.codec.fast.shapes import Items, Members, has_identities

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dcxml.codec.fast.readers import FastReader, ReaderPlan
    from dcxml.codec.fast.shapes import Entries
    from dcxml.codec.fast.spelling import Spelling

__all__ = ["ItemRun", "ItemRunPlan", "plan_item_run"]


@frozen
class ItemRun:
    """Reads the items of one collection, ``close`` being the tag behind them."""

    close: str
    match_beginning: Callable[[str], re.Match[str] | None]
    read_items: Callable[[str, int, int], tuple[list[Any], int]]
    rest: FastReader
    group: int

    def beginning(self, text: str) -> str | None:
        """Return what is before the items in a text, None where that is not all there yet, or not as .NET writes it."""
        match = self.match_beginning(text)
        return None if match is None else match[0]

    def read(self, text: str, start: int) -> tuple[list[Any], int] | None:
        """Return the items from ``start`` on that are complete, and where they end; None where one is declined."""
        try:
            return self.read_items(text, start, len(text))
        except REFUSALS:
            return None

    def is_rest(self, beginning: str, end: str) -> bool:
        """Tell whether what is around the items is as .NET writes it, with the collection between the two."""
        text, place = beginning + end, len(beginning)
        match = self.rest.match(text)
        return match is not None and match.span(self.group) == (place, place) and self.rest.read(text) is not DECLINED


@frozen
class ItemRunPlan:
    """What such a reader is to be compiled from: the expression of what is ``before`` the items, and their group."""

    reader: ReaderPlan
    spelling: Spelling
    content: Items
    item: Members
    before: str
    group: int

    @property
    def cost(self) -> int:
        """Return about how many octets the other way reads while this is compiled."""
        return self.reader.cost

    def compiled(self) -> ItemRun:
        """Return the reader."""
        source, function = write_long_reader(self.reader.plan, self.content, self.item)
        read_items = source.compiled(function, "reader")
        rest = self.reader.compiled()
        return ItemRun(self.spelling.close, re.compile(self.before).match, read_items, rest, self.group)


def plan_item_run(reader: ReaderPlan, members: Sequence[str]) -> ItemRunPlan | None:
    """Return the plan for the items of the collection to which these members lead; None where it can have none.

    Items that may refer to each other, and to what is around them, have none.
    """
    content: Members | Items | Entries | Any = reader.content
    if has_identities(content):
        return None
    spelling, before, group = reader.spelling, "", 1
    for name in members:
        before += literal(f"{spelling.head}{spelling.opens}>")
        if not isinstance(content, Members):
            return None
        for member, slot in content.slots:
            if member.attribute == name:
                spelling, content = slot.spelling, slot.content
                break
            before += pattern(slot, captures=False)
            group += width(slot)
    if not isinstance(content, Items):
        return None
    item = content.slot.content
    if not isinstance(item, Members) or not item.slots:
        return None
    before += literal(f"{spelling.head}{spelling.opens}>")
    return ItemRunPlan(reader, spelling, content, item, before, group)
