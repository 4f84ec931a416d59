"""Values of the contracts that hold no other: built-in types, simple types with facets, enumerations, XML."""

from __future__ import annotations

from copy import deepcopy
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field
from hypothesis import strategies as st
from lxml import etree

from dcxml.binding.enumerations import flag_bits
from dcxml.binding.fragments import NODES_TAG
from dcxml.binding.values import AnyValue
from dcxml.codec.schema_types import facet_check
from dcxml.contract import (
    ClassDataContract,
    CollectionDataContract,
    EnumDataContract,
    PrimitiveDataContract,
    SimpleDataContract,
    XmlDataContract,
)
from dcxml.contract.model import XML_ELEMENT
from dcxml.contract.primitives import XML_SCHEMA_TYPES
from dcxml.lexical import DBNull
from dcxml.qname import XS, QName
from dcxml.strategies.extremes import extreme_values
from dcxml.strategies.facets import FacettedType
from dcxml.strategies.fragments import fragments
from dcxml.strategies.primitives import any_values, entry_names, primitive_values, texts
from dcxml.strategies.slots import ANY_TYPE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from hypothesis.strategies import SearchStrategy

    from dcxml.contract import DataContract, DataContractSet

__all__ = ["LeafValues"]

_WITH_TEXTS: Final = frozenset({ANY_TYPE, QName(XS, "string")})
_ENTRIES: Final = 4
_REFERENCES: Final[dict[type, Callable[[], Any]]] = {str: str, bytes: bytes, QName: lambda: QName("", "A")}


@define(eq=False, slots=False)
class LeafValues:
    """The values of the leaves of a contract set: one strategy for each contract, and its simplest value."""

    contracts: DataContractSet
    types: Mapping[QName, Any]
    values: Mapping[QName, SearchStrategy[Any]]
    _strategies: dict[QName, SearchStrategy[Any]] = field(factory=dict)
    _simplest: dict[QName, Callable[[], Any]] = field(factory=dict)
    _facetted: dict[QName, FacettedType] = field(factory=dict)

    @cached_property
    def entries(self) -> SearchStrategy[dict[str, Any]]:
        """The strategy of the entries of an ISerializable."""
        return st.dictionaries(entry_names(), st.none() | self.strategy(ANY_TYPE), max_size=_ENTRIES)

    def prepare(self, names: Iterable[QName]) -> None:
        """Make the strategies of contracts now, not while an example is drawn, which would look slow.

        For the first text of all Hypothesis makes its table of Unicode, which takes a second.
        """
        for name in names:
            if name in self.values or isinstance(self.contracts[name], ClassDataContract | CollectionDataContract):
                continue
            self.strategy(name).validate()
            if name in _WITH_TEXTS:
                texts().validate()

    def strategy(self, name: QName) -> SearchStrategy[Any]:
        """Return the strategy of a contract's values."""
        if name not in self._strategies:
            self._strategies[name] = self._strategy(self.contracts[name])
        return self._strategies[name]

    def simplest(self, name: QName) -> Any:
        """Return the simplest value of a contract, an object of its own."""
        if name not in self._simplest:
            self._simplest[name] = self._simplest_of(self.contracts[name])
        return self._simplest[name]()

    def why_none(self, name: QName) -> str | None:
        """Return why a contract has no value; None where it has some."""
        contract = self.contracts[name]
        if isinstance(contract, EnumDataContract):
            has_some = bool(contract.members) or contract.is_open or contract.is_flags
            return None if has_some else "it is an enumeration without values"
        if isinstance(contract, SimpleDataContract):
            simplest = self.contracts.simplest(contract)
            if not isinstance(simplest, PrimitiveDataContract):
                return self.why_none(simplest.name)
            return self.facetted(contract).why_none
        return None

    def boundaries(self, name: QName) -> Iterator[tuple[str, Any]]:
        """Yield the values of a contract at the ends of what is allowed, or all of an enumeration, each with a name."""
        facetted = self._facetted_of(name)
        if facetted is not None:
            return facetted.boundaries()
        contract = self.contracts.simplest(self.contracts[name])
        if isinstance(contract, EnumDataContract):
            return _enumerated(contract, self.types[contract.name])
        return iter(extreme_values(name))

    def default(self, name: QName) -> Any:
        """Return .NET's default for a contract's type: its zero, or None."""
        contract = self.contracts.simplest(self.contracts[name])
        if isinstance(contract, EnumDataContract):
            return self.types[contract.name].zero() if not contract.is_flags else self.types[contract.name](0)
        return contract.primitive.default if isinstance(contract, PrimitiveDataContract) else None

    def few(self, name: QName) -> list[Any]:
        """Return a few values of a contract: more than one, where there are more."""
        facetted = self._facetted_of(name)
        return [*([] if facetted is None else facetted.few), *(value for _, value in self.boundaries(name))]

    def _facetted_of(self, name: QName) -> FacettedType | None:
        contract = self.contracts[name]
        is_built_in = isinstance(self.contracts.simplest(contract), PrimitiveDataContract)
        return self.facetted(contract) if isinstance(contract, SimpleDataContract) and is_built_in else None

    def facetted(self, contract: SimpleDataContract) -> FacettedType:
        """Return a simple type of a built-in one, its facets and those of its bases read."""
        if contract.name not in self._facetted:
            levels = []
            base: DataContract = contract
            built_in = None
            while isinstance(base, SimpleDataContract):
                levels.append(base.facets)
                built_in = built_in or (base.name if base.name in XML_SCHEMA_TYPES else None)
                base = self.contracts[base.base]
            assert isinstance(base, PrimitiveDataContract)  # noqa: S101 - asked before
            check = facet_check(self.contracts, contract)
            self._facetted[contract.name] = FacettedType(built_in or base.name, base.primitive, levels, check)
        return self._facetted[contract.name]

    def _strategy(self, contract: DataContract) -> SearchStrategy[Any]:
        match contract:
            case PrimitiveDataContract():
                is_any = contract.name == ANY_TYPE
                return any_values(values=self.values) if is_any else primitive_values(contract.name)
            case EnumDataContract():
                return _enumeration(contract, self.types[contract.name])
            case SimpleDataContract():
                simplest = self.contracts.simplest(contract)
                if not isinstance(simplest, PrimitiveDataContract):
                    return self.strategy(simplest.name)
                return self.facetted(contract).strategy()
            case XmlDataContract():
                return fragments(contract)
        # A contract that nothing defines: an empty element is all that is certain.
        return st.builds(AnyValue, st.none(), st.just(ANY_TYPE))  # each an object of its own

    def _simplest_of(self, contract: DataContract) -> Callable[[], Any]:
        match contract:
            case PrimitiveDataContract() if contract.name != ANY_TYPE:
                return _simplest_primitive(contract)
            case EnumDataContract():
                return lambda: _simplest_enumeration(contract, self.types[contract.name])
            case SimpleDataContract():
                simplest = self.contracts.simplest(contract)
                if not isinstance(simplest, PrimitiveDataContract):
                    return self._simplest_of(simplest)
                value = self.facetted(contract).simplest
                return lambda: deepcopy(value)
            case XmlDataContract():
                tag = "leaf" if contract.name == XML_ELEMENT else NODES_TAG
                return lambda: etree.Element(tag)
        return lambda: AnyValue(None, ANY_TYPE)


