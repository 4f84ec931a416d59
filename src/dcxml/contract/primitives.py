"""The built-in contracts: the primitive table seen from the hub, and what stands in where it has no row."""

from __future__ import annotations

import copyreg
from typing import TYPE_CHECKING, Any, Final

from dcxml.contract.model import ClassDataContract, DataMember, PrimitiveDataContract, SimpleDataContract
from dcxml.lexical.table import PRIMITIVES
from dcxml.qname import SERIALIZATION, XS, QName, clr_namespace

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "DATE_TIME_OFFSET",
    "DB_NULL",
    "EXPORTED_CLASSES",
    "PRIMITIVE_CONTRACTS",
    "STAND_INS",
    "XML_SCHEMA_TYPES",
    "built_in",
    "built_in_root",
    "primitive_contract",
]

PRIMITIVE_CONTRACTS: dict[QName, PrimitiveDataContract] = {
    name: PrimitiveDataContract(name=name, primitive=primitive) for name, primitive in PRIMITIVES.items()
}

DATE_TIME_OFFSET: Final = QName(clr_namespace("System"), "DateTimeOffset")
DB_NULL: Final = QName(clr_namespace("System"), "DBNull")

EXPORTED_CLASSES: Final[dict[QName, ClassDataContract]] = {
    DATE_TIME_OFFSET: ClassDataContract(
        name=DATE_TIME_OFFSET,
        is_value_type=True,
        members=(
            DataMember(name="DateTime", type=QName(XS, "dateTime"), is_required=True),
            DataMember(name="OffsetMinutes", type=QName(XS, "short"), is_required=True),
        ),
    ),
    DB_NULL: ClassDataContract(name=DB_NULL),
}
"""The built-in types that no fixed schema defines, as the classes that .NET exports where they are used.

A contract set lists them, as it does its own contracts: where it does they are known, in ``i:type`` and as roots.
"""

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

XML_SCHEMA_TYPES: Final[dict[QName, SimpleDataContract]] = {
    name: SimpleDataContract(name=name, base=base)
    for name, base in {**STAND_INS, QName(XS, "anySimpleType"): QName(XS, "string")}.items()
}
"""The types of XML Schema without a CLR type, as simple types over what stands in for them.

A contract set lists those that its schemas name, so that what is a date for a schema stays one.
"""


def _reduce(contract: PrimitiveDataContract) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    return (primitive_contract, (contract.name,))


copyreg.pickle(PrimitiveDataContract, _reduce)  # by name: the functions of a row are its process's own


def built_in_root(name: QName) -> PrimitiveDataContract | None:
    """Return the built-in contract whose root element has this name: ``<int xmlns="…/Serialization/">``, or None."""
    contract = primitive_contract(name)
    if contract is None and name.namespace == SERIALIZATION:
        contract = primitive_contract(QName(XS, name.name))
    return None if contract is None or name.namespace == XS else contract


def primitive_contract(name: QName) -> PrimitiveDataContract | None:
    """Return the built-in contract of this name, or None."""
    return PRIMITIVE_CONTRACTS.get(name)


def built_in(name: QName) -> PrimitiveDataContract | None:
    """Return the built-in contract that .NET reads for a name in ``i:type``; None where it needs a known type."""
    row = STAND_INS.get(name, name)
    return primitive_contract(row) if row.namespace in (XS, SERIALIZATION) and row != QName(XS, "anyType") else None
