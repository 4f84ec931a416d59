"""A file is written as a whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path

__all__ = ["replace_file"]


def replace_file(name: str | os.PathLike[str], data: bytes) -> None:
    """Write ``data`` to a file, replacing it in one step; a failure leaves what was there.

    A file that was there keeps its mode; a new one has what the process's mask allows.

    :raises OSError: where it cannot be written, with ``name`` as its file name.
    """
    path = Path(name)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(name))
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(temporary).chmod(_mode_of(path))
            Path(temporary).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(temporary).unlink()
            raise
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(name)) from None


def _mode_of(path: Path) -> int:
    """Return the mode of a file, or of a new one: mkstemp alone keeps its file to its owner."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
