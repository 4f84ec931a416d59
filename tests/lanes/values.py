"""Values that a member may have been set to, allowed or not, in the objects of a value."""

from __future__ import annotations

import math
from contextlib import suppress
from copy import copy
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import attrs

import dcxml

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

__all__ = ["altered", "objects_in"]


class _Text(str):
    """A text of a class of its own."""

    __slots__ = ()


class _Number(int):
    """A number of a class of its own."""


_VALUES: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, 1, -1, 127, 128, 255, 256, 2**31 - 1, 2**31, -(2**31), 2**63, 2**64, _Number(5)),
    *(0.0, -0.0, 1.5, 1e300, 5e-324, math.inf, -math.inf, math.nan, Decimal("1.50"), Decimal("NaN"), Decimal(2) ** 96),
    *("", " ", "a", "<&>\"'", "]]>", "a\r\nb", "\t", "\x01", "\x85", "\ud800", "\ufffe", "\U0001f600", "é", _Text("t")),
    *(b"", b"\0\xff", bytearray(b"x"), UUID(int=0), UUID(int=2**128 - 1), dcxml.Duration(seconds=1), dcxml.Duration()),
    *(
        dcxml.DateTime(1, 1, 1),
        dcxml.DateTime(9999, 12, 31, 23, 59, 59),
        [],
        {},
        (),
        [None],
        [1],
        {"a": 1},
        {1: None},
        object(),
    ),
)


_OBJECT: Final = 0.3
"""How often a place is given an object."""
_SHARED: Final = 0.3
"""How often that is one that stands elsewhere in the value."""
_STOP: Final = 0.15
"""How often a walk into a value ends where there is more in it."""


def altered(value: Any, random: Random, objects: Sequence[Any] = (), most: int = 2) -> None:
    """Set one member of an object in the value, or a few, to anything, or take it away; or change a collection.

    ``objects`` are some more that a member may be set to, as it may to one that stands elsewhere in the value.
    """
    for _ in range(random.randint(1, most)):
        change = _change_somewhere(value, random)
        if change is not None:
            change(random, objects_in(value) if random.random() < _SHARED else objects)


def objects_in(value: Any) -> list[Any]:
    """Return the objects of contracts in a value, each once."""
    found: dict[int, Any] = {}
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if hasattr(each, "_wire"):
            if id(each) not in found:
                found[id(each)] = each
                waiting.extend(getattr(each, name) for name in _names(each.__class__))
        elif isinstance(each, list | dict):
            waiting.extend(each if isinstance(each, list) else each.values())
    return [*found.values()]


def _change_somewhere(value: Any, random: Random) -> Callable[[Random, Sequence[Any]], None] | None:
    """Return what changes a place in a value: walk in at random, and stop at random or where there is nothing in it."""
    change: Callable[[Random, Sequence[Any]], None] | None = None
    while True:
        if hasattr(value, "_wire"):  # an object of a contract
            names = _names(value.__class__)
            if not names:
                return change
            change = _Member(value, random.choice(names))
            inner = getattr(value, change.name)
        elif isinstance(value, list | dict):
            change = _Item(value) if isinstance(value, list) else _Entry(value)
            items = value if isinstance(value, list) else [*value.values()]
            inner = random.choice(items) if items else None
        else:
            return change
        if random.random() < _STOP:
            return change
        value = inner


@cache
def _names(cls: type) -> list[str]:
    return [each.name for each in attrs.fields(cls) if each.init]


def _anything(random: Random, objects: Sequence[Any]) -> Any:
    """Return anything, or one of the objects."""
    if objects and random.random() < _OBJECT:
        return random.choice(objects)
    return copy(random.choice(_VALUES))


def _like(value: Any, random: Random, objects: Sequence[Any]) -> Any:
    """Return anything; as often as not of the class that the value has."""
    of_class = [each for each in _VALUES if each.__class__ is value.__class__]
    return copy(random.choice(of_class)) if of_class and random.random() < 0.5 else _anything(random, objects)


@attrs.frozen(eq=False)
class _Member:
    owner: Any
    name: str

    def __call__(self, random: Random, objects: Sequence[Any]) -> None:
        """Set the member to anything, or make it absent."""
        what = random.random()
        if what < 0.1:
            dcxml.set_absent(self.owner, self.name)
        elif what < 0.15:
            with suppress(AttributeError):  # where it is absent already
                delattr(self.owner, self.name)
        else:
            setattr(self.owner, self.name, _like(getattr(self.owner, self.name), random, objects))


@attrs.frozen(eq=False)
class _Item:
    owner: list[Any]

    def __call__(self, random: Random, objects: Sequence[Any]) -> None:
        """Set or add an item."""
        at = random.randint(0, len(self.owner))
        self.owner[at : at + random.randint(0, 1)] = [_anything(random, objects)]


@attrs.frozen(eq=False)
class _Entry:
    owner: dict[Any, Any]

    def __call__(self, random: Random, objects: Sequence[Any]) -> None:
        """Set an entry."""
        key = random.choice([*self.owner, *(each for each in _VALUES if each.__hash__ is not None)])
        self.owner[key] = _anything(random, objects)
