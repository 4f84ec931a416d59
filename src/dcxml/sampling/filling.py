"""Fill one sample: the walk through contracts, and what is left out where they would never end."""

from __future__ import annotations

import enum
from itertools import count, repeat
from typing import TYPE_CHECKING, Any, Final

from attrs import define, evolve, field, frozen
from lxml import etree

from dcxml.binding.fragments import NODES_TAG
from dcxml.binding.objects import set_absent
from dcxml.binding.pair_mapping import mapping_of
from dcxml.binding.values import AnyValue
from dcxml.codec.defaults import left_out_test
from dcxml.codec.dictionary_keys import KeyIdentities, key_identities
from dcxml.codec.stack import LEVELS_PER_STACK, on_fresh_stack
from dcxml.contract.annotation import SAID_NOTHING
from dcxml.contract.model import (
    XML_ELEMENT,
    ClassDataContract,
    CollectionDataContract,
    EnumDataContract,
    PrimitiveDataContract,
    SimpleDataContract,
    XmlDataContract,
)
from dcxml.derivation.shown import is_only_nil, shown_text
from dcxml.errors import InvalidDataContractError, UnknownNameError
from dcxml.qname import XS, QName
from dcxml.sampling.least import LeastSizes
from dcxml.sampling.simple import is_numbered
from dcxml.sampling.texts import SimpleValues

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dcxml.codec.plan import MemberPlan, Plan
    from dcxml.contract import DataContractSet, DataMember
    from dcxml.contract.annotation import Annotation
    from dcxml.contract.model import DataContract
    from dcxml.sampling.kinds import SampleKind
    from dcxml.sampling.simple import PageValues

__all__ = ["Filling"]

_ANY_TYPE: Final = QName(XS, "anyType")
_MOST: Final = 20_000
"""After so many values only what is required is filled: contracts may fan out without measure."""
_MOST_REQUIRED: Final = 1_000_000
"""The most values that a least one may be: what is required may fan out without measure, too."""


class _Absence(enum.Enum):
    """Stands for the value of a member that is left out."""

    ABSENT = enum.auto()


_ABSENT: Final = _Absence.ABSENT


@frozen
class _Place:
    """Where a value stands: its member path, the contracts around it, and the numbers that its simple values take.

    ``is_least`` tells that only what is required is filled from here on.
    """

    path: str
    around: frozenset[QName]
    numbers: Iterator[int] = field(eq=False)
    is_least: bool
    said: Annotation = SAID_NOTHING

    def inside(self, step: str, numbers: Iterator[int], said: Annotation = SAID_NOTHING) -> _Place:
        """Return the place of a member or an item in here."""
        return evolve(self, path=f"{self.path}/{step}" if self.path else step, numbers=numbers, said=said)


