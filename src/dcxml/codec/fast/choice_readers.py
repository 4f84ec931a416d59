"""The source of readers of elements whose start tag tells what is in them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from dcxml.binding.values import AnyValue
from dcxml.codec.dialects import GAP
from dcxml.codec.fast.kinds import ReadKind, nothing, read_built_in, reader_of_many, reader_of_one
from dcxml.codec.fast.patterns import content_pattern, kind_pattern, width_of_content
from dcxml.codec.fast.patterns import literal as escaped
from dcxml.codec.fast.shapes import Members
from dcxml.codec.fast.texts import reading_expression
from dcxml.codegen.literal import literal
from dcxml.codegen.writer import SourceWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dcxml.codec.fast.shapes import BuiltIn, BuiltInTypes, Choice, Items, Kind, Slot, Text
    from dcxml.codec.fast.source import FunctionSource

__all__ = ["classes_name", "write_choice_reader", "write_mixed_items_reader"]

_VERB: Final = "Read"


def write_choice_reader(source: FunctionSource, slot: Slot, choice: Choice, read: Callable[[Kind], str]) -> str:
    """Write the function that reads a whole element of one of the kinds of a choice; return its name.

    ``read`` writes the function of a kind that is a class, which takes its groups, and returns its name.
    """
    _bind(source)
    label = source.label_of(choice.contract)
    kinds, identified = _apart(choice.kinds)
    table = source.table(label, choice, "dict", lambda: _entries(source, slot, kinds, choice.built_in, read))
    if source.has_identities:
        told = source.table(f"{label}_identified", choice, "dict", lambda: _entries(source, slot, identified, (), read))
        return source.assigned(f"{label}_read", f"reader_of_one({table}, {told})")
    lines = SourceWriter()
    lines.lines(
        'to = found.find(">")',
        f"kind = {table}[found[:to]]",
        "match = kind.match(found, to + 1)",
        "if match is None or match.end() < len(found): raise Declined",
        'return kind.read(match.groups(""))',
    )
    return source.function(choice.contract, "found", lines, verb=_VERB)


def write_mixed_items_reader(
    source: FunctionSource, content: Items, usual: Kind | None, read: Callable[[Kind], str]
) -> str:
    """Write the function that reads items of which some may be of other kinds than the ``usual`` one; return its name.

    It takes the text of them.
    """
    _bind(source)
    slot, others = content.slot, content.slot.others
    kinds, identified = _apart([] if others is None else others.kinds)
    kinds += [] if usual is None else [usual]

    def entries() -> Iterator[str]:
        yield from _entries(source, slot, kinds, () if others is None else others.built_in, read)
        if slot.is_nillable:
            yield f'{literal(slot.spelling.head + slot.spelling.is_nil)}: ReadKind("", nothing)'

    label = source.label_of(content.contract)
    table = source.table(label, content, "dict", entries)
    if source.has_identities:
        told = source.table(
            f"{label}_identified", content, "dict", lambda: _entries(source, slot, identified, (), read)
        )
        references = None if others is None else others.references
        around = ("", "") if references is None else (references.before, references.after)
        given = table, told, *map(literal, around), classes_name(source, slot)
        return source.assigned(f"{label}_read", f"reader_of_many({', '.join(given)})")
    lines = SourceWriter()
    lines.lines("items = []", "append, at, end = items.append, 0, len(run)")
    with lines.block("while at < end:"):
        lines.lines(
            'to = run.find(">", at)',
            f"kind = {table}[run[at:to]]",
            "match = kind.match(run, to + 1)",
            "if match is None: raise Declined",
            'append(kind.read(match.groups("")))',
            "at = match.end()",
        )
    lines.line("return items")
    return source.function(content.contract, "run", lines, verb=_VERB)


def classes_name(source: FunctionSource, slot: Slot) -> str:
    """Return the name of the set of the classes of objects that an element may refer to."""
    references = None if slot.others is None else slot.others.references
    classes = frozenset(source.plan.types[each.name] for each in (references.contracts if references else ()))
    return source.bind_once("classes", classes, lambda: classes)


def _apart(kinds: Iterable[Kind]) -> tuple[list[Kind], list[Kind]]:
    """Return the kinds without an identity, and those with one."""
    found: tuple[list[Kind], list[Kind]] = ([], [])
    for kind in kinds:
        found[kind.has_identity].append(kind)
    return found


def _bind(source: FunctionSource) -> None:
    for name, value in (
        ("ReadKind", ReadKind),
        ("nothing", nothing),
        ("read_built_in", read_built_in),
        ("reader_of_many", reader_of_many),
        ("reader_of_one", reader_of_one),
    ):
        source.bind_always(name, value)


def _entries(
    source: FunctionSource,
    slot: Slot,
    kinds: Iterable[Kind],
    built_in: Iterable[BuiltInTypes],
    read: Callable[[Kind], str],
) -> Iterator[str]:
    """Yield the entries of a table: what may be read by its start tag, without the bracket that closes that."""
    head = slot.spelling.head
    for kind in kinds:
        content = kind.content
        function = read(kind) if isinstance(content, Members) else _text_reader(source, content, is_boxed=False)
        start, single = (head + tag.replace(GAP, "") for tag in (kind.spelling.opens, kind.spelling.is_empty))
        yield f"{literal(start)}: ReadKind({literal(kind_pattern(kind))}, {function})"
        if content.has_single_tag:
            empty = "()" * width_of_content(content)
            yield f"{literal(single)}: ReadKind({literal(empty)}, {function})"
    for each in built_in:
        table = source.table("built_in", each.types, "dict", partial(_built_in, source, each.types))
        close = escaped(slot.spelling.close)
        around = (literal(text) for text in (head + each.before, each.behind, each.empty, close))
        yield f"**read_built_in({', '.join(around)}, {table})"


def _built_in(source: FunctionSource, types: Iterable[BuiltIn]) -> Iterator[str]:
    """Yield the entries of the table of built-in types, by their names."""
    for each in types:
        function = _text_reader(source, each.text, is_boxed=each.is_boxed)
        expression = content_pattern(each.text, captures=True)
        name = literal(each.text.contract.name.name)
        yield f"{name}: ({literal(expression)}, {function}, {each.text.has_single_tag})"


def _text_reader(source: FunctionSource, text: Text, *, is_boxed: bool) -> str:
    """Write the function that reads the one group of a simple value, with its type where it ``is_boxed``."""
    value = reading_expression(source, text, "text")
    if is_boxed:
        value = f"{source.bind_always('AnyValue', AnyValue)}({value}, {source.bind_type(text.contract)})"
    lines = SourceWriter()
    lines.lines("text, = found", f"return {value}")
    return source.function(text.contract, "found", lines, verb=_VERB)
