"""Which collections .NET reads as arrays of numbers, in a way of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.contract.naming import array_name
from dcxml.qname import XS, QName

if TYPE_CHECKING:
    from dcxml.contract.model import CollectionDataContract

__all__ = ["is_number_array"]

_ARRAY_ITEMS: Final = frozenset(
    QName(XS, name) for name in ("boolean", "dateTime", "decimal", "double", "float", "int", "long")
)


def is_number_array(contract: CollectionDataContract) -> bool:
    """Tell whether .NET reads the collection as an array of numbers (``XmlDictionaryReader.ReadArray``).

    Such a reader skips nothing and looks at no attribute. A collection with a contract of its own is a class.
    """
    item = contract.item_type
    if item not in _ARRAY_ITEMS or contract.is_item_nillable or contract.is_reference:
        return False
    return (contract.name, contract.item_name) == (array_name(item), item.name)
