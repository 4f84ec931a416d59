"""Identity on the wire: equal values that no reader could tell apart, as `==` alone does not say.

``==`` holds ``1.0`` and ``1.00``, ``-0.0`` and ``0.0``, ``Z`` and ``+00:00``, an absent zero and a written one for
equal; here they differ. Not-a-number is identical to itself.
"""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from dcxml.binding.enumerations import is_textless_zero
from dcxml.binding.fragments import is_fragment, same_fragment
from dcxml.binding.graphs import AnyValue, Pairs, is_instance, state_of
from dcxml.binding.values import OneCharacter, OneOctet
from dcxml.lexical.table import PRIMITIVES
from dcxml.qname import XS, QName

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["identical"]


def identical(first: object, second: object) -> bool:
    """Tell whether two values are equal and indistinguishable on the wire.

    Types, absence, unknown elements and attributes, the order of dictionaries, scale, sign of zero, ticks and time
    zones count. A member that is absent is another than one that holds the default, be it written or left out. Ends
    on cycles and on graphs of any depth.
    """
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Any, Any]] = [(first, second)]
    while waiting:
        left, right = waiting.pop()
        if _kind(left) is not _kind(right):
            return False
        if left is right or (id(left), id(right)) in seen:
            continue
        parts = _parts(left), _parts(right)
        if parts[0] is None or parts[1] is None:
            if not _same_leaf(left, right):
                return False
            continue
        if len(parts[0]) != len(parts[1]) or _extras(left) != _extras(right):
            return False
        seen.add((id(left), id(right)))
        waiting.extend(zip(parts[0], parts[1], strict=True))
    return True


def _kind(value: object) -> type:
    """Return what a value is on the wire: an object of one character is a text, pairs are a dictionary as any other."""
    if isinstance(value, Pairs):
        return dict
    return str if type(value) is OneCharacter else bytes if type(value) is OneOctet else type(value)


def _parts(value: Any) -> list[Any] | None:
    """Return what has to be identical one by one; None for leaves."""
    if is_instance(value):
        written = {name: item for name, item in state_of(value).items() if not is_textless_zero(item)}
        return [*written, *written.values()]
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        return [*value, *value.values()]
    if isinstance(value, Pairs):
        return [*(key for key, _ in value.pairs), *(item for _, item in value.pairs)]
    if isinstance(value, AnyValue):
        return [value.type, value.value]
    return None


def _extras(value: Any) -> object:
    """Return what an instance keeps beside its members, in its order."""
    wire = value._wire if is_instance(value) else None  # noqa: SLF001 - the slot is this room's
    if wire is None:
        return ([], (), {})
    members = {name: attributes for name, attributes in wire.member_attributes.items() if attributes}
    return (wire.unknown, wire.attributes, members)


def _same_leaf(left: Any, right: Any) -> bool:
    for kind, is_same in _LEAVES.items():
        if isinstance(left, kind):
            return is_same(left, right)
    if is_fragment(left) and is_fragment(right):
        return same_fragment(left, right, to_the_letter=True)
    return type(left) is object or bool(left == right)


def _same_float(left: float, right: float) -> bool:
    if math.isnan(left) or math.isnan(right):
        return math.isnan(left) and math.isnan(right)
    return left == right and math.copysign(1, left) == math.copysign(1, right)


def _same_decimal(left: Decimal, right: Decimal) -> bool:
    # .NET writes no sign before a zero.
    return left.as_tuple()[1:] == right.as_tuple()[1:] and (left.is_signed() == right.is_signed() or left.is_zero())


def _same_text(name: str) -> Callable[[Any, Any], bool]:
    row = PRIMITIVES[QName(XS, name)]
    return lambda left, right: left == right and row.format(left) == row.format(right)


def _same_time(left: dt.datetime, right: dt.datetime) -> bool:
    """Compare the instant (or wall time) and the text, which tells ``Z`` from ``+00:00``."""
    return _same_text("dateTime")(left, right)


_LEAVES: Final[dict[type, Callable[[Any, Any], bool]]] = {
    float: _same_float,
    Decimal: _same_decimal,
    dt.datetime: _same_time,
}
