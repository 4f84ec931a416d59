"""The live runtime judges: what the rows write is what .NET writes, and what they read is what .NET reads.

Values and texts are random; each passes through a class of one member, as a leaf of a message does, and what .NET
has read it writes again: so its text tells its value.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from dcxml.contract import ClassDataContract, DataContractSet, DataMember
from dcxml.errors import LexicalError
from dcxml.lexical import PRIMITIVES, DateTime, Duration, FixedOffset
from dcxml.lexical.floating import to_float
from dcxml.lexical.zone import UTC
from dcxml.qname import QName
from support import dotnet

pytestmark = [pytest.mark.dotnet, pytest.mark.no_cover]

TEST = "urn:test"
ROWS = {
    row.name.name: row for row in PRIMITIVES.values() if row.name.name not in ("anyType", "DateTimeOffset", "QName")
}
FEW = settings(max_examples=60, deadline=None)


@pytest.fixture(scope="module")
def types():
    dotnet.require()
    classes = [
        ClassDataContract(name=QName(TEST, f"Of{name}"), members=(DataMember(name="V", type=row.name),))
        for name, row in ROWS.items()
    ]
    return dotnet.clr_types(DataContractSet(classes))


def reread(types, name: str, text: str) -> str | None:
    """Return the text .NET writes for the value it has read from ``text``, None where it does not read it."""
    root = etree.Element(f"{{{TEST}}}Of{name}", nsmap={None: TEST})
    etree.SubElement(root, f"{{{TEST}}}V").text = text
    try:
        written = types.read_write(etree.tostring(root), root=QName(TEST, f"Of{name}"), dialect="text")
    except dotnet.DotnetError:
        return None
    return etree.fromstring(written)[0].text or ""


def reformat(name: str, text: str) -> str | None:
    """Return the same of our own; a dateTime with an offset is shown at the runtime's zone, which is UTC."""
    row = ROWS[name]
    try:
        value = row.parse_dotnet(text)
    except LexicalError:
        return None
    if name == "dateTime" and isinstance(value.tzinfo, FixedOffset):
        try:
            value = value.astimezone(FixedOffset(0))
        except OverflowError:  # .NET stays within its range
            value = (DateTime.min if value.year == 1 else DateTime.max).replace(tzinfo=FixedOffset(0))
    return row.format(value)


def bits(width: int) -> st.SearchStrategy[float]:
    """Return numbers of every size, and those where digits are hardest to tell: next to powers of two."""
    powers = st.builds(lambda power, sign: sign * 2.0**power, st.integers(-149, 127), st.sampled_from([1, -1]))
    return st.floats(width=width) | (powers if width == 32 else st.integers(-1074, 1023).map(lambda power: 2.0**power))


VALUES = {
    "float": bits(32),
    "double": bits(64),
    "decimal": st.builds(
        lambda units, scale: Decimal((int(units < 0), tuple(map(int, str(abs(units)))), -scale)),
        st.integers(-(2**96) + 1, 2**96 - 1),
        st.integers(0, 28),
    ),
    "dateTime": st.builds(
        DateTime.from_ticks,
        st.integers(0, 3_155_378_975_999_999_999),
        st.none() | st.just(UTC) | st.just(FixedOffset(0)),
    ),
    "duration": st.builds(Duration.from_ticks, st.integers(-(2**63), 2**63 - 1)),
    "guid": st.uuids(),
    "base64Binary": st.binary(),
    "boolean": st.booleans(),
    "char": st.integers(0, 0xFFFF).map(chr),
    "long": st.integers(-(2**63), 2**63 - 1),
    "unsignedLong": st.integers(0, 2**64 - 1),
    "byte": st.integers(-128, 127),
    "string": st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")),
}


@pytest.mark.parametrize("name", VALUES)
@FEW
@given(data=st.data())
def test_dotnet_reads_our_text_and_writes_the_same(types, name, data):
    text = ROWS[name].format(data.draw(VALUES[name]))
    assert text == reread(types, name, text)


