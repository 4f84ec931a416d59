"""The type of an element's content: what ``i:type`` names, where it may stand there, or what is declared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.contract import PrimitiveDataContract, UnresolvedDataContract, XmlDataContract
from dcxml.contract.primitives import EXPORTED_CLASSES, built_in
from dcxml.qname import XS, QName
from dcxml.validation.attributes import type_named, wrong_type
from dcxml.validation.faults import Fault

if TYPE_CHECKING:
    from lxml import etree

    from dcxml.contract import DataContract, DataContractSet

__all__ = ["ANY_TYPE", "actual_type", "contract_of", "is_built_in"]

ANY_TYPE: Final = QName(XS, "anyType")


def actual_type(element: etree._Element, declared: DataContract, contracts: DataContractSet) -> DataContract | Fault:
    """Return the contract that ``i:type`` names, or the declared one; a fault where that may not stand here."""
    name = type_named(element)
    if name is None or isinstance(name, Fault):
        return declared if name is None else name
    is_kept = isinstance(declared, XmlDataContract) and name in contracts.types_in_place_of(declared)
    if is_kept or name == declared.name or isinstance(declared, UnresolvedDataContract):
        return declared  # where it is kept as XML the schema judges what is in it
    known = contracts.contracts.get(name)
    if declared.name == ANY_TYPE and name != ANY_TYPE:
        actual = known or built_in(name)
        if actual is None or isinstance(actual, UnresolvedDataContract):
            return wrong_type(element, found=name, expected=declared.name, is_known=False)
        return actual
    if known is not None and contracts.is_derived(name, declared.name):
        return known
    return wrong_type(element, found=name, expected=declared.name, is_known=known is not None)


def contract_of(element: etree._Element, declared: DataContract, contracts: DataContractSet) -> DataContract:
    """Return the contract of an element's content: the declared one where ``i:type`` has a fault."""
    actual = actual_type(element, declared, contracts)
    contract = declared if isinstance(actual, Fault) else actual
    return EXPORTED_CLASSES.get(contract.name, contract)


def is_built_in(contract: DataContract, contracts: DataContractSet) -> bool:
    """Tell whether .NET does not look at ``i:type``, for it reads a value of a built-in type."""
    contract = contracts.simplest(contract)
    is_any = contract.name == ANY_TYPE
    return isinstance(contract, PrimitiveDataContract) and not is_any and contract.name not in EXPORTED_CLASSES
