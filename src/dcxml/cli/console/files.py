"""Files as the command line names them: ``-`` is stdin or stdout."""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from dcxml.errors import SchemaError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["STANDARD_STREAM", "STDIN_NAME", "described", "local_paths", "open_sources", "read_input", "reason_of"]

STANDARD_STREAM = "-"
"""How stdin and stdout are named on the command line."""
STDIN_NAME = "stdin"
"""How findings and errors name it."""


def described(error: OSError) -> str:
    """Return the file an error is about, and what is wrong with it."""
    return f"{error.filename}: {reason_of(error)}" if error.filename else reason_of(error)


def reason_of(error: OSError) -> str:
    """Return what is wrong with a file, or with the folder that it would be in, and what is allowed."""
    folder = os.path.dirname(str(error.filename or "").rstrip(os.sep))  # noqa: PTH120 - "" stays ""
    if error.errno == errno.ENOENT and folder and not os.path.lexists(folder):
        return f"there is no folder {folder}; allowed: one that exists"
    return {
        errno.ENOENT: "there is no such file or folder; allowed: one that exists",
        errno.EISDIR: "this is a folder; allowed: a file",
        errno.ENOTDIR: "a part of this path is a file; allowed: folders that exist",
        errno.EEXIST: "this is a file; allowed: a folder",
        errno.EACCES: "permission denied; allowed: a file that may be read, or written",
    }.get(error.errno or 0, error.strerror or str(error))


def open_sources(names: Sequence[str]) -> list[str | IO[bytes]]:
    """Return the inputs as they are, and for ``-`` what stdin holds, under its own name."""
    _check_once(names)
    return [_Stdin() if name == STANDARD_STREAM else name for name in names]


def read_stdin() -> bytes:
    """Return all that stdin holds.

    :raises OSError: where it is closed.
    """
    if sys.stdin is None:
        raise OSError(errno.EBADF, "stdin is closed")
    return sys.stdin.buffer.read()


def read_input(name: str) -> bytes:
    """Return all of a file, or of stdin.

    :raises OSError: where it cannot be read; a folder is told apart on every system.
    """
    if name == STANDARD_STREAM:
        return read_stdin()
    path = Path(name)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), name)
    return path.read_bytes()


@contextmanager
def local_paths(names: Sequence[str], *, stdin: bytes | None = None) -> Iterator[list[str | Path]]:
    """Give each schema as its name; stdin is put into a file for as long as it is used, errors about it name stdin.

    ``stdin`` is what it held, where it has been read before.
    """
    _check_once(names)
    if STANDARD_STREAM not in names:
        yield list(names)
        return
    import tempfile  # noqa: PLC0415 - for stdin only

    with tempfile.TemporaryDirectory(prefix="dcxml-") as folder:
        file = Path(folder, "stdin.xsd")
        file.write_bytes(read_stdin() if stdin is None else stdin)
        try:
            yield [file if name == STANDARD_STREAM else name for name in names]
        except SchemaError as error:
            for each in (error, *error.others):
                if each.file == str(file):
                    each.file = STDIN_NAME
            raise


class _Stdin(io.BytesIO):
    """What stdin holds, as a file with a name."""

    name = STDIN_NAME

    def __init__(self) -> None:
        super().__init__(read_stdin())


def _check_once(names: Sequence[str]) -> None:
    if names.count(STANDARD_STREAM) > 1:
        raise click.UsageError("stdin (-) can be read once only")
