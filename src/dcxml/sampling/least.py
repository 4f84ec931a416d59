"""How large the least value of each contract is: what must be inside what, and which contracts nothing satisfies."""

from __future__ import annotations

from collections import deque
from inspect import isabstract
from typing import TYPE_CHECKING

from dcxml.contract.model import ClassDataContract, CollectionDataContract, EnumDataContract, SimpleDataContract

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dcxml.codec.plan import Plan
    from dcxml.contract.model import DataContract, DataMember
    from dcxml.qname import QName

__all__ = ["LeastSizes"]


class LeastSizes:
    """How many values the least value of each contract of a plan is, itself and all that it must contain.

    A contract without a size has no finite value.
    """

    def __init__(self, plan: Plan) -> None:
        """Find them all, as the least fixed point: a contract has a size once all that it must contain have one."""
        self._plan = plan
        self._derived = _derived(plan)
        self._sizes: dict[QName, int] = {}
        self._needed = {contract.name: self._needed_of(contract) for contract in plan.contracts}
        users: dict[QName, list[QName]] = {}
        for name, needed in self._needed.items():
            for each in {kind for one in needed or () for kind in self._derived.get(one, (one,))}:
                users.setdefault(each, []).append(name)
        waiting = deque(self._needed)
        while waiting:
            name = waiting.popleft()
            size, known = self._size(name), self._sizes.get(name)
            if size is not None and (known is None or size < known):
                self._sizes[name] = size
                waiting.extend(users.get(name, ()))

    def of(self, name: QName) -> int | None:
        """Return the size of the least value that may stand where a contract is declared; None where there is none."""
        sizes = [size for each in self._derived.get(name, (name,)) if (size := self._of(each)) is not None]
        return min(sizes, default=None)

    def in_place_of(self, name: QName) -> tuple[QName, ...]:
        """Return the contracts whose values may stand where ``name`` is declared, the one with the least value first.

        There is none where each value would have to contain another.
        """
        names = self._derived.get(name, (name,))
        found = [each for each in names if self._of(each) is not None]
        return tuple(sorted(found, key=lambda each: self._of(each) or 0))

    def _of(self, name: QName) -> int | None:
        return self._sizes.get(name) if name in self._plan.contracts.contracts else 1

    def _size(self, name: QName) -> int | None:
        needed = self._needed[name]
        if needed is None:
            return None
        contract = self._plan.contracts[name]
        sizes = [self.of(each) for each in needed]
        known = [size for size in sizes if size is not None]
        if len(known) < len(sizes):
            return None
        if isinstance(contract, CollectionDataContract):
            return 1 + contract.min_items * max(1, sum(known))
        return 1 + sum(known)

    def _needed_of(self, contract: DataContract) -> list[QName] | None:
        """Return the types of the values that each value of a contract contains; None where it has no value."""
        match contract:
            case ClassDataContract():
                is_abstract = isabstract(self._plan.types[contract.name])
                members = [each.member for each in self._plan.classes[contract.name].members]
                return None if is_abstract else _needed(each for each in members if each.is_required)
            case CollectionDataContract():
                return _items(contract) if contract.min_items else []
            case SimpleDataContract():
                return [contract.base]
            case EnumDataContract():
                return [] if contract.members or contract.is_open or contract.is_flags else None
        return []


def _items(contract: CollectionDataContract) -> list[QName]:
    """Return the types of which each item has a value."""
    if contract.key is not None and contract.value is not None:
        return [contract.key.type, *_needed([contract.value])]  # .NET refuses null as a key
    return [] if contract.item_type is None or contract.is_item_nillable else [contract.item_type]


def _needed(members: Iterable[DataMember]) -> list[QName]:
    """Return the types of the members that cannot be nil: those must have a value."""
    return [each.type for each in members if not each.is_nillable or not each.emit_default_value]


def _derived(plan: Plan) -> Mapping[QName, tuple[QName, ...]]:
    """Return the classes that may stand in the place of each: itself first, then those derived from it."""
    found: dict[QName, list[QName]] = {}
    for contract in plan.contracts:
        if isinstance(contract, ClassDataContract):
            for base in plan.contracts.lineage(contract):
                found.setdefault(base.name, []).append(contract.name)
    return {name: (name, *(each for each in names if each != name)) for name, names in found.items()}
