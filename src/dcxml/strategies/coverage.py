"""Every boundary and every mutation of a contract once, without chance: what a test takes as its parameters."""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from dcxml.binding.introspect import describe
from dcxml.contract import ClassDataContract, CollectionDataContract
from dcxml.errors import EncodeError
from dcxml.serializer import DataContractSerializer
from dcxml.strategies.finite import NEVER
from dcxml.strategies.fixed import InstancesWith, fixed_instances
from dcxml.strategies.mutations.applying import is_as_labelled, may_be_applied, mutated
from dcxml.strategies.mutations.catalogue import MUTATIONS
from dcxml.strategies.mutations.model import AppliedMutation, Case, Change, Effect, Label, Mutation
from dcxml.strategies.mutations.places import places_of
from dcxml.strategies.objects import plan_of
from dcxml.strategies.overrides import inside
from dcxml.strategies.roots import annotation_of
from dcxml.strategies.slots import ABSENT, MemberSlot
from dcxml.xmlio import parse_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dcxml.contract import DataContract, DataContractSet, GlobalElement
    from dcxml.qname import QName
    from dcxml.strategies.plan import Plan
    from dcxml.strategies.slots import Slot

__all__ = ["cases"]

_DEPTH: Final = 6
"""How many steps the paths of boundaries have at the most."""
_MOST_PATHS: Final = 500
"""So many paths are followed wherever they lead; beyond, each member is met once: contracts fan out without measure."""
_MANY_PATHS: Final = 300
"""Where there are more, a document has one boundary and otherwise the least, for there are as many documents."""
_TRIES: Final = 20
"""At so many places of a kind a mutation is tried that cannot be applied at any of them."""
_VALID: Final = Label(schema_valid=True, effect=Effect.SAME, code=None)


def cases(
    source: Any,
    root: QName | str | DataContract | GlobalElement | None = None,
    *,
    known_types: Iterable[Any] = (),
    every_place: bool = False,
) -> list[Case]:
    """Return each boundary of a contract, which is valid, and each mutation at each kind of place, exactly once.

    They are the same each time, in the same order, and their ids (``Parameter/Repeats:enum-unknown``) are stable::

        @pytest.mark.parametrize("case", cases(Request), ids=lambda case: case.id)

    A kind of place is what tells places apart: the role, the type, what may stand there and what stands there; with
    ``every_place`` each place has all its mutations. ``case.label`` says what XML Schema and .NET make of the
    document. A boundary is a mutation of the family ``boundary``.

    :raises InvalidDataContractError: where nothing satisfies the contract.
    """
    annotation, known_types = annotation_of(source, root), tuple(known_types)
    plan = plan_of(annotation, known_types=known_types)
    contracts = describe(annotation, known_types=known_types).contracts
    serializer: DataContractSerializer[Any] = DataContractSerializer(annotation, known_types=known_types)
    found: dict[str, Case] = {}
    for case in (*_boundaries(plan, serializer), *_mutations(plan, serializer, contracts, every_place=every_place)):
        found.setdefault(case.id, case)
    return [*found.values()]


def _mutations(
    plan: Plan, serializer: DataContractSerializer[Any], contracts: DataContractSet, *, every_place: bool
) -> Iterator[Case]:
    """Yield every mutation once at every kind of place, in the order of the table.

    Of a kind that place is taken whose id no other case has; where there is none, the id names the document, too.
    """
    roots = [(name, parse_document(serializer.dumps(each))) for name, each in fixed_instances(plan)]
    places = [(name, root, place) for name, root in roots for place in places_of(root, contracts)]
    used: set[str] = set()
    for row in MUTATIONS.values():
        tries: Counter[tuple[object, ...]] = Counter()
        waiting = [each for each in places if may_be_applied(row, each[-1])]
        for is_named in (False, True):
            left = []
            for name, root, place in waiting:
                if tries[place.kind] >= _TRIES and not every_place:
                    continue
                case = evolve(mutated(root, [(row, place)]), document=name if is_named else "")
                if case.id in used:
                    left.append((name, root, place))
                    continue
                tries[place.kind] += 1
                if case.data != case.valid and is_as_labelled(case, contracts):
                    used.add(case.id)
                    tries[place.kind] = _TRIES  # done
                    yield case
            waiting = left


def _boundaries(plan: Plan, serializer: DataContractSerializer[Any]) -> Iterator[Case]:
    """Yield a document for each boundary of each member: the extremes of its type, each value, nil, absent, empty."""
    paths = [*_paths(plan)]
    instances = InstancesWith(plan, is_lean=len(paths) > _MANY_PATHS)
    for path, slot, known in paths:
        for name, value in _boundary_values(plan, slot, known):
            try:
                data = serializer.dumps(instances.of(path, value))
            except EncodeError:
                continue  # a key that is there twice, or a default that is not written and has to be
            yield _boundary(plan.root.wire, path, name, data)


def _boundary(root: str, path: tuple[str, ...], name: str, data: bytes) -> Case:
    row = Mutation(
        id=name,
        family="boundary",
        what="a value at the end of what is allowed",
        schema_valid=True,
        effect=Effect.SAME,
        code=None,
        applies=lambda _: False,
        edit=lambda place: Change(element=place.element),
    )
    place = "/".join(("", root, *path))
    mutation = AppliedMutation(row=row, label=_VALID, place=place, path="", before="", after=name)
    return Case(data=data, valid=data, mutations=(mutation,))


def _paths(plan: Plan) -> Iterator[tuple[tuple[str, ...], Slot, frozenset[QName]]]:
    """Yield the root and the places below it by their paths, none of which leads through a class twice.

    Each comes with the names of the types that are known there.
    """
    waiting: deque[tuple[tuple[str, ...], Slot, frozenset[QName], frozenset[QName]]] = deque()
    waiting.append(((), plan.root, plan.known, frozenset()))
    met: set[object] = set()
    count = 0
    while waiting:
        path, slot, known, passed = waiting.popleft()
        if not slot.parts:
            count += 1
            yield path, slot, known
        is_passed = slot.name in passed or plan.sizes.of_contract(slot, known) == NEVER
        if len(path) >= _DEPTH or (is_passed and not slot.parts):
            continue
        inner = passed if slot.parts else passed | {slot.name}
        if isinstance(plan.contracts[slot.name], ClassDataContract):
            known = plan.slots.known_inside(plan.types[slot.name], known)
        for each in inside(slot, plan.slots, frozenset()):
            key = each.number if isinstance(each, MemberSlot) else (slot.name, each.wire)
            if key not in met or count + len(waiting) < _MOST_PATHS:
                met.add(key)
                waiting.append(((*path, each.wire), each, known, inner))


def _boundary_values(plan: Plan, slot: Slot, known: frozenset[QName]) -> Iterator[tuple[str, Any]]:
    """Yield the values to put at a place, each with its name."""
    if isinstance(slot, MemberSlot) and slot.may_be_absent:
        yield "absent", ABSENT
    if slot.is_optional:
        yield "nil", None
    if plan.sizes.of_contract(slot, known) == NEVER or (isinstance(slot, MemberSlot) and slot.is_seen_as_nil_only):
        return
    contract = plan.contracts[slot.name]
    if isinstance(contract, CollectionDataContract):
        if not contract.min_items:
            yield "empty", {} if contract.is_dictionary else []
    elif not isinstance(contract, ClassDataContract):
        yield from plan.leaves.boundaries(contract.name)
