"""Values to Arrow and back: tables of what fits in memory, batches of what does not."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
from attrs import field, frozen

from dcxml.arrow.choices import ColumnTypes
from dcxml.arrow.faults import Fault
from dcxml.arrow.layout import Layout
from dcxml.arrow.sharing import Sharing
from dcxml.arrow.structs import StructColumn
from dcxml.errors import TableError
from dcxml.serializer import DataContractSerializer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dcxml.arrow.column import Column

__all__ = ["CONTRACT", "ROWS", "from_batches", "from_table", "schema", "to_batches", "to_table"]

ROWS: Final = 10_000
"""How many rows a batch has."""
_VALUE: Final = "value"
"""The one column of what is no class."""
_DEFAULTS: Final = ColumnTypes()
CONTRACT: Final = b"dcxml.contract"
"""The key of the contract's name in a schema's metadata."""


def schema(cls: Any, *, known_types: Iterable[Any] = (), types: ColumnTypes = _DEFAULTS) -> pa.Schema:
    """Return the Arrow schema of a contract: a column for each member of a class, else one column ``value``.

    :raises InvalidDataContractError: where ``cls`` or a known type is no data contract.
    :raises TableError: where the contract has no schema.
    """
    return _Rows.of(cls, known_types, types).schema


def to_table(
    values: Iterable[Any], cls: Any, *, known_types: Iterable[Any] = (), types: ColumnTypes = _DEFAULTS
) -> pa.Table:
    """Return a table with a row for each value of ``cls``, what `dcxml.loads` would return of as many documents.

    :raises InvalidDataContractError: where ``cls`` or a known type is no data contract.
    :raises TableError: for what no column holds, with row and path.
    """
    rows = _Rows.of(cls, known_types, types)
    return pa.Table.from_batches(rows.batches(values, ROWS), rows.schema)


def to_batches(  # noqa: PLR0913 - one keyword for each setting
    values: Iterable[Any],
    cls: Any,
    *,
    rows: int = ROWS,
    known_types: Iterable[Any] = (),
    types: ColumnTypes = _DEFAULTS,
    on_error: Callable[[TableError], object] | None = None,
) -> pa.RecordBatchReader:
    """Return a reader of batches of so many ``rows``, which takes the values as it is read.

    With the values of `dcxml.iterload` memory stays the same however many there are. Errors are those of `to_table`,
    and whatever the values raise, where the batch is read.

    :param on_error: is called with the error of each value that no row holds, which is then left out; its ``row`` is
        the value's place among all. None raises it.
    :raises TypeError: where the rows of a batch are no number.
    :raises ValueError: where a batch would have no rows.
    """
    if isinstance(rows, bool) or not isinstance(rows, int):
        message = f"rows is {rows!r}; wanted is a number"
        raise TypeError(message)
    if rows < 1:
        message = f"rows is {rows!r}; allowed are 1 and more"
        raise ValueError(message)
    made = _Rows.of(cls, known_types, types)
    return pa.RecordBatchReader.from_batches(made.schema, made.batches(values, rows, on_error))


def from_table(table: pa.Table | pa.RecordBatch, cls: Any, *, known_types: Iterable[Any] = ()) -> list[Any]:
    """Return the values of ``cls`` in the rows of a table, whichever of the `ColumnTypes` it has.

    A member without a column is absent.

    :raises InvalidDataContractError: where ``cls`` or a known type is no data contract.
    :raises TableError: for what is no value of the contract, with row and path.
    :raises TypeError: for what is no table.
    """
    batches = table.to_batches() if isinstance(table, pa.Table) else [table]
    rows = _Rows.of(cls, known_types, _DEFAULTS)
    if not batches:
        rows.check(table.schema)
    return [value for found in rows.values(batches) for value in found]


def from_batches(batches: Iterable[pa.RecordBatch], cls: Any, *, known_types: Iterable[Any] = ()) -> Iterator[Any]:
    """Yield the values of ``cls`` in some batches, a `pyarrow.RecordBatchReader` for one; errors as `from_table`."""
    rows = _Rows.of(cls, known_types, _DEFAULTS)
    return (value for found in rows.values(batches) for value in found)


@frozen(eq=False)
class _Rows:
    """The rows of one contract: its column, which is the whole row where it is a class."""

    column: Column
    sharing: Sharing
    schema: pa.Schema = field(eq=False)

    @classmethod
    def of(cls, annotation: Any, known_types: Iterable[Any], types: ColumnTypes) -> _Rows:
        """Lay out a contract.

        :raises TableError: where it has no schema.
        :raises TypeError: where the types are none.
        """
        _check_types(types)
        serializer: DataContractSerializer[Any] = DataContractSerializer(annotation, known_types=known_types)
        codec, root, _, _ = serializer.compiled
        try:
            column = Layout(codec, types).column(root.type)
        except Fault as fault:
            raise TableError(fault.reason, path=fault.path.lstrip(".")) from None
        fields = list(column.type) if isinstance(column, StructColumn) else [pa.field(_VALUE, column.type)]
        return cls(column, Sharing.of(codec.plan), pa.schema(fields, {CONTRACT: root.type.clark}))

    def batches(
        self, values: Iterable[Any], rows: int, on_error: Callable[[TableError], object] | None = None
    ) -> Iterator[pa.RecordBatch]:
        """Yield batches of some rows each, or of fewer where values are left out."""
        waiting = iter(values)
        first = 0
        while some := [*enumerate(islice(waiting, rows), first)]:
            first += len(some)
            while some:
                try:
                    batch = pa.RecordBatch.from_arrays(self._arrays([value for _, value in some]), schema=self.schema)
                except Fault as fault:
                    error = _told(fault, None if fault.index is None else some[fault.index][0])
                    if on_error is None or fault.index is None:
                        raise error from None
                    on_error(error)
                    del some[fault.index]
                else:
                    yield batch
                    break

    def values(self, batches: Iterable[pa.RecordBatch]) -> Iterator[list[Any]]:
        """Yield the values of each batch."""
        first = 0
        for batch in batches:
            if not isinstance(batch, pa.RecordBatch):
                message = f"the table is of type {type(batch).__name__}; wanted is a table or a batch of pyarrow"
                raise TypeError(message)
            try:
                yield self.column.from_arrow(self._array(batch))
            except Fault as fault:
                raise _told(fault, None if fault.index is None else first + fault.index) from None
            first += batch.num_rows

    def check(self, given: pa.Schema) -> None:
        """Refuse the columns of a table without rows, as its values would be.

        :raises TableError: where a column is none of the contract.
        """
        for _ in self.values([pa.RecordBatch.from_arrays([pa.nulls(0, each.type) for each in given], schema=given)]):
            pass

    def _arrays(self, values: list[Any]) -> list[pa.Array]:
        if isinstance(self.column, StructColumn):
            for index, value in enumerate(values):
                if value is None:
                    raise Fault("it is None, and a row is a value", index)
            self.sharing.check(self.column, values)
            return self.column.arrays(values)
        self.sharing.check(self.column, values)
        return [self.column.to_arrow(values)]

    def _array(self, batch: pa.RecordBatch) -> pa.Array:
        """Return the column of a batch's rows."""
        if isinstance(self.column, StructColumn):
            return batch.to_struct_array()
        if batch.schema.names != [_VALUE]:
            raise Fault(f"the columns are {', '.join(batch.schema.names) or 'none'}; allowed is {_VALUE!r} alone")
        return batch.column(0)


def _check_types(types: object) -> None:
    if not isinstance(types, ColumnTypes):
        message = f"types is {types!r}; wanted are ColumnTypes, such as ColumnTypes(absent='null')"
        raise TypeError(message)


def _told(fault: Fault, row: int | None) -> TableError:
    """Return the error that callers get of a fault."""
    return TableError(fault.reason, row=row, path=fault.path.lstrip("."))
