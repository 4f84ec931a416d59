"""The shape of a document as .NET writes it: each element at its place, with what may stand in it.

A shape is made for one root in one dialect. A contract that contains itself is followed a few levels; what lies
deeper can only be nil or left out. From shapes come a regular expression and the functions that read its groups.
"""

from __future__ import annotations

from inspect import isabstract
from typing import TYPE_CHECKING, Any, ClassVar, Final

from attrs import define, evolve, field, frozen

from dcxml.codec.anything import ANY_TYPE
from dcxml.codec.defaults import left_out_test
from dcxml.codec.dialects import Dialect
from dcxml.codec.dictionary_keys import rule_of
from dcxml.codec.element_specs import WRITTEN_OUT
from dcxml.codec.fast.spelling import Spelling, item_spelling, leaf_spelling, member_spelling
from dcxml.codec.item_counts import is_counted
from dcxml.codec.plan import base_primitive, is_branch
from dcxml.contract.model import ClassDataContract, CollectionDataContract, EnumDataContract, PrimitiveDataContract
from dcxml.contract.primitives import EXPORTED_CLASSES
from dcxml.qname import XS, QName

if TYPE_CHECKING:
    from dcxml.codec.dialects import Scope
    from dcxml.codec.plan import MemberPlan, Plan
    from dcxml.contract.model import DataContract

__all__ = ["Entries", "Items", "Members", "Shapes", "Slot", "Text", "TooLargeError", "completed"]

_NO_TEXT: Final = frozenset({ANY_TYPE, QName(XS, "QName"), *EXPORTED_CLASSES})
_LEVELS: Final = 2
"""How often one contract is entered on one path."""
_MOST_SLOTS: Final = 4_000
"""How many elements a shape may have: beyond that the expression would take long to compile."""


class TooLargeError(Exception):
    """The contracts of a root reach too many elements for a regular expression."""


@frozen
class Text:
    """A simple value. ``may_be_empty`` where an empty text is one, ``has_single_tag`` where .NET writes that so."""

    contract: DataContract
    may_be_empty: bool
    has_single_tag: bool


@frozen
class Members:
    """The members of a class, each with its slot."""

    contract: ClassDataContract
    python_class: type
    slots: tuple[tuple[MemberPlan, Slot], ...]

    @property
    def may_lack(self) -> bool:
        """Whether some member may be left out."""
        return not all(slot.is_required for _, slot in self.slots)

    @property
    def has_single_tag(self) -> bool:
        """Whether every member may be left out, so that nothing is between the tags."""
        return not any(slot.is_required for _, slot in self.slots)


@frozen
class Items:
    """The items of a list."""

    contract: CollectionDataContract
    slot: Slot
    has_single_tag: ClassVar[bool] = True


@frozen
class Entries:
    """The entries of a dictionary: an element around a key and a value."""

    contract: CollectionDataContract
    spelling: Spelling
    key: Slot
    value: Slot
    has_single_tag: ClassVar[bool] = True


@frozen
class Slot:
    """An element at its place; without ``content`` it can only be nil here."""

    spelling: Spelling
    content: Text | Members | Items | Entries | None
    is_nillable: bool
    is_required: bool

    @property
    def tells_nil(self) -> bool:
        """Whether a group of its own tells that it is nil: not where nothing else can be meant by an empty text."""
        if not self.is_nillable:
            return False
        if isinstance(self.content, Text):
            return self.content.may_be_empty or not self.is_required
        return self.content is not None or not self.is_required

    @property
    def tells_presence(self) -> bool:
        """Whether a group tells that it is there, which no text of its content shows."""
        if self.is_required or self.content is None:
            return False
        return not isinstance(self.content, Text) or self.content.may_be_empty


def completed(plan: Plan, content: Any) -> Any:
    """Return a shape without what .NET does not write: no member is missing, but for those that it leaves out."""
    match content:
        case Members():
            return evolve(content, slots=tuple((member, _there(plan, member, slot)) for member, slot in content.slots))
        case Items():
            return evolve(content, slot=_completed(plan, content.slot))
        case Entries():
            return evolve(content, key=_completed(plan, content.key), value=_completed(plan, content.value))
        case _:
            return content


def _completed(plan: Plan, slot: Slot) -> Slot:
    return slot if slot.content is None else evolve(slot, content=completed(plan, slot.content))


def _there(plan: Plan, member: MemberPlan, slot: Slot) -> Slot:
    """Return the completed slot of a member, which is there unless it can be left out."""
    can_be_there = slot.content is not None or slot.is_nillable
    is_required = slot.is_required or (can_be_there and left_out_test(plan, member.member) is None)
    return evolve(_completed(plan, slot), is_required=is_required)


@define
class Shapes:
    """Makes the shapes of one plan in one dialect."""

    plan: Plan
    count: int = field(init=False, default=0)
    """How many elements were laid out so far."""
    _path: list[QName] = field(init=False, factory=list)

    def content(self, contract: DataContract, scope: Scope) -> Members | Items | Entries | None:
        """Return what stands in an element of a contract with child elements, None where that cannot be told.

        :raises TooLargeError: where that is too much.
        """
        if not self._can_follow(contract):
            return None
        self._path.append(contract.name)
        try:
            if isinstance(contract, ClassDataContract):
                return self._members(contract, scope)
            return self._collection(contract, scope) if isinstance(contract, CollectionDataContract) else None
        finally:
            self._path.pop()

    def _can_follow(self, contract: DataContract) -> bool:
        if not is_branch(contract) or self.plan.contracts.is_reference(contract):
            return False
        if self._path.count(contract.name) >= _LEVELS:
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
            if slot.content is None and slot.is_required and not slot.is_nillable:
                return None
            slots.append((member, slot))
        return Members(contract, plan.python_class, tuple(slots))

    def _collection(self, contract: CollectionDataContract, scope: Scope) -> Items | Entries | None:
        namespace = contract.name.namespace
        if isinstance(contract.item, QName):
            element = QName(namespace, contract.item_name)
            slot = self._slot(contract.item, scope, element, is_nillable=contract.is_item_nillable)
            return None if slot.content is None else Items(contract, slot)
        spelling = leaf_spelling(scope, QName(namespace, contract.item_name))
        key, value = (
            self._slot(
                member.type, spelling.content, QName(namespace, member.name),
                is_nillable=member.is_nillable and member is not contract.key, is_member=True,
            )
            for member in contract.item
        )  # fmt: skip
        return None if None in (key.content, value.content) else Entries(contract, spelling, key, value)

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
        self.count += 1
        if self.count > _MOST_SLOTS:
            raise TooLargeError
        contract = self.plan.resolve(type_name)
        text = self._text(contract, scope.dialect)
        if text is not None:
            spelling = leaf_spelling(scope, element)
        elif is_member:
            spelling = member_spelling(self.plan, scope, element, type_name, declares=declares)
        else:
            spelling = item_spelling(self.plan, scope, element, type_name)
        content = None if is_nil_only else text or self.content(contract, spelling.content)
        return Slot(spelling, content, is_nillable, is_required)

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
