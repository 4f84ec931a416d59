"""What compiled encoders share of simple values: elements around texts, and ``i:nil``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NoReturn

from attrs import define, field

from dcxml.codec.dialects import Dialect
from dcxml.codec.element_specs import WRITTEN_OUT
from dcxml.codec.faults import LeftOutError, NilError
from dcxml.errors import ValueTypeError
from dcxml.lexical.characters import any_string
from dcxml.lexical.float_text import float_formatters
from dcxml.lexical.uri import any_uri
from dcxml.qname import XS, QName

if TYPE_CHECKING:
    from collections.abc import Callable

    from dcxml.codec.settings import WriterSettings
    from dcxml.lexical.table import Primitive

    Tag = tuple[str, str]

__all__ = ["SimpleWriting", "not_nil"]

_STRING: Final = QName(XS, "string")
_ANY_URI: Final = QName(XS, "anyURI")
_TEXTS: Final = {_STRING: any_string, _ANY_URI: any_uri}
"""The texts of strings and URIs whose characters are not checked."""


def not_nil(value: Any) -> Any:
    """Return ``value``, which the contract does not allow to be None."""
    if value is None:
        raise NilError(None, "a value", reason="the contract does not allow nil here")
    return value


@define(eq=False)
class SimpleWriting:
    """The functions for simple values that an encoder of one dialect calls."""

    settings: WriterSettings
    dialect: Dialect = field(init=False)
    _escape: Callable[[str], str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Keep at hand what is asked for often."""
        self.dialect = self.settings.dialect
        self._escape = self.settings.escapes.text

    def string(self, tag: Tag, name: str, value: Any) -> str:
        """Write an xs:string; an empty one is written out by XmlWriter, None is nil."""
        if not value or value.__class__ is not str:
            return self.text(tag, name, value, self._string)
        prefix, declaration = tag
        return f"<{prefix}{name}{declaration}>{self._escape(value)}</{prefix}{name}>"

    def text(self, tag: Tag, name: str, value: Any, formatter: Callable[[Any], str]) -> str:
        """Write a text that .NET writes out even where it is empty: xs:string and xs:anyURI."""
        if value is None:
            return self._nil(tag, name)
        prefix, declaration = tag
        text = formatter(value)
        if not text and self.dialect is Dialect.TEXT:
            return f"<{prefix}{name}{declaration}/>"
        return f"<{prefix}{name}{declaration}>{text}</{prefix}{name}>"

    def leaf(self, tag: Tag, name: str, value: Any, formatter: Callable[[Any], str]) -> str:
        """Write a simple value that may be None, which is nil."""
        if value is None:
            return self._nil(tag, name)
        text = formatter(value)
        if not text:
            return self._element(tag, name, text)
        prefix, declaration = tag
        return f"<{prefix}{name}{declaration}>{text}</{prefix}{name}>"

    def enumeration(self, tag: Tag, name: str, value: Any, formatter: Callable[[Any], str | None]) -> str:
        """Write an enumeration's value; a zero without text is left out, for it has no spelling."""
        if value is None:
            return self._nil(tag, name)
        text = formatter(value)
        if not text:
            return "" if text is None else self._element(tag, name, text)
        prefix, declaration = tag
        return f"<{prefix}{name}{declaration}>{text}</{prefix}{name}>"

    def formatter(self, primitive: Primitive, check: Callable[[str], None] | None = None) -> Callable[[Any], str]:
        """Return the function that gives the escaped text of a built-in type, of which ``check`` refuses some."""
        to_text: Callable[[Any], str] = float_formatters(self.settings.float_text).get(primitive.name, primitive.format)
        escape, name = self._escape, primitive.name
        if not self.settings.check_characters and name in WRITTEN_OUT:
            to_text = _TEXTS[name]
        if check is not None:
            return _checked(to_text, check, escape)
        if name == _STRING:
            return self._string
        return (lambda value: escape(to_text(value))) if name == _ANY_URI else to_text

    def _string(self, value: Any) -> str:
        if value.__class__ is not str and not isinstance(value, str):
            raise ValueTypeError(value, "a str for xs:string")
        return self._escape(value)

    def required(self, name: str, value: Any) -> NoReturn:
        """Refuse to leave out a required member (.NET's ``SerializationException`` for the same)."""
        reason = f"{name} is required, but its default is not written (EmitDefaultValue=false)"
        raise LeftOutError(value, "a value other than the default", reason=reason)

    def _nil(self, tag: Tag, name: str) -> str:
        prefix, declaration = tag
        close = " />" if self.dialect is Dialect.XML_WRITER else "/>"
        return f'<{prefix}{name} i:nil="true"{declaration}{close}'

    def _element(self, tag: Tag, name: str, text: str) -> str:
        prefix, declaration = tag
        if not text:
            close = " />" if self.dialect is Dialect.XML_WRITER else "/>"
            return f"<{prefix}{name}{declaration}{close}"
        return f"<{prefix}{name}{declaration}>{text}</{prefix}{name}>"


def _checked(
    to_text: Callable[[Any], str], check: Callable[[str], None], escape: Callable[[str], str]
) -> Callable[[Any], str]:
    def format_checked(value: Any) -> str:
        text = to_text(value)
        check(text)
        return escape(text)

    return format_checked
