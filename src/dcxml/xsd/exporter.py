"""Data contracts to XML Schema, in the shape of .NET 8's ``XsdDataContractExporter``; the importer's twin.

One schema for each namespace, its types in the contracts' order, each followed by its global element.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Final

from attrs import define, field
from lxml import etree

from dcxml.contract.annotation import OWN_ELEMENT
from dcxml.contract.model import (
    DATA_SET,
    DATA_SET_ROOT,
    DATA_TABLE,
    ClassDataContract,
    CollectionDataContract,
    DataContract,
    DataMember,
    EnumDataContract,
    GlobalElement,
    SimpleDataContract,
    UnresolvedDataContract,
    XmlDataContract,
)
from dcxml.contract.primitives import EXPORTED_CLASSES
from dcxml.errors import SchemaError
from dcxml.qname import SERIALIZATION, XML, XS, XSI, QName
from dcxml.xsd.annotations import Said, annotate, annotate_inside
from dcxml.xsd.elements import make_element
from dcxml.xsd.text import schema_text
from dcxml.xsd.vocabulary import INT, default_enum_value, xs
from dcxml.xsd.xml_types import append_anonymous, append_definition, named_namespaces, provided_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import PathLike

    from dcxml.contract.annotation import Annotation
    from dcxml.contract.contract_set import DataContractSet

__all__ = ["export_order", "schema_documents", "serialization_schema", "write_schemas"]

_LONGEST_FILE_NAME: Final = 120
_RESERVED_FILE_NAMES: Final = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)")


def schema_documents(contracts: DataContractSet) -> dict[str, etree._Element]:
    """Return the schemas by target namespace, the fixed Serialization schema included where one of them needs it.

    :raises SchemaError: where a name or a text cannot be written in XML.
    """
    schemas: dict[str, _Schema] = {}
    inside_elements = contracts.types_inside_elements
    for contract in export_order(contracts):
        if contract.name in inside_elements:
            continue
        with _writing(contract):
            schema = _schema_for(contract.name.namespace, schemas, contracts)
            _export(contract, schema, schema.root)
            _export_own_element(contract, schema, schemas)
    for element in contracts.elements.values():
        if element.name not in contracts.defined_elements:
            with _writing(element):
                _export_element(element, _schema_for(element.name.namespace, schemas, contracts))
    for component in contracts.components:
        schema = _schema_for(component.name.namespace, schemas, contracts)
        append_definition(component, schema.root, need=schema.need)
        if component.anonymous_type is not None:
            _export_type_of(schema.root[-1], component.anonymous_type, schema)
    for namespace, annotation in contracts.annotations.items():
        _annotate_schema(_schema_for(namespace, schemas, contracts), annotation)
    documents = {namespace: schema.root for namespace, schema in schemas.items() if len(schema.root)}
    if any(XML in schema.imports for schema in schemas.values()):
        documents[XML] = etree.fromstring(files("dcxml.xsd").joinpath("xml.xsd").read_bytes())
    if any(SERIALIZATION in schema.imports for schema in schemas.values()):
        documents[SERIALIZATION] = etree.fromstring(serialization_schema(), etree.XMLParser(remove_blank_text=True))
    return documents


def _annotate_schema(schema: _Schema, annotation: Annotation) -> None:
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


def write_schemas(contracts: DataContractSet, directory: str | PathLike[str]) -> list[Path]:
    """Write one file for each schema of `schema_documents` into ``directory``, made where it is not there.

    A file is named after the last part of its namespace (``CMT.UP.Web.Models.xsd``). All are written beside their
    places first and put there after, each in one step, so a reader never sees half a file.

    :raises SchemaError: as `schema_documents` does.
    :raises OSError: where a file cannot be written.
    """
    folder = Path(directory)
    documents = schema_documents(contracts)
    texts = {
        folder / name: serialization_schema() if namespace == SERIALIZATION else schema_text(root).encode()
        for (namespace, root), name in zip(documents.items(), _file_names(documents), strict=True)
    }
    folder.mkdir(parents=True, exist_ok=True)
    temporary = {path: path.with_name(f".{path.name}.{token_hex(4)}") for path in texts}
    try:
        for path, text in texts.items():
            temporary[path].write_bytes(text)
        for path in texts:
            temporary[path].replace(path)
    finally:
        for path in temporary.values():
            path.unlink(missing_ok=True)
    return list(texts)


def export_order(contracts: DataContractSet) -> list[DataContract]:
    """Return what is exported, in the set's order, ``DateTimeOffset`` and ``DBNull`` where .NET first meets them.

    Nothing defines an unresolved contract, and XML Schema its own types: they are not exported.
    """
    defined = (c for c in contracts if not isinstance(c, UnresolvedDataContract) and c.name.namespace != XS)
    order = [EXPORTED_CLASSES.get(contract.name, contract) for contract in defined]
    added = []  # at the end of a set stand those that it was closed over
    while order and order[-1].name in EXPORTED_CLASSES:
        added.append(order.pop())
    for built_in in reversed(added):
        before = _met_before(built_in.name, contracts)
        system = [place for place, c in enumerate(order) if c.name.namespace == built_in.name.namespace]
        place = max((place + 1 for place in system if order[place].name in before), default=None)
        order.insert((*system, len(order))[0] if place is None else place, built_in)
    return order


def _met_before(name: QName, contracts: DataContractSet) -> set[QName]:
    """Return the contracts that a depth-first walk meets before the built-in one of this ``name``."""
    met: set[QName] = set()
    roots = [contract.name for contract in contracts if contract.name not in EXPORTED_CLASSES]
    waiting = [*roots, *(element.type for element in contracts.elements.values())][::-1]
    while waiting:
        each = waiting.pop()
        if each == name:
            break
        if each not in met:
            met.add(each)
            contract = contracts.contracts.get(each)
            waiting.extend(reversed(tuple(contract.references()) if contract is not None else ()))
    return met


@define
class _Schema:
    """A schema while it is written: its imports in the order of first need, its prefixes from ``q1`` on."""

    namespace: str
    root: etree._Element
    contracts: DataContractSet
    imports: list[str] = field(factory=list)
    """The namespaces of the ``xs:import`` elements, which come first."""
    prefixes: int = 0

    def need(self, namespace: str) -> None:
        """Import a namespace that is used for the first time, as ``SchemaHelper.AddSchemaImport`` does."""
        if namespace in (self.namespace, XS, XSI, *self.imports):
            return
        element = etree.Element(xs("import"), {"namespace": namespace} if namespace else {})
        self.root.insert(len(self.imports), element)
        self.imports.append(namespace)

    def element(self, parent: etree._Element, attributes: dict[str, str], type_: QName | None) -> etree._Element:
        """Append an element, which says that it is qualified where a schema given by a type does not."""
        if parent is not self.root and self.root.get("elementFormDefault") != "qualified":
            occurs = {name: value for name, value in attributes.items() if name.endswith("Occurs")}
            attributes = {**occurs, "form": "qualified", **attributes}
        return self.child(parent, "element", attributes, refers=None if type_ is None else ("type", type_))

    def child(
        self, parent: etree._Element, tag: str, attributes: dict[str, str], *, refers: tuple[str, QName] | None = None
    ) -> etree._Element:
        """Append an element; ``refers`` is its last attribute, the one that names a type, and the name."""
        if refers is None:
            return etree.SubElement(parent, xs(tag), attributes)
        attribute, name = refers
        self.need(name.namespace)
        prefix, is_new = self._prefix(parent, name.namespace)
        value = f"{prefix}:{name.name}" if prefix else name.name
        attributes = {**attributes, attribute: value}
        if not is_new:
            return etree.SubElement(parent, xs(tag), attributes)
        element = make_element(xs(tag), attributes, nsmap={"xs": XS, prefix: name.namespace})
        parent.append(element)
        return element

    def prefixed(self, element: etree._Element, name: QName) -> str:
        """Return a name of this schema's own namespace as an attribute of the element has it."""
        prefix, _ = self._prefix(element, self.namespace)
        return f"{prefix}:{name.name}" if prefix else name.name

    def _prefix(self, parent: etree._Element, namespace: str) -> tuple[str, bool]:
        if not namespace:
            return "", False
        for prefix, bound in parent.nsmap.items():
            if prefix is not None and bound == namespace:
                return prefix, False
        self.prefixes += 1
        return f"q{self.prefixes}", True


