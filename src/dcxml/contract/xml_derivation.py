"""What the definitions of types kept as XML say of derivation (XML Schema, 2.2.1.1): their bases, their members.

An ``xsi:type`` may name a derived type in place of its base (``Type Derivation OK``, 3.4.6 and 3.14.6), for a union
also one of its members.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.contract.model import SimpleDataContract, XmlDataContract
from dcxml.errors import DecodeError
from dcxml.qname import XS, QName
from dcxml.xmlio import NO_LIMITS, parse_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml import etree

    from dcxml.contract.model import DataContract

__all__ = ["definition_of", "derived_types", "member_types", "name_in"]

_DEFINITIONS: Final = (f"{{{XS}}}complexType", f"{{{XS}}}simpleType")
_DERIVATIONS: Final = (
    *(
        f"{{{XS}}}{content}/{{{XS}}}{way}"
        for content in ("complexContent", "simpleContent")
        for way in ("extension", "restriction")
    ),
    f"{{{XS}}}restriction",
)


def derived_types(contracts: Iterable[DataContract]) -> Mapping[QName, frozenset[QName]]:
    """Return, for each type kept as XML with a definition and a name, itself and what may stand in its place."""
    all_contracts = tuple(contracts)
    below: dict[QName, set[QName]] = {}
    for contract in all_contracts:
        if isinstance(contract, SimpleDataContract):
            below.setdefault(contract.base, set()).add(contract.name)
        elif isinstance(contract, XmlDataContract) and contract.schema:
            below.setdefault(contract.name, set()).update(contract.derived_types, member_types(contract))
            for base in _bases(contract):
                below.setdefault(base, set()).add(contract.name)
    return {
        contract.name: _closure(contract.name, below)
        for contract in all_contracts
        if isinstance(contract, XmlDataContract) and contract.schema and not contract.is_anonymous
    }


def member_types(contract: XmlDataContract) -> tuple[QName, ...]:
    """Return the types that a definition names as those of its union."""
    definition = definition_of(contract)
    union = None if definition is None else definition.find(f"{{{XS}}}union")
    return () if union is None else tuple(name_in(text, union) for text in union.get("memberTypes", "").split())


def _bases(contract: XmlDataContract) -> tuple[QName, ...]:
    definition = definition_of(contract)
    if definition is None:
        return ()
    found = (definition.find(path) for path in _DERIVATIONS)
    return tuple(name_in(each.get("base", ""), each) for each in found if each is not None and each.get("base"))


def definition_of(contract: XmlDataContract) -> etree._Element | None:
    """Return the element that defines a type: the definition itself, or the one of this name in a whole schema.

    A text that is not XML defines none, whose fault it is to tell where a schema is made of it.
    """
    try:
        root = parse_document(contract.schema, limits=NO_LIMITS)
    except DecodeError:
        return None
    if root.tag in _DEFINITIONS:
        return root
    return next((each for each in root.iterchildren(*_DEFINITIONS) if each.get("name") == contract.name.name), None)


def name_in(text: str, element: etree._Element) -> QName:
    """Return the name that a text stands for in a definition."""
    prefix, _, name = text.strip().rpartition(":")
    return QName(element.nsmap.get(prefix or None, ""), name)


def _closure(name: QName, below: Mapping[QName, set[QName]]) -> frozenset[QName]:
    found = {name}
    waiting = [name]
    while waiting:
        new = below.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return frozenset(found)
