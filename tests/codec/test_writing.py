"""What is written: members, nil, i:type, built-in roots, and the errors for what could not be read back."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
import re
from decimal import Decimal
from typing import Annotated
from uuid import UUID

import attrs
import pytest

import dcxml
from dcxml import (
    AnyURI,
    AnyValue,
    Char,
    DataContractEnum,
    DataContractFlag,
    DataContractSerializer,
    DateTime,
    DateTimeOffset,
    Dialect,
    Duration,
    EncodeError,
    Float,
    Int,
    KeyValuePair,
    Long,
    OpenEnum,
    QName,
    SimpleContract,
    UntypedText,
    data_contract,
    data_member,
    enum_member,
    set_absent,
)
from dcxml.qname import ARRAYS, SERIALIZATION, XS, XSI, clr_namespace

DECLARED = f'xmlns:i="{XSI}" xmlns="urn:w"'


@data_contract(name="Color", namespace="urn:w")
class Color(DataContractEnum):
    RED = enum_member("Red")
    DARK_BLUE = enum_member("dark & blue", 7)


@data_contract(name="Size", namespace="urn:w")
class Size(OpenEnum):
    SMALL = enum_member("Small")


@data_contract(name="Access", namespace="urn:w")
class Access(DataContractFlag):
    READ = enum_member("Read", 1)
    WRITE = enum_member("Write", 2)
    BOTH = enum_member("Both", 3)
    RUN = enum_member("Run", 4)


@data_contract(name="Point", namespace="urn:p", is_value_type=True)
class Point:
    x: Int = data_member("x", default=0)


@data_contract(name="Empty", namespace="urn:w")
class Empty:
    pass


@data_contract(name="Base", namespace="urn:w")
class Base:
    a: Int = data_member("a", default=0)


@data_contract(name="Derived", namespace="urn:v")
class Derived(Base):
    b: str | None = data_member("b", default=None)


@data_contract(name="All", namespace="urn:w")
class All:
    any: object | None = data_member("A", default=None)
    base: Base | None = data_member("B", default=None)
    color: Color = data_member("C", default=Color.RED)
    empty: Empty | None = data_member("E", default=None)
    flags: Access = data_member("F", default=Access.READ)
    guid: UUID | None = data_member("G", default=None)
    ints: list[Int] | None = data_member("I", default=None)
    link: AnyURI | None = data_member("L", default=None)
    name: str | None = data_member("N", default=None)
    pair: KeyValuePair[str | None, Int] = data_member("P", factory=lambda: KeyValuePair(None, 0))
    table: dict[str, Point] | None = data_member("T", default=None)
    size: Size = data_member("Z", default=Size.SMALL)


POINT_ENTRY = next(each.item_name for each in dcxml.contracts_of(All) if getattr(each, "is_dictionary", False))
MEMBER_NAMES = [field.name for field in attrs.fields(All) if field.name != "_wire"]


def written(dialect=Dialect.XML_WRITER, **members):
    """Return how one member is written in an otherwise empty instance."""
    value = All(**members)
    for name in MEMBER_NAMES:
        if name not in members:
            set_absent(value, name)
    data = dcxml.dumps(value, dialect=dialect)
    assert dcxml.identical(value, dcxml.loads(data, All))
    text = data.decode()
    return text[text.index(">") + 1 : text.rindex("<")]


PAIRS = "http://schemas.datacontract.org/2004/07/System.Collections.Generic"
MEMBERS = {
    "nil text": ({"name": None}, '<N i:nil="true" />', '<N i:nil="true"/>'),
    "empty text": ({"name": ""}, "<N></N>", "<N/>"),
    "markup": ({"name": "<&>\"'"}, "<N>&lt;&amp;&gt;\"'</N>", "<N>&lt;&amp;&gt;\"'</N>"),
    "white space": ({"name": " \t\n\r"}, "<N> \t\n&#xD;</N>", "<N> \t\n&#xD;</N>"),
    "empty uri": ({"link": ""}, "<L></L>", "<L/>"),
    "uri": ({"link": "http://x/?a&b"}, "<L>http://x/?a&amp;b</L>", "<L>http://x/?a&amp;b</L>"),
    "nullable guid": ({"guid": UUID(int=10)}, f"<G>{UUID(int=10)}</G>", f"<G>{UUID(int=10)}</G>"),
    "enumeration": ({"color": Color.DARK_BLUE}, "<C>dark &amp; blue</C>", "<C>dark &amp; blue</C>"),
    "open enumeration": ({"size": Size("Odd <")}, "<Z>Odd &lt;</Z>", "<Z>Odd &lt;</Z>"),
    "flags": ({"flags": Access.READ | Access.RUN}, "<F>Read Run</F>", "<F>Read Run</F>"),
    "an exact flag": ({"flags": Access.READ | Access.WRITE}, "<F>Both</F>", "<F>Both</F>"),
    "greedy flags": ({"flags": Access(7)}, "<F>Read Write Run</F>", "<F>Read Write Run</F>"),
    "no flag": ({"flags": Access(0)}, "<F />", "<F/>"),
    "empty class": ({"empty": Empty()}, "<E />", "<E/>"),
    "empty list": ({"ints": []}, f'<I xmlns:d2p1="{ARRAYS}" />', f'<I xmlns:a="{ARRAYS}"/>'),
    "nil list": (
        {"ints": None},
        f'<I xmlns:d2p1="{ARRAYS}" i:nil="true" />',
        f'<I i:nil="true" xmlns:a="{ARRAYS}"/>',
    ),
    "list": (
        {"ints": [1, -2]},
        f'<I xmlns:d2p1="{ARRAYS}"><d2p1:int>1</d2p1:int><d2p1:int>-2</d2p1:int></I>',
        f'<I xmlns:a="{ARRAYS}"><a:int>1</a:int><a:int>-2</a:int></I>',
    ),
    "pair": (
        {"pair": KeyValuePair("k", 5)},
        f'<P xmlns:d2p1="{PAIRS}"><d2p1:key>k</d2p1:key><d2p1:value>5</d2p1:value></P>',
        f'<P xmlns:a="{PAIRS}"><a:key>k</a:key><a:value>5</a:value></P>',
    ),
    "derived class": (
        {"base": Derived(a=1, b="x")},
        '<B xmlns:d2p1="urn:v" i:type="d2p1:Derived"><a>1</a><d2p1:b>x</d2p1:b></B>',
        '<B i:type="a:Derived" xmlns:a="urn:v"><a>1</a><a:b>x</a:b></B>',
    ),
    "anything nil": ({"any": None}, '<A i:nil="true" />', '<A i:nil="true"/>'),
    "any int": (
        {"any": 5},
        f'<A xmlns:d2p1="{XS}" i:type="d2p1:int">5</A>',
        f'<A i:type="a:int" xmlns:a="{XS}">5</A>',
    ),
    "any long": (
        {"any": AnyValue(5, QName(XS, "long"))},
        f'<A xmlns:d2p1="{XS}" i:type="d2p1:long">5</A>',
        f'<A i:type="a:long" xmlns:a="{XS}">5</A>',
    ),
    "any guid": (
        {"any": UUID(int=0)},
        f'<A xmlns:d2p1="{SERIALIZATION}" i:type="d2p1:guid">{UUID(int=0)}</A>',
        f'<A i:type="a:guid" xmlns:a="{SERIALIZATION}">{UUID(int=0)}</A>',
    ),
    "any empty text": (
        {"any": ""},
        f'<A xmlns:d2p1="{XS}" i:type="d2p1:string"></A>',
        f'<A i:type="a:string" xmlns:a="{XS}"/>',
    ),
    "any class": (
        {"any": Derived(a=1)},
        '<A xmlns:d2p1="urn:v" i:type="d2p1:Derived"><a>1</a><d2p1:b i:nil="true" /></A>',
        '<A i:type="a:Derived" xmlns:a="urn:v"><a>1</a><a:b i:nil="true"/></A>',
    ),
    "any list": (
        {"any": AnyValue([1], QName(ARRAYS, "ArrayOfint"))},
        f'<A xmlns:d2p1="{ARRAYS}" i:type="d2p1:ArrayOfint"><d2p1:int>1</d2p1:int></A>',
        f'<A i:type="a:ArrayOfint" xmlns:a="{ARRAYS}"><a:int>1</a:int></A>',
    ),
    "any pair": (
        {"any": AnyValue(KeyValuePair("k", 5), QName(PAIRS, "KeyValuePairOfstringint"))},
        (
            f'<A xmlns:d2p1="{PAIRS}" i:type="d2p1:KeyValuePairOfstringint"><d2p1:key>k</d2p1:key>'
            "<d2p1:value>5</d2p1:value></A>"
        ),
        f'<A i:type="a:KeyValuePairOfstringint" xmlns:a="{PAIRS}"><a:key>k</a:key><a:value>5</a:value></A>',
    ),
    "any enumeration": ({"any": Color.RED}, '<A i:type="Color">Red</A>', '<A i:type="Color">Red</A>'),
    "any object": ({"any": AnyValue(None, QName(XS, "anyType"))}, "<A />", "<A/>"),
    "text without a type": ({"any": UntypedText("x<")}, "<A>x&lt;</A>", "<A>x&lt;</A>"),
}
KNOWN = {"derived class", "any class"}


@pytest.mark.parametrize("case", MEMBERS)
def test_a_member_is_written_as_net_writes_it_and_read_back_identical(case):
    members, xmlwriter, text = MEMBERS[case]
    known = [Derived] if case in KNOWN else []
    for dialect, expected in ((Dialect.XML_WRITER, xmlwriter), (Dialect.TEXT, text)):
        serializer = DataContractSerializer(All, dialect=dialect, known_types=known)
        value = All(**members)
        for name in MEMBER_NAMES:
            if name not in members:
                set_absent(value, name)
        data = serializer.dumps(value).decode()

        assert expected == data[data.index(">") + 1 : data.rindex("<")]
        assert dcxml.identical(value, serializer.loads(data))


def test_a_dictionary_is_written_as_keys_and_values():
    expected = (
        f'<T xmlns:d2p1="{ARRAYS}"><d2p1:KeyValueOfstringPointrGCJ16zq><d2p1:Key>k</d2p1:Key>'
        '<d2p1:Value xmlns:d4p1="urn:p"><d4p1:x>1</d4p1:x></d2p1:Value></d2p1:KeyValueOfstringPointrGCJ16zq></T>'
    )
    digest = dcxml.contracts_of(dict[str, Point])
    (name,) = (each.name.name for each in digest if each.name.namespace == ARRAYS)

    assert expected.replace("rGCJ16zq", name.removeprefix("ArrayOfKeyValueOfstringPoint")) == written(
        table={"k": Point(x=1)}
    )


ROOTS = {
    "int": (5, Int, f'<int xmlns="{SERIALIZATION}">5</int>'),
    "long": (5, Long, f'<long xmlns="{SERIALIZATION}">5</long>'),
    "float": (0.5, Float, f'<float xmlns="{SERIALIZATION}">0.5</float>'),
    "char": ("a", Char, f'<char xmlns="{SERIALIZATION}">97</char>'),
    "decimal": (Decimal("1.10"), Decimal, f'<decimal xmlns="{SERIALIZATION}">1.10</decimal>'),
    "empty string": ("", str, f'<string xmlns="{SERIALIZATION}"></string>'),
    "nil string": (None, str, f'<string i:nil="true" xmlns:i="{XSI}" xmlns="{SERIALIZATION}" />'),
    "duration": (Duration(), Duration, f'<duration xmlns="{SERIALIZATION}">PT0S</duration>'),
    "no bytes": (b"", bytes, f'<base64Binary xmlns="{SERIALIZATION}" />'),
    "object": (
        5,
        object,
        f'<z:anyType xmlns:d1p1="{XS}" i:type="d1p1:int" xmlns:i="{XSI}" xmlns:z="{SERIALIZATION}">5</z:anyType>',
    ),
    "name": (
        QName("urn:x", "n"),
        QName,
        f'<z:QName xmlns:d1p1="urn:x" xmlns:z="{SERIALIZATION}">d1p1:n</z:QName>',
    ),
    "nil name": (None, QName, f'<z:QName i:nil="true" xmlns:i="{XSI}" xmlns:z="{SERIALIZATION}" />'),
    "list": ([1], list[Int], f'<ArrayOfint xmlns:i="{XSI}" xmlns="{ARRAYS}"><int>1</int></ArrayOfint>'),
    "empty list": ([], list[Int], f'<ArrayOfint xmlns:i="{XSI}" xmlns="{ARRAYS}" />'),
    "nil list": (None, list[Int], f'<ArrayOfint i:nil="true" xmlns:i="{XSI}" xmlns="{ARRAYS}" />'),
    "list of classes": (
        [Point(x=1)],
        list[Point],
        f'<ArrayOfPoint xmlns:i="{XSI}" xmlns="urn:p"><Point><x>1</x></Point></ArrayOfPoint>',
    ),
    "enumeration": (Color.RED, Color, '<Color xmlns="urn:w">Red</Color>'),
    "offset": (
        DateTimeOffset.from_datetime(DateTime.fromisoformat("2025-01-01T05:30:00+05:30")),
        DateTimeOffset,
        (
            f'<DateTimeOffset xmlns:i="{XSI}" xmlns="{clr_namespace("System")}">'
            "<DateTime>2025-01-01T00:00:00Z</DateTime><OffsetMinutes>330</OffsetMinutes></DateTimeOffset>"
        ),
    ),
}


@pytest.mark.parametrize(("value", "annotation", "expected"), ROOTS.values(), ids=ROOTS)
def test_a_root_is_written_as_net_writes_it_and_read_back(value, annotation, expected):
    assert expected == dcxml.dumps(value, annotation).decode()
    assert dcxml.identical(value, dcxml.loads(expected, annotation))
    text = dcxml.dumps(value, annotation, dialect=Dialect.TEXT)
    assert dcxml.identical(value, dcxml.loads(text, annotation))


def test_an_empty_name_is_an_empty_element_that_only_dotnet_reads():
    data = dcxml.dumps(QName("", ""), QName)

    assert f'<z:QName xmlns:z="{SERIALIZATION}" />'.encode() == data
    assert QName("", "") == dcxml.loads(data, QName, mode="dotnet")


def test_a_derived_root_names_its_type():
    value = Derived(a=1, b="x")
    serializer = DataContractSerializer(Base, known_types=[Derived])
    start = f'<Base xmlns:i="{XSI}" xmlns:d1p1="urn:v" i:type="d1p1:Derived" xmlns="urn:w">'
    expected = f"{start}<a>1</a><d1p1:b>x</d1p1:b></Base>"

    assert expected == serializer.dumps(value).decode()
    assert dcxml.identical(value, serializer.loads(expected))


@data_contract(namespace="urn:w")
class Stranger:
    pass


PLAIN = {
    "a datetime": (dt.datetime(2020, 1, 2, 3, 4, 5, 600), dcxml.DateTime(2020, 1, 2, 3, 4, 5, 600)),  # noqa: DTZ001 - a zone is not meant
    "a datetime with an offset": (
        dt.datetime(2020, 1, 2, tzinfo=dt.timezone(dt.timedelta(hours=2))),
        dcxml.DateTime(2020, 1, 2, tzinfo=dt.timezone(dt.timedelta(hours=2))),
    ),
    "a timedelta": (dt.timedelta(days=-1, microseconds=1), dcxml.Duration(days=-1, microseconds=1)),
}


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize(("plain", "own"), PLAIN.values(), ids=PLAIN)
def test_plain_dates_and_durations_may_stand_in_an_object(plain, own, dialect):
    data = dcxml.dumps(All(any=plain), dialect=dialect)

    assert data == dcxml.dumps(All(any=own), dialect=dialect)
    assert own == dcxml.loads(data, All).any == plain


FAULTS = {
    "a type that is not known": ({"base": Derived()}, "/All/B", "its type is not known here"),
    "another class": ({"base": Point()}, "/All/B", "is not a Base"),
    "no class": ({"base": "x"}, "/All/B", "'x' is not a Base"),
    "no list": ({"ints": 5}, "/All/I", "5 is not a list"),
    "a fault in a list": ({"ints": [1, None]}, "/All/I/int[2]", "None is not"),
    "a bool for an int": ({"ints": [True]}, "/All/I/int", "True is not"),
    "out of range": ({"ints": [2**31]}, "/All/I/int", "2147483648"),
    "a control character": ({"name": "a\x01"}, "/All/N", "U+0001 at index 1 is not a character of XML 1.0"),
    "a lone surrogate": ({"name": "\ud800"}, "/All/N", "U+D800 at index 0 is not a character of XML 1.0"),
    "nil for a value": ({"color": None, "pair": None}, "/All/C", "None is not"),
    "another enumeration": ({"color": Size.SMALL}, "/All/C", "is not Color (Red, dark & blue)"),
    "flags without a name": ({"flags": Access.__new_member__}, "/All/F", "is not Access"),
    "inside a pair": ({"pair": KeyValuePair("k", "v")}, "/All/P/value", "'v' is not"),
    "inside a dictionary": ({"table": {"k": Point(x="1")}}, f"/All/T/{POINT_ENTRY}/Value/x", "'1' is not"),
    "a value whose type does not tell": ({"any": [1]}, "/All/A", "or an AnyValue with its type"),
    "a contract": ({"any": [1]}, "/All/A", "AnyValue(value, QName(namespace, name)) says which contract it is of"),
    "a class": ({"any": Stranger()}, "/All/A", "its class is not known here: known_types=(Stranger,)"),
    "a long": ({"any": 2**31}, "/All/A", f'is written as AnyValue(value, QName("{XS}", "long"))'),
    "an unsigned long": ({"any": 2**63}, "/All/A", f'is written as AnyValue(value, QName("{XS}", "unsignedLong"))'),
    "a number of many digits": (
        {"any": -(2**64)},
        "/All/A",
        "an int in an object is an xs:int; a wider one is written as a Decimal",
    ),
    "a type that is no type": ({"any": AnyValue(1, QName("urn:x", "y"))}, "/All/A", "is not a known type"),
    "text for a name": ({"any": AnyValue("x", QName(XS, "anyType"))}, "/All/A", "is not nothing"),
}


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize(("members", "path", "reason"), FAULTS.values(), ids=FAULTS)
def test_what_could_not_be_read_back_is_refused_with_its_path(members, path, reason, dialect):
    with pytest.raises(EncodeError) as caught:
        dcxml.dumps(All(**members), dialect=dialect)

    assert path == caught.value.path
    assert reason in str(caught.value)


@data_contract(name="Spaced", namespace="urn:w")
class Spaced(DataContractFlag):
    ONE = enum_member("o ne", 1)
    TWO = enum_member("two", 2)


@pytest.mark.parametrize("value", [Spaced.ONE, Spaced.ONE | Spaced.TWO], ids=["alone", "among others"])
def test_a_flag_whose_text_has_a_space_could_not_be_read_back(value):
    with pytest.raises(EncodeError, match="spaces part the texts of flags"):
        dcxml.dumps(value, Spaced)


def test_the_textless_zero_of_an_enumeration_is_left_out():
    assert b"<Z>" not in dcxml.dumps(All(size=Size(0)))
    with pytest.raises(EncodeError, match="the enumeration's zero has none"):
        dcxml.dumps(Size(0), Size)


@pytest.mark.parametrize("obj", [[1], 5, "x", KeyValuePair(1, 2)], ids=["list", "int", "str", "pair"])
def test_what_does_not_tell_its_contract_needs_its_type(obj):
    with pytest.raises(TypeError, match=r"dumps needs the type of a"):
        dcxml.dumps(obj)


def test_settings_that_do_not_exist_are_refused():
    with pytest.raises(ValueError, match="allowed are"):
        dcxml.dumps(All(), dialect="text")
    with pytest.raises(ValueError, match="a number of spaces"):
        dcxml.dumps(All(), indent=-1)


@data_contract(name="Sparse", namespace="urn:w")
class Sparse:
    count: Int = data_member("Count", default=0, emit_default_value=False)
    day: DateTime = data_member("Day", default=DateTime.min, emit_default_value=False)
    flags: Access = data_member("Flags", default=Access(0), emit_default_value=False)
    name: str | None = data_member("Name", default=None, emit_default_value=False)
    number: Int | None = data_member("Number", default=None, emit_default_value=False)
    point: Point = data_member("Point", factory=Point, emit_default_value=False)
    size: Size = data_member("Size", default=Size(0), emit_default_value=False)


def test_defaults_are_left_out_where_the_contract_says_so():
    assert f"<Sparse {DECLARED} />".encode() == dcxml.dumps(Sparse())
    full = Sparse(
        count=1, day=DateTime(2025, 1, 1), flags=Access.RUN, name="", number=0, point=Point(x=1), size=Size.SMALL
    )
    data = dcxml.dumps(full)
    names = [b"Count", b"Day", b"Flags", b"Name", b"Number", b"Point", b"Size", b"Sparse"]
    assert names == re.findall(rb"</([A-Z]\w+)>", data)
    assert dcxml.identical(full, dcxml.loads(data, Sparse))


@data_contract(name="Must", namespace="urn:w")
class Must:
    count: Int = data_member("Count", default=0, emit_default_value=False, is_required=True)


def test_a_required_member_cannot_be_left_out():
    with pytest.raises(EncodeError, match="Count is required, but its default is not written"):
        dcxml.dumps(Must())
    assert b"<Count>1</Count>" in dcxml.dumps(Must(count=1))


POSITIVE = SimpleContract("positiveInteger", namespace=XS)
FROM_ONE = SimpleContract("FromOne", namespace="urn:w", facets=(("minInclusive", "1"),))
THREE = SimpleContract("Three", namespace="urn:w", facets=(("enumeration", "3"),))
RECENT = SimpleContract("Recent", namespace="urn:w", facets=(("minInclusive", "2000-01-01T00:00:00"),))


@data_contract(name="Bounded", namespace="urn:w")
class Bounded:
    least: Annotated[Int, FROM_ONE] = data_member("Least", default=0)
    positive: Annotated[Long, POSITIVE] = data_member("Positive", default=0)
    since: Annotated[DateTime, RECENT] = data_member("Since", default=DateTime.min)
    three: Annotated[Int, THREE] = data_member("Three", default=0)
    up_to_nine: Annotated[Int, SimpleContract("Digit", namespace="urn:w", facets=(("maxInclusive", "9"),))] = (
        data_member("UpToNine", default=0)
    )


def test_a_default_that_facets_exclude_is_left_out():
    data = dcxml.dumps(Bounded())
    assert f"<Bounded {DECLARED}><UpToNine>0</UpToNine></Bounded>".encode() == data
    assert Bounded() == dcxml.loads(data, Bounded)
    assert [] == list(dcxml.validate(data, dcxml.contracts_of(Bounded)))
    full = Bounded(least=1, positive=2, since=DateTime(2025, 1, 1), three=3, up_to_nine=9)
    assert 6 == dcxml.dumps(full).count(b"</")
    assert dcxml.identical(full, dcxml.loads(dcxml.dumps(full), Bounded))


@pytest.mark.parametrize("value", [Bounded(), Sparse()], ids=["by its facets", "by its contract"])
def test_a_default_that_is_left_out_is_equal_when_read_and_absent(value):
    read = dcxml.loads(dcxml.dumps(value), type(value))
    assert value == read
    assert not dcxml.identical(value, read)
    assert dcxml.identical(read, dcxml.loads(dcxml.dumps(read), type(value)))


@data_contract(name="Ranged", namespace="urn:w")
class Ranged:
    least: Annotated[Int, FROM_ONE] = data_member("Least", default=0, emit_default_value=False)
    maybe: Annotated[Int, FROM_ONE] | None = data_member("Maybe", default=None, emit_default_value=False)
    since: Annotated[DateTime, RECENT] = data_member("Since", default=DateTime.min, emit_default_value=False)
    text: Annotated[str, SimpleContract("Text", namespace="urn:w", facets=(("maxLength", "3"),))] | None = data_member(
        "Text", default=None, emit_default_value=False
    )


def test_the_default_of_a_type_with_facets_is_that_of_the_type_below():
    assert f"<Ranged {DECLARED} />".encode() == dcxml.dumps(Ranged())
    full = Ranged(least=1, maybe=1, since=DateTime(2025, 1, 1), text="")
    assert 4 == sum(dcxml.dumps(full).count(f"<{name}".encode()) for name in ("Least", "Maybe", "Since", "Text"))
    with pytest.raises(EncodeError):
        dcxml.dumps(Ranged(maybe=0))


@pytest.mark.parametrize("values", [{"least": -1}, {"positive": -1}, {"three": 4}, {"up_to_nine": 10}])
def test_any_other_value_that_facets_exclude_is_an_error(values):
    with pytest.raises(EncodeError):
        dcxml.dumps(Bounded(**values))


def test_a_required_default_that_facets_exclude_is_an_error():
    @data_contract(name="Needed", namespace="urn:w")
    class Needed:
        least: Annotated[Int, FROM_ONE] = data_member("Least", default=0, is_required=True)

    with pytest.raises(EncodeError, match="its minInclusive allows 1 at least"):
        dcxml.dumps(Needed())


def test_the_xml_declaration_comes_first():
    assert dcxml.dumps(5, Int, xml_declaration=True).startswith(b'<?xml version="1.0" encoding="utf-8"?><int')


def test_kept_state_survives_copies_and_pickles():
    text = f'<All k="1" {DECLARED}><x /><N a="b">t</N><y>u</y></All>'
    value = dcxml.loads(text, All)
    expected = dcxml.dumps(value)

    for twin in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):  # noqa: S301 - our own
        assert expected == dcxml.dumps(twin)


def test_a_class_of_its_own_in_the_namespace_of_pairs_is_held_by_any_type():
    @data_contract(name="KeyValuePairOfNote", namespace=clr_namespace("System.Collections.Generic"))
    class Note:
        text: str | None = data_member("Text", default=None)

    @data_contract(name="Shelf", namespace="urn:shelf")
    class Shelf:
        held: object | None = data_member("Held", default=None)

    serializer = dcxml.DataContractSerializer(Shelf, known_types=[Note])

    assert Shelf(held=Note(text="a")) == serializer.loads(serializer.dumps(Shelf(held=Note(text="a"))))
