"""The polymorphic document as models of pydantic-xml.

The library knows neither ``xsi:type`` nor references: a union tells classes apart by the attribute's text, prefix and
all, and ``z:Id`` and ``z:Ref`` are attributes like any other, so an object that is shared comes once, and empty after.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Final, Literal
from uuid import UUID

from pydantic_xml import BaseXmlModel, attr, element, wrapped

__all__ = ["Fleet"]

NAMESPACES: Final = {
    "": "urn:fleet:roads",
    "d2p1": "urn:fleet:assets",
    "i": "http://www.w3.org/2001/XMLSchema-instance",
    "z": "http://schemas.microsoft.com/2003/10/Serialization/",
    "a": "http://schemas.microsoft.com/2003/10/Serialization/Arrays",
}
State = Literal["Idle", "Moving"]
asset, road, item = (partial(element, ns=prefix) for prefix in ("d2p1", "", "a"))
kind = partial(attr, name="type", ns="i")


class Depot(BaseXmlModel, ns="d2p1", nsmap=NAMESPACES):
    """Where vehicles stand, or a reference to it."""

    id: str | None = attr(name="Id", ns="z", default=None)
    ref: str | None = attr(name="Ref", ns="z", default=None)
    city: str | None = asset("City", default=None)
    next: Depot | None = asset("Next", default=None, nillable=True)


class Load(BaseXmlModel, nsmap=NAMESPACES):
    """An object of a built-in type: its text, and the type's name as it stands."""

    type: str | None = kind(default=None)
    value: str | None = None


class Asset(BaseXmlModel, tag="Asset", ns="d2p1", nsmap=NAMESPACES):
    """Anything that is owned."""

    bought: datetime = asset("Bought")
    home: Depot | None = asset("Home", default=None, nillable=True)
    id: UUID = asset("Id")


class Vehicle(Asset, tag="Asset", ns="d2p1", nsmap=NAMESPACES):
    """What drives."""

    type: Literal["d2p1:Vehicle"] | None = kind(default=None)
    plate: str | None = asset("Plate", default=None, nillable=True)
    state: State = asset("State")


class Truck(Asset, tag="Asset", ns="d2p1", nsmap=NAMESPACES):
    """What drives and carries."""

    type: Literal["Truck"] = kind()
    plate: str | None = asset("Plate", default=None, nillable=True)
    state: State = asset("State")
    axles: int = road("Axles")
    load: Load | None = road("Load", default=None, nillable=True)


AnyAsset = Truck | Vehicle | Asset


class StockEntry(BaseXmlModel, tag="KeyValueOfstringdecimal", ns="a", nsmap=NAMESPACES):
    """An entry of a dictionary."""

    key: str = item("Key")
    value: Decimal = item("Value")


class StandingEntry(BaseXmlModel, tag="KeyValueOfintVehiclevSUHu6UG", ns="a", nsmap=NAMESPACES):
    """An entry of a dictionary."""

    key: int = item("Key")
    value: AnyAsset = item("Value")


class Fleet(BaseXmlModel, tag="Fleet", nsmap=NAMESPACES):
    """All there is."""

    assets: list[AnyAsset] = wrapped("Assets", asset("Asset"))
    flagship: AnyAsset | None = road("Flagship", default=None, nillable=True)
    notes: AnyAsset | None = road("Notes", default=None, nillable=True)
    standing: list[StandingEntry] = wrapped("Standing", item("KeyValueOfintVehiclevSUHu6UG"))
    stock: list[StockEntry] = wrapped("Stock", item("KeyValueOfstringdecimal"))
