"""One state of a document: what is found in it, where its elements are, and what each stands for."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import define, field

from dcxml.errors import DecodeError
from dcxml.fixing.correspondence import Correspondence
from dcxml.fixing.records import Record, record_of
from dcxml.fixing.source import Source
from dcxml.fixing.tags import StartTag
from dcxml.validation.all_findings import findings_in
from dcxml.validation.faults import Spot
from dcxml.validation.positions import Positions
from dcxml.xmlio import parse_document

if TYPE_CHECKING:
    from lxml import etree

    from dcxml.contract import DataContractSet
    from dcxml.validation.findings import Finding

__all__ = ["Document"]


@define(eq=False, slots=False)
class Document:
    """A document and its findings; the rest is looked up where something is to be put right."""

    data: bytes | str
    contracts: DataContractSet
    findings: tuple[Finding, ...]
    file: str | None = None
    is_canonical: bool = False
    """Whether there are notes among the findings, of what is right and not as .NET writes it."""
    _tags: dict[etree._Element, StartTag] = field(init=False, factory=dict)

    @classmethod
    def read(
        cls, data: bytes | str, contracts: DataContractSet, *, file: str | None, canonical: bool = False
    ) -> Document:
        """Return a document and all that is found in it, notes included if it is to be ``canonical``."""
        findings = findings_in(data, contracts, file=file, canonical=canonical)
        return cls(data, contracts, tuple(findings), file, canonical)

    @cached_property
    def root(self) -> etree._Element | None:
        """The root element; None where the document cannot be parsed."""
        try:
            return parse_document(self.data, check_characters=False)
        except DecodeError:
            return None

    @cached_property
    def source(self) -> Source:
        """The octets that edits are made in."""
        return Source.of(self.data)

    @property
    def octets(self) -> bytes:
        """The document in UTF-8, without a byte order mark."""
        return self.source.octets

    @cached_property
    def numbers(self) -> dict[etree._Element, int]:
        """The number of each element in document order."""
        return {} if self.root is None else {element: at for at, element in enumerate(self.root.iter("*"))}

    @cached_property
    def correspondence(self) -> Correspondence:
        """What the elements stand for."""
        return Correspondence(self.contracts) if self.root is None else Correspondence.of(self.root, self.contracts)

    @cached_property
    def records(self) -> Counter[Record]:
        """What the elements say."""
        return Counter(map(record_of, self.numbers))

    def element_of(self, finding: Finding) -> etree._Element | None:
        """Return the element that a finding is about; None where it is about something else."""
        if self.root is None or finding.line is None or finding.column is None or not finding.xpath:
            return None
        found = self._by_place.get((finding.line, finding.column))
        if found is None:  # the finding is about a part of it
            found = next(iter(self.root.xpath(finding.xpath, namespaces=dict(finding.namespaces))))
        return found

    @cached_property
    def _positions(self) -> Positions:
        return Positions(self.octets)

    @cached_property
    def _by_place(self) -> dict[tuple[int, int], etree._Element]:
        return {self._positions.start(number): element for element, number in self.numbers.items()}

    def span(self, element: etree._Element, spot: Spot = Spot.ELEMENT) -> tuple[int, int]:
        """Return where an element, its start tag or its content begins and ends in the octets."""
        found = self._positions.span(self.numbers[element], spot)
        return found.offset, found.end_offset

    def tag(self, element: etree._Element) -> StartTag:
        """Return the start tag of an element."""
        if element not in self._tags:
            self._tags[element] = StartTag.of(self.octets, *self.span(element, Spot.START_TAG))
        return self._tags[element]

    def content(self, element: etree._Element) -> tuple[int, int] | None:
        """Return where the content of an element begins and ends; None where it has but one tag."""
        return None if self.tag(element).is_empty else self.span(element, Spot.CONTENT)
