"""Abstract classes: an element of one needs the i:type of a class derived from it; interfaces are xs:anyType."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import pytest

from dcxml import (
    DecodeError,
    Int,
    InvalidDataContractError,
    contracts_of,
    data_contract,
    data_member,
    dumps,
    loads,
    validate,
)
from dcxml.qname import SERIALIZATION, XSI
from dcxml.strategies import instances


@data_contract(name="Shape", namespace="urn:s")
class Shape(ABC):
    """A shape."""

    name: str | None = data_member("Name", default=None)

    @abstractmethod
    def area(self) -> int:
        """Return its area."""


@data_contract(name="Square", namespace="urn:s")
class Square(Shape):
    """A shape that can be made."""

    side: Int = data_member("Side", default=0)

    def area(self) -> int:
        return self.side**2


@data_contract(name="Node", namespace="urn:s", is_reference=True)
class Node(ABC):
    """A shape with an identity."""

    @abstractmethod
    def area(self) -> int:
        """Return its area."""


@data_contract(name="Leaf", namespace="urn:s", is_reference=True)
class Leaf(Node):
    """One that can be made."""

    def area(self) -> int:
        return 0


@data_contract(name="Drawing", namespace="urn:s")
class Drawing:
    """What holds them in every way."""

    items: list[Shape | None] | None = data_member("Items", default=None)
    node: Node | None = data_member("Node", default=None)
    shape: Shape | None = data_member("Shape", default=None)
    thing: Any | None = data_member("Thing", default=None)


KNOWN = (Square, Leaf)
DECLARED = f'xmlns="urn:s" xmlns:s="urn:s" xmlns:i="{XSI}" xmlns:z="{SERIALIZATION}"'


def drawing(content):
    return f"<Drawing {DECLARED}>{content}</Drawing>"


@pytest.mark.parametrize("mode", ["strict", "dotnet"])
@pytest.mark.parametrize(
    ("cls", "document"),
    [
        pytest.param(Shape, f"<Shape {DECLARED}/>", id="root"),
        pytest.param(Shape, f'<Shape {DECLARED} i:type="Shape"/>', id="root of its own type"),
        pytest.param(Drawing, drawing("<Shape/>"), id="member"),
        pytest.param(Drawing, drawing('<Shape i:type="s:Shape"><Name>n</Name></Shape>'), id="member of its own type"),
        pytest.param(Drawing, drawing("<Items><Shape/></Items>"), id="item"),
        pytest.param(Drawing, drawing('<Node z:Id="i1"/>'), id="with an identity"),
        pytest.param(Drawing, drawing('<Thing i:type="s:Shape"/>'), id="object"),
    ],
)
def test_an_abstract_class_cannot_be_created(cls, document, mode):
    with pytest.raises(DecodeError, match="is an abstract class"):
        loads(document, cls, mode=mode, known_types=KNOWN)


def test_a_class_derived_from_it_can():
    content = (
        '<Items><Shape i:type="Square"><Name>a</Name><Side>2</Side></Shape><Shape i:nil="true"/></Items>'
        '<Node i:type="Leaf" z:Id="i1"/><Shape i:type="Square"/><Thing i:type="Leaf" z:Ref="i1"/>'
    )
    read = loads(drawing(content), Drawing, known_types=KNOWN)
    assert Square(name="a", side=2) == read.items[0]
    assert (4, 0) == (read.items[0].area(), read.node.area())
    assert read.node is read.thing
    assert [] == list(validate(drawing(content), contracts_of(Drawing, *KNOWN)))
    assert read == loads(dumps(read, known_types=KNOWN), Drawing, known_types=KNOWN)


def test_null_is_no_instance():
    assert loads(drawing('<Shape i:nil="true"/>'), Drawing, known_types=KNOWN).shape is None


def test_there_are_no_generated_instances_of_it():
    with pytest.raises(InvalidDataContractError, match="no finite instance"):
        instances(Shape)


def test_an_interface_is_an_object_of_any_known_type():
    value = Drawing(thing=Square(side=1))
    assert b'i:type="Square"' in dumps(value, known_types=KNOWN)
    assert value == loads(dumps(value, known_types=KNOWN), Drawing, known_types=KNOWN)
