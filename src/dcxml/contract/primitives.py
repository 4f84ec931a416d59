"""The built-in contracts: the primitive table seen from the hub, and what stands in where it has no row."""

from __future__ import annotations

from typing import Final

from dcxml.contract.model import PrimitiveDataContract
from dcxml.lexical.table import PRIMITIVES
from dcxml.qname import SERIALIZATION, XS, QName

__all__ = ["PRIMITIVE_CONTRACTS", "STAND_INS", "built_in_root", "primitive_contract"]

PRIMITIVE_CONTRACTS: dict[QName, PrimitiveDataContract] = {
    name: PrimitiveDataContract(name=name, primitive=primitive) for name, primitive in PRIMITIVES.items()
}

STAND_INS: Final[dict[QName, QName]] = {
    QName(XS, "duration"): QName(SERIALIZATION, "duration"),
    **{
        QName(XS, name): QName(XS, "long")
        for name in ("integer", "positiveInteger", "nonNegativeInteger", "negativeInteger", "nonPositiveInteger")
    },
    **{
        QName(XS, name): QName(XS, "string")
        for name in (
            *("date", "time", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay", "hexBinary"),
            *("token", "normalizedString", "language", "Name", "NCName", "NMTOKEN", "NMTOKENS"),
            *("ID", "IDREF", "IDREFS", "ENTITY", "ENTITIES"),
        )
    },
}
"""What .NET takes for the types of XML Schema without a CLR type of their own, in schemas and in ``i:type``."""


def built_in_root(name: QName) -> PrimitiveDataContract | None:
    """Return the built-in contract whose root element has this name: ``<int xmlns="…/Serialization/">``, or None."""
    contract = primitive_contract(name)
    if contract is None and name.namespace == SERIALIZATION:
        contract = primitive_contract(QName(XS, name.name))
    return None if contract is None or name.namespace == XS else contract


def primitive_contract(name: QName) -> PrimitiveDataContract | None:
    """Return the built-in contract of this name, or None."""
    return PRIMITIVE_CONTRACTS.get(name)
