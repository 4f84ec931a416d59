"""When two keys of a dictionary are one to .NET: ``EqualityComparer<TKey>.Default``, by the contract of the key.

One row per kind of key. A contract compares by reference unless its CLR type overrides ``Equals``: so do classes,
collections, byte arrays and plain objects; a struct compares its members, each by its own row (``ValueType.Equals``).
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from math import isnan
from typing import TYPE_CHECKING, Any, Final, TypeVar

from attrs import define, field, frozen

from dcxml.binding.values import AnyValue
from dcxml.codec.anything import ANY_TYPE, UntypedText, natural_type
from dcxml.codec.faults import DuplicateKeyError
from dcxml.contract.model import (
    ClassDataContract,
    CollectionDataContract,
    EnumDataContract,
    PrimitiveDataContract,
    SimpleDataContract,
)
from dcxml.contract.primitives import built_in, primitive_contract
from dcxml.errors import literal_of
from dcxml.lexical import DateTime
from dcxml.lexical.date_time import nearest_utc
from dcxml.lexical.date_time_text import format_date_time
from dcxml.lexical.uri_comparison import comparable_uri
from dcxml.qname import XS, QName

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from dcxml.codec.plan import Plan
    from dcxml.contract import DataContractSet
    from dcxml.contract.model import DataContract

    Identity = Callable[[Any], Hashable]

__all__ = [
    "KeyIdentities",
    "KeyRule",
    "SeenKeys",
    "distinct",
    "enumeration_number",
    "key_identities",
    "rule_of",
    "simple_identity",
    "struct_identity",
    "twice",
]

_K = TypeVar("_K")
_V = TypeVar("_V")
_STRING: Final = QName(XS, "string")
_ANY_URI: Final = QName(XS, "anyURI")
_DATE_TIME: Final = QName(XS, "dateTime")
_DECIMAL: Final = QName(XS, "decimal")


@frozen
class KeyRule:
    """How keys of one kind compare, by the ``identity`` of a value: equal identities are one key.

    Without an identity Python's own equality is .NET's. ``is_plain`` tells that different keys are always different
    to a ``dict``, too.
    """

    kind: str
    identity: Identity | None = None
    is_plain: bool = True


def _alone(_value: object) -> Hashable:
    """Return what is equal to nothing: each element is an object of its own (``Object.Equals``)."""
    return object()


def _array(value: bytes) -> Hashable:
    """Return what bytes compare by: each array is an object of its own, but that of an empty element is one."""
    return object() if value else b""


def _number(value: float) -> Hashable:
    """Return NaN as equal to itself (``Double.Equals``); zero has one value, whatever its sign."""
    return "NaN" if isnan(value) else value


def _ticks(moment: datetime) -> Hashable:
    """Return the clock time that .NET holds where local time is UTC, without its kind (``DateTime.Equals``)."""
    clock = moment if moment.tzinfo is None else nearest_utc(moment)
    return DateTime.from_datetime(clock.replace(tzinfo=None))


_OWN: Final = KeyRule("equal in Python as in .NET")
_REFERENCE: Final = KeyRule("by reference", _alone, is_plain=False)
_OCTETS: Final = KeyRule("by reference, but for the empty array", _array, is_plain=False)
_OBJECT: Final = KeyRule("by the Equals of its type", is_plain=False)
_STRUCT: Final = KeyRule("by its members", is_plain=False)
_FLOATING: Final = KeyRule("a number, NaN equal to itself", _number)

_RULES: Final[Mapping[QName, KeyRule]] = {
    QName(XS, "float"): _FLOATING,
    QName(XS, "double"): _FLOATING,
    _DATE_TIME: KeyRule("by ticks", _ticks),
    _ANY_URI: KeyRule("a URI without fragment and user", comparable_uri),
    QName(XS, "base64Binary"): _OCTETS,
    ANY_TYPE: _OBJECT,
}
"""The built-in types that do not compare as their Python values do."""


def rule_of(contracts: DataContractSet, name: QName) -> KeyRule:
    """Return how keys of a contract compare; of one that is not known, only each to itself."""
    known = contracts.contracts.get(name) or primitive_contract(name)
    contract = None if known is None else contracts.simplest(known)
    match contract:
        case PrimitiveDataContract():
            return _RULES.get(contract.name, _OWN)
        case EnumDataContract():
            numbers = [member.value for member in contract.members]
            if contract.is_flags or contract.is_open or len(set(numbers)) == len(numbers):
                return _OWN
            number = enumeration_number(contract)
            return KeyRule("by number", lambda value: number(value.value))
        case ClassDataContract():
            return _STRUCT if contract.is_value_type else _REFERENCE
        case CollectionDataContract() | None:
            return _REFERENCE
    return _OBJECT


def simple_identity(contracts: DataContractSet, contract: DataContract) -> Identity:
    """Return the identity of a simple contract's values, enumerations aside."""
    return rule_of(contracts, contract.name).identity or _itself


