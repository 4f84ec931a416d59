"""How a set of contracts becomes one Python module: which class, alias or annotation stands for each, and its name."""

from __future__ import annotations

from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from dcxml.binding.implied import ImpliedContracts
from dcxml.binding.module_names import MemberNames, ModuleNames, name_module, value_names
from dcxml.binding.module_order import Declarations, declarations_in_order
from dcxml.binding.names import constant_wishes
from dcxml.binding.service_plan import services_of
from dcxml.codegen.scope import Scope
from dcxml.contract.model import (
    DATA_SET,
    DATA_SET_ROOT,
    XML_ELEMENT,
    XML_NODES,
    ClassDataContract,
    CollectionDataContract,
    EnumDataContract,
    PrimitiveDataContract,
    SimpleDataContract,
    XmlDataContract,
)
from dcxml.contract.primitives import EXPORTED_CLASSES, built_in_root
from dcxml.qname import SERIALIZATION, XS, QName, clr_namespace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dcxml.contract.contract_set import DataContractSet

__all__ = ["MODULES_ALIAS", "ContractSetPlan", "ModulePlan", "plan_module"]

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
MODULES_ALIAS: Final = "_ns"
"""The module of a package through which its others reach each other; no contract, member or namespace is called so."""
_XML: Final = {XML_ELEMENT: "XmlElement", XML_NODES: "XmlNodes"}
"""The annotation of .NET's types for any XML."""


class ContractSetPlan:
    """What is the same whatever modules the contracts of a set are put into."""

    def __init__(self, contracts: DataContractSet) -> None:
        """Put the declarations in order.

        :raises InvalidDataContractError: where a value type contains itself.
        """
        self.contracts = contracts
        self.implied = ImpliedContracts(contracts)
        self.declarations: Declarations = declarations_in_order(contracts, self.implied)
        self.members = MemberNames(contracts)
        ordered = (*self.declarations.classes, *self.declarations.aliases)
        self.places = {contract.name: place for place, contract in enumerate(ordered)}

    @cached_property
    def derived(self) -> Mapping[QName, list[QName]]:
        """The names of the classes that derive from each, directly."""
        found: dict[QName, list[QName]] = {}
        for contract in self.contracts:
            if isinstance(contract, ClassDataContract) and contract.base is not None:
                found.setdefault(contract.base, []).append(contract.name)
        return found

    @cached_property
    def constants(self) -> Mapping[str, str]:
        """The names of the constants that hold namespaces; their order does not count."""
        contracts = self.contracts
        named = (*contracts.contracts, *contracts.elements, *(each.port_type for each in contracts.operations))
        namespaces = sorted({name.namespace for name in named})
        return Scope().share_out({namespace: constant_wishes(namespace) for namespace in namespaces})

    def uses(self, names: Mapping[QName, str]) -> dict[QName, dict[str, None]]:
        """Return the members whose values are of each contract or hold it, as ``Order.Lines``, by its name."""
        found: dict[QName, dict[str, None]] = {}
        for contract in self.contracts:
            if isinstance(contract, ClassDataContract) and contract.name in names:
                for member in contract.members:
                    for held in self._held(member.type, names):
                        found.setdefault(held, {})[f"{names[contract.name]}.{member.name}"] = None
        return found

    def _held(self, name: QName, names: Mapping[QName, str]) -> Iterator[QName]:
        if name in names:
            yield name
        else:
            for part in self.implied.parts(self.contracts[name]):
                yield from self._held(part.name, names)


def plan_module(contracts: DataContractSet) -> ModulePlan:
    """Plan one module of all contracts.

    :raises InvalidDataContractError: where a value type contains itself.
    """
    whole = ContractSetPlan(contracts)
    declared = whole.declarations
    # Names go by the order of the set, not by that of the statements, which changes with what refers to what.
    named = [each for each in contracts if whole.implied.is_named(each)]
    names = name_module(named, contracts.elements, declared.roots, services_of(contracts.operations))
    return ModulePlan(whole, declared, names, uses=whole.uses(names.contracts))


