"""Members moved to their places in serialization order, with the white space and the comments that belong to them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dcxml.contract import ClassDataContract
from dcxml.fixing.proposal import Proposal
from dcxml.fixing.source import Edit
from dcxml.validation.faults import local_name
from dcxml.validation.member_order import arrange

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dcxml.fixing.document import Document
    from dcxml.validation.findings import Finding
    from dcxml.validation.member_order import Arrangement

__all__ = ["reordered"]

_GAP: Final = re.compile(rb"(?:[ \t\r\n]+|<!--.*?-->)*", re.DOTALL)
_REST_OF_LINE: Final = re.compile(rb"(?:[ \t]+|<!--.*?-->)*(?=[\r\n])", re.DOTALL)


def reordered(finding: Finding, document: Document) -> Proposal | None:
    """Move all members of one element that are out of order; the findings of one element are put right together."""
    element = document.element_of(finding)
    parent = None if element is None else element.getparent()
    contract = None if parent is None else document.correspondence.contract_of(parent)
    if element is None or parent is None or not isinstance(contract, ClassDataContract):
        return None
    children = [child for child in parent if isinstance(child.tag, str)]
    meant = document.correspondence.meant
    found = [meant[child].clark if child in meant else str(child.tag) for child in children]
    names = [name.clark for name in document.correspondence.names_in(contract)]
    arrangement = arrange(found, names)
    spans = [document.span(child) for child in children]
    units = _units(document.octets, spans, document.content(parent))
    if units is None or not arrangement.misplaced:
        return None
    edit = _edit(document.octets, units, order_of(arrangement))
    side, other = arrangement.neighbour(children.index(element))
    message = f"{local_name(element)} is moved {side} {local_name(children[other])}"
    return Proposal.of(finding, message, edits=[edit])


def order_of(arrangement: Arrangement) -> list[int]:
    """Return the positions of all elements in the order that they should have.

    What is no member stays behind its neighbour.
    """
    indexes = arrangement.indexes
    order = [at for at in range(len(indexes)) if at not in arrangement.misplaced]
    for moving in sorted(arrangement.misplaced, key=lambda at: indexes[at] or 0):
        own = indexes[moving] or 0
        later = (place for place, at in enumerate(order) if (index := indexes[at]) is not None and index > own)
        order.insert(next(later, _behind_last(order, indexes, own)), moving)
    return order


def _behind_last(order: Sequence[int], indexes: Sequence[int | None], own: int) -> int:
    earlier = [place for place, at in enumerate(order) if (index := indexes[at]) is not None and index < own]
    return earlier[-1] + 1 if earlier else 0


def _units(
    octets: bytes, spans: Sequence[tuple[int, int]], content: tuple[int, int] | None
) -> list[tuple[int, int]] | None:
    """Return the stretches that move as one: each element with what stands before it, and behind it on its line.

    What stands on the line of the parent's tag stays there. None where there is more than white space and comments.
    """
    if content is None:
        return None
    begins = [content[0], *(end for _, end in spans)]
    ends = [*(start for start, _ in spans), content[1]]
    if not all(_GAP.fullmatch(octets, begin, end) for begin, end in zip(begins, ends, strict=True)):
        return None
    borders = [_end_of_comments(octets, begin, end) for begin, end in zip(begins, ends, strict=True)]
    return [(borders[at], borders[at + 1]) for at in range(len(spans))]


def _end_of_comments(octets: bytes, begin: int, end: int) -> int:
    """Return where a gap's first line ends, if there are comments in it and the line does end in the gap."""
    found = _REST_OF_LINE.match(octets, begin, end)
    return found.end() if found is not None and b"<!--" in found[0] else begin


def _edit(octets: bytes, units: Sequence[tuple[int, int]], order: Sequence[int]) -> Edit:
    moved = [place for place, at in enumerate(order) if place != at]
    first, last = moved[0], moved[-1]
    pieces = (octets[slice(*units[at])] for at in order[first : last + 1])
    return Edit(units[first][0], units[last][1], b"".join(pieces))