def _itself(value: Any) -> Hashable:
    return value  # type: ignore[no-any-return]  # whatever the contract's values are


def enumeration_number(contract: EnumDataContract) -> Callable[[str | int], Hashable]:
    """Return the function from a wire text, or the integer of flags, to what the enumeration compares by."""
    numbers: dict[str, int] = {} if contract.is_open else {member.name: member.value for member in contract.members}
    if not contract.is_flags:
        return lambda text: numbers.get(str(text), text)

    def bits(texts: str | int) -> int:
        if isinstance(texts, int):
            return texts
        total = 0
        for word in texts.split(" "):
            total |= numbers.get(word, 0)
        return total

    return bits


@frozen
class StructKey:
    """The identity of a struct: what its ``members`` compare by, and the ``bits`` that decide where it is looked up."""

    name: QName
    members: tuple[Hashable, ...]
    bits: Hashable


def struct_identity(
    contracts: DataContractSet, contract: ClassDataContract, held: Sequence[Any], found: Sequence[Hashable]
) -> Hashable:
    """Return the identity of a struct from what its members hold, None for null, and their identities."""
    # ValueType.Equals asks the members for their Equals, and not where those would be looked up.
    members = tuple((each.name, each.members) if isinstance(each, StructKey) else each for each in found)
    bits: Hashable = None
    for (_, member), value, identity in zip(contracts.members(contract), held, found, strict=True):
        is_value = contracts.is_value_type(contracts[member.type])
        if value is None and not is_value:
            continue  # ValueType.GetHashCode takes the first field that is not null
        if not (is_value and member.is_nillable):  # of Nullable it takes HasValue
            bits = _deciding_bits(contracts, member.type, value, identity)
        break
    return StructKey(contract.name, members, bits)


def _deciding_bits(contracts: DataContractSet, name: QName, value: Any, identity: Hashable) -> Hashable:
    """Return what of a struct's first member .NET hashes bit by bit, and so must be the same, too.

    ``ValueType.GetHashCode`` takes the raw fields: 1.0 and 1.00 are equal and still two keys, as are two moments of
    one time and different kinds.
    """
    if isinstance(identity, StructKey):
        return identity.bits
    if name == _DECIMAL and isinstance(value, Decimal):
        return value.as_tuple().exponent
    if name == _DATE_TIME and isinstance(value, datetime):
        return None if value.tzinfo is None else format_date_time(value).endswith("Z")
    contract = contracts.contracts.get(name)
    if isinstance(contract, SimpleDataContract):
        return _deciding_bits(contracts, contract.base, value, identity)
    return None


@define(eq=False)
class SeenKeys:
    """The keys of one dictionary so far."""

    _seen: set[Hashable] = field(factory=set)

    def is_new(self, identity: Hashable) -> bool:
        """Remember a key; tell whether it is none of those before."""
        if identity in self._seen:
            return False
        # Uri.Equals takes a string, too; String.Equals takes no Uri, so the order matters.
        if isinstance(identity, tuple) and identity[0] == _STRING and (_ANY_URI, identity[1]) in self._seen:
            return False
        self._seen.add(identity)
        return True


