"""Schema files before they mean anything: found, parsed, completed, and judged by xmlschema's component model.

An ``xs:import`` is resolved by its namespace among the files given, never from the network. Knows no member.
"""

from __future__ import annotations

from copy import deepcopy
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import frozen
from lxml import etree

from dcxml.contract.contract_set import DataContractSet
from dcxml.contract.model import DATA_SET, DATA_TABLE, ClassDataContract, DataMember
from dcxml.contract.naming import implied_contract
from dcxml.contract.primitives import EXPORTED_CLASSES
from dcxml.errors import DecodeError, SchemaError
from dcxml.qname import SERIALIZATION, XML, XS, XSI, QName
from dcxml.xmlio import parse_document
from dcxml.xsd.elements import fault
from dcxml.xsd.exporter import schema_documents
from dcxml.xsd.vocabulary import ACTUAL_TYPE, xs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import PathLike

__all__ = ["SchemaDocument", "child_elements", "read_documents", "resolve"]

_WSDL: Final = "http://schemas.xmlsoap.org/wsdl/"
_ALLOWED: Final = "allowed: an XML Schema, or a folder with its *.xsd files"
_FIXED: Final = (XS, XSI, XML, SERIALIZATION)
"""Namespaces that are the same everywhere: their schemas are not read from files."""
_SERIALIZATION_TYPES: Final = ("char", "duration", "guid")
_TYPE_REFERENCES: Final = ("type", "base", "itemType", "memberTypes")
_GLOBAL_TYPES: Final = (xs("complexType"), xs("simpleType"))


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


def read_documents(paths: Iterable[str | PathLike[str]]) -> list[SchemaDocument]:
    """Return the schemas of files and of folders (their ``*.xsd``), and those that names of built-in lists imply.

    :raises SchemaError: where a file cannot be read, is no schema or a faulty one, or where a name leads nowhere.
    """
    documents: dict[Path, SchemaDocument] = {}
    waiting = [(file, "") for path in paths for file in _schema_files(Path(path))]
    for path, includer in waiting:  # grows while it is walked: a schema may include others
        place = path.resolve()
        if place not in documents:
            documents[place] = _read_document(path, includer)
            waiting.extend((file, documents[place].namespace) for file in _included(documents[place]))
    read = [document for document in documents.values() if document.namespace not in _FIXED]
    completed = [*read, *_implied_documents(read)]
    _judge(completed)
    return completed


def resolve(element: etree._Element, name: str) -> QName:
    """Return the name that an attribute's value stands for in its place.

    :raises SchemaError: where the prefix is not declared.
    """
    prefix, colon, local = name.strip().rpartition(":")
    namespace = element.nsmap.get(prefix if colon else None)
    if namespace is None and colon:
        reason = f"the prefix of {name!r} is not declared"
        raise fault(reason, element)
    return QName(namespace or "", local)


