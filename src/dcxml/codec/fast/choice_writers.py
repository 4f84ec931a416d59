"""The source of writers of elements whose start tag tells what is in them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from dcxml.binding.values import AnyValue
from dcxml.codec.dialects import GAP
from dcxml.codec.fast.kinds import WriteKinds, boxed, element, identified_element, referring_element, write_built_in
from dcxml.codec.fast.shapes import Members
from dcxml.codec.fast.texts import writing_expression
from dcxml.codegen.literal import literal
from dcxml.codegen.writer import SourceWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dcxml.codec.fast.shapes import BuiltIn, Choice, Slot, Text
    from dcxml.codec.fast.source import FunctionSource
    from dcxml.codec.writing import Writing

__all__ = ["write_choice_table"]

_VERB: Final = "Write"


def write_choice_table(
    source: FunctionSource, writing: Writing, slot: Slot, choice: Choice, write: Callable[[Members], str]
) -> str:
    """Write the table of the functions that write a whole element, by the class of its value; return its name.

    ``write`` writes the function of a class, which gives the content of an element, and returns its name.
    """
    for name, value in (
        ("WriteKinds", WriteKinds),
        ("AnyValue", AnyValue),
        ("element", element),
        ("identified_element", identified_element),
        ("referring_element", referring_element),
        ("boxed", boxed),
        ("write_built_in", write_built_in),
    ):
        source.bind_always(name, value)
    entries = partial(_entries, source, writing, slot, choice, write)
    return source.table(source.label_of(choice.contract), choice, "WriteKinds", entries)


def _entries(
    source: FunctionSource, writing: Writing, slot: Slot, choice: Choice, write: Callable[[Members], str]
) -> Iterator[str]:
    head, close, references = slot.spelling.head, literal(slot.spelling.close), choice.references
    reference = "" if references is None else literal(GAP.join((references.before, references.after)))
    for kind in choice.kinds:
        content = kind.content
        function = write(content) if isinstance(content, Members) else _text_writer(source, writing, content)
        before = literal(f"{head}{kind.spelling.opens}>")
        single = literal(f"{head}{kind.spelling.is_empty}>" if content.has_single_tag else "")
        expected = source.bind_class(content.contract, kind.python_class)
        if kind.has_identity:
            yield f"{expected}: identified_element({before}, {close}, {single}, {function}, {reference})"
        else:
            yield f"{expected}: element({before}, {close}, {single}, {function})"
    if references is not None:  # also to what is followed no deeper
        followed = {kind.python_class for kind in choice.kinds}
        for contract in references.contracts:
            python_class = source.plan.types[contract.name]
            if python_class not in followed:
                yield f"{source.bind_class(contract, python_class)}: referring_element({reference})"
    by_type = []
    for each in choice.built_in:
        around = ", ".join((literal(head + each.before), literal(each.behind), literal(each.empty), close))
        alone = source.table("alone", each.types, "dict", partial(_alone, source, writing, each.types))
        typed = source.table("typed", each.types, "dict", partial(_typed, source, writing, each.types))
        yield f"**write_built_in({around}, {alone})"
        by_type.append(f"write_built_in({around}, {typed})")
    if by_type:
        yield f"AnyValue: boxed({', '.join(by_type)})"


def _alone(source: FunctionSource, writing: Writing, types: tuple[BuiltIn, ...]) -> Iterator[str]:
    """Yield the entries of the table of built-in types whose values tell them alone, by their Python classes."""
    for each in types:
        if not each.is_boxed:
            yield f"{source.bind_class(each.text.contract, each.python_class)}: {_written(source, writing, each)}"


def _typed(source: FunctionSource, writing: Writing, types: tuple[BuiltIn, ...]) -> Iterator[str]:
    """Yield the entries of the table of all built-in types, by their names."""
    for each in types:
        yield f"{source.bind_type(each.text.contract)}: {_written(source, writing, each)}"


def _written(source: FunctionSource, writing: Writing, each: BuiltIn) -> str:
    """Return the expression of what is known of a built-in type."""
    function = _text_writer(source, writing, each.text)
    return f"({literal(each.text.contract.name.name)}, {function}, {each.text.has_single_tag})"


def _text_writer(source: FunctionSource, writing: Writing, text: Text) -> str:
    """Write the function that gives the text of a simple value; return its name."""
    test, expression = writing_expression(source, writing, text, "value")
    lines = SourceWriter()
    if test:
        lines.line(f"if not ({test}): raise Declined")
    lines.line(f"return {expression}")
    return source.function(text.contract, "value", lines, verb=_VERB)
