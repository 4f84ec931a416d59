"""What a column is to those that hold it: an Arrow type, and the two ways between its arrays and values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

__all__ = ["Column"]


class Column(Protocol):
    """A column of the values of one contract; None stands for null, and what null means is its holder's to say.

    Both ways raise `Fault` with the index of the value.
    """

    @property
    def type(self) -> pa.DataType:
        """The Arrow type of the arrays that are made."""

    def to_arrow(self, values: Sequence[Any]) -> pa.Array:
        """Return the array of some values."""

    def from_arrow(self, array: pa.Array) -> list[Any]:
        """Return the values of an array, which may be of any type that holds such values."""
