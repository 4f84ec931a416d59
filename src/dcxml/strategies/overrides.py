"""Overrides: strategies of the user's for a member, by its path, or for all values of a contract, by its type.

A path is that of an XPath without positions, from inside the root: ``Parameter/RepeatModel/AllDays/Day/Name``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import define, field
from hypothesis.strategies import SearchStrategy

from dcxml.binding.elements import built_in_annotation
from dcxml.binding.introspect import annotations_by_name, describe
from dcxml.contract import ClassDataContract, CollectionDataContract
from dcxml.contract.primitives import PRIMITIVE_CONTRACTS
from dcxml.errors import EncodeError, InvalidDataContractError, UnknownNameError, literal_of
from dcxml.qname import QName
from dcxml.strategies.slots import ABSENT, MemberSlot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from dcxml.strategies.slots import Slot, Slots

__all__ = ["PathNode", "inside", "overrides_of"]

_MOST_PATHS: Final = 2_000
"""The paths among which the nearest is looked for."""


@define(eq=False)
class PathNode:
    """A step of the paths that are overridden: the strategy for the place itself, and the steps behind it."""

    strategy: SearchStrategy[Any] | None = None
    inner: dict[str, PathNode] = field(factory=dict)
    forces: bool = False
    """Whether the place has to be there, for a member that is overridden."""


def overrides_of(
    overrides: Mapping[Any, Any],
    annotation: Any,
    slots: Slots,
    root: Slot,
    *,
    known_types: Iterable[Any] = (),
) -> tuple[dict[QName, SearchStrategy[Any]], PathNode | None]:
    """Return the overrides by contract, and those by path as a tree; what the strategies give is checked.

    :raises UnknownNameError: (a KeyError) for a path or a type that the root does not lead to.
    :raises InvalidDataContractError: for a path whose strategy gives nothing, since the member would have to be there.
    :raises TypeError: for what is no strategy.
    """
    by_type: dict[QName, SearchStrategy[Any]] = {}
    if not overrides:
        return by_type, None
    tree = PathNode()
    known = frozenset(name for name, cls in slots.types.items() if isinstance(slots.contracts[name], ClassDataContract))
    check = _Checks(annotations_by_name(annotation), (*known_types, *_known_classes(slots)))
    for key, strategy in overrides.items():
        if not isinstance(strategy, SearchStrategy):
            allowed = f"a strategy, such as st.just({strategy!r})"
            raise TypeError(f"the override of {_spelled(key)} is {strategy!r}; allowed: {allowed}")
        if isinstance(key, str) and not isinstance(key, QName) and not key.startswith("{"):
            slot = _add_path(tree, key, slots, root, known)
            if strategy.is_empty:
                reason = f"the strategy given for {_spelled(key)} is empty"
                raise InvalidDataContractError(reason, contract=root.name.clark)
            node = _node(tree, key)
            node.strategy = strategy.map(check.of(slot, key))
        else:
            name = _type_name(key, slots)
            by_type[name] = strategy.map(check.of_type(name, key))
    return by_type, tree if tree.inner or tree.strategy is not None else None


def _known_classes(slots: Slots) -> list[Any]:
    """Return the classes that are known anywhere: whether they are at a place is seen when the whole is written."""
    names = {name for cls in slots.types.values() for name in slots.known_types(cls)}
    return [slots.types[name] for name in sorted(names & slots.types.keys())]


def _type_name(key: Any, slots: Slots) -> QName:
    asked = key if isinstance(key, str | QName) else describe(key).type
    try:
        return slots.contracts[asked if isinstance(asked, QName) else QName.from_clark(asked)].name
    except (UnknownNameError, ValueError):
        name = asked.clark if isinstance(asked, QName) else asked
        raise UnknownNameError(name, (each.name.clark for each in slots.contracts), kind="contract") from None


def _steps(path: str) -> list[str]:
    return [step for step in path.strip("/").split("/") if step]


def _node(tree: PathNode, path: str) -> PathNode:
    for step in _steps(path):
        tree = tree.inner[step]
    return tree


def _add_path(tree: PathNode, path: str, slots: Slots, root: Slot, known: frozenset[QName]) -> Slot:
    """Add a path to the tree, and return the place it leads to."""
    slot, node = root, tree
    forced = []
    for step in _steps(path):
        inner = next((each for each in inside(slot, slots, known) if each.wire == step), None)
        if inner is None:
            raise UnknownNameError(path, _paths(slots, root, known), kind="member path", place=root.name.clark)
        forced.append(node)
        node = node.inner.setdefault(step, PathNode())
        slot = inner
    for each in forced:
        each.forces = True
    return slot


def inside(slot: Slot, slots: Slots, known: frozenset[QName]) -> Iterator[Slot]:
    """Yield the places in a place: the members of its class and of those derived from it, its items, key and value."""
    if slot.parts:
        yield from slot.parts
        return
    contract = slots.contracts[slot.name]
    if isinstance(contract, CollectionDataContract):
        yield from (slots.entry(contract, slot),) if contract.is_dictionary else slots.parts(contract, slot)
    elif isinstance(contract, ClassDataContract) and not contract.is_iserializable:
        yield from slots.members(contract, slot)
        for name in sorted(known):
            derived = slots.contracts[name]
            if isinstance(derived, ClassDataContract) and slots.contracts.is_derived(name, slot.name):
                yield from slots.members(derived, slots.of(slots.types[name], name, is_nillable=False))


def _paths(slots: Slots, root: Slot, known: frozenset[QName]) -> list[str]:
    """Return the paths there are, none of which leads through a contract twice."""
    found: dict[str, None] = {}
    waiting: list[tuple[str, Slot, frozenset[QName]]] = [("", root, frozenset())]
    while waiting and len(found) < _MOST_PATHS:
        path, slot, passed = waiting.pop(0)
        for each in inside(slot, slots, known):
            inner = f"{path}/{each.wire}".lstrip("/")
            found.setdefault(inner)
            if each.parts or each.name not in passed:
                waiting.append((inner, each, passed | {each.name}))
    return [*found]


class _Checks:
    """Checks of what overrides give, by the contract of their place: what could not be written is refused."""

    def __init__(self, annotations: Mapping[QName, Any], known_types: tuple[Any, ...]) -> None:
        self.annotations = annotations
        self.known_types = known_types

    def of_type(self, name: QName, key: object) -> Callable[[Any], Any]:
        """Return a check of the values of a contract, which hands them on."""
        from dcxml.serializer import DataContractSerializer  # noqa: PLC0415 - loading Hypothesis loads this module

        annotation = self.annotations.get(name)
        if annotation is None:
            annotation = built_in_annotation(PRIMITIVE_CONTRACTS[name])
        serializer: DataContractSerializer[Any] = DataContractSerializer(annotation, known_types=self.known_types)

        def checked(value: Any) -> Any:
            if value is None:
                raise EncodeError(f"the override of {_spelled(key)} gave None; by type it is not asked for null")
            try:
                serializer.dumps(value)
            except EncodeError as error:
                reason = f"the override of {_spelled(key)} gave {literal_of(value)}, which may not stand there: {error}"
                raise EncodeError(reason) from error
            return value

        return checked

    def of(self, slot: Slot, path: str) -> Callable[[Any], Any]:
        """Return a check of the values of a place, which hands them on."""
        held = self.of_type(slot.name, path)

        def checked(value: Any) -> Any:
            if value is ABSENT or value is None:
                may_be = slot.may_be_nil if value is None else isinstance(slot, MemberSlot) and not slot.is_required
                if may_be:
                    return value
                what = "None, and the place may not be nil" if value is None else "ABSENT, and the member is required"
                raise EncodeError(f"the override of {_spelled(path)} gave {what}")
            return held(value)

        return checked


def _spelled(key: object) -> str:
    return repr(key) if isinstance(key, str) else getattr(key, "__qualname__", str(key))
