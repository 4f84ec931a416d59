"""What every step of a comparison has: both sets, their counterparts, both directions, and how a change is made."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from attrs import define

from dcxml.contract.primitives import primitive_contract
from dcxml.drift.change import Change
from dcxml.drift.correspondence import names_within
from dcxml.drift.direction import UNHARMED, Direction, Reception, effects_of
from dcxml.drift.operation_pairs import pair_operations
from dcxml.qname import SERIALIZATION, XS, QName

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dcxml.contract.contract_set import DataContractSet
    from dcxml.drift.correspondence import Correspondence
    from dcxml.drift.operation_pairs import OperationPairs
    from dcxml.drift.rules import ChangeRule

__all__ = ["Comparison", "change", "type_text"]


@define(slots=False)
class Comparison:
    """One run: the old contracts, the new ones, and the counterparts among them."""

    old: DataContractSet
    new: DataContractSet
    correspondence: Correspondence

    @cached_property
    def forward(self) -> Direction:
        """The old side reads what the new side writes."""
        pairs = {new: old for old, new in self.correspondence.pairs.items()}
        return Direction(self.old, self.new, pairs, is_forward=True)

    @cached_property
    def backward(self) -> Direction:
        """The new side reads what the old side wrote."""
        return Direction(self.new, self.old, self.correspondence.pairs, is_forward=False)

    @cached_property
    def operations(self) -> OperationPairs:
        """The operations of both sides, and which is which."""
        return pair_operations(self.old, self.new, self.correspondence.pairs)

    @cached_property
    def renamed(self) -> frozenset[QName]:
        """The old names of contracts that seem to have another one."""
        return frozenset(self.correspondence.renamed)

    def is_following(self, name: QName) -> bool:
        """Tell whether the name of an old contract changes because it is made of others that do."""
        return name in self._places

    def following(self, names: Iterable[QName]) -> list[QName]:
        """Return the old contracts whose names change because they are made of these."""
        return sorted({each for name in names for each in self._followers.get(name, ())}, key=self._places.__getitem__)

    @cached_property
    def _places(self) -> dict[QName, int]:
        """The place of each contract among those that follow."""
        return {name: place for place, name in enumerate(self.correspondence.following)}

    @cached_property
    def _followers(self) -> dict[QName, list[QName]]:
        """What follows, by each name that it is made of."""
        found: dict[QName, list[QName]] = {}
        for follower in self.correspondence.following:
            for name in names_within(self.old, follower):
                found.setdefault(name, []).append(follower)
        return found

    @cached_property
    def _new_namespaces(self) -> dict[str, str]:
        """The new namespace of each old one that contracts have moved from; the first, where there are several."""
        found: dict[str, str] = {}
        for name in self.correspondence.moved:
            found.setdefault(name.namespace, self.correspondence.pairs[name].namespace)
        return found

    def are_same(self, old: QName | None, new: QName | None) -> bool:
        """Tell whether an old and a new contract, or none, are each other's counterparts."""
        return self.backward.are_same(new, old)

    def new_name(self, old: QName) -> QName:
        """Return the name that an old element has where only the namespace of its contracts has changed."""
        namespace = self._new_namespaces.get(old.namespace, old.namespace)
        return self.correspondence.pairs.get(old) or QName(namespace, old.name)


def change(  # noqa: PLR0913 - what a change says
    rule: ChangeRule,
    message: str,
    *,
    forward: Reception = UNHARMED,
    backward: Reception = UNHARMED,
    contract: QName | None = None,
    member: str | None = None,
    was: str | None = None,
    now: str | None = None,
    followers: tuple[QName, ...] = (),
) -> Change:
    """Return a change of a kind; ``forward`` and ``backward`` are what becomes of new and of old documents."""
    return Change(
        code=rule.code,
        name=rule.name,
        message=message,
        effects=effects_of(forward, backward),
        contract=contract,
        member=member,
        was=was,
        now=now,
        followers=followers,
    )


def type_text(name: QName | None) -> str | None:
    """Return how a type is told: ``xs:int``, ``ser:guid``, any other in Clark form."""
    if name is None:
        return None
    prefix = {XS: "xs:", SERIALIZATION: "ser:"}.get(name.namespace)
    return name.clark if prefix is None or primitive_contract(name) is None else prefix + name.name
