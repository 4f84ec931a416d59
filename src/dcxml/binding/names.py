"""Python names for the names of contracts: snake_case members, CapWords classes, UPPER_CASE values and namespaces.

A name depends on its own wire name alone, and on those given before it where two would clash.
"""

from __future__ import annotations

import re
from typing import Final

from dcxml.codegen.scope import identifier
from dcxml.contract.naming import decode_local_name
from dcxml.qname import DATA_CONTRACT

__all__ = [
    "RESERVED_MEMBERS",
    "class_name",
    "constant_name",
    "long_module_name",
    "member_name",
    "module_name",
    "value_name",
]

RESERVED_MEMBERS: Final = frozenset(
    {"self", "attr_dict", "data_member", "bool", "bytes", "dict", "float", "int", "list", "object", "str"}
)
"""What a member may not be called: names the class body and the constructor need for themselves."""

_WORD_STARTS: Final = re.compile(r"(?<=[^\W_A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][^\W\d_A-Z])")
_BACKING_FIELD: Final = re.compile(r"<(.+)>k__BackingField")
_SEPARATORS: Final = re.compile(r"[\W_]+")
_LONGEST: Final = 80
"""A longer name is cut; the wire name stands in the source anyway."""
_LONGEST_MODULE: Final = 50
_DEVICE: Final = re.compile(r"con|prn|aux|nul|(com|lpt)\d")
"""What no file can be called on Windows."""


def member_name(wire_name: str) -> str:
    """Return the attribute's name: ``PhoneNumber2`` -> ``phone_number2``, ``HTTPServer`` -> ``http_server``.

    The field behind a property of C# (``<Name>k__BackingField``) is named as the property: ``name``.
    """
    property_ = _BACKING_FIELD.fullmatch(decode_local_name(wire_name))
    name = identifier(_snake(property_[1] if property_ else wire_name), fallback="member")
    return f"{name}_" if name in RESERVED_MEMBERS else name


def value_name(text: str) -> str:
    """Return an enumeration member's name: ``NotSet`` -> ``NOT_SET``, ``1`` -> ``VALUE_1``, nothing -> ``EMPTY``."""
    name = identifier(_snake(text).upper(), fallback="EMPTY")
    return f"VALUE{name}" if name.startswith("_") else name


def class_name(wire_name: str) -> str:
    """Return a class's name: ``Outer.Inner`` -> ``OuterInner``, ``day`` -> ``Day``."""
    parts = _SEPARATORS.split(decode_local_name(wire_name))
    name = identifier("".join(part[:1].upper() + part[1:] for part in parts)[:_LONGEST], fallback="Contract")
    return f"Contract{name}" if name.startswith("_") else name


def constant_name(namespace: str) -> str:
    """Return a namespace's name: its last part, and those before it until one starts with a letter.

    ``http://…/2004/07/CMT.Models`` -> ``CMT_MODELS``, ``urn:orders/2010/07`` -> ``ORDERS_2010_07``.
    """
    if namespace == DATA_CONTRACT:
        return "DATA_CONTRACT"
    parts = [part for part in re.split(r"[/:#?]+", namespace) if _SEPARATORS.sub("", part)]
    wanted: list[str] = []
    while parts and not (wanted and wanted[0][:1].isalpha()):
        wanted.insert(0, parts.pop())
    name = _SEPARATORS.sub("_", "_".join(wanted)).strip("_").upper()[:_LONGEST]
    name = identifier(name, fallback="NO_NAMESPACE")
    return f"NAMESPACE{name}" if name.startswith("_") else name


def module_name(namespace: str) -> str:
    """Return the name of a namespace's module: that of its constant in small letters, ``cmt_models``."""
    return _module(constant_name(namespace))


def long_module_name(namespace: str) -> str:
    """Return the name of a namespace's module made of all its parts: ``orders_example_com_2010_07``."""
    parts = [part for part in re.split(r"[/:#?]+", namespace) if _SEPARATORS.sub("", part)]
    return _module("_".join(parts[1:] if namespace.startswith(("http://", "https://")) else parts))


def _module(text: str) -> str:
    words = _SEPARATORS.sub("_", text.casefold().lower()).strip("_")
    if len(words) > _LONGEST_MODULE:
        words = words[: _LONGEST_MODULE + 1].rpartition("_")[0] or words[:_LONGEST_MODULE]
    name = identifier(words, fallback="no_namespace")
    if name.startswith("_"):
        name = f"namespace{name}"
    return f"{name}_" if _DEVICE.fullmatch(name) else name


def _snake(text: str) -> str:
    words = _WORD_STARTS.sub("_", decode_local_name(text))
    return _SEPARATORS.sub("_", words).strip("_").lower()[:_LONGEST]
