"""Shapes to regular expressions, which match documents exactly as .NET writes them and nothing else.

Each quantifier is possessive and each alternative begins otherwise, so the time to match is linear in the document.
The groups of a slot, in their order: those of its content, one that tells nil, one that tells presence; a group that
takes part in the match is not empty, but for an empty text. The readers in ``reader_source`` count the same groups.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.codec.fast.shapes import Entries, Items, Members, Text
from dcxml.contract.model import SimpleDataContract
from dcxml.qname import XS

if TYPE_CHECKING:
    from dcxml.codec.fast.shapes import Slot

__all__ = ["entry_pattern", "literal", "pattern", "width", "width_of_content"]

# What XML 1.0 has, but for what .NET escapes in a text, and the ampersand, which begins a reference.
_CHARACTERS: Final = r"[^<>&\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]"
_TEXT: Final = _CHARACTERS.replace("&", "")
_DIGITS: Final = "[0-9]{1,20}+"
# Forms that all texts of a type as .NET writes them have; what of these is no such text, its parser refuses.
_FORMS: Final = {
    "boolean": "true|false",
    **dict.fromkeys(("byte", "short", "int", "long"), f"-?+{_DIGITS}"),
    **dict.fromkeys(("unsignedByte", "unsignedShort", "unsignedInt", "unsignedLong"), _DIGITS),
    "decimal": r"-?+[0-9]++\.?+[0-9]*+",
    "dateTime": "....-..-..T(?:[01].|2[0-3]):..:..[^<]*+",
}
_PARSED: Final = "[^<]++"
"""A text of which the parser of its type, or the list of an enumeration's texts, takes no more than .NET writes."""
_ESCAPED: Final = str.maketrans({character: f"\\{character}" for character in ".\\+*?[](){}|^$"})


def pattern(slot: Slot, *, captures: bool) -> str:
    """Return the expression of an element; without ``captures`` it has no groups, and only finds where one ends."""
    spelling = slot.spelling
    head = literal(spelling.head)
    nil = _group(literal(spelling.is_nil), captures=captures and slot.tells_nil)
    close = _group(">", captures=captures and slot.tells_presence)
    if slot.content is None:
        if not slot.is_nillable:
            return ""
        found = f"{head}{nil}>"
    else:
        inside = _content_pattern(slot.content, captures=captures)
        alternatives = [f"{literal(spelling.opens)}>{inside}{literal(spelling.close[:-1])}"]
        if slot.content.has_single_tag:
            alternatives.append(literal(spelling.is_empty))
        if slot.is_nillable:
            alternatives.append(nil)
        one = alternatives[0] if len(alternatives) == 1 else f"(?:{'|'.join(alternatives)})"
        found = f"{head}{one}{close}"
    return found if slot.is_required else f"(?:{found})?+"


def _content_pattern(content: Text | Members | Items | Entries, *, captures: bool) -> str:
    """Return the expression of what stands in an element."""
    match content:
        case Text():
            return _group(_text_pattern(content), captures=captures)
        case Members():
            return "".join(pattern(slot, captures=captures) for _, slot in content.slots)
        case Items():
            return _group(f"(?:{pattern(content.slot, captures=False)})*+", captures=captures)
        case Entries():
            return _group(f"(?:{entry_pattern(content, captures=False)})*+", captures=captures)


def entry_pattern(content: Entries, *, captures: bool) -> str:
    """Return the expression of one entry of a dictionary."""
    spelling = content.spelling
    inside = pattern(content.key, captures=captures) + pattern(content.value, captures=captures)
    return f"{literal(spelling.head + spelling.opens)}>{inside}{literal(spelling.close)}"


def width(slot: Slot) -> int:
    """Return how many groups the expression of a slot has."""
    own = slot.tells_nil + slot.tells_presence
    return own if slot.content is None else own + width_of_content(slot.content)


def width_of_content(content: Text | Members | Items | Entries) -> int:
    """Return how many groups the expression of a content has."""
    return sum(width(slot) for _, slot in content.slots) if isinstance(content, Members) else 1


def _text_pattern(text: Text) -> str:
    contract = text.contract
    if isinstance(contract, SimpleDataContract) or text.may_be_empty:
        return f"{_TEXT}*+" if text.may_be_empty else f"{_CHARACTERS}++"
    form = _FORMS.get(contract.name.name) if contract.name.namespace == XS else None
    return form or _PARSED


def _group(expression: str, *, captures: bool) -> str:
    if captures:
        return f"({expression})"
    return f"(?:{expression})" if "|" in expression else expression


def literal(text: str) -> str:
    """Return the expression of a text as it stands."""
    return text.translate(_ESCAPED)
