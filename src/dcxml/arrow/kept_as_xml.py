"""Columns of texts of XML: values that no Arrow type describes, each as the document that `dumps` writes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
from attrs import frozen

from dcxml.arrow.arrays import array_of, texts
from dcxml.arrow.faults import Fault
from dcxml.errors import DecodeError, EncodeError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dcxml.codec.codec import Codec
    from dcxml.codec.roots import Root

__all__ = ["XmlColumn"]


@frozen(eq=False)
class XmlColumn:
    """A column of the documents of one contract; nil is null."""

    codec: Codec
    root: Root

    @property
    def type(self) -> pa.DataType:
        """The Arrow type of the arrays that are made."""
        return pa.string()

    def to_arrow(self, values: Sequence[Any]) -> pa.Array:
        """Return the array of some values."""
        return array_of(
            [None if value is None else self._text(value, index) for index, value in enumerate(values)], self.type
        )

    def from_arrow(self, array: pa.Array) -> list[Any]:
        """Return the values of an array of texts."""
        return [None if text is None else self._value(text, index) for index, text in enumerate(texts(array))]

    def _text(self, value: Any, index: int) -> str:
        try:
            return self.codec.encode(value, self.root)
        except EncodeError as error:
            raise Fault(str(error), index) from None

    def _value(self, text: str, index: int) -> Any:
        try:
            return self.codec.decode(text, self.root)
        except DecodeError as error:
            raise Fault(str(error), index) from None
