"""What is drawn: contract sets that the CLR can have, and values of them that .NET gives back as they were."""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from attrs import evolve
from hypothesis import strategies as st

from dcxml import AnyValue, KeyValuePair, QName
from dcxml.codec.anything import natural_type
from dcxml.contract import (
    ClassDataContract,
    DataContractSet,
    EnumDataContract,
    GlobalElement,
    PrimitiveDataContract,
)
from dcxml.contract.model import XML_ELEMENT, XML_NODES
from dcxml.contract.primitives import PRIMITIVE_CONTRACTS
from dcxml.errors import InvalidDataContractError
from dcxml.qname import SERIALIZATION, XS
from dcxml.strategies import any_values, date_times, instances, texts
from dcxml.strategies.primitives import primitive_values
from differential.sharing import shared
from differential.subjects import Settings, implementations
from support.contract_sets import contract_sets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.contract import DataContract
    from differential.subjects import Subjects

__all__ = ["BUILT_IN", "ODD_CHARACTERS", "Values", "exported_sets", "sets", "settings"]

BUILT_IN: Final = tuple(PRIMITIVE_CONTRACTS)
"""The built-in types, which are roots as well."""

ANY_TYPE, _STRING = QName(XS, "anyType"), QName(XS, "string")
# What .NET reads and does not write back as it was (docs/differences.md): a carriage return, an offset from the local
# time, which is UTC here, and a URI that is not canonical.
AGREED: dict[QName, st.SearchStrategy[Any]] = {
    QName(XS, "string"): texts().filter(lambda text: "\r" not in text),
    QName(XS, "dateTime"): date_times(offsets=st.just(0)),
    QName(XS, "QName"): primitive_values(QName(XS, "QName")),
    QName(XS, "anyURI"): st.sampled_from(("urn:a", "", "http://a.org/b", "rel/p?q=1", "http://a.org/?a=%20#f")),
}

# What XML 1.0 cannot carry; no half of a surrogate pair, with which an exception's message ends the process.
ODD_CHARACTERS: Final = frozenset(map(chr, [*range(9), 0xB, 0xC, *range(0xE, 0x20), 0xFFFE, 0xFFFF]))
_ODD_TEXTS = st.text(st.sampled_from([*sorted(ODD_CHARACTERS), *"\n\ta &<😀\ue000"]), min_size=1, max_size=6)


@st.composite
def settings(draw: st.DrawFn, contracts: DataContractSet) -> Settings:
    """Draw the settings of a set: some of the classes that others derive from are abstract.

    Which ones is told by the set, for the classes of equal sets are the same ones.

    Empty ``XmlNode[]`` are one object to .NET (docs/differences.md), so no reference is preserved where there are some.
    """
    bases = [c.base for c in contracts if isinstance(c, ClassDataContract) and not c.is_iserializable and c.base]
    return Settings(
        preserves=draw(st.integers(0, 3)) == 3 and XML_NODES not in contracts,
        checks_characters=draw(st.integers(0, 3)) < 3,
        abstract=frozenset(name for name in dict.fromkeys(bases) if crc32(f"{name} {contracts}".encode()) % 3 == 2),
        has_interfaces=draw(st.integers(0, 4)) == 4,
    )


def sets(*, hostile: bool = False) -> st.SearchStrategy[Any]:
    """Draw contract sets that CLR types can be made of, some with a root element of another name."""
    return contract_sets(hostile=hostile, annotations=False, for_clr=True, most=4).flatmap(_with_elements)


def exported_sets(*, hostile: bool = False) -> st.SearchStrategy[DataContractSet]:
    """Draw contract sets as .NET's exporter sees the CLR types made of them."""
    drawn = contract_sets(hostile=hostile, annotations=False, for_clr=True, most=6)
    return drawn.map(lambda contracts: DataContractSet(_with_nillable(each, contracts) for each in contracts))


def _with_nillable(contract: DataContract, contracts: DataContractSet) -> DataContract:
    """Return a class all of whose references may be null; a schema alone can say that one is not."""
    if not isinstance(contract, ClassDataContract):
        return contract
    members = (
        evolve(each, is_nillable=each.is_nillable or not contracts.is_value_type(contracts[each.type]))
        for each in contract.members
    )
    return evolve(contract, members=tuple(members))


