"""Contracts laid out as shapes: what .NET writes at each place of a root's documents.

A contract that contains itself is followed a few levels; what lies deeper can only be nil or left out.
"""

from __future__ import annotations

from functools import cache
from inspect import isabstract
from typing import TYPE_CHECKING, Any, Final

from attrs import define, evolve, field, frozen

from dcxml.binding.values import KeyValuePair
from dcxml.codec.anything import ANY_TYPE, natural_type_of
from dcxml.codec.dialects import GAP, Dialect
from dcxml.codec.dictionary_keys import rule_of
from dcxml.codec.element_specs import WRITTEN_OUT
from dcxml.codec.fast.patterns import IDENTIFIED
from dcxml.codec.fast.shapes import BuiltIn, BuiltInTypes, Choice, Entries, Items, Kind, Members, References, Slot, Text
from dcxml.codec.fast.spelling import (
    Spelling,
    identified_spelling,
    item_spec,
    leaf_spelling,
    member_spec,
    referring_tag,
    typed_spelling,
)
from dcxml.codec.item_counts import is_counted
from dcxml.codec.plan import base_primitive, is_branch
from dcxml.contract.model import ClassDataContract, CollectionDataContract, EnumDataContract, PrimitiveDataContract
from dcxml.contract.primitives import EXPORTED_CLASSES, PRIMITIVE_CONTRACTS
from dcxml.errors import LexicalError
from dcxml.qname import XS, QName

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dcxml.codec.dialects import Scope
    from dcxml.codec.element_specs import ElementSpec
    from dcxml.codec.plan import MemberPlan, Plan
    from dcxml.contract.model import DataContract

__all__ = ["Layout", "lay_out"]

_NO_TEXT: Final = frozenset({ANY_TYPE, QName(XS, "QName"), *EXPORTED_CLASSES})
_LEVELS: Final = 2
"""How often one contract is entered on one path; in a class that ``i:type`` names it is once."""
_DEEPEST: Final = 32
"""How many contracts may be entered on one path: what makes a lane calls itself some ten times for each."""
_MOST_SLOTS: Final = 4_000
"""How many elements a shape may have: beyond that the expression would take long to compile."""
_MOST_IN_KINDS: Final = 2_000
"""How many elements may be in classes that ``i:type`` or an identity tells."""
_DEEPER: Final = ((8, 500), (4, 800), (2, 1_000))
"""In how many such classes, one in the other, an element may be, and how many elements there may be then."""
_FEW: Final = 8
"""Of so many classes and enumerations each may stand in anyType; of more those that are known, and declared nowhere."""
_ANY_NAME: Final = "\ue000"
"""What stands for the name of a type in a start tag."""


class _TooLargeError(Exception):
    """The contracts of a root reach too many elements for a regular expression."""


@frozen
class Layout:
    """The shape of a root's content, and how many elements it has."""

    content: Members | Items | Entries
    elements: int


def lay_out(plan: Plan, contract: DataContract, scope: Scope) -> Layout | None:
    """Return the layout of what stands in the root element of a contract, None where that is too much or not told."""
    for levels, has_objects in ((1, True), (1, False), (0, False)):
        shapes = _Shapes(plan, levels, _MOST_IN_KINDS, has_objects, contract.name)
        found = _laid_out(shapes, contract, scope)
        if found is not None:
            break
    if found is None or not shapes.is_cut_short or shapes.levels == 0:
        return found
    for levels, most in _DEEPER:
        if shapes.in_kinds * levels <= most:  # there will be as many at each level, or more
            deeper = _laid_out(_Shapes(plan, levels, most, shapes.has_objects, contract.name), contract, scope)
            if deeper is not None:
                return deeper
    return found


def _laid_out(shapes: _Shapes, contract: DataContract, scope: Scope) -> Layout | None:
    try:
        content = shapes.of_root(contract, scope)
    except _TooLargeError:
        return None
    return None if content is None else Layout(content, shapes.count)


