"""ISerializable: entries of any name instead of members; what strict reading refuses, and what is kept."""

from __future__ import annotations

import copy
import gc
import pickle

import pytest
from hypothesis import given, settings

from dcxml import (
    AnyValue,
    DataContractSerializer,
    DecodeError,
    Dialect,
    EncodeError,
    Int,
    InvalidDataContractError,
    SerializationInfo,
    build_classes,
    contracts_of,
    data_contract,
    data_member,
    dumps,
    identical,
    loads,
    read_schemas,
    validate,
    write_schemas,
)
from dcxml.contract import ClassDataContract, DataContractSet, DataMember
from dcxml.qname import SERIALIZATION, XS, XSI, QName, clr_namespace
from dcxml.strategies import instances

N = clr_namespace("N")


@data_contract(name="Bag", namespace=N)
class Bag(SerializationInfo):
    """A bag."""


@data_contract(name="Derived", namespace=N)
class Derived(Bag):
    """A bag of another name."""


@data_contract(name="Plain", namespace="urn:p")
class Plain:
    """A class with members."""

    number: Int = data_member("Number", default=0)
    bag: Bag | None = data_member("Bag", default=None)
    thing: object | None = data_member("Thing", default=None)


CONTRACTS = contracts_of(Bag, Derived, Plain)
BINDING = build_classes(CONTRACTS)
KNOWN = (Derived, Plain)
ENTRY = '<a i:type="x:int">1</a>'
DECLARED = f'xmlns:n="{N}" xmlns:p="urn:p" xmlns:i="{XSI}" xmlns:x="{XS}" xmlns:z="{SERIALIZATION}"'


def bag(content, attributes=""):
    return f"<n:Bag {DECLARED} {attributes}>{content}</n:Bag>"


def test_entries_keep_their_order_and_are_reached_by_name():
    read = loads(bag(f'<b_x0020_c i:type="x:string">s</b_x0020_c>{ENTRY}<d i:nil="true"/>'), Bag)
    assert {"b c": "s", "a": 1, "d": None} == read.entries
    assert ["b c", "a", "d"] == list(read)
    assert ("s", True, False) == (read["b c"], "a" in read, "z" in read)
    read["z"] = 5
    del read["a"]
    assert Bag(entries={"b c": "s", "d": None, "z": 5}) == read


def test_the_order_of_entries_counts_on_the_wire_alone():
    first, second = Bag(entries={"a": 1, "b": 2}), Bag(entries={"b": 2, "a": 1})
    assert first == second
    assert not identical(first, second)
    assert identical(first, Bag(entries={"a": 1, "b": 2}))


@pytest.mark.parametrize("make", [Bag, BINDING[f"{{{N}}}Bag"]], ids=["declared", "live"])
def test_instances_are_copied_and_pickled(make):
    value = make(entries={"a": [1], "b": make(entries={"c": "d"})}, factory_type=QName(N, "Other"))
    for twin in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):  # noqa: S301 - our own
        assert twin is not value
        assert identical(value, twin)
    assert copy.deepcopy(value).entries is not value.entries
    assert "Bag(entries={'c': 'd'}, factory_type=None)" == repr(value["b"])


FACTORIES = {
    ("Bag", Dialect.TEXT): (
        f'<Bag z:FactoryType="Other" xmlns="{N}" xmlns:i="{XSI}" xmlns:x="{XS}" xmlns:z="{SERIALIZATION}">'
        '<a i:type="x:string" xmlns="">v</a></Bag>'
    ),
    ("Bag", Dialect.XML_WRITER): (
        f'<Bag xmlns:i="{XSI}" xmlns:x="{XS}" z:FactoryType="Other" xmlns:z="{SERIALIZATION}" xmlns="{N}">'
        '<a i:type="x:string" xmlns="">v</a></Bag>'
    ),
    ("object", Dialect.TEXT): (
        f'<z:anyType i:type="a:Bag" z:FactoryType="a:Other" xmlns:z="{SERIALIZATION}" xmlns:i="{XSI}" xmlns:x="{XS}"'
        f' xmlns:a="{N}"><a i:type="x:string">v</a></z:anyType>'
    ),
    ("object", Dialect.XML_WRITER): (
        f'<z:anyType xmlns:i="{XSI}" xmlns:x="{XS}" xmlns:d1p1="{N}" i:type="d1p1:Bag" z:FactoryType="d1p1:Other"'
        f' xmlns:z="{SERIALIZATION}"><a i:type="x:string">v</a></z:anyType>'
    ),
    ("list", Dialect.TEXT): (
        f'<ArrayOfBag xmlns="{N}" xmlns:i="{XSI}"><Bag z:FactoryType="Other" xmlns:z="{SERIALIZATION}">'
        f'<a i:type="a:string" xmlns="" xmlns:a="{XS}">v</a></Bag></ArrayOfBag>'
    ),
    ("list", Dialect.XML_WRITER): (
        f'<ArrayOfBag xmlns:i="{XSI}" xmlns="{N}"><Bag z:FactoryType="Other" xmlns:z="{SERIALIZATION}">'
        f'<a xmlns:d3p1="{XS}" i:type="d3p1:string" xmlns="">v</a></Bag></ArrayOfBag>'
    ),
}
"""As .NET 8 writes a type that calls ``SerializationInfo.SetType``."""


