"""Compiled writers of the documents of one root in one dialect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from dcxml.codec.fast.declined import DECLINED, Declined
from dcxml.codec.fast.shapes import Entries, Members, Shapes
from dcxml.codec.fast.spelling import root_start
from dcxml.codec.fast.writer_source import write_writer
from dcxml.codec.faults import FAULTS
from dcxml.errors import EncodeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from dcxml.codec.dialects import Start
    from dcxml.codec.plan import Plan
    from dcxml.codec.roots import Root
    from dcxml.codec.settings import WriterSettings

__all__ = ["FastWriter", "make_writer"]


@frozen
class FastWriter:
    """Writes a document, or declines its value."""

    source: str
    expected: type
    write_content: Callable[[Any], str]
    start: Start

    def write(self, value: Any) -> Any:
        """Return the document of a value; `DECLINED` where the careful way has to look at it."""
        if value.__class__ is not self.expected:
            return DECLINED
        try:
            return self.start.around(self.write_content(value))
        except (Declined, EncodeError, *FAULTS):
            return DECLINED


def make_writer(plan: Plan, root: Root, settings: WriterSettings) -> FastWriter | None:
    """Return the writer of a root; None where it can have none.

    :raises TooLargeError: where its contracts reach too much.
    """
    start = root_start(plan, root, settings.dialect)
    content = Shapes(plan).content(plan.resolve(root.type), start.content)
    if content is None:
        return None
    source, function = write_writer(plan, content, settings)
    expected = content.python_class if isinstance(content, Members) else dict if isinstance(content, Entries) else list
    return FastWriter(source.writer.text(), expected, source.compiled(function, "writer"), start)
