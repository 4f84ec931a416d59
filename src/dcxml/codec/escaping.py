"""Text as XML carries it: the escapes .NET writes, and the refusal of what XML 1.0 cannot carry."""

from __future__ import annotations

import re
from typing import Final

from dcxml.errors import LexicalError

__all__ = ["escape_attribute", "escape_text"]

_TEXT_ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;"}
_ATTRIBUTE_ESCAPES: Final = {**_TEXT_ESCAPES, '"': "&quot;", "\n": "&#xA;", "\t": "&#x9;"}
_IN_TEXT: Final = re.compile("[&<>\r]")
_IN_ATTRIBUTE: Final = re.compile('[&<>"\r\n\t]')
_NOT_A_CHARACTER: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escape_text(text: str) -> str:
    """Return ``text`` as element content.

    A carriage return is written as a character reference in both dialects: .NET's XmlWriter would turn it into a
    line feed (``NewLineHandling.Replace``), and what is written here can be read back.

    :raises LexicalError: for a character that is not an XML 1.0 *Char*.
    """
    # isprintable() is false of every character that needs a closer look, control characters and surrogates included
    if text.isprintable() and "<" not in text and "&" not in text and ">" not in text:
        return text
    _check(text)
    return _IN_TEXT.sub(lambda match: _TEXT_ESCAPES[match[0]], text)


def escape_attribute(text: str) -> str:
    """Return ``text`` as the value of an attribute in double quotes.

    :raises LexicalError: for a character that is not an XML 1.0 *Char*.
    """
    _check(text)
    return _IN_ATTRIBUTE.sub(lambda match: _ATTRIBUTE_ESCAPES[match[0]], text)


def _check(text: str) -> None:
    bad = _NOT_A_CHARACTER.search(text)
    if bad is not None:
        reason = f"U+{ord(bad[0]):04X} is not a character of XML 1.0"
        raise LexicalError(text, "a text that XML can carry", reason=reason)