def _schema_for(namespace: str, schemas: dict[str, _Schema], contracts: DataContractSet) -> _Schema:
    if namespace not in schemas:
        ser = {"ser": SERIALIZATION} if _uses_serialization_types(namespace, contracts) else {}
        own = (contract for contract in contracts if contract.name.namespace == namespace)
        given = next((schema for schema in map(provided_schema, own) if schema is not None), None)
        if given is not None:
            schemas[namespace] = _continued(namespace, given, contracts, nsmap=ser)
            return schemas[namespace]
        nsmap = {"tns": namespace, **ser} if namespace else ser
        attributes = {"elementFormDefault": "qualified"} | ({"targetNamespace": namespace} if namespace else {})
        root = make_element(xs("schema"), attributes, nsmap={**nsmap, "xs": XS})
        schemas[namespace] = _Schema(namespace, root, contracts)
    return schemas[namespace]


def _continued(namespace: str, given: etree._Element, contracts: DataContractSet, *, nsmap: dict[str, str]) -> _Schema:
    """Return a schema that begins with all of the one given by a type, as .NET adds to that of a provider."""
    attributes = {str(name): str(value) for name, value in given.attrib.items()}
    prefixes: dict[str | None, str] = dict(given.nsmap)
    prefixes.update(nsmap)
    root = make_element(xs("schema"), attributes, nsmap=prefixes)
    root.extend(list(given))
    imports = [child.get("namespace", "") for child in root.iterchildren(xs("import"))]
    return _Schema(namespace, root, contracts, imports=imports)


