"""Abstract classes and interfaces before the judge: what may stand where one is declared, and what is written there."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import Any

import attrs
import pytest

from dcxml import (
    DataContractSerializer,
    DecodeError,
    Dialect,
    Int,
    contracts_of,
    data_contract,
    data_member,
)
from dcxml.contract.naming import dictionary_name
from dcxml.qname import ARRAYS, SERIALIZATION, XS, XSI, QName
from support import dotnet

pytestmark = pytest.mark.dotnet


@data_contract(name="Shape", namespace="urn:s")
class Shape(ABC):
    """A shape."""

    name: str | None = data_member("Name", default=None)

    @abstractmethod
    def area(self) -> int:
        """Return its area."""


@data_contract(name="Polygon", namespace="urn:p")
class Polygon(Shape):
    """An abstract class derived from one."""


@data_contract(name="Square", namespace="urn:s")
class Square(Polygon):
    """A shape that can be made."""

    side: Int = data_member("Side", default=0)

    def area(self) -> int:
        return self.side**2


@data_contract(name="Node", namespace="urn:s", is_reference=True)
class Node(ABC):
    """A class with an identity."""

    next: Node | None = data_member("Next", default=None)

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

    by_name: dict[str, Shape | None] | None = data_member("ByName", default=None)
    items: list[Shape | None] | None = data_member("Items", default=None)
    node: Node | None = data_member("Node", default=None)
    polygon: Polygon | None = data_member("Polygon", default=None)
    shape: Shape | None = data_member("Shape", default=None)
    thing: Any | None = data_member("Thing", default=None)


ABSTRACT = tuple(QName(*name) for name in (("urn:s", "Shape"), ("urn:p", "Polygon"), ("urn:s", "Node")))
KNOWN = (Square, Leaf)
KNOWN_NAMES = (*ABSTRACT, QName("urn:s", "Square"), QName("urn:s", "Leaf"))
DRAWING, SHAPE, NODE, ANY = QName("urn:s", "Drawing"), ABSTRACT[0], ABSTRACT[2], QName(XS, "anyType")
DECLARED = f'xmlns:s="urn:s" xmlns:p="urn:p" xmlns:i="{XSI}" xmlns:z="{SERIALIZATION}" xmlns:a="{ARRAYS}"'
CONTRACTS = contracts_of(Drawing, *KNOWN)


@pytest.fixture(scope="module", params=[False, True], ids=["", "PreserveObjectReferences"])
def types(request):
    return dotnet.clr_types(
        CONTRACTS, known_types=KNOWN_NAMES, abstract=ABSTRACT, preserve_object_references=request.param
    )


def drawing(content):
    return DRAWING, f"<s:Drawing {DECLARED}>{content}</s:Drawing>"


SIDE = "<s:Name>a</s:Name><s:Side>2</s:Side>"
READ = {
    "a member": drawing(f'<s:Shape i:type="s:Square">{SIDE}</s:Shape>'),
    "a member of an abstract class derived from one": drawing(f'<s:Polygon i:type="s:Square">{SIDE}</s:Polygon>'),
    "null": drawing('<s:Node i:nil="true"/><s:Shape i:nil="true"/>'),
    "items": drawing(f'<s:Items><s:Shape i:type="s:Square">{SIDE}</s:Shape><s:Shape i:nil="true"/></s:Items>'),
    "an identity": drawing('<s:Node i:type="s:Leaf" z:Id="i1"><s:Next i:type="s:Leaf" z:Ref="i1"/></s:Node>'),
    "a reference without a type": drawing('<s:Node i:type="s:Leaf" z:Id="i1"><s:Next z:Ref="i1"/></s:Node>'),
    "an object": drawing(f'<s:Thing i:type="s:Square">{SIDE}</s:Thing>'),
    "a root": (SHAPE, f'<s:Shape {DECLARED} i:type="s:Square">{SIDE}</s:Shape>'),
    "a root with an identity": (NODE, f'<s:Node {DECLARED} i:type="s:Leaf" z:Id="i1"><s:Next z:Ref="i1"/></s:Node>'),
    "a null root": (SHAPE, f'<s:Shape {DECLARED} i:nil="true"/>'),
    "an object at the root": (ANY, f'<z:anyType {DECLARED} i:type="s:Square">{SIDE}</z:anyType>'),
}
REFUSED = {
    "a member without a type": drawing("<s:Shape/>"),
    "a member without a type, with content": drawing("<s:Shape><s:Name>n</s:Name></s:Shape>"),
    "a member of its own type": drawing('<s:Shape i:type="s:Shape"><s:Name>n</s:Name></s:Shape>'),
    "a member of an abstract class derived from it": drawing('<s:Shape i:type="p:Polygon"/>'),
    "a member of its base class": drawing('<s:Polygon i:type="s:Shape"/>'),
    "a member of another class": drawing('<s:Shape i:type="s:Leaf" z:Id="i1"/>'),
    "a member of an unknown class": drawing('<s:Shape i:type="s:Circle"/>'),
    "an item without a type": drawing("<s:Items><s:Shape/></s:Items>"),
    "an identity without a type": drawing('<s:Node z:Id="i1"/>'),
    "an object": drawing('<s:Thing i:type="s:Shape"/>'),
    "a root without a type": (SHAPE, f"<s:Shape {DECLARED}/>"),
    "a root of its own type": (SHAPE, f'<s:Shape {DECLARED} i:type="s:Shape"/>'),
    "a root with an identity, without a type": (NODE, f'<s:Node {DECLARED} z:Id="i1"/>'),
    "an object at the root": (ANY, f'<z:anyType {DECLARED} i:type="s:Shape"/>'),
}


def serializer(types, root, **settings):
    cls = {DRAWING: Drawing, SHAPE: Shape, NODE: Node, ANY: object}[root]
    return DataContractSerializer(cls, known_types=KNOWN, preserve_object_references=types.preserves, **settings)


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize(("root", "document"), READ.values(), ids=READ)
def test_what_is_derived_from_an_abstract_class_is_written_as_dotnet_writes_it(types, root, document, dialect):
    expected = types.read_write(document.encode(), root, dialect=dialect)
    for mode in ("strict", "dotnet"):
        ours = serializer(types, root, dialect=dialect, mode=mode)
        assert expected == ours.dumps(ours.loads(expected))
    assert expected == types.read_write(serializer(types, root).dumps(ours.loads(document)), root, dialect=dialect)


@pytest.mark.parametrize("mode", ["strict", "dotnet"])
@pytest.mark.parametrize(("root", "document"), REFUSED.values(), ids=REFUSED)
def test_an_abstract_class_cannot_be_created(types, root, document, mode):
    assert not types.read(document.encode(), root)
    with pytest.raises(DecodeError):
        serializer(types, root, mode=mode).loads(document)


@pytest.mark.parametrize("dialect", Dialect)
def test_values_of_a_dictionary_may_be_abstract(types, dialect):
    written = serializer(types, DRAWING, dialect=dialect).dumps(Drawing(by_name={"k": Square(side=2), "n": None}))
    assert written == types.read_write(written, DRAWING, dialect=dialect)
    untyped = re.sub(rb' i:type="[^"]+"', b"", written)
    assert untyped != written
    assert not types.read(untyped, DRAWING)
    with pytest.raises(DecodeError, match="is an abstract class"):
        serializer(types, DRAWING).loads(untyped)


THINGS, BY_KEY = QName(ARRAYS, "ArrayOfanyType"), dictionary_name(QName(XS, "string"), ANY)


@data_contract(name="Frame", namespace="urn:f")
class Frame:
    """What holds interfaces: objects, to the contract."""

    by_key: dict[str, Any | None] | None = data_member("ByKey", default=None)
    thing: Any | None = data_member("Thing", default=None)
    things: list[Any | None] | None = data_member("Things", default=None)


@data_contract(name="Point", namespace="urn:s", is_value_type=True)
class Point:
    """A struct that implements an interface."""

    x: Int = data_member("X", default=0)


FRAME = QName("urn:f", "Frame")
IMPLEMENTED = (Square, Leaf, Point)
IMPLEMENTATIONS = tuple(QName("urn:s", name) for name in ("Square", "Leaf", "Point"))


@pytest.fixture(scope="module", params=[False, True], ids=["", "PreserveObjectReferences"])
def interfaces(request):
    """Types in which each place of an xs:anyType is of an interface, and the interface of Frame's members."""
    types = dotnet.clr_types(
        contracts_of(Frame, *IMPLEMENTED, Drawing),
        known_types=(*IMPLEMENTATIONS, DRAWING),
        abstract=ABSTRACT,
        interfaces=dict.fromkeys((FRAME, THINGS, BY_KEY), IMPLEMENTATIONS),
        preserve_object_references=request.param,
    )
    interface = types.types[FRAME].GetField("Thing").FieldType
    assert interface.IsInterface
    return attrs.evolve(types, types={**types.types, ANY: interface})


