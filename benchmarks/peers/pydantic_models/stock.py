"""The wide document as models of pydantic-xml."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Final, Literal

from pydantic_xml import BaseXmlModel, element, wrapped

__all__ = ["Stock"]

NAMESPACES: Final = {"": "urn:warehouse", "i": "http://www.w3.org/2001/XMLSchema-instance"}


class Line(BaseXmlModel, tag="Line", nsmap=NAMESPACES):
    """One line of a stock."""

    article: str | None = element("Article", default=None, nillable=True)
    count: int = element("Count")
    counted: datetime = element("Counted")
    is_reserved: bool = element("IsReserved")
    note: str | None = element("Note", default=None, nillable=True)
    price: Decimal = element("Price")
    shelf: int | None = element("Shelf", default=None, nillable=True)
    unit: Literal["Piece", "Box"] = element("Unit")


class Stock(BaseXmlModel, tag="Stock", nsmap=NAMESPACES):
    """What a warehouse has."""

    lines: list[Line] = wrapped("Lines", element("Line"))
