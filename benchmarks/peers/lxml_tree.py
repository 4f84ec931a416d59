"""lxml alone: a tree and back, no value of any type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from benchmarks.peers.binding import Binding

if TYPE_CHECKING:
    from benchmarks.subject import Subject

__all__ = ["bind"]


def bind(subject: Subject) -> Binding:  # noqa: ARG001 - the same for every document
    """Return the parser and the writer."""
    return Binding(etree.fromstring, etree.tostring)
