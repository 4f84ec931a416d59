"""Lists and dictionaries compared: the name of items, what they are, how many a schema asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.drift import rules
from dcxml.drift.classes import generic_changed, reference_changed
from dcxml.drift.comparison import Comparison, change, type_text
from dcxml.drift.direction import NOT_VALID, REFUSED, UNHARMED, Reception
from dcxml.drift.members import compare_member
from dcxml.drift.nulls import receive_nil_items
from dcxml.drift.values import receive, receive_contract, receive_other_items
from dcxml.qname import QName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.contract.model import CollectionDataContract
    from dcxml.drift.change import Change

__all__ = ["compare_collections"]


def compare_collections(
    comparison: Comparison, old: CollectionDataContract, new: CollectionDataContract, *, is_follower: bool
) -> Iterator[Change]:
    """Yield the changes of a collection; the items of a follower are named as what they are, which has been told."""
    name = new.name
    if old.is_dictionary != new.is_dictionary:
        was, now = ("a dictionary" if each.is_dictionary else "a list" for each in (old, new))
        yield change(
            rules.KIND_CHANGED,
            f"{name.name} is {now}, and was {was}",
            forward=receive_contract(comparison.forward, old, new),
            backward=receive_contract(comparison.backward, new, old),
            contract=name,
            was=was,
            now=now,
        )
        return
    if old.item_name != new.item_name and not is_follower:
        yield change(
            rules.ITEM_NAME_CHANGED,
            f"the items of {name.name} are called {new.item_name}, and were {old.item_name}",
            forward=receive_other_items(old),
            backward=receive_other_items(new),
            contract=name,
            was=old.item_name,
            now=new.item_name,
        )
    if isinstance(old.item, QName) and isinstance(new.item, QName):
        yield from _items(comparison, old, new)
    else:
        yield from _entries(comparison, old, new)
    if old.is_reference != new.is_reference:
        yield reference_changed(new, is_reference=new.is_reference)
    if _counts(old) != _counts(new):
        yield change(
            rules.ITEM_COUNT_CHANGED,
            f"{name.name} holds {_counts(new)} items, and held {_counts(old)}",
            forward=_counted(old, new),
            backward=_counted(new, old),
            contract=name,
            was=_counts(old),
            now=_counts(new),
        )
    if old.generic != new.generic and not is_follower and old.name == new.name:
        yield generic_changed(old, new)


def _items(comparison: Comparison, old: CollectionDataContract, new: CollectionDataContract) -> Iterator[Change]:
    was, now = old.item_type, new.item_type
    if was is None or now is None:
        return
    if not comparison.are_same(was, now):
        yield change(
            rules.ITEM_TYPE_CHANGED,
            f"the items of {new.name.name} are of {type_text(now)}, and were of {type_text(was)}",
            forward=receive(comparison.forward, was, now),
            backward=receive(comparison.backward, now, was),
            contract=new.name,
            was=type_text(was),
            now=type_text(now),
        )
    if old.is_item_nillable != new.is_item_nillable:
        said = ("not nillable", "nillable")
        yield change(
            rules.ITEM_NILLABLE_CHANGED,
            f"the items of {new.name.name} are {said[new.is_item_nillable]}, and were"
            f" {'so' if old.is_item_nillable else 'not'}",
            forward=receive_nil_items(comparison.forward, old, new),
            backward=receive_nil_items(comparison.backward, new, old),
            contract=new.name,
            was=said[old.is_item_nillable],
            now=said[new.is_item_nillable],
        )


def _entries(comparison: Comparison, old: CollectionDataContract, new: CollectionDataContract) -> Iterator[Change]:
    if isinstance(old.item, QName) or isinstance(new.item, QName):
        return
    for word, was, now in zip(("keys", "values"), old.item, new.item, strict=True):
        if was.name != now.name:
            yield change(
                rules.ENTRY_CHANGED,
                f"the {word} of {new.name.name} are called {now.name}, and were {was.name}",
                forward=REFUSED,
                backward=REFUSED,
                contract=new.name,
                member=now.name,
                was=was.name,
                now=now.name,
            )
        yield from compare_member(comparison, new.name, was, now, rule=rules.ENTRY_CHANGED)


def _counts(contract: CollectionDataContract) -> str:
    most = "any number of" if contract.max_items is None else f"at most {contract.max_items}"
    return most if not contract.min_items else f"{contract.min_items} or more, {most},"


def _counted(reader: CollectionDataContract, writer: CollectionDataContract) -> Reception:
    too_few = writer.min_items < reader.min_items
    too_many = reader.max_items is not None and (writer.max_items is None or writer.max_items > reader.max_items)
    return NOT_VALID if too_few or too_many else UNHARMED