def _simplest_primitive(contract: PrimitiveDataContract) -> Callable[[], Any]:
    row = contract.primitive
    if row.python_type is type(DBNull):
        return lambda: DBNull
    return _REFERENCES.get(row.python_type, lambda: row.default) if row.default is None else lambda: row.default


def _simplest_enumeration(contract: EnumDataContract, cls: Any) -> Any:
    if contract.is_flags:
        return cls(0)
    members = list(cls)
    return members[0] if members else cls("A")


def _enumeration(contract: EnumDataContract, cls: Any) -> SearchStrategy[Any]:
    if contract.is_flags:
        return _flags(cls)
    members = list(cls)
    if not contract.is_open:
        return st.sampled_from(members) if members else st.nothing()
    unknown = st.from_regex(r"[A-Z][A-Za-z0-9]{0,15}", fullmatch=True).map(cls)
    return st.sampled_from(members) | unknown if members else unknown


def _enumerated(contract: EnumDataContract, cls: Any) -> Iterator[tuple[str, Any]]:
    if contract.is_flags:
        yield "no-flags", cls(0)
    for value in cls:
        yield f"value-{value.value if not contract.is_flags else value.name}", value
    if contract.is_open:
        yield "value-of-none", cls("Unheard")


def _flags(cls: Any) -> SearchStrategy[Any]:
    """Return sets of flags that .NET can write and read: greedily, in the order of declaration, parted by spaces."""
    bits = flag_bits(cls)  # not those of list(cls), which leaves out flags of several bits
    if not bits:
        return st.just(cls(0))

    def is_writable(value: Any) -> bool:
        rest = value.value
        used = [text for text, number in bits if number == rest][:1]  # an exact match is written alone
        if not used:
            for text, number in bits:
                if number and number & rest == number:
                    used.append(text)
                    rest &= ~number
            if rest:
                return False
        return all(" " not in text for text in used)

    def union(chosen: Iterable[int]) -> Any:
        total = 0
        for number in chosen:
            total |= number
        return cls(total)

    return st.sets(st.sampled_from([number for _, number in bits])).map(union).filter(is_writable)
