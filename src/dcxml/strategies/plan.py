"""What is the same for all instances of one strategy: the contracts, their places, and what the caller chose."""

from __future__ import annotations

from inspect import isabstract
from typing import TYPE_CHECKING, Any

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hypothesis.strategies import SearchStrategy

    from dcxml.codec.dictionary_keys import KeyIdentities
    from dcxml.contract import DataContractSet
    from dcxml.qname import QName
    from dcxml.strategies.finite import Heights
    from dcxml.strategies.leaf_values import LeafValues
    from dcxml.strategies.overrides import PathNode
    from dcxml.strategies.slots import Slot, Slots

__all__ = ["Plan"]


@frozen(eq=False, kw_only=True)
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
    heights: Heights
    full_heights: Heights
    root: Slot
    known: frozenset[QName]
    paths: PathNode | None = None
    absent: bool = True
    unknown: bool = False

    def __repr__(self) -> str:
        """Show the root: Hypothesis tells what it draws from."""
        return self.root.name.clark

    def derived(self, name: QName, known: frozenset[QName]) -> list[QName]:
        """Return what may stand where a class is declared: it, unless it is abstract, and known derived classes."""
        own = [name] if name not in self.types or not isabstract(self.types[name]) else []
        others = (each for each in known if each != name and self.contracts.is_derived(each, name))
        return own + sorted(each for each in others if not isabstract(self.types[each]))
