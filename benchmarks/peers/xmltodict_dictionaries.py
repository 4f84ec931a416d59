"""xmltodict: dictionaries whose leaves are texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import xmltodict

from benchmarks.peers.binding import Binding

if TYPE_CHECKING:
    from benchmarks.subject import Subject

__all__ = ["bind"]


def bind(subject: Subject) -> Binding:  # noqa: ARG001 - the same for every document
    """Return the parser and the writer, without the declaration that .NET does not write either."""
    return Binding(xmltodict.parse, _encode)


def _encode(value: Any) -> bytes:
    text: str = xmltodict.unparse(value, full_document=False)
    return text.encode()
