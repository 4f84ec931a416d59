"""Comparison, repr, copying and pickling of deep graphs and of cycles."""

# ruff: noqa: S301 - the pickles are made here
# ruff: noqa: TC001 - annotations of contracts are read at run time

from __future__ import annotations

import copy
import pickle

import pytest

from dcxml.binding.declarations import data_contract, data_member
from dcxml.binding.identity import identical
from dcxml.binding.objects import is_absent, set_absent
from dcxml.binding.types import Int
from dcxml.binding.values import AnyValue, KeyValuePair
from dcxml.qname import XS, QName

STRING = QName(XS, "string")
LEVELS = 1_500


@data_contract(namespace="urn:g", is_reference=True)
class Node:
    id: Int = data_member("Id", default=0)
    next: Node | None = data_member("Next", default=None)
    nodes: list[Node] | None = data_member("Nodes", default=None)
    named: dict[str, Node] | None = data_member("Named", default=None)
    pair: KeyValuePair[Int, object] | None = data_member("Pair", default=None)
    anything: object = data_member("Anything", default=None)


def chain(kind: str, *, last: int = 0) -> Node:
    node = Node(id=last)
    for _ in range(LEVELS):
        node = Node(
            next=node if kind == "next" else None,
            nodes=[node] if kind == "nodes" else None,
            named={"a": node} if kind == "named" else None,
            pair=KeyValuePair(1, node) if kind == "pair" else None,
            anything=AnyValue(node, STRING) if kind == "anything" else None,
        )
    return node


KINDS = ("next", "nodes", "named", "pair", "anything")


@pytest.mark.parametrize("kind", KINDS)
def test_deep_graphs_are_compared_shown_copied_and_pickled(kind):
    node = chain(kind)
    assert node == chain(kind)
    assert node != chain(kind, last=1)
    assert identical(node, copy.deepcopy(node))
    assert identical(node, pickle.loads(pickle.dumps(node)))
    assert not identical(node, chain(kind, last=1))
    assert repr(node).count("Node(") == LEVELS + 1


@pytest.mark.parametrize("holds", ["a list", "a dictionary"])
def test_objects_that_hold_collections_are_compared_shown_copied_and_pickled(holds):
    def nested(last):
        value = last
        for _ in range(LEVELS):
            value = AnyValue([value] if holds == "a list" else {"a": value}, STRING)
        return value

    value = nested("x")
    assert value == nested("x")
    assert value != nested("y")
    assert repr(value).count("AnyValue(") == LEVELS
    for other in (copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert identical(value, other)
    shallow = copy.copy(value)
    assert shallow is not value
    assert shallow.value is value.value


def ring() -> Node:
    first = Node(id=1)
    first.next = Node(id=2, next=first, nodes=[first], named={"a": first}, anything=AnyValue(first, STRING))
    return first


def test_a_cycle_is_compared_shown_copied_and_pickled():
    made = ring()
    assert made == ring()
    assert identical(made, ring())
    assert repr(made).count("...") == 4
    for other in (copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
        assert identical(made, other)
        assert other.next.next is other
        assert other.next.nodes[0] is other


def test_a_shared_object_stays_shared_in_a_deep_pickle_and_copy():
    node = chain("next")
    node.nodes = [node.next]
    for other in (pickle.loads(pickle.dumps(node)), copy.deepcopy(node)):
        assert other.nodes[0] is other.next


def test_objects_pickled_together_stay_shared():
    child = Node()
    parent, same = pickle.loads(pickle.dumps((Node(next=child), child)))
    assert parent.next is same


def test_a_deep_copy_shares_with_its_surroundings():
    child = Node()
    parent, same = copy.deepcopy([Node(next=child), child])
    assert parent.next is same


def test_a_shallow_copy_shares_what_it_holds():
    made = Node(nodes=[Node()])
    assert copy.copy(made).nodes is made.nodes


def test_a_deep_pickle_keeps_absence():
    node = chain("next")
    set_absent(node.next, "id")
    assert is_absent(pickle.loads(pickle.dumps(node)).next, "id")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(Node(nodes=[]), Node(nodes=[Node()]), id="longer list"),
        pytest.param(Node(nodes=[]), Node(nodes=None), id="nil list"),
        pytest.param(Node(named={"a": None}), Node(named={"b": None}), id="other key"),
        pytest.param(Node(anything=AnyValue(1, STRING)), Node(anything=AnyValue(1, QName(XS, "int"))), id="i:type"),
        pytest.param(Node(pair=KeyValuePair(1, 2)), Node(pair=KeyValuePair(1, 3)), id="pair"),
        pytest.param(Node(), "Node()", id="other type"),
        pytest.param(AnyValue(1, STRING), 1, id="AnyValue and value"),
    ],
)
def test_values_that_differ_are_not_equal(left, right):
    assert left != right


def test_an_instance_cannot_be_hashed_and_an_any_value_can():
    with pytest.raises(TypeError, match="unhashable"):
        hash(Node())
    assert hash(AnyValue(1, STRING)) == hash(AnyValue(1, STRING))


def test_repr_reads_like_the_constructor():
    made = Node(id=1, nodes=[], named={"a": None, "b": 2}, pair=KeyValuePair(1, "x"), anything=AnyValue("é", STRING))
    assert eval(repr(made)) == made  # noqa: S307 - the case
    assert repr(KeyValuePair(1, "x")) == "KeyValuePair(key=1, value='x')"


def test_a_pair_takes_its_parts_by_place_or_by_name_and_reads_none_where_absent():
    made = KeyValuePair(key=1, value=2)
    assert made == KeyValuePair(1, 2)
    del made.value
    assert made.value is None
    assert is_absent(made, "value")