@define
class _Shapes:
    """Makes the shapes of one plan in one dialect."""

    plan: Plan
    levels: int
    most_in_kinds: int
    has_objects: bool
    root: QName
    count: int = field(init=False, default=0)
    """How many elements were laid out so far."""
    is_cut_short: bool = field(init=False, default=False)
    """Whether classes that may stand somewhere were not entered there."""
    in_kinds: int = field(init=False, default=0)
    _path: list[QName] = field(init=False, factory=list)
    _depth: int = field(init=False, default=0)
    """In how many kinds what is laid out is."""
    _is_in_object: bool = field(init=False, default=False)
    _known: dict[QName, list[DataContract]] = field(init=False, factory=dict)
    _laid_out: dict[tuple[Any, ...], Choice | None] = field(init=False, factory=dict)
    """The kinds at each place and level, which are the same whatever is around them."""
    _names: dict[type, QName] = field(init=False)
    """The types by their Python classes."""

    @_names.default
    def _how_classes_are_called(self) -> dict[type, QName]:
        return {each: name for name, each in self.plan.types.items() if each is not KeyValuePair}

    def of_root(self, contract: DataContract, scope: Scope) -> Members | Items | Entries | None:
        """Return what stands in a root element, whose object may have the first identity.

        :raises _TooLargeError: where that is too much.
        """
        if isinstance(contract, ClassDataContract) and self._is_reference(contract):
            return self._inside(contract, scope)
        return self.content(contract, scope)

    def content(self, contract: DataContract, scope: Scope) -> Members | Items | Entries | None:
        """Return what stands in an element of a contract with child elements, None where that cannot be told.

        :raises _TooLargeError: where that is too much.
        """
        if self._path.count(contract.name) >= (1 if self._depth else _LEVELS) or self._is_reference(contract):
            return None
        if len(self._path) >= _DEEPEST:
            raise _TooLargeError
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
        if not is_branch(contract):
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
        self.in_kinds += self._depth > 0
        if self.count > _MOST_SLOTS or self.in_kinds > self.most_in_kinds:
            raise _TooLargeError

    def _others(self, contract: DataContract, scope: Scope, spec: ElementSpec) -> Choice | None:
        """Return what else may stand in an element of a contract: what ``i:type`` may name."""
        is_object = contract.name == ANY_TYPE
        known = self._known_types(contract)
        is_in_object = is_object and self._is_in_object
        if known and (is_in_object or self._depth >= self.levels or (is_object and not self.has_objects)):
            known = [each for each in known if not is_branch(each)]
            self.is_cut_short = self.is_cut_short or not is_in_object
        references = self._references(contract, scope, spec)
        if not known and not is_object and references is None:
            return None
        around = scope.depth, scope.bindings, self._depth, self._is_in_object
        place = contract.name, spec.name, spec.namespace, spec.declares, around
        if place not in self._laid_out:
            choice = evolve(self._choice(contract, known, scope, spec), references=references)
            self._laid_out[place] = choice if choice.kinds or choice.built_in or references else None
        return self._laid_out[place]

    def _known_types(self, contract: DataContract) -> list[DataContract]:
        """Return what is known to derive from a contract, and has a class of its own in Python."""
        known = self._known.get(contract.name)
        if known is None:
            own = [(name, each) for name, each in self.plan.types.items() if self._names.get(each) == name]
            if isinstance(contract, ClassDataContract):
                is_own = self._is_reference(contract)  # whose start tag has its identity
                own = [each for each in own if self._is_derived(*each, contract.name, or_is=is_own)]
            elif contract.name != ANY_TYPE:
                own = []
            elif len(own) > _FEW:
                declared = {self.root, *_declared(self.plan)}
                own = [(name, each) for name, each in own if name not in declared]
            known = self._known[contract.name] = [self.plan.resolve(name) for name, _ in own]
        return known

    def _is_derived(self, name: QName, python_class: type, base: QName, *, or_is: bool) -> bool:
        is_derived = (or_is or name != base) and self.plan.contracts.is_derived(name, base)
        return is_derived and issubclass(python_class, self.plan.types[base])

    def _is_reference(self, contract: DataContract) -> bool:
        return self.plan.contracts.is_reference(contract)

    def _references(self, contract: DataContract, scope: Scope, spec: ElementSpec) -> References | None:
        """Return how an element refers to an object, None where it cannot."""
        contracts = tuple(each for each in self._known_types(contract) if self._is_reference(each))
        return References(*referring_tag(scope, spec), contracts) if contracts else None

    def _choice(self, contract: DataContract, known: list[DataContract], scope: Scope, spec: ElementSpec) -> Choice:
        before = self._depth, self._is_in_object, self._path
        self._depth, self._is_in_object, self._path = (
            self._depth + 1,
            contract.name == ANY_TYPE or self._is_in_object,
            [],
        )
        try:
            kinds = tuple(self._kinds(known, scope, spec))
        finally:
            self._depth, self._is_in_object, self._path = before
        built_in = tuple(self._built_in(scope, spec)) if contract.name == ANY_TYPE else ()
        return Choice(contract, kinds, built_in)

    def _kinds(self, known: list[DataContract], scope: Scope, spec: ElementSpec) -> Iterator[Kind]:
        """Yield what may stand in an element whose ``i:type`` names a type."""
        for each in known:
            has_identity, named = self._is_reference(each), None if each.name == spec.contract else each.name
            try:
                spelling = (identified_spelling if has_identity else typed_spelling)(scope, spec, named)
            except LexicalError:
                continue
            if has_identity and f"{IDENTIFIED}{GAP}" not in spelling.opens:
                continue  # it has another prefix there
            content = self._text(each, scope.dialect) or self._inside(each, spelling.content)
            if isinstance(content, Text | Members):
                yield Kind(spelling, content, self.plan.types[each.name], has_identity)

    def _built_in(self, scope: Scope, spec: ElementSpec) -> Iterator[BuiltInTypes]:
        """Yield the built-in types that may stand in an element, namespace by namespace."""
        for namespace, types in _built_in_types(scope.dialect).items():
            spelling = typed_spelling(scope, spec, QName(namespace, _ANY_NAME))
            before, _, behind = spelling.opens.partition(_ANY_NAME)
            yield BuiltInTypes(before, behind, spelling.is_empty.partition(_ANY_NAME)[2], types)

    def _text(self, contract: DataContract, dialect: Dialect) -> Text | None:
        if isinstance(contract, EnumDataContract):
            may_be_empty = contract.is_flags or contract.is_open
            return Text(contract, may_be_empty, has_single_tag=may_be_empty)
        primitive = base_primitive(self.plan.contracts, contract)
        if primitive is None or primitive.name in _NO_TEXT:
            return None
        return _text_of(contract, primitive, dialect)


