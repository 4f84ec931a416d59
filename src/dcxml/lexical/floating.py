"""The texts of xs:float and xs:double, in the layout of .NET 5 and later: shortest digits, ``1E+17``, ``INF``."""

from __future__ import annotations

import re
from fractions import Fraction
from math import frexp, inf, isfinite, isnan, nan
from struct import Struct
from typing import TYPE_CHECKING, Final

from dcxml.errors import LexicalError, ValueTypeError
from dcxml.lexical.characters import DOTNET_WHITE_SPACE, WHITE_SPACE, number_token
from dcxml.lexical.general_format import general_format

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "DOUBLE_POINT",
    "SINGLE_POINT",
    "double_parse",
    "float_parse",
    "format_double",
    "format_float",
    "to_float",
]

_SPECIAL: Final = {"INF": inf, "-INF": -inf, "NaN": nan}
# XmlConvert's own spellings are case-sensitive; the names of NumberFormatInfo.InvariantInfo are not, and take signs.
_SPECIAL_DOTNET: Final = {
    "infinity": inf, "+infinity": inf, "-infinity": -inf, "nan": nan, "+nan": nan, "-nan": nan,
}  # fmt: skip
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?").fullmatch
# XmlDictionaryReader converts short texts itself, and takes a lone point for zero; XmlConvert, asked next, does not.
_POINT: Final = {".": 0.0, "-.": -0.0}

_SINGLE: Final = Struct("<f")
_HIGHEST_SINGLE: Final = 3.4028234663852886e38
_SMALLEST_NORMAL_SINGLE: Final = 2.0**-126
DOUBLE_POINT: Final = 17
"""The exponent from which on .NET Core 3 and later write a double with ``E``."""
SINGLE_POINT: Final = 9
"""The exponent from which on .NET Core 3 and later write a float with ``E``."""


def _read(text: str, name: str, *, dotnet: bool) -> tuple[str, float | None]:
    """Return the number's own characters, and its value where it has no digits."""
    token = text.strip(WHITE_SPACE)
    if _NUMBER(token) is not None:
        return token, None
    if dotnet:
        # XmlConvert.ToDouble allows white space once more, behind its own trimming; ToSingle does not.
        number = number_token(token) if name == "xs:double" else token.rstrip("\0")
        if _NUMBER(number) is not None:
            return number, None
    special = _SPECIAL.get(token)
    if special is None and dotnet:
        special = _POINT.get(text)
        if special is None:
            name_of_number = text.strip(DOTNET_WHITE_SPACE)
            special = _SPECIAL_DOTNET.get(name_of_number.lower()) if name_of_number.isascii() else None
    if special is None:
        raise LexicalError(text, name)
    return token, special


def double_parse(*, dotnet: bool) -> Callable[[str], float]:
    """Return the parser of xs:double; .NET also reads ``Infinity`` and ``nan`` in any case, and a lone point."""

    def parse_double(text: str) -> float:
        if _NUMBER(text) is not None:
            return float(text)
        token, special = _read(text, "xs:double", dotnet=dotnet)
        return float(token) if special is None else special

    return parse_double


def float_parse(*, dotnet: bool) -> Callable[[str], float]:
    """Return the parser of xs:float: the nearest number of 32 bits, as a Python float."""

    def parse_float(text: str) -> float:
        if _NUMBER(text) is not None:
            return _nearest_single(text)
        token, special = _read(text, "xs:float", dotnet=dotnet)
        return _nearest_single(token) if special is None else special

    return parse_float


def to_float(value: float) -> float:
    """Return the number of 32 bits that is nearest to ``value``; infinity where it is beyond them."""
    try:
        return _SINGLE.unpack(_SINGLE.pack(value))[0]  # type: ignore[no-any-return]
    except OverflowError:
        return inf if value > 0 else -inf


