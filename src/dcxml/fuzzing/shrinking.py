"""The smallest document that still fails: pieces of the valid one are taken out, and it stays valid.

A mutation is applied again to what is left, so that its label holds, whatever it does to the bytes.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

from attrs import define, field

from dcxml.binding.live import build_classes
from dcxml.fuzzing.documents import FuzzedDocument
from dcxml.fuzzing.pieces import Pieces
from dcxml.one_call import dumps, loads
from dcxml.sampling import sample
from dcxml.strategies.mutations import mutations
from dcxml.validation import validate

if TYPE_CHECKING:
    from collections.abc import Callable

    from dcxml.contract import DataContractSet
    from dcxml.fuzzing.pieces import Stretch
    from dcxml.qname import QName

    Fails = Callable[[FuzzedDocument], bool]

__all__ = ["MOST_TRIES", "shrink"]

MOST_TRIES: Final = 400
"""How often a smaller document is tried."""
_MOST_PLACES: Final = 4
"""So many places of a mutation are tried in one smaller document."""
_TEXTS: Final = ("", "0", "a", "A", "PT0S", "0001-01-01T00:00:00")
"""Texts that stand for simpler values, of one type or another."""
_POSITION: Final = re.compile(r"\[\d+\]")


def shrink(
    document: FuzzedDocument,
    fails: Fails,
    contracts: DataContractSet,
    root: QName,
    *,
    most: int = MOST_TRIES,
) -> FuzzedDocument:
    """Return the smallest document found that ``fails`` as this one does, in ``most`` tries; none is tried twice."""
    search = _Search(contracts, fails, most, document)
    annotation = build_classes(contracts)[root.clark]
    search.attempt(dumps(sample(annotation, "minimal"), annotation))
    search.attempt(dumps(loads(document.valid, annotation), annotation))
    before = b""
    while before != search.best.valid:
        before = search.best.valid
        search.take_out_elements()
        search.simplify_texts()
        search.simplify_spelling()
    return search.best


@define(slots=False)
class _Search:
    """The smallest document found so far, the ``best``; so many tries are ``left``."""

    contracts: DataContractSet
    fails: Fails
    left: int
    best: FuzzedDocument
    tried: set[bytes] = field(factory=set)

    @cached_property
    def pieces(self) -> Pieces:
        """Those of the best document so far."""
        return Pieces(self.best.valid)

    def attempt(self, valid: bytes) -> bool:
        """Take a smaller valid document for the best, if what comes of it fails."""
        if self.left <= 0 or len(valid) >= len(self.best.valid) or any(validate(valid, self.contracts)):
            return False
        for candidate in self._of(valid):
            if self.left <= 0:
                break
            self.left -= 1
            self.tried.add(candidate.data)
            if self.fails(candidate):
                self.best = candidate
                self.__dict__.pop("pieces", None)
                return True
        return False

    def take_out_elements(self) -> None:
        """Take out what is in an element, the outermost first."""
        number = 0
        while number < len(self.pieces.elements):
            self._take_out(Pieces.children, number)
            number += 1

    def simplify_texts(self) -> None:
        """Put simpler texts into elements, or take characters out of those that they have."""
        for number, element in enumerate(self.pieces.elements):
            if not len(element) and not any(self.attempt(self.pieces.saying(number, text)) for text in _TEXTS):
                self._take_out(Pieces.characters, number)

    def simplify_spelling(self) -> None:
        """Take out what says nothing, and write it in UTF-8."""
        self.attempt(self.pieces.in_utf8())
        self._take_out(Pieces.between)

    def _take_out(self, stretches: Callable[..., list[Stretch]], *where: int) -> None:
        """Take out all of some pieces, half of them, and so on down to each by itself."""
        size = len(stretches(self.pieces, *where))
        while size and self.left > 0:
            at = 0
            while at < len(found := stretches(self.pieces, *where)):
                if not self.attempt(self.pieces.without(found[at : at + size])):
                    at += size
            size = min(size, len(found) + 1) // 2

    def _of(self, valid: bytes) -> list[FuzzedDocument]:
        """Return what comes of a valid document and was not tried: itself, or the same mutation with the same label."""
        name = self.best.mutation
        if name is None:
            found = [FuzzedDocument(data=valid, valid=valid)]
        else:
            cases = mutations(valid, self.contracts, only=[name], every_place=True)
            found = [FuzzedDocument.of_case(each) for each in cases if each.label == self.best.label]
            found = sorted(found, key=self._distance)[:_MOST_PLACES]
        return [each for each in found if each.data not in self.tried]

    def _distance(self, document: FuzzedDocument) -> int:
        """Tell how far a place is from that of the best: positions in lists change when items go."""
        places = document.place, self.best.place
        return 0 if places[0] == places[1] else 1 if len({_POSITION.sub("", each) for each in places}) == 1 else 2
