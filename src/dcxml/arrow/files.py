"""Tables in files: Parquet, and Arrow's own format, which Feather (version 2) is."""

from __future__ import annotations

from contextlib import contextmanager
from os import fspath
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
from pyarrow import parquet

from dcxml.errors import TableError
from dcxml.files import replacing_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from os import PathLike

__all__ = ["SUFFIXES", "check_name", "read_table", "table_writer", "write_batches"]

SUFFIXES: Final = (".parquet", ".arrow", ".feather")
"""How a file's name says its format."""


def check_name(name: str | PathLike[str]) -> None:
    """Refuse a name that says no format.

    :raises ValueError: with the ones that do.
    """
    if _suffix(name) not in SUFFIXES:
        message = f"{fspath(name)}: its name says no format of tables; allowed are {', '.join(SUFFIXES)}"
        raise ValueError(message)


def write_batches(batches: pa.RecordBatchReader, target: str | PathLike[str]) -> int:
    """Write batches to a file, in the format that its name says, and return how many rows there were.

    The file is replaced at the end, or left as it was where something fails. A batch is a row group of Parquet.

    :raises OSError: where the file cannot be written.
    :raises TableError: as the batches raise it.
    :raises ValueError: where its name says no format.
    """
    rows = 0
    with table_writer(target, batches.schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
            rows += batch.num_rows
    return rows


@contextmanager
def table_writer(target: str | PathLike[str], schema: pa.Schema) -> Iterator[Any]:
    """Give what has a ``write_batch``; the file is replaced at the end, or left as it was where something fails.

    :raises OSError: where the file cannot be written.
    :raises ValueError: where its name says no format.
    """
    check_name(target)
    with replacing_file(target) as file, _writer(file, schema, target) as writer:
        yield writer


def read_table(source: str | PathLike[str]) -> pa.Table:
    """Return the table in a file, of the format that its name says.

    :raises OSError: where the file cannot be read.
    :raises TableError: where it is of another format, or damaged.
    :raises ValueError: where its name says no format.
    """
    check_name(source)
    read: Callable[[Any], pa.Table] = _read_parquet if _suffix(source) == ".parquet" else _read_arrow
    with open(source, "rb") as file:  # noqa: PTH123 - a folder and a missing file are told as everywhere
        try:
            return read(file)
        except pa.ArrowInvalid as error:
            raise TableError(f"the file cannot be read: {error}", file=fspath(source)) from None


def _suffix(name: str | PathLike[str]) -> str:
    return PurePath(name).suffix.lower()


def _writer(file: Any, schema: pa.Schema, target: str | PathLike[str]) -> Any:
    return parquet.ParquetWriter(file, schema) if _suffix(target) == ".parquet" else pa.ipc.new_file(file, schema)


def _read_parquet(file: Any) -> pa.Table:
    return parquet.read_table(file)


def _read_arrow(file: Any) -> pa.Table:
    return pa.ipc.open_file(file).read_all()
