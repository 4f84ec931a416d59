"""The places of a valid document: each element that a contract speaks of, and what may stand there."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

from attrs import frozen

from dcxml.contract import (
    ClassDataContract,
    CollectionDataContract,
    EnumDataContract,
    PrimitiveDataContract,
    XmlDataContract,
)
from dcxml.contract.arrays import is_number_array
from dcxml.contract.model import own_root
from dcxml.contract.primitives import EXPORTED_CLASSES, built_in, built_in_root
from dcxml.lexical.characters import WHITE_SPACE
from dcxml.qname import ID, NIL, REF, TYPE, XS, QName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from dcxml.contract import DataContract, DataContractSet

__all__ = ["Place", "Role", "places_of"]

_ANY_TYPE: Final = QName(XS, "anyType")


class Role(StrEnum):
    """What an element is in the one around it."""

    ROOT = "root"
    MEMBER = "member"
    ITEM = "item"
    ENTRY = "entry"
    PART = "key or value"


@frozen(kw_only=True, eq=False, slots=False)
class Place:
    """An element of a document, the contract ``declared`` for it, and that of its content (``i:type`` looked up)."""

    element: etree._Element
    contracts: DataContractSet
    role: Role
    declared: DataContract
    is_nillable: bool
    is_required: bool = False
    owner: Place | None = None

    @cached_property
    def is_nil(self) -> bool:
        """Whether the element is null."""
        return self.element.get(NIL, "").strip(WHITE_SPACE) in ("true", "1")

    @property
    def refers(self) -> bool:
        """Whether the element stands for an object that is elsewhere."""
        return self.element.get(REF) is not None

    @property
    def has_content(self) -> bool:
        """Whether the element has a value of its own, which is neither null nor elsewhere."""
        return not (self.is_nil or self.refers)

    @cached_property
    def contract(self) -> DataContract:
        """The contract of the content: that which ``i:type`` names, or the declared one."""
        text = self.element.get(TYPE)
        if text is None:
            return EXPORTED_CLASSES.get(self.declared.name, self.declared)
        prefix, colon, name = text.rpartition(":")
        named = QName(self.element.nsmap.get(prefix if colon else None, ""), name)
        found = self.contracts.contracts.get(named) or built_in(named) or self.declared
        return EXPORTED_CLASSES.get(found.name, found)

    @cached_property
    def simplest(self) -> DataContract:
        """The contract of the content without the facets of simple contracts."""
        return self.contracts.simplest(self.contract)

    @property
    def is_value_type(self) -> bool:
        """Whether the declared type is a value type, which has no null of its own."""
        return self.role is Role.ENTRY or self.contracts.is_value_type(self.declared)

    @property
    def is_simple(self) -> bool:
        """Whether the content is a text."""
        simplest = self.simplest
        return isinstance(simplest, PrimitiveDataContract | EnumDataContract) and simplest.name != _ANY_TYPE

    @property
    def is_any(self) -> bool:
        """Whether any object may stand here."""
        return self.declared.name == _ANY_TYPE

    @property
    def is_xml(self) -> bool:
        """Whether the content is XML that no contract speaks of."""
        return isinstance(self.simplest, XmlDataContract)

    @property
    def is_class(self) -> bool:
        """Whether the content is the members of a class; an entry of a dictionary counts as one."""
        return isinstance(self.contract, ClassDataContract) and not self.contract.is_iserializable

    @property
    def is_collection(self) -> bool:
        """Whether the content is the items of a list or the entries of a dictionary."""
        return isinstance(self.contract, CollectionDataContract)

    @property
    def lacks_base(self) -> bool:
        """Whether nothing defines a base of the class here: it may hold any elements before its own members."""
        return isinstance(self.contract, ClassDataContract) and self.contracts.lacks_base(self.contract)

    @property
    def is_array(self) -> bool:
        """Whether .NET reads the items as an array of numbers (``XmlDictionaryReader.ReadArray``), skipping nothing."""
        return isinstance(self.contract, CollectionDataContract) and is_number_array(self.contract)

    @property
    def is_needed(self) -> bool:
        """Whether .NET refuses a document in which it does not find the element here."""
        return self.is_required or self.role is Role.ROOT or (self.owner is not None and self.owner.is_array)

    @cached_property
    def is_referred(self) -> bool:
        """Whether something elsewhere refers to the object here, or to one inside."""
        inner = [*self.element.iter("*")]
        own = {each.get(ID) for each in inner if each.get(ID)}
        return bool(own) and any(
            each.get(REF) in own and each not in inner for each in _root_of(self.element).iter("*") if each.get(REF)
        )

    @property
    def kind(self) -> tuple[object, ...]:
        """What tells places of different kinds apart: mutations do the same at all places of one kind."""
        owner = None if self.owner is None else self.owner.contract.name
        return (
            *(self.role, self.declared.name, self.contract.name, self.is_nillable, self.is_required),
            *(self.is_nil, self.refers, owner if self.role is not Role.MEMBER else None),
            *(len(self.element) > 0, bool(self.element.text)),
        )


def places_of(root: etree._Element, contracts: DataContractSet) -> Iterator[Place]:
    """Yield the places of a valid document in document order."""
    waiting = [_root_place(root, contracts)]
    while waiting:
        place = waiting.pop()
        yield place
        waiting.extend(reversed([*_inside(place)]))


def _root_of(element: etree._Element) -> etree._Element:
    return element.getroottree().getroot()


def _root_place(root: etree._Element, contracts: DataContractSet) -> Place:
    name = QName.from_clark(str(root.tag))
    declared = contracts.elements.get(name)
    if declared is not None:
        contract, is_nillable = contracts[declared.type], declared.is_nillable
    else:
        own = {own_root(each.name): each for each in contracts}
        contract, is_nillable = own.get(name) or built_in_root(name) or own[name], True
    return Place(element=root, contracts=contracts, role=Role.ROOT, declared=contract, is_nillable=is_nillable)


def _inside(place: Place) -> Iterator[Place]:
    contract = place.contract
    if not place.has_content:
        return
    if isinstance(contract, ClassDataContract) and place.is_class and not place.lacks_base:
        yield from _members(place, contract)
    elif isinstance(contract, CollectionDataContract):
        yield from _items(place, contract)


def _members(place: Place, contract: ClassDataContract) -> Iterator[Place]:
    contracts = place.contracts
    known = {QName(namespace, member.name).clark: member for namespace, member in contracts.members(contract)}
    for child in place.element.iterchildren("*"):
        member = known.get(str(child.tag))
        if member is None:  # an element that no contract knows
            continue
        yield Place(
            element=child,
            contracts=contracts,
            role=Role.PART if place.role is Role.ENTRY else Role.MEMBER,
            declared=contracts[member.type],
            is_nillable=member.is_nillable,
            is_required=member.is_required,
            owner=place,
        )


def _items(place: Place, contract: CollectionDataContract) -> Iterator[Place]:
    item = contract.item
    for child in place.element.iterchildren("*"):
        is_entry = not isinstance(item, QName)
        yield Place(
            element=child,
            contracts=place.contracts,
            role=Role.ENTRY if is_entry else Role.ITEM,
            declared=place.contracts[item]
            if isinstance(item, QName)
            else ClassDataContract(name=QName.from_clark(str(child.tag)), members=item),
            is_nillable=not is_entry and contract.is_item_nillable,
            owner=place,
        )
