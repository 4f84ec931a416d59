"""Instances that are valid by construction: for XML Schema and for .NET, from classes, annotations or contracts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from dcxml.binding.annotations import take_apart
from dcxml.binding.introspect import describe
from dcxml.contract import ClassDataContract, CollectionDataContract
from dcxml.errors import InvalidDataContractError
from dcxml.strategies.drawing import HOW, Drawing
from dcxml.strategies.finite import NEVER, Sizes, recursive_contracts
from dcxml.strategies.leaf_values import LeafValues
from dcxml.strategies.overrides import overrides_of
from dcxml.strategies.plan import Plan
from dcxml.strategies.roots import annotation_of
from dcxml.strategies.slots import Slots, attributes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hypothesis.strategies import SearchStrategy

    from dcxml.binding.introspect import Described
    from dcxml.contract import DataContract, GlobalElement
    from dcxml.qname import QName

__all__ = ["instances", "instances_of", "plan_of"]


def instances(  # noqa: PLR0913 - one keyword for each choice
    source: Any,
    root: QName | str | DataContract | GlobalElement | None = None,
    *,
    overrides: Mapping[Any, SearchStrategy[Any]] | None = None,
    values: Mapping[QName, SearchStrategy[Any]] | None = None,
    known_types: Iterable[Any] = (),
    absent: bool = True,
    unknown: bool = False,
) -> SearchStrategy[Any]:
    """Return the strategy of valid instances of a contract class, an enumeration, an alias or a collection.

    ``source`` may be a contract set or a `Binding`, too, with the name (`QName` or Clark form) of a contract or global
    element of it. None is among the instances where the annotation says so (``Order | None``), and there alone.

    :param overrides: strategies of one's own, by a member's path (``"Parameter/RepeatModel/AllDays/Day/Name"``: names
        as on the wire) or by type (a class, an alias, a `QName`). What is overridden by its path is there in every
        instance, unless the strategy gives None or `ABSENT`. What they give is checked.
    :param values: the same by type, taken as it comes.
    :param known_types: what may stand where a base class or anyType is declared, as `DataContractSerializer` has it.
    :param absent: whether members may be absent that would be written; without, only those are that are not written
        where they have their default.
    :param unknown: whether objects may keep elements that no contract knows, as a reader keeps them. No schema allows
        them.
    :raises InvalidDataContractError: where nothing satisfies the contract; says why.
    :raises UnknownNameError: (a KeyError) for an override of what is not there.
    """
    annotation = annotation_of(source, root)
    return instances_of(
        plan_of(annotation, overrides=overrides, values=values, known_types=known_types, absent=absent, unknown=unknown)
    )


def plan_of(  # noqa: PLR0913 - what `instances` takes
    annotation: Any,
    *,
    overrides: Mapping[Any, SearchStrategy[Any]] | None = None,
    values: Mapping[QName, SearchStrategy[Any]] | None = None,
    known_types: Iterable[Any] = (),
    absent: bool = True,
    unknown: bool = False,
) -> Plan:
    """Return the plan of the instances of an annotation.

    :raises InvalidDataContractError: where there are none.
    :raises UnknownNameError: (a KeyError) for an override of what is not there.
    """
    known_types = tuple(known_types)
    described = describe(annotation, known_types=known_types)
    choices: dict[str, Any] = {"absent": absent, "unknown": unknown, "known_types": known_types}
    plan = _plan(annotation, described, overrides or {}, values or {}, **choices)
    if plan.sizes.of_contract(plan.root, plan.known) == NEVER:
        # An annotation may say that there is no null where there has to be one.
        plan = _plan(annotation, described, overrides or {}, values or {}, trusts_annotations=False, **choices)
    if plan.sizes.of_contract(plan.root, plan.known) == NEVER:
        reason = f"it has no finite instance: {plan.sizes.why(plan.root, plan.known)}"
        raise InvalidDataContractError(reason, contract=described.type.clark)
    plan.leaves.prepare(plan.sizes.reached())
    return plan


def instances_of(plan: Plan, how: SearchStrategy[str] = HOW) -> SearchStrategy[Any]:
    """Return the strategy of the instances of a plan; ``how`` an object of many members is drawn."""

    @st.composite
    def instance(draw: st.DrawFn) -> Any:
        return Drawing(plan, draw, how).instance()

    return instance()  # without the plan as an argument, which Hypothesis would show at length


def _plan(  # noqa: PLR0913 - what `instances` takes
    annotation: Any,
    described: Described,
    overrides: Mapping[Any, SearchStrategy[Any]],
    values: Mapping[QName, SearchStrategy[Any]],
    *,
    absent: bool,
    unknown: bool,
    known_types: tuple[Any, ...],
    trusts_annotations: bool = True,
) -> Plan:
    # Loading Hypothesis loads this package, and need not load the codec.
    from dcxml.codec.dictionary_keys import KeyIdentities  # noqa: PLC0415

    contracts, types = described.contracts, described.types
    slots = Slots(contracts, types, trusts_annotations)
    is_optional = take_apart(annotation).is_optional
    root = slots.of(annotation, described.type, is_nillable=is_optional, wire=described.type.name)
    by_type, paths = overrides_of(overrides, annotation, slots, root, known_types=known_types)
    values = {**values, **by_type}
    leaves = LeafValues(contracts, types, values)
    known = slots.names_of(known_types)
    if described.type in types:
        known |= slots.known_types(types[described.type])
    every_known = known.union(*(slots.known_types(cls) for cls in types.values()))
    return Plan(
        contracts=contracts,
        types=types,
        slots=slots,
        leaves=leaves,
        values=values,
        keys=KeyIdentities(contracts, types, lambda name: attributes_of(types[name]), contracts.is_reference),
        recursive=recursive_contracts(slots, every_known),
        branches=frozenset(
            each.name for each in contracts if isinstance(each, ClassDataContract | CollectionDataContract)
        ),
        sizes=Sizes(slots, leaves, values, every_known),
        full_sizes=Sizes(slots, leaves, values, every_known, is_full=True),
        root=root,
        known=known,
        paths=paths,
        absent=absent,
        unknown=unknown,
    )
