"""The tokens of a start tag: its name and its attributes, each with its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import frozen

from dcxml.fixing.source import Edit

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Attribute", "StartTag", "declaration", "escaped_value"]

_NAME: Final = re.compile(rb"<([^ \t\r\n/>]+)")
_ATTRIBUTE: Final = re.compile(
    rb"""[ \t\r\n]+(?P<name>[^ \t\r\n=/>]+)[ \t\r\n]*=[ \t\r\n]*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')"""
)


@frozen
class Attribute:
    """An attribute as it is spelled, with the white space before it, and where the value in its quotes is."""

    name: str
    start: int
    end: int
    value_start: int
    value_end: int

    @property
    def without(self) -> Edit:
        """The edit that takes it out."""
        return Edit(self.start, self.end, b"")

    def saying(self, value: bytes) -> Edit:
        """Return the edit that gives it another value, which is escaped."""
        return Edit(self.value_start, self.value_end, value)


@frozen
class StartTag:
    """A start tag, or the tag of an empty element."""

    name: str
    name_start: int
    name_end: int
    attributes: tuple[Attribute, ...]
    insertion: int
    """Where one more attribute can be put."""
    end: int
    is_empty: bool

    @classmethod
    def of(cls, octets: bytes, start: int, end: int) -> StartTag:
        """Return the tag that stands at ``start`` and is well-formed."""
        name = _NAME.match(octets, start)
        assert name is not None  # noqa: S101 - a parser has read it
        attributes, at = [], name.end()
        while found := _ATTRIBUTE.match(octets, at, end):
            quoted = "double" if found["double"] is not None else "single"
            attributes.append(
                Attribute(found["name"].decode(), found.start(), found.end(), found.start(quoted), found.end(quoted))
            )
            at = found.end()
        is_empty = octets[end - 2 : end] == b"/>"
        return cls(name[1].decode(), name.start(1), name.end(1), tuple(attributes), at, end, is_empty)

    def attribute(self, name: str) -> Attribute | None:
        """Return the attribute that is spelled ``name``."""
        return next((each for each in self.attributes if each.name == name), None)

    def declaration_of(self, prefix: str | None) -> Attribute | None:
        """Return the declaration of a prefix, None for the default namespace."""
        return self.attribute("xmlns" if prefix is None else f"xmlns:{prefix}")

    def named(self, prefixes: Mapping[str | None, str], clark: str) -> Attribute | None:
        """Return the attribute of a namespace's name, by the prefixes in scope."""
        namespace, _, name = clark[1:].rpartition("}")
        spelled = {f"{prefix}:{name}" for prefix, uri in prefixes.items() if uri == namespace and prefix is not None}
        return next((each for each in self.attributes if each.name in spelled), None)


def declaration(prefix: str | None, namespace: str) -> bytes:
    """Return the text that declares a prefix in a start tag, a space before it."""
    name = "xmlns" if prefix is None else f"xmlns:{prefix}"
    return f' {name}="{escaped_value(namespace)}"'.encode()


def escaped_value(text: str) -> str:
    """Return a text as it stands in double or single quotes."""
    for character, reference in (("&", "&amp;"), ("<", "&lt;"), ('"', "&quot;"), ("'", "&apos;")):
        text = text.replace(character, reference)
    return text
