"""The codec of an annotation: its contracts described, and the names of their members in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dcxml.binding.annotations import take_apart
from dcxml.binding.introspect import describe, member_attributes
from dcxml.binding.values import KeyValuePair
from dcxml.codec.codec import Codec
from dcxml.codec.roots import Root
from dcxml.contract.model import ClassDataContract
from dcxml.xmlio import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dcxml.contract.contract_set import DataContractSet
    from dcxml.qname import QName

__all__ = ["make_codec"]


def make_codec(annotation: Any, known_types: tuple[type, ...], limits: Limits = DEFAULT_LIMITS) -> tuple[Codec, Root]:
    """Return the codec of a class or an annotation, and the root of its documents."""
    described = describe(annotation, known_types=known_types)
    contracts, types = described.contracts, described.types
    attributes = {
        contract.name: _attributes(contract, contracts, types)
        for contract in contracts
        if isinstance(contract, ClassDataContract)
    }
    codec = Codec(contracts, types, attributes, limits=limits)
    root = Root.of(
        described.type,
        described.element,
        is_nullable=take_apart(annotation).is_optional,
        is_nillable=described.is_element_nillable,
    )
    return codec, root


def _attributes(
    contract: ClassDataContract, contracts: DataContractSet, types: Mapping[QName, type]
) -> tuple[str, ...]:
    """Return the Python names of a class's members in serialization order, those of its bases first."""
    if types[contract.name] is KeyValuePair:
        return ("key", "value")
    return tuple(
        member.attribute
        for ancestor in contracts.lineage(contract)
        for member in member_attributes(types[ancestor.name])
    )
