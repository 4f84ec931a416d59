"""The catalogue of mutations, in one table by id, and the cases that come of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.strategies.mutations.applying import may_be_applied, mutated
from dcxml.strategies.mutations.document import DOCUMENT
from dcxml.strategies.mutations.envelopes import ENVELOPES
from dcxml.strategies.mutations.lexical import LEXICAL
from dcxml.strategies.mutations.nil import NIL_MUTATIONS
from dcxml.strategies.mutations.places import places_of
from dcxml.strategies.mutations.references import REFERENCES
from dcxml.strategies.mutations.structure import STRUCTURE
from dcxml.strategies.mutations.types import TYPES
from dcxml.xmlio import parse_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dcxml.contract import DataContractSet
    from dcxml.strategies.mutations.model import Case, Mutation

__all__ = ["MUTATIONS", "mutations"]

MUTATIONS: Final[dict[str, Mutation]] = {
    mutation.id: mutation
    for mutation in (*STRUCTURE, *NIL_MUTATIONS, *LEXICAL, *TYPES, *REFERENCES, *DOCUMENT, *ENVELOPES)
}
"""Every mutation by its id."""


def mutations(
    data: bytes | str,
    contracts: DataContractSet,
    *,
    only: Iterable[str] | None = None,
    every_place: bool = False,
) -> Iterator[Case]:
    """Yield the cases of a valid document: each mutation once at each kind of place where it can be applied.

    A kind is what tells places apart: the role, the type, what may stand there and what stands there. With
    ``every_place`` all places of a kind are taken. ``only`` are the ids of the mutations to apply. The order is that
    of the table, then that of the document; there is no chance in it.

    :raises KeyError: where ``only`` names no mutation.
    """
    root = parse_document(data)
    places = [*places_of(root, contracts)]
    for mutation in MUTATIONS.values() if only is None else [MUTATIONS[name] for name in only]:
        seen: set[tuple[object, ...]] = set()
        for place in places:
            is_new = every_place or place.kind not in seen
            if not (is_new and may_be_applied(mutation, place)):
                continue
            case = mutated(root, [(mutation, place)])
            if case.data != case.valid:  # else that is what stood there
                seen.add(place.kind)
                yield case
