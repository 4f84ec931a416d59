"""What a file is to a derivation: a path or an open file, and the name that messages give it."""

from __future__ import annotations

from os import PathLike
from typing import IO

__all__ = ["Source", "name_of"]

Source = str | PathLike[str] | IO[bytes] | IO[str]
"""A file: its path, or the open file."""


def name_of(source: Source) -> str:
    """Return the name of a file for messages."""
    if isinstance(source, str) or hasattr(source, "__fspath__"):
        return str(source)
    return str(getattr(source, "name", "<stream>"))
