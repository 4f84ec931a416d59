"""Shapes to the source of readers: one function per class or collection, which takes the groups of its expression."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field, frozen

from dcxml.binding.wire import WireState
from dcxml.codec.fast.declined import Declined
from dcxml.codec.fast.patterns import entry_pattern, pattern, width, width_of_content
from dcxml.codec.fast.shapes import Entries, Items, Members, Text
from dcxml.codec.fast.source import FunctionSource
from dcxml.codec.fast.texts import reading_expression, resolve
from dcxml.codegen.writer import SourceWriter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dcxml.codec.fast.shapes import Slot
    from dcxml.codec.plan import Plan
    from dcxml.codegen.scope import Scope

__all__ = ["write_reader"]

_VERB: Final = "Read"


@frozen
class _Found:
    """The expressions of a slot's groups: its value's text or groups, what tells nil, what tells presence."""

    value: str = ""
    is_nil: str = ""
    is_there: str = ""


@define
class _Groups:
    """Gives the groups of a function's ``found`` away one after the other, under names or as slices."""

    whole: int
    names: Scope
    lines: list[str] = field(factory=list)
    _at: int = 0
    _run: list[str] = field(factory=list)

    def of(self, slot: Slot, label: str) -> _Found:
        """Return the expressions of a slot's groups, which are the next."""
        value = ""
        if isinstance(slot.content, Members):
            value = self._slice(width_of_content(slot.content))
        elif slot.content is not None:
            value = self._name(label)
        is_nil = self._name(f"{label}_is_nil") if slot.tells_nil else ""
        is_there = self._name(f"{label}_is_there") if slot.tells_presence else ""
        return _Found(value, is_nil, is_there)

    def close(self) -> list[str]:
        """Return the lines that give the groups their names; what is behind them has none."""
        if self._run and len(self._run) == self._at:
            self._run += ["_"] * (self.whole - self._at)
            self._at = self.whole
        self._unpack()
        return self.lines

    def _name(self, wanted: str) -> str:
        self._run.append(self.names.name(wanted))
        self._at += 1
        return self._run[-1]

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


def write_reader(plan: Plan, content: Members | Items | Entries) -> tuple[FunctionSource, str]:
    """Return the source of the functions that read a content, and the name of the outermost.

    A function takes the groups of a class's members, or the text of a collection's items. It raises `Declined`,
    KeyError or LexicalError where the document is none that .NET writes.
    """
    source = FunctionSource(plan)
    for name, value in (("new", object.__new__), ("resolve", resolve), ("WireState", WireState)):
        source.bind(name, value)
    source.bind("without_repeats", _without_repeats)
    return source, _function(source, content)


def _function(source: FunctionSource, content: Members | Items | Entries) -> str:
    match content:
        case Members():
            return _members(source, content)
        case Items():
            return _items(source, content)
        case Entries():
            return _entries(source, content)


def _members(source: FunctionSource, content: Members, *, behind: int = 0) -> str:
    """Write the function for a class; so many groups are ``behind`` its own in what it takes."""
    label = f"{source.plan.functions[content.contract.name]}_class"
    cls = source.bind_once(label, content.python_class, lambda: content.python_class)
    for _, slot in content.slots:
        _prepare(source, slot)
    groups = _Groups(width_of_content(content) + behind, source.locals())
    found = [(member, slot, groups.of(slot, member.attribute)) for member, slot in content.slots]
    lines = SourceWriter()
    lines.lines(*groups.close(), f"instance = new({cls})")
    if content.may_lack:
        lines.line("absent = False")
    for member, slot, expressions in found:
        target = f"instance.{member.attribute}"
        if slot.is_required:
            lines.line(f"{target} = {_present(source, slot, expressions)}")
        else:
            _write_optional(source, lines, slot, expressions, target=target)
    lines.line(f"instance._wire = {'WireState(True) if absent else None' if content.may_lack else 'None'}")
    lines.line("return instance")
    return source.function(content.contract, "found", lines, verb=_VERB)