@pytest.mark.parametrize(("kind", "dialect"), FACTORIES, ids=lambda part: getattr(part, "value", part))
def test_a_factory_type_is_kept_and_written_where_dotnet_writes_it(kind, dialect):
    cls = {"Bag": Bag, "object": object, "list": list[Bag]}[kind]
    document = FACTORIES[kind, dialect]
    read = loads(document, cls, known_types=[Bag])
    held = read[0] if kind == "list" else read
    assert Bag(entries={"a": "v"}, factory_type=QName(N, "Other")) == held
    assert document.encode() == dumps(read, cls, dialect=dialect, known_types=[Bag])


REFUSED = {
    "an entry in a namespace": (bag("<n:a/>"), "DC006"),
    "an entry twice": (bag(ENTRY + ENTRY), "DC005"),
    "one name in two spellings": (bag('<A i:nil="true"/><_x0041_ i:nil="true"/>'), "DC005"),
    "text": (bag("text"), "DC011"),
    "an unknown type": (bag('<a i:type="n:Nothing"/>'), "DC012"),
    "a value that is none": (bag('<a i:type="x:int">one</a>'), "DC031"),
    "a factory that is no ISerializable": (bag("", 'z:FactoryType="p:Plain"'), "DC012"),
    "a factory that is built in": (bag("", 'z:FactoryType="x:int"'), "DC012"),
    "a factory without prefix": (bag("", 'z:FactoryType="q:Nothing"'), "DC012"),
    "a factory of a class": (f'<p:Plain {DECLARED} z:FactoryType="n:Bag"/>', "DC010"),
    "an unknown attribute": (bag("", 'q="1"'), "DC010"),
}


@pytest.mark.parametrize(("document", "code"), REFUSED.values(), ids=REFUSED)
def test_what_strict_reading_refuses_the_validator_finds(document, code):
    with pytest.raises(DecodeError):
        loads(
            document,
            Plain if "Plain {" in document or "<p:Plain" in document else Bag,
            known_types=KNOWN,
            unknown="forbid",
        )
    assert code in [finding.code for finding in validate(document, CONTRACTS)]


ACCEPTED = {
    "entries": bag(ENTRY + '<b i:type="n:Derived"><c i:type="x:int">1</c></b>'),
    "no entries": bag(""),
    "null": bag("", 'i:nil="true"'),
    "derived": bag(ENTRY, 'i:type="n:Derived"'),
    "an unknown factory": bag(ENTRY, 'z:FactoryType="n:Nothing"'),
    "a factory in an entry": bag('<a i:type="n:Bag" z:FactoryType="n:Derived"/>'),
    "text without a type": bag("<a>text</a>"),
    "white space": bag("\n  " + ENTRY + "\n"),
}


@pytest.mark.parametrize(("name", "document"), ACCEPTED.items(), ids=ACCEPTED)
def test_what_strict_reading_accepts_the_validator_does(name, document):
    value = loads(document, Bag, known_types=KNOWN, unknown="forbid")
    # A text without a type is kept in strict reading, though .NET refuses it (docs/differences.md).
    expected = ["DC046"] if name == "text without a type" else []
    assert expected == [finding.code for finding in validate(document, CONTRACTS)]
    for dialect in Dialect:
        written = dumps(value, Bag, dialect=dialect, known_types=KNOWN)
        assert identical(value, loads(written, Bag, known_types=KNOWN))


