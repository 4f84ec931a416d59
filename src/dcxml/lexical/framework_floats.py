"""The texts of xs:float and xs:double that .NET Framework writes, as do Mono and .NET Core up to 2.2: format ``"R"``.

They are 15 digits, or 7 of a float, where .NET's own parser reads the number back from them; else 17, or 9. That
parser (``NumberToDouble``) is not exact, so a few texts of 15 digits read back as a neighbour elsewhere.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from math import inf, isfinite
from struct import Struct
from typing import Final

from dcxml.lexical.floating import format_double, format_float, to_float
from dcxml.lexical.general_format import general_format

__all__ = ["format_framework_double", "format_framework_float", "framework_double"]

_DOUBLE_DIGITS: Final = (15, 17)
_SINGLE_DIGITS: Final = (7, 9)


def format_framework_double(value: float) -> str:
    """Return the text .NET Framework writes of an xs:double.

    :raises LexicalError: where ``value`` is anything else than a number a double can hold.
    """
    text = format_double(value)
    value = float(value)
    if not isfinite(value) or not value:
        return text
    few, many = _DOUBLE_DIGITS
    digits, exponent = _rounded(value, few)
    if framework_double(digits, exponent) == abs(value):
        return _lay_out(value, digits, exponent, point=few)
    return _lay_out(value, *_rounded(value, many), point=many)


def format_framework_float(value: float) -> str:
    """Return the text .NET Framework writes of an xs:float.

    :raises LexicalError: where ``value`` is no number, or a finite one beyond the range of 32 bits.
    """
    text = format_float(value)
    single = to_float(float(value))
    if not isfinite(single) or not single:
        return text
    few, many = _SINGLE_DIGITS
    digits, exponent = _rounded(single, few)
    if to_float(framework_double(digits, exponent)) == abs(single):
        return _lay_out(single, digits, exponent, point=few)
    return _lay_out(single, *_rounded(single, many), point=many)


def _lay_out(value: float, digits: str, exponent: int, *, point: int) -> str:
    return general_format("-" if value < 0 else "", digits, exponent, point=point)


def _rounded(value: float, precision: int) -> tuple[str, int]:
    """Return the first digits of a number, rounded half up, and the exponent of the first."""
    rounded = Context(prec=precision, rounding=ROUND_HALF_UP).create_decimal(Decimal(abs(value)))
    digits = "".join(map(str, rounded.as_tuple().digits)).ljust(precision, "0")
    return digits, rounded.adjusted()


# .NET's parser: 64 bits of mantissa, multiplied by at most two powers of ten, each of them with an error of its own.

_BITS: Final = 64
_TOP: Final = 1 << (_BITS - 1)
_LOW_HALF: Final = (1 << 32) - 1
_BEYOND: Final = 352
"""The power of ten from which on the parser does not look at the digits."""
_NORMAL: Final = 0x3FE
_INFINITE: Final = 0x7FF
_SMALLEST: Final = 0x8000000000000058
"""The least mantissa at which half the smallest number is rounded up to it."""
_DOUBLE: Final = Struct("<d")
_OCTETS: Final = Struct("<Q")


def framework_double(digits: str, exponent: int) -> float:
    """Return the double that .NET Framework reads: ``digits``, the first of which counts ``10 ** exponent``.

    They are 18 at most, for more are not read, and begin with one that is not zero.
    """
    number, scale = int(digits), exponent + 1 - len(digits)
    if abs(scale) >= _BEYOND:
        return inf if scale > 0 else 0.0
    binary = number.bit_length()
    mantissa = number << (_BITS - binary)
    for power, step in ((abs(scale) & 15, 1), (abs(scale) >> 4, 16)):
        if power:
            factor, shift = _powers(step if scale > 0 else -step)[power - 1]
            mantissa, lost = _normal(_lossy(mantissa, factor))
            binary += shift - lost
    return _from_mantissa(mantissa, binary)


def _from_mantissa(mantissa: int, binary: int) -> float:
    """Return the double of 64 bits behind the point, times ``2 ** binary``."""
    if mantissa & 0x400:
        mantissa += 0x3FF + (mantissa >> 11 & 1)
        if mantissa >> _BITS:
            mantissa, binary = mantissa >> 1, binary + 1
    biased = binary + _NORMAL
    if biased >= _INFINITE:
        return inf
    if biased > 0:
        return _of_bits((biased << 52) + (mantissa >> 11 & ~(1 << 52)))
    if biased == -52 and mantissa >= _SMALLEST:  # noqa: PLR2004 - one place below the last bit of a subnormal
        return _of_bits(1)
    return _of_bits(mantissa >> (12 - biased)) if biased > -52 else 0.0  # noqa: PLR2004 - as above; cut, not rounded


def _of_bits(bits: int) -> float:
    number: float = _DOUBLE.unpack(_OCTETS.pack(bits))[0]
    return number


def _lossy(left: int, right: int) -> int:
    """Return the upper half of a product of two 64 bit numbers, without what the lower parts would carry into it."""
    high, low = right >> 32, right & _LOW_HALF
    return (left >> 32) * high + ((left >> 32) * low >> 32) + ((left & _LOW_HALF) * high >> 32)


def _normal(mantissa: int) -> tuple[int, int]:
    """Return a mantissa with its top bit set, and by how many bits it was shifted for that."""
    return (mantissa, 0) if mantissa & _TOP else (mantissa << 1, 1)


@cache
def _powers(step: int) -> list[tuple[int, int]]:
    """Return the powers of ten that are multiples of ``step``, as a mantissa and a binary exponent.

    As in .NET's tables each is the one before times the first, rounded, so that the errors add up; the first of the
    powers by 16 is the last of those by 1.
    """
    if abs(step) == 1:
        first = (0xA << (_BITS - 4), 4) if step > 0 else (-(-(0x8 << _BITS) // 10), -3)
    else:
        first = _powers(step // abs(step))[-1]
    found = [first]
    for _ in range(15 if abs(step) == 1 else 20):
        product = found[-1][0] * first[0]
        mantissa, lost = _normal((product >> _BITS) + (product >> (_BITS - 1) & 1))
        found.append((mantissa, found[-1][1] + first[1] - lost))
    return found
