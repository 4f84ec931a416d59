"""Instances that are valid by construction: for XML Schema and for .NET, from classes or annotations.

Walks contracts, one strategy per contract. A contract that contains itself is entered a bounded number of times on
one path; what is left there is nil, absent or an empty collection.
"""

from __future__ import annotations

import datetime as dt
import enum
from functools import partial
from inspect import isabstract
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

import attrs
from hypothesis import strategies as st

from dcxml.binding.annotations import member_default, take_apart
from dcxml.binding.enumerations import flag_bits
from dcxml.binding.introspect import describe, member_attributes
from dcxml.binding.objects import set_absent
from dcxml.binding.pair_mapping import mapping_of
from dcxml.binding.spec import contract_spec
from dcxml.binding.values import AnyValue, KeyValuePair
from dcxml.codec.schema_types import facet_check
from dcxml.contract import (
    ClassDataContract,
    CollectionDataContract,
    EnumDataContract,
    PrimitiveDataContract,
    SimpleDataContract,
    XmlDataContract,
)
from dcxml.contract.primitives import XML_SCHEMA_TYPES
from dcxml.errors import InvalidDataContractError
from dcxml.qname import XS, QName
from dcxml.strategies.facets import facetted_values
from dcxml.strategies.fragments import fragments
from dcxml.strategies.primitives import any_values, entry_names, primitive_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hypothesis.strategies import SearchStrategy

    from dcxml.contract import DataContract, DataContractSet, DataMember, Facet

__all__ = ["instances"]

_ANY_TYPE: Final = QName(XS, "anyType")
_ANY_URI: Final = QName(XS, "anyURI")


class _Absence(enum.Enum):
    """Stands for the value of a member that is left out."""

    ABSENT = enum.auto()


_ABSENT: Final = _Absence.ABSENT
_ITEMS: Final = 4
"""The most items of a collection."""
_DEPTH: Final = 3
"""How many contracts that contain themselves are entered on one path, where so few suffice."""


def instances(
    annotation: Any, *, values: Mapping[QName, SearchStrategy[Any]] | None = None, absent: bool = True
) -> SearchStrategy[Any]:
    """Return the strategy of valid instances of a contract class, an enumeration, an alias or a collection.

    None is among them where the annotation says so (``Order | None``).

    ``values`` gives the strategy of any contract by name, built-in types included, in place of the one made here;
    it is not asked for nil. Without ``absent`` every member is present that is written where it has its default.

    :raises InvalidDataContractError: where no finite instance exists: each one would have to contain another.
    """
    described = describe(annotation)
    is_nillable = take_apart(annotation).is_optional
    walk = _Walk(described.contracts, described.types, values or {}, absent=absent)
    for depth in range(_DEPTH, _DEPTH + len(described.contracts) + 1):
        strategy = walk.of(described.type, is_nillable=is_nillable, depth=depth)
        if not strategy.is_empty:
            return strategy
    reason = "it has no finite instance: each one must contain another"
    raise InvalidDataContractError(reason, contract=described.type.clark)