def test_unknown_attributes_go_back_where_they_stood():
    document = bag('<a q="1" i:type="x:int">1</a><b i:nil="true"/>', 'r="2"')
    read = loads(document, Bag)
    assert b'r="2"' in dumps(read)
    assert b' q="1">1</a>' in dumps(read)
    assert not identical(read, loads(document, Bag, unknown="ignore"))


@pytest.mark.parametrize(
    ("entries", "path"),
    [
        pytest.param({"": 1}, "/Bag", id="no name"),
        pytest.param({1: 1}, "/Bag", id="a name that is no text"),
        pytest.param({"a": {1, 2}}, "/Bag/a", id="no known type"),
        pytest.param({"a": Derived(entries={"b": 2**40})}, "/Bag/a/b", id="out of range, within"),
    ],
)
def test_a_fault_is_told_with_its_path(entries, path):
    with pytest.raises(EncodeError) as caught:
        dumps(Bag(entries=entries), known_types=KNOWN)
    assert caught.value.path.startswith(path)


def test_a_name_that_looks_encoded_is_read_back():
    value = Bag(entries={"_x0020_": 1, " ": 2, "_x": 3})
    assert value == loads(dumps(value), Bag)


def test_nesting_goes_as_deep_as_dotnet_goes():
    value = Bag()
    for _ in range(999):
        value = Bag(entries={"a": value})
    written = dumps(value)
    assert written == dumps(loads(written, Bag))


@settings(deadline=None, max_examples=50)
@given(value=instances(Bag))
def test_generated_instances_are_valid_and_come_back(value):
    for dialect in Dialect:
        document = dumps(value, dialect=dialect)
        assert [] == list(validate(document, CONTRACTS))
        assert identical(value, loads(document, Bag))


def test_the_schema_is_read_back(tmp_path):
    write_schemas(CONTRACTS, tmp_path)
    assert CONTRACTS == read_schemas(tmp_path)
    assert CONTRACTS == contracts_of(BINDING)


@pytest.mark.parametrize(
    "contracts",
    [
        pytest.param(
            lambda: [ClassDataContract(name=QName(N, "A"), is_iserializable=True, is_reference=True)], id="id"
        ),
        pytest.param(
            lambda: [
                ClassDataContract(
                    name=QName(N, "A"), is_iserializable=True, members=(DataMember(name="a", type=QName(XS, "int")),)
                )
            ],
            id="members",
        ),
        pytest.param(
            lambda: [
                ClassDataContract(name=QName(N, "A")),
                ClassDataContract(name=QName(N, "B"), base=QName(N, "A"), is_iserializable=True),
            ],
            id="a base that is none",
        ),
    ],
)
def test_what_dotnet_does_not_allow_is_no_contract(contracts):
    with pytest.raises(InvalidDataContractError, match="ISerializable"):
        DataContractSet(contracts())


def test_a_member_of_its_own_is_refused():
    @data_contract(namespace=N)
    class WithMember(SerializationInfo):
        number: Int = data_member("Number", default=0)

    with pytest.raises(InvalidDataContractError, match="members of its own"):
        contracts_of(WithMember)


@pytest.mark.parametrize("dialect", Dialect)
def test_a_factory_type_in_no_namespace_is_refused_where_its_element_has_one_without_a_prefix(dialect):
    value = loads(f'<b:Bag xmlns:b="{N}" xmlns:z="{SERIALIZATION}" z:FactoryType="Foo"/>', Bag)
    with pytest.raises(EncodeError, match="a name in no namespace cannot be written here"):
        dumps(value, dialect=dialect)


def test_nothing_is_remembered_of_the_names_of_entries():
    serializer = DataContractSerializer(Bag, known_types=KNOWN, fast_lane="never")

    def objects():
        gc.collect()
        return len(gc.get_objects())

    def write(start):
        for number in range(start, start + 3_000):  # more than the last thousand, which are at hand
            serializer.dumps(Bag(entries={f"entry{number}": Plain(), "thing": AnyValue(1, QName(XS, "long"))}))

    write(0)
    before = objects()
    write(3_000)

    assert objects() < before + 1_000
