"""parse and format are inverse to each other over the whole of each type; what is no value of it is refused."""

# ruff: noqa: DTZ001 - a datetime without a zone is a value of its own here

from __future__ import annotations

import re
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from math import inf, nan
from struct import pack, unpack
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dcxml.errors import LexicalError
from dcxml.lexical import PRIMITIVES, DateTime, DBNull, Duration, FixedOffset
from dcxml.lexical.characters import XML_INVALID
from dcxml.lexical.date_time_text import format_date_time
from dcxml.lexical.floating import to_float
from dcxml.lexical.identity import identical_primitives
from dcxml.lexical.name_characters import is_ncname
from dcxml.lexical.qualified import format_qname, parse_qname, split_qname
from dcxml.lexical.system_uri import is_system_uri
from dcxml.lexical.zone import UTC
from dcxml.qname import XML, XS, QName

ROWS = {row.name.name: row for row in PRIMITIVES.values()}
RANGES = {
    "byte": (-(2**7), 2**7 - 1),
    "unsignedByte": (0, 2**8 - 1),
    "short": (-(2**15), 2**15 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "int": (-(2**31), 2**31 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "long": (-(2**63), 2**63 - 1),
    "unsignedLong": (0, 2**64 - 1),
}
characters = st.characters(exclude_categories=["Cs"]).filter(lambda character: not XML_INVALID.match(character))
zones = st.none() | st.just(UTC) | st.integers(-840, 840).map(FixedOffset)
date_times = st.builds(DateTime.from_ticks, st.integers(0, 3_155_378_975_999_999_999), zones)
decimals = st.builds(
    lambda units, scale: Decimal(units).scaleb(-scale) if units else Decimal((0, (0,), -scale)),
    st.integers(-(2**96) + 1, 2**96 - 1),
    st.integers(0, 28),
)


def exact_decimal(units: int, scale: int) -> Decimal:
    return Decimal((int(units < 0), tuple(map(int, str(abs(units)))), -scale))


VALUES = {
    "DBNull": st.just(DBNull),
    "boolean": st.booleans(),
    **{name: st.integers(low, high) for name, (low, high) in RANGES.items()},
    "float": st.floats(width=32),
    "double": st.floats(),
    "decimal": st.builds(exact_decimal, st.integers(-(2**96) + 1, 2**96 - 1), st.integers(0, 28)),
    "string": st.text(characters),
    "dateTime": date_times,
    "anyURI": st.text(characters, max_size=20).map(lambda text: f"http://x/{text}"),
    "base64Binary": st.binary(),
    "char": st.integers(0, 0xFFFF).map(chr),
    "duration": st.builds(Duration.from_ticks, st.integers(-(2**63), 2**63 - 1)),
    "guid": st.uuids(),
}
NO_TEXT = {"anyType", "DateTimeOffset", "QName"}


def test_every_row_has_values_here_or_no_text_of_its_own():
    assert set(ROWS) == set(VALUES) | NO_TEXT


@pytest.mark.parametrize("name", VALUES)
@given(data=st.data())
def test_what_is_written_is_read_back_identical(name, data):
    row, value = ROWS[name], data.draw(VALUES[name])
    text = row.format(value)
    assert identical_primitives(value, row.parse_dotnet(text))
    if name != "anyURI":  # whose values above .NET reads, but not all are valid
        assert identical_primitives(value, row.parse(text))
        assert text == row.format(row.parse(text))
    assert isinstance(row.parse_dotnet(text), row.python_type)


@pytest.mark.parametrize("row", PRIMITIVES.values(), ids=lambda row: row.name.name)
def test_a_default_is_of_the_type_or_none(row):
    assert row.is_value_type is (row.default is not None)
    assert row.default is None or type(row.default) is row.python_type


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("int", " +0007\n", 7),
        ("int", "-0", 0),
        ("long", "0" * 5000 + "9", 9),
        ("boolean", "\t1 ", True),
        ("double", "1e400", inf),
        ("double", "-0", -0.0),
        ("double", " NaN", nan),
        ("float", "16777217", 16777216.0),
        ("float", "16777217.0000000000001", 16777218.0),
        ("float", "16777218.9999999999999", 16777218.0),
        ("float", "3.4028235677973366e38", 3.4028234663852886e38),
        ("float", "1e39", inf),
        ("float", "-1e39", -inf),
        ("float", "3.40282356779733661637539395458142568448e38", inf),
        ("float", "1e400", inf),
        ("float", "-1e400", -inf),
        ("float", "-3.4028235677973366e38", -3.4028234663852886e38),
        ("float", "7.006492321624085e-46", 0.0),
        ("float", "7.0064923216240854e-46", 1.401298464324817e-45),
        ("decimal", "79228162514264337593543950335.4", Decimal(2**96 - 1)),
        ("decimal", "-0.00", Decimal("0.00")),
        ("decimal", "7.92281625142643375935439503355", Decimal("7.922816251426433759354395034")),
        ("decimal", "0.00000000000000000000000000005", Decimal("0E-28")),
        ("decimal", "+.5", Decimal("0.5")),
        ("decimal", "0.00000000000000000000000000015", Decimal("2E-28")),
        ("decimal", "-00.0", Decimal("0.0")),
        ("decimal", "9.99999999999999999999999999995", Decimal("10.000000000000000000000000000")),
        ("dateTime", "2025-12-15T20:08:15.00000015", DateTime(2025, 12, 15, 20, 8, 15, tick=2)),
        ("dateTime", "2025-12-31T23:59:59.99999999Z", DateTime(2026, 1, 1, tzinfo=UTC)),
        ("dateTime", "2025-12-15T20:08:15-00:00", DateTime(2025, 12, 15, 20, 8, 15, tzinfo=FixedOffset(0))),
        ("duration", "PT1.99999999S", Duration(seconds=1, microseconds=999_999, ticks=9)),
        ("duration", "PT0000000000036H", Duration(hours=36)),
        ("duration", "PT5.S", Duration(seconds=5)),
        ("duration", "PT.5S", Duration(ticks=5_000_000)),
        ("duration", "-PT0S", Duration()),
        ("guid", "AABBCCDD-EEFF-0011-2233-445566778899", UUID("aabbccdd-eeff-0011-2233-445566778899")),
        ("base64Binary", " A Q\nI D ", b"\1\2\3"),
        ("base64Binary", "", b""),
        ("char", " +55357 ", "\ud83d"),
    ],
)
def test_other_texts_of_a_value_are_read_in_both_modes(name, text, value):
    assert identical_primitives(value, ROWS[name].parse(text))
    assert identical_primitives(value, ROWS[name].parse_dotnet(text))


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("double", "+nan", nan),
        ("double", " -INFINITY ", -inf),
        ("double", ".", 0.0),
        ("double", "-.", -0.0),
        ("dateTime", "2025-12-15T20:08:15z", DateTime(2025, 12, 15, 20, 8, 15, tzinfo=UTC)),
        ("dateTime", "2025-12Z", DateTime(2025, 12, 1, tzinfo=UTC)),
        ("dateTime", "--02-29", DateTime(1904, 2, 29)),
        ("dateTime", "2025+02:00", DateTime(2025, 1, 1, tzinfo=FixedOffset(120))),
        ("dateTime", "\xa02025-12-15\x85", DateTime(2025, 12, 15)),
        ("dateTime", "2025-12-15T20:08:15+99:99", DateTime(2025, 12, 11, 15, 29, 15, tzinfo=FixedOffset(0))),
        ("dateTime", "2025-12-15T20:08:15+02:60", DateTime(2025, 12, 15, 20, 8, 15, tzinfo=FixedOffset(180))),
        ("dateTime", "0001-01-01T00:00:00+15:00", DateTime.min.replace(tzinfo=FixedOffset(0))),
        ("dateTime", "9999-12-31T23:59:59-15:00", DateTime.max.replace(tzinfo=FixedOffset(0))),
        ("duration", "P1Y13M", Duration(days=2 * 365 + 30)),
        ("duration", "PT.S", Duration()),
        ("guid", "{0x1,0x2,0x3,{0x4,0x5,0x6,0x7,0x8,0x9,0xa,0xb}}", UUID("00000001-0002-0003-0405-060708090a0b")),
        ("guid", " 0xabccdd-+eff-0011-2233-445566778899", UUID("00abccdd-0eff-0011-2233-445566778899")),
        ("guid", "{0x1,0x12345,0x3,{0x4,0x5,0x6,0x7,0x8,0x9,0xa,0xb}}", UUID("00000001-2345-0003-0405-060708090a0b")),
        ("base64Binary", "AQ==AR==AQIDAQI=", b"\1\1\1\2\3\1\2"),
    ],
)
def test_texts_that_only_dotnet_takes_are_read_in_its_mode(name, text, value):
    assert identical_primitives(value, ROWS[name].parse_dotnet(text))
    with pytest.raises(LexicalError):
        ROWS[name].parse(text)


