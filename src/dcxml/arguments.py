"""What callers give: a wrong type is a TypeError that says what is wanted, a wrong value a ValueError."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from lxml import etree

from dcxml.binding.fragments import is_fragment
from dcxml.errors import LexicalError
from dcxml.lexical.characters import check_characters
from dcxml.lexical.name_characters import is_ncname
from dcxml.qname import XML, XMLNS, QName
from dcxml.xmlio import Limits

__all__ = [
    "check_choice",
    "check_indent",
    "check_item",
    "check_limits",
    "check_paths",
    "check_switch",
    "check_target",
    "checked_bindings",
    "checked_element",
    "checked_known_types",
    "checked_root_name",
]


def check_choice(name: str, value: object, allowed: tuple[object, ...]) -> None:
    """Refuse a setting that is none of those allowed.

    :raises ValueError: with the values that are.
    """
    if value not in allowed:
        message = f"{name} is {value!r}; allowed are {', '.join(map(repr, allowed))}"
        raise ValueError(message)


def check_paths(paths: object) -> None:
    """Refuse what is not several paths, one of them alone too: a text would be taken for paths of a character each.

    :raises TypeError: where they are not several.
    """
    if isinstance(paths, str | bytes) or not isinstance(paths, Iterable):
        raise _wrong_type("paths", paths, "some paths, such as ['a.xml', 'b.xml']")


def check_switch(name: str, value: object) -> None:
    """Refuse a setting that is neither on nor off.

    :raises TypeError: for anything but True and False, 1 and 0 too.
    """
    if not isinstance(value, bool):
        raise _wrong_type(name, value, "True or False")


def check_indent(indent: object) -> None:
    """Refuse an indentation that is no number of spaces.

    :raises TypeError: where it is no number.
    :raises ValueError: where it is below 0.
    """
    if indent is None:
        return
    if isinstance(indent, bool) or not isinstance(indent, int):
        raise _wrong_type("indent", indent, "None or a number of spaces")
    if indent < 0:
        message = f"indent is {indent!r}; allowed are None and a number of spaces"
        raise ValueError(message)


def check_item(item: object) -> None:
    """Refuse what names no collection of a document.

    :raises TypeError: for anything but None and a text.
    """
    if item is not None and not isinstance(item, str):
        raise _wrong_type("item", item, "None or the path of a collection, such as 'Details/Lines'")


def check_limits(limits: object) -> None:
    """Refuse limits that are none.

    :raises TypeError: for anything but `Limits`.
    """
    if not isinstance(limits, Limits):
        raise _wrong_type("limits", limits, "Limits, such as Limits(depth=100)")


def check_target(target: object) -> None:
    """Refuse what bytes cannot be written to.

    :raises TypeError: for anything but a path and an object with a ``write`` that is not of text.
    """
    is_path = isinstance(target, str) or hasattr(target, "__fspath__")
    if not is_path and (isinstance(target, io.TextIOBase) or not hasattr(target, "write")):
        raise _wrong_type("the target", target, "a path or a file open for writing bytes")


def checked_known_types(known_types: object) -> tuple[Any, ...]:
    """Return the known types, of which each is checked where contracts are described.

    :raises TypeError: where they are not several: a class, a text, a number.
    """
    if type(known_types) is tuple:
        return known_types
    if isinstance(known_types, str | bytes) or not isinstance(known_types, Iterable) or isinstance(known_types, type):
        raise _wrong_type("known_types", known_types, "some classes, such as [Circle, Square]")
    return tuple(known_types)


def checked_root_name(name: object) -> QName:
    """Return the name of a root.

    :raises TypeError: where it is neither a `QName` nor a text.
    :raises ValueError: where it is none that an element could have.
    """
    if not isinstance(name, QName | str):
        raise _wrong_type("root_name", name, "a QName or '{namespace}name'")
    checked = name if isinstance(name, QName) else QName.from_clark(name)
    if not is_ncname(checked.name) or checked.namespace in (XML, XMLNS) or not _is_text(checked.namespace):
        reason = f"root_name is {name!r}; allowed is a QName or '{{namespace}}name'"
        raise ValueError(reason)
    return checked


def checked_element(given: object) -> etree._Element:
    """Return an element, that of a tree's root where a tree is given.

    :raises TypeError: where it is none of lxml's, or a comment or an instruction.
    """
    element = given.getroot() if isinstance(given, etree._ElementTree) else given  # noqa: SLF001 - lxml's names
    if not is_fragment(element):
        raise _wrong_type("the element", given, "an element of lxml, or a tree that has one")
    return element


def checked_bindings(bindings: object) -> tuple[tuple[str, str], ...]:
    """Return the pairs of prefix and namespace in force somewhere.

    :raises TypeError: where they are not pairs of texts.
    :raises ValueError: where no document could bind the prefix so (*Namespaces in XML*).
    """
    wanted = """pairs of prefix and namespace, such as [("", "urn:a"), ("b", "urn:b")]"""
    if not isinstance(bindings, Iterable):
        raise _wrong_type("bindings", bindings, wanted)
    checked = []
    for pair in bindings:
        if not isinstance(pair, tuple | list) or [*map(type, pair)] != [str, str]:
            message = f"bindings hold {pair!r}; wanted are {wanted}"
            raise TypeError(message)
        prefix, namespace = pair
        if not _can_bind(prefix, namespace):
            message = f"bindings hold {pair!r}, but no document can bind {prefix!r} to {namespace!r}"
            raise ValueError(message)
        checked.append((prefix, namespace))
    return tuple(checked)


def _can_bind(prefix: str, namespace: str) -> bool:
    if prefix == "xmlns" or namespace == XMLNS or (prefix == "xml") != (namespace == XML):
        return False
    return (not prefix or (is_ncname(prefix) and namespace != "")) and _is_text(namespace)


def _is_text(text: str) -> bool:
    try:
        check_characters(text)
    except LexicalError:
        return False
    return True


def _wrong_type(name: str, value: object, wanted: str) -> TypeError:
    kind = type(value)
    label = kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    return TypeError(f"{name} is of type {label}; wanted is {wanted}")
