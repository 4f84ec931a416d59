"""A peer bound to a document: two functions, and work that is timed."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, Any

from attrs import frozen

from benchmarks.clock import now

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Binding"]


@frozen
class Binding:
    """How a peer reads a document's octets and writes the value that came of them."""

    decode: Callable[[bytes], Any]
    encode: Callable[[Any], bytes]

    def decoding(self, data: bytes) -> Callable[[int], float]:
        """Return the work of reading a document."""
        return _work(self.decode, data)

    def encoding(self, value: Any) -> Callable[[int], float]:
        """Return the work of writing a value."""
        return _work(self.encode, value)


def _work(function: Callable[[Any], Any], argument: Any) -> Callable[[int], float]:
    def work(times: int) -> float:
        begun = now()
        for _ in repeat(None, times):
            function(argument)
        return now() - begun

    return work
