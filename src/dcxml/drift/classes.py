"""Classes compared: the base, then the members they declare themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.drift import rules
from dcxml.drift.comparison import Comparison, change, type_text
from dcxml.drift.direction import NOT_READ, NOT_VALID, REFUSED, UNHARMED, Direction, Reception
from dcxml.drift.members import compare_members
from dcxml.drift.values import receive_members

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.contract.model import ClassDataContract, CollectionDataContract, GenericType
    from dcxml.drift.change import Change

__all__ = ["compare_classes", "generic_changed", "reference_changed"]


def compare_classes(comparison: Comparison, old: ClassDataContract, new: ClassDataContract) -> Iterator[Change]:
    """Yield the changes of a class: what kind it is of, its base, its members."""
    name = new.name
    if old.is_value_type != new.is_value_type:
        was, now = ("a struct" if each.is_value_type else "a class" for each in (old, new))
        yield change(
            rules.VALUE_TYPE_CHANGED,
            f"{name.name} was {was} and is {now}",
            forward=_identified(old, new),
            backward=_identified(new, old),
            contract=name,
            was=was,
            now=now,
        )
    if not comparison.are_same(old.base, new.base):
        yield _base_changed(comparison, old, new)
    was_reference, is_reference = comparison.old.is_reference(old), comparison.new.is_reference(new)
    if was_reference != is_reference and (old.is_reference or new.is_reference):
        yield reference_changed(new, is_reference=is_reference)
    if not _are_alike(old, new):
        yield generic_changed(old, new)
    yield from compare_members(comparison, old, new)


def generic_changed(
    old: ClassDataContract | CollectionDataContract, new: ClassDataContract | CollectionDataContract
) -> Change:
    """Return the change of a contract behind which another generic definition stands."""
    was, now = (_definition(each.generic) for each in (old, new))
    return change(
        rules.GENERIC_CHANGED,
        f"{new.name.name} stands for {now or 'no generic class'}, and stood for {was or 'none'}",
        contract=new.name,
        was=was,
        now=now,
    )


def reference_changed(new: ClassDataContract | CollectionDataContract, *, is_reference: bool) -> Change:
    """Return the change of a class, or a collection, that has IsReference on one side."""
    verb = "are" if is_reference else "are no longer"
    return change(
        rules.REFERENCE_CHANGED,
        f"objects of {new.name.name} {verb} written once and referred to after (IsReference)",
        forward=NOT_VALID if is_reference else UNHARMED,
        backward=UNHARMED if is_reference else NOT_VALID,
        contract=new.name,
        was=f"IsReference={not is_reference}",
        now=f"IsReference={is_reference}",
    )


def _identified(reader: ClassDataContract, writer: ClassDataContract) -> Reception:
    """Return what comes of it that a struct has no identity: what can be null is told of members and items."""
    is_refused = reader.is_value_type and writer.is_reference
    return NOT_READ if is_refused else UNHARMED


def _base_changed(comparison: Comparison, old: ClassDataContract, new: ClassDataContract) -> Change:
    was, now = type_text(old.base), type_text(new.base)
    return change(
        rules.BASE_CHANGED,
        f"{new.name.name} has {f'the base {_short(new)}' if now else 'no base'}, and had"
        f" {f'the base {_short(old)}' if was else 'none'}",
        forward=_receive_base(comparison.forward, old, new),
        backward=_receive_base(comparison.backward, new, old),
        contract=new.name,
        was=was,
        now=now,
    )


def _short(contract: ClassDataContract) -> str:
    return "" if contract.base is None else contract.base.name


def _receive_base(direction: Direction, reader: ClassDataContract, writer: ClassDataContract) -> Reception:
    """Return what comes of other inherited members, and of standing where another base is declared."""
    read, wrote = direction.reader_members(reader), direction.writer_members(writer)
    own = {tag for tag, _ in read[len(read) - len(reader.members) :]}
    own |= {tag for tag, _ in wrote[len(wrote) - len(writer.members) :]}
    inherited = receive_members(
        direction,
        [each for each in read if each[0] not in own],
        [each for each in wrote if each[0] not in own],
        news_are_lost=direction.is_forward,
    )
    places = {c.name for c in direction.reader.lineage(reader)}
    stands_for = [direction.counterpart(c.name) for c in direction.writer.lineage(writer)]
    is_lost = any(base is not None and base not in places for base in stands_for)
    return Reception.of(inherited, REFUSED if is_lost else UNHARMED)


def _are_alike(old: ClassDataContract, new: ClassDataContract) -> bool:
    """Tell whether two classes have one generic definition; a name that follows its arguments tells no difference."""
    if old.generic is None or new.generic is None:
        return old.generic is new.generic
    if old.name == new.name:
        return old.generic == new.generic
    return old.generic.name == new.generic.name and len(old.generic.arguments) == len(new.generic.arguments)


def _definition(generic: GenericType | None) -> str | None:
    if generic is None:
        return None
    arguments = ", ".join(argument.name for argument in generic.arguments)
    return f"{generic.name} of {arguments}" if arguments else generic.name
