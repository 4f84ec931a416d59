"""The text of xs:boolean, as ``XmlConvert.ToBoolean`` reads it."""

from __future__ import annotations

from typing import Final

from dcxml.errors import LexicalError, ValueTypeError
from dcxml.lexical.characters import WHITE_SPACE

__all__ = ["format_boolean", "parse_boolean"]

_VALUES: Final = {"true": True, "false": False, "1": True, "0": False}


def parse_boolean(text: str) -> bool:
    """Return the value of ``true``, ``false``, ``1`` or ``0``, white space around it ignored.

    XML Schema and .NET agree on it.

    :raises LexicalError: for any other text.
    """
    try:
        return _VALUES[text]
    except KeyError:
        try:
            return _VALUES[text.strip(WHITE_SPACE)]
        except KeyError:
            raise LexicalError(text, "xs:boolean") from None


def format_boolean(value: bool) -> str:  # noqa: FBT001 - the value itself
    """Return ``true`` or ``false``.

    :raises LexicalError: where ``value`` is not a bool.
    """
    if value is True:
        return "true"
    if value is False:
        return "false"
    raise ValueTypeError(value, "a bool for xs:boolean")
