"""What contracts speak of in a document: its root or the body of an envelope, by the names that roots may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.contract import UnresolvedDataContract
from dcxml.contract.model import own_root
from dcxml.contract.primitives import built_in_root
from dcxml.qname import SERIALIZATION, QName
from dcxml.validation.envelopes import is_envelope
from dcxml.validation.slots import Slot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from dcxml.contract import DataContractSet

__all__ = ["parts_of", "root_slots", "slot_of_root"]


def parts_of(root: etree._Element, contracts: DataContractSet) -> Iterator[etree._Element]:
    """Yield the elements that contracts speak of: the root, or what is in the body of a SOAP envelope.

    The detail of a fault may hold anything, whatever a service declares; what contracts name is judged.
    """
    if not is_envelope(root):
        yield root
        return
    name = QName.from_clark(str(root.tag))
    for body in root.iterchildren(f"{{{name.namespace}}}Body"):
        for part in body.iterchildren("*"):
            if part.tag != f"{{{name.namespace}}}Fault":
                yield part
                continue
            named = root_slots(contracts)
            for detail in part.iterchildren("detail", f"{{{name.namespace}}}Detail"):
                yield from (each for each in detail.iterchildren("*") if QName.from_clark(str(each.tag)) in named)


def root_slots(contracts: DataContractSet) -> dict[QName, Slot]:
    """Return what a root of each known name stands for: contracts by their own names, and global elements."""
    slots = {
        own_root(c.name): Slot(c, is_nillable=True) for c in contracts if not isinstance(c, UnresolvedDataContract)
    }
    for element in contracts.elements.values():
        slots[element.name] = Slot(contracts[element.type], element.is_nillable)
    return slots


def slot_of_root(name: QName, slots: Mapping[QName, Slot]) -> Slot | None:
    """Return what a root of a name stands for, one of the ``slots`` or a built-in type; None where nothing has it."""
    if name in slots:
        return slots[name]
    built_in = built_in_root(name) if name.namespace == SERIALIZATION else None
    return None if built_in is None else Slot(built_in, is_nillable=True)
