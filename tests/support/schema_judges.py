"""What libxml2 and xmlschema say of a document, by the schemas that dcxml exports for its contracts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from attrs import frozen
from lxml import etree

from dcxml import DataContractSet, write_schemas
from dcxml.qname import XS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import xmlschema

__all__ = ["SchemaJudges", "judges_of", "libxml2_of", "schema_judges"]


@frozen
class SchemaJudges:
    """One set of schemas, compiled by both libraries."""

    libxml2: etree.XMLSchema
    xmlschema: xmlschema.XMLSchema10

    def faults(self, data: bytes) -> list[str]:
        """Return what is wrong with a document, each fault with the name of the library that found it."""
        document = etree.fromstring(data)
        if not self.libxml2.validate(document):
            return [f"libxml2: {error.message}" for error in self.libxml2.error_log]
        return [f"xmlschema: {error.reason} ({error.path})" for error in self.xmlschema.iter_errors(data)]


def schema_judges(contracts: DataContractSet, folder: Path) -> SchemaJudges:
    """Write the schemas of the contracts to a folder, and compile them."""
    return judges_of(write_schemas(contracts, folder), folder)


def judges_of(files: Iterable[Path], folder: Path) -> SchemaJudges:
    """Compile the files of a folder through one schema that imports all."""
    import xmlschema  # noqa: PLC0415 - it takes a while

    driver = _driver(files, folder)
    return SchemaJudges(etree.XMLSchema(etree.parse(driver)), xmlschema.XMLSchema10(driver))


def libxml2_of(files: Iterable[Path], folder: Path) -> etree.XMLSchema:
    """Compile them by libxml2 alone."""
    return etree.XMLSchema(etree.parse(_driver(files, folder)))


def _driver(files: Iterable[Path], folder: Path) -> Path:
    imports = "".join(map(_import, files))
    driver = folder / "driver.xsd"
    driver.write_text(f'<xs:schema xmlns:xs="{XS}" targetNamespace="urn:driver">{imports}</xs:schema>', "utf-8")
    return driver


def _import(file: Path) -> str:
    namespace = etree.parse(file).getroot().get("targetNamespace")
    named = f" namespace={quoteattr(namespace)}" if namespace else ""
    return f"<xs:import{named} schemaLocation={quoteattr(file.name)}/>"