def _nearest_single(token: str) -> float:
    double = float(token)
    single = to_float(double)
    if single == double:
        return single if isfinite(double) or not isnan(double) else double
    # Rounding twice is wrong only where the double is half-way between two singles, and the text is not.
    other = 2 * double - (single if isfinite(single) else 2.0**128 if single > 0 else -(2.0**128))
    if not isfinite(double) or to_float(other) != other:
        return single
    exact, middle = Fraction(token), Fraction(double)
    if exact == middle:
        return single
    low, high = sorted((single, other))
    return low if exact < middle else high


def format_double(value: float) -> str:
    """Return .NET's text of an xs:double.

    An int is taken where it is exactly a double.

    :raises LexicalError: where ``value`` is anything else than a number a double can hold.
    """
    if type(value) is not float:
        value = _as_float(value, "xs:double")
    text = repr(value)
    if text[-2:] == ".0" and "e" not in text:
        return text[:-2]
    if "e" not in text and "n" not in text:
        return text
    return _lay_out(text, value, DOUBLE_POINT)


def format_float(value: float) -> str:
    """Return .NET's text of an xs:float: the shortest digits that read back as the same number of 32 bits.

    A float of Python is rounded to 32 bits first, as a cast does.

    :raises LexicalError: where ``value`` is no number, or a finite one beyond the range of 32 bits.
    """
    if type(value) is not float:
        value = _as_float(value, "xs:float")
    single = to_float(value)
    if not isfinite(single):
        if isfinite(value):
            raise LexicalError(value, "xs:float", reason="it is beyond the range of 32 bits")
        return _lay_out(repr(value), value, SINGLE_POINT)
    text = _shortest_single(single)
    return _lay_out(text, single, SINGLE_POINT) if "e" in text else text


def _as_float(value: object, name: str) -> float:
    if isinstance(value, float):
        return float(value)
    if isinstance(value, int) and not isinstance(value, bool):
        try:
            number = float(value)
        except OverflowError:
            number = inf
        if number == value:
            return number
        raise LexicalError(value, name, reason="no number of its precision is equal to it")
    raise ValueTypeError(value, f"a float for {name}")


def _shortest_single(single: float) -> str:
    """Return the fewest digits that read back as ``single``, as repr would: with ``e`` where the point is far."""
    # Below the normal range digits are few, and the first that reads back is wanted; above it there is only one text
    # of six digits near enough, and it has no zeros at its end.
    start = 6 if abs(single) >= _SMALLEST_NORMAL_SINGLE or not single else 1
    # The numbers below a power of two are closer to it than those above: the nearest digits may be too far below it
    # where others, further away, are not too far above.
    is_power = abs(frexp(single)[0]) == 0.5  # noqa: PLR2004 - frexp's least mantissa
    for precision in range(start, SINGLE_POINT):
        text = f"{single:.{precision}g}"
        if to_float(float(text)) == single:
            return text
        if is_power:
            text = _next_away(f"{single:.{precision - 1}e}")
            if to_float(float(text)) == single:
                return text
    return f"{single:.{SINGLE_POINT}g}"


def _next_away(text: str) -> str:
    """Return the text of an ``e`` format that is one unit of its last digit further from zero."""
    mantissa, _, power = text.partition("e")
    whole, _, fraction = mantissa.partition(".")
    units = int(whole + fraction) + (-1 if whole.startswith("-") else 1)
    return f"{units}e{int(power) - len(fraction)}"


def _lay_out(text: str, value: float, point: int) -> str:
    """Return ``text``, with ``e`` or of no digits, as .NET writes it: with ``E`` where the point is at ``point``."""
    if not isfinite(value):
        return "NaN" if isnan(value) else "INF" if value > 0 else "-INF"
    mantissa, _, power = text.partition("e")
    sign = "-" if mantissa[0] == "-" else ""
    whole, _, fraction = mantissa.lstrip("-").partition(".")
    return general_format(sign, whole + fraction, int(power) + len(whole) - 1, point=point)