class _Walk:
    """The strategies of one contract set, each made once per contract and depth left."""

    def __init__(
        self,
        contracts: DataContractSet,
        types: Mapping[QName, Any],
        values: Mapping[QName, SearchStrategy[Any]],
        *,
        absent: bool,
    ) -> None:
        self.contracts = contracts
        self.types = types
        self.values = values
        self.absent = absent
        # Loading Hypothesis loads this module, and need not load the codec.
        from dcxml.codec.dictionary_keys import KeyIdentities  # noqa: PLC0415

        self.keys = KeyIdentities(contracts, types, lambda name: _attributes(types[name]), contracts.is_reference)
        self.recursive = _recursive(contracts)
        self.made: dict[tuple[QName, int], SearchStrategy[Any]] = {}

    def of(self, name: QName, *, is_nillable: bool, depth: int) -> SearchStrategy[Any]:
        """Return the strategy of a contract's values; ``depth`` is how often recursion may still be entered."""
        key = (name, depth)
        if key not in self.made:
            self.made[key] = self._strategy(name, depth)
        return st.none() | self.made[key] if is_nillable else self.made[key]

    def _strategy(  # noqa: C901, PLR0911 - one case and one return for each kind of contract
        self, name: QName, depth: int
    ) -> SearchStrategy[Any]:
        if name in self.values:
            return self.values[name]
        contract = self.contracts[name]
        if name in self.recursive:
            depth -= 1
            if depth < 0:
                if not isinstance(contract, ClassDataContract):
                    return _empty(contract)
                # A value type is there wherever its member is; what it refers to can be nil.
                return self._class(contract, depth) if contract.is_value_type else st.nothing()
        match contract:
            case PrimitiveDataContract():
                return any_values(values=self.values) if name == _ANY_TYPE else primitive_values(name)
            case ClassDataContract():
                return self._class(contract, depth)
            case CollectionDataContract():
                return self._collection(contract, depth)
            case EnumDataContract():
                return _enumeration(contract, self.types[name])
            case SimpleDataContract():
                return self._simple(contract)
            case XmlDataContract():
                return fragments(contract)
        # A contract that nothing defines: an empty element is all that is certain.
        return st.builds(AnyValue, st.none(), st.just(_ANY_TYPE))  # each an object of its own

    def _class(self, contract: ClassDataContract, depth: int) -> SearchStrategy[Any]:
        cls = self.types[contract.name]
        if isabstract(cls):
            return st.nothing()
        if contract.is_iserializable:
            values = st.none() | any_values(values=self.values)
            return st.builds(cls, entries=st.dictionaries(entry_names(), values, max_size=_size(depth)))
        members = [member for _, member in self.contracts.members(contract)]
        attributes = _attributes(cls)
        slots = {
            attribute: self._member(cls, attribute, member, depth)
            for attribute, member in zip(attributes, members, strict=True)
        }
        return st.fixed_dictionaries(slots).map(partial(_make, cls))

    def _member(self, cls: type, attribute: str, member: DataMember, depth: int) -> SearchStrategy[Any]:
        """Return the values of a member, or `_ABSENT` where it may be left out."""
        # A contract seen only as nil: nothing but nil is known to be valid there.
        strategy = (
            st.none() if member.declares is not None and member.type == _ANY_TYPE
            else self.of(member.type, is_nillable=member.is_nillable, depth=depth)
        )  # fmt: skip
        if not member.emit_default_value:
            strategy = _without_default(strategy, cls, attribute, is_required=member.is_required)
        if member.is_required or (not self.absent and not strategy.is_empty):
            return strategy
        return st.just(_ABSENT) | strategy

    def _collection(self, contract: CollectionDataContract, depth: int) -> SearchStrategy[Any]:
        if not isinstance(contract.item, QName):
            return self._dictionary(contract, *contract.item, depth)
        items = self.of(contract.item, is_nillable=contract.is_item_nillable, depth=depth)
        least, most = _sizes(contract, depth)
        return _empty(contract) if items.is_empty else st.lists(items, min_size=least, max_size=most)

    def _dictionary(
        self, contract: CollectionDataContract, key: DataMember, value: DataMember, depth: int
    ) -> SearchStrategy[Mapping[Any, Any]]:
        # .NET refuses null as a key, even where the key is nillable.
        pairs = st.tuples(
            self.of(key.type, is_nillable=False, depth=depth),
            self.of(value.type, is_nillable=value.is_nillable, depth=depth),
        )
        if pairs.is_empty:
            return _empty(contract)
        least, most = _sizes(contract, depth)
        drawn = st.lists(pairs, min_size=least, max_size=most)
        if key.type == _ANY_URI:
            return drawn.map(_with_different_uris).filter(lambda held: len(held) >= least)
        return drawn.map(lambda each: mapping_of(self.keys.new(key.type, each))).filter(lambda held: len(held) >= least)

    def _simple(self, contract: SimpleDataContract) -> SearchStrategy[Any]:
        facets: list[Facet] = []
        base: DataContract = contract
        built_in = None
        while isinstance(base, SimpleDataContract):
            facets.extend(base.facets)
            built_in = built_in or (base.name if base.name in XML_SCHEMA_TYPES else None)
            base = self.contracts[base.base]
        if not isinstance(base, PrimitiveDataContract):
            return self.of(base.name, is_nillable=False, depth=0)
        check = facet_check(self.contracts, contract)
        return facetted_values(built_in or base.name, base.primitive, facets, check=check)


