"""The careful way to run compiled code: member by member, with the path of a fault, and however deep.

Ordinary documents never come here. Objects with absent members or unknown elements are written by `MemberLines`;
after a fault or a RecursionError the whole object is written, or the whole document read, once more this way.
"""

from __future__ import annotations

import itertools
import weakref
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final

from dcxml.codec.dialects import ElementSpec
from dcxml.codec.dictionary_keys import distinct
from dcxml.codec.extension import member_attributes, write_extension
from dcxml.codec.faults import FAULTS, at_place
from dcxml.codec.iserializable import entries_writer
from dcxml.codec.stack import LEVELS_PER_STACK, on_fresh_stack
from dcxml.codec.writing import insert_attributes
from dcxml.codegen.compiler import compile_source, forget_source, unique_filename
from dcxml.codegen.writer import SourceWriter
from dcxml.errors import EncodeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from dcxml.codec.dialects import Scope
    from dcxml.codec.encoder import EncoderSource, EntryLines, ItemLine, MemberLine
    from dcxml.codec.extension import ExtensionElement
    from dcxml.codec.reading import Reading

__all__ = ["MemberLines", "by_member", "make_careful", "make_deep"]

_NEVER_FAILS: Final = ()
_begun: Final[ContextVar[int]] = ContextVar("dcxml_begun", default=0)
"""The depth at which the stack in use began to write."""


class MemberLines:
    """The members of a class, written one by one; compiled when an object first needs it."""

    def __init__(self, lines: Sequence[MemberLine], namespace: dict[str, Any], *, is_careful: bool = False) -> None:
        """Keep the source ``lines``, whose names ``namespace`` explains; a careful writer tells a fault's path."""
        self._lines = lines
        self._namespace = namespace
        self._faults = FAULTS if is_careful else _NEVER_FAILS
        self._writers: list[Callable[..., str]] | None = None

    def write(self, instance: Any, scope: Scope) -> str:
        """Return the members that are present, unknown elements in their places."""
        wire = instance._wire  # noqa: SLF001 - the codec is the keeper of the wire state
        if self._writers is None:
            self._writers = _compile([line.expression for line in self._lines], self._namespace, of="instance")
        kept = iter(() if wire is None else wire.unknown)
        following = next(kept, None)
        document = None if wire is None else wire.document
        parts: list[str] = []
        left_out: set[tuple[str, str]] = set()
        for index, (line, write) in enumerate(zip(self._lines, self._writers, strict=True)):
            while following is not None and following.after < index:
                parts.append(self._unknown(following.element, scope, document))
                following = next(kept, None)
            text = self._member(instance, scope, line, write) if _is_present(instance, line.attribute) else ""
            if not text:
                left_out.add((line.namespace, line.name))
            elif (line.namespace, line.name) in left_out:
                raise _twin_left_out(line)
            parts.append(text)
        parts.extend(
            self._unknown(each.element, scope, document)
            for each in itertools.chain((following,), kept)
            if each is not None
        )
        return "".join(parts)

    def _unknown(self, element: ExtensionElement, scope: Scope, document: str | None) -> str:
        try:
            return write_extension(element, scope, document)
        except (EncodeError, *self._faults) as error:
            raise at_place(element.name.name, error) from None

    def _member(self, instance: Any, scope: Scope, line: MemberLine, write: Callable[..., str]) -> str:
        wire = instance._wire  # noqa: SLF001 - the codec is the keeper of the wire state
        attributes = member_attributes(wire, line.attribute)
        try:
            tag = scope.tag(line.namespace)
            text = write(instance, scope, tag, *tag)
        except (EncodeError, *self._faults) as error:
            raise at_place(line.name, error) from None
        if attributes and text:
            return insert_attributes(text, scope, ElementSpec(line.name, line.namespace), attributes)
        return text


def by_member(lines: MemberLines, instance: Any, scope: Scope) -> str:
    """Write an instance that is not an ordinary one."""
    return lines.write(instance, scope)


def make_careful(namespace: dict[str, Any], source: EncoderSource) -> None:
    """Replace the functions of a linked encoder by careful ones: paths for faults, a fresh stack every few levels."""
    for each in source.classes:
        careful = MemberLines(each.lines, namespace, is_careful=True)
        namespace[each.name] = careful
        namespace[each.function] = _deep_writer(careful.write)
    for function in source.serializables:
        namespace[function] = _deep_writer(entries_writer(source.writing.anything, faults=FAULTS))
    for line in source.items:
        namespace[line.function] = _deep_writer(_item_writer(line, namespace))
    for lines in source.entries:
        namespace[lines.function] = _deep_writer(_entry_writer(lines, namespace))


