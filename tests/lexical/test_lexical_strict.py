"""The strict reader accepts what is valid for the schema type and what .NET reads, no more and no less.

libxml2 is the judge of validity, over the fixed Serialization schema; where it is wrong, the text is named here.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from lxml import etree

from dcxml.errors import LexicalError
from dcxml.lexical import PRIMITIVES
from dcxml.lexical.qualified import parse_qname
from dcxml.qname import SERIALIZATION, XS, QName

ROOT = Path(__file__).parent.parent.parent
SCHEMA = etree.XMLSchema(etree.parse(ROOT / "schemas" / "serialization" / "serialization.xsd"))
CASES = [
    json.loads(line) for line in (ROOT / "tests" / "data" / "dotnet-cases.jsonl").read_text("utf-8").split("\n") if line
]
ROWS = {row.clr_type.removeprefix("System.").removeprefix("Xml."): row for row in PRIMITIVES.values()}
TEXT_ROWS = [
    row for row in PRIMITIVES.values() if row.name.name not in ("anyType", "DBNull", "DateTimeOffset", "QName")
]

EMPTY_PORT = re.compile(r"//[^/?#]*:\s*(?:[/?#]|\Z)").search


def is_valid(row, text: str) -> bool:
    """Return libxml2's verdict; the Serialization schema has a global element for each type."""
    element = etree.Element(f"{{{SERIALIZATION}}}{row.name.name}", nsmap={"q": "urn:q", "i": "urn:i"})
    element.text = text
    return SCHEMA.validate(element)


def libxml2_is_wrong(row, text: str) -> bool:
    """Tell whether libxml2 is known to refuse what XML Schema allows."""
    if row.name.name == "dateTime":
        # Its seconds are a double, and become 60; and it does not collapse the white space of the type.
        return re.search(r":59\.9{14,}", text) is not None or text != text.strip(" \t\n\r")
    if row.name.name in ("float", "double"):
        return re.search(r"(INF|NaN)[ \t\n\r]+\Z", text) is not None
    return row.name.name == "anyURI" and EMPTY_PORT(text) is not None  # RFC 3986: port = *DIGIT


def accepts(parse, text: str) -> bool:
    try:
        parse(text)
    except LexicalError:
        return False
    return True


def check(row, text: str) -> None:
    expected = is_valid(row, text) and accepts(row.parse_dotnet, text)
    assert (row.name.name, text, expected) == (row.name.name, text, accepts(row.parse, text))
    if expected:
        assert repr(row.parse(text)) == repr(row.parse_dotnet(text))


PLAIN = re.compile(r"<V>([^<]*)</V>").fullmatch
CASES_OF_TEXT = [
    case
    for case in CASES
    if case["kind"] == "read-primitive"
    and PLAIN(case["element"])
    and "&#x" not in case["element"]
    and ROWS.get(case["clr_type"]) in TEXT_ROWS
]


@pytest.mark.parametrize("case", CASES_OF_TEXT, ids=lambda case: f"{case['clr_type']} {case['element']!r}")
def test_strict_accepts_what_libxml2_finds_valid_and_dotnet_reads(case):
    row, text = ROWS[case["clr_type"]], etree.fromstring(case["element"]).text or ""
    if libxml2_is_wrong(row, text):
        assert case["ok"] is accepts(row.parse, text)
    else:
        assert (case["ok"] and is_valid(row, text)) is accepts(row.parse, text)


def test_the_cases_of_text_are_many():
    assert len(CASES_OF_TEXT) == 233


ALPHABETS = {
    "boolean": ["true", "false", "0", "1", "TRUE"],
    "float": ["1", "0.5", ".", "e", "E", "+", "-", "INF", "NaN", "99", "Infinity", "nan"],
    "decimal": ["0", "1", "9", ".", "+", "-", "00000000", "99999999", "e1"],
    "dateTime": [
        "2025-12-15",
        "T20:08:15",
        "T24:00:00",
        ".5",
        ".9416164",
        ".99999999",
        "Z",
        "z",
        "+14:00",
        "-14:01",
        "+02:00",
        "-00:00",
        "-",
        "12025",
        "2025-02-29",
        "0000-01-01",
        "9999-12-31",
        "T23:59:59",
        "T23:59:60",
        "20:08:15",
        "--12",
        "2025",
        "+13:60",
        ",5",
        ".",
        "T20:08",
    ],
    "duration": ["P", "T", "1", "D", "H", "M", "S", ".5", "Y", "-", "10675199", "2H48M5.4775808S", "PT1S", ".", "W"],
    "guid": ["aabbccdd-eeff-0011-2233-", "445566778899", "A", "{", "}", "-", "0x", "+", "44556677889g", "٣"],
    "base64Binary": ["AQID", "AQ==", "AR==", "AQI=", "AQJ=", "=", "A", "-", "\xe9"],
    "anyURI": [
        "http:",
        "//",
        "x",
        ":",
        "80",
        "[",
        "]",
        "%41",
        "%",
        "a@",
        "/",
        "?",
        "#",
        "..",
        "<",
        "\xe9",
        "1",
        "urn:a",
    ],
    "string": ["a", "\xe9", "\U0001f600"],
}
INTEGERS = ["0", "1", "9", "+", "-", ".", "127", "128", "255", "256", "32768", "65535", "65536", "2147483648", "\u0663"]