@pytest.mark.parametrize("text", ["20:08:15", "---15", "--12", "--12--"])
def test_what_a_date_leaves_out_is_of_today(text):
    today, moment = datetime.now(), ROWS["dateTime"].parse_dotnet(text)  # noqa: DTZ005 - .NET asks the machine's clock
    expected = {"20:08:15": (today.month, today.day), "---15": (1, 15)}.get(text, (12, 1))
    assert abs(today - moment) < timedelta(days=367)
    assert expected == (moment.month, moment.day)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("int", "2147483648"),
        ("int", "-2147483649"),
        ("int", "\u0665"),
        ("int", "-"),
        ("int", "-\u0665"),
        ("int", "9" * 5000),
        ("unsignedByte", "-1"),
        ("decimal", "."),
        ("decimal", "79228162514264337593543950335.5"),
        ("decimal", "1" * 30),
        ("decimal", ""),
        ("double", "\u0661"),
        ("double", "in\u017f"),
        ("float", "1e"),
        ("dateTime", "9999-12-31T23:59:59.99999995"),
        ("dateTime", "2025-02-29T00:00:00"),
        ("dateTime", "2025-12-15T20:08:15."),
        ("dateTime", "2025-12-15x20:08:15"),
        ("dateTime", "2025-12-15T20:08:15.1\u0661"),
        ("dateTime", "2025-12-15T20:08:15.12345678x"),
        ("dateTime", "--02-30"),
        ("dateTime", "2025-W01-1T00:00:00"),
        ("dateTime", "20251215T20:08:15.12"),
        ("dateTime", "2025-12-15T20:08:15+2:00"),
        ("duration", "PT2147483648S"),
        ("duration", "P10675199DT2H48M5.4775808S"),
        ("duration", "P00000000000000001234567890123D"),
        ("duration", "PT"),
        ("guid", "aabbccdd-eeff-0011-2233-4455667788zz"),
        ("guid", "{0x1}"),
        ("guid", "{aabbccdd}"),
        ("guid", "(aabbccdd-eeff-0011-2233-445566778899}"),
        ("guid", "aabbccdd-ee ff-0011-2233-445566778899"),
        ("guid", "aabbccdd-eeff-0011-2233-44556677889-"),
        ("guid", "aabbccdd-0x+f-0011-2233-445566778899"),
        ("guid", "0x"),
        ("guid", "{0x1,0x2,0x3,{0x4,0x5,0x6,0x7,0x8,0x9,0xa,0x100}}"),
        ("base64Binary", "AQ"),
        ("base64Binary", "\xe9"),
        ("char", "65536"),
        ("char", "a"),
        ("boolean", "TRUE"),
        ("anyURI", "http://[bad"),
        ("anyURI", "x" * 65520),
        ("anyType", "5"),
        ("DateTimeOffset", "2020-01-01T00:00:00Z"),
    ],
)
def test_texts_that_neither_takes_are_refused(name, text):
    for parse in (ROWS[name].parse, ROWS[name].parse_dotnet):
        with pytest.raises(LexicalError) as caught:
            parse(text)
        assert text == caught.value.found


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("boolean", 1),
        ("boolean", "true"),
        ("int", True),
        ("int", 2**31),
        ("int", -(2**31) - 1),
        ("int", 1.0),
        ("int", "1"),
        ("unsignedLong", -1),
        ("float", 1e39),
        ("float", True),
        ("float", "1"),
        ("double", 2**53 + 1),
        ("double", 10**400),
        ("double", Decimal(1)),
        ("decimal", 1.5),
        ("decimal", True),
        ("decimal", Decimal("NaN")),
        ("decimal", Decimal("1E-29")),
        ("decimal", Decimal(2**96)),
        ("decimal", Decimal("7.9228162514264337593543950336")),
        ("decimal", Decimal("1E+29")),
        ("decimal", Decimal("1E+9999")),
        ("decimal", Decimal("Infinity")),
        ("string", None),
        ("string", "\0"),
        ("string", "\ud83d"),
        ("string", "\ufffe"),
        ("string", b"a"),
        ("dateTime", "2025-12-15"),
        ("dateTime", None),
        ("dateTime", datetime(2025, 1, 1, tzinfo=timezone(timedelta(hours=15)))),
        ("dateTime", DateTime(2025, 1, 1, tzinfo=FixedOffset(841))),
        ("dateTime", datetime(1900, 1, 1, tzinfo=ZoneInfo("Europe/Amsterdam"))),
        ("anyURI", None),
        ("anyURI", "\1"),
        ("anyURI", "http://["),
        ("base64Binary", "AQID"),
        ("char", "ab"),
        ("char", "\U0001f600"),
        ("char", 97),
        ("duration", 5),
        ("duration", timedelta.max),
        ("duration", Duration.min - Duration(ticks=1)),
        ("duration", Duration.max + Duration(ticks=1)),
        ("guid", "a"),
        ("QName", "n"),
        ("QName", QName("urn:x", "n")),
        ("QName", QName("", "a\0")),
        ("anyType", 5),
        ("DateTimeOffset", None),
    ],
)
def test_a_value_that_could_not_be_read_back_is_refused(name, value):
    with pytest.raises(LexicalError, match="is not"):
        ROWS[name].format(value)


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("double", 1, "1"),
        ("float", 16777216, "16777216"),
        ("decimal", 5, "5"),
        ("decimal", Decimal("1E+5"), "100000"),
        ("decimal", Decimal("-0.00"), "0.00"),
        ("decimal", Decimal("1E+28"), "1" + "0" * 28),
        ("double", 1e16, "10000000000000000"),
        ("double", 1e17, "1E+17"),
        ("double", 7.5299e20, "7.5299E+20"),
        ("double", 0.0001, "0.0001"),
        ("double", 0.00012345, "0.00012345"),
        ("double", 1.5e-5, "1.5E-05"),
        ("double", -1.2345e16, "-12345000000000000"),
        ("double", 123456789012345680.0, "1.2345678901234568E+17"),
        ("float", 1e9, "1E+09"),
        ("float", 100000000.0, "100000000"),
        ("float", 0.1, "0.1"),
        ("float", 123456.7, "123456.7"),
        ("float", 1e-45, "1E-45"),
        ("float", 2.0**-96, "1.2621775E-29"),  # 8 digits do from above, where the nearest 8, below, do not
        ("float", -(2.0**87), "-1.5474251E+26"),
        ("float", 1.2e-44, "1.3E-44"),
        ("float", -(2.0**-44), "-5.684342E-14"),
        ("float", 0.00012345, "0.00012345"),
        ("float", 8388608.0, "8388608"),
        ("float", -0.0, "-0"),
        ("float", -inf, "-INF"),
        ("dateTime", datetime(2025, 12, 15, 20, 8, 15, 941600, UTC), "2025-12-15T20:08:15.9416Z"),
        ("dateTime", datetime(2025, 1, 15, 12, tzinfo=ZoneInfo("Europe/London")), "2025-01-15T12:00:00+00:00"),
        ("dateTime", datetime(2025, 7, 15, 12, tzinfo=ZoneInfo("Europe/Berlin")), "2025-07-15T12:00:00+02:00"),
        ("dateTime", datetime(2025, 7, 15, 12, tzinfo=ZoneInfo("UTC")), "2025-07-15T12:00:00Z"),
        ("dateTime", datetime(1, 1, 1), "0001-01-01T00:00:00"),
        ("duration", timedelta(days=-1, seconds=1), "-PT23H59M59S"),
        ("duration", timedelta(minutes=1), "PT1M"),
        ("base64Binary", bytearray(b"\1"), "AQ=="),
        ("base64Binary", memoryview(b"\1"), "AQ=="),
        ("QName", QName("", "n"), "n"),
    ],
)
def test_values_of_plain_python_are_written_as_dotnet_would(name, value, text):
    assert text == ROWS[name].format(value)


