"""Data contracts to XML Schema, in the shape of .NET 8's ``XsdDataContractExporter``; the importer's twin.

One schema for each namespace, its types in the contracts' order, each followed by its global element.
"""

from __future__ import annotations

from contextlib import contextmanager
from pkgutil import get_data
from typing import TYPE_CHECKING

from lxml import etree

from dcxml.contract.annotation import OWN_ELEMENT
from dcxml.contract.model import DATA_SET, DATA_SET_ROOT, DATA_TABLE, GlobalElement
from dcxml.errors import SchemaError
from dcxml.qname import SERIALIZATION, XML
from dcxml.xsd.annotations import Said, annotate, annotate_inside
from dcxml.xsd.export_order import export_order
from dcxml.xsd.type_writing import is_anonymous, write_element, write_type
from dcxml.xsd.vocabulary import xs
from dcxml.xsd.writing import schema_for
from dcxml.xsd.xml_types import append_definition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.contract.annotation import Annotation
    from dcxml.contract.contract_set import DataContractSet
    from dcxml.contract.model import DataContract
    from dcxml.qname import QName
    from dcxml.xsd.writing import Schema

__all__ = ["schema_documents", "serialization_schema"]


def schema_documents(contracts: DataContractSet) -> dict[str, etree._Element]:
    """Return the schemas by target namespace, the fixed Serialization schema included where one of them needs it.

    :raises SchemaError: where a name or a text cannot be written in XML.
    """
    schemas: dict[str, Schema] = {}
    inside_elements = contracts.types_inside_elements
    for contract in export_order(contracts):
        if contract.name in inside_elements:
            continue
        with _writing(contract):
            schema = schema_for(contract.name.namespace, schemas, contracts)
            write_type(contract, schema, schema.root)
            _write_own_element(contract, schema, schemas)
    for element in contracts.elements.values():
        if element.name not in contracts.defined_elements:
            with _writing(element):
                write_element(element, schema_for(element.name.namespace, schemas, contracts))
    for component in contracts.components:
        schema = schema_for(component.name.namespace, schemas, contracts)
        append_definition(component, schema.root, need=schema.need)
        if component.anonymous_type is not None:
            _write_type_of(schema.root[-1], component.anonymous_type, schema)
    for namespace, annotation in contracts.annotations.items():
        _annotate_schema(schema_for(namespace, schemas, contracts), annotation)
    documents = {namespace: schema.root for namespace, schema in schemas.items() if len(schema.root)}
    if any(XML in schema.imports for schema in schemas.values()):
        documents[XML] = etree.fromstring(_own_file("xml.xsd"))
    if any(SERIALIZATION in schema.imports for schema in schemas.values()):
        documents[SERIALIZATION] = etree.fromstring(serialization_schema(), etree.XMLParser(remove_blank_text=True))
    return documents


def _annotate_schema(schema: Schema, annotation: Annotation) -> None:
    """Put what is said about a schema before all else in it, and about an import on the import."""
    for place in annotation.places:
        for step in place:
            schema.need(step.removeprefix("import "))
    try:
        annotate_inside(schema.root, annotation)
        annotate(schema.root, Said(annotation=annotation))
    except ValueError as error:
        reason = f"what is said about the schema of {schema.namespace!r} cannot be written in XML: {error}"
        raise SchemaError(reason) from None


def _write_own_element(contract: DataContract, schema: Schema, schemas: dict[str, Schema]) -> None:
    """Write the contract's own global element, unless the set has another of this name."""
    name = contract.name
    if name == DATA_SET:
        name = DATA_SET_ROOT
        schema = schema_for("", schemas, schema.contracts)
    elif name != DATA_TABLE and is_anonymous(contract):
        return
    if name not in schema.contracts.elements and name not in schema.contracts.defined_elements:
        write_element(
            GlobalElement(name=name, type=contract.name, annotation=contract.annotation.at(OWN_ELEMENT)), schema
        )


def _write_type_of(element: etree._Element, type_: QName, schema: Schema) -> None:
    """Give an element whose definition is kept its type: inside it, but where others refer to that by name."""
    if type_ not in schema.contracts.types_inside_elements:
        element.set("type", schema.prefixed(element, type_))
        return
    before = sum(1 for child in element if child.tag == xs("annotation"))
    write_type(schema.contracts[type_], schema, element)
    element.insert(before, element[-1])


@contextmanager
def _writing(item: DataContract | GlobalElement) -> Iterator[None]:
    """Make lxml's refusal of what XML cannot carry ours."""
    try:
        etree.QName(None, item.name.name)
        yield
    except ValueError as error:
        reason = f"one of its names or texts cannot be written in XML: {error}"
        raise SchemaError(reason, component=item.name.clark) from None


def serialization_schema() -> bytes:
    """Return the fixed schema of the built-in types, as .NET 8 has it."""
    return _own_file("serialization.xsd")


def _own_file(name: str) -> bytes:
    data = get_data(__package__, name)
    if data is None:
        raise FileNotFoundError(name)
    return data
