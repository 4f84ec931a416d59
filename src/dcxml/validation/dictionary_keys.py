"""The keys of a dictionary in a document: what each compares by, from its element as a decoder has it from a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import define

from dcxml.codec.dictionary_keys import SeenKeys, enumeration_number, simple_identity, struct_identity
from dcxml.contract import (
    ClassDataContract,
    CollectionDataContract,
    EnumDataContract,
    PrimitiveDataContract,
)
from dcxml.contract.primitives import DATE_TIME_OFFSET, built_in
from dcxml.errors import LexicalError
from dcxml.lexical.date_time_offset import date_time_offset_from_parts
from dcxml.lexical.table import PRIMITIVES
from dcxml.qname import ID, REF, XS, QName, clr_namespace
from dcxml.validation.attributes import is_nil, type_named
from dcxml.validation.faults import Fault
from dcxml.validation.simple_text import parse_text

if TYPE_CHECKING:
    from collections.abc import Hashable

    from lxml import etree

    from dcxml.contract import DataContract, DataContractSet, DataMember
    from dcxml.lexical import DateTimeOffset

__all__ = ["ElementIdentities", "SeenKeys"]

_ANY_TYPE: Final = QName(XS, "anyType")
_SYSTEM: Final = clr_namespace("System")


@define(eq=False)
class ElementIdentities:
    """The identities of the keys in one document: equal ones are one key to .NET."""

    contracts: DataContractSet

    def of(self, element: etree._Element, name: QName) -> Hashable:
        """Return the identity of an element of a contract; None for null.

        One that cannot be told, for a fault that is found elsewhere, is equal to none. No identity holds an element:
        it may be remembered for longer than the tree.
        """
        return self._value(element, name)[1]

    def _value(self, element: etree._Element, name: QName) -> tuple[Any, Hashable]:
        """Return the value of an element, where it is simple, and its identity."""
        if element.get(REF) is not None:
            return element, ("object", element.get(REF))
        if is_nil(element):
            return None, None
        declared = self.contracts.simplest(self.contracts[name])
        if declared.name == _ANY_TYPE or not isinstance(
            declared, PrimitiveDataContract | EnumDataContract | ClassDataContract | CollectionDataContract
        ):
            return element, self._object(element)
        return self._content(element, declared)

    def _content(self, element: etree._Element, contract: DataContract) -> tuple[Any, Hashable]:
        if isinstance(contract, ClassDataContract) and contract.is_value_type:
            return element, self._struct(element, contract)
        if isinstance(contract, ClassDataContract | CollectionDataContract):
            identity = element.get(ID)  # only contracts with IsReference may have one
            return element, ("object", object() if identity is None else identity)
        try:
            if contract.name == DATE_TIME_OFFSET:
                value: Any = self._offset(element)
            else:
                value = parse_text(element.text or "", contract, contracts=self.contracts, prefixes=element.nsmap)
        except (LexicalError, LookupError):
            return element, object()
        if isinstance(contract, EnumDataContract):
            return value, enumeration_number(contract)(value)
        return value, simple_identity(self.contracts, contract)(value)

    def _object(self, element: etree._Element) -> Hashable:
        """Return the identity of an object, whose type is what ``i:type`` says."""
        name = type_named(element)
        if name is None or isinstance(name, Fault) or name == _ANY_TYPE:
            return object()
        contract = self.contracts.contracts.get(name) or built_in(name)
        if contract is None:
            return object()
        identity = self._content(element, self.contracts.simplest(contract))[1]
        is_branch = isinstance(contract, ClassDataContract | CollectionDataContract)
        return identity if is_branch or type(identity) is object else (contract.name, identity)

    def _struct(self, element: etree._Element, contract: ClassDataContract) -> Hashable:
        held: list[Any] = []
        found: list[Hashable] = []
        for namespace, member in self.contracts.members(contract):
            child = element.find(QName(namespace, member.name).clark)
            value, identity = self._default(member) if child is None else self._value(child, member.type)
            held.append(value)
            found.append(identity)
        return struct_identity(self.contracts, contract, held, found)

    def _default(self, member: DataMember) -> tuple[Any, Hashable]:
        """Return what a member that is absent holds, and its identity: those of .NET's ``default(T)``."""
        contract = self.contracts.simplest(self.contracts[member.type])
        if member.is_nillable:
            return None, None
        if isinstance(contract, EnumDataContract):
            return 0, 0
        if isinstance(contract, PrimitiveDataContract) and contract.primitive.is_value_type:
            value = contract.primitive.default
            return value, simple_identity(self.contracts, contract)(value)
        if isinstance(contract, ClassDataContract) and contract.is_value_type:
            parts = [self._default(inner) for _, inner in self.contracts.members(contract)]
            held, found = [value for value, _ in parts], [identity for _, identity in parts]
            return contract, struct_identity(self.contracts, contract, held, found)
        return None, None

    def _offset(self, element: etree._Element) -> DateTimeOffset:
        moment, minutes = (element.findtext(QName(_SYSTEM, name).clark) for name in ("DateTime", "OffsetMinutes"))
        value = PRIMITIVES[QName(XS, "dateTime")].parse(moment or "")
        return date_time_offset_from_parts(value, PRIMITIVES[QName(XS, "short")].parse(minutes or ""))
