"""Contracts laid out as shapes: what .NET writes at each place of a root's documents.

A contract that contains itself is followed a few levels; what lies deeper can only be nil or left out.
"""

from __future__ import annotations

from inspect import isabstract
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field, frozen

from dcxml.codec.anything import ANY_TYPE
from dcxml.codec.dialects import Dialect
from dcxml.codec.dictionary_keys import rule_of
from dcxml.codec.element_specs import WRITTEN_OUT
from dcxml.codec.fast.shapes import Choice, Entries, Items, Kind, Members, Slot, Text
from dcxml.codec.fast.spelling import Spelling, item_spec, leaf_spelling, member_spec, typed_spelling
from dcxml.codec.item_counts import is_counted
from dcxml.codec.plan import base_primitive, is_branch
from dcxml.contract.model import ClassDataContract, CollectionDataContract, EnumDataContract, PrimitiveDataContract
from dcxml.contract.primitives import EXPORTED_CLASSES
from dcxml.errors import LexicalError
from dcxml.qname import XS, QName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.codec.dialects import Scope
    from dcxml.codec.element_specs import ElementSpec
    from dcxml.codec.plan import MemberPlan, Plan
    from dcxml.contract.model import DataContract

__all__ = ["Layout", "lay_out"]

_NO_TEXT: Final = frozenset({ANY_TYPE, QName(XS, "QName"), *EXPORTED_CLASSES})
_LEVELS: Final = 2
"""How often one contract is entered on one path; in a class that ``i:type`` names it is once."""
_MOST_SLOTS: Final = 4_000
"""How many elements a shape may have: beyond that the expression would take long to compile."""
_DEPTHS: Final = ((1, 2_000), (2, 1_000), (4, 700), (8, 500))
"""How often a class with known types may be entered on one path, while so many elements at most are in such classes.

The last that is not too much counts; where the first is, only declared classes are followed.
"""


class _TooLargeError(Exception):
    """The contracts of a root reach too many elements for a regular expression."""


@frozen
class Layout:
    """The shape of a root's content, and how many elements it has."""

    content: Members | Items | Entries
    elements: int


def lay_out(plan: Plan, contract: DataContract, scope: Scope) -> Layout | None:
    """Return the layout of what stands in the root element of a contract, None where that is too much or not told."""
    found = None
    for levels, most in _DEPTHS:
        shapes = _Shapes(plan, levels, most)
        deeper = _laid_out(shapes, contract, scope)
        if deeper is None:
            break
        found = deeper
        if not shapes.is_cut_short:
            return found
    return found or _laid_out(_Shapes(plan, levels=0, most_in_kinds=0), contract, scope)


def _laid_out(shapes: _Shapes, contract: DataContract, scope: Scope) -> Layout | None:
    try:
        content = shapes.content(contract, scope)
    except _TooLargeError:
        return None
    return None if content is None else Layout(content, shapes.count)


