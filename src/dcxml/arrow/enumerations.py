"""Columns of enumerations: their texts in XML, which those of a closed one are known beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
from attrs import field, frozen

from dcxml.arrow.arrays import array_of, texts
from dcxml.arrow.faults import Fault
from dcxml.arrow.leaves import parsing
from dcxml.codec.enumerations import enumeration_formatter, enumeration_parser
from dcxml.codec.escaping import Escapes
from dcxml.errors import LexicalError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dcxml.arrow.choices import ColumnTypes
    from dcxml.contract.model import EnumDataContract

__all__ = ["EnumerationColumn", "enumeration_column"]

_UNESCAPED: Final = Escapes(text=lambda text: text, attribute=lambda text: text)


@frozen(eq=False)
class EnumerationColumn:
    """A column of one enumeration; ``codes`` are the places of its texts, where it is a dictionary."""

    type: pa.DataType
    format: Callable[[Any], str | None]
    read: Callable[[pa.Array], list[Any]]
    codes: dict[str, int] = field(factory=dict)

    def to_arrow(self, values: Sequence[Any]) -> pa.Array:
        """Return the array of some values.

        A zero that has no text is refused: what is absent has been seen to before.
        """
        found = [None if value is None else self._text(value, index) for index, value in enumerate(values)]
        if not pa.types.is_dictionary(self.type):
            return array_of(found, self.type)
        places = array_of([None if text is None else self.codes[text] for text in found], self.type.index_type)
        return pa.DictionaryArray.from_arrays(places, array_of(list(self.codes), pa.string()))

    def from_arrow(self, array: pa.Array) -> list[Any]:
        """Return the values of an array of texts."""
        return self.read(array)

    def _text(self, value: Any, index: int) -> str:
        try:
            text = self.format(value)
        except LexicalError as error:
            raise Fault(str(error), index) from None
        if text is None:
            raise Fault(f"the zero of {type(value).__name__} has no text, so it cannot be written", index)
        return text


def enumeration_column(python_class: Any, contract: EnumDataContract, choices: ColumnTypes) -> EnumerationColumn:
    """Return the column of an enumeration: a dictionary, where its texts are known and each is one value."""
    is_closed = not contract.is_open and not contract.is_flags and bool(contract.members)
    is_dictionary = is_closed and choices.enumerations == "dictionary"
    codes = {member.name: place for place, member in enumerate(contract.members)} if is_dictionary else {}
    kind = pa.dictionary(pa.int32(), pa.string()) if is_dictionary else pa.string()
    read = parsing(texts, enumeration_parser(python_class, contract))
    return EnumerationColumn(kind, enumeration_formatter(python_class, contract, _UNESCAPED), read, codes)
