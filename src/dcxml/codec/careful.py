"""The careful way to run compiled code: member by member, with the path of a fault, and however deep.

Ordinary documents never come here. Objects with absent members or unknown elements are written by `MemberLines`;
after a fault or a RecursionError the whole object is written, or the whole document read, once more this way. Where
every fault is asked for, the places (`Place`) are of the kind that keeps them.
"""

from __future__ import annotations

import itertools
import weakref
from contextvars import ContextVar
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Final

from dcxml.codec.dictionary_keys import SeenKeys, twice
from dcxml.codec.element_specs import ElementSpec
from dcxml.codec.extension import insert_attributes, member_attributes, write_extension
from dcxml.codec.faults import ItemCountError, KeyStep, Place, TwinLeftOutError
from dcxml.codec.iserializable import entries_writer
from dcxml.codec.stack import LEVELS_PER_STACK, on_fresh_stack
from dcxml.codec.value_faults import CollectingPlace, written_once
from dcxml.codegen.compiler import compile_source, forget_source, unique_filename
from dcxml.codegen.writer import SourceWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
    from collections.abc import Set as AbstractSet

    from dcxml.codec.dialects import Scope
    from dcxml.codec.encoder import EncoderSource, EntryLines, ItemLine, MemberLine
    from dcxml.codec.extension import ExtensionElement
    from dcxml.codec.reading import Reading

__all__ = ["Care", "MemberLines", "by_member", "make_careful", "make_deep"]

_begun: Final[ContextVar[int]] = ContextVar("dcxml_begun", default=0)
"""The depth at which the stack in use began to write."""
_FAULTY: Final = " "
"""What stands for a member that cannot be written, in a text that is of no use: it is not left out."""


class Care(Enum):
    """What becomes of a fault: nobody looks for its place, the first goes up with its path, or all are kept."""

    NONE = auto()
    FIRST_FAULT = auto()
    EVERY_FAULT = auto()


class MemberLines:
    """The members of a class, written one by one; compiled when an object first needs it."""

    def __init__(self, lines: Sequence[MemberLine], namespace: dict[str, Any]) -> None:
        """Keep the source ``lines``, whose names ``namespace`` explains."""
        self._lines = lines
        self._namespace = namespace
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
            is_present = _is_present(instance, line.attribute)
            text = self._member(instance, scope, line, write=write, left_out=left_out) if is_present else ""
            if not text:
                left_out.add((line.namespace, line.name))
            parts.append(text)
        parts.extend(
            self._unknown(each.element, scope, document)
            for each in itertools.chain((following,), kept)
            if each is not None
        )
        return "".join(parts)

    def _unknown(self, element: ExtensionElement, scope: Scope, document: str | None) -> str:
        return write_extension(element, scope, document)

    def _member(
        self,
        instance: Any,
        scope: Scope,
        line: MemberLine,
        *,
        write: Callable[..., str],
        left_out: AbstractSet[tuple[str, str]],
    ) -> str:
        attributes = member_attributes(instance._wire, line.attribute)  # noqa: SLF001 - as above
        tag = scope.tag(line.namespace)
        text = write(instance, scope, tag, *tag)
        if text and (line.namespace, line.name) in left_out:
            raise _twin_left_out(line)
        if attributes and text:
            return insert_attributes(text, scope, ElementSpec(line.name, line.namespace), attributes)
        return text


class CarefulLines(MemberLines):
    """The members of a class, each in a place of its own."""

    def __init__(self, lines: Sequence[MemberLine], namespace: dict[str, Any], *, place: type[Place]) -> None:
        """Keep the source ``lines`` as `MemberLines` does, and the kind of ``place``."""
        super().__init__(lines, namespace)
        self._place = place

    def _unknown(self, element: ExtensionElement, scope: Scope, document: str | None) -> str:
        with self._place(element.name.name, "", None, value=element):
            return super()._unknown(element, scope, document)
        return _FAULTY

    def _member(
        self,
        instance: Any,
        scope: Scope,
        line: MemberLine,
        *,
        write: Callable[..., str],
        left_out: AbstractSet[tuple[str, str]],
    ) -> str:
        value = object.__getattribute__(instance, line.attribute)
        with self._place(line.name, f".{line.attribute}", line.type, value=value):
            return super()._member(instance, scope, line, write=write, left_out=left_out)
        return _FAULTY


