"""Simple types that restrict each other: how many in one line can be read, for each costs calls inside calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.qname import QName
from dcxml.xsd.components import derivation_of
from dcxml.xsd.documents import resolve
from dcxml.xsd.elements import fault
from dcxml.xsd.vocabulary import xs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

    from dcxml.xsd.documents import SchemaDocument

__all__ = ["MOST_RESTRICTIONS", "check_chains"]

MOST_RESTRICTIONS: Final = 240
"""As many as elements may be nested in a schema; no real one comes near this."""


def check_chains(documents: Iterable[SchemaDocument]) -> None:
    """Refuse a simple type with more than `MOST_RESTRICTIONS` types below it.

    :raises SchemaError: with the type and its place.
    """
    types = {
        QName(document.namespace, element.get("name", "")): element
        for document in documents
        for element in document.root.iterchildren(xs("simpleType"))
    }
    if len(types) <= MOST_RESTRICTIONS:
        return
    below: dict[QName, int] = {}
    for name in types:
        line = [name]
        while (base := _base(types[line[-1]])) in types and base not in below and base not in line[-MOST_RESTRICTIONS:]:
            line.append(base)
        count = -1 if base is None else below.get(base, -1)
        for each in reversed(line):
            count = below[each] = count + 1
            if count > MOST_RESTRICTIONS:
                reason = f"more than {MOST_RESTRICTIONS} simple types restrict each other in one line"
                raise fault(reason, types[each])


def _base(element: etree._Element) -> QName | None:
    restriction = derivation_of(element)
    if restriction is None or "base" not in restriction.attrib:
        return None
    return resolve(restriction, restriction.get("base", ""))
