"""Which old operation is which new one, which are gone and which have come; and the messages that go along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from dcxml.contract.contract_set import DataContractSet
    from dcxml.contract.operations import Operation
    from dcxml.qname import QName

__all__ = ["OperationPairs", "messages", "pair_operations"]


@frozen
class OperationPairs:
    """Old operations with their counterparts, and those of each side that have none, in their orders."""

    pairs: list[tuple[Operation, Operation]]
    gone: list[Operation]
    come: list[Operation]
    messages_gone: frozenset[QName]
    """The contracts without a counterpart that were messages of operations which are gone, and nothing else."""
    messages_come: frozenset[QName]
    """The contracts without a counterpart that are messages of operations which are new, and nothing else."""


def pair_operations(old: DataContractSet, new: DataContractSet, contracts: Mapping[QName, QName]) -> OperationPairs:
    """Pair operations by name and what else is the same, the most first; ``contracts`` are paired already."""
    keys: tuple[Callable[[Operation], object], ...] = (
        lambda each: (each.name, each.service, each.port_type, each.binding, each.address),
        lambda each: (each.name, each.port_type, each.binding),
        lambda each: (each.name, each.port_type, each.version),
        lambda each: (each.name, each.port_type),
        lambda each: (each.name, each.port_type.name, each.version),
        lambda each: (each.name, each.port_type.name),
        lambda each: (each.name, each.version),
        lambda each: each.name,
    )
    found: dict[int, int] = {}
    for key in keys:
        waiting: dict[object, list[int]] = {}
        taken = set(found.values())
        for place, operation in enumerate(new.operations):
            if place not in taken:
                waiting.setdefault(key(operation), []).append(place)
        for place, operation in enumerate(old.operations):
            same = waiting.get(key(operation))
            if place not in found and same:
                found[place] = same.pop(0)
    taken = set(found.values())
    pairs = [(each, new.operations[found[place]]) for place, each in enumerate(old.operations) if place in found]
    gone = [each for place, each in enumerate(old.operations) if place not in found]
    come = [each for place, each in enumerate(new.operations) if place not in taken]
    return OperationPairs(
        pairs,
        gone,
        come,
        _only_messages(old, gone, others=[each for each, _ in pairs]) - contracts.keys(),
        _only_messages(new, come, others=[each for _, each in pairs]).difference(contracts.values()),
    )


def messages(contracts: DataContractSet, operation: Operation) -> list[QName]:
    """Return the contracts of the bodies of an operation, of the request first."""
    bodies = [body for body in (operation.request, operation.response) if body is not None]
    elements = {body: contracts.elements.get(body) for body in bodies}
    return [body if element is None else element.type for body, element in elements.items()]


def _only_messages(
    contracts: DataContractSet, operations: Sequence[Operation], *, others: Iterable[Operation]
) -> frozenset[QName]:
    used = {name for contract in contracts for name in contract.references()}
    used.update(*(messages(contracts, each) for each in others))
    return frozenset().union(*(messages(contracts, each) for each in operations)) - used
