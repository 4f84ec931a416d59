"""How a set of contracts becomes a package: one module for each namespace.

A class statement needs its base and the structs among its members, an alias what it holds: where those lead from
namespace to namespace in a circle, the namespaces share one private module, which theirs export again. All else is
looked up when it is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import define, field, frozen

from dcxml.binding.components import COMPONENTS
from dcxml.binding.module_names import ModuleNames, name_module
from dcxml.binding.module_order import Declarations, components, named_references
from dcxml.binding.module_plan import MODULES_ALIAS, ContractSetPlan, ModulePlan
from dcxml.binding.names import module_wishes
from dcxml.binding.said import ANNOTATIONS
from dcxml.binding.service_plan import services_of
from dcxml.codegen.scope import Scope
from dcxml.contract.model import ClassDataContract, EnumDataContract

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dcxml.binding.service_plan import Service
    from dcxml.contract.contract_set import DataContractSet
    from dcxml.contract.model import DataContract, SchemaComponent
    from dcxml.contract.schema_annotation import SchemaAnnotation
    from dcxml.qname import QName

__all__ = ["MODULES", "Export", "PackageModule", "PackagePlan", "name_namespaces"]

MODULES: Final = "_namespaces"
"""The module through which the others reach each other."""


@frozen
class PackageModule:
    """A module that declares contracts: those of one namespace, or of several where it is private."""

    name: str
    namespaces: tuple[str, ...]
    plan: ModulePlan


@frozen
class Export:
    """What a namespace's module has from the private one ``source``: pairs of a name there and here."""

    source: str
    namespace: str
    names: tuple[tuple[str, str], ...]


class PackagePlan:
    """The modules of a package; ``modules`` declare, ``exports`` only export what a private one declares."""

    def __init__(self, contracts: DataContractSet) -> None:
        """Name and distribute everything; nothing is written yet.

        :raises InvalidDataContractError: where a value type contains itself.
        """
        self._whole = ContractSetPlan(contracts)
        self._parts = _by_namespace(self._whole)
        self.names = name_namespaces(self._parts)
        self.public = public = {namespace: part.named() for namespace, part in self._parts.items()}
        plain = {name: text for names in public.values() for name, text in names.contracts.items()}
        elements = {name: text for names in public.values() for name, text in names.elements.items()}
        self._uses = self._whole.uses(plain)
        self._elsewhere, self._elements_elsewhere = self._spelled(plain), self._spelled(elements)
        self.modules: list[PackageModule] = []
        self.exports: dict[str, Export] = {}
        private = Scope([MODULES, "__init__", "__main__"])
        for namespaces in components({namespace: self._needed_by(namespace) for namespace in self._parts}):
            if len(namespaces) == 1:
                self._add(self.names[namespaces[0]], namespaces, public[namespaces[0]])
            else:
                self._share(private.name(f"_{self.names[namespaces[0]]}"), namespaces)

    def _needed_by(self, namespace: str) -> dict[str, None]:
        """Return the other namespaces whose declarations the statements of one namespace evaluate."""
        contracts, part = self._whole.contracts, self._parts[namespace]
        named = self._elsewhere
        classes = [each for each in part.contracts if isinstance(each, ClassDataContract)]
        needed = {each.base.namespace: None for each in classes if each.base in named}
        values = (member.type for each in classes for member in each.members if not member.is_nillable)
        needed.update((name.namespace, None) for name in values if name in named and self._is_struct(name))
        evaluated = [each for each in (*part.contracts, *part.roots) if not _is_class(each)]
        for name in part.elements:
            held = contracts[contracts.elements[name].type]
            if held.name in named:
                needed[held.name.namespace] = None
            else:
                evaluated.append(held)
        for contract in evaluated:
            needed.update((each.namespace, None) for each in named_references(contracts, contract.name, named))
        needed.pop(namespace, None)
        return needed

    def _is_struct(self, name: QName) -> bool:
        contract = self._whole.contracts[name]
        return isinstance(contract, ClassDataContract) and contract.is_value_type

    def _share(self, name: str, namespaces: tuple[str, ...]) -> None:
        """Put namespaces into one private module, and let theirs export it."""
        shared = _Part()
        for namespace in namespaces:
            shared.add(self._parts[namespace])
        names = shared.named()
        self._add(name, namespaces, names)
        for namespace in namespaces:
            public = self.public[namespace]
            pairs = [(names.contracts[each], text) for each, text in public.contracts.items()]
            pairs += [(names.elements[each], text) for each, text in public.elements.items()]
            pairs += [(names.roots[each], text) for each, text in public.roots.items()]
            pairs += [(names.services[each], text) for each, text in public.services.items()]
            pairs += [(COMPONENTS, COMPONENTS)] if self._parts[namespace].components else []
            pairs += [(ANNOTATIONS, ANNOTATIONS)] if self._parts[namespace].annotations else []
            self.exports[self.names[namespace]] = Export(name, namespace, tuple(pairs))

    def _spelled(self, names: Mapping[QName, str]) -> dict[QName, str]:
        """Return how one module spells what others declare."""
        return {name: f"{MODULES_ALIAS}.{self.names[name.namespace]}.{text}" for name, text in names.items()}

    def _add(self, name: str, namespaces: tuple[str, ...], names: ModuleNames) -> None:
        part = _Part()
        for namespace in namespaces:
            part.add(self._parts[namespace])
        places = self._whole.places
        contracts = sorted(part.contracts, key=lambda each: places[each.name])
        declared = Declarations(
            classes=tuple(each for each in contracts if _is_class(each)),
            aliases=tuple(each for each in contracts if not _is_class(each)),
            roots=tuple(part.roots),
            components=tuple(part.components),
            annotations=tuple(part.annotations),
        )
        plan = ModulePlan(
            self._whole,
            declared,
            names,
            uses=self._uses,
            elsewhere=self._elsewhere,
            elements_elsewhere=self._elements_elsewhere,
        )
        self.modules.append(PackageModule(name, namespaces, plan))


