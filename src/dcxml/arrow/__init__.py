"""What contracts describe as Arrow tables, and so for Parquet, Spark, Ray and Polars. The one door to pyarrow.

Needs the extra ``arrow``; loaded name by name, so that importing it costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dcxml.arrow.choices import SPARK, ColumnTypes
    from dcxml.arrow.files import contract_of, read_batches, read_table, table_writer, write_batches
    from dcxml.arrow.tables import from_batches, from_table, schema, to_batches, to_table

__all__ = [
    "SPARK",
    "ColumnTypes",
    "contract_of",
    "from_batches",
    "from_table",
    "read_batches",
    "read_table",
    "schema",
    "table_writer",
    "to_batches",
    "to_table",
    "write_batches",
]

_MODULES: Final = {
    **dict.fromkeys(("SPARK", "ColumnTypes"), "choices"),
    **dict.fromkeys(("contract_of", "read_batches", "read_table", "table_writer", "write_batches"), "files"),
}
_INSTALL: Final = "dcxml.arrow needs pyarrow: pip install 'dcxml[arrow]'"


def __getattr__(name: str) -> object:
    """Load the module that has ``name`` (PEP 562).

    :raises ModuleNotFoundError: where pyarrow is not installed, with the command that installs it.
    """
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    try:
        value = getattr(import_module(f"{__name__}.{_MODULES.get(name, 'tables')}"), name)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != "pyarrow":
            raise
        raise ModuleNotFoundError(_INSTALL, name=error.name) from error
    globals()[name] = value
    return value
