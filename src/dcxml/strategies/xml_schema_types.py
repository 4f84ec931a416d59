"""Texts of the types of XML Schema for which .NET has a string: dates, parts of dates, tokens and names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from dcxml.strategies.primitives import texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hypothesis.strategies import SearchStrategy

    from dcxml.qname import QName

__all__ = ["xml_schema_examples", "xml_schema_texts"]

_ZONES: Final = st.sampled_from(["", "Z", "+02:00", "-11:30"])
_LETTERS: Final = "abcXYZé_"
_NAME_CHARACTERS: Final = f"{_LETTERS}0.-"


def xml_schema_texts(name: QName) -> SearchStrategy[str]:
    """Return the strategy of the texts of a type of XML Schema whose values are strings for .NET.

    There are none of ENTITY and ENTITIES: only a document type definition declares entities.
    """
    make = _TEXTS.get(name.name)
    return texts() if make is None else make()


def xml_schema_examples(name: QName) -> tuple[str, ...]:
    """Return a few texts of such a type, the simplest first."""
    return _EXAMPLES.get(name.name, ("", "0"))


def _dated(layout: str) -> Callable[[], SearchStrategy[str]]:
    """Return a maker of parts of dates: ``layout`` in the codes of strftime, then a time zone or none."""

    def make() -> SearchStrategy[str]:
        # A year has four digits whatever the platform's strftime makes of it.
        dates = st.dates().map(lambda date: date.strftime(layout.replace("%Y", f"{date.year:04}")))
        return st.tuples(dates, _ZONES).map("".join)

    return make


def _times() -> SearchStrategy[str]:
    return st.tuples(st.times().map(lambda time: time.isoformat()), _ZONES).map("".join)


def _tokens() -> SearchStrategy[str]:
    return texts().map(lambda text: " ".join(text.split(" "))).filter(lambda text: text == " ".join(text.split()))


def _ncnames() -> SearchStrategy[str]:
    rest = st.text(_NAME_CHARACTERS, max_size=8)
    return st.tuples(st.sampled_from(_LETTERS), rest).map("".join)


def _name_tokens() -> SearchStrategy[str]:
    return st.text(f"{_NAME_CHARACTERS}:", min_size=1, max_size=8)


def _listed(make: Callable[[], SearchStrategy[str]]) -> Callable[[], SearchStrategy[str]]:
    return lambda: st.lists(make(), min_size=1, max_size=3).map(" ".join)


_TEXTS: Final[Mapping[str, Callable[[], SearchStrategy[str]]]] = {
    "date": _dated("%Y-%m-%d"),
    "gYear": _dated("%Y"),
    "gYearMonth": _dated("%Y-%m"),
    "gMonth": _dated("--%m"),
    "gMonthDay": _dated("--%m-%d"),
    "gDay": _dated("---%d"),
    "time": _times,
    "hexBinary": lambda: st.binary(max_size=8).map(lambda data: data.hex().upper()),
    "normalizedString": _tokens,
    "token": _tokens,
    "language": lambda: st.sampled_from(["en", "de-CH", "zh-Hant-TW", "x-klingon"]),
    "Name": _ncnames,
    "NCName": _ncnames,
    "NMTOKEN": _name_tokens,
    "NMTOKENS": _listed(_name_tokens),
    "ID": _ncnames,
    "IDREF": _ncnames,
    "IDREFS": _listed(_ncnames),
    "ENTITY": st.nothing,
    "ENTITIES": st.nothing,
}

_EXAMPLES: Final[Mapping[str, tuple[str, ...]]] = {
    "date": ("2000-01-01", "2024-02-29Z", "9999-12-31+14:00"),
    "gYear": ("2000", "0001", "9999Z"),
    "gYearMonth": ("2000-01", "9999-12Z"),
    "gMonth": ("--01", "--12Z"),
    "gMonthDay": ("--01-01", "--02-29"),
    "gDay": ("---01", "---31Z"),
    "time": ("00:00:00", "23:59:59.999999Z"),
    "language": ("en", "zh-Hant-TW"),
    **dict.fromkeys(("Name", "NCName", "NMTOKEN", "NMTOKENS", "ID", "IDREF", "IDREFS"), ("a", "aa", "aaa", "aaaaaaaa")),
    "ENTITY": (),
    "ENTITIES": (),
}
