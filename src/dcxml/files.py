"""Files are written as a whole or not at all."""

from __future__ import annotations

import errno
import io
import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["replace_file", "replace_files", "replacing_file", "write_whole"]


def replace_file(name: str | os.PathLike[str], data: bytes) -> None:
    """Write ``data`` to a file, replacing it in one step; a failure leaves what was there.

    A file that was there keeps its mode; a new one has what the process's mask allows. A symbolic link stays, and what
    it leads to is written. What is no regular file, such as a pipe or a device, is written to as it is.

    :raises OSError: where it cannot be written, with ``name`` as its file name.
    """
    replace_files({name: data})


@contextmanager
def replacing_file(name: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    """Give a file to write to, which replaces the one of that name in one step at the end.

    A failure, or an interrupt, leaves what was there. What is no regular file, such as a pipe, is written to as it is.

    :raises OSError: where it cannot be written, with ``name`` as its file name.
    """
    if _is_special(Path(name)):
        with _opened(Path(name), name) as file:
            yield file
        return
    target = Path(os.path.realpath(name)) if Path(name).is_symlink() else Path(name)
    try:
        temporary = _written_beside(target, b"")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(name)) from None
    try:
        with _opened(temporary, name) as file:
            yield file
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def write_whole(file: IO[bytes], data: bytes) -> None:
    """Write all of ``data`` to an open file: one without a buffer may take less than it is given.

    :raises OSError: where it cannot be written.
    """
    if not isinstance(file, io.RawIOBase):
        file.write(data)
        return
    rest = memoryview(data)
    while rest:
        count = file.write(rest)
        if count is None:
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        rest = rest[count:]


def replace_files(files: Mapping[str | os.PathLike[str], bytes]) -> None:
    """Write several files: none is replaced before all are written beside their places, then each in one step.

    What is no regular file is written to as it is, at the end.

    :raises OSError: where one cannot be written, with its name.
    """
    written: dict[Path, Path] = {}
    name: str | os.PathLike[str] = ""
    try:
        for name, data in files.items():
            if _is_special(Path(name)):
                continue
            target = Path(os.path.realpath(name)) if Path(name).is_symlink() else Path(name)
            written[target] = _written_beside(target, data)
        for name, temporary in written.items():
            temporary.replace(name)
        for name, data in files.items():
            if _is_special(Path(name)):
                Path(name).write_bytes(data)
    except BaseException as error:
        for temporary in written.values():
            with suppress(OSError):
                temporary.unlink()
        if isinstance(error, OSError):
            raise OSError(error.errno, error.strerror, str(name)) from None
        raise


def _is_special(path: Path) -> bool:
    """Tell whether there is something that is neither a file nor a folder: it must not make room for a file."""
    return path.exists() and not path.is_file() and not path.is_dir()


def _written_beside(path: Path, data: bytes) -> Path:
    """Return a temporary file with the data, in the folder of ``path``."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    import tempfile  # noqa: PLC0415 - who writes nothing does not pay for it

    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).chmod(_mode_of(path))
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise
    return Path(temporary)


def _mode_of(path: Path) -> int:
    """Return the mode of a file, or of a new one: mkstemp alone keeps its file to its owner."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


class _NamedFile(io.FileIO):
    """A file whose faults have the name that its caller knows it by."""

    def __init__(self, path: Path, name: str | os.PathLike[str]) -> None:
        super().__init__(path, "w")
        self._known_as = str(name)

    def write(self, data: Any) -> int:
        try:
            return super().write(data)
        except OSError as error:
            raise OSError(error.errno, error.strerror, self._known_as) from None


def _opened(path: Path, name: str | os.PathLike[str]) -> IO[bytes]:
    return io.BufferedWriter(_NamedFile(path, name))
