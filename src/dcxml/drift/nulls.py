"""What a reader makes of null where only the writer may have it: as a member, as a global element, as an item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.drift.direction import NOT_VALID, REFUSED, UNHARMED, Direction, Reception

if TYPE_CHECKING:
    from dcxml.contract.model import CollectionDataContract, DataMember, GlobalElement
    from dcxml.qname import QName

__all__ = ["receive_nil", "receive_nil_items"]


def receive_nil(
    direction: Direction, reader: DataMember | GlobalElement, writer: DataMember | GlobalElement
) -> Reception:
    """Return what comes of it that one side of a member, or of a global element, can be null."""
    return _receive(direction, reader.type, is_new=writer.is_nillable and not reader.is_nillable)


def receive_nil_items(
    direction: Direction, reader: CollectionDataContract, writer: CollectionDataContract
) -> Reception:
    """Return what comes of it that the items of one side of a list can be null; of a dictionary, nothing."""
    is_new = writer.is_item_nillable and not reader.is_item_nillable
    return UNHARMED if reader.item_type is None else _receive(direction, reader.item_type, is_new=is_new)


def _receive(direction: Direction, reader: QName, *, is_new: bool) -> Reception:
    """Return what a type makes of null: a value type refuses it, for any other it is the schema that does."""
    if not is_new:
        return UNHARMED
    return REFUSED if direction.reader.is_value_type(direction.reader[reader]) else NOT_VALID
