"""Schemas while they are written: their elements, the namespaces they import, the prefixes they bind.

What .NET's ``SchemaHelper`` and ``XmlSchema.Write`` do; the twin of ``reading.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, field
from lxml import etree

from dcxml.contract.model import ClassDataContract, CollectionDataContract, DataContract, XmlDataContract
from dcxml.qname import SERIALIZATION, XS, XSI
from dcxml.xsd.elements import make_element
from dcxml.xsd.vocabulary import xs
from dcxml.xsd.xml_types import named_namespaces, provided_schema

if TYPE_CHECKING:
    from dcxml.contract.contract_set import DataContractSet
    from dcxml.qname import QName

__all__ = ["Schema", "brings_reference_attributes", "schema_for"]


@define
class Schema:
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


def schema_for(namespace: str, schemas: dict[str, Schema], contracts: DataContractSet) -> Schema:
    """Return the schema of a namespace, begun and put among the others where there is none yet."""
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
        schemas[namespace] = Schema(namespace, root, contracts)
    return schemas[namespace]


def _continued(namespace: str, given: etree._Element, contracts: DataContractSet, *, nsmap: dict[str, str]) -> Schema:
    """Return a schema that begins with all of the one given by a type, as .NET adds to that of a provider."""
    attributes = {str(name): str(value) for name, value in given.attrib.items()}
    prefixes: dict[str | None, str] = dict(given.nsmap)
    prefixes.update(nsmap)
    root = make_element(xs("schema"), attributes, nsmap=prefixes)
    root.extend(list(given))
    imports = [child.get("namespace", "") for child in root.iterchildren(xs("import"))]
    return Schema(namespace, root, contracts, imports=imports)


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
            brings_reference_attributes(contract, contracts)
            or (isinstance(contract, ClassDataContract) and contract.is_iserializable and contract.base is None)
            or (isinstance(contract, XmlDataContract) and SERIALIZATION in named_namespaces(contract))
        )
        for contract in contracts
    )


def brings_reference_attributes(contract: DataContract, contracts: DataContractSet) -> bool:
    """Tell whether this contract is the one of its line that says ``ser:Id`` and ``ser:Ref``."""
    if isinstance(contract, ClassDataContract) and contract.base is not None:
        base = contracts.contracts.get(contract.base)
        return contract.is_reference and not (isinstance(base, ClassDataContract) and base.is_reference)
    return isinstance(contract, (ClassDataContract, CollectionDataContract)) and contract.is_reference
