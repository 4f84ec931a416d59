"""The names of one module: of its classes, aliases and global elements, and of the members of its classes.

A contract whose name is a class's name as it stands has it, whatever else is there; the others go round it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from dcxml.binding.names import class_name, member_name, value_name
from dcxml.codegen.scope import Scope
from dcxml.contract.model import ClassDataContract, DataContract, PrimitiveDataContract, XmlDataContract
from dcxml.contract.naming import generic_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dcxml.binding.service_plan import Service
    from dcxml.contract.contract_set import DataContractSet
    from dcxml.contract.model import EnumDataContract, EnumMember
    from dcxml.qname import QName

__all__ = ["LIBRARY_NAMES", "MemberNames", "ModuleNames", "name_module", "value_names"]

LIBRARY_NAMES: Final = frozenset(
    {
        "AnyURI", "Byte", "Char", "CollectionContract", "DBNullType", "DataContractEnum", "DataContractFlag",
        "DateTime", "DateTimeOffset", "DictionaryPart", "Duration", "Float", "GenericArgument", "GenericType", "Int",
        "KeyValuePair", "Long", "OpenEnum", "QName", "RootElement", "SerializationInfo",
        "SchemaComponent", "Short", "SimpleContract", "UnresolvedContract",
        "UnsignedByte", "UnsignedInt", "UnsignedLong", "UnsignedShort", "XmlContract", "XmlElement", "XmlNodes",
        "data_contract", "data_member", "enum_contract", "enum_member",
    }
)  # fmt: skip
"""What a module may import from dcxml; taken in every module, so that a name does not hang on what is imported."""

_TAKEN: Final = LIBRARY_NAMES | {"Annotated", "Decimal", "UTC", "UUID", "annotations"}


@frozen
class ModuleNames:
    """The Python names of a module's ``contracts``, ``elements``, ``roots`` and ``services``.

    All are taken in its ``scope``.
    """

    contracts: dict[QName, str]
    elements: dict[QName, str]
    roots: dict[QName, str]
    services: dict[Service, str]
    scope: Scope


def name_module(
    contracts: Iterable[DataContract],
    elements: Iterable[QName] = (),
    roots: Iterable[DataContract] = (),
    services: Iterable[Service] = (),
) -> ModuleNames:
    """Name the contracts, global elements, roots and services of a module.

    Contracts added behind the others rename none of them, nor do any that are added where a contract's name is a
    class's name and occurs once; two of one name are told apart by a number, in their order.
    """
    scope = Scope(_TAKEN)
    contracts = [*contracts]
    names = {each.name: scope.name(each.name.name) for each in _plainly_named(contracts)}
    # One of two namespaces had the name; the dict is in the order of the contracts in the end.
    rest = {each.name: _name_class(each, scope) for each in contracts if each.name not in names}
    return ModuleNames(
        contracts={each.name: names.get(each.name) or rest[each.name] for each in contracts},
        elements={name: scope.name(f"{class_name(name.name)}Element") for name in elements},
        roots={each.name: scope.name(_root_alias(each)) for each in roots},
        services={each: scope.name(_service_class(each, scope)) for each in services},
        scope=scope,
    )


class MemberNames:
    """The attributes of the classes of a set, which do not depend on the module that a class stands in."""

    def __init__(self, contracts: DataContractSet) -> None:
        """Name nothing yet."""
        self._contracts = contracts
        self._attributes: dict[QName, dict[str, str]] = {}
        self._taken: dict[QName, frozenset[str]] = {}
        """The names of each class's members, inherited ones included."""

    def of(self, contract: ClassDataContract) -> dict[str, str]:
        """Return the Python name of each of the class's own members, by wire name."""
        if contract.name not in self._attributes:
            line = [contract]
            while line[-1].base is not None and line[-1].base not in self._attributes:
                base = self._contracts[line[-1].base]
                if not isinstance(base, ClassDataContract):
                    break
                line.append(base)
            for each in reversed(line):
                inherited = frozenset[str]() if each.base is None else self._taken.get(each.base, frozenset())
                scope = Scope(inherited)
                names = {member.name: scope.name(member_name(member.name)) for member in each.members}
                self._attributes[each.name] = names
                self._taken[each.name] = inherited.union(names.values())
        return self._attributes[contract.name]


def value_names(contract: EnumDataContract) -> Iterator[tuple[str, EnumMember]]:
    """Yield the Python name of each value of an enumeration, and the value."""
    scope = Scope()
    for member in contract.members:
        yield scope.name(value_name(member.name)), member


def _plainly_named(contracts: Iterable[DataContract]) -> Iterator[DataContract]:
    """Yield the contracts whose name is that of a class as it stands, the first of each name."""
    seen: set[str] = set()
    for contract in contracts:
        name = contract.name.name
        if name not in seen and name not in _TAKEN and class_name(name) == name and not _has_digest(contract):
            seen.add(name)
            yield contract


def _has_digest(contract: DataContract) -> bool:
    generic = getattr(contract, "generic", None)
    return generic is not None and "{#}" in generic.name


def _name_class(contract: DataContract, scope: Scope) -> str:
    """Return the class name, without the digest of a generic name where that leaves one not yet taken."""
    generic = getattr(contract, "generic", None)
    full = class_name(contract.name.name)
    if generic is not None and _has_digest(contract):
        digest = generic_digest([argument.namespace for argument in generic.arguments])
        short = class_name(contract.name.name.removesuffix(digest))
        if short not in scope:
            full = short
    elif full in _TAKEN:
        full = f"{full}Contract"
    return scope.name(full)


def _service_class(service: Service, scope: Scope) -> str:
    """Return the class name of a binding, or of a port type without one, with that word where a contract has it."""
    name = class_name((service.binding or service.port_type).name)
    return f"{name}{'PortType' if service.binding is None else 'Binding'}" if name in scope else name


def _root_alias(contract: DataContract) -> str:
    name = class_name(contract.name.name)
    return f"{name}Root" if isinstance(contract, PrimitiveDataContract | XmlDataContract) else name
