"""The places of a class, a list or a dictionary: what may stand there by the contract, and by the annotation.

The contract says what the wire may have; the annotation is what a user's code counts on. ``name: str`` is never None,
though .NET may write null there.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable  # noqa: TC003 - attrs resolves the annotations of its classes
from typing import TYPE_CHECKING, Any, Final, ForwardRef

from attrs import define, field, frozen

from dcxml.binding.annotations import Shape, annotations_of, member_default, take_apart
from dcxml.binding.introspect import describe, member_attributes
from dcxml.binding.spec import contract_spec
from dcxml.binding.values import KeyValuePair
from dcxml.contract import ClassDataContract
from dcxml.qname import XS, QName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dcxml.contract import CollectionDataContract, DataContractSet, DataMember

__all__ = ["ABSENT", "ANY_TYPE", "Absence", "MemberSlot", "Slot", "Slots", "attributes_of"]


class Absence(enum.Enum):
    """Stands for the value of a member that is left out."""

    ABSENT = enum.auto()


ABSENT: Final = Absence.ABSENT
"""What a strategy for a member gives where the member is to be left out."""
ANY_TYPE: Final = QName(XS, "anyType")


@frozen(eq=False, kw_only=True)
class Slot:
    """A place: the contract declared there, and the annotation taken apart, if there is one.

    ``may_be_nil`` is what the contract says; where the annotation says so too, the place ``is_optional``, and null is
    drawn. ``wire`` is the name of its element. The entry of a dictionary is no value, but has ``parts``: key and value.
    """

    name: QName
    wire: str
    is_optional: bool
    may_be_nil: bool = False
    shape: Shape | None = None
    parts: tuple[Slot, ...] = ()


@frozen(eq=False, kw_only=True)
class MemberSlot(Slot):
    """A member of a class, by its Python ``attribute``: whether it may be left out, and what is not written of it.

    ``is_null_by_default`` where .NET's default for its type is null; ``is_never_default`` where it has to be there and
    is not written where it has that default, so that it is never null either. ``number`` is its own among all members
    of the contract set, and the same in each process.
    """

    attribute: str
    number: int
    is_required: bool
    may_be_absent: bool
    emit_default_value: bool
    is_never_default: bool
    is_null_by_default: bool
    is_seen_as_nil_only: bool

    def default(self, cls: type) -> Any:
        """Return .NET's default for the member."""
        return member_default(cls, self.attribute)


def attributes_of(cls: Any) -> tuple[str, ...]:
    """Return the Python names of a class's members in serialization order, bases first."""
    if cls is KeyValuePair:
        return ("key", "value")
    lineage = [each for each in reversed(cls.__mro__) if contract_spec(each) is not None]
    return tuple(member.attribute for each in lineage for member in member_attributes(each))