def frame(content):
    return FRAME, f'<f:Frame xmlns:f="urn:f" xmlns:x="{XS}" {DECLARED}>{content}</f:Frame>'


def item(content):
    return f"<f:Things>{content}</f:Things>"


HELD = {
    "a member": frame(f'<f:Thing i:type="s:Square">{SIDE}</f:Thing>'),
    "a struct": frame('<f:Thing i:type="s:Point"><s:X>1</s:X></f:Thing>'),
    "null": frame('<f:Thing i:nil="true"/>'),
    "items": frame(item(f'<a:anyType i:type="s:Square">{SIDE}</a:anyType><a:anyType i:nil="true"/>')),
    "one object twice": frame(
        '<f:Thing i:type="s:Leaf" z:Id="i1"/>' + item('<a:anyType i:type="s:Leaf" z:Ref="i1"/><a:anyType z:Ref="i1"/>')
    ),
    "values of a dictionary": frame(
        "<f:ByKey><a:KeyValueOfstringanyType><a:Key>k</a:Key>"
        f'<a:Value i:type="s:Square">{SIDE}</a:Value></a:KeyValueOfstringanyType></f:ByKey>'
    ),
    "a root": (ANY, f'<z:anyType {DECLARED} i:type="s:Square">{SIDE}</z:anyType>'),
    "a root that is a struct": (ANY, f'<z:anyType {DECLARED} i:type="s:Point"><s:X>1</s:X></z:anyType>'),
    "a null root": (ANY, f'<z:anyType {DECLARED} i:nil="true"/>'),
}
NOT_HELD = {
    "a member that is abstract": frame('<f:Thing i:type="s:Shape"/>'),
    "a member of an unknown type": frame('<f:Thing i:type="s:Circle"/>'),
    "an item of an unknown type": frame(item('<a:anyType i:type="s:Circle"/>')),
    "a root of an unknown type": (ANY, f'<z:anyType {DECLARED} i:type="s:Circle"/>'),
}
NO_IMPLEMENTATION = {
    "a member without a type": frame("<f:Thing/>"),
    "a member that is a number": frame('<f:Thing i:type="x:int">1</f:Thing>'),
    "a member of a class that does not implement it": frame('<f:Thing i:type="s:Drawing"/>'),
    "an item that is a number": frame(item('<a:anyType i:type="x:int">1</a:anyType>')),
}


