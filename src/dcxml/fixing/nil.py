"""Null: said where it was meant, and not said where nothing is null."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import evolve

from dcxml.fixing.proposal import Proposal
from dcxml.fixing.records import Record, record_of, saying
from dcxml.fixing.source import Edit
from dcxml.fixing.tags import declaration
from dcxml.lexical.characters import WHITE_SPACE
from dcxml.qname import NIL, TYPE, XSI
from dcxml.validation.faults import local_name

if TYPE_CHECKING:
    from lxml import etree

    from dcxml.fixing.document import Document
    from dcxml.validation.findings import Finding

__all__ = ["emptied", "no_longer_said", "restored", "spelled"]

_BLANK: Final = re.compile(rb"(?:[ \t\r\n]+|<!--.*?-->)*", re.DOTALL)
_SPACE_OR_COMMENT: Final = re.compile(rb"[ \t\r\n]+|<!--.*?-->", re.DOTALL)


def no_longer_said(finding: Finding, document: Document) -> Proposal | None:
    """Take out an ``i:nil`` that says false, where the schema has none."""
    element = document.element_of(finding)
    if element is None or (element.get(NIL) or "").strip(WHITE_SPACE) not in ("false", "0"):
        return None
    attribute = document.tag(element).named(element.nsmap, NIL)
    if attribute is None:
        return None
    return Proposal.of(
        finding,
        f"{attribute.name} is taken out of {local_name(element)}, which is not null",
        edits=[attribute.without],
        changes={element: _with_nil(element, None)},
    )


def spelled(finding: Finding, document: Document) -> Proposal | None:
    """Write ``True`` and ``FALSE`` in ``i:nil`` in small letters."""
    element = document.element_of(finding)
    if element is None:
        return None
    value = (element.get(NIL) or "").strip(WHITE_SPACE).lower()
    attribute = document.tag(element).named(element.nsmap, NIL)
    if attribute is None or value not in ("true", "false"):
        return None
    return Proposal.of(
        finding,
        f'{attribute.name} becomes "{value}"',
        edits=[attribute.saying(value.encode())],
        changes={element: _with_nil(element, value)},
    )


def emptied(finding: Finding, document: Document) -> Proposal | None:
    """Take white space out of an element that is null."""
    element = document.element_of(finding)
    content = None if element is None else document.content(element)
    if element is None or content is None or not finding.facts.lossless:
        return None
    if not _BLANK.fullmatch(document.octets, *content):
        return None
    pieces = _SPACE_OR_COMMENT.finditer(document.octets, *content)
    return Proposal.of(
        finding,
        f"the white space in {local_name(element)}, which is null, is taken out",
        edits=[Edit(each.start(), each.end(), b"") for each in pieces if not each[0].startswith(b"<")],
        changes={element: saying(element, "")},
    )


def restored(finding: Finding, document: Document) -> Proposal | None:
    """Say that an empty element of a value type is null, where it may be and .NET reads nothing else."""
    element = document.element_of(finding)
    slot = None if element is None else document.correspondence.slots.get(element)
    if element is None or slot is None or finding.facts.readable:
        return None
    if not (slot.is_nillable and document.contracts.is_value_type(slot.contract)):
        return None
    content = document.content(element)
    if (content is not None and content[0] != content[1]) or {NIL, TYPE} & set(element.attrib):
        return None
    prefix = next((each for each, uri in element.nsmap.items() if uri == XSI and each is not None), None)
    declared = b""
    if prefix is None:
        prefix = next(each for each in ("i", "xsi", "i0") if each not in element.nsmap)
        declared = declaration(prefix, XSI)
    at = document.tag(element).insertion
    return Proposal.of(
        finding,
        f"{local_name(element)} is empty, and becomes null",
        edits=[Edit(at, at, declared + f' {prefix}:nil="true"'.encode())],
        changes={element: _with_nil(element, "true")},
    )


def _with_nil(element: etree._Element, value: str | None) -> Record:
    record = record_of(element)
    others = frozenset(pair for pair in record.attributes if pair[0] != NIL)
    return evolve(record, attributes=others if value is None else others | {(NIL, value)})
