"""The names of one module: of its classes, aliases and global elements, and of the members of its classes.

A contract whose name is a class's name as it stands has it; the others go round it. Of two, the namespaces decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from dcxml.binding.names import class_name, member_name, namespaced_names, value_name
from dcxml.codegen.scope import Scope
from dcxml.contract.model import ClassDataContract, DataContract, PrimitiveDataContract, XmlDataContract
from dcxml.contract.naming import generic_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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
        "SchemaAnnotation", "SchemaComponent", "Short", "SimpleContract", "UnresolvedContract",
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

    Each has a name of its own making, unless another comes before it: a contract whose name is a class's name as it
    stands before one that is called like it, contracts before elements, and of the same kind the one whose namespace
    comes first as a text. Who gives way is called after its namespace. The order of contracts does not count.
    """
    scope = Scope(_TAKEN)
    contracts = [*contracts]
    named = scope.share_out({each.name: _class_wishes(each) for each in sorted(contracts, key=_by_namespace)})
    return ModuleNames(
        contracts={each.name: named[each.name] for each in contracts},
        elements=_share_out(scope, {name: _element_wishes(name) for name in elements}),
        roots=_share_out(scope, {each.name: _root_wishes(each) for each in roots}),
        services=_name_services(services, scope),
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


def _by_namespace(contract: DataContract) -> tuple[str, str]:
    return contract.name.namespace, contract.name.name


def _share_out(scope: Scope, wishes: Mapping[QName, tuple[str, ...]]) -> dict[QName, str]:
    """Name things in the order of their namespaces, and return the names in the given one."""
    ordered = sorted(wishes, key=lambda name: (name.namespace, name.name))
    named = scope.share_out({name: wishes[name] for name in ordered})
    return {name: named[name] for name in wishes}


def _class_wishes(contract: DataContract) -> tuple[str, ...]:
    """Return what a class may be called: as the contract is, as nearly so as Python allows, after its namespace.

    A generic contract's name goes without its digest where that leaves one for it.
    """
    name = contract.name.name
    generic = getattr(contract, "generic", None)
    short = full = class_name(name)
    if generic is not None and "{#}" in generic.name:
        digest = generic_digest([argument.namespace for argument in generic.arguments])
        short = class_name(name.removesuffix(digest))
    elif full in _TAKEN:
        short = full = f"{full}Contract"
    is_plain = short == name
    return (short if is_plain else "", short, full, *namespaced_names(full, contract.name))


def _element_wishes(name: QName) -> tuple[str, ...]:
    alias = f"{class_name(name.name)}Element"
    return (alias, *namespaced_names(alias, name))


def _root_wishes(contract: DataContract) -> tuple[str, ...]:
    name = class_name(contract.name.name)
    alias = f"{name}Root" if isinstance(contract, PrimitiveDataContract | XmlDataContract) else name
    return (alias, *namespaced_names(alias, contract.name))


def _name_services(services: Iterable[Service], scope: Scope) -> dict[Service, str]:
    """Name services after their bindings, or the port types that have none, with that word where a contract has it.

    Those of one binding are numbered in their order.
    """
    services = [*services]
    wishes: dict[QName, tuple[str, ...]] = {}
    for each in services:
        name = each.binding or each.port_type
        class_ = class_name(name.name)
        long = f"{class_}{'PortType' if each.binding is None else 'Binding'}"
        wishes.setdefault(name, (class_, long, *namespaced_names(long, name)))
    named = _share_out(scope, wishes)
    seen: set[QName] = set()
    found: dict[Service, str] = {}
    for each in services:
        name = each.binding or each.port_type
        found[each] = scope.name(named[name]) if name in seen else named[name]
        seen.add(name)
    return found
