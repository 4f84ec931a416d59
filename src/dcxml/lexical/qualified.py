"""The text of xs:QName: a prefix, which only the namespaces in scope explain, and a local name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.errors import LexicalError, ValueTypeError
from dcxml.lexical.characters import WHITE_SPACE, check_characters
from dcxml.lexical.name_characters import is_ncname
from dcxml.qname import XML, XMLNS, QName

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["format_qname", "parse_qname", "split_qname"]

_RESERVED: Final = {"xml": XML, "xmlns": XMLNS}


def split_qname(text: str) -> tuple[str | None, str]:
    """Return the prefix, None where there is no colon, and the local name, as .NET splits: at the first colon."""
    prefix, colon, name = text.partition(":")
    return (prefix, name) if colon else (None, prefix)


def parse_qname(text: str, namespaces: Mapping[str | None, str], *, dotnet: bool) -> QName:
    """Return the name that ``text`` means where the prefixes stand for ``namespaces`` (None: the default one).

    With ``dotnet`` nothing is trimmed, an unknown prefix means no namespace, an empty one before a colon the default
    namespace, and an empty text the empty name, as ``XmlQualifiedName`` is read. Without it the text must be valid and
    mean the same to .NET, which rules out white space around it: XML Schema drops it, .NET makes it part of the prefix
    and of the name.

    :raises LexicalError: without ``dotnet``, where ``text`` is no xs:QName or its prefix is not declared.
    """
    prefix, name = split_qname(text)
    namespace = namespaces.get(prefix or None)
    if namespace is None and prefix:
        namespace = _RESERVED.get(prefix)
    if dotnet:
        return QName(namespace or "", name)
    if not is_ncname(name) or (prefix is not None and not is_ncname(prefix)):
        reason = ".NET does not trim it" if text.strip(WHITE_SPACE) != text else ""
        raise LexicalError(text, "xs:QName", reason=reason)
    if namespace is None and prefix is not None:
        raise LexicalError(text, "xs:QName", reason=f"the prefix {prefix!r} is not declared")
    return QName(namespace or "", name)


def format_qname(value: QName, prefixes: Mapping[str, str]) -> str:
    """Return ``prefix:name`` by the ``prefixes`` of namespaces (``""`` for a default one), ``name`` for no namespace.

    :raises LexicalError: where ``value`` is no QName, or its name cannot stand in XML.
    :raises KeyError: where its namespace has no prefix.
    """
    if not isinstance(value, QName):
        raise ValueTypeError(value, "a QName for xs:QName")
    check_characters(value.name)
    prefix = prefixes[value.namespace] if value.namespace else ""
    return f"{prefix}:{value.name}" if prefix else value.name
