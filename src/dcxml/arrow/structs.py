"""Columns of classes: a struct of the members, what is absent beside them, and what derived classes add."""

from __future__ import annotations

from functools import partial
from inspect import getattr_static
from itertools import repeat
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
from attrs import field, frozen
from pyarrow import types

from dcxml.arrow.arrays import array_of, has_none, is_text, texts, wrong_type
from dcxml.arrow.column import Column  # noqa: TC001 - attrs resolves the annotations of its classes
from dcxml.arrow.faults import Fault, step
from dcxml.arrow.kept_as_xml import XmlColumn  # noqa: TC001 - as above
from dcxml.binding.enumerations import is_textless_zero
from dcxml.binding.wire import WireState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["ABSENT", "TYPE", "MemberColumn", "Members", "StructColumn", "Variant"]

ABSENT: Final = "_absent"
"""The field that lists the absent members whose null could as well be nil."""
TYPE: Final = "_type"
"""The field that names the derived class of an instance; null for the declared one."""
_SET_WIRE: Final = object.__setattr__
_NO_NIL: Final = "it is None, and the contract allows no nil here"


@frozen(eq=False)
class MemberColumn:
    """A member of a class: its Python name, which is the field's too, and its column."""

    attribute: str
    column: Column
    is_nillable: bool
    has_textless_zero: bool
    get: Callable[[Any], Any]
    set: Callable[[Any, Any], None]

    @classmethod
    def of(
        cls, python_class: type, attribute: str, column: Column, *, is_nillable: bool, has_textless_zero: bool
    ) -> MemberColumn:
        """Return the column of a member, which is read and set past the class's own ways.

        A class that was pickled by value, as Spark and Ray do with those of a notebook, has lost its slots.
        """
        slot = getattr_static(python_class, attribute, None)
        if slot is None:
            get, put = (partial(_past_slots, way, attribute) for way in (object.__getattribute__, object.__setattr__))
            return cls(attribute, column, is_nillable, has_textless_zero, get, put)
        return cls(attribute, column, is_nillable, has_textless_zero, slot.__get__, slot.__set__)


def _past_slots(way: Callable[..., Any], attribute: str, instance: Any, *value: Any) -> Any:
    return way(instance, attribute, *value)


