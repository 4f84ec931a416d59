"""What each element of a document says, prefixes looked up: what must stay as it is where nothing is put right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from dcxml.lexical.characters import WHITE_SPACE
from dcxml.qname import FACTORY_TYPE, TYPE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

__all__ = ["Record", "record_of", "saying"]

_NAMES: Final = frozenset({TYPE, FACTORY_TYPE})


@frozen
class Record:
    """An element: its name, its attributes, its text, and what the text means if it is a name with a prefix."""

    name: str
    attributes: frozenset[tuple[str, str]]
    text: str
    meaning: str = ""


def record_of(element: etree._Element) -> Record:
    """Return the record of an element; white space between its children says nothing."""
    pieces = [element.text or "", *(child.tail or "" for child in element)]
    text = "".join(piece for piece in pieces if not len(element) or piece.strip(WHITE_SPACE))
    attributes = frozenset(
        (str(name), _qualified(value, element.nsmap) if name in _NAMES else str(value))
        for name, value in element.items()
    )
    return Record(str(element.tag), attributes, text, _meaning(text, element))


def saying(element: etree._Element, text: str) -> Record:
    """Return the record of an element with another text."""
    return evolve(record_of(element), text=text, meaning=_meaning(text, element))


def _meaning(text: str, element: etree._Element) -> str:
    return _qualified(text.strip(WHITE_SPACE), element.nsmap) if ":" in text else ""


def _qualified(text: str, prefixes: Mapping[str | None, str]) -> str:
    """Return a text as the name that it would be, its prefix looked up."""
    prefix, _, name = text.rpartition(":")
    return f"{{{prefixes.get(prefix or None, prefix)}}}{name}"
