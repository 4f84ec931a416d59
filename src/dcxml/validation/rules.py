"""The rules a document can break, by code: a name, a group, and in a sentence or two what .NET does about it.

Codes are stable: a retired one is not used again (DC009, of any text, became DC030 to DC040).
"""

from __future__ import annotations

from typing import Final

from attrs import frozen

from dcxml.qname import SERIALIZATION, XS, QName
from dcxml.validation.facts import FACET_BROKEN, REFUSED, REFUSED_BY_DOTNET, SPELLED, SUPERFLUOUS, Facts, lost

__all__ = ["RULES", "Rule", "rule_of_text"]


@frozen
class Rule:
    """A rule of the format: its stable ``code``, its ``name``, the ``group`` it is in, and what it asks for.

    ``facts`` are those of most documents that break it; a finding has its own.
    """

    code: str
    name: str
    group: str
    summary: str
    facts: Facts = REFUSED


NOT_XML: Final = Rule(
    "DC001",
    "not-xml",
    "document",
    "The document is well-formed XML 1.0.",
)
DOCUMENT_TYPE: Final = Rule(
    "DC018",
    "document-type",
    "document",
    "There is no document type declaration (DTD); .NET's text reader refuses it, and it may name entities to fetch.",
    REFUSED_BY_DOTNET,
)
ENCODING: Final = Rule(
    "DC019",
    "encoding",
    "document",
    "The document is in UTF-8, or in UTF-16 and says so, and declares no other encoding, nor another name for it;"
    " .NET's text reader compares the two.",
    REFUSED_BY_DOTNET,
)
CONTROL_CHARACTER: Final = Rule(
    "DC020",
    "control-character",
    "document",
    "There are only characters that XML 1.0 has; .NET writes and reads references to others, as &#x1;, which no XML"
    " parser of others accepts.",
    Facts(schema_valid=False, readable=True, canonical=True, lossless=True),
)
INSTRUCTION: Final = Rule(
    "DC021",
    "processing-instruction",
    "document",
    "There are no processing instructions; .NET's text reader throws an XmlException.",
    REFUSED_BY_DOTNET,
)
LIMIT: Final = Rule(
    "DC022",
    "beyond-limits",
    "document",
    "The document is within the bounds that dcxml sets against hostile ones: depth, length of a text, number of"
    " attributes.",
    REFUSED_BY_DOTNET,
)
UNREADABLE_FILE: Final = Rule(
    "DC049",
    "unreadable-file",
    "document",
    "A document that is to be checked can be read: its file is there and may be opened, its folder holds some. It is"
    " found by those who read files, such as dcxml validate.",
)
WRONG_ROOT: Final = Rule(
    "DC002",
    "wrong-root",
    "structure",
    "The root element is the contract's own global element; .NET throws a SerializationException for any other.",
)
WRONG_NAMESPACE: Final = Rule(
    "DC003",
    "wrong-namespace",
    "structure",
    "A member's element is in the namespace of the contract that declares it, an item's in that of its collection;"
    " .NET skips elements of other namespaces, and their values are lost.",
    lost("null or the default, silently"),
)
OUT_OF_ORDER: Final = Rule(
    "DC004",
    "member-out-of-order",
    "structure",
    "Members stand in serialization order: base class first, then by Order and ordinal name; .NET skips what comes"
    " too late, and its value is lost.",
    lost("null or the default, silently"),
)
TWICE: Final = Rule(
    "DC005",
    "member-twice",
    "structure",
    "A member occurs once; .NET keeps the first and skips the others.",
    lost("the first of them"),
)
UNKNOWN_MEMBER: Final = Rule(
    "DC006",
    "unknown-member",
    "structure",
    "An element that is no member of the contract is not in its schema; .NET skips it.",
    lost("nothing, silently"),
)
MISSING_MEMBER: Final = Rule(
    "DC007",
    "missing-member",
    "structure",
    "A required member (DataMember.IsRequired) is present; .NET throws a SerializationException where it is not.",
)
STRAY_TEXT: Final = Rule(
    "DC011",
    "stray-text",
    "structure",
    "There is no text between the elements of a class or a collection, or in a reference; .NET throws a"
    " SerializationException.",
)
STRAY_ELEMENT: Final = Rule(
    "DC014",
    "stray-element",
    "structure",
    "A simple value has no child elements; .NET throws an XmlException.",
)
ATTRIBUTE: Final = Rule(
    "DC010",
    "unknown-attribute",
    "structure",
    "An attribute that no contract speaks of is not in the schema; .NET ignores it.",
    lost("nothing, silently"),
)
ENVELOPE: Final = Rule(
    "DC050",
    "envelope",
    "structure",
    "A SOAP envelope has its Body behind the Header, nothing behind the Body, no text between elements, and in the Body"
    " a message or a fault; WCF refuses any other with a CommunicationException or an XmlException, and takes an empty"
    " Body for a message without parameters.",
)
XML_CONTENT: Final = Rule(
    "DC017",
    "xml-content",
    "structure",
    "A member of the type XmlElement holds exactly one element; .NET throws a SerializationException where there is"
    " none, and skips what follows it.",
    REFUSED_BY_DOTNET,
)
NIL: Final = Rule(
    "DC008",
    "nil-not-allowed",
    "nil",
    "A value type cannot be null: i:nil is for reference types and Nullable, in the schema for nillable elements.",
)
NIL_WITH_CONTENT: Final = Rule(
    "DC023",
    "nil-with-content",
    "nil",
    "An element that is nil is empty; .NET reads null and skips what is in it.",
    lost("null"),
)
NIL_VALUE: Final = Rule("DC024", "nil-value", "nil", "The value of i:nil is true, false, 1 or 0.")
EMPTY: Final = Rule(
    "DC025",
    "empty-value",
    "text",
    "A number, a date or another value that has no empty text is not empty; null is i:nil, and a default is left out.",
)
ENUMERATION: Final = Rule(
    "DC026",
    "not-in-enumeration",
    "text",
    "The text of an enumeration is one of its values, in the same case and without white space around it; those of"
    " flags are separated by spaces.",
)
BOOLEAN: Final = Rule("DC030", "boolean", "text", "A bool is true, false, 1 or 0; not True.")
INTEGER: Final = Rule("DC031", "integer", "text", "An integer has ASCII digits only and is in the range of its type.")
DECIMAL: Final = Rule(
    "DC032", "decimal", "text", "A decimal has no exponent and is in the range of System.Decimal, 28 to 29 digits."
)
FLOATING_POINT: Final = Rule(
    "DC033",
    "floating-point",
    "text",
    "A double or float is a number with a decimal point and maybe an exponent, INF, -INF or NaN.",
)
CHAR: Final = Rule("DC034", "char", "text", "A char is written as its number, 0 to 65535.")
DATE_TIME: Final = Rule(
    "DC035",
    "date-time",
    "text",
    "A DateTime has a date and a time, of the years 1 to 9999, and maybe Z or an offset; 24:00:00 is none to .NET.",
)
DURATION: Final = Rule(
    "DC036",
    "duration",
    "text",
    "A TimeSpan is an ISO 8601 duration of days, hours, minutes and seconds, in the range of System.TimeSpan; years and"
    " months are not in the schema, and .NET reads them as 365 and 30 days.",
)
GUID: Final = Rule(
    "DC037", "guid", "text", "A Guid is 32 hexadecimal digits with hyphens, and without braces or white space."
)
URI: Final = Rule("DC038", "uri", "text", "A Uri is one that both XML Schema and System.Uri take.")
BASE64: Final = Rule("DC039", "base64", "text", "A byte array is base64 with its padding.")
QNAME: Final = Rule(
    "DC040",
    "qname",
    "text",
    "A qualified name has a prefix that is declared, or none.",
    lost("a name in no namespace, or in the default one"),
)
INEXACT: Final = Rule(
    "DC043",
    "inexact-value",
    "text",
    "A value has no more digits than .NET's type holds: seven of a second, 28 to 29 of a decimal; .NET rounds it.",
    lost("the nearest value", schema_valid=True),
)
UNKNOWN_TYPE: Final = Rule(
    "DC012",
    "unknown-type",
    "type",
    "i:type names a contract that is known; .NET throws a SerializationException for any other.",
)
WRONG_TYPE: Final = Rule(
    "DC027",
    "wrong-type",
    "type",
    "i:type names the declared contract or one derived from it; .NET throws an InvalidCastException for any other.",
)
UNTYPED: Final = Rule(
    "DC046",
    "untyped-content",
    "type",
    "An object (xs:anyType) with a content says its type by i:type; .NET reads an empty one only, and throws an"
    " XmlException for any other.",
    REFUSED_BY_DOTNET,
)
REFERENCE: Final = Rule(
    "DC013",
    "broken-reference",
    "reference",
    "z:Ref names the z:Id of an element that comes before it.",
    REFUSED_BY_DOTNET,
)
FORWARD_REFERENCE: Final = Rule(
    "DC028",
    "forward-reference",
    "reference",
    "z:Ref goes back: the object it names has been read; .NET throws a SerializationException.",
    REFUSED_BY_DOTNET,
)
IDENTITY_TWICE: Final = Rule(
    "DC029",
    "identity-twice",
    "reference",
    "z:Id is unique in the document; .NET throws a SerializationException.",
)
MISPLACED_REFERENCE: Final = Rule(
    "DC041",
    "misplaced-reference",
    "reference",
    "z:Id and z:Ref stand on contracts with IsReference, name an object of a type that may stand there, and z:Ref"
    " stands on an empty element.",
    SUPERFLUOUS,
)
DUPLICATE_KEY: Final = Rule(
    "DC015",
    "duplicate-key",
    "dictionary",
    "A dictionary has each key once, as EqualityComparer<TKey>.Default tells them apart, and none that is null; .NET"
    " throws an ArgumentException.",
    REFUSED_BY_DOTNET,
)
SCHEMA: Final = Rule(
    "DC016",
    "schema",
    "schema",
    "The document is valid for the XML Schema of its contracts, embedded schemas included.",
    FACET_BROKEN,
)
FACET: Final = Rule(
    "DC042",
    "facet",
    "schema",
    "A value keeps to the facets of its type: length, pattern, bounds; .NET knows none and reads it.",
    FACET_BROKEN,
)
VALUE_TYPE: Final = Rule(
    "DC047",
    "python-type",
    "value",
    "A value in Python is of the type that its contract's values have: an int for an xs:int, a list for a collection,"
    " an instance for a class; no document can say anything else.",
)
CYCLE: Final = Rule(
    "DC048",
    "cycle",
    "value",
    "An object comes inside itself only where its contract has IsReference; .NET throws a SerializationException for"
    " any other cycle.",
)