def _uses_serialization_types(namespace: str, contracts: DataContractSet) -> bool:
    """Tell whether the schema says ``ser:``, for a type or for an attribute."""
    names = (
        name
        for item in (*contracts, *contracts.elements.values())
        if item.name.namespace == namespace
        for name in (item.references() if isinstance(item, DataContract) else (item.type,))
    )
    return any(name.namespace == SERIALIZATION for name in names) or any(
        contract.name.namespace == namespace
        and (
            _brings_reference_attributes(contract, contracts)
            or (isinstance(contract, ClassDataContract) and contract.is_iserializable and contract.base is None)
            or (isinstance(contract, XmlDataContract) and SERIALIZATION in named_namespaces(contract))
        )
        for contract in contracts
    )


def _brings_reference_attributes(contract: DataContract, contracts: DataContractSet) -> bool:
    """Tell whether this contract is the one of its line that says ``ser:Id`` and ``ser:Ref``."""
    if isinstance(contract, ClassDataContract) and contract.base is not None:
        base = contracts.contracts.get(contract.base)
        return contract.is_reference and not (isinstance(base, ClassDataContract) and base.is_reference)
    return isinstance(contract, (ClassDataContract, CollectionDataContract)) and contract.is_reference


def _export(contract: DataContract, schema: _Schema, parent: etree._Element) -> None:
    """Append a type to the schema, or to an element in which it has no name."""
    name = {"name": contract.name.name} if parent is schema.root else {}
    match contract:
        case ClassDataContract():
            _export_class(contract, schema.child(parent, "complexType", name), schema)
        case CollectionDataContract():
            _export_collection(contract, schema.child(parent, "complexType", name), schema)
        case EnumDataContract():
            _export_enum(contract, schema.child(parent, "simpleType", name), schema)
        case SimpleDataContract() if not contract.is_anonymous:
            _append_simple_type(contract, schema.root, schema)
        case XmlDataContract() if not contract.is_anonymous:
            append_definition(contract, schema.root, need=schema.need)


def _export_own_element(contract: DataContract, schema: _Schema, schemas: dict[str, _Schema]) -> None:
    """Export the contract's own global element, unless the set has another of this name."""
    name = contract.name
    if name == DATA_SET:
        name = DATA_SET_ROOT
        schema = _schema_for("", schemas, schema.contracts)
    elif name != DATA_TABLE and _is_anonymous(contract):
        return
    if name not in schema.contracts.elements and name not in schema.contracts.defined_elements:
        _export_element(
            GlobalElement(name=name, type=contract.name, annotation=contract.annotation.at(OWN_ELEMENT)), schema
        )


