"""Members of one name in a class and its bases, before the judge: which get ``i:type``, and what a reader takes."""

from __future__ import annotations

import pytest

from dcxml import (
    DataContractSerializer,
    DateTimeOffset,
    DecodeError,
    Dialect,
    EncodeError,
    SchemaError,
    build_classes,
    is_absent,
    loads,
    set_absent,
    validate,
)
from dcxml.contract import (
    ClassDataContract,
    CollectionDataContract,
    DataContractSet,
    DataMember,
    EnumDataContract,
    EnumMember,
)
from dcxml.qname import ARRAYS, SERIALIZATION, XS, XSI, QName, clr_namespace
from support import dotnet

pytestmark = pytest.mark.dotnet

INT, STRING, ANY, GUID = QName(XS, "int"), QName(XS, "string"), QName(XS, "anyType"), QName(SERIALIZATION, "guid")
DAY, POINT, NUMBERS = QName("urn:n", "Day"), QName("urn:n", "Point"), QName(ARRAYS, "ArrayOfint")
OFFSET = QName(clr_namespace("System"), "DateTimeOffset")
KNOWN = [DateTimeOffset]
VALUE_TYPES = {INT, GUID, DAY, POINT, OFFSET}
DECLARED = f'xmlns:i="{XSI}" xmlns:x="{XS}" xmlns:r="{ARRAYS}" xmlns:s="{OFFSET.namespace}"'


def member(name, type_, **said):
    return DataMember(name=name, type=type_, **{"is_nillable": type_ not in VALUE_TYPES, **said})


def hierarchy(*levels, namespaces=()):
    """Return classes C0, C1, … each derived from the one before."""
    names = [QName(namespaces[n] if namespaces else "urn:n", f"C{n}") for n in range(len(levels))]
    classes = [
        ClassDataContract(name=name, base=names[n - 1] if n else None, members=tuple(levels[n]))
        for n, name in enumerate(names)
    ]
    return DataContractSet(
        [
            *classes,
            EnumDataContract(name=DAY, members=(EnumMember(name="Sun", value=0), EnumMember(name="Mon", value=1))),
            ClassDataContract(name=POINT, is_value_type=True, members=(member("X", INT),)),
            CollectionDataContract(name=NUMBERS, item_name="int", item_type=INT),
        ]
    )


def one(first, second, content, **said):
    """Return a case of two classes that have a member V each."""
    return hierarchy([member("V", first)], [member("V", second, **said)]), content


