"""Contracts read from Python: attrs classes, enumerations and annotations to the hub, by .NET's naming rules.

Annotations are resolved on demand, so classes may be recursive and refer to later ones.
"""

from __future__ import annotations

import sys
import types
from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs
from attrs import frozen

from dcxml.binding.annotations import own_annotations_of
from dcxml.binding.components import components_of
from dcxml.binding.declared import declared_annotations, declared_operations
from dcxml.binding.enumerations import DataContractEnum, DataContractFlag, wire_texts
from dcxml.binding.kept import kept_on
from dcxml.binding.markers import (
    CollectionContract,
    ContractMarker,
    DictionaryPart,
    SimpleContract,
    UnresolvedContract,
    XmlContract,
)
from dcxml.binding.parts import (
    dictionary_contract,
    list_contract,
    pair_contract,
)
from dcxml.binding.said import with_what_is_said
from dcxml.binding.serialization_info import SerializationInfo
from dcxml.binding.spec import DataContractSpec, MemberSpec, contract_spec, member_spec
from dcxml.binding.uses import Use, arguments_of, is_enumeration, not_a_contract, use_of
from dcxml.binding.values import KeyValuePair
from dcxml.contract.contract_set import DataContractSet
from dcxml.contract.model import (
    ClassDataContract,
    CollectionDataContract,
    DataContract,
    DataMember,
    EnumDataContract,
    EnumMember,
    Facet,
    GlobalElement,
    SchemaComponent,
    SimpleDataContract,
    UnresolvedDataContract,
    XmlDataContract,
)
from dcxml.contract.naming import encode_local_name
from dcxml.contract.primitives import EXPORTED_CLASSES, primitive_contract
from dcxml.contract.rules import check_recursion
from dcxml.errors import InvalidDataContractError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dcxml.contract.operations import Operation
    from dcxml.qname import QName

Class = type
"""A Python class; a name of its own where ``type`` is that of a field."""

__all__ = ["Described", "MemberAttribute", "annotations_by_name", "contracts_of", "describe", "member_attributes"]


@frozen
class Described:
    """What an annotation means: the contract it names, and all that is reachable from there.

    ``types`` maps the name of every class and enumeration to the Python class; `KeyValuePair` stands for each of its
    contracts. ``element`` is the global element an annotation names beside its contract, and ``is_element_nillable``
    what a schema says of it.
    """

    type: QName
    is_nillable: bool
    contracts: DataContractSet
    types: Mapping[QName, Class]
    element: QName | None = None
    is_element_nillable: bool = True


class MemberAttribute(NamedTuple):
    """A member declared by a class: its Python name, its wire name and its annotation."""

    attribute: str
    name: str
    annotation: Any


def describe(annotation: Any, *, known_types: Iterable[Any] = ()) -> Described:
    """Return what an annotation means: an attrs class, an enumeration, an alias such as ``Int``, a collection.

    The contracts of ``known_types`` are described along with it, each once however many refer to it.

    :raises InvalidDataContractError: where something reachable from it is no contract, or breaks a rule for them.
    """
    use = use_of(annotation)
    reading = _Reading()
    reading.read([use, *map(use_of, known_types)])
    return Described(
        type=use.name,
        is_nillable=use.is_nillable,
        contracts=reading.contract_set(use.elements()),
        types=types.MappingProxyType(reading.types),
        element=use.element.qname if use.element is not None else None,
        is_element_nillable=use.element is None or use.element.is_nillable,
    )


def contracts_of(*sources: Any) -> DataContractSet:
    """Return the contracts of classes and annotations, and of all they refer to.

    A module stands for all contracts it declares or lists in ``__all__``, a package also for those of the modules
    that it lists there; a mapping (such as a `Binding`) stands for its values. The operations of the services that a
    module or a binding declares come along. Docstrings of classes are the documentation of their types; what generated
    modules know of a schema's annotations is put back where it stood.

    :raises InvalidDataContractError: where something reachable is no contract, or two contracts share a name.
    """
    uses = [use_of(annotation) for source in sources for annotation in declared_annotations(source)]
    reading = _Reading()
    reading.read(uses)
    elements = {element.name: element for use in uses for element in use.elements()}
    operations = [each.description for source in sources for each in declared_operations(source)]
    components = (component for source in sources for component in components_of(source))
    contracts = reading.contract_set(elements.values(), operations, dict.fromkeys(components))
    return with_what_is_said(contracts, sources, reading.types)


