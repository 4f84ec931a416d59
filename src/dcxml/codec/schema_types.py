"""Texts held to XML Schema's simple types by libxml2: facets of a named type, and types without a row.

The primitive table decides what a value is; this room only says whether its text is valid for the schema too.
"""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from lxml import etree

from dcxml.codec.facet_sentences import broken_facet
from dcxml.codec.faults import FacetError
from dcxml.contract.model import PrimitiveDataContract, SimpleDataContract
from dcxml.errors import InvalidDataContractError, LexicalError
from dcxml.lexical.characters import XML_INVALID
from dcxml.qname import SERIALIZATION, XS, QName

if TYPE_CHECKING:
    from collections.abc import Callable

    from dcxml.contract import DataContractSet
    from dcxml.contract.model import DataContract

__all__ = ["facet_check", "type_check"]

_ANY_CHARACTER: Final = "\ufffd"
"""Stands for one that libxml2 does not take: facets count it, and so it is as good as another."""
_lock: Final = threading.Lock()


def facet_check(contracts: DataContractSet, contract: SimpleDataContract) -> Callable[[str], None]:
    """Return a function that takes a text with the facets of a simple contract and its bases, and refuses another.

    The function raises `LexicalError`.

    :raises InvalidDataContractError: where XML Schema has no such facets.
    """
    facets: list[tuple[tuple[str, str], ...]] = []
    base: DataContract = contract
    while isinstance(base, SimpleDataContract) and base.name.namespace != XS:
        facets.append(tuple((facet.name, facet.value) for facet in base.facets))
        base = contracts[base.base]
    is_checked = isinstance(base, SimpleDataContract) or (isinstance(base, PrimitiveDataContract) and any(facets))
    if not is_checked:
        return lambda _text: None
    try:
        return _check(base.name, tuple(reversed(facets)), contract.name.name)
    except etree.XMLSchemaParseError as error:
        found = str(error).partition("}")[2].partition(": ")[2] or error
        reason = f"its facets are not those of xs:{_xml_schema_name(base.name)}: {found}"
        raise InvalidDataContractError(reason, contract=contract.name.clark) from None


def type_check(name: QName) -> Callable[[str], None]:
    """Return a function that takes a text of a built-in type of XML Schema, and refuses another with `LexicalError`."""
    return _check(name, (), f"xs:{name.name}")


@lru_cache(maxsize=512)
def _check(base: QName, facets: tuple[tuple[tuple[str, str], ...], ...], label: str) -> Callable[[str], None]:
    schema = _schema(base, facets)

    def check(text: str) -> None:
        element = etree.Element("value")
        element.text = XML_INVALID.sub(_ANY_CHARACTER, text)
        with _lock:  # the error log belongs to the schema
            if schema.validate(element):
                return
            messages = " ".join(entry.message for entry in schema.error_log)
        reason = broken_facet(messages, facets)
        raise FacetError(text, label, reason=reason) if reason else LexicalError(text, label)

    return check


def _schema(base: QName, facets: tuple[tuple[tuple[str, str], ...], ...]) -> etree.XMLSchema:
    """Return a schema of one element ``value`` of the type; each level of facets restricts the one before."""
    root = etree.Element(f"{{{XS}}}schema", nsmap={"xs": XS})
    element = etree.SubElement(root, f"{{{XS}}}element", name="value")
    inner: etree._Element | None = None
    for level in facets:
        simple = etree.Element(f"{{{XS}}}simpleType")
        restriction = etree.SubElement(simple, f"{{{XS}}}restriction")
        if inner is None:
            restriction.set("base", f"xs:{_xml_schema_name(base)}")
        else:
            restriction.append(inner)
        for name, value in level:
            etree.SubElement(restriction, f"{{{XS}}}{name}", value=value)
        inner = simple
    if inner is None:
        element.set("type", f"xs:{_xml_schema_name(base)}")
    else:
        element.append(inner)
    return etree.XMLSchema(root)


def _xml_schema_name(base: QName) -> str:
    """Return the type of XML Schema that a built-in type is, or is made of."""
    return {"char": "int", "guid": "string"}.get(base.name, base.name) if base.namespace == SERIALIZATION else base.name
