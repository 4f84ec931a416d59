"""Nested brackets laid out over lines as the common formatters do it: flat, then hugged, then one item a line."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from dcxml.codegen.literal import literal

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "LINE_LENGTH",
    "Brackets",
    "annotation_of",
    "call",
    "call_of",
    "keyword",
    "lay_out",
    "lay_out_annotated",
    "subscript",
    "text_of",
    "tuple_of",
    "width",
]

LINE_LENGTH: Final = 120
_WORD: Final = re.compile(r"\S{1,40}\s{0,40}|\s{1,40}")
"""What of a text stays together where it is put on several lines."""
_BRACKET_OR_BETWEEN: Final = re.compile(r"([\[\]()]| \| |, )")


def width(text: str) -> int:
    """Return how many columns a text takes, as formatters count them: wide characters of East Asia take two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


@frozen
class Brackets:
    """Items between ``opening`` and ``closing``: a call, a subscript, a tuple."""

    opening: str
    items: tuple[str | Brackets, ...]
    closing: str
    is_tuple: bool = field(default=False, kw_only=True)
    is_text: bool = field(default=False, kw_only=True)
    """Whether the items are the pieces of one text, which stand behind each other without commas."""
    is_union: bool = field(default=False, kw_only=True)
    """Whether the items are those of a union, which has no brackets of its own and stands inside others."""

    def __str__(self) -> str:
        """Return everything on one line."""
        comma = "," if self.is_tuple and len(self.items) == 1 else ""
        between = " " if self.is_text else " | " if self.is_union else ", "
        return f"{self.opening}{between.join(map(str, self.items))}{comma}{self.closing}"


def call(function: str, *items: str | Brackets) -> Brackets:
    """Return ``function(items)``."""
    return Brackets(f"{function}(", items, ")")


def subscript(name: str, *items: str | Brackets) -> Brackets:
    """Return ``name[items]``."""
    return Brackets(f"{name}[", items, "]")


def annotation_of(text: str) -> str | Brackets:
    """Return an annotation, to be split at ``|`` and in the brackets of subscripts: ``dict[K, list[V]] | None``."""
    alternatives = _apart(text, " | ")
    if len(alternatives) > 1:
        return Brackets("", tuple(map(annotation_of, alternatives)), "", is_union=True)
    name, bracket, inside = text.partition("[")
    return subscript(name, *map(annotation_of, _apart(inside[:-1], ", "))) if bracket else text


def call_of(text: str) -> str | Brackets:
    """Return the call that an expression ends in, to be split in its parentheses; any other expression as it is."""
    function, parenthesis, inside = text.partition("(")
    if not (parenthesis and text.endswith(")")):
        return text
    return call(function, *map(call_of, filter(None, _apart(inside[:-1], ", "))))


def _apart(text: str, between: str) -> list[str]:
    """Return what stands ``between`` one and the next, where that is in no brackets."""
    parts, depth = [""], 0
    for piece in _BRACKET_OR_BETWEEN.split(text):
        depth += (piece in ("[", "(")) - (piece in ("]", ")"))
        if piece == between and not depth:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def tuple_of(*items: str | Brackets) -> Brackets:
    """Return ``(items)``, with the comma that one item needs."""
    return Brackets("(", items, ")", is_tuple=True)


def text_of(text: str, *, room: int) -> str | Brackets:
    """Return the literal of a text, in pieces where it is longer than the ``room`` that it has on a line."""
    if width(literal(text)) <= room:
        return literal(text)
    pieces = [""]
    for word in _WORD.findall(text):
        if pieces[-1] and width(literal(pieces[-1] + word)) > room:
            pieces.append("")
        pieces[-1] += word
    return Brackets("(", tuple(map(literal, pieces)), ")", is_text=True)


def keyword(name: str, value: str | Brackets) -> str | Brackets:
    """Return ``name=value``, to be split inside its value."""
    return f"{name}={value}" if isinstance(value, str) else evolve(value, opening=f"{name}={value.opening}")


def lay_out_annotated(name: str, annotation: str, value: Brackets, *, margin: int = 0) -> Iterator[str]:
    """Yield the lines of ``name: annotation = value``; what is too long beside the other goes into parentheses.

    So does a union; a subscript is split inside its own brackets.
    """
    head = f"{name}: {annotation} = "
    room = LINE_LENGTH - margin
    if width(f"{head}{value}") <= room or width(head) + width(value.opening) <= room:
        yield from lay_out(head, value, margin=margin)
    elif width(head) < room and 4 + width(str(value)) <= room:
        yield from (f"{head}(", f"    {value}", ")")
    elif width(head) >= room and _is_union(annotation) and 4 + width(annotation) <= room:
        yield from (f"{name}: (", f"    {annotation}")
        yield from lay_out(") = ", value, margin=margin)
    elif width(head) >= room and annotation.endswith("]") and not _is_union(annotation):
        lines = [*lay_out(f"{name}: ", annotation_of(annotation), margin=margin)]
        if len(lines) == 1:  # it has room alone, and none beside what follows
            outer, _, items = annotation.removesuffix("]").partition("[")
            lines = [f"{name}: {outer}[", f"    {items}", "]"]
        yield from lines[:-1]
        yield from lay_out("] = ", value, margin=margin)
    else:
        yield from lay_out(head, value, margin=margin)


def _is_union(annotation: str) -> bool:
    """Tell whether an annotation is a union itself, and not only something inside it."""
    return len(_apart(annotation, " | ")) > 1


def lay_out(head: str, value: str | Brackets, tail: str = "", *, margin: int = 0) -> Iterator[str]:
    """Yield the lines of ``head`` + ``value`` + ``tail``, none longer than can be helped; ``margin`` is not written."""
    flat = f"{head}{value}{tail}"
    if isinstance(value, str) or not value.items or margin + width(flat) <= LINE_LENGTH:
        yield flat
        return
    if head and margin + width(head) + width(value.opening) > LINE_LENGTH:
        yield f"{flat}  # fmt: skip"  # nothing makes it fit, and formatters do not agree on what to try
        return
    if value.is_union:
        for item in value.items[:-1]:
            yield from lay_out(head, item, margin=margin)
            head = "| "
        yield from lay_out(head, value.items[-1], tail, margin=margin)
        return
    yield head + value.opening
    hugged = ", ".join(map(str, value.items))
    if value.is_text:
        yield from (f"    {item}" for item in value.items)
    elif margin + 4 + width(hugged) <= LINE_LENGTH and not (value.is_tuple and len(value.items) == 1):
        yield f"    {hugged}"
    else:
        comma = "" if value.opening.endswith("[") and len(value.items) == 1 else ","
        for item in value.items:
            yield from (f"    {line}" for line in lay_out("", item, comma, margin=margin + 4))
    yield value.closing + tail
