"""Text as XML carries it: the escapes .NET writes, and the refusal of what XML 1.0 cannot carry."""

from __future__ import annotations

import re
from typing import Final

from dcxml.lexical.characters import check_characters

__all__ = ["escape_attribute", "escape_text"]

_TEXT_ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;"}
_ATTRIBUTE_ESCAPES: Final = {**_TEXT_ESCAPES, '"': "&quot;", "\n": "&#xA;", "\t": "&#x9;"}
_IN_TEXT: Final = re.compile("[&<>\r]")
_IN_ATTRIBUTE: Final = re.compile('[&<>"\r\n\t]')


def escape_text(text: str) -> str:
    """Return ``text`` as element content.

    A carriage return is written as a character reference in both dialects: .NET's XmlWriter would turn it into a
    line feed (``NewLineHandling.Replace``), and what is written here can be read back.

    :raises LexicalError: for a character that is not an XML 1.0 *Char*.
    """
    if text.__class__ is not str:  # a subclass, as of a str enumeration, may print as something else
        text = str.__str__(text)
    # isprintable() is false of every character that needs a closer look, control characters and surrogates included
    if text.isprintable() and "<" not in text and "&" not in text and ">" not in text:
        return text
    return _IN_TEXT.sub(lambda match: _TEXT_ESCAPES[match[0]], check_characters(text))


def escape_attribute(text: str) -> str:
    """Return ``text`` as the value of an attribute in double quotes.

    :raises LexicalError: for a character that is not an XML 1.0 *Char*.
    """
    return _IN_ATTRIBUTE.sub(lambda match: _ATTRIBUTE_ESCAPES[match[0]], check_characters(text))
