"""Python names for the names of contracts: snake_case members, CapWords classes, UPPER_CASE values and namespaces.

A name depends on its own wire name alone. Where two would clash, the namespace tells them apart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dcxml.codegen.scope import identifier
from dcxml.contract.naming import decode_local_name
from dcxml.qname import DATA_CONTRACT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dcxml.qname import QName

__all__ = [
    "RESERVED_MEMBERS",
    "class_name",
    "constant_wishes",
    "member_name",
    "module_wishes",
    "namespaced_names",
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
_NO_MODULE: Final = re.compile(r"con|prn|aux|nul|(com|lpt)\d|annotations|import_module")
"""What no file can be called on Windows, and what a package has imported itself (`package_source.render_package`)."""


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


def namespaced_names(class_: str, name: QName) -> tuple[str, str, str]:
    """Return what a class may be called whose own name, ``class_``, another has, one after the other.

    Its namespace's last words are added, all of them, or a digest of both names: ``OrderInBilling``,
    ``OrderInAcmeExampleBilling``, ``Order2C26B46B``.
    """
    short, long = _last_parts(name.namespace), _all_parts(name.namespace)
    last, full = (_words(parts) or "NoNamespace" for parts in (short, long))
    return identifier(f"{class_}In{last}"), identifier(f"{class_}In{full}"), f"{class_}{_digest(name.clark).upper()}"


def constant_wishes(namespace: str) -> tuple[str, str, str]:
    """Return what a namespace's constant may be called: after its last part, after all parts, with a digest.

    ``http://…/2004/07/CMT.Models`` -> ``CMT_MODELS``, ``urn:orders/2010/07`` -> ``ORDERS_2010_07``.
    """
    if namespace == DATA_CONTRACT:
        return ("DATA_CONTRACT", *_constants(_all_parts(namespace), namespace))
    return (_constant(_last_parts(namespace)), *_constants(_all_parts(namespace), namespace))


def module_wishes(namespace: str) -> tuple[str, str, str]:
    """Return what a namespace's module may be called, as its constant in small letters.

    ``billing``, ``acme_example_billing`` and ``acme_example_billing_2c26b46b``.
    """
    long = _module("_".join(_all_parts(namespace)))
    return _module(constant_wishes(namespace)[0]), long, f"{long}_{_digest(namespace)}"


def _last_parts(namespace: str) -> list[str]:
    """Return the last part of a namespace, and those before it until one starts with a letter."""
    parts = _parts(namespace)
    wanted: list[str] = []
    while parts and not (wanted and wanted[0][:1].isalpha()):
        wanted.insert(0, parts.pop())
    return wanted


def _all_parts(namespace: str) -> list[str]:
    parts = _parts(namespace)
    return parts[1:] if namespace.startswith(("http://", "https://")) else parts


def _parts(namespace: str) -> list[str]:
    return [part for part in re.split(r"[/:#?]+", namespace) if _SEPARATORS.sub("", part)]


def _words(parts: Iterable[str]) -> str:
    words = (word for part in parts for word in _SEPARATORS.split(part))
    return "".join(word[:1].upper() + word[1:] for word in words)[:_LONGEST]


def _constants(parts: Iterable[str], namespace: str) -> tuple[str, str]:
    name = _constant(parts)
    return name, f"{name}_{_digest(namespace).upper()}"


def _constant(parts: Iterable[str]) -> str:
    name = _SEPARATORS.sub("_", "_".join(parts)).strip("_").upper()[:_LONGEST]
    name = identifier(name, fallback="NO_NAMESPACE")
    return f"NAMESPACE{name}" if name.startswith("_") else name


def _digest(text: str) -> str:
    import hashlib  # noqa: PLC0415 - it loads OpenSSL, and few names need it

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _module(text: str) -> str:
    words = _SEPARATORS.sub("_", text.casefold().lower()).strip("_")
    if len(words) > _LONGEST_MODULE:
        words = words[: _LONGEST_MODULE + 1].rpartition("_")[0] or words[:_LONGEST_MODULE]
    name = identifier(words, fallback="no_namespace")
    if name.startswith("_"):
        name = f"namespace{name}"
    return f"{name}_" if _NO_MODULE.fullmatch(name) else name


def _snake(text: str) -> str:
    words = _WORD_STARTS.sub("_", decode_local_name(text))
    return _SEPARATORS.sub("_", words).strip("_").lower()[:_LONGEST]
