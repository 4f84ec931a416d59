"""Contracts on which every rule of .NET's reader can be shown, and the one question put to both readers."""

from __future__ import annotations

from functools import cache
from typing import Any, Final
from uuid import UUID

import attrs

from dcxml import (
    AnyURI,
    AnyValue,
    Char,
    DataContractEnum,
    DataContractFlag,
    DataContractSerializer,
    DateTime,
    DateTimeOffset,
    DecodeError,
    Double,
    Duration,
    Int,
    KeyValuePair,
    QName,
    Short,
    data_contract,
    data_member,
    enum_member,
)
from dcxml.binding.introspect import describe
from dcxml.codec.anything import natural_type
from dcxml.contract.primitives import STAND_INS
from dcxml.qname import ARRAYS, SERIALIZATION, XS, XSI, clr_namespace
from support import dotnet

__all__ = [
    "KNOWN",
    "PLAIN",
    "REFUSED",
    "ROOTS",
    "Access",
    "B",
    "Color",
    "D",
    "Other",
    "Point",
    "R",
    "Thing",
    "document",
    "read_by_dcxml",
    "read_by_dotnet",
    "serializer",
    "types",
]


@data_contract(name="B", namespace="urn:b")
class B:
    """The base class of the page on ReadObject: members a and m."""

    a: Int = data_member("a", default=0)
    m: Int = data_member("m", default=0)


@data_contract(name="D", namespace="urn:d")
class D(B):
    """A derived class in a namespace of its own: members b and z."""

    b: Int = data_member("b", default=0)
    z: Int = data_member("z", default=0)


@data_contract(name="Unknown", namespace="urn:d")
class NotKnown(B):
    """A derived class that is not among the known types."""


@data_contract(name="R", namespace="urn:r")
class R:
    """A class with required members between others."""

    a: Int = data_member("a", default=0)
    b: Int = data_member("b", default=0, is_required=True)
    c: Int = data_member("c", default=0)
    d: str | None = data_member("d", default=None, is_required=True)
    e: Int = data_member("e", default=0)


@data_contract(name="Other", namespace="urn:o")
class Other:
    """A known type that is derived from nothing."""

    v: Int = data_member("v", default=0)


@data_contract(name="Point", namespace="urn:t", is_value_type=True)
class Point:
    """A struct."""

    x: Int = data_member("x", default=0)
    y: Int = data_member("y", default=0)


@data_contract(name="Color", namespace="urn:t")
class Color(DataContractEnum):
    """A closed enumeration, one of its texts with a space in it."""

    RED = enum_member("Red", 0)
    DEEP_BLUE = enum_member("deep blue", 1)
    TWICE = enum_member("twice  spaced", 2)


@data_contract(name="Access", namespace="urn:t")
class Access(DataContractFlag):
    """Flags without a zero."""

    READ = enum_member("Read", 1)
    WRITE = enum_member("Write", 2)
    BOTH = enum_member("Both", 3)
    OWN = enum_member("Own", 8)


@data_contract(name="Thing", namespace="urn:t")
class Thing:
    """A member of every kind, in ordinal order."""

    access: Access = data_member("Access", default=Access(0))
    any: Any | None = data_member("Any", default=None)
    base: B | None = data_member("Base", default=None)
    bases: list[B | None] | None = data_member("Bases", default=None)
    blob: bytes | None = data_member("Blob", default=None)
    is_so: bool = data_member("Bool", default=False)
    char: Char = data_member("Char", default="\0")
    color: Color = data_member("Color", default=Color.RED)
    colors: list[Color] | None = data_member("Colors", default=None)
    double: Double = data_member("Double", default=0.0)
    guid: UUID = data_member("Guid", default=UUID(int=0))
    holes: list[Int | None] | None = data_member("Holes", default=None)
    ints: list[Int] | None = data_member("Ints", default=None)
    lists: list[list[Int] | None] | None = data_member("Lists", default=None)
    map: dict[str, Int] | None = data_member("Map", default=None)
    maybe: Int | None = data_member("Maybe", default=None)
    maybe_color: Color | None = data_member("MaybeColor", default=None)
    maybe_point: Point | None = data_member("MaybePoint", default=None)
    name: QName | None = data_member("Name", default=None)
    number: Int = data_member("Number", default=0)
    objects: list[Any | None] | None = data_member("Objects", default=None)
    offset: DateTimeOffset | None = data_member("Offset", default=None)
    pair: KeyValuePair[str | None, Int] | None = data_member("Pair", default=None)
    pairs: list[KeyValuePair[str | None, Int]] | None = data_member("Pairs", default=None)
    point: Point = data_member("Point", factory=Point)
    points: list[Point] | None = data_member("Points", default=None)
    shorts: list[Short] | None = data_member("Shorts", default=None)
    span: Duration = data_member("Span", default=Duration(0))
    table: dict[Int, B | None] | None = data_member("Table", default=None)
    text: str | None = data_member("Text", default=None)
    texts: list[str | None] | None = data_member("Texts", default=None)
    uri: AnyURI | None = data_member("Uri", default=None)
    when: DateTime = data_member("When", default=DateTime.min)


