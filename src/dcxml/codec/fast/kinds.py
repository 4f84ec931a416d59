"""The tables by which compiled readers and writers tell what stands, or is to stand, at one place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NoReturn

from attrs import define, field

from dcxml.codec.fast.declined import Declined

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dcxml.binding.values import AnyValue
    from dcxml.qname import QName

__all__ = ["ReadKind", "WriteKinds", "boxed", "element", "nothing", "read_built_in", "write_built_in"]


@define(eq=False)
class ReadKind:
    """How an element of one kind is read: ``match`` its text from behind the start tag on, and ``read`` the groups.

    The ``expression`` is compiled when an element of the kind is met first, for of many kinds a document has a few.
    """

    expression: str
    read: Callable[[tuple[str, ...]], Any]
    match: Callable[..., re.Match[str] | None] = field(init=False)

    @match.default
    def _how_it_is_matched_first(self) -> Callable[..., re.Match[str] | None]:
        return self._match_first

    def _match_first(self, text: str, *bounds: int) -> re.Match[str] | None:
        self.match = re.compile(self.expression).match
        return self.match(text, *bounds)


def nothing(found: tuple[str, ...]) -> None:
    """Return what an element without a value has, for no groups."""


def read_built_in(
    before: str, behind: str, empty: str, close: str, types: Mapping[str, tuple[str, Callable[..., Any], bool]]
) -> dict[str, ReadKind]:
    """Return what reads elements that name a built-in type, by start tags: what is ``before`` and ``behind`` the name.

    ``types`` have the expression of a text by the name, what reads its group, and whether an ``empty`` tag is one;
    ``close`` is the expression of the end tag.
    """
    found = {}
    for name, (expression, read, has_single_tag) in types.items():
        found[f"{before}{name}{behind}"] = ReadKind(expression + close, read)
        if has_single_tag:
            found[f"{before}{name}{empty}"] = ReadKind("()", read)
    return found


class WriteKinds(dict[Any, "Callable[[Any], str]"]):
    """The functions that write an element, by the class of its value or by its type.

    :raises Declined: where it is of another.
    """

    __slots__ = ()

    def __missing__(self, key: object) -> NoReturn:
        """Decline the value."""
        raise Declined


def element(before: str, behind: str, single: str, write: Callable[[Any], str]) -> Callable[[Any], str]:
    """Return the function that writes an element around what ``write`` gives for a value.

    Where that is nothing, it is a ``single`` tag, unless there is none.
    """

    def write_element(value: Any) -> str:
        text = write(value)
        return f"{before}{text}{behind}" if text or not single else single

    return write_element


def write_built_in(
    before: str, behind: str, empty: str, close: str, types: Mapping[Any, tuple[str, Callable[[Any], str], bool]]
) -> dict[Any, Callable[[Any], str]]:
    """Return what writes elements that name a built-in type, by the keys of the ``types``.

    These have the name, what writes a text, and whether there is an ``empty`` tag.
    """
    return {
        key: element(f"{before}{name}{behind}>", close, f"{before}{name}{empty}>" if has_single_tag else "", write)
        for key, (name, write, has_single_tag) in types.items()
    }


def boxed(*kinds: Mapping[QName, Callable[[Any], str]]) -> Callable[[AnyValue], str]:
    """Return the function that writes the element of a value with its type."""
    by_type = WriteKinds()
    for each in kinds:
        by_type.update(each)
    return lambda box: by_type[box.type](box.value)
