"""The source of readers of elements whose start tag tells what is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.codec.fast.kinds import ReadKind, nothing
from dcxml.codec.fast.patterns import kind_pattern, width_of_content
from dcxml.codegen.literal import literal
from dcxml.codegen.writer import SourceWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dcxml.codec.fast.shapes import Choice, Items, Kind, Slot
    from dcxml.codec.fast.source import FunctionSource

__all__ = ["write_choice_reader", "write_mixed_items_reader"]

_VERB: Final = "Read"


def write_choice_reader(source: FunctionSource, slot: Slot, choice: Choice, read: Callable[[Kind], str]) -> str:
    """Write the function that reads a whole element of one of the kinds of a choice; return its name.

    ``read`` writes the function of a kind, which takes its groups, and returns its name.
    """
    _bind(source)
    table = source.table(choice, "dict", lambda: _entries(slot, choice.kinds, read))
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
    kinds = [*(() if usual is None else (usual,)), *(() if others is None else others.kinds)]

    def entries() -> Iterator[str]:
        yield from _entries(slot, kinds, read)
        if slot.is_nillable:
            yield f'{literal(slot.spelling.head + slot.spelling.is_nil)}: ReadKind("", nothing)'

    table = source.table(content, "dict", entries)
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


def _bind(source: FunctionSource) -> None:
    source.bind_once("ReadKind", ReadKind, lambda: ReadKind)
    source.bind_once("nothing", nothing, lambda: nothing)


def _entries(slot: Slot, kinds: Iterable[Kind], read: Callable[[Kind], str]) -> Iterator[str]:
    """Yield the entries of a table: a kind by its start tag, without the bracket that closes that."""
    head = slot.spelling.head
    for kind in kinds:
        function = read(kind)
        yield f"{literal(head + kind.spelling.opens)}: ReadKind({literal(kind_pattern(kind))}, {function})"
        if kind.content.has_single_tag:
            empty = "()" * width_of_content(kind.content)
            yield f"{literal(head + kind.spelling.is_empty)}: ReadKind({literal(empty)}, {function})"
