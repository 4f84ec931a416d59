"""Schemas to files, one for each namespace: their names, and all of them put in place at once."""

from __future__ import annotations

import re
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Final

from dcxml.qname import SERIALIZATION
from dcxml.xsd.exporter import schema_documents, serialization_schema
from dcxml.xsd.text import schema_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import PathLike

    from dcxml.contract.contract_set import DataContractSet

__all__ = ["write_schemas"]

_LONGEST_FILE_NAME: Final = 120
_RESERVED_FILE_NAMES: Final = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)")


def write_schemas(contracts: DataContractSet, directory: str | PathLike[str]) -> list[Path]:
    """Write one file for each schema of `schema_documents` into ``directory``, made where it is not there.

    A file is named after the last part of its namespace (``CMT.UP.Web.Models.xsd``). All are written beside their
    places first and put there after, each in one step, so a reader never sees half a file.

    :raises SchemaError: as `schema_documents` does.
    :raises OSError: where a file cannot be written.
    """
    folder = Path(directory)
    documents = schema_documents(contracts)
    texts = {
        folder / name: serialization_schema() if namespace == SERIALIZATION else schema_text(root).encode()
        for (namespace, root), name in zip(documents.items(), _file_names(documents), strict=True)
    }
    folder.mkdir(parents=True, exist_ok=True)
    temporary = {path: path.with_name(f".{path.name}.{token_hex(4)}") for path in texts}
    try:
        for path, text in texts.items():
            temporary[path].write_bytes(text)
        for path in texts:
            temporary[path].replace(path)
    finally:
        for path in temporary.values():
            path.unlink(missing_ok=True)
    return list(texts)


def _file_names(namespaces: Iterable[str]) -> Iterator[str]:
    """Yield a name for each namespace: its last part, made safe on any system, no two alike even in case."""
    taken: set[str] = set()
    for namespace in namespaces:
        last = re.split(r"[/:#?\\]", namespace.rstrip("/:#?\\ \t\n\r"))[-1]
        stem = re.sub(r"[^A-Za-z0-9._-]+", "_", last).strip(".")[:_LONGEST_FILE_NAME] or "schema"
        stem = f"_{stem}" if _RESERVED_FILE_NAMES.match(stem) else stem
        name, count = stem, 1
        while name.lower() in taken:
            count += 1
            name = f"{stem}-{count}"
        taken.add(name.lower())
        yield f"{name}.xsd"
