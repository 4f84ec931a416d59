"""Text as XML carries it: the escapes .NET writes, and what becomes of characters XML 1.0 cannot carry."""

from __future__ import annotations

import re
from collections.abc import Callable  # noqa: TC003 - attrs resolves the annotations of its classes
from typing import Final

from attrs import frozen

from dcxml.errors import UncarriedTextError
from dcxml.lexical.characters import check_characters
from dcxml.stand_ins import join_surrogates

__all__ = ["CHECKED", "REFERRED", "REPLACED", "Escapes", "plain_test", "unescape_attribute"]

_TEXT_ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;"}
_ATTRIBUTE_ESCAPES: Final = {**_TEXT_ESCAPES, '"': "&quot;", "\n": "&#xA;", "\t": "&#x9;"}
_STRANGE: Final = "\0-\x08\v\f\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_IN_TEXT: Final = re.compile("[&<>\r]")
_IN_ATTRIBUTE: Final = re.compile('[&<>"\r\n\t]')
_IN_STRANGE_TEXT: Final = re.compile(f"[&<>\r{_STRANGE}]")
_IN_STRANGE_ATTRIBUTE: Final = re.compile(f'[&<>"\r\n\t{_STRANGE}]')
_ESCAPED: Final = re.compile("&(?:#x([0-9A-F]+)|(amp|lt|gt|quot));")
_NAMED: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"'}


@frozen(eq=False)
class Escapes:
    """How one writer of .NET escapes the ``text`` of an element, and the ``attribute`` value in double quotes.

    A carriage return is written as a character reference in both dialects: .NET's XmlWriter would turn it into a
    line feed (``NewLineHandling.Replace``), and what is written here can be read back.
    """

    text: Callable[[str], str]
    attribute: Callable[[str], str]


def plain_test(value: str) -> str:
    """Return the source of the test that a text, a ``value`` in that source, is written as it is.

    ``isprintable`` is false of every character that needs a closer look, control characters and surrogates included.
    """
    return f'{value}.isprintable() and "<" not in {value} and "&" not in {value} and ">" not in {value}'


def _checked_text(text: str) -> str:
    """Return ``text`` as element content.

    :raises LexicalError: for a character that is not an XML 1.0 *Char*.
    """
    if text.__class__ is not str:  # a subclass, as of a str enumeration, may print as something else
        text = str.__str__(text)
    # the test that `plain_test` gives to compiled source
    if text.isprintable() and "<" not in text and "&" not in text and ">" not in text:
        return text
    return _IN_TEXT.sub(lambda match: _TEXT_ESCAPES[match[0]], check_characters(text))


def _checked_attribute(text: str) -> str:
    """Return ``text`` as the value of an attribute in double quotes.

    :raises LexicalError: for a character that is not an XML 1.0 *Char*.
    """
    return _IN_ATTRIBUTE.sub(lambda match: _ATTRIBUTE_ESCAPES[match[0]], check_characters(text))


def _referring(lone_surrogate: Callable[[str], str]) -> Escapes:
    """Return the escapes of a writer that refers to characters XML does not have, but for lone surrogates."""

    def escape(match: re.Match[str]) -> str:
        character = match[0]
        known = _ATTRIBUTE_ESCAPES.get(character)
        if known is not None:
            return known
        return lone_surrogate(character) if "\ud800" <= character <= "\udfff" else f"&#x{ord(character):X};"

    def escape_text(text: str) -> str:
        text = str.__str__(text)
        return text if text.isalnum() else _IN_STRANGE_TEXT.sub(escape, join_surrogates(text))

    def escape_attribute(text: str) -> str:
        return _IN_STRANGE_ATTRIBUTE.sub(escape, join_surrogates(text))

    return Escapes(escape_text, escape_attribute)


def _refuse(surrogate: str) -> str:
    reason = f"U+{ord(surrogate):04X} is half of a surrogate pair, which XmlWriter refuses"
    raise UncarriedTextError(surrogate, "text that .NET writes", reason=reason)


CHECKED: Final = Escapes(_checked_text, _checked_attribute)
"""What XML 1.0 cannot carry is refused: ``XmlWriterSettings.CheckCharacters``."""
REFERRED: Final = _referring(_refuse)
"""XmlWriter's escapes where it does not check characters: lone surrogates are refused even so."""
REPLACED: Final = _referring(lambda _: "\ufffd")
"""The text dictionary writer's escapes: it never checks, and writes U+FFFD for a lone surrogate."""


def unescape_attribute(text: str) -> str:
    """Return the value that was escaped as an attribute's."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)) if match[1] else _NAMED[match[2]], text)
