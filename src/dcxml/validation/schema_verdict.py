"""The verdict of W3C XML Schema, by libxml2, through the schemas that are exported from the contracts."""

from __future__ import annotations

import re
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from attrs import define, field
from lxml import etree

from dcxml.contract import (
    ClassDataContract,
    DataContract,
    DataContractSet,
    GlobalElement,
    SimpleDataContract,
    UnresolvedDataContract,
    XmlDataContract,
)
from dcxml.contract.model import own_root
from dcxml.qname import SERIALIZATION, XS
from dcxml.validation import rules
from dcxml.validation.faults import Fault, local_name
from dcxml.validation.schema_compiler import compile_schemas
from dcxml.validation.slots import ContractTables
from dcxml.xsd.exporter import schema_documents, serialization_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CompiledSchema", "NodePaths", "compiled_schema"]

_FACET: Final = re.compile(r"\[facet '(?P<name>\w+)'\].*'(?P<value>[^']*)'\.$")
_BLANKS: Final = re.compile(r": '(\s.*|.*\s)' is not a valid value of the atomic type 'xs:dateTime'\.$", re.DOTALL)
"""libxml2 does not collapse the white space around a date and a time, as W3C XML Schema has it; the rest is judged by
the primitive table."""
_STEP: Final = re.compile(r"/(?P<name>[^/\[]+)(?:\[(?P<number>\d+)\])?")


@define(eq=False)
class CompiledSchema:
    """A compiled schema; libxml2 keeps one error log for each, so one document at a time.

    ``tables`` is what the walk along the same contracts prepares and wants to find again.
    """

    schema: etree.XMLSchema
    tables: ContractTables = field(factory=ContractTables)
    _lock: Lock = field(factory=Lock)

    def faults(self, root: etree._Element) -> Iterator[tuple[Fault, bool]]:
        """Yield the faults of a document or a part of one, and for each whether it is one of children, not of text."""
        with self._lock:
            if self.schema.validate(root):
                return
            entries = list(self.schema.error_log)
        paths = NodePaths(root)
        for entry in entries:
            if _BLANKS.search(entry.message):
                continue
            element = paths.element_at(entry.path)
            # The names in libxml2's sentences carry their namespaces, the element's own first.
            sentence = re.sub(r"^Element '(?:\{[^}]*\})?([^']*)'", r"\1", entry.message)
            facet = _FACET.search(sentence)
            fault = Fault(
                rule=rules.FACET if facet else rules.SCHEMA,
                element=element,
                message=sentence,
                found=element.text,
                expected=f"{facet['name']} {facet['value']}" if facet else "what the schema allows",
            )
            yield fault, entry.type_name == "SCHEMAV_ELEMENT_CONTENT"


_compiled: WeakKeyDictionary[DataContractSet, CompiledSchema] = WeakKeyDictionary()
_compiling = Lock()


def compiled_schema(contracts: DataContractSet) -> CompiledSchema:
    """Return the schema of a contract set, compiled once.

    :raises SchemaError: where libxml2 refuses it.
    """
    with _compiling:
        found = _compiled.get(contracts)
        if found is None:
            found = _compiled[contracts] = CompiledSchema(_compile(contracts))
        return found


def _compile(given: DataContractSet) -> etree.XMLSchema:
    contracts = _opened(given)
    trees = schema_documents(contracts)
    if SERIALIZATION not in trees:  # its elements may be the root of any document: <int xmlns="…/Serialization/">
        trees[SERIALIZATION] = etree.fromstring(serialization_schema())
    for name in contracts.unresolved():
        if name.namespace not in trees:
            trees[name.namespace] = _empty_schema(name.namespace)
        trees[name.namespace].append(_anything(name.name))
        if name not in given.unresolved() and name not in contracts.elements:
            root = etree.SubElement(trees[name.namespace], f"{{{XS}}}element", name=name.name, nillable="true")
            root.append(_anything())
    return compile_schemas(trees)


def _opened(contracts: DataContractSet) -> DataContractSet:
    """Return the set without what may hold anything: as types that nothing defines.

    These are .NET's own XML types, for which it exports what refuses what .NET itself writes (``xs:anyAttribute`` is
    strict, and so is ``xs:any``), and types with a base that nothing defines, whose content no schema can tell.
    """
    own = [contract for contract in contracts if _may_hold_anything(contract, contracts)]
    if not own:
        return contracts
    roots = {contract.name: GlobalElement(name=own_root(contract.name), type=contract.name) for contract in own}
    return DataContractSet(
        [contract for contract in contracts if contract not in own],
        (roots | dict(contracts.elements)).values(),
        components=contracts.components,
    )


def _may_hold_anything(contract: DataContract, contracts: DataContractSet) -> bool:
    if isinstance(contract, XmlDataContract):
        return not contract.schema
    base: DataContract = contract
    while isinstance(base, (ClassDataContract, SimpleDataContract)) and base.base is not None:
        base = contracts[base.base]
    return base is not contract and isinstance(base, UnresolvedDataContract)


def _empty_schema(namespace: str) -> etree._Element:
    return etree.Element(
        f"{{{XS}}}schema", {"elementFormDefault": "qualified", **({"targetNamespace": namespace} if namespace else {})}
    )


def _anything(name: str = "") -> etree._Element:
    """Return a type of this name that allows everything: it stands for one that nothing defines."""
    anything = etree.Element(f"{{{XS}}}complexType", {"name": name} if name else {}, mixed="true")
    sequence = etree.SubElement(anything, f"{{{XS}}}sequence")
    etree.SubElement(sequence, f"{{{XS}}}any", minOccurs="0", maxOccurs="unbounded", processContents="skip")
    etree.SubElement(anything, f"{{{XS}}}anyAttribute", processContents="skip")
    return anything


@define(eq=False)
class NodePaths:
    """Finds elements by libxml2's node paths; the children of one parent are sorted only once."""

    root: etree._Element
    _children: dict[tuple[etree._Element, str], list[etree._Element]] = field(factory=dict)

    def element_at(self, path: str | None) -> etree._Element:
        """Return the element of a path: ``*[n]`` counts all elements, ``p:name[n]`` those of that name."""
        element = self.root
        for step in list(_STEP.finditer(path or ""))[1:]:
            if step["name"].startswith("@"):
                break
            element = self._child(element, step)
        return element

    def child_at(self, path: str | None) -> etree._Element | None:
        """Return the child of the root in which the element of a path is; None for the root itself."""
        step = next(islice(_STEP.finditer(path or ""), 1, None), None)
        return None if step is None or step["name"].startswith("@") else self._child(self.root, step)

    def _child(self, element: etree._Element, step: re.Match[str]) -> etree._Element:
        same = self._children.get((element, step["name"]))
        if same is None:
            same = self._children[element, step["name"]] = _named(element, step["name"])
        return same[int(step["number"] or 1) - 1]


def _named(element: etree._Element, step: str) -> list[etree._Element]:
    """Return the child elements that a step of a path may mean."""
    prefix, _, name = step.rpartition(":")
    return [
        child
        for child in element
        if isinstance(child.tag, str)
        and (step == "*" or (local_name(child) == name and (child.prefix or "") == prefix))
    ]
