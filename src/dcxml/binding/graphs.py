"""Walks over instances and what they hold, with a stack of their own: compare, show, copy, pickle.

A walk sees contract instances, lists, the values of dicts, the keys and values of `Pairs`, and `AnyValue`; anything
else is a leaf. Each of the four must end on 1,000 levels and on cycles, which Python's own recursive ones do not.
"""

from __future__ import annotations

import copy
import copyreg
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from attrs import frozen
from lxml import etree

from dcxml.binding.fragments import fragment_text, is_fragment, is_hollow, parse_fragment, same_fragment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.qname import QName

__all__ = [
    "AnyValue",
    "Pairs",
    "children_of",
    "copy_graph",
    "equal_graphs",
    "is_instance",
    "reduce_graph",
    "repr_graph",
    "state_of",
]

_WIRE: Final = "_wire"
_MOST_NESTED: Final = 100
"""How deep objects are pickled one inside the other, as Python does; deeper ones go as a flat table."""


@frozen(eq=False, repr=False)
class AnyValue:
    """The value of an ``xs:anyType`` that alone would not tell which ``type`` it was written as (``xsi:type``)."""

    value: Any
    type: QName

    def __eq__(self, other: object) -> bool:
        """Compare by value and type."""
        return equal_graphs(self, other) if isinstance(other, AnyValue) else NotImplemented

    def __hash__(self) -> int:
        """Hash by value and type, where the value can be."""
        return hash((self.value, self.type))

    def __repr__(self) -> str:
        """Show value and type."""
        return repr_graph(self)

    def __copy__(self) -> AnyValue:
        """Return another box of the same value."""
        return AnyValue(self.value, self.type)

    def __deepcopy__(self, memo: dict[int, Any]) -> AnyValue:
        """Return a box of a copied value."""
        copied: AnyValue = copy_graph(self, memo)
        return copied

    def __reduce_ex__(self, _protocol: object) -> tuple[Any, ...]:
        """Pickle by value and type."""
        return reduce_graph(self)


_K = TypeVar("_K")
_V = TypeVar("_V")


class Pairs(Generic[_K, _V]):
    """What a walk sees of a mapping whose keys are branches, too: its ``pairs`` of key and value, in order."""

    __slots__ = ("pairs",)
    pairs: list[tuple[_K, _V]]


def is_instance(value: object) -> bool:
    """Tell whether a value is an instance of a contract class or a `KeyValuePair`."""
    return hasattr(type(value), "__contract_members__")


def members_of(instance: object) -> tuple[str, ...]:
    """Return the Python names of an instance's members, inherited ones first."""
    return type(instance).__contract_members__  # type: ignore[attr-defined,no-any-return]  # left by the decorator


def state_of(instance: object) -> dict[str, Any]:
    """Return the members that are present, by their Python names."""
    state = {}
    for name in members_of(instance):
        try:
            state[name] = object.__getattribute__(instance, name)
        except AttributeError:
            continue
    return state


def equal_graphs(first: object, second: object) -> bool:
    """Tell whether two values are equal, absent members counting as what they read as."""
    # The pairs are kept, not just their ids: a default struct is made on reading and must not be freed meanwhile.
    seen: dict[tuple[int, int], tuple[object, object]] = {}
    waiting = [(first, second)]
    while waiting:
        left, right = waiting.pop()
        if left is right:
            continue
        pairs = _pairs(left, right)
        if pairs is None:
            if left != right and not (is_fragment(left) and is_fragment(right) and same_fragment(left, right)):
                return False
        elif pairs is _DIFFERENT:
            return False
        elif (id(left), id(right)) not in seen:
            seen[id(left), id(right)] = (left, right)
            waiting.extend(pairs)
    return True


_DIFFERENT: Final[list[tuple[Any, Any]]] = []


def _pairs(  # noqa: PLR0911 - one return for each kind of branch
    left: Any, right: Any
) -> list[tuple[Any, Any]] | None:
    """Return what has to be equal inside two values; None for leaves."""
    kind = type(left)
    if kind is not type(right):
        return _pairs_across(left, right)
    if is_instance(left) and getattr(kind, "__eq__", None) is contract_equals:
        return [(getattr(left, name), getattr(right, name)) for name in members_of(left)]
    if kind is list:
        return list(zip(left, right, strict=True)) if len(left) == len(right) else _DIFFERENT
    if kind is dict:
        return [(left[key], right[key]) for key in left] if left.keys() == right.keys() else _DIFFERENT
    if kind is AnyValue:
        return [(left.value, right.value), (left.type, right.type)]
    if issubclass(kind, Pairs):
        return _pairs_in_order(left, right)
    return None


