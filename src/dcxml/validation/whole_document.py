"""What a walk asks of the whole document: what else there is of a namespace, a collection, an identity.

The answers of a tree; of a document that is walked piece by piece another has them.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Protocol

from attrs import define, field

from dcxml.qname import ID, REF

if TYPE_CHECKING:
    from lxml import etree

    from dcxml.codec.dictionary_keys import SeenKeys
    from dcxml.contract import DataContract
    from dcxml.validation.faults import Elsewhere

__all__ = ["Memory", "WholeDocument", "WholeTree"]


@define(eq=False)
class Memory:
    """What a walk remembers from one element to the next: nothing in it holds a part of the document."""

    objects: dict[str, DataContract | None] = field(factory=dict)
    """The contracts of the identities so far, None for null."""
    unknown: set[str] = field(factory=set)
    """The identities of objects that nobody knows: their types have faults of their own."""
    namespaces: set[tuple[str, str]] = field(factory=set)
    """The wrong namespaces that have been told for all of the document, each with the right one."""


class WholeDocument(Protocol):
    """What may be asked."""

    def count_of(self, namespace: str, element: etree._Element) -> int:
        """Return how many elements of a namespace the document of ``element`` has."""
        ...

    def more_like(self, element: etree._Element, here: int) -> int | None:
        """Return how many siblings of the same name there are beside those ``here``; None where they were told of."""
        ...

    def keys_of(self, collection: etree._Element) -> SeenKeys | None:
        """Return the keys of a dictionary before those that are in the tree; None where there are none."""
        ...

    def behind(self, element: etree._Element, identity: str) -> etree._Element | Elsewhere | None:
        """Return the first element of an identity that begins behind the end of ``element``, one with a ``z:Ref``."""
        ...


@define(eq=False)
class WholeTree:
    """A document that is all in one tree."""

    _identities: _Identities | None = None

    def count_of(self, namespace: str, element: etree._Element) -> int:
        """Count them."""
        of_it = f"{{{namespace}}}"  # lxml looks for no namespace with characters that XML does not have
        return sum(str(each.tag).startswith(of_it) for each in element.getroottree().getroot().iter("*"))

    def more_like(self, element: etree._Element, here: int) -> int | None:
        """Return 0, for all are here."""
        del element, here
        return 0

    def keys_of(self, collection: etree._Element) -> None:
        """Return None, for all are here."""
        del collection

    def behind(self, element: etree._Element, identity: str) -> etree._Element | None:
        """Look it up, among identities that are collected for the first reference that leads nowhere."""
        if self._identities is None:
            self._identities = _Identities.of(element.getroottree().getroot())
        return self._identities.behind(element, identity)


@define(eq=False)
class _Identities:
    """The elements with a ``z:Id`` by it, in document order, and the numbers of those and of all with a ``z:Ref``."""

    elements: dict[str, list[etree._Element]] = field(factory=dict)
    numbers: dict[etree._Element, int] = field(factory=dict)

    @classmethod
    def of(cls, root: etree._Element) -> _Identities:
        """Return those of a document, by one pass over it."""
        made = cls()
        for number, element in enumerate(root.iter("*")):
            identity = element.get(ID)
            if identity is not None:
                made.elements.setdefault(identity, []).append(element)
            if identity is not None or element.get(REF) is not None:
                made.numbers[element] = number
        return made

    def behind(self, element: etree._Element, identity: str) -> etree._Element | None:
        """Return the first element of an identity that begins behind the end of ``element``, one with a ``z:Ref``."""
        same = self.elements.get(identity, [])
        if not same:
            return None
        end = self.numbers[element] + sum(1 for _ in element.iter("*"))
        at = bisect_left(same, end, key=self.numbers.__getitem__)
        return same[at] if at < len(same) else None
