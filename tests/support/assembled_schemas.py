"""The schemas of files as they are written, put together so that libxml2 reads them: nothing goes by way of contracts.

Includes and imports are those that dcxml follows, none by the network; what is missing gets the stub that it has for
judging.
"""

from __future__ import annotations

from copy import deepcopy
from importlib.resources import files as resources
from typing import TYPE_CHECKING, Final

from lxml import etree

from dcxml.qname import SERIALIZATION, XML, XS
from dcxml.xsd import serialization_schema
from dcxml.xsd.completion import complete, missing_imports
from dcxml.xsd.documents import Definitions, SchemaDocument, read_root
from dcxml.xsd.duplicates import drop_duplicates
from dcxml.xsd.sources import read_sources
from dcxml.xsd.wsdl import read_operations

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["assemble_schemas"]

_XSD: Final = f"{{{XS}}}"


def assemble_schemas(paths: Sequence[Path], folder: Path) -> list[Path]:
    """Write the schemas of files and folders to a folder; return one file for each namespace, which includes them."""
    folder.mkdir(parents=True, exist_ok=True)
    together: dict[str, etree._Element] = {}
    for number, document in enumerate(_documents(paths)):
        file = folder / f"document{number}.xsd"
        file.write_bytes(etree.tostring(_without_locations(document)))
        target = {"targetNamespace": document.namespace} if document.namespace else {}
        schema = together.setdefault(document.namespace, etree.Element(f"{_XSD}schema", target))
        etree.SubElement(schema, f"{_XSD}include", schemaLocation=file.name)
    files = [folder / f"namespace{number}.xsd" for number in range(len(together))]
    for file, schema in zip(files, together.values(), strict=True):
        file.write_bytes(etree.tostring(schema))
    return files


def _documents(paths: Sequence[Path]) -> list[SchemaDocument]:
    sources = read_sources(paths)
    drop_duplicates(sources.documents)
    services = read_operations(sources)
    own = [*sources.documents, *services.wrappers]
    completion = complete(own, services.implied)
    xml = resources("dcxml.xsd").joinpath("xml.xsd").read_bytes()
    fixed = [_serialization(paths), SchemaDocument(None, etree.fromstring(xml), XML)]
    return [*own, *completion.implied, *completion.stubs, *fixed]


def _serialization(paths: Sequence[Path]) -> SchemaDocument:
    """Return the first Serialization schema of the files, else .NET's: its elements may stand in any xs:anyType."""
    for file in (path for path in paths if path.is_file()):
        root = read_root(file)
        for schema in [root] if root.tag == f"{_XSD}schema" else Definitions(file, root, "").schemas():
            if schema.get("targetNamespace") == SERIALIZATION:
                return SchemaDocument(file, schema, SERIALIZATION)
    return SchemaDocument(None, etree.fromstring(serialization_schema()), SERIALIZATION)


def _without_locations(document: SchemaDocument) -> etree._Element:
    """Return a copy of a schema that asks for no file, and imports all that it refers to."""
    copy = deepcopy(document.root)
    for element in copy.findall(f"{_XSD}include"):
        copy.remove(element)
    for element in copy.findall(f"{_XSD}import"):
        element.attrib.pop("schemaLocation", None)
    for namespace in missing_imports(document):
        copy.insert(0, etree.Element(f"{_XSD}import", {"namespace": namespace} if namespace else {}))
    return copy
