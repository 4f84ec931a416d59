"""Instances made without chance: the least, a full one, one in which everything is nil that may be, one that shares."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, Final, cast
from uuid import UUID

from attrs import define, evolve, field, frozen

from dcxml.binding.graphs import state_of
from dcxml.qname import SERIALIZATION, XS, QName
from dcxml.strategies.drawing import DEPTH, Drawing, Where
from dcxml.strategies.overrides import PathNode
from dcxml.strategies.slots import ABSENT, ANY_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dcxml.binding.wire import WireState
    from dcxml.contract import ClassDataContract
    from dcxml.strategies.plan import Plan
    from dcxml.strategies.slots import MemberSlot, Slot

__all__ = ["InstancesWith", "fixed_instances"]

_ROOM: Final = 2_000
_TELLING: Final[Mapping[QName, Any]] = {
    QName(XS, "string"): "text",
    QName(XS, "anyURI"): "http://a.example/b",
    QName(XS, "base64Binary"): b"\x01\x02\x03",
    QName(SERIALIZATION, "guid"): UUID("66d630dd-753e-4a94-92d0-617692d98ce5"),
    ANY_TYPE: 5,
}
"""Values with more to mutate than the simplest ones have."""


def fixed_instances(plan: Plan) -> Iterator[tuple[str, Any]]:
    """Yield instances in which all kinds of places are: full, with nil, with shared objects, the least; by name."""
    yield "full", _Fixed(plan, cast("Any", _resolve), room=_ROOM).made(is_full=True)
    yield "nil", _Nil(plan, cast("Any", _resolve), room=_ROOM).made(is_full=True)
    if any(plan.contracts.is_reference(contract) for contract in plan.contracts):
        yield "shared", _Sharing(plan, cast("Any", _resolve), room=_ROOM).made(is_full=True)
    yield "least", _Fixed(plan, cast("Any", _resolve), room=_ROOM).made(is_full=False)


@frozen(eq=False)
class _Least:
    """A least instance, of which there may be many that share what is in it: of a large class hardly anything."""

    type: type
    members: Mapping[str, Any]
    wire: WireState | None

    @classmethod
    def of(cls, instance: Any) -> _Least:
        """Keep what an instance has."""
        return cls(type(instance), state_of(instance), instance._wire)  # noqa: SLF001 - as the codec leaves it

    def again(self) -> Any:
        """Return another one."""
        made: Any = object.__new__(self.type)
        for name, value in self.members.items():
            setattr(made, name, value)
        made._wire = None if self.wire is None else copy(self.wire)  # noqa: SLF001 - as above
        return made


@define(eq=False)
class InstancesWith:
    """Full instances of a plan, each with a value at the places of a path; with ``is_lean`` they have little else."""

    plan: Plan
    is_lean: bool
    _least: dict[tuple[int, frozenset[QName]], _Least] = field(factory=dict)

    def of(self, path: tuple[str, ...], value: Any) -> Any:
        """Return the one with a value (None, `ABSENT`) at a path."""
        top = node = PathNode()
        for step in path:
            node.forces = True
            node.inner[step] = node = PathNode()
        node.strategy = cast("Any", _Pinned(value))
        plan, draw = evolve(self.plan, paths=top), cast("Any", _resolve)
        drawing = _Lean(plan, draw, room=_ROOM, least=self._least) if self.is_lean else _Fixed(plan, draw, room=_ROOM)
        return drawing.made(is_full=True)


@frozen(eq=False)
class _Pinned:
    """Stands in a tree of paths for a strategy: the one value."""

    value: Any


def _resolve(strategy: Any) -> Any:
    if isinstance(strategy, _Pinned):
        return strategy.value
    raise AssertionError(f"{strategy!r} was drawn where nothing is")  # pragma: no cover - resting draws nothing


@define(eq=False)
class _Fixed(Drawing):
    """A resting value as an instance."""

    def made(self, *, is_full: bool) -> Any:
        """Return it."""
        where = Where(DEPTH, self.plan.known, self.plan.paths)
        node = self.plan.paths
        if node is not None and node.strategy is not None:
            return self.draw(node.strategy)
        return self._resting(self.plan.root, where, is_full=is_full)

    def _is_kept(self, _member: MemberSlot) -> bool:
        return True

    def _resting(self, slot: Slot, where: Where, *, is_full: bool) -> Any:
        if is_full and slot.name in _TELLING and slot.name not in self.plan.values:
            return _TELLING[slot.name]
        return super()._resting(slot, where, is_full=is_full)

    def _member(self, member: MemberSlot, where: Where, cls: type) -> Any:
        """Return what is pinned, or the full value around it."""
        node = where.paths
        if node is not None and node.strategy is not None:
            value = self.draw(node.strategy)
            is_taken = value is ABSENT or member.is_never_default  # such a default cannot be written
            return value if is_taken else self._unless_default(value, member, cls, where)
        return self._unless_default(self._resting(member, where, is_full=True), member, cls, where)

    def _resting_held(self, slot: Slot, where: Where, *, is_full: bool) -> Any:
        if where.paths is not None and where.paths.strategy is not None:
            return self.draw(where.paths.strategy)
        return super()._resting_held(slot, where, is_full=is_full)


@define(eq=False)
class _Lean(_Fixed):
    """A value that is full along a path, and the least beside it: what a class has in that is made once."""

    least: dict[tuple[int, frozenset[QName]], _Least] = field(factory=dict)
    """By place (each is made once) and what is known there."""

    def _resting_object(self, slot: Slot, where: Where, *, is_full: bool) -> Any:
        own = self._least(slot, where)
        contract = cast("ClassDataContract", self.plan.contracts[own.name])
        if where.paths is None or contract.is_iserializable:
            return super()._resting_object(slot, where, is_full=is_full)
        key = (id(slot), where.known)
        if key not in self.least:
            self.least[key] = _Least.of(super()._resting_object(slot, evolve(where, paths=None), is_full=False))
        made = self.least[key].again()
        inside = self._inside_resting(own, where)
        for member in self.plan.slots.members(contract, own):
            if member.wire in where.paths.inner:
                self._put(made, type(made), member, inside, is_varied=False, is_full=True)
        return made

    def _resting_member(self, member: MemberSlot, where: Where, cls: type, *, is_full: bool) -> Any:
        del is_full
        return super()._resting_member(member, where, cls, is_full=False)


@define(eq=False)
class _Nil(_Fixed):
    """A full value, but what may be nil and holds no others is."""

    def _resting_member(self, member: MemberSlot, where: Where, cls: type, *, is_full: bool) -> Any:
        if member.is_optional and is_full and member.name not in self.plan.branches:
            return self._unless_default(None, member, cls, where)
        return super()._resting_member(member, where, cls, is_full=is_full)

    def _resting_held(self, slot: Slot, where: Where, *, is_full: bool) -> Any:
        if slot.is_optional and slot.name not in self.plan.branches:
            return None
        return super()._resting_held(slot, where, is_full=is_full)


@define(eq=False)
class _Sharing(_Fixed):
    """A full value in which objects that have an identity stand in all places of their class."""

    def _resting_object(self, slot: Slot, where: Where, *, is_full: bool) -> Any:
        held = self._shared([slot.name]) if not where.is_key else []
        if held:
            return held[0]
        made = super()._resting_object(slot, where, is_full=is_full)
        contract = self.plan.contracts[slot.name]
        if self.plan.contracts.is_reference(cast("ClassDataContract", contract)) and not where.is_key:
            self.shared.append((slot.name, made))
        return made
