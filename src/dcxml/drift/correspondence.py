"""Which old contract is which new one: by name, by namespace, by shape; and the names that only follow others.

A list is named after its items and a closed generic class after its arguments, so their names change with those.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

from attrs import define, field

from dcxml.contract.model import (
    ClassDataContract,
    CollectionDataContract,
    EnumDataContract,
    SimpleDataContract,
    XmlDataContract,
)
from dcxml.contract.primitives import primitive_contract
from dcxml.drift.renaming import nearness
from dcxml.qname import QName

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dcxml.contract.contract_set import DataContractSet
    from dcxml.contract.model import DataContract

__all__ = ["Correspondence", "correspond", "is_named_after_parts", "names_within"]

_ALIKE: Final = 0.5
"""How much of two shapes must be the same for one to be taken for the other."""
_NEAR: Final = 0.75
"""How near two names must be where shapes differ."""
_MANY: Final = 40_000
_ENOUGH_TO_COMPARE: Final = 50
"""How many pairs of contracts are compared one by one, and how many of one shape where there are more."""
_ENOUGH_TO_TELL: Final = 2
"""How many members a shape needs to be told by it alone."""


@define
class Correspondence:
    """What is found: ``pairs`` maps old names to new ones, each new one at most once.

    ``moved`` are the old names whose counterpart is in another namespace under the same name, ``renamed`` those of
    another name; ``following`` those whose names change because they are made of such names.
    """

    pairs: dict[QName, QName] = field(factory=dict)
    moved: list[QName] = field(factory=list)
    renamed: list[QName] = field(factory=list)
    following: list[QName] = field(factory=list)


def correspond(old: DataContractSet, new: DataContractSet) -> Correspondence:
    """Find the counterparts of the old contracts among the new ones; the same every time."""
    found = Correspondence({name: name for name in old.contracts if name in new.contracts})
    search = _Search(old, new, found)
    search.pair_followers()
    for is_last in (False, True):  # a generic class whose definition is not told looks like any other
        search.pair_namespaces(followers=is_last)
        search.pair_followers()
        search.pair_renamed(followers=is_last)
        search.pair_followers()
    return found


def is_named_after_parts(contract: DataContract) -> bool:
    """Tell whether .NET makes the name of a contract from others: ``ArrayOf…`` and closed generic classes."""
    if isinstance(contract, CollectionDataContract):
        name = contract.name.name
        return name.startswith("ArrayOf") and (name.endswith(contract.item_name) or "Nullable" in name)
    return isinstance(contract, ClassDataContract) and contract.generic is not None


def names_within(contracts: DataContractSet, name: QName) -> set[QName]:
    """Return the names that the name of a contract is made of, and those that these are made of."""
    waiting, seen = [name], set[QName]()
    while waiting:
        each = contracts[waiting.pop()]
        for found in {*each.references(), *_parts(each)} - seen:
            seen.add(found)
            if found in contracts and is_named_after_parts(contracts[found]):
                waiting.append(found)
    return seen


@define
class _Search:
    old: DataContractSet
    new: DataContractSet
    found: Correspondence
    shapes: dict[int, set[object]] = field(factory=dict)
    taken: set[QName] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Begin with what is found already."""
        self.taken = set(self.found.pairs.values())

    def pair_followers(self) -> None:
        """Pair what is made of counterparts in the same way, until nothing more is found."""
        before = -1
        while before != len(self.found.pairs):
            before = len(self.found.pairs)
            others: dict[object, list[DataContract]] = {}
            for other in filter(is_named_after_parts, self._left_new(followers=True)):
                others.setdefault(_made_of(other, _parts(other)), []).append(other)
            for contract in filter(is_named_after_parts, self._left_old(followers=True)):
                for other in others.get(self._new_parts(contract), ()):
                    if other.name not in self.taken and self._are_alike(contract, other):
                        self.found.pairs[contract.name] = other.name
                        self.taken.add(other.name)
                        is_told = self._has_other_parts(contract)
                        (self.found.following if is_told else self.found.renamed).append(contract.name)
                        break

    def pair_namespaces(self, *, followers: bool) -> None:
        """Pair contracts of one local name and one kind in different namespaces, those that go together first."""
        groups: dict[tuple[str, str], list[tuple[DataContract, DataContract]]] = {}
        named: dict[tuple[type, str], list[DataContract]] = {}
        for other in self._left_new(followers=followers):
            named.setdefault((type(other), other.name.name), []).append(other)
        for contract in self._left_old(followers=followers):
            for other in named.get((type(contract), contract.name.name), ()):
                groups.setdefault((contract.name.namespace, other.name.namespace), []).append((contract, other))
        for pairs in sorted(groups.values(), key=len, reverse=True):
            alike = [pair for pair in pairs if self._likeness(*pair) >= _ALIKE]
            gone = not any(c.name.namespace == pairs[0][0].name.namespace for c in self.new)
            for contract, other in pairs if gone and len(alike) * 2 > len(pairs) else alike:
                self._pair(contract, other, self.found.moved)

    def pair_renamed(self, *, followers: bool) -> None:
        """Pair contracts of one kind that have the same shape or nearly the same name, the likeliest first."""
        scores = [
            (score, contract, other)
            for contract, other in self._candidates(followers=followers)
            if type(contract) is type(other) and (score := self._renaming(contract, other)) > 0
        ]
        for _, contract, other in sorted(scores, key=lambda each: -each[0]):
            self._pair(contract, other, self.found.renamed)

    def _candidates(self, *, followers: bool) -> Iterator[tuple[DataContract, DataContract]]:
        """Yield what may be one contract under two names; of very many, only those of one shape."""
        left, come = self._left_old(followers=followers), self._left_new(followers=followers)
        if len(left) * len(come) <= _MANY:
            yield from product(left, come)
            return
        shaped: dict[frozenset[object], list[DataContract]] = {}
        for other in come:
            shaped.setdefault(frozenset(self._shape(other)), []).append(other)
        for contract in left:
            alike = shaped.get(frozenset(self._shape(contract)), [])
            yield from ((contract, other) for other in alike[:_ENOUGH_TO_COMPARE])

    def _pair(self, contract: DataContract, other: DataContract, kind: list[QName]) -> None:
        if contract.name not in self.found.pairs and other.name not in self.taken:
            self.found.pairs[contract.name] = other.name
            self.taken.add(other.name)
            kind.append(contract.name)

    def _left_old(self, *, followers: bool) -> list[DataContract]:
        return [
            c
            for c in self._ours(self.old)
            if c.name not in self.found.pairs and (followers or not is_named_after_parts(c))
        ]

    def _left_new(self, *, followers: bool) -> list[DataContract]:
        return [
            c for c in self._ours(self.new) if c.name not in self.taken and (followers or not is_named_after_parts(c))
        ]

    @staticmethod
    def _ours(contracts: DataContractSet) -> Iterator[DataContract]:
        return (contract for contract in contracts if primitive_contract(contract.name) is None)

    def _new_parts(self, contract: DataContract) -> object:
        """Return what the counterpart of a contract that is named after its parts is made of."""
        return _made_of(contract, [self.found.pairs.get(name, name) for name in _parts(contract)])

    def _are_alike(self, contract: DataContract, other: DataContract) -> bool:
        """Tell whether two contracts made of the same parts may be one: of generic classes the members tell."""
        return isinstance(contract, CollectionDataContract) or self._likeness(contract, other) >= _ALIKE

    def _has_other_parts(self, contract: DataContract) -> bool:
        """Tell whether something that a contract is named after has another name now."""
        return any(self.found.pairs.get(name, name) != name for name in _parts(contract))

    def _likeness(self, contract: DataContract, other: DataContract) -> float:
        """Return how much of two shapes is the same, from 0 to 1."""
        ours, theirs = self._shape(contract), self._shape(other)
        if not ours and not theirs:
            return 1.0
        return 2 * len(ours & theirs) / (len(ours) + len(theirs))

    def _renaming(self, contract: DataContract, other: DataContract) -> float:
        """Return how likely it is that one contract is the other, renamed; 0 where it is not."""
        likeness = self._likeness(contract, other)
        if likeness < _ALIKE:
            return 0
        near = nearness(contract.name.name, other.name.name)
        tells = len(self._shape(contract)) >= _ENOUGH_TO_TELL and likeness == 1
        return likeness + near if tells or near >= _NEAR else 0

    def _shape(self, contract: DataContract) -> set[object]:
        shape = self.shapes.get(id(contract))
        if shape is None:
            shape = self.shapes[id(contract)] = _shape_of(contract)
        return shape


def _shape_of(contract: DataContract) -> set[object]:
    """Return what a contract is recognised by, whatever its name."""
    match contract:
        case ClassDataContract() | EnumDataContract():
            return {member.name for member in contract.members}
        case SimpleDataContract():
            return {contract.base.name, *contract.facets}
        case CollectionDataContract():
            return {contract.item_name, *(name.name for name in contract.references())}
        case XmlDataContract():
            return {contract.schema.replace(f'"{contract.name.name}"', "")}
    return set()


def _parts(contract: DataContract) -> list[QName]:
    """Return the names that a contract is named after: items, or the arguments of a closed generic class."""
    if isinstance(contract, ClassDataContract):
        generic = contract.generic
        return [] if generic is None else [QName(argument.namespace, argument.name) for argument in generic.arguments]
    return list(contract.references())


def _made_of(contract: DataContract, parts: Iterable[QName]) -> object:
    """Return in which way a contract is made of parts, and of which: equal for those that are made alike."""
    match contract:
        case CollectionDataContract():
            return contract.is_dictionary, contract.is_item_nillable, *parts
        case ClassDataContract(generic=generic) if generic is not None:
            return generic.name, *parts
    return contract.name
