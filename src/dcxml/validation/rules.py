"""The rules a document can break, by code: a name, and in a sentence or two what the rule is and what .NET does.

Codes are stable: a retired one is not used again.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen

__all__ = ["RULES", "Rule"]


@frozen
class Rule:
    """A rule of the format: its stable ``code``, its ``name``, and what it asks for."""

    code: str
    name: str
    summary: str


NOT_XML: Final = Rule(
    "DC001",
    "not-xml",
    "The document is no XML that .NET's text reader reads: it is not well-formed, has a document type declaration or"
    " a processing instruction, or declares an encoding that is not its own. A reference to a character that XML 1.0"
    " does not have (&#x1;) is not well-formed either, though .NET reads it.",
)
WRONG_ROOT: Final = Rule(
    "DC002",
    "wrong-root",
    "The root element is the contract's own global element; .NET throws a SerializationException for any other.",
)
WRONG_NAMESPACE: Final = Rule(
    "DC003",
    "wrong-namespace",
    "A member's element is in the namespace of the contract that declares it, an item's in that of its collection;"
    " .NET skips elements of other namespaces, and their values are lost.",
)
OUT_OF_ORDER: Final = Rule(
    "DC004",
    "member-out-of-order",
    "Members stand in serialization order: base class first, then by Order and ordinal name; .NET skips what comes"
    " too late, and its value is lost.",
)
TWICE: Final = Rule("DC005", "member-twice", "A member occurs once; .NET keeps the first and skips the others.")
UNKNOWN_MEMBER: Final = Rule(
    "DC006", "unknown-member", "An element that is no member of the contract is not in its schema; .NET skips it."
)
MISSING_MEMBER: Final = Rule(
    "DC007",
    "missing-member",
    "A required member (DataMember.IsRequired) is present; .NET throws a SerializationException where it is not.",
)
NIL: Final = Rule(
    "DC008",
    "nil-not-allowed",
    "A value type cannot be null: i:nil is for reference types and Nullable, in the schema for nillable elements.",
)
LEXICAL: Final = Rule(
    "DC009",
    "not-in-lexical-space",
    "The text of a simple value is both in the lexical space of its schema type and readable by .NET.",
)
ATTRIBUTE: Final = Rule(
    "DC010", "unknown-attribute", "An attribute that no contract speaks of is not in the schema; .NET ignores it."
)
STRAY_TEXT: Final = Rule(
    "DC011",
    "stray-text",
    "There is no text between the elements of a class or a collection, or in an element that is nil or a reference.",
)
UNKNOWN_TYPE: Final = Rule(
    "DC012",
    "unknown-type",
    "i:type names the declared contract or one derived from it, and that contract is known.",
)
REFERENCE: Final = Rule(
    "DC013",
    "broken-reference",
    "z:Id is unique in the document and z:Ref names one that comes before it, on contracts with IsReference.",
)
STRAY_ELEMENT: Final = Rule("DC014", "stray-element", "A simple value has no child elements.")
DUPLICATE_KEY: Final = Rule(
    "DC015",
    "duplicate-key",
    "A dictionary has each key once, as EqualityComparer<TKey>.Default tells them apart, and none that is null; .NET"
    " throws an ArgumentException.",
)
SCHEMA: Final = Rule(
    "DC016",
    "schema",
    "The document is valid for the XML Schema of its contracts, facets and embedded schemas included.",
)
XML_CONTENT: Final = Rule(
    "DC017",
    "xml-content",
    "A member of the type XmlElement holds exactly one element; .NET throws a SerializationException where there is"
    " none, and skips what follows it.",
)

RULES: Final = {
    rule.code: rule
    for rule in (
        NOT_XML,
        WRONG_ROOT,
        WRONG_NAMESPACE,
        OUT_OF_ORDER,
        TWICE,
        UNKNOWN_MEMBER,
        MISSING_MEMBER,
        NIL,
        LEXICAL,
        ATTRIBUTE,
        STRAY_TEXT,
        UNKNOWN_TYPE,
        REFERENCE,
        STRAY_ELEMENT,
        DUPLICATE_KEY,
        SCHEMA,
        XML_CONTENT,
    )
}