TEXT: Final = Rule(
    "DC044",
    "not-canonical-text",
    "spelling",
    "A text is as .NET writes it: 5 for +5, true for 1, and no white space around a number; .NET reads the same. Told"
    " with --canonical.",
    SPELLED,
)
SPELLING: Final = Rule(
    "DC045",
    "not-canonical-document",
    "spelling",
    "The document is spelled as .NET writes it in one of its dialects, but for indentation: its prefixes and where they"
    " are declared, no comments, no CDATA sections, the attributes in order. .NET reads the same. Told with"
    " --canonical.",
    SPELLED,
)

RULES: Final = {
    rule.code: rule
    for rule in sorted(
        (each for each in globals().copy().values() if isinstance(each, Rule)), key=lambda rule: rule.code
    )
}
"""Every rule by its code."""

_OF_TEXT: Final = {
    QName(XS, "boolean"): BOOLEAN,
    QName(XS, "decimal"): DECIMAL,
    QName(XS, "double"): FLOATING_POINT,
    QName(XS, "float"): FLOATING_POINT,
    QName(SERIALIZATION, "char"): CHAR,
    QName(XS, "dateTime"): DATE_TIME,
    QName(SERIALIZATION, "duration"): DURATION,
    QName(XS, "duration"): DURATION,
    QName(SERIALIZATION, "guid"): GUID,
    QName(XS, "anyURI"): URI,
    QName(XS, "base64Binary"): BASE64,
    QName(XS, "QName"): QNAME,
} | {
    QName(XS, name): INTEGER
    for name in ("byte", "unsignedByte", "short", "unsignedShort", "int", "unsignedInt", "long", "unsignedLong")
}


def rule_of_text(name: QName) -> Rule:
    """Return the rule that a text breaks which is none of a built-in type's.

    Any text is a string, so there is a rule for each other type that has a text.
    """
    return _OF_TEXT[name]
