"""A rule-based state machine of a contract: members set, made nil, left out, lists that grow; written and read again.

Subclass what `state_machine` returns to add rules of one's own; ``self.instance`` is the instance as it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from dcxml.binding.identity import identical
from dcxml.binding.objects import set_absent
from dcxml.codec.dialects import Dialect
from dcxml.contract import ClassDataContract, CollectionDataContract
from dcxml.errors import InvalidDataContractError
from dcxml.serializer import DataContractSerializer
from dcxml.strategies.drawing import DEPTH, Drawing, Where
from dcxml.strategies.finite import NEVER
from dcxml.strategies.objects import instances_of, plan_of
from dcxml.strategies.roots import annotation_of
from dcxml.strategies.slots import ABSENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hypothesis.strategies import SearchStrategy

    from dcxml.contract import DataContract, GlobalElement
    from dcxml.qname import QName
    from dcxml.strategies.plan import Plan
    from dcxml.strategies.slots import MemberSlot

__all__ = ["state_machine"]

_DIALECTS: Final = st.sampled_from(tuple(Dialect))


def state_machine(
    source: Any,
    root: QName | str | DataContract | GlobalElement | None = None,
    *,
    overrides: Mapping[Any, SearchStrategy[Any]] | None = None,
    known_types: Iterable[Any] = (),
) -> type[RuleBasedStateMachine]:
    """Return a state machine of the instances of a class; its ``TestCase`` is what pytest and unittest run.

    Its rules set a member, make one nil, leave one out, and append to a list; write, and read what was written. After
    each, what is written is read back identical. ``source`` and ``root`` are as in `instances`.

    :raises InvalidDataContractError: where nothing satisfies the contract, or it is no class with members.
    """
    annotation, known_types = annotation_of(source, root), tuple(known_types)
    plan = plan_of(annotation, overrides=overrides, known_types=known_types)
    plan = evolve(plan, root=evolve(plan.root, is_optional=False))  # of null there is nothing to set
    contract = plan.contracts[plan.root.name]
    if not isinstance(contract, ClassDataContract) or contract.is_iserializable:
        reason = "a state machine is of a class with members"
        raise InvalidDataContractError(reason, contract=contract.name.clark)
    members = plan.slots.members(contract, plan.root)
    name = f"StateMachineOf{plan.types[contract.name].__name__}"
    machine: Any = type(name, (_machine(plan, members),), {"__doc__": f"Instances of {contract.name.clark}."})
    machine.serializers = {
        dialect: DataContractSerializer(annotation, dialect=dialect, known_types=known_types) for dialect in Dialect
    }
    made: type[RuleBasedStateMachine] = machine
    return made


def _machine(plan: Plan, members: tuple[MemberSlot, ...]) -> Any:  # noqa: C901 - one class, and its rules
    values = [_values_of(plan, member) for member in members]
    known = plan.slots.known_inside(plan.types[plan.root.name], plan.known)
    settable = [at for at, member in enumerate(members) if plan.sizes.of(member, known) != NEVER]
    nillable = [at for at, member in enumerate(members) if member.is_optional and member.emit_default_value]
    omissible = [at for at, member in enumerate(members) if member.may_be_absent]
    lists = [at for at, member in enumerate(members) if _is_list(plan, member)]

    class Machine(RuleBasedStateMachine):
        serializers: Mapping[Dialect, DataContractSerializer[Any]]

        def __init__(self) -> None:
            super().__init__()
            self.instance: Any = None
            self.data: bytes | None = None

        @initialize(instance=instances_of(plan))
        def begin(self, instance: Any) -> None:
            """Begin with any instance, be it of a class derived from the one that was asked for."""
            self.instance = instance

        @precondition(lambda self: self.instance is not None and bool(settable))
        @rule(data=st.data())
        def set(self, data: st.DataObject) -> None:
            """Set a member to a value."""
            at = data.draw(st.sampled_from(settable), label="member")
            self._put(members[at], data.draw(values[at], label=members[at].attribute))

        @precondition(lambda self: self.instance is not None and bool(nillable))
        @rule(data=st.data())
        def nil(self, data: st.DataObject) -> None:
            """Make a member nil."""
            setattr(self.instance, members[data.draw(st.sampled_from(nillable))].attribute, None)

        @precondition(lambda self: self.instance is not None and bool(omissible))
        @rule(data=st.data())
        def absent(self, data: st.DataObject) -> None:
            """Leave a member out."""
            set_absent(self.instance, members[data.draw(st.sampled_from(omissible))].attribute)

        @precondition(lambda self: self.instance is not None and bool(lists))
        @rule(data=st.data())
        def append(self, data: st.DataObject) -> None:
            """Add the items of another list to a member's."""
            at = data.draw(st.sampled_from(lists))
            held, more = getattr(self.instance, members[at].attribute), data.draw(values[at])
            if not isinstance(held, list) or not isinstance(more, list):
                self._put(members[at], more)
            else:
                held.extend(more)

        @precondition(lambda self: self.instance is not None)
        @rule(dialect=_DIALECTS)
        def encode(self, dialect: Dialect) -> None:
            """Write the instance."""
            self.data = self.serializers[dialect].dumps(self.instance)

        @precondition(lambda self: self.data is not None)
        @rule()
        def decode(self) -> None:
            """Go on with what was written last."""
            if self.data is not None:
                self.instance = self.serializers[Dialect.XML_WRITER].loads(self.data)

        @invariant()
        def reads_back_identical(self) -> None:
            """Hold that what is written is read back identical, in either dialect."""
            if self.instance is None:
                return
            for serializer in self.serializers.values():
                again = serializer.loads(serializer.dumps(self.instance))
                assert identical(self.instance, again), f"{self.instance!r} was read back as {again!r}"  # noqa: S101 - this is a test

        def _put(self, member: MemberSlot, value: Any) -> None:
            if value is ABSENT:
                set_absent(self.instance, member.attribute)
            else:
                setattr(self.instance, member.attribute, value)

    return Machine


def _values_of(plan: Plan, member: MemberSlot) -> SearchStrategy[Any]:
    """Return the strategy of a member's values, `ABSENT` included."""
    cls = plan.types[plan.root.name]

    @st.composite
    def value(draw: st.DrawFn) -> Any:
        where = Where(DEPTH - 1, plan.slots.known_inside(cls, plan.known), plan.paths)
        return Drawing(plan, draw).member(member, where, cls)

    return value()


def _is_list(plan: Plan, member: MemberSlot) -> bool:
    contract = plan.contracts[member.name]
    is_bounded = isinstance(contract, CollectionDataContract) and contract.max_items is not None
    return isinstance(contract, CollectionDataContract) and not contract.is_dictionary and not is_bounded
