"""The layout of .NET's general format (``"G"``, ``"R"``): plain digits, or ``E`` where the point is far from them."""

from __future__ import annotations

__all__ = ["general_format"]

_MOST_LEADING_ZEROS = 4
"""How many zeros may stand before the first digit, that before the point included."""


def general_format(sign: str, digits: str, exponent: int, *, point: int) -> str:
    """Return a number as .NET lays it out: ``digits``, the first of which counts ``10 ** exponent``, after ``sign``.

    ``point`` is the exponent from which on the number is written with ``E``, a sign and two digits at least.
    """
    digits = digits.rstrip("0")
    if exponent >= point or exponent < -_MOST_LEADING_ZEROS:
        tail = f".{digits[1:]}" if len(digits) > 1 else ""
        return f"{sign}{digits[0]}{tail}E{'-' if exponent < 0 else '+'}{abs(exponent):02d}"
    if exponent < 0:
        return f"{sign}0.{'0' * (-exponent - 1)}{digits}"
    whole, fraction = digits[: exponent + 1], digits[exponent + 1 :]
    return f"{sign}{whole.ljust(exponent + 1, '0')}{'.' if fraction else ''}{fraction}"
