"""XML Schema to data contracts, by the rules of .NET's ``SchemaImporter``; the exporter's twin, in its order.

Those rules are about how a schema is written (which particle, which attributes), so it is the document that is
walked here; what its components mean together has been judged before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from attrs import define, evolve, field
from lxml import etree

from dcxml.contract.contract_set import DataContractSet
from dcxml.contract.model import (
    DATA_SET,
    Annotation,
    ClassDataContract,
    CollectionDataContract,
    DataContract,
    DataMember,
    EnumDataContract,
    EnumMember,
    Facet,
    GlobalElement,
    SimpleDataContract,
    XmlDataContract,
)
from dcxml.contract.primitives import EXPORTED_CLASSES, PRIMITIVE_CONTRACTS, STAND_INS, primitive_contract
from dcxml.contract.rules import base_type_of, check_enumeration
from dcxml.errors import InvalidDataContractError
from dcxml.qname import FACTORY_TYPE, ID, REF, SERIALIZATION, XS, QName
from dcxml.xsd.annotations import said_of
from dcxml.xsd.completion import complete, missing_error
from dcxml.xsd.documents import child_elements, resolve
from dcxml.xsd.duplicates import drop_duplicates
from dcxml.xsd.elements import fault
from dcxml.xsd.judgement import judge
from dcxml.xsd.sources import read_sources
from dcxml.xsd.vocabulary import (
    ANY_TYPE,
    STRING,
    default_enum_value,
    xs,
)
from dcxml.xsd.wsdl import read_operations
from dcxml.xsd.xml_shapes import anonymous_type, is_without_schema
from dcxml.xsd.xml_types import definition_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

    from dcxml.xsd.documents import SchemaDocument

__all__ = ["read_schemas"]

_REFERENCE_ATTRIBUTES: Final = {ID, REF}
_FACETS_OF_ANY_BASE: Final = ("pattern", "enumeration")
_ENTRIES: Final = {"minOccurs": "0", "maxOccurs": "unbounded", "namespace": "##local", "processContents": "skip"}
_MAX_OCCURS_OF_MEMBER: Final = "1"
_KEY_AND_VALUE: Final = 2


def read_schemas(*paths: str | PathLike[str], strict: bool = False) -> DataContractSet:
    """Return the data contracts that schemas define, in the files' order, and the operations of services.

    A path is an XSD or a WSDL 1.1 file, a folder with such files (``*.xsd``, ``*.wsdl``) or a glob pattern. What they
    include and import is read where it is a local file; nothing is read from the network. A contract that nothing
    defines is made from its name in the Arrays namespace, else it stands as an `UnresolvedDataContract` and is named
    in ``missing``; with ``strict`` it is refused.

    :raises SchemaError: where a file cannot be read, is no schema or a faulty one, where .NET's importer refuses a
        type, or, with ``strict``, where something is missing; with file, line and component.
    """
    sources = read_sources(paths)
    drop_duplicates(sources.documents)
    services = read_operations(sources)
    completion = complete([*sources.documents, *services.wrappers])
    documents = [*sources.documents, *services.wrappers, *completion.implied]
    judge([*documents, *completion.stubs])
    reading = _Import(documents)
    missing = [*sources.missing, *completion.missing, *services.missing]
    if strict and missing:
        raise missing_error(missing[0])
    for document in documents:
        for element in child_elements(document.root):
            reading.read_global(element, document.namespace)
    try:
        return DataContractSet(
            reading.settled(),
            reading.elements,
            services.operations,
            missing,
        )
    except InvalidDataContractError as error:
        raise fault(str(error), documents[0].root) from None


@define
class _Import:
    """One run: what the files define, and the contracts made of it so far."""

    documents: list[SchemaDocument]
    types: dict[QName, etree._Element] = field(init=False)
    contracts: dict[QName, DataContract] = field(factory=dict)
    elements: list[GlobalElement] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        self.types = {name: type_ for document in self.documents for name, type_ in document.types().items()}

    def settled(self) -> Iterator[DataContract]:
        """Yield the contracts; a struct from which another type is derived is a class, as .NET's importer has it."""
        bases = {contract.base for contract in self.contracts.values() if isinstance(contract, ClassDataContract)}
        for contract in self.contracts.values():
            if isinstance(contract, ClassDataContract) and contract.is_value_type and contract.name in bases:
                yield evolve(contract, is_value_type=False)
            else:
                yield contract

    def read_global(self, element: etree._Element, namespace: str) -> None:
        """Read a child of ``xs:schema``; those that define neither a type nor an element are passed over."""
        name = QName(namespace, element.get("name", ""))
        if element.tag == xs("complexType"):
            if name in EXPORTED_CLASSES:
                self.contracts[name] = PRIMITIVE_CONTRACTS[name]
            else:
                self._read_complex_type(element, name)
        elif element.tag == xs("simpleType"):
            self.contracts[name] = self._simple_type(element, name)
        elif element.tag == xs("element"):
            self._read_global_element(element, name)

    def _read_complex_type(self, element: etree._Element, name: QName) -> None:
        place = len(self.contracts)
        try:
            contract = self._complex_type(element, name)
        except InvalidDataContractError as error:
            raise fault(error.reason, element) from None
        self.contracts[name] = contract
        if place < len(self.contracts) - 1:  # nested types were met first; they come after the type they are in
            nested = list(self.contracts.items())[place:-1]
            for key, _ in nested:
                del self.contracts[key]
            self.contracts.update(nested)

    def _complex_type(self, element: etree._Element, name: QName) -> DataContract:
        """Return the class, the collection or the XML type that a complex type is."""
        said = said_of(element)
        content, base = self._content(element)
        sequence, attributes = _sequence_and_attributes(content)
        items = [] if sequence is None else list(child_elements(sequence))
        is_iserializable = _is_iserializable(content) or self._inherits_entries(base)
        if is_iserializable and base is not None and (items or attributes):
            _refuse("an ISerializable derived from another has nothing of its own", element)
        if is_iserializable:
            return ClassDataContract(
                name=name,
                annotation=said.annotation,
                base=base,
                is_value_type=said.is_value_type,
                is_iserializable=True,
                generic=said.generic,
            )
        if FACTORY_TYPE in attributes or any(item.tag == xs("any") for item in items):
            if base is not None:
                _refuse("a type that holds any XML cannot extend another", element)
            schema = "" if is_without_schema(element) else _definition(element, name)
            return XmlDataContract(name=name, annotation=said.annotation, schema=schema)
        if said.is_value_type and base is not None:
            _refuse(f"a value type cannot extend {base.clark}", element)
        _check_attributes(content)
        is_reference = attributes >= _REFERENCE_ATTRIBUTES
        if len(items) == 1 and _is_repeated(items[0]):
            if base is not None:
                _refuse("a collection cannot extend another type", element)
            return self._collection(element, name, items[0], is_reference=is_reference)
        return ClassDataContract(
            name=name,
            annotation=said.annotation,
            members=tuple(self._member(item, name) for item in items),
            base=base,
            is_value_type=said.is_value_type,
            is_reference=is_reference or self._is_reference(base),
            generic=said.generic,
        )

    def _content(self, element: etree._Element) -> tuple[etree._Element, QName | None]:
        """Return the element that holds the particle and the attributes, and the base class."""
        if element.get("abstract") in ("true", "1"):
            _refuse("an abstract type cannot be imported", element)
        content = next(
            (c for c in child_elements(element) if c.tag in (xs("complexContent"), xs("simpleContent"))), None
        )
        holds_any = next(element.iter(xs("any")), None) is not None
        for node in (element, content):
            if node is not None and node.get("mixed") in ("true", "1") and not holds_any:
                _refuse("mixed content cannot be imported", node)
        if content is None:
            return element, None
        if content.tag == xs("simpleContent"):
            _refuse("simple content cannot be imported", content)
        derivation = next(child_elements(content))
        base = resolve(derivation, derivation.get("base", ""))
        if base == ANY_TYPE:
            return derivation, None
        if derivation.tag == xs("restriction"):
            _refuse("a complex type by restriction cannot be imported", derivation)
        base_type = self.types.get(base)
        if base_type is None and base.namespace not in (XS, SERIALIZATION):
            return derivation, base  # it is missing
        if base_type is None or base_type.tag != xs("complexType") or self._is_collection(base_type):
            _refuse(f"the base {base.clark} is not a class", derivation)
        return derivation, base

    def _is_collection(self, element: etree._Element) -> bool:
        items = [*element.iterfind(f"{xs('sequence')}/{xs('element')}")]
        return len(items) == 1 and _is_repeated(items[0])

    def _is_reference(self, name: QName | None) -> bool:
        """Tell whether a class or one of its bases has the attributes of references."""
        while name in self.types:
            content, base = self._content(self.types[name])
            if _sequence_and_attributes(content)[1] >= _REFERENCE_ATTRIBUTES:
                return True
            name = base
        return False

    def _inherits_entries(self, name: QName | None) -> bool:
        """Tell whether a base is ISerializable, or one of its bases."""
        while name in self.types:
            content, base = self._content(self.types[name])
            if _is_iserializable(content):
                return True
            name = base
        return False

    def _member(self, element: etree._Element, owner: QName) -> DataMember:
        self._check_member(element)
        if element.get("maxOccurs", "1") != _MAX_OCCURS_OF_MEMBER:
            _refuse("maxOccurs must be 1 where there are other elements", element)
        said = said_of(element)
        nested = QName(owner.namespace, f"{owner.name}.{element.get('name')}Type")
        type_ = said.actual_type or self._type_of(element, nested)
        is_nillable = _is_nillable(element)
        return DataMember(
            name=element.get("name", ""),
            type=type_,
            is_nillable=is_nillable,
            is_required=element.get("minOccurs", "1") != "0",
            # .NET: what cannot be nil and is no value type is left out where it is null.
            emit_default_value=said.emit_default_value and (is_nillable or self._is_value_type(type_)),
            declares=said.declares,
            annotation=said.annotation,
        )

    def _check_member(self, element: etree._Element) -> None:
        if element.tag != xs("element") or "ref" in element.attrib:
            _refuse("only local elements can be imported in a sequence", element)
        root = element.getroottree().getroot()
        if element.get("form", root.get("elementFormDefault", "unqualified")) != "qualified":
            _refuse("the local element must be qualified", element)
        _check_value_constraint(element)
        if element.get("minOccurs", "1") not in ("0", "1"):
            _refuse("minOccurs must be 0 or 1", element)

    def _type_of(self, element: etree._Element, nested: QName) -> QName:
        """Return the contract's name of an element's type; an anonymous one becomes a contract, or is its base.

        ``nested`` is the name that such a contract takes, where it is free.
        """
        if "type" in element.attrib:
            return _stand_in(resolve(element, element.get("type", "")), element)
        anonymous = next((c for c in child_elements(element) if c.tag in (xs("simpleType"), xs("complexType"))), None)
        if anonymous is None:
            return ANY_TYPE
        if anonymous.tag == xs("simpleType"):
            return self._simple_base(anonymous)
        xml_type = anonymous_type(anonymous)
        if xml_type is not None:
            self.contracts.setdefault(xml_type, XmlDataContract(name=xml_type))
            return xml_type
        name = self._free_name(nested)
        self._read_complex_type(anonymous, name)
        return name

    def _free_name(self, name: QName) -> QName:
        count, free = 0, name
        while free in self.types or free in self.contracts:
            count += 1
            free = QName(name.namespace, f"{name.name}{count}")
        return free

    def _is_value_type(self, name: QName) -> bool:
        primitive = primitive_contract(name)
        if primitive is not None:
            return primitive.primitive.is_value_type
        contract = self.contracts.get(name)
        element = self.types.get(name)
        if element is None:
            return isinstance(contract, ClassDataContract) and contract.is_value_type
        if element.tag == xs("complexType"):
            return said_of(element).is_value_type
        simple = contract or self._simple_type(element, name)
        return not isinstance(simple, SimpleDataContract) or self._is_value_type(simple.base)

    def _collection(
        self, element: etree._Element, name: QName, item: etree._Element, *, is_reference: bool
    ) -> CollectionDataContract:
        said = said_of(element)
        self._check_member(item)
        key = value = item_type = None
        if said.is_dictionary:
            key, value = self._key_and_value(item, name)
        else:
            item_type = self._type_of(item, QName(name.namespace, item.get("name", "")))
        return CollectionDataContract(
            name=name,
            annotation=said.annotation,
            item_name=item.get("name", ""),
            item_type=item_type,
            is_item_nillable=_is_nillable(item),
            key=key,
            value=value,
            is_reference=is_reference,
            generic=said.generic,
        )

    def _key_and_value(self, item: etree._Element, owner: QName) -> list[DataMember]:
        entry = item.find(f"{xs('complexType')}/{xs('sequence')}")
        if entry is None and "type" in item.attrib:
            named = self.types.get(resolve(item, item.get("type", "")))
            entry = None if named is None else named.find(xs("sequence"))
        parts = [] if entry is None else [self._member(part, owner) for part in child_elements(entry)]
        if len(parts) != _KEY_AND_VALUE or not all(part.is_required for part in parts):
            _refuse("the item of a dictionary must be exactly two required elements", item)
        return [evolve(part, emit_default_value=True) for part in parts]  # a key or value is always written

    def _simple_type(self, element: etree._Element, name: QName) -> DataContract:
        """Return the enumeration that a simple type is, or the simple type with its facets."""
        said = said_of(element)
        restriction = next(child_elements(element))
        is_flags = restriction.tag == xs("list")
        if is_flags:
            restriction = _listed_restriction(restriction)
        if restriction.tag != xs("restriction"):
            _refuse("a simple type must be a restriction or a list of one", restriction)
        facets = [facet for facet in child_elements(restriction) if facet.tag != xs("simpleType")]
        if said.open_members is not None:
            members = tuple(EnumMember(name=text, value=index) for index, text in enumerate(said.open_members))
        elif facets and all(f.tag == xs("enumeration") for f in facets) and self._is_enumerable(restriction):
            members = tuple(_enum_member(facet, index, is_flags=is_flags) for index, facet in enumerate(facets))
        elif is_flags:
            _refuse("the items of a list must be an enumeration", restriction)
        else:
            return self._restricted(restriction, name, annotation=said.annotation, facets=facets)
        base_type = said.actual_type or base_type_of([member.value for member in members])
        try:
            check_enumeration(name.clark, base_type, ())
            return EnumDataContract(
                name=name,
                annotation=said.annotation,
                members=members,
                is_flags=is_flags,
                is_open=said.open_members is not None,
                base_type=base_type,
            )
        except InvalidDataContractError as error:
            raise fault(error.reason, element) from None

    def _is_enumerable(self, restriction: etree._Element) -> bool:
        """Tell whether the base is a string or an enumeration, so that its enumerated texts make one."""
        if "base" not in restriction.attrib:
            return self._simple_base(next(child_elements(restriction))) == STRING
        base = resolve(restriction, restriction.get("base", ""))
        element = self.types.get(base)
        return base == STRING or (
            element is not None
            and element.tag == xs("simpleType")
            and isinstance(self._simple_type(element, base), EnumDataContract)
        )

    def _restricted(
        self, restriction: etree._Element, name: QName, *, annotation: Annotation, facets: list[etree._Element]
    ) -> SimpleDataContract:
        written, base = self._restriction_base(restriction)
        return SimpleDataContract(
            name=name,
            annotation=annotation,
            base=base,
            facets=tuple(
                Facet(etree.QName(facet).localname, facet.get("value", ""))
                for facet in facets
                # A facet of a type that another stands in for may be none of the other's (a date's minInclusive).
                if written == base or etree.QName(facet).localname in _FACETS_OF_ANY_BASE
            ),
        )

    def _simple_base(self, element: etree._Element) -> QName:
        """Return what an anonymous simple type restricts: its facets are dropped, as .NET drops them."""
        restriction = next(child_elements(element))
        if restriction.tag != xs("restriction"):
            _refuse("an anonymous simple type must be a restriction", restriction)
        return self._restriction_base(restriction)[1]

    def _restriction_base(self, restriction: etree._Element) -> tuple[QName, QName]:
        """Return the base as it is written, and what stands in for it."""
        if "base" not in restriction.attrib:
            base = self._simple_base(next(child_elements(restriction)))
            return base, base
        written = resolve(restriction, restriction.get("base", ""))
        return written, _stand_in(written, restriction)

    def _read_global_element(self, element: etree._Element, name: QName) -> None:
        _check_value_constraint(element)
        for attribute in ("substitutionGroup", "abstract"):
            if element.get(attribute) not in (None, "false", "0"):
                _refuse(f"{attribute} on a global element cannot be imported", element)
        type_ = self._type_of(element, name)
        if name in self.types and type_ != name:
            _refuse(f"the global element is of the type {type_.clark}, not of the one of its own name", element)
        is_own = type_ == name or (type_ == DATA_SET and name == QName("", DATA_SET.name))
        if is_own and _is_nillable(element):
            return
        said = said_of(element)
        self.elements.append(
            GlobalElement(name=name, type=type_, is_nillable=_is_nillable(element), annotation=said.annotation)
        )


