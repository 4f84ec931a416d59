"""The groups of an expression, given away one after the other to what reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, field, frozen

from dcxml.codec.fast.patterns import width_of_content
from dcxml.codec.fast.shapes import Members

if TYPE_CHECKING:
    from dcxml.codec.fast.shapes import Slot
    from dcxml.codegen.scope import Scope

__all__ = ["Found", "Groups"]


@frozen
class Found:
    """The expressions of a slot's groups: its value's text or groups, what tells nil, what tells presence.

    ``reference`` has the identity of the object that it refers to, ``other`` the whole element where its start tag
    tells what it is.
    """

    value: str = ""
    is_nil: str = ""
    is_there: str = ""
    reference: str = ""
    other: str = ""


@define
class Groups:
    """Gives the groups of a function's ``found`` away one after the other, under names or as slices."""

    whole: int
    names: Scope
    lines: list[str] = field(factory=list)
    _at: int = 0
    _run: list[str] = field(factory=list)

    def of(self, slot: Slot, label: str) -> Found:
        """Return the expressions of a slot's groups, which are the next."""
        value = ""
        if isinstance(slot.content, Members):
            value = self._slice(width_of_content(slot.content))
        elif slot.content is not None:
            value = self.name(label)
        is_nil = self.name(f"{label}_is_nil") if slot.tells_nil else ""
        is_there = self.name(f"{label}_is_there") if slot.tells_presence else ""
        reference = self.name(f"{label}_reference") if slot.may_refer else ""
        other = self.name(f"{label}_other") if slot.others is not None else ""
        return Found(value, is_nil, is_there, reference, other)

    def name(self, wanted: str) -> str:
        """Return the name of the next group."""
        self._run.append(self.names.name(wanted))
        self._at += 1
        return self._run[-1]

    def close(self) -> list[str]:
        """Return the lines that give the groups their names; what is behind them has none."""
        if self._run and len(self._run) == self._at:
            self._run += ["_"] * (self.whole - self._at)
            self._at = self.whole
        self._unpack()
        return self.lines

    def _slice(self, count: int) -> str:
        self._unpack()
        self._at += count
        return f"found[{self._at - count}:{self._at}]"

    def _unpack(self) -> None:
        if self._run:
            is_all = len(self._run) == self.whole
            found = "found" if is_all else f"found[{self._at - len(self._run)}:{self._at}]"
            comma = "," if len(self._run) == 1 else ""
            self.lines.append(f"{', '.join(self._run)}{comma} = {found}")
            self._run = []
