"""Mutations of texts: one row for each text of a built-in type, an enumeration or a facet that needs a judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.contract import EnumDataContract, PrimitiveDataContract, SimpleDataContract
from dcxml.contract.primitives import DATE_TIME_OFFSET
from dcxml.lexical.integers import INTEGER_RANGES
from dcxml.qname import SERIALIZATION, XS, QName
from dcxml.strategies.mutations.model import Change, Effect, Mutation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dcxml.contract import Facet
    from dcxml.strategies.mutations.places import Place

__all__ = ["LEXICAL"]

_BOOLEAN: Final = (QName(XS, "boolean"),)
_INTEGERS: Final = tuple(
    QName(XS, name)
    for name in ("byte", "unsignedByte", "short", "unsignedShort", "int", "unsignedInt", "long", "unsignedLong")
)
_DECIMAL: Final = (QName(XS, "decimal"),)
_FLOATS: Final = (QName(XS, "double"), QName(XS, "float"))
_CHAR: Final = (QName(SERIALIZATION, "char"),)
_DATE_TIME: Final = (QName(XS, "dateTime"),)
_DURATION: Final = (QName(SERIALIZATION, "duration"), QName(XS, "duration"))
_SER_DURATION: Final = _DURATION[:1]
_GUID: Final = (QName(SERIALIZATION, "guid"),)
_URI: Final = (QName(XS, "anyURI"),)
_BASE64: Final = (QName(XS, "base64Binary"),)
_QNAME: Final = (QName(XS, "QName"),)
_STRING: Final = (QName(XS, "string"),)
_SPACES: Final = (*_BOOLEAN, *_INTEGERS, *_DECIMAL, *_FLOATS, *_CHAR, *_DATE_TIME, *_SER_DURATION)
_VALID, _INVALID = True, False
_SAME, _OTHER, _THROWS = Effect.SAME, Effect.OTHER, Effect.THROWS


def _is_part_of_offset(place: Place) -> bool:
    """Tell whether a place is in a DateTimeOffset, whose two parts mean something together only."""
    return place.owner is not None and place.owner.contract.name == DATE_TIME_OFFSET


def _of(*types: QName) -> Callable[[Place], bool]:
    def applies(place: Place) -> bool:
        is_plain = isinstance(place.simplest, PrimitiveDataContract) and not isinstance(
            place.contract, SimpleDataContract
        )
        return place.has_content and is_plain and place.contract.name in types and not _is_part_of_offset(place)

    return applies


def _written(text: str | Callable[[Place], str]) -> Callable[[Place], Change]:
    def edit(place: Place) -> Change:
        before = place.element.text or ""
        after = text if isinstance(text, str) else text(place)
        place.element.text = after
        return Change(element=place.element, before=before, after=after)

    return edit


def _row(  # noqa: PLR0913, PLR0917 - a row of the table
    id: str,  # noqa: A002 - the column's name
    types: tuple[QName, ...],
    text: str | Callable[[Place], str],
    schema_valid: bool,  # noqa: FBT001 - a column
    effect: Effect,
    code: str | None,
    what: str,
) -> Mutation:
    return Mutation(
        id=id,
        family="lexical",
        what=what,
        schema_valid=schema_valid,
        effect=effect,
        code=code,
        applies=_of(*types),
        edit=_written(text),
    )


def _above(place: Place) -> str:
    return str(INTEGER_RANGES[place.contract.name].stop)


def _below(place: Place) -> str:
    return str(INTEGER_RANGES[place.contract.name].start - 1)


def _most(place: Place) -> str:
    return str(INTEGER_RANGES[place.contract.name].stop - 1)


def _least(place: Place) -> str:
    return str(INTEGER_RANGES[place.contract.name].start)


def _spaced(place: Place) -> str:
    return f" {place.element.text}\n"


def _upper(place: Place) -> str:
    return (place.element.text or "").upper()


def _bare(place: Place) -> str:
    return (place.element.text or "").replace("-", "")


def _texts() -> Iterator[Mutation]:
    """Yield the rows of the built-in types."""
    row = _row
    yield row("spaces", _SPACES, _spaced, _VALID, _SAME, None, "white space around a value")
    yield row("bool-capital", _BOOLEAN, "True", _INVALID, _THROWS, "DC030", "a bool as Python writes it")
    yield row("bool-1", _BOOLEAN, "1", _VALID, _SAME, None, "a bool as a number")
    yield row("int-overflow-above", _INTEGERS, _above, _INVALID, _THROWS, "DC031", "one more than the greatest")
    yield row("int-overflow-below", _INTEGERS, _below, _INVALID, _THROWS, "DC031", "one less than the least")
    yield row("int-greatest", _INTEGERS, _most, _VALID, _SAME, None, "the greatest integer")
    yield row("int-least", _INTEGERS, _least, _VALID, _SAME, None, "the least integer")
    yield row("int-plus", _INTEGERS, "+5", _VALID, _SAME, None, "an integer with a sign")
    yield row("int-zeros", _INTEGERS, "007", _VALID, _SAME, None, "an integer with zeros before it")
    yield row("int-fraction", _INTEGERS, "5.0", _INVALID, _THROWS, "DC031", "an integer with a fraction")
    yield row("int-letters", _INTEGERS, "abc", _INVALID, _THROWS, "DC031", "letters for an integer")
    yield row("int-thousands", _INTEGERS, "1,0", _INVALID, _THROWS, "DC031", "an integer with thousands apart")
    yield row("int-unicode-digit", _INTEGERS, "\u0663", _INVALID, _THROWS, "DC031", "a digit that is not ASCII")
    yield row(
        *("decimal-29-digits", _DECIMAL, "79228162514264337593543950336", _VALID, _THROWS, "DC032"),
        "one more than the greatest System.Decimal",
    )
    yield row("decimal-exponent", _DECIMAL, "1e5", _INVALID, _THROWS, "DC032", "a decimal with an exponent")
    yield row(
        *("decimal-30-digits", _DECIMAL, "1.00000000000000000000000000001", _VALID, _OTHER, "DC043"),
        "a decimal with more digits than System.Decimal holds",
    )
    yield row("decimal-zeros", _DECIMAL, "+01.50", _VALID, _SAME, None, "a decimal with a sign and zeros")
    yield row("double-INF", _FLOATS, "INF", _VALID, _SAME, None, "infinity")
    yield row("double-plus-INF", _FLOATS, "+INF", _INVALID, _THROWS, "DC033", "infinity with a sign")
    yield row("double-Infinity", _FLOATS, "Infinity", _INVALID, _SAME, "DC033", "infinity in .NET's word")
    yield row("double-1e400", _FLOATS, "1e400", _VALID, _SAME, None, "a number beyond the range: infinity")
    yield row("double-NaN", _FLOATS, "NaN", _VALID, _SAME, None, "no number")
    yield row("double-nan", _FLOATS, "nan", _INVALID, _SAME, "DC033", "no number, in small letters")
    yield row("double-exponent", _FLOATS, "1e+2", _VALID, _SAME, None, "a number as Python writes it")
    yield row("double-comma", _FLOATS, "1,5", _INVALID, _THROWS, "DC033", "a comma for the point")
    yield row("char-above", _CHAR, "65536", _VALID, _THROWS, "DC034", "more than a UTF-16 unit")
    yield row("char-below", _CHAR, "-1", _VALID, _THROWS, "DC034", "less than a UTF-16 unit")
    yield row("char-letter", _CHAR, "a", _INVALID, _THROWS, "DC034", "the character itself")
    yield row("guid-upper", _GUID, _upper, _VALID, _SAME, None, "a guid in capital letters")
    yield row("guid-braces", _GUID, lambda p: f"{{{p.element.text}}}", _INVALID, _SAME, "DC037", "a guid in braces")
    yield row("guid-no-dashes", _GUID, _bare, _INVALID, _SAME, "DC037", "a guid without hyphens")
    yield row("guid-spaces", _GUID, _spaced, _INVALID, _SAME, "DC037", "a guid between white space")
    yield row(
        *("guid-unicode-digit", _GUID, "66d630dd-753e-4a94-92d0-61769\u0662d98ce5", _VALID, _THROWS, "DC037"),
        "a guid with a digit that is not ASCII",
    )
    yield row("guid-broken", _GUID, "66d630dd-753e", _INVALID, _THROWS, "DC037", "a guid cut off")
    yield from _dates()
    yield from _durations()
    yield row("base64-space", _BASE64, "AQ ID", _VALID, _SAME, None, "base64 with a space")
    yield row("base64-unpadded", _BASE64, "AQ", _INVALID, _THROWS, "DC039", "base64 without its padding")
    yield row("base64-url-safe", _BASE64, "-_-_", _VALID, _THROWS, "DC039", "the alphabet of URLs, which libxml2 takes")
    yield row("base64-twice", _BASE64, "AQ==AQ==", _INVALID, _SAME, "DC039", "two texts of base64 in one")
    yield row("uri-relative", _URI, "rel/path", _VALID, _SAME, None, "a relative URI")
    yield row("uri-broken", _URI, "http://[bad", _INVALID, _THROWS, "DC038", "a URI that is none")
    yield row("qname-unbound", _QNAME, "none:n", _INVALID, _OTHER, "DC040", "a name with a prefix that is not declared")
    yield row("string-spaces", _STRING, "  two\n\tlines  ", _VALID, _SAME, None, "white space in a text")
    yield row("string-64k", _STRING, "x" * 65_536, _VALID, _SAME, None, "a long text")
    yield row("string-surrogates", _STRING, "\U0001f600", _VALID, _SAME, None, "a character beyond the first plane")


def _dates() -> Iterator[Mutation]:
    day = "2025-12-15"
    for id_, text, is_valid, effect, code, what in (
        ("date-only", day, _INVALID, _SAME, "DC035", "a date without a time"),
        ("date-24h", f"{day}T24:00:00", _VALID, _THROWS, "DC035", "midnight as hour 24"),
        ("date-second-60", f"{day}T20:08:60", _INVALID, _THROWS, "DC035", "a leap second"),
        ("year-10000", "10000-01-01T00:00:00", _VALID, _THROWS, "DC035", "a year of five digits"),
        ("year-0000", "0000-01-01T00:00:00", _INVALID, _THROWS, "DC035", "the year 0"),
        ("date-space", f"{day} 20:08:15", _INVALID, _THROWS, "DC035", "a space for the T"),
        ("date-no-seconds", f"{day}T20:08", _INVALID, _THROWS, "DC035", "a time without seconds"),
        ("leap-day", "2025-02-29T00:00:00", _INVALID, _THROWS, "DC035", "the 29th of February of another year"),
        ("8-digit-fraction", f"{day}T20:08:15.12345678", _VALID, _OTHER, "DC043", "eight digits of a second"),
        ("7-digit-fraction", f"{day}T20:08:15.1234567", _VALID, _SAME, None, "seven digits of a second"),
        ("fraction-zeros", f"{day}T20:08:15.1000000000", _VALID, _SAME, None, "zeros behind the digits of a second"),
        ("offset-14", f"{day}T20:08:15+14:00", _VALID, _SAME, None, "the greatest offset"),
        ("offset-15", f"{day}T20:08:15+15:00", _INVALID, _SAME, "DC035", "an offset beyond the greatest"),
        ("offset-minus-14", f"{day}T20:08:15-14:00", _VALID, _SAME, None, "the least offset"),
        ("offset-minus-15", f"{day}T20:08:15-15:00", _INVALID, _SAME, "DC035", "an offset beyond the least"),
        ("offset-short", f"{day}T20:08:15+02", _INVALID, _THROWS, "DC035", "an offset without minutes"),
        ("no-offset", f"{day}T20:08:15", _VALID, _SAME, None, "a time of no zone"),
    ):
        yield _row(id_, _DATE_TIME, text, is_valid, effect, code, what)


def _durations() -> Iterator[Mutation]:
    for id_, text, is_valid, effect, code, what in (
        ("duration-P1Y", "P1Y", _INVALID, _OTHER, "DC036", "a year, which is 365 days to .NET"),
        ("duration-P1M", "P1M", _INVALID, _OTHER, "DC036", "a month, which is 30 days to .NET"),
        ("duration-P", "P", _INVALID, _THROWS, "DC036", "a duration of nothing"),
        ("duration-PT", "PT", _INVALID, _THROWS, "DC036", "a time of nothing"),
        ("duration-negative", "-PT1.5S", _VALID, _SAME, None, "a duration back in time"),
        ("duration-36-hours", "PT36H", _VALID, _SAME, None, "more hours than a day has"),
        ("duration-greatest", "P10675199DT2H48M5.4775807S", _VALID, _SAME, None, "the greatest System.TimeSpan"),
        ("duration-above", "P10675199DT2H48M5.4775808S", _INVALID, _THROWS, "DC036", "one tick more than the greatest"),
        ("duration-8-digits", "PT0.00000001S", _VALID, _OTHER, "DC043", "eight digits of a second"),
        ("duration-clock", "00:00:01", _INVALID, _THROWS, "DC036", "a time as a clock shows it"),
    ):
        yield _row(id_, _SER_DURATION, text, is_valid, effect, code, what)


def _closed(place: Place, *, is_flags: bool) -> bool:
    contract = place.contract
    if not isinstance(contract, EnumDataContract) or not place.has_content:
        return False
    return contract.is_flags is is_flags and not contract.is_open and bool(contract.members)


def _is_enumeration(place: Place) -> bool:
    return _closed(place, is_flags=False)


def _is_flags(place: Place) -> bool:
    return _closed(place, is_flags=True)


def _names(place: Place) -> list[str]:
    contract = place.contract
    assert isinstance(contract, EnumDataContract)  # noqa: S101 - it applies to nothing else
    return [member.name for member in contract.members if member.name]


def _enumerations() -> Iterator[Mutation]:
    for id_, applies, text, is_valid, effect, code, what in (
        ("enum-case", _is_enumeration, lambda p: _names(p)[0].swapcase(), _INVALID, _THROWS, "DC026", "another case"),
        ("enum-unknown", _is_enumeration, lambda _: "Unheard", _INVALID, _THROWS, "DC026", "a value of no enumeration"),
        ("enum-number", _is_enumeration, lambda _: "0", _INVALID, _THROWS, "DC026", "the number of a value"),
        ("enum-spaces", _is_enumeration, lambda p: f" {_names(p)[0]} ", _INVALID, _THROWS, "DC026", "spaces around"),
        ("flags-unknown", _is_flags, lambda _: "Unheard", _INVALID, _THROWS, "DC026", "a flag that is none"),
        ("flags-comma", _is_flags, lambda p: ", ".join(_names(p)[:2]), _INVALID, _THROWS, "DC026", "commas"),
        ("flags-enum-spaces", _is_flags, lambda p: f"  {_names(p)[0]}  ", _VALID, _SAME, None, "spaces around flags"),
        ("flags-repeat", _is_flags, lambda p: f"{_names(p)[0]} {_names(p)[0]}", _VALID, _SAME, None, "a flag twice"),
        ("flags-tab", _is_flags, lambda p: "\t".join(_names(p)[:2]), _VALID, _THROWS, "DC026", "a TAB between flags"),
    ):
        yield Mutation(
            id=id_,
            family="lexical",
            what=what,
            schema_valid=is_valid,
            effect=effect,
            code=code,
            applies=applies,
            edit=_written(text),
        )


def _most_characters(place: Place) -> Facet | None:
    contract = place.contract
    facets = contract.facets if isinstance(contract, SimpleDataContract) and place.has_content else ()
    return next((facet for facet in facets if facet.name == "maxLength"), None)


def _too_long(place: Place) -> str:
    facet = _most_characters(place)
    assert facet is not None  # noqa: S101 - it applies to nothing else
    return "x" * (int(facet.value) + 1)


def _facets() -> Iterator[Mutation]:
    yield Mutation(
        id="facet-max-length",
        family="lexical",
        what="a text that is longer than a facet allows",
        schema_valid=False,
        effect=Effect.SAME,
        code="DC042",
        applies=lambda place: _most_characters(place) is not None,
        edit=_written(_too_long),
    )


def _offsets() -> Iterator[Mutation]:
    def row(id: str, part: str, text: str, code: str | None, what: str) -> Mutation:  # noqa: A002 - the column's name
        return Mutation(
            id=id,
            family="lexical",
            what=what,
            schema_valid=True,
            effect=Effect.THROWS if code else Effect.SAME,
            code=code,
            applies=lambda place: _is_part_of_offset(place) and str(place.element.tag).endswith(f"}}{part}"),
            edit=_written(text),
        )

    yield row("offset-minutes-840", "OffsetMinutes", "840", None, "an offset of 14 hours")
    yield row("offset-minutes-841", "OffsetMinutes", "841", "DC031", "an offset beyond 14 hours")
    yield row("offset-minutes-least", "OffsetMinutes", "-32768", "DC031", "the least number of minutes")
    yield row("offset-with-zone", "DateTime", "2025-12-15T20:08:15+14:00", None, "a moment with an offset of its own")


LEXICAL: Final = (*_texts(), *_offsets(), *_enumerations(), *_facets())
