"""The order in which contracts are exported: that of their set, with the built-in classes where .NET meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.contract.model import UnresolvedDataContract
from dcxml.contract.primitives import EXPORTED_CLASSES
from dcxml.qname import XS

if TYPE_CHECKING:
    from dcxml.contract.contract_set import DataContractSet
    from dcxml.contract.model import DataContract
    from dcxml.qname import QName

__all__ = ["export_order"]


def export_order(contracts: DataContractSet) -> list[DataContract]:
    """Return what is exported, in the set's order, ``DateTimeOffset`` and ``DBNull`` where .NET first meets them.

    Nothing defines an unresolved contract, and XML Schema its own types: they are not exported.
    """
    defined = (c for c in contracts if not isinstance(c, UnresolvedDataContract) and c.name.namespace != XS)
    order = [EXPORTED_CLASSES.get(contract.name, contract) for contract in defined]
    added = []  # at the end of a set stand those that it was closed over
    while order and order[-1].name in EXPORTED_CLASSES:
        added.append(order.pop())
    for built_in in reversed(added):
        before = _met_before(built_in.name, contracts)
        system = [place for place, c in enumerate(order) if c.name.namespace == built_in.name.namespace]
        place = max((place + 1 for place in system if order[place].name in before), default=None)
        order.insert((*system, len(order))[0] if place is None else place, built_in)
    return order


def _met_before(name: QName, contracts: DataContractSet) -> set[QName]:
    """Return the contracts that a depth-first walk meets before the built-in one of this ``name``."""
    met: set[QName] = set()
    roots = [contract.name for contract in contracts if contract.name not in EXPORTED_CLASSES]
    waiting = [*roots, *(element.type for element in contracts.elements.values())][::-1]
    while waiting:
        each = waiting.pop()
        if each == name:
            break
        if each not in met:
            met.add(each)
            contract = contracts.contracts.get(each)
            waiting.extend(reversed(tuple(contract.references()) if contract is not None else ()))
    return met
