"""The entries of an ``ISerializable``: elements in no namespace, each an xs:anyType with its ``i:type``.

The rules are those of .NET's ``ReadSerializationInfo`` and ``WriteSerializationInfo``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from dcxml.binding.wire import WireState
from dcxml.codec.anything import ANY_TYPE
from dcxml.codec.dialects import start_tag
from dcxml.codec.element_names import local_name
from dcxml.codec.element_specs import ElementSpec
from dcxml.codec.extension import insert_attributes, member_attributes
from dcxml.codec.factory_type import read_factory_type
from dcxml.codec.faults import Place, UntoldPlace
from dcxml.contract.naming import decode_local_name, encode_entry_name
from dcxml.errors import ValueTypeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from dcxml.codec.dialects import Scope
    from dcxml.codec.leaves import Reader
    from dcxml.codec.reading import Reading

__all__ = ["entries_writer", "read_entries"]


def read_entries(element: etree._Element, reading: Reading, instance: Any, read: Reader) -> Any:
    """Fill an ``instance`` with the entries of its element, which ``read`` reads one by one, and return it.

    :raises DecodeError: for text, for an entry that occurs twice, and in strict mode for an element in a namespace,
        which .NET would skip.
    """
    reading.refuse_text(element)
    entries: dict[str, Any] = {}
    attributes = {}
    for child in element:
        tag = reading.tag(child)
        if tag.startswith("{"):
            _skip(child, reading)
            continue
        name = decode_local_name(tag)
        if name in entries:
            reading.fail(child, f"the entry {name!r} occurs twice", found=name, expected="another name")
        entries[name] = read(child, reading)
        if child in reading.kept:
            attributes[name] = reading.kept.pop(child)
    own = reading.kept.pop(element, ())
    instance.entries = entries
    instance.factory_type = read_factory_type(element, reading)
    has_kept = own or attributes
    wire = WireState(attributes=own, member_attributes=attributes, document=reading.document) if has_kept else None
    instance._wire = wire  # noqa: SLF001 - the codec is its keeper
    return instance


def entries_writer(
    anything: Callable[[Scope, ElementSpec, Any], str], *, place: type[Place] = UntoldPlace
) -> Callable[[Any, Scope], str]:
    """Return what writes the entries of an instance by ``anything``, each in a ``place`` of its own."""

    def write(instance: Any, scope: Scope) -> str:
        wire = instance._wire  # noqa: SLF001 - the codec is the keeper of the wire state
        parts = []
        for name, value in (instance.entries or {}).items():
            step = encode_entry_name(name) if isinstance(name, str) else str(name)
            with place(step, f".entries[{name!r}]", ANY_TYPE, value=value, label=str(name)):
                kept = member_attributes(wire, name)
                text = _write_entry(anything, scope, name, value)
                parts.append(insert_attributes(text, scope, _spec(step), kept) if kept else text)
        return "".join(parts)

    return write


def _write_entry(anything: Callable[[Scope, ElementSpec, Any], str], scope: Scope, name: Any, value: Any) -> str:
    if not isinstance(name, str) or not name:
        raise ValueTypeError(name, "the name of an entry, a str that is not empty")
    wire_name = encode_entry_name(name)
    if value is None:
        tag = start_tag(scope, wire_name, "")
        tag.nil()
        return tag.start().nil
    return anything(scope, _spec(wire_name), value)


@lru_cache(maxsize=1024)
def _spec(name: str) -> ElementSpec:
    return ElementSpec(name, "")


def _skip(child: etree._Element, reading: Reading) -> None:
    """Refuse an element in a namespace, or let it pass as .NET does."""
    if reading.unknown == "forbid" or (reading.is_strict and reading.unknown != "ignore"):
        reason = f"{local_name(child)} is in a namespace, but entries are in none; .NET would skip it"
        reading.fail(child, reason, found=str(child.tag), expected="an element in no namespace")
    reading.check_skipped(child)