def framed(types, root, **settings):
    known = (*IMPLEMENTED, Drawing)
    annotation = Frame if root == FRAME else object
    return DataContractSerializer(annotation, known_types=known, preserve_object_references=types.preserves, **settings)


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize(("root", "document"), HELD.values(), ids=HELD)
def test_what_implements_an_interface_is_written_as_dotnet_writes_it(interfaces, root, document, dialect):
    expected = interfaces.read_write(document.encode(), root, dialect=dialect)
    for mode in ("strict", "dotnet"):
        ours = framed(interfaces, root, dialect=dialect, mode=mode)
        assert expected == ours.dumps(ours.loads(expected))


@pytest.mark.parametrize("mode", ["strict", "dotnet"])
@pytest.mark.parametrize(("root", "document"), NOT_HELD.values(), ids=NOT_HELD)
def test_what_cannot_be_an_object_is_refused(interfaces, root, document, mode):
    assert not interfaces.read(document.encode(), root)
    with pytest.raises(DecodeError):
        framed(interfaces, root, mode=mode).loads(document)


def test_content_without_a_type_is_refused(interfaces):
    _, document = frame("<f:Thing><s:Name>n</s:Name></f:Thing>")
    assert not interfaces.read(document.encode(), FRAME)
    with pytest.raises(DecodeError, match="no i:type"):
        framed(interfaces, FRAME, mode="dotnet").loads(document)


@pytest.mark.parametrize(("root", "document"), NO_IMPLEMENTATION.values(), ids=NO_IMPLEMENTATION)
def test_which_classes_implement_it_the_contract_does_not_say(interfaces, root, document):
    assert not interfaces.read(document.encode(), root)
    framed(interfaces, root, mode="dotnet").loads(document)


def test_dotnet_calls_the_interface_an_object(interfaces):
    assert ANY == interfaces.contract_name(ANY)
    assert 'name="Thing" nillable="true" type="xs:anyType"' in interfaces.export(FRAME)["urn:f"]
    assert THINGS == interfaces.contract_name(THINGS)
    assert BY_KEY == interfaces.contract_name(BY_KEY)
