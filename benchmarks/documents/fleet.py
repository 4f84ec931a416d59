"""A fleet: a hierarchy of three levels over two namespaces, known types, dictionaries and shared objects."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from uuid import UUID

from dcxml import DataContractEnum, DateTime, Int, data_contract, data_member, enum_contract, enum_member

ASSETS, ROADS = "urn:fleet:assets", "urn:fleet:roads"


@enum_contract(name="State", namespace=ASSETS)
class State(DataContractEnum):
    """Whether something is in use."""

    IDLE = enum_member("Idle", 0)
    MOVING = enum_member("Moving", 1)


@data_contract(name="Depot", namespace=ASSETS, is_reference=True)
class Depot:
    """Where vehicles stand; many refer to one."""

    city: str | None = data_member("City", default=None)
    next: Depot | None = data_member("Next", default=None)


@data_contract(name="Asset", namespace=ASSETS)
class Asset:
    """Anything that is owned."""

    bought: DateTime = data_member("Bought", default=DateTime.min)
    home: Depot | None = data_member("Home", default=None)
    id: UUID = data_member("Id", default=UUID(int=0))


@data_contract(name="Vehicle", namespace=ASSETS)
class Vehicle(Asset):
    """What drives."""

    plate: str | None = data_member("Plate", default=None)
    state: State = data_member("State", default=State.IDLE)


@data_contract(name="Truck", namespace=ROADS)
class Truck(Vehicle):
    """What drives and carries."""

    axles: Int = data_member("Axles", default=0)
    load: object | None = data_member("Load", default=None)


@data_contract(name="Fleet", namespace=ROADS)
class Fleet:
    """All there is."""

    assets: list[Asset] | None = data_member("Assets", default=None)
    flagship: Asset | None = data_member("Flagship", default=None)
    notes: object | None = data_member("Notes", default=None)
    stock: dict[str, Decimal] | None = data_member("Stock", default=None)
    standing: dict[Int, Vehicle] | None = data_member("Standing", default=None)


KNOWN_TYPES = (Vehicle, Truck)


def fleet() -> Fleet:
    """Return a fleet of some twelve vehicles at three depots."""
    depots = [Depot(city=city) for city in ("Lund", "Turku", "Vaasa")]
    for depot, following in pairwise(depots):
        depot.next = following
    loads = (12, "gravel & sand", Decimal("7.50"), DateTime(2025, 3, 1, 8, 30), None)

    def truck(number: int) -> Truck:
        return Truck(
            bought=DateTime(2020, 1 + number, 2, 3, 4, 5),
            home=depots[number % 3],
            id=UUID(int=number * 0x0123_4567_89AB_CDEF_0011),
            plate=f"ABC-{number:03}",
            state=State.MOVING if number % 2 else State.IDLE,
            axles=2 + number % 3,
            load=loads[number % 5],
        )

    return Fleet(
        assets=[truck(0), Vehicle(plate="XYZ-1", home=depots[0]), *map(truck, range(1, 7)), Asset(home=depots[2])],
        flagship=truck(7),
        notes=truck(8),
        stock={"diesel": Decimal("1250.5"), "oil": Decimal(80), "tyres": Decimal(16), "salt": Decimal("3.25")},
        standing={4: truck(9), 7: Vehicle(plate="XYZ-2", home=depots[1]), 9: truck(10)},
    )
