"""The running number of the help page's object generator: what it tells of nullable members.

ASP.NET Web API's ``ObjectGenerator`` numbers the simple members of an object from 1 in declaration order and shows
the number as the value of strings and numbers; for each ``Nullable<T>`` a fresh generator starts at 1 again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from dcxml.derivation.sample import SampleElement
    from dcxml.qname import QName

__all__ = ["Numbering", "numbering_of"]

_NUMBERED: Final = re.compile(r"sample string (\d+)|http://webapihelppage(\d+)\.com/?|(\d+)(?:\.1)?")
_SAMPLE_STRING: Final = re.compile(r"sample string \d+")
_PLAIN: Final = re.compile(r"[1-9]\d{0,5}")


@frozen
class Numbering:
    """What one object's numbers say: members that are ``Nullable``, and those that show their own number."""

    nullable: dict[QName, str]
    counted: dict[QName, str]


def numbering_of(element: SampleElement) -> Numbering:
    """Return what the numbers of a generated object tell; nothing where they are not the generator's."""
    if not element.is_generated:
        return Numbering({}, {})
    texts = {child.name: child.text for child in element.children if child.text is not None}
    ones = [name for name, text in texts.items() if text == "1"]
    taken = [text for text in texts.values() if text != "1" and _number(text) == "1"]
    numbers = [number for text in texts.values() if (number := _number(text)) is not None]
    if taken:
        why = f"shows 1, but the running number 1 is that of {taken[0]!r}: a fresh generator, so Nullable"
    elif len(ones) > 1:
        why = (
            f"shows 1, as {_count(len(ones) - 1)}; the running number gives 1 to one member of an object at most, "
            "a fresh generator to each Nullable"
        )
    else:
        why = ""
    nullable = dict.fromkeys(ones, why) if why else {}
    is_numbered = any(_SAMPLE_STRING.fullmatch(text) for text in texts.values())
    counted = {
        name: f"{text} is its running number among the object's members, so it is not Nullable"
        for name, text in texts.items()
        # A number beyond the count of members, or one shown twice, is the model's own.
        if is_numbered
        and text != "1"
        and _PLAIN.fullmatch(text)
        and numbers.count(text) == 1
        and int(text) <= len(element.children)
    }
    return Numbering(nullable, counted)


def _number(text: str) -> str | None:
    match = _NUMBERED.fullmatch(text)
    return None if match is None else match[1] or match[2] or match[3]


def _count(others: int) -> str:
    return "another member does" if others == 1 else f"{others} other members do"