def distinct(items: Mapping[Any, Any], identity: Identity | None) -> Iterator[tuple[Any, Any]]:
    """Yield the pairs of a dictionary that is being written.

    :raises DuplicateKeyError: where a key occurs twice.
    """
    seen = SeenKeys()
    for key, value in items.items():
        yield key, value  # written first, so that a key of another type is refused as such
        if not seen.is_new(key if identity is None else identity(key)):
            raise twice(key)


def twice(key: object) -> DuplicateKeyError:
    """Return the error of a key that is one of those before it."""
    return DuplicateKeyError(key, "another key", reason=f"the key {literal_of(key)} occurs twice")


@define(eq=False)
class KeyIdentities:
    """The identities of keys as Python values; each contract's made once.

    ``types`` are the Python classes of contracts, ``attributes`` the names of a class's members, bases first.
    ``has_identity`` tells of which contracts one object that is met twice is one in the document, too.
    """

    contracts: DataContractSet
    types: Mapping[QName, type]
    attributes: Callable[[QName], tuple[str, ...]]
    has_identity: Callable[[DataContract], bool]
    _names: dict[type, QName] = field(factory=dict)
    _made: dict[QName, Identity] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        """Index the classes."""
        self._names.update((python_class, name) for name, python_class in self.types.items())

    def of(self, name: QName) -> Identity:
        """Return the identity of a contract's values."""
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = self._identity(name)
        return made

    def new(self, name: QName, pairs: Iterable[tuple[_K, _V]]) -> list[tuple[_K, _V]]:
        """Return the pairs whose keys, of the contract ``name``, are none of those before them."""
        identity, seen = self.of(name), SeenKeys()
        return [pair for pair in pairs if seen.is_new(identity(pair[0]))]

    def _identity(self, name: QName) -> Identity:
        rule = rule_of(self.contracts, name)
        contract = self.contracts.contracts.get(name) or primitive_contract(name)
        if contract is None:
            return _reference
        if rule is _STRUCT and isinstance(contract, ClassDataContract):
            return self._struct(contract)
        if rule is _OBJECT:
            return self._object
        if not rule.is_plain and self.has_identity(contract):
            return _octets if rule is _OCTETS else _reference
        return rule.identity or _itself

    def _struct(self, contract: ClassDataContract) -> Identity:
        members = [member for _, member in self.contracts.members(contract)]
        attributes = self.attributes(contract.name)

        def identity(value: Any) -> Hashable:
            held = [getattr(value, attribute) for attribute in attributes]
            found = [
                None if each is None else self.of(member.type)(each) for each, member in zip(held, members, strict=True)
            ]
            return struct_identity(self.contracts, contract, held, found)

        return identity

    def _object(self, value: Any) -> Hashable:
        held = value.value if isinstance(value, AnyValue) else value
        name = value.type if isinstance(value, AnyValue) else self._names.get(type(value)) or natural_type(value)
        if held is None or name == ANY_TYPE or isinstance(value, UntypedText):
            return _reference(value) if self.has_identity(self.contracts[ANY_TYPE]) else object()
        if name is None:
            return _reference(held)
        if name not in self.contracts.contracts:
            contract = built_in(name)
            name = name if contract is None else contract.name
        found = self.of(name)(held)
        is_object = isinstance(found, StructKey) or rule_of(self.contracts, name) in (_REFERENCE, _OCTETS)
        return found if is_object else (name, found)


def key_identities(plan: Plan, *, has_identity: Callable[[DataContract], bool]) -> KeyIdentities:
    """Return the identities of keys as the plan's classes hold them."""

    def attributes(name: QName) -> tuple[str, ...]:
        return tuple(member.attribute for member in plan.classes[name].members)

    return KeyIdentities(plan.contracts, plan.types, attributes, has_identity)


def _octets(value: bytes) -> Hashable:
    """Return the identity of octets; of a single one Python has one object, unless it is made for itself."""
    return _array(value) if type(value) is bytes and len(value) <= 1 else _reference(value)


def _reference(value: object) -> Hashable:
    """Return the identity of an object that may be referred to, and so be met twice."""
    return ("object", id(value))