def test_subclasses_of_plain_types_are_written_by_their_value():
    class Number(int):
        def __repr__(self):
            return "Number"

    class Real(float):
        def __repr__(self):
            return "Real"

    assert tuple(
        ROWS[name].format(value) for name, value in (("int", Number(5)), ("double", Real(1.5)), ("float", Real(1.5)))
    ) == ("5", "1.5", "1.5")


def test_a_zone_without_an_offset_is_no_zone():
    class Unknown(type(UTC).__mro__[1]):
        def utcoffset(self, _moment):
            return None

    assert format_date_time(datetime(2025, 1, 1, tzinfo=Unknown())) == "2025-01-01T00:00:00"


@given(st.floats(width=32, allow_nan=False, allow_infinity=False))
@example(2.0**-44)
def test_no_shorter_text_reads_back_as_the_same_float(value):
    digits = re.sub(r"E.*|[-.]", "", ROWS["float"].format(value)).strip("0")
    shorter = f"{value:.{max(len(digits) - 2, 0)}e}"
    assert len(digits) <= 1 or to_float(float(shorter)) != value
    assert value == unpack("<f", pack("<f", value))[0] == to_float(value)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (1, True, False),
        (1, 1.0, False),
        (nan, nan, True),
        (0.0, -0.0, False),
        (Decimal("1.0"), Decimal("1.00"), False),
        (Decimal("-0.0"), Decimal("0.0"), True),
        (timedelta(1), Duration(days=1), True),
        ("a", "a", True),
        (b"a", b"b", False),
        (datetime(2025, 1, 1), DateTime(2025, 1, 1), True),
        (datetime(2025, 1, 1), DateTime(2025, 1, 1, tick=1), False),
        (DateTime(2025, 1, 1, tzinfo=FixedOffset(900)), DateTime(2025, 1, 1, tzinfo=FixedOffset(900)), True),
        (DateTime(2025, 1, 1, 1, tzinfo=FixedOffset(960)), DateTime(2025, 1, 1, tzinfo=FixedOffset(900)), False),
    ],
)
def test_identity_is_equality_and_the_same_text(left, right, same):
    assert same is identical_primitives(left, right)


