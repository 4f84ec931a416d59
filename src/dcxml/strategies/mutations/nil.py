"""Mutations of null: where nothing may be null, where something is in it, and what may stand in its stead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.contract import ClassDataContract, EnumDataContract
from dcxml.qname import ID, NIL, TYPE, XS, QName
from dcxml.strategies.mutations.edits import cleared, written
from dcxml.strategies.mutations.model import Change, Effect, Mutation
from dcxml.strategies.mutations.places import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from dcxml.strategies.mutations.places import Place

__all__ = ["NIL_MUTATIONS"]

_EMPTY_TEXTS: Final = frozenset(QName(XS, name) for name in ("string", "anyURI", "base64Binary"))


def _is_dictionary_key(place: Place) -> bool:
    return place.role is Role.PART and place.element.getprevious() is None


def _make_nil(place: Place) -> Change:
    before = written(place.element)
    cleared(place.element)
    place.element.attrib.pop(TYPE, None)
    place.element.attrib.pop(ID, None)
    place.element.set(NIL, "true")
    return Change(element=place.element, before=before, after=written(place.element))


def _nil_effect(place: Place) -> Effect:
    return Effect.THROWS if place.is_value_type and not place.is_nillable else Effect.SAME


def _say_nil(value: str) -> Callable[[Place], Change]:
    def edit(place: Place) -> Change:
        before = place.element.get(NIL, "")
        place.element.set(NIL, value)
        return Change(element=place.element, before=before, after=f'nil="{value}"')

    return edit


def _blank(place: Place) -> Change:
    place.element.text = " "
    return Change(element=place.element, after=written(place.element))


def _drop(place: Place) -> Change:
    parent, before = place.element.getparent(), written(place.element)
    assert parent is not None  # noqa: S101 - it is a member
    parent.remove(place.element)
    return Change(element=parent, before=before)


def _empty(place: Place) -> Change:
    before = written(place.element)
    cleared(place.element)
    place.element.attrib.pop(NIL, None)
    return Change(element=place.element, before=before, after=written(place.element))


def _empty_effect(place: Place) -> Effect:
    is_name = place.simplest.name == QName(XS, "QName")  # an empty one is the name without a name to .NET
    return Effect.SAME if is_name or _empty_code(place) is None else Effect.THROWS


def _empty_code(place: Place) -> str | None:
    contract = place.simplest
    if isinstance(contract, EnumDataContract):
        return None if contract.is_flags else "DC026"
    if place.is_simple:
        return None if contract.name in _EMPTY_TEXTS else "DC025"
    members = place.contracts.members(contract) if isinstance(contract, ClassDataContract) else ()
    return "DC007" if sum(member.is_required for _, member in members) else None


def _is_open(place: Place) -> bool:
    """Tell whether the enumeration is known from samples only: what .NET makes of another text is not known."""
    return isinstance(place.simplest, EnumDataContract) and place.simplest.is_open


def _has_at_most_one_required(place: Place) -> bool:
    contract = place.simplest
    members = place.contracts.members(contract) if isinstance(contract, ClassDataContract) else ()
    return sum(member.is_required for _, member in members) <= 1


NIL_MUTATIONS: Final = (
    Mutation(
        id="nil-where-none-may-be",
        family="nil",
        what="an element that may not be nil is",
        schema_valid=False,
        effect=_nil_effect,
        code="DC008",
        applies=lambda place: not place.is_nillable and place.has_content,
        edit=_make_nil,
    ),
    Mutation(
        id="nil-key",
        family="nil",
        what="the key of a dictionary's entry is null",
        schema_valid=True,
        effect=Effect.THROWS,
        code="DC015",
        applies=lambda place: place.is_nillable and place.has_content and _is_dictionary_key(place),
        edit=_make_nil,
    ),
    Mutation(
        id="nil-instead",
        family="nil",
        what="a value that may be null is",
        schema_valid=True,
        effect=Effect.SAME,
        code=None,
        applies=lambda place: (
            place.is_nillable
            and place.has_content
            and not place.is_xml
            and place.role is not Role.ROOT
            and not _is_dictionary_key(place)
        ),
        edit=_make_nil,
    ),
    Mutation(
        id="nil-root",
        family="nil",
        what="the root is null",
        schema_valid=True,
        effect=Effect.SAME,
        code=None,
        applies=lambda place: place.is_nillable and place.role is Role.ROOT,
        edit=_make_nil,
    ),
    Mutation(
        id="nil-with-content",
        family="nil",
        what="an element that has a value says that it is null",
        schema_valid=False,
        effect=Effect.OTHER,
        code="DC023",
        applies=lambda place: (
            place.is_nillable
            and place.has_content
            and not place.is_xml
            and bool(len(place.element) or place.element.text)
            and not _is_dictionary_key(place)
        ),
        edit=_say_nil("true"),
    ),
    Mutation(
        id="nil-with-whitespace",
        family="nil",
        what="an element that is null has white space in it",
        schema_valid=False,
        effect=Effect.SAME,
        code="DC023",
        applies=lambda place: place.is_nil,
        edit=_blank,
    ),
    Mutation(
        id="nil-1",
        family="nil",
        what='null is said as nil="1"',
        schema_valid=True,
        effect=Effect.SAME,
        code=None,
        applies=lambda place: place.is_nil,
        edit=_say_nil("1"),
    ),
    Mutation(
        id="nil-spaces",
        family="nil",
        what='null is said as nil=" true "',
        schema_valid=True,
        effect=Effect.SAME,
        code=None,
        applies=lambda place: place.is_nil,
        edit=_say_nil(" true "),
    ),
    Mutation(
        id="nil-capital",
        family="nil",
        what='null is said as nil="True"',
        schema_valid=False,
        effect=Effect.THROWS,
        code="DC024",
        applies=lambda place: place.is_nil,
        edit=_say_nil("True"),
    ),
    Mutation(
        id="nil-false",
        family="nil",
        what='an element with a value says nil="false"',
        schema_valid=lambda place: place.is_nillable,
        effect=Effect.SAME,
        code=lambda place: None if place.is_nillable else "DC008",
        applies=lambda place: place.has_content,
        edit=_say_nil("false"),
    ),
    Mutation(
        id="absent-instead-of-nil",
        family="nil",
        what="a member that need not be there is left out",
        schema_valid=True,
        effect=Effect.SAME,
        code=None,
        applies=lambda place: place.role is Role.MEMBER and not place.is_required,
        edit=_drop,
    ),
    Mutation(
        id="empty-instead-of-nil",
        family="nil",
        what="an element that is null, or has a text, is empty",
        schema_valid=lambda place: _empty_code(place) is None,
        effect=_empty_effect,
        code=_empty_code,
        applies=lambda place: (
            (place.is_nil or place.is_simple)
            and not place.refers
            and not place.is_xml
            and not _is_open(place)
            and _has_at_most_one_required(place)
        ),
        edit=_empty,
    ),
)
