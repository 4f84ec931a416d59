"""Mutations of the whole message: the document in a SOAP envelope that WCF does not take apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from dcxml.qname import SOAP_11, SOAP_12
from dcxml.strategies.mutations.edits import local
from dcxml.strategies.mutations.model import Change, Effect, Mutation
from dcxml.strategies.mutations.places import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from dcxml.strategies.mutations.places import Place

__all__ = ["ENVELOPES"]


def _is_root(place: Place) -> bool:
    return place.role is Role.ROOT


def _inside(soap: str, *names: str) -> Callable[[Place], Change]:
    """Return an edit that puts the document into an envelope, in elements of these names one in the other."""

    def edit(place: Place) -> Change:
        outer = envelope = etree.Element(f"{{{soap}}}Envelope", nsmap={"s": soap})
        for name in names:
            outer = etree.SubElement(outer, f"{{{soap}}}{name}")
        outer.append(place.element)
        first = envelope[0]
        return Change(element=first, before=local(place.element), after="/".join(("Envelope", *names)))

    return edit


def _row(id: str, what: str, edit: Callable[[Place], Change]) -> Mutation:  # noqa: A002 - the column's name
    return Mutation(
        id=id,
        family="envelope",
        what=what,
        schema_valid=False,
        effect=Effect.THROWS,
        code="DC050",
        applies=_is_root,
        edit=edit,
    )


ENVELOPES: Final = (
    _row("body-misspelled", "an envelope of SOAP 1.1 whose body is misspelled", _inside(SOAP_11, "Bdy")),
    _row("body-in-small-letters", "an envelope of SOAP 1.2 whose body is in small letters", _inside(SOAP_12, "body")),
    _row("body-missing", "an envelope of SOAP 1.1 that holds the document without a body", _inside(SOAP_11)),
)