def child_elements(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements inside, annotations left out."""
    return (child for child in element.iterchildren(etree.Element) if child.tag != xs("annotation"))


def _schema_files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    try:
        found = sorted(file for file in path.iterdir() if file.suffix.lower() in (".xsd", ".wsdl"))
    except OSError as error:
        raise _unreadable(error, path) from None
    if not found:
        reason = f"the folder contains no *.xsd file; {_ALLOWED}"
        raise SchemaError(reason, file=path)
    return found


def _read_document(path: Path, includer: str) -> SchemaDocument:
    try:
        root = parse_document(path.read_bytes())
    except OSError as error:
        raise _unreadable(error, path) from None
    except DecodeError as error:
        raise SchemaError(f"{error.reason}; {_ALLOWED}", file=path, line=error.line) from None
    etree.strip_tags(root, etree.ProcessingInstruction)
    root.getroottree().docinfo.URL = str(path)
    if root.tag == f"{{{_WSDL}}}definitions":
        reason = "WSDL is not supported yet; give its schemas as *.xsd files"
        raise SchemaError(reason, file=path, line=root.sourceline)
    if root.tag != xs("schema"):
        reason = f"the root element is {root.tag!s}, not {xs('schema')}"
        raise SchemaError(reason, file=path, line=root.sourceline)
    for component in child_elements(root):
        if component.tag == xs("redefine"):
            reason = "xs:redefine cannot be imported"
            raise fault(reason, component)
    if includer and "targetNamespace" not in root.attrib:
        root.set("targetNamespace", includer)  # what is included takes the namespace of what includes it
    return SchemaDocument(path, root, root.get("targetNamespace", ""))


def _unreadable(error: OSError, path: Path) -> SchemaError:
    return SchemaError(f"cannot be read: {error.strerror or error}; {_ALLOWED}", file=path)


def _included(document: SchemaDocument) -> Iterator[Path]:
    """Yield the local files that a schema includes."""
    for element in document.root.iterchildren(xs("include")):
        location = element.get("schemaLocation", "")
        if "://" in location or document.path is None:
            reason = f"xs:include of {location!r}: nothing is read from the network"
            raise fault(reason, element)
        yield document.path.parent / location


def _implied_documents(documents: list[SchemaDocument]) -> list[SchemaDocument]:
    """Return schemas for the built-in lists and classes that the files refer to and do not define.

    :raises SchemaError: where a name is neither defined nor built in.
    """
    defined = {name for document in documents for name in document.types()}
    missing: dict[QName, None] = {}
    for document in documents:
        for element, name in _type_references(document.root):
            if name in defined or name.namespace == XS or name in (DATA_SET, DATA_TABLE):
                continue
            if name.namespace == SERIALIZATION and name.name in _SERIALIZATION_TYPES:
                continue
            if name not in EXPORTED_CLASSES and implied_contract(name) is None:
                raise fault(_not_defined(name, documents), element)
            missing[name] = None
    members = tuple(DataMember(name=f"m{place}", type=name) for place, name in enumerate(missing))
    holder = ClassDataContract(name=QName("urn:holder", "Holder"), members=members)
    made = schema_documents(DataContractSet([holder]))
    return [
        SchemaDocument(None, _without(root, namespace, defined), namespace)
        for namespace, root in made.items()
        if namespace not in (*_FIXED, holder.name.namespace)
    ]


def _without(root: etree._Element, namespace: str, defined: set[QName]) -> etree._Element:
    """Take out of a schema what a file defines, and its global element."""
    for element in list(child_elements(root)):
        if QName(namespace, element.get("name", "")) in defined:
            root.remove(element)
    return root


def _type_references(root: etree._Element) -> Iterator[tuple[etree._Element, QName]]:
    for element in root.iter(etree.Element):
        if element.tag == ACTUAL_TYPE:
            yield element, QName(element.get("Namespace", ""), element.get("Name", ""))
        elif str(element.tag).startswith(f"{{{XS}}}"):
            for attribute in _TYPE_REFERENCES:
                for name in element.get(attribute, "").split():
                    yield element, resolve(element, name)


def _not_defined(name: QName, documents: list[SchemaDocument]) -> str:
    namespaces = ", ".join(sorted({repr(document.namespace) for document in documents}))
    return f"nothing defines the type {name.clark}; the files given define the namespaces {namespaces}"


def _judge(documents: list[SchemaDocument]) -> None:
    """Raise the first fault that xmlschema finds in the schemas taken together."""
    from xmlschema import XMLSchema10  # noqa: PLC0415 - importing dcxml must stay light

    fixed = files("dcxml.xsd").joinpath("serialization.xsd").read_text(encoding="utf-8")
    schema = XMLSchema10(fixed, validation="lax", build=False, allow="none", use_fallback=False)
    built = []
    try:
        for document in documents:
            text = etree.tostring(_without_locations(document.root), encoding="unicode")
            built.append(schema.add_schema(text, namespace=document.namespace.strip(), build=False))
        schema.build()
    except Exception as error:  # noqa: BLE001 - over some faults xmlschema stumbles instead of telling them
        reason = f"the schema is faulty: {error}"
        path = documents[min(len(built), len(documents) - 1)].path
        raise SchemaError(reason, file=path) from None
    for document, judged in zip(documents, built, strict=True):
        for found in judged.all_errors:
            elements = zip(judged.root.iter(), document.root.iter(etree.Element), strict=False)
            place = next((ours for theirs, ours in elements if theirs is found.elem), document.root)
            raise fault(_first_line(found.message or str(found)), place)


def _without_locations(root: etree._Element) -> etree._Element:
    """Return a copy that asks for no other file; its elements stay where they are, so that faults are found."""
    copy = deepcopy(root)
    for element in copy.iterchildren(xs("import"), xs("include")):
        element.attrib.pop("schemaLocation", None)
        if element.tag == xs("include"):
            element.tag = xs("annotation")
    return copy


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0].rstrip(":")
