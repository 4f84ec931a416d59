"""Code that uses contract classes as people do, for the type checkers; every expected error is marked."""

from __future__ import annotations

from typing import Generic, TypeVar, assert_type

from dcxml import (
    DateTime,
    Int,
    KeyValuePair,
    OpenEnum,
    data_contract,
    data_member,
    enum_contract,
    is_absent,
    loads,
    set_absent,
)
from dcxml.apis.calendar import (
    AcceptedState,
    AuthenticatedInputOfCalendarAppointmentWrongModel,
    CalendarAppointmentWrongModel,
    Day,
)


@enum_contract(namespace="urn:x")
class State(OpenEnum):
    A = "a"


@data_contract(namespace="urn:x")
class Own:
    id: Int = data_member("Id")
    name: str | None = data_member("Name", default=None)
    state: State = data_member("State", default=State(0))
    items: list[Own] = data_member("Items", factory=list)


@data_contract(namespace="urn:x")
class Derived(Own):
    flag: bool = data_member(default=False)


T = TypeVar("T")


@data_contract(namespace="urn:x")
class Page(Generic[T]):
    items: list[T] | None = data_member("Items", default=None)
    best: T = data_member("Best")


page = Page[Own](items=[], best=Own(id=1))
assert_type(page.best, Own)
assert_type(loads(b"<PageOfint/>", Page[Int]), Page[Int])
Page[Own](best=1)  # expected error

own = Derived(id=1, name="x", state=State("later"), items=[Own(id=2)], flag=True)
number: int = own.id
text: str | None = own.name
assert_type(own.items, list[Own])
own.id = 5
own.id = "5"  # expected error
text = own.titel  # expected error
Own(1)  # expected error
Own()  # expected error
Own(id=1, titel="x")  # expected error

request = AuthenticatedInputOfCalendarAppointmentWrongModel(
    parameter=CalendarAppointmentWrongModel(title="Check-up", accepted_state=AcceptedState.CREATED)
)
assert request.parameter is not None
request.parameter.accepted_state = AcceptedState("Whatever")
request.parameter.start_date = DateTime(2025, 1, 1)
request.parameter.first_and_last_appts_dates_in_series = KeyValuePair(DateTime.min, DateTime.max)
day = Day(id=1, is_selected=True, name="Monday")
assert_type(day.is_selected, bool)
absent: bool = is_absent(day, "name")
set_absent(day, "name")
