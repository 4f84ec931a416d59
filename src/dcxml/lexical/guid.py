"""The text of the serializer's ``guid``: five groups of digits, and the other forms ``System.Guid`` reads."""

from __future__ import annotations

import re
from typing import Final
from uuid import UUID, SafeUUID

from dcxml.errors import LexicalError, ValueTypeError
from dcxml.lexical.characters import DOTNET_WHITE_SPACE

__all__ = ["format_guid", "parse_guid", "parse_guid_dotnet"]

_HEX: Final = "[0-9a-fA-F]"
_PLAIN: Final = re.compile(rf"{_HEX}{{32}}").fullmatch
# System.Guid reads all groups but the end of the last by a routine that also takes "+" and "0x" for digits.
_LENIENT: Final = re.compile(r"(.{8})-(.{4})-(.{4})-(.{4})-(.{4})([0-9a-fA-F]{8})", re.DOTALL).fullmatch
_NUMBER: Final = re.compile(rf"\+?(?:0[xX])?0*({_HEX}{{0,8}})").fullmatch
_FIELD: Final = r"0[xX]([^,{}]+)"
_NESTED: Final = re.compile(rf"\{{{_FIELD},{_FIELD},{_FIELD},\{{{','.join([_FIELD] * 8)}\}}\}}").fullmatch
_WIDTHS: Final = (32, 16, 16, 8, 8, 8, 8, 8, 8, 8, 8)
_BYTE: Final = 0xFF

_LENGTH: Final = 36
_OCTETS: Final = 16

_from_hex: Final = bytes.fromhex
_from_bytes: Final = int.from_bytes
_to_bytes: Final = int.to_bytes
_new: Final = object.__new__
# A UUID's slots, which its own __setattr__ guards; and a member of an enumeration, which each access looks up anew.
_set_int: Final = vars(UUID)["int"].__set__
_set_is_safe: Final = vars(UUID)["is_safe"].__set__
_UNKNOWN: Final = SafeUUID.unknown


def _uuid(number: int) -> UUID:
    """Return the UUID of a number known to have 128 bits; `uuid.UUID` itself takes several times as long."""
    value = _new(UUID)
    _set_int(value, number)
    _set_is_safe(value, _UNKNOWN)
    return value


def parse_guid(text: str) -> UUID:
    """Return the value of ``ser:guid``: 36 characters, either case, no white space.

    :raises LexicalError: for any other text.
    """
    number = _canonical(text)
    if number is None:
        raise LexicalError(text, "ser:guid")
    return _uuid(number)


def parse_guid_dotnet(text: str) -> UUID:
    """Return the value of any text that ``new Guid(text.Trim())`` takes: the forms D, N, B, P and X.

    :raises LexicalError: for any other text.
    """
    number = _canonical(text)
    if number is not None:
        return _uuid(number)
    token = text.strip(DOTNET_WHITE_SPACE)
    if token[:1] == "{" and "-" not in token:
        number = _nested(token)
    elif token[:1] in ("{", "("):
        number = _grouped(token[1:-1]) if token[-1] == {"{": "}", "(": ")"}[token[0]] else None
    elif "-" in token:
        number = _grouped(token)
    else:
        number = int(token, 16) if _PLAIN(token) is not None else None
    if number is None:
        raise LexicalError(text, "a form of System.Guid")
    return _uuid(number)


def _canonical(text: str) -> int | None:
    """Return the number of five groups of digits, or None; without a regular expression, as most are read here."""
    if len(text) != _LENGTH or text[8] != "-" or text[13] != "-" or text[18] != "-" or text[23] != "-":
        return None
    try:
        digits = _from_hex(text.replace("-", ""))
    except ValueError:
        return None
    # White space between digits is skipped by fromhex, and a fifth hyphen leaves it fewer of them.
    return _from_bytes(digits, "big") if len(digits) == _OCTETS else None


def _grouped(token: str) -> int | None:
    """Return the number of form D."""
    match = _LENIENT(token)
    if match is None:
        return None
    number = 0
    for group, width in zip(match.groups(), (32, 16, 16, 16, 16, 32), strict=True):
        part = _number(group)
        if part is None:
            return None
        number = number << width | part
    return number


def _nested(token: str) -> int | None:
    """Return the number of form X: eleven hexadecimal numbers, white space anywhere."""
    match = _NESTED("".join(character for character in token if character not in DOTNET_WHITE_SPACE))
    if match is None:
        return None
    number = 0
    for group, width in zip(match.groups(), _WIDTHS, strict=True):
        part = _number(group)
        if part is None or (width == 8 and part > _BYTE):  # noqa: PLR2004 - the fields of one byte are checked, wider ones cut
            return None
        number = number << width | part & (1 << width) - 1
    return number


def _number(text: str) -> int | None:
    match = _NUMBER(text)
    return None if match is None else int(match[1] or "0", 16)


def format_guid(value: UUID) -> str:
    """Return the 36 characters of form D, lower case.

    :raises LexicalError: where ``value`` is no UUID.
    """
    if isinstance(value, UUID):
        digits = _to_bytes(value.int, _OCTETS, "big").hex()
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
    raise ValueTypeError(value, "a UUID for ser:guid")
