"""Instances of the classes made from a contract set, the same in each run: drawn, and filled as far as may be."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field
from hypothesis import HealthCheck, Phase, given, seed, settings

import dcxml
from dcxml.binding.annotations import member_default
from dcxml.binding.introspect import describe
from dcxml.contract import ClassDataContract, CollectionDataContract
from dcxml.strategies import instances
from dcxml.strategies.objects import _attributes

if TYPE_CHECKING:
    from dcxml.binding.live import Binding
    from dcxml.contract import DataContractSet, DataMember
    from dcxml.qname import QName

__all__ = ["Samples"]

_POOL: Final = 5
"""How many instances of a contract are drawn."""
_ITEMS: Final = 2
"""The items of a list, where it may have so many."""
_MOST: Final = 100
"""After so many values an instance stays as it was drawn."""


@define
class Samples:
    """Instances of the classes of a contract set."""

    binding: Binding
    _pools: dict[QName, list[Any]] = field(factory=dict)
    _derived: dict[QName, list[QName]] = field(factory=dict)

    def of(self, root: str) -> list[Any]:
        """Return instances of a contract or a global element (Clark form): the least, a few others, the fullest.

        In the fullest nothing is nil, absent or empty that need not be, and each base is what derives from it.
        """
        described = describe(self.binding[root])
        filling = _Filling(self, described.contracts)
        fullest = [filling.filled(each, described.type) for each in filling.new(described.type)]
        return [*self.pool(described.type), *fullest]

    def pool(self, name: QName) -> list[Any]:
        """Return a few instances of a contract, the least one first."""
        if name not in self._pools:
            self._pools[name] = _drawn(self.binding.annotation_of(name))
        return self._pools[name]

    def derived(self, name: QName) -> list[QName]:
        """Return the names of the contracts that derive from one."""
        contracts = self.binding.contracts
        if name not in self._derived:
            self._derived[name] = [each.name for each in contracts if contracts.is_derived(each.name, name)]
        return self._derived[name]


@define
class _Filling:
    """One instance being filled; ``known`` are the contracts that its root leads to."""

    samples: Samples
    known: DataContractSet
    left: int = _MOST

    def new(self, name: QName, but: Any = None) -> list[Any]:
        """Return an instance for a place, one of a derived contract if there is any; none where none but ``but`` is."""
        names = [each for each in self.samples.derived(name) if each in self.known]
        fit = (each for one in (*names, name) for each in self.samples.pool(one))
        found = next((each for each in fit if but is None or not dcxml.identical(each, but)), None)
        return [] if found is None else [deepcopy(found)]

    def filled(self, value: Any, name: QName) -> Any:
        """Return the value of a place with all that it contains, filled."""
        self.left -= 1
        contract = self.known[name]
        if self.left <= 0:
            return value
        if isinstance(contract, CollectionDataContract) and isinstance(value, list):
            self._extend(value, contract)
        elif isinstance(contract, ClassDataContract) and not contract.is_iserializable:
            own = contract if isinstance(value, dcxml.KeyValuePair) else self.known[describe(type(value)).type]
            members = [member for _, member in self.known.members(own)]
            for attribute, member in zip(_attributes(type(value)), members, strict=True):
                self._fill(value, attribute, member)
        return value

    def _fill(self, instance: Any, attribute: str, member: DataMember) -> None:
        held = getattr(instance, attribute)
        if held is not None and not dcxml.is_absent(instance, attribute):
            setattr(instance, attribute, self.filled(held, member.type))
            return
        left_out = None if member.emit_default_value else member_default(type(instance), attribute)
        for made in self.new(member.type, left_out) if self.left > 0 else ():
            setattr(instance, attribute, self.filled(made, member.type))

    def _extend(self, values: list[Any], contract: CollectionDataContract) -> None:
        wanted = _ITEMS if contract.max_items is None else min(_ITEMS, contract.max_items)
        while len(values) < wanted:
            values += self.new(contract.item) or [None]
        values[:] = [None if value is None else self.filled(value, contract.item) for value in values]


def _drawn(annotation: Any) -> list[Any]:
    """Return the first instances of the strategy that are not nil."""
    found: list[Any] = []
    run = settings(
        database=None,
        deadline=None,
        max_examples=_POOL,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )

    @seed(4)
    @run
    @given(instances(annotation))
    def collect(instance: Any) -> None:
        found.append(instance)

    collect()
    return [each for each in found if each is not None]
