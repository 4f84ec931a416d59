"""The expression in Python that leads from a decoded object to the value of an element."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, field

from dcxml.contract import ClassDataContract, CollectionDataContract
from dcxml.qname import QName

if TYPE_CHECKING:
    from lxml import etree

    from dcxml.binding.module_names import MemberNames
    from dcxml.contract import DataContract, DataContractSet
    from dcxml.validation.content import ContentWalk
    from dcxml.validation.slots import Slot

__all__ = ["MemberPaths"]


@define(eq=False)
class MemberPaths:
    """The Python paths of the elements of documents of one contract set."""

    contracts: DataContractSet
    _names: MemberNames | None = field(init=False, default=None)
    _items: dict[etree._Element, dict[etree._Element, int]] = field(init=False, factory=dict)
    """The places of the items of each collection in which something was found."""
    _before: dict[etree._Element, int] = field(init=False, factory=dict)

    def count_items(self, collection: etree._Element, before: int) -> None:
        """Take it that the items of a collection that are in its tree have others ``before`` them.

        All that is known of other trees is forgotten.
        """
        self._items.clear()
        self._before = {collection: before}

    def of(self, element: etree._Element, part: etree._Element, slot: Slot, walk: ContentWalk) -> str | None:
        """Return ``lines[1].number`` for an element inside ``part``, which stands for ``slot``.

        Where an element is no member, the path ends at the object that it is in. None outside of the part.
        """
        chain = [element]
        while chain[-1] is not part:
            parent = chain[-1].getparent()
            if parent is None:
                return None
            chain.append(parent)
        chain.reverse()
        path = ""
        owner: etree._Element = part
        at = slot
        for child in chain[1:]:
            step, following = self._step(child, walk.contract_of(owner, at), walk)
            if following is None:
                break
            path += step
            owner, at = child, following
        return path.removeprefix(".")

    def _step(self, child: etree._Element, contract: DataContract, walk: ContentWalk) -> tuple[str, Slot | None]:
        if isinstance(contract, ClassDataContract):
            return self._member(child, contract, walk)
        if isinstance(contract, CollectionDataContract):
            item = QName(contract.name.namespace, contract.item_name)
            if child.tag != item.clark:
                return "", None
            slot = walk.item_slot(contract)
            if contract.key is not None:
                key = child.find(QName(item.namespace, contract.key.name).clark)
                return f"[{(key.text or '') if key is not None else ''!r}]", slot
            return f"[{self._place(child, item)}]", slot
        return "", None

    def _place(self, child: etree._Element, item: QName) -> int:
        """Return how many items are before one; all of a collection are counted at once, for many may be faulty."""
        parent = child.getparent()
        assert parent is not None  # noqa: S101 - it is in the part
        places = self._items.get(parent)
        if places is None:
            alike = parent.iterchildren(item.clark)
            places = self._items[parent] = {
                each: place for place, each in enumerate(alike, self._before.get(parent, 0))
            }
        return places[child]

    def _member(self, child: etree._Element, contract: ClassDataContract, walk: ContentWalk) -> tuple[str, Slot | None]:
        table = walk.table(contract)
        is_pair = contract.name not in self.contracts.contracts  # of a dictionary: its key is in the step before
        for (namespace, member), tag, slot in zip(table.members, table.tags, table.slots, strict=True):
            if tag == child.tag:
                return "" if is_pair else f".{self._attribute(contract, namespace, member.name)}", slot
        return "", None

    def _attribute(self, contract: ClassDataContract, namespace: str, wire_name: str) -> str:
        from dcxml.binding.module_names import MemberNames  # noqa: PLC0415 - if something is found

        self._names = self._names or MemberNames(self.contracts)
        own = (each for each in self.contracts.lineage(contract) if each.name.namespace == namespace)
        return next(names[wire_name] for names in map(self._names.of, own) if wire_name in names)
