"""Which places have a finite value, and why others have none: what must contain itself, what allows nothing.

A place's *height* is how many objects stand within one another in its least value. It is found as the least fixed
point, from the leaves up, so whatever goes down in height ends.
"""

from __future__ import annotations

from inspect import isabstract
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field

from dcxml.contract import ClassDataContract, CollectionDataContract
from dcxml.strategies.defaults import is_default
from dcxml.strategies.slots import ANY_TYPE, MemberSlot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hypothesis.strategies import SearchStrategy

    from dcxml.contract import DataContract
    from dcxml.qname import QName
    from dcxml.strategies.leaf_values import LeafValues
    from dcxml.strategies.slots import Slot, Slots

__all__ = ["NEVER", "Heights", "recursive_contracts"]

NEVER: Final = float("inf")
_MOST_STEPS: Final = 8
_DEFAULT_ALONE: Final = "it is required, and its only value is the default that is not written"


@define(eq=False)
class Heights:
    """The heights of the contracts that a place leads to.

    With ``is_full``, members that may be absent count as well, as long as they cannot be null.
    """

    slots: Slots
    leaves: LeafValues
    values: Mapping[QName, SearchStrategy[Any]]
    known: frozenset[QName]
    is_full: bool = False
    _heights: dict[QName, float] = field(factory=dict)
    _places: dict[QName, Slot] = field(factory=dict)

    def of(self, slot: Slot) -> float:
        """Return the height of a place: 0 where null will do, `NEVER` where nothing finite does."""
        if self._has_default_alone(slot):
            return NEVER
        return 0 if slot.is_optional else self.of_contract(slot)

    def of_contract(self, slot: Slot) -> float:
        """Return the height of what a place holds where it is not null."""
        if slot.name not in self._heights:
            self._settle(slot)
        return self._heights[slot.name]

    def reached(self) -> list[QName]:
        """Return the names of the contracts that were looked at."""
        return [*self._places]

    def why(self, slot: Slot) -> str:
        """Return why a place has no finite value, with the way to what has none."""
        steps: list[str] = []
        while True:
            is_finite = self.of_contract(slot) != NEVER
            reason = _DEFAULT_ALONE if is_finite else self._own_reason(slot.name)
            below = next((each for each in self._needed(slot) if self.of(each) == NEVER), None)
            if reason is None and below is not None and len(steps) < _MOST_STEPS:
                steps.append(below.wire)
                slot = below
                continue
            at = f"{'/'.join(steps)} ({slot.name.clark}): " if steps and reason else ""
            return f"{at}{reason or 'each one must contain another'}"

    def _settle(self, slot: Slot) -> None:
        """Find the heights of all that a place leads to."""
        waiting = [slot]
        while waiting:
            each = waiting.pop()
            if each.name not in self._places:
                self._places[each.name] = each
                self._heights[each.name] = NEVER
                waiting.extend(self._reached(each))
        is_changed = True
        while is_changed:
            is_changed = False
            for name, place in self._places.items():
                height = self._height(place)
                if height < self._heights[name]:
                    self._heights[name] = height
                    is_changed = True

    def _height(self, slot: Slot) -> float:
        if self._own_reason(slot.name) is not None:
            return min((self._heights[each.name] for each in self._derived(slot)), default=NEVER)
        own = 1 + max(map(self.of, self._needed(slot)), default=0)
        return min([own, *(self._heights[each.name] for each in self._derived(slot))])

    def _has_default_alone(self, slot: Slot) -> bool:
        """Tell whether a member has no value but the one that is not written, and has to be there."""
        if not isinstance(slot, MemberSlot) or not slot.is_never_default:
            return False
        return not self.has_others(slot)

    def has_others(self, slot: MemberSlot, passed: frozenset[QName] = frozenset()) -> bool:
        """Tell whether a member has a value that is not .NET's default for its type."""
        contract = self.slots.contracts[slot.name]
        if slot.is_null_by_default or slot.name in self.values:
            return True
        if isinstance(contract, ClassDataContract):  # a struct
            inner = passed | {slot.name}
            return slot.name not in passed and any(
                self.has_others(each, inner) for each in self.slots.members(contract, slot)
            )
        default = self.leaves.default(slot.name)
        return any(not is_default(value, default) for value in self.leaves.few(slot.name))

    def _own_reason(self, name: QName) -> str | None:
        """Return why a contract itself has no value, whatever it leads to."""
        if name in self.values:
            return "the strategy given for it is empty" if self.values[name].is_empty else None
        contract = self.slots.contracts[name]
        if isinstance(contract, ClassDataContract):
            is_abstract = isabstract(self.slots.types.get(name))
            return "it is abstract, and no class derived from it is known" if is_abstract else None
        return self.leaves.why_none(name)

    def _needed(self, slot: Slot) -> Iterator[Slot]:
        """Yield the places that the least value of a place has."""
        if slot.name in self.values:
            return
        contract = self.slots.contracts[slot.name]
        if isinstance(contract, ClassDataContract) and not contract.is_iserializable:
            for member in self.slots.members(contract, slot):
                if not member.may_be_absent or (self.is_full and not member.is_optional):
                    yield member
        elif isinstance(contract, CollectionDataContract) and contract.min_items:
            yield from self.slots.parts(contract, slot)

    def _derived(self, slot: Slot) -> Iterator[Slot]:
        contracts = self.slots.contracts
        for name in sorted(self.known):
            if name != slot.name and contracts.is_derived(name, slot.name):
                yield self._places.get(name) or self.slots.of(self.slots.types[name], name, is_nillable=False)

    def _reached(self, slot: Slot) -> Iterator[Slot]:
        yield from self._derived(slot)
        contract = self.slots.contracts[slot.name]
        if slot.name in self.values:
            return
        if isinstance(contract, ClassDataContract) and not contract.is_iserializable:
            yield from self.slots.members(contract, slot)
        elif isinstance(contract, CollectionDataContract):
            yield from self.slots.parts(contract, slot)


def recursive_contracts(slots: Slots, known: frozenset[QName]) -> frozenset[QName]:
    """Return the names of the classes that may contain themselves, and of the collections that do without a class.

    What is ``known`` stands in the places of its bases, and of any object.
    """
    contracts = slots.contracts
    bases = {
        each.name
        for name in known
        if isinstance(own := contracts[name], ClassDataContract)
        for each in contracts.lineage(own)
    }
    needs = {contract.name: set(_references(slots, contract)) for contract in contracts}
    for names in needs.values():
        names.update(known if ANY_TYPE in names else ())
        for base in names & bases:
            names.update(name for name in known if contracts.is_derived(name, base))
    collections = {contract.name for contract in contracts if isinstance(contract, CollectionDataContract)}
    among_collections = {name: needs[name] & collections for name in collections}
    classes = {name for name in needs.keys() - collections if name in _reached(name, needs)}
    return frozenset(classes | {name for name in collections if name in _reached(name, among_collections)})


def _references(slots: Slots, contract: DataContract) -> Iterator[QName]:
    if isinstance(contract, ClassDataContract):
        return (member.type for _, member in slots.contracts.members(contract))
    return contract.references()


def _reached(name: QName, needs: Mapping[QName, set[QName]]) -> set[QName]:
    waiting, seen = list(needs[name]), set()
    while waiting:
        each = waiting.pop()
        if each not in seen:
            seen.add(each)
            waiting.extend(needs.get(each, ()))
    return seen
