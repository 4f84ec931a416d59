"""Documents put right in rounds: what is proposed is tried, and kept only where it is certain to have helped.

A proposal is kept if its findings are gone, there is none that was not there before, and every element that it does not
speak of says what it said.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import define, evolve, field

from dcxml.fixing.document import Document
from dcxml.fixing.fixers import FIXERS
from dcxml.fixing.proposal import Fix, Fixed, Proposal
from dcxml.fixing.records import record_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from dcxml.contract import DataContractSet
    from dcxml.fixing.source import Edit
    from dcxml.validation.findings import Finding

__all__ = ["fix"]

_NUMBER: Final = re.compile(r"\[\d+\]")
_DEEPEST: Final = 2
"""How often what comes to light by a repair may be repaired before it is judged."""


def fix(
    data: bytes | bytearray | memoryview | str,
    contracts: DataContractSet,
    *,
    codes: Collection[str] | None = None,
    file: str | None = None,
) -> Fixed:
    """Put right what is certain in a document, and leave the rest of it byte for byte.

    Only findings of ``codes`` are put right, where they are given (``{"DC004", "DC030"}``). ``file`` is the name that
    the findings carry. Of a SOAP envelope, its body is put right.

    :raises SchemaError: where the contracts have no schema that compiles.
    """
    given = data if isinstance(data, str) else bytes(data)
    repair = _Repair(frozenset(FIXERS) if codes is None else frozenset(codes))
    document, fixes = repair.settled(Document.read(given, contracts, file=file))
    return Fixed(data=document.data, applied=tuple(fixes), left=document.findings)


@define(eq=False)
class _Repair:
    """One document being put right; remembers what has been tried in vain."""

    codes: frozenset[str]
    _vain: set[tuple[str, str, str | None]] = field(factory=set)
    """The findings that a proposal alone has not put right, by code, path and text."""

    def settled(self, document: Document, depth: int = 0) -> tuple[Document, list[Fix]]:
        """Return the document with all put right that can be, and what was done."""
        fixes: list[Fix] = []
        while proposals := self._proposals(document):
            better = self._better(document, proposals, depth)
            fixes += better[1]
            if better[0] is document:
                break
            document = better[0]
        return document, fixes

    def _proposals(self, document: Document) -> list[Proposal]:
        """Return what is proposed and can be done at once: no two change one element or one place."""
        chosen: dict[tuple[Edit, ...], Proposal] = {}
        touched: set[object] = set()
        places: list[tuple[int, int]] = []
        for proposal in self._each(document):
            same = chosen.get(proposal.edits)
            if same is not None:
                chosen[same.edits] = evolve(same, fixes=same.fixes + proposal.fixes)
            elif touched.isdisjoint(proposal.changes) and not any(_is_taken(edit, places) for edit in proposal.edits):
                chosen[proposal.edits] = proposal
                touched.update(proposal.changes)
                for edit in proposal.edits:
                    insort(places, (edit.start, edit.end))
        return [*chosen.values()]

    def _each(self, document: Document) -> Iterator[Proposal]:
        for finding in document.findings:
            fixer = FIXERS.get(finding.code) if finding.code in self.codes else None
            if fixer is None or (finding.code, finding.path, finding.found) in self._vain:
                continue
            proposal = fixer.proposal(finding, document)
            if proposal is not None:
                yield proposal

    def _better(self, document: Document, proposals: Sequence[Proposal], depth: int) -> tuple[Document, list[Fix]]:
        """Return the document with as many of the proposals as help, found by halves."""
        best = document
        accepted: list[Proposal] = []
        waiting = [list(proposals)]
        while waiting:
            chunk = waiting.pop()
            candidate = _changed(document, [*accepted, *chunk])
            if candidate is not None and _is_better(document, candidate, [*accepted, *chunk]):
                best, accepted = candidate, [*accepted, *chunk]
            elif len(chunk) > 1:
                middle = len(chunk) // 2
                waiting += [chunk[middle:], chunk[:middle]]
            else:
                self._vain.update((each.code, each.finding.path, each.finding.found) for each in chunk[0].fixes)
                if candidate is not None and depth < _DEEPEST:
                    deeper, more = self.settled(candidate, depth + 1)
                    if more and _is_better(document, deeper, [*accepted, *chunk]):
                        return deeper, [*_fixes([*accepted, *chunk]), *more]
        return best, _fixes(accepted)


def _fixes(proposals: Sequence[Proposal]) -> list[Fix]:
    return [fix for proposal in proposals for fix in proposal.fixes]


def _is_taken(edit: Edit, places: Sequence[tuple[int, int]]) -> bool:
    """Tell whether an edit meets one of the places, which do not meet each other."""
    at = bisect_left(places, (edit.start, edit.end))
    return any(start <= edit.end and edit.start <= end for start, end in places[max(at - 1, 0) : at + 1])


def _changed(document: Document, proposals: Sequence[Proposal]) -> Document | None:
    """Return the document with proposals; None where an element says something else that they do not speak of."""
    data = document.source.edited(edit for proposal in proposals for edit in proposal.edits)
    changed = Document.read(data, document.contracts, file=document.file)
    changes = {element: after for proposal in proposals for element, after in proposal.changes.items()}
    expected = Counter(document.records)
    expected.subtract(record_of(element) for element in changes)
    expected.update(after for after in changes.values() if after is not None)
    return changed if changed.root is not None and changed.records == +expected else None


def _is_better(document: Document, changed: Document, proposals: Sequence[Proposal]) -> bool:
    """Tell whether the findings that were put right are gone, and there is none that was not there."""
    before = Counter(map(_key, document.findings))
    fixed = Counter(_key(fix.finding) for fix in _fixes(proposals))
    return Counter(map(_key, changed.findings)) <= before - fixed


def _key(finding: Finding) -> tuple[str, str, str | None]:
    """Return what a finding is known by in another state of the document, in which elements may be counted anew."""
    return finding.code, _NUMBER.sub("", finding.path), finding.found
