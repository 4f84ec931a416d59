"""What a document can be given as: itself, its path, an open file."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from dcxml.octets import HeldOctets, OctetsOfFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from os import PathLike

    from dcxml.octets import Octets

    Document = bytes | bytearray | memoryview | str

__all__ = ["opened"]


@contextmanager
def opened(
    source: Document | PathLike[str] | IO[bytes] | IO[str],
) -> Iterator[tuple[Octets | None, Callable[[], Document]]]:
    """Give the octets of a document, where they can be read again and again, and what gives all of it."""
    if isinstance(source, bytes | bytearray | memoryview):
        yield HeldOctets(source), lambda: source
    elif isinstance(source, os.PathLike):
        with Path(source).open("rb") as file:
            yield _of_file(file)
    elif isinstance(source, str) or not hasattr(source, "read"):
        yield None, lambda: cast("str", source)
    else:
        yield _of_file(source)


def _of_file(file: IO[bytes] | IO[str]) -> tuple[Octets | None, Callable[[], Document]]:
    """Return the octets of an open file; None for those of text, or of a file that is not at its beginning."""
    if not isinstance(file.read(0), bytes) or not file.seekable() or file.tell():
        return None, file.read
    octets = OctetsOfFile.of(cast("IO[bytes]", file))
    file.seek(0)
    return octets, lambda: octets.read(0, octets.size)