def _sizes(contract: CollectionDataContract, depth: int) -> tuple[int, int]:
    """Return how many items a collection has, at least and at most: what its schema allows, and no more than usual."""
    usual = max(_size(depth), contract.min_items)
    return contract.min_items, usual if contract.max_items is None else min(usual, contract.max_items)


def _size(depth: int) -> int:
    """Return the most items of a collection; few inside what contains itself, or instances grow without measure."""
    return _ITEMS if depth >= _DEPTH else _ITEMS // 2


def _attributes(cls: Any) -> tuple[str, ...]:
    """Return the Python names of a class's members in serialization order, bases first."""
    if cls is KeyValuePair:
        return ("key", "value")
    lineage = [each for each in reversed(cls.__mro__) if contract_spec(each) is not None]
    return tuple(member.attribute for each in lineage for member in member_attributes(each))


def _make(cls: type, values: Mapping[str, Any]) -> Any:
    made: Any = object.__new__(cls)
    for attribute, value in values.items():
        if value is not _ABSENT:
            setattr(made, attribute, value)
    for attribute, value in values.items():
        if value is _ABSENT:
            set_absent(made, attribute)
    return made


def _without_default(
    strategy: SearchStrategy[Any], cls: type, attribute: str, *, is_required: bool
) -> SearchStrategy[Any]:
    """Leave .NET's default out of a member that is not written where it has it; a required one may not have it."""

    def is_default(value: Any) -> bool:
        return _is_default(value, member_default(cls, attribute))

    if is_required:
        return strategy.filter(lambda value: not is_default(value))
    return strategy.map(lambda value: _ABSENT if is_default(value) else value)


def _is_default(value: Any, default: Any) -> bool:
    """Compare as .NET does: a struct by its members, and a System.DateTime without its kind."""
    if value is None or default is None:
        return value is default
    if isinstance(value, dt.datetime):
        return bool(value.replace(tzinfo=None) == default)
    if hasattr(value, "_wire") and type(value) is type(default):
        names = [each.name for each in attrs.fields(type(value)) if each.name != "_wire"]
        return all(_is_default(getattr(value, name), getattr(default, name)) for name in names)
    return bool(value == default)


def _enumeration(contract: EnumDataContract, cls: Any) -> SearchStrategy[Any]:
    if contract.is_flags:
        return _flags(cls)
    members = list(cls)
    if not contract.is_open:
        return st.sampled_from(members) if members else st.nothing()
    unknown = st.from_regex(r"[A-Z][A-Za-z0-9]{0,15}", fullmatch=True).map(cls)
    return st.sampled_from(members) | unknown if members else unknown


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


def _with_different_uris(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the pairs as a dict, one of those whose keys System.Uri may hold for equal.

    It looks at case, escapes and fragment in some URIs, so none of them may tell two keys apart.
    """
    return dict({unquote(key).casefold().partition("#")[0].rstrip("/"): (key, value) for key, value in pairs}.values())


def _empty(contract: DataContract) -> SearchStrategy[Any]:
    if isinstance(contract, CollectionDataContract) and contract.min_items:
        return st.nothing()
    is_dictionary = isinstance(contract, CollectionDataContract) and contract.is_dictionary
    return st.builds(dict if is_dictionary else list)


def _recursive(contracts: DataContractSet) -> frozenset[QName]:
    """Return the names of the classes that may contain themselves, and of the collections that do without a class."""
    needs = {contract.name: set(_needs(contracts, contract)) for contract in contracts}
    collections = {c.name for c in contracts if isinstance(c, CollectionDataContract)}
    among_collections = {name: needs[name] & collections for name in collections}
    classes = {name for name in needs.keys() - collections if name in _reached(name, needs)}
    return frozenset(classes | {name for name in collections if name in _reached(name, among_collections)})


def _reached(name: QName, needs: Mapping[QName, set[QName]]) -> set[QName]:
    """Return the names of all contracts that values of this one may contain."""
    waiting, seen = list(needs[name]), set()
    while waiting:
        each = waiting.pop()
        if each not in seen:
            seen.add(each)
            waiting.extend(needs.get(each, ()))
    return seen


def _needs(contracts: DataContractSet, contract: DataContract) -> Iterable[QName]:
    if isinstance(contract, ClassDataContract):
        return [member.type for _, member in contracts.members(contract)]
    return contract.references()
