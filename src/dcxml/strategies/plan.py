"""What is the same for all instances of one strategy: the contracts, their places, and what the caller chose."""

from __future__ import annotations

from functools import cached_property
from inspect import isabstract
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen
from hypothesis import strategies as st

from dcxml.contract import ClassDataContract, CollectionDataContract

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hypothesis.strategies import SearchStrategy

    from dcxml.codec.dictionary_keys import KeyIdentities
    from dcxml.contract import DataContractSet
    from dcxml.qname import QName
    from dcxml.strategies.finite import Sizes
    from dcxml.strategies.leaf_values import LeafValues
    from dcxml.strategies.overrides import PathNode
    from dcxml.strategies.slots import MemberSlot, Slot, Slots

__all__ = ["Plan"]

_MOST_LEAVES: Final = 8
_MOST_LEVELS: Final = 4
_MOST_KEPT: Final = 256
"""For so many members it is said one by one whether they are kept; of more, several share an octet."""


@frozen(eq=False, kw_only=True, slots=False)
class Plan:
    """What is the same for all instances: the contracts, their places, and the choices of the caller."""

    contracts: DataContractSet
    types: Mapping[QName, Any]
    slots: Slots
    leaves: LeafValues
    values: Mapping[QName, SearchStrategy[Any]]
    keys: KeyIdentities
    recursive: frozenset[QName]
    branches: frozenset[QName]
    sizes: Sizes
    full_sizes: Sizes
    root: Slot
    known: frozenset[QName]
    paths: PathNode | None = None
    absent: bool = True
    unknown: bool = False
    chosen: dict[int, SearchStrategy[int]] = field(factory=dict)
    much: dict[int, bool] = field(factory=dict)

    def __repr__(self) -> str:
        """Show the root: Hypothesis tells what it draws from."""
        return self.root.name.clark

    @cached_property
    def kept(self) -> SearchStrategy[bytes]:
        """The strategy of an octet for each member: 0 where a full object goes without it."""
        size = min(self.slots.count, _MOST_KEPT)
        return st.binary(min_size=size, max_size=size)

    def places(self, members: tuple[MemberSlot, ...]) -> SearchStrategy[int]:
        """Return the strategy that chooses a member to be drawn: the more is below it, the more often."""
        key = id(members)  # they are made once
        if key not in self.chosen:
            weighted = [at for at, member in enumerate(members) for _ in range(self._leaves(member, frozenset()))]
            self.chosen[key] = st.sampled_from(weighted)
        return self.chosen[key]

    def holds_much(self, member: MemberSlot) -> bool:
        """Tell whether there are many leaves below a member."""
        if member.number not in self.much:
            self.much[member.number] = self._leaves(member, frozenset()) >= _MOST_LEAVES
        return self.much[member.number]

    def _leaves(self, slot: Slot, passed: frozenset[QName]) -> int:
        """Count the leaves below a place, up to a limit."""
        contract = self.contracts[slot.name]
        if slot.name in passed or len(passed) > _MOST_LEVELS:
            return 1
        inner: tuple[Slot, ...] = ()
        if isinstance(contract, CollectionDataContract):
            inner = self.slots.parts(contract, slot)
        elif isinstance(contract, ClassDataContract) and not contract.is_iserializable:
            inner = self.slots.members(contract, slot)
        total = 0
        for each in inner:
            total += self._leaves(each, passed | {slot.name})
            if total >= _MOST_LEAVES:
                return _MOST_LEAVES
        return max(1, total)

    def derived(self, name: QName, known: frozenset[QName]) -> list[QName]:
        """Return what may stand where a class is declared: it, unless it is abstract, and known derived classes."""
        own = [name] if name not in self.types or not isabstract(self.types[name]) else []
        others = (each for each in known if each != name and self.contracts.is_derived(each, name))
        return own + sorted(each for each in others if not isabstract(self.types[each]))
