"""Texts: what .NET reads as a value becomes the text that it writes of it, and slips that can mean one thing only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dcxml.contract import EnumDataContract
from dcxml.fixing.proposal import Proposal
from dcxml.fixing.records import saying
from dcxml.fixing.source import Edit
from dcxml.lexical.characters import WHITE_SPACE
from dcxml.qname import XS, QName
from dcxml.quoting import escape
from dcxml.validation.faults import shorten

if TYPE_CHECKING:
    from dcxml.fixing.document import Document
    from dcxml.validation.findings import Finding

__all__ = [
    "as_read",
    "as_written",
    "boolean",
    "date_time",
    "duration",
    "enumeration",
    "floating_point",
    "guid",
    "replaced",
]

_QNAME: Final = QName(XS, "QName")
_SECTION: Final = (b"<![CDATA[", b"]]>")
_APART: Final = re.compile(r"[ \t\r\n,]+")
_DATE_AND_TIME: Final = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?)", re.ASCII)
_MORE_THAN_TICKS: Final = re.compile(r"\.\d{7}\d*[1-9]")


def as_read(finding: Finding, document: Document) -> Proposal | None:
    """Write a text that .NET reads without loss, and XML Schema does not allow, as .NET writes its value."""
    facts = finding.facts
    if facts.readable and facts.lossless and facts.reads_as is not None:
        return replaced(finding, document, facts.reads_as)
    return None


def as_written(finding: Finding, document: Document) -> Proposal | None:
    """Write a text that is right as .NET writes it; names stay, for their prefixes are the document's."""
    element = document.element_of(finding)
    contract = None if element is None else document.correspondence.simplest_of(element)
    if contract is None or contract.name == _QNAME or finding.expected is None:
        return None
    return replaced(finding, document, finding.expected, keeps_space=False)


def guid(finding: Finding, document: Document) -> Proposal | None:
    """Write a Guid as .NET writes it, without white space around it, which XML Schema does not allow."""
    facts = finding.facts
    if facts.readable and facts.lossless and facts.reads_as is not None:
        return replaced(finding, document, facts.reads_as, keeps_space=False)
    return None


def boolean(finding: Finding, document: Document) -> Proposal | None:
    """Write ``True`` and ``FALSE``, in whatever case, in small letters: no other value can be meant."""
    text = (finding.found or "").strip(WHITE_SPACE).lower()
    return replaced(finding, document, text) if text in ("true", "false") else None


def floating_point(finding: Finding, document: Document) -> Proposal | None:
    """Write ``+INF``, as XML Schema 1.1 has it, as ``INF``; and what .NET reads as it writes it."""
    if (finding.found or "").strip(WHITE_SPACE) == "+INF":
        return replaced(finding, document, "INF")
    return as_read(finding, document)


def date_time(finding: Finding, document: Document) -> Proposal | None:
    """Put the ``T`` where a space stands between date and time (RFC 3339, 5.6); write what .NET reads as it does."""
    apart = _DATE_AND_TIME.fullmatch((finding.found or "").strip(WHITE_SPACE))
    if apart is not None:
        return replaced(finding, document, f"{apart[1]}T{apart[2]}")
    return as_read(finding, document)


def duration(finding: Finding, document: Document) -> Proposal | None:
    """Write years and months as the days that .NET reads: it holds that value and no other."""
    facts = finding.facts
    if facts.readable and facts.reads_as is not None and not _MORE_THAN_TICKS.search(finding.found or ""):
        return replaced(finding, document, facts.reads_as)
    return None


def enumeration(finding: Finding, document: Document) -> Proposal | None:
    """Write a value of an enumeration in its own case, without white space; flags with spaces between them."""
    element = document.element_of(finding)
    contract = None if element is None else document.correspondence.contract_of(element)
    if element is None or not isinstance(contract, EnumDataContract):
        return None
    text = (element.text or "").strip(WHITE_SPACE)
    words = [word for word in _APART.split(text) if word] if contract.is_flags else [text]
    names = [_meant(word, contract) for word in words]
    if not names or None in names:
        return None
    return replaced(finding, document, " ".join(name for name in names if name), keeps_space=False)


def _meant(word: str, contract: EnumDataContract) -> str | None:
    names = [member.name for member in contract.members if member.name]
    if word in names:
        return word
    alike = [name for name in names if name.casefold() == word.casefold()]
    return alike[0] if len(alike) == 1 else None


def replaced(finding: Finding, document: Document, text: str, *, keeps_space: bool = True) -> Proposal | None:
    """Return the proposal of another text in an element; white space around it stays where it ``keeps_space``.

    None where comments stand in it.
    """
    element = document.element_of(finding)
    content = None if element is None else document.content(element)
    if element is None or content is None:
        return None
    before = element.text or ""
    first, last = _around(before, keeps=keeps_space)
    after = f"{first}{text}{last}"
    edit = _edit(document, content, text, keeps_space=keeps_space)
    if edit is None or after == before:
        return None
    return Proposal.of(
        finding,
        f"{shorten(before)} becomes {shorten(text)}",
        edits=[edit],
        changes={element: saying(element, after)},
    )


def _around(text: str, *, keeps: bool) -> tuple[str, str]:
    if not keeps:
        return "", ""
    inner = text.strip(WHITE_SPACE)
    at = text.index(inner)
    return text[:at], text[at + len(inner) :]


def _edit(document: Document, content: tuple[int, int], text: str, *, keeps_space: bool) -> Edit | None:
    start, end = content
    octets = document.octets
    opening, closing = _SECTION
    is_section = octets.startswith(opening, start) and octets.endswith(closing, start, end)
    if is_section:
        start, end = start + len(opening), end - len(closing)
    if (octets.find(closing, start, end) >= 0) if is_section else (octets.find(b"<", start, end) >= 0):
        return None
    raw = octets[start:end].decode()
    if keeps_space:
        first, last = _around(raw, keeps=True)
        start, end = start + len(first), end - len(last)
    written = text if is_section else escape(text)
    return Edit(start, end, written.encode())