def annotations_by_name(source: Any) -> dict[QName, Any]:
    """Return the annotations of the contracts that `contracts_of` has of a source, and those of its global elements.

    Where a contract and a global element of another type share a name, the name is the element's.

    :raises InvalidDataContractError: as `contracts_of`.
    """
    pairs = [(annotation, use_of(annotation)) for annotation in declared_annotations(source)]
    reading = _Reading()
    reading.read([use for _, use in pairs])
    elements = {use.element.qname: annotation for annotation, use in pairs if use.element is not None}
    return {**{name: use.annotation() for name, use in reading.uses.items()}, **elements}


def member_attributes(cls: type) -> tuple[MemberAttribute, ...]:
    """Return the members that a class declares itself, in serialization order.

    Members without an order come first, then ascending order; ties go by the wire name, code unit by code unit. What
    their annotations name is looked up when it is first asked for, and stays.
    """
    return kept_on(cls, "__dcxml_members__", lambda: _member_attributes(cls))


def _member_attributes(cls: type) -> tuple[MemberAttribute, ...]:
    own = [
        attribute
        for attribute in attrs.fields(cls)
        if not attribute.inherited and attribute.name in cls.__contract_members__  # type: ignore[attr-defined]  # left by the decorator
    ]
    hints = own_annotations_of(cls, {attribute.name for attribute in own})
    members = []
    for attribute in own:
        spec = member_spec(cls, attribute.name)
        name = encode_local_name(spec.name or attribute.name)
        place = (spec.order is not None, spec.order or 0, name.encode("utf-16-be", "surrogatepass"))
        members.append((place, MemberAttribute(attribute.name, name, hints[attribute.name])))
    return tuple(member for _, member in sorted(members, key=lambda each: each[0]))


class _Reading:
    """Contracts and classes found so far, and the uses not looked at yet."""

    def __init__(self) -> None:
        self.contracts: dict[QName, DataContract] = {}
        self.types: dict[QName, type] = {}
        self.uses: dict[QName, Use] = {}

    def read(self, uses: list[Use]) -> None:
        """Read ``uses`` and all they refer to, depth first, as .NET's exporter goes.

        Known types come last: those of classes made from a schema have their places in it already.
        """
        waiting = deque(reversed(uses))
        done: dict[QName, set[object]] = {}
        while waiting:
            use = waiting.pop()
            known = done.setdefault(use.name, set())
            identity = _identity(use)
            built_in = primitive_contract(use.name)
            if built_in is not None and use.name in EXPORTED_CLASSES:
                self.contracts[use.name] = built_in
            if built_in is not None or identity in known:
                continue
            known.add(identity)
            self.uses.setdefault(use.name, use)
            contract, parts = _contract(use)
            if self.contracts.setdefault(use.name, contract) != contract or self._is_another_class(use):
                reason = "two different contracts have this name"
                raise InvalidDataContractError(reason, contract=use.name.clark)
            waiting.extend(reversed(parts))
            waiting.extendleft(_known_types(use))

    def contract_set(
        self,
        elements: Iterable[GlobalElement],
        operations: Iterable[Operation] = (),
        components: Iterable[SchemaComponent] = (),
    ) -> DataContractSet:
        """Return the contracts as a set; what is declared in Python keeps .NET's rules, which a schema may break."""
        contracts = DataContractSet(self.contracts.values(), elements, operations, components=components)
        check_recursion(contracts)
        return contracts

    def _is_another_class(self, use: Use) -> bool:
        if contract_spec(use.shape.core) is None or use.shape.contract_marker is not None:
            return False
        return self.types.setdefault(use.name, use.shape.core) is not use.shape.core


def _identity(use: Use) -> object:
    """Return what tells two uses of one name apart."""
    return (use.shape.core, use.shape.arguments, tuple(m for m in use.shape.markers if isinstance(m, ContractMarker)))


def _contract(use: Use) -> tuple[DataContract, list[Use]]:  # noqa: PLR0911 - one return for each kind of contract
    """Return the contract of a use, and the uses it refers to."""
    marker, core = use.shape.contract_marker, use.shape.core
    if isinstance(marker, SimpleContract):
        facets = tuple(Facet(name, value, is_fixed=name in marker.fixed_facets) for name, value in marker.facets)
        base, is_anonymous = use.parts[0].name, marker.is_anonymous
        return SimpleDataContract(name=use.name, base=base, facets=facets, is_anonymous=is_anonymous), [*use.parts]
    if isinstance(marker, XmlContract):
        contract = XmlDataContract(name=use.name, schema=marker.schema, derived_types=marker.derived_types)
        return attrs.evolve(contract, is_anonymous=True) if marker.is_anonymous else contract, []
    if isinstance(marker, UnresolvedContract):
        return UnresolvedDataContract(name=use.name), []
    if core in (list, dict):
        return _collection(use, marker if isinstance(marker, CollectionContract) else None)
    if core is KeyValuePair:
        return pair_contract(*use.parts), [*use.parts]
    spec = contract_spec(core)
    if marker is not None or spec is None:
        raise not_a_contract(use.shape)
    if is_enumeration(core):
        return _enumeration(use.name, core, spec), []
    return kept_on(core, "__dcxml_contract__", lambda: _class(use, core, spec))


