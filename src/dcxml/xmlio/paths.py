"""Where an element is in its document: by local names, as findings and errors tell it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrs import define, field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

__all__ = ["PathFinder", "path_of"]


def path_of(element: etree._Element) -> str:
    """Return the place of an element, by local names: ``/Order/Lines/Line[2]/Number``."""
    steps: list[str] = []
    node: etree._Element | None = element
    while node is not None:
        steps.append(_step(node))
        node = node.getparent()
    return "/" + "/".join(reversed(steps))


@define(eq=False)
class PathFinder:
    """Finds the paths of many elements of one document, and counts the children of each parent only once."""

    _steps: dict[etree._Element, dict[etree._Element, str]] = field(factory=dict)

    def count_children(self, parent: etree._Element, before: Mapping[str, int], total: Mapping[str, int]) -> None:
        """Take it that ``parent`` has more children than are in its tree: so many ``before``, and in ``total``."""
        self._steps[parent] = _steps_of(parent, before, total)

    def path_of(self, element: etree._Element) -> str:
        """Return the place of an element, as the function `path_of` does."""
        steps: list[str] = []
        node: etree._Element | None = element
        while node is not None:
            parent = node.getparent()
            steps.append(_step(node) if parent is None else self._step_in(parent, node))
            node = parent
        return "/" + "/".join(reversed(steps))

    def _step_in(self, parent: etree._Element, element: etree._Element) -> str:
        known = self._steps.get(parent)
        if known is None:
            known = self._steps[parent] = _steps_of(parent)
        return known[element]


def _steps_of(
    parent: etree._Element, before: Mapping[str, int] = MappingProxyType({}), total: Mapping[str, int] | None = None
) -> dict[etree._Element, str]:
    """Return the step of each child of ``parent``, as `_step` tells it, numbered from those ``before`` on."""
    by_tag: dict[Any, list[etree._Element]] = {}
    for child in parent:
        by_tag.setdefault(child.tag, []).append(child)
    counts = {tag: len(alike) for tag, alike in by_tag.items()} if total is None else total
    return {
        child: _name(child) if counts.get(tag) == 1 else f"{_name(child)}[{number}]"
        for tag, alike in by_tag.items()
        for number, child in enumerate(alike, 1 + before.get(tag, 0))
    }


def _step(element: etree._Element) -> str:
    if not isinstance(element.tag, str):
        return "processing-instruction()"
    name = _name(element)
    before = len(list(element.itersiblings(element.tag, preceding=True)))
    alone = before == 0 and next(element.itersiblings(element.tag), None) is None
    return name if alone else f"{name}[{before + 1}]"


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else "processing-instruction()"
