"""Which member an element is: XmlObjectSerializerReadContext, its state machine and all that it skips.

Each table has what stands in the element and what .NET reads of it, which the runtime confirms.
"""

from __future__ import annotations

import pytest

from support.reader_types import REFUSED, D, R, document, read_by_dcxml, read_by_dotnet

# A class D : B with members a and m of the base, b and z of its own.
MEMBERS = {
    "in order": ("<b:a>1</b:a><b:m>2</b:m><b>3</b><z>4</z>", {"a": 1, "m": 2, "b": 3, "z": 4}),
    "m before a": ("<b:m>2</b:m><b:a>1</b:a>", {"m": 2}),
    "derived first": ("<b>3</b><z>4</z><b:a>1</b:a><b:m>2</b:m>", {"b": 3, "z": 4}),
    "alphabetical": ("<b:a>1</b:a><b>3</b><b:m>2</b:m><z>4</z>", {"a": 1, "b": 3, "z": 4}),
    "reverse": ("<z>4</z><b>3</b><b:m>2</b:m><b:a>1</b:a>", {"z": 4}),
    "dup": ("<b:a>1</b:a><b:a>9</b:a><b:m>2</b:m>", {"a": 1, "m": 2}),
    "dup later": ("<b:a>1</b:a><b:m>2</b:m><b:a>9</b:a>", {"a": 1, "m": 2}),
    "dup bad text": ("<b:a>1</b:a><b:a>x</b:a>", {"a": 1}),
    "late bad text": ("<b:m>1</b:m><b:a>x</b:a>", {"m": 1}),
    "unknown anywhere": ("<f:x/><b:a>1</b:a><f:y><z>7</z></f:y><b:m>2</b:m><x/>", {"a": 1, "m": 2}),
    "wrong ns": ("<a>1</a><b:m>2</b:m>", {"m": 2}),
    "no ns": ('<a xmlns="">1</a><b:m>2</b:m>', {"m": 2}),
    "case": ("<b:A>1</b:A><b:m>2</b:m>", {"m": 2}),
    "bogus nil": ('<x i:nil="bogus"/>', REFUSED),
    "bogus nil nested": ('<x><y><w i:nil="bogus"/></y></x>', {}),
    "bogus nil in lost": ('<b:m>1</b:m><b:a i:nil="bogus">1</b:a>', REFUSED),
    "empty nil": ('<x i:nil=""/>', REFUSED),
    "nil TRUE": ('<x i:nil="TRUE"/>', REFUSED),
    "nil sp": ('<x i:nil=" true "/>', {}),
    "nil nbsp": ('<x i:nil="&#xA0;true"/>', REFUSED),
    "undecl type": ('<x i:type="nope:T"/>', {}),
    "undecl type nested": ('<x><y i:type="nope:T"/></x>', {}),
    "empty type": ('<x i:type=""/>', {}),
    "type colon": ('<x i:type=":T"/>', {}),
    "type trailing": ('<x i:type="b:"/>', {}),
    "type two colons": ('<x i:type="b:c:d"/>', {}),
    "type unknown": ('<x i:type="b:Nope"/>', {}),
    "type spaced": ('<x i:type=" b:Nope "/>', {}),
    "type undecl. spaced": ('<x i:type=" nope:Nope "/>', {}),
    "ids dup": ('<x s:Id="1"/><y s:Id="1"/>', {}),
    "id empty": ('<x s:Id=""/>', REFUSED),
    "ref unknown": ('<x s:Ref="9"/>', {}),
    "ref empty": ('<x s:Ref=""/>', REFUSED),
    "id then nested dup": ('<x s:Id="1"><y s:Id="1"/></x>', {}),
    "size bogus": ('<x s:Size="bogus"/>', REFUSED),
    "size on member": ('<b:a s:Size="bogus">1</b:a>', REFUSED),
    "factory": ('<x s:FactoryType="nope:T"/>', {}),
    "factory2": ('<b:a s:FactoryType="nope:T">1</b:a>', {"a": 1}),
    "text": ("text", REFUSED),
    "text after": ("<b:a>1</b:a>text", REFUSED),
    "cdata": ("<![CDATA[ ]]>", {}),
    "cdata empty": ("<![CDATA[]]>", {}),
    "charref space": ("&#32;", {}),
    "charref tab": ("&#9;<b:a>1</b:a>", {"a": 1}),
    "nbsp": ("&#160;", REFUSED),
    "cdata space before": ("<![CDATA[ ]]><b:a>1</b:a>", {"a": 1}),
    "ws mixed": ("  <![CDATA[ ]]>  ", {}),
    "text in skipped": ("<x>text</x>", {}),
    "mixed in skipped": ("<x>t<y/>t</x>", {}),
    "comment": ("<!--c--><b:a>1</b:a><!-- d -->", {"a": 1}),
    "pi": ("<?p i?><b:a>1</b:a>", REFUSED),
    "pi in skipped": ("<x><?p i?></x>", REFUSED),
    "pi in value": ("<b:a>1<?p i?></b:a>", REFUSED),
    "lang": ('<b:a xml:lang="en" xml:space="preserve">1</b:a>', {"a": 1}),
    "foreign attr": ('<b:a f:q="1">1</b:a>', {"a": 1}),
}


@pytest.mark.parametrize(("content", "expected"), MEMBERS.values(), ids=MEMBERS)
def test_reads_members_in_their_order_and_skips_the_rest(content, expected):
    assert expected == read_by_dcxml(document(content, D), D)


@pytest.mark.dotnet
@pytest.mark.parametrize(("content", "expected"), MEMBERS.values(), ids=MEMBERS)
def test_dotnet_reads_members_in_their_order_and_skips_the_rest(content, expected):
    assert expected == read_by_dotnet(document(content, D), D)


# A class with the members a, b (required), c, d (required) and e.
REQUIRED = {
    "all": ("<a>1</a><b>2</b><c>3</c><d>x</d><e>5</e>", {"a": 1, "b": 2, "c": 3, "d": "x", "e": 5}),
    "only required": ("<b>2</b><d>x</d>", {"b": 2, "d": "x"}),
    "missing first": ("<d>x</d>", REFUSED),
    "missing second": ("<b>1</b>", REFUSED),
    "none": ("", REFUSED),
    "late": ("<c>1</c><b>2</b><d>x</d>", REFUSED),
    "late2": ("<d>x</d><b>1</b>", REFUSED),
    "second late": ("<b>1</b><e>1</e><d>x</d>", REFUSED),
    "unknown between": ("<f:x/><b>2</b><f:x/><d>x</d><f:x/>", {"b": 2, "d": "x"}),
    "required dup": ("<b>1</b><b>2</b><d>x</d>", {"b": 1, "d": "x"}),
    "nil required": ('<b>1</b><d i:nil="true"/>', {"b": 1}),
    "wrong ns": ("<b>1</b><f:d>x</f:d>", REFUSED),
    "dup d": ("<b>1</b><d>x</d><d>y</d>", {"b": 1, "d": "x"}),
    "a after b": ("<b>1</b><a>1</a><d>x</d>", {"b": 1, "d": "x"}),
    "trailing text": ("<b>1</b>t<d>x</d>", REFUSED),
}


@pytest.mark.parametrize(("content", "expected"), REQUIRED.values(), ids=REQUIRED)
def test_misses_required_members(content, expected):
    assert expected == read_by_dcxml(document(content, R), R)


@pytest.mark.dotnet
@pytest.mark.parametrize(("content", "expected"), REQUIRED.values(), ids=REQUIRED)
def test_dotnet_misses_required_members(content, expected):
    assert expected == read_by_dotnet(document(content, R), R)
