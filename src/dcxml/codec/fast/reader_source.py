"""Shapes to the source of readers: one function per class or collection, which takes the groups of its expression."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from dcxml.binding.wire import WireState
from dcxml.codec.fast.choice_readers import classes_name, write_choice_reader, write_mixed_items_reader
from dcxml.codec.fast.declined import Declined, decline
from dcxml.codec.fast.groups import Found, Groups
from dcxml.codec.fast.patterns import REFERRING, TYPED, entry_pattern, pattern, width, width_of_content
from dcxml.codec.fast.shapes import Entries, Items, Kind, Members, Text, completed, has_identities
from dcxml.codec.fast.source import FunctionSource
from dcxml.codec.fast.texts import reading_expression, resolve
from dcxml.codegen.literal import literal
from dcxml.codegen.writer import SourceWriter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dcxml.codec.fast.shapes import Content, Slot
    from dcxml.codec.plan import Plan

__all__ = ["write_long_reader", "write_reader"]

_VERB: Final = "Read"
_STRETCH: Final = 8_000
"""How many characters of a long run are taken at a time: their groups stay in the processor's cache."""
_OTHERS: Final = 50
"""How many instances of another form than the usual are taken at a time."""


def write_reader(plan: Plan, content: Members | Items | Entries) -> tuple[FunctionSource, str]:
    """Return the source of the functions that read a content, and the name of the outermost.

    A function takes the groups of a class's members, or the text of a collection's items. It raises `Declined`,
    KeyError or LexicalError where the document is none that .NET writes.
    """
    source = FunctionSource(plan, has_identities(content))
    for name, value in (
        ("new", object.__new__),
        ("resolve", resolve),
        ("WireState", WireState),
        ("Declined", Declined),
        ("decline", decline),
    ):
        source.bind(name, value)
    source.bind("without_repeats", _without_repeats)
    if source.has_identities and isinstance(content, Members) and plan.contracts.is_reference(content.contract):
        return source, _members(source, content, has_identity=True)
    return source, _function(source, content)


def write_long_reader(plan: Plan, content: Items, item: Members) -> tuple[FunctionSource, str]:
    """Return the source of the function that reads a long run of instances, and its name.

    It takes a text and the bounds of the run, and returns its instances, and where it found no more.

    Each instance of the usual form is matched once, stretch by stretch. A last group takes what is behind those of a
    stretch: the beginning of one that the stretch cut off, or one of another form, which is left to the function for
    short runs.
    """
    source, read_others = write_reader(plan, content)
    item = completed(plan, item)
    usual = evolve(content.slot, content=item, others=None)
    find = _finder(source, "find_usual", f"{pattern(usual, captures=True)}|([\\s\\S]++)")
    others = f"(?:{pattern(content.slot, captures=False)}){{1,{_OTHERS}}}+"
    match_others = source.bind("match_others", re.compile(others).match)
    groups = _prepared(source, item, behind=1 + usual.tells_nil)
    found = _found_of(groups, item)
    is_nil = groups.name("is_nil") if usual.tells_nil else ""
    rest = groups.name("rest")
    target, unpacking = _target_of(groups)
    lines = SourceWriter()
    lines.lines("items = []", "append = items.append")
    with lines.block("while at < end:"):
        lines.line(f"to = min(at + {_STRETCH}, end)")
        with lines.block(f"for {target} in {find}(text, at, to):"):
            lines.lines(*unpacking, f"if {rest}: break")
            _append_instance(source, lines, item, found, is_nil)
        with lines.block(f"if len({rest}) == to - at:"):
            lines.line(f"match = {match_others}(text, at, end)")
            lines.line("if match is None: break")
            lines.line(f"items += {read_others}(match[0])")
            lines.line("at = match.end()")
        lines.line(f"else: at = to - len({rest})")
    lines.line("return items, at")
    return source, source.function(content.contract, "text, at, end", lines, verb=_VERB)


def _target_of(groups: Groups) -> tuple[str, list[str]]:
    """Return the target of a loop over matches, and the lines that give their groups names, where it does not."""
    lines = groups.close()
    names, _, found = lines[-1].partition(" = ")
    return (names, []) if len(lines) == 1 and found == "found" else ("found", lines)


