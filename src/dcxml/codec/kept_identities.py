"""Identities inside elements that no contract knows, once the whole document is read.

Strict reading refuses those that .NET refuses where it keeps such elements (``IExtensibleDataObject``). Objects that
are referred to from there remember the identity they had, so that the references can be written anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from dcxml.binding.wire import WireState
from dcxml.codec.element_names import local_name
from dcxml.qname import ID, NIL, REF

if TYPE_CHECKING:
    from dcxml.codec.reading import Reading

__all__ = ["settle_identities"]

_ADVICE = 'read with unknown="ignore" to drop unknown elements'


def settle_identities(root: etree._Element, reading: Reading) -> None:
    """Let the objects that unknown elements refer to remember their identities.

    :raises DecodeError: in strict mode for an identity that is there twice, and for a reference to none before it.
    """
    if reading.is_strict:
        _check(root, reading)
    for identity in dict.fromkeys(element.get(REF) for element in reading.identified):
        found = None if identity is None else reading.objects.find(identity)
        if found is not None and hasattr(found[0], "_wire"):
            wire = found[0]._wire = found[0]._wire or WireState()  # noqa: SLF001 - the codec is the keeper of the wire state
            wire.identity, wire.document = identity, reading.document


def _check(root: etree._Element, reading: Reading) -> None:
    """Go through the document in its order; what is not in unknown elements is checked against these alone."""
    kept = frozenset(reading.identified)
    seen: dict[str, bool] = {}
    for element in root.iter(etree.Element):
        identity, reference = element.get(ID), element.get(REF)
        is_kept = element in kept
        if reference is not None:  # beside which z:Id means nothing
            if is_kept and reference not in seen:
                reason = f"the z:Ref {reference!r} of an unknown element refers to no object before it; {_ADVICE}"
                reading.fail(element, reason, found=reference, expected="the z:Id of an earlier element")
        elif identity is None or element.get(NIL) in ("true", "1"):
            continue
        elif is_kept or identity in reading.objects or identity in reading.taken:
            _refuse_doubled(element, identity, seen, reading, is_kept=is_kept)
            seen[identity] = is_kept


def _refuse_doubled(
    element: etree._Element, identity: str, seen: dict[str, bool], reading: Reading, *, is_kept: bool
) -> None:
    if not identity:
        reading.fail(element, "z:Id is ''", found="", expected="an identity such as i1")
    if seen.get(identity) or (is_kept and identity in seen):
        reason = f"the z:Id {identity!r} of {local_name(element)} occurs twice, once in an unknown element; {_ADVICE}"
        reading.fail(element, reason, found=identity, expected="an identity of its own")
