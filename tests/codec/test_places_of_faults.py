"""One place has one name: the path of an EncodeError is that of the DecodeError for the same fault in the document."""

from __future__ import annotations

from typing import Annotated

import pytest

from dcxml import (
    AnyValue,
    CollectionContract,
    DataContractSerializer,
    DecodeError,
    Dialect,
    DictionaryPart,
    EncodeError,
    Int,
    KeyValuePair,
    Limits,
    PairMapping,
    SerializationInfo,
    data_contract,
    data_member,
)
from dcxml.qname import ARRAYS, XS, QName, clr_namespace

Prices = Annotated[
    dict[str, Int],
    CollectionContract(
        "Prices", namespace="urn:k", item_name="Price", key=DictionaryPart("Of"), value=DictionaryPart("Is")
    ),
]
Plain = Annotated[dict[str, Int], CollectionContract("Plain", namespace="", item_name="Entry")]


@data_contract(name="Bag", namespace=clr_namespace("N"))
class Bag(SerializationInfo):
    """Entries instead of members."""


@data_contract(name="K", namespace="urn:k")
class K:
    """Holds numbers in each way."""

    any: object | None = data_member("A", default=None)
    by_number: dict[Int, str | None] | None = data_member("B", default=None)
    items: list[Int] | None = data_member("I", default=None)
    lists: dict[str, list[Int] | None] | None = data_member("L", default=None)
    nested: dict[str, dict[str, Int] | None] | None = data_member("N", default=None)
    pairs: list[KeyValuePair[str, Int]] | None = data_member("P", default=None)
    plain: Plain | None = data_member("Q", default=None)
    prices: Prices | None = data_member("R", default=None)
    rows: dict[Row, Int] | None = data_member("S", default=None)
    values: dict[str, Int] | None = data_member("V", default=None)


@data_contract(name="Row", namespace="urn:k")
class Row:
    """A key that no dict can hold."""

    number: Int = data_member("Number", default=0)


INT = QName(XS, "int")
OBJECTS = QName(ARRAYS, "ArrayOfKeyValueOfstringanyType")
ENTRY = "KeyValueOfstringint"


def row(number):
    return Row(number=number)


PLACES = {
    "the only value": (lambda x: K(values={"a": x}), f"V/{ENTRY}/Value"),
    "the second value": (lambda x: K(values={"a": 1, "b": x, "c": 3}), f"V/{ENTRY}[2]/Value"),
    "a value of a PairMapping": (lambda x: K(values=PairMapping([("a", 1), ("b", x)])), f"V/{ENTRY}[2]/Value"),
    "a key": (lambda x: K(by_number={1: "a", x: "b"}), "B/KeyValueOfintstring[2]/Key"),
    "inside a key": (lambda x: K(rows=PairMapping([(row(1), 1), (row(x), 2)])), "S/KeyValueOfRowint{}[2]/Key/Number"),
    "in a list": (lambda x: K(lists={"a": [], "b": [1, 2, x]}), "L/KeyValueOfstringArrayOfint{}[2]/Value/int[3]"),
    "in a dictionary": (
        lambda x: K(nested={"a": {"k": x}, "b": {}}),
        f"N/KeyValueOfstringArrayOf{ENTRY}{{}}[1]/Value/{ENTRY}/Value",
    ),
    "names of its own": (lambda x: K(prices={"a": 1, "b": x}), "R/Price[2]/Is"),
    "in no namespace": (lambda x: K(plain={"a": 1, "b": x}), "Q/Entry[2]/Value"),
    "the only item": (lambda x: K(items=[x]), "I/int"),
    "the second item": (lambda x: K(items=[1, x]), "I/int[2]"),
    "a pair in a list": (lambda x: K(pairs=[KeyValuePair("a", x)]), "P/KeyValuePairOfstringint/value"),
    "an object": (
        lambda x: K(any=AnyValue({"a": 1, "b": AnyValue(x, INT)}, OBJECTS)),
        "A/KeyValueOfstringanyType[2]/Value",
    ),
    "an entry": (lambda x: K(any=Bag(entries={"a": 1, "b c": AnyValue(x, INT)})), "A/b_x0020_c"),
}


@pytest.mark.parametrize("settings", [{}, {"preserve_object_references": True}], ids=["plain", "preserving"])
@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize(("make", "place"), PLACES.values(), ids=PLACES)
def test_writer_and_reader_name_a_place_alike(make, place, dialect, settings):
    serializer = DataContractSerializer(K, dialect=dialect, known_types=[Bag, dict[str, object | None]], **settings)
    document = serializer.dumps(make(77)).replace(b"77", b"x")

    with pytest.raises(DecodeError) as read:
        serializer.loads(document)
    with pytest.raises(EncodeError) as written:
        serializer.dumps(make("x"))

    assert read.value.path == written.value.path
    start, _, end = f"/K/{place}".partition("{}")
    assert written.value.path.startswith(start)
    assert written.value.path.endswith(end)


@pytest.mark.parametrize("settings", [{}, {"preserve_object_references": True}], ids=["plain", "preserving"])
def test_a_key_that_occurs_twice_is_named(settings):
    serializer = DataContractSerializer(K, **settings)
    pairs = PairMapping([("a", 1), ("b", 2), ("a", 3)])
    document = serializer.dumps(K(values={"a": 1, "b": 2, "c": 3})).replace(b">c<", b">a<")

    with pytest.raises(DecodeError, match="occurs twice") as read:
        serializer.loads(document)
    with pytest.raises(EncodeError, match="occurs twice") as written:
        serializer.dumps(K(values=pairs))

    assert f"/K/V/{ENTRY}[3]/Key" == read.value.path == written.value.path


def test_a_dictionary_at_the_root_names_its_entries():
    with pytest.raises(EncodeError, match="Value: 'x' is not") as caught:
        DataContractSerializer(dict[str, Int]).dumps({"a": 1, "b": "x"})

    assert f"/ArrayOf{ENTRY}/{ENTRY}[2]/Value" == caught.value.path


def test_an_object_too_deep_is_named_where_one_stack_goes_as_far():
    value = AnyValue({"a": 1, "b": AnyValue({"c": 1}, OBJECTS)}, OBJECTS)

    with pytest.raises(EncodeError, match="deeper than 5 levels") as caught:
        DataContractSerializer(K, known_types=[dict[str, object | None]], limits=Limits(depth=5)).dumps(K(any=value))

    assert "/K/A/KeyValueOfstringanyType[2]/Value/KeyValueOfstringanyType/Key" == caught.value.path


def test_a_member_left_out_below_another_is_named_with_its_path():
    @data_contract(name="Base", namespace="urn:k")
    class Base:
        number: Int = data_member("V", default=0, emit_default_value=False)

    @data_contract(name="Twin", namespace="urn:k")
    class Twin(Base):
        other: Int = data_member("V", default=0)

    @data_contract(name="Holder", namespace="urn:k")
    class Holder:
        twin: Twin | None = data_member("T", default=None)

    with pytest.raises(EncodeError, match="left out") as caught:
        DataContractSerializer(Holder).dumps(Holder(twin=Twin()))

    assert "/Holder/T/V" == caught.value.path