@define
class _Shapes:
    """Makes the shapes of one plan in one dialect."""

    plan: Plan
    levels: int
    most_in_kinds: int
    count: int = field(init=False, default=0)
    """How many elements were laid out so far."""
    is_cut_short: bool = field(init=False, default=False)
    """Whether a class with known types was not entered once more."""
    _in_kinds: int = field(init=False, default=0)
    _path: list[QName] = field(init=False, factory=list)
    _choices: list[QName] = field(init=False, factory=list)
    _known: dict[QName, list[ClassDataContract]] = field(init=False, factory=dict)
    _laid_out: dict[tuple[Any, ...], Choice | None] = field(init=False, factory=dict)
    """The kinds at each place and level, which are the same whatever is around them."""
    _names: dict[type, QName] = field(init=False)

    @_names.default
    def _how_classes_are_called(self) -> dict[type, QName]:
        return {python_class: name for name, python_class in self.plan.types.items()}

    def content(self, contract: DataContract, scope: Scope) -> Members | Items | Entries | None:
        """Return what stands in an element of a contract with child elements, None where that cannot be told.

        :raises _TooLargeError: where that is too much.
        """
        if self._path.count(contract.name) >= (1 if self._choices else _LEVELS):
            return None
        self._path.append(contract.name)
        try:
            return self._inside(contract, scope)
        finally:
            self._path.pop()

    def _inside(self, contract: DataContract, scope: Scope) -> Members | Items | Entries | None:
        if not self._can_follow(contract):
            return None
        if isinstance(contract, ClassDataContract):
            return self._members(contract, scope)
        return self._collection(contract, scope) if isinstance(contract, CollectionDataContract) else None

    def _can_follow(self, contract: DataContract) -> bool:
        if not is_branch(contract) or self.plan.contracts.is_reference(contract):
            return False
        if isinstance(contract, CollectionDataContract):
            rule = None if contract.key is None else rule_of(self.plan.contracts, contract.key.type)
            return not is_counted(contract) and (rule is None or (rule.is_plain and rule.identity is None))
        plan = self.plan.classes[contract.name]
        is_special = contract.is_iserializable or isabstract(plan.python_class)
        has_twins = len({member.tag for member in plan.members}) < len(plan.members)
        return not (is_special or has_twins or self.plan.contracts.lacks_base(contract))

    def _members(self, contract: ClassDataContract, scope: Scope) -> Members | None:
        plan = self.plan.classes[contract.name]
        slots = []
        for member in plan.members:
            slot = self._member(member, scope)
            if slot.content is None and slot.others is None and slot.is_required and not slot.is_nillable:
                return None
            slots.append((member, slot))
        return Members(contract, plan.python_class, tuple(slots))

    def _collection(self, contract: CollectionDataContract, scope: Scope) -> Items | Entries | None:
        namespace = contract.name.namespace
        if isinstance(contract.item, QName):
            element = QName(namespace, contract.item_name)
            slot = self._slot(contract.item, scope, element, is_nillable=contract.is_item_nillable)
            return None if slot.content is None and slot.others is None else Items(contract, slot)
        spelling = leaf_spelling(scope, QName(namespace, contract.item_name))
        key, value = (
            self._slot(
                member.type, spelling.content, QName(namespace, member.name),
                is_nillable=member.is_nillable and member is not contract.key, is_member=True,
            )
            for member in contract.item
        )  # fmt: skip
        is_told = key.content is not None and (value.content is not None or value.others is not None)
        return Entries(contract, spelling, key, value) if is_told else None

    def _member(self, plan: MemberPlan, scope: Scope) -> Slot:
        member = plan.member
        return self._slot(
            member.type, scope, QName(plan.namespace, member.name),
            is_nillable=member.is_nillable, is_required=member.is_required,
            declares=member.declares, is_member=True, is_nil_only=plan.is_conflicting,
        )  # fmt: skip

    def _slot(  # noqa: PLR0913 - an element's place has many sides
        self,
        type_name: QName,
        scope: Scope,
        element: QName,
        *,
        is_nillable: bool,
        is_required: bool = True,
        declares: str | None = None,
        is_member: bool = False,
        is_nil_only: bool = False,
    ) -> Slot:
        self._count_one()
        contract = self.plan.resolve(type_name)
        text = self._text(contract, scope.dialect)
        if text is not None:
            spelling = leaf_spelling(scope, element)
            return Slot(spelling, None if is_nil_only else text, is_nillable, is_required)
        if is_member:
            spec = member_spec(self.plan, element, type_name, declares=declares)
        else:
            spec = item_spec(self.plan, element, type_name)
        spelling = Spelling.of(scope[spec])
        content = None if is_nil_only else self.content(contract, spelling.content)
        others = None if is_nil_only else self._others(contract, scope, spec)
        return Slot(spelling, content, is_nillable, is_required, others)

    def _count_one(self) -> None:
        """Count one more element.

        :raises _TooLargeError: where that is too much.
        """
        self.count += 1
        self._in_kinds += bool(self._choices)
        if self.count > _MOST_SLOTS or self._in_kinds > self.most_in_kinds:
            raise _TooLargeError

    def _others(self, contract: DataContract, scope: Scope, spec: ElementSpec) -> Choice | None:
        """Return what else may stand in an element of a contract: the classes that ``i:type`` may name."""
        known = self._known_classes(contract)
        if not known or self.levels == 0:
            return None
        if self._choices.count(contract.name) >= self.levels:
            self.is_cut_short = True
            return None
        place = contract.name, id(scope), spec.name, spec.namespace, spec.declares, tuple(sorted(self._choices))
        if place not in self._laid_out:
            self._laid_out[place] = self._choice(contract, known, scope, spec)
        return self._laid_out[place]

    def _choice(
        self, contract: DataContract, known: list[ClassDataContract], scope: Scope, spec: ElementSpec
    ) -> Choice | None:
        self._choices.append(contract.name)
        path, self._path = self._path, []
        try:
            kinds = tuple(self._kinds(known, scope, spec))
        finally:
            self._choices.pop()
            self._path = path
        return Choice(contract, kinds) if kinds else None

    def _known_classes(self, contract: DataContract) -> list[ClassDataContract]:
        """Return the classes that are known to derive from one, those that have a class of their own in Python."""
        known = self._known.get(contract.name)
        if known is None:
            known = [*self._derived(contract)] if isinstance(contract, ClassDataContract) else []
            self._known[contract.name] = known
        return known

    def _derived(self, contract: ClassDataContract) -> Iterator[ClassDataContract]:
        types, is_derived = self.plan.types, self.plan.contracts.is_derived
        for name, each in self.plan.classes.items():
            if name != contract.name and is_derived(name, contract.name):
                is_called_so = self._names[types[name]] == name
                if is_called_so and issubclass(types[name], types[contract.name]):
                    yield each.contract

    def _kinds(self, known: list[ClassDataContract], scope: Scope, spec: ElementSpec) -> Iterator[Kind]:
        """Yield what may stand in an element whose ``i:type`` names a class."""
        for each in known:
            try:
                spelling = typed_spelling(scope, spec, each.name)
            except LexicalError:
                continue
            content = self._inside(each, spelling.content)
            if isinstance(content, Members):
                yield Kind(spelling, content)

    def _text(self, contract: DataContract, dialect: Dialect) -> Text | None:
        if isinstance(contract, EnumDataContract):
            may_be_empty = contract.is_flags or contract.is_open
            return Text(contract, may_be_empty, has_single_tag=may_be_empty)
        primitive = base_primitive(self.plan.contracts, contract)
        if primitive is None or primitive.name in _NO_TEXT:
            return None
        is_written_out = dialect is Dialect.XML_WRITER and primitive.name in WRITTEN_OUT
        may_be_empty = not (isinstance(contract, PrimitiveDataContract) and primitive.primitive.is_value_type)
        return Text(contract, may_be_empty, may_be_empty and not is_written_out)
