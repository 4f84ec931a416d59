"""Classes of which others derive, in two namespaces, and a root with places for them of every kind."""

from __future__ import annotations

from abc import ABC, abstractmethod
from decimal import Decimal

from dcxml import DateTime, Int, data_contract, data_member

__all__ = ["KNOWN", "Asset", "Circle", "Depot", "Mark", "Shape", "Sign", "Square", "Truck", "Vehicle"]


@data_contract(name="Asset", namespace="urn:assets")
class Asset:
    bought: DateTime = data_member("Bought", default=DateTime.min)
    name: str | None = data_member("Name", default=None)
    spare: Asset | None = data_member("Spare", default=None)


@data_contract(name="Vehicle", namespace="urn:assets")
class Vehicle(Asset):
    seats: Int = data_member("Seats", default=0, emit_default_value=False)


@data_contract(name="Truck", namespace="urn:roads")
class Truck(Vehicle):
    loads: list[Decimal] | None = data_member("Loads", default=None)
    note: str | None = data_member("Note", default=None, is_required=True)


@data_contract(name="Shape", namespace="urn:shapes")
class Shape(ABC):
    color: str | None = data_member("Color", default=None)

    @abstractmethod
    def area(self) -> float:
        """Return the area."""


@data_contract(name="Circle", namespace="urn:shapes")
class Circle(Shape):
    radius: Int = data_member("Radius", default=0)

    def area(self) -> float:
        """Return the area."""
        return 3.14 * self.radius**2


@data_contract(name="Square", namespace="urn:shapes")
class Square(Shape):
    side: Int = data_member("Side", default=0)

    def area(self) -> float:
        """Return the area."""
        return self.side**2


@data_contract(name="Mark", namespace="urn:assets")
class Mark:
    """A class without members."""


@data_contract(name="Sign", namespace="urn:assets")
class Sign(Mark):
    text: str | None = data_member("Text", default=None, emit_default_value=False)


@data_contract(name="Depot", namespace="urn:roads")
class Depot:
    assets: list[Asset | None] | None = data_member("Assets", default=None)
    by_name: dict[str, Vehicle | None] | None = data_member("ByName", default=None)
    first: Asset | None = data_member("First", default=None)
    last: Vehicle | None = data_member("Last", default=None, emit_default_value=False)
    mark: Mark | None = data_member("Mark", default=None)
    marks: list[Mark] | None = data_member("Marks", default=None)
    rows: list[list[Asset]] | None = data_member("Rows", default=None)
    shape: Shape | None = data_member("Shape", default=None)
    shapes: list[Shape] | None = data_member("Shapes", default=None)


KNOWN = (Vehicle, Truck, Circle, Square, Sign)
"""What a serializer has to be told of."""
