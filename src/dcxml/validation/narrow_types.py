"""Simple types that have no text which .NET does not read, or not all of: one row for each that needs it."""

from __future__ import annotations

from typing import Final

from dcxml.contract import ClassDataContract, DataMember, Facet, SimpleDataContract
from dcxml.contract.primitives import DATE_TIME_OFFSET, DB_NULL
from dcxml.qname import SERIALIZATION, XS, QName

__all__ = ["BUILT_IN", "MOMENT", "NEVER", "OFFSET_MINUTES", "OWN"]

_NAMESPACE: Final = "urn:dcxml:narrow"
_STRING: Final = QName(XS, "string")
NEVER: Final = ClassDataContract(
    name=QName(_NAMESPACE, "Never"),
    members=(DataMember(name="Never", type=QName(_NAMESPACE, "Never"), is_required=True),),
)
"""A class that contains itself without end: no document has one, only null can stand in its place."""
_EMPTY: Final = ClassDataContract(name=QName(_NAMESPACE, "Empty"))
"""What is accepted for any object: ``new object()``, an element without content."""


def _simple(name: str, base: QName, *facets: tuple[str, str]) -> SimpleDataContract:
    return SimpleDataContract(
        name=QName(_NAMESPACE, name), base=base, facets=tuple(Facet(kind, value) for kind, value in facets)
    )


_DATE_TIME: Final = _simple(
    # A zone near one of these ends may lead beyond it, which libxml2 cannot compare and so does not accept.
    "dateTime",
    QName(XS, "dateTime"),
    ("minInclusive", "0001-01-01T00:00:00"),
    ("maxInclusive", "9999-12-31T23:59:59.9999999"),
)
"""Accepts 24:00:00 like the type it narrows: a facet compares values, and a pattern costs ten times as much."""
OFFSET_MINUTES: Final = _simple("offset", QName(XS, "short"), ("minInclusive", "-840"), ("maxInclusive", "840"))
MOMENT: Final = _simple(
    "moment",
    QName(XS, "dateTime"),
    ("minInclusive", "0002-01-01T00:00:00Z"),
    ("maxInclusive", "9998-12-31T00:00:00Z"),
)
_SECONDS: Final = r"[0-9]{1,2}(\.[0-9]{1,7})?S"
_TIME: Final = rf"T([0-9]{{1,2}}H([0-9]{{1,2}}M)?({_SECONDS})?|[0-9]{{1,2}}M({_SECONDS})?|{_SECONDS})"
_LABEL: Final = r"[A-Za-z0-9][A-Za-z0-9\-]{0,62}"
_HEXADECIMAL: Final = "[0-9a-fA-F]"
_WHOLE_EXPONENT: Final = ("pattern", ".*[0-9.]")
"""libxml2 takes an exponent without digits, too: 0e, 0e+."""
_NARROW: Final = {
    QName(XS, "float"): _simple(
        "float", QName(XS, "float"), ("minInclusive", "-3.4E+38"), ("maxInclusive", "3.4E+38"), _WHOLE_EXPONENT
    ),
    QName(XS, "double"): _simple(
        "double", QName(XS, "double"), ("minInclusive", "-1.7E+308"), ("maxInclusive", "1.7E+308"), _WHOLE_EXPONENT
    ),
    QName(XS, "decimal"): _simple("decimal", QName(XS, "decimal"), ("totalDigits", "28"), ("fractionDigits", "28")),
    _DATE_TIME.base: _DATE_TIME,
    QName(XS, "anyURI"): _simple(
        "anyURI",
        QName(XS, "anyURI"),
        ("pattern", rf"https?://{_LABEL}(\.{_LABEL})*(:[0-9]{{1,4}})?(/[A-Za-z0-9\-._~!$&'()*+,;=:@/?]{{0,999}})?"),
    ),
    # libxml2 passes over characters that are none of base64.
    QName(XS, "base64Binary"): _simple("base64Binary", QName(XS, "base64Binary"), ("pattern", "[A-Za-z0-9+/=]*")),
    QName(SERIALIZATION, "char"): _simple(
        "char", QName(SERIALIZATION, "char"), ("minInclusive", "0"), ("maxInclusive", "65535")
    ),
    QName(SERIALIZATION, "guid"): _simple(
        "guid",
        _STRING,
        ("pattern", "-".join(f"{_HEXADECIMAL}{{{count}}}" for count in (8, 4, 4, 4, 12))),
    ),
    QName(SERIALIZATION, "duration"): _simple(
        "duration", QName(XS, "duration"), ("pattern", rf"-?P([0-9]{{1,7}}D({_TIME})?|{_TIME})")
    ),
}
"""The built-in types whose schema types have texts that .NET does not read, or not all of."""
_INTEGER: Final = _simple("integer", QName(XS, "integer"), ("totalDigits", "18"))
_AS_THEY_ARE: Final = frozenset(
    {
        *(QName(XS, name) for name in ("boolean", "string")),
        *(QName(XS, name) for name in ("byte", "short", "int", "long")),
        *(QName(XS, f"unsigned{name}") for name in ("Byte", "Short", "Int", "Long")),
        *(QName(XS, name) for name in ("date", "time", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay")),
        *(QName(XS, name) for name in ("hexBinary", "token", "normalizedString", "language", "Name", "NCName")),
        DATE_TIME_OFFSET,
        DB_NULL,
    }
)
BUILT_IN: Final[dict[QName, QName]] = {
    **{name: name for name in _AS_THEY_ARE},
    **{name: contract.name for name, contract in _NARROW.items()},
    QName(XS, "integer"): _INTEGER.name,
    QName(XS, "anyType"): _EMPTY.name,
}
OWN: Final = (NEVER, _EMPTY, MOMENT, OFFSET_MINUTES, _INTEGER, *_NARROW.values())
