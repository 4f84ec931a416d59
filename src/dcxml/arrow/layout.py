"""From contracts to columns: which contract is a struct, a list, a map, a plain column, or a text of XML.

Arrow's types are finite trees, and Spark and Parquet have no unions. So what contains itself, what may be of any type,
and what is XML already, is kept as XML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from dcxml.arrow.collections import ListColumn, MapColumn
from dcxml.arrow.enumerations import enumeration_column
from dcxml.arrow.faults import Fault, step
from dcxml.arrow.kept_as_xml import XmlColumn
from dcxml.arrow.leaves import LEAVES
from dcxml.arrow.structs import ABSENT, TYPE, MemberColumn, Members, StructColumn, Variant
from dcxml.arrow.times import TIMES
from dcxml.codec.roots import Root
from dcxml.contract.model import (
    ClassDataContract,
    CollectionDataContract,
    EnumDataContract,
    PrimitiveDataContract,
)
from dcxml.qname import QName  # noqa: TC001 - attrs resolves the annotations of its classes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dcxml.arrow.choices import ColumnTypes
    from dcxml.arrow.column import Column
    from dcxml.codec.codec import Codec
    from dcxml.codec.plan import ClassPlan, MemberPlan, Plan

__all__ = ["Layout"]

_MOST_FIELDS: Final = 20_000
"""Contracts that lead to one another in many ways could have fields without end."""


@frozen
class _Around:
    """What a column stands in: the ``names`` of contracts that would lead back, and how many levels there are."""

    names: frozenset[QName] = frozenset()
    depth: int = 0

    def inside(self, *names: QName) -> _Around:
        """Return what stands one level deeper, in contracts of these names."""
        return _Around(self.names.union(names), self.depth + 1)


_OUTSIDE: Final = _Around()


@frozen(eq=False)
class Layout:
    """Makes the columns of one contract set."""

    codec: Codec
    choices: ColumnTypes
    _count: list[int] = field(factory=lambda: [0])
    """How many columns there are so far: one number, in a list because all else is frozen."""

    @property
    def plan(self) -> Plan:
        """The contracts, and their Python classes."""
        return self.codec.plan

    def column(self, name: QName, around: _Around = _OUTSIDE) -> Column:
        """Return the column of a contract.

        :raises Fault: where there would be too many.
        """
        self._count[0] += 1
        if self._count[0] > _MOST_FIELDS:
            reason = (
                f"the contracts lead to one another so often that there are more than {_MOST_FIELDS:,} columns;"
                f" allowed is a smaller depth, such as depth={max(around.depth // 2, 1)}"
            )
            raise Fault(reason)
        contract = self.plan.contracts.simplest(self.plan.resolve(name))
        if isinstance(contract, EnumDataContract):
            return enumeration_column(self.plan.types[contract.name], contract, self.choices)
        if isinstance(contract, PrimitiveDataContract):
            make = LEAVES.get(contract.primitive.name) or TIMES.get(contract.primitive.name)
            return self._xml(name) if make is None else make(contract.primitive.name, self.choices)
        is_tree = name not in around.names and around.depth < self.choices.depth
        if isinstance(contract, CollectionDataContract) and is_tree:
            return self._collection(contract, around.inside(name))
        if isinstance(contract, ClassDataContract) and is_tree and self._has_members(contract):
            return self._class(self.plan.classes[name], around)
        return self._xml(name)

    def _xml(self, name: QName) -> XmlColumn:
        return XmlColumn(self.codec, Root.of(name))

    def _has_members(self, contract: ClassDataContract) -> bool:
        """Tell whether a class has the members it says, and no others; what it derives from may not be known."""
        return not contract.is_iserializable and not self.plan.contracts.lacks_base(contract)

    def _collection(self, contract: CollectionDataContract, around: _Around) -> Column:
        if contract.key is not None and contract.value is not None:
            with step("[key]"):
                key = self.column(contract.key.type, around)
            with step("[value]"):
                value = self.column(contract.value.type, around)
            return MapColumn(key, value, contract.value.is_nillable, self._xml(contract.name))
        assert contract.item_type is not None  # noqa: S101 - one of both is there: checked on birth
        with step("[]"):
            item = self.column(contract.item_type, around)
        return ListColumn(item, contract.is_item_nillable, self._xml(contract.name))

    def _class(self, plan: ClassPlan, around: _Around) -> StructColumn:
        """Return the column of a class, with what each class derived from it adds."""
        contracts = self.plan.contracts
        name = plan.contract.name
        derived = [each for key, each in self.plan.classes.items() if key != name and contracts.is_derived(key, name)]
        derived.sort(key=lambda each: len(contracts.lineage(each.contract)))
        inside = around.inside(name, *(each.contract.name for each in derived))
        members = self._members(plan, plan.members, inside)
        variants = []
        names = _names(derived, {attribute.attribute for attribute in plan.members})
        for each, label in zip(derived, names, strict=True):
            base = each.contract.base
            assert base is not None  # noqa: S101 - it is derived
            own = each.members[len(self.plan.classes[base].members) :]
            with step(f".{label}"):
                variants.append(Variant(label, each.python_class, self._members(each, own, inside)))
        return StructColumn(plan.python_class, members, tuple(variants), self._xml(name))

    def _members(self, plan: ClassPlan, own: Sequence[MemberPlan], inside: _Around) -> Members:
        columns = []
        for each in own:
            with step(f".{each.attribute}"):
                columns.append(self._member(plan.python_class, each, inside))
        return Members(tuple(columns), lists_absent=self.choices.absent == "listed")

    def _member(self, python_class: type, plan: MemberPlan, around: _Around) -> MemberColumn:
        if plan.attribute in (ABSENT, TYPE):
            reason = f"a member has the name {plan.attribute!r}, which is that of a column of dcxml"
            raise Fault(reason)
        contract = self.plan.contracts.simplest(self.plan.resolve(plan.member.type))
        return MemberColumn.of(
            python_class,
            plan.attribute,
            self.column(plan.member.type, around),
            is_nillable=plan.member.is_nillable,
            has_textless_zero=isinstance(contract, EnumDataContract) and not contract.is_flags,
        )


def _names(classes: Sequence[ClassPlan], taken: set[str]) -> list[str]:
    """Return the name of the field of each class: its own, numbered where another has it."""
    used = {*taken, ABSENT, TYPE}
    names = []
    for each in classes:
        name = base = each.python_class.__name__
        number = 2
        while name in used:
            name, number = f"{base}_{number}", number + 1
        used.add(name)
        names.append(name)
    return names