def _pairs_in_order(left: Pairs[Any, Any], right: Pairs[Any, Any]) -> list[tuple[Any, Any]]:
    """Return the keys and values of two mappings, which are equal in the same order; 1 and True are two keys."""
    both = list(zip(left.pairs, right.pairs, strict=False))
    if len(left.pairs) != len(right.pairs) or any(type(one[0]) is not type(other[0]) for one, other in both):
        return _DIFFERENT
    return [part for one, other in both for part in zip(one, other, strict=True)]


def _pairs_across(left: Any, right: Any) -> list[tuple[Any, Any]] | None:
    """Return the values of a `Pairs` and a dict of the same keys in any order; None for anything else."""
    if isinstance(right, Pairs):
        left, right = right, left
    if not isinstance(left, Pairs) or not isinstance(right, dict):
        return None
    try:
        known = {key: (key, value) for key, value in left.pairs}
    except TypeError:  # a key that no dict has
        return _DIFFERENT
    if len(known) != len(left.pairs) or known.keys() != right.keys():
        return _DIFFERENT
    if any(type(known[key][0]) is not type(key) for key in right):
        return _DIFFERENT
    return [(known[key][1], value) for key, value in right.items()]


def contract_equals(self: Any, other: object) -> bool:
    """Compare two instances of one contract by the values of their members (the method of contract classes)."""
    return equal_graphs(self, other) if type(self) is type(other) else NotImplemented


def contract_repr(self: Any) -> str:
    """Show an instance with its members (the method of contract classes)."""
    return repr_graph(self)


@frozen
class _Text:
    text: str


@frozen(eq=False)
class _Closing:
    text: str
    value: object


def repr_graph(root: object) -> str:
    """Return the ``repr`` of a value; where it holds itself, ``...`` stands for it."""
    parts: list[str] = []
    opened: set[int] = set()
    waiting: list[Any] = [root]
    while waiting:
        item = waiting.pop()
        if type(item) is _Text:
            parts.append(item.text)
        elif type(item) is _Closing:
            parts.append(item.text)
            opened.discard(id(item.value))
        elif id(item) in opened:
            parts.append("...")
        else:
            pieces = _pieces(item)
            if pieces is None:
                parts.append(f"<{type(item).__name__} without XML>" if _is_hollow(item) else repr(item))
            else:
                opened.add(id(item))
                waiting.extend(reversed(pieces))
    return "".join(parts)


def _pieces(value: Any) -> list[Any] | None:
    """Return the texts and values that a ``repr`` is made of; None for leaves."""
    kind = type(value)
    if is_instance(value) and getattr(kind, "__repr__", None) is contract_repr:
        named = [(f"{name}=", getattr(value, name)) for name in members_of(value)]
        return _bracketed(f"{kind.__name__}(", named, ")", value=value)
    if kind is AnyValue:
        return _bracketed("AnyValue(", [("", value.value), ("type=", value.type)], ")", value=value)
    if kind is list:
        return _bracketed("[", [("", item) for item in value], "]", value=value)
    if kind is dict:
        return _bracketed("{", [(f"{key!r}: ", item) for key, item in value.items()], "}", value=value)
    if issubclass(kind, Pairs):
        return _shown_pairs(value)
    return None


def _shown_pairs(value: Pairs[Any, Any]) -> list[Any]:
    pieces: list[Any] = [_Text(f"{type(value).__name__}([")]
    for place, (key, item) in enumerate(value.pairs):
        pieces += [_Text(", (" if place else "("), key, _Text(", "), item, _Text(")")]
    return [*pieces, _Closing("])", value)]


def _bracketed(opening: str, items: list[tuple[str, Any]], closing: str, *, value: object) -> list[Any]:
    pieces: list[Any] = [_Text(opening)]
    for place, (label, item) in enumerate(items):
        pieces += [_Text(f", {label}" if place else label), item]
    return [*pieces, _Closing(closing, value)]


def children_of(value: Any) -> Iterator[Any]:
    """Yield what a value holds, present members only; nothing for leaves."""
    kind = type(value)
    if is_instance(value):
        yield from state_of(value).values()
    elif kind is list:
        yield from value
    elif kind is dict:
        yield from value.values()
    elif kind is AnyValue:
        yield value.value
    elif issubclass(kind, Pairs):
        for pair in value.pairs:
            yield from pair


def _is_hollow(value: object) -> bool:
    """Tell whether a value is an lxml element that can be neither shown nor copied, nor anything else."""
    return isinstance(value, etree._Element) and is_hollow(value)  # noqa: SLF001 - lxml's name for the class


