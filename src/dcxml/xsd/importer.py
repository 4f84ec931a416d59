"""XML Schema to data contracts, by the rules of .NET's ``SchemaImporter``; the exporter's twin.

Those rules are about how a schema is written (which particle, which attributes), so it is the document that is
walked here; what its components mean together has been judged before. What .NET refuses is told, and read all the
same: as a class where that loses nothing, else as XML with its definition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, evolve, field

from dcxml.contract.annotation import OWN_ELEMENT, SAID_NOTHING, Annotation, joined
from dcxml.contract.contract_set import DataContractSet
from dcxml.contract.model import (
    DATA_SET,
    DATA_SET_ROOT,
    ClassDataContract,
    DataContract,
    GlobalElement,
    XmlDataContract,
)
from dcxml.contract.primitives import EXPORTED_CLASSES, PRIMITIVE_CONTRACTS
from dcxml.errors import InvalidDataContractError, SchemaError
from dcxml.qname import QName
from dcxml.xsd.completion import complete
from dcxml.xsd.complex_types import complex_contract
from dcxml.xsd.components import Component, Components
from dcxml.xsd.definitions import definition_of, kept_components
from dcxml.xsd.duplicates import drop_duplicates
from dcxml.xsd.elements import fault
from dcxml.xsd.judgement import judge
from dcxml.xsd.particles import is_true
from dcxml.xsd.places import annotation_of_element, annotation_of_schema, annotation_of_type
from dcxml.xsd.reading import Reading
from dcxml.xsd.refusals import Refusals, Refused, refuse_all
from dcxml.xsd.simple_types import simple_contract
from dcxml.xsd.sources import read_sources
from dcxml.xsd.vocabulary import ANY_TYPE, xs
from dcxml.xsd.wsdl import read_operations
from dcxml.xsd.xml_shapes import is_any_xml, is_without_schema

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    from lxml import etree

    from dcxml.xsd.documents import SchemaDocument

__all__ = ["read_schemas"]


def read_schemas(*paths: str | PathLike[str], strict: bool = False) -> DataContractSet:
    """Return the data contracts that schemas define, in the files' order, and the operations of services.

    A path is an XSD or a WSDL 1.1 file, a folder with such files (``*.xsd``, ``*.wsdl``) or a glob pattern. What they
    include and import is read where it is a local file; nothing is read from the network. A contract that nothing
    defines is made from its name where this tells all of it (lists, dictionaries and pairs of built-in types), else it
    stands as an `UnresolvedDataContract` and is named in ``missing``, as is a file that is included and not there; with
    ``strict`` it is refused. What .NET's importer refuses is listed in ``refusals`` and read all the same.

    :raises SchemaError: where no path is given, a file cannot be read, is no schema or a faulty one, or, with
        ``strict``, where something is missing or .NET's importer refuses a type, all of it in one error; with file,
        line and component.
    """
    sources = read_sources(paths)
    drop_duplicates(sources.documents)
    services = read_operations(sources)
    completion = complete([*sources.documents, *services.wrappers], services.implied)
    documents = [*sources.documents, *services.wrappers, *completion.implied]
    judge([*documents, *completion.stubs])
    components, refusals = Components(documents), Refusals()
    missing = [*sources.missing, *completion.missing, *services.missing]
    run = _Import(Reading(components, refusals))
    try:
        run.read_all()
    except SchemaError as error:
        if strict:
            refusals.faults.append(error)
            refuse_all(missing, refusals)
        raise
    if strict:
        refuse_all(missing, refusals)
    contracts = run.contracts()
    kept = kept_components(run.reading)
    try:
        return DataContractSet(
            contracts,
            run.elements,
            services.operations,
            missing,
            refusals.found.values(),
            components=kept,
            annotations=_said_of_schemas(sources.documents),
        )
    except InvalidDataContractError as error:
        raise fault(str(error), documents[0].root) from None


def _said_of_schemas(documents: Iterable[SchemaDocument]) -> dict[str, Annotation]:
    """Return what is said about the schemas of each namespace, in the documents' order."""
    found: dict[str, Annotation] = {}
    for document in documents:
        said = annotation_of_schema(document.root)
        if said:
            found[document.namespace] = joined((found.get(document.namespace, SAID_NOTHING), said))
    return found


def _kept(element: etree._Element, name: QName) -> XmlDataContract:
    """Return a type as XML with its definition; one without a name stays without."""
    if is_without_schema(element):
        return XmlDataContract(name=name)
    schema, is_anonymous = definition_of(element, name.namespace), "name" not in element.attrib
    return XmlDataContract(name=name, schema=schema, is_anonymous=is_anonymous)


def _without_struct(contract: DataContract) -> DataContract:
    """Return a class for a struct from which another type is derived, as .NET's importer has it."""
    if isinstance(contract, ClassDataContract) and contract.is_value_type:
        return evolve(contract, is_value_type=False)
    return contract


