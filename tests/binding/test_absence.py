"""Absence: an unset slot reads as .NET's default(T), is remembered, and ends with an assignment."""

# ruff: noqa: S301 - the pickles are made here
# ruff: noqa: TC001 - annotations of contracts are read at run time

from __future__ import annotations

import copy
import pickle
from decimal import Decimal
from uuid import UUID

import pytest

from dcxml.binding.declarations import data_contract, data_member
from dcxml.binding.enumerations import DataContractEnum, DataContractFlag, OpenEnum, enum_member
from dcxml.binding.identity import identical
from dcxml.binding.objects import is_absent, set_absent
from dcxml.binding.types import AnyURI, Char, Float, Guid, Int, UnsignedLong
from dcxml.binding.values import KeyValuePair
from dcxml.binding.wire import WireState
from dcxml.errors import InvalidDataContractError
from dcxml.lexical import DateTime, Duration


@data_contract(namespace="urn:a")
class Color(DataContractEnum):
    RED = "Red"
    BLUE = "Blue"


@data_contract(namespace="urn:a")
class Size(DataContractEnum):
    S = enum_member("S", 1)


@data_contract(namespace="urn:a")
class State(OpenEnum):
    CREATED = "Created"


@data_contract(namespace="urn:a")
class Rights(DataContractFlag):
    READ = enum_member("Read", 1)


@data_contract(namespace="urn:a", is_value_type=True)
class Point:
    x: Int = data_member("X", default=5)
    size: Size = data_member("Size", default=Size.S)


@data_contract(namespace="urn:a")
class Everything:
    flag: bool = data_member(default=True)
    number: Int = data_member(default=1)
    big: UnsignedLong = data_member(default=1)
    real: float = data_member(default=1.0)
    single: Float = data_member(default=1.0)
    price: Decimal = data_member(default=Decimal(1))
    text: str = data_member(default="x")
    link: AnyURI = data_member(default="x")
    letter: Char = data_member(default="a")
    moment: DateTime = data_member(default=DateTime.max)
    span: Duration = data_member(default=Duration(1))
    guid: Guid = data_member(default=UUID(int=1))
    plain_guid: UUID = data_member(default=UUID(int=1))
    data: bytes = data_member(default=b"x")
    anything: object = data_member(default=1)
    color: Color = data_member(default=Color.BLUE)
    size: Size = data_member(default=Size.S)
    state: State = data_member(default=State.CREATED)
    rights: Rights = data_member(default=Rights.READ)
    maybe: Int | None = data_member(default=1)
    items: list[Int] = data_member(factory=list)
    lookup: dict[str, Int] = data_member(factory=dict)
    node: Everything | None = data_member(default=None)
    point: Point = data_member(factory=Point)
    pair: KeyValuePair[Int, str] = data_member(factory=lambda: KeyValuePair(1, "x"))


@data_contract(namespace="urn:a")
class Labelled:
    label: KeyValuePair[Int, Size] = data_member(factory=lambda: KeyValuePair(1, Size.S))


DEFAULTS = {
    "flag": False,
    "number": 0,
    "big": 0,
    "real": 0.0,
    "single": 0.0,
    "price": Decimal(0),
    "text": None,
    "link": None,
    "letter": "\0",
    "moment": DateTime.min,
    "span": Duration(),
    "guid": UUID(int=0),
    "plain_guid": UUID(int=0),
    "data": None,
    "anything": None,
    "color": Color.RED,
    "size": Size(0),
    "state": State(0),
    "rights": Rights(0),
    "maybe": None,
    "items": None,
    "lookup": None,
    "node": None,
    "pair": KeyValuePair(0, None),
}


@pytest.mark.parametrize(("member", "default"), DEFAULTS.items(), ids=DEFAULTS)
def test_an_absent_member_reads_as_the_default_of_its_type_and_not_the_constructors(member, default):
    made = Everything()
    set_absent(made, member)
    assert default == getattr(made, member)
    assert type(default) is type(getattr(made, member))
    assert is_absent(made, member)


