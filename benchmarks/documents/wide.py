"""A wide document: a root with one collection of 10,000 items of eight simple members, some of them nil; about 2 MB."""

from __future__ import annotations

from decimal import Decimal

from dcxml import DataContractEnum, DateTime, Int, data_contract, data_member, enum_contract, enum_member

WAREHOUSE = "urn:warehouse"
ITEMS = 10_000


@enum_contract(name="Unit", namespace=WAREHOUSE)
class Unit(DataContractEnum):
    """What is counted."""

    PIECE = enum_member("Piece", 0)
    BOX = enum_member("Box", 1)


@data_contract(name="Line", namespace=WAREHOUSE)
class Line:
    """One line of a stock."""

    article: str | None = data_member("Article", default=None)
    count: Int = data_member("Count", default=0)
    counted: DateTime = data_member("Counted", default=DateTime.min)
    is_reserved: bool = data_member("IsReserved", default=False)
    note: str | None = data_member("Note", default=None)
    price: Decimal = data_member("Price", default=Decimal(0))
    shelf: Int | None = data_member("Shelf", default=None)
    unit: Unit = data_member("Unit", default=Unit.PIECE)


@data_contract(name="Stock", namespace=WAREHOUSE)
class Stock:
    """What a warehouse has."""

    lines: list[Line] | None = data_member("Lines", default=None)


def stock(items: int = ITEMS) -> Stock:
    """Return a stock of so many lines, no two of them alike."""
    return Stock(
        lines=[
            Line(
                article=f"Article {number:06}",
                count=number * 7 % 1_000,
                counted=DateTime(2026, 1 + number % 12, 1 + number % 28, number % 24, number % 60, number % 59),
                is_reserved=number % 3 == 0,
                note=None if number % 4 else "fragile, this side up",
                price=Decimal(number) / 100,
                shelf=number % 50 or None,
                unit=Unit.BOX if number % 5 == 0 else Unit.PIECE,
            )
            for number in range(items)
        ]
    )
