"""When a key occurs twice: .NET's dictionaries and dcxml's refuse the same ones, for each kind of key."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dcxml import DataContractSerializer, DecodeError, Dialect, build_classes, validate
from dcxml.binding.parts import Part, dictionary_contract, pair_contract
from dcxml.contract import (
    ClassDataContract,
    CollectionDataContract,
    DataContractSet,
    DataMember,
    EnumDataContract,
    EnumMember,
)
from dcxml.lexical.uri_comparison import comparable_uri
from dcxml.qname import ARRAYS, SERIALIZATION, XS, XSI, QName, clr_namespace
from support import dotnet

if TYPE_CHECKING:
    from typing import Any

pytestmark = pytest.mark.dotnet

SYSTEM, PAIRS = clr_namespace("System"), clr_namespace("System.Collections.Generic")
DECLARED = (
    f'xmlns:k="urn:k" xmlns:x="{XS}" xmlns:s="{SERIALIZATION}" xmlns:a="{ARRAYS}" xmlns:i="{XSI}"'
    f' xmlns:y="{SYSTEM}" xmlns:p="{PAIRS}" xmlns:z="{SERIALIZATION}"'
)


def xs(name: str) -> QName:
    return QName(XS, name)


def in_k(name: str) -> QName:
    return QName("urn:k", name)


def member(name: str, type_: QName, *, is_nillable: bool = False, is_required: bool = False) -> DataMember:
    return DataMember(name=name, type=type_, is_nillable=is_nillable, is_required=is_required)


def struct(name: str, *members: DataMember) -> ClassDataContract:
    return ClassDataContract(name=in_k(name), is_value_type=True, members=members)


def part(name: QName, *, is_nullable: bool = False) -> Part:
    """Return a type as it stands in a dictionary or a pair."""
    return Part(name=name, is_value_type=name not in REFERENCE_TYPES, is_nullable=is_nullable)


REFERENCE_TYPES = {xs(name) for name in ("string", "anyURI", "base64Binary", "QName", "anyType")}
REFERENCE_TYPES |= {in_k("Point"), in_k("Node"), QName(ARRAYS, "ArrayOfint")}
DATE_TIME_OFFSET, GUID = QName(SYSTEM, "DateTimeOffset"), QName(SERIALIZATION, "guid")
INTS = QName(ARRAYS, "ArrayOfint")
DECIMAL_PAIR = pair_contract(part(xs("decimal")), part(xs("int")))
INT_PAIR = pair_contract(part(xs("int")), part(xs("decimal")))
MIXED = struct(
    "Mixed",
    member("a", xs("double")),
    member("b", xs("anyType"), is_nillable=True),
    member("c", in_k("Point"), is_nillable=True),
    member("d", xs("dateTime")),
    member("e", xs("decimal")),
    member("f", xs("base64Binary"), is_nillable=True),
    member("g", in_k("Aliases")),
    member("h", in_k("Amount")),
)
TYPES = [
    ClassDataContract(name=in_k("Point"), members=(member("a", xs("int")),)),
    ClassDataContract(name=in_k("Node"), members=(member("a", xs("int")),), is_reference=True),
    EnumDataContract(
        name=in_k("Aliases"),
        members=(EnumMember(name="A", value=0), EnumMember(name="B", value=0), EnumMember(name="C", value=1)),
    ),
    EnumDataContract(
        name=in_k("Flags"),
        is_flags=True,
        members=(EnumMember(name="A", value=1), EnumMember(name="B", value=2), EnumMember(name="AB", value=3)),
    ),
    CollectionDataContract(name=INTS, item_name="int", item_type=xs("int")),
    struct("Amount", member("a", xs("decimal"))),
    struct("Moment", member("a", xs("dateTime")), member("b", xs("int"))),
    struct("Named", member("a", xs("string"), is_nillable=True), member("b", xs("decimal"))),
    struct("Outer", member("a", in_k("Amount"))),
    struct("Perhaps", member("a", in_k("Amount"), is_nillable=True)),
    struct("Boxed", member("a", xs("anyType"), is_nillable=True)),
    struct("Number", member("a", xs("double"))),
    struct("Reference", member("a", in_k("Node"), is_nillable=True)),
    MIXED,
    DECIMAL_PAIR,
    INT_PAIR,
]
KNOWN = [in_k(name) for name in ("Point", "Aliases", "Amount", "Flags", "Mixed", "Node")] + [INTS]


def document(contract: CollectionDataContract, *keys: str) -> str:
    """Return a dictionary of these keys; one that begins with an attribute has ``>`` behind it, ``/>`` is empty."""
    name = contract.name.name
    entry = f"<{contract.item_name}><Key{{}}<Value>1</Value></{contract.item_name}>"
    texts = (key if key.startswith(" ") else f">{key}" for key in keys)
    entries = "".join(entry.format("/>" if text == ">/>" else f"{text}</Key>") for text in texts)
    return f'<{name} xmlns="{contract.name.namespace}" {DECLARED}>{entries}</{name}>'


def typed(name: str, text: str) -> str:
    return f' i:type="{name}">{text}'


def offset(hour: int, minutes: int) -> str:
    return f"<y:DateTime>2020-01-01T{hour:02}:00:00Z</y:DateTime><y:OffsetMinutes>{minutes}</y:OffsetMinutes>"


ID = "66d630dd-753e-4a94-92d0-617692d98ce5"
NOON, NOON_Z = "2020-01-01T12:00:00", "2020-01-01T12:00:00Z"

SAME = {
    "string": (xs("string"), "a", "a"),
    "empty string": (xs("string"), "", ""),
    "int": (xs("int"), "1", "01"),
    "boolean": (xs("boolean"), "true", "1"),
    "char": (QName(SERIALIZATION, "char"), "65", "65"),
    "NaN": (xs("double"), "NaN", "NaN"),
    "zero and its negative": (xs("double"), "0", "-0"),
    "float": (xs("float"), "0.1", "0.10000000001"),
    "float NaN": (xs("float"), "NaN", "NaN"),
    "decimal of another scale": (xs("decimal"), "1.0", "1.00"),
    "dateTime of another kind": (xs("dateTime"), NOON, NOON_Z),
    "dateTime of another offset": (xs("dateTime"), NOON_Z, "2020-01-01T13:00:00+01:00"),
    "dateTime before the first": (xs("dateTime"), "0001-01-01T00:00:00", "0001-01-01T10:00:00+14:00"),
    "offset": (DATE_TIME_OFFSET, offset(1, 60), offset(1, 0)),
    "duration": (QName(SERIALIZATION, "duration"), "PT60S", "PT1M"),
    "guid": (GUID, ID, ID.upper()),
    "QName": (xs("QName"), "s:a", "z:a"),
    "empty QName": (xs("QName"), "", ""),
    "URI": (xs("anyURI"), "http://X", "http://u@x:80/#f"),
    "no bytes": (xs("base64Binary"), "/>", "/>"),
    "struct of no bytes": (in_k("Mixed"), "<k:f/>", "<k:f/>"),
    "relative URI": (xs("anyURI"), "a", "a"),
    "texts of one number": (in_k("Aliases"), "A", "B"),
    "flags": (in_k("Flags"), "A B", "AB"),
    "struct": (in_k("Mixed"), "<k:a>NaN</k:a>", "<k:a>NaN</k:a>"),
    "empty struct": (in_k("Mixed"), "", "<k:a>-0</k:a><k:d>0001-01-01T00:00:00Z</k:d><k:g>B</k:g>"),
    "struct of an object": (in_k("Mixed"), *['<k:b i:type="x:int">1</k:b>'] * 2),
    "struct of a null": (in_k("Mixed"), '<k:f i:nil="true"/>', ""),
    "struct that begins with a null": (in_k("Number"), "", "<k:a>0</k:a>"),
    "struct whose second member has another scale": (
        in_k("Named"),
        "<k:a>a</k:a><k:b>1.0</k:b>",
        "<k:a>a</k:a><k:b>1.00</k:b>",
    ),
    "struct that may be null of another scale": (
        in_k("Perhaps"),
        "<k:a><k:a>1.0</k:a></k:a>",
        "<k:a><k:a>1.00</k:a></k:a>",
    ),
    "struct of two local times": (
        in_k("Moment"),
        "<k:a>2020-01-01T00:00:00+00:00</k:a>",
        "<k:a>2020-01-01T01:00:00+01:00</k:a>",
    ),
    "struct of one object": (in_k("Reference"), '<k:a z:Id="i1"/>', '<k:a z:Ref="i1"/>'),
    "pair": (INT_PAIR.name, "<p:key>1</p:key><p:value>1.0</p:value>", "<p:key>1</p:key><p:value>1.00</p:value>"),
    "one object": (in_k("Node"), ' z:Id="i1">', ' z:Ref="i1">'),
    "an int among objects": (xs("anyType"), typed("x:int", "1"), typed("x:int", "1")),
    "an integer among objects": (xs("anyType"), typed("x:integer", "1"), typed("x:long", "1")),
    "a date among objects": (xs("anyType"), typed("x:date", "2020-01-01"), typed("x:string", "2020-01-01")),
    "a decimal among objects": (xs("anyType"), typed("x:decimal", "1.0"), typed("x:decimal", "1.00")),
    "NaN among objects": (xs("anyType"), typed("x:double", "NaN"), typed("x:double", "NaN")),
    "a duration among objects": (xs("anyType"), typed("s:duration", "PT60S"), typed("x:duration", "PT1M")),
    "an enumeration among objects": (xs("anyType"), typed("k:Aliases", "A"), typed("k:Aliases", "B")),
    "flags among objects": (xs("anyType"), typed("k:Flags", "A B"), typed("k:Flags", "AB")),
    "a struct among objects": (xs("anyType"), typed("k:Mixed", ""), typed("k:Mixed", "")),
    "one object among objects": (xs("anyType"), ' z:Id="i1" i:type="k:Node">', ' z:Ref="i1">'),
    "a URI and its text": (xs("anyType"), typed("x:anyURI", "http://X"), typed("x:string", "http://x/")),
}
DIFFERENT = {
    "string": (xs("string"), "a", "A"),
    "QName": (xs("QName"), "x:a", "k:a"),
    "offset": (DATE_TIME_OFFSET, offset(1, 0), offset(2, 60)),
    "enumeration": (in_k("Aliases"), "A", "C"),
    "flags": (in_k("Flags"), "A", "B"),
    "class": (in_k("Point"), "<k:a>1</k:a>", "<k:a>1</k:a>"),
    "list": (INTS, "<a:int>1</a:int>", "<a:int>1</a:int>"),
    "bytes": (xs("base64Binary"), "AQ==", "AQ=="),
    "some bytes and none": (xs("base64Binary"), "AQ==", ""),
    "objects with an identity": (in_k("Node"), ' z:Id="i1">', ' z:Id="i2">'),
    "struct": (in_k("Mixed"), "<k:a>1</k:a>", "<k:a>2</k:a>"),
    "struct of objects": (in_k("Mixed"), '<k:b i:type="x:int">1</k:b>', '<k:b i:type="x:long">1</k:b>'),
    "struct of classes": (in_k("Mixed"), "<k:c/>", "<k:c/>"),
    "struct of bytes": (in_k("Mixed"), "<k:f>AQ==</k:f>", "<k:f>AQ==</k:f>"),
    "object that is a struct that begins with another scale": (
        in_k("Boxed"),
        '<k:a i:type="k:Amount"><k:a>1.0</k:a></k:a>',
        '<k:a i:type="k:Amount"><k:a>1.00</k:a></k:a>',
    ),
    "struct that begins with another scale": (in_k("Amount"), "<k:a>1.0</k:a>", "<k:a>1.00</k:a>"),
    "struct that begins with another kind": (in_k("Moment"), f"<k:a>{NOON}</k:a>", f"<k:a>{NOON_Z}</k:a>"),
    "struct that begins with local time": (
        in_k("Moment"),
        f"<k:a>{NOON_Z}</k:a>",
        "<k:a>2020-01-01T12:00:00+00:00</k:a>",
    ),
    "struct of a struct of another scale": (
        in_k("Outer"),
        "<k:a><k:a>1.0</k:a></k:a>",
        "<k:a><k:a>1.00</k:a></k:a>",
    ),
    "struct whose first is null": (in_k("Named"), "<k:b>1.0</k:b>", "<k:b>1.00</k:b>"),
    "pair": (DECIMAL_PAIR.name, "<p:key>1.0</p:key><p:value>1</p:value>", "<p:key>1.00</p:key><p:value>1</p:value>"),
    "int and long": (xs("anyType"), typed("x:int", "1"), typed("x:long", "1")),
    "int and boolean": (xs("anyType"), typed("x:int", "1"), typed("x:boolean", "true")),
    "int and double": (xs("anyType"), typed("x:int", "1"), typed("x:double", "1")),
    "enumeration and int": (xs("anyType"), typed("k:Aliases", "A"), typed("x:int", "0")),
    "date and dateTime": (xs("anyType"), typed("x:date", "2020-01-01"), typed("x:dateTime", "2020-01-01T00:00:00")),
    "classes among objects": (xs("anyType"), typed("k:Point", ""), typed("k:Point", "")),
    "lists among objects": (xs("anyType"), typed("a:ArrayOfint", ""), typed("a:ArrayOfint", "")),
    "bytes among objects": (xs("anyType"), typed("x:base64Binary", "AQ=="), typed("x:base64Binary", "AQ==")),
    "plain objects": (xs("anyType"), "", typed("x:anyType", "")),
    "plain objects of white space": (xs("anyType"), "&#x20;", "&#xA;"),
    "a text and its URI": (xs("anyType"), typed("x:string", "a"), typed("x:anyURI", "a")),
}


class Judges:
    """.NET and dcxml on the dictionaries of one kind of key."""

    def __init__(self, key: QName, *, is_nullable: bool = False) -> None:
        self.dictionary = dictionary_contract(part(key, is_nullable=is_nullable), part(xs("int")))
        self.contracts = DataContractSet([*TYPES, self.dictionary])
        self.types = dotnet.clr_types(self.contracts, known_types=KNOWN)
        self.binding = build_classes(self.contracts)

    def serializer(self, **settings: Any) -> DataContractSerializer[Any]:
        known = [self.binding[name.clark] for name in KNOWN]
        return DataContractSerializer(self.binding[self.dictionary.name.clark], known_types=known, **settings)

    def verdicts(self, *keys: str) -> tuple[bool, bool, bool, bool]:
        """Return whether .NET, both readers and the validator accept a dictionary of these keys."""
        text = document(self.dictionary, *keys)
        readers = [self.serializer(mode="dotnet"), self.serializer(unknown="forbid")]
        return (
            bool(self.types.read(text.encode(), self.dictionary.name)),
            *(_accepts(reader, text) for reader in readers),
            not list(validate(text, self.contracts)),
        )


def _accepts(serializer: DataContractSerializer[Any], text: str) -> bool:
    try:
        serializer.loads(text)
    except DecodeError:
        return False
    return True


@cache
def judges(key: QName) -> Judges:
    dotnet.require()
    return Judges(key)


@pytest.mark.parametrize("case", SAME)
def test_keys_that_are_one_to_dotnet_are_refused_by_all(case):
    key, *texts = SAME[case]
    assert (False,) * 4 == judges(key).verdicts(*texts)


@pytest.mark.parametrize("case", DIFFERENT)
def test_keys_that_differ_to_dotnet_are_read_and_written_as_it_writes_them(case):
    key, *texts = DIFFERENT[case]
    asked = judges(key)
    text = document(asked.dictionary, *texts)
    assert all(asked.verdicts(*texts)[:2])
    for dialect in Dialect:
        serializer = asked.serializer(mode="dotnet", dialect=dialect)
        expected = asked.types.read_write(text.encode(), asked.dictionary.name, dialect=dialect)
        value = serializer.loads(expected)
        assert len(texts) == len(value)
        assert expected == serializer.dumps(value)


@pytest.mark.parametrize("case", DIFFERENT)
def test_the_validator_finds_nothing_in_keys_that_the_strict_reader_takes(case):
    key, *texts = DIFFERENT[case]
    _, _, strict, validator = judges(key).verdicts(*texts)
    assert strict == validator


@pytest.mark.parametrize(
    ("key", "is_nullable"),
    [
        pytest.param(xs("string"), False, id="string"),
        pytest.param(xs("int"), True, id="Nullable"),
        pytest.param(in_k("Point"), False, id="class"),
        pytest.param(in_k("Mixed"), True, id="Nullable struct"),
        pytest.param(xs("anyType"), False, id="object"),
    ],
)
def test_null_is_no_key(key, is_nullable):
    dotnet.require()
    assert (False,) * 4 == Judges(key, is_nullable=is_nullable).verdicts(' i:nil="true">')


PIECES = ["//", "/", "\\", "x", "X", "x.y", "é", "u@", ":80", ":", "?", "#", "a", "A", "%41", "%2f", "%2F", "%C3%A9"]
PIECES += ["%ff", "%", "/../", "/./", "..", ".", "|", "~", "%7E", "1", "-"]
BEGINNINGS = ["", "http://x", "HTTP://X", "http://u@x", "http://x:80", "https://x", "foo://x", "FOO://X:80"]
BEGINNINGS += ["urn:a", "URN:a"]
uris = st.tuples(st.sampled_from(BEGINNINGS), st.lists(st.sampled_from(PIECES), max_size=4).map("".join)).map("".join)


@settings(max_examples=600, deadline=None, derandomize=True)
@given(uris, uris)
def test_uris_are_compared_as_system_uri_does(left, right):
    uri, kind = dotnet.require().system.Uri, dotnet.require().system.UriKind
    made = [uri.TryCreate(text, kind.RelativeOrAbsolute, None)[1] for text in (left, right)]
    assume(None not in made)
    assert bool(made[0].Equals(made[1])) == (comparable_uri(left) == comparable_uri(right))
