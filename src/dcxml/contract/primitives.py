"""The built-in contracts: the primitive table seen from the hub."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.contract.model import PrimitiveDataContract
from dcxml.lexical.table import PRIMITIVES

if TYPE_CHECKING:
    from dcxml.qname import QName

__all__ = ["PRIMITIVE_CONTRACTS", "primitive_contract"]

PRIMITIVE_CONTRACTS: dict[QName, PrimitiveDataContract] = {
    name: PrimitiveDataContract(name=name, primitive=primitive) for name, primitive in PRIMITIVES.items()
}


def primitive_contract(name: QName) -> PrimitiveDataContract | None:
    """Return the built-in contract of this name, or None."""
    return PRIMITIVE_CONTRACTS.get(name)
