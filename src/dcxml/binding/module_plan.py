"""How a set of contracts becomes one Python module: which class, alias or annotation stands for each, and its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.binding.names import class_name, constant_name, member_name, value_name
from dcxml.binding.parts import (
    PAIRS,
    Part,
    dictionary_contract,
    dictionary_definition,
    list_contract,
    list_definition,
    pair_contract,
)
from dcxml.codegen.scope import Scope
from dcxml.contract.model import (
    ClassDataContract,
    CollectionDataContract,
    DataContract,
    EnumDataContract,
    PrimitiveDataContract,
    SimpleDataContract,
)
from dcxml.contract.naming import generic_digest
from dcxml.errors import InvalidDataContractError
from dcxml.qname import SERIALIZATION, XS, QName, clr_namespace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dcxml.contract.contract_set import DataContractSet
    from dcxml.contract.model import EnumMember

__all__ = ["ModulePlan"]

_PRIMITIVES: Final = {
    QName(XS, "boolean"): ("bool", "False"),
    QName(XS, "byte"): ("Byte", "0"),
    QName(XS, "unsignedByte"): ("UnsignedByte", "0"),
    QName(XS, "short"): ("Short", "0"),
    QName(XS, "unsignedShort"): ("UnsignedShort", "0"),
    QName(XS, "int"): ("Int", "0"),
    QName(XS, "unsignedInt"): ("UnsignedInt", "0"),
    QName(XS, "long"): ("Long", "0"),
    QName(XS, "unsignedLong"): ("UnsignedLong", "0"),
    QName(XS, "float"): ("Float", "0.0"),
    QName(XS, "double"): ("float", "0.0"),
    QName(XS, "decimal"): ("Decimal", "Decimal(0)"),
    QName(XS, "string"): ("str", "None"),
    QName(XS, "dateTime"): ("DateTime", "DateTime.min"),
    QName(XS, "anyURI"): ("AnyURI", "None"),
    QName(XS, "base64Binary"): ("bytes", "None"),
    QName(XS, "QName"): ("QName", "None"),
    QName(XS, "anyType"): ("object", "None"),
    QName(SERIALIZATION, "char"): ("Char", r'"\x00"'),
    QName(SERIALIZATION, "duration"): ("Duration", "Duration()"),
    QName(SERIALIZATION, "guid"): ("UUID", "UUID(int=0)"),
    QName(clr_namespace("System"), "DateTimeOffset"): (
        "DateTimeOffset",
        "DateTimeOffset(DateTime.min.replace(tzinfo=UTC))",
    ),
    QName(clr_namespace("System"), "DBNull"): ("DBNullType", "None"),
}
"""The annotation and the default of each built-in type."""

LIBRARY_NAMES: Final = frozenset(
    {
        "AnyURI", "Byte", "Char", "CollectionContract", "DBNullType", "DataContractEnum", "DataContractFlag",
        "DateTime", "DateTimeOffset", "DictionaryPart", "Duration", "Float", "GenericArgument", "GenericType", "Int",
        "KeyValuePair", "Long", "OpenEnum", "QName", "RootElement", "SerializationInfo",
        "Short", "SimpleContract", "UnresolvedContract",
        "UnsignedByte", "UnsignedInt", "UnsignedLong", "UnsignedShort", "XmlContract", "data_contract",
        "data_member", "enum_contract",
        "enum_member",
    }
)  # fmt: skip
"""What a module may import from dcxml; taken in every module, so that a name does not hang on what is imported."""

_STANDARD_NAMES: Final = frozenset({"Annotated", "Decimal", "UTC", "UUID", "annotations"})


class ModulePlan:
    """The names and annotations of one module; `contracts` is the set it is made for."""

    def __init__(self, contracts: DataContractSet) -> None:
        """Name everything; nothing is written yet.

        :raises InvalidDataContractError: where a value type contains itself.
        """
        self.contracts = contracts
        self._implied: dict[QName, bool] = {}
        scope = Scope(LIBRARY_NAMES | _STANDARD_NAMES)
        self.names: dict[QName, str] = {}
        for contract in contracts:
            if not self.is_implied(contract) and not isinstance(contract, PrimitiveDataContract):
                self.names[contract.name] = _name_class(contract, scope)
        self.elements = {name: scope.name(f"{class_name(name.name)}Element") for name in contracts.elements}
        self.roots = {each.name: scope.name(_root_alias(each)) for each in self._implied_roots()}
        self._scope = scope
        self.namespaces: dict[str, str] = {}
        self.classes = self._in_order(
            [c for c in contracts if isinstance(c, ClassDataContract | EnumDataContract) and c.name in self.names]
        )
        self.aliases = self._aliases_in_order()
        self._attributes: dict[QName, dict[str, str]] = {}
        self._uses: dict[QName, dict[str, None]] | None = None

    def namespace(self, namespace: str) -> str:
        """Return the name of the constant that holds a namespace."""
        if namespace not in self.namespaces:
            self.namespaces[namespace] = self._scope.name(constant_name(namespace))
        return self.namespaces[namespace]

    def attributes(self, contract: ClassDataContract) -> dict[str, str]:
        """Return the Python name of each of the class's own members, by wire name."""
        for each in self.contracts.lineage(contract):
            if each.name not in self._attributes:
                inherited = {} if each.base is None else self._all_attributes(each.base)
                scope = Scope(inherited)
                self._attributes[each.name] = {
                    member.name: scope.name(member_name(member.name)) for member in each.members
                }
        return self._attributes[contract.name]

    def values(self, contract: EnumDataContract) -> Iterator[tuple[str, EnumMember]]:
        """Yield the Python name of each value of an enumeration, and the value."""
        scope = Scope()
        for member in contract.members:
            yield scope.name(value_name(member.name)), member

    def uses(self, name: QName) -> list[str]:
        """Return the members whose values are of this contract or hold it: ``Order.Lines``."""
        if self._uses is None:
            self._uses = {}
            for contract in self.contracts:
                if isinstance(contract, ClassDataContract) and contract.name in self.names:
                    for member in contract.members:
                        for held in self._held(member.type):
                            place = f"{self.names[contract.name]}.{member.name}"
                            self._uses.setdefault(held, {})[place] = None
        return [*self._uses.get(name, ())]

    def _held(self, name: QName) -> Iterator[QName]:
        if name in self.names:
            yield name
        else:
            for part in self.parts(self.contracts[name]):
                yield from self._held(part.name)

    def annotation(self, name: QName, *, is_optional: bool = False, quoted: Iterable[QName] = ()) -> str:
        """Return the annotation of a contract; the names of ``quoted`` ones are not defined yet."""
        contract = self.contracts[name]
        text = self.names.get(name)
        if text is not None:
            text = f'"{text}"' if name in quoted else text
        elif isinstance(contract, PrimitiveDataContract):
            text = _PRIMITIVES[name][0]
        else:
            parts = self.parts(contract)
            items = ", ".join(
                self.annotation(part.name, is_optional=part.is_value_type and part.is_nullable, quoted=quoted)
                for part in parts
            )
            is_collection = isinstance(contract, CollectionDataContract)
            text = f"{('list' if len(parts) == 1 else 'dict') if is_collection else 'KeyValuePair'}[{items}]"
        return f"{text} | None" if is_optional else text

    def default(self, name: QName) -> tuple[str, bool]:
        """Return .NET's default of a value type as an expression, and whether each use needs its own."""
        contract = self.contracts[name]
        if isinstance(contract, PrimitiveDataContract):
            return _PRIMITIVES[name][1], False
        if isinstance(contract, SimpleDataContract):
            return self.default(contract.base)
        if isinstance(contract, EnumDataContract):
            return f"{self.names[name]}{self._zero(contract)}", False
        if name in self.names:
            return f"{self.names[name]}()", True
        parts = self.parts(contract)
        values = ("None" if part.is_nillable else self.default(part.name)[0] for part in parts)
        return f"KeyValuePair({', '.join(values)})", True

    def part(self, name: QName, *, is_nillable: bool) -> Part:
        """Return a contract as a part of another."""
        contract = self.contracts[name]
        is_value_type = self.contracts.is_value_type(contract)
        generic = contract.generic if isinstance(contract, ClassDataContract) else None
        if isinstance(contract, CollectionDataContract) and self.is_implied(contract):
            parts = self.parts(contract)
            generic = list_definition(*parts) if len(parts) == 1 else dictionary_definition(*parts)
        return Part(name=name, is_value_type=is_value_type, is_nullable=is_value_type and is_nillable, generic=generic)

    def implied_collection(self, contract: CollectionDataContract) -> CollectionDataContract:
        """Return what .NET's naming rules make of the types that a collection holds."""
        parts = self.parts(contract)
        return list_contract(*parts) if len(parts) == 1 else dictionary_contract(*parts)

    def is_implied(self, contract: DataContract) -> bool:
        """Tell whether a list, a dictionary or a pair is just what .NET's rules make of its parts."""
        if contract.name not in self._implied:
            self._implied[contract.name] = False  # a collection of itself has a name of its own
            if isinstance(contract, CollectionDataContract):
                self._implied[contract.name] = self.implied_collection(contract) == contract
            elif isinstance(contract, ClassDataContract):
                self._implied[contract.name] = _looks_like_pair(contract) and (
                    pair_contract(*self.parts(contract)) == contract
                )
        return self._implied[contract.name]

    def parts(self, contract: DataContract) -> list[Part]:
        """Return what a collection holds: its item, or its key and value; a pair likewise."""
        if isinstance(contract, CollectionDataContract):
            if isinstance(contract.item, QName):
                return [self.part(contract.item, is_nillable=contract.is_item_nillable)]
            members = [*contract.item]
        else:
            members = [*contract.members] if isinstance(contract, ClassDataContract) else []
        return [self.part(member.type, is_nillable=member.is_nillable) for member in members]

    def _zero(self, contract: EnumDataContract) -> str:
        if contract.is_open or contract.is_flags:
            return "(0)"
        zero = next((name for name, member in self.values(contract) if member.value == 0), None)
        return "(0)" if zero is None else f".{zero}"

    def _implied_roots(self) -> Iterator[DataContract]:
        """Yield the collections, pairs and listed built-in types that nothing else leads to."""
        referred = {name for contract in self.contracts for name in contract.references()}
        referred.update(element.type for element in self.contracts.elements.values())
        return (each for each in self.contracts if each.name not in self.names and each.name not in referred)

    def _all_attributes(self, name: QName) -> set[str]:
        contract = self.contracts[name]
        if not isinstance(contract, ClassDataContract):
            return set()
        taken = (self._attributes[each.name].values() for each in self.contracts.lineage(contract))
        return {attribute for names in taken for attribute in names}

    def _in_order(self, contracts: list[ClassDataContract | EnumDataContract]) -> list[DataContract]:
        """Return the contracts, what is used before what uses it; bases and structs always so."""
        known = {contract.name: contract for contract in contracts}
        softly = _postorder(known, lambda name: self._named_references(name, known))
        names = _postorder(softly, lambda name: self._needed_first(name, known), self._refuse_cycle)
        return [known[name] for name in names]

    def _named_references(self, name: QName, known: Iterable[QName]) -> Iterator[QName]:
        """Yield the named contracts that one refers to, through collections and pairs without a name."""
        waiting, seen = [*self.contracts[name].references()], {name}
        for each in waiting:  # grows while it is walked
            if each in known:
                yield each
            elif each not in seen:
                seen.add(each)
                waiting.extend(self.contracts[each].references())

    def _needed_first(self, name: QName, known: Iterable[QName]) -> Iterator[QName]:
        """Yield what a class statement evaluates: its base, and the value types among its defaults."""
        contract = self.contracts[name]
        if not isinstance(contract, ClassDataContract):
            return
        if contract.base is not None and contract.base in known:
            yield contract.base
        waiting = [member.type for member in contract.members if not member.is_nillable]
        for each in waiting:  # grows while it is walked
            needed = self.contracts[each]
            if not self.contracts.is_value_type(needed):
                continue
            if each in known:
                yield each
            else:
                waiting.extend(part.name for part in self.parts(needed) if not part.is_nillable)

    def _refuse_cycle(self, name: QName) -> None:
        reason = "a value type cannot contain itself"
        raise InvalidDataContractError(reason, contract=name.clark)

    def _aliases_in_order(self) -> list[DataContract]:
        classes = {contract.name for contract in self.classes}
        known = {name: self.contracts[name] for name in self.names if name not in classes}
        names = _postorder(known, lambda name: self._named_references(name, known))
        return [known[name] for name in names]


