"""The attributes that .NET writes alone: ``i:nil`` and ``i:type``, known at one look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.qname import NIL

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["JUST_NIL", "expanded_name", "is_just_nil"]

JUST_NIL: Final = [(NIL, "true")]
"""The attributes of an element that .NET writes for null."""


def is_just_nil(element: etree._Element) -> bool:
    """Tell whether an element is as .NET writes null: ``i:nil="true"`` is all there is."""
    return element.items() == JUST_NIL and not element.text and not len(element)


def expanded_name(text: str, element: etree._Element) -> tuple[str | None, str]:
    """Return the namespace and the local name that ``i:type`` holds; no namespace where that is not beyond doubt."""
    prefix, colon, name = text.rpartition(":")
    namespace = element.nsmap.get(prefix or None, "")
    return (namespace if not colon or (prefix and namespace) else None), name