def test_qualified_names_are_split_read_and_written():
    namespaces = {None: "urn:d", "q": "urn:q"}
    assert [split_qname(text) for text in ("n", "q:n", "q:n:m", ":n")] == [
        (None, "n"),
        ("q", "n"),
        ("q", "n:m"),
        ("", "n"),
    ]
    assert QName("urn:d", "n") == parse_qname("n", namespaces, dotnet=False)
    assert QName("urn:q", "n") == parse_qname("q:n", namespaces, dotnet=False)
    assert QName(XML, "lang") == parse_qname("xml:lang", {}, dotnet=False)
    assert [QName("", "n"), QName("urn:d", ""), QName("urn:d", "n"), QName("urn:q", " n")] == [
        parse_qname(text, namespaces, dotnet=True) for text in ("bad:n", ":", ":n", "q: n")
    ]
    assert [
        format_qname(QName("urn:q", "n"), {"urn:q": "a"}),
        format_qname(QName("", "n"), {}),
        format_qname(QName("urn:d", "n"), {"urn:d": ""}),
    ] == ["a:n", "n", "n"]
    assert (QName("", "n"), QName("", "n")) == (ROWS["QName"].parse("n"), ROWS["QName"].parse_dotnet("bad:n"))
    assert [is_ncname(text) for text in ("\xe9-1", "1a", "", "a:b")] == [True, False, False, False]


