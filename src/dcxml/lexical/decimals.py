"""The text of xs:decimal, within ``System.Decimal``: 96 bits of digits, up to 28 of them behind the point."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from dcxml.errors import LexicalError, ValueTypeError
from dcxml.lexical.characters import WHITE_SPACE

__all__ = ["format_decimal", "parse_decimal"]

# Possessive: each part is taken once, or zeros and spaces before a fault would be tried in every combination.
_NUMBER: Final = re.compile(
    rf"[{WHITE_SPACE}]*+(?P<sign>[+-]?)0*+(?P<whole>[0-9]*+)(?:\.(?P<fraction>[0-9]*+))?[{WHITE_SPACE}]*+"
).fullmatch
_CANONICAL: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?").fullmatch
_HIGHEST: Final = 2**96 - 1
_SCALE: Final = 28
_SAFE_LENGTH: Final = 28


def parse_decimal(text: str) -> Decimal:
    """Return the number with its scale; digits beyond 28 or 29 are rounded half to even, as .NET does.

    XML Schema and .NET agree on the texts; zero has no sign.

    :raises LexicalError: where ``text`` is no xs:decimal (an exponent, for one), or beyond ``System.Decimal``.
    """
    if len(text) <= _SAFE_LENGTH and _CANONICAL(text) is not None:
        value = Decimal(text)
        return value or value.copy_abs()
    match = _NUMBER(text)
    if match is None:
        raise LexicalError(text, "xs:decimal")
    whole, fraction = match["whole"], match["fraction"] or ""
    if not whole and not fraction and "0" not in text:
        raise LexicalError(text, "xs:decimal")
    if len(whole) + len(fraction) > _SAFE_LENGTH:
        units, scale = _round(text, whole, fraction)
    else:
        units, scale = int(whole + fraction or "0"), len(fraction)
    sign = 1 if match["sign"] == "-" and units else 0
    return Decimal((sign, tuple(map(int, str(units))), -scale))


def _round(text: str, whole: str, fraction: str) -> tuple[int, int]:
    """Return the units and the scale of the number nearest to ``whole.fraction`` that 96 bits hold."""
    kept = min(len(fraction), _SCALE)
    if len(whole) <= _SCALE + 1:
        while kept >= 0:
            units = _rounded(whole, fraction, kept)
            if units <= _HIGHEST:
                return units, kept
            kept -= 1
    raise LexicalError(text, "xs:decimal", reason=f"System.Decimal holds no more than {_HIGHEST}")


def _rounded(whole: str, fraction: str, kept: int) -> int:
    """Return ``whole.fraction`` in units of the digit ``kept`` places behind the point, half to even."""
    units, rest = int(whole + fraction[:kept] or "0"), fraction[kept:]
    half = "5" + "0" * (len(rest) - 1)
    return units + (rest > half or (rest == half and units % 2 == 1))


def format_decimal(value: object) -> str:
    """Return the text of an xs:decimal, the scale kept and never an exponent.

    An int is taken too.

    :raises LexicalError: where ``value`` is no finite Decimal, or beyond 96 bits or 28 digits after the point.
    """
    if value.__class__ is Decimal:
        text = str(value)
        # It begins with a digit, so it is neither negative nor NaN; the letter of an exponent is the context's.
        if "0" <= text < ":" and "E" not in text and "e" not in text and len(text) <= _SAFE_LENGTH:
            return text
    if not isinstance(value, Decimal):
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValueTypeError(value, "a Decimal for xs:decimal")
        value = Decimal(value)
    if not value.is_finite():
        raise LexicalError(str(value), "a finite Decimal for xs:decimal")
    text = Decimal.__format__(value, "f")  # not as a subclass may print itself
    if text[0] == "-" and not value:
        text = text[1:]
    whole, _, fraction = text.lstrip("-").partition(".")
    if len(whole) + len(fraction) > _SAFE_LENGTH and (
        len(fraction) > _SCALE or len(whole.lstrip("0")) > _SCALE + 1 or int(whole + fraction) > _HIGHEST
    ):
        reason = f"System.Decimal holds no more than {_HIGHEST}, and {_SCALE} digits after the point"
        raise LexicalError(str(value), "xs:decimal", reason=reason)
    return text