@define(eq=False, kw_only=True)
class Filling:
    """One sample being filled; ``said`` are contracts with evidence, if there are any."""

    plan: Plan
    kind: SampleKind
    page: PageValues
    overrides: Mapping[str, Any]
    said: DataContractSet | None
    _least: LeastSizes = field(init=False)
    _simple: SimpleValues = field(init=False)
    _keys: KeyIdentities = field(init=False)
    _left: int = _MOST
    _shared: dict[QName, Any] = field(factory=dict)
    _paths: dict[str, bool] = field(factory=dict)
    _left_out: dict[int, Callable[[Any], bool] | None] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        """Look at the contracts as a whole."""
        self._least = LeastSizes(self.plan)
        self._simple = SimpleValues(plan=self.plan, page=self.page, is_least=self.kind == "minimal")
        self._keys = key_identities(self.plan, has_identity=self.plan.contracts.is_reference)

    @property
    def _is_page(self) -> bool:
        return self.kind == "documentation"

    def root(self, name: QName) -> Any:
        """Return the sample of a contract.

        :raises InvalidDataContractError: where there is no value.
        :raises UnknownNameError: where an override is for no member that is met.
        """
        value = self._value(name, _Place("", frozenset(), count(1), self.kind == "minimal"))
        unused = [path for path in self.overrides if not self._paths.get(path)]
        if unused:
            raise UnknownNameError(unused[0], self._paths, kind="member", place=name.name)
        return value

    def _value(self, name: QName, place: _Place) -> Any:
        self._left -= 1
        contract = self.plan.contracts[name]
        if isinstance(contract, ClassDataContract | CollectionDataContract):
            self._check_size(name, place)
            inner = evolve(place, around=place.around | {name})
            is_deep = len(inner.around) % LEVELS_PER_STACK == 0
            return on_fresh_stack(self._branch, contract, inner) if is_deep else self._branch(contract, inner)
        return next(self._values(contract, place))

    def _check_size(self, name: QName, place: _Place) -> None:
        """Refuse a value that cannot but be too large; where there are overrides inside it is not known yet.

        :raises InvalidDataContractError: with what may be done about it.
        """
        size = self._least.of(name) or 0
        if size > _MOST_REQUIRED and not self._is_overridden_inside(place):
            at = f"{place.path}: " if place.path else ""
            reason = (
                f"{at}the least value has {size:,} values within it; allowed: at the most {_MOST_REQUIRED:,}, by"
                " members that need not be there, or by overrides"
            )
            raise InvalidDataContractError(reason, contract=name.clark)

    def _is_overridden_inside(self, place: _Place) -> bool:
        return any(path.startswith(f"{place.path}/" if place.path else "") for path in self.overrides)

    def _branch(self, contract: ClassDataContract | CollectionDataContract, place: _Place) -> Any:
        return (
            self._class(contract, place)
            if isinstance(contract, ClassDataContract)
            else self._collection(contract, place)
        )

    def _values(self, contract: DataContract, place: _Place) -> Iterator[Any]:
        """Yield values of a contract without members and items, the best first.

        :raises InvalidDataContractError: where there is none.
        """
        if isinstance(contract, XmlDataContract):
            yield etree.Element("sample" if contract.name == XML_ELEMENT else NODES_TAG)
        elif isinstance(contract, PrimitiveDataContract | SimpleDataContract | EnumDataContract):
            shown = shown_text(place.said) if self._is_page else None
            yield from self._simple.values(contract, place.numbers, shown=shown, path=place.path)
        else:  # a contract that nothing defines: an empty element is all that is certain
            yield AnyValue(None, _ANY_TYPE)

    def _class(self, contract: ClassDataContract, place: _Place) -> Any:
        names = self._least.in_place_of(contract.name)
        if not names:
            reason = "it has no finite instance: each one must contain another"
            raise InvalidDataContractError(reason, contract=contract.name.clark)
        name = self._chosen(contract.name, names, place)
        if self._is_page and name in self._shared:
            return self._shared[name]
        planned = self.plan.classes[name]
        cls: Any = planned.python_class
        if planned.contract.is_iserializable:
            return cls(entries={})
        made = object.__new__(cls)
        if self.plan.contracts.is_reference(planned.contract):
            self._shared[name] = made
        inner = evolve(place, around=place.around | {name})
        numbers = self._numbers(planned.contract)
        owners = [each for each in self.plan.contracts.lineage(planned.contract) for _ in each.members]
        absent = []
        for owner, member in zip(owners, planned.members, strict=True):
            number = numbers.get((owner.name, member.member.name))
            said = self._said(owner.name, member.member.name)
            at = inner.inside(member.member.name, count(1) if number is None else repeat(number), said)
            value = self._member(member, at)
            if value is _ABSENT:
                absent.append(member.attribute)
            else:
                setattr(made, member.attribute, value)
        for attribute in absent:
            set_absent(made, attribute)
        return made

    def _chosen(self, name: QName, names: tuple[QName, ...], place: _Place) -> QName:
        """Return which class stands in a place: itself where it may, in a maximal sample the most derived one."""
        if self.kind == "maximal" and not place.is_least:
            free = [each for each in names if each == name or each not in place.around]
            lines = {each: len(self.plan.contracts.lineage(self.plan.classes[each].contract)) for each in free}
            return max(free or names, key=lambda each: lines.get(each, 0))
        return name if name in names and not place.is_least else names[0]

    def _member(self, planned: MemberPlan, place: _Place) -> Any:
        """Return the value of a member, or `_ABSENT`."""
        member = planned.member
        self._paths[place.path] = place.path in self.overrides
        if place.path in self.overrides:
            return self.overrides[place.path]
        nothing: Any = _ABSENT
        if member.is_nillable and member.emit_default_value and (member.is_required or not place.is_least):
            nothing = None
        if not self._is_overridden_inside(place) and self._is_empty(member, place, can_be_nil=nothing is None):
            return nothing
        is_inside = member.type in place.around or self._left <= 0
        inner = evolve(place, is_least=place.is_least or is_inside)
        try:
            return self._written(planned, inner)
        except InvalidDataContractError:
            if nothing is _ABSENT and member.is_required:
                raise
            return nothing

    def _is_empty(self, member: DataMember, place: _Place, *, can_be_nil: bool) -> bool:
        """Tell whether a member is nil or absent, and not filled."""
        if member.is_required and not can_be_nil:
            return False
        if place.is_least or self._left <= 0:
            return True
        is_unknown = member.declares is not None and member.type == _ANY_TYPE
        # A contract seen only as nil: nothing but nil is known to be valid there.
        if is_unknown or (self._is_page and is_only_nil(place.said)):
            return True
        return self._is_page and member.type in place.around and member.type not in self._shared

    def _written(self, planned: MemberPlan, place: _Place) -> Any:
        """Return a value that is written, be it that ``EmitDefaultValue`` leaves out the default; else `_ABSENT`."""
        member = planned.member
        contract = self.plan.contracts[member.type]
        key = id(member)
        if key not in self._left_out:
            self._left_out[key] = left_out_test(self.plan, member)
        is_left_out = self._left_out[key]
        if isinstance(contract, ClassDataContract | CollectionDataContract):
            value = self._value(member.type, place)
            values = iter([value])
        else:
            self._left -= 1
            values = self._values(contract, place)
        for value in values:
            if is_left_out is None or not is_left_out(value):
                return value
        if member.is_required:
            reason = f"{place.path} is required, and its only value is the default that is not written"
            raise InvalidDataContractError(reason)
        return _ABSENT

    def _collection(self, contract: CollectionDataContract, place: _Place) -> Any:
        item = contract.item
        wanted = self._wanted(contract, place)
        if not isinstance(item, QName):
            return self._dictionary(contract, *item, place=place, wanted=wanted)
        numbers = count(1)
        is_nullable = contract.is_item_nillable and self.plan.contracts.is_value_type(self.plan.contracts[item])
        is_nil = contract.is_item_nillable and (place.is_least or self._left <= 0)
        is_inside = item in place.around or self._left <= 0
        items = []
        for _ in range(wanted):
            inner = place.inside(contract.item_name, count(1) if is_nullable else numbers)
            self._paths.setdefault(inner.path, False)
            if inner.path in self.overrides:
                self._paths[inner.path] = True
                items.append(self.overrides[inner.path])
            else:
                items.append(None if is_nil else self._value(item, evolve(inner, is_least=place.is_least or is_inside)))
        return items

    def _wanted(self, contract: CollectionDataContract, place: _Place) -> int:
        """Return how many items a collection gets."""
        types = [each for each in contract.references() if isinstance(self.plan.contracts[each], ClassDataContract)]
        is_closed = self._is_page and any(each in place.around - {contract.name} for each in types)
        is_empty = place.is_least or self._left <= 0 or is_closed or contract.name in contract.references()
        if is_empty or any(not self._least.in_place_of(each) for each in contract.references()):
            return contract.min_items
        usual = max(self.page.items, contract.min_items)
        return usual if contract.max_items is None else min(usual, contract.max_items)

    def _dictionary(
        self, contract: CollectionDataContract, key: DataMember, value: DataMember, *, place: _Place, wanted: int
    ) -> Any:
        """Return a dictionary; as on the page keys that are equal are dropped, and key and value count together."""
        numbers = count(1)
        entry = place.inside(contract.item_name, numbers)
        pairs: list[tuple[Any, Any]] = []
        for _ in range(wanted):
            # .NET refuses null as a key, even where the key is nillable.
            is_inside = value.type in place.around or self._left <= 0
            made = self._value(key.type, entry.inside(key.name, numbers))
            is_nil = value.is_nillable and (place.is_least or is_inside)
            inner = evolve(entry.inside(value.name, numbers), is_least=place.is_least or is_inside)
            pairs = self._keys.new(key.type, [*pairs, (made, None if is_nil else self._value(value.type, inner))])
        return mapping_of(pairs)

    def _numbers(self, contract: ClassDataContract) -> dict[tuple[QName, str], int]:
        """Return the running numbers of a class's simple members: its own come first, then those of its bases.

        ``Nullable`` members are not counted; a fresh generator gives each the number 1.
        """
        numbers: dict[tuple[QName, str], int] = {}
        for owner in reversed(self.plan.contracts.lineage(contract)):
            for member in owner.members:
                declared = self.plan.contracts[member.type]
                simplest = self.plan.contracts.simplest(declared)
                if not isinstance(simplest, PrimitiveDataContract) or not is_numbered(simplest.name):
                    continue
                if not (member.is_nillable and self.plan.contracts.is_value_type(declared)):
                    numbers[owner.name, member.name] = len(numbers) + 1
        return numbers

    def _said(self, owner: QName, member: str) -> Annotation:
        """Return what the contracts with evidence say about a member."""
        contract = None if self.said is None else self.said.contracts.get(owner)
        members = contract.members if isinstance(contract, ClassDataContract) else ()
        return next((each.annotation for each in members if each.name == member), SAID_NOTHING)
