"""Two values in Python compared member by member, with a stack of its own: cycles and a thousand levels end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import define, field

from dcxml.binding.graphs import AnyValue, Pairs, equal_graphs, is_instance, members_of, state_of
from dcxml.binding.identity import identical
from dcxml.comparison.difference import ABSENT, NIL, Difference, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    Part = tuple[str, Any, Any]

__all__ = ["value_differences"]


def value_differences(left: object, right: object, *, on_the_wire: bool = False) -> Iterator[Difference]:
    """Yield what differs between two values, in the order of their members.

    As ``==`` has it, or ``on_the_wire`` as `dcxml.identical` has it: then absence, the scale of decimals, the order of
    dictionaries and unknown elements count. There are none exactly where the two are equal so.
    """
    walk = _Walk(on_the_wire=on_the_wire)
    waiting: list[Part | Difference] = [("", left, right)]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Difference):
            yield item
        else:
            waiting.extend(reversed(walk.inside(*item)))


@define(eq=False)
class _Walk:
    on_the_wire: bool
    _seen: dict[tuple[int, int], tuple[Any, Any]] = field(factory=dict)
    """The pairs compared so far, held so that nothing made on reading gives its id() to another."""

    def inside(self, place: str, left: Any, right: Any) -> list[Part | Difference]:
        """Return what is to be compared inside two values, and what differs at once."""
        if left is right or self._is_seen(left, right):
            return []
        parts = self._parts(place, left, right)
        if parts is not None:
            return parts
        if identical(left, right) if self.on_the_wire else equal_graphs(left, right):
            return []
        words = _words(left), _words(right)
        if words[0] == words[1]:
            words = f"{words[0]} ({type(left).__name__})", f"{words[1]} ({type(right).__name__})"
        return [_difference(place, *words)]

    def _is_seen(self, left: Any, right: Any) -> bool:
        key = (id(left), id(right))
        if key in self._seen:
            return True
        self._seen[key] = left, right
        return False

    def _parts(self, place: str, left: Any, right: Any) -> list[Part | Difference] | None:
        """Return the parts of two branches of one kind; None where there is nothing to compare one by one."""
        if type(left) is not type(right):
            return None
        if is_instance(left):
            return self._members(place, left, right)
        if isinstance(left, dict):
            return self._entries(place, left, right)
        if isinstance(left, list | tuple | Pairs):
            return _items(place, left, right)
        if isinstance(left, AnyValue) and left.type == right.type:
            return [(f"{place}.value", left.value, right.value)]
        return None

    def _members(self, place: str, left: Any, right: Any) -> list[Part | Difference]:
        found: list[Part | Difference] = []
        present = state_of(left), state_of(right)
        for name in members_of(left):
            inner = f"{place}.{name}"
            values = getattr(left, name), getattr(right, name)
            is_same_presence = (name in present[0]) == (name in present[1])
            if is_same_presence:
                found.append((inner, *values))
            elif self.on_the_wire or not equal_graphs(*values):
                held = zip(values, present, strict=True)
                words = [_words(value) if name in state else ABSENT for value, state in held]
                found.append(_difference(inner, *words))
        kept = _kept(left), _kept(right)
        if self.on_the_wire and kept[0] != kept[1]:
            found.append(_difference(f"{place}, what no contract knows", *kept))
        return found

    def _entries(self, place: str, left: dict[Any, Any], right: dict[Any, Any]) -> list[Part | Difference]:
        found: list[Part | Difference] = []
        for key in [*left, *(key for key in right if key not in left)]:
            inner = f"{place}[{shown(repr(key))}]"
            if key in left and key in right:
                found.append((inner, left[key], right[key]))
            else:
                words = [_words(each[key]) if key in each else ABSENT for each in (left, right)]
                found.append(_difference(inner, *words))
        common = [[key for key in one if key in other] for one, other in ((left, right), (right, left))]
        if self.on_the_wire and common[0] != common[1]:
            found.append(_difference(f"{place}, the order of keys", *(shown(repr(keys)) for keys in common)))
        return found


def _items(place: str, left: Any, right: Any) -> list[Part | Difference]:
    if isinstance(left, Pairs):
        return _items(f"{place}.pairs", left.pairs, right.pairs)
    found: list[Part | Difference] = [
        (f"{place}[{index}]", one, other) for index, (one, other) in enumerate(zip(left, right, strict=False))
    ]
    both = min(len(left), len(right))
    found += [_difference(f"{place}[{i}]", _words(left[i]), ABSENT) for i in range(both, len(left))]
    found += [_difference(f"{place}[{i}]", ABSENT, _words(right[i])) for i in range(both, len(right))]
    return found


def _difference(place: str, left: str, right: str) -> Difference:
    return Difference(place.removeprefix(".").removeprefix(", "), left, right)


def _words(value: object) -> str:
    """Return a value in words: None is nil, and what is empty is said to be."""
    if value is None:
        return NIL
    is_empty = isinstance(value, str | bytes | list | dict) and not value
    return f"{value!r} (empty)" if is_empty else shown(repr(value))


def _kept(instance: Any) -> str:
    """Return the names of the elements and attributes that an instance keeps and its contract does not know."""
    wire = instance._wire  # noqa: SLF001 - a comparison looks at all there is
    if wire is None or not any(wire.extras):
        return "nothing"
    return shown(repr((wire.unknown, wire.attributes, wire.member_attributes)))
