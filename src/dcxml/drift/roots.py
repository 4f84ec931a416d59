"""Global elements compared: those that are more than a contract's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.contract.model import GlobalElement
from dcxml.contract.primitives import primitive_contract
from dcxml.drift import rules
from dcxml.drift.comparison import Comparison, change, type_text
from dcxml.drift.direction import REFUSED
from dcxml.drift.nulls import receive_nil
from dcxml.drift.renaming import NEAR, likeliest, nearness
from dcxml.drift.values import receive

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dcxml.contract.contract_set import DataContractSet
    from dcxml.drift.change import Change
    from dcxml.qname import QName

__all__ = ["compare_roots"]


def compare_roots(comparison: Comparison) -> Iterator[Change]:
    """Yield the changes of global elements, those that are gone first."""
    were, are = comparison.old.elements, comparison.new.elements
    gone = [name for name in were if _root(comparison.new, comparison.new_name(name)) is None]
    kept = {comparison.new_name(name): root for name, root in were.items()}
    come = [name for name in are if name not in kept and _former(comparison, name) is None]
    renamed = _renamed(comparison, gone, come)
    are_gone, have_come, new_names = set(gone), set(come), set(renamed.values())
    pairs = comparison.correspondence.pairs
    removed = {name for name in comparison.old.contracts if name not in pairs and primitive_contract(name) is None}
    added = comparison.new.contracts.keys() - pairs.values()
    for name in gone:
        # An element whose type is gone is gone with it.
        if name not in renamed and name not in pairs and were[name].type not in removed:
            yield change(
                rules.ROOT_REMOVED,
                f"the element {name.name} is gone",
                backward=REFUSED,
                contract=name,
                was=type_text(were[name].type),
            )
    for was, now in renamed.items():
        yield change(
            rules.ROOT_RENAMED,
            f"the element {was.name} seems to be called {now.name} now",
            forward=REFUSED,
            backward=REFUSED,
            contract=now,
            was=was.clark,
            now=now.clark,
        )
        yield from _compare(comparison, were[was], are[now])
    for name, root in were.items():
        if name not in are_gone:
            after = _root(comparison.new, comparison.new_name(name))
            if after is not None:
                yield from _compare(comparison, root, after)
    for name, root in are.items():
        if name in have_come and name not in new_names and (root.type not in added or primitive_contract(root.type)):
            yield change(rules.ROOT_ADDED, f"the element {name.name} is new", contract=name, now=type_text(root.type))
        elif name not in kept and (former := _former(comparison, name)) is not None:
            yield from _compare(comparison, former, root)


def _root(contracts: DataContractSet, name: QName) -> GlobalElement | None:
    """Return the global element of a name: a listed one, or a contract's own."""
    root = contracts.elements.get(name)
    return GlobalElement(name=name, type=name) if root is None and name in contracts.contracts else root


def _former(comparison: Comparison, name: QName) -> GlobalElement | None:
    """Return what the old contracts had under the name of a new element: the own element of a contract."""
    before = comparison.forward.pairs.get(name)
    return None if before is None else _root(comparison.old, before)


def _renamed(comparison: Comparison, gone: list[QName], come: list[QName]) -> Mapping[QName, QName]:
    """Return the new name of each element that seems to have one: of one type, and nearly one name or the only two."""
    were, are = comparison.old.elements, comparison.new.elements
    of_type: dict[QName | None, list[QName]] = {}
    for now in come:
        of_type.setdefault(are[now].type, []).append(now)
    return likeliest(
        (near, was, now)
        for was in gone
        for now in of_type.get(comparison.backward.counterpart(were[was].type), ())
        if ((near := nearness(was.name, now.name)) >= NEAR or len(gone) == len(come) == 1)
    )


def _compare(comparison: Comparison, old: GlobalElement, new: GlobalElement) -> Iterator[Change]:
    if not comparison.are_same(old.type, new.type):
        yield change(
            rules.ROOT_TYPE_CHANGED,
            f"the element {new.name.name} is of {type_text(new.type)}, and was of {type_text(old.type)}",
            forward=receive(comparison.forward, old.type, new.type),
            backward=receive(comparison.backward, new.type, old.type),
            contract=new.name,
            was=type_text(old.type),
            now=type_text(new.type),
        )
    if old.is_nillable != new.is_nillable:
        said = ("not nillable", "nillable")
        yield change(
            rules.ROOT_NILLABLE_CHANGED,
            f"the element {new.name.name} is {said[new.is_nillable]}, and was {'so' if old.is_nillable else 'not'}",
            forward=receive_nil(comparison.forward, old, new),
            backward=receive_nil(comparison.backward, new, old),
            contract=new.name,
            was=said[old.is_nillable],
            now=said[new.is_nillable],
        )
