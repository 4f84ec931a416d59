"""Which element of a document stands for what: by its name, or by the one name that it can have meant.

Looks only where validation has looked: what is in an element of no meaning, in null or in XML has no correspondence.
Nor has what may be someone's extension.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from attrs import define, field

from dcxml.contract import ClassDataContract, CollectionDataContract
from dcxml.fixing.slips import is_slip
from dcxml.qname import REF, QName
from dcxml.validation.attributes import is_nil, says_nil_or_not, type_named
from dcxml.validation.content import ContentWalk
from dcxml.validation.faults import Fault, local_name
from dcxml.validation.roots import parts_of, root_slots, slot_of_root

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from dcxml.contract import DataContract, DataContractSet
    from dcxml.validation.slots import Slot

__all__ = ["Correspondence"]


@define(eq=False)
class Correspondence:
    """The slots of a document's elements, and of those in a wrong namespace the name that each has meant."""

    contracts: DataContractSet
    slots: dict[etree._Element, Slot] = field(factory=dict)
    meant: dict[etree._Element, QName] = field(factory=dict)
    _walk: ContentWalk = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._walk = ContentWalk(self.contracts)

    @classmethod
    def of(cls, root: etree._Element, contracts: DataContractSet) -> Correspondence:
        """Return what the elements of a document stand for."""
        made = cls(contracts)
        for part in parts_of(root, contracts):
            slot = made._root_slot(part)
            if slot is not None:
                made._descend(part, slot)
        return made

    def contract_of(self, element: etree._Element) -> DataContract | None:
        """Return the contract of an element's content; None where it has none, or nobody knows."""
        slot = self.slots.get(element)
        if slot is None or is_nil(element) or element.get(REF) is not None or not says_nil_or_not(element):
            return None
        contract, named = self._walk.contract_of(element, slot), type_named(element)
        if isinstance(named, Fault) or (named is not None and named not in (contract.name, slot.contract.name)):
            return None
        return contract

    def simplest_of(self, element: etree._Element) -> DataContract | None:
        """Return the contract of an element's content without facets."""
        contract = self.contract_of(element)
        return None if contract is None else self.contracts.simplest(contract)

    def names_in(self, contract: DataContract) -> tuple[QName, ...]:
        """Return the names of a class's members in their order, or of a collection's item."""
        if isinstance(contract, ClassDataContract):
            return () if contract.is_iserializable else self._walk.table(contract).names
        if isinstance(contract, CollectionDataContract):
            return (QName(contract.name.namespace, contract.item_name),)
        return ()

    def _root_slot(self, part: etree._Element) -> Slot | None:
        name = QName.from_clark(str(part.tag))
        slots = root_slots(self.contracts)
        known = slot_of_root(name, slots)
        if known is not None:
            return known
        alike = [each for each in slots if each.name == name.name]
        if len(alike) != 1 or not is_slip(name.namespace, alike[0].namespace, self.contracts):
            return None
        self.meant[part] = alike[0]
        return slots[alike[0]]

    def _descend(self, part: etree._Element, slot: Slot) -> None:
        waiting = [(part, slot)]
        while waiting:
            element, wanted = waiting.pop()
            self.slots[element] = wanted
            contract = self.contract_of(element)
            if contract is not None:
                waiting.extend(self._inside(element, contract))

    def _inside(self, element: etree._Element, contract: DataContract) -> Iterator[tuple[etree._Element, Slot]]:
        slots = self._slots_in(contract)
        if not slots:
            return
        children = [child for child in element if isinstance(child.tag, str)]
        tags = Counter(str(child.tag) for child in children)
        alike = Counter(local_name(child) for child in children if str(child.tag) not in slots)
        is_list = isinstance(contract, CollectionDataContract)
        for child in children:
            if str(child.tag) in slots:
                yield child, slots[str(child.tag)]
                continue
            name = local_name(child)
            free = [each for each in slots if each.rpartition("}")[2] == name and (is_list or not tags[each])]
            if len(free) != 1 or not (is_list or alike[name] == 1):
                continue
            meant, found = QName.from_clark(free[0]), QName.from_clark(str(child.tag))
            if is_slip(found.namespace, meant.namespace, self.contracts):
                self.meant[child] = meant
                yield child, slots[free[0]]

    def _slots_in(self, contract: DataContract) -> Mapping[str, Slot]:
        if isinstance(contract, CollectionDataContract):
            (item,) = self.names_in(contract)
            return {item.clark: self._walk.item_slot(contract)}
        if isinstance(contract, ClassDataContract) and not contract.is_iserializable:
            table = self._walk.table(contract)
            return dict(zip(table.tags, table.slots, strict=True))
        return {}