PIECES = {
    "boolean": ["true", "false", "0", "1", "TRUE"],
    "float": ["1", "16777217", "3.4028235677973366e38", "0.5", ".", "e", "E-4", "+", "-", "INF", "nan", "Infinity"],
    "double": ["1", "0.5", ".", "e", "E", "+", "-", "INF", "NaN", "99", "Infinity", "nan", "12345678901234567890"],
    "decimal": ["0", "1", "5", "9", ".", ".", "+", "-", "00000000", "99999999", "79228162514264337593543950335", "e1"],
    "dateTime": [
        "2025-12-15",
        "T20:08:15",
        "T24:00:00",
        ".5",
        ".94161645",
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
        "0001-01-01",
        "9999-12-31",
        "T23:59:59",
        "T23:59:60",
        "2025",
        "+99:99",
        ",5",
        "0",
        "--",
    ],
    "duration": [
        "P",
        "T",
        "1",
        "D",
        "H",
        "M",
        "S",
        ".5",
        "Y",
        "-",
        "10675199",
        "2H48M5.4775808S",
        "PT1S",
        "2147483648",
        ".",
        "W",
    ],
    "guid": [
        "aabbccdd-eeff-0011-2233-",
        "445566778899",
        "A",
        "{",
        "}",
        "(",
        ")",
        "-",
        "0x",
        "+",
        "aabbccdd-0xff-+011-2233-",
        "{0x1,0x2,0x30003,{0x4,0x5,0x6,0x7,0x8,0x9,0xa,0x",
        "b}}",
        ",",
        "aabbccddeeff00112233",
    ],
    "base64Binary": ["AQID", "AQ==", "AR==", "AQI=", "AQJ=", "=", "A", "-", "\xe9"],
    "int": ["0", "1", "2147483647", "+", "-", ".", "\u0663", "0000000000"],
    "unsignedByte": ["0", "1", "255", "+", "-", "6"],
    "char": ["65535", "0", "6", "+", "-"],
    "unsignedLong": ["0", "18446744073709551615", "1", "+", "-", "e3", ",000"],
    "anyURI": [
        "http:",
        "urn:",
        "file:",
        "mailto:",
        "net.tcp:",
        "ldap:",
        "//",
        "//",
        "/",
        "\\\\",
        "x",
        "a.b",
        ":",
        "80",
        "99999",
        "[",
        "]",
        "[::1]",
        "%41",
        "@",
        "?",
        "#",
        "..",
        "<",
        "\xe9",
        "-",
        "_",
        "|",
        "c:",
    ],
}


@pytest.mark.parametrize("name", PIECES)
@settings(FEW, max_examples=150)
@given(data=st.data())
def test_we_read_what_dotnet_reads_as_dotnet_reads_it(types, name, data):
    pieces = PIECES[name]
    text = data.draw(st.lists(st.sampled_from([*pieces, *pieces, " ", "\xa0"]), max_size=6).map("".join))
    expected, actual = reread(types, name, text), reformat(name, text)
    if name == "anyURI":  # whose text .NET changes
        expected, actual = expected is not None, actual is not None
    assert (text, expected) == (text, actual)


@FEW
@given(st.decimals(allow_nan=False, allow_infinity=False, places=33).filter(lambda value: abs(value) < 10**30))
@example(Decimal("7.92281625142643375935439503355"))
@example(Decimal("79228162514264337593543950335.5"))
@example(Decimal("0.00000000000000000000000000015"))
def test_digits_beyond_96_bits_are_rounded_alike(types, value):
    text = f"{value:f}"
    assert reread(types, "decimal", text) == reformat("decimal", text)


@FEW
@given(st.floats(2.0**-149, 3e38), st.sampled_from([0, 1, -1]))
def test_texts_next_to_the_middle_of_two_floats_are_rounded_once(types, value, beside):
    """The middle of two neighbours has more digits than a double shows; a unit far behind decides."""
    low = to_float(value)
    middle = Decimal(low) + (Decimal(to_float(low * (1 + 2**-23))) - Decimal(low)) / 2
    text = f"{middle:f}"
    text = {0: text, 1: f"{text if '.' in text else text + '.'}{'0' * 20}1", -1: f"{Decimal(text).next_minus():f}"}[
        beside
    ]
    assert reread(types, "float", text) == reformat("float", text)


@pytest.mark.parametrize("power", range(-149, 128))
def test_powers_of_two_are_written_alike(types, power):
    text = ROWS["float"].format(2.0**power)
    assert text == reread(types, "float", text)
