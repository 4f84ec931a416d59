"""Compiled writers of the documents of one root in one dialect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from dcxml.codec.fast.declined import DECLINED, Declined
from dcxml.codec.fast.layouts import lay_out
from dcxml.codec.fast.shapes import Entries, Members, has_identities
from dcxml.codec.fast.spelling import root_start
from dcxml.codec.fast.writer_source import write_writer
from dcxml.codec.faults import FAULTS
from dcxml.errors import EncodeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from dcxml.codec.dialects import Scope, Start
    from dcxml.codec.fast.shapes import Items
    from dcxml.codec.plan import Plan
    from dcxml.codec.roots import Root
    from dcxml.codec.settings import WriterSettings
    from dcxml.contract.model import CollectionDataContract, DataContract

__all__ = ["FastWriter", "WriterPlan", "plan_item_writer", "plan_writer"]

_CHARACTERS: Final = 5_000
"""How many characters the other way writes in the time that the lines for one element take to compile."""


@frozen
class FastWriter:
    """Writes the element of a value, or its content alone where there is no ``start``; or declines it."""

    source: str
    expected: type
    write_content: Callable[[Any], str]
    start: Start | None

    def write(self, value: Any) -> Any:
        """Return the text of a value; `DECLINED` where the careful way has to look at it."""
        if value.__class__ is not self.expected:
            return DECLINED
        try:
            content = self.write_content(value)
        except (Declined, EncodeError, *FAULTS):
            return DECLINED
        return content if self.start is None else self.start.around(content)


@frozen
class WriterPlan:
    """What a writer is to be compiled from.

    The cost is told in characters of documents that the other way writes in the same time.
    """

    plan: Plan
    settings: WriterSettings
    content: Members | Items | Entries
    start: Start | None
    elements: int

    @property
    def cost(self) -> int:
        """Return about how many characters the other way writes while this is compiled."""
        return self.elements * _CHARACTERS

    def compiled(self) -> FastWriter:
        """Return the writer."""
        source, function = write_writer(self.plan, self.content, self.settings)
        write = source.compiled(function, "writer")
        if source.has_identities:
            is_first = self.plan.contracts.is_reference(self.content.contract)
            write = _numbering(write, is_first=is_first)
        return FastWriter(source.writer.text(), _class_of(self.content), write, self.start)


def plan_writer(plan: Plan, root: Root, settings: WriterSettings) -> WriterPlan | None:
    """Return the plan for the writer of a root; None where it can have none, or would be too large."""
    start = root_start(plan, root, settings.dialect)
    return _planned(plan, plan.resolve(root.type), start.content, settings, start)


def plan_item_writer(
    plan: Plan, contract: CollectionDataContract, scope: Scope, settings: WriterSettings
) -> WriterPlan | None:
    """Return the plan for the writer of a collection's items, without its element, in the ``scope`` of its place.

    None where it can have none, or would be too large; objects with an identity are numbered with the document.
    """
    planned = _planned(plan, contract, scope, settings, None)
    return None if planned is None or has_identities(planned.content) else planned


def _planned(
    plan: Plan, contract: DataContract, scope: Scope, settings: WriterSettings, start: Start | None
) -> WriterPlan | None:
    layout = lay_out(plan, contract, scope)
    return None if layout is None else WriterPlan(plan, settings, layout.content, start, layout.elements)


def _numbering(write: Callable[..., str], *, is_first: bool) -> Callable[[Any], str]:
    """Return the function that writes a content with its objects numbered; the root ``is_first`` if it is one."""
    return lambda value: write(value, {id(value): 1} if is_first else {})


def _class_of(content: Members | Items | Entries) -> type:
    if isinstance(content, Members):
        return content.python_class
    return dict if isinstance(content, Entries) else list
