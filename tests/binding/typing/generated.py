"""Data contracts, made by dcxml.

Their namespaces:

- http://schemas.datacontract.org/2004/07/Acme.Orders
"""

from __future__ import annotations

from datetime import UTC
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from dcxml import (
    AnyURI,
    Byte,
    Char,
    CollectionContract,
    DataContractEnum,
    DataContractFlag,
    DateTime,
    DateTimeOffset,
    DBNullType,
    DictionaryPart,
    Duration,
    Float,
    GenericArgument,
    GenericType,
    Int,
    Long,
    OpenEnum,
    QName,
    RootElement,
    SchemaAnnotation,
    Short,
    SimpleContract,
    UnsignedByte,
    UnsignedInt,
    UnsignedLong,
    UnsignedShort,
    XmlContract,
    XmlNodes,
    data_contract,
    data_member,
    enum_contract,
    enum_member,
)

ACME_ORDERS = "http://schemas.datacontract.org/2004/07/Acme.Orders"
ARRAYS = "http://schemas.microsoft.com/2003/10/Serialization/Arrays"
OTHER = "urn:other"
X = "urn:x"
XMLSCHEMA = "http://www.w3.org/2001/XMLSchema"


@enum_contract(name="State", namespace=ACME_ORDERS)
class State(OpenEnum):
    """State, an open enumeration held by Order.State."""

    CREATED = "Created"


@enum_contract(name="Size", namespace=ACME_ORDERS, base_type="unsignedByte")
class Size(DataContractEnum):
    """Size, an enumeration held by Order.Size."""

    S = "S"
    """Small."""
    XL = enum_member("XL", 10)


@enum_contract(name="Rights", namespace=ACME_ORDERS, base_type="long")
class Rights(DataContractFlag):
    """Rights, flags held by Order.Rights."""

    READ = enum_member("Read", 1)
    ALL = enum_member("All", -1, bits=64)


@data_contract(name="Point", namespace=ACME_ORDERS, is_value_type=True)
class Point:
    """Point, held by Order.Point."""

    x: Int = data_member("X", default=0)


@data_contract(name="Line", namespace=ACME_ORDERS)
class Line:
    """Line, held by Order.Lines."""

    product: str | None = data_member("Product", default=None)
    """What."""


@data_contract(name="Order", namespace=ACME_ORDERS, known_types=lambda: [Special])
class Order:
    """Order, a data contract of Acme.Orders.

    An "order".

    It has \"\"\"quotes\"\"\" and ends in a backslash\\

    Evidence (shape): seen in the sample seen in the sample seen in the sample seen in the sample seen in the
        sample seen in the sample seen in the sample seen in the sample seen in the sample seen in the sample
    """

    lines: list[Line] | None = data_member("Lines", default=None)
    http_server: Int = data_member("HTTPServer", default=0, order=1)
    http_server_2: Int = data_member("HttpServer", default=0, order=2, is_required=True)
    state: State = data_member("State", default=State(0), order=3)
    size: Size = data_member("Size", default=Size.S, order=4, emit_default_value=False)
    rights: Rights = data_member("Rights", default=Rights(0), order=5)
    point: Point = data_member("Point", factory=Point, order=6)
    rating: Rating | None = data_member("Rating", default=None, order=7)
    class_: object | None = data_member("class", default=None, order=8, declares=ARRAYS)
    pboolean: bool = data_member("Pboolean", default=False, order=9)
    pbyte: Byte = data_member("Pbyte", default=0, order=10)
    punsigned_byte: UnsignedByte = data_member("PunsignedByte", default=0, order=11)
    pshort: Short = data_member("Pshort", default=0, order=12)
    punsigned_short: UnsignedShort = data_member("PunsignedShort", default=0, order=13)
    pint: Int = data_member("Pint", default=0, order=14)
    punsigned_int: UnsignedInt = data_member("PunsignedInt", default=0, order=15)
    plong: Long = data_member("Plong", default=0, order=16)
    punsigned_long: UnsignedLong = data_member("PunsignedLong", default=0, order=17)
    pfloat: Float = data_member("Pfloat", default=0.0, order=18)
    pdouble: float = data_member("Pdouble", default=0.0, order=19)
    pdecimal: Decimal = data_member("Pdecimal", default=Decimal(0), order=20)
    pstring: str | None = data_member("Pstring", default=None, order=21, emit_default_value=True, is_nillable=False)
    pdate_time: DateTime = data_member("PdateTime", default=DateTime.min, order=22)
    pany_uri: AnyURI | None = data_member("PanyURI", default=None, order=23, emit_default_value=True, is_nillable=False)
    pbase64_binary: bytes | None = data_member(
        "Pbase64Binary", default=None, order=24, emit_default_value=True, is_nillable=False
    )
    pq_name: QName | None = data_member("PQName", default=None, order=25, emit_default_value=True, is_nillable=False)
    pany_type: object | None = data_member(
        "PanyType", default=None, order=26, emit_default_value=True, is_nillable=False
    )
    pchar: Char = data_member("Pchar", default="\x00", order=27)
    pduration: Duration = data_member("Pduration", default=Duration(), order=28)
    pguid: UUID = data_member("Pguid", default=UUID(int=0), order=29)
    p_date_time_offset: DateTimeOffset = data_member(
        "PDateTimeOffset", default=DateTimeOffset(DateTime.min.replace(tzinfo=UTC)), order=30
    )
    pdb_null: DBNullType | None = data_member(
        "PDBNull", default=None, order=31, emit_default_value=True, is_nillable=False
    )


