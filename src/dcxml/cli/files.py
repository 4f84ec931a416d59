"""Files as the command line names them: ``-`` is stdin or stdout, and a file is written as a whole or not at all."""

from __future__ import annotations

import errno
import io
import os
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from dcxml.errors import SchemaError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["STANDARD_STREAM", "STDIN_NAME", "described", "local_paths", "open_sources", "read_input", "write_whole"]

STANDARD_STREAM = "-"
"""How stdin and stdout are named on the command line."""
STDIN_NAME = "stdin"
"""How findings and errors name it."""


def described(error: OSError) -> str:
    """Return the file an error is about, and what is wrong with it."""
    name = f"{error.filename}: " if error.filename else ""
    reason = {
        errno.ENOENT: "there is no such file or folder; allowed: one that exists",
        errno.EISDIR: "this is a folder; allowed: a file",
        errno.ENOTDIR: "a part of this path is a file; allowed: folders that exist",
        errno.EEXIST: "this is a file; allowed: a folder",
        errno.EACCES: "this may not be opened; allowed: a file that may be read, or written",
    }.get(error.errno or 0, error.strerror or str(error))
    return f"{name}{reason}"


def open_sources(names: Sequence[str]) -> list[str | IO[bytes]]:
    """Return the inputs as they are, and for ``-`` what stdin holds, under its own name."""
    _check_once(names)
    return [_Stdin() if name == STANDARD_STREAM else name for name in names]


def read_input(name: str) -> bytes:
    """Return all of a file, or of stdin.

    :raises OSError: where it cannot be read; a folder is told apart on every system.
    """
    if name == STANDARD_STREAM:
        return sys.stdin.buffer.read()
    path = Path(name)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), name)
    return path.read_bytes()


@contextmanager
def local_paths(names: Sequence[str]) -> Iterator[list[Path]]:
    """Give each schema as a path; stdin is put into a file for as long as it is used, errors about it name stdin."""
    _check_once(names)
    if STANDARD_STREAM not in names:
        yield [Path(name) for name in names]
        return
    with tempfile.TemporaryDirectory(prefix="dcxml-") as folder:
        stdin = Path(folder, "stdin.xsd")
        stdin.write_bytes(sys.stdin.buffer.read())
        try:
            yield [stdin if name == STANDARD_STREAM else Path(name) for name in names]
        except SchemaError as error:
            if error.file == str(stdin):
                error.file = STDIN_NAME
            raise


def write_whole(name: str, text: str) -> None:
    """Write a text in UTF-8 to a file, replacing it in one step; a failure leaves what was there.

    :raises OSError: where it cannot be written.
    """
    path = Path(name)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), name)
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise OSError(error.errno, error.strerror, name) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
        # mkstemp keeps the file to its owner; an ordinary one has what the process's mask allows.
        mask = os.umask(0)
        os.umask(mask)
        Path(temporary).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~mask)
        Path(temporary).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise


class _Stdin(io.BytesIO):
    """What stdin holds, as a file with a name."""

    name = STDIN_NAME

    def __init__(self) -> None:
        super().__init__(sys.stdin.buffer.read())


def _check_once(names: Sequence[str]) -> None:
    if names.count(STANDARD_STREAM) > 1:
        raise click.UsageError("stdin (-) can be read once only")
