"""Values of the built-in types: one strategy per row of the primitive table, over all that XML Schema and .NET share.

What a row's text cannot tell apart is made once: decimals have no negative zero.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st

from dcxml.binding.values import AnyValue
from dcxml.codec.anything import natural_type
from dcxml.contract.primitives import DATE_TIME_OFFSET, DB_NULL, EXPORTED_CLASSES
from dcxml.lexical import DateTime, DateTimeOffset, DBNull, Duration, FixedOffset
from dcxml.lexical.zone import UTC
from dcxml.qname import SERIALIZATION, XS, QName
from dcxml.strategies.extremes import extreme_values

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hypothesis.strategies import SearchStrategy

__all__ = ["any_values", "date_times", "entry_names", "primitive_values", "texts"]

_ANY_TYPE: Final = QName(XS, "anyType")
_QNAME: Final = QName(XS, "QName")
_USUAL: Final = (QName(XS, "string"), QName(XS, "int"), QName(XS, "string"), QName(XS, "string"))
"""What an object holds more often than anything else."""
_TICKS_PER_SECOND: Final = 10**7
_TICKS_PER_MINUTE: Final = 60 * _TICKS_PER_SECOND
_LAST_TICK: Final = 3_155_378_975_999_999_999
"""``DateTime.MaxValue.Ticks``."""
_MOST_MINUTES: Final = 14 * 60
_NOT_XML: Final = "".join(map(chr, {*range(0x20), 0xFFFE, 0xFFFF} - {0x9, 0xA, 0xD}))
_UNRESERVED: Final = "abcdefghijklmnopqrstuvwxyz0123456789-_"
# URIs by RFC 3986: libxml2 refuses a namespace that is none, an IRI included.
_NAMESPACES: Final = ("", "urn:dcxml", "http://tempuri.org/", "http://a/?b=1&c='2'", XS, SERIALIZATION)


def primitive_values(name: QName) -> SearchStrategy[Any]:
    """Return the strategy of the values of a built-in type, all of which its schema type and .NET accept.

    :raises LookupError: where the primitive table has no such row.
    """
    strategy = _STRATEGIES.get(name)
    if strategy is None:
        reason = f"{name.clark} is not a built-in type"
        raise LookupError(reason)
    if name == _ANY_TYPE:  # each object is one of its own
        return strategy()
    return strategy() | st.sampled_from([value for _, value in extreme_values(name)])


def texts(*, min_size: int = 0, max_size: int | None = None) -> SearchStrategy[str]:
    """Return the strategy of texts that XML 1.0 can carry: TAB, LF, CR and characters beyond U+FFFF included."""
    # Not by codec="utf-8": Hypothesis would try a million characters where it has no table of them yet.
    characters = st.characters(exclude_categories=["Cs"], exclude_characters=_NOT_XML)
    return st.text(characters, min_size=min_size, max_size=max_size)


def entry_names() -> SearchStrategy[str]:
    """Return the strategy of the names that an ISerializable may give its entries, encoded or not."""
    plain = st.from_regex(r"[A-Za-z_][A-Za-z0-9_.\-]{0,8}", fullmatch=True)
    return plain | st.sampled_from(("a b", "1x", "<Name>k__BackingField", "a:b", "Ünï", "日本", "\U0001f600"))


@st.composite
def date_times(draw: st.DrawFn, *, offsets: SearchStrategy[int] | None = None) -> DateTime:
    """Draw an xs:dateTime in ticks: without a zone, with ``Z`` or with ``±hh:mm``, its moment within years 1 to 9999.

    ``offsets`` are minutes from UTC, up to 14 hours either way unless given.
    """
    kind = draw(st.sampled_from(("Unspecified", "Utc", "Local")))  # System.DateTimeKind
    if kind != "Local":
        return DateTime.from_ticks(draw(_ticks(0, _LAST_TICK)), UTC if kind == "Utc" else None)
    minutes = draw(st.integers(-_MOST_MINUTES, _MOST_MINUTES) if offsets is None else offsets)
    shift = minutes * _TICKS_PER_MINUTE
    local = draw(_ticks(max(0, shift), min(_LAST_TICK, _LAST_TICK + shift)))
    return DateTime.from_ticks(local, FixedOffset(minutes))


def any_values(*, values: Mapping[QName, SearchStrategy[Any]] | None = None) -> SearchStrategy[Any]:
    """Return the strategy of what an xs:anyType may hold without known types: any built-in value with its type.

    None is not among them; an empty ``object`` is. To .NET DateTimeOffset and DBNull are known types.
    ``values`` gives the strategy of a built-in type by name, in place of that of `primitive_values`.
    """
    names = [name for name in _STRATEGIES if name != _ANY_TYPE and name not in EXPORTED_CLASSES]
    typed = {name: _typed_values(name, values or {}) for name in names}
    plain_objects = st.builds(AnyValue, st.none(), st.just(_ANY_TYPE))  # each one of its own
    return plain_objects | st.sampled_from([*names, *_USUAL]).flatmap(typed.__getitem__)


def _typed_values(name: QName, values: Mapping[QName, SearchStrategy[Any]]) -> SearchStrategy[Any]:
    strategy = values.get(name)
    if strategy is None:
        # .NET cannot write a name without a namespace in an xs:anyType: it declares the default namespace twice.
        strategy = _qnames(_NAMESPACES[1:]) if name == _QNAME else primitive_values(name)
    return strategy.map(lambda value: value if natural_type(value) == name else AnyValue(value, name))


def _ticks(low: int, high: int) -> SearchStrategy[int]:
    """Return ticks of any size, and as often whole seconds and milliseconds: fractions are written trimmed."""
    return st.one_of(
        *(st.integers(-(-low // unit), high // unit).map(unit.__mul__) for unit in (_TICKS_PER_SECOND, 10**4)),
        st.integers(low, high),
    )


def _integers(bits: int, *, is_signed: bool) -> Callable[[], SearchStrategy[int]]:
    low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if is_signed else (0, 2**bits - 1)
    return lambda: st.integers(low, high)


@st.composite
def _decimals(draw: st.DrawFn) -> Decimal:
    """Draw what ``System.Decimal`` can hold: 96 bits, 0 to 28 digits after the point, and the scale counts."""
    coefficient = draw(st.integers(-(2**96) + 1, 2**96 - 1))
    scale = draw(st.integers(0, 28))
    return Decimal((coefficient < 0, [int(digit) for digit in str(abs(coefficient))], -scale))


@st.composite
def _date_time_offsets(draw: st.DrawFn) -> DateTimeOffset:
    minutes = draw(st.integers(-_MOST_MINUTES, _MOST_MINUTES))
    shift = minutes * _TICKS_PER_MINUTE
    instant = draw(_ticks(max(0, -shift), min(_LAST_TICK, _LAST_TICK - shift)))
    return DateTimeOffset(DateTime.from_ticks(instant, UTC), minutes)


def _durations() -> SearchStrategy[Duration]:
    return _ticks(-(2**63), 2**63 - 1).map(Duration.from_ticks)


def _qnames(namespaces: Sequence[str] = _NAMESPACES) -> SearchStrategy[QName]:
    # Letters that are name characters in every edition of XML 1.0: .NET follows the fourth, libxml2 the fifth.
    names = st.from_regex(r"[A-Za-z_À-ÖΔ-ΡΣ-Ωж-я一-龥][A-Za-z0-9_.\-À-Öж-я]{0,8}", fullmatch=True)
    return st.builds(QName, st.sampled_from(namespaces), names)


def _octets_in_percent(text: str) -> str:
    return "".join(f"%{octet:02X}" for octet in text.encode())


@st.composite
def _uris(draw: st.DrawFn) -> str:
    """Draw an xs:anyURI as text, absolute or relative; none that a ``System.Uri`` would refuse."""
    word = st.text(_UNRESERVED, min_size=1, max_size=8)
    segment = (
        word
        | st.sampled_from(("A~b", ".", "..", "ünï", "%20"))
        | st.characters(exclude_categories=["Cs"], min_codepoint=0x80).map(_octets_in_percent)
    )
    path = "/".join(draw(st.lists(segment, max_size=4)))
    query = draw(st.just("") | word.map("?q={}".format))
    fragment = draw(st.just("") | word.map("#{}".format))
    host = draw(st.from_regex(r"[a-z][a-z0-9]{0,8}(\.[a-z]{2,3})?", fullmatch=True))
    start = draw(
        st.sampled_from(("", "/", f"http://{host}/", f"https://{host.upper()}:8080/", f"ftp://{host}/", f"urn:{host}:"))
    )
    return f"{start}{path}{query}{fragment}"


_STRATEGIES: Final[dict[QName, Callable[[], SearchStrategy[Any]]]] = {
    QName(XS, "boolean"): st.booleans,
    QName(XS, "byte"): _integers(8, is_signed=True),
    QName(XS, "unsignedByte"): _integers(8, is_signed=False),
    QName(XS, "short"): _integers(16, is_signed=True),
    QName(XS, "unsignedShort"): _integers(16, is_signed=False),
    QName(XS, "int"): _integers(32, is_signed=True),
    QName(XS, "unsignedInt"): _integers(32, is_signed=False),
    QName(XS, "long"): _integers(64, is_signed=True),
    QName(XS, "unsignedLong"): _integers(64, is_signed=False),
    QName(XS, "float"): lambda: st.floats(width=32),
    QName(XS, "double"): st.floats,
    QName(XS, "decimal"): _decimals,
    QName(XS, "string"): texts,
    QName(XS, "dateTime"): date_times,
    QName(XS, "anyURI"): _uris,
    QName(XS, "base64Binary"): st.binary,
    _QNAME: _qnames,
    QName(SERIALIZATION, "char"): lambda: st.integers(0, 0xFFFF).map(chr),
    QName(SERIALIZATION, "duration"): _durations,
    QName(SERIALIZATION, "guid"): lambda: st.uuids(allow_nil=True),
    DATE_TIME_OFFSET: _date_time_offsets,
    DB_NULL: lambda: st.just(DBNull),
    _ANY_TYPE: any_values,
}