@pytest.mark.parametrize(
    ("text", "reason"),
    [(" q:n ", ".NET does not trim it"), ("bad:n", "the prefix 'bad' is not declared"), ("q:", ""), (":n", "")],
)
def test_a_qualified_name_that_could_be_misread_is_refused(text, reason):
    with pytest.raises(LexicalError) as caught:
        parse_qname(text, {"q": "urn:q"}, dotnet=False)
    assert reason == caught.value.reason


def test_a_qualified_name_without_a_prefix_for_its_namespace_is_not_written():
    with pytest.raises(KeyError):
        format_qname(QName("urn:x", "n"), {})


TAKEN = [
    "news:",
    "urn:",
    "x-y:z",
    "http://[::1]",
    "//[bad",
    "//a:b",
    "ht_tp://[",
    "http://1.2.3",
    "http://-a-",
    "http:x",
    "http:/x",
    "file:",
    "mailto:",
    "uuid:x",
    "http://a.",
    "http://[::1]x",
    "http://[::1]:80",
    "http://[::1%25eth0]",
    "http://[1:2:3:4:5:6:7:8]",
    "http://[::1.2.3.4]",
    "http://[::1/64]",
    "file:///[",
    "file:///c|/x",
    "vsmacros://a",
    "c:",
    "c:/x",
    "c:\\x",
    "1:x",
    "http://a%20b@c",
    "http://:@a",
    "http://x:",
    "http://x:65535",
    "mailto:@b",
    "mailto:a@b.c?x@y",
    "ldap://",
    "http:\\\\x",
    "\\\\x",
    "\\\\[::1]",
    "\\\\a.",
    "\\\\-",
    "a+b://",
    "a+b://.",
    "a+b://..",
    "a+b://c:/x",
    "a+b:\\\\a",
    "http://é._",
    "http://😀",
    "http://a。b",
    "a|/",
    "1|xy",
    "file://c:/x",
    "http://a.-b.c",
    "file://a/b",
    "file:////",
    "file:\\x",
    "net.pipe://a",
    "net.tcp://a:80",
    "a+b:x",
    "a+b:////c:x",
    "ftp://a@b:21/",
]
REFUSED = [
    "http://[bad",
    "http://",
    "http:///x",
    "http://x:99999",
    "http://x:y",
    "http://x:-1",
    "mailto:a@@b",
    "http://a..b/",
    "http://.",
    "http://%",
    "c:x",
    "x:?",
    "a|b",
    "http://a\\b",
    "http://?",
    "http://:80",
    "http://@",
    "http://a@",
    "net.tcp://",
    "net.tcp://-a",
    "net.pipe://a:80",
    "file://[",
    "http://[12345::]",
    "http://[::/64]",
    "http://[v1.a]",
    "http://[1:2:3:4:5:6:7]",
    "http://[::1.2.3]",
    "http://[::1.2.3.256]",
    "http://[::1::2]",
    "http://[:1]",
    "http://[::1/64/6]",
    "http://[::1/123]",
    "http://[::1%a",
    "http://[::1.2.3.4.5]",
    "http://[::1:]",
    "http://[::12345%a]",
    "http://[1:2:3:4:5:6:7:8:9]",
    "http://[::1",
    "a+b://[",
    "a+b://...",
    "a+b://a\\b",
    "\\\\a?b",
    "\\\\a:80",
    "\\\\/",
    "\\\\[::1]:80",
    "\\\\[x",
    "file://c:x",
    "file://a:80",
    "http://é!b",
    "http://a.b..",
    "http://1.-a.-b",
    "http://-!",
]


