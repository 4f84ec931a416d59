"""Built-in types that XML Schema derives from others (Part 2, 3.4): which texts may say, by ``i:type``, to be one."""

from __future__ import annotations

import re
from typing import Final

from dcxml.errors import LexicalError
from dcxml.lexical.characters import WHITE_SPACE
from dcxml.lexical.table import PRIMITIVES
from dcxml.qname import SERIALIZATION, XS, QName

__all__ = ["is_of_derived_type"]

_CHAR, _CHAR_BASE = QName(SERIALIZATION, "char"), QName(XS, "int")
"""The schema of .NET gives ``char`` no bounds of its own."""
_BASES: Final = {
    **{
        QName(XS, name): QName(XS, base)
        for name, base in {
            "integer": "decimal",
            "long": "integer",
            "int": "long",
            "short": "int",
            "byte": "short",
            "nonNegativeInteger": "integer",
            "unsignedLong": "nonNegativeInteger",
            "unsignedInt": "unsignedLong",
            "unsignedShort": "unsignedInt",
            "unsignedByte": "unsignedShort",
            "positiveInteger": "nonNegativeInteger",
            "nonPositiveInteger": "integer",
            "negativeInteger": "nonPositiveInteger",
            "normalizedString": "string",
            "token": "normalizedString",
        }.items()
    },
    _CHAR: _CHAR_BASE,
    QName(SERIALIZATION, "guid"): QName(XS, "string"),
}
_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_SIGNS: Final = {
    QName(XS, "integer"): (-1, 0, 1),
    QName(XS, "nonNegativeInteger"): (0, 1),
    QName(XS, "positiveInteger"): (1,),
    QName(XS, "nonPositiveInteger"): (-1, 0),
    QName(XS, "negativeInteger"): (-1,),
}
"""The signs of the numbers of the types without bounds."""


def is_of_derived_type(text: str, name: QName, declared: QName) -> bool:
    """Tell whether XML Schema derives the type ``name`` from the ``declared`` one, and ``text`` is one of its texts.

    Of types of text, those whose texts are any: names and languages are left out, which no one says a string to be.
    """
    base = _BASES.get(name)
    while base not in (None, declared):
        base = _BASES.get(base)
    return base is not None and _is_text_of(text, name)


def _is_text_of(text: str, name: QName) -> bool:
    if name in _SIGNS:
        number = text.strip(WHITE_SPACE)
        return _INTEGER.fullmatch(number) is not None and _sign(number) in _SIGNS[name]
    name = _CHAR_BASE if name == _CHAR else name
    if name not in PRIMITIVES:
        return True
    try:
        PRIMITIVES[name].parse(text)
    except LexicalError:
        return False
    return True


def _sign(number: str) -> int:
    """Return -1, 0 or 1; the digits may be more than Python makes a number of."""
    if not number.strip("+-0"):
        return 0
    return -1 if number.startswith("-") else 1
