"""Tables in files: Parquet, and Arrow's own format, which Feather (version 2) is."""

from __future__ import annotations

from contextlib import contextmanager
from os import fspath
from typing import IO, TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow import parquet

from dcxml.arrow.file_names import check_name, is_parquet
from dcxml.arrow.tables import CONTRACT
from dcxml.errors import TableError
from dcxml.files import replacing_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

__all__ = ["contract_of", "read_batches", "read_table", "table_writer", "write_batches"]


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
    with _opened(source) as file:
        table = parquet.read_table(file) if is_parquet(source) else pa.ipc.open_file(file).read_all()
        table.validate(full=True)
        return table


def read_batches(source: str | PathLike[str]) -> Iterator[pa.RecordBatch]:
    """Yield the batches of a table in a file, one in memory at a time; errors are those of `read_table`."""
    with _opened(source) as file:
        for batch in parquet.ParquetFile(file).iter_batches() if is_parquet(source) else _batches_of(file):
            batch.validate(full=True)
            yield batch


def _batches_of(file: IO[bytes]) -> Iterator[pa.RecordBatch]:
    reader = pa.ipc.open_file(file)
    for number in range(reader.num_record_batches):
        yield reader.get_batch(number)


def contract_of(source: str | PathLike[str]) -> str | None:
    """Return the name, in Clark form, of the contract that a table in a file was made by; None where it does not say.

    Errors are those of `read_table`.
    """
    with _opened(source) as file:
        schema = parquet.read_schema(file) if is_parquet(source) else pa.ipc.open_file(file).schema
    name = (schema.metadata or {}).get(CONTRACT)
    return None if name is None else name.decode()


@contextmanager
def _opened(source: str | PathLike[str]) -> Iterator[IO[bytes]]:
    check_name(source)
    with open(source, "rb") as file:  # noqa: PTH123 - a folder and a missing file are told as everywhere
        try:
            yield file
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise
            # What is damaged is an OSError too, without a number, as the system's have.
            raise TableError(f"the file cannot be read: {error}", file=fspath(source)) from None


def _writer(file: Any, schema: pa.Schema, target: str | PathLike[str]) -> Any:
    return parquet.ParquetWriter(file, schema) if is_parquet(target) else pa.ipc.new_file(file, schema)