CASES = {
    "a number and a text": one(INT, STRING, "<V>1</V><V>s</V>"),
    "a number and an empty text": one(INT, STRING, "<V>1</V><V></V>"),
    "a number and no text": one(INT, STRING, '<V>1</V><V i:nil="true"/>'),
    "two texts": one(STRING, STRING, "<V>1</V><V>s</V>"),
    "a number and a nullable one": one(INT, INT, "<V>1</V><V>2</V>", is_nillable=True),
    "a number and a guid": one(INT, GUID, "<V>1</V><V>00000000-0000-0000-0000-000000000001</V>"),
    "a number and octets": one(INT, QName(XS, "base64Binary"), "<V>1</V><V>AQ==</V>"),
    "a number and a URI": one(INT, QName(XS, "anyURI"), "<V>1</V><V>urn:a</V>"),
    "a number and a name": one(INT, QName(XS, "QName"), "<V>1</V><V>x:n</V>"),
    "a number and an object": one(INT, ANY, '<V>1</V><V i:type="x:string">s</V>'),
    "a number and a bare object": one(INT, ANY, "<V>1</V><V/>"),
    "a number and an enumeration": one(INT, DAY, "<V>1</V><V>Mon</V>"),
    "a number and a nullable enumeration": one(INT, DAY, "<V>1</V><V>Mon</V>", is_nillable=True),
    "a number and a struct": one(INT, POINT, "<V>1</V><V><X>2</X></V>"),
    "a number and a list": one(INT, NUMBERS, "<V>1</V><V><r:int>2</r:int></V>"),
    "a number and a moment": one(
        INT, OFFSET, "<V>1</V><V><s:DateTime>2020-01-01T00:00:00Z</s:DateTime><s:OffsetMinutes>0</s:OffsetMinutes></V>"
    ),
    "a number and the class itself": one(INT, QName("urn:n", "C0"), "<V>1</V><V><V>2</V></V>"),
    "a number and a derived object": one(
        INT, QName("urn:n", "C0"), '<V>1</V><V i:type="C1"><V>2</V><V i:nil="true"/></V>'
    ),
    "three, of which two are alike": (
        hierarchy([member("V", INT)], [member("V", INT)], [member("V", STRING)]),
        "<V>1</V><V>2</V><V>s</V>",
    ),
    "three, the odd one first": (
        hierarchy([member("V", STRING)], [member("V", INT)], [member("V", INT)]),
        "<V>s</V><V>2</V><V>3</V>",
    ),
    "in other namespaces too": (
        hierarchy(
            [member("V", INT)], [member("V", STRING)], [member("V", STRING)], namespaces=["urn:n", "urn:o", "urn:n"]
        ),
        '<V>1</V><V xmlns="urn:o">2</V><V>3</V>',
    ),
    "two names, of which one is passed over": (
        hierarchy([member("U", INT), member("V", INT)], [member("U", STRING), member("V", STRING)]),
        "<U>1</U><V>1</V><U>s</U><V>s</V>",
    ),
    "two names, one before them": (
        hierarchy([member("T", INT), member("U", INT), member("V", INT)], [member("U", STRING), member("V", STRING)]),
        "<T>1</T><U>1</U><V>1</V><U>s</U><V>s</V>",
    ),
    "two names, two before them": (
        hierarchy(
            [member("S", INT), member("T", INT), member("U", INT), member("V", INT)],
            [member("U", STRING), member("V", STRING)],
        ),
        "<S>0</S><T>1</T><U>1</U><V>1</V><U>s</U><V>s</V>",
    ),
}  # fmt: skip


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("case", CASES)
def test_they_are_written_with_the_type_dotnet_gives_them(case, dialect):
    contracts, content = CASES[case]
    classes = [each.name for each in contracts if each.name.name.startswith("C")]
    root = classes[-1]
    binding = build_classes(contracts)
    serializer = DataContractSerializer(binding[root.clark], mode="dotnet", dialect=dialect, known_types=KNOWN)
    types = dotnet.clr_types(contracts, known_types=[*classes, DAY, POINT, NUMBERS, OFFSET])
    document = f'<{root.name} xmlns="urn:n" {DECLARED}>{content}</{root.name}>'

    expected = types.read_write(document.encode(), root, dialect=dialect)

    assert expected == serializer.dumps(serializer.loads(document))
    strict = DataContractSerializer(binding[root.clark], dialect=dialect, known_types=KNOWN)
    assert expected == strict.dumps(strict.loads(expected))


def test_the_base_alone_is_written_without_a_type():
    contracts, _ = CASES["a number and a text"]
    root = QName("urn:n", "C0")
    document = b'<C0 xmlns="urn:n"><V>1</V></C0>'
    types = dotnet.clr_types(contracts)
    types.read_write(b'<C1 xmlns="urn:n"><V>1</V><V>s</V></C1>', QName("urn:n", "C1"), dialect="text")

    expected = types.read_write(document, root, dialect="text")

    serializer = DataContractSerializer(build_classes(contracts)[root.clark], dialect=Dialect.TEXT)
    assert expected == serializer.dumps(serializer.loads(document))


def test_what_a_reader_would_take_for_the_other_is_not_written():
    contracts, _ = CASES["two texts"]
    derived = build_classes(contracts)["{urn:n}C1"]
    value = derived(v="1", v_2="2")
    serializer = DataContractSerializer(derived)

    assert value == serializer.loads(serializer.dumps(value))
    set_absent(value, "v_2")
    assert is_absent(serializer.loads(serializer.dumps(value)), "v_2")
    set_absent(value, "v")
    assert b"<V" not in serializer.dumps(value)
    value.v_2 = "2"
    with pytest.raises(EncodeError, match="a base class has a member of this name that is left out") as caught:
        serializer.dumps(value)
    assert "/C1/V" == caught.value.path


def test_one_member_alone_is_the_bases():
    contracts, _ = CASES["a number and a text"]
    derived = build_classes(contracts)["{urn:n}C1"]

    assert 7 == loads('<C1 xmlns="urn:n"><V>7</V></C1>', derived).v
    with pytest.raises(DecodeError, match="'s' is not xs:int"):
        loads('<C1 xmlns="urn:n"><V>s</V></C1>', derived)


def test_no_schema_describes_them_and_validation_says_so():
    contracts, content = CASES["two texts"]

    with pytest.raises(SchemaError, match="a base has a member 'V' too: no schema can tell them apart"):
        list(validate(f'<C1 xmlns="urn:n">{content}</C1>', contracts))
