"""The texts of xs:float and xs:double that .NET Core 3.0 and 3.1 write: the shortest *inside* a number's interval.

Digits that lie half-way to the next number read back, if the number's own mantissa is even; .NET 5 takes them, Core 3
(``Number.Dragon4``) does not. Everywhere else the two agree.
"""

from __future__ import annotations

from fractions import Fraction
from math import frexp, isfinite
from typing import Final

from dcxml.lexical.floating import DOUBLE_POINT, SINGLE_POINT, format_double, format_float, to_float
from dcxml.lexical.general_format import general_format

__all__ = ["format_core_double", "format_core_float"]

_HALF: Final = Fraction(1, 2)
_LARGE: Final = 2.0**20
"""Below it the middle of two numbers has more digits than are ever written, float or double."""


def format_core_double(value: float) -> str:
    """Return the text .NET Core 3 writes of an xs:double.

    :raises LexicalError: where ``value`` is anything else than a number a double can hold.
    """
    text = format_double(value)
    return _inside(text, float(value), 53, DOUBLE_POINT)


def format_core_float(value: float) -> str:
    """Return the text .NET Core 3 writes of an xs:float.

    :raises LexicalError: where ``value`` is no number, or a finite one beyond the range of 32 bits.
    """
    text = format_float(value)
    return _inside(text, to_float(float(value)), 24, SINGLE_POINT)


def _inside(text: str, value: float, bits: int, point: int) -> str:
    """Return ``text``, or where it is on the border of the interval of a number of ``bits``, a text inside it."""
    if not isfinite(value) or abs(value) < _LARGE:
        return text
    exact = Fraction(abs(value))
    mantissa, exponent = frexp(abs(value))
    above = Fraction(2) ** (exponent - bits - 1)
    below = above / 2 if mantissa == 0.5 else above  # noqa: PLR2004 - frexp's least mantissa
    if exact - below < abs(Fraction(text)) < exact + above:
        return text
    digits, power = _digits(exact, below, above)
    return general_format("-" if value < 0 else "", digits, power, point=point)


def _digits(value: Fraction, below: Fraction, above: Fraction) -> tuple[str, int]:
    """Return digits nearer to ``value`` than ``below`` or ``above`` it, as few as there can be, and their exponent.

    This is the algorithm of Steele and White, in the order in which ``Number.Dragon4`` goes.
    """
    exponent = len(str(int(value))) - 1  # no value is below 1 here
    unit = Fraction(10) ** exponent
    number = 0
    while True:
        digit, rest = divmod(value, unit)
        number, value = number * 10 + digit, rest
        is_low, is_high = rest < below, rest + above > unit
        if is_low or is_high:
            break
        unit /= 10
    middle = unit * _HALF
    is_up = is_high if is_low != is_high else rest > middle or (rest == middle and number % 2 == 1)
    text = str(number)
    rounded = str(number + is_up)
    return rounded, exponent + len(rounded) - len(text)
