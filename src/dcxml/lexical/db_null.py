"""``DBNull``: the value that a database has for none, an empty element in XML; not the null of ``xsi:nil``."""

from __future__ import annotations

from typing import Any, ClassVar, Final, Self, cast, final

from dcxml.errors import LexicalError, ValueTypeError
from dcxml.lexical.characters import WHITE_SPACE

__all__ = ["DBNull", "DBNullType", "format_db_null", "parse_db_null"]


@final
class DBNullType:
    """The type of `DBNull`, for annotations: ``value: DBNullType | None``."""

    __slots__ = ()

    _value: ClassVar[Any] = None

    def __new__(cls) -> Self:
        """Return the one instance, as ``DBNull.Value`` is."""
        if cls._value is None:
            cls._value = super().__new__(cls)
        return cast("Self", cls._value)

    def __bool__(self) -> bool:
        """Return False, as None does."""
        return False

    def __repr__(self) -> str:
        return "DBNull"

    def __reduce__(self) -> str:
        """Pickle and copy by name: there is one in each process."""
        return "DBNull"


DBNull: Final = DBNullType()
"""``System.DBNull.Value``."""


def parse_db_null(text: str) -> DBNullType:
    """Return `DBNull` for an element without text.

    :raises LexicalError: where there is text other than white space.
    """
    if text.strip(WHITE_SPACE):
        raise LexicalError(text, "DBNull", reason="its element is empty")
    return DBNull


def format_db_null(value: object) -> str:
    """Return the text of the element: none.

    :raises LexicalError: where ``value`` is not `DBNull`.
    """
    if value is not DBNull:
        raise ValueTypeError(value, "DBNull")
    return ""
