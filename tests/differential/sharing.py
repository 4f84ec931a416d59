"""Objects in two places: some places of a value get an object of the same type that stands in another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import frozen
from hypothesis import strategies as st

from dcxml import AnyValue, KeyValuePair, PairMapping, SerializationInfo
from dcxml.binding.graphs import children_of, is_instance, members_of
from dcxml.contract import ClassDataContract, CollectionDataContract, PrimitiveDataContract
from dcxml.qname import SERIALIZATION, XS, QName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dcxml import DataContractSet
    from differential.subjects import Subjects

__all__ = ["leads_to", "places_of", "shared"]

_ANY_TYPE: Final = QName(XS, "anyType")
_STRING: Final = QName(XS, "string")
_MOST: Final = 3
"""The places of a value that get another's object."""


@st.composite
def shared(draw: st.DrawFn, values: st.SearchStrategy[Any], subjects: Subjects, root: QName) -> Any:
    """Draw a value in which some objects may stand in two places, and hold themselves where they have an identity."""
    value = draw(values)
    walk = _Walk(subjects)
    for _ in range(draw(st.sampled_from((0, 1, 1, 2, _MOST)))):
        slots = [*walk.slots(value, root)]
        objects = [each for each in slots if each.item is not None and walk.is_shareable(each)]
        chances = [(slot, others) for slot in slots[1:] if (others := [*walk.others(slot, objects)])]
        if not chances:
            break
        slot, others = draw(st.sampled_from(chances))
        slot.put(draw(st.sampled_from(others)))
    return value


@frozen(eq=False)
class _Slot:
    """A place: what holds it, the contract declared there and that of what stands there, and a way to put another."""

    holder: Any
    item: Any
    declared: QName
    name: QName
    put: Callable[[Any], None]


class _Walk:
    """Walks over values of one contract set, each with its contract."""

    def __init__(self, subjects: Subjects) -> None:
        self.contracts: DataContractSet = subjects.contracts
        self.preserves = subjects.settings.preserves
        self.names = {
            subjects.binding.annotation_of(contract.name): contract.name
            for contract in subjects.contracts
            if isinstance(contract, ClassDataContract)
        }

    def is_shareable(self, slot: _Slot) -> bool:
        """Tell whether .NET takes it for one object: no value type, whose every place has a copy."""
        if isinstance(slot.item, AnyValue):
            return self.preserves
        contract = self.contracts[slot.name]
        if isinstance(contract, PrimitiveDataContract):
            return slot.name == _STRING or (self.preserves and not contract.primitive.is_value_type)
        return not getattr(contract, "is_value_type", False) and isinstance(
            contract, ClassDataContract | CollectionDataContract
        )

    def others(self, slot: _Slot, objects: list[_Slot]) -> Iterator[Any]:
        """Yield the objects that may stand there instead: of the same type, or one that may be there in its place."""
        for other in objects:
            if other.item is not slot.item and self._fits(slot, other):
                contract = self.contracts[other.name]
                has_identity = self.preserves or getattr(contract, "is_reference", False)
                # A box of a value type cannot hold itself: docs/differences.md.
                if (has_identity and not self.contracts.is_value_type(contract)) or not leads_to(
                    other.item, slot.holder
                ):
                    yield other.item

    def _fits(self, slot: _Slot, other: _Slot) -> bool:
        if isinstance(other.item, AnyValue):
            return slot.declared == _ANY_TYPE
        if other.name == slot.declared or (type(other.item) is type(slot.item) and other.name == slot.name):
            return not isinstance(slot.item, AnyValue)
        return is_instance(other.item) and (
            slot.declared == _ANY_TYPE or self.contracts.is_derived(other.name, slot.declared)
        )

    def slots(self, value: Any, root: QName) -> Iterator[_Slot]:
        """Yield the root and the places inside a value, each object's once; those of structs have no other place."""
        yield _Slot(None, value, root, self._actual(value, root), lambda _: None)
        waiting, seen = [(value, root)], set()
        while waiting:
            holder, declared = waiting.pop()
            if id(holder) not in seen:
                seen.add(id(holder))
                for item, name, put in self._places(holder, self._actual(holder, declared)):
                    waiting.append((item, name))
                    yield _Slot(holder, item, name, self._actual(item, name), put)

    def _actual(self, item: Any, declared: QName) -> QName:
        if isinstance(item, AnyValue):
            return item.type
        if declared == _ANY_TYPE and isinstance(item, str):
            return _STRING
        return declared if isinstance(item, KeyValuePair) else self.names.get(type(item), declared)

    def _places(self, holder: Any, declared: QName) -> Iterator[tuple[Any, QName, Callable[[Any], None]]]:
        if isinstance(holder, AnyValue):
            yield from self._places(holder.value, holder.type)
            return
        if isinstance(holder, SerializationInfo):
            yield from ((item, _ANY_TYPE, put) for item, put in _entries(holder.entries))
            return
        contract = self.contracts[declared] if declared.namespace != SERIALIZATION else None
        if isinstance(contract, ClassDataContract) and is_instance(holder):
            members = [member for each in self.contracts.lineage(contract) for member in each.members]
            for name, member in zip(members_of(holder), members, strict=True):
                if hasattr(holder, name):
                    yield getattr(holder, name), member.type, lambda item, name=name: setattr(holder, name, item)
        elif isinstance(holder, list) and isinstance(contract, CollectionDataContract) and contract.item_type:
            for index, item in enumerate(holder):
                yield item, contract.item_type, lambda item, index=index: holder.__setitem__(index, item)
        elif isinstance(contract, CollectionDataContract) and contract.value:
            for item, put in _entries(holder):
                yield item, contract.value.type, put


def _entries(holder: Any) -> Iterator[tuple[Any, Callable[[Any], None]]]:
    if isinstance(holder, dict):
        for key, item in holder.items():
            yield item, lambda item, key=key: holder.__setitem__(key, item)
    elif isinstance(holder, PairMapping):
        for index, (key, item) in enumerate(holder.pairs):
            yield item, lambda item, index=index, key=key: holder.pairs.__setitem__(index, (key, item))


def places_of(value: Any, subjects: Subjects, root: QName) -> Iterator[tuple[QName, QName]]:
    """Yield for each place of a value, the root included, the contract declared there and that of what stands there."""
    return ((slot.declared, slot.name) for slot in _Walk(subjects).slots(value, root))


def leads_to(start: Any, end: Any) -> bool:
    """Tell whether a value is another one or holds it, at any depth."""
    waiting, seen = [start], set()
    while waiting:
        each = waiting.pop()
        if each is end or (isinstance(each, AnyValue) and each.value is end):
            return True
        if id(each) not in seen:
            seen.add(id(each))
            waiting.extend(children_of(each))
    return False
