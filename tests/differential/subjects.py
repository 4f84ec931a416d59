"""One contract set twice: as Python classes that dcxml made, and as CLR types that .NET's serializer takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from dcxml import DataContractSerializer, Dialect, build_classes
from dcxml.contract import ClassDataContract, CollectionDataContract, EnumDataContract, XmlDataContract
from dcxml.contract.primitives import EXPORTED_CLASSES
from dcxml.qname import XS, QName
from support import dotnet
from support.clr_emit import is_key_value_pair

if TYPE_CHECKING:
    from dcxml import DataContractSet
    from dcxml.serializer import Mode, Unknown
    from support.dotnet import ClrSerializer, ClrTypes

__all__ = ["NotLoadedError", "Settings", "Subject", "Subjects", "implementations", "make_subjects", "reached"]


@frozen(kw_only=True)
class Settings:
    """What both sides are told beside the contracts."""

    preserves: bool = False
    """``PreserveObjectReferences``."""
    checks_characters: bool = True
    """Whether dcxml refuses what XML 1.0 cannot carry; .NET's writers, as the tests make them, never do."""
    abstract: frozenset[QName] = frozenset()
    """The classes that are abstract."""
    has_interfaces: bool = False
    """Whether all that contracts hold as xs:anyType is of interfaces, which every class of the set implements."""


class NotLoadedError(Exception):
    """The CLR cannot load the types: a generic argument is needed before it can be made."""


@frozen(kw_only=True)
class Subject:
    """One root contract of a set, and the serializers of both sides for it; every contract of the set is known."""

    root: QName
    annotation: Any
    known_types: tuple[Any, ...]
    clr: ClrSerializer
    clr_type: Any
    holds_uris: bool
    holds_xml: bool
    settings: Settings
    _made: dict[object, DataContractSerializer[Any]] = field(init=False, factory=dict)

    def read(self, document: bytes) -> Any:
        """Return what .NET reads, and casts to the type it is read as, as every caller of ``ReadObject`` does.

        :raises DotnetError: where .NET refuses either.
        """
        graph = self.clr.read(document)
        if graph.GetValue(0) is not None and not _is_instance(self.clr_type, graph):
            reason = "InvalidCastException: the object is of another type"
            raise dotnet.DotnetError(reason)
        return graph

    def serializer(
        self, *, dialect: Dialect = Dialect.TEXT, mode: Mode = "strict", unknown: Unknown = "keep"
    ) -> DataContractSerializer[Any]:
        """Return dcxml's serializer of these settings."""
        key = (dialect, mode, unknown)
        if key not in self._made:
            self._made[key] = DataContractSerializer(
                self.annotation,
                dialect=dialect,
                mode=mode,
                unknown=unknown,
                known_types=self.known_types,
                preserve_object_references=self.settings.preserves,
                check_characters=self.settings.checks_characters,
            )
        return self._made[key]


def _is_instance(clr_type: Any, graph: Any) -> bool:
    """Tell whether what the array holds is of the type; by reflection, for Python's hands unbox numbers."""
    return bool(dotnet.runtime().type("System.Type").GetMethod("IsInstanceOfType").Invoke(clr_type, graph))


def reached(contracts: DataContractSet, root: QName) -> dict[QName, None]:
    """Return the names of the contracts that a value of ``root`` may hold, its own first."""
    seen: dict[QName, None] = {}
    waiting = [root]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen[name] = None
            waiting.extend(contracts[name].references())
    return seen


@frozen(kw_only=True)
class Subjects:
    """A contract set in Python and in .NET."""

    contracts: DataContractSet
    binding: Any
    types: ClrTypes
    settings: Settings
    _made: dict[QName, Subject] = field(init=False, factory=dict)

    @property
    def roots(self) -> list[QName]:
        """Return what a document may be of: the contracts of the set and its global elements."""
        return [*(contract.name for contract in self.contracts), *self.contracts.elements]

    def contract_of(self, root: QName) -> QName:
        """Return the contract of a root: its own name, or the type of the global element."""
        element = self.contracts.elements.get(root)
        return root if element is None else element.type

    def subject(self, root: QName) -> Subject:
        """Return what is needed to compare documents of ``root``, built-in types included."""
        if root not in self._made:
            contract = self.contract_of(root)
            self._made[root] = Subject(
                root=root,
                annotation=self.binding.annotation_of(root) if contract == root else self.binding[root.clark],
                known_types=tuple(map(self.binding.annotation_of, self.types.known_types)),
                clr=self.types.serializer(root),
                clr_type=self.types.clr_type(contract),
                holds_uris=any(QName(XS, "anyURI") in each.references() for each in self.contracts)
                or QName(XS, "anyURI") in reached(self.contracts, contract),
                holds_xml=any(isinstance(each, XmlDataContract) for each in self.contracts),
                settings=self.settings,
            )
        return self._made[root]


def make_subjects(contracts: DataContractSet, settings: Settings) -> Subjects:
    """Make both sides.

    :raises NotLoadedError: where the CLR cannot load the types.
    """
    known = [
        contract.name
        for contract in contracts
        if isinstance(contract, ClassDataContract | CollectionDataContract | EnumDataContract | XmlDataContract)
        or contract.name in EXPORTED_CLASSES  # DateTimeOffset and DBNull, which objects hold only where they are known
    ]
    system = dotnet.runtime().system
    try:
        types = dotnet.clr_types(
            contracts,
            known_types=known,
            preserve_object_references=settings.preserves,
            abstract=settings.abstract,
            interfaces=_interfaces(contracts) if settings.has_interfaces else None,
        )
    except (system.TypeLoadException, system.NotSupportedException) as error:
        raise NotLoadedError(str(error.Message)) from None
    binding = build_classes(contracts)
    for name in settings.abstract:
        binding.annotation_of(name).__abstractmethods__ = frozenset({"made_by_a_derived_class"})
    return Subjects(contracts=contracts, binding=binding, types=types, settings=settings)


def implementations(contracts: DataContractSet) -> frozenset[QName]:
    """Return the classes that implement every interface, where a set has them."""
    return frozenset(
        contract.name
        for contract in contracts
        if isinstance(contract, ClassDataContract) and not is_key_value_pair(contract)
    )


def _interfaces(contracts: DataContractSet) -> dict[QName, frozenset[QName]]:
    implemented = implementations(contracts)
    return {contract.name: implemented for contract in contracts if QName(XS, "anyType") in contract.references()}
