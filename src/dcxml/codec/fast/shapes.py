"""The shape of a document as .NET writes it: each element at its place, with what may stand in it.

A shape is made for one root in one dialect (``layouts``). From shapes come a regular expression and the functions
that read its groups.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from attrs import define, evolve, field, frozen

from dcxml.codec.defaults import left_out_test

if TYPE_CHECKING:
    from dcxml.codec.fast.spelling import Spelling
    from dcxml.codec.plan import MemberPlan, Plan
    from dcxml.contract.model import ClassDataContract, CollectionDataContract, DataContract

__all__ = [
    "Choice",
    "Content",
    "Entries",
    "Items",
    "Kind",
    "Members",
    "References",
    "Slot",
    "Text",
    "choices_in",
    "completed",
    "has_identities",
    "slots_of",
]


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


Content: TypeAlias = Text | Members | Items | Entries
"""What may stand in an element."""


@frozen
class Kind:
    """What an element is whose start tag names a type: how that tag is spelled, and what stands in it.

    One that ``has_identity`` has a gap for it in its start tags.
    """

    spelling: Spelling
    content: Text | Members
    python_class: type
    has_identity: bool = False


@frozen
class References:
    """How an element refers to an object before it: its tag around the identity, and what the object may be of."""

    before: str
    after: str
    contracts: tuple[DataContract, ...]


@frozen
class BuiltIn:
    """A built-in type, and the Python class of its values; one that ``is_boxed`` is not told by these alone."""

    text: Text
    python_class: type
    is_boxed: bool


@frozen
class BuiltInTypes:
    """The built-in types of one namespace, of which a start tag may name any.

    The tag is ``before`` with the name and ``behind``, or ``empty`` where there is no content.
    """

    before: str
    behind: str
    empty: str
    types: tuple[BuiltIn, ...]


@frozen(eq=False)
class Choice:
    """What an element at its place may be, which its start tag alone tells."""

    contract: DataContract
    kinds: tuple[Kind, ...]
    built_in: tuple[BuiltInTypes, ...] = ()
    references: References | None = None
    levels: dict[str, int] = field(init=False, factory=dict)
    """How many levels of elements with an end tag may be in these, as far as that was asked for."""


@frozen
class Slot:
    """An element at its place; without ``content`` it can only be nil here, or one of the ``others``."""

    spelling: Spelling
    content: Content | None
    is_nillable: bool
    is_required: bool
    others: Choice | None = None

    @property
    def may_refer(self) -> bool:
        """Whether it may refer to an object before it, whose identity a group has then."""
        return self.others is not None and self.others.references is not None

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
    return _Completing(plan).content(content)


@define
class _Completing:
    plan: Plan
    _choices: dict[Choice, Choice] = field(init=False, factory=dict)

    def content(self, content: Any) -> Any:
        match content:
            case Members():
                return evolve(content, slots=tuple((each, self._there(each, slot)) for each, slot in content.slots))
            case Items():
                return evolve(content, slot=self._slot(content.slot))
            case Entries():
                return evolve(content, key=self._slot(content.key), value=self._slot(content.value))
            case _:
                return content

    def _slot(self, slot: Slot) -> Slot:
        others = None if slot.others is None else self._choice(slot.others)
        return evolve(slot, content=self.content(slot.content), others=others)

    def _choice(self, choice: Choice) -> Choice:
        known = self._choices.get(choice)
        if known is None:
            kinds = (evolve(kind, content=self.content(kind.content)) for kind in choice.kinds)
            known = self._choices[choice] = evolve(choice, kinds=tuple(kinds))
        return known

    def _there(self, member: MemberPlan, slot: Slot) -> Slot:
        """Return the completed slot of a member, which is there unless it can be left out."""
        can_be_there = slot.content is not None or slot.others is not None or slot.is_nillable
        is_required = slot.is_required or (can_be_there and left_out_test(self.plan, member.member) is None)
        return evolve(self._slot(slot), is_required=is_required)


def choices_in(content: Content | None) -> set[Choice]:
    """Return the choices that there are in a content, and in their kinds."""
    found: set[Choice] = set()
    waiting = [content]
    while waiting:
        for slot in slots_of(waiting.pop()):
            waiting.append(slot.content)
            if slot.others is not None and slot.others not in found:
                found.add(slot.others)
                waiting.extend(kind.content for kind in slot.others.kinds)
    return found


def has_identities(content: Content) -> bool:
    """Tell whether there may be objects with an identity in a content."""
    return any(choice.references is not None for choice in choices_in(content))


def slots_of(content: Content | None) -> tuple[Slot, ...]:
    """Return the slots of a content that has any."""
    match content:
        case Members():
            return tuple(slot for _, slot in content.slots)
        case Items():
            return (content.slot,)
        case Entries():
            return content.key, content.value
        case _:
            return ()
