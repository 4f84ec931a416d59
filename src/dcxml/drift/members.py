"""The members that two classes declare themselves: what is gone, what has come, what has moved, what is different."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from dcxml.contract.model import ClassDataContract
from dcxml.drift import rules
from dcxml.drift.comparison import Comparison, change, type_text
from dcxml.drift.direction import LOST, MISREAD, REFUSED, UNHARMED, Direction, Reception, Tag
from dcxml.drift.nulls import receive_nil
from dcxml.drift.renaming import NEAR, likeliest, nearness
from dcxml.drift.sequences import longest_increasing
from dcxml.drift.values import receive, receive_member, receive_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dcxml.contract.contract_set import DataContractSet
    from dcxml.contract.model import DataMember
    from dcxml.drift.change import Change
    from dcxml.drift.rules import ChangeRule
    from dcxml.qname import QName

__all__ = ["compare_member", "compare_members"]

_Members = list[tuple[Tag, "DataMember"]]


def compare_members(comparison: Comparison, old: ClassDataContract, new: ClassDataContract) -> Iterator[Change]:
    """Yield the changes of the members that two classes declare, in their new order, what is gone first."""
    were, are = ({member.name: member for member in each.members} for each in (old, new))
    gone = [member for member in old.members if member.name not in are]
    come = [member for member in new.members if member.name not in were]
    renamed = _renamed(comparison, gone, come)
    pair = _Pair(comparison, old, new)
    for member in gone:
        if member.name not in renamed:
            yield pair.removed(member)
    old_names = {now: was for was, now in renamed.items()}
    for member in new.members:
        if member.name in were:
            yield from compare_member(comparison, new.name, were[member.name], member)
        elif member.name in old_names:
            before = were[old_names[member.name]]
            yield pair.renamed(before, member)
            yield from compare_member(comparison, new.name, before, member)
        else:
            yield pair.added(member)
    yield from pair.moved(
        [m.name for m in old.members if m.name in are], [m.name for m in new.members if m.name in were]
    )


def compare_member(
    comparison: Comparison, contract: QName, old: DataMember, new: DataMember, *, rule: ChangeRule | None = None
) -> Iterator[Change]:
    """Yield what is different about a member of ``contract``; ``rule`` takes the place of each kind of change."""
    directions = (comparison.forward, old, new), (comparison.backward, new, old)
    was_value, is_value = (
        contracts.is_value_type(contracts[member.type])
        for contracts, member in ((comparison.old, old), (comparison.new, new))
    )
    is_retyped = not comparison.are_same(old.type, new.type)
    if is_retyped:
        forward, backward = (
            Reception.of(
                receive(direction, reader.type, writer.type),
                # A struct in place of a class cannot be null: that is the same change.
                UNHARMED if was_value == is_value else receive_nil(direction, reader, writer),
            )
            for direction, reader, writer in directions
        )
        was, now = type_text(old.type), type_text(new.type)
        yield change(
            rule or rules.MEMBER_TYPE_CHANGED,
            f"{new.name} is {_short(new.type)}, and was {_short(old.type)}",
            forward=forward,
            backward=backward,
            contract=contract,
            member=new.name,
            was=was,
            now=now,
        )
    if old.is_nillable != new.is_nillable and not (is_retyped and was_value != is_value):
        forward, backward = (receive_nil(*each) for each in directions)
        yield _switched(rule or rules.NILLABLE_CHANGED, contract, new, "nillable", new.is_nillable, (forward, backward))
    if old.is_required != new.is_required:
        forward, backward = (
            REFUSED if reader.is_required and not writer.is_required else UNHARMED for _, reader, writer in directions
        )
        yield _switched(rule or rules.REQUIRED_CHANGED, contract, new, "required", new.is_required, (forward, backward))
    # Another type has another default: whether that is written is no cause of its own.
    has_other_default = is_retyped or (was_value and old.is_nillable != new.is_nillable)
    if old.emit_default_value != new.emit_default_value and not has_other_default:
        yield _switched(
            rule or rules.EMIT_DEFAULT_CHANGED,
            contract,
            new,
            "written where it has its default",
            new.emit_default_value,
            (UNHARMED, UNHARMED),
        )
    if old.declares != new.declares:
        yield change(
            rule or rules.DECLARED_NAMESPACE_CHANGED,
            f"{new.name} declares {new.declares or 'no namespace'}, and declared {old.declares or 'none'}",
            contract=contract,
            member=new.name,
            was=old.declares,
            now=new.declares,
        )


def _switched(  # noqa: PLR0913, PLR0917 - what a change says
    rule: ChangeRule,
    contract: QName,
    member: DataMember,
    adjective: str,
    holds: bool,  # noqa: FBT001 - what is told
    receptions: tuple[Reception, Reception],
) -> Change:
    said = [f"not {adjective}", adjective]
    return change(
        rule,
        f"{member.name} is {said[holds]}, and was {'not' if holds else 'so'}",
        forward=receptions[0],
        backward=receptions[1],
        contract=contract,
        member=member.name,
        was=said[not holds],
        now=said[holds],
    )


def _short(name: QName) -> str:
    return str(type_text(name)) if type_text(name) != name.clark else name.name


def _renamed(comparison: Comparison, gone: Sequence[DataMember], come: Sequence[DataMember]) -> dict[str, str]:
    """Return the new name of each member that seems to have one: of one type and nearly one name."""
    return likeliest(
        (near, was.name, now.name)
        for was in gone
        for now in come
        if comparison.are_same(was.type, now.type) and (near := nearness(was.name, now.name)) >= NEAR
    )


@frozen
class _Pair:
    """Two classes, counterparts of each other."""

    comparison: Comparison
    old: ClassDataContract
    new: ClassDataContract

    def removed(self, member: DataMember) -> Change:
        """Return the change that a member is gone, or declared by a base from now on."""
        moved = self._between_classes(member)
        if moved is not None:
            return moved
        clash = self._clash(member.name)
        rule, outcome = (
            (rules.REQUIRED_MEMBER_REMOVED, REFUSED) if member.is_required else (rules.MEMBER_REMOVED, MISREAD)
        )
        return change(
            rule,
            f"{member.name} is gone" + (", and was required" if member.is_required else ""),
            forward=Reception.of(outcome, clash),
            backward=Reception.of(self.comparison.backward.skipped(member), clash),
            contract=self.new.name,
            member=member.name,
            was=type_text(member.type),
        )

    def added(self, member: DataMember) -> Change:
        """Return the change that a member is new, or was declared by a base before."""
        moved = self._between_classes(member)
        if moved is not None:
            return moved
        clash = self._clash(member.name)
        return change(
            rules.REQUIRED_MEMBER_ADDED if member.is_required else rules.MEMBER_ADDED,
            f"{member.name} is new" + (", and required" if member.is_required else ""),
            forward=Reception.of(self.comparison.forward.skipped(member), clash),
            backward=Reception.of(REFUSED if member.is_required else UNHARMED, clash),
            contract=self.new.name,
            member=member.name,
            now=type_text(member.type),
        )

    def renamed(self, old: DataMember, new: DataMember) -> Change:
        """Return the change that a member has another name."""
        clash = Reception.of(self._clash(old.name), self._clash(new.name))
        forward, backward = (
            Reception.of(REFUSED if reader.is_required else LOST, direction.skipped(writer), clash)
            for direction, reader, writer in (
                (self.comparison.forward, old, new),
                (self.comparison.backward, new, old),
            )
        )
        return change(
            rules.MEMBER_RENAMED,
            f"{old.name} seems to be called {new.name} now",
            forward=forward,
            backward=backward,
            contract=self.new.name,
            member=new.name,
            was=old.name,
            now=new.name,
        )

    def moved(self, were: Sequence[str], are: Sequence[str]) -> Iterator[Change]:
        """Yield the change that the members which both sides have stand in another order."""
        if were == are:
            return
        stayed = longest_increasing([were.index(name) for name in are])
        moved = [name for place, name in enumerate(are) if place not in stayed]
        old, new = ({member.name: member for member in each.members} for each in (self.old, self.new))
        forward, backward = (
            receive_order(
                [Tag("", n) for n in ours], [Tag("", n) for n in theirs], {Tag("", n): m for n, m in known.items()}
            )
            for ours, theirs, known in ((were, are, old), (are, were, new))
        )
        places = " and ".join(_place(name, are) for name in moved) if len(moved) <= 2 else ", ".join(moved)  # noqa: PLR2004
        yield change(
            rules.MEMBERS_MOVED,
            f"the order of members is another: {places}" + ("" if len(moved) <= 2 else " have moved"),  # noqa: PLR2004
            forward=forward,
            backward=backward,
            contract=self.new.name,
            member=moved[0] if len(moved) == 1 else None,
            was=", ".join(were),
            now=", ".join(are),
        )

    def _between_classes(self, member: DataMember) -> Change | None:
        """Return the change that a member is declared elsewhere in the line of bases; None where it is not."""
        comparison = self.comparison
        tag = Tag(self.new.name.namespace, member.name)
        before = comparison.backward.writer_members(self.old)
        after = comparison.backward.reader_members(self.new)
        if any([each for each, _ in members].count(tag) != 1 for members in (before, after)):
            return None
        was = _declaring(comparison.old, self.old, member.name)
        now = _declaring(comparison.new, self.new, member.name)
        return change(
            rules.MEMBERS_MOVED,
            f"{member.name} is declared by {now.name}, and was by {was.name}",
            forward=_elsewhere(comparison.forward, before, after, tag),
            backward=_elsewhere(comparison.backward, after, before, tag),
            contract=self.new.name,
            member=member.name,
            was=was.clark,
            now=now.clark,
        )

    def _clash(self, name: str) -> Reception:
        """Return what comes of it that a base or a derived class has a member of this name: which is read is unsure."""
        for contracts, contract in ((self.comparison.old, self.old), (self.comparison.new, self.new)):
            tag = (contract.name.namespace, name)
            for derived in contracts:
                if isinstance(derived, ClassDataContract) and contracts.is_derived(derived.name, contract.name):
                    tags = [(namespace, member.name) for namespace, member in contracts.members(derived)]
                    if tags.count(tag) > 1:
                        return REFUSED
        return UNHARMED


def _declaring(contracts: DataContractSet, contract: ClassDataContract, name: str) -> QName:
    """Return the class of a line of bases that declares a member."""
    return next(c.name for c in contracts.lineage(contract) if any(member.name == name for member in c.members))


def _elsewhere(direction: Direction, reader: _Members, writer: _Members, tag: Tag) -> Reception:
    """Return what comes of it that a member stands among those of another class of the line."""
    known, written = dict(reader), dict(writer)
    typed = receive_member(direction, known[tag], written[tag])
    ours, theirs = [each for each, _ in reader if each in written], [each for each, _ in writer if each in known]
    has_stayed = set(ours[: ours.index(tag)]) == set(theirs[: theirs.index(tag)])
    return typed if has_stayed else Reception.of(typed, receive_order(ours, theirs, known))


def _place(name: str, names: Sequence[str]) -> str:
    """Return where a member is now, in words."""
    place = names.index(name)
    return f"{name} is first now" if place == 0 else f"{name} comes after {names[place - 1]}"
