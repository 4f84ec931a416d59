"""Members, items and values of xs:anyType, and what may stand in them."""

from __future__ import annotations

from dcxml import DataContractEnum, DataContractFlag, Int, OpenEnum, data_contract, data_member, enum_member

__all__ = ["KNOWN", "Access", "Box", "Color", "Label", "Point", "Size", "Thing"]


@data_contract(name="Color", namespace="urn:boxes")
class Color(DataContractEnum):
    RED = enum_member("Red", 0)
    BLACK_AND_WHITE = enum_member("black & white", 1)


@data_contract(name="Size", namespace="urn:boxes")
class Size(OpenEnum):
    SMALL = enum_member("Small")


@data_contract(name="Access", namespace="urn:boxes")
class Access(DataContractFlag):
    READ = enum_member("Read", 1)
    WRITE = enum_member("Write", 2)


@data_contract(name="Thing", namespace="urn:things")
class Thing:
    name: str | None = data_member("Name", default=None)
    value: object | None = data_member("Value", default=None)


@data_contract(name="Point", namespace="urn:boxes", is_value_type=True)
class Point:
    x: Int = data_member("X", default=0)


@data_contract(name="Label", namespace="urn:boxes")
class Label:
    text: str | None = data_member("Text", default=None, emit_default_value=False)


@data_contract(name="Box", namespace="urn:boxes")
class Box:
    by_key: dict[str, object | None] | None = data_member("ByKey", default=None)
    content: object | None = data_member("Content", default=None)
    items: list[object | None] | None = data_member("Items", default=None)
    label: object | None = data_member("Label", default=None, emit_default_value=False)
    rows: list[list[object]] | None = data_member("Rows", default=None)
    thing: Thing | None = data_member("Thing", default=None)


KNOWN = (Color, Size, Access, Thing, Point, Label)
"""What a serializer has to be told of."""
