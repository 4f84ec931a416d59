"""What differs between two values or two documents is told at its place, and nothing else is."""

from __future__ import annotations

import copy
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dcxml
from dcxml import AnyValue, PairMapping, QName
from dcxml.comparison import document_differences, value_differences
from dcxml.qname import XS
from dcxml.strategies import instances
from support.every_type import Color, EveryType, Leaf, Node, Point

LAWS = settings(max_examples=60, derandomize=True, database=None, deadline=None)


def told(left, right, **how):
    return [str(each) for each in value_differences(left, right, **how)]


VALUES = {
    "a number": ({"a_byte": 1}, {"a_byte": 2}, ["a_byte: 1 != 2"]),
    "nil and empty": ({"a_string": None}, {"a_string": ""}, ["a_string: nil != '' (empty)"]),
    "nil and an empty list": ({"numbers": None}, {"numbers": []}, ["numbers: nil != [] (empty)"]),
    "in a list": ({"numbers": [1, 2]}, {"numbers": [1, 3]}, ["numbers[1]: 2 != 3"]),
    "an item more": ({"numbers": [1]}, {"numbers": [1, 3]}, ["numbers[1]: absent != 3"]),
    "in a dictionary": (
        {"points": {"a": Point(), "b": Point()}},
        {"points": {"a": Point(x=4), "c": Point()}},
        ["points['a'].x: 0 != 4", "points['b']: Point(x=0, y=0.0) != absent",
         "points['c']: absent != Point(x=0, y=0.0)"],
    ),
    "in a mapping": (
        {"points": PairMapping([("a", Point())])},
        {"points": PairMapping([("a", Point(x=1))])},
        ["points.pairs[0][1].x: 0 != 1"],
    ),
    "in a box": (
        {"anything": AnyValue(1, QName(XS, "byte"))},
        {"anything": AnyValue(2, QName(XS, "byte"))},
        ["anything.value: 1 != 2"],
    ),
    "another class": ({"anything": Point()}, {"anything": 1}, ["anything: Point(x=0, y=0.0) != 1"]),
    "two": ({"a_byte": 1, "color": Color.RED}, {"a_byte": 2, "color": Color.DEEP_BLUE},
            ["a_byte: 1 != 2", "color: <Color.RED: 'Red'> != <Color.DEEP_BLUE: 'deep blue'>"]),
}  # fmt: skip


@pytest.mark.parametrize(("left", "right", "expected"), VALUES.values(), ids=VALUES)
@pytest.mark.parametrize("on_the_wire", [False, True], ids=["==", "identical"])
def test_values_differ_at_a_member(left, right, expected, on_the_wire):
    assert expected == told(EveryType(**left), EveryType(**right), on_the_wire=on_the_wire)


def test_absence_counts_on_the_wire_alone():
    value, other = EveryType(a_string=None), EveryType(a_string=None)
    dcxml.set_absent(other, "a_string")

    assert [] == told(value, other)
    assert ["a_string: nil != absent"] == told(value, other, on_the_wire=True)
    assert ["a_string: 'a' != absent"] == told(EveryType(a_string="a"), other)


def test_what_reads_as_the_same_is_told_apart_on_the_wire():
    scales = Decimal("1.0"), Decimal("1.00")
    values = [EveryType(a_decimal=scale) for scale in scales]
    assert [] == told(*values)
    assert ["a_decimal: Decimal('1.0') != Decimal('1.00')"] == told(*values, on_the_wire=True)
    orders = [
        EveryType(points=dict(pairs)) for pairs in ([("a", Point()), ("b", Point())], [("b", Point()), ("a", Point())])
    ]
    assert [] == told(*orders)
    assert ["points, the order of keys: ['a', 'b'] != ['b', 'a']"] == told(*orders, on_the_wire=True)


def test_unknown_elements_count_on_the_wire():
    document = dcxml.dumps(Point())
    left, right = (dcxml.loads(each, Point) for each in (document, document.replace(b"</Point>", b"<Z>1</Z></Point>")))
    assert [] == told(left, right)
    (found,) = told(left, right, on_the_wire=True)

    assert found.startswith("what no contract knows: nothing != ")
    assert "Z" in found


def test_cycles_and_a_thousand_levels_end():
    first, second = Node(), Node()
    first.next, second.next = first, second
    assert [] == told(first, second)
    deep = [Leaf(text="a"), Leaf(text="b")]
    for _ in range(1_000):
        deep = [Node(next=each) for each in deep]
    assert ["next." * 1_000 + "text: 'a' != 'b'"] == told(*deep)


@LAWS
@given(instances(EveryType), instances(EveryType))
def test_there_is_a_difference_exactly_where_two_values_are_not_the_same(left, right):
    for one, other in ((left, right), (left, copy.deepcopy(left)), (right, right)):
        assert (one == other) == (not told(one, other))
        assert dcxml.identical(one, other) == (not told(one, other, on_the_wire=True))


@LAWS
@given(instances(EveryType), instances(EveryType), st.sampled_from(dcxml.Dialect))
def test_documents_differ_exactly_where_they_are_not_the_same(left, right, dialect):
    texts = [dcxml.dumps(each) for each in (left, right)]
    assert [] == list(document_differences(texts[0], dcxml.dumps(left, dialect=dialect)))
    assert (texts[0] == texts[1]) == (not list(document_differences(*texts)))


I = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'  # noqa: E741 - as in documents
DOCUMENTS = {
    "the same": ("<a><b>1</b></a>", "<a>\n <b>1</b>\n</a>", []),
    "prefixes": ('<a xmlns="urn:a"/>', '<p:a xmlns:p="urn:a"/>', []),
    "a text": ("<a><b>1</b><b>2</b></a>", "<a><b>1</b><b>3</b></a>", ["/a/b[2]: '2' != '3'"]),
    "nil, empty, absent": (
        f'<a {I}><b i:nil="true"/><c/><d/></a>',
        f'<a {I}><b/><c i:nil="1"/></a>',
        ["/a/b: nil != '' (empty)", "/a/c: '' (empty) != nil", "/a/d: '' (empty) != absent"],
    ),
    "another root": ("<a/>", '<a xmlns="urn:a"/>', ["/: a != {urn:a}a"]),
    "more of a name": ("<a><b/></a>", "<a><b/><b><c/></b></a>", ["/a/b[2]: absent != 1 element"]),
    "the order": ("<a><b/><c/></a>", "<a><c/><b/></a>", ["/a, the order: b, c != c, b"]),
    "an attribute": ("<a x='1'/>", "<a/>", ["/a/@x: '1' != absent"]),
    "a type": (
        f'<a {I} xmlns:p="urn:a" xmlns:q="urn:a" i:type="p:T"/>',
        f'<a {I} xmlns:p="urn:b" xmlns:q="urn:a" i:type="q:T"/>',
        [],
    ),
    "names with prefixes": (
        '<a xmlns:p="urn:a"><b>p:x</b><c xmlns:r="urn:c">r:x</c></a>',
        '<a xmlns:q="urn:a"><b>q:x</b><c xmlns:s="urn:d">s:x</c></a>',
        ["/a/c: 'r:x' != 's:x'"],
    ),
    "another type": (f'<a {I} i:type="T"/>', f'<a {I} i:type="U"/>', ["/a/@i:type: 'T' != 'U'"]),
    "text between elements": ("<a>x<b/></a>", "<a><b/></a>", ["/a, the text between elements: 'x' != ''"]),
}


@pytest.mark.parametrize(("left", "right", "expected"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_documents_differ_at_an_element(left, right, expected):
    assert expected == [str(each) for each in document_differences(left, right)]
