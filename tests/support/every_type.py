"""Contract classes that between them have a member of every kind and every built-in type, in three namespaces."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from dcxml import (
    AnyURI,
    Byte,
    Char,
    DataContractEnum,
    DataContractFlag,
    DateTime,
    DateTimeOffset,
    DBNullType,
    Double,
    Duration,
    Float,
    Int,
    KeyValuePair,
    Long,
    OpenEnum,
    QName,
    Short,
    UnsignedByte,
    UnsignedInt,
    UnsignedLong,
    UnsignedShort,
    data_contract,
    data_member,
    enum_member,
)

__all__ = ["Access", "Color", "EveryType", "Leaf", "Node", "Point", "State"]

BASE = "urn:every"
OTHER = "urn:other"


@data_contract(name="Color", namespace=BASE)
class Color(DataContractEnum):
    """A closed enumeration, one of its texts with a space in it."""

    RED = enum_member("Red", 1)
    DEEP_BLUE = enum_member("deep blue", 0)


@data_contract(name="State", namespace=BASE)
class State(OpenEnum):
    """An enumeration known from samples."""

    CREATED = enum_member("Created")


@data_contract(name="Access", namespace=OTHER)
class Access(DataContractFlag):
    """Flags, one of them two others at once."""

    READ = enum_member("Read", 1)
    WRITE = enum_member("Write", 2)
    BOTH = enum_member("Both", 3)
    OWN = enum_member("Own", 64)


@data_contract(name="Point", namespace=OTHER, is_value_type=True)
class Point:
    """A struct."""

    x: Int = data_member("X", default=0)
    y: Double = data_member("Y", default=0.0, emit_default_value=False)


@data_contract(name="Node", namespace=BASE)
class Node:
    """A class that contains itself in every way."""

    next: Node | None = data_member("Next", default=None)
    kids: list[Node] | None = data_member("Kids", default=None)
    needed: list[Node] = data_member("Needed", factory=list, is_required=True, order=1)
    by_name: dict[str, Node | None] | None = data_member("ByName", default=None)
    pair: KeyValuePair[Node | None, Leaf | None] | None = data_member("Pair", default=None)


@data_contract(name="Leaf", namespace=OTHER)
class Leaf(Node):
    """A class with a base in another namespace."""

    text: str | None = data_member("Text", default=None, emit_default_value=False)


@data_contract(name="EveryType", namespace=BASE)
class EveryType:
    """A member of every built-in type, and of every shape made of them."""

    a_boolean: bool = data_member("Boolean", default=False)
    a_byte: Byte = data_member("Byte", default=0)
    an_unsigned_byte: UnsignedByte = data_member("UnsignedByte", default=0)
    a_short: Short = data_member("Short", default=0)
    an_unsigned_short: UnsignedShort = data_member("UnsignedShort", default=0)
    an_int: Int | None = data_member("Int", default=None)
    an_unsigned_int: UnsignedInt = data_member("UnsignedInt", default=0)
    a_long: Long = data_member("Long", default=0)
    an_unsigned_long: UnsignedLong = data_member("UnsignedLong", default=0)
    a_float: Float = data_member("Float", default=0.0)
    a_double: Double | None = data_member("Double", default=None)
    a_decimal: Decimal = data_member("Decimal", default=Decimal(0))
    a_string: str | None = data_member("String", default=None)
    a_moment: DateTime = data_member("DateTime", default=DateTime.min)
    a_uri: AnyURI | None = data_member("Uri", default=None)
    some_bytes: bytes | None = data_member("Bytes", default=None)
    a_name: QName | None = data_member("Name", default=None)
    a_char: Char = data_member("Char", default="\0")
    a_duration: Duration | None = data_member("Duration", default=None)
    a_guid: UUID = data_member("Guid", default=UUID(int=0), is_required=True)
    an_offset: DateTimeOffset | None = data_member("Offset", default=None)
    a_db_null: DBNullType | None = data_member("DBNull", default=None)
    db_nulls: list[DBNullType | None] | None = data_member("DBNulls", default=None)
    anything: Any | None = data_member("Anything", default=None)
    color: Color = data_member("Color", default=Color.RED)
    a_color: Color | None = data_member("AColor", default=None)
    state: State | None = data_member("State", default=None)
    access: Access = data_member("Access", default=Access(0))
    point: Point = data_member("Point", factory=Point, emit_default_value=False)
    a_point: Point | None = data_member("APoint", default=None)
    numbers: list[Int] | None = data_member("Numbers", default=None)
    holes: list[Int | None] | None = data_member("Holes", default=None)
    table: list[list[str | None] | None] | None = data_member("Table", default=None)
    points: dict[str, Point] | None = data_member("Points", default=None)
    days: dict[DateTime, Color | None] | None = data_member("Days", default=None)
    pair: KeyValuePair[str | None, DateTime] | None = data_member("Pair", default=None)
    leaf: Leaf | None = data_member("Leaf", default=None)
    objects: list[Any | None] | None = data_member("Objects", default=None)
