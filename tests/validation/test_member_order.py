"""The order of members: which elements would have to move, and what .NET's reader loses as they stand."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcxml.validation.member_order import arrange

MEMBERS = ["a", "b", "c", "d", "e"]


def names_at(found, positions):
    return [found[at] for at in positions]


@pytest.mark.parametrize(
    ("found", "misplaced", "repeated", "lost"),
    [
        pytest.param("abcde", "", "", "", id="all in order"),
        pytest.param("ace", "", "", "", id="some absent"),
        pytest.param("", "", "", "", id="none"),
        pytest.param("ba", "a", "", "a", id="of two in the wrong order the second moves"),
        pytest.param("eabcd", "e", "", "abcd", id="one that comes too early costs all that it passes"),
        pytest.param("bcdea", "a", "", "a", id="one that comes too late is lost itself"),
        pytest.param("aab", "", "a", "a", id="twice in a row"),
        pytest.param("aba", "", "a", "a", id="twice, apart"),
        pytest.param("axb", "", "", "", id="an unknown name between is no member"),
        pytest.param("edcba", "dcba", "", "dcba", id="in reverse"),
        pytest.param("adbce", "d", "", "bc", id="one early, in the middle"),
    ],
)
def test_the_fewest_elements_move_and_the_lost_are_those_of_dotnet(found, misplaced, repeated, lost):
    arrangement = arrange(found, MEMBERS)
    assert list(misplaced) == names_at(found, arrangement.misplaced)
    assert list(repeated) == names_at(found, arrangement.repeated)
    assert list(lost) == names_at(found, arrangement.lost)


@pytest.mark.parametrize(
    ("found", "position", "expected"),
    [
        pytest.param("ba", 1, ("before", 0), id="before the one it follows"),
        pytest.param("eabcd", 0, ("after", 4), id="after the last"),
        pytest.param("adbce", 1, ("after", 3), id="after those it precedes"),
        pytest.param("acdeb", 4, ("before", 1), id="before the first greater one"),
    ],
)
def test_a_misplaced_element_is_told_its_neighbour(found, position, expected):
    arrangement = arrange(found, MEMBERS)
    assert (position,) == arrangement.misplaced
    assert expected == arrangement.neighbour(position)


def test_a_name_of_base_and_derived_class_may_stand_twice_and_not_three_times():
    arrangement = arrange("vwvxv", ["v", "w", "v", "x"])
    assert (0, 1, 2, 3, None) == arrangement.indexes
    assert (4,) == arrangement.repeated
    assert (4,) == arrangement.lost


@given(st.lists(st.sampled_from([*MEMBERS, "x"]), max_size=7))
def test_what_stays_is_in_order_and_nothing_more_could_stay(found):
    arrangement = arrange(found, MEMBERS)
    placed = [(at, index) for at, index in enumerate(arrangement.indexes) if index is not None]
    staying = [index for at, index in placed if at not in arrangement.misplaced]
    assert sorted(staying) == staying
    longest = max(
        size
        for size in range(len(placed) + 1)
        for some in combinations([index for _, index in placed], size)
        if list(some) == sorted(some)
    )
    assert longest == len(staying)


@given(st.lists(st.sampled_from([*MEMBERS, "x"]), max_size=9))
def test_something_is_lost_exactly_where_something_is_misplaced_or_repeated(found):
    arrangement = arrange(found, MEMBERS)
    assert bool(arrangement.misplaced or arrangement.repeated) == bool(arrangement.lost)


@given(st.permutations(MEMBERS))
def test_each_neighbour_is_in_its_place_and_on_the_side_it_is_said_to_be(found):
    arrangement = arrange(found, MEMBERS)
    for position in arrangement.misplaced:
        side, other = arrangement.neighbour(position)
        assert other not in arrangement.misplaced
        own, others = arrangement.indexes[position], arrangement.indexes[other]
        assert own < others if side == "before" else own > others
