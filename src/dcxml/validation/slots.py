"""What elements stand for, by the contracts around them: slots of members and items, made once for each contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, field, frozen

from dcxml.contract import ClassDataContract, DataContract, DataMember
from dcxml.contract.arrays import is_number_array
from dcxml.qname import QName

if TYPE_CHECKING:
    from lxml import etree

    from dcxml.contract import CollectionDataContract, DataContractSet

__all__ = ["ContractTables", "MemberTable", "Slot"]


@frozen
class Slot:
    """What an element stands for: its contract, and whether it may be nil.

    ``is_unread`` tells of an entry of a dictionary and of a number in an array, at whose attributes .NET does not
    look; ``is_unseen`` that the type is not known, because only nil was seen.
    """

    contract: DataContract
    is_nillable: bool
    is_unread: bool = False
    is_unseen: bool = False


@frozen(eq=False)
class MemberTable:
    """The members of a class, bases first: their element names, and what each stands for. Made once per class.

    ``lacks_base`` says that nothing defines a base: it may have any members before these.
    """

    contract: ClassDataContract
    members: tuple[tuple[str, DataMember], ...]
    names: tuple[QName, ...]
    tags: list[str]
    required: frozenset[str]
    slots: tuple[Slot, ...]
    lacks_base: bool

    def own(self, elements: list[etree._Element]) -> list[etree._Element]:
        """Return the elements without those that a base which nothing defines may have before the members."""
        if not self.lacks_base:
            return elements
        first = next((place for place, child in enumerate(elements) if child.tag in self.tags), len(elements))
        return elements[first:]


@define(eq=False)
class ContractTables:
    """What walks along the same contracts share: ``classes`` by identity, ``items`` by the collection's name.

    Does not hold the contract set, so that it can be kept for as long as the set lives.
    """

    classes: dict[int, MemberTable] = field(factory=dict)
    items: dict[QName, Slot] = field(factory=dict)

    def of_class(self, contract: ClassDataContract, contracts: DataContractSet) -> MemberTable:
        """Return the members of a class, made once."""
        table = self.classes.get(id(contract))
        if table is None:
            # The table holds the class, so that no other one can have its identity.
            table = self.classes[id(contract)] = _made(contract, contracts)
        return table

    def of_item(self, contract: CollectionDataContract, contracts: DataContractSet) -> Slot:
        """Return what an item stands for; that of a dictionary is a class of a key and a value without a name."""
        slot = self.items.get(contract.name)
        if slot is None:
            slot = self.items[contract.name] = _item_slot(contract, contracts)
        return slot


def _made(contract: ClassDataContract, contracts: DataContractSet) -> MemberTable:
    members = contracts.members(contract)
    names = tuple(QName(namespace, member.name) for namespace, member in members)
    return MemberTable(
        contract=contract,
        members=members,
        names=names,
        tags=[name.clark for name in names],
        required=frozenset(n.clark for n, (_, m) in zip(names, members, strict=True) if m.is_required),
        slots=tuple(
            Slot(contracts[member.type], member.is_nillable, is_unseen=member.declares is not None)
            for _, member in members
        ),
        lacks_base=contracts.lacks_base(contract),
    )


def _item_slot(contract: CollectionDataContract, contracts: DataContractSet) -> Slot:
    if isinstance(contract.item, QName):
        return Slot(contracts[contract.item], contract.is_item_nillable, is_unread=is_number_array(contract))
    entry = QName(contract.name.namespace, contract.item_name)
    return Slot(ClassDataContract(name=entry, members=contract.item), is_nillable=False, is_unread=True)