@pytest.mark.parametrize(("text", "taken"), [(text, True) for text in TAKEN] + [(text, False) for text in REFUSED])
def test_system_uri_takes_all_but_a_malformed_authority(text, taken):
    assert taken is is_system_uri(text)


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("", True),
        (" \\\\[", True),
        ("a b", True),
        ("mailto:\t", False),
        ("a" * 1025 + "://a", False),
        ("x" * 65519, True),
        ("\U0001f600" * 32760, False),
        ("\U0001f600" * 32759, True),
        (f"http://{'a' * 64}.b", True),
        (f"http://{'a' * 300}", False),
        (f"http://{'a' * 63}.b", True),
        ("http://" + "\xe9" * 59, True),
        ("http://" + "\xe9" * 60 + ".!", False),
        ("http://\t", False),
        ("http://x: 80", False),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_system_uri_counts_and_trims(text, taken):
    assert taken is is_system_uri(text)


def test_the_table_is_known_without_a_parser():
    code = "import sys, dcxml.lexical; print([name for name in ('lxml', 'xmlschema') if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own
    assert result.stdout == "[]\n"
    assert QName(XS, "int") in PRIMITIVES


def test_the_characters_that_xml_cannot_carry_are_those_outside_the_production_char():
    char = re.compile("[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    assert [c for c in every if char.match(c) is None] == [c for c in every if XML_INVALID.match(c) is not None]