def make_deep(namespace: dict[str, Any], functions: Iterable[str]) -> None:
    """Replace the functions of a linked decoder by ones that go on with a fresh stack every few levels."""
    for function in functions:
        namespace[function] = _deep_reader(namespace[function])


def _deep_reader(read: Callable[[Any, Reading], Any]) -> Callable[[Any, Reading], Any]:
    def read_deep(element: Any, reading: Reading) -> Any:
        reading.depth += 1
        try:
            if reading.depth % LEVELS_PER_STACK == 0:
                return on_fresh_stack(read, element, reading)
            return read(element, reading)
        finally:
            reading.depth -= 1

    return read_deep


def _deep_writer(write: Callable[[Any, Scope], str]) -> Callable[[Any, Scope], str]:
    def begin(value: Any, scope: Scope) -> str:
        _begun.set(scope.depth)
        return write(value, scope)

    def write_deep(value: Any, scope: Scope) -> str:
        if scope.depth - _begun.get() >= LEVELS_PER_STACK:  # an entry of a dictionary takes two levels at once
            return str(on_fresh_stack(begin, value, scope))
        return write(value, scope)

    return write_deep


def _item_writer(line: ItemLine, namespace: dict[str, Any]) -> Callable[[Any, Scope], str]:
    (write,) = _compile([line.expression], namespace, of="item")

    def write_items(items: Any, scope: Scope) -> str:
        if line.count:
            namespace[line.count](items)
        parts = []
        for number, item in enumerate(items, start=1):
            try:
                tag = scope.tag(line.namespace)
                parts.append(write(item, scope, tag, *tag))
            except (EncodeError, *FAULTS) as error:
                raise at_place(_step(line.item_name, number, items), error) from None
        return "".join(parts)

    return write_items


def _entry_writer(lines: EntryLines, namespace: dict[str, Any]) -> Callable[[Any, Scope], str]:
    (key_name, key_expression), (value_name, value_expression) = lines.key, lines.value
    (write_key,) = _compile([key_expression], namespace, of="key")
    (write_value,) = _compile([value_expression], namespace, of="value")

    def write_entries(items: Mapping[Any, Any], outer: Scope) -> str:
        if lines.count:
            namespace[lines.count](items)
        if not items:
            return ""
        parts = []
        place = _step(lines.item_name, 1, items)
        try:
            prefix, xmlns = outer.tag(lines.namespace)
            scope = outer.inside(lines.namespace)
            for number, (key, value) in enumerate(distinct(items, lines.identity), start=1):
                step = _step(lines.item_name, number, items)
                place = f"{step}/{key_name}"
                tag = scope.tag(lines.namespace)
                parts += [f"<{prefix}{lines.item_name}{xmlns}>", write_key(key, scope, tag, *tag)]
                place = f"{step}/{value_name}"
                parts += [write_value(value, scope, tag, *tag), f"</{prefix}{lines.item_name}>"]
                place = f"{step}/{key_name}"  # which may turn out to be one of those before
        except (EncodeError, *FAULTS) as error:
            raise at_place(place, error) from None
        return "".join(parts)

    return write_entries


def _step(name: str, number: int, items: Sequence[Any] | Mapping[Any, Any]) -> str:
    """Return what an item is called in a path, as in those of the reader: by its number, unless it is alone."""
    return name if len(items) == 1 else f"{name}[{number}]"


def _twin_left_out(line: MemberLine) -> EncodeError:
    reason = (
        f"{line.name}: a base class has a member of this name that is left out; a reader would take this one for it"
    )
    return EncodeError(reason, path=f"/{line.name}")


def _is_present(instance: Any, attribute: str) -> bool:
    try:
        object.__getattribute__(instance, attribute)
    except AttributeError:
        return False
    return True


def _compile(expressions: list[str], namespace: dict[str, Any], *, of: str) -> list[Callable[..., str]]:
    """Return a function for each expression, whose value is reached by the name ``of``."""
    writer = SourceWriter()
    with writer.block("def make():"):
        with writer.block("return ["):
            writer.lines(*(f"lambda {of}, scope, tag, prefix, xmlns: {expression}," for expression in expressions))
        writer.line("]")
    # Globals are looked up in the encoder's own namespace: a careful one leads to careful functions.
    filename = unique_filename("members")
    writers: list[Callable[..., str]] = compile_source(writer.text(), filename, namespace, {})["make"]()
    for first in writers[:1]:
        weakref.finalize(first, forget_source, filename)
    return writers
