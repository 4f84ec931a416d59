"""What a derivation gives back: the contracts, the documents they come from, and each fact with its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from dcxml.contract import DataContractSet, Evidence
    from dcxml.derivation.sample import SampleDocument
    from dcxml.qname import QName

__all__ = ["Derivation", "Fact"]


@frozen(kw_only=True)
class Fact:
    """Something inferred of a ``contract`` or of its ``member``: what, why, and at which ``place`` (file:line)."""

    contract: QName
    member: str | None
    fact: str
    evidence: Evidence
    place: str

    def __str__(self) -> str:
        """Return one line: what, why, where."""
        subject = self.contract.name if self.member is None else f"{self.contract.name}.{self.member}"
        return f"{subject}: {self.fact} [{self.evidence.rule}] {self.evidence.detail} ({self.place})"


@frozen(kw_only=True)
class Derivation:
    """The data contracts derived from documents.

    ``roots`` are the names of the documents' root elements, each once, in order.
    """

    contracts: DataContractSet
    evidence: tuple[Fact, ...]
    documents: tuple[SampleDocument, ...]
    roots: tuple[QName, ...]

    def explain(self) -> str:
        """Return the facts in lines, one paragraph for each contract."""
        paragraphs: dict[QName, list[str]] = {}
        for fact in self.evidence:
            paragraphs.setdefault(fact.contract, [fact.contract.clark]).append(f"  {fact}")
        return "\n\n".join("\n".join(lines) for lines in paragraphs.values())