def _postorder(
    roots: Iterable[QName],
    references: Callable[[QName], Iterable[QName]],
    on_cycle: Callable[[QName], None] | None = None,
) -> list[QName]:
    """Return the roots and what they lead to, each behind its references as far as cycles allow."""
    done: dict[QName, None] = {}
    for root in roots:
        path = {root: iter([*references(root)])} if root not in done else {}
        while path:
            name, rest = next(reversed(path.items()))
            following = next(rest, None)
            if following is None:
                done[name] = None
                del path[name]
            elif following in path:
                if on_cycle is not None:
                    on_cycle(following)
            elif following not in done:
                path[following] = iter([*references(following)])
    return [*done]


def _name_class(contract: DataContract, scope: Scope) -> str:
    """Return the class name, without the digest of a generic name where that leaves one not yet taken."""
    generic = getattr(contract, "generic", None)
    full = class_name(contract.name.name)
    if generic is not None and "{#}" in generic.name:
        digest = generic_digest([argument.namespace for argument in generic.arguments])
        short = class_name(contract.name.name.removesuffix(digest))
        if short not in scope:
            full = short
    elif full in LIBRARY_NAMES | _STANDARD_NAMES:
        full = f"{full}Contract"
    return scope.name(full)


def _root_alias(contract: DataContract) -> str:
    name = class_name(contract.name.name)
    return f"{name}Root" if isinstance(contract, PrimitiveDataContract) else name


def _looks_like_pair(contract: ClassDataContract) -> bool:
    names = [member.name for member in contract.members]
    return contract.name.namespace == PAIRS and names == ["key", "value"] and contract.base is None
