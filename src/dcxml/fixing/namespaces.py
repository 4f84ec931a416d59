"""Namespaces put right: where they are declared if the whole branch is wrong, else name by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve

from dcxml.fixing.members import edits_of_name
from dcxml.fixing.proposal import Proposal
from dcxml.fixing.records import record_of
from dcxml.fixing.source import Edit
from dcxml.fixing.tags import declaration, escaped_value
from dcxml.qname import FACTORY_TYPE, TYPE, XS, QName
from dcxml.validation.faults import local_name, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from lxml import etree

    from dcxml.fixing.document import Document
    from dcxml.validation.findings import Finding

__all__ = ["in_its_namespace"]

_QNAME: Final = QName(XS, "QName")


def in_its_namespace(finding: Finding, document: Document) -> Proposal | None:
    """Put elements of a wrong namespace into the one that they have meant: all that the finding is about."""
    first = document.element_of(finding)
    meant = document.correspondence.meant
    if first is None or first not in meant:
        return None
    wrong = dict.fromkeys(_likewise(first, document))
    expected = meant[first].namespace
    edits = [*_edits(list(wrong), expected, document)]
    count = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
    return Proposal.of(
        finding,
        f"{local_name(first)}{count}: the namespace {shorten(_namespace(first))} becomes {shorten(expected)}",
        edits=edits,
        changes={element: evolve(record_of(element), name=meant[element].clark) for element in wrong},
    )


def _namespace(element: etree._Element) -> str:
    return QName.from_clark(str(element.tag)).namespace


def _likewise(first: etree._Element, document: Document) -> Iterator[etree._Element]:
    """Yield what has made the same mistake: in the document if no contract is in that namespace, else beside it."""
    meant = document.correspondence.meant
    pair = _namespace(first), meant[first].namespace
    is_known = any(contract.name.namespace == pair[0] for contract in document.contracts)
    for element, name in meant.items():
        is_beside = element.getparent() is first.getparent()
        if (_namespace(element), name.namespace) == pair and (is_beside or not is_known):
            yield element


def _edits(wrong: list[etree._Element], expected: str, document: Document) -> Iterator[Edit]:
    groups: dict[tuple[etree._Element, str | None], list[etree._Element]] = {}
    every = set(wrong)
    for element in wrong:
        groups.setdefault((_declarer(element, every, document), element.prefix), []).append(element)
    renamed = []
    for (declarer, prefix), elements in groups.items():
        others = [*_outermost(_others(declarer, prefix, every, document))]
        is_own = declarer in every or expected not in declarer.nsmap.values()
        is_free = declarer not in others and not _is_used_otherwise(declarer, prefix, document)
        if is_own and is_free and len(others) < len(elements):
            yield from _declared(declarer, prefix, expected, others=others, document=document)
        else:
            renamed += elements
    yield from _renamed(renamed, expected, document)


def _declarer(element: etree._Element, wrong: AbstractSet[etree._Element], document: Document) -> etree._Element:
    """Return the element that declares the prefix of ``element``; the outermost that is wrong if there is none."""
    outermost = element
    for each in (element, *element.iterancestors()):
        if document.tag(each).declaration_of(element.prefix) is not None:
            return each
        if each in wrong and each.prefix == element.prefix:
            outermost = each
    return outermost


def _others(
    declarer: etree._Element, prefix: str | None, wrong: AbstractSet[etree._Element], document: Document
) -> Iterator[etree._Element]:
    """Yield the elements whose names use a declaration and are not wrong, as far as anybody knows."""
    for each in declarer.iter("*"):
        if each not in wrong and each.prefix == prefix and _declarer(each, wrong, document) is declarer:
            yield each


def _outermost(elements: Iterable[etree._Element]) -> Iterator[etree._Element]:
    """Yield the elements that are not in another one of them; they come in document order."""
    seen: set[etree._Element] = set()
    for element in elements:
        if seen.isdisjoint(element.iterancestors()):
            yield element
        seen.add(element)


def _is_used_otherwise(declarer: etree._Element, prefix: str | None, document: Document) -> bool:
    """Tell whether attributes, ``i:type`` or texts may use a declaration too, whose meaning would change."""
    if prefix is None:
        return any(_has_bare_name(each, document) for each in declarer.iter("*"))
    start = f"{prefix}:"
    return any(
        any(attribute.name.startswith(start) for attribute in document.tag(each).attributes)
        or any(value.strip().startswith(start) for value in (each.text or "", *each.values()))
        for each in declarer.iter("*")
    )


def _has_bare_name(element: etree._Element, document: Document) -> bool:
    """Tell whether ``i:type`` or the text of an element is a name without a prefix."""
    if any(":" not in value for name, value in element.items() if name in (TYPE, FACTORY_TYPE)):
        return True
    contract = document.correspondence.simplest_of(element)
    return contract is not None and contract.name == _QNAME and ":" not in (element.text or ":")


def _declared(
    declarer: etree._Element, prefix: str | None, expected: str, *, others: list[etree._Element], document: Document
) -> Iterator[Edit]:
    """Yield the edits that change a declaration, and keep the old one for what is not wrong."""
    attribute = document.tag(declarer).declaration_of(prefix)
    if attribute is not None:
        yield attribute.saying(escaped_value(expected).encode())
    else:
        yield _added(declarer, declaration(prefix, expected), document)
    for other in others:
        yield _added(other, declaration(prefix, _namespace(other)), document)


def _added(element: etree._Element, text: bytes, document: Document) -> Edit:
    at = document.tag(element).insertion
    return Edit(at, at, text)


def _renamed(elements: list[etree._Element], expected: str, document: Document) -> Iterator[Edit]:
    """Yield the edits that give each element a prefix of the namespace; a new one is declared where none is."""
    every = set(elements)
    for element in elements:
        bound = [prefix for prefix, uri in element.nsmap.items() if uri == expected]
        if not expected:
            return  # no prefix can stand for no namespace
        prefix = min(bound, key=lambda each: (len(each or ""), each or "")) if bound else _free(document)
        if not bound and every.isdisjoint(element.iterancestors()):
            yield _added(element, declaration(prefix, expected), document)
        name = local_name(element) if prefix is None else f"{prefix}:{local_name(element)}"
        yield from edits_of_name(document, element, name.encode())


def _free(document: Document) -> str:
    """Return a prefix that is declared nowhere."""
    taken = {prefix for element in document.numbers for prefix in element.nsmap}
    return next(name for name in (f"n{number}" for number in range(1, len(taken) + 2)) if name not in taken)
