"""What reading costs, counted in calls of Python functions, which no clock and no other work on the machine moves."""

from __future__ import annotations

import gc
import sys

import pytest

import dcxml
from dcxml import DataContractSerializer, DateTime, Int
from dcxml.binding.declarations import data_contract, data_member
from dcxml.qname import SERIALIZATION, XS, XSI

NAMES = f'xmlns="urn:c" xmlns:i="{XSI}" xmlns:x="{XS}" xmlns:z="{SERIALIZATION}"'


@data_contract(name="Point", namespace="urn:c")
class Point:
    x: Int = data_member("X", default=0)
    y: Int = data_member("Y", default=0)


@data_contract(name="Dot", namespace="urn:c")
class Dot(Point):
    pass


@data_contract(name="Knot", namespace="urn:c", is_reference=True)
class Knot:
    pass


@data_contract(name="Row", namespace="urn:c")
class Row:
    numbers: list[Int] | None = data_member("Numbers", default=None)
    texts: list[str] | None = data_member("Texts", default=None)
    times: list[DateTime] | None = data_member("Times", default=None)
    points: list[Point] | None = data_member("Points", default=None)
    things: list[object] | None = data_member("Things", default=None)
    knots: list[Knot] | None = data_member("Knots", default=None)


ARRAYS = "http://schemas.microsoft.com/2003/10/Serialization/Arrays"
XY = "<X>1</X><Y>2</Y>"
# Of each item: the member it is in, itself, and how many calls it may cost.
ITEMS = {
    "a number": ("Numbers", "<a:int>12</a:int>", 1),
    "a text": ("Texts", "<a:string>ab</a:string>", 1),
    "a text that is null": ("Texts", '<a:string i:nil="true"/>', 3),
    "a moment": ("Times", "<a:dateTime>2024-02-03T04:05:06</a:dateTime>", 3),
    "an object of two numbers": ("Points", f"<Point>{XY}</Point>", 3),
    "an object that is null": ("Points", '<Point i:nil="true"/>', 3),
    "an object of a derived class": ("Points", f'<Point i:type="Dot">{XY}</Point>', 17),
    "an object whose type is not declared": ("Things", f'<a:anyType i:type="Dot">{XY}</a:anyType>', 19),
    "a number whose type is not declared": ("Things", '<a:anyType i:type="x:int">12</a:anyType>', 18),
    "null of no type": ("Things", '<a:anyType i:nil="true"/>', 2),
    "a reference": ("Knots", '<Knot z:Ref="i1"/>', 10),
}


def calls(serializer, document):
    """Return how many calls of Python functions reading takes."""
    count = 0

    def tell(_frame, event, _argument):
        nonlocal count
        count += event == "call"

    serializer.loads(document)  # what is made once is made
    before = sys.getprofile()
    gc.disable()  # what it would call is not what reading costs
    sys.setprofile(tell)
    try:
        serializer.loads(document)
    finally:
        sys.setprofile(before)
        gc.enable()
    return count


def row(member, items):
    held = '<Knots><Knot z:Id="i1"/>' if member == "Knots" else f'<{member} xmlns:a="{ARRAYS}">'
    return f"<Row {NAMES}>{held}{items}</{member}></Row>".encode()


@pytest.mark.parametrize("case", ITEMS)
def test_reading_an_item_costs_no_more_calls_than_it_must(case):
    member, item, most = ITEMS[case]
    serializer = DataContractSerializer(Row, known_types=[Dot])
    few, many = (calls(serializer, row(member, item * number)) for number in (5, 45))
    assert (many - few) / 40 <= most


def test_reading_a_small_document_costs_few_calls_beside_its_members():
    document = f"<Point {NAMES}>{XY}</Point>".encode()
    assert dcxml.loads(document, Point) == Point(x=1, y=2)
    assert calls(DataContractSerializer(Point, fast_lane="never"), document) <= 19
