"""Shapes to the source of writers: one function per class or collection, a formatted string between ready tags."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from attrs import define

from dcxml.codec.defaults import left_out_test
from dcxml.codec.escaping import plain_test
from dcxml.codec.fast.choice_writers import write_choice_table
from dcxml.codec.fast.declined import Declined, decline
from dcxml.codec.fast.shapes import Entries, Items, Members, Text, has_identities
from dcxml.codec.fast.source import FunctionSource
from dcxml.codec.fast.texts import is_string, writing_expression
from dcxml.codec.writing import Writing
from dcxml.codegen.literal import formatted, literal
from dcxml.codegen.writer import SourceWriter

if TYPE_CHECKING:
    from collections.abc import Callable

    from dcxml.codec.fast.shapes import Slot
    from dcxml.codec.plan import MemberPlan, Plan
    from dcxml.codec.settings import WriterSettings
    from dcxml.codegen.scope import Scope

__all__ = ["write_writer"]

_VERB: Final = "Write"
_TOGETHER: Final = 200
"""How many instances are looked at together."""
_FEW: Final = 12
"""Of so few it is sooner done to look at each by itself."""


def write_writer(
    plan: Plan, content: Members | Items | Entries, settings: WriterSettings
) -> tuple[FunctionSource, str]:
    """Return the source of the functions that write a content, and the name of the outermost.

    A function takes an instance or a collection and returns the content of its element. It raises `Declined`, or
    whatever a formatter raises, for a value that the careful way has to look at.
    """
    source = FunctionSource(plan, has_identities(content))
    for name, value in (("Declined", Declined), ("decline", decline), ("escape", settings.escapes.text)):
        source.bind(name, value)
    return source, _Writers(source, Writing(settings)).function(content)


@define
class _Writers:
    source: FunctionSource
    writing: Writing

    def function(self, content: Members | Items | Entries) -> str:
        """Return the name of the function that writes a content."""
        return self.source.written_once(content, partial(self._written, content))

    def _written(self, content: Members | Items | Entries) -> str:
        match content:
            case Members():
                return self._members(content)
            case Items():
                return self._items(content)
            case Entries():
                return self._entries(content)

    def _members(self, content: Members) -> str:
        self._prepare_members(content)
        lines, names = SourceWriter(), self.source.locals()
        parts = self._instance(lines, content, _locals_of(content, names), names)
        lines.line(f"return {_joined(*parts)}")
        return self.source.function(content.contract, "instance", lines, verb=_VERB)

    def _instance(self, lines: SourceWriter, content: Members, locals_: list[str], names: Scope) -> list[str]:
        """Write the lines that turn an ``instance`` into text, by way of these locals; return the parts of it."""
        for (member, _), local in zip(content.slots, locals_, strict=True):
            lines.line(f"{local} = instance.{member.attribute}")
        strings = _strings_of(content, locals_)
        are_plain = len(strings) > 1
        if are_plain:
            plain = names.name("plain")
            lines.line(f"{plain} = {_joined(*(f'{{{local}}}' for local in strings))}")
            with lines.block(f"if not ({plain_test(plain)}):"):
                _escape_all(lines, strings)
        return self._parts(lines, content, locals_, are_escaped=are_plain)

    def _parts(self, lines: SourceWriter, content: Members, locals_: list[str], *, are_escaped: bool) -> list[str]:
        """Write the lines that turn the values of members, in these locals, into text; return the parts of it."""
        parts = []
        for (member, slot), local in zip(content.slots, locals_, strict=True):
            test = left_out_test(self.source.plan, member.member)
            if test is None:
                parts.append(self._write(lines, slot, local, is_escaped=are_escaped))
                continue
            is_left_out = self._test_of(content, member, test)
            with lines.block(f"if {is_left_out}({local}):"):
                lines.line("raise Declined" if member.member.is_required else f'{local} = ""')
            with lines.block("else:"):
                lines.line(f"{local} = {_joined(self._write(lines, slot, local, is_escaped=are_escaped))}")
            parts.append(f"{{{local}}}")
        # Behind the members: one whose slot was emptied by ``del`` has told of it when it was read.
        lines.line("if instance._wire is not None: raise Declined")
        return parts

    def _test_of(self, content: Members, member: MemberPlan, test: Callable[[Any], bool]) -> str:
        """Return the name of the test whether a member's value is left out."""
        key = "left out", content.contract.name, member.attribute
        return self.source.bind_once(f"{member.attribute}_is_left_out", key, lambda: test)

    def _items(self, content: Items) -> str:
        self._prepare(content.slot)
        lines = SourceWriter()
        item = content.slot.content
        if isinstance(item, Members) and any(
            left_out_test(self.source.plan, each.member) is None for each, _ in item.slots
        ):
            self._write_instances(lines, content.slot, item)
        else:
            self._write_each(lines, "item in items", lambda: [self._write(lines, content.slot, "item")])
        return self.source.function(content.contract, "items", lines, verb=_VERB)

    def _write_instances(self, lines: SourceWriter, slot: Slot, content: Members) -> None:
        """Write the loop over instances of a class that always have content, without a call for each.

        All strings of many instances are looked at together: are there any characters to be escaped?
        """
        self._prepare_members(content)
        names = self.source.locals()
        locals_ = _locals_of(content, names)
        expected = self.source.bind_class(content.contract, content.python_class)
        only = self.source.bind_once("only", ("only", content.python_class), lambda: {content.python_class})
        lines.lines("written = []", "append = written.append")
        with lines.block(f"for at in range(0, len(items), {_TOGETHER}):"):
            lines.line(f"some = items[at:at + {_TOGETHER}]")
            with lines.block(f"if len(some) < {_FEW} or set(map(type, some)) != {only}:"):
                with lines.block("for instance in some:"):
                    with lines.block(f"if instance.__class__ is not {expected}:"):
                        self._write_another(lines, slot)
                    self._append(lines, slot, self._instance(lines, content, locals_, names))
                lines.line("continue")
            self._write_alike(lines, slot, content, locals_, names)
        lines.line('return "".join(written)')

    def _write_alike(self, lines: SourceWriter, slot: Slot, content: Members, locals_: list[str], names: Scope) -> None:
        """Write the loop over ``some`` instances that are all of the class."""
        own = {local: member.attribute for (member, _), local in zip(content.slots, locals_, strict=True)}
        columns = {local: names.name(f"{own[local]}_texts") for local in _strings_of(content, locals_)}
        lines.lines(*(f"{column} = [item.{own[local]} for item in some]" for local, column in columns.items()))
        if columns:
            gathered = " + ".join(f'"".join(filter(None, {column}))' for column in columns.values())
            lines.line(f"text = {gathered}")
            lines.line(f"are_plain = {plain_test('text')}")
        target, given = ", ".join(["instance", *columns]), ", ".join(["some", *columns.values()])
        with lines.block(f"for {target} in {f'zip({given})' if columns else given}:"):
            lines.lines(*(f"{local} = instance.{own[local]}" for local in locals_ if local not in columns))
            if columns:
                with lines.block("if not are_plain:"):
                    _escape_all(lines, list(columns))
            self._append(lines, slot, self._parts(lines, content, locals_, are_escaped=bool(columns)))

    def _write_another(self, lines: SourceWriter, slot: Slot) -> None:
        """Write the lines that append what is no instance of the class to what was ``written``, if it may be there."""
        nil, other = literal(f"{slot.spelling.head}{slot.spelling.is_nil}>"), self._other(slot, "instance")
        if not slot.is_nillable and not other:
            lines.line("raise Declined")
            return
        if not other:
            lines.line("if instance is not None: raise Declined")
        lines.line(
            f"append({' if instance is None else '.join(filter(None, (nil if slot.is_nillable else '', other)))})"
        )
        lines.line("continue")

    @staticmethod
    def _append(lines: SourceWriter, slot: Slot, parts: list[str]) -> None:
        """Write the line that appends an element with these parts to what was ``written``."""
        before = formatted(f"{slot.spelling.head}{slot.spelling.opens}>")
        lines.line(f"append({_joined(before, *parts, formatted(slot.spelling.close))})")

    def _entries(self, content: Entries) -> str:
        self._prepare(content.key)
        self._prepare(content.value)
        lines = SourceWriter()
        before, behind = content.spelling.head + content.spelling.opens + ">", content.spelling.close

        def parts() -> list[str]:
            key, value = self._write(lines, content.key, "key"), self._write(lines, content.value, "value")
            return [formatted(before), key, value, formatted(behind)]

        self._write_each(lines, "key, value in items.items()", parts)
        return self.source.function(content.contract, "items", lines, verb=_VERB)

    @staticmethod
    def _write_each(lines: SourceWriter, items: str, parts: Callable[[], list[str]]) -> None:
        """Write the loop over the items of a collection; ``parts`` writes the lines of one and returns its parts."""
        lines.line("written = []")
        with lines.block(f"for {items}:"):
            lines.line(f"written.append({_joined(*parts())})")
        lines.line('return "".join(written)')

    def _write(self, lines: SourceWriter, slot: Slot, local: str, *, is_escaped: bool = False) -> str:
        """Write the lines that turn the value in ``local`` into text; return its part of the formatted string.

        A string may be ``is_escaped``.
        """
        spelling = slot.spelling
        nil = f"{spelling.head}{spelling.is_nil}>"
        if slot.content is None and slot.others is None:
            lines.line(f"if {local} is not None: raise Declined")
            return formatted(nil) if slot.is_nillable else "{decline()}"
        if slot.content is None:
            unless_nil = f"{literal(nil)} if {local} is None else " if slot.is_nillable else ""
            lines.line(f"{local} = {unless_nil}{self._other(slot, local)}")
            return f"{{{local}}}"
        test, text = self._text_of(slot.content, local)
        if is_escaped and _is_string(slot):
            text = local
        single = f"{spelling.head}{spelling.is_empty}>" if slot.content.has_single_tag else None
        around = formatted(f"{spelling.head}{spelling.opens}>"), f"{{{local}}}", formatted(spelling.close)
        if not slot.is_nillable and single is None and slot.others is None:
            if test:
                lines.line(f"if not ({test}): raise Declined")
            if text != local:
                lines.line(f"{local} = {text}")
            return "".join(around)
        with lines.block(f"if {test or f'{local} is not None'}:"):
            if text != local:
                lines.line(f"{local} = {text}")
            otherwise = "" if single is None else f" if {local} else {literal(single)}"
            lines.line(f"{local} = {_joined(*around)}{otherwise}")
        if slot.is_nillable:
            lines.line(f"{f'elif {local} is None' if test else 'else'}: {local} = {literal(nil)}")
        if test or not slot.is_nillable:
            other = self._other(slot, local)
            lines.line(f"else: {f'{local} = {other}' if other else 'raise Declined'}")
        return f"{{{local}}}"

    def _other(self, slot: Slot, value: str) -> str:
        """Return the expression of a whole element with this value, which is none of the usual; empty if there is none.

        Evaluated, it raises `Declined` for a value of no other kind.
        """
        if slot.others is None:
            return ""
        table = write_choice_table(self.source, self.writing, slot, slot.others, self._members)
        return f"{table}[{value}.__class__]({value}{self.source.more})"

    def _text_of(self, content: Text | Members | Items | Entries, local: str) -> tuple[str, str]:
        """Return the test that the value in ``local`` can be written, if there is one, and its text's expression."""
        if isinstance(content, Text):
            return writing_expression(self.source, self.writing, content, local)
        function = self.function(content)
        if isinstance(content, Members):
            expected = self.source.bind_class(content.contract, content.python_class)
        else:
            expected = "dict" if isinstance(content, Entries) else "list"
        return f"{local}.__class__ is {expected}", f"{function}({local}{self.source.more})"

    def _prepare_members(self, content: Members) -> None:
        """Bind all that the writing of an instance calls."""
        self.source.bind_class(content.contract, content.python_class)
        for _, slot in content.slots:
            self._prepare(slot)

    def _prepare(self, slot: Slot) -> None:
        """Bind all that the writing of a slot calls, so that no local name hides it."""
        self._other(slot, "")
        if slot.content is not None:
            self._text_of(slot.content, "")


def _escape_all(lines: SourceWriter, strings: list[str]) -> None:
    """Write the lines that escape the strings in these locals."""
    for local in strings:
        lines.line(f"if {local}.__class__ is str: {local} = escape({local})")


def _locals_of(content: Members, names: Scope) -> list[str]:
    """Return a local for each member of a class."""
    return [names.name(member.attribute) for member, _ in content.slots]


def _strings_of(content: Members, locals_: list[str]) -> list[str]:
    """Return those of the locals that hold strings."""
    return [local for (_, slot), local in zip(content.slots, locals_, strict=True) if _is_string(slot)]


def _is_string(slot: Slot) -> bool:
    return isinstance(slot.content, Text) and is_string(slot.content)


def _joined(*parts: str) -> str:
    """Return the source of a formatted string."""
    text = "".join(parts)
    return f'f"{text}"' if text else '""'
