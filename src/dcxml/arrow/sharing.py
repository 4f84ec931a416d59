"""Objects with an identity (``IsReference``) that stand in more than one place of a row, which Arrow cannot say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from dcxml.arrow.collections import ListColumn, MapColumn
from dcxml.arrow.faults import Fault
from dcxml.arrow.kept_as_xml import XmlColumn
from dcxml.arrow.structs import StructColumn
from dcxml.binding.graphs import children_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.arrow.column import Column
    from dcxml.arrow.structs import Members
    from dcxml.codec.plan import Plan

__all__ = ["Sharing"]


@frozen(eq=False)
class Sharing:
    """Looks for objects of ``types``, which have an identity, in the values of a column."""

    types: frozenset[type]

    @classmethod
    def of(cls, plan: Plan) -> Sharing:
        """Return the one for some contracts."""
        names = (name for name in plan.classes if plan.contracts.is_reference(plan.resolve(name)))
        return cls(frozenset(plan.types[name] for name in names))

    def check(self, column: Column, values: list[Any]) -> None:
        """Refuse a value in which one object stands in two places; in one text of XML it may.

        :raises Fault: that leads to the second place.
        """
        if not self.types:
            return
        for index, value in enumerate(values):
            _Walk(self.types, index).enter(column, value, "")


@frozen(eq=False)
class _Walk:
    """Goes through one value; ``seen`` has the place of each object with an identity."""

    types: frozenset[type]
    index: int
    seen: dict[int, str] = field(factory=dict)

    def enter(self, column: Column, value: Any, path: str) -> None:
        """Go through what stands at a path; columns are no deeper than their settings allow."""
        if value is None:
            return
        if isinstance(column, StructColumn):
            if type(value) in self.types:
                self._meet(value, path)
            for members in (column.members, *(each.members for each in column.variants)):
                self._enter_members(members, value, path)
        elif isinstance(column, XmlColumn):
            for each in _inside(value):
                if type(each) in self.types:
                    self._meet(each, path)
        else:
            self._enter_items(column, value, path)

    def _enter_items(self, column: Column, value: Any, path: str) -> None:
        if isinstance(column, ListColumn) and isinstance(value, list | tuple):
            for place, item in enumerate(value):
                self.enter(column.item, item, f"{path}[{place}]")
        elif isinstance(column, MapColumn) and isinstance(value, Mapping):
            for key, item in value.items():
                self.enter(column.key, key, f"{path}[key]")
                self.enter(column.value, item, f"{path}[{key!r}]")

    def _enter_members(self, members: Members, value: Any, path: str) -> None:
        for member in members.members:
            if isinstance(member.column, StructColumn | ListColumn | MapColumn | XmlColumn):
                try:
                    held = member.get(value)
                except (AttributeError, TypeError):  # absent, or of another class
                    continue
                self.enter(member.column, held, f"{path}.{member.attribute}")

    def _meet(self, value: Any, path: str) -> None:
        before = self.seen.setdefault(id(value), path)
        if before != path:
            reason = (
                f"the {type(value).__name__} stands at {before.lstrip('.') or 'the row itself'} too, and Arrow has no"
                " references (IsReference): what comes back would be two objects"
            )
            fault = Fault(reason, self.index)
            fault.path = path
            raise fault


def _inside(value: Any) -> Iterator[Any]:
    """Yield the objects that a value holds, itself too, each once."""
    known: set[int] = set()
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if id(each) not in known:
            known.add(id(each))
            yield each
            waiting.extend(children_of(each))
