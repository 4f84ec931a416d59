"""Find the contracts without a shown name that have one shape in one namespace: they are taken for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.derivation.order import merge_order
from dcxml.derivation.slot_type import slot_type

if TYPE_CHECKING:
    from collections.abc import Collection

    from dcxml.derivation.observe import Observation, ObservedContract, Slot

__all__ = ["equal_shapes"]


def equal_shapes(observation: Observation, separate: Collection[str] = ()) -> dict[str, str]:
    """Return, by its key, the first contract of the same shape for each contract that has one.

    Contracts whose names are shown never merge, nor those in ``separate``.
    """
    shapes: dict[str, int] = {}
    numbers: dict[tuple[object, ...], int] = {}
    # What stands in a contract comes after it, so from the end each shape is made of known ones.
    for contract in reversed(observation.contracts.values()):
        shapes[contract.key] = numbers.setdefault(_shape(contract, shapes), len(numbers))
    first: dict[int, str] = {}
    same: dict[str, str] = {}
    for contract in observation.contracts.values():
        if _is_nameless(contract) and contract.key not in separate:
            key = first.setdefault(shapes[contract.key], contract.key)
            if key != contract.key:
                same[contract.key] = key
    return same


def _is_nameless(contract: ObservedContract) -> bool:
    return contract.shown is None and not contract.is_list and not contract.is_pair and bool(contract.slots)


def _shape(contract: ObservedContract, shapes: dict[str, int]) -> tuple[object, ...]:
    if contract.shown is not None or contract.is_list:
        return ("named", contract.key)
    return tuple((name, _slot_shape(contract.slots[name], shapes)) for name in merge_order(contract.elements))


def _slot_shape(slot: Slot, shapes: dict[str, int]) -> tuple[object, ...]:
    found = slot_type(slot)
    if found.content is not None:
        # A contract that is not seen yet is one that its own kind leads back to, and so one with a name.
        return ("contract", shapes.get(found.content, found.content))
    texts = tuple(sorted(found.texts)) if found.is_enumeration else ()
    return (found.type, texts, found.is_nillable, found.declares)
