"""The fast lane before the judge: it takes .NET's own bytes of polymorphic documents, and writes the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from benchmarks.documents import fleet

import dcxml
from dcxml import DataContractSerializer, Dialect
from dcxml.binding.introspect import describe
from dcxml.codec.fast.declined import DECLINED
from support import boxes, dotnet, hierarchy, people
from support.fast_lane import other_way, read_by, written_by

if TYPE_CHECKING:
    from collections.abc import Iterable

pytestmark = pytest.mark.dotnet


def team() -> people.Team:
    """Return a team whose members stand in several places."""
    boss, person = people.Boss(name="b", rank=1), people.Person(name="p")
    boss.partner, person.friends = person, [boss, person, None]
    return people.Team(anything=boss, boss=boss, by_name={"p": person}, members=[person, boss], notes=[people.Note()])


def depot() -> hierarchy.Depot:
    """Return a depot with everything that may be in it."""
    truck = hierarchy.Truck(name="t", spare=hierarchy.Asset(), note="")
    return hierarchy.Depot(
        assets=[truck, hierarchy.Asset(), None, hierarchy.Vehicle(seats=2)],
        by_name={"v": hierarchy.Vehicle()},
        mark=hierarchy.Sign(text="stop"),
        marks=[hierarchy.Sign(), hierarchy.Mark()],
        shape=hierarchy.Square(side=3),
    )


def box() -> boxes.Box:
    """Return a box with values of many types."""
    values = [1, "a & b", "", 1.5, True, dcxml.DateTime(2024, 1, 1), b"", boxes.Color.RED, boxes.Point(x=3), None]
    return boxes.Box(content=boxes.Thing(value=5), items=values, by_key={"a": boxes.Label()})


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize(
    ("value", "known"),
    [
        pytest.param(fleet.fleet(), fleet.KNOWN_TYPES, id="fleet"),
        pytest.param(depot(), hierarchy.KNOWN, id="depot"),
        pytest.param(box(), boxes.KNOWN, id="box"),
        pytest.param(team(), people.KNOWN, id="team"),
    ],
)
def test_dotnets_own_bytes_take_the_fast_lane(value: Any, known: tuple[type, ...], dialect: Dialect) -> None:
    annotation = type(value)
    data = of_dotnet(value, known, dialect)

    found = read_by(annotation, known)(data)

    assert found is not DECLINED
    assert dcxml.identical(other_way(annotation, known=known).loads(data), found)
    assert written_by(annotation, dialect, known)(value) == data.decode()


def of_dotnet(value: Any, known: Iterable[type], dialect: Dialect) -> bytes:
    """Return what .NET writes of a value, which it reads of what the other way writes."""
    contracts = dcxml.contracts_of(type(value), *known)
    names = [describe(each).type for each in known]
    types = dotnet.clr_types(contracts, known_types=names)
    data = DataContractSerializer(type(value), known_types=known, fast_lane="never").dumps(value)
    return types.read_write(data, describe(type(value)).type, dialect=dialect.value)
