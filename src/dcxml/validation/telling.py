"""Findings from faults, with all their places, and from documents that cannot be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dcxml.errors import CharacterError, DecodeError, DocumentTypeError, EncodingError, LimitError
from dcxml.validation import rules
from dcxml.validation.facts import lost
from dcxml.validation.faults import Elsewhere
from dcxml.validation.findings import Finding, Related

if TYPE_CHECKING:
    from lxml import etree

    from dcxml.validation.document_faults import Part
    from dcxml.validation.document_places import WholeText
    from dcxml.validation.facts import Facts
    from dcxml.validation.faults import Fault
    from dcxml.validation.member_paths import MemberPaths
    from dcxml.validation.places import Places
    from dcxml.validation.rules import Rule

__all__ = ["finding_of", "unreadable"]

_RULES_OF_DOCUMENTS: Final = (
    (DocumentTypeError, rules.DOCUMENT_TYPE),
    (EncodingError, rules.ENCODING),
    (CharacterError, rules.CONTROL_CHARACTER),
    (LimitError, rules.LIMIT),
)
_HALF: Final = re.compile(r"U\+D[89A-F]")


def finding_of(fault: Fault, part: Part | None, places: Places, members: MemberPaths, file: str | None) -> Finding:
    """Return what is told of a fault, which is in a part of a document, or in none of them."""
    return Finding(
        code=fault.rule.code,
        name=fault.rule.name,
        message=fault.message,
        facts=fault.facts or fault.rule.facts,
        member=None if part is None else part.member_of(fault.element, members),
        found=fault.found,
        expected=fault.expected,
        related=tuple(_related(places, element, words) for element, words in fault.related),
        file=file,
        **places.fields_of(fault.element, fault.spot),
    )


def _facts(rule: Rule, error: DecodeError) -> Facts:
    """Return what is true of a document that is not read; .NET holds half of a character, and cannot write it."""
    if rule is rules.CONTROL_CHARACTER and _HALF.search(error.reason):
        return lost("U+FFFD")
    return rule.facts


def unreadable(error: DecodeError, document: WholeText, file: str | None) -> Finding:
    """Return what is told of a document that cannot be read."""
    rule = next((rule for kind, rule in _RULES_OF_DOCUMENTS if isinstance(error, kind)), rules.NOT_XML)
    return Finding(
        code=rule.code,
        name=rule.name,
        message=f"{error.reason}; allowed: {error.expected or 'an XML 1.0 document'}",
        facts=_facts(rule, error),
        path=error.path,
        **document.place_of(error),
        found=error.found,
        expected=error.expected or "an XML 1.0 document",
        file=file,
    )


def _related(places: Places, element: etree._Element | Elsewhere, words: str) -> Related:
    if isinstance(element, Elsewhere):
        return Related(message=words, path=element.path, line=element.line, column=element.column)
    fields = places.fields_of(element)
    return Related(message=words, path=fields["path"], line=fields["line"], column=fields["column"])
