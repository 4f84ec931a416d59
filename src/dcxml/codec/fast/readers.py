"""Compiled readers of the documents of one root in one dialect."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attrs import frozen

from dcxml.codec.fast.declined import DECLINED, Declined
from dcxml.codec.fast.patterns import pattern
from dcxml.codec.fast.reader_source import write_reader
from dcxml.codec.fast.shapes import Members, Shapes, Slot
from dcxml.codec.fast.spelling import Spelling, root_start
from dcxml.errors import LexicalError

if TYPE_CHECKING:
    from collections.abc import Callable

    from dcxml.codec.dialects import Dialect
    from dcxml.codec.plan import Plan
    from dcxml.codec.roots import Root

__all__ = ["FastReader", "make_reader"]


@frozen
class FastReader:
    """Reads the text of a document, or declines it."""

    source: str
    match: Callable[[str], re.Match[str] | None]
    read_found: Callable[[Any], Any]
    is_class: bool

    def read(self, text: str) -> Any:
        """Return the value of a document; `DECLINED` where it is not exactly as .NET writes it."""
        match = self.match(text)
        if match is None:
            return DECLINED
        try:
            return self.read_found(match.groups("") if self.is_class else match[1] or "")
        except (Declined, LexicalError, KeyError):
            return DECLINED


def make_reader(plan: Plan, root: Root, dialect: Dialect) -> FastReader | None:
    """Return the reader of a root in one dialect; None where it can have none.

    :raises TooLargeError: where its contracts reach too much.
    """
    start = root_start(plan, root, dialect)
    content = Shapes(plan).content(plan.resolve(root.type), start.content)
    if content is None:
        return None
    slot = Slot(Spelling.of(start), content, is_nillable=False, is_required=True)
    source, function = write_reader(plan, content)
    match = re.compile(pattern(slot, captures=True)).fullmatch
    return FastReader(source.writer.text(), match, source.compiled(function, "reader"), isinstance(content, Members))
