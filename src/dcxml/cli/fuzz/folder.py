"""The folder of fuzzed documents: the files of an earlier run make room, and no others."""

from __future__ import annotations

import errno
import json
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from dcxml.fuzzing import MANIFEST, document_name, manifest_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO, Any

    from dcxml.fuzzing import FuzzedDocument

__all__ = ["FuzzFolder", "check_folder", "fuzz_folder"]


class FuzzFolder:
    """A folder being filled."""

    def __init__(self, path: Path, manifest: IO[bytes]) -> None:
        """Fill ``path``, and list in ``manifest``, which keeps nothing back, what is in it."""
        self.path = path
        self._manifest = manifest
        self._count = 0

    def add(self, document: FuzzedDocument, **more: Any) -> str:
        """Write a document and its line; return the name of its file."""
        self._count += 1
        name = document_name(self._count, document)
        self._write(name, document.data, manifest_line(name, document, **more))
        return name

    def add_file(self, name: str, text: str) -> Path:
        """Write a file that is no document, and list it."""
        self._write(name, text.encode(), json.dumps({"file": name}))
        return self.path / name

    def _write(self, name: str, data: bytes, line: str) -> None:
        """Write a file, and its line at once: whatever ends the run, the manifest lists what is in the folder."""
        path = self.path / name
        try:
            path.write_bytes(data)
            left = f"{line}\n".encode()
            while left:
                left = left[self._manifest.write(left) :]  # on a full disk a part of it, and then none
        except BaseException as error:
            with suppress(OSError):
                path.unlink()
            if isinstance(error, OSError):
                raise OSError(error.errno, error.strerror, str(path)) from None
            raise


@contextmanager
def fuzz_folder(name: str, *, force: bool) -> Iterator[FuzzFolder]:
    """Give a folder to fill: a new one, an empty one, or that of an earlier run, whose files are removed first.

    :raises OSError: where there are other files in it and ``force`` does not say that they may stay, or it cannot be
        written.
    """
    check_folder(name, force=force)
    path = Path(name)
    path.mkdir(parents=True, exist_ok=True)
    for each in _files_of_earlier_run(path):
        (path / each).unlink(missing_ok=True)
    with (path / MANIFEST).open("wb", buffering=0) as manifest:
        yield FuzzFolder(path, manifest)


def check_folder(name: str, *, force: bool) -> None:
    """Refuse a folder that has files of others, unless ``force`` says that they may stay.

    :raises OSError: naming the first of them.
    """
    path = Path(name)
    others = sorted({each.name for each in path.iterdir()} - _files_of_earlier_run(path)) if path.exists() else []
    if others and not force:
        reason = (
            f"{others[0]} in this folder is not of dcxml fuzz; allowed: an empty folder, or --force to write beside it"
        )
        raise OSError(errno.EPERM, reason, name)


def _files_of_earlier_run(path: Path) -> set[str]:
    """Return the names of the files that the manifest in a folder lists, and its own."""
    manifest = path / MANIFEST
    if not manifest.is_file():
        return set()
    found = {MANIFEST}
    for line in manifest.read_text("utf-8", errors="replace").splitlines():
        try:
            name = json.loads(line)["file"]
        except (ValueError, KeyError, TypeError):
            continue  # no line of ours
        if isinstance(name, str) and name == Path(name).name:
            found.add(name)
    return {each for each in found if (path / each).is_file()}
