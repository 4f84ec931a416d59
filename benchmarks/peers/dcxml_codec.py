"""dcxml itself, by the settings that a user has if none is given, or without the fast lane."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.documents import DOCUMENTS
from benchmarks.peers.binding import Binding

if TYPE_CHECKING:
    from benchmarks.subject import Subject

__all__ = ["bind"]


def bind(subject: Subject, fast_lane: Any) -> Binding:
    """Return a serializer's methods."""
    serializer = DOCUMENTS[subject.document].serializer(fast_lane=fast_lane)
    return Binding(serializer.loads, serializer.dumps)