def _refuse(reason: str, element: etree._Element) -> NoReturn:
    raise fault(reason, element)


def _is_nillable(element: etree._Element) -> bool:
    return element.get("nillable") in ("true", "1")


def _is_repeated(element: etree._Element) -> bool:
    return element.tag == xs("element") and element.get("maxOccurs", "1") not in ("0", "1")


def _stand_in(name: QName, element: etree._Element) -> QName:
    """Return the type that .NET takes for this one: itself, but for types of XML Schema without a CLR type."""
    if name.namespace != XS or primitive_contract(name) is not None:
        return name
    if name not in STAND_INS:
        _refuse(f"the type {name.clark} cannot be imported", element)
    return STAND_INS[name]


def _sequence_and_attributes(content: etree._Element) -> tuple[etree._Element | None, set[str]]:
    """Return the root particle, which must be a sequence, and the names of the attributes referred to."""
    sequence = None
    attributes: set[str] = set()
    for child in child_elements(content):
        if child.tag == xs("sequence"):
            sequence = child
            if child.get("minOccurs", "1") != "1" or child.get("maxOccurs", "1") != "1":
                _refuse("the root sequence must occur exactly once", child)
        elif child.tag in (xs("all"), xs("choice"), xs("group")):
            _refuse(f"the root particle must be a sequence, not xs:{etree.QName(child).localname}", child)
        elif child.tag == xs("attribute") and "ref" in child.attrib:
            attributes.add(resolve(child, child.get("ref", "")).clark)
    return sequence, attributes


