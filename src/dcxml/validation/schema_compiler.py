"""Schemas in memory, one for each namespace, compiled by libxml2; nothing is read from disk or network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from dcxml.errors import SchemaError
from dcxml.qname import XS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["compile_schemas"]

_SCHEME: Final = "dcxml-memory:"


class _Memory(etree.Resolver):
    """Gives the schema compiler the documents of the set, and nothing from disk or network."""

    def __init__(self, documents: dict[str, bytes]) -> None:
        self._documents = documents

    def resolve(self, system_url: str | None, public_id: str | None, context: Any) -> Any:
        """Return the document of an invented address; an unknown one is empty."""
        del public_id
        return self.resolve_string(self._documents.get(system_url or "", b""), context)


def compile_schemas(trees: Mapping[str, etree._Element]) -> etree.XMLSchema:
    """Return the compiled schema of ``trees``, by target namespace.

    :raises SchemaError: where libxml2 refuses it.
    """
    documents = {f"{_SCHEME}{number}": etree.tostring(tree) for number, tree in enumerate(trees.values())}
    # .NET's schemas import each other without a location. libxml2 resolves such an import where another document
    # has loaded the namespace: this one loads them all. It needs a namespace of its own to import that of no name.
    driver = etree.Element(f"{{{XS}}}schema", targetNamespace=f"{_SCHEME}driver")
    for address, namespace in zip(documents, trees, strict=True):
        load = etree.SubElement(driver, f"{{{XS}}}import", schemaLocation=address)
        if namespace:
            load.set("namespace", namespace)
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    parser.resolvers.add(_Memory(documents))
    try:
        return etree.XMLSchema(etree.fromstring(etree.tostring(driver), parser))
    except etree.XMLSchemaParseError as error:
        raise SchemaError(f"the schema of the contracts does not compile: {error}") from None