class ModulePlan:
    """The names and annotations of one module.

    ``declarations`` are the module's own; ``elsewhere`` says how to spell the contracts that other modules declare,
    ``elements_elsewhere`` the global elements.
    """

    def __init__(  # noqa: PLR0913 - what is the whole set's, then what is the module's
        self,
        whole: ContractSetPlan,
        declarations: Declarations,
        names: ModuleNames,
        *,
        uses: Mapping[QName, Mapping[str, None]],
        elsewhere: Mapping[QName, str] = MappingProxyType({}),
        elements_elsewhere: Mapping[QName, str] = MappingProxyType({}),
    ) -> None:
        """Take what was planned; nothing is written yet."""
        self.contracts, self.implied = whole.contracts, whole.implied
        self.classes, self.aliases = declarations.classes, declarations.aliases
        self.names, self.elements, self.roots = names.contracts, names.elements, names.roots
        self.services = names.services
        self.components = declarations.components
        self.schema_annotations = declarations.annotations
        self.namespaces: dict[str, str] = {}
        self._whole = whole
        self._scope = names.scope
        self._uses = uses
        self._elsewhere = elsewhere
        self._elements_elsewhere = elements_elsewhere

    def namespace(self, namespace: str) -> str:
        """Return the name of the constant that holds a namespace."""
        if namespace not in self.namespaces:
            named = self._whole.constants.get(namespace) or constant_wishes(namespace)[0]
            self.namespaces[namespace] = self._scope.name(named)
        return self.namespaces[namespace]

    def attributes(self, contract: ClassDataContract) -> dict[str, str]:
        """Return the Python name of each of the class's own members, by wire name."""
        return self._whole.members.of(contract)

    def known_types(self, contract: ClassDataContract) -> list[str]:
        """Return the names of the classes that derive from one, which .NET's importer has it know."""
        return [self.annotation(name) for name in self._whole.derived.get(contract.name, ())]

    def uses(self, name: QName) -> list[str]:
        """Return the members whose values are of this contract or hold it: ``Order.Lines``."""
        return [*self._uses.get(name, ())]

    def annotation(self, name: QName, *, is_optional: bool = False, quoted: Iterable[QName] = ()) -> str:
        """Return the annotation of a contract; the names of ``quoted`` ones are not defined yet."""
        contract = self.contracts[name]
        text = self.names.get(name) or self._elsewhere.get(name)
        if text is not None:
            text = f'"{self._elsewhere.get(name, text)}"' if name in quoted else text
        elif isinstance(contract, PrimitiveDataContract):
            text = _PRIMITIVES[name][0]
        elif isinstance(contract, XmlDataContract):
            text = _XML[name]
        else:
            parts = self.implied.parts(contract)
            items = ", ".join(
                self.annotation(part.name, is_optional=part.is_value_type and part.is_nullable, quoted=quoted)
                for part in parts
            )
            is_collection = isinstance(contract, CollectionDataContract)
            text = f"{('list' if len(parts) == 1 else 'dict') if is_collection else 'KeyValuePair'}[{items}]"
        return f"{text} | None" if is_optional else text

    def message(self, name: QName | None) -> tuple[str, bool]:
        """Return what stands for the element in the body of a message, and whether that tells the element's name.

        What nothing describes is an ``object``, what another module declares stands in quotes.
        """
        text, tells = self._message(name)
        return (f'"{text}"' if f"{MODULES_ALIAS}." in text else text), tells

    def _message(self, name: QName | None) -> tuple[str, bool]:
        if name is None:
            return "None", True
        alias = self.elements.get(name) or self._elements_elsewhere.get(name)
        if alias is not None:
            return alias, True
        if name in self.contracts:
            is_named = name in self.names or name in self._elsewhere
            return self.annotation(name), is_named and name not in EXPORTED_CLASSES
        if name == DATA_SET_ROOT and DATA_SET in self.contracts:
            return self.annotation(DATA_SET), False
        built_in = built_in_root(name)
        return "object" if built_in is None else _PRIMITIVES[built_in.name][0], False

    def default(self, name: QName) -> tuple[str, bool]:
        """Return .NET's default of a value type as an expression, and whether each use has to evaluate it.

        The value of an enumeration of another module is looked up when it is needed, for that module may need this one.
        """
        contract = self.contracts[name]
        if isinstance(contract, PrimitiveDataContract):
            return _PRIMITIVES[name][1], False
        if isinstance(contract, SimpleDataContract):
            return self.default(contract.base)
        if isinstance(contract, EnumDataContract):
            return f"{self.annotation(name)}{_zero(contract)}", name not in self.names
        if self.implied.is_named(contract):
            return f"{self.annotation(name)}()", True
        parts = self.implied.parts(contract)
        values = ("None" if part.is_nillable else self.default(part.name)[0] for part in parts)
        return f"KeyValuePair({', '.join(values)})", True


def _zero(contract: EnumDataContract) -> str:
    if contract.is_open or contract.is_flags:
        return "(0)"
    zero = next((name for name, member in value_names(contract) if member.value == 0), None)
    return "(0)" if zero is None else f".{zero}"
