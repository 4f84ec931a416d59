"""Dictionaries whose keys no ``dict`` can hold: instances, lists, and keys that Python would take for one another."""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, Mapping, MutableMapping, ValuesView
from typing import Any, TypeVar

from dcxml.binding.fragments import is_fragment
from dcxml.binding.graphs import AnyValue, Pairs, copy_graph, equal_graphs, reduce_graph, repr_graph

__all__ = ["PairMapping", "mapping_of"]

_K = TypeVar("_K")
_V = TypeVar("_V")


class PairMapping(Pairs[_K, _V], MutableMapping[_K, _V]):
    """A mapping over ``pairs`` of key and value, in their order; keys need not be hashable.

    A key is found by identity first, then as the first one of its type that is equal: ``1``, ``True`` and ``1.0``
    are three keys. Looking up takes a walk over the pairs. Assigning replaces the value of the key that is found;
    equal keys that .NET tells apart (objects without ``Equals``, byte arrays) are added to ``pairs``.

    Equal to a dict of the same pairs in any order, to another PairMapping in the same order.
    """

    __slots__ = ()

    def __init__(self, pairs: Iterable[tuple[_K, _V]] | Mapping[_K, _V] = ()) -> None:
        """Hold the pairs as they are, equal keys included."""
        given = pairs.items() if isinstance(pairs, Mapping) else pairs
        self.pairs = [(key, value) for key, value in given]

    def __getitem__(self, key: _K) -> _V:
        """Return the value of a key."""
        return self.pairs[self._place(key)][1]

    def __setitem__(self, key: _K, value: _V) -> None:
        """Give a key its value; a new one comes last."""
        try:
            place = self._place(key)
        except KeyError:
            self.pairs.append((key, value))
        else:
            self.pairs[place] = (self.pairs[place][0], value)

    def __delitem__(self, key: _K) -> None:
        """Remove a key and its value."""
        del self.pairs[self._place(key)]

    def __iter__(self) -> Iterator[_K]:
        """Iterate over the keys, in order."""
        return iter([key for key, _ in self.pairs])

    def __len__(self) -> int:
        """Return how many pairs there are."""
        return len(self.pairs)

    def items(self) -> ItemsView[_K, _V]:
        """Return a view of the pairs, equal keys each with its own value."""
        return _Items(self)

    def values(self) -> ValuesView[_V]:
        """Return a view of the values."""
        return _Values(self)

    def popitem(self) -> tuple[_K, _V]:
        """Remove the last pair and return it.

        :raises KeyError: where there is none.
        """
        if not self.pairs:
            reason = "popitem(): there is no pair"
            raise KeyError(reason)
        return self.pairs.pop()

    def __eq__(self, other: object) -> bool:
        """Compare pairs: their order matters between two PairMappings, as between two OrderedDicts."""
        return equal_graphs(self, other) if isinstance(other, Pairs | dict) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # it can change, as a dict can

    def __repr__(self) -> str:
        """Show the pairs."""
        return repr_graph(self)

    def __copy__(self) -> PairMapping[_K, _V]:
        """Return another mapping of the same keys and values."""
        return type(self)(self.pairs)

    def __deepcopy__(self, memo: dict[int, Any]) -> PairMapping[_K, _V]:
        """Return a mapping of copied keys and values."""
        copied: PairMapping[_K, _V] = copy_graph(self, memo)
        return copied

    def __reduce_ex__(self, _protocol: object) -> tuple[Any, ...]:
        """Pickle by the pairs."""
        return reduce_graph(self)

    def _place(self, key: object) -> int:
        """Return the index of a key's pair.

        :raises KeyError: where there is none.
        """
        for place, (known, _) in enumerate(self.pairs):
            if known is key:
                return place
        for place, (known, _) in enumerate(self.pairs):
            if type(known) is type(key) and equal_graphs(known, key):
                return place
        raise KeyError(key)


class _Items(ItemsView[_K, _V]):
    _mapping: PairMapping[_K, _V]

    def __iter__(self) -> Iterator[tuple[_K, _V]]:
        return iter([*self._mapping.pairs])

    def __contains__(self, item: object) -> bool:
        if not isinstance(item, tuple) or len(item) != 2:  # noqa: PLR2004 - a pair
            return False
        return any(PairMapping([pair]) == PairMapping([item]) for pair in self._mapping.pairs)


class _Values(ValuesView[_V]):
    _mapping: PairMapping[Any, _V]

    def __iter__(self) -> Iterator[_V]:
        return iter([value for _, value in self._mapping.pairs])

    def __contains__(self, value: object) -> bool:
        return any(value is each or value == each for each in self)


def mapping_of(pairs: list[tuple[_K, _V]]) -> dict[_K, _V] | PairMapping[_K, _V]:
    """Return a dict where it holds every key without loss, else a `PairMapping`."""
    if any(is_fragment(key.value if isinstance(key, AnyValue) else key) for key, _ in pairs):
        return PairMapping(pairs)  # a dict finds XML by its identity alone, so a copy would never be equal
    try:
        plain = dict(pairs)
    except TypeError:  # unhashable: an instance, a list, a dictionary
        return PairMapping(pairs)
    return plain if len(plain) == len(pairs) else PairMapping(pairs)