def _append_instance(
    source: FunctionSource, lines: SourceWriter, content: Members, found: list[Found], is_nil: str
) -> None:
    """Write the lines that append an instance of its groups, or None where the group ``is_nil``, if any, says so."""
    if is_nil:
        with lines.block(f"if {is_nil}:"):
            lines.lines("append(None)", "continue")
    _write_members(source, lines, content, found)
    lines.line("append(instance)")


def _function(source: FunctionSource, content: Members | Items | Entries) -> str:
    """Return the name of the function that reads a content."""
    return source.written_once(content, partial(_written, source, content))


def _written(source: FunctionSource, content: Members | Items | Entries) -> str:
    match content:
        case Members():
            return _members(source, content)
        case Items():
            return _items(source, content)
        case Entries():
            return _entries(source, content)


def _kind(source: FunctionSource, kind: Kind) -> str:
    """Write the function for a class of which an element may be, told by its start tag."""
    return _members(source, kind.content, has_identity=kind.has_identity) if isinstance(kind.content, Members) else ""


def _members(source: FunctionSource, content: Members, *, has_identity: bool = False) -> str:
    """Write the function for a class; where its objects have one, it takes the identity, too."""
    groups = _prepared(source, content, behind=0)
    found = _found_of(groups, content)
    lines = SourceWriter()
    lines.lines(*groups.close())
    _write_members(source, lines, content, found, has_identity=has_identity)
    lines.line("return instance")
    return source.function(content.contract, "found", lines, verb=_VERB, has_identity=has_identity)


def _prepared(source: FunctionSource, content: Members, *, behind: int) -> Groups:
    """Bind all that the reading of a class calls, so that no local name hides it; return the groups to be named."""
    _class_name(source, content)
    for _, slot in content.slots:
        _prepare(source, slot)
    return Groups(width_of_content(content) + behind, source.locals())


def _class_name(source: FunctionSource, content: Members) -> str:
    return source.bind_class(content.contract, content.python_class)


def _found_of(groups: Groups, content: Members) -> list[Found]:
    return [groups.of(slot, member.attribute) for member, slot in content.slots]


def _write_members(
    source: FunctionSource, lines: SourceWriter, content: Members, found: list[Found], *, has_identity: bool = False
) -> None:
    """Write the lines that make an ``instance`` of its groups; members may refer to one that ``has_identity``."""
    lines.line(f"instance = {'objects[identity] = ' if has_identity else ''}new({_class_name(source, content)})")
    if content.may_lack:
        lines.line("absent = False")
    for (member, slot), expressions in zip(content.slots, found, strict=True):
        target = f"instance.{member.attribute}"
        if slot.is_required:
            lines.line(f"{target} = {_present(source, slot, expressions)}")
        else:
            _write_optional(source, lines, slot, expressions, target=target)
    lines.line(f"instance._wire = {'WireState(True) if absent else None' if content.may_lack else 'None'}")


def _write_optional(source: FunctionSource, lines: SourceWriter, slot: Slot, found: Found, *, target: str) -> None:
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
            cases.append((found.is_there, f"{_function(source, slot.content)}({found.value}{source.more})"))
        if found.reference:
            cases.append((found.reference, _referred(source, slot, found.reference)))
        if found.other:
            cases.append((found.other, f"{_other(source, slot)}({found.other}{source.more})"))
    for word, (test, value) in zip(("if", "elif", "elif", "elif"), cases, strict=False):
        lines.line(f"{word} {test}: {target} = {value}")
    lines.line("else: absent = True" if cases else "absent = True")


def _present(source: FunctionSource, slot: Slot, found: Found) -> str:
    """Return the expression for the value of an element that is there."""
    value = "None" if slot.content is None else _usual(source, slot, slot.content, found)
    if found.other:
        value = f"{_other(source, slot)}({found.other}{source.more}) if {found.other} else {value}"
    if found.reference:
        value = f"{_referred(source, slot, found.reference)} if {found.reference} else {value}"
    return value


