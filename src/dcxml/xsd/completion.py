"""What a set of schemas needs and does not define: what names imply (built-in lists and classes), what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen
from lxml import etree

from dcxml.contract.contract_set import DataContractSet
from dcxml.contract.implied import implied_contract
from dcxml.contract.missing import MissingReference
from dcxml.contract.model import DATA_SET, DATA_TABLE, ClassDataContract, DataMember
from dcxml.contract.primitives import EXPORTED_CLASSES
from dcxml.errors import SchemaError
from dcxml.qname import SERIALIZATION, XS, QName
from dcxml.xmlio import parse_document
from dcxml.xsd.documents import SchemaDocument, child_elements
from dcxml.xsd.elements import component_of, fault, make_element
from dcxml.xsd.exporter import schema_documents, serialization_schema
from dcxml.xsd.references import references_of, symbol_space
from dcxml.xsd.sources import FIXED
from dcxml.xsd.vocabulary import ACTUAL_TYPE, xs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dcxml.xsd.references import Reference

__all__ = ["Completion", "complete", "global_elements", "is_implied", "missing_error", "missing_imports"]

_SERIALIZATION_TYPES: Final = ("char", "duration", "guid")
_IMPLIED_KINDS: Final = ("type", "element")


@frozen
class Completion:
    """Schemas for the names that imply them, and ``stubs`` for those that nothing defines, which are ``missing``.

    The stubs let the other schemas be judged; they mean nothing.
    """

    implied: list[SchemaDocument]
    stubs: list[SchemaDocument]
    missing: list[MissingReference]


def complete(documents: list[SchemaDocument], elements: Iterable[QName] = ()) -> Completion:
    """Return what is implied and what is missing.

    ``elements`` are names of global elements that are needed beside the schemas' own references.

    :raises SchemaError: where a name of the Serialization schema does not exist there, or a prefix is not declared.
    """
    defined = set(_defined(documents))
    dangling = [
        reference
        for document in documents
        for reference in references_of(document.root)
        if (reference.kind, reference.name) not in defined and not _is_fixed(reference)
    ]
    needed = (*(r.name for r in dangling if r.kind in _IMPLIED_KINDS), *elements)
    implied = _implied_documents([name for name in dict.fromkeys(needed) if is_implied(name)], defined)
    defined |= set(_defined(implied))
    lost = [reference for reference in dangling if (reference.kind, reference.name) not in defined]
    return Completion(implied, _stubs(lost), _reports(lost))


def global_elements(documents: Iterable[SchemaDocument]) -> set[QName]:
    """Return the names of the elements that schemas define."""
    return {name for kind, name in _defined([*documents, _serialization_document()]) if kind == "element"}


def _serialization_document() -> SchemaDocument:
    return SchemaDocument(None, parse_document(serialization_schema()), SERIALIZATION)


def missing_error(missing: MissingReference) -> SchemaError:
    """Return the error of a reference that may not lead nowhere."""
    return SchemaError(missing.reason, file=missing.file, line=missing.line, component=missing.component)


def missing_imports(document: SchemaDocument) -> list[str]:
    """Return the namespaces that a schema refers to and does not import.

    W3C XML Schema 1.0, 4.2.3, asks for the import; services of .NET leave it out, and .NET reads them.
    """
    imported = {element.get("namespace", "") for element in document.root.iterchildren(xs("import"))}
    needed = {reference.name.namespace: None for reference in references_of(document.root)}
    return [each for each in needed if each not in (*imported, document.namespace, XS)]


def _defined(documents: Iterable[SchemaDocument]) -> Iterator[tuple[str, QName]]:
    for document in documents:
        for element in child_elements(document.root):
            yield symbol_space(element), QName(document.namespace, element.get("name", ""))


def _is_fixed(reference: Reference) -> bool:
    """Tell whether the reference leads to what is the same everywhere."""
    name = reference.name
    if reference.kind == "type" and name.namespace == SERIALIZATION and name.name not in _SERIALIZATION_TYPES:
        reason = f"nothing defines the type {name.clark}"
        raise fault(reason, reference.element)
    return name.namespace in FIXED or (reference.kind == "type" and name in (DATA_SET, DATA_TABLE))


def is_implied(name: QName) -> bool:
    """Tell whether .NET knows a contract, and the element of its name, without a schema that defines it."""
    return name in EXPORTED_CLASSES or implied_contract(name) is not None


def _implied_documents(names: list[QName], defined: set[tuple[str, QName]]) -> list[SchemaDocument]:
    members = tuple(DataMember(name=f"m{place}", type=name) for place, name in enumerate(names))
    holder = ClassDataContract(name=QName("urn:holder", "Holder"), members=members)
    made = schema_documents(DataContractSet([holder]))
    return [
        SchemaDocument(None, _without(root, namespace, defined), namespace)
        for namespace, root in made.items()
        if namespace not in (*FIXED, holder.name.namespace)
    ]


def _without(root: etree._Element, namespace: str, defined: set[tuple[str, QName]]) -> etree._Element:
    """Take out of a schema what a file defines, and the global element of such a type."""
    for element in list(child_elements(root)):
        name = QName(namespace, element.get("name", ""))
        if ("type", name) in defined or (symbol_space(element), name) in defined:
            root.remove(element)
    return root


def _reports(lost: Iterable[Reference]) -> list[MissingReference]:
    """Return one report for each name and each component that needs it."""
    reports: dict[tuple[str, QName, str | None, str], MissingReference] = {}
    for reference in lost:
        component = component_of(reference.element)
        file = reference.element.getroottree().docinfo.URL
        key = reference.kind, reference.name, file, component
        line = reference.element.sourceline
        reports.setdefault(key, MissingReference(reference.kind, reference.name.clark, file, line, component))
    return list(reports.values())


def _stubs(lost: Iterable[Reference]) -> list[SchemaDocument]:
    roots: dict[str, etree._Element] = {}
    made: set[tuple[str, QName]] = set()
    for reference in sorted(lost, key=lambda each: not _is_of_simple_type(each)):  # the narrower use decides
        key, name = (reference.kind, reference.name), reference.name
        if key in made or (reference.element.tag == ACTUAL_TYPE):
            continue
        made.add(key)
        if name.namespace not in roots:
            target = {"targetNamespace": name.namespace} if name.namespace else {}
            roots[name.namespace] = make_element(xs("schema"), target, nsmap={"xs": XS})
        roots[name.namespace].append(_stub(reference))
    return [SchemaDocument(None, root, namespace) for namespace, root in roots.items()]


def _is_of_simple_type(reference: Reference) -> bool:
    """Tell whether only a simple type can stand where this name stands."""
    if reference.attribute in ("itemType", "memberTypes"):
        return True
    parent = reference.element.getparent()
    is_attribute = reference.element.tag == xs("attribute")
    return is_attribute or (parent is not None and parent.tag in (xs("simpleType"), xs("simpleContent")))


def _stub(reference: Reference) -> etree._Element:
    """Return a component that stands for one that is missing, where the reference allows it."""
    name = {"name": reference.name.name}
    if reference.kind != "type":
        stub = etree.Element(xs(reference.kind), name)
        if reference.kind == "group":
            etree.SubElement(stub, xs("sequence"))
        return stub
    if _is_of_simple_type(reference):
        stub = etree.Element(xs("simpleType"), name)
        etree.SubElement(stub, xs("restriction"), base="xs:string")
        return stub
    stub = etree.Element(xs("complexType"), name)
    if reference.element.tag == xs("restriction"):
        sequence = etree.SubElement(stub, xs("sequence"))
        etree.SubElement(sequence, xs("any"), minOccurs="0", maxOccurs="unbounded", processContents="lax")
    etree.SubElement(stub, xs("anyAttribute"), processContents="lax")
    return stub
