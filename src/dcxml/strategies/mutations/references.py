"""Mutations of ``z:Id`` and ``z:Ref``: to nothing, forward, to itself, twice, and where no contract has them."""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING, Final

from dcxml.qname import ID, NIL, REF, SERIALIZATION
from dcxml.strategies.mutations.edits import cleared, free_prefix, rebuilt, written
from dcxml.strategies.mutations.model import Change, Effect, Mutation
from dcxml.strategies.mutations.places import Role

if TYPE_CHECKING:
    from lxml import etree

    from dcxml.strategies.mutations.places import Place

__all__ = ["REFERENCES"]


def _is_reference(place: Place) -> bool:
    return place.contracts.is_reference(place.contract) and not place.is_nil


def _free_identity(place: Place) -> str:
    """Return an identity that no element of the document has."""
    taken = {each.get(ID) for each in place.element.getroottree().iter("*")}
    return next(name for name in chain(["new"], (f"new{number}" for number in count(2))) if name not in taken)


def _referring(place: Place, identity: str) -> etree._Element:
    element = rebuilt(place.element, prefixes={free_prefix(place): SERIALIZATION})
    cleared(element)
    for name in (ID, NIL):
        element.attrib.pop(name, None)
    element.set(REF, identity)
    return element


def _dangle(place: Place) -> Change:
    before = written(place.element)
    element = _referring(place, "nowhere")
    return Change(element=element, before=before, after=written(element))


def _earlier(place: Place) -> str | None:
    """Return the identity of an earlier object, which is complete."""
    inside = set(place.element.iterancestors())
    for each in place.element.getroottree().getroot().iter("*"):
        if each is place.element:
            return None
        if each.get(ID) and each not in inside:
            return each.get(ID)
    return None


def _later(place: Place) -> etree._Element | None:
    """Return a later element of the same contract with an identity."""
    found = False
    for each in place.element.getroottree().getroot().iter("*"):
        if found and each.get(ID) and each.tag and place.element not in each.iterancestors():
            return each
        found = found or each is place.element
    return None


def _forward(place: Place) -> Change:
    before, later = written(place.element), _later(place)
    assert later is not None  # noqa: S101 - it applies only where there is one
    element = _referring(place, str(later.get(ID)))
    return Change(element=element, before=before, after=written(element))


def _to_itself(place: Place) -> Change:
    before = written(place.element)
    element = _referring(place, str(place.element.get(ID) or _free_identity(place)))
    element.set(ID, str(element.get(REF)))
    return Change(element=element, before=before, after=written(element))


def _repeat_identity(place: Place) -> Change:
    before, identity = place.element.get(ID, ""), _earlier(place)
    assert identity is not None  # noqa: S101 - it applies only where there is one
    element = rebuilt(place.element, prefixes={free_prefix(place): SERIALIZATION})
    element.set(ID, identity)
    return Change(element=element, before=before, after=identity)


def _identify(place: Place) -> Change:
    element = rebuilt(place.element, prefixes={free_prefix(place): SERIALIZATION})
    identity = _free_identity(place)
    element.set(ID, identity)
    return Change(element=element, after=f'Id="{identity}"')


def _may_be_identified(place: Place) -> bool:
    is_plain = not place.contracts.is_reference(place.contract) and not place.is_any and not place.is_xml
    return is_plain and place.has_content and place.role is not Role.ENTRY


def _identity_effect(place: Place) -> Effect:
    is_unseen = place.owner is not None and place.owner.is_array  # .NET looks at no attribute of an array's item
    return Effect.THROWS if place.is_value_type and not is_unseen else Effect.SAME


REFERENCES: Final = (
    Mutation(
        id="ref-dangling",
        family="references",
        what="z:Ref names no object",
        schema_valid=True,
        effect=Effect.THROWS,
        code="DC013",
        applies=lambda place: _is_reference(place) and not place.is_referred and place.role is not Role.ROOT,
        edit=_dangle,
    ),
    Mutation(
        id="ref-forward",
        family="references",
        what="z:Ref names an object that comes later",
        schema_valid=True,
        effect=Effect.THROWS,
        code="DC028",
        applies=lambda place: _is_reference(place) and not place.is_referred and _later(place) is not None,
        edit=_forward,
    ),
    Mutation(
        id="ref-self",
        family="references",
        what="an element refers to itself",
        schema_valid=True,
        effect=Effect.THROWS,
        code="DC013",
        applies=lambda place: _is_reference(place) and not place.is_referred and place.role is not Role.ROOT,
        edit=_to_itself,
    ),
    Mutation(
        id="id-duplicate",
        family="references",
        what="two objects have one z:Id",
        schema_valid=False,
        effect=Effect.THROWS,
        code="DC029",
        applies=lambda place: (
            _is_reference(place) and not place.refers and not place.is_referred and _earlier(place) is not None
        ),
        edit=_repeat_identity,
    ),
    Mutation(
        id="id-on-plain",
        family="references",
        what="z:Id stands where no contract has IsReference",
        schema_valid=False,
        effect=_identity_effect,
        code="DC041",
        applies=_may_be_identified,
        edit=_identify,
    ),
    Mutation(
        id="ref-on-plain",
        family="references",
        what="z:Ref to nothing stands where no contract has IsReference",
        schema_valid=False,
        effect=Effect.THROWS,
        code="DC041",
        applies=lambda place: _may_be_identified(place) and place.role is not Role.ROOT,
        edit=_dangle,
    ),
)
