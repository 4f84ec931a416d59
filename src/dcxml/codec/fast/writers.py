"""Compiled writers of the documents of one root in one dialect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from dcxml.codec.fast.declined import DECLINED, Declined
from dcxml.codec.fast.shapes import Entries, Members, Shapes, TooLargeError
from dcxml.codec.fast.spelling import root_start
from dcxml.codec.fast.writer_source import write_writer
from dcxml.codec.faults import FAULTS
from dcxml.errors import EncodeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from dcxml.codec.dialects import Start
    from dcxml.codec.fast.shapes import Items
    from dcxml.codec.plan import Plan
    from dcxml.codec.roots import Root
    from dcxml.codec.settings import WriterSettings

__all__ = ["FastWriter", "WriterPlan", "plan_writer"]

_CHARACTERS: Final = 5_000
"""How many characters the other way writes in the time that the lines for one element take to compile."""


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


@frozen
class WriterPlan:
    """What a writer is to be compiled from.

    The cost is told in characters of documents that the other way writes in the same time.
    """

    plan: Plan
    settings: WriterSettings
    content: Members | Items | Entries
    start: Start
    elements: int

    @property
    def cost(self) -> int:
        """Return about how many characters the other way writes while this is compiled."""
        return self.elements * _CHARACTERS

    def compiled(self) -> FastWriter:
        """Return the writer."""
        source, function = write_writer(self.plan, self.content, self.settings)
        write = source.compiled(function, "writer")
        return FastWriter(source.writer.text(), _class_of(self.content), write, self.start)


def plan_writer(plan: Plan, root: Root, settings: WriterSettings) -> WriterPlan | None:
    """Return the plan for the writer of a root; None where it can have none, or would be too large."""
    start, shapes = root_start(plan, root, settings.dialect), Shapes(plan)
    try:
        content = shapes.content(plan.resolve(root.type), start.content)
    except TooLargeError:
        return None
    return None if content is None else WriterPlan(plan, settings, content, start, shapes.count)


def _class_of(content: Members | Items | Entries) -> type:
    if isinstance(content, Members):
        return content.python_class
    return dict if isinstance(content, Entries) else list
