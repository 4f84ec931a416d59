"""Rules about null and about the texts of simple values."""

from __future__ import annotations

from typing import Final

from dcxml.reporting.explanations.explanation import Explanation, order
from dcxml.validation import rules

__all__ = ["VALUES"]

_NILLABLE: Final = "XML Schema Part 1, 2.6.2 xsi:nil"
_CONVERT: Final = ".NET: System.Xml.XmlConvert"


def _any(type_name: str, text: str) -> str:
    return order(f'<Any i:type="{type_name}">{text}</Any>')


def _price(text: str) -> str:
    return order(f"<Lines><Line><Price>{text}</Price></Line></Lines>")


VALUES: Final = (
    Explanation(
        rule=rules.NIL,
        why="int, bool, DateTime, enumerations and structs are never null in .NET: a SerializationException says that"
        " ValueType cannot be null. Members of Nullable types, as int?, are nillable in the schema.",
        wrong=order('<State i:nil="true"/>'),
        right=order("<State>Open</State>"),
        fix="Write a value, or leave the element out, if it is not required: then the default counts. Where null has a"
        " meaning, the member's type has to be Nullable.",
        sources=(".NET: `Nullable<T>`", _NILLABLE),
    ),
    Explanation(
        rule=rules.NIL_WITH_CONTENT,
        why="An element that says it is null and has content says two things. XML Schema refuses it; .NET reads null,"
        " whatever is in it.",
        wrong=order('<Lines i:nil="true"><Line/></Lines>'),
        right=order('<Lines i:nil="true"/>'),
        fix="Take the content out, or i:nil.",
        sources=(_NILLABLE, ".NET: XmlObjectSerializerReadContext.ReadAttributes"),
    ),
    Explanation(
        rule=rules.NIL_VALUE,
        why="i:nil is an xs:boolean: true, false, 1 or 0, in lower case. .NET throws a SerializationException for"
        " True or yes.",
        wrong=order('<Owner i:nil="yes"/>'),
        right=order('<Owner i:nil="true"/>'),
        fix='Write `i:nil="true"`, or leave the attribute out.',
        sources=(_NILLABLE, ".NET: XmlConvert.ToBoolean"),
    ),
    Explanation(
        rule=rules.EMPTY,
        why="An empty element is an empty string. No number, date, bool or Guid has an empty text: .NET throws a"
        " SerializationException, and the schema refuses it. Programs that write null as an empty element are the usual"
        " cause.",
        wrong=order("<When/>"),
        right=order("<When>2025-12-15T09:30:00</When>"),
        fix='Write the value; for null `i:nil="true"`, where the member is nillable; or leave the element out.',
        sources=(_CONVERT, "XML Schema Part 2, 3.2 Primitive datatypes"),
    ),
    Explanation(
        rule=rules.ENUMERATION,
        why=".NET compares the text with the values' names, in the case they have, and throws a SerializationException"
        " where there is none: Invalid enum value. Numbers are not taken for names.",
        wrong=order("<State>open</State>"),
        right=order("<State>Open</State>"),
        fix="Write one of the values that the finding lists, in the same case. EnumMember.Value may have given it"
        " another name than the one in C#.",
        sources=(".NET: EnumMemberAttribute, EnumDataContract", "XML Schema Part 2, 4.3.5 enumeration"),
    ),
    Explanation(
        rule=rules.BOOLEAN,
        why="In .NET True is what ToString says, and what Python's str says too; in XML it is true.",
        wrong=_any("x:boolean", "True"),
        right=_any("x:boolean", "true"),
        fix="Write true or false.",
        sources=(".NET: XmlConvert.ToBoolean", "XML Schema Part 2, 3.2.2 boolean"),
    ),
    Explanation(
        rule=rules.INTEGER,
        why="byte, short, int and long have a range, and no decimal point, no separators of thousands and no digits but"
        " ASCII's. What is out of range is an overflow to .NET, not a longer number.",
        wrong=order(number="<Number>99999999999</Number>"),
        right=order(number="<Number>999999999</Number>"),
        fix="Write a number in the range that the finding names. Where larger ones are meant, the member's type has to"
        " be long or decimal.",
        sources=(".NET: XmlConvert.ToInt32 and its kin", "XML Schema Part 2, 3.3.13 integer"),
    ),
    Explanation(
        rule=rules.DECIMAL,
        why="A decimal has 28 to 29 digits, and its text no exponent. XML Schema's decimal has no bound, so a number"
        " may be valid and still be an overflow to .NET.",
        wrong=_price("1e3"),
        right=_price("1000"),
        fix="Write the digits out, with a point, whatever the language of the machine.",
        sources=(".NET: System.Decimal, XmlConvert.ToDecimal", "XML Schema Part 2, 3.2.3 decimal"),
    ),
    Explanation(
        rule=rules.FLOATING_POINT,
        why="The decimal point is a point in every language, and there are no separators of thousands. Infinity is INF"
        " and -INF in XML, what is not a number is NaN; .NET reads Infinity too, which is not valid.",
        wrong=_any("x:double", "1,5"),
        right=_any("x:double", "1.5"),
        fix="Write INF, -INF or NaN, or a number with a point.",
        sources=(".NET: XmlConvert.ToDouble", "XML Schema Part 2, 3.2.5 double"),
    ),
    Explanation(
        rule=rules.CHAR,
        why="A char is written as the number of its UTF-16 unit: a is 97. .NET's schema has it as an int.",
        wrong=_any("z:char", "a"),
        right=_any("z:char", "97"),
        fix="Write the number. Text is a string.",
        sources=(".NET: System.Char, ser:char of the 2003/10/Serialization schema",),
    ),
    Explanation(
        rule=rules.DATE_TIME,
        why="An xs:dateTime has a date, T, a time with seconds, and maybe Z or an offset. .NET reads a date alone as"
        " well, which is not valid; it does not read 24:00:00 nor years beyond 9999, which are.",
        wrong=order("<When>15.12.2025 09:30</When>"),
        right=order("<When>2025-12-15T09:30:00</When>"),
        fix="Write 2025-12-15T09:30:00, with Z for UTC or with an offset, as +01:00, if the moment is meant.",
        sources=(
            ".NET: XmlConvert.ToDateTime(…, XmlDateTimeSerializationMode.RoundtripKind)",
            "XML Schema Part 2, 3.2.7",
        ),
    ),
    Explanation(
        rule=rules.DURATION,
        why="A TimeSpan counts ticks: it has days, hours, minutes and seconds. A year and a month have no fixed length,"
        " so the schema of ser:duration leaves them out; .NET takes them for 365 and 30 days.",
        wrong=order("<Takes>1:30:00</Takes>"),
        right=order("<Takes>PT1H30M</Takes>"),
        fix="Write days, hours, minutes and seconds: P1DT2H30M.",
        sources=(".NET: XmlConvert.ToTimeSpan, ser:duration", "XML Schema Part 2, 3.2.6 duration"),
    ),
    Explanation(
        rule=rules.GUID,
        why="The schema of ser:guid has a pattern: 8-4-4-4-12 hexadecimal digits. .NET reads braces and digits without"
        " hyphens as well, other readers do not.",
        wrong=order("<Key>66d630dd-753e</Key>"),
        right=order("<Key>66d630dd-753e-4fd1-9ce7-ac9b2cd5c9c5</Key>"),
        fix="Write it as `Guid.ToString()` and Python's `str(uuid)` do.",
        sources=(".NET: System.Guid, ser:guid of the 2003/10/Serialization schema",),
    ),
    Explanation(
        rule=rules.URI,
        why="Almost any text is a URI reference; a few have a form that no address can have.",
        wrong=_any("x:anyURI", "http://[bad"),
        right=_any("x:anyURI", "http://example.org/a%20b"),
        fix="Escape what is not allowed in a URI with %, or make the member a string.",
        sources=(".NET: System.Uri(text, UriKind.RelativeOrAbsolute)", "XML Schema Part 2, 3.2.17 anyURI", "RFC 3986"),
    ),
    Explanation(
        rule=rules.BASE64,
        why="A byte array is base64: groups of four characters, the last one filled up with `=`. Base64 for addresses"
        " (`-` and `_` for `+` and `/`) is another alphabet.",
        wrong=_any("x:base64Binary", "AQ="),
        right=_any("x:base64Binary", "AQ=="),
        fix="Encode with padding and the usual alphabet: `base64.b64encode`, `Convert.ToBase64String`.",
        sources=("XML Schema Part 2, 3.2.16 base64Binary", "RFC 4648, 4"),
    ),
    Explanation(
        rule=rules.QNAME,
        why="A qualified name means a namespace by its prefix, which has to be declared where the name stands. A tool"
        " that removes declarations that no element needs breaks such texts: .NET then reads a name of another"
        " namespace, or of none.",
        wrong=order("<Type>u:2nd</Type>"),
        right=order('<Type xmlns:u="urn:units">u:int</Type>'),
        fix="Declare the prefix on the element or around it.",
        sources=(".NET: System.Xml.XmlQualifiedName", "XML Schema Part 2, 3.2.18 QName"),
    ),
    Explanation(
        rule=rules.INEXACT,
        why=".NET's DateTime and TimeSpan count ticks of 100 nanoseconds: seven digits of a second. A decimal has 28 to"
        " 29 digits. What is more is rounded without a word, and what is written again is another text.",
        wrong=order("<When>2025-12-15T09:30:00.12345678</When>"),
        right=order("<When>2025-12-15T09:30:00.1234568</When>"),
        fix="Round where the value comes from, or make the member a string.",
        sources=(".NET: DateTime.Ticks, System.Decimal", _CONVERT),
    ),
)
