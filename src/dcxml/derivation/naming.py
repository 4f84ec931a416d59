"""Name the contracts: as documents show, by .NET's rules for lists and pairs, else after the member that holds one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, evolve, field

from dcxml.contract import Evidence
from dcxml.contract.naming import array_name, key_value_pair_name, nullable_name
from dcxml.contract.primitives import primitive_contract
from dcxml.derivation.observe import SYSTEM
from dcxml.derivation.order import merge_order
from dcxml.derivation.slot_type import SlotType, builtin_named, slot_type
from dcxml.qname import QName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dcxml.derivation.observe import Observation, ObservedContract, Slot

__all__ = ["Names"]


@define(eq=False)
class Names:
    """The names of one derivation's contracts; ``pairs`` are the types that shown names of pairs tell."""

    observation: Observation
    pairs: Mapping[str, tuple[QName, QName]]
    _contracts: dict[str, QName] = field(factory=dict, init=False)
    _enumerations: dict[int, QName] = field(factory=dict, init=False)
    _types: dict[int, SlotType] = field(factory=dict, init=False)
    _taken: set[QName] = field(factory=set, init=False)

    def __attrs_post_init__(self) -> None:
        """Give names: first those that are shown, then those of classes, then those of enumerations."""
        contracts = _in_order(self.observation)
        for slot in self.observation.order:
            if slot.shown is not None and self.type_in(slot).content is not None:
                self._taken.add(slot.shown)
            self._taken.update(element.type for element in slot.elements if element.type is not None)
        for contract in contracts:
            if contract.shown is not None:
                self._contracts[contract.key] = contract.shown
            elif contract.is_list:
                self._contracts[contract.key] = self._list_name(contract)
        self._taken.update(self._contracts.values())
        for contract in contracts:
            if contract.key not in self._contracts and not contract.is_pair:
                self._contracts[contract.key] = self._name_after(contract.holder, namespace_of(contract))
        for slot in self.observation.order:
            if self.type_in(slot).is_enumeration:
                told = self._told(slot)
                shown = slot.shown if slot.shown is not None and builtin_named(slot.shown) is None else None
                self._enumerations[id(slot)] = told or shown or self._name_after(slot, slot.name.namespace)

    def type_in(self, slot: Slot) -> SlotType:
        """Return what stands in a slot; worked out once."""
        found = self._types.get(id(slot))
        if found is None:
            found = self._types[id(slot)] = self._as_told(slot, slot_type(slot))
        return found

    def _as_told(self, slot: Slot, found: SlotType) -> SlotType:
        """Return what stands in a slot of a pair, whose name tells more than its texts."""
        told = self._told(slot)
        if told is None or found.content is not None or told == found.type:
            return found
        evidence = (*found.evidence, Evidence("name", f"the name of the pair says {told.name}"))
        if primitive_contract(told) is not None:
            return evolve(found, type=told, texts=(), is_enumeration=False, evidence=evidence)
        texts = tuple(dict.fromkeys(element.text for element in slot.elements if element.text is not None))
        return evolve(found, type=None, texts=texts, is_enumeration=True, evidence=evidence)

    def type_name(self, slot: Slot) -> QName:
        """Return the name of the slot's declared contract."""
        found = self.type_in(slot)
        if found.content is not None:
            return self.contract_name(found.content)
        if found.is_enumeration:
            return self._enumerations[id(slot)]
        return found.type or slot.name

    def contract_name(self, key: str) -> QName:
        """Return the name of the contract with this key."""
        name = self._contracts.get(key)
        if name is None:
            contract = self.observation.contracts.get(key)
            # One that is shown by name alone has no elements of its own.
            name = QName.from_clark(key) if contract is None else self._pair_name(contract)
            self._contracts[key] = name
        return name

    def base_name(self, contract: QName, namespace: str) -> QName:
        """Return a new name for the base class that a contract must have in another namespace."""
        return self._unique(QName(namespace, f"{contract.name}Base"), contract.name)

    def _told(self, slot: Slot) -> QName | None:
        """Return the type that the name of the slot's pair tells."""
        types = None if slot.owner is None else self.pairs.get(slot.owner.key)
        if types is None or slot.owner is None:
            return None
        return types[tuple(slot.owner.slots).index(slot.name)]

    def _list_name(self, contract: ObservedContract) -> QName:
        item = next(iter(contract.slots))
        if item.namespace == SYSTEM and builtin_named(item) is not None and builtin_named(item) != item:
            builtin = builtin_named(item)
            return array_name(builtin or item, is_item_nullable_value_type=True)
        return QName(item.namespace, f"ArrayOf{item.name}")

    def _pair_name(self, contract: ObservedContract) -> QName:
        key, value = (self._argument(slot) for slot in contract.slots.values())
        return key_value_pair_name(key, value)

    def _argument(self, slot: Slot) -> QName:
        found = self.type_in(slot)
        name = self.type_name(slot)
        return nullable_name(name) if found.is_value_type and found.is_nillable else name

    def _name_after(self, slot: Slot | None, namespace: str) -> QName:
        """Return a name after a member; after what holds a pair, as all pairs have members of the same names."""
        owner = None if slot is None else slot.owner
        name = "Contract" if slot is None else slot.name.name
        if owner is not None and owner.holder is not None and (owner.is_pair or owner.is_dictionary):
            name = f"{owner.holder.name.name}{name[:1].upper()}{name[1:]}"
        outer = self._contracts.get(owner.key) if owner is not None else None
        return self._unique(QName(namespace, name), outer.name if outer is not None else "")

    def _unique(self, name: QName, outer: str) -> QName:
        candidate = name
        if candidate in self._taken and outer:
            candidate = QName(name.namespace, outer + name.name)
        number = 2
        while candidate in self._taken:
            candidate = QName(name.namespace, f"{name.name}{number}")
            number += 1
        self._taken.add(candidate)
        return candidate


def _in_order(observation: Observation) -> list[ObservedContract]:
    """Return the contracts as a document with all of them shows them, whichever sample shows which first."""
    found: dict[str, ObservedContract] = {}
    waiting = [slot.content for slot in reversed(observation.roots.values())]
    while waiting:
        key = waiting.pop()
        contract = None if key is None or key in found else observation.contracts.get(key)
        if contract is not None:
            found[contract.key] = contract
            waiting.extend(slot.content for slot in reversed(contract.slots.values()))
    return [*found.values(), *(each for each in observation.contracts.values() if each.key not in found)]


def namespace_of(contract: ObservedContract) -> str:
    """Return the namespace of a class: that of its own members, which come last."""
    order = merge_order(contract.elements)
    return order[-1].namespace if order else ""
