"""XML Schema documents and data contracts, in both directions; twins side by side. Knows no Python class.

Who reads needs nothing of what writes: each name is loaded when it is first used (PEP 562).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from dcxml.xsd.exporter import schema_documents, serialization_schema
    from dcxml.xsd.importer import read_schemas
    from dcxml.xsd.schema_files import write_schemas

__all__ = ["read_schemas", "schema_documents", "serialization_schema", "write_schemas"]

_HOMES: Final = {
    "read_schemas": "importer",
    "schema_documents": "exporter",
    "serialization_schema": "exporter",
    "write_schemas": "schema_files",
}


def __getattr__(name: str) -> Any:
    """Load a name from the module it lives in."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return value
