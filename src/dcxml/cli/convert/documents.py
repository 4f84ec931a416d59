"""Rows back to documents: one in each file of a new folder, which is there as a whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

import dcxml
from dcxml import arrow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dcxml.cli.console.progress import Progress

__all__ = ["Root", "write_documents"]


def write_documents(tables: Sequence[str], root: Root, output: str, progress: Progress) -> int:
    """Write each row of some tables to a document ``000001.xml`` of a folder, and return how many there are.

    :raises OSError: where a table cannot be read, or the folder has files or cannot be written.
    :raises TableError: for what is no value of the contract, or one that no document can hold, with file and row.
    """
    serializer = root.serializer()
    count = 0
    with _new_folder(output) as folder:
        for name in tables:
            for row, value in enumerate(_values(name, root)):
                count += 1
                try:
                    data = serializer.dumps(value)
                except dcxml.EncodeError as error:
                    raise dcxml.TableError(str(error), row=row, file=name) from error
                (folder / f"{count:06}.xml").write_bytes(data)
                progress.step()
    return count


@frozen(kw_only=True)
class Root:
    """What the documents are, and how they are written."""

    annotation: Any
    known_types: tuple[Any, ...]
    dialect: dcxml.Dialect
    indent: int | None

    def serializer(self) -> dcxml.DataContractSerializer[Any]:
        """Return what writes them."""
        return dcxml.DataContractSerializer(
            self.annotation, known_types=self.known_types, dialect=self.dialect, indent=self.indent
        )


def _values(name: str, root: Root) -> Iterator[Any]:
    try:
        yield from arrow.from_batches(arrow.read_batches(name), root.annotation, known_types=root.known_types)
    except dcxml.TableError as error:
        error.file = name
        raise


@contextmanager
def _new_folder(name: str) -> Iterator[Path]:
    """Give a folder to fill, which becomes the one of that name at the end; it may be there if it is empty.

    :raises OSError: where it has files, is no folder, or cannot be written.
    """
    path = Path(name)
    if path.is_dir() and any(path.iterdir()):
        raise OSError(errno.ENOTEMPTY, "this folder has files; allowed: a new folder, or an empty one", name)
    if path.exists() and not path.is_dir():
        raise OSError(errno.EEXIST, "", name)
    try:
        temporary = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}."))
    except OSError as error:
        raise OSError(error.errno, error.strerror, name) from None
    try:
        yield temporary
        temporary.chmod(0o777 & ~_mask())
        temporary.replace(path)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def _mask() -> int:
    """Return the mask of the process, which can only be asked for by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
