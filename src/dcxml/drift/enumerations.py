"""Enumerations compared: texts, the numbers behind them, what kind of enumeration it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.drift import rules
from dcxml.drift.comparison import change, type_text
from dcxml.drift.direction import MISREAD, REFUSED, UNHARMED, Reception
from dcxml.drift.renaming import NEAR, likeliest, nearness

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dcxml.contract.model import EnumDataContract
    from dcxml.drift.change import Change

__all__ = ["compare_enumerations"]


def compare_enumerations(old: EnumDataContract, new: EnumDataContract) -> Iterator[Change]:
    """Yield the changes of an enumeration."""
    name = new.name
    if old.is_open != new.is_open:
        was, now = ("open" if each.is_open else "closed" for each in (old, new))
        yield change(
            rules.OPEN_CHANGED,
            f"{name.name} is {now}, and was {was}",
            forward=REFUSED if new.is_open else UNHARMED,
            backward=REFUSED if old.is_open else UNHARMED,
            contract=name,
            was=was,
            now=now,
        )
    if old.is_flags != new.is_flags:
        was, now = ("flags" if each.is_flags else "an enumeration" for each in (old, new))
        yield change(
            rules.FLAGS_CHANGED,
            f"{name.name} is {now}, and was {was}",
            forward=_other_kind(new),
            backward=_other_kind(old),
            contract=name,
            was=was,
            now=now,
        )
    if old.base_type != new.base_type:
        was, now = str(type_text(old.base_type)), str(type_text(new.base_type))
        yield change(
            rules.UNDERLYING_TYPE_CHANGED,
            f"{name.name} is of the type {now}, and was of {was}",
            contract=name,
            was=was,
            now=now,
        )
    yield from _texts(old, new)
    yield from _numbers(old, new)


def _other_kind(writer: EnumDataContract) -> Reception:
    """Return what flags make of one text, or what an enumeration makes of several or none."""
    if writer.is_flags:
        return REFUSED
    has_spaces = any(" " in member.name for member in writer.members) or writer.is_open
    if has_spaces:
        return REFUSED
    # The empty text, which an enumeration may have, is none of the flags.
    return MISREAD if any(not member.name for member in writer.members) else UNHARMED


def _texts(old: EnumDataContract, new: EnumDataContract) -> Iterator[Change]:
    were, are = _by_text(old), _by_text(new)
    gone = [text for text in were if text not in are]
    come = [text for text in are if text not in were]
    renamed = _renamed(old, new, gone, come)
    keeps_new, keeps_old = (UNHARMED if each.is_open else REFUSED for each in (old, new))
    for text in gone:
        if text not in renamed:
            message = f"the text {text!r} is gone"
            yield change(
                rules.VALUE_REMOVED, message, backward=keeps_old, contract=new.name, member=text, was=str(were[text])
            )
    for text in come:
        before = next((each for each, now in renamed.items() if now == text), None)
        if before is None:
            message = f"the text {text!r} is new"
            yield change(
                rules.VALUE_ADDED, message, forward=keeps_new, contract=new.name, member=text, now=str(are[text])
            )
            continue
        yield change(
            rules.VALUE_RENAMED,
            f"the text {before!r} seems to be {text!r} now",
            forward=keeps_new,
            backward=keeps_old,
            contract=new.name,
            member=text,
            was=before,
            now=text,
        )


def _renamed(old: EnumDataContract, new: EnumDataContract, gone: list[str], come: list[str]) -> dict[str, str]:
    """Return the new text of each value that seems to have one: of the same number, or nearly the same text."""
    were, are = _by_text(old), _by_text(new)
    knows_numbers = not old.is_open and not new.is_open
    return likeliest(
        (near + (were[was] == are[now]), was, now)
        for was in gone
        for now in come
        if (near := nearness(was, now)) >= NEAR or (knows_numbers and were[was] == are[now])
    )


def _numbers(old: EnumDataContract, new: EnumDataContract) -> Iterator[Change]:
    were, are = _by_text(old), _by_text(new)
    common = [text for text in are if text in were]
    changed = [text for text in common if were[text] != are[text]]
    before = [text for text in were if text in are]
    # The members of an open enumeration are numbered as they were seen.
    is_reordered = before != common and (not changed or (old.is_open and new.is_open))
    if changed and not is_reordered:
        is_other_zero = old.zero != new.zero and not (old.is_open or new.is_open)
        reception = MISREAD if is_other_zero else UNHARMED
        spelled = ", ".join(f"{text!r} {were[text]} → {are[text]}" for text in changed)
        zero = f"; the default is {_shown(new.zero)}, and was {_shown(old.zero)}" if is_other_zero else ""
        yield change(
            rules.VALUES_CHANGED,
            f"the numbers of {new.name.name} are others: {spelled}{zero}",
            forward=reception,
            backward=reception,
            contract=new.name,
            was=", ".join(f"{text}={were[text]}" for text in changed),
            now=", ".join(f"{text}={are[text]}" for text in changed),
        )
    if is_reordered:
        yield change(
            rules.VALUES_REORDERED,
            f"the texts of {new.name.name} are declared in another order",
            contract=new.name,
            was=", ".join(before),
            now=", ".join(common),
        )


def _by_text(contract: EnumDataContract) -> Mapping[str, int]:
    return {member.name: member.value for member in contract.members}


def _shown(text: str | None) -> str:
    return "no text" if text is None else repr(text)
