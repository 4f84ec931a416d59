"""Mutations applied to a document: one, or several at places that have nothing to do with each other; and checked."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from typing import TYPE_CHECKING

from attrs import evolve
from lxml import etree

from dcxml.strategies.mutations.model import AppliedMutation, Case
from dcxml.validation import validate
from dcxml.xmlio import PathFinder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dcxml.contract import DataContractSet
    from dcxml.strategies.mutations.model import Mutation
    from dcxml.strategies.mutations.places import Place

__all__ = ["are_apart", "is_as_labelled", "may_be_applied", "mutated", "written_document"]


def written_document(root: etree._Element) -> bytes:
    """Return a document as it is written here: in UTF-8, without a declaration."""
    return etree.tostring(root, encoding="utf-8")


def may_be_applied(mutation: Mutation, place: Place) -> bool:
    """Tell whether a mutation fits a place, and hides nothing that is referred to: that would be a second fault."""
    return (mutation.is_of_message or not place.is_referred) and mutation.applies(place)


def are_apart(one: tuple[Mutation, Place], two: tuple[Mutation, Place]) -> bool:
    """Tell whether two mutations leave each other alone: neither place holds the other.

    One of them that changes the structure is not among the other's siblings, either.
    """
    (first, here), (second, there) = one, two
    if here.element in _around(there.element) or there.element in _around(here.element):
        return False
    is_structure = "structure" in (first.family, second.family)
    return not is_structure or here.element.getparent() is not there.element.getparent()


def mutated(root: etree._Element, picks: Sequence[tuple[Mutation, Place]]) -> Case:
    """Return the document with each mutation at its place in it.

    One of several that is written by its ``spell`` comes last, and is the only one such.
    """
    paths = PathFinder()
    copy = deepcopy(root)
    places = dict(zip(root.iter("*"), copy.iter("*"), strict=True))
    changes = [mutation.edit(evolve(place, element=places[place.element])) for mutation, place in picks]
    data = written_document(changes[-1].element.getroottree().getroot())
    after = PathFinder()
    applied = tuple(
        AppliedMutation(
            row=mutation,
            label=mutation.label(place),
            place=paths.path_of(place.element),
            path="" if mutation.is_of_document else after.path_of(change.element),
            before=change.before,
            after=change.after,
        )
        for (mutation, place), change in zip(picks, changes, strict=True)
    )
    for change in changes:
        data = data if change.spell is None else change.spell(data)
    return Case(data=data, valid=written_document(root), mutations=applied)


def is_as_labelled(case: Case, contracts: DataContractSet) -> bool:
    """Tell whether what is found in a document is what its labels say, no more and no less, with the same verdicts."""
    findings = list(validate(case.data, contracts))
    if Counter(case.findings) != Counter((finding.code, finding.path) for finding in findings):
        return False
    facts = [finding.facts for finding in findings]
    label = case.label
    said = (
        all(each.schema_valid for each in facts),
        all(each.readable for each in facts),
        all(each.lossless for each in facts),
    )
    return any(each.row.is_beyond_reading for each in case.mutations) or said == (
        label.schema_valid,
        label.readable,
        label.lossless,
    )


def _around(element: etree._Element) -> list[etree._Element]:
    return [element, *element.iterancestors()]