def _known_types(use: Use) -> list[Use]:
    """Return the types that a class says it knows."""
    spec = contract_spec(use.shape.core)
    if spec is None or use.shape.contract_marker is not None:
        return []
    return [use_of(each) for each in (spec.known_types() if callable(spec.known_types) else spec.known_types)]


def _class(use: Use, cls: type, spec: DataContractSpec) -> tuple[ClassDataContract, list[Use]]:
    """Return the contract of a class, and the uses it refers to: its base and its members, not the types it knows."""
    base = next((use_of(each) for each in cls.__mro__[1:] if contract_spec(each) is not None), None)
    uses = [] if base is None else [base]
    members = []
    for attribute, wire_name, annotation in member_attributes(cls):
        said = member_spec(cls, attribute)
        try:
            held = use_of(annotation)
        except InvalidDataContractError as error:
            raise InvalidDataContractError(error.reason, contract=f"{cls.__qualname__}.{attribute}") from None
        if said.type is None:
            uses.append(held)
        members.append(_member(wire_name, said, held))
    contract = ClassDataContract(
        name=use.name,
        members=tuple(members),
        base=spec.unresolved_base if base is None else base.name,
        is_value_type=spec.is_value_type,
        is_reference=spec.is_reference,
        is_iserializable=issubclass(cls, SerializationInfo),
        generic=use.generic,
    )
    return contract, uses


def _member(wire_name: str, said: MemberSpec, held: Use) -> DataMember:
    """Return a member; what was not said of it is so as .NET's exporter and importer have it."""
    is_unknown = said.type is not None or isinstance(held.shape.contract_marker, UnresolvedContract)
    is_reference = not (held.is_value_type or is_unknown)  # what is not known may be a value type
    is_nillable = held.is_nullable or is_reference if said.is_nillable is None else said.is_nillable
    is_written = is_nillable or not is_reference
    return DataMember(
        name=wire_name,
        type=said.type or held.name,
        is_nillable=is_nillable,
        is_required=said.is_required,
        emit_default_value=is_written if said.emit_default_value is None else said.emit_default_value,
        declares=said.declares,
    )


def _enumeration(name: QName, cls: type[DataContractEnum | DataContractFlag], spec: DataContractSpec) -> DataContract:
    return EnumDataContract(
        name=name,
        members=tuple(EnumMember(name=text, value=number) for text, number in wire_texts(cls)),
        is_flags=spec.is_flags,
        is_open=spec.is_open,
        base_type=spec.base_type,
    )


def _collection(use: Use, marker: CollectionContract | None) -> tuple[CollectionDataContract, list[Use]]:
    scope = None if marker is None else vars(sys.modules.get(marker.module, types))
    parts = use.parts or arguments_of(use.shape, scope=scope)
    implied = list_contract(*parts) if use.shape.core is list else dictionary_contract(*parts)
    if marker is None:
        return implied, [*parts]
    is_item_nillable = implied.is_item_nillable if marker.is_item_nillable is None else marker.is_item_nillable
    contract = attrs.evolve(
        implied,
        name=use.name,
        item_name=implied.item_name if marker.item_name is None else encode_local_name(marker.item_name),
        is_item_nillable=is_item_nillable,
        key=None if implied.key is None else _entry(marker.key, parts[0]),
        value=None if implied.value is None else _entry(marker.value, parts[-1]),
        is_reference=marker.is_reference,
        generic=marker.generic,
        min_items=marker.min_items,
        max_items=marker.max_items,
    )
    return contract, [*parts]


def _entry(said: DictionaryPart, use: Use) -> DataMember:
    return DataMember(
        name=encode_local_name(said.name),
        type=use.name,
        is_nillable=use.is_nillable if said.is_nillable is None else said.is_nillable,
        is_required=said.is_required,
        emit_default_value=said.emit_default_value,
        declares=said.declares,
    )
