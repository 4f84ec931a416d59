"""Documents put right in rounds: what is proposed is tried, and kept only where it is certain to have helped.

A proposal is kept if its findings are gone, there is none that was not there before, and every element that it does not
speak of says what it said.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from typing import TYPE_CHECKING, Final, TypeAlias

from attrs import define, evolve, field

from dcxml.fixing.blame import blamed
from dcxml.fixing.document import Document
from dcxml.fixing.fixers import FIXERS
from dcxml.fixing.proposal import Fix, Fixed, Proposal
from dcxml.fixing.records import record_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from dcxml.contract import DataContractSet
    from dcxml.fixing.source import Edit
    from dcxml.validation.findings import Finding

__all__ = ["fix"]

Key: TypeAlias = tuple[str, str, str | None]
Settled: TypeAlias = tuple[Document, list[Fix]]

_NUMBER: Final = re.compile(r"\[\d+\]")
_DEEPEST: Final = 2
"""How often what comes to light by a repair may be repaired before it is judged."""


def fix(
    data: bytes | bytearray | memoryview | str,
    contracts: DataContractSet,
    *,
    codes: Collection[str] | None = None,
    canonical: bool = False,
    file: str | None = None,
) -> Fixed:
    """Put right what is certain in a document, and leave the rest of it byte for byte.

    Only findings of ``codes`` are put right, where they are given (``{"DC004", "DC030"}``). A document in which then
    nothing is left has its texts written as .NET writes them, if it is to be ``canonical``. ``file`` is the name that
    the findings carry. Of a SOAP envelope, its body is put right.

    :raises SchemaError: where the contracts have no schema that compiles.
    """
    given = data if isinstance(data, str) else bytes(data)
    repair = _Repair(frozenset(FIXERS) if codes is None else frozenset(codes))
    document, fixes = repair.settled(Document.read(given, contracts, file=file))
    if canonical and not document.findings:
        document, more = repair.settled(Document.read(document.data, contracts, file=file, canonical=True))
        fixes += more
    return Fixed(data=document.data, applied=tuple(fixes), left=document.findings)


@define(eq=False)
class _Repair:
    """One document being put right; remembers what has been tried in vain."""

    codes: frozenset[str]
    _vain: set[tuple[str, str, str | None]] = field(factory=set)
    """The findings that a proposal alone has not put right, by code, path and text."""

    def settled(self, document: Document, depth: int = 0, *, known: AbstractSet[Key] = frozenset()) -> Settled:
        """Return the document with all put right that can be, but for what is ``known``, and what was done."""
        fixes: list[Fix] = []
        has_changed = False
        while True:
            proposals = self._proposals(document, known)
            if proposals:
                better, done = self._better(document, proposals, depth)
                has_changed |= better is not document
                document = better
                fixes += done
            elif has_changed and self._vain:
                # What was in vain before the last change may not be any more.
                self._vain.clear()
                has_changed = False
            else:
                return document, fixes

    def _proposals(self, document: Document, known: AbstractSet[Key]) -> list[Proposal]:
        """Return what is proposed and can be done at once: no two change one element or one place."""
        chosen: dict[tuple[Edit, ...], Proposal] = {}
        touched: set[object] = set()
        places: list[tuple[int, int]] = []
        for proposal in self._each(document, known):
            same = chosen.get(proposal.edits)
            if same is not None:
                chosen[same.edits] = evolve(same, fixes=same.fixes + proposal.fixes)
            elif touched.isdisjoint(proposal.changes) and not any(_is_taken(edit, places) for edit in proposal.edits):
                chosen[proposal.edits] = proposal
                touched.update(proposal.changes)
                for edit in proposal.edits:
                    insort(places, (edit.start, edit.end))
        return [*chosen.values()]

    def _each(self, document: Document, known: AbstractSet[Key]) -> Iterator[Proposal]:
        for finding in document.findings:
            fixer = FIXERS.get(finding.code) if finding.code in self.codes else None
            if fixer is None or (finding.code, finding.path, finding.found) in self._vain or _key(finding) in known:
                continue
            proposal = fixer.proposal(finding, document)
            if proposal is not None:
                yield proposal

    def _better(self, document: Document, proposals: Sequence[Proposal], depth: int) -> Settled:
        """Return the document with as many of the proposals as help, and what was done."""
        best = document
        accepted: list[Proposal] = []
        waiting = [list(proposals)]
        while waiting:
            chunk = waiting.pop()
            tried = [*accepted, *chunk]
            candidate = _changed(document, tried)
            new = None if candidate is None else _new_findings(document, candidate, tried)
            if candidate is not None and not new:
                best, accepted = candidate, tried
                continue
            blame: list[Proposal] = []
            is_hopeless = False
            if candidate is not None and new:
                more: list[Fix] = []
                if depth < _DEEPEST:
                    # What has come to light is put right too, before all is judged.
                    known = {_key(finding) for finding in document.findings}
                    deeper, more = _Repair(self.codes).settled(candidate, depth + 1, known=known)
                    if more and not _new_findings(document, deeper, tried):
                        return deeper, [*_fixes(tried), *more]
                guilty = blamed(new, candidate, document=document, proposals=tried)
                blame = [each for each in chunk if each in guilty]
                is_hopeless = len(blame) == len(chunk) and not more
            waiting += self._parts(chunk, blame, is_hopeless=is_hopeless)
        return best, _fixes(accepted)

    def _parts(self, chunk: list[Proposal], blame: list[Proposal], *, is_hopeless: bool) -> list[list[Proposal]]:
        """Return what is to be tried of proposals that have failed together, the last first."""
        if len(chunk) == 1 or is_hopeless:
            self._vain.update((fix.code, fix.finding.path, fix.finding.found) for fix in _fixes(chunk))
            return []
        if 0 < len(blame) < len(chunk):
            return [blame, [each for each in chunk if each not in blame]]
        middle = len(chunk) // 2
        return [chunk[middle:], chunk[:middle]]


def _fixes(proposals: Sequence[Proposal]) -> list[Fix]:
    return [fix for proposal in proposals for fix in proposal.fixes]


def _is_taken(edit: Edit, places: Sequence[tuple[int, int]]) -> bool:
    """Tell whether an edit meets one of the places, which do not meet each other."""
    at = bisect_left(places, (edit.start, edit.end))
    return any(start <= edit.end and edit.start <= end for start, end in places[max(at - 1, 0) : at + 1])


def _changed(document: Document, proposals: Sequence[Proposal]) -> Document | None:
    """Return the document with proposals; None where an element says something else that they do not speak of."""
    data = document.source.edited(edit for proposal in proposals for edit in proposal.edits)
    changed = Document.read(data, document.contracts, file=document.file, canonical=document.is_canonical)
    changes = {element: after for proposal in proposals for element, after in proposal.changes.items()}
    expected = Counter(document.records)
    expected.subtract(record_of(element) for element in changes)
    expected.update(after for after in changes.values() if after is not None)
    return changed if changed.root is not None and changed.records == +expected else None


def _new_findings(document: Document, changed: Document, proposals: Sequence[Proposal]) -> list[Finding]:
    """Return the findings that were not there before, or that should be gone."""
    known = Counter(map(_key, document.findings))
    known.subtract(_key(fix.finding) for fix in _fixes(proposals))
    new = []
    for finding in changed.findings:
        known[_key(finding)] -= 1
        if known[_key(finding)] < 0:
            new.append(finding)
    return new


def _key(finding: Finding) -> Key:
    """Return what a finding is known by in another state of the document, in which elements may be counted anew."""
    return finding.code, _NUMBER.sub("", finding.path), finding.found
