"""A line of classes, each with two members of the next: 2 ** levels values, where all of them are there."""

from __future__ import annotations

from dcxml.contract import ClassDataContract, DataContractSet, DataMember
from dcxml.qname import XS, QName

__all__ = ["fan", "level"]


def level(number: int) -> QName:
    """Return the name of a class of the line; the outermost is 0."""
    return QName("urn:fans", f"Level{number}")


def fan(levels: int, *, is_required: bool = True) -> DataContractSet:
    """Return so many classes, the last of which has two integers; what is required is not nillable."""
    classes = []
    for number in range(levels):
        is_last = number == levels - 1
        inner = QName(XS, "int") if is_last else level(number + 1)
        is_nillable = not (is_required or is_last)
        members = (
            DataMember(name=name, type=inner, is_required=is_required, is_nillable=is_nillable) for name in ("A", "B")
        )
        classes.append(ClassDataContract(name=level(number), members=tuple(members)))
    return DataContractSet(classes)