def _is_branch(value: object) -> bool:
    return type(value) in (list, dict, AnyValue) or is_instance(value) or isinstance(value, Pairs)


def copy_graph(root: Any, memo: dict[int, Any]) -> Any:
    """Return a deep copy; ``memo`` is that of `copy.deepcopy`, which shares what is shared."""
    waiting: list[tuple[Any, Any]] = []

    def copied(value: Any) -> Any:
        if not _is_branch(value):
            return value if _is_hollow(value) else copy.deepcopy(value, memo)
        made = memo.get(id(value))
        if made is None:
            made = memo[id(value)] = _empty(type(value))
            waiting.append((value, made))
        return made

    result = copied(root)
    while waiting:
        value, made = waiting.pop()
        _fill(made, _contents(value, copied))
    return result


def _empty(kind: type) -> Any:
    return kind() if kind in (list, dict) else object.__new__(kind)


def _contents(value: Any, convert: Any) -> Any:
    """Return what `_fill` takes: a list of items or pairs, or a dict of entries or attributes."""
    if type(value) is list:
        return [convert(item) for item in value]
    if type(value) is dict:
        return {key: convert(item) for key, item in value.items()}
    if type(value) is AnyValue:
        return {"value": convert(value.value), "type": value.type}
    if isinstance(value, Pairs):
        return [(convert(key), convert(item)) for key, item in value.pairs]
    state = {name: convert(item) for name, item in state_of(value).items()}
    return {**state, _WIRE: convert(value._wire)}  # noqa: SLF001 - the slot is this room's


def _fill(made: Any, contents: Any) -> None:
    if type(made) is list:
        made.extend(contents)
    elif type(made) is dict:
        made.update(contents)
    elif isinstance(made, Pairs):
        made.pairs = contents
    else:
        for name, item in contents.items():
            object.__setattr__(made, name, item)


@frozen
class _FragmentText:
    """Stands for XML in a table: as text, for lxml's elements do not pickle."""

    text: str


@frozen
class _Reference:
    """Stands for a row of the table of a deep graph."""

    row: int


def reduce_graph(root: Any) -> tuple[Any, ...]:
    """Return what `pickle` needs: class and state, or a flat table.

    A table is for what a recursion cannot pickle: deep objects, and XML, which lxml does not pickle.
    """
    if not _needs_table(root):
        return (copyreg.__newobj__, (type(root),), _pickled_state(root))  # type: ignore[attr-defined]  # as object does
    places: dict[int, int] = {id(root): 0}
    waiting = [root]

    def referred(value: Any) -> Any:
        if is_fragment(value):
            return _FragmentText(fragment_text(value))
        if not _is_branch(value):
            return value
        if id(value) not in places:
            places[id(value)] = len(waiting)
            waiting.append(value)
        return _Reference(places[id(value)])

    rows = [(type(value), _contents(value, referred)) for value in waiting]  # grows while it is walked
    return (restore_graph, (rows,))


def _pickled_state(root: Any) -> Any:
    """Return what ``__setstate__`` takes, which a `Pairs` leaves to Python."""
    if isinstance(root, Pairs):
        return (None, {"pairs": root.pairs})
    if type(root) is AnyValue:
        return {"value": root.value, "type": root.type}
    return {**state_of(root), _WIRE: root._wire}  # noqa: SLF001 - the slot is this room's


def restore_graph(rows: list[tuple[type, Any]]) -> Any:
    """Return the object that the first row of a table describes."""
    made = [_empty(kind) for kind, _ in rows]

    def resolved(value: Any) -> Any:
        if type(value) is _FragmentText:
            return parse_fragment(value.text)
        return made[value.row] if type(value) is _Reference else value

    for target, (kind, contents) in zip(made, rows, strict=True):
        if kind is list:
            target.extend(map(resolved, contents))
        elif issubclass(kind, Pairs):
            _fill(target, [(resolved(key), resolved(item)) for key, item in contents])
        else:
            _fill(target, {name: resolved(item) for name, item in contents.items()})
    return made[0]


def _needs_table(root: object) -> bool:
    """Tell whether a depth-first walk, which is pickle's, meets XML or goes beyond what a recursion may."""
    seen = {id(root)}
    path = [children_of(root)]
    while path:
        if len(path) > _MOST_NESTED:
            return True
        child = next(path[-1], path)
        if child is path:
            path.pop()
        elif is_fragment(child):
            return True
        elif _is_branch(child) and id(child) not in seen:
            seen.add(id(child))
            path.append(children_of(child))
    return False
