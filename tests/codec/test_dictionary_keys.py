"""Dictionaries with any key: what comes of a document, where it may stand, and what cannot be written."""

from __future__ import annotations

import re

import pytest

import dcxml
from dcxml import AnyValue, DecodeError, Dialect, EncodeError, Int, PairMapping, QName, data_contract, data_member
from dcxml.qname import ARRAYS, SERIALIZATION, XS, XSI


@data_contract(name="Point", namespace="urn:k")
class Point:
    x: Int = data_member("X", default=0)


@data_contract(name="Node", namespace="urn:k", is_reference=True)
class Node:
    x: Int = data_member("X", default=0)


@data_contract(name="Holder", namespace="urn:k")
class Holder:
    bytes_: dict[bytes, Int] | None = data_member("Bytes", default=None)
    lists: list[dict[list[Int], Point]] | None = data_member("Lists", default=None)
    nodes: dict[Node, Node] | None = data_member("Nodes", default=None)
    objects: dict[object, object] | None = data_member("Objects", default=None)
    points: dict[Point, Int] | None = data_member("Points", default=None)
    value: object = data_member("Value", default=None)


LONG = QName(XS, "long")
POINTS = PairMapping([(Point(x=1), 1), (Point(x=1), 2)])
KNOWN = [dict[Point, Int], Point]


def made() -> Holder:
    node = Node(x=1)
    return Holder(
        bytes_=PairMapping([(b"a", 1), (b"a", 2)]),
        lists=[PairMapping([([1], Point(x=1)), ([1], Point(x=2))]), {}],
        nodes=PairMapping([(node, node), (Node(x=1), node)]),
        objects=PairMapping([(1, "int"), (AnyValue(1, LONG), "long"), (True, 1.5), (Point(), POINTS), (1.0, None)]),
        points=PairMapping([(Point(x=1), 1), (Point(x=2), 2)]),
        value=None,
    )


@pytest.mark.parametrize("mode", ["strict", "dotnet"])
@pytest.mark.parametrize("dialect", Dialect)
def test_a_dictionary_of_any_key_comes_back_wherever_it_stands(dialect, mode):
    points = dcxml.contracts_of(dict[Point, Int])
    name = next(contract.name for contract in points if contract.name.name.startswith("ArrayOfKeyValueOf"))
    value = made()
    value.value = AnyValue(POINTS, name)
    value.objects.pairs[3] = (Point(), AnyValue(POINTS, name))
    settings = {"known_types": KNOWN}
    written = dcxml.dumps(value, dialect=dialect, **settings)
    read = dcxml.loads(written, Holder, mode=mode, **settings)
    assert dcxml.identical(value, read)
    assert written == dcxml.dumps(read, dialect=dialect, **settings)
    assert list(read.nodes)[0] is list(read.nodes.values())[0]  # noqa: RUF015 - both by their place


@pytest.mark.parametrize("dialect", Dialect)
def test_a_dictionary_of_any_key_stands_at_the_root(dialect):
    written = dcxml.dumps(POINTS, dict[Point, Int], dialect=dialect)
    assert dcxml.identical(POINTS, dcxml.loads(written, dict[Point, Int]))


@pytest.mark.parametrize(
    ("annotation", "value", "expected"),
    [
        pytest.param(dict[str, Int], {"a": 1}, dict, id="str"),
        pytest.param(dict[object, Int], {1: 1, "1": 2, 2.5: 3}, dict, id="objects that a dict tells apart"),
        pytest.param(dict[bytes, Int], {b"a": 1, b"b": 2}, dict, id="bytes that differ"),
        pytest.param(dict[bytes, Int], PairMapping([(b"a", 1), (b"a", 2)]), PairMapping, id="equal bytes"),
        pytest.param(dict[Point, Int], {}, dict, id="no key"),
        pytest.param(dict[Point, Int], POINTS, PairMapping, id="instances"),
    ],
)
@pytest.mark.parametrize("mode", ["strict", "dotnet"])
def test_a_plain_dict_comes_where_it_holds_every_key(annotation, value, expected, mode):
    read = dcxml.loads(dcxml.dumps(value, annotation), annotation, mode=mode)
    assert type(read) is expected
    assert value == read


