"""Which of several proposals have brought findings to light: those in whose elements the findings stand."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dcxml.fixing.document import Document
    from dcxml.fixing.proposal import Proposal
    from dcxml.validation.findings import Finding

__all__ = ["blamed"]


def blamed(
    findings: Iterable[Finding],
    candidate: Document,
    *,
    document: Document,
    proposals: Sequence[Proposal],
) -> list[Proposal]:
    """Return those of the ``proposals``, with all of which ``candidate`` was made, that findings in it come from.

    Of several around a finding it is the innermost.
    """
    elements = (candidate.element_of(finding) for finding in findings)
    places = sorted(candidate.span(element)[0] for element in elements if element is not None)
    edits = sorted(edit for proposal in proposals for edit in proposal.edits)
    ends = [edit.end for edit in edits]
    shifts = [0, *accumulate(len(edit.octets) - (edit.end - edit.start) for edit in edits)]
    by_size: list[tuple[int, int, int, Proposal]] = []
    for number, proposal in enumerate(proposals):
        start, end = _span(proposal, document)
        begin, behind = (at + shifts[bisect_right(ends, at - 1)] for at in (start, end))
        by_size.append((behind - begin, number, begin, proposal))
    found = []
    for size, _, begin, proposal in sorted(by_size, key=lambda each: each[:2]):
        first, last = (bisect_right(places, at - 1) for at in (begin, begin + size))
        if first < last:
            found.append(proposal)
            del places[first:last]
    return found


def _span(proposal: Proposal, document: Document) -> tuple[int, int]:
    """Return where a proposal changes something, and the elements that it speaks of."""
    spans = [document.span(element) for element in proposal.changes]
    spans += [(edit.start, edit.end) for edit in proposal.edits]
    return min(start for start, _ in spans), max(end for _, end in spans)
