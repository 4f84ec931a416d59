"""Which places have a value, and why others have none: what must contain itself, what allows nothing, what is too much.

A place's *size* is how many values its least one is, with all that it must have within it. It is found as the least
fixed point, from the leaves up, and what is within a value is less than it, so whatever goes down in size ends. It
depends on what is known where the place is: of an abstract class, what derives from it has values, and that alone.
"""

from __future__ import annotations

from inspect import isabstract
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field

from dcxml.contract import ClassDataContract, CollectionDataContract
from dcxml.qname import QName
from dcxml.strategies.defaults import is_default
from dcxml.strategies.slots import ANY_TYPE, MemberSlot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hypothesis.strategies import SearchStrategy

    from dcxml.contract import DataContract
    from dcxml.strategies.leaf_values import LeafValues
    from dcxml.strategies.slots import Slot, Slots

__all__ = ["NEVER", "Sizes", "recursive_contracts"]

NEVER: Final = float("inf")
_MOST: Final = 100_000
"""The most values that a least one may be; contracts may require without measure."""
_ENDLESS: Final = "each one must contain another"
_TOO_MUCH: Final = (
    f"the least one has more than {_MOST:,} values within it; allowed: fewer, by members that may be absent or null, or"
    " a strategy of your own for a type within it"
)
_DEFAULT_ALONE: Final = "it is required, and its only value is the default that is not written"


_Place = tuple[QName, frozenset[QName]]
"""A contract, and those of the known types that make a difference to it."""


@define(eq=False)
class Sizes:
    """The sizes of the contracts that a place leads to, by what is known there; ``known`` is all that is, anywhere.

    With ``is_full``, members that may be absent count as well, as long as they cannot be null.
    """

    slots: Slots
    leaves: LeafValues
    values: Mapping[QName, SearchStrategy[Any]]
    known: frozenset[QName]
    is_full: bool = False
    _sizes: dict[_Place, float] = field(factory=dict)
    _places: dict[QName, Slot] = field(factory=dict)
    _counting: dict[QName, frozenset[QName]] = field(factory=dict)

    def of(self, slot: Slot, known: frozenset[QName]) -> float:
        """Return the size of a place: 0 where null will do, `NEVER` where nothing does."""
        if self._has_default_alone(slot):
            return NEVER
        return 0 if slot.is_optional else self.of_contract(slot, known)

    def of_contract(self, slot: Slot, known: frozenset[QName]) -> float:
        """Return the size of what a place holds where it is not null."""
        if slot.name not in self._places:
            self._reach(slot)
        place = self._place(slot.name, known)
        size = self._sizes.get(place)
        return self._settle(place) if size is None else size

    def reached(self) -> list[QName]:
        """Return the names of the contracts that were looked at."""
        return [*self._places]

    def why(self, slot: Slot, known: frozenset[QName]) -> str:
        """Return why a place has no value, with the way to what has none."""
        steps: list[str] = []
        passed: set[QName] = set()
        while True:
            is_finite = self.of_contract(slot, known) != NEVER
            reason = _DEFAULT_ALONE if is_finite else self._own_reason(slot.name)
            inside = self._known_inside(slot.name, known)
            below = next((each for each in self._needed(slot) if self.of(each, inside) == NEVER), None)
            if reason is None and below is not None and slot.name not in passed:
                passed.add(slot.name)
                steps.append(below.wire)
                slot, known = below, inside
                continue
            at = f"{'/'.join(steps)} ({slot.name.clark}): " if steps and reason else ""
            return f"{at}{reason or (_ENDLESS if below is not None else _TOO_MUCH)}"

    def _reach(self, slot: Slot) -> None:
        """Find all contracts that a place leads to, and which of the known types make a difference to each."""
        waiting = [slot]
        while waiting:
            each = waiting.pop()
            if each.name not in self._places:
                self._places[each.name] = each
                waiting.extend(self._reached(each))
        counting = frozenset(name for name in self.known if self._counts(name))
        self._counting = {name: frozenset() for name in self._places}
        is_changed = bool(counting)
        while is_changed:
            is_changed = False
            for name, place in self._places.items():
                derived = frozenset(each.name for each in self._derived(place, counting))
                below = [*derived, *(each.name for each in self._needed(place) if not each.is_optional)]
                found = derived.union(*(self._counting[each] for each in below))
                if found != self._counting[name]:
                    self._counting[name] = found
                    is_changed = True

    def _counts(self, name: QName) -> bool:
        """Tell whether a known class may have a value where a base of it has none, or a lesser one.

        That is so where the base is abstract; what derives from any other has the members of it, and is no less.
        """
        contract = self.slots.contracts[name]
        if not isinstance(contract, ClassDataContract):
            return False
        lineage = self.slots.contracts.lineage(contract)
        is_of_abstract = any(isabstract(self.slots.types.get(each.name)) for each in lineage)
        return is_of_abstract or contract.is_iserializable or name in self.values

    def _place(self, name: QName, known: frozenset[QName]) -> _Place:
        counting = self._counting[name]
        return name, known & counting if counting else counting

    def _settle(self, place: _Place) -> float:
        """Find the sizes of a place, which is returned, and of all that its least value may have within it."""
        found: list[_Place] = []
        waiting = [place]
        while waiting:
            each = waiting.pop()
            if each not in self._sizes:
                self._sizes[each] = NEVER
                found.append(each)
                waiting.extend(self._below(each))
        found.reverse()  # from the leaves up
        is_changed = True
        while is_changed:
            is_changed = False
            for each in found:
                size = self._size(each)
                if size < self._sizes[each]:
                    self._sizes[each] = size
                    is_changed = True
        return self._sizes[place]

    def _below(self, place: _Place) -> Iterator[_Place]:
        name, known = place
        slot, inside = self._places[name], self._known_inside(name, known)
        yield from (self._place(each.name, known) for each in self._derived(slot, known))
        yield from (self._place(each.name, inside) for each in self._needed(slot) if not each.is_optional)

    def _size(self, place: _Place) -> float:
        name, known = place
        slot, inside = self._places[name], self._known_inside(name, known)
        sizes = [self._sizes[self._place(each.name, known)] for each in self._derived(slot, known)]
        if self._own_reason(name) is None:
            contract = self.slots.contracts[name]
            within = sum(self.of(each, inside) for each in self._needed(slot))
            if isinstance(contract, CollectionDataContract) and name not in self.values:
                within = max(within, 1) * contract.min_items
            sizes.append(1 + within)
        size = min(sizes, default=NEVER)
        return size if size <= _MOST else NEVER

    def _known_inside(self, name: QName, known: frozenset[QName]) -> frozenset[QName]:
        """Return what is known within a value, where ``known`` is outside of it."""
        is_class = isinstance(self.slots.contracts[name], ClassDataContract)
        return self.slots.known_inside(self.slots.types[name], known) if is_class else known

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

    def _derived(self, slot: Slot, known: frozenset[QName]) -> Iterator[Slot]:
        contracts = self.slots.contracts
        for name in sorted(known):
            if name != slot.name and contracts.is_derived(name, slot.name):
                yield self._places.get(name) or self.slots.of(self.slots.types[name], name, is_nillable=False)

    def _reached(self, slot: Slot) -> Iterator[Slot]:
        yield from self._derived(slot, self.known)
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
