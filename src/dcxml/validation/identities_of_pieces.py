"""libxml2's verdict on a piece of a document, as it would be on the whole.

Two things reach beyond a piece: an element that may not stand in a collection makes libxml2 look at nothing behind it,
and an ``xs:ID``, which ``z:Id`` is, may occur once in a document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import define, field
from lxml import etree

from dcxml.qname import ID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.validation.document_faults import Part
    from dcxml.validation.faults import Fault

__all__ = ["RegisteredIdentities"]

_STRANGER: Final = "{urn:dcxml:stranger}Stranger"
_XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
_BY_IDENTITY: Final = etree.XPath("id($identity)")


@define(eq=False)
class RegisteredIdentities:
    """The identities that libxml2 has met in items that are in the tree no more."""

    _known: set[str] = field(factory=set)

    def register(self, elements: Iterator[etree._Element]) -> None:
        """Take the identities of elements of a document that has been judged, as far as they are its own."""
        self._known.update(identity for identity, element in _identified(elements) if _is_registered(identity, element))

    def repeated(self, elements: Iterator[etree._Element]) -> Iterator[etree._Element]:
        """Yield the elements whose identities have been met, and would be their own without that."""
        for identity, element in _identified(elements):
            if identity in self._known and _is_registered(identity, element):
                yield element

    def verdict(self, part: Part, collection: etree._Element, *, is_behind_stranger: bool) -> list[tuple[Fault, bool]]:
        """Return the faults in a collection's items, and for each whether it is one of children; in document order."""
        numbers = part.places.numbers
        identities = {identity for identity, _ in _identified(collection.iterdescendants("*"))}
        # An xml:id is registered when it is set, and any z:Id of the same text that is judged then is the second one.
        added = [etree.SubElement(part.element, _STRANGER, {_XML_ID: each}) for each in identities & self._known]
        if is_behind_stranger:
            added.append(etree.Element(_STRANGER))
            collection.insert(0, added[-1])
        try:
            found = [
                (fault, is_of_children)
                for fault, is_of_children in part.schema.faults(part.element)
                if fault.element in numbers and collection in fault.element.iterancestors()
            ]
        finally:
            for each in added:
                parent = each.getparent()
                assert parent is not None  # noqa: S101 - it has been put there
                parent.remove(each)
        self.register(collection.iterdescendants("*"))
        return sorted(found, key=lambda each: numbers[each[0].element])


def _identified(elements: Iterator[etree._Element]) -> Iterator[tuple[str, etree._Element]]:
    for element in elements:
        identity = element.get(ID)
        if identity is not None:
            yield identity, element


def _is_registered(identity: str, element: etree._Element) -> bool:
    return element in _BY_IDENTITY(element, identity=identity)
