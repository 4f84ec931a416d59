"""How long the document of a value will be at least, told at a glance: by the number of items in its collections."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from dcxml.contract.model import ClassDataContract, CollectionDataContract

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dcxml.codec.plan import Plan
    from dcxml.contract.model import DataContract

__all__ = ["least_length_of"]

_ITEM: Final = len("<a></a>")
_LEVELS: Final = 3
"""How deep collections are looked for: a page of items may be in the body of a response."""
_MOST: Final = 16
"""How many collections are looked at."""


def least_length_of(plan: Plan, contract: DataContract) -> Callable[[Any], int]:
    """Return the function that tells a number of characters which the document of a value has, or more."""
    if isinstance(contract, CollectionDataContract):
        return lambda value: _count(value) * _ITEM
    found = [attrgetter(".".join(path)) for path, _ in zip(_collections(plan, contract), range(_MOST), strict=False)]

    def least_length(value: Any) -> int:
        count = 0
        for collection in found:
            try:
                count += _count(collection(value))
            except AttributeError:  # None, or what is no value of the contract
                continue
        return count * _ITEM

    return least_length


def _collections(plan: Plan, contract: DataContract) -> Iterator[tuple[str, ...]]:
    """Yield the members, each as the names that lead to it, that are collections; the nearest first."""
    level: list[tuple[tuple[str, ...], DataContract]] = [((), contract)]
    for _ in range(_LEVELS):
        level = [
            ((*path, member.attribute), plan.resolve(member.member.type))
            for path, each in level
            if isinstance(each, ClassDataContract)
            for member in plan.classes[each.name].members
        ]
        yield from (path for path, each in level if isinstance(each, CollectionDataContract))


def _count(value: Any) -> int:
    return len(value) if isinstance(value, list | dict) else 0