KNOWN: Final = (D, Other, Color, Point)
"""The known types of every reader here: NotKnown is not among them, and no collection."""

ROOTS: Final = {cls: describe(cls).type for cls in (B, D, R, Other, Thing)}

DECLARATIONS: Final = (
    f'xmlns:i="{XSI}" xmlns:x="{XS}" xmlns:s="{SERIALIZATION}" xmlns:r="{ARRAYS}" xmlns:b="urn:b" xmlns:d="urn:d"'
    f' xmlns:o="urn:o" xmlns:t="urn:t" xmlns:g="{clr_namespace("System.Collections.Generic")}"'
    f' xmlns:y="{clr_namespace("System")}" xmlns:f="urn:foreign"'
)


def document(content: str, cls: type = Thing, attributes: str = "") -> str:
    """Return a document of ``cls``, whose namespace is the default one, with prefixes for all the others."""
    name = ROOTS[cls]
    return f'<{name.name} xmlns="{name.namespace}" {DECLARATIONS} {attributes}>{content}</{name.name}>'


REFUSED: Final = "refused"
"""What is read where the document is refused."""

PLAIN: Final = AnyValue(None, QName(XS, "anyType"))
"""A plain ``new object()``."""


@cache
def types() -> dotnet.ClrTypes:
    """Return the CLR types of all the contracts here; skip the test where there is no runtime."""
    dotnet.require()
    contracts = describe(Thing, known_types=(*KNOWN, R, NotKnown)).contracts
    return dotnet.clr_types(contracts, known_types=[describe(cls).type for cls in KNOWN])


@cache
def serializer(cls: type, mode: Any = "dotnet", unknown: Any = "keep") -> DataContractSerializer[Any]:
    """Return the serializer of ``cls`` that has the known types."""
    return DataContractSerializer(cls, mode=mode, unknown=unknown, known_types=KNOWN)


def read_by_dcxml(text: str, cls: type, reader: DataContractSerializer[Any] | None = None) -> Any:
    """Return what ``mode="dotnet"`` reads: the members that are not the default, by attribute, or REFUSED."""
    try:
        return _members((reader or serializer(cls)).loads(text))
    except DecodeError:
        return REFUSED


def read_by_dotnet(text: str, cls: type) -> Any:
    """Return what ``ReadObject(Stream)`` reads, as `read_by_dcxml` does; told by what .NET then writes."""
    try:
        written = types().read_write(text.encode(), ROOTS[cls], dialect="text")
    except dotnet.DotnetError:
        if types().read(text.encode(), ROOTS[cls]):
            raise  # read, and not written: no document here should show it
        return REFUSED
    return _members(serializer(cls).loads(written))


def _members(instance: Any) -> Any:
    if instance is None:
        return None
    fresh = type(instance)()
    told: dict[str, Any] = {}
    for each in attrs.fields(type(instance)):
        value = getattr(instance, each.name)
        if not each.name.startswith("_") and value != getattr(fresh, each.name):
            told[each.name] = _clr_value(value)
    return told


def _clr_value(value: Any) -> Any:
    """Return what the CLR holds for a value of a type that another stands in for: no ``xs:date``, but a string."""
    if not isinstance(value, AnyValue) or value.type not in STAND_INS:
        return value
    name = STAND_INS[value.type]
    return value.value if natural_type(value.value) == name else AnyValue(value.value, name)
