"""Bounds on a document: depth, length of texts, number of attributes."""

from __future__ import annotations

from typing import Final

from attrs import frozen
from lxml import etree

from dcxml.errors import LimitError
from dcxml.xmlio.paths import path_of

__all__ = [
    "DEFAULT_LIMITS",
    "NO_LIMITS",
    "PARSERS_DEPTH",
    "PARSERS_MOST_DEPTH",
    "PARSERS_TEXT",
    "Limits",
    "check_attributes",
    "check_limits",
    "check_part",
    "may_have_long_tags",
]

PARSERS_DEPTH: Final = 256
PARSERS_TEXT: Final = 10_000_000
"""What libxml2 holds to by itself, unless it is told that the document may be huge."""
PARSERS_MOST_DEPTH: Final = 2_048
"""How deep libxml2 goes even then."""


@frozen(kw_only=True)
class Limits:
    """Bounds on a document, so that a hostile one ends in an error and not in a full memory.

    ``depth`` counts elements nested in each other, ``text_length`` characters of one text or attribute,
    ``attributes`` those of one element. .NET itself reads 1,000 levels and more.
    """

    depth: int = 1_500
    text_length: int = 1 << 28
    attributes: int = 1_000


DEFAULT_LIMITS: Final = Limits()
NO_LIMITS: Final = Limits(depth=1 << 31, text_length=1 << 62, attributes=1 << 31)
"""For what a parser has read before: the limits were its own to check."""


def check_attributes(root: etree._Element, octets: bytes, limits: Limits) -> None:
    """Refuse an element of more attributes than allowed, before anything asks for them: lxml needs quadratic time.

    Looks at the elements only where some tag is long enough to hold so many, an attribute being `` a=""`` at least.

    :raises LimitError: for the first of them.
    """
    most = limits.attributes
    if len(octets) <= 5 * most or not _has_long_tag(octets, 5 * most) or octets.count(b"=") <= most:
        return
    _count_attributes(root, limits)


def check_limits(root: etree._Element, limits: Limits, *, depth: int = 0) -> None:
    """Refuse elements that are too deep, the root being ``depth`` levels below that of the document, or too long.

    :raises LimitError: for the first of them.
    """
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limits.depth:
            reason = f"elements are nested deeper than {limits.depth:,} levels"
            raise LimitError(reason, line=element.sourceline)
        for text in (element.text, element.tail, *element.attrib.values()):
            if text is not None and len(text) > limits.text_length:
                reason = f"a text is longer than {limits.text_length:,} characters"
                raise LimitError(reason, path=path_of(element), line=element.sourceline)


def check_part(element: etree._Element, limits: Limits, *, depth: int, has_long_tags: bool) -> None:
    """Refuse a complete element that is beyond the limits, ``depth`` levels below the root, in a fed document.

    :raises LimitError: as `parse_document` does for the whole of it.
    """
    if has_long_tags:
        _count_attributes(element, limits)
    if limits.depth < PARSERS_DEPTH or limits.text_length < PARSERS_TEXT:
        check_limits(element, limits, depth=depth)


def may_have_long_tags(octets: bytes, limits: Limits) -> bool:
    """Tell whether a stretch of a document may hold (a part of) a tag of more attributes than allowed."""
    return _has_long_tag(octets, 2 * limits.attributes)


def _count_attributes(root: etree._Element, limits: Limits) -> None:
    most = limits.attributes
    for element in root.iter("*"):
        if len(element.attrib) > most:
            reason = f"an element has more than {most:,} attributes"
            raise LimitError(reason, path=path_of(element), line=element.sourceline)


def _has_long_tag(octets: bytes, length: int) -> bool:
    """Tell whether so many bytes or more stand between two ``<``, or after the last; most bytes are not looked at."""
    opened = 0
    while len(octets) - opened > length:
        following = octets.rfind(b"<", opened + 1, opened + 1 + length)
        if following < 0:
            return True
        opened = following
    return False
