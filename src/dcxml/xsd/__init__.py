"""XML Schema documents and data contracts, in both directions; twins side by side. Knows no Python class."""

from dcxml.xsd.exporter import schema_documents, serialization_schema
from dcxml.xsd.importer import read_schemas
from dcxml.xsd.schema_files import write_schemas

__all__ = ["read_schemas", "schema_documents", "serialization_schema", "write_schemas"]
