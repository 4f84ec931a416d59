"""Columns of the built-in types that have a text, but for those of time."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import pyarrow as pa
from attrs import frozen
from pyarrow import types

from dcxml.arrow.arrays import array_of, integers, octets, storage_of, texts, values_as
from dcxml.arrow.faults import Fault
from dcxml.errors import LexicalError, ValueTypeError
from dcxml.lexical import DBNull
from dcxml.lexical.decimals import format_decimal, parse_decimal
from dcxml.lexical.guid import format_guid, parse_guid
from dcxml.lexical.integers import INTEGER_RANGES
from dcxml.lexical.table import PRIMITIVES
from dcxml.qname import SERIALIZATION, XS, QName, clr_namespace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dcxml.arrow.choices import ColumnTypes
    from dcxml.arrow.column import Column

__all__ = ["LEAVES", "LeafColumn", "parsing"]

_SINGLE: Final = 3.4028234663852886e38
"""The highest finite number of 32 bits."""


@frozen(eq=False)
class LeafColumn:
    """A column of values that are each stored by themselves.

    ``stored`` returns what Arrow takes for a value, ``read`` the values of an array. Values of the ``natural`` type
    alone are taken as they are, where ``is_plain`` of all of them.
    """

    type: pa.DataType
    stored: Callable[[Any], Any]
    read: Callable[[pa.Array], list[Any]]
    natural: type | None = None
    is_plain: Callable[[Sequence[Any]], bool] = lambda _: True

    def to_arrow(self, values: Sequence[Any]) -> pa.Array:
        """Return the array of some values."""
        if self.natural is not None and set(map(type, values)) <= {self.natural, type(None)} and self.is_plain(values):
            try:
                return array_of(values, self.type)
            except (pa.ArrowInvalid, UnicodeEncodeError, OverflowError):
                pass  # one by one, to say which
        stored = []
        for index, value in enumerate(values):
            try:
                stored.append(None if value is None else self.stored(value))
            except (LexicalError, UnicodeEncodeError) as error:
                raise Fault(str(error), index) from None
        try:
            return array_of(stored, self.type)
        except pa.ArrowInvalid:
            self._find_fault(stored)
            raise

    def from_arrow(self, array: pa.Array) -> list[Any]:
        """Return the values of an array."""
        return self.read(array)

    def _find_fault(self, stored: Sequence[Any]) -> None:
        for index, value in enumerate(stored):
            try:
                pa.scalar(value, self.type)
            except pa.ArrowInvalid as error:
                raise Fault(str(error), index) from None


def parsing(read: Callable[[pa.Array], list[Any]], parse: Callable[[Any], Any]) -> Callable[[pa.Array], list[Any]]:
    """Return what reads an array and parses each value.

    The parser's errors are of the value.
    """

    def read_each(array: pa.Array) -> list[Any]:
        found = []
        for index, value in enumerate(read(array)):
            try:
                found.append(None if value is None else parse(value))
            except (LexicalError, ValueError) as error:
                raise Fault(str(error), index) from None
        return found

    return read_each


_SIGNED: Final = {"byte": pa.int8(), "short": pa.int16(), "int": pa.int32(), "long": pa.int64()}
_UNSIGNED: Final = {
    "unsignedByte": (pa.uint8(), pa.int16()),
    "unsignedShort": (pa.uint16(), pa.int32()),
    "unsignedInt": (pa.uint32(), pa.int64()),
    "unsignedLong": (pa.uint64(), pa.decimal128(20)),
}
"""The type of each unsigned integer, and the signed one that holds all its values."""


def _integer(name: QName, choices: ColumnTypes) -> Column:
    own, widened = (_SIGNED[name.name],) * 2 if name.name in _SIGNED else _UNSIGNED[name.name]
    kind = widened if choices.unsigned == "widened" else own
    check = PRIMITIVES[name].format

    def stored(value: Any) -> int:
        check(value)
        return int(value)

    natural = int if kind == own else None  # the signed type holds more than the integer may be
    return LeafColumn(kind, stored, lambda array: integers(array, own, f"xs:{name.name}"), natural)


def _char(_: QName, choices: ColumnTypes) -> Column:
    kind = pa.int32() if choices.unsigned == "widened" else pa.uint16()
    check = PRIMITIVES[QName(SERIALIZATION, "char")].format
    read = parsing(lambda array: integers(array, pa.uint16(), "ser:char, an integer from 0 to 65535"), chr)
    return LeafColumn(kind, lambda value: int(check(value)), read)


def _boolean(name: QName, _: ColumnTypes) -> Column:
    def stored(value: Any) -> bool:
        PRIMITIVES[name].format(value)
        return bool(value)

    return LeafColumn(
        pa.bool_(), stored, lambda array: values_as(array, types.is_boolean, pa.bool_(), "boolean"), natural=bool
    )


def _is_single(values: Sequence[float | None]) -> bool:
    """Tell whether no finite number is beyond 32 bits; Arrow would take such a one for infinity."""
    return not any(value is not None and _SINGLE < abs(value) < inf for value in values)


def _floating(name: QName, _: ColumnTypes) -> Column:
    kind = pa.float32() if name.name == "float" else pa.float64()

    def stored(value: Any) -> float:
        PRIMITIVES[name].format(value)
        return float(value)

    def read(array: pa.Array) -> list[Any]:
        return values_as(
            array, lambda type_: types.is_floating(type_) or types.is_integer(type_), kind, f"xs:{name.name}"
        )

    return LeafColumn(
        kind, stored, read, natural=float, is_plain=_is_single if kind == pa.float32() else lambda _: True
    )


def _decimal(_: QName, choices: ColumnTypes) -> Column:
    if choices.decimals == "text":
        return LeafColumn(pa.string(), format_decimal, _read_decimals)

    def stored(value: Any) -> Any:
        return parse_decimal(format_decimal(value))

    return LeafColumn(pa.decimal128(*choices.decimals), stored, _read_decimals)


def _read_decimals(array: pa.Array) -> list[Any]:
    if types.is_decimal(array.type):
        return parsing(lambda given: given.to_pylist(), lambda value: parse_decimal(format_decimal(value)))(array)
    return parsing(texts, parse_decimal)(array)


def _text(_: QName, __: ColumnTypes) -> Column:
    def stored(value: Any) -> str:
        if not isinstance(value, str):
            raise ValueTypeError(value, "a str")
        value.encode()
        return str.__str__(value)

    return LeafColumn(pa.string(), stored, texts, natural=str)


def _octets(name: QName, _: ColumnTypes) -> Column:
    def stored(value: Any) -> bytes:
        PRIMITIVES[name].format(value)
        return bytes(value)

    return LeafColumn(pa.binary(), stored, octets, natural=bytes)


def _name(_: QName, __: ColumnTypes) -> Column:
    def stored(value: Any) -> str:
        if not isinstance(value, QName):
            raise ValueTypeError(value, "a QName for xs:QName")
        return value.clark

    return LeafColumn(pa.string(), stored, parsing(texts, QName.from_clark))


def _guid(_: QName, __: ColumnTypes) -> Column:
    return LeafColumn(pa.string(), format_guid, _read_guids)


def _read_guids(array: pa.Array) -> list[Any]:
    array = storage_of(array)
    if types.is_binary(array.type) or types.is_fixed_size_binary(array.type):
        return parsing(octets, lambda value: UUID(bytes=value))(array)
    return parsing(texts, parse_guid)(array)


def _db_null(name: QName, _: ColumnTypes) -> Column:
    def stored(value: Any) -> bool:
        PRIMITIVES[name].format(value)
        return True

    def parse(value: bool) -> Any:  # noqa: FBT001 - what the column holds
        if not value:
            raise LexicalError(value, "true, which stands for DBNull")
        return DBNull

    return LeafColumn(
        pa.bool_(), stored, parsing(lambda array: values_as(array, types.is_boolean, pa.bool_(), "bool"), parse)
    )


LEAVES: Final[Mapping[QName, Callable[[QName, ColumnTypes], Column]]] = {
    **dict.fromkeys(INTEGER_RANGES, _integer),
    QName(XS, "boolean"): _boolean,
    QName(XS, "float"): _floating,
    QName(XS, "double"): _floating,
    QName(XS, "decimal"): _decimal,
    QName(XS, "string"): _text,
    QName(XS, "anyURI"): _text,
    QName(XS, "base64Binary"): _octets,
    QName(XS, "QName"): _name,
    QName(SERIALIZATION, "char"): _char,
    QName(SERIALIZATION, "guid"): _guid,
    QName(clr_namespace("System"), "DBNull"): _db_null,
}
"""What makes the column of each built-in type."""
