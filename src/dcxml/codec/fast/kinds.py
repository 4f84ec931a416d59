"""The tables by which compiled readers and writers tell what stands, or is to stand, at one place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NoReturn

from attrs import define, field

from dcxml.codec.dialects import GAP
from dcxml.codec.fast.declined import Declined
from dcxml.codec.fast.patterns import IDENTIFIED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dcxml.binding.values import AnyValue
    from dcxml.qname import QName

__all__ = [
    "ReadKind",
    "WriteKinds",
    "boxed",
    "element",
    "identified_element",
    "nothing",
    "read_built_in",
    "reader_of_many",
    "reader_of_one",
    "referring_element",
    "write_built_in",
]

_is_identity: Final = re.compile("i[0-9]{1,9}").fullmatch


@define(eq=False)
class ReadKind:
    """How an element of one kind is read: ``match`` its text from behind the start tag on, and ``read`` the groups.

    The ``expression`` is compiled when an element of the kind is met first, for of many kinds a document has a few.
    """

    expression: str
    read: Callable[..., Any]
    match: Callable[..., re.Match[str] | None] = field(init=False)

    @match.default
    def _how_it_is_matched_first(self) -> Callable[..., re.Match[str] | None]:
        return self._match_first

    def _match_first(self, text: str, *bounds: int) -> re.Match[str] | None:
        self.match = re.compile(self.expression).match
        return self.match(text, *bounds)


def nothing(found: tuple[str, ...], objects: object = None) -> None:
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


def reader_of_one(kinds: Mapping[str, ReadKind], identified: Mapping[str, ReadKind]) -> Callable[..., Any]:
    """Return the function that reads a whole element where objects may have an identity.

    It takes the text, and the objects so far by their identities. ``kinds`` are by start tags, those ``identified``
    by start tags without the identity.
    """

    def read(found: str, objects: dict[str, Any]) -> Any:
        to = found.index(">")
        kind = kinds.get(found[:to])
        if kind is None:
            return _read_identified(identified, found, to, objects)
        match = kind.match(found, to + 1)
        if match is None or match.end() < len(found):
            raise Declined
        return kind.read(match.groups(""), objects)

    return read


def _read_identified(identified: Mapping[str, ReadKind], found: str, to: int, objects: dict[str, Any]) -> Any:
    value, end = _identified_at(identified, found, 0, to, objects)
    if end < len(found):
        raise Declined
    return value


def _identified_at(
    identified: Mapping[str, ReadKind], text: str, at: int, to: int, objects: dict[str, Any]
) -> tuple[Any, int]:
    """Read an object with an identity, whose start tag is between ``at`` and ``to``; return also where it ends.

    :raises Declined: where its identity is one that there is, or is none as .NET writes it.
    """
    start, mark, rest = text[at:to].partition(IDENTIFIED)
    identity, quote, rest = rest.partition('"')
    kind = identified[f"{start}{mark}{quote}{rest}"]
    match = kind.match(text, to + 1)
    if match is None or identity in objects or _is_identity(identity) is None:
        raise Declined
    return kind.read(match.groups(""), objects, identity), match.end()


def reader_of_many(
    kinds: Mapping[str, ReadKind],
    identified: Mapping[str, ReadKind],
    before: str,
    after: str,
    python_classes: frozenset[type],
) -> Callable[..., list[Any]]:
    """Return the function that reads items where objects may have an identity, as that of `reader_of_one` does.

    ``before`` and ``after`` is what is around the identity in the tag of an item that refers to an object before it,
    which is of one of the ``python_classes``.
    """

    def read(run: str, objects: dict[str, Any]) -> list[Any]:
        items: list[Any] = []
        at, end = 0, len(run)
        while at < end:
            to = run.index(">", at)
            tag = run[at:to]
            kind = kinds.get(tag)
            if kind is not None:
                match = kind.match(run, to + 1)
                if match is None:
                    raise Declined
                items.append(kind.read(match.groups(""), objects))
                at = match.end()
            elif before and tag.startswith(before):
                value = objects[tag[len(before) : len(tag) + 1 - len(after)]]
                if not f"{tag}>".endswith(after) or value.__class__ not in python_classes:
                    raise Declined
                items.append(value)
                at = to + 1
            else:
                value, at = _identified_at(identified, run, at, to, objects)
                items.append(value)
        return items

    return read


class WriteKinds(dict[Any, "Callable[..., str]"]):
    """The functions that write an element, by the class of its value or by its type.

    :raises Declined: where it is of another.
    """

    __slots__ = ()

    def __missing__(self, key: object) -> NoReturn:
        """Decline the value."""
        raise Declined


def element(before: str, behind: str, single: str, write: Callable[..., str]) -> Callable[..., str]:
    """Return the function that writes an element around what ``write`` gives for a value.

    Where that is nothing, it is a ``single`` tag, unless there is none. Both may take ``objects``, too.
    """

    def write_element(value: Any, *objects: dict[int, int]) -> str:
        text = write(value, *objects)
        return f"{before}{text}{behind}" if text or not single else single

    return write_element


def identified_element(
    before: str, behind: str, single: str, write: Callable[..., str], reference: str
) -> Callable[..., str]:
    """Return the function that writes an object with an identity, or the ``reference`` to it, if it has been written.

    ``before``, ``single`` and ``reference`` have gaps for the number of the object. The function takes the numbers of
    the objects so far by their ``id()``.
    """
    start, opens = before.split(GAP)
    _, is_empty = single.split(GAP) if single else ("", "")
    refers, after = reference.split(GAP)

    def write_element(value: Any, objects: dict[int, int]) -> str:
        number = objects.get(id(value))
        if number is not None:
            return f"{refers}i{number}{after}"
        objects[id(value)] = number = len(objects) + 1
        text = write(value, objects)
        if text or not single:
            return f"{start}i{number}{opens}{text}{behind}"
        return f"{start}i{number}{is_empty}"

    return write_element


def referring_element(reference: str) -> Callable[..., str]:
    """Return the function that writes a ``reference``, with a gap for the number, to an object that has been written.

    It raises `Declined` where it has not.
    """
    refers, after = reference.split(GAP)

    def write_element(value: Any, objects: dict[int, int]) -> str:
        number = objects.get(id(value))
        if number is None:
            raise Declined
        return f"{refers}i{number}{after}"

    return write_element


def write_built_in(
    before: str, behind: str, empty: str, close: str, types: Mapping[Any, tuple[str, Callable[..., str], bool]]
) -> dict[Any, Callable[..., str]]:
    """Return what writes elements that name a built-in type, by the keys of the ``types``.

    These have the name, what writes a text, and whether there is an ``empty`` tag.
    """
    return {
        key: element(f"{before}{name}{behind}>", close, f"{before}{name}{empty}>" if has_single_tag else "", write)
        for key, (name, write, has_single_tag) in types.items()
    }


def boxed(*kinds: Mapping[QName, Callable[..., str]]) -> Callable[..., str]:
    """Return the function that writes the element of a value with its type."""
    by_type = WriteKinds()
    for each in kinds:
        by_type.update(each)

    def write_boxed(box: AnyValue, *objects: dict[int, int]) -> str:
        return by_type[box.type](box.value, *objects)

    return write_boxed
