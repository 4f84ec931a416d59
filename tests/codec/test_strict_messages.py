"""Where .NET would lose something without a word, strict reading raises, and says in words what .NET would do."""

from __future__ import annotations

import pytest

from dcxml import DecodeError
from support.reader_types import D, R, Thing, document, serializer

LOST = {
    "out of order": (D, "<b:m>2</b:m><b:a>1</b:a>", "a is out of order: it belongs before m, and .NET would lose it"),
    "derived first": (
        D,
        "<b>3</b><z>4</z><b:a>1</b:a>",
        "a is out of order: it belongs before b, and .NET would lose it",
    ),
    "in reverse": (D, "<z>4</z><b>3</b><b:m>2</b:m>", "b is out of order: it belongs before z, and .NET would lose it"),
    "twice": (D, "<b:a>1</b:a><b:a>9</b:a>", "a occurs twice; .NET would read only the first"),
    "twice and apart": (D, "<b:a>1</b:a><b>3</b><b:a>9</b:a>", "a occurs twice; .NET would read only the first"),
    "the derived class's namespace": (
        D,
        "<a>1</a>",
        "a is in the namespace 'urn:d', but belongs to the namespace 'urn:b'; .NET would lose it",
    ),
    "no namespace": (
        D,
        '<b xmlns="">1</b>',
        "b is in no namespace, but belongs to the namespace 'urn:d'; .NET would lose it",
    ),
    "another case": (D, "<Z>1</Z>", "Z is not z: names are case-sensitive, and .NET would lose it"),
    "an optional member behind a required one": (
        R,
        "<b>1</b><a>1</a><d>x</d>",
        "a is out of order: it belongs before b, and .NET would lose it",
    ),
    "a foreign item": (
        Thing,
        "<Texts><f:x/></Texts>",
        "x is not an item of Texts, whose items are string; .NET would skip it",
    ),
    "an item of another case": (
        Thing,
        "<Texts><r:String/></Texts>",
        "String is not an item of Texts, whose items are string; .NET would skip it",
    ),
    "an item of another namespace": (
        Thing,
        "<Bases><B/></Bases>",
        "B is in the namespace 'urn:t', but the items of Bases are in the namespace 'urn:b'; .NET would skip it",
    ),
    "a foreign entry": (
        Thing,
        "<Map><f:x/></Map>",
        "x is not an item of Map, whose items are KeyValueOfstringint; .NET would skip it",
    ),
    "two keys in an entry": (
        Thing,
        "<Map><r:KeyValueOfstringint><r:Key>a</r:Key><r:Key>b</r:Key><r:Value>1</r:Value></r:KeyValueOfstringint></Map>",
        "Key occurs twice; .NET would read only the first",
    ),
    "text of a nil value": (
        Thing,
        '<Text i:nil="true">x</Text>',
        "Text is nil and must be empty; .NET would lose what is in it",
    ),
    "members of a nil class": (
        Thing,
        '<Base i:nil="true"><b:a>1</b:a></Base>',
        "Base is nil and must be empty; .NET would lose what is in it",
    ),
    "items of a nil list": (
        Thing,
        '<Texts i:nil="1"><r:string>q</r:string></Texts>',
        "Texts is nil and must be empty; .NET would lose what is in it",
    ),
    "a type .NET does not look at": (Thing, '<Number i:type="x:long">5</Number>', "i:type 'x:long' is not xs:int"),
    "an attribute of an item": (
        Thing,
        '<Texts><r:string k="v">q</r:string></Texts>',
        'the unknown attribute k has no place to be kept; read with unknown="ignore" to drop it, as .NET would',
    ),
    "a name with spaces around it": (
        Thing,
        "<Name> t:n </Name>",
        "Name: ' t:n ' is not xs:QName: .NET does not trim it",
    ),
}


@pytest.mark.parametrize(("cls", "content", "message"), LOST.values(), ids=LOST)
def test_strict_reading_says_what_dotnet_would_lose(cls, content, message):
    text = document(content, cls)
    serializer(cls).loads(text)  # .NET reads it

    with pytest.raises(DecodeError) as caught:
        serializer(cls, "strict").loads(text)

    assert message == caught.value.reason
    assert caught.value.path.startswith(f"/{cls.__name__}/")
    assert 1 == caught.value.line
    assert caught.value.found


REFUSED_BY_BOTH = {
    "a required member that comes late": (
        R,
        "<c>1</c><b>2</b><d>x</d>",
        "the required b comes too late: it belongs before c",
        "/R/b",
    ),
    "a required member that is not there": (R, "<b>1</b>", "the required d is missing", "/R"),
    "the entry of a dictionary in the wrong order": (
        Thing,
        "<Map><r:KeyValueOfstringint><r:Value>1</r:Value><r:Key>k</r:Key></r:KeyValueOfstringint></Map>",
        "the required Key comes too late: it belongs before Value",
        "/Thing/Map/KeyValueOfstringint/Key",
    ),
    "a bad i:nil on an unknown element": (D, '<x i:nil="yes"/>', "i:nil is 'yes'", "/D/x"),
    "an empty z:Id on an unknown element": (D, '<x s:Id=""/>', "z:Id is ''", "/D/x"),
    "a bad z:Size on an unknown element": (D, '<x s:Size="-1"/>', "z:Size is '-1'", "/D/x"),
    "an instruction in an unknown element": (
        D,
        "<x><y><?p?></y></x>",
        "a processing instruction is not allowed",
        "/D/x/y",
    ),
    "nil where a struct stands": (
        Thing,
        '<Points><Point i:nil="true"/></Points>',
        "nil is not allowed: Point cannot be null",
        "/Thing/Points/Point",
    ),
    "text in a class": (D, "<b:a>1</b:a>text", "D contains text, but only elements are allowed", "/D"),
    "a type that is not known": (
        Thing,
        '<Base i:type="d:Unknown"/>',
        "i:type names {urn:d}Unknown, which is not a known type derived from {urn:b}B",
        "/Thing/Base",
    ),
}


@pytest.mark.parametrize("mode", ["strict", "dotnet"])
@pytest.mark.parametrize(("cls", "content", "message", "path"), REFUSED_BY_BOTH.values(), ids=REFUSED_BY_BOTH)
def test_both_modes_say_what_dotnet_would_not_read(cls, content, message, path, mode):
    with pytest.raises(DecodeError) as caught:
        serializer(cls, mode).loads(document(content, cls))

    assert (message, path) == (caught.value.reason, caught.value.path)


@pytest.mark.parametrize(
    ("mode", "message"),
    [
        ("strict", "the prefix of i:type 'n:D' is not declared"),
        ("dotnet", "i:type names D, which is not a known type derived from {urn:b}B"),  # in no namespace, to .NET
    ],
)
def test_a_type_whose_prefix_is_not_declared_is_refused_in_the_words_of_the_mode(mode, message):
    with pytest.raises(DecodeError) as caught:
        serializer(Thing, mode).loads(document('<Base i:type="n:D"/>', Thing))

    assert (message, "/Thing/Base") == (caught.value.reason, caught.value.path)


def test_an_unknown_element_is_kept_beside_the_member_of_another_case():
    text = document("<z>1</z><Z>2</Z>", D)

    assert 1 == serializer(D, "strict").loads(text).z
    assert b"<Z>2</Z>" in serializer(D, "strict").dumps(serializer(D, "strict").loads(text))
