"""Members that stand twice, and names that are right but for the case of their letters."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from attrs import evolve

from dcxml.contract import ClassDataContract
from dcxml.fixing.proposal import Proposal
from dcxml.fixing.records import record_of
from dcxml.fixing.source import Edit
from dcxml.qname import QName
from dcxml.validation.faults import local_name
from dcxml.validation.roots import root_slots

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

    from dcxml.fixing.document import Document
    from dcxml.validation.findings import Finding

__all__ = ["named_in_its_case", "root_in_its_case", "said_once"]

_SPACE_AT_END: Final = re.compile(rb"[ \t\r\n]*\Z")


def said_once(finding: Finding, document: Document) -> Proposal | None:
    """Take out a member that stands again and says what the first one says; .NET reads the first."""
    element = document.element_of(finding)
    parent = None if element is None else element.getparent()
    contract = None if parent is None else document.correspondence.contract_of(parent)
    if element is None or parent is None or not isinstance(contract, ClassDataContract):
        return None
    names = [name.clark for name in document.correspondence.names_in(contract)]
    first = next(parent.iterchildren(str(element.tag)))
    if names.count(str(element.tag)) > 1 or first is element or not _is_same(first, element, document):
        return None
    start, end = document.span(element)
    begin = _end_of_previous(element, document)
    space = _SPACE_AT_END.search(document.octets, begin, start)
    return Proposal.of(
        finding,
        f"{local_name(element)}, which says the same again, is taken out",
        edits=[Edit(start if space is None else space.start(), end, b"")],
        changes=dict.fromkeys(element.iter("*")),
    )


def _is_same(one: etree._Element, other: etree._Element, document: Document) -> bool:
    """Tell whether two elements say the same, in the same names; comments count."""
    octets = document.octets
    texts = [octets[slice(*document.span(each))] for each in (one, other)]
    if texts[0] != texts[1] and any(b"<!--" in text or b"<?" in text for text in texts):
        return False
    pairs = zip_longest(one.iter("*"), other.iter("*"))
    return all(
        a is not None and b is not None and (record_of(a), a.nsmap, len(a)) == (record_of(b), b.nsmap, len(b))
        for a, b in pairs
    )


def _end_of_previous(element: etree._Element, document: Document) -> int:
    previous = next(element.itersiblings("*", preceding=True))  # the first of its name is before it
    return document.span(previous)[1]


def named_in_its_case(finding: Finding, document: Document) -> Proposal | None:
    """Rename an element to the one member that is missing and has its name in another case, or to the item."""
    element = document.element_of(finding)
    parent = None if element is None else element.getparent()
    contract = None if parent is None else document.correspondence.contract_of(parent)
    if element is None or parent is None or contract is None:
        return None
    is_class = isinstance(contract, ClassDataContract)
    meant = _only(document.correspondence.names_in(contract), element)
    if meant is None or (is_class and _has_others(parent, meant)):
        return None
    return _renamed(finding, document, element, meant)


def _has_others(parent: etree._Element, meant: QName) -> bool:
    """Tell whether more than one child may be the member that is meant."""
    return sum(_is_alike(QName.from_clark(str(child.tag)), meant) for child in parent.iterchildren("*")) > 1


def root_in_its_case(finding: Finding, document: Document) -> Proposal | None:
    """Rename a root to the one that is known and has its name in another case."""
    element = document.element_of(finding)
    meant = None if element is None else _only(root_slots(document.contracts), element)
    return None if element is None or meant is None else _renamed(finding, document, element, meant)


def _only(names: Iterable[QName], element: etree._Element) -> QName | None:
    own = QName.from_clark(str(element.tag))
    alike = [name for name in names if name != own and _is_alike(name, own)]
    return alike[0] if len(alike) == 1 else None


def _is_alike(one: QName, other: QName) -> bool:
    return one.namespace == other.namespace and one.name.casefold() == other.name.casefold()


def _renamed(finding: Finding, document: Document, element: etree._Element, meant: QName) -> Proposal:
    tag = document.tag(element)
    prefix = tag.name.rpartition(":")[0]
    spelled = (f"{prefix}:{meant.name}" if prefix else meant.name).encode()
    return Proposal.of(
        finding,
        f"{local_name(element)} becomes {meant.name}",
        edits=edits_of_name(document, element, spelled),
        changes={element: evolve(record_of(element), name=meant.clark)},
    )


def edits_of_name(document: Document, element: etree._Element, name: bytes) -> list[Edit]:
    """Return the edits that give an element another name, in both of its tags."""
    tag = document.tag(element)
    edits = [Edit(tag.name_start, tag.name_end, name)]
    content = document.content(element)
    if content is not None:
        start = content[1] + len(b"</")
        edits.append(Edit(start, start + len(tag.name.encode()), name))
    return edits