def test_any_mapping_is_written():
    import types  # noqa: PLC0415 - what a mapping is that is no dict

    proxy = types.MappingProxyType({"a": 1})
    assert dcxml.dumps({"a": 1}, dict[str, Int]) == dcxml.dumps(proxy, dict[str, Int])
    assert dcxml.dumps({"a": 1}, dict[str, Int]) == dcxml.dumps(PairMapping({"a": 1}), dict[str, Int])


@pytest.mark.parametrize(
    ("annotation", "value", "said"),
    [
        pytest.param(dict[str, Int], PairMapping([("a", 1), ("a", 2)]), "the key 'a' occurs twice", id="str"),
        pytest.param(
            dict[dcxml.DateTime, Int],
            {dcxml.DateTime(2020, 1, 1): 1, dcxml.DateTime(2020, 1, 1, tzinfo=dcxml.FixedOffset(0)): 2},
            "occurs twice",
            id="one time of two kinds",
        ),
        pytest.param(dict[dcxml.AnyURI, Int], {"http://x": 1, "HTTP://X/": 2}, "'HTTP://X/' occurs twice", id="URI"),
        pytest.param(dict[object, Int], PairMapping([(1, 1), (1, 2)]), "the key 1 occurs twice", id="equal objects"),
        pytest.param(dict[Point, Int], PairMapping([(None, 1)]), "does not allow nil", id="null"),
        pytest.param(dict[Point, Int], PairMapping([(1, 1)]), "a Point", id="another type"),
        pytest.param(dict[bytes, Int], PairMapping([(b"", 1), (b"", 2)]), "b'' occurs twice", id="no bytes"),
    ],
)
def test_what_could_not_be_read_back_is_not_written(annotation, value, said):
    with pytest.raises(EncodeError, match=re.escape(said)):
        dcxml.dumps(value, annotation)


def test_one_object_with_an_identity_is_no_key_twice():
    node = Node()
    with pytest.raises(EncodeError, match="occurs twice"):
        dcxml.dumps(PairMapping([(node, Node()), (node, Node())]), dict[Node, Node])


def test_a_key_that_occurs_twice_is_told_with_its_place():
    name = "KeyValueOfstringint"
    entry = f"<{name}><Key>a</Key><Value>1</Value></{name}>"
    with pytest.raises(DecodeError, match="the key 'a' occurs twice") as caught:
        dcxml.loads(f'<ArrayOf{name} xmlns="{ARRAYS}">{entry}{entry}</ArrayOf{name}>', dict[str, Int])
    assert caught.value.path == f"/ArrayOf{name}/{name}[2]/Key"


def test_a_dictionary_with_an_identity_is_one_object_to_its_own_keys():
    @data_contract(name="Owner", namespace="urn:k", is_reference=True)
    class Owner:
        map: dict[object, Int] | None = data_member("Map", default=None)

    document = (
        f'<Owner xmlns="urn:k" xmlns:z="{SERIALIZATION}" xmlns:i="{XSI}" xmlns:a="{ARRAYS}" z:Id="1">'
        '<Map z:Id="2"><a:KeyValueOfanyTypeint><a:Key z:Ref="2"/><a:Value>1</a:Value></a:KeyValueOfanyTypeint></Map>'
        "</Owner>"
    )
    read = dcxml.loads(document, Owner, mode="dotnet")
    assert isinstance(read.map, PairMapping)
    (key,) = read.map
    assert read.map is getattr(key, "value", key)


def test_a_key_of_a_type_that_is_not_known_is_refused_with_its_place():
    key = dcxml.AnyValue("x", QName("urn:nobody", "Knows"))

    with pytest.raises(dcxml.EncodeError, match=r"'\{urn:nobody\}Knows' is not a known type"):
        dcxml.dumps({key: 1}, dict[object, dcxml.Int])
