"""Columns of collections: lists, and maps for dictionaries."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from contextlib import contextmanager
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
from attrs import frozen
from pyarrow import types

from dcxml.arrow.arrays import array_of, is_text, wrong_type
from dcxml.arrow.column import Column  # noqa: TC001 - attrs resolves the annotations of its classes
from dcxml.arrow.faults import Fault
from dcxml.arrow.kept_as_xml import XmlColumn  # noqa: TC001 - as above
from dcxml.binding.pair_mapping import mapping_of
from dcxml.errors import literal_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["ListColumn", "MapColumn"]

_MOST_ITEMS: Final = 2**31 - 1
"""What the 32-bit offsets of Arrow's lists and maps can count."""


@frozen(eq=False)
class ListColumn:
    """A column of lists; the items have a column of their own."""

    item: Column
    is_item_nillable: bool
    as_xml: XmlColumn

    @property
    def type(self) -> pa.DataType:
        """The Arrow type of the arrays that are made."""
        return pa.list_(self.item.type)

    def to_arrow(self, values: Sequence[Any]) -> pa.Array:
        """Return the array of some values."""
        for index, value in enumerate(values):
            if value is not None and not isinstance(value, list | tuple):
                raise Fault(f"{literal_of(value)} is not a list", index)
        offsets = _offsets(values)
        items = [*chain.from_iterable(value for value in values if value is not None)]
        with _in_items(offsets):
            child = self.item.to_arrow(items)
            _check_nulls(child, is_nillable=self.is_item_nillable)
        return pa.ListArray.from_arrays(_offset_array(values, offsets), child, type=self.type)

    def from_arrow(self, array: pa.Array) -> list[Any]:
        """Return the values of an array of lists, or of documents."""
        if is_text(array.type):
            return self.as_xml.from_arrow(array)
        if types.is_null(array.type):
            return [None] * len(array)
        if not types.is_list(array.type) and not types.is_large_list(array.type):
            raise wrong_type(array, "list")
        valid, offsets = _lengths_of(array)
        with _in_items(offsets):
            child = array.flatten()
            _check_nulls(child, is_nillable=self.is_item_nillable)
            items = self.item.from_arrow(child)
        spans = zip(valid, pairwise(offsets), strict=True)
        return [items[start:end] if is_valid else None for is_valid, (start, end) in spans]


@frozen(eq=False)
class MapColumn:
    """A column of dictionaries; keys and values have columns of their own. No key is null, in .NET as in Arrow."""

    key: Column
    value: Column
    is_value_nillable: bool
    as_xml: XmlColumn

    @property
    def type(self) -> pa.DataType:
        """The Arrow type of the arrays that are made."""
        return pa.map_(self.key.type, self.value.type)

    def to_arrow(self, values: Sequence[Any]) -> pa.Array:
        """Return the array of some values."""
        for index, value in enumerate(values):
            if value is not None and not isinstance(value, Mapping):
                raise Fault(f"{literal_of(value)} is not a dictionary", index)
        offsets = _offsets(values)
        pairs = [*chain.from_iterable(value.items() for value in values if value is not None)]
        keys = [key for key, _ in pairs]
        with _in_items(offsets, what="key"):
            key_array = self.key.to_arrow(keys)
            _check_nulls(key_array, is_nillable=False)
        with _in_items(offsets, keys):
            value_array = self.value.to_arrow([value for _, value in pairs])
            _check_nulls(value_array, is_nillable=self.is_value_nillable)
        return pa.MapArray.from_arrays(_offset_array(values, offsets), key_array, value_array, type=self.type)

    def from_arrow(self, array: pa.Array) -> list[Any]:
        """Return the values of an array of maps, of lists of their pairs (Polars has no maps), or of documents."""
        if is_text(array.type):
            return self.as_xml.from_arrow(array)
        if types.is_null(array.type):
            return [None] * len(array)
        if types.is_map(array.type):
            array = array.cast(pa.list_(pa.struct([("key", array.type.key_type), ("value", array.type.item_type)])))
        is_list = types.is_list(array.type) or types.is_large_list(array.type)
        if not is_list or not _is_entry(array.type.value_type):
            raise wrong_type(array, "map, or a list of structs of key and value")
        valid, offsets = _lengths_of(array)
        entries = array.flatten()
        with _in_items(offsets, what="key"):
            key_array = _field(entries, "key")
            _check_nulls(key_array, is_nillable=False)
            keys = self.key.from_arrow(key_array)
        with _in_items(offsets, keys):
            value_array = _field(entries, "value")
            _check_nulls(value_array, is_nillable=self.is_value_nillable)
            values = self.value.from_arrow(value_array)
        pairs = [*zip(keys, values, strict=True)]
        spans = zip(valid, pairwise(offsets), strict=True)
        return [mapping_of(pairs[start:end]) if is_valid else None for is_valid, (start, end) in spans]


def _is_entry(kind: pa.DataType) -> bool:
    return bool(types.is_struct(kind)) and {field.name for field in kind} == {"key", "value"}


def _field(entries: pa.StructArray, name: str) -> pa.Array:
    return entries.flatten()[entries.type.get_field_index(name)]


def _offsets(values: Sequence[Any]) -> list[int]:
    """Return where the items of each value begin among those of all, and where the last ones end."""
    offsets = [0, *accumulate(0 if value is None else len(value) for value in values)]
    if offsets[-1] > _MOST_ITEMS:
        reason = "the items of this column are more than 2,147,483,647 in one batch; allowed are fewer rows in each"
        raise Fault(reason)
    return offsets


def _offset_array(values: Sequence[Any], offsets: list[int]) -> pa.Array:
    """Return the offsets as Arrow wants them: a null list has a null one."""
    given = [None if value is None else offset for value, offset in zip(values, offsets, strict=False)]
    return array_of([*given, offsets[-1]], pa.int32())


def _lengths_of(array: pa.Array) -> tuple[list[bool], list[int]]:
    """Return which lists of an array are not null, and where the items of each begin among those of all such."""
    valid = array.is_valid().to_pylist()
    lengths = (end - start for start, end in pairwise(array.offsets.to_pylist()))
    used = (length if is_valid else 0 for length, is_valid in zip(lengths, valid, strict=True))
    return valid, [0, *accumulate(used)]


def _check_nulls(array: pa.Array, *, is_nillable: bool) -> None:
    """Refuse null where the contract allows none.

    :raises Fault: for the first one.
    """
    if array.null_count and not is_nillable:
        index = array.is_valid().to_pylist().index(False)
        raise Fault("it is None, and the contract allows no nil here", index)


@contextmanager
def _in_items(offsets: list[int], keys: Sequence[Any] | None = None, *, what: str = "") -> Iterator[None]:
    """Give a context in which the index of a fault is that of an item, and becomes that of its list."""
    try:
        yield
    except Fault as fault:
        place = ""
        if fault.index is not None:
            item = fault.index
            fault.index = bisect_right(offsets, item) - 1
            place = str(item - offsets[fault.index]) if keys is None else literal_of(keys[item])
        words = f"{what} {place}".strip()
        fault.path = f"[{words}]{fault.path}"
        raise
