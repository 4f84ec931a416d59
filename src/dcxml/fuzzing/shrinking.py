"""The smallest document that still fails: of the valid one elements and texts are taken away, and it stays valid.

A mutation is applied again to what is left, so that its label holds, whatever it does to the bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import define
from lxml import etree

from dcxml.binding.live import build_classes
from dcxml.fuzzing.documents import FuzzedDocument
from dcxml.sampling import KINDS, sample
from dcxml.serializer import dumps
from dcxml.strategies.mutations import mutations
from dcxml.validation import validate
from dcxml.xmlio import parse_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dcxml.contract import DataContractSet
    from dcxml.qname import QName

    Fails = Callable[[FuzzedDocument], bool]

__all__ = ["MOST_TRIES", "shrink"]

MOST_TRIES: Final = 400
"""How often a smaller document is tried."""
_MOST_PLACES: Final = 4
"""So many places of a mutation are tried in one smaller document."""
_TEXTS: Final = ("", "0", "a", "A")


def shrink(
    document: FuzzedDocument,
    fails: Fails,
    contracts: DataContractSet,
    root: QName,
    *,
    most: int = MOST_TRIES,
) -> FuzzedDocument:
    """Return the smallest document found that ``fails`` as this one does, in ``most`` tries."""
    search = _Search(contracts, fails, most, document)
    annotation = build_classes(contracts)[root.clark]
    for kind in sorted(KINDS, key=lambda each: each != "minimal"):
        if search.attempt(dumps(sample(annotation, kind), annotation)):
            break
    while any(search.attempt(each) for each in _smaller(search.best.valid)):
        pass
    return search.best


@define
class _Search:
    contracts: DataContractSet
    fails: Fails
    left: int
    best: FuzzedDocument

    def attempt(self, valid: bytes) -> bool:
        """Take a smaller valid document for the best, if what comes of it fails."""
        if self.left <= 0 or len(valid) >= len(self.best.valid) or any(validate(valid, self.contracts)):
            return False
        for candidate in self._of(valid):
            self.left -= 1
            if self.fails(candidate):
                self.best = candidate
                return True
            if self.left <= 0:
                break
        return False

    def _of(self, valid: bytes) -> list[FuzzedDocument]:
        """Return what comes of a valid document: itself, or the same mutation with the same label."""
        name = self.best.mutation
        if name is None:
            return [FuzzedDocument(data=valid, valid=valid)]
        cases = mutations(valid, self.contracts, only=[name], every_place=True)
        found = [FuzzedDocument.of_case(each, valid) for each in cases if each.label == self.best.label]
        return sorted(found, key=lambda each: each.place != self.best.place)[:_MOST_PLACES]


def _smaller(valid: bytes) -> Iterator[bytes]:
    """Yield documents with an element less, the largest first, and with a simpler text."""
    elements = list(parse_document(valid).iter("*"))[1:]
    order = sorted(range(len(elements)), key=lambda at: -len(etree.tostring(elements[at], with_tail=False)))
    for at in order:
        root = parse_document(valid)
        element = list(root.iter("*"))[at + 1]
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
            yield etree.tostring(root, encoding="utf-8")
    for at in order:
        text = elements[at].text or ""
        shorter = (*_TEXTS, text[: len(text) // 2])
        for simpler in dict.fromkeys(each for each in shorter if len(each) < len(text)):
            if not len(elements[at]):
                root = parse_document(valid)
                list(root.iter("*"))[at + 1].text = simpler
                yield etree.tostring(root, encoding="utf-8")
