"""The names of elements that are read, as messages call them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.qname import QName

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["local_name", "namespace_label"]


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def namespace_label(tag: str) -> str:
    """Return how the namespace of a name in Clark form is called in messages."""
    namespace = QName.from_clark(tag).namespace
    return f"the namespace {namespace!r}" if namespace else "no namespace"
