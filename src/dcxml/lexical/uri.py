"""The text of xs:anyURI, which is kept as it is: .NET's canonical form is not made of it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from dcxml.errors import LexicalError, ValueTypeError
from dcxml.lexical.characters import WHITE_SPACE, check_characters
from dcxml.lexical.system_uri import is_system_uri

__all__ = ["any_uri", "format_uri", "parse_uri", "parse_uri_dotnet"]

# RFC 3986, appendix A. What XML Schema escapes before it looks (XLink 5.4), is taken for a letter.
_ESCAPED: Final = r"\x00-\x20<>\"{}|\\^`\x7f-\U0010ffff"
_PLAIN: Final = rf"A-Za-z0-9\-._~{_ESCAPED}"
_DELIMITERS: Final = "!$&'()*+,;="
_PERCENT: Final = "%[0-9A-Fa-f]{2}"
_USER: Final = rf"(?:[{_PLAIN}{_DELIMITERS}:]|{_PERCENT})*"
_HOST: Final = rf"(?:\[[^\]]*\]|(?:[{_PLAIN}{_DELIMITERS}]|{_PERCENT})*)"
_CHARACTER: Final = rf"(?:[{_PLAIN}{_DELIMITERS}:@]|{_PERCENT})"
_REST: Final = rf"(?:\?(?:{_CHARACTER}|[/?])*)?(?:\#(?:{_CHARACTER}|[/?\[\]])*)?"
_AUTHORITY: Final = rf"//(?:{_USER}@)?{_HOST}(?::[0-9]*)?(?:/{_CHARACTER}*)*"
_NO_COLON: Final = rf"(?:[{_PLAIN}{_DELIMITERS}@]|{_PERCENT})"
_ABSOLUTE: Final = rf"[A-Za-z][A-Za-z0-9+.\-]*:(?:{_AUTHORITY}|/?(?:{_CHARACTER}+(?:/{_CHARACTER}*)*)?){_REST}"
_RELATIVE: Final = (
    rf"(?:{_AUTHORITY}|/(?:{_CHARACTER}+(?:/{_CHARACTER}*)*)?|(?:{_NO_COLON}+(?:/{_CHARACTER}*)*)?){_REST}"
)
_LABEL: Final = "[A-Za-z0-9][A-Za-z0-9-]{0,62}"
_is_plain: Final = re.compile(
    rf"https?://{_LABEL}(?:\.{_LABEL})*(?::[0-9]{{1,4}})?(?:/[A-Za-z0-9\-._~!$&'()*+,;=:@/?]{{0,9999}})?"
).fullmatch


@cache
def _reference() -> re.Pattern[str]:
    """Compile RFC 3986's URI-reference when the first odd one comes: it takes as long as all other patterns here."""
    return re.compile(rf"{_ABSOLUTE}|{_RELATIVE}")


def parse_uri(text: str) -> str:
    """Return ``text`` as it is, white space around it included.

    :raises LexicalError: where it is no xs:anyURI (a reference of RFC 3986), or .NET does not read it.
    """
    if _is_plain(text) is not None:
        return text
    token = text.strip(WHITE_SPACE)
    if _reference().fullmatch(token) is None:
        raise LexicalError(text, "xs:anyURI")
    return parse_uri_dotnet(text)


def parse_uri_dotnet(text: str) -> str:
    """Return ``text`` as it is.

    :raises LexicalError: where ``new Uri(text, UriKind.RelativeOrAbsolute)`` does not take it.
    """
    if _is_plain(text) is not None or is_system_uri(text):
        return text
    raise LexicalError(text, "a URI that .NET reads", reason="its authority or drive is malformed, or it is too long")


def format_uri(value: str) -> str:
    """Return the text of an xs:anyURI as it is; where it was valid when read, it is so when written.

    :raises LexicalError: where ``value`` is not a str, holds a character that XML 1.0 cannot carry, or .NET does not
        take it.
    """
    return check_characters(any_uri(value))


def any_uri(value: str) -> str:
    """Return the text of an xs:anyURI as it is, whatever its characters.

    :raises LexicalError: where ``value`` is not a str, or .NET does not take it.
    """
    if not isinstance(value, str):
        raise ValueTypeError(value, "a str for xs:anyURI")
    return parse_uri_dotnet(value)
