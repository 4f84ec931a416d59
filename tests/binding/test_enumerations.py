"""Enumerations: wire texts, CLR integers, the zero, and the unknown texts of open ones."""

# ruff: noqa: S301 - the pickles are made here

from __future__ import annotations

import copy
import pickle

import pytest

from dcxml.binding.declarations import data_contract
from dcxml.binding.enumerations import (
    DataContractEnum,
    DataContractFlag,
    OpenEnum,
    enum_member,
    is_textless_zero,
    wire_texts,
)
from dcxml.errors import InvalidDataContractError


@data_contract(namespace="urn:e")
class Size(DataContractEnum):
    S = "S"
    TEN = enum_member("Ten", 10)
    X = "x x"


@data_contract(namespace="urn:e")
class NoZero(DataContractEnum):
    A = enum_member("A", 1)


@data_contract(namespace="urn:e")
class State(OpenEnum):
    CREATED = "Created"
    EMPTY = ""


@data_contract(namespace="urn:e")
class Rights(DataContractFlag):
    NONE = enum_member("None", 0)
    READ = enum_member("Read", 1)
    SAME = enum_member("Same", 1)
    HIGH = enum_member("High", -(2**31))
    ALL = enum_member("All", -1)


class Empty(DataContractEnum):
    pass


def test_values_are_texts_and_numbers_are_given_or_the_index():
    assert [("S", 0), ("Ten", 10), ("x x", 2)] == [(member.value, member.number) for member in Size]
    assert (("S", 0), ("Ten", 10), ("x x", 2)) == wire_texts(Size)
    assert Size.TEN is Size("Ten")


def test_a_closed_enumeration_refuses_what_it_does_not_list():
    for bad in ("s", 1, None, False):
        with pytest.raises(ValueError, match="is not a valid Size"):
            Size(bad)


def test_zero_is_the_member_of_number_zero_where_there_is_one():
    assert Size.S is Size(0)
    assert not is_textless_zero(Size(0))


@pytest.mark.parametrize("cls", [NoZero, State, Empty])
def test_else_zero_has_no_text_and_equals_itself_alone(cls):
    zero = cls(0)
    assert is_textless_zero(zero)
    assert cls(0) == zero
    assert all(zero != member for member in cls)
    assert hash(zero) == hash(cls(0))
    assert not zero
    assert (zero.name, zero.value, zero.number) == ("", 0, 0)
    assert f"{cls.__name__}(0)" == repr(zero) == str(zero)


def test_zeros_of_two_enumerations_differ():
    assert NoZero(0) != State(0)


def test_an_open_enumeration_keeps_an_unknown_text_and_does_not_cache_it():
    value = State("Whatever")
    assert isinstance(value, State)
    assert State("Whatever") == value
    assert State("Whatever") is not value
    assert hash(State("Whatever")) == hash(value)
    assert (value.value, value.name, value.number) == ("Whatever", "", None)
    assert value not in list(State)
    assert repr(value) == "State('Whatever')"
    assert State("Other") != value
    assert value


def test_an_empty_text_is_a_text():
    assert State.EMPTY is State("")
    assert State.EMPTY
    assert not is_textless_zero(State.EMPTY)


def test_an_open_enumeration_refuses_numbers_but_zero():
    with pytest.raises(ValueError, match="3 is not a valid State"):
        State(3)


@pytest.mark.parametrize("value", [Size.TEN, NoZero(0), State.CREATED, State("x"), State(0), Rights.READ | Rights.HIGH])
def test_values_are_copied_and_pickled(value):
    assert copy.copy(value) is value
    assert copy.deepcopy(value) is value
    for protocol in range(6):
        assert value == pickle.loads(pickle.dumps(value, protocol))


def test_members_are_shown_with_their_text():
    assert repr(Size.TEN) == "<Size.TEN: 'Ten'>"
    assert str(Size.TEN) == "Size.TEN"


def test_flags_are_the_clr_integers_and_texts_may_outnumber_them():
    assert (1, 2**31, 2**32 - 1) == (Rights.READ.value, Rights.HIGH.value, Rights.ALL.value)
    assert Rights.READ is Rights.SAME
    assert (("None", 0), ("Read", 1), ("Same", 1), ("High", -(2**31)), ("All", -1)) == wire_texts(Rights)
    assert Rights.NONE is Rights.zero()


def test_a_wide_flag_says_its_width():
    class Wide(DataContractFlag):
        ALL = enum_member("All", -1, bits=64)

    assert Wide.ALL.value == 2**64 - 1


def test_a_flag_beyond_32_bits_keeps_its_integer():
    class Far(DataContractFlag):
        HIGH = enum_member("High", 1 << 40)

    assert 1 << 40 == Far.HIGH.value


def test_a_flag_needs_its_integer():
    with pytest.raises((InvalidDataContractError, RuntimeError)) as caught:

        class Bad(DataContractFlag):
            A = "a"

    assert "the flag 'a' needs its integer" in str(caught.value.__cause__ or caught.value)


def test_an_enumeration_without_values_has_no_texts_and_its_zero():
    assert wire_texts(Empty) == ()
    with pytest.raises(ValueError, match="'x' is not a valid Empty"):
        Empty("x")

    class EmptyOpen(OpenEnum):
        pass

    class EmptyFlag(DataContractFlag):
        pass

    value = EmptyOpen("x")
    assert EmptyOpen(value) is value
    assert EmptyFlag(0).value == 0
