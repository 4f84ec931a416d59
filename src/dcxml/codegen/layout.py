"""Nested brackets laid out over lines as the common formatters do it: flat, then hugged, then one item a line."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "LINE_LENGTH",
    "Brackets",
    "call",
    "keyword",
    "lay_out",
    "lay_out_annotated",
    "subscript",
    "tuple_of",
    "width",
]

LINE_LENGTH: Final = 120


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

    def __str__(self) -> str:
        """Return everything on one line."""
        comma = "," if self.is_tuple and len(self.items) == 1 else ""
        return f"{self.opening}{', '.join(map(str, self.items))}{comma}{self.closing}"


def call(function: str, *items: str | Brackets) -> Brackets:
    """Return ``function(items)``."""
    return Brackets(f"{function}(", items, ")")


def subscript(name: str, *items: str | Brackets) -> Brackets:
    """Return ``name[items]``."""
    return Brackets(f"{name}[", items, "]")


def tuple_of(*items: str | Brackets) -> Brackets:
    """Return ``(items)``, with the comma that one item needs."""
    return Brackets("(", items, ")", is_tuple=True)


def keyword(name: str, value: str | Brackets) -> str | Brackets:
    """Return ``name=value``, to be split inside its value."""
    if isinstance(value, str):
        return f"{name}={value}"
    return Brackets(f"{name}={value.opening}", value.items, value.closing, is_tuple=value.is_tuple)


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
        outer, _, items = annotation.removesuffix("]").partition("[")
        yield from (f"{name}: {outer}[", f"    {items}")
        yield from lay_out("] = ", value, margin=margin)
    else:
        yield from lay_out(head, value, margin=margin)


def _is_union(annotation: str) -> bool:
    """Tell whether an annotation is a union itself, and not only something inside it."""
    outside = annotation.split(" | ")
    return any(part.count("[") == part.count("]") for part in (" | ".join(outside[:n]) for n in range(1, len(outside))))


def lay_out(head: str, value: str | Brackets, tail: str = "", *, margin: int = 0) -> Iterator[str]:
    """Yield the lines of ``head`` + ``value`` + ``tail``, none longer than can be helped; ``margin`` is not written."""
    flat = f"{head}{value}{tail}"
    if isinstance(value, str) or not value.items or margin + width(flat) <= LINE_LENGTH:
        yield flat
        return
    if head and margin + width(head) + width(value.opening) > LINE_LENGTH:
        yield f"{flat}  # fmt: skip"  # nothing makes it fit, and formatters do not agree on what to try
        return
    yield head + value.opening
    hugged = ", ".join(map(str, value.items))
    if margin + 4 + width(hugged) <= LINE_LENGTH and not (value.is_tuple and len(value.items) == 1):
        yield f"    {hugged}"
    else:
        for item in value.items:
            yield from (f"    {line}" for line in lay_out("", item, ",", margin=margin + 4))
    yield value.closing + tail
