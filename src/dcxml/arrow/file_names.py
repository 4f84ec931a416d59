"""How the name of a file says which format of tables it has. Known without pyarrow."""

from __future__ import annotations

from os import fspath
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from os import PathLike

__all__ = ["check_name", "is_parquet", "is_table"]

_PARQUET: Final = ".parquet"
_SUFFIXES: Final = (_PARQUET, ".arrow", ".feather")


def is_table(name: str | PathLike[str]) -> bool:
    """Tell whether a file is a table by its name."""
    return _suffix(name) in _SUFFIXES


def is_parquet(name: str | PathLike[str]) -> bool:
    """Tell whether a table is one of Parquet by its name; the others have Arrow's own format."""
    return _suffix(name) == _PARQUET


def check_name(name: str | PathLike[str]) -> None:
    """Refuse a name that says no format.

    :raises ValueError: with the ones that do.
    """
    if not is_table(name):
        message = f"{fspath(name)}: its name says no format of tables; allowed are {', '.join(_SUFFIXES)}"
        raise ValueError(message)


def _suffix(name: str | PathLike[str]) -> str:
    return PurePath(name).suffix.lower()