@define
class _Import:
    """One run over the components; ``read`` are the contracts of each, its types without a name included.

    ``anonymous`` are the types of global elements that are still to be read, ``own_elements`` what is said about those
    that are just a type's own.
    """

    reading: Reading
    elements: list[GlobalElement] = field(factory=list)
    read: dict[etree._Element, list[DataContract]] = field(factory=dict)
    anonymous: dict[QName, list[Component]] = field(factory=dict)
    own_elements: dict[QName, Annotation] = field(factory=dict)

    def read_all(self) -> None:
        """Read simple types, elements and complex types, in this order: each needs what was read before."""
        components = self.reading.components
        for name, element in components.bases_first("simpleType"):
            self._read_type(element, name)
        for name, element in components.in_order("element"):
            self._type_element(element, name)
        for name, element in components.bases_first("complexType"):
            self._read_type(element, name)
        for name, element in components.in_order("element"):
            self._read_element(element, name)

    def contracts(self) -> list[DataContract]:
        """Return the contracts in the documents' order, the types without a name after those they are in."""
        in_order = self.reading.components.in_order("simpleType", "complexType", "element")
        listed = [contract for _, element in in_order for contract in self.read.get(element, ())]
        names = {contract.name for contract in listed}
        listed += [contract for name, contract in self.reading.contracts.items() if name not in names]
        bases = {contract.base for contract in listed if isinstance(contract, ClassDataContract)}
        in_lines = (_without_struct(contract) if contract.name in bases else contract for contract in listed)
        return [self._with_own_element(contract) for contract in in_lines]

    def _with_own_element(self, contract: DataContract) -> DataContract:
        said = self.own_elements.get(contract.name)
        if not said:
            return contract
        return evolve(contract, annotation=joined((contract.annotation, said.put(OWN_ELEMENT))))

    def _read_type(self, element: etree._Element, name: QName) -> None:
        self.read[element] = self._read_nested([Component(name, element)])

    def _read_nested(self, waiting: list[Component]) -> list[DataContract]:
        """Return the contracts of types, each followed by those of the types without a name inside."""
        found = []
        while waiting:
            name, element = waiting.pop(0)
            contract = self._contract(element, name)
            found.append(evolve(contract, annotation=annotation_of_type(element, contract, self.reading)))
            waiting[:0] = self.reading.nested
            self.reading.nested = []
            self.reading.contracts[name] = found[-1]
        return found

    def _contract(self, element: etree._Element, name: QName) -> DataContract:
        if name in EXPORTED_CLASSES:
            return PRIMITIVE_CONTRACTS[name]
        self.reading.component = name
        is_any = "name" not in element.attrib and is_any_xml(element)
        if is_any or self.reading.has_qualified_values(element):
            return _kept(element, name)
        make = complex_contract if element.tag == xs("complexType") else simple_contract
        try:
            return make(element, name, self.reading)
        except Refused as refused:
            self.reading.refusals.note(name, refused.reason, refused.element)
            self.reading.forget(0)
        except InvalidDataContractError as error:
            raise fault(error.reason, element) from None
        return _kept(element, name)

    def _type_element(self, element: etree._Element, name: QName) -> None:
        """Find the type of a global element; one without a name is named after the element, and read later."""
        reading = self.reading
        reading.component = name
        try:
            type_ = reading.type_of(element, name, simple=QName(name.namespace, f"{name.name}Type"))
        except Refused as refused:
            reading.refusals.note(name, refused.reason, refused.element)
            type_ = ANY_TYPE
        reading.element_types[name] = type_
        self.anonymous[name], reading.nested = reading.nested, []

    def _read_element(self, element: etree._Element, name: QName) -> None:
        type_ = self.reading.element_types[name]
        anonymous = tuple(self.anonymous[name])
        self.read[element] = self._read_nested(self.anonymous[name])
        if name in self.reading.components.types:
            self._check_element(element, name, type_)
        contract = self.reading.contracts.get(type_)
        is_inside = isinstance(contract, XmlDataContract) and contract.is_anonymous and bool(contract.schema)
        is_own = (type_ == name and not is_inside) or (type_ == DATA_SET and name == DATA_SET_ROOT)
        is_nillable = is_true(element, "nillable")
        annotation = annotation_of_element(element, anonymous)
        if is_own and is_nillable:
            self.own_elements[type_] = annotation
            return
        self.elements.append(GlobalElement(name=name, type=type_, is_nillable=is_nillable, annotation=annotation))

    def _check_element(self, element: etree._Element, name: QName, type_: QName) -> None:
        """Note what .NET refuses of the element that has the name of a type: it must be of this type, and plain.

        Where the type is its own, without a name, it may be anything.
        """
        refusals = self.reading.refusals
        if self.reading.components.types[name].getparent() is element:
            return
        if type_ != name:
            refusals.note(name, f"the global element is of the type {type_.clark}, not of its own name's", element)
        for attribute in ("default", "fixed"):
            if attribute in element.attrib:
                refusals.note(name, f"{attribute} on an element cannot be imported", element)
        if is_true(element, "abstract") or "substitutionGroup" in element.attrib:
            attribute = "abstract" if is_true(element, "abstract") else "substitutionGroup"
            refusals.note(name, f"{attribute} on a global element cannot be imported", element)