def _with_elements(contracts: DataContractSet) -> st.SearchStrategy[DataContractSet]:
    taken = {contract.name for contract in contracts}
    names = st.builds(QName, st.sampled_from(_ELEMENT_NAMESPACES), st.sampled_from(_ELEMENTS))
    types = st.sampled_from([*(contract.name for contract in contracts), *BUILT_IN])
    elements = st.tuples(names.filter(lambda name: name not in taken), types).map(
        # One of a value type that may be nil would be Nullable.
        lambda each: GlobalElement(name=each[0], type=each[1], is_nillable=is_nullable(contracts, each[1]))
    )
    return st.lists(elements, max_size=1).map(lambda made: DataContractSet([*contracts], made))


def is_nullable(contracts: DataContractSet, name: QName) -> bool:
    """Tell whether a root of the contract may be null: no value type."""
    contract = contracts[name]
    if isinstance(contract, PrimitiveDataContract):
        return not contract.primitive.is_value_type
    return not isinstance(contract, EnumDataContract) and not getattr(contract, "is_value_type", False)


_ELEMENTS = ("root", "Order", "m_x0020_b", "日本")
_ELEMENT_NAMESPACES = ("", "urn:acme", "urn:roots", SERIALIZATION)


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
            chosen, name = self._chosen(absent=absent), self.subjects.contract_of(root)
            instance = chosen[name] if name in chosen else self._instances(name, chosen, absent=absent)
            self._made[root, absent] = shared(instance, self.subjects, name)
        return self._made[root, absent]

    def may_be_null(self, root: QName) -> bool:
        """Tell whether a root may be null: no value type, and no XML that is the root element itself."""
        return root != XML_ELEMENT and is_nullable(self.subjects.contracts, self.subjects.contract_of(root))

    def _instances(
        self, name: QName, values: dict[QName, st.SearchStrategy[Any]], *, absent: bool
    ) -> st.SearchStrategy[Any]:
        return instances(self.subjects.binding.annotation_of(name), values=values, absent=absent)

    def _chosen(self, *, absent: bool) -> dict[QName, st.SearchStrategy[Any]]:
        """Return the strategies that stand in place of those of the contracts alone."""
        if absent not in self._substitutes:
            plain = AGREED | self._first_texts()
            if not self.subjects.settings.checks_characters:
                plain[_STRING] |= _ODD_TEXTS
            if self.subjects.settings.has_interfaces:
                plain[ANY_TYPE] = st.nothing()
            known = {}
            for name in self._needed():
                with contextlib.suppress(InvalidDataContractError):
                    known[name] = self._instances(name, plain, absent=absent)
            anything = st.nothing() if self.subjects.settings.has_interfaces else any_values(values=plain)
            for name, strategy in known.items():
                if not self.subjects.settings.has_interfaces or name in implementations(self.subjects.contracts):
                    anything |= strategy.map(partial(self._held, name))
            self._substitutes[absent] = plain | {ANY_TYPE: anything} | dict(self._with_derived(known))
        return self._substitutes[absent]

    def _needed(self) -> list[QName]:
        """Return the contracts whose values stand where another is declared: all where something holds any."""
        contracts = self.subjects.contracts
        if any(ANY_TYPE in contract.references() for contract in contracts):
            return [contract.name for contract in contracts]
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
        for name in [*known, *self.subjects.settings.abstract]:
            strategies = [known[each] for each in known if self.subjects.contracts.is_derived(each, name)]
            if len(strategies) > 1 or name not in known:
                yield name, st.one_of(strategies)

    def _held(self, name: QName, value: Any) -> Any:
        """Return the value as an anyType holds it: with its type where it alone would lose it."""
        contract = self.subjects.contracts[name]
        alone = isinstance(contract, ClassDataContract | EnumDataContract) and not isinstance(value, KeyValuePair)
        return value if alone or natural_type(value) == name else AnyValue(value, name)