def _export_type_of(element: etree._Element, type_: QName, schema: _Schema) -> None:
    """Give an element whose definition is kept its type: inside it, but where others refer to that by name."""
    if type_ not in schema.contracts.types_inside_elements:
        element.set("type", schema.prefixed(element, type_))
        return
    before = sum(1 for child in element if child.tag == xs("annotation"))
    _export(schema.contracts[type_], schema, element)
    element.insert(before, element[-1])


def _export_class(contract: ClassDataContract, complex_type: etree._Element, schema: _Schema) -> None:
    said = Said(annotation=contract.annotation, generic=contract.generic, is_value_type=contract.is_value_type)
    annotate(complex_type, said)
    parent = complex_type
    for member in contract.members:  # which .NET's exporter writes before the base
        if not _is_anonymous(schema.contracts[member.type]):
            schema.need(member.type.namespace)
    if contract.base is not None:
        content = schema.child(complex_type, "complexContent", {"mixed": "false"})
        parent = schema.child(content, "extension", {}, refers=("base", contract.base))
    if contract.is_iserializable:
        _export_entries(contract, parent, schema)
    else:
        _export_members(contract, parent, schema)
    annotate_inside(complex_type, contract.annotation)


def _export_members(contract: ClassDataContract, parent: etree._Element, schema: _Schema) -> None:
    sequence = schema.child(parent, "sequence", {})
    _check_inherited_names(contract, schema.contracts)
    for member in contract.members:
        _export_member(member, sequence, schema)
    if contract.is_value_type:
        schema.need(SERIALIZATION)
    _export_reference_attributes(contract, parent, schema)


def _export_entries(contract: ClassDataContract, parent: etree._Element, schema: _Schema) -> None:
    """Write what an ISerializable holds, elements in no namespace, where no base has said so."""
    if contract.base is None:
        any_local = {"minOccurs": "0", "maxOccurs": "unbounded", "namespace": "##local", "processContents": "skip"}
        schema.child(schema.child(parent, "sequence", {}), "any", any_local)
        schema.need(SERIALIZATION)
        schema.child(parent, "attribute", {"ref": "ser:FactoryType"})


def _check_inherited_names(contract: ClassDataContract, contracts: DataContractSet) -> None:
    """Refuse a member that a base has too, in the same namespace, where no schema can have both.

    Only one of them may come next, as .NET's exporter finds too: an element that must be there comes between them, or
    is the first of them. Elements of one name have one type, which .NET does not look at.
    """
    types: dict[tuple[str, str], QName] = {}
    next_ones: set[tuple[str, str]] = set()
    for namespace, member in contracts.members(contract):
        name = (namespace, member.name)
        if name in next_ones:
            reason = f"a base has a member {member.name!r} too: no schema can tell them apart"
            raise SchemaError(reason, component=contract.name.clark)
        if name in types and (types[name] != member.type or _is_anonymous(contracts[member.type])):
            reason = f"a base has a member {member.name!r} too: in a schema, elements of one name have one type"
            raise SchemaError(reason, component=contract.name.clark)
        types[name] = member.type
        next_ones = set() if member.is_required else {*next_ones, name}


def _export_member(member: DataMember, sequence: etree._Element, schema: _Schema) -> None:
    attributes = {} if member.is_required else {"minOccurs": "0"}
    attributes["name"] = member.name
    if member.is_nillable:
        attributes["nillable"] = "true"
    element = _typed_element(sequence, attributes, member.type, schema=schema)
    said = Said(annotation=member.annotation, emit_default_value=member.emit_default_value, declares=member.declares)
    annotate(element, said)


def _typed_element(
    parent: etree._Element, attributes: dict[str, str], type_: QName, *, schema: _Schema
) -> etree._Element:
    """Append an element of this type; .NET writes its types for any XML out in each element."""
    contract = schema.contracts[type_]
    if not _is_anonymous(contract):
        return schema.element(parent, attributes, type_)
    element = schema.element(parent, attributes, None)
    if isinstance(contract, SimpleDataContract):
        _append_simple_type(contract, element, schema)
    elif isinstance(contract, XmlDataContract) and contract.schema:
        append_definition(contract, element, need=schema.need)
    else:
        append_anonymous(type_, element)
    return element


def _is_anonymous(contract: DataContract) -> bool:
    return isinstance(contract, XmlDataContract | SimpleDataContract) and contract.is_anonymous


