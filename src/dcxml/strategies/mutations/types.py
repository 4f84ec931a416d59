"""Mutations of ``i:type``: named where it need not be, derived, wrong, not known, or missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.contract import ClassDataContract, EnumDataContract, PrimitiveDataContract, SimpleDataContract
from dcxml.contract.primitives import EXPORTED_CLASSES
from dcxml.qname import TYPE, XS, QName
from dcxml.strategies.mutations.edits import qualified
from dcxml.strategies.mutations.model import Change, Effect, Mutation
from dcxml.strategies.mutations.places import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from dcxml.strategies.mutations.places import Place

__all__ = ["TYPES"]

_UNKNOWN: Final = QName("urn:nowhere", "Nobody")


def _typed(name: Callable[[Place], QName]) -> Callable[[Place], Change]:
    def edit(place: Place) -> Change:
        named, before = name(place), place.element.get(TYPE, "")
        element, text = qualified(place, named)
        element.set(TYPE, text)
        return Change(element=element, before=before, after=named.clark)

    return edit


def _is_plain(place: Place) -> bool:
    """Tell whether an element has a value of its declared type, and that type a name."""
    return (
        place.has_content
        and place.element.get(TYPE) is None
        and not (place.is_any or place.is_xml or place.role is Role.ENTRY)
        and bool(place.declared.name.namespace)
        and place.declared.name in (place.contracts.contracts.keys() | {place.contract.name})
    )


def _is_class(place: Place) -> bool:
    return _is_plain(place) and isinstance(place.declared, ClassDataContract) and not place.is_value_type


def _derived(place: Place) -> QName | None:
    contracts = place.contracts
    own = len(contracts.members(place.declared)) if isinstance(place.declared, ClassDataContract) else 0
    for each in contracts:
        if (
            isinstance(each, ClassDataContract)
            and each is not place.declared
            and contracts.is_derived(each.name, place.declared.name)
        ):
            added = contracts.members(each)[own:]
            if each.name.namespace and not any(member.is_required for _, member in added):
                return each.name
    return None


def _derived_name(place: Place) -> QName:
    name = _derived(place)
    assert name is not None  # noqa: S101 - it applies only where there is one
    return name


def _base(place: Place) -> QName | None:
    return place.declared.base if isinstance(place.declared, ClassDataContract) else None


def _base_name(place: Place) -> QName:
    name = _base(place)
    assert name is not None  # noqa: S101 - it applies only where there is one
    return name


def _wrong_effect(place: Place) -> Effect:
    """Return what .NET does: it does not look at ``i:type`` where a built-in type or an entry is declared."""
    declared = place.contracts.simplest(place.declared)
    is_built_in = isinstance(declared, PrimitiveDataContract) and declared.name not in EXPORTED_CLASSES
    return Effect.SAME if place.role is Role.ENTRY or (is_built_in and not place.is_any) else Effect.THROWS


def _unbound(place: Place) -> Change:
    before, after = place.element.get(TYPE, ""), "unbound:int"
    place.element.set(TYPE, after)
    return Change(element=place.element, before=before, after=after)


def _untyped(place: Place) -> Change:
    before = place.element.attrib.pop(TYPE)
    return Change(element=place.element, before=str(before))


def _other_built_in(place: Place) -> QName:
    return QName(XS, "boolean" if place.simplest.name != QName(XS, "boolean") else "int")


TYPES: Final = (
    Mutation(
        id="type-same",
        family="type",
        what="i:type names the declared type",
        schema_valid=True,
        effect=Effect.SAME,
        code=None,
        applies=_is_plain,
        edit=_typed(lambda place: place.declared.name),
    ),
    Mutation(
        id="type-derived",
        family="type",
        what="i:type names a derived type",
        schema_valid=True,
        effect=Effect.SAME,
        code=None,
        applies=lambda place: _is_class(place) and _derived(place) is not None,
        edit=_typed(_derived_name),
    ),
    Mutation(
        id="type-base",
        family="type",
        what="i:type names the base of the declared type",
        schema_valid=False,
        effect=Effect.THROWS,
        code="DC027",
        applies=lambda place: _is_class(place) and _base(place) is not None and place.role is not Role.ROOT,
        edit=_typed(_base_name),
    ),
    Mutation(
        id="type-other-built-in",
        family="type",
        what="i:type names another built-in type on a text",
        schema_valid=False,
        effect=_wrong_effect,
        code="DC012",
        applies=lambda place: (
            _is_plain(place)
            and place.is_simple
            and isinstance(place.declared, PrimitiveDataContract | EnumDataContract | SimpleDataContract)
        ),
        edit=_typed(_other_built_in),
    ),
    Mutation(
        id="type-unknown",
        family="type",
        what="i:type names a type of no contract",
        schema_valid=False,
        effect=_wrong_effect,
        code="DC012",
        applies=lambda place: place.has_content and not place.is_xml,
        edit=_typed(lambda _: _UNKNOWN),
    ),
    Mutation(
        id="type-unbound-prefix",
        family="type",
        what="i:type has a prefix that is not declared",
        schema_valid=False,
        effect=_wrong_effect,
        code="DC012",
        applies=lambda place: place.has_content and not place.is_xml,
        edit=_unbound,
    ),
    Mutation(
        id="anyType-without-type",
        family="type",
        what="an object with a text does not say its type",
        schema_valid=True,
        effect=Effect.THROWS,
        code="DC046",
        applies=lambda place: (
            place.is_any
            and place.has_content
            and place.element.get(TYPE) is not None
            and bool(place.element.text)
            and not len(place.element)
        ),
        edit=_untyped,
    ),
)