@define(eq=False)
class Slots:
    """The places of a contract set, each made once.

    Unless ``trusts_annotations``, null may stand wherever the contract allows it: for annotations by which nothing
    could ever end.
    """

    contracts: DataContractSet
    types: Mapping[QName, Any]
    trusts_annotations: bool = True
    _members: dict[tuple[QName, int], tuple[MemberSlot, ...]] = field(factory=dict)
    _parts: dict[int, tuple[Slot, ...]] = field(factory=dict)
    _known: dict[type, frozenset[QName]] = field(factory=dict)
    _kept: list[object] = field(factory=list)
    _numbers: dict[tuple[QName, str], int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Give each member of a class its number."""
        classes = (each for each in self.contracts if isinstance(each, ClassDataContract))
        members = ((each.name, member.name) for each in classes for _, member in self.contracts.members(each))
        self._numbers = {key: number for number, key in enumerate(members)}

    @property
    def count(self) -> int:
        """How many members the classes of the contract set have."""
        return len(self._numbers)

    def of(self, annotation: Any, name: QName, *, is_nillable: bool, wire: str = "") -> Slot:
        """Return the place that an annotation describes."""
        shape = _shape(annotation)
        is_optional = self._is_optional(shape, name, is_nillable)
        return Slot(name=name, wire=wire, is_optional=is_optional, may_be_nil=is_nillable, shape=shape)

    def members(self, contract: ClassDataContract, slot: Slot) -> tuple[MemberSlot, ...]:
        """Return the members of a class, or of the pair that ``slot`` holds."""
        cls = self.types[contract.name]
        key = (contract.name, id(slot) if cls is KeyValuePair else 0)
        if key not in self._members:
            self._kept.append(slot)  # its id stays its own
            self._members[key] = tuple(
                self._member(cls, self._numbers[contract.name, member.name], attribute, member, shape)
                for attribute, member, shape in self._annotated(cls, contract, slot)
            )
        return self._members[key]

    def parts(self, contract: CollectionDataContract, slot: Slot) -> tuple[Slot, ...]:
        """Return the place of an item, or those of key and value."""
        if id(slot) not in self._parts:
            self._kept.append(slot)
            self._parts[id(slot)] = tuple(self._parts_of(contract, slot))
        return self._parts[id(slot)]

    def entry(self, contract: CollectionDataContract, slot: Slot) -> Slot:
        """Return the place of a dictionary's entry."""
        parts = self.parts(contract, slot)
        return Slot(name=slot.name, wire=contract.item_name, is_optional=False, parts=parts)

    def known_types(self, cls: type) -> frozenset[QName]:
        """Return the names of the known types that a class and its bases declare (``KnownTypeAttribute``)."""
        if cls not in self._known:
            self._known[cls] = self.names_of(each for base in cls.__mro__ for each in _said_known(base))
        return self._known[cls]

    def known_inside(self, cls: type, known: frozenset[QName]) -> frozenset[QName]:
        """Return what is known within an instance of a class, where ``known`` is outside of it."""
        return known if cls is KeyValuePair else known | self.known_types(cls)

    def names_of(self, annotations: Iterable[Any]) -> frozenset[QName]:
        """Return the names of the contracts of annotations."""
        named = {cls: name for name, cls in self.types.items() if cls is not KeyValuePair}
        return frozenset(
            named[each] if isinstance(each, type) and each in named else describe(each).type for each in annotations
        )

    def _annotated(
        self, cls: Any, contract: ClassDataContract, slot: Slot
    ) -> Iterable[tuple[str, DataMember, Shape | None]]:
        members = [member for _, member in self.contracts.members(contract)]
        if cls is KeyValuePair:
            arguments = _arguments(slot, 2)
            return zip(("key", "value"), members, map(_shape, arguments), strict=True)
        hints = annotations_of(cls)
        attributes = attributes_of(cls)
        return zip(attributes, members, (_shape(hints[each]) for each in attributes), strict=True)

    def _member(self, cls: Any, number: int, attribute: str, member: DataMember, shape: Shape | None) -> MemberSlot:
        is_never_default = member.is_required and not member.emit_default_value
        is_nillable = member.is_nillable and not is_never_default
        is_optional = self._is_optional(shape, member.type, is_nillable)
        if cls is KeyValuePair and isinstance(self.contracts[member.type], ClassDataContract):
            # The arguments of a pair are its name: modules made from schemas do not say | None of a class in them.
            is_optional = is_nillable
        reads_as_null = cls is not KeyValuePair and member_default(cls, attribute) is None
        says_null = shape is None or self._says_null(shape, member.type)
        return MemberSlot(
            name=member.type,
            wire=member.name,
            is_optional=is_optional,
            may_be_nil=is_nillable,
            shape=shape,
            attribute=attribute,
            number=number,
            is_required=member.is_required,
            may_be_absent=not member.is_required and (says_null or not reads_as_null),
            emit_default_value=member.emit_default_value,
            is_never_default=is_never_default,
            is_null_by_default=member.is_nillable or not self.contracts.is_value_type(self.contracts[member.type]),
            is_seen_as_nil_only=member.declares is not None and member.type == ANY_TYPE,
        )

    def _parts_of(self, contract: CollectionDataContract, slot: Slot) -> Iterable[Slot]:
        if isinstance(contract.item, QName):
            (item,) = _arguments(slot, 1)
            yield self.of(item, contract.item, is_nillable=contract.is_item_nillable, wire=contract.item_name)
            return
        for part, annotation, is_nillable in zip(contract.item, _arguments(slot, 2), (False, True), strict=True):
            # .NET refuses null as a key, even where the key is nillable.
            yield self.of(annotation, part.type, is_nillable=is_nillable and part.is_nillable, wire=part.name)

    def _is_optional(self, shape: Shape | None, name: QName, is_nillable: bool) -> bool:  # noqa: FBT001 - what the contract says
        return is_nillable and (shape is None or self._says_null(shape, name))

    def _says_null(self, shape: Shape, name: QName) -> bool:
        return not self.trusts_annotations or shape.is_optional or name == ANY_TYPE


def _shape(annotation: Any) -> Shape | None:
    """Return an annotation taken apart; None for one that is not there, or a name for one that comes later."""
    return None if annotation is None or isinstance(annotation, str | ForwardRef) else take_apart(annotation)


def _arguments(slot: Slot, count: int) -> tuple[Any, ...]:
    arguments = () if slot.shape is None else slot.shape.arguments
    return arguments if len(arguments) == count else (None,) * count


def _said_known(cls: type) -> Iterable[Any]:
    spec = contract_spec(cls)
    if spec is None:
        return ()
    return spec.known_types() if callable(spec.known_types) else spec.known_types
