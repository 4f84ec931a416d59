"""Invalid documents: valid ones with one fault or several, each labelled, and each label checked before it is given."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field
from hypothesis import reject
from hypothesis import strategies as st

from dcxml.binding.introspect import describe
from dcxml.errors import UnknownNameError
from dcxml.serializer import DataContractSerializer
from dcxml.strategies.mutations.applying import are_apart, is_as_labelled, may_be_applied, mutated
from dcxml.strategies.mutations.catalogue import MUTATIONS
from dcxml.strategies.mutations.places import places_of
from dcxml.strategies.objects import instances_of, plan_of
from dcxml.strategies.roots import annotation_of
from dcxml.xmlio import parse_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hypothesis.strategies import SearchStrategy
    from lxml import etree

    from dcxml.contract import DataContract, DataContractSet, GlobalElement
    from dcxml.qname import QName
    from dcxml.strategies.mutations.model import Case, Mutation
    from dcxml.strategies.mutations.places import Place

__all__ = ["invalid_documents"]

_PLACES: Final = 12
"""At how many places a mutation is tried before the next one is."""


def invalid_documents(  # noqa: PLR0913 - one keyword for each choice
    source: Any,
    root: QName | str | DataContract | GlobalElement | None = None,
    *,
    mutations: int = 1,
    only: Iterable[str] | None = None,
    overrides: Mapping[Any, SearchStrategy[Any]] | None = None,
    values: Mapping[QName, SearchStrategy[Any]] | None = None,
    known_types: Iterable[Any] = (),
) -> SearchStrategy[Case]:
    """Return the strategy of documents with one to so many ``mutations``, each a `Case` that tells them.

    Every mutation is one that XML Schema refuses, or by which .NET does not have what the document says: `validate`
    finds each at its path by the rule of its label, and nothing else. ``only`` are ids of the catalogue (`MUTATIONS`).
    What is not said here is as in `instances`.

    :raises ValueError: where ``mutations`` is less than 1, or ``only`` names none.
    :raises UnknownNameError: (a KeyError) where ``only`` names no mutation.
    """
    if not _is_count(mutations):
        raise ValueError(f"mutations is {mutations!r}; allowed: a whole number, 1 at least")
    rows = _rows(only)
    annotation, known_types = annotation_of(source, root), tuple(known_types)
    contracts = describe(annotation, known_types=known_types).contracts
    serializer: DataContractSerializer[Any] = DataContractSerializer(annotation, known_types=known_types)
    valid = instances_of(plan_of(annotation, overrides=overrides, values=values, known_types=known_types), _RICH)
    counts = st.integers(1, mutations)

    @st.composite
    def case(draw: st.DrawFn) -> Case:
        value = draw(valid)
        document = _Document(parse_document(serializer.dumps(value)), contracts, rows)
        count = draw(counts)
        for _ in range(count):
            if not document.add(draw(_SEEDS), draw(_SEEDS), is_alone=count == 1):
                break  # there is no place left
        return document.case if document.case is not None else reject()

    return case()


# Of a range as small as this Hypothesis draws any number as often as any other; of larger ones 0 and the ends mostly.
_DIGITS: Final = st.integers(0, 126)
_SEEDS: Final = st.builds(lambda high, low: 127 * high + low, _DIGITS, _DIGITS)
_RICH: Final = st.sampled_from(("least", *("full",) * 8, "whole"))
"""More members, more mutations."""


def _is_count(mutations: object) -> bool:
    return isinstance(mutations, int) and mutations >= 1


def _rows(only: Iterable[str] | None) -> list[Mutation]:
    """Return the rows that change a verdict: those after which something is found."""
    if only is None:
        return [row for row in MUTATIONS.values() if row.code is not None]
    names = [only] if isinstance(only, str) else [*only]
    if not names:
        raise ValueError("only has no mutation; allowed: one at least, or None for all")
    unknown = next((name for name in names if name not in MUTATIONS), None)
    if unknown is not None:
        raise UnknownNameError(unknown, MUTATIONS, kind="mutation")
    return [MUTATIONS[name] for name in names]


@define(eq=False)
class _Document:
    """A valid document that gets one mutation after another."""

    root: etree._Element
    contracts: DataContractSet
    rows: Sequence[Mutation]
    case: Case | None = None
    picks: list[tuple[Mutation, Place]] = field(factory=list)
    places: list[Place] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Find the places once."""
        self.places = [*places_of(self.root, self.contracts)]

    def add(self, order: int, seed: int, *, is_alone: bool) -> bool:
        """Add the first mutation that can be, and tell whether one could, at a place ``seed`` chooses.

        They are tried in an order of their own for each number: in one order for all, what comes behind many that can
        seldom be applied would come up far too often. Only one that ``is_alone`` may be about the document as a whole.
        """
        for row in Random(order).sample(self.rows, len(self.rows)):  # noqa: S311 - the same each time
            if row.is_of_message and not is_alone:
                continue
            places = self.places if is_alone else self.places[1:]  # the root holds all others
            fitting = [place for place in places if self._fits(row, place)]
            for place in self._from(fitting, seed):
                case = self._with(row, place)
                if case is not None:
                    self.case = case
                    return True
        return False

    def _from(self, places: list[Place], seed: int) -> Iterator[Place]:
        start = seed % len(places) if places else 0
        yield from (*places[start:], *places[:start])[:_PLACES]

    def _fits(self, row: Mutation, place: Place) -> bool:
        return (
            may_be_applied(row, place)
            and row.label(place).code is not None
            and all(are_apart((row, place), other) for other in self.picks)
        )

    def _with(self, row: Mutation, place: Place) -> Case | None:
        """Return the document with one mutation more, if all are then found; each is, and none hides another."""
        picks = [*self.picks, (row, place)]
        case = mutated(self.root, picks)
        if not is_as_labelled(case, self.contracts):
            return None
        self.picks = picks
        return case
