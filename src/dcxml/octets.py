"""The octets of a document wherever they are, in memory or in a file: read by stretches, as often as need be."""

from __future__ import annotations

import os
from typing import IO, TYPE_CHECKING, Final, Protocol

from attrs import define, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["HeldOctets", "Octets", "OctetsOfFile", "chunks_of"]

_CHUNK: Final = 1 << 18


class Octets(Protocol):
    """What stays the same while it is read."""

    @property
    def size(self) -> int:
        """How many there are."""
        ...

    def read(self, begin: int, end: int) -> bytes:
        """Return those from an offset to another."""
        ...


@frozen
class HeldOctets:
    """The octets that are in memory anyway."""

    held: bytes | bytearray | memoryview

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.held)

    def read(self, begin: int, end: int) -> bytes:
        """Return a copy of a stretch."""
        return bytes(self.held[begin:end])


@define(eq=False)
class OctetsOfFile:
    """The octets of an open file that can be read at any place; no more of it is held than is asked for."""

    file: IO[bytes]
    size: int

    @classmethod
    def of(cls, file: IO[bytes]) -> OctetsOfFile:
        """Return those of a file from its beginning to the end that it has now."""
        return cls(file, file.seek(0, os.SEEK_END))

    def read(self, begin: int, end: int) -> bytes:
        """Return a stretch.

        :raises OSError: where it cannot be read, or is no longer there.
        """
        self.file.seek(begin)
        octets, length = self.file.read(end - begin), min(end, self.size) - begin
        while len(octets) < length and (more := self.file.read(length - len(octets))):
            octets += more  # a file without a buffer may give less than it is asked for
        if len(octets) != length:
            message = "the file has become shorter while it was read"
            raise OSError(message)
        return octets


def chunks_of(octets: Octets, *, begin: int = 0, size: int = _CHUNK) -> Iterator[bytes]:
    """Yield all octets from an offset on, in stretches that take little memory."""
    for start in range(begin, octets.size, size):
        yield octets.read(start, min(start + size, octets.size))
