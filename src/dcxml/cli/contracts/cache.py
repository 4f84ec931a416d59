"""Contracts that were read before, kept on disk: by the content of their schemas and the code that reads them.

The files are JSON, which holds no code; they are used where nobody else can write, and a damaged one is read anew.
"""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import dcxml
from dcxml.contract.serialized import contracts_from_text, text_of_contracts
from dcxml.errors import SchemaError
from dcxml.files import replace_file
from dcxml.xsd.sources import read_sources

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dcxml import DataContractSet

__all__ = ["cache_folder", "read_cached_schemas"]

_FOLDER: Final = "DCXML_CACHE_DIR"
_ROOMS: Final = ("contract", "lexical", "xsd")
"""Where the code is on which the contracts of a schema depend."""
_MOST_FILES: Final = 200


def cache_folder() -> Path:
    """Return the folder: ``DCXML_CACHE_DIR``, else ``dcxml`` in ``XDG_CACHE_HOME``, else in ``~/.cache``."""
    given = os.environ.get(_FOLDER)
    if given:
        return Path(given)
    base = os.environ.get("XDG_CACHE_HOME")
    return Path(base if base and Path(base).is_absolute() else Path("~/.cache").expanduser(), "dcxml")


def read_cached_schemas(paths: Sequence[str | os.PathLike[str]]) -> DataContractSet:
    """Return the contracts of schemas, from disk where the same files have been read before.

    :raises SchemaError: as `dcxml.read_schemas` does.
    """
    key = _key(paths)
    try:
        folder = cache_folder()
    except RuntimeError:  # nobody's home is known
        folder = None
    if key is None or folder is None:
        return dcxml.read_schemas(*paths)
    found = _load(folder, key)
    if found is not None:
        return found
    contracts = dcxml.read_schemas(*paths)
    if _key(paths) == key:  # the files are still those that the key is of
        with suppress(OSError, TypeError, LookupError):
            _store(folder, key, contracts)
    return contracts


def _key(paths: Sequence[str | os.PathLike[str]]) -> str | None:
    """Return a digest of all that the contracts depend on, None where the schemas cannot be read."""
    try:
        sources = read_sources(paths)
        paths_read = [each.path for each in sources.documents] + [each.path for each in sources.definitions]
        files = dict.fromkeys(path for path in paths_read if path is not None)
        said = [(os.fspath(path), hashlib.sha256(path.read_bytes()).hexdigest()) for path in files]
        code = [
            (room, entry.name, entry.stat().st_size, entry.stat().st_mtime_ns)
            for room in _ROOMS
            for entry in sorted(os.scandir(Path(dcxml.__file__).parent / room), key=lambda entry: entry.name)
            if entry.is_file()
        ]
    except (SchemaError, OSError):
        return None
    order = [(os.fspath(each.path) if each.path else "", each.namespace) for each in sources.documents]
    return hashlib.sha256(repr((said, order, sources.missing, code)).encode("utf-8", "replace")).hexdigest()


def _load(folder: Path, key: str) -> DataContractSet | None:
    try:
        if not _is_ours_alone(folder):
            return None
        digest, _, text = (folder / f"{key}.json").read_text("ascii").partition("\n")
        return contracts_from_text(text) if digest == _digest(key, text) else None
    except (OSError, ValueError):
        return None


def _store(folder: Path, key: str, contracts: DataContractSet) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _is_ours_alone(folder):
        return
    text = text_of_contracts(contracts)
    replace_file(folder / f"{key}.json", f"{_digest(key, text)}\n{text}".encode("ascii"))
    files = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime)
    for file in files[:-_MOST_FILES]:
        file.unlink(missing_ok=True)


def _digest(key: str, text: str) -> str:
    return hashlib.sha256(f"{key}\n{text}".encode("ascii")).hexdigest()


def _is_ours_alone(folder: Path) -> bool:
    """Tell whether the folder is ours and nobody else may write there; where modes say nothing, it is."""
    if os.name != "posix":
        return True
    found = folder.stat()
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
