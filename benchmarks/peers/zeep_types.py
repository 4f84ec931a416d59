"""zeep: the types of its XSD part, without a service; imports are resolved among the documents, as in a WSDL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree
from zeep import Settings
from zeep.transports import Transport
from zeep.xsd import Schema

from benchmarks.peers.binding import Binding

if TYPE_CHECKING:
    from benchmarks.subject import Subject

__all__ = ["bind"]


def bind(subject: Subject) -> Binding:
    """Read the schemas, and return ``parse`` of the root's element and ``render`` of its value."""
    location = f"file://{subject.schemas}"
    schema = Schema(None, Transport(), location, Settings(xml_huge_tree=True))
    schema.add_documents([etree.parse(path).getroot() for path in subject.schema_files()], location)
    element = schema.get_element(subject.root)
    parser = etree.XMLParser(huge_tree=True)

    def decode(data: bytes) -> Any:
        return element.parse(etree.fromstring(data, parser), schema)

    def encode(value: Any) -> bytes:
        parent = etree.Element("parent")
        element.render(parent, value)
        return etree.tostring(parent[0])

    return Binding(decode, encode)
