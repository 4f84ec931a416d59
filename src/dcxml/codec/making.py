"""The codec of an annotation: its contracts described, and the names of their members in Python."""

from __future__ import annotations

from typing import Any

from dcxml.binding.annotations import take_apart
from dcxml.binding.introspect import describe, member_attributes
from dcxml.binding.values import KeyValuePair
from dcxml.codec.codec import Codec
from dcxml.codec.roots import Root
from dcxml.contract.model import ClassDataContract
from dcxml.xmlio import DEFAULT_LIMITS, Limits

__all__ = ["make_codec"]


def make_codec(annotation: Any, known_types: tuple[type, ...], limits: Limits = DEFAULT_LIMITS) -> tuple[Codec, Root]:
    """Return the codec of a class or an annotation, and the root of its documents."""
    described = describe(annotation, known_types=known_types)
    contracts, types = described.contracts, described.types
    classes = [contract for contract in contracts if isinstance(contract, ClassDataContract)]
    own = {contract.name: _own_attributes(types[contract.name]) for contract in classes}
    attributes = {
        contract.name: tuple(name for each in contracts.lineage(contract) for name in own[each.name])
        for contract in classes
    }
    codec = Codec(contracts, types, attributes, limits=limits)
    root = Root.of(
        described.type,
        described.element,
        is_nullable=take_apart(annotation).is_optional,
        is_nillable=described.is_element_nillable,
    )
    return codec, root


def _own_attributes(cls: type) -> tuple[str, ...]:
    """Return the Python names of the members that a class has itself, in serialization order."""
    if cls is KeyValuePair:
        return ("key", "value")
    return tuple(member.attribute for member in member_attributes(cls))
