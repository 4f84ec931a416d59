"""What a change of a document chooses from: its elements, and some of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from lxml import etree

__all__ = ["Pick", "elements", "inner", "leaves", "one"]

_T = TypeVar("_T")
Pick = Callable[[Sequence[_T]], _T]
"""Chooses one of several."""


def elements(root: etree._Element) -> list[etree._Element]:
    """Return all elements, the root first."""
    return list(root.iter(etree.Element))


def inner(root: etree._Element) -> list[etree._Element]:
    """Return all elements but the root."""
    return elements(root)[1:]


def leaves(root: etree._Element) -> list[etree._Element]:
    """Return the elements that have a text and nothing else."""
    return [each for each in elements(root) if not len(each) and each.text]


def one(items: Sequence[_T], pick: Pick[_T]) -> _T | None:
    """Return one of the items; None where there is none."""
    return pick(items) if items else None
