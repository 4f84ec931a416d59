"""xmlschema: dictionaries or data elements, by the compiled schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import xmlschema
from lxml import etree

from benchmarks.peers.binding import Binding

if TYPE_CHECKING:
    from benchmarks.subject import Subject

__all__ = ["bind"]


def bind(subject: Subject, way: str) -> Binding:
    """Compile the schemas, and return the way by dictionaries or that by objects; lxml writes the trees."""
    files = [str(path) for path in subject.schema_files()]
    schema = xmlschema.XMLSchema(files if len(files) > 1 else files[0])

    def encode_dictionary(value: Any) -> bytes:
        return etree.tostring(schema.encode(value, subject.root, etree_element_class=etree.Element, indent=0))

    def encode_object(value: Any) -> bytes:
        return etree.tostring(value.encode(etree_element_class=etree.Element, indent=0))

    if way == "dictionaries":
        return Binding(schema.decode, encode_dictionary)
    return Binding(schema.to_objects, encode_object)