def test_an_absent_struct_has_all_members_present_but_the_zero_without_a_text():
    point = object.__new__(Everything).point
    assert point.x == 0
    assert not is_absent(point, "x")
    assert is_absent(point, "size")
    assert point._wire is None


def test_an_absent_pair_knows_the_zero_of_its_value():
    made = Labelled()
    set_absent(made, "label")
    assert Size(0) == made.label.value
    assert KeyValuePair(0, Size(0)) == made.label


def test_assigning_makes_a_member_present_again():
    made = Everything()
    set_absent(made, "number")
    made.number = 0
    assert not is_absent(made, "number")
    assert made._wire == WireState(absent=True)


def test_del_makes_a_member_absent():
    made = Everything()
    del made.number
    assert is_absent(made, "number")
    assert made.number == 0


def test_del_of_what_is_absent_is_an_error_as_in_any_class():
    made = Everything()
    del made.number
    with pytest.raises(AttributeError):
        del made.number


def test_set_absent_twice_is_once():
    made = Everything()
    set_absent(made, "number")
    set_absent(made, "number")
    assert is_absent(made, "number")


def test_assignment_takes_no_detour():
    assert "__setattr__" not in vars(Everything)
    assert "__delattr__" not in vars(Everything)


def test_an_object_of_the_decoder_has_what_was_set_and_no_wire_state():
    made = object.__new__(Everything)
    made.number = 4
    assert made._wire is None
    assert not is_absent(made, "number")
    assert is_absent(made, "text")


def test_the_zero_without_a_text_counts_as_absent():
    made = Everything(state=State(0), color=Color(0))
    assert is_absent(made, "state")
    assert not is_absent(made, "color")


@pytest.mark.parametrize("use", [is_absent, set_absent, getattr], ids=lambda use: use.__name__)
def test_an_unknown_member_is_an_error_that_names_the_members(use):
    with pytest.raises(AttributeError, match="'Point' has no member 'z'; its members: x, size"):
        use(Point(), "z")


def test_what_is_no_contract_has_no_members():
    with pytest.raises(AttributeError, match="'str' is not a data contract"):
        is_absent("text", "upper")


@pytest.mark.parametrize(
    "copied",
    [copy.copy, copy.deepcopy, *(lambda value, p=p: pickle.loads(pickle.dumps(value, p)) for p in range(6))],
    ids=["copy", "deepcopy", *(f"pickle{p}" for p in range(6))],
)
def test_copies_keep_absence_and_wire_state(copied):
    made = Everything()
    set_absent(made, "number")
    made._wire.attributes = (("{urn:q}a", "1"),)
    made._wire.member_attributes["text"] = (("b", "2"),)
    made._wire.unknown.append(("x", 1))
    other = copied(made)
    assert identical(made, other)
    other._wire.unknown.clear()
    other._wire.member_attributes.clear()
    assert made._wire.unknown == [("x", 1)]
    assert made._wire.member_attributes == {"text": (("b", "2"),)}


def test_absence_does_not_count_in_equality():
    made = Everything(number=0)
    other = Everything()
    del other.number
    assert made == other
    assert not identical(made, other)


def test_a_wire_state_is_true_where_it_remembers_something():
    assert not WireState()
    assert WireState(absent=True)
    assert WireState(attributes=(("a", "b"),))
    assert ([1], ("a",), {}) == WireState(unknown=[1], attributes=("a",)).extras


def test_an_annotation_that_leads_nowhere_is_told_with_its_class():
    @data_contract()
    class Lost:
        x: Nowhere = data_member(default=None)  # noqa: F821 - the case

    with pytest.raises(InvalidDataContractError, match="Lost: its annotations name 'Nowhere'"):
        object.__new__(Lost).x  # noqa: B018 - reading is the case
