"""A closed set of data contracts: every reference in it leads somewhere."""

from __future__ import annotations

from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from dcxml.contract.implied import implied_contract
from dcxml.contract.model import (
    ClassDataContract,
    CollectionDataContract,
    DataContract,
    DataMember,
    EnumDataContract,
    GlobalElement,
    PrimitiveDataContract,
    SimpleDataContract,
    UnresolvedDataContract,
    XmlDataContract,
)
from dcxml.contract.primitives import EXPORTED_CLASSES, XML_SCHEMA_TYPES, primitive_contract
from dcxml.contract.xml_derivation import derived_types
from dcxml.errors import InvalidDataContractError, UnknownNameError
from dcxml.qname import QName

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dcxml.contract.annotation import Annotation
    from dcxml.contract.missing import MissingReference
    from dcxml.contract.model import SchemaComponent
    from dcxml.contract.operations import Operation, SoapVersion
    from dcxml.contract.refusals import Refusal

__all__ = ["DataContractSet"]


@frozen(init=False, eq=False, repr=False)
class DataContractSet:
    """Contracts by name, in a stable order, closed on birth.

    A list, dictionary or pair of built-in types that nothing defines is made from its name; any other name that nothing
    defines stands as an `UnresolvedDataContract`. Built-in types are known without being listed, but for DateTimeOffset
    and DBNull, which .NET's exporter defines where they are used. Two sets are equal where they hold equal contracts,
    global elements and components, in whatever order. An element that is just a contract's own (same name, nillable) is
    not kept: every contract has it, but a definition of XML without a name. The ``operations`` of a service whose
    description the set came from, what was ``missing`` where it was read, and the ``refusals`` of .NET's importer
    travel with it and do not count, nor do the ``annotations`` of schemas, by target namespace. ``components`` are what
    else a schema has and definitions in it refer to.
    """

    contracts: Mapping[QName, DataContract]
    elements: Mapping[QName, GlobalElement] = field()
    operations: tuple[Operation, ...] = ()
    missing: tuple[MissingReference, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    components: tuple[SchemaComponent, ...] = ()
    annotations: Mapping[str, Annotation] = MappingProxyType({})

    def __init__(  # noqa: PLR0913, PLR0917 - what is in the set, then what travels with it
        self,
        contracts: Iterable[DataContract] = (),
        elements: Iterable[GlobalElement] = (),
        operations: Iterable[Operation] = (),
        missing: Iterable[MissingReference] = (),
        refusals: Iterable[Refusal] = (),
        components: Iterable[SchemaComponent] = (),
        annotations: Mapping[str, Annotation] = MappingProxyType({}),
        *,
        strict: bool = False,
    ) -> None:
        """Close the set over ``contracts`` and ``elements``.

        :raises InvalidDataContractError: where two contracts share a name, a base is not a class or leads back to
            itself, or, with ``strict``, where a reference leads nowhere.
        """
        named: dict[QName, DataContract] = {}
        for contract in contracts:
            if named.setdefault(contract.name, contract) is not contract:
                reason = "two contracts have this name"
                raise InvalidDataContractError(reason, contract=contract.name.clark)
        roots = {element.name: element for element in elements}
        _close(named, roots.values(), strict=strict)
        object.__setattr__(self, "contracts", MappingProxyType(named))
        own = {name for name, root in roots.items() if _is_own(root, named)}
        listed = {name: root for name, root in roots.items() if name not in own}
        object.__setattr__(self, "elements", MappingProxyType(listed))
        object.__setattr__(self, "operations", tuple(operations))
        object.__setattr__(self, "missing", tuple(missing))
        object.__setattr__(self, "refusals", tuple(refusals))
        object.__setattr__(self, "components", tuple(components))
        object.__setattr__(self, "annotations", MappingProxyType(dict(annotations)))
        checked: set[QName] = set()
        for contract in named.values():
            if isinstance(contract, ClassDataContract):
                _check_bases(contract, named, checked)
                checked.add(contract.name)

    def __eq__(self, other: object) -> bool:
        """Compare as mappings."""
        if not isinstance(other, DataContractSet):
            return NotImplemented
        return (
            dict(self.contracts) == dict(other.contracts)
            and dict(self.elements) == dict(other.elements)
            and set(self.components) == set(other.components)
        )

    def __hash__(self) -> int:
        """Hash by the names."""
        return hash((frozenset(self.contracts), frozenset(self.elements)))

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by contents."""
        return (DataContractSet, (tuple(self.contracts.values()), tuple(self.elements.values()), *self._travelling()))

    def __iter__(self) -> Iterator[DataContract]:
        """Yield the contracts in their order."""
        return iter(self.contracts.values())

    def __len__(self) -> int:
        """Count the contracts."""
        return len(self.contracts)

    def __contains__(self, name: object) -> bool:
        """Tell whether a contract of this name (`QName` or Clark form) is listed."""
        return (QName.from_clark(name) if isinstance(name, str) else name) in self.contracts

    def __getitem__(self, name: QName | str) -> DataContract:
        """Return the contract of this name (`QName` or Clark form), built-in types included.

        :raises UnknownNameError: (a KeyError) where there is none.
        """
        qname = QName.from_clark(name) if isinstance(name, str) else name
        contract = self.contracts.get(qname) or primitive_contract(qname)
        if contract is None:
            raise UnknownNameError(qname.clark, (each.clark for each in self.contracts), kind="contract")
        return contract

    def __repr__(self) -> str:
        """Show the contracts' names."""
        return f"DataContractSet({', '.join(name.clark for name in self.contracts)})"

    def depth_first(self, *roots: QName) -> DataContractSet:
        """Return the same contracts in the order in which .NET's exporter meets them.

        The ``roots`` come first, then the contracts in their own order; each before its base, its members' types
        in order. The order is that of the types in an exported schema.
        """
        order = _walk((*roots, *self.contracts, *(e.type for e in self.elements.values())), self.contracts)
        contracts = (self.contracts[name] for name in order if name in self.contracts)
        return DataContractSet(contracts, self.elements.values(), *self._travelling())

    def _travelling(self) -> tuple[Any, ...]:
        """Return what comes along and does not count, in the order in which the set takes it."""
        return self.operations, self.missing, self.refusals, self.components, dict(self.annotations)

    def operation(self, name: str, *, version: SoapVersion | None = None) -> Operation:
        """Return the operation of this name, of those in several bindings the first, or the first of a ``version``.

        :raises UnknownNameError: (a KeyError) where there is none.
        """
        for operation in self.operations:
            if operation.name == name and version in (None, operation.version):
                return operation
        known = dict.fromkeys(each.name for each in self.operations if version in (None, each.version))
        raise UnknownNameError(name, known, kind="operation", place=f"SOAP {version.value}" if version else "")

    def unresolved(self) -> tuple[QName, ...]:
        """Return the names that nothing defines."""
        return tuple(c.name for c in self if isinstance(c, UnresolvedDataContract))

    @cached_property
    def defined_elements(self) -> frozenset[QName]:
        """The global elements whose definitions are among the components."""
        return frozenset(component.name for component in self.components if component.kind == "element")

    @cached_property
    def types_inside_elements(self) -> frozenset[QName]:
        """The contracts whose only place is the definition of a global element, in which they have no name."""
        used = {name for contract in self for name in contract.references()}
        used |= {element.type for element in self.elements.values() if element.name not in self.defined_elements}
        inside = {component.anonymous_type for component in self.components} - used
        return frozenset(c.name for c in self if c.name in inside and not isinstance(c, UnresolvedDataContract))

    def lineage(self, contract: ClassDataContract) -> tuple[ClassDataContract, ...]:
        """Return the class and its bases, the base-most first: the order in which members are written."""
        line = [contract]
        while line[-1].base is not None:
            base = self[line[-1].base]
            if not isinstance(base, ClassDataContract):
                break
            line.append(base)
        return tuple(reversed(line))

    def lacks_base(self, contract: ClassDataContract) -> bool:
        """Tell whether the class or a base of it derives from what nothing defines: it may have any members before."""
        return self.lineage(contract)[0].base is not None

    def is_derived(self, name: QName, base: QName) -> bool:
        """Tell whether ``name`` is a class of the set that is ``base`` itself or derived from it."""
        return base in self._lines.get(name, ())

    @cached_property
    def _lines(self) -> Mapping[QName, frozenset[QName]]:
        """The names of each class and its bases."""
        classes = (contract for contract in self if isinstance(contract, ClassDataContract))
        return {contract.name: frozenset(each.name for each in self.lineage(contract)) for contract in classes}

    def types_in_place_of(self, contract: XmlDataContract) -> frozenset[QName]:
        """Return what ``i:type`` may name where a type is kept as XML by its definition: it, and what derives from it.

        None where there is no definition, or one without a name, from which nothing can derive.
        """
        return self._derived_types.get(contract.name, frozenset())

    @cached_property
    def _derived_types(self) -> Mapping[QName, frozenset[QName]]:
        return derived_types(self)

    def is_reference(self, contract: DataContract) -> bool:
        """Tell whether objects of a contract have an identity: its own ``IsReference``, or a base's."""
        if isinstance(contract, ClassDataContract):
            return any(each.is_reference for each in self.lineage(contract))
        return isinstance(contract, CollectionDataContract) and contract.is_reference

    def simplest(self, contract: DataContract) -> DataContract:
        """Return the contract whose values a simple one restricts, without its facets; any other one itself."""
        while isinstance(contract, SimpleDataContract):
            contract = self[contract.base]
        return contract

    def is_value_type(self, contract: DataContract) -> bool:
        """Tell whether .NET's type of a contract is a value type: a struct, an enumeration, a number and the like."""
        contract = self.simplest(contract)
        if isinstance(contract, PrimitiveDataContract):
            return contract.primitive.is_value_type
        return isinstance(contract, EnumDataContract) or (
            isinstance(contract, ClassDataContract) and contract.is_value_type
        )

    def members(self, contract: ClassDataContract) -> tuple[tuple[str, DataMember], ...]:
        """Return all members in serialization order, each with the namespace of its declaring class."""
        return tuple((c.name.namespace, member) for c in self.lineage(contract) for member in c.members)


def _is_own(root: GlobalElement, named: Mapping[QName, DataContract]) -> bool:
    """Tell whether an element is the one that a contract has anyway; a definition without a name has none."""
    contract = named.get(root.name)
    is_inside = isinstance(contract, XmlDataContract) and contract.is_anonymous and bool(contract.schema)
    return root == GlobalElement(name=root.name, type=root.name) and not is_inside


def _close(named: dict[QName, DataContract], roots: Iterable[GlobalElement], *, strict: bool) -> None:
    """Add to ``named`` what is referred to and not defined, in the order of a depth-first walk."""
    for name in _walk((*named, *(root.type for root in roots)), named):
        built_in = primitive_contract(name)
        if name in named or (built_in is not None and name not in EXPORTED_CLASSES):
            continue
        contract: DataContract | None = built_in or XML_SCHEMA_TYPES.get(name) or implied_contract(name)
        if contract is None:
            if strict:
                reason = "nothing defines this contract"
                raise InvalidDataContractError(reason, contract=name.clark)
            contract = UnresolvedDataContract(name=name)
        named[name] = contract


def _walk(roots: Iterable[QName], named: Mapping[QName, DataContract]) -> Iterator[QName]:
    """Yield each name that the roots lead to, before what it refers to itself; ``named`` may grow meanwhile."""
    seen: set[QName] = set()
    waiting = list(roots)[::-1]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        yield name
        contract = named.get(name)
        if contract is not None:
            waiting.extend(reversed(tuple(contract.references())))


def _check_bases(contract: ClassDataContract, named: Mapping[QName, DataContract], checked: set[QName]) -> None:
    """Check the bases of a class up to one that was ``checked`` before."""
    seen = {contract.name}
    base = contract.base
    while base is not None:
        if base in seen:
            reason = "the class is its own base"
            raise InvalidDataContractError(reason, contract=contract.name.clark)
        seen.add(base)
        ancestor = named.get(base)
        if isinstance(ancestor, UnresolvedDataContract):
            return
        if not isinstance(ancestor, ClassDataContract):
            reason = f"its base {base.clark} is not a class"
            raise InvalidDataContractError(reason, contract=contract.name.clark)
        if ancestor.is_iserializable != contract.is_iserializable:
            reason = f"it and its base {base.clark} must both be ISerializable, or neither"
            raise InvalidDataContractError(reason, contract=contract.name.clark)
        if base in checked:
            return
        base = ancestor.base