def name_namespaces(namespaces: Iterable[str]) -> dict[str, str]:
    """Return the name of each namespace's module.

    It depends on the namespace alone, unless one of those that come before it as texts has it: then all parts of the
    namespace make the name, and a digest is added where that too is taken. Their order does not count.
    """
    wishes = {namespace: module_wishes(namespace) for namespace in namespaces}
    named = Scope().share_out({namespace: wishes[namespace] for namespace in sorted(wishes)})
    return {namespace: named[namespace] for namespace in wishes}


@define
class _Part:
    """What is declared in a namespace, or in several, in the order of the set."""

    contracts: list[DataContract] = field(factory=list)
    elements: list[QName] = field(factory=list)
    roots: list[DataContract] = field(factory=list)
    services: list[Service] = field(factory=list)
    components: list[SchemaComponent] = field(factory=list)
    annotations: list[SchemaAnnotation] = field(factory=list)

    def add(self, other: _Part) -> None:
        """Add all of another."""
        self.contracts += other.contracts
        self.elements += other.elements
        self.roots += other.roots
        self.services += other.services
        self.components += other.components
        self.annotations += other.annotations

    def named(self) -> ModuleNames:
        """Name it as a module of its own."""
        return name_module(self.contracts, self.elements, self.roots, self.services)


def _is_class(contract: DataContract) -> bool:
    return isinstance(contract, ClassDataContract | EnumDataContract)


def _by_namespace(whole: ContractSetPlan) -> dict[str, _Part]:
    """Return what each namespace declares; one with nothing of its own is left out."""
    parts: dict[str, _Part] = {}

    def of(name: QName) -> _Part:
        return parts.setdefault(name.namespace, _Part())

    for contract in whole.contracts:
        if whole.implied.is_named(contract):
            of(contract.name).contracts.append(contract)
    for root in whole.declarations.roots:
        of(root.name).roots.append(root)
    for element in whole.contracts.elements:
        of(element).elements.append(element)
    for service in services_of(whole.contracts.operations):
        # Beside its messages, if it can be: they are in its own namespace mostly.
        of(next((name for name in service.names() if name.namespace in parts), service.port_type)).services.append(
            service
        )
    for component in whole.contracts.components:
        of(component.name).components.append(component)
    for said in whole.declarations.annotations:  # of what is spelled where it is used, the first module knows
        part = parts.get(said.name.namespace) or next(iter(parts.values()), None)
        if part is not None:
            part.annotations.append(said)
    return parts
