"""The source of writers of elements whose start tag tells what is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.codec.fast.kinds import WriteKinds
from dcxml.codegen.literal import formatted, literal
from dcxml.codegen.writer import SourceWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dcxml.codec.fast.shapes import Choice, Kind, Slot
    from dcxml.codec.fast.source import FunctionSource

__all__ = ["write_choice_table"]

_VERB: Final = "Write"


def write_choice_table(source: FunctionSource, slot: Slot, choice: Choice, write: Callable[[Kind], str]) -> str:
    """Write the table of the functions that write a whole element, by the class of its value; return its name.

    ``write`` writes the function of a kind, which gives the content of an element, and returns its name.
    """
    source.bind_once("WriteKinds", WriteKinds, lambda: WriteKinds)
    return source.table(choice, "WriteKinds", lambda: _entries(source, slot, choice, write))


def _entries(source: FunctionSource, slot: Slot, choice: Choice, write: Callable[[Kind], str]) -> Iterator[str]:
    head = slot.spelling.head
    for kind in choice.kinds:
        contract, spelling = kind.content.contract, kind.spelling
        expected = source.bind_class(contract, kind.content.python_class)
        lines = SourceWriter()
        lines.line(f"text = {write(kind)}(instance)")
        around = f'f"{formatted(f"{head}{spelling.opens}>")}{{text}}{formatted(spelling.close)}"'
        single = f" if text else {literal(f'{head}{spelling.is_empty}>')}" if kind.content.has_single_tag else ""
        lines.line(f"return {around}{single}")
        yield f"{expected}: {source.function(contract, 'instance', lines, verb=_VERB)}"
