"""Valid documents to mutate: the calendar's sample, and documents of the shop, of every type, and of references."""

from __future__ import annotations

from datetime import UTC
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final
from uuid import UUID

from attrs import frozen

import dcxml
from dcxml.contract import ClassDataContract, DataContractSet
from dcxml.qname import ARRAYS, SERIALIZATION, XSI, QName, clr_namespace
from dcxml.strategies.mutations import MUTATIONS, Case, mutations
from support import dotnet, every_type, shared_nodes, shop

__all__ = ["FAMILIES", "SUBJECTS", "Subject", "cases_of"]

_CALENDAR: Final = Path(__file__).parents[2] / "schemas" / "calendar"
_STATES: Final = ("Created", "Arrived")


@frozen(kw_only=True)
class Subject:
    """A valid document, its contracts, and how to make .NET's serializer of them."""

    name: str
    contracts: DataContractSet
    root: QName
    data: bytes
    open_texts: tuple[tuple[QName, tuple[str, ...]], ...] = ()

    def types(self) -> dotnet.ClrTypes:
        """Return CLR types for the contracts; .NET knows all classes among them."""
        return _types(self)

    def __str__(self) -> str:
        """Return the name, by which a test is known."""
        return self.name


@cache
def cases_of(subject: Subject) -> tuple[Case, ...]:
    """Return every mutation at every kind of place of a subject."""
    return tuple(mutations(subject.data, subject.contracts))


@cache
def _types(subject: Subject) -> dotnet.ClrTypes:
    known = [each.name for each in subject.contracts if isinstance(each, ClassDataContract)]
    return dotnet.clr_types(subject.contracts, open_texts=dict(subject.open_texts), known_types=known)


def _calendar() -> Subject:
    contracts = dcxml.read_schemas(_CALENDAR)
    texts = [(each.name, _STATES) for each in contracts if getattr(each, "is_open", False)]
    root = QName(clr_namespace("CMT.UP"), "AuthenticatedInputOfCalendarAppointmentWrongModelxuv6Fhnt")
    data = (_CALENDAR / "sample.xml").read_bytes()
    return Subject(name="calendar", contracts=contracts, root=root, data=data, open_texts=tuple(texts))


def _shop() -> Subject:
    order = shop.order(
        '<Any i:type="x:int">5</Any>',
        "<Codes><Code>0</Code><Code>255</Code></Codes>",
        '<Extra i:nil="true"/>',
        "<Flags>Red Green</Flags>",
        "<Key>66d630dd-753e-4a94-92d0-617692d98ce5</Key>",
        shop.LINES.format('<Line i:nil="true"/><Line><Count>2</Count><Price>1.50</Price></Line><Line/>'),
        '<Owner i:type="t:Order"><b:Title>t</b:Title><Number>2</Number><Lines/></Owner>',
        shop.prices(("a", 1), ("b", 2)),
        '<Raw><Line k="1"><b:Title>t</b:Title></Line></Raw>',
        '<Rest k="1">t<Line><Number>x</Number></Line></Rest>',
        f'<Sent xmlns:s="{shop.SYSTEM}"><s:DateTime>2025-01-01T00:00:00Z</s:DateTime>'
        "<s:OffsetMinutes>60</s:OffsetMinutes></Sent>",
        "<Short>abc</Short>",
        "<State>Open</State>",
        "<Takes>PT1S</Takes>",
        "<Type>x:int</Type>",
        "<When>2025-01-01T00:00:00</When>",
    )
    order = order.replace("<Number>1", "<b:Id>7</b:Id><b:Title>title</b:Title><Number>1")
    # Where the default namespace is lost, the name in i:type is not.
    order = order.replace(" xmlns:b=", f' xmlns:t="{shop.SHOP}" xmlns:b=')
    return Subject(name="shop", contracts=shop.CONTRACTS, root=shop.in_shop("Order"), data=order.encode())


def _every_type() -> Subject:
    leaf = every_type.Leaf(text="x", needed=[every_type.Node(), every_type.Leaf()])
    value = every_type.EveryType(
        an_int=5,
        a_double=1.5,
        a_decimal=Decimal("1.50"),
        a_string="text",
        a_moment=dcxml.DateTime(2025, 12, 15, 20, 8, 15),
        a_uri="http://a.example/b",
        some_bytes=b"\x01\x02\x03",
        a_name=QName("urn:q", "n"),
        a_char="A",
        a_duration=dcxml.Duration(seconds=1),
        a_guid=UUID("66d630dd-753e-4a94-92d0-617692d98ce5"),
        an_offset=dcxml.DateTimeOffset(dcxml.DateTime(2025, 12, 15, tzinfo=UTC), 60),
        anything=5,
        a_color=every_type.Color.DEEP_BLUE,
        state=every_type.State.CREATED,
        access=every_type.Access.READ | every_type.Access.OWN,
        point=every_type.Point(x=1, y=2.0),
        a_point=every_type.Point(x=3),
        numbers=[1, 2],
        holes=[1, None],
        table=[["a", None], None, []],
        points={"a": every_type.Point(), "b": every_type.Point(x=1)},
        days={dcxml.DateTime(2025, 1, 1): every_type.Color.RED, dcxml.DateTime(2025, 1, 2): None},
        pair=dcxml.KeyValuePair("k", dcxml.DateTime(2025, 1, 1)),
        leaf=leaf,
        objects=[1, "x", None, dcxml.DateTime(2025, 1, 1)],
    )
    contracts = dcxml.contracts_of(every_type.EveryType)
    texts = [(each.name, _STATES) for each in contracts if getattr(each, "is_open", False)]
    return Subject(
        name="every type",
        contracts=contracts,
        root=QName(every_type.BASE, "EveryType"),
        data=dcxml.dumps(value),
        open_texts=tuple(texts),
    )


def _graph() -> Subject:
    head = f'<Holder xmlns="urn:h" xmlns:n="urn:n" xmlns:i="{XSI}" xmlns:z="{SERIALIZATION}" xmlns:a="{ARRAYS}">'
    document = (
        f'{head}<A z:Id="i1"><n:Id>1</n:Id><n:Next z:Id="i2"><n:Id>2</n:Id><n:Next i:nil="true"/></n:Next></A>'
        '<B z:Ref="i2"/><O i:nil="true"/><Other z:Id="i3"/><Plain/></Holder>'
    )
    return Subject(
        name="references", contracts=shared_nodes.CONTRACTS, root=QName("urn:h", "Holder"), data=document.encode()
    )


SUBJECTS: Final = (_calendar(), _shop(), _every_type(), _graph())
FAMILIES: Final = sorted({mutation.family for mutation in MUTATIONS.values()})
