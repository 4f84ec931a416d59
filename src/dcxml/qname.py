"""Namespaces and qualified names of the format, as constants and as one small value class."""

from __future__ import annotations

from functools import total_ordering
from typing import Final

from attrs import field, frozen

__all__ = [
    "ADDRESSING_1_0",
    "ADDRESSING_2004",
    "ARRAYS",
    "DATA_CONTRACT",
    "DCXML",
    "ID",
    "NIL",
    "REF",
    "SERIALIZATION",
    "SIZE",
    "SOAP_11",
    "SOAP_12",
    "SOAP_ENVELOPES",
    "TYPE",
    "XML",
    "XMLNS",
    "XS",
    "XSI",
    "QName",
    "clr_namespace",
]

XS: Final = "http://www.w3.org/2001/XMLSchema"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
XML: Final = "http://www.w3.org/XML/1998/namespace"
XMLNS: Final = "http://www.w3.org/2000/xmlns/"
SERIALIZATION: Final = "http://schemas.microsoft.com/2003/10/Serialization/"
ARRAYS: Final = "http://schemas.microsoft.com/2003/10/Serialization/Arrays"
DATA_CONTRACT: Final = "http://schemas.datacontract.org/2004/07/"
"""The base that .NET puts before a CLR namespace where a contract names no namespace of its own."""
DCXML: Final = "urn:dcxml:annotation"
"""The namespace of dcxml's own annotations in ``xs:appinfo``: evidence and what XSD cannot say."""

ADDRESSING_1_0: Final = "http://www.w3.org/2005/08/addressing"
ADDRESSING_2004: Final = "http://schemas.xmlsoap.org/ws/2004/08/addressing"
"""The namespaces of WS-Addressing 1.0, and of the member submission of August 2004."""

SOAP_11: Final = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP_12: Final = "http://www.w3.org/2003/05/soap-envelope"
"""The namespaces of SOAP 1.1 (W3C Note) and SOAP 1.2 (W3C Recommendation)."""
SOAP_ENVELOPES: Final = (SOAP_11, SOAP_12)

NIL: Final = f"{{{XSI}}}nil"
TYPE: Final = f"{{{XSI}}}type"
ID: Final = f"{{{SERIALIZATION}}}Id"
REF: Final = f"{{{SERIALIZATION}}}Ref"
FACTORY_TYPE: Final = f"{{{SERIALIZATION}}}FactoryType"
SIZE: Final = f"{{{SERIALIZATION}}}Size"
"""The attributes that mean something to the serializer, in Clark form: ``i:nil``, ``i:type``, ``z:Id`` and so on."""


def clr_namespace(namespace: str) -> str:
    """Return the contract namespace that .NET gives the CLR ``namespace`` (``System`` -> ``…/2004/07/System``)."""
    return DATA_CONTRACT + namespace


@total_ordering
@frozen(cache_hash=True)
class QName:
    """A qualified name: a namespace (``""`` for none) and a local name, W3C *Namespaces in XML*.

    Equal and hashed by both; the prefix is not part of it. ``str()`` is the Clark form ``{namespace}name``.
    """

    namespace: str
    name: str
    clark: str = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """Keep the Clark form: it is lxml's spelling, and asked for often."""
        object.__setattr__(self, "clark", f"{{{self.namespace}}}{self.name}" if self.namespace else self.name)

    def __lt__(self, other: object) -> bool:
        """Order by namespace, then by name: written here, as it is asked for in every sorted list of names."""
        if not isinstance(other, QName):
            return NotImplemented
        return (self.namespace, self.name) < (other.namespace, other.name)

    @classmethod
    def from_clark(cls, text: str) -> QName:
        """Return the name spelled ``{namespace}name``, or ``name`` for no namespace.

        :raises ValueError: where the brace is not closed.
        """
        if not text.startswith("{"):
            return cls("", text)
        namespace, brace, name = text[1:].rpartition("}")  # a namespace may hold a brace, a name cannot
        if not brace:
            message = f"not a Clark name: {text!r}"
            raise ValueError(message)
        return cls(namespace, name)

    def __str__(self) -> str:
        """Return the Clark form."""
        return self.clark
