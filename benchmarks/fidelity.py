"""How a document comes back from a peer: byte for byte, spelled otherwise, or with something lost."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from attrs import define, field
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["IDENTICAL", "SPELLED_OTHERWISE", "what_became_of"]

IDENTICAL: Final = "identical"
SPELLED_OTHERWISE: Final = "the same content, spelled otherwise"
_TYPE: Final = "{http://www.w3.org/2001/XMLSchema-instance}type"
_SHOWN: Final = 40
"""How much of a text is told."""


def what_became_of(document: bytes, written: bytes) -> str:
    """Return in words what a peer has made of a document that it read and wrote again."""
    if written == document:
        return IDENTICAL
    before, after = _places(document), _places(written)
    told = [*_elements(before, after), *_attributes(before, after), *_texts(before, after)]
    return "; ".join(told) or SPELLED_OTHERWISE


@define
class _Place:
    """All elements of one path: their texts and attributes, in document order."""

    texts: list[str] = field(factory=list)
    attributes: list[dict[str, str]] = field(factory=list)


def _places(document: bytes) -> dict[str, _Place]:
    """Return the elements of a document by their path of expanded names."""
    parser = etree.XMLParser(huge_tree=True)
    places: dict[str, _Place] = defaultdict(_Place)
    waiting = [(etree.fromstring(document, parser), "")]
    while waiting:
        element, above = waiting.pop()
        path = f"{above}/{element.tag}"
        children = list(element.iterchildren("*"))
        place = places[path]
        place.texts.append("" if children else element.text or "")
        place.attributes.append(dict(_expanded(element)))
        waiting += [(child, path) for child in reversed(children)]
    return places


def _expanded(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the attributes; the name in ``i:type`` with its namespace, whatever its prefix."""
    for name, text in element.attrib.items():
        if name == _TYPE:
            prefix, _, local = text.rpartition(":")
            yield str(name), f"{{{element.nsmap.get(prefix or None, '')}}}{local}"
        else:
            yield str(name), str(text)


def _elements(before: dict[str, _Place], after: dict[str, _Place]) -> Iterator[str]:
    paths = before.keys() | after.keys()
    differences = [len(after[path].texts) - len(before[path].texts) for path in paths]
    lost, added = -sum(each for each in differences if each < 0), sum(each for each in differences if each > 0)
    if lost:
        yield f"{lost:,} of {sum(len(place.texts) for place in before.values()):,} elements lost"
    if added:
        yield f"{added:,} elements added"


def _attributes(before: dict[str, _Place], after: dict[str, _Place]) -> Iterator[str]:
    old, new = (
        [pair for place in places.values() for each in place.attributes for pair in each.items()]
        for places in (before, after)
    )
    for name in sorted({name for name, _ in old}):
        had, has = (sum(each == name for each, _ in pairs) for pairs in (old, new))
        if has < had:
            yield f"{had - has:,} of {had:,} {etree.QName(name).localname} attributes lost"


def _texts(before: dict[str, _Place], after: dict[str, _Place]) -> Iterator[str]:
    changed = [
        (old, new)
        for path, place in before.items()
        if len(place.texts) == len(after[path].texts)
        for old, new in zip(place.texts, after[path].texts, strict=True)
        if old != new
    ]
    if changed:
        yield f"{len(changed):,} texts changed ({_shown(changed[0][0])} to {_shown(changed[0][1])})"


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")
