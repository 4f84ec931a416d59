"""Documents: the bytes of valid instances, as .NET would have written them, or in any other spelling of the same."""

from __future__ import annotations

from itertools import chain
from random import Random
from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st

from dcxml.binding.introspect import describe
from dcxml.codec.dialects import Dialect
from dcxml.serializer import DataContractSerializer
from dcxml.strategies.objects import instances
from dcxml.strategies.roots import annotation_of
from dcxml.strategies.spelling import ENCODINGS, FEATURES
from dcxml.strategies.spelling import spelled as spell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hypothesis.strategies import SearchStrategy

    from dcxml.contract import DataContract, GlobalElement
    from dcxml.qname import QName

__all__ = ["documents"]

_EACH: Final = st.tuples(*(st.sampled_from(((), (feature,))) for feature in FEATURES))
_FEATURES: Final = _EACH.map(chain.from_iterable).map(frozenset)
"""Each by itself, so that each goes by itself where a failure does without it."""
_ENCODINGS: Final = st.sampled_from(("plain", *ENCODINGS))
_SEEDS: Final = st.integers(0, 2**16)
"""Where the features are: drawing each place would take longer than all else."""


def documents(  # noqa: PLR0913 - one keyword for each choice
    source: Any,
    root: QName | str | DataContract | GlobalElement | None = None,
    *,
    dialect: Dialect | None = None,
    spelled: bool = True,
    overrides: Mapping[Any, SearchStrategy[Any]] | None = None,
    values: Mapping[QName, SearchStrategy[Any]] | None = None,
    known_types: Iterable[Any] = (),
    absent: bool = True,
    unknown: bool = False,
) -> SearchStrategy[bytes]:
    """Return the strategy of valid documents of a class, or of the contract or global element ``root`` of a set.

    Each decodes to the instance that it was written from. What is not said here is as in `instances`.

    :param dialect: the dialect in which they are written; None for any.
    :param spelled: whether they may be spelled otherwise than .NET would, in all ways that XML and XML Schema allow
        and .NET reads as the same: other prefixes, comments, white space, CDATA sections, references to characters,
        other texts of one value, other encodings.
    :raises KeyError: where the contracts have no such name.
    """
    annotation, known_types = annotation_of(source, root), tuple(known_types)
    drawn = instances(
        annotation, overrides=overrides, values=values, known_types=known_types, absent=absent, unknown=unknown
    )
    contracts = describe(annotation, known_types=known_types).contracts
    serializers: list[DataContractSerializer[Any]] = [
        DataContractSerializer(annotation, dialect=each, known_types=known_types)
        for each in (tuple(Dialect) if dialect is None else (dialect,))
    ]

    @st.composite
    def document(draw: st.DrawFn) -> bytes:
        data: bytes = draw(st.sampled_from(serializers)).dumps(draw(drawn))
        if not spelled:
            return data
        features, encoding, seed = draw(_FEATURES), draw(_ENCODINGS), draw(_SEEDS)
        # The simplest seed leaves nothing to chance: a failure shrinks to a document with nothing before its place.
        chance = Random(seed)  # noqa: S311 - no secret
        return spell(data, contracts, chance, features=features, encoding=encoding, at_first=seed == 0)

    return document()