def _is_iserializable(content: etree._Element) -> bool:
    """Tell whether the content is that of .NET's ISerializable: any elements in no namespace, and ser:FactoryType."""
    children = list(child_elements(content))
    if [child.tag for child in children] != [xs("sequence"), xs("attribute")]:
        return False
    sequence, attribute = children
    items = list(child_elements(sequence))
    is_factory_type = resolve(attribute, attribute.get("ref", "")).clark == FACTORY_TYPE
    return is_factory_type and [(item.tag, dict(item.attrib)) for item in items] == [(xs("any"), _ENTRIES)]


def _check_attributes(content: etree._Element) -> None:
    for child in child_elements(content):
        if child.tag == xs("anyAttribute"):
            _refuse("xs:anyAttribute cannot be imported", child)
        if child.tag != xs("attribute") or child.get("use") == "prohibited":
            continue
        if "ref" not in child.attrib or resolve(child, child.get("ref", "")).clark not in _REFERENCE_ATTRIBUTES:
            _refuse("attributes cannot be imported, but for ser:Id and ser:Ref", child)


def _check_value_constraint(element: etree._Element) -> None:
    for attribute in ("default", "fixed"):
        if attribute in element.attrib:
            _refuse(f"{attribute} on an element cannot be imported", element)


def _definition(element: etree._Element, name: QName) -> str:
    """Return the text of the definition, under the name that an anonymous type has been given."""
    if "name" not in element.attrib:
        element.set("name", name.name)
    return definition_text(element, namespace=name.namespace)


def _listed_restriction(element: etree._Element) -> etree._Element:
    """Return the restriction inside the anonymous type of ``xs:list``."""
    anonymous = element.find(xs("simpleType"))
    if anonymous is None:
        _refuse("the item type of a list must be anonymous", element)
    return next(child_elements(anonymous))


def _enum_member(facet: etree._Element, index: int, *, is_flags: bool) -> EnumMember:
    said = said_of(facet)
    value = said.enumeration_value
    return EnumMember(
        name=facet.get("value", ""),
        value=default_enum_value(index, is_flags=is_flags) if value is None else value,
        annotation=said.annotation,
    )