@frozen(eq=False)
class Members:
    """The members that one class of a family has itself, as the fields of a struct."""

    members: tuple[MemberColumn, ...]
    lists_absent: bool
    fields: tuple[pa.Field, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Make the fields: those of the members, and `ABSENT` where nil is possible, or nothing else is there."""
        found = [pa.field(member.attribute, member.column.type) for member in self.members]
        if not found or (self.lists_absent and any(member.is_nillable for member in self.members)):
            found.append(pa.field(ABSENT, pa.list_(pa.string())))
        object.__setattr__(self, "fields", tuple(found))

    def arrays(self, instances: Sequence[Any]) -> list[pa.Array]:
        """Return the arrays of the fields; where an instance is None all of them are null."""
        absent: list[list[str] | None] = [None] * len(instances)
        arrays = []
        for member in self.members:
            with step(f".{member.attribute}"):
                values, missing = _values_of(member, instances)
                arrays.append(member.column.to_arrow(values))
            for index in missing if member.is_nillable else ():
                names = absent[index]
                absent[index] = [member.attribute] if names is None else [*names, member.attribute]
        if len(self.fields) > len(self.members):
            arrays.append(array_of(absent, self.fields[-1].type))
        return arrays

    def fill(self, instances: Sequence[Any], array: pa.StructArray, known: frozenset[str]) -> None:
        """Set the members of instances from the fields of a struct; nothing where an instance is None.

        ``known`` are fields that mean something to others. A member without a field is absent.
        """
        names = [field.name for field in array.type]
        self._check_fields(names, known)
        children = dict(zip(names, array.flatten(), strict=True))
        absent = _absent_names(children.get(ABSENT), len(array))
        self._check_absent(absent)
        for member in self.members:
            with step(f".{member.attribute}"):
                child = children.get(member.attribute)
                values = [None] * len(array) if child is None else member.column.from_arrow(child)
            is_whole = child is not None and not child.null_count
            if is_whole and absent is None and not has_none(instances):
                for _ in map(member.set, instances, values):
                    pass
            else:
                _set_each(member, instances, values, absent, has_field=child is not None)

    def _check_fields(self, found: Sequence[str], known: frozenset[str]) -> None:
        names = [member.attribute for member in self.members]
        for name in found:
            if name not in names and name != ABSENT and name not in known:
                listed = ", ".join(names) or "none"
                reason = f"the table has {name!r}, which is no member; the members are {listed}"
                raise Fault(reason)
            if found.count(name) > 1:
                raise Fault(f"the table has {name!r} twice")

    def _check_absent(self, absent: list[list[str] | None] | None) -> None:
        names = {member.attribute for member in self.members}
        for index, listed in enumerate(absent or ()):
            for name in listed or ():
                if name not in names:
                    raise Fault(f"{ABSENT} lists {name!r}, which is no member", index)


def _values_of(member: MemberColumn, instances: Sequence[Any]) -> tuple[list[Any], list[int]]:
    """Return a member's value in each instance, None where it is absent, and the indexes of where that is."""
    missing: list[int] = []
    try:
        values = [None if each is None else member.get(each) for each in instances]
    except AttributeError:
        values = []
        for index, each in enumerate(instances):
            try:
                values.append(None if each is None else member.get(each))
            except AttributeError:
                values.append(None)
                missing.append(index)
    if member.has_textless_zero:
        for index, value in enumerate(values):
            if is_textless_zero(value):
                values[index] = None
                missing.append(index)
    if not member.is_nillable and has_none(values):
        known = set(missing)
        for index, (each, value) in enumerate(zip(instances, values, strict=True)):
            if value is None and each is not None and index not in known:
                raise Fault(_NO_NIL, index)
    return values, missing


def _absent_names(array: pa.Array | None, count: int) -> list[list[str] | None] | None:
    """Return what is listed as absent for each instance; None where nothing is."""
    if array is None or array.null_count == count:
        return None
    if not types.is_list(array.type) and not types.is_large_list(array.type):
        raise wrong_type(array, "list of string")
    texts(array.values)
    names: list[list[str] | None] = array.to_pylist()
    return names


def _set_each(
    member: MemberColumn,
    instances: Sequence[Any],
    values: Sequence[Any],
    absent: list[list[str] | None] | None,
    *,
    has_field: bool,
) -> None:
    """Set a member where it is present: where there is a value, or null is nil and nothing says that it is absent."""
    for index, (instance, value) in enumerate(zip(instances, values, strict=True)):
        if instance is None:
            continue
        listed = absent is not None and member.attribute in (absent[index] or ())
        if value is not None:
            if listed:
                reason = f"{ABSENT} lists it, but it has a value"
                fault = Fault(reason, index)
                fault.path = f".{member.attribute}"
                raise fault
            member.set(instance, value)
        elif has_field and member.is_nillable and not listed:
            member.set(instance, None)
        elif instance._wire is None:  # noqa: SLF001 - made just now
            instance._wire = WireState(absent=True)  # noqa: SLF001


@frozen(eq=False)
class Variant:
    """A derived class: the name of the field that holds what it adds, and what that is."""

    name: str
    python_class: type
    members: Members

    def fill(self, instances: Sequence[Any], array: pa.Array) -> None:
        """Set what the class adds in the instances of it; the others have nothing of it."""
        if types.is_null(array.type):
            array = pa.nulls(len(array), pa.struct([]))
        if not types.is_struct(array.type):
            raise wrong_type(array, "struct")
        own = [each if isinstance(each, self.python_class) else None for each in instances]
        for index, (instance, mine, is_there) in enumerate(
            zip(instances, own, array.is_valid().to_pylist(), strict=True)
        ):
            if is_there and mine is None and instance is not None:
                reason = f"it has a value, but {TYPE} does not say that this is a {self.name}"
                raise Fault(reason, index)
        self.members.fill(own, array, frozenset())


@frozen(eq=False)
class StructColumn:
    """A column of instances of a class, or of it and its ``variants``, each base before what derives from it."""

    python_class: type
    members: Members
    variants: tuple[Variant, ...]
    as_xml: XmlColumn
    type: pa.StructType = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Make the type."""
        found = [*self.members.fields]
        if self.variants:
            found.append(pa.field(TYPE, pa.string()))
            found += [pa.field(each.name, pa.struct(each.members.fields)) for each in self.variants]
        object.__setattr__(self, "type", pa.struct(found))

    def to_arrow(self, values: Sequence[Any]) -> pa.Array:
        """Return the array of some values."""
        return _struct(self.arrays(values), list(self.type), values)

    def arrays(self, values: Sequence[Any]) -> list[pa.Array]:
        """Return the arrays of the fields."""
        self._check(values)
        arrays = self.members.arrays(values)
        if self.variants:
            names = {each.python_class: each.name for each in self.variants}
            arrays.append(array_of([names.get(type(value)) for value in values], pa.string()))
            for variant in self.variants:
                own = [value if isinstance(value, variant.python_class) else None for value in values]
                arrays.append(_struct(variant.members.arrays(own), list(variant.members.fields), own))
        return arrays

    def from_arrow(self, array: pa.Array) -> list[Any]:
        """Return the values of an array of structs, or of documents."""
        if is_text(array.type):
            return self.as_xml.from_arrow(array)
        if types.is_null(array.type):
            return [None] * len(array)
        if not types.is_struct(array.type):
            raise wrong_type(array, "struct")
        instances = self._made(array)
        self.members.fill(instances, array, frozenset({TYPE, *(each.name for each in self.variants)}))
        for variant in self.variants:
            place = array.type.get_field_index(variant.name)
            nothing = pa.nulls(len(array), pa.struct([]))
            with step(f".{variant.name}"):
                variant.fill(instances, nothing if place < 0 else array.flatten()[place])
        return instances

    def _made(self, array: pa.StructArray) -> list[Any]:
        """Return new instances, of which no member is set yet."""
        valid = array.is_valid().to_pylist()
        classes = self._classes(array)
        instances = [object.__new__(each) if is_valid else None for each, is_valid in zip(classes, valid, strict=True)]
        for instance in instances:
            if instance is not None:
                _SET_WIRE(instance, "_wire", None)  # the slot of every contract class
        return instances

    def _classes(self, array: pa.StructArray) -> Iterable[type]:
        place = array.type.get_field_index(TYPE)
        if place < 0:
            return repeat(self.python_class, len(array))
        known: dict[str | None, type] = {None: self.python_class}
        known |= {each.name: each.python_class for each in self.variants}
        names = texts(array.flatten()[place])
        for index, name in enumerate(names):
            if name not in known:
                raise Fault(f"{TYPE} is {name!r}, which is no class known here: known_types=…", index)
        return [known[name] for name in names]

    def _check(self, values: Sequence[Any]) -> None:
        """Refuse what is of another class, and what an instance keeps beside its members."""
        known = {self.python_class, type(None), *(each.python_class for each in self.variants)}
        if not set(map(type, values)) <= known:
            index = next(index for index, value in enumerate(values) if type(value) not in known)
            raise Fault(self._refusal(values[index]), index)
        for index, value in enumerate(values):
            wire = None if value is None else value._wire  # noqa: SLF001 - what this room asks of every instance
            if wire is not None and (wire.unknown or wire.attributes or any(wire.member_attributes.values())):
                reason = (
                    "it keeps elements or attributes that its contract does not know, and Arrow has no column for them;"
                    " unknown='ignore' reads documents without them"
                )
                raise Fault(reason, index)

    def _refusal(self, value: Any) -> str:
        name = type(value).__name__
        if isinstance(value, self.python_class):
            return (
                f"its class {name} is derived from {self.python_class.__name__}, and not known: known_types=({name},)"
            )
        return f"it is of type {name}; allowed is {self.python_class.__name__}"


def _struct(arrays: list[pa.Array], fields: list[pa.Field], values: Sequence[Any]) -> pa.StructArray:
    if not has_none(values):
        return pa.StructArray.from_arrays(arrays, fields=fields)
    return pa.StructArray.from_arrays(
        arrays, fields=fields, mask=array_of([value is None for value in values], pa.bool_())
    )
