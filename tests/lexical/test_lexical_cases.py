"""What .NET itself wrote and read of each built-in type, case by case, against the rows of the primitive table.

Escaping, nil, i:type, child elements and namespaces in scope are the codec's; the cases about them are named here.
"""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from struct import pack, unpack
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from lxml import etree

from dcxml.errors import LexicalError
from dcxml.lexical import PRIMITIVES, DateTime, Duration
from dcxml.lexical.date_time_offset import DateTimeOffset, date_time_offset_from_parts, date_time_offset_parts
from dcxml.lexical.qualified import format_qname, parse_qname
from dcxml.lexical.zone import UTC as Z
from dcxml.lexical.zone import FixedOffset
from dcxml.qname import SERIALIZATION, XS, XSI, QName, clr_namespace
from dcxml.xmlio import parse_document

DATA = Path(__file__).parent.parent / "data"
CASES = [json.loads(line) for line in (DATA / "dotnet-cases.jsonl").read_text("utf-8").split("\n") if line]
WRITTEN = [case for case in CASES if case["kind"] == "write-primitive"]
READ = [case for case in CASES if case["kind"] == "read-primitive"]

ROWS = {row.clr_type.removeprefix("System.").removeprefix("Xml."): row for row in PRIMITIVES.values()}
DAY_OF_CASES = date(2026, 11, 22)
"""The day the cases were taken: what .NET adds to a time without a date."""

DATE_TIME_OFFSET = clr_namespace("System")


def _id(case: dict[str, str]) -> str:
    return f"{case['clr_type']} {case.get('value', case.get('element'))!r}"


# --- written ---------------------------------------------------------------------------------------------------------


def _codecs_written(case: dict[str, str]) -> str | None:
    """Return why a written case has no text of one built-in value, or None."""
    if case["value"] == "null":
        return "nil"
    if case["clr_type"] in ("Object", "ValueType", "IComparable", "Array", "Enum"):
        return "i:type"
    if case["clr_type"].endswith("[]") and case["clr_type"] != "Byte[]":
        return "items are elements"
    if case["value"] == "Monday":
        return "an enumeration"
    if case["clr_type"] == "String" and "EXC" in case["xmlwriter"]:
        return "not a character of XML 1.0"
    return None


WRITTEN_HERE = [case for case in WRITTEN if _codecs_written(case) is None]
CANONICAL_URIS = {
    "http://x": "http://x/",
    "HTTP://Example.COM:80/a b/%7E\xfc?q=1&r=<>#f": "http://example.com/a%20b/~%C3%BC?q=1&r=%3C%3E#f",
    "rel/p a?x=1": "rel/p%20a?x=1",
    "http://m\xfcnchen.de/\xfc": "http://m\xfcnchen.de/%C3%BC",
    "file:///c:/x y": "file:///c:/x%20y",
    "http://x/a%20b%2Fc/../d": "http://x/d",
}
"""The URIs whose text .NET changes when it writes them; here a URI keeps its text."""

DOUBLES = {"Infinity": "inf", "-Infinity": "-inf"}
OFTEN_ROUNDED = {"3.4028235E+38": 3.4028234663852886e38, "-3.4028235E+38": -3.4028234663852886e38}


def _row_of(case: dict[str, str]):
    if case["clr_type"] != "Nullable`1":
        return ROWS[case["clr_type"]]
    kinds = {
        "5": "Int32",
        "True": "Boolean",
        "00000000-0000-0000-0000-000000000000": "Guid",
        "x": "Char",
        "1.0": "Decimal",
        "01/01/2020 00:00:00": "DateTime",
        "00:00:00": "TimeSpan",
        "01/01/2020 00:00:00 +00:00": "DateTimeOffset",
        "0.1": "Double",
    }
    return ROWS[kinds[case["value"]]]


def _value_of(case: dict[str, str]) -> object:  # noqa: C901, PLR0911 - one line for each type
    """Return the Python value of a written case, made from the CLR's own description of it."""
    row, value = _row_of(case), case["value"]
    match row.clr_type.removeprefix("System."):
        case "Boolean":
            return value == "True"
        case "Double" | "Single":
            return OFTEN_ROUNDED.get(value) or float(DOUBLES.get(value, value))
        case "Decimal":
            return Decimal(value)
        case "DateTime":
            return _moment_of(value)
        case "DateTimeOffset":
            if value.startswith("01/01/2020"):
                value = "2020-01-01T00:00:00.0000000+00:00"
            return DateTimeOffset.from_datetime(DateTime.fromisoformat(value))
        case "TimeSpan":
            return _span_of(value)
        case "Guid":
            return UUID(value)
        case "Byte[]":
            return {"empty": b"", "1": b"\1", "4": b"\1\2\3\xff", "100": bytes(100)}[value]
        case "Xml.XmlQualifiedName":
            namespace, _, name = value.rpartition(":")
            return QName(namespace, name)
        case "Char" | "String" | "Uri":
            return value
        case _:
            return int(value)


