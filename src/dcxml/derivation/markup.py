"""Tags in a text, as XML 1.0 spells them: where they begin and end, and whether they close each other.

It reads no names and no namespaces; the parser behind `dcxml.xmlio` has the last word on a document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["START_TAG", "Tag", "Unclosed", "element_end", "remove_insignificant_space", "tags"]

_NAME: Final = r"""[^\W\d][^\s<>/"'=]*"""
_START: Final = re.compile(rf"""<({_NAME})((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>""")
_END: Final = re.compile(rf"</({_NAME})\s*>")
_SECTIONS: Final = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"))
START_TAG: Final = _START
"""A start tag or an empty-element tag: its name, and what follows the name."""


@frozen
class Tag:
    """A tag or another piece of markup: ``start``, ``empty``, ``end``, ``other``, or ``broken`` where it is neither."""

    kind: str
    name: str
    begin: int
    end: int


@frozen
class Unclosed:
    """Where an element stops making sense: the names and places of the open tags, and where reading stopped."""

    open_tags: tuple[Tag, ...]
    at: int


def tags(text: str, begin: int = 0) -> Iterator[Tag]:
    """Yield the markup from ``begin`` on, in order; what is broken is the last."""
    position = text.find("<", begin)
    while position >= 0:
        tag = _tag_at(text, position)
        yield tag
        if tag.kind == "broken":
            return
        position = text.find("<", tag.end)


def element_end(text: str, begin: int) -> int | Unclosed:
    """Return where the element that begins at ``begin`` ends, or where it is cut off or damaged."""
    open_tags: list[Tag] = []
    for tag in tags(text, begin):
        if tag.kind == "start":
            open_tags.append(tag)
        elif tag.kind == "broken" or (tag.kind == "end" and tag.name != open_tags[-1].name):
            return Unclosed(tuple(open_tags), tag.begin)
        elif tag.kind == "end":
            open_tags.pop()
        if not open_tags and tag.kind in ("end", "empty"):
            return tag.end
    return Unclosed(tuple(open_tags), len(text))


def remove_insignificant_space(text: str) -> str:
    """Return a document without the white space between its tags; that of an element without children is its value."""
    pieces: list[str] = []
    done = 0
    before = "end"
    for tag in tags(text):
        between = text[done : tag.begin]
        is_between_tags = before != "other" and tag.kind != "other" and (before, tag.kind) != ("start", "end")
        if between.strip(" \t\r\n") or not (is_between_tags or not pieces):
            pieces.append(between)
        pieces.append(text[tag.begin : tag.end])
        done = tag.end
        before = "end" if text.startswith("<?", tag.begin) else tag.kind
    return "".join(pieces) + text[done:].rstrip(" \t\r\n")


def _tag_at(text: str, position: int) -> Tag:
    for opening, closing in _SECTIONS:
        if text.startswith(opening, position):
            end = text.find(closing, position + len(opening))
            return Tag("broken", "", position, len(text)) if end < 0 else Tag("other", "", position, end + len(closing))
    match = _START.match(text, position)
    if match is not None:
        return Tag("empty" if match[2].endswith("/") else "start", match[1], position, match.end())
    match = _END.match(text, position)
    if match is not None:
        return Tag("end", match[1], position, match.end())
    return Tag("broken", "", position, len(text))
