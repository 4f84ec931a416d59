"""Shapes to regular expressions, which match documents exactly as .NET writes them and nothing else.

Each quantifier is possessive, and of alternatives that do not begin otherwise the first that matches is the only one,
so the time to match is linear in the document. The groups of a slot, in their order: those of its content, one that
tells nil, one that tells presence, one with the identity that it refers to, one with the whole element where its start
tag tells a kind; a group that takes part in the match is not empty, but for an empty text. The readers in
``reader_source`` count the same groups.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.codec.fast.shapes import Entries, Items, Members, Text, slots_of
from dcxml.contract.model import SimpleDataContract
from dcxml.qname import XS

if TYPE_CHECKING:
    from dcxml.codec.fast.shapes import Choice, Content, Kind, References, Slot

__all__ = [
    "IDENTIFIED",
    "REFERRING",
    "TYPED",
    "content_pattern",
    "entry_pattern",
    "kind_pattern",
    "literal",
    "pattern",
    "width",
    "width_of_content",
]

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
TYPED: Final = ' i:type="'
"""What is in each start tag that names a type."""
IDENTIFIED: Final = ' z:Id="'
"""What is before the identity of an object."""
REFERRING: Final = ' z:Ref="'
"""What is before the identity of an object that an element refers to."""
_PARSED: Final = "[^<]++"
"""A text of which the parser of its type, or the list of an enumeration's texts, takes no more than .NET writes."""
_ESCAPED: Final = str.maketrans({character: f"\\{character}" for character in ".\\+*?[](){}|^$"})


def pattern(slot: Slot, *, captures: bool) -> str:
    """Return the expression of an element; without ``captures`` it has no groups, and only finds where one ends."""
    found = [_usual_pattern(slot, captures=captures)] if slot.content is not None or slot.is_nillable else []
    if slot.others is not None and slot.others.references is not None:
        found.append(_reference_pattern(slot.others.references, captures=captures))
    if slot.others is not None:
        found.append(_group(_choice_pattern(slot, slot.others), captures=captures))
    if not found:
        return ""
    one = found[0] if len(found) == 1 else f"(?>{'|'.join(found)})"
    return one if slot.is_required else f"(?:{one})?+"


def _usual_pattern(slot: Slot, *, captures: bool) -> str:
    """Return the expression of an element whose start tag tells no kind."""
    spelling = slot.spelling
    head = literal(spelling.head)
    nil = _group(literal(spelling.is_nil), captures=captures and slot.tells_nil)
    close = _group(">", captures=captures and slot.tells_presence)
    if slot.content is None:
        return f"{head}{nil}>"
    inside = content_pattern(slot.content, captures=captures)
    alternatives = [f"{literal(spelling.opens)}>{inside}{literal(spelling.close[:-1])}"]
    if slot.content.has_single_tag:
        alternatives.append(literal(spelling.is_empty))
    if slot.is_nillable:
        alternatives.append(nil)
    one = alternatives[0] if len(alternatives) == 1 else f"(?:{'|'.join(alternatives)})"
    return f"{head}{one}{close}"


def content_pattern(content: Content, *, captures: bool) -> str:
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


def _choice_pattern(slot: Slot, choice: Choice) -> str:
    """Return the expression of an element whose start tag names a type or an identity.

    Which, and what is in it, is left to the kind's own expression (`kind_pattern`): so the expressions of kinds that
    hold each other are no longer than they are many.
    """
    close = slot.spelling.close
    inside = f"{_up_to(close, _levels_in_kinds(choice, close))}{literal(close)}"
    told = ""
    if slot.content is not None:  # so that what is usual, too, can be told by what is in the start tag
        marks = (TYPED,) if choice.references is None else (TYPED, IDENTIFIED, REFERRING)
        told = f"(?=[^<>]*(?:{'|'.join(map(literal, marks))}))"
    return f"{literal(slot.spelling.head)}{told} [^<>]*+>(?:(?<=/>)|{inside})"


def _reference_pattern(references: References, *, captures: bool) -> str:
    """Return the expression of an element that refers to an object."""
    return f"{literal(references.before)}{_group('i[0-9]{1,9}+', captures=captures)}{literal(references.after)}"


def _up_to(close: str, levels: int) -> str:
    """Return the expression of all that is before an end tag, with so many levels of elements of its name in it."""
    name = literal(close[2:-1])
    if levels == 0:
        return f"(?:[^<]++|<(?!/{name}>))*+"
    inside = f"{_up_to(close, levels - 1)}</{name}>"
    return f"(?:[^<]++|<(?!/?{name}[ />])|<{name}(?=[ />])[^<>]*+(?:(?<=/)>|>{inside}))*+"


def _levels_of(content: Content | None, close: str) -> int:
    """Return how many levels of elements with this end tag may be in a content."""
    levels = max((_levels_at(slot, close) for slot in slots_of(content)), default=0)
    return levels + (isinstance(content, Entries) and content.spelling.close == close)


def _levels_at(slot: Slot, close: str) -> int:
    levels = _levels_of(slot.content, close)
    if slot.others is not None:
        levels = max(levels, _levels_in_kinds(slot.others, close))
    return levels + (slot.spelling.close == close)


def _levels_in_kinds(choice: Choice, close: str) -> int:
    known = choice.levels.get(close)
    if known is None:
        levels = (_levels_of(kind.content, close) for kind in choice.kinds)
        known = choice.levels[close] = max(levels, default=0)
    return known


def kind_pattern(kind: Kind) -> str:
    """Return the expression of what is behind the start tag of an element of this kind."""
    return f"{content_pattern(kind.content, captures=True)}{literal(kind.spelling.close)}"


def entry_pattern(content: Entries, *, captures: bool) -> str:
    """Return the expression of one entry of a dictionary."""
    spelling = content.spelling
    inside = pattern(content.key, captures=captures) + pattern(content.value, captures=captures)
    return f"{literal(spelling.head + spelling.opens)}>{inside}{literal(spelling.close)}"


def width(slot: Slot) -> int:
    """Return how many groups the expression of a slot has."""
    own = slot.tells_nil + slot.tells_presence + slot.may_refer + (slot.others is not None)
    return own if slot.content is None else own + width_of_content(slot.content)


def width_of_content(content: Content) -> int:
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
