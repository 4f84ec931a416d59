"""How deep the least value of each contract is: what must be inside what, and which contracts nothing satisfies."""

from __future__ import annotations

from inspect import isabstract
from typing import TYPE_CHECKING

from dcxml.contract.model import ClassDataContract, CollectionDataContract, EnumDataContract, SimpleDataContract

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dcxml.codec.plan import Plan
    from dcxml.contract.model import DataContract, DataMember
    from dcxml.qname import QName

__all__ = ["LeastDepths"]


class LeastDepths:
    """The depths of the least values of a plan's contracts; a contract without one has no finite value."""

    def __init__(self, plan: Plan) -> None:
        """Find them all: a contract has a depth once all that it must contain have one."""
        self._plan = plan
        self._derived = _derived(plan)
        self._depths: dict[QName, int] = {}
        is_new = True
        while is_new:
            is_new = False
            for contract in plan.contracts:
                depth = None if contract.name in self._depths else self._depth(contract)
                if depth is not None:
                    self._depths[contract.name] = depth
                    is_new = True

    def in_place_of(self, name: QName) -> tuple[QName, ...]:
        """Return the contracts whose values may stand where ``name`` is declared, the one with the least value first.

        There is none where each value would have to contain another.
        """
        names = self._derived.get(name, (name,))
        found = [each for each in names if self._of(each) is not None]
        return tuple(sorted(found, key=lambda each: self._of(each) or 0))

    def _of(self, name: QName) -> int | None:
        return self._depths.get(name) if name in self._plan.contracts.contracts else 0

    def _depth(self, contract: DataContract) -> int | None:
        match contract:
            case ClassDataContract():
                is_abstract = isabstract(self._plan.types[contract.name])
                members = [each.member for each in self._plan.classes[contract.name].members]
                return None if is_abstract else self._around(_needed(each for each in members if each.is_required))
            case CollectionDataContract():
                return self._around(_items(contract)) if contract.min_items else 0
            case SimpleDataContract():
                return self._least(contract.base)
            case EnumDataContract():
                return 0 if contract.members or contract.is_open or contract.is_flags else None
        return 0

    def _around(self, names: Iterable[QName]) -> int | None:
        depths = [self._least(name) for name in names]
        known = [depth for depth in depths if depth is not None]
        return 1 + max(known, default=-1) if len(known) == len(depths) else None

    def _least(self, name: QName) -> int | None:
        depths = [depth for each in self._derived.get(name, (name,)) if (depth := self._of(each)) is not None]
        return min(depths, default=None)


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
