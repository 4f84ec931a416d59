"""One file, parsed: an XML Schema, or the description of a service with schemas inside. Follows no reference."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Final

from attrs import frozen
from lxml import etree

from dcxml.errors import DecodeError, SchemaError
from dcxml.qname import XML, QName
from dcxml.xmlio import Limits, parse_document
from dcxml.xsd.elements import fault, make_element
from dcxml.xsd.encodings import in_unicode
from dcxml.xsd.locations import ALLOWED, unreadable
from dcxml.xsd.vocabulary import LANGUAGE, WSDL, xs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Definitions", "SchemaDocument", "chameleon", "child_elements", "read_root", "resolve", "schema_document"]

_LIMITS: Final = Limits(depth=240)
"""Types nested in each other are read by recursion; no real schema comes near this."""
_MOST_BYTES: Final = 16 << 20
_GLOBAL_TYPES: Final = (xs("complexType"), xs("simpleType"))
_UNREAD: Final = {
    xs("redefine"): "xs:redefine cannot be imported",
    xs("override"): "the schema is faulty: xs:override is not known to XML Schema 1.0",
}
_OTHER_ROOTS: Final = {
    "{http://www.w3.org/ns/wsdl}description": "this is WSDL 2.0; allowed: WSDL 1.1",
    "{http://schemas.xmlsoap.org/disco/}discovery": "this is a DISCO file; give the WSDL that it names",
}


@frozen
class SchemaDocument:
    """A schema as it was read; ``path`` is None for what is made from names alone."""

    path: Path | None
    root: etree._Element
    namespace: str

    def types(self) -> dict[QName, etree._Element]:
        """Return the global types by name."""
        return {
            QName(self.namespace, str(element.get("name"))): element
            for element in child_elements(self.root)
            if element.tag in _GLOBAL_TYPES
        }


@frozen
class Definitions:
    """A WSDL 1.1 document: the root ``wsdl:definitions`` as it was read."""

    path: Path
    root: etree._Element
    namespace: str

    def schemas(self) -> Iterator[etree._Element]:
        """Yield the roots of the schemas in ``wsdl:types``, each a tree of its own with the prefixes in scope."""
        for types in self.root.iterchildren(f"{{{WSDL}}}types"):
            for schema in types.iterchildren(xs("schema")):
                yield _transplanted(schema, dict(schema.nsmap), self.path)


def read_root(path: Path) -> etree._Element:
    """Return the root of a file, which is ``xs:schema`` or ``wsdl:definitions``.

    :raises SchemaError: where it cannot be read, is not well-formed, has a DTD, is too large, or has another root.
    """
    try:
        root = parse_document(in_unicode(_octets(path)), limits=_LIMITS)
    except OSError as error:
        raise unreadable(error, path) from None
    except ValueError:  # a zero in the name
        reason = f"cannot be read: no file can have this name; {ALLOWED}"
        raise SchemaError(reason, file=path) from None
    except DecodeError as error:
        raise SchemaError(f"{error.reason}; {ALLOWED}", file=path, line=error.line) from None
    etree.strip_tags(root, etree.ProcessingInstruction)
    root.getroottree().docinfo.URL = str(path)
    if root.tag not in (xs("schema"), f"{{{WSDL}}}definitions"):
        reason = f"the root element is {root.tag!s}, not {xs('schema')} nor {{{WSDL}}}definitions"
        raise SchemaError(_OTHER_ROOTS.get(str(root.tag), reason), file=path, line=root.sourceline)
    return root


def _octets(path: Path) -> bytes:
    """Return what is in a file, or comes out of a pipe or a device, which tells no size before.

    :raises SchemaError: where it is too large.
    """
    size = path.stat().st_size
    if size <= _MOST_BYTES:
        with path.open("rb") as file:
            octets = file.read(_MOST_BYTES + 1)
        if len(octets) <= _MOST_BYTES:
            return octets
    told = f"{size:,}" if size > _MOST_BYTES else f"more than {_MOST_BYTES:,}"
    reason = f"the file has {told} bytes; allowed: {_MOST_BYTES:,} at most"
    raise SchemaError(reason, file=path, line=1)


def schema_document(root: etree._Element, path: Path) -> SchemaDocument:
    """Return the schema under ``xs:schema``.

    :raises SchemaError: where it redefines another.
    """
    for component in child_elements(root):
        if component.tag in _UNREAD:
            raise fault(_UNREAD[str(component.tag)], component)
    return SchemaDocument(path, root, root.get("targetNamespace", ""))


def chameleon(root: etree._Element, namespace: str, path: Path) -> etree._Element:
    """Return a copy of a schema without a namespace, which takes the one of the schema that includes it.

    W3C XML Schema 1.0, 4.2.1: its references without a namespace take it too.
    """
    taken = _transplanted(deepcopy(root), {None: namespace, **root.nsmap}, path)
    taken.set("targetNamespace", namespace)
    return taken


def resolve(element: etree._Element, name: str) -> QName:
    """Return the name that an attribute's value stands for in its place.

    :raises SchemaError: where the prefix is not declared.
    """
    prefix, colon, local = name.strip().rpartition(":")
    namespace = XML if prefix == "xml" else element.nsmap.get(prefix if colon else None)
    if namespace is None and colon:
        reason = f"the prefix of {name!r} is not declared"
        raise fault(reason, element)
    return QName(namespace or "", local)


def child_elements(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements inside, annotations left out."""
    return (child for child in element.iterchildren(etree.Element) if child.tag != xs("annotation"))


def _transplanted(root: etree._Element, nsmap: dict[str | None, str], path: Path) -> etree._Element:
    """Move what is in ``root`` to a root of its own, with the prefixes of ``nsmap`` declared there and its language."""
    line = root.sourceline
    attributes = {str(name): str(value) for name, value in root.attrib.items() if not str(name).startswith("{")}
    language = next((each.get(LANGUAGE) for each in (root, *root.iterancestors()) if LANGUAGE in each.attrib), None)
    if language:
        attributes[LANGUAGE] = language
    moved = make_element(str(root.tag), attributes, nsmap=nsmap)
    moved.text = root.text
    for child in list(root):
        moved.append(child)
    moved.sourceline = line  # type: ignore[misc]  # lxml's stubs do not know that it can be set
    moved.getroottree().docinfo.URL = str(path)
    return moved