def _usual(source: FunctionSource, slot: Slot, content: Content, found: Found) -> str:
    """Return the expression for the value of an element that is there, and of no other kind."""
    if not isinstance(content, Text):
        value = f"{_function(source, content)}({found.value}{source.more})"
        return f"None if {found.is_nil} else {value}" if found.is_nil else value
    value = reading_expression(source, content, found.value)
    if not content.may_be_empty:
        return f"({value}) if {found.value} else None" if slot.is_nillable else value
    empty = reading_expression(source, content, '""')
    if found.is_nil:
        return f"({value}) if {found.value} else None if {found.is_nil} else {empty}"
    return value


def _referred(source: FunctionSource, slot: Slot, identity: str) -> str:
    """Return the expression for the object of an identity, which is to be of a class that may stand in a slot."""
    return f"(value if (value := objects[{identity}]).__class__ in {classes_name(source, slot)} else decline())"


def _other(source: FunctionSource, slot: Slot) -> str:
    """Return the name of the function that reads an element of one of the other kinds of a slot."""
    return "" if slot.others is None else write_choice_reader(source, slot, slot.others, partial(_kind, source))


def _items(source: FunctionSource, content: Items) -> str:
    slot = content.slot
    lines = SourceWriter()
    if slot.others is not None:
        usual = _kind_of(slot, slot.content) if isinstance(slot.content, Members) else None
        read_mixed = write_mixed_items_reader(source, content, usual, partial(_kind, source))
        if usual is None:
            return read_mixed
        told = [literal(TYPED)] if slot.others.references is None else [literal(TYPED), literal(REFERRING)]
        lines.line(f"if {' or '.join(f'{each} in run' for each in told)}: return {read_mixed}(run{source.more})")
        slot = evolve(slot, others=None)
    _prepare(source, slot)
    find = _finder(source, f"{source.plan.functions[content.contract.name]}_items", pattern(slot, captures=True))
    if isinstance(slot.content, Members) and width(slot) > 1:
        groups = _prepared(source, slot.content, behind=int(slot.tells_nil))
        found = _found_of(groups, slot.content)
        is_nil = groups.name("is_nil") if slot.tells_nil else ""
        target, unpacking = _target_of(groups)
        lines.lines("items = []", "append = items.append")
        with lines.block(f"for {target} in {find}(run):"):  # without a call for each
            lines.lines(*unpacking)
            _append_instance(source, lines, slot.content, found, is_nil)
        lines.line("return items")
    else:
        value = _present(source, slot, _of_item(slot, 0, width(slot)))
        lines.line(f"return [{value} for found in {find}(run)]")
    return source.function(content.contract, "run", lines, verb=_VERB)


def _kind_of(slot: Slot, content: Members) -> Kind:
    """Return the usual kind of an element."""
    return Kind(slot.spelling, content, content.python_class)


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


def _of_item(slot: Slot, at: int, whole: int) -> Found:
    """Return the expressions of a slot's groups from ``at`` on, of ``whole`` that ``findall`` gives for an item.

    It gives one group as a text, and several as a tuple.
    """
    if whole == 1:
        if slot.others is not None:  # which has two groups where it may refer
            return Found(other="found")
        return Found("(found,)" if isinstance(slot.content, Members) else "found", "found" if slot.tells_nil else "")
    inner = 0 if slot.content is None else width_of_content(slot.content)
    end = at + inner
    if isinstance(slot.content, Members):
        value = "found" if inner == whole else f"found[{at}:{end}]"
    else:
        value = f"found[{at}]"
    is_nil, reference, other = (
        f"found[{place}]" if is_there else ""
        for place, is_there in (
            (end, slot.tells_nil),
            (end + slot.tells_nil, slot.may_refer),
            (end + slot.tells_nil + slot.may_refer, slot.others is not None),
        )
    )
    return Found(value, is_nil, reference=reference, other=other)


def _finder(source: FunctionSource, wanted: str, expression: str) -> str:
    return source.bind_once(wanted, ("pattern", expression), lambda: re.compile(expression).findall)


def _prepare(source: FunctionSource, slot: Slot) -> None:
    """Bind all that the reading of a slot calls, so that no local name hides it."""
    _other(source, slot)
    if slot.may_refer:
        classes_name(source, slot)
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