def _moment_of(value: str) -> DateTime:
    if value == "01/01/2020 00:00:00":
        return DateTime(2020, 1, 1)
    kind, _, text = value.partition(" ")
    moment = DateTime.fromisoformat(text)
    if kind == "Local":
        offset = moment.utcoffset()
        assert offset is not None
        return moment.replace(tzinfo=FixedOffset(int(offset.total_seconds()) // 60))
    return moment.replace(tzinfo=Z if kind == "Utc" else None)


def _span_of(value: str) -> Duration:
    days, hours, minutes, seconds, fraction = re.fullmatch(  # type: ignore[union-attr]
        r"-?(?:(\d+)\.)?(\d\d):(\d\d):(\d\d)(?:\.(\d{7}))?", value
    ).groups("0")
    ticks = (((int(days) * 24 + int(hours)) * 60 + int(minutes)) * 60 + int(seconds)) * 10**7 + int(fraction)
    return Duration.from_ticks(-ticks if value[0] == "-" else ticks)


def _text_of(case: dict[str, str]) -> str | None:
    """Return the text .NET wrote, as an XML parser reads it: escapes are the writer's."""
    element = etree.fromstring(re.sub("^<V", f"<V xmlns:i='{XSI}'", case["text"]))
    return None if len(element) else element.text or ""


@pytest.mark.parametrize("case", WRITTEN_HERE, ids=_id)
def test_a_value_is_written_as_dotnet_writes_it(case):
    row, value = _row_of(case), _value_of(case)
    if row.clr_type == "System.DateTimeOffset":
        utc, minutes = date_time_offset_parts(value)
        children = [child.text for child in etree.fromstring(case["text"])]
        assert children == [ROWS["DateTime"].format(utc), ROWS["Int16"].format(minutes)]
    elif row.clr_type == "System.Xml.XmlQualifiedName":
        assert _text_of(case) == format_qname(value, {"urn:x": "a", XS: "a"})
    elif row.clr_type == "System.Uri" and value in CANONICAL_URIS:
        assert _text_of(case) == CANONICAL_URIS[value]
        assert value == row.format(value)
    else:
        assert _text_of(case) == row.format(value)


@pytest.mark.parametrize(
    "case", [case for case in WRITTEN if _codecs_written(case) == "not a character of XML 1.0"], ids=_id
)
def test_a_character_that_xml_cannot_carry_is_refused_where_dotnet_writes_what_cannot_be_read(case):
    value = case["value"]
    if value == "\ufffd":  # .NET put U+FFFD for the lone surrogate it was given, and says which half was missing
        value = "\ud83d" if "Missing a low" in case["xmlwriter"] else "\ude00"  # noqa: RUF034 - two halves
    with pytest.raises(LexicalError, match=r"is not a character of XML 1\.0"):
        ROWS["String"].format(value)


def test_every_written_case_is_judged_or_named_as_the_codecs():
    reasons = [_codecs_written(case) for case in WRITTEN]
    counted = {reason: reasons.count(reason) for reason in dict.fromkeys(reasons)}
    assert counted == {
        None: 165,
        "nil": 9,
        "not a character of XML 1.0": 7,
        "i:type": 35,
        "an enumeration": 1,
        "items are elements": 20,
    }
    assert sum(counted.values()) == 237


# --- read ------------------------------------------------------------------------------------------------------------

NAMESPACES: dict[str | None, str] = {
    "i": XSI,
    "x": XS,
    "z": SERIALIZATION,
    "q": "urn:q",
    "s": DATE_TIME_OFFSET,
    "a": "http://schemas.microsoft.com/2003/10/Serialization/Arrays",
}
PREFIXES = " ".join(f'xmlns:{prefix}="{namespace}"' for prefix, namespace in NAMESPACES.items())


def _element(case: dict[str, str]) -> etree._Element:
    return parse_document(f"<R {PREFIXES}>{case['element']}</R>")[0]


def _row_read(case: dict[str, str]):
    """Return the row a reading case is about: the CLR type's, or the one that i:type names for an object."""
    if case["clr_type"] == "Nullable`1":
        return ROWS["Int32"]
    named = re.search("i:type='([xz]):(\\w+)'", case["element"])
    if case["clr_type"] == "Object":
        return PRIMITIVES.get(QName(NAMESPACES[named[1]], named[2])) if named else None
    return ROWS.get(case["clr_type"])


def _codecs_read(case: dict[str, str]) -> str | None:  # noqa: PLR0911 - one line for each reason
    """Return why a reading case is not about the text of one built-in value, or None."""
    element, row = case["element"], _row_read(case)
    if case["clr_type"] in ("Int32[]", "String[]"):
        return "items are elements"
    if case["clr_type"] == "DayOfWeek":
        return "an enumeration"
    if row is None or row.python_type is object or "xmlns=" in element:
        return "i:type and namespaces"
    if ("i:nil" in element and (case["result"] == "null" or not case["ok"])) or "z:Id" in element:
        return "nil and references"
    if re.search(r"&#x(0|1|FFFE|D83D);", element):
        return "not a character of XML 1.0"
    if "<?" in element or "<x/>" in element:
        return "nodes in the text"
    return None


READ_HERE = [case for case in READ if _codecs_read(case) is None]


def test_every_reading_case_is_judged_or_named_as_the_codecs():
    reasons = [_codecs_read(case) for case in READ]
    counted = {reason: reasons.count(reason) for reason in dict.fromkeys(reasons)}
    assert sum(counted.values()) == 371
    assert counted == {
        None: 294,
        "nil and references": 13,
        "nodes in the text": 5,
        "items are elements": 12,
        "not a character of XML 1.0": 4,
        "i:type and namespaces": 37,
        "an enumeration": 6,
    }


def _expected(case: dict[str, str]) -> object:  # noqa: PLR0911 - one line for each type
    """Return what .NET held, as the Python value of the row."""
    result, clr_type = case["result"], _row_read(case).clr_type.removeprefix("System.").removeprefix("Xml.")
    match clr_type:
        case "Boolean":
            return result == "Boolean True"
        case "Double" | "Single":
            value = float(result)
            return unpack("<f", pack("<f", value))[0] if clr_type == "Single" else value
        case "Decimal":
            return Decimal(result.split(" ")[1])
        case "Char":
            return chr(int(result.split(" ")[1]))
        case "TimeSpan":
            return Duration.from_ticks(int(result.split("ticks=")[1]))
        case "Guid":
            return UUID(result.split(" ")[1])
        case "Uri":
            return re.fullmatch(r"Uri\[(.*)\]abs=\w+", result, re.DOTALL)[1]  # type: ignore[index]
        case "Byte[]":
            return bytes.fromhex(result.replace("-", ""))
        case "String":
            return result[1:-1]
        case _:
            return int(result.split(" ")[1])


def _check_date_time(case: dict[str, str], text: str) -> None:
    """The clock .NET shows is the machine's; the offset as written tells the same moment."""
    moment = ROWS["DateTime"].parse_dotnet(text)
    clock, kind = case["result"].split(" ")
    expected = DateTime.fromisoformat(clock)
    if kind == "Local":
        assert isinstance(moment.tzinfo, FixedOffset)
        if text == "0001-01-01T00:00:00+02:00":  # New York was in year 0 then, which no CLR DateTime can be
            assert expected == DateTime.min
        else:
            assert expected.replace(tzinfo=ZoneInfo(case["tz"])) - moment == Duration()
    else:
        assert (Z if kind == "Utc" else None) is moment.tzinfo
        assert expected == moment.replace(tzinfo=None)


@pytest.mark.parametrize("case", READ_HERE, ids=_id)
def test_a_text_is_read_as_dotnet_reads_it(case, monkeypatch):
    class Today(date):
        @classmethod
        def today(cls):
            return DAY_OF_CASES

    monkeypatch.setattr("dcxml.lexical.date_time_text.date", Today)
    element, row = _element(case), _row_read(case)
    clr_type = row.clr_type.removeprefix("System.").removeprefix("Xml.")
    text = element.text or ""
    if clr_type == "DateTimeOffset":
        _check_date_time_offset(case, element)
    elif not case["ok"]:
        with pytest.raises(LexicalError):
            row.parse_dotnet(text)
    elif clr_type == "DateTime":
        _check_date_time(case, text)
    elif clr_type == "XmlQualifiedName":
        name = parse_qname(text, NAMESPACES, dotnet=True)
        assert case["result"] == f"XmlQualifiedName {f'{name.namespace}:' if name.namespace else ''}{name.name}"
    else:
        expected, actual = _expected(case), row.parse_dotnet(text)
        assert repr(expected) == repr(actual)


def _check_date_time_offset(case: dict[str, str], element: etree._Element) -> None:
    names = [etree.QName(child).localname for child in element]
    if names != ["DateTime", "OffsetMinutes"]:
        assert not case["ok"]  # order and presence are the codec's
        return
    moment, minutes = ROWS["DateTime"].parse_dotnet(element[0].text), ROWS["Int16"].parse_dotnet(element[1].text)
    if not case["ok"]:
        with pytest.raises(LexicalError, match="up to 14 hours"):
            date_time_offset_from_parts(moment, minutes)
        return
    assert case[
        "result"
    ] == f"{date_time_offset_from_parts(moment, minutes).to_datetime().isoformat(timespec='microseconds')}".replace(
        "+", "0+"
    )