@data_contract(name="Special", namespace=ACME_ORDERS)
class Special(Order):
    """Special, a data contract of Acme.Orders."""

    http_server_3: Int = data_member("HTTPServer", default=0)


@data_contract(
    name="PageOfOrderint7o_SzrkEB",
    namespace=ACME_ORDERS,
    is_reference=True,
    generic=GenericType(
        "PageOf{0}{1}{#}",
        ACME_ORDERS,
        (GenericArgument("Order", ACME_ORDERS, nested_level=1), GenericArgument("int", XMLSCHEMA)),
    ),
)
class PageOfOrderint:
    """PageOfOrderint7oSzrkEB, a data contract of Acme.Orders."""


Lines = Annotated[list[Line], CollectionContract("Lines", namespace=ACME_ORDERS, item_name="L", is_item_nillable=False)]
"""Them."""
Prices = Annotated[
    dict[str, Int | None],
    CollectionContract(
        "Prices",
        namespace=ACME_ORDERS,
        item_name="Price",
        key=DictionaryPart("K"),
        value=DictionaryPart("V", is_required=False, emit_default_value=False, declares=X),
        is_reference=True,
    ),
]
Rating = Annotated[Int, SimpleContract("Rating", namespace=ACME_ORDERS, facets=(("maxInclusive", "5"),))]
Raw = Annotated[XmlNodes, XmlContract("Raw", namespace=ACME_ORDERS, schema='<s a="b"/>')]
SendElement = Annotated[Order | None, RootElement("Send", namespace=ACME_ORDERS)]
"""To send."""
CountElement = Annotated[Int, RootElement("Count", namespace=OTHER, is_nillable=False)]

__schema_annotations__ = (
    SchemaAnnotation(
        name=QName(ACME_ORDERS, "Order"), documentation='An "order".\n\nIt has """quotes""" and ends in a backslash\\'
    ),
    SchemaAnnotation(name=QName(ACME_ORDERS, "Line"), item="Product", documentation="What."),
    SchemaAnnotation(name=QName(ACME_ORDERS, "Lines"), documentation="Them."),
    SchemaAnnotation(name=QName(ACME_ORDERS, "Size"), item="S", documentation="Small."),
    SchemaAnnotation(name=QName(ACME_ORDERS, "Send"), kind="element", documentation="To send."),
)