def texts(row) -> st.SearchStrategy[str]:
    """Return texts that are nearly those of the row: pieces of them, and white space of two kinds."""
    name = "float" if row.name.name == "double" else row.name.name
    pieces = ALPHABETS.get(name, INTEGERS)
    return st.lists(st.sampled_from([*pieces, *pieces, " ", "\n", "\xa0"]), max_size=6).map("".join)


@pytest.mark.parametrize("row", TEXT_ROWS, ids=lambda row: row.name.name)
@given(data=st.data())
def test_strict_accepts_what_is_valid_and_what_dotnet_reads_for_any_text(row, data):
    text = data.draw(texts(row))
    assume(not libxml2_is_wrong(row, text))
    check(row, text)


NAMED = [
    ("double", "."),
    ("double", "-."),
    ("double", "+INF"),
    ("double", "1e400"),
    ("float", "3.4028235677973366e38"),
    ("dateTime", "2025-12-15T20:08:15z"),
    ("dateTime", "2025-12-15T24:00:00"),
    ("dateTime", "2025-12-15T20:08:15+14:01"),
    ("dateTime", "2025-12-15T20:08:15-00:00"),
    ("dateTime", "\xa02025-12-15T20:08:15"),
    ("dateTime", "12025-01-01T00:00:00"),
    ("dateTime", "2025-12-15T20:08:15.5+14:00"),
    ("dateTime", "2025-12-15T20:08:15+14:60"),
    ("duration", "PT.5S"),
    ("duration", "PT5.S"),
    ("duration", "P1Y"),
    ("duration", "-PT0S"),
    ("duration", "PT1M.5S"),
    ("duration", "P10675199DT2H48M5.4775808S"),
    ("duration", "-P10675199DT2H48M5.4775808S"),
    ("duration", "PT2147483648S"),
    ("guid", " aabbccdd-eeff-0011-2233-445566778899 "),
    ("guid", "AABBCCDD-EEFF-0011-2233-445566778899"),
    ("guid", "+abbccdd-eeff-0011-2233-445566778899"),
    ("char", "-1"),
    ("char", "65536"),
    ("int", "0000000000000000000007"),
    ("int", "-0"),
    ("unsignedInt", "-0"),
    ("unsignedLong", "-0"),
    ("unsignedByte", "+5"),
    ("base64Binary", "AR=="),
    ("base64Binary", "AQ==AQ=="),
    ("base64Binary", " A Q I\n D "),
    ("anyURI", ""),
    ("anyURI", "http://x/a b"),
    ("anyURI", "http://[bad"),
    ("anyURI", "%zz"),
    ("decimal", "1.0000000000000000000000000000"),
    ("decimal", "79228162514264337593543950335"),
    ("duration", "PT.S"),
    ("duration", "PT1H.S"),
    ("decimal", "5."),
    ("decimal", ".5"),
    ("decimal", "."),
    ("decimal", "-0.00"),
    ("decimal", "INF"),
]


@pytest.mark.parametrize(("name", "text"), NAMED)
def test_named_texts_are_judged_alike(name, text):
    check(next(row for row in TEXT_ROWS if row.name.name == name), text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("dateTime", "2025-12-15T20:08:59.99999999999999999999"),
        ("anyURI", "http://x:/"),
        ("double", "INF "),
        ("float", " NaN\n"),
        ("dateTime", " 2025-12-15T20:08:15Z"),
        ("dateTime", "2025-12-15T20:08:15\n"),
    ],
)
def test_texts_that_libxml2_refuses_against_the_schema_are_accepted(name, text):
    row = next(row for row in TEXT_ROWS if row.name.name == name)
    assert libxml2_is_wrong(row, text)
    assert not is_valid(row, text)
    assert accepts(row.parse_dotnet, text)
    assert accepts(row.parse, text)


QNAMES = PRIMITIVES[QName(XS, "QName")]


@given(
    st.lists(st.sampled_from(["q", ":", "n", "i", "1", "-", "\xe9", "\xb7", " ", "undeclared"]), max_size=4).map(
        "".join
    )
)
@example(" q:n ")
@example("n\n")
def test_a_qualified_name_is_valid_declared_and_means_the_same_to_dotnet(text):
    """White space around it is the one place where strict refuses what schema and .NET both take: .NET keeps it."""
    namespaces = {"q": "urn:q", "i": "urn:i"}
    expected = is_valid(QNAMES, text) and text == text.strip(" \n")
    assert expected is accepts(lambda text: parse_qname(text, namespaces, dotnet=False), text)
    if expected:
        assert parse_qname(text, namespaces, dotnet=True) == parse_qname(text, namespaces, dotnet=False)
