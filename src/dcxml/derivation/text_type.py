"""Choose the built-in type of a slot from the texts seen in it.

Derivation must not cost a byte: a type is chosen only where every text is the one that .NET writes for its value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import frozen

from dcxml.contract.primitives import PRIMITIVE_CONTRACTS
from dcxml.errors import LexicalError
from dcxml.qname import SERIALIZATION, XS, QName

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["STRING", "TextType", "canonical_texts", "choose_type", "is_readable", "show_type"]

STRING: Final = QName(XS, "string")
_CANDIDATES: Final = (
    QName(XS, "boolean"),
    QName(XS, "int"),
    QName(XS, "long"),
    QName(XS, "unsignedLong"),
    QName(XS, "decimal"),
    QName(XS, "double"),
    QName(XS, "dateTime"),
    QName(SERIALIZATION, "duration"),
    QName(SERIALIZATION, "guid"),
)
_ANY_URI: Final = QName(XS, "anyURI")
_DOUBLE: Final = QName(XS, "double")
_SAMPLE_STRING: Final = re.compile(r"sample string \d+")
_SAMPLE_URI: Final = re.compile(r"http://webapihelppage\d+\.com/?")
_SAMPLE_DOUBLE: Final = re.compile(r"\d+\.1")
_SHOWN: Final = 3
_LONGEST_SHOWN: Final = 40


@frozen
class TextType:
    """A choice: the type, and why; ``is_enumeration`` where the texts are names of an enumeration's members."""

    type: QName
    rule: str
    detail: str
    is_enumeration: bool = False


def choose_type(texts: Collection[str], *, is_generated: bool = False, is_named: bool = False) -> TextType:
    """Return the type for these texts.

    ``is_generated`` tells that a help page made them up, ``is_named`` that the slot's name is a contract's name: a
    lone identifier is then a member of an enumeration.
    """
    seen = _show(texts)
    made_up = [text for text in texts if _SAMPLE_STRING.fullmatch(text)]
    if made_up:
        detail = f"{_show(made_up)}: the help page writes 'sample string' and a number for a string"
        return TextType(STRING, "help page", detail)
    if all(map(_SAMPLE_URI.fullmatch, texts)):
        return TextType(_ANY_URI, "help page", f"{seen}: the help page makes such an address for a Uri")
    if is_generated and all(map(_SAMPLE_DOUBLE.fullmatch, texts)) and canonical_texts(_DOUBLE, texts):
        return TextType(_DOUBLE, "help page", f"{seen}: the help page adds 0.1 to the number of a float or double")
    for candidate in _CANDIDATES:
        if canonical_texts(candidate, texts):
            return TextType(candidate, "text", f"{seen}: as .NET writes {show_type(candidate)}")
    if (is_generated or is_named) and all(text.isidentifier() for text in texts):
        why = "the help page writes an enumeration so" if is_generated else "the element is named as a contract"
        return TextType(STRING, "identifier", f"{seen}: a lone identifier, and {why}", is_enumeration=True)
    return TextType(STRING, "text", f"{seen}: no other type would be written so")


def canonical_texts(type_: QName, texts: Collection[str]) -> bool:
    """Tell whether .NET writes each of the texts for the value it reads from it."""
    row = PRIMITIVE_CONTRACTS[type_].primitive
    try:
        return all(row.format(row.parse(text)) == text for text in texts)
    except LexicalError:
        return False


def is_readable(type_: QName, texts: Collection[str]) -> bool:
    """Tell whether each of the texts is in the lexical space of the type."""
    row = PRIMITIVE_CONTRACTS[type_].primitive
    try:
        for text in texts:
            row.parse(text)
    except LexicalError:
        return False
    return True


def show_type(type_: QName) -> str:
    """Return a type's name with its usual prefix: ``xs:int``, ``ser:guid``, the Clark form for others."""
    prefix = {XS: "xs", SERIALIZATION: "ser"}.get(type_.namespace)
    return f"{prefix}:{type_.name}" if prefix else type_.clark


def _show(texts: Collection[str]) -> str:
    some = [repr(text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…") for text in list(texts)[:_SHOWN]]
    more = len(texts) - len(some)
    return ", ".join(some) + (f" and {more} more" if more > 0 else "")