def by_member(lines: MemberLines, instance: Any, scope: Scope) -> str:
    """Write an instance that is not an ordinary one."""
    return lines.write(instance, scope)


def make_careful(namespace: dict[str, Any], source: EncoderSource, care: Care) -> None:
    """Replace the functions of a linked encoder by careful ones: places for faults, a fresh stack every few levels."""
    place = CollectingPlace if care is Care.EVERY_FAULT else Place
    writers: dict[str, Callable[[Any, Scope], str]] = {}
    for each in source.classes:
        careful = CarefulLines(each.lines, namespace, place=place)
        namespace[each.name] = careful
        writers[each.function] = careful.write
    for function in source.serializables:
        writers[function] = entries_writer(source.writing.anything, place=place)
    for line in source.items:
        writers[line.function] = _item_writer(line, namespace, place)
    for lines in source.entries:
        writers[lines.function] = _entry_writer(lines, namespace, place)
    for function, write in writers.items():
        deep = _deep_writer(write)
        namespace[function] = written_once(deep) if care is Care.EVERY_FAULT else deep


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


def _item_writer(line: ItemLine, namespace: dict[str, Any], place: type[Place]) -> Callable[[Any, Scope], str]:
    (write,) = _compile([line.expression], namespace, of="item")

    def write_items(items: Any, scope: Scope) -> str:
        _count(items, namespace.get(line.count), place)
        parts = []
        for number, item in enumerate(items, start=1):
            with place(_step(line.item_name, number, items), f"[{number - 1}]", line.type, value=item):
                tag = scope.tag(line.namespace)
                parts.append(write(item, scope, tag, *tag))
        return "".join(parts)

    return write_items


def _entry_writer(lines: EntryLines, namespace: dict[str, Any], place: type[Place]) -> Callable[[Any, Scope], str]:
    (write_key,) = _compile([lines.key.expression], namespace, of="key")
    (write_value,) = _compile([lines.value.expression], namespace, of="value")

    def write_entries(items: Mapping[Any, Any], outer: Scope) -> str:
        _count(items, namespace.get(lines.count), place)
        parts = []
        seen = SeenKeys()
        for number, (key, value) in enumerate(items.items(), start=1):
            step, member = _step(lines.item_name, number, items), KeyStep(key)
            with place(f"{step}/{lines.key.name}", member, lines.key.type, value=key):
                prefix, xmlns = outer.tag(lines.namespace)
                scope = outer.inside(lines.namespace)
                tag = scope.tag(lines.namespace)
                parts += [f"<{prefix}{lines.item_name}{xmlns}>", write_key(key, scope, tag, *tag)]
                if not seen.is_new(key if lines.identity is None else lines.identity(key)):
                    raise twice(key)
            with place(f"{step}/{lines.value.name}", member, lines.value.type, value=value):
                scope = outer.inside(lines.namespace)
                tag = scope.tag(lines.namespace)
                parts += [write_value(value, scope, tag, *tag), f"</{prefix}{lines.item_name}>"]
        return "".join(parts)

    return write_entries


def _count(items: Sized, check: Callable[[Sized], None] | None, place: type[Place]) -> None:
    try:
        if check is not None:
            check(items)
    except ItemCountError as error:
        place.refuse(error)


def _step(name: str, number: int, items: Sequence[Any] | Mapping[Any, Any]) -> str:
    """Return what an item is called in a path, as in those of the reader: by its number, unless it is alone.

    Of items that are written one by one nobody knows whether there is but one.
    """
    before: int | None = getattr(items, "items_before", None)
    if before is not None:
        return f"{name}[{before + number}]"
    return name if len(items) == 1 else f"{name}[{number}]"


def _twin_left_out(line: MemberLine) -> TwinLeftOutError:
    reason = (
        f"{line.name}: a base class has a member of this name that is left out; a reader would take this one for it"
    )
    return TwinLeftOutError(reason)


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
