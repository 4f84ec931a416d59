"""How instances of contracts behave: an absent member is an unset slot, and reads as .NET's default for its type.

Comparison, ``repr``, copying and pickling walk with a stack of their own, so neither 1,000 levels nor a cycle
through references ends in a RecursionError.
"""

from __future__ import annotations

import contextlib
from typing import Any, Final

from dcxml.binding.annotations import member_default
from dcxml.binding.enumerations import is_textless_zero
from dcxml.binding.graphs import (
    contract_equals,
    contract_repr,
    copy_graph,
    is_instance,
    members_of,
    reduce_graph,
    state_of,
)
from dcxml.binding.wire import WireState

__all__ = ["install", "is_absent", "set_absent"]

_WIRE: Final = "_wire"


def is_absent(instance: object, member: str) -> bool:
    """Tell whether a member is absent: it was not in the document, or was made so by `set_absent`.

    An absent member reads as .NET's default, and encoding leaves it out. The zero of an enumeration that has no
    text for it counts as absent, for it cannot be written.

    :raises AttributeError: where the object's contract has no such member.
    """
    _check_member(instance, member)
    try:
        value = object.__getattribute__(instance, member)
    except AttributeError:
        return True
    return is_textless_zero(value)


def set_absent(instance: object, member: str) -> None:
    """Make a member absent, as if the document had not had it; assigning makes it present again.

    So does ``del``, where the member is present.

    :raises AttributeError: where the object's contract has no such member.
    """
    _check_member(instance, member)
    with contextlib.suppress(AttributeError):
        delattr(instance, member)
    _note_absence(instance)


def _note_absence(instance: Any) -> None:
    wire = instance._wire  # noqa: SLF001 - the slot is this room's
    if wire is None:
        instance._wire = WireState(absent=True)  # noqa: SLF001
    else:
        wire.absent = True


def install(cls: type) -> None:
    """Give a class of contracts the behaviour described here, but for methods it defines itself."""
    for name, method in _METHODS.items():
        if name not in cls.__dict__ or (name == "__hash__" and cls.__dict__[name] is None):
            setattr(cls, name, method)


def _check_member(instance: object, member: str) -> None:
    if not is_instance(instance):
        reason = f"{type(instance).__name__!r} is not a data contract, so it has no members"
        raise AttributeError(reason, name=member, obj=instance)
    if member not in members_of(instance):
        raise _no_member(instance, member)


def _no_member(instance: object, member: str) -> AttributeError:
    known = ", ".join(members_of(instance)) or "none"
    reason = f"{type(instance).__name__!r} has no member {member!r}; its members: {known}"
    return AttributeError(reason, name=member, obj=instance)


def _get_absent(self: Any, name: str) -> Any:
    """Return .NET's default for a member whose slot is unset; reached for nothing else."""
    if name == _WIRE:
        return None
    if name not in members_of(self):
        raise _no_member(self, name)
    _note_absence(self)  # which ``del`` does not: a method for it would make each assignment take a detour, too
    return member_default(type(self), name)


def _set_state(self: Any, state: dict[str, Any]) -> None:
    for name, value in state.items():
        object.__setattr__(self, name, value)


def _copy(self: Any) -> Any:
    made = object.__new__(type(self))
    _set_state(made, state_of(self))
    wire = self._wire
    object.__setattr__(made, _WIRE, None if wire is None else wire.__copy__())
    return made


def _deepcopy(self: Any, memo: dict[int, Any]) -> Any:
    return copy_graph(self, memo)


def _reduce(self: Any, _protocol: object) -> tuple[Any, ...]:
    return reduce_graph(self)


_METHODS: Final[dict[str, Any]] = {
    "__getattr__": _get_absent,
    "__setstate__": _set_state,
    "__eq__": contract_equals,
    "__hash__": None,
    "__repr__": contract_repr,
    "__copy__": _copy,
    "__deepcopy__": _deepcopy,
    "__reduce_ex__": _reduce,
}
