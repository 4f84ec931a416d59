"""The names both twins use: elements of XML Schema, and what .NET and dcxml say in ``xs:appinfo``."""

from __future__ import annotations

from typing import Final

from dcxml.qname import DCXML, SERIALIZATION, XML, XS, QName

__all__ = [
    "ACTUAL_TYPE",
    "ANY_TYPE",
    "APPINFO_WORDS",
    "DECLARED_NAMESPACE",
    "DEFAULT_VALUE",
    "ENUMERATION_VALUE",
    "EVIDENCE",
    "GENERIC_PARAMETER",
    "GENERIC_TYPE",
    "INT",
    "IS_DICTIONARY",
    "IS_VALUE_TYPE",
    "LANGUAGE",
    "MEMBER",
    "OPEN_ENUMERATION",
    "QNAME_ATTRIBUTES",
    "STRING",
    "WSDL",
    "default_enum_value",
    "xs",
]


def xs(name: str) -> str:
    """Return the Clark name of an element of XML Schema."""
    return f"{{{XS}}}{name}"


ACTUAL_TYPE: Final = f"{{{SERIALIZATION}}}ActualType"
DEFAULT_VALUE: Final = f"{{{SERIALIZATION}}}DefaultValue"
ENUMERATION_VALUE: Final = f"{{{SERIALIZATION}}}EnumerationValue"
GENERIC_PARAMETER: Final = f"{{{SERIALIZATION}}}GenericParameter"
GENERIC_TYPE: Final = f"{{{SERIALIZATION}}}GenericType"
IS_DICTIONARY: Final = f"{{{SERIALIZATION}}}IsDictionary"
IS_VALUE_TYPE: Final = f"{{{SERIALIZATION}}}IsValueType"

DECLARED_NAMESPACE: Final = f"{{{DCXML}}}DeclaredNamespace"
EVIDENCE: Final = f"{{{DCXML}}}Evidence"
MEMBER: Final = f"{{{DCXML}}}Member"
OPEN_ENUMERATION: Final = f"{{{DCXML}}}OpenEnumeration"

APPINFO_WORDS: Final = frozenset(
    {
        *(ACTUAL_TYPE, DEFAULT_VALUE, ENUMERATION_VALUE, GENERIC_TYPE, IS_DICTIONARY, IS_VALUE_TYPE),
        *(DECLARED_NAMESPACE, EVIDENCE, OPEN_ENUMERATION),
    }
)
"""The elements in ``xs:appinfo`` that have a meaning here; what others say there is kept as it is."""

ANY_TYPE: Final = QName(XS, "anyType")
INT: Final = QName(XS, "int")
STRING: Final = QName(XS, "string")

QNAME_ATTRIBUTES: Final = {
    "type": "type",
    "base": "type",
    "itemType": "type",
    "memberTypes": "type",
    "substitutionGroup": "element",
    "ref": "",
}
"""Attributes of XML Schema's own elements that name components, and of which kind; ``ref`` names one of its own."""
LANGUAGE: Final = f"{{{XML}}}lang"
"""The attribute that names the language of a text, and of all inside (XML 1.0, 2.12)."""
WSDL: Final = "http://schemas.xmlsoap.org/wsdl/"
"""The namespace of WSDL 1.1."""


def default_enum_value(index: int, *, is_flags: bool) -> int:
    """Return the integer of the enumeration's member at ``index`` where no ``EnumerationValue`` gives another."""
    return 1 << index if is_flags else index
