"""A mapping over pairs: keys that no dict can hold, and keys that Python would take for one another."""

# ruff: noqa: S301 - the pickles are made here

from __future__ import annotations

import copy
import pickle
from collections.abc import MutableMapping

import pytest

from dcxml import AnyValue, Int, PairMapping, QName, data_contract, data_member, identical
from dcxml.binding.pair_mapping import mapping_of
from dcxml.qname import XS

LEVELS = 1_500


@data_contract(namespace="urn:p", is_reference=True)
class Point:
    x: Int = data_member("X", default=0)
    map: dict[Point, Int] | None = data_member("Map", default=None)
    back: dict[Int, Point] | None = data_member("Back", default=None)


def test_it_is_a_mapping_in_the_order_of_its_pairs():
    made = PairMapping([([1], "a"), ({}, "b")])
    assert isinstance(made, MutableMapping)
    assert [[1], {}] == list(made)
    assert [[1], {}] == list(made.keys())
    assert ["a", "b"] == list(made.values())
    assert [([1], "a"), ({}, "b")] == list(made.items())
    assert len(made) == 2


def test_a_key_is_found_by_its_value_and_type():
    made = PairMapping([(1, "int"), (True, "bool"), (1.0, "float"), (Point(x=1), "point"), (b"a", "bytes")])
    assert ["int", "bool", "float", "point", "bytes"] == [made[key] for key in (1, True, 1.0, Point(x=1), b"a")]
    assert 2 not in made
    assert made.get("a") is None
    with pytest.raises(KeyError):
        made[Point(x=2)]


def test_of_equal_keys_the_same_object_is_found_first():
    first, second = Point(x=1), Point(x=1)
    made = PairMapping([(first, "first"), (second, "second")])
    assert ["first", "second", "first"] == [made[key] for key in (first, second, Point(x=1))]
    del made[second]
    assert [(first, "first")] == made.pairs


def test_assigning_replaces_the_value_or_adds_a_pair_at_the_end():
    made = PairMapping({1: "a"})
    made[True] = "b"
    made[1] = "c"
    made.update({2: "d"})
    assert [(1, "c"), (True, "b"), (2, "d")] == made.pairs
    assert (2, "d") == made.popitem()
    assert made.pop(True) == "b"
    made.clear()
    with pytest.raises(KeyError):
        made.popitem()


def test_the_views_show_equal_keys_each_with_its_own_value():
    made = PairMapping([(b"a", 1), (b"a", 2)])
    assert [(b"a", 1), (b"a", 2)] == list(made.items())
    assert [1, 2] == list(made.values())
    assert (b"a", 2) in made.items()
    assert (b"a", True) in made.items()
    assert (b"a", 3) not in made.items()
    assert "a" not in made.items()
    assert 2 in made.values()
    assert 3 not in made.values()


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        pytest.param(PairMapping({"a": 1, "b": 2}), {"b": 2, "a": 1}, True, id="a dict in any order"),
        pytest.param(PairMapping({"a": 1}), {"a": 2}, False, id="a dict of another value"),
        pytest.param(PairMapping({1: 1}), {True: 1}, False, id="a dict of another type of key"),
        pytest.param(PairMapping([("a", 1), ("a", 1)]), {"a": 1, "b": 1}, False, id="a key twice"),
        pytest.param(PairMapping([([], 1)]), {"a": 1}, False, id="an unhashable key"),
        pytest.param(PairMapping([([], 1)]), PairMapping([([], 1)]), True, id="equal keys"),
        pytest.param(PairMapping([(1, 1)]), PairMapping([(True, 1)]), False, id="another type of key"),
        pytest.param(PairMapping([(1, 1)]), PairMapping(), False, id="fewer pairs"),
        pytest.param(PairMapping([(1, 1), (2, 2)]), PairMapping([(2, 2), (1, 1)]), False, id="another order"),
        pytest.param(PairMapping(), [], False, id="a list"),
        pytest.param(PairMapping(), {}, True, id="empty"),
    ],
)
def test_equality_is_that_of_the_pairs(left, right, expected):
    assert (left == right) is expected
    assert (right == left) is expected
    assert (left != right) is not expected


def test_it_is_identical_to_a_dict_of_the_same_pairs_in_the_same_order():
    assert identical(PairMapping({"a": 1, "b": 2}), {"a": 1, "b": 2})
    assert not identical(PairMapping({"a": 1, "b": 2}), {"b": 2, "a": 1})
    assert not identical(PairMapping([(0.0, 1)]), PairMapping([(-0.0, 1)]))


def test_it_cannot_be_hashed_and_reads_like_its_constructor():
    made = PairMapping([([1], "a"), (AnyValue(1, QName(XS, "long")), None)])
    with pytest.raises(TypeError, match="unhashable"):
        hash(made)
    assert eval(repr(made)) == made  # noqa: S307 - the case
    assert repr(PairMapping()) == "PairMapping([])"


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        pytest.param([("a", 1), ("b", 2)], dict, id="what a dict holds"),
        pytest.param([], dict, id="nothing"),
        pytest.param([([], 1)], PairMapping, id="an unhashable key"),
        pytest.param([(1, 1), (True, 2)], PairMapping, id="keys that a dict takes for one"),
        pytest.param([(AnyValue([], QName("urn:p", "L")), 1)], PairMapping, id="an unhashable object"),
    ],
)
def test_a_dict_is_taken_where_it_loses_nothing(pairs, expected):
    made = mapping_of(pairs)
    assert type(made) is expected
    assert pairs == list(made.items())


def nested() -> Point:
    made = Point()
    for _ in range(LEVELS):
        made = Point(map=PairMapping([(made, 1)]))
    return made


def test_deep_keys_are_compared_shown_copied_and_pickled():
    made = nested()
    assert made == nested()
    assert identical(made, copy.deepcopy(made))
    assert identical(made, pickle.loads(pickle.dumps(made)))
    assert repr(made).count("PairMapping(") == LEVELS
    assert identical(made.map, pickle.loads(pickle.dumps(made.map)))


def test_keys_that_refer_back_are_compared_shown_copied_and_pickled():
    def ring() -> Point:
        made = Point(x=1)
        made.map = PairMapping([(made, 1), (Point(x=2, back={1: made}), 2)])
        return made

    made = ring()
    assert made == ring()
    assert identical(made, ring())
    assert repr(made).count("...") == 2
    for other in (copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
        assert identical(made, other)
        assert next(iter(other.map)) is other


def test_a_copy_has_pairs_of_its_own_and_shares_keys_and_values():
    point = Point()
    made = PairMapping([(point, [])])
    other = copy.copy(made)
    other[1] = 2
    assert len(made) == 1
    assert other.pairs[0][0] is point
    assert copy.deepcopy(made).pairs[0][0] is not point