def _declared(plan: Plan) -> Iterator[QName]:
    """Yield the types of members, items, keys and values."""
    for contract in plan.contracts:
        if isinstance(contract, ClassDataContract):
            yield from (member.type for member in contract.members)
        else:
            yield from contract.references()


def _text_of(contract: DataContract, primitive: PrimitiveDataContract, dialect: Dialect) -> Text:
    is_written_out = dialect is Dialect.XML_WRITER and primitive.name in WRITTEN_OUT
    may_be_empty = not (isinstance(contract, PrimitiveDataContract) and primitive.primitive.is_value_type)
    return Text(contract, may_be_empty, may_be_empty and not is_written_out)


@cache
def _built_in_types(dialect: Dialect) -> Mapping[str, tuple[BuiltIn, ...]]:
    """Return the built-in types that are a text, by their namespaces."""
    found: dict[str, tuple[BuiltIn, ...]] = {}
    for name, contract in PRIMITIVE_CONTRACTS.items():
        if name not in _NO_TEXT:
            python_class = contract.primitive.python_type
            is_boxed = natural_type_of(python_class) != name
            built_in = BuiltIn(_text_of(contract, contract, dialect), python_class, is_boxed)
            found[name.namespace] = *found.get(name.namespace, ()), built_in
    return found
