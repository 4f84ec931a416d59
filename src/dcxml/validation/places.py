"""Where a fault is, told in every way: lines and offsets, the path, an XPath, and the expression in Python.

Looked up only where there is something to tell.
"""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from attrs import define, field

from dcxml.qname import QName
from dcxml.validation.faults import AttributeOf, Spot, TextBehind, local_name
from dcxml.validation.positions import Positions
from dcxml.xmlio import PathFinder

if TYPE_CHECKING:
    from collections import Counter

    from lxml import etree

    from dcxml.validation.pieces import Piece
    from dcxml.validation.positions import Span

__all__ = ["Places"]


@define(eq=False, slots=False)
class Places:
    """The places of one document's elements; ``data`` is what ``root`` was parsed from.

    Where that is a ``piece`` of a larger document, places are those in the whole.
    """

    data: bytes | bytearray | memoryview | str
    root: etree._Element
    piece: Piece | None = None
    _paths: PathFinder = field(factory=PathFinder)

    def fields_of(
        self, element: etree._Element, spot: Spot | TextBehind | AttributeOf = Spot.ELEMENT
    ) -> dict[str, Any]:
        """Return the fields of a finding that say where it is.

        A processing instruction has the paths of the element it is in, and so has a text or an attribute.
        """
        span, named = self.span_of(element, spot), element if isinstance(element.tag, str) else element.getparent()
        return ({} if named is None else self._paths_of(named)) | {
            "line": span.line,
            "column": span.column,
            "offset": span.offset,
            "end_line": span.end_line,
            "end_column": span.end_column,
            "end_offset": span.end_offset,
        }

    def order_of(self, element: etree._Element, spot: Spot | TextBehind | AttributeOf = Spot.ELEMENT) -> float:
        """Return a number that is greater for what comes later; what is between two elements has one between theirs."""
        if isinstance(spot, TextBehind) and not spot.is_told_first:
            before = next(islice(element.iterchildren("*"), spot.children - 1, None)) if spot.children else None
            return self.numbers[element if before is None else _last_in(before)] + 0.5
        if isinstance(element.tag, str):
            return self.numbers[element]
        return self._instructions[element][1]

    def rank_of(self, element: etree._Element, spot: Spot | TextBehind | AttributeOf) -> int:
        """Return a number that is greater for what comes later among all that is between the same two elements."""
        is_between = isinstance(spot, TextBehind) or not isinstance(element.tag, str)
        return self._span(element, spot).offset if is_between else 0

    @cached_property
    def numbers(self) -> dict[etree._Element, int]:
        """The number of each element in document order."""
        return {element: number for number, element in enumerate(self.root.iter("*"))}

    def span_of(self, element: etree._Element, spot: Spot | TextBehind | AttributeOf = Spot.ELEMENT) -> Span:
        """Return where an element, or a part of it, is in the whole document."""
        span = self._span(element, spot)
        return span if self.piece is None else self.piece.span(span)

    def _span(self, element: etree._Element, spot: Spot | TextBehind | AttributeOf) -> Span:
        if not isinstance(element.tag, str):
            return self._positions.instruction(self._instructions[element][0])
        number = self.numbers[element]
        if isinstance(spot, AttributeOf):
            return self._positions.attribute(number, spot.name, element.nsmap)
        if isinstance(spot, TextBehind):
            children = [self.numbers[child] for child in element.iterchildren("*")]
            before, behind = children[: spot.children][-1:], children[spot.children :][:1]
            return self._positions.text(number, before=next(iter(before), None), behind=next(iter(behind), None))
        return self._positions.span(number, spot)

    def element_at(self, offset: int) -> etree._Element:
        """Return the element that begins at an offset of ``data``."""
        number = self._positions.number_at(offset)
        return next(islice(self.root.iter("*"), number, None))

    @cached_property
    def _instructions(self) -> dict[etree._Element, tuple[int, float]]:
        """The number of each processing instruction among them, and one between those of the elements around it."""
        found: dict[etree._Element, tuple[int, float]] = {}
        before = [*self.root.itersiblings(preceding=True)]
        last = -1
        for node in (*reversed(before), *self.root.iter(), *self.root.itersiblings()):
            if isinstance(node.tag, str):
                last += 1
            else:
                found[node] = len(found), last + 0.5
        return found

    @cached_property
    def _positions(self) -> Positions:
        return Positions(self.data)

    def count_children(self, parent: etree._Element, before: Counter[str], total: Counter[str]) -> None:
        """Take it that ``parent`` has more children in the whole document: so many ``before``, and in ``total``."""
        self._paths.count_children(parent, before, total)

    def path_of(self, element: etree._Element) -> str:
        """Return the path of an element by local names."""
        return self._paths.path_of(element)

    def _paths_of(self, element: etree._Element) -> dict[str, Any]:
        path = self._paths.path_of(element)
        xpath, namespaces = _xpath(element, path)
        return {"path": path, "xpath": xpath, "namespaces": namespaces}


def _last_in(element: etree._Element) -> etree._Element:
    """Return the last element that begins in an element: itself where there is none."""
    while True:
        child = next(element.iterchildren("*", reversed=True), None)
        if child is None:
            return element
        element = child


def _xpath(element: etree._Element, path: str) -> tuple[str, dict[str, str]]:
    """Return the XPath 1.0 expression of an element and its prefixes: the document's, or ``n`` and a number.

    A step counts the elements of its own name, so the predicate of the ``path`` by local names, which counts those
    of its name and namespace alike, can stand.
    """
    chain = [*reversed([*element.iterancestors()]), element]
    prefixes: dict[str, str] = {}
    steps = []
    for node, step in zip(chain, path[1:].split("/"), strict=True):
        namespace = QName.from_clark(str(node.tag)).namespace
        predicate = step[len(local_name(node)) :]
        if namespace and namespace not in prefixes:
            prefixes[namespace] = _prefix(node.prefix, prefixes)
        qualified = f"{prefixes[namespace]}:{local_name(node)}" if namespace else local_name(node)
        steps.append(qualified + predicate)
    return "/" + "/".join(steps), {prefix: namespace for namespace, prefix in prefixes.items()}


def _prefix(wanted: str | None, taken: dict[str, str]) -> str:
    used = set(taken.values())
    if wanted is not None and wanted not in used:
        return wanted
    return next(name for name in (f"n{number}" for number in range(1, len(used) + 2)) if name not in used)
