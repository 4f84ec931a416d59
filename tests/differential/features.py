"""The features that are counted: one row for each, with the question whether a root contract and a value show it."""

from __future__ import annotations

from collections import Counter
from inspect import isabstract
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from dcxml import AnyValue, KeyValuePair, SerializationInfo, is_absent
from dcxml.binding.fragments import is_fragment
from dcxml.binding.graphs import children_of, is_instance, members_of
from dcxml.contract import ClassDataContract, CollectionDataContract, EnumDataContract, PrimitiveDataContract
from dcxml.contract.model import XML_ELEMENT, XML_NODES
from dcxml.contract.primitives import PRIMITIVE_CONTRACTS
from dcxml.qname import ARRAYS, XS, QName
from differential.draws import ODD_CHARACTERS
from differential.sharing import leads_to, places_of
from differential.subjects import reached
from support.clr_emit import is_key_value_pair, is_ordinal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dcxml import DataContractSet
    from dcxml.contract import DataContract, DataMember
    from differential.subjects import Subjects

__all__ = ["FEATURES", "Example", "features_of"]


@frozen(eq=False)
class Example:
    """A root contract with all that it leads to, and a value of it with all that it holds."""

    subjects: Subjects
    root: QName
    value: Any
    reached: list[DataContract] = field(init=False)
    held: list[Any] = field(init=False)
    repeated: list[Any] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Walk the contracts and the value once."""
        names = reached(self.contracts, self.subjects.contract_of(self.root))
        object.__setattr__(self, "reached", [self.contracts[name] for name in names])
        held = list(_held(self.value))
        object.__setattr__(self, "held", held)
        times = Counter(map(id, held))
        object.__setattr__(self, "repeated", [each for each in held if times[id(each)] > 1])

    @property
    def contracts(self) -> DataContractSet:
        """Return the contract set."""
        return self.subjects.contracts

    @property
    def classes(self) -> Iterator[ClassDataContract]:
        """Yield the classes and structs, pairs aside."""
        return (c for c in self.reached if isinstance(c, ClassDataContract) and not is_key_value_pair(c))

    @property
    def collections(self) -> Iterator[CollectionDataContract]:
        """Yield the collections, dictionaries included."""
        return (c for c in self.reached if isinstance(c, CollectionDataContract))

    @property
    def members(self) -> Iterator[DataMember]:
        """Yield the members that classes declare."""
        return (member for contract in self.classes for member in contract.members)

    def base_of(self, contract: ClassDataContract) -> DataContract | None:
        """Return the base class."""
        return None if contract.base is None else self.contracts[contract.base]


def _held(root: Any) -> Iterator[Any]:
    """Yield all values, an object as often as something refers to it."""
    waiting, seen = [root], set()
    while waiting:
        each = waiting.pop()
        yield each
        if id(each) not in seen:
            seen.add(id(each))
            waiting.extend(children_of(each))


def _is_named(contract: CollectionDataContract) -> bool:
    """Tell whether the collection has a contract of its own."""
    if contract.is_dictionary:
        return contract.name.namespace != ARRAYS
    return not contract.name.name.startswith("ArrayOf")


def _any(question: Callable[[Example], Iterator[bool]]) -> Callable[[Example], bool]:
    return lambda example: any(question(example))


def _is_recursive(example: Example) -> bool:
    return any(
        contract.name in reached(example.contracts, name)
        for contract in example.classes
        for name in contract.references()
    )


def _is_value(contracts: DataContractSet, name: QName) -> bool:
    contract = contracts[name]
    if name in PRIMITIVE_CONTRACTS:
        return PRIMITIVE_CONTRACTS[name].primitive.is_value_type
    return isinstance(contract, EnumDataContract) or getattr(contract, "is_value_type", False)


def _holds_unnamed(example: Example) -> bool:
    """Tell whether an xs:anyType holds a value whose type is in no namespace."""
    places = places_of(example.value, example.subjects, example.subjects.contract_of(example.root))
    return any(declared == _ANY_TYPE and not name.namespace for declared, name in places)


_ANY_TYPE: Final = QName(XS, "anyType")

_SHAPES: Final[dict[str, Callable[[Example], bool]]] = {
    "several namespaces": lambda e: len({c.name.namespace for c in e.classes}) > 1,
    "class without members": _any(lambda e: (not c.members for c in e.classes)),
    "base class": _any(lambda e: (c.base is not None for c in e.classes)),
    "base class in another namespace": _any(
        lambda e: ((base := e.base_of(c)) is not None and base.name.namespace != c.name.namespace for c in e.classes)
    ),
    "class that contains itself": _is_recursive,
    "abstract class": _any(lambda e: (c.name in e.subjects.settings.abstract for c in e.classes)),
    "interface": lambda e: e.subjects.settings.has_interfaces and any(_ANY_TYPE in c.references() for c in e.reached),
    "ISerializable": _any(lambda e: (c.is_iserializable for c in e.classes)),
    "XmlElement": _any(lambda e: (c.name == XML_ELEMENT for c in e.reached)),
    "XmlNode[]": _any(lambda e: (c.name == XML_NODES for c in e.reached)),
    "struct": _any(lambda e: (c.is_value_type for c in e.classes)),
    "generic class": _any(lambda e: (c.generic is not None for c in e.classes)),
    "members in an Order": _any(lambda e: (not is_ordinal(m.name for m in c.members) for c in e.classes)),
    "required member": _any(lambda e: (m.is_required for m in e.members)),
    "EmitDefaultValue=false": _any(lambda e: (not m.emit_default_value for m in e.members)),
    "nullable member": _any(lambda e: (m.is_nillable and _is_value(e.contracts, m.type) for m in e.members)),
    "anyType member": _any(lambda e: (m.type == _ANY_TYPE for m in e.members)),
    "list": _any(lambda e: (not c.is_dictionary for c in e.collections)),
    "list of lists": _any(
        lambda e: (isinstance(e.contracts[c.item_type], CollectionDataContract) for c in e.collections if c.item_type)
    ),
    "list of nullable values": _any(
        lambda e: (c.is_item_nillable and _is_value(e.contracts, c.item_type) for c in e.collections if c.item_type)
    ),
    "list with a contract of its own": _any(lambda e: (_is_named(c) and not c.is_dictionary for c in e.collections)),
    "dictionary": _any(lambda e: (c.is_dictionary for c in e.collections)),
    "dictionary with a contract of its own": _any(lambda e: (_is_named(c) and c.is_dictionary for c in e.collections)),
    "KeyValuePair": _any(lambda e: (is_key_value_pair(c) for c in e.reached)),
    "enumeration": _any(lambda e: (isinstance(c, EnumDataContract) and not c.is_flags for c in e.reached)),
    "enumeration without a zero": _any(
        lambda e: (isinstance(c, EnumDataContract) and all(m.value for m in c.members) for c in e.reached)
    ),
    "flags": _any(lambda e: (isinstance(c, EnumDataContract) and c.is_flags for c in e.reached)),
    "IsReference": _any(lambda e: (getattr(c, "is_reference", False) for c in e.reached)),
    "root: class": lambda e: isinstance(e.reached[0], ClassDataContract),
    "root: struct": lambda e: getattr(e.reached[0], "is_value_type", False),
    "root: list": lambda e: isinstance(e.reached[0], CollectionDataContract) and not e.reached[0].is_dictionary,
    "root: dictionary": lambda e: isinstance(e.reached[0], CollectionDataContract) and e.reached[0].is_dictionary,
    "root: enumeration": lambda e: isinstance(e.reached[0], EnumDataContract),
    "root: built-in type": lambda e: isinstance(e.reached[0], PrimitiveDataContract),
    "root element of another name": lambda e: e.root in e.contracts.elements,
    "setting: PreserveObjectReferences": lambda e: e.subjects.settings.preserves,
    "setting: characters not checked": lambda e: not e.subjects.settings.checks_characters,
}
_VALUES: Final[dict[str, Callable[[Example], bool]]] = {
    "value: nil": _any(lambda e: (each is None for each in e.held)),
    "value: empty text": _any(lambda e: (isinstance(each, str) and not each for each in e.held)),
    "value: empty collection": _any(lambda e: (isinstance(each, list | dict) and not each for each in e.held)),
    "value: absent member": _any(
        lambda e: (is_absent(each, name) for each in e.held if is_instance(each) for name in members_of(each))
    ),
    "value: null root": lambda e: e.value is None,
    "value: root of a derived class": lambda e: (
        is_instance(e.value)
        and not isinstance(e.value, KeyValuePair)
        and type(e.value) is not e.subjects.binding.annotation_of(e.subjects.contract_of(e.root))
    ),
    "value: one object in two places": _any(lambda e: (is_instance(each) for each in e.repeated)),
    "value: one list in two places": _any(lambda e: (isinstance(each, list) for each in e.repeated)),
    "value: one dictionary in two places": _any(lambda e: (isinstance(each, dict) for each in e.repeated)),
    "value: one text in two places": _any(lambda e: (isinstance(each, str) and len(each) > 1 for each in e.repeated)),
    "value: one boxed value in two places": _any(lambda e: (isinstance(each, AnyValue) for each in e.repeated)),
    "value: cycle": _any(lambda e: (leads_to(child, each) for each in e.repeated for child in children_of(each))),
    "value: character that XML cannot carry": _any(
        lambda e: (isinstance(each, str) and not ODD_CHARACTERS.isdisjoint(each) for each in e.held)
    ),
    "value: object of a derived class": _any(
        lambda e: (
            not isinstance(each, KeyValuePair) and any(hasattr(b, "__data_contract__") for b in type(each).__bases__)
            for each in e.held
            if is_instance(each)
        )
    ),
    "value: object of a class derived from an abstract one": _any(
        lambda e: (
            isabstract(base)
            for each in e.held
            if is_instance(each) and not isinstance(each, KeyValuePair)
            for base in type(each).__bases__
        )
    ),
    "value: object of an ISerializable": _any(
        lambda e: (isinstance(each, SerializationInfo) and bool(each.entries) for each in e.held)
    ),
    "value: XML fragment": _any(lambda e: (is_fragment(each) for each in e.held)),
    "value: type in no namespace in an object": _holds_unnamed,
    "value: anyType with its type": _any(lambda e: (isinstance(each, AnyValue) for each in e.held)),
}
_TYPES: Final[dict[str, QName]] = {f"type: {name.name}": name for name in PRIMITIVE_CONTRACTS}
FEATURES: Final = (*_SHAPES, *_VALUES, *_TYPES)
"""The labels of all features."""


def features_of(subjects: Subjects, root: QName, value: Any) -> list[str]:
    """Return the labels of the features that a value of ``root`` shows."""
    example = Example(subjects, root, value)
    names = {contract.name for contract in example.reached}
    found = [label for table in (_SHAPES, _VALUES) for label, question in table.items() if question(example)]
    return found + [label for label, name in _TYPES.items() if name in names]
