"""One instance being drawn: a few places are varied, and the others rest.

Drawing every leaf of a large contract takes its time, and what a test finds hardly ever needs more than two or three
of them. So each object of many members rests at its least value, or at one in which every member is there, and a few of
its members are drawn; over a run all of them are. Objects of few members are drawn whole.

A *resting* value is made without a choice, but for one, once in an instance: which members are there where an object is
full. Nearly all of them, and fewer as a failure shrinks; so its smallest example is the least instance with what the
failure needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import define, evolve, field, frozen
from hypothesis import reject
from hypothesis import strategies as st

from dcxml.binding.objects import set_absent
from dcxml.binding.pair_mapping import mapping_of
from dcxml.binding.values import AnyValue, KeyValuePair
from dcxml.codec.anything import natural_type
from dcxml.contract import ClassDataContract, CollectionDataContract, EnumDataContract
from dcxml.qname import XS, QName
from dcxml.strategies.defaults import empty_collection, is_default, with_different_uris
from dcxml.strategies.finite import NEVER
from dcxml.strategies.slots import ABSENT, ANY_TYPE
from dcxml.strategies.unknown_elements import unknown_state

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hypothesis.strategies import SearchStrategy

    from dcxml.strategies.overrides import PathNode
    from dcxml.strategies.plan import Plan
    from dcxml.strategies.slots import MemberSlot, Slot

__all__ = ["DEPTH", "HOW", "Drawing", "Where"]

_ANY_URI: Final = QName(XS, "anyURI")
_ITEMS: Final = 4
"""The most items of a collection."""
DEPTH: Final = 3
"""How many objects of contracts that may contain themselves stand within one another, where so few suffice."""
_FEW: Final = 8
"""A class of so many members is drawn whole."""
_VARIED: Final = 8
"""The most members of a larger class that are drawn, where it is not drawn whole."""
_DRAWN: Final = 48
"""After so many places that were drawn, the others rest."""
_ROOM: Final = 400
"""So many places a resting value has at the most, but for those that it needs."""
_TRIES: Final = 10

HOW: Final[SearchStrategy[str]] = st.sampled_from(("least",) * 16 + ("full",) * 15 + ("whole",))
"""How an object of many members is drawn: a few of them, the others at rest (least or full); or all."""
_MORE: Final = st.sampled_from((False, *(True,) * 5))
_MORE_ITEMS: Final = st.sampled_from((False, True, True))
_EITHER: Final = st.booleans()
_SELDOM: Final = st.sampled_from((False, False, False, True))
_PRESENCE: Final[Mapping[tuple[bool, bool], SearchStrategy[str]]] = {
    (True, True): st.sampled_from(("absent", "nil", "value", "value", "value", "value")),
    (True, False): st.sampled_from(("absent", "value", "value", "value")),
    (False, True): st.sampled_from(("nil", "value", "value", "value", "value")),
}
_PRESENCE_OF_MUCH: Final[Mapping[tuple[bool, bool], SearchStrategy[str]]] = {
    (True, True): st.sampled_from(("absent", "nil", *("value",) * 14)),
    (True, False): st.sampled_from(("absent", *("value",) * 15)),
    (False, True): st.sampled_from(("nil", *("value",) * 15)),
}
"""Of what holds so much that hardly anything is left to test without it."""


@frozen
class Where:
    """Where a value is drawn: how often recursion may still be entered, what is known, and the paths overridden."""

    depth: int
    known: frozenset[QName]
    paths: PathNode | None
    is_key: bool = False

    def at(self, wire: str) -> Where:
        """Return the same a step further along the paths."""
        inner = None if self.paths is None else self.paths.inner.get(wire)
        return self if inner is self.paths else evolve(self, paths=inner)


@define(eq=False)
class Drawing:
    """One instance; ``draw`` makes the choices."""

    plan: Plan
    draw: st.DrawFn
    how: SearchStrategy[str] = HOW
    left: int = _DRAWN
    room: int = _ROOM
    shared: list[tuple[QName, Any]] = field(factory=list)
    kept: bytes = b""

    def instance(self) -> Any:
        """Return an instance of the root."""
        plan = self.plan
        where = Where(DEPTH, plan.known, plan.paths)
        if plan.paths is not None and plan.paths.strategy is not None:
            return self.draw(plan.paths.strategy)
        forced = plan.paths is not None and plan.paths.forces
        if plan.root.is_optional and not forced and self.draw(_PRESENCE[False, True]) == "nil":
            return None
        return self._drawn(plan.root, where)

    def member(self, member: MemberSlot, where: Where, cls: type) -> Any:
        """Return the value of one member of a class, or `ABSENT`."""
        return self._member(member, where.at(member.wire), cls)

    def _drawn(self, slot: Slot, where: Where) -> Any:
        """Return a value of a place that is not null."""
        self.left -= 1
        name = slot.name
        if name in self.plan.values:
            return self.draw(self.plan.values[name])
        contract = self.plan.contracts[name]
        if name == ANY_TYPE:
            return self._anything(where)
        if not isinstance(contract, ClassDataContract | CollectionDataContract):
            return self.draw(self.plan.leaves.strategy(name))
        if name in self.plan.recursive:
            where = evolve(where, depth=where.depth - 1)
        if self.left <= 0 or where.depth < 0:
            return self._resting(slot, where, is_full=False)
        if isinstance(contract, CollectionDataContract):
            return self._collection(contract, slot, where)
        return self._object(slot, where)

    def _anything(self, where: Where) -> Any:
        """Return a value of an xs:anyType: any built-in one, or one of the types that are known here."""
        known = sorted(name for name in where.known if self._is_finite(self._slot(name), where))
        if not known or where.depth <= 0 or self.draw(_EITHER):
            return self.draw(self.plan.leaves.strategy(ANY_TYPE))
        name = self.draw(st.sampled_from(known))
        value = self._drawn(self._slot(name), evolve(where, depth=where.depth - 1, paths=None))
        contract = self.plan.contracts[name]
        alone = isinstance(contract, ClassDataContract | EnumDataContract) and not isinstance(value, KeyValuePair)
        is_own = alone and self.plan.types.get(name) is not type(value)
        return value if alone or is_own or natural_type(value) == name else AnyValue(value, name)

    def _slot(self, name: QName) -> Slot:
        return self.plan.slots.of(self.plan.types.get(name), name, is_nillable=False)

    def _object(self, slot: Slot, where: Where) -> Any:
        names = self.plan.derived(slot.name, where.known)
        shared = self._shared(names) if self.shared and not where.is_key else []
        is_shared: bool = bool(shared) and self.draw(_SELDOM)
        if is_shared:
            return self.draw(st.sampled_from(range(len(shared))).map(shared.__getitem__))
        finite = [each for each in names if self._is_finite(self._own(each, slot), where)]
        name = self.draw(st.sampled_from(finite)) if len(finite) > 1 else finite[0]
        contract = self.plan.contracts[name]
        assert isinstance(contract, ClassDataContract)  # noqa: S101 - derived from a class
        cls = self.plan.types[name]
        if contract.is_iserializable:
            return cls(entries=self.draw(self.plan.leaves.entries))
        made = self._new(cls, contract, where)
        members = self.plan.slots.members(contract, self._own(name, slot))
        self._fill(made, cls, members, evolve(where, known=self.plan.slots.known_inside(cls, where.known)))
        return made

    def _own(self, name: QName, slot: Slot) -> Slot:
        """Return a place itself, or that of a class derived from the one declared there."""
        return slot if name == slot.name else self._slot(name)

    def _is_finite(self, slot: Slot, where: Where) -> bool:
        """Tell whether a place has a value that is not null."""
        return self.plan.sizes.of_contract(slot, where.known) != NEVER

    def _new(self, cls: type, contract: ClassDataContract, where: Where) -> Any:
        made: Any = object.__new__(cls)
        if self.plan.contracts.is_reference(contract) and not where.is_key:
            self.shared.append((contract.name, made))
        return made

    def _shared(self, names: list[QName]) -> list[Any]:
        return [made for name, made in self.shared if name in names]

    def _fill(self, made: Any, cls: type, members: tuple[MemberSlot, ...], where: Where) -> None:
        is_large = len(members) > _FEW
        how = self.draw(self.how) if is_large else "whole"
        places = self.plan.places(members)
        order: Sequence[int] = range(len(members))
        if is_large and how == "whole":  # not all of them may have their turn: not always those in front
            first = self.draw(places)
            order = (*order[first:], *order[:first])
        elif not is_large and self.plan.recursive:  # what has no end uses up all that can be drawn: the rest goes first
            order = sorted(order, key=lambda at: self._has_members(members[at]))
        waiting = {at: members[at] for at in order}
        varied = list(waiting) if how == "whole" else []
        while how != "whole" and len(varied) < _VARIED and self.left > 0 and self.draw(_MORE):
            at = self.draw(places)
            if at in waiting and at not in varied:
                varied.append(at)
                self._put(made, cls, waiting.pop(at), where, is_varied=True, is_full=False)
        for at, member in waiting.items():
            self._put(made, cls, member, where, is_varied=at in varied, is_full=how == "full")
        if self.plan.unknown and cls is not KeyValuePair and self.draw(_SELDOM):
            made._wire = unknown_state(self.draw, made, [each.attribute for each in members])  # noqa: SLF001 - as the codec leaves it

    def _has_members(self, member: MemberSlot) -> bool:
        return isinstance(self.plan.contracts[member.name], ClassDataContract | CollectionDataContract)

    def _put(  # noqa: PLR0913 - a member and how it is made
        self, made: Any, cls: type, member: MemberSlot, where: Where, *, is_varied: bool, is_full: bool
    ) -> None:
        inner = where.at(member.wire)
        if inner.paths is not None or (is_varied and self.left > 0):
            value = self._member(member, inner, cls)
        else:
            value = self._resting_member(member, inner, cls, is_full=is_full)
        if value is ABSENT:
            set_absent(made, member.attribute)
        else:
            setattr(made, member.attribute, value)

    def _member(self, member: MemberSlot, where: Where, cls: type) -> Any:
        """Return the value of a member, or `ABSENT` where it is left out."""
        node = where.paths
        if node is not None and node.strategy is not None:
            return self.draw(node.strategy)
        if member.is_seen_as_nil_only:  # nothing but nil is known to be valid there
            return ABSENT if member.may_be_absent and self.plan.absent and self.draw(_EITHER) else None
        is_endless = not self._is_finite(member, where)
        may_be_absent = member.may_be_absent and (self.plan.absent or is_endless)
        may_be_nil = member.is_optional
        if node is not None and node.forces:
            may_be_absent = may_be_nil = False
        if is_endless:
            return ABSENT if may_be_absent else None
        chances = _PRESENCE_OF_MUCH if self.plan.holds_much(member) else _PRESENCE
        choice = chances.get((may_be_absent, may_be_nil))
        chosen = "value" if choice is None else self.draw(choice)
        if chosen == "value":
            return self._written(member, cls, where)
        return ABSENT if chosen == "absent" else self._unless_default(None, member, cls, where)

    def _written(self, member: MemberSlot, cls: type, where: Where) -> Any:
        """Return a value that is written: a member that is not written where it has its default is then absent."""
        value = self._drawn(member, where)
        for _ in range(_TRIES if member.is_required and not member.emit_default_value else 0):
            if not is_default(value, member.default(cls)):
                break
            value = self._drawn(member, where)
        return self._unless_default(value, member, cls, where)

    def _unless_default(self, value: Any, member: MemberSlot, cls: type, where: Where) -> Any:
        if member.emit_default_value or not is_default(value, member.default(cls)):
            return value
        if not member.is_required:
            return ABSENT
        return self._other_than_default(member, cls, where)

    def _other_than_default(self, member: MemberSlot, cls: type, where: Where) -> Any:
        """Return the simplest value of a member that must be written and is not where it has its default."""
        default = member.default(cls)
        for value in self._others(member, where):
            if not is_default(value, default):
                return value
        return reject()  # all that an override gave

    def _others(self, member: MemberSlot, where: Where) -> Iterator[Any]:
        """Yield values of a member, the simplest first: one at the least is not .NET's default."""
        name = member.name
        simplest = self._resting(member, Where(0, where.known, None), is_full=False)
        yield simplest
        if name in self.plan.values:
            return
        contract = self.plan.contracts[name]
        if not isinstance(contract, ClassDataContract):
            yield from self.plan.leaves.few(name)
            return
        cls = self.plan.types[name]
        inside = evolve(where, known=self.plan.slots.known_inside(cls, where.known))
        for each in self.plan.slots.members(contract, member):
            if self.plan.sizes.has_others(each) and self._is_finite(each, inside):
                setattr(simplest, each.attribute, self._other_than_default(each, cls, inside))
                yield simplest

    def _collection(self, contract: CollectionDataContract, slot: Slot, where: Where) -> Any:
        parts = self.plan.slots.parts(contract, slot)
        if any(self.plan.sizes.of(part, where.known) == NEVER for part in parts):
            return empty_collection(contract)
        usual = max(_ITEMS if where.depth >= DEPTH else _ITEMS // 2, contract.min_items)
        most = usual if contract.max_items is None else min(usual, contract.max_items)
        items: list[Any] = []
        inner = where.at(contract.item_name)
        while len(items) < most and (len(items) < contract.min_items or self.draw(_MORE_ITEMS)):
            items.append(self._entry(parts, inner) if contract.is_dictionary else self._held(parts[0], inner))
        return self._mapping(contract, items) if contract.is_dictionary else items

    def _entry(self, parts: tuple[Slot, ...], where: Where) -> tuple[Any, Any]:
        key, value = parts
        own = self._held(key, evolve(where.at(key.wire), is_key=True))
        return own, self._held(value, where.at(value.wire))

    def _held(self, slot: Slot, where: Where) -> Any:
        """Return an item, a key or a value, which may be null."""
        if where.paths is not None and where.paths.strategy is not None:
            return self.draw(where.paths.strategy)
        forced = where.paths is not None and where.paths.forces
        if slot.is_optional and not forced and self.draw(_PRESENCE[False, True]) == "nil":
            return None
        return self._drawn(slot, where) if self._is_finite(slot, where) else None

    def _mapping(self, contract: CollectionDataContract, pairs: list[tuple[Any, Any]]) -> Mapping[Any, Any]:
        assert contract.key is not None  # noqa: S101 - it is a dictionary
        name = contract.key.type
        made = with_different_uris(pairs) if name == _ANY_URI else mapping_of(self.plan.keys.new(name, pairs))
        return made if len(made) >= contract.min_items else reject()

    def _resting(self, slot: Slot, where: Where, *, is_full: bool) -> Any:
        """Return a value of a place that is not null, without a choice but for what is overridden."""
        self.room -= 1
        name = slot.name
        if name in self.plan.values:
            return self.draw(self.plan.values[name])
        contract = self.plan.contracts[name]
        if isinstance(contract, CollectionDataContract):
            return self._resting_collection(contract, slot, where, is_full=is_full)
        if isinstance(contract, ClassDataContract):
            return self._resting_object(slot, where, is_full=is_full)
        return self.plan.leaves.simplest(name)

    def _resting_object(self, slot: Slot, where: Where, *, is_full: bool) -> Any:
        own = self._least(slot, where)
        contract = self.plan.contracts[own.name]
        assert isinstance(contract, ClassDataContract)  # noqa: S101 - derived from a class
        cls = self.plan.types[own.name]
        if contract.is_iserializable:
            return cls(entries={})
        made = object.__new__(cls)
        inside = self._inside_resting(own, where)
        for member in self.plan.slots.members(contract, own):
            # What may contain itself is full once, but for what is in it.
            is_rich = is_full and self.room > 0 and (inside.depth >= 0 or member.name not in self.plan.branches)
            self._put(made, cls, member, inside, is_varied=False, is_full=is_rich)
        return made

    def _least(self, slot: Slot, where: Where) -> Slot:
        """Return the place of the class whose instance is the least that a place may hold."""
        places = [self._own(name, slot) for name in self.plan.derived(slot.name, where.known)]
        return min(places, key=lambda each: (self.plan.sizes.of_contract(each, where.known), each is not slot))

    def _inside_resting(self, slot: Slot, where: Where) -> Where:
        depth = min(where.depth, 0) - 1 if slot.name in self.plan.recursive else where.depth
        return evolve(where, depth=depth, known=self.plan.slots.known_inside(self.plan.types[slot.name], where.known))

    def _is_kept(self, member: MemberSlot) -> bool:
        """Tell whether a member of a full object is there: an octet of each says so, and is hardly ever drawn as 0."""
        self.kept = self.kept or self.draw(self.plan.kept)
        return self.kept[member.number % len(self.kept)] > 0

    def _resting_member(self, member: MemberSlot, where: Where, cls: type, *, is_full: bool) -> Any:
        if member.is_seen_as_nil_only:
            return ABSENT if member.may_be_absent and self.plan.absent else None
        is_full = is_full and self._is_kept(member)
        is_endless = not self._is_finite(member, where)
        is_kept = is_full or not self.plan.absent
        if member.may_be_absent and (is_endless or not is_kept):
            return ABSENT
        if member.may_be_absent and not is_full and self.plan.full_sizes.of(member, where.known) == NEVER:
            return ABSENT  # without absence it would be there, and that has no end
        if member.is_optional and (is_endless or not is_full):
            return self._unless_default(None, member, cls, where)
        return self._unless_default(self._resting(member, where, is_full=is_full), member, cls, where)

    def _resting_collection(self, contract: CollectionDataContract, slot: Slot, where: Where, *, is_full: bool) -> Any:
        parts = self.plan.slots.parts(contract, slot)
        count = contract.min_items
        if is_full and self.room > 0 and all(self._is_finite(part, where) for part in parts):
            count = max(count, 1)
        if not count:
            return empty_collection(contract)
        inner = where.at(contract.item_name)
        if not contract.is_dictionary:
            return [self._resting_held(parts[0], inner, is_full=is_full) for _ in range(count)]
        if count == 1:
            held = (self._resting_held(each, inner.at(each.wire), is_full=is_full) for each in parts)
            return self._mapping(contract, [tuple(held)])
        return self._mapping(contract, [self._entry(parts, inner) for _ in range(count)])

    def _resting_held(self, slot: Slot, where: Where, *, is_full: bool) -> Any:
        is_null = slot.is_optional and (not is_full or not self._is_finite(slot, where))
        return None if is_null else self._resting(slot, where, is_full=is_full)
