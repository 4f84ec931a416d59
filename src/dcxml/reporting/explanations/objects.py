"""Rules about types, references between objects, dictionaries, and what only the schema knows."""

from __future__ import annotations

from typing import Final

from dcxml.reporting.explanations.explanation import Explanation, holder, order
from dcxml.validation import rules

__all__ = ["OBJECTS"]

_KNOWN: Final = ".NET: KnownTypeAttribute, Data Contract Known Types"
_REFERENCES: Final = ".NET: DataContractAttribute.IsReference, Interoperable Object References"


def _prices(*keys: str) -> str:
    entry = "<a:KeyValueOfstringdecimal><a:Key>{}</a:Key><a:Value>1</a:Value></a:KeyValueOfstringdecimal>"
    return order("<Prices>", *(f"  {entry.format(key)}" for key in keys), "</Prices>")


OBJECTS: Final = (
    Explanation(
        rule=rules.UNKNOWN_TYPE,
        why="i:type says which class an object is of. .NET makes objects only of classes that it was told of, the known"
        " types, and throws a SerializationException for others; a prefix that is not declared is such a name too.",
        wrong=order('<Owner i:type="Customer"/>'),
        right=order('<Owner i:type="Order">\n    <Number>2</Number>\n  </Owner>'),
        fix="Correct the name or its prefix. Where it is right, its schema is missing, or the service has to know the"
        " class by KnownType.",
        sources=(_KNOWN, "XML Schema Part 1, 2.6.1 xsi:type"),
    ),
    Explanation(
        rule=rules.WRONG_TYPE,
        why="An object may be of the declared class or of one derived from it. Another one, however alike, cannot be"
        " assigned: .NET throws an InvalidCastException.",
        wrong=order('<Owner i:type="Line"/>'),
        right=order('<Owner i:type="b:Document"/>'),
        fix="Name a class that is derived from the declared one, or leave i:type out, if the declared one is meant.",
        sources=(_KNOWN, "XML Schema Part 1, 3.4.6 Type Derivation OK (Complex)"),
    ),
    Explanation(
        rule=rules.UNTYPED,
        why="A member of the type object may hold anything, so the element has to say what: without i:type .NET makes a"
        " plain object of an empty element, and does not know what to do with a text or with elements. The schema"
        " allows any content.",
        wrong=order("<Any>5</Any>"),
        right=order('<Any i:type="x:int">5</Any>'),
        fix="Write i:type with the type's name: x:int, with the prefix of XML Schema, or a class's.",
        sources=(_KNOWN, ".NET: XmlObjectSerializerReadContext"),
    ),
    Explanation(
        rule=rules.REFERENCE,
        why="z:Ref stands for an object that was written before, with its z:Id. Where there is none .NET throws a"
        " SerializationException. Parts cut out of a larger document lose their objects that way.",
        wrong=holder('<A z:Ref="i1"/>'),
        right=holder('<A z:Id="i1"/>', '<B z:Ref="i1"/>'),
        fix="Write the object itself in place of the first reference to it.",
        sources=(_REFERENCES,),
    ),
    Explanation(
        rule=rules.FORWARD_REFERENCE,
        why="Documents are read from front to back: an object that is still to come cannot be referred to. XML Schema's"
        " IDREF would allow it, .NET does not.",
        wrong=holder('<A z:Ref="i1"/>', '<B z:Id="i1"/>'),
        right=holder('<A z:Id="i1"/>', '<B z:Ref="i1"/>'),
        fix="Write the object where it is first named, and references behind it.",
        sources=(_REFERENCES,),
    ),
    Explanation(
        rule=rules.IDENTITY_TWICE,
        why="A z:Id names one object. .NET throws a SerializationException for the second; texts put together from"
        " several documents, each numbered from i1, are the usual cause.",
        wrong=holder('<A z:Id="i1"/>', '<B z:Id="i1"/>'),
        right=holder('<A z:Id="i1"/>', '<B z:Id="i2"/>'),
        fix="Number anew; where both are one object, let the second refer to it with z:Ref.",
        sources=(_REFERENCES, "XML Schema Part 2, 3.3.8 ID"),
    ),
    Explanation(
        rule=rules.MISPLACED_REFERENCE,
        why="Identities are for contracts with IsReference. Elsewhere the schema knows no z:Id; .NET reads it all the"
        " same on any class, and throws a SerializationException on a value type. A reference has no content of its"
        " own, and leads to an object of a type that may stand where it stands.",
        wrong=holder('<Plain z:Id="i1"/>'),
        right=holder("<Plain/>"),
        fix="Take the attribute out. Where objects are shared, their class has to have IsReference = true.",
        sources=(_REFERENCES,),
    ),
    Explanation(
        rule=rules.DUPLICATE_KEY,
        why="Every entry is added to a `Dictionary<TKey, TValue>`, which refuses a key that it has, and null. Keys"
        " compare as .NET's default comparer does: 1.0 and 1.00 are one decimal.",
        wrong=_prices("apple", "apple"),
        right=_prices("apple", "pear"),
        fix="Keep one entry, or make the member a list of pairs.",
        sources=(".NET: `Dictionary<TKey, TValue>.Add`, `EqualityComparer<TKey>.Default`",),
    ),
    Explanation(
        rule=rules.SCHEMA,
        why="Schemas can say more than data contracts: attributes, choices, wildcards of types kept as XML. .NET reads"
        " these as XML and does not check them; XML Schema does.",
        wrong=order('<Extra kind="1"/>'),
        right=order("<Extra/>"),
        fix="Go by the message, which is that of libxml2 with the schema's definition.",
        sources=("XML Schema Part 1: Structures",),
    ),
    Explanation(
        rule=rules.FACET,
        why="Facets bound a value: its length, its range, a pattern. .NET's data contracts have none and read any"
        " value; who validates by the schema refuses it.",
        wrong=order("<Short>abcd</Short>"),
        right=order("<Short>abc</Short>"),
        fix="Keep to the bound that the finding names, or have it changed in the schema.",
        sources=("XML Schema Part 2, 4.3 Constraining facets",),
    ),
)
