"""How many items a schema lets a collection have, ``minOccurs`` and ``maxOccurs`` of its element: .NET counts none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.codec.element_names import local_name
from dcxml.codec.faults import ItemCountError

if TYPE_CHECKING:
    from collections.abc import Callable, Sized

    from lxml import etree

    from dcxml.codec.reading import Reading
    from dcxml.contract.model import CollectionDataContract

__all__ = ["count_check", "count_fault", "count_reader", "is_counted"]


def is_counted(contract: CollectionDataContract) -> bool:
    """Tell whether the schema limits how many items there are."""
    return contract.min_items > 0 or contract.max_items is not None


def count_check(contract: CollectionDataContract) -> Callable[[Sized], None]:
    """Return a function that refuses, with `ItemCountError`, items of another number than the schema allows."""
    label = contract.name.name

    def check(items: Sized) -> None:
        reason = count_fault(len(items), contract)
        if reason:
            raise ItemCountError(f"{len(items)} items", label, reason=reason)

    return check


def count_reader(contract: CollectionDataContract) -> Callable[[Sized, etree._Element, Reading], None]:
    """Return a function that does the same with the children of an element, and refuses with `DecodeError`."""

    def check(items: Sized, element: etree._Element, reading: Reading) -> None:
        count = len(items) + reading.items_before.get(element, 0)
        reason = count_fault(count, contract)
        if reason:
            reason = f"{local_name(element)} has {count} items, but {reason}"
            reading.fail(element, reason, found=f"{count} items", expected=contract.name.name)

    return check


def count_fault(count: int, contract: CollectionDataContract) -> str:
    """Return what a number of items breaks, empty where it is allowed."""
    if count < contract.min_items:
        return f"its minOccurs is {contract.min_items}"
    if contract.max_items is not None and count > contract.max_items:
        return f"its maxOccurs is {contract.max_items}"
    return ""
