"""What is drawn: contract sets that the CLR can have, and values of them that .NET gives back as they were."""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from dcxml import AnyValue, KeyValuePair, QName
from dcxml.binding.graphs import children_of, is_instance, state_of
from dcxml.binding.spec import contract_spec
from dcxml.codec.anything import natural_type
from dcxml.contract import ClassDataContract, EnumDataContract
from dcxml.errors import InvalidDataContractError
from dcxml.qname import XS
from dcxml.strategies import any_values, date_times, instances, texts
from support.contract_sets import contract_sets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from differential.subjects import Subjects

__all__ = ["Values", "sets"]

ANY_TYPE = QName(XS, "anyType")
# What .NET reads and does not write back as it was (docs/differences.md): a carriage return, an offset from the local
# time, which is UTC here, and a URI that is not canonical.
AGREED: dict[QName, st.SearchStrategy[Any]] = {
    QName(XS, "string"): texts().filter(lambda text: "\r" not in text),
    QName(XS, "dateTime"): date_times(offsets=st.just(0)),
    QName(XS, "anyURI"): st.sampled_from(("urn:a", "", "http://a.org/b", "rel/p?q=1", "http://a.org/?a=%20#f")),
}


def sets(*, hostile: bool = False) -> st.SearchStrategy[Any]:
    """Draw contract sets that CLR types can be made of."""
    return contract_sets(hostile=hostile, annotations=False, for_clr=True, most=4)


class Values:
    """The strategies of values of one contract set, each made once."""

    def __init__(self, subjects: Subjects) -> None:
        """Take the contract set in Python and in .NET."""
        self.subjects = subjects
        self._substitutes: dict[bool, dict[QName, st.SearchStrategy[Any]]] = {}
        self._made: dict[tuple[QName, bool], st.SearchStrategy[Any]] = {}

    def of(self, root: QName, *, absent: bool) -> st.SearchStrategy[Any]:
        """Return the values of a contract; derived objects and objects of the set stand where they may.

        :raises InvalidDataContractError: where no finite instance exists.
        """
        if (root, absent) not in self._made:
            instance = self._instances(root, self._chosen(absent=absent), absent=absent)
            self._made[root, absent] = instance.flatmap(_perhaps_shared)
        return self._made[root, absent]

    def _instances(
        self, name: QName, values: dict[QName, st.SearchStrategy[Any]], *, absent: bool
    ) -> st.SearchStrategy[Any]:
        return instances(self.subjects.binding.annotation_of(name), values=values, absent=absent)

    def _chosen(self, *, absent: bool) -> dict[QName, st.SearchStrategy[Any]]:
        """Return the strategies that stand in place of those of the contracts alone."""
        if absent not in self._substitutes:
            plain = AGREED | self._first_texts()
            known = {}
            for name in self._needed():
                with contextlib.suppress(InvalidDataContractError):
                    known[name] = self._instances(name, plain, absent=absent)
            anything = any_values(values=plain)
            for name, strategy in known.items():
                anything |= strategy.map(partial(self._held, name))
            self._substitutes[absent] = plain | {ANY_TYPE: anything} | dict(self._with_derived(known))
        return self._substitutes[absent]

    def _needed(self) -> list[QName]:
        """Return the contracts whose values stand where another is declared: all where something holds any.

        None in no namespace: .NET cannot name such a type below a default namespace.
        """
        contracts = self.subjects.contracts
        if any(ANY_TYPE in contract.references() for contract in contracts):
            return [contract.name for contract in contracts if contract.name.namespace]
        related = [contract for contract in contracts if isinstance(contract, ClassDataContract) and contract.base]
        return [each.name for contract in related for each in contracts.lineage(contract)]

    def _first_texts(self) -> dict[QName, st.SearchStrategy[Any]]:
        """Return the values of enumerations that .NET gives back: of two texts of one number it writes the first."""
        found = {}
        for contract in self.subjects.contracts:
            if isinstance(contract, EnumDataContract) and not contract.is_flags and contract.members:
                first = {member.value: member.name for member in reversed(contract.members)}
                python_class = self.subjects.binding.annotation_of(contract.name)
                found[contract.name] = st.sampled_from([*map(python_class, first.values())])
        return found

    def _with_derived(
        self, known: dict[QName, st.SearchStrategy[Any]]
    ) -> Iterator[tuple[QName, st.SearchStrategy[Any]]]:
        """Yield the classes that others derive from: an object of any of them may stand there."""
        for name, strategy in known.items():
            derived = [
                each
                for each in known
                if each != name and each.namespace and self.subjects.contracts.is_derived(each, name)
            ]
            if derived:
                yield name, st.one_of(strategy, *(known[each] for each in derived))

    def _held(self, name: QName, value: Any) -> Any:
        """Return the value as an anyType holds it: with its type where it alone would lose it."""
        contract = self.subjects.contracts[name]
        alone = isinstance(contract, ClassDataContract | EnumDataContract) and not isinstance(value, KeyValuePair)
        return value if alone or natural_type(value) == name else AnyValue(value, name)


def _perhaps_shared(value: Any) -> st.SearchStrategy[Any]:
    """Draw the value as it is, or with one object of a reference contract in two places: perhaps a cycle."""
    slots = [slot for slot in _slots(value) if is_instance(slot[2])]
    pairs = [(slot, other) for slot in slots for *_, other in slots if type(other) is type(slot[2])]
    pairs = [(slot, other) for slot, other in pairs if other is not slot[2]]
    return st.just(value) if not pairs else st.just(value) | st.sampled_from(pairs).map(partial(_share, value))


def _slots(root: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Yield where reference objects stand: what holds them, by which name or index, and the object."""
    waiting, seen = [root], set()
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield from ((each, place, item) for place, item in _places(each) if is_reference(item))
        waiting.extend(children_of(each))


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, list):
        yield from enumerate(value)
    elif is_instance(value):
        yield from state_of(value).items()


def is_reference(value: Any) -> bool:
    """Tell whether a value is an object of a contract with ``IsReference``."""
    spec = contract_spec(type(value))
    return spec is not None and spec.is_reference


def _share(value: Any, pair: tuple[tuple[Any, Any, Any], Any]) -> Any:
    (holder, place, _), other = pair
    if isinstance(holder, list):
        holder[place] = other
    else:
        setattr(holder, place, other)
    return value
