"""One run of the importer: the contracts made so far, and the names and kinds of types that members ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import define, field
from lxml import etree

from dcxml.contract.model import (
    DATA_SET,
    DATA_TABLE,
    XML_ELEMENT,
    XML_NODES,
    ClassDataContract,
    EnumDataContract,
    PrimitiveDataContract,
    SimpleDataContract,
    XmlDataContract,
)
from dcxml.contract.primitives import EXPORTED_CLASSES, STAND_INS, XML_SCHEMA_TYPES, primitive_contract
from dcxml.qname import XS, QName
from dcxml.xsd.annotations import misspelt, said_of
from dcxml.xsd.components import Component, derivation_of
from dcxml.xsd.documents import child_elements, resolve
from dcxml.xsd.refusals import refuse
from dcxml.xsd.vocabulary import ANY_TYPE, STRING, xs
from dcxml.xsd.xml_shapes import anonymous_type
from dcxml.xsd.xml_types import names_in_values

if TYPE_CHECKING:
    from dcxml.contract.model import DataContract
    from dcxml.xsd.components import Components
    from dcxml.xsd.refusals import Refusals

__all__ = ["Reading"]

_BUILT_IN: Final[dict[QName, DataContract]] = {**EXPORTED_CLASSES, **XML_SCHEMA_TYPES}
_NAMES: Final = QName(XS, "QName")
_XML_TYPES: Final = (XML_ELEMENT, XML_NODES, DATA_SET, DATA_TABLE)


@define
class Reading:
    """The state of one run.

    ``element_types`` are the types of global elements. ``nested`` are the types without a name met in the component
    that is being read, under the names that they are given; ``component`` is its name.
    """

    components: Components
    refusals: Refusals
    contracts: dict[QName, DataContract] = field(factory=dict)
    element_types: dict[QName, QName] = field(factory=dict)
    nested: list[Component] = field(factory=list)
    component: QName | None = None

    def type_of(self, element: etree._Element, name: QName, *, simple: QName | None = None) -> QName:
        """Return the contract's name of an element's type.

        ``name`` is what an anonymous type is called where it is free, ``simple`` one that is but facets.
        """
        if "type" in element.attrib:
            return self.importable(resolve(element, element.get("type", "")), element)
        anonymous = next((c for c in child_elements(element) if c.tag in (xs("simpleType"), xs("complexType"))), None)
        if anonymous is None:
            return ANY_TYPE
        if anonymous.tag == xs("simpleType"):
            restriction = next(child_elements(anonymous))
            is_restriction = restriction.tag == xs("restriction") and not self.is_enumeration(restriction)
            return self.simple_type_of(anonymous, (simple if is_restriction else None) or name)
        xml_type = anonymous_type(anonymous)
        if xml_type is not None:
            self.contracts.setdefault(xml_type, XmlDataContract(name=xml_type))
            return xml_type
        return self.nest(anonymous, name)

    def importable(self, name: QName, element: etree._Element) -> QName:
        """Return the name of a type, unless it is one of XML Schema that the hub does not have.

        .NET does not have xs:anySimpleType either.
        """
        is_built_in = name.namespace == XS and primitive_contract(name) is None
        reason = f"the type {name.clark} cannot be imported"
        if is_built_in and name not in XML_SCHEMA_TYPES:
            refuse(reason, element)
        if is_built_in and name not in STAND_INS and self.component is not None:
            self.refusals.note(self.component, reason, element)
        return name

    def check_boolean(self, name: QName, element: etree._Element, word: str) -> None:
        """Note where the annotation of of the component ``name`` has a word that is neither true nor false."""
        text = misspelt(element, word)
        if text is not None:
            self.refusals.note(name, f"{etree.QName(word).localname} {text!r} is neither true nor false", element)

    def simple_type_of(self, anonymous: etree._Element, name: QName) -> QName:
        """Return what an anonymous simple type is called: its base where it adds nothing, else ``name``."""
        restriction = derivation_of(anonymous)
        if restriction is None or any(facet.tag != xs("simpleType") for facet in child_elements(restriction)):
            return self.nest(anonymous, name)
        if "base" in restriction.attrib:
            return self.importable(resolve(restriction, restriction.get("base", "")), restriction)
        return self.simple_type_of(next(child_elements(restriction)), name)

    def is_enumeration(self, restriction: etree._Element) -> bool:
        """Tell whether a restriction of a string, or of an enumeration, is one."""
        facets = [facet.tag for facet in child_elements(restriction) if facet.tag != xs("simpleType")]
        if not facets or set(facets) != {xs("enumeration")}:
            return False
        while "base" not in restriction.attrib:
            restriction = next(child_elements(next(child_elements(restriction))))
            if restriction.tag != xs("restriction"):
                return False
        base = resolve(restriction, restriction.get("base", ""))
        return base == STRING or isinstance(self.contracts.get(base), EnumDataContract)

    def has_qualified_values(self, element: etree._Element) -> bool:
        """Tell whether a type enumerates names with a namespace, which are not known from their texts."""
        restriction = derivation_of(element)
        is_named = restriction is not None and any(map(names_in_values, restriction.iterfind(xs("enumeration"))))
        return is_named and self._is_of_names(element)

    def _is_of_names(self, element: etree._Element | None) -> bool:
        """Tell whether a simple type is xs:QName in the end."""
        restriction = None if element is None else derivation_of(element)
        if restriction is None:
            return False
        if "base" not in restriction.attrib:
            return self._is_of_names(restriction.find(xs("simpleType")))
        base = resolve(restriction, restriction.get("base", ""))
        return base == _NAMES or self._is_of_names(self.components.types.get(base))

    def nest(self, anonymous: etree._Element, name: QName) -> QName:
        """Give a type a name, and let it be read after the component that is being read."""
        free = self._free(name)
        self.components.types[free] = anonymous
        self.nested.append(Component(free, anonymous))
        return free

    def forget(self, nested: int) -> None:
        """Take back the names given after there were so many ``nested`` types."""
        for name, _ in self.nested[nested:]:
            del self.components.types[name]
        del self.nested[nested:]

    def is_value_type(self, name: QName) -> bool:
        """Tell whether .NET's type of a contract is a value type."""
        contract = self.contracts.get(name) or primitive_contract(name) or _BUILT_IN.get(name)
        if isinstance(contract, SimpleDataContract):
            return self.is_value_type(contract.base)
        if contract is not None:
            return _is_value_type(contract)
        element = self.components.types.get(name)
        if element is None:  # missing: it may be one, and so nothing is added to what the schema says of its members
            return name not in _XML_TYPES
        if element.tag == xs("complexType"):
            return said_of(element).is_value_type
        return self._is_value_type_anonymous(element)

    def _is_value_type_anonymous(self, element: etree._Element) -> bool:
        """Tell it of a simple type without a name, which may not have been read yet."""
        restriction = derivation_of(element)
        if restriction is None or self.is_enumeration(restriction):
            return restriction is not None or self._is_flags(element)
        if "base" in restriction.attrib:
            return self.is_value_type(self.importable(resolve(restriction, restriction.get("base", "")), restriction))
        return self._is_value_type_anonymous(next(child_elements(restriction)))

    def _is_flags(self, element: etree._Element) -> bool:
        restriction = element.find(f"{xs('list')}/{xs('simpleType')}/{xs('restriction')}")
        return restriction is not None and self.is_enumeration(restriction)

    def _free(self, name: QName) -> QName:
        count, free = 0, name
        while free in self.components.types or free in self.contracts:
            count += 1
            free = QName(name.namespace, f"{name.name}{count}")
        return free


def _is_value_type(contract: DataContract) -> bool:
    if isinstance(contract, PrimitiveDataContract):
        return contract.primitive.is_value_type
    return isinstance(contract, EnumDataContract) or (
        isinstance(contract, ClassDataContract) and contract.is_value_type
    )
