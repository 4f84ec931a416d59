"""The careful way to run compiled code: member by member, with the path of a fault, and however deep.

Ordinary documents never come here. Objects with absent members or unknown elements are written by `MemberLines`;
after a fault or a RecursionError the whole object is written, or the whole document read, once more this way.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, Final

from dcxml.codec.dialects import ElementSpec
from dcxml.codec.extension import write_extension
from dcxml.codec.stack import LEVELS_PER_STACK, on_fresh_stack
from dcxml.codec.writing import insert_attributes
from dcxml.codegen.compiler import compile_source, unique_filename
from dcxml.errors import EncodeError, LexicalError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dcxml.codec.dialects import Scope
    from dcxml.codec.encoder import EncoderSource, MemberLine
    from dcxml.codec.reading import Reading

__all__ = ["MemberLines", "by_member", "make_careful", "make_deep"]

_NEVER_FAILS: Final = ()
_FAULTS: Final = (LexicalError, AttributeError, TypeError, ValueError, ArithmeticError)


class MemberLines:
    """The members of a class, written one by one; compiled when an object first needs it."""

    def __init__(self, lines: list[MemberLine], namespace: dict[str, Any], *, is_careful: bool = False) -> None:
        """Keep the source ``lines``, whose names ``namespace`` explains; a careful writer tells a fault's path."""
        self._lines = lines
        self._namespace = namespace
        self._faults = _FAULTS if is_careful else _NEVER_FAILS
        self._writers: list[Callable[..., str]] | None = None

    def write(self, o: Any, s: Scope) -> str:
        """Return the members that are present, unknown elements in their places."""
        wire = o._wire  # noqa: SLF001 - the codec is the keeper of the wire state
        if self._writers is None:
            self._writers = _compile([line.expression for line in self._lines], self._namespace)
        kept = iter(() if wire is None else wire.unknown)
        following = next(kept, None)
        parts: list[str] = []
        for index, (line, write) in enumerate(zip(self._lines, self._writers, strict=True)):
            while following is not None and following.after < index:
                parts.append(write_extension(following.element, s))
                following = next(kept, None)
            if self._is_present(o, line.attribute):
                parts.append(self._member(o, s, line, write))
        parts.extend(
            write_extension(each.element, s) for each in itertools.chain((following,), kept) if each is not None
        )
        return "".join(parts)

    def _member(self, o: Any, s: Scope, line: MemberLine, write: Callable[..., str]) -> str:
        tag = p, x = s.tag(line.namespace)
        try:
            text = write(o, s, tag, p, x)
        except EncodeError as error:
            error.path = f"/{line.name}{error.path}"
            raise
        except self._faults as error:
            raise _fault(line.name, error) from None
        wire = o._wire  # noqa: SLF001 - the codec is the keeper of the wire state
        attributes = wire.member_attributes.get(line.attribute) if wire is not None else None
        if attributes and text:
            return insert_attributes(text, s, ElementSpec(line.name, line.namespace), attributes)
        return text

    @staticmethod
    def _is_present(o: Any, attribute: str) -> bool:
        try:
            object.__getattribute__(o, attribute)
        except AttributeError:
            return False
        return True


def by_member(lines: MemberLines, o: Any, s: Scope) -> str:
    """Write an object that is not an ordinary one."""
    return lines.write(o, s)


def make_careful(namespace: dict[str, Any], source: EncoderSource) -> None:
    """Replace the functions of a linked encoder by careful ones: paths for faults, a fresh stack every few levels."""
    for function, lines in source.lines.items():
        careful = MemberLines(lines, namespace, is_careful=True)
        namespace[f"{function}_lines"] = careful
        namespace[function] = _deep_writer(careful.write)
    for function, (tag_namespace, item_name, expression) in source.items.items():
        namespace[function] = _deep_writer(_item_writer(expression, namespace, tag_namespace, item_name))


def make_deep(namespace: dict[str, Any], functions: Iterator[str]) -> None:
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
    def write_deep(o: Any, s: Scope) -> str:
        if s.depth % LEVELS_PER_STACK == 0:
            return str(on_fresh_stack(write, o, s))
        return write(o, s)

    return write_deep


def _item_writer(
    expression: str, namespace: dict[str, Any], tag_namespace: str, item_name: str
) -> Callable[[Any, Scope], str]:
    (write,) = _compile([expression], namespace)

    def write_items(items: Any, s: Scope) -> str:
        tag = p, x = s.tag(tag_namespace)
        parts = []
        for number, item in enumerate(items, start=1):
            try:
                parts.append(write(item, s, tag, p, x))
            except EncodeError as error:
                error.path = f"/{item_name}[{number}]{error.path}"
                raise
            except _FAULTS as error:
                raise _fault(f"{item_name}[{number}]", error) from None
        return "".join(parts)

    return write_items


def _fault(name: str, error: Exception) -> EncodeError:
    if isinstance(error, LexicalError):
        return EncodeError(f"{name}: {error}", path=f"/{name}", found=error.found, expected=error.expected)
    return EncodeError(f"{name}: {error}", path=f"/{name}")


def _compile(expressions: list[str], namespace: dict[str, Any]) -> list[Callable[..., str]]:
    source = (
        "WRITERS = [\n" + "".join(f"    lambda o, s, t, p, x: {expression},\n" for expression in expressions) + "]\n"
    )
    # Globals are looked up in the encoder's own namespace: a careful one leads to careful functions.
    scratch = compile_source(f"def make():\n    {source.replace(chr(10), chr(10) + '    ')}\n    return WRITERS\n",
                             unique_filename("members"), namespace)  # fmt: skip
    return list(scratch.pop("make")())
