"""pydantic-xml: models written by hand, one module for each document."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from benchmarks.peers.binding import Binding

if TYPE_CHECKING:
    from benchmarks.subject import Subject

__all__ = ["bind"]

_MODELS: Final = {
    "sample": ("calendar", "Request"),
    "small": ("calendar", "Day"),
    "wide": ("stock", "Stock"),
    "fleet": ("fleet", "Fleet"),
}


def bind(subject: Subject) -> Binding:
    """Return ``from_xml`` and ``to_xml`` of the document's model."""
    module, name = _MODELS[subject.document]
    model = getattr(import_module(f"{__name__}.{module}"), name)
    # What a reference leaves out must not be written as null; the others write every member.
    skips = subject.document == "fleet"

    def encode(value: Any) -> bytes:
        octets: bytes = value.to_xml(exclude_unset=skips)
        return octets

    return Binding(model.from_xml, encode)