def _write_optional(source: FunctionSource, lines: SourceWriter, slot: Slot, found: _Found, *, target: str) -> None:
    """Write the lines that set a member, or note that it is absent."""
    cases = []
    if isinstance(slot.content, Text):
        cases.append((found.value, reading_expression(source, slot.content, found.value)))
        if found.is_nil:
            cases.append((found.is_nil, "None"))
        if found.is_there:
            cases.append((found.is_there, reading_expression(source, slot.content, '""')))
    else:
        if found.is_nil:
            cases.append((found.is_nil, "None"))
        if slot.content is not None:
            cases.append((found.is_there, f"{_function(source, slot.content)}({found.value})"))
    for word, (test, value) in zip(("if", "elif", "elif"), cases, strict=False):
        lines.line(f"{word} {test}: {target} = {value}")
    lines.line("else: absent = True" if cases else "absent = True")


def _present(source: FunctionSource, slot: Slot, found: _Found) -> str:
    """Return the expression for the value of an element that is there."""
    if slot.content is None:
        return "None"
    if not isinstance(slot.content, Text):
        value = f"{_function(source, slot.content)}({found.value})"
        return f"None if {found.is_nil} else {value}" if found.is_nil else value
    value = reading_expression(source, slot.content, found.value)
    if not slot.content.may_be_empty:
        return f"({value}) if {found.value} else None" if slot.is_nillable else value
    empty = reading_expression(source, slot.content, '""')
    if found.is_nil:
        return f"({value}) if {found.value} else None if {found.is_nil} else {empty}"
    return value


def _items(source: FunctionSource, content: Items) -> str:
    slot = content.slot
    _prepare(source, slot)
    find = _finder(source, f"{source.plan.functions[content.contract.name]}_items", pattern(slot, captures=True))
    if isinstance(slot.content, Members) and slot.tells_nil:
        read = _members(source, slot.content, behind=1)  # which saves a slice for each item
        value = f"None if found[{width_of_content(slot.content)}] else {read}(found)"
        if width(slot) == 1:
            value = f"None if found else {read}((found,))"
    else:
        value = _present(source, slot, _of_item(slot, 0, width(slot)))
    lines = SourceWriter()
    lines.line(f"return [{value} for found in {find}(run)]")
    return source.function(content.contract, "run", lines, verb=_VERB)


def _entries(source: FunctionSource, content: Entries) -> str:
    _prepare(source, content.key)
    _prepare(source, content.value)
    label = source.plan.functions[content.contract.name]
    find = _finder(source, f"{label}_entries", entry_pattern(content, captures=True))
    whole = width(content.key) + width(content.value)
    key = _present(source, content.key, _of_item(content.key, 0, whole))
    value = _present(source, content.value, _of_item(content.value, width(content.key), whole))
    lines = SourceWriter()
    lines.line(f"items = {find}(run)")
    lines.line(f"return without_repeats({{{key}: {value} for found in items}}, items)")
    return source.function(content.contract, "run", lines, verb=_VERB)


def _of_item(slot: Slot, at: int, whole: int) -> _Found:
    """Return the expressions of a slot's groups from ``at`` on, of ``whole`` that ``findall`` gives for an item.

    It gives one group as a text, and several as a tuple.
    """
    if whole == 1:
        return _Found("(found,)" if isinstance(slot.content, Members) else "found", "found" if slot.tells_nil else "")
    inner = 0 if slot.content is None else width_of_content(slot.content)
    end = at + inner
    if isinstance(slot.content, Members):
        value = "found" if inner == whole else f"found[{at}:{end}]"
    else:
        value = f"found[{at}]"
    return _Found(value, f"found[{end}]" if slot.tells_nil else "")


def _finder(source: FunctionSource, wanted: str, expression: str) -> str:
    return source.bind_once(wanted, ("pattern", expression), lambda: re.compile(expression).findall)


def _prepare(source: FunctionSource, slot: Slot) -> None:
    """Bind all that the reading of a slot calls, so that no local name hides it."""
    if isinstance(slot.content, Text):
        reading_expression(source, slot.content, "")
    elif slot.content is not None:
        _function(source, slot.content)


def _without_repeats(items: dict[Any, Any], found: Sequence[Any]) -> dict[Any, Any]:
    """Return a dictionary, unless two of its entries had one key.

    :raises Declined: where they had.
    """
    if len(items) != len(found):
        raise Declined
    return items
