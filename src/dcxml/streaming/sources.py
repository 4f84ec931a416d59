"""Where a document is read from piece by piece: a file that can be read again, or a copy of one that cannot."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

from dcxml.octets import HeldOctets, OctetsOfFile
from dcxml.xmlio import is_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

    from dcxml.octets import Octets

__all__ = ["opened_octets"]


@contextmanager
def opened_octets(source: str | PathLike[str] | IO[bytes] | IO[str]) -> Iterator[Octets | str]:
    """Give the octets of a path or an open file; of a file of text its text, as a whole.

    An open file that cannot be read twice from its beginning is copied to a temporary one.

    :raises OSError: as ``open`` does.
    """
    given: Any = source
    if is_path(source):
        with open(given, "rb") as file:  # noqa: PTH123 - a path of any kind, as open() takes it
            yield from _octets_of(file)
    else:
        yield from _octets_of(given)


def _octets_of(file: Any) -> Iterator[Octets | str]:
    if _is_at_its_beginning(file):
        yield OctetsOfFile.of(file) if isinstance(file.read(0), bytes) else file.read()
    else:
        first = file.read(1)
        if isinstance(first, str):
            yield first + file.read()
            return
        with tempfile.TemporaryFile() as copy:
            copy.write(first)
            shutil.copyfileobj(file, copy)
            yield OctetsOfFile.of(copy) if copy.tell() else HeldOctets(b"")


def _is_at_its_beginning(file: Any) -> bool:
    try:
        return bool(file.seekable()) and file.tell() == 0
    except (AttributeError, OSError):
        return False