def _export_reference_attributes(contract: DataContract, parent: etree._Element, schema: _Schema) -> None:
    if _brings_reference_attributes(contract, schema.contracts):
        schema.need(SERIALIZATION)
        schema.child(parent, "attribute", {"ref": "ser:Id"})
        schema.child(parent, "attribute", {"ref": "ser:Ref"})


def _export_collection(contract: CollectionDataContract, complex_type: etree._Element, schema: _Schema) -> None:
    annotate(
        complex_type,
        Said(annotation=contract.annotation, generic=contract.generic, is_dictionary=contract.is_dictionary),
    )
    sequence = schema.child(complex_type, "sequence", {})
    most = "unbounded" if contract.max_items is None else str(contract.max_items)
    attributes = {"minOccurs": str(contract.min_items), "maxOccurs": most, "name": contract.item_name}
    if contract.is_item_nillable:
        attributes["nillable"] = "true"
    if isinstance(contract.item, QName):
        _typed_element(sequence, attributes, contract.item, schema=schema)
    else:
        item = schema.element(sequence, attributes, None)
        entry = schema.child(schema.child(item, "complexType", {}), "sequence", {})
        for member in contract.item:
            _export_member(member, entry, schema)
    _export_reference_attributes(contract, complex_type, schema)
    annotate_inside(complex_type, contract.annotation)


def _export_enum(contract: EnumDataContract, simple_type: etree._Element, schema: _Schema) -> None:
    members = tuple(member.name for member in contract.members) if contract.is_open else None
    base = None if contract.base_type == INT else contract.base_type
    annotate(simple_type, Said(annotation=contract.annotation, actual_type=base, open_members=members))
    parent = simple_type
    if contract.is_flags:
        parent = schema.child(schema.child(simple_type, "list", {}), "simpleType", {})
    restriction = schema.child(parent, "restriction", {"base": "xs:string"})
    annotate_inside(simple_type, contract.annotation)
    if contract.is_open:
        return
    for index, member in enumerate(contract.members):
        enumeration = schema.child(restriction, "enumeration", {"value": member.name})
        is_default = member.value == default_enum_value(index, is_flags=contract.is_flags)
        annotate(
            enumeration, Said(annotation=member.annotation, enumeration_value=None if is_default else member.value)
        )
        if not is_default:
            schema.need(SERIALIZATION)


def _append_simple_type(contract: SimpleDataContract, parent: etree._Element, schema: _Schema) -> None:
    simple_type = schema.child(parent, "simpleType", {} if contract.is_anonymous else {"name": contract.name.name})
    annotate(simple_type, Said(annotation=contract.annotation))
    base = schema.contracts[contract.base]
    if isinstance(base, SimpleDataContract) and base.is_anonymous:
        restriction = schema.child(simple_type, "restriction", {})
        _append_simple_type(base, restriction, schema)
    else:
        restriction = schema.child(simple_type, "restriction", {}, refers=("base", contract.base))
    for facet in contract.facets:
        annotate(schema.child(restriction, facet.name, {"value": facet.value}), Said(annotation=facet.annotation))
    annotate_inside(simple_type, contract.annotation)


def _export_element(element: GlobalElement, schema: _Schema) -> None:
    attributes = {"name": element.name.name} | ({"nillable": "true"} if element.is_nillable else {})
    annotate(_typed_element(schema.root, attributes, element.type, schema=schema), Said(annotation=element.annotation))


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
    return files("dcxml.xsd").joinpath("serialization.xsd").read_bytes()


def _file_names(namespaces: Iterable[str]) -> Iterator[str]:
    """Yield a name for each namespace: its last part, made safe on any system, no two alike even in case."""
    taken: set[str] = set()
    for namespace in namespaces:
        last = re.split(r"[/:#?\\]", namespace.rstrip("/:#?\\ \t\n\r"))[-1]
        stem = re.sub(r"[^A-Za-z0-9._-]+", "_", last).strip(".")[:_LONGEST_FILE_NAME] or "schema"
        stem = f"_{stem}" if _RESERVED_FILE_NAMES.match(stem) else stem
        name, count = stem, 1
        while name.lower() in taken:
            count += 1
            name = f"{stem}-{count}"
        taken.add(name.lower())
        yield f"{name}.xsd"
