"""Where a fault is, told in every way: lines and offsets, the path, an XPath, and the expression in Python.

Looked up only where there is something to tell.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import define, field

from dcxml.qname import QName
from dcxml.validation.faults import Spot, local_name
from dcxml.validation.positions import Positions
from dcxml.xmlio import PathFinder

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Places"]


@define(eq=False, slots=False)
class Places:
    """The places of one document's elements; ``data`` is what ``root`` was parsed from."""

    data: bytes | bytearray | memoryview | str
    root: etree._Element
    _paths: PathFinder = field(factory=PathFinder)

    def fields_of(self, element: etree._Element, spot: Spot = Spot.ELEMENT) -> dict[str, Any]:
        """Return the fields of a finding that say where it is.

        A processing instruction has a line only, and the paths of the element it is in.
        """
        if not isinstance(element.tag, str):
            parent = element.getparent()
            inner = {} if parent is None else self._paths_of(parent)
            return inner | {"line": element.sourceline}
        span = self._positions.span(self.numbers[element], spot)
        return self._paths_of(element) | {
            "line": span.line,
            "column": span.column,
            "offset": span.offset,
            "end_line": span.end_line,
            "end_column": span.end_column,
            "end_offset": span.end_offset,
        }

    def order_of(self, element: etree._Element) -> float:
        """Return a number that is greater for what comes later; a processing instruction is behind its parent."""
        if isinstance(element.tag, str):
            return self.numbers[element]
        parent = element.getparent()
        if parent is not None:
            return self.numbers[parent] + 0.5
        return -1 if self.root in element.itersiblings() else len(self.numbers)

    @cached_property
    def numbers(self) -> dict[etree._Element, int]:
        """The number of each element in document order."""
        return {element: number for number, element in enumerate(self.root.iter("*"))}

    @cached_property
    def _positions(self) -> Positions:
        return Positions(self.data)

    def path_of(self, element: etree._Element) -> str:
        """Return the path of an element by local names."""
        return self._paths.path_of(element)

    def _paths_of(self, element: etree._Element) -> dict[str, Any]:
        path = self._paths.path_of(element)
        xpath, namespaces = _xpath(element, path)
        return {"path": path, "xpath": xpath, "namespaces": namespaces}


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
