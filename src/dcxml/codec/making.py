"""The codec of an annotation: its contracts described, and the names of their members in Python."""

from __future__ import annotations

import threading
from typing import Any, Final

from dcxml.binding.annotations import take_apart
from dcxml.binding.introspect import describe, member_attributes
from dcxml.binding.kept import kept_of, kept_on
from dcxml.binding.spec import contract_spec
from dcxml.binding.values import KeyValuePair
from dcxml.codec.codec import Codec
from dcxml.codec.roots import Root
from dcxml.contract.model import ClassDataContract
from dcxml.xmlio import DEFAULT_LIMITS, Limits

__all__ = ["codec_of", "make_codec"]

_lock = threading.Lock()
_CODEC: Final = "__dcxml_codec__"
_of_annotations: dict[Any, tuple[Codec, Root]] = {}
_MOST_ANNOTATIONS: Final = 256


def codec_of(annotation: Any, known_types: tuple[type, ...], limits: Limits = DEFAULT_LIMITS) -> tuple[Codec, Root]:
    """Return the codec of a class or annotation, made once, and the root of its documents.

    :raises InvalidDataContractError: where something is no contract, or breaks a rule for them.
    """
    is_plain = not known_types and limits is DEFAULT_LIMITS
    if is_plain and isinstance(annotation, type):
        known: tuple[Codec, Root] | None = kept_of(annotation, _CODEC)
        if known is not None:
            return known
    key = (annotation, known_types, limits)
    try:
        known = _of_annotations.get(key)
    except TypeError:  # unhashable, and so no annotation
        return make_codec(annotation, known_types, limits)
    if known is not None:
        return known
    made = make_codec(annotation, known_types, limits)
    with _lock:
        if is_plain and isinstance(annotation, type) and contract_spec(annotation) is not None:
            return kept_on(annotation, _CODEC, lambda: made)
        while len(_of_annotations) >= _MOST_ANNOTATIONS:
            del _of_annotations[next(iter(_of_annotations))]
        return _of_annotations.setdefault(key, made)


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
