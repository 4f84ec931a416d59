"""Every member with every attribute and text that may disturb a reader: the verdict and the value are .NET's."""

from __future__ import annotations

import pytest

from support.reader_types import REFUSED, Thing, document, read_by_dcxml, read_by_dotnet, serializer

pytestmark = pytest.mark.dotnet

POINT, ITEM = "<x>1</x>", "<r:string>q</r:string>"
GOOD = {
    "Number": "5", "Maybe": "5", "Bool": "true", "Text": "q", "Guid": "6f9619ff-8b86-d011-b42d-00c04fc964ff",
    "Span": "PT1S", "Color": "Red", "MaybeColor": "Red", "Access": "Read", "Name": "t:n", "Uri": "u:v", "Blob": "AQ==",
    "Double": "1.5", "When": "2020-01-01T00:00:00", "Char": "97", "Base": "<b:a>1</b:a>", "Point": POINT,
    "MaybePoint": POINT, "Texts": ITEM, "Holes": "<r:int>5</r:int>", "Pair": "<g:key>k</g:key>", "Any": "",
}  # fmt: skip
"""The members, and a content that is good for each."""

ATTRIBUTES = {
    "none": "", "nil": 'i:nil="true"', "nil 1": 'i:nil="1"', "nil 0": 'i:nil="0"', "nil spaced": 'i:nil=" true "',
    "nil TRUE": 'i:nil="TRUE"', "nil empty": 'i:nil=""', "nil no-break space": 'i:nil="&#160;true"',
    "nil line feed": 'i:nil="&#10;false&#9;"', "type of .NET's own": 'i:type="x:long"', "type empty": 'i:type=""',
    "type not known": 'i:type="d:Unknown"', "type nowhere": 'i:type="d:Nowhere"', "type undeclared": 'i:type="n:int"',
    "type spaced": 'i:type=" d:D "', "type without prefix": 'i:type="D"', "type of nothing": 'i:type=":"',
    "type that ends in a colon": 'i:type="d:"', "nil and type": 'i:nil="true" i:type="d:D"',
    "nil and undeclared": 'i:nil="true" i:type="n:int"', "unknown": 'k="v" f:k="v"', "size": 's:Size="1"',
    "size bogus": 's:Size="bogus"', "size negative": 's:Size="-1"', "factory": 's:FactoryType="n:T"',
    "xml": 'xml:space="preserve" xml:lang="en"', "location": 'i:schemaLocation="a b" i:noNamespaceSchemaLocation="c"',
    "others": 'i:other="x" s:other="y"',
}  # fmt: skip

CONTENTS = {
    "good": "{}", "empty": "", "white space": " \n", "text": "???", "an element": "<f:x/>", "between spaces": " {} ",
    "and an element": "{}<f:x/>", "an instruction": "{}<?p?>", "a comment": "<!--c-->{}<!--d-->",
    "a section of space": "<![CDATA[ ]]>{}", "an empty section": "{}<![CDATA[]]>", "a reference to space": "{}&#32;",
    "a no-break space": "&#160;{}", "a bad attribute inside": '{}<f:x i:nil="bogus"/>',
    "a bad attribute far inside": '{}<f:x><f:y i:nil="bogus"/></f:x>', "twice": "{0}{0}",
}  # fmt: skip


FEW = ("good", "empty", "an element")
"""The contents that stand beside an attribute which .NET only looks at."""


def contents(attributes: str) -> dict[str, str]:
    """Return the contents to try beside these attributes: all where there is none and where nil may be said."""
    return CONTENTS if attributes in ("none", "nil", "nil 0") else {label: CONTENTS[label] for label in FEW}


def is_decided(tag: str, content: str, found: object) -> bool:
    """Tell whether the document shows one of the differences that docs/differences.md names."""
    keeps_a_uri = tag == "Uri" and ("&#160;" in content or content in (" \n", " {} "))
    return keeps_a_uri and found is not REFUSED


@pytest.mark.parametrize("attributes", ATTRIBUTES)
@pytest.mark.parametrize("tag", GOOD)
def test_both_read_the_same(tag, attributes):
    differences = []
    for label, content in contents(attributes).items():
        text = document(f"<{tag} {ATTRIBUTES[attributes]}>{content.format(GOOD[tag])}</{tag}>")
        ours, theirs = read_by_dcxml(text, Thing), read_by_dotnet(text, Thing)
        if ours != theirs and not is_decided(tag, content, theirs):
            differences.append((label, theirs, ours))

    assert [] == differences


@pytest.mark.parametrize("attributes", ATTRIBUTES)
@pytest.mark.parametrize("tag", GOOD)
def test_the_strict_reader_reads_nothing_else_than_dotnet(tag, attributes):
    strict = serializer(Thing, "strict", "ignore")
    differences = []
    for label, content in contents(attributes).items():
        text = document(f"<{tag} {ATTRIBUTES[attributes]}>{content.format(GOOD[tag])}</{tag}>")
        ours, theirs = read_by_dcxml(text, Thing, strict), read_by_dcxml(text, Thing)
        if ours not in (theirs, REFUSED) and not (tag == "Any" and content):
            differences.append((label, theirs, ours))

    assert [] == differences
