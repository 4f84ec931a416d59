"""Arrays read as Python values, whichever of Arrow's types for the same thing they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow import types

from dcxml.arrow.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["array_of", "has_none", "integers", "is_text", "octets", "storage_of", "texts", "values_as", "wrong_type"]


def has_none(values: Sequence[Any]) -> bool:
    """Tell whether None is among some values, none of which is asked whether it is equal."""
    return type(None) in set(map(type, values))


def wrong_type(array: pa.Array, wanted: str) -> Fault:
    """Return the fault of a column whose type holds other things."""
    return Fault(f"the column is of type {array.type}; allowed is {wanted}")


def array_of(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """Return the array of some values, each of which ``kind`` holds as it is.

    :raises Fault: where they are more than one array can hold.
    """
    array = pa.array(values, kind)
    if isinstance(array, pa.ChunkedArray):
        reason = "the texts of this column are more than 2 GB in one batch; allowed are fewer rows in each"
        raise Fault(reason)
    return array


def storage_of(array: pa.Array) -> pa.Array:
    """Return the array without dictionaries, views and extension types."""
    if isinstance(array, pa.ExtensionArray):
        array = array.storage
    if types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if types.is_string_view(array.type):
        return array.cast(pa.large_string())
    if types.is_binary_view(array.type):
        return array.cast(pa.large_binary())
    return array


def values_as(array: pa.Array, accepts: Callable[[pa.DataType], bool], kind: pa.DataType, wanted: str) -> list[Any]:
    """Return the values of an array that is of the right family of types, as ``kind`` holds them.

    :raises Fault: where it is of another family, or ``kind`` does not hold a value.
    """
    array = storage_of(array)
    if types.is_null(array.type):
        return [None] * len(array)
    if not accepts(array.type):
        raise wrong_type(array, wanted)
    if array.type != kind:
        array = _cast(array, kind, wanted)
    found: list[Any] = array.to_pylist()
    return found


def _cast(array: pa.Array, kind: pa.DataType, wanted: str) -> pa.Array:
    try:
        return array.cast(kind)
    except pa.ArrowInvalid:
        for index in range(len(array)):
            try:
                array.slice(index, 1).cast(kind)
            except pa.ArrowInvalid:
                raise Fault(f"{array[index].as_py()!r} is not {wanted}", index) from None
        raise


def is_text(kind: pa.DataType) -> bool:
    """Tell whether an array of a type holds texts."""
    if types.is_dictionary(kind):
        kind = kind.value_type
    return any((types.is_string(kind), types.is_large_string(kind), types.is_string_view(kind)))


def texts(array: pa.Array) -> list[str | None]:
    """Return the texts of an array, dictionaries and large strings too.

    :raises Fault: where it holds something else.
    """
    array = storage_of(array)
    if types.is_null(array.type):
        return [None] * len(array)
    if not is_text(array.type):
        raise wrong_type(array, "string")
    found: list[str | None] = array.to_pylist()
    return found


def integers(array: pa.Array, kind: pa.DataType, wanted: str) -> list[int | None]:
    """Return the integers of an array, none of them beyond ``kind``; a decimal without fraction is one too.

    :raises Fault: as `values_as` does.
    """
    return values_as(array, lambda type_: types.is_integer(type_) or types.is_decimal(type_), kind, wanted)


def octets(array: pa.Array) -> list[bytes | None]:
    """Return the octets of an array of any of the binary types.

    :raises Fault: as `values_as` does.
    """

    def accepts(kind: pa.DataType) -> bool:
        return any((types.is_binary(kind), types.is_large_binary(kind), types.is_fixed_size_binary(kind)))

    return values_as(array, accepts, pa.large_binary(), "binary")
