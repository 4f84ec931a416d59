"""A thousand levels of each kind of nesting, written, read, copied and compared; and a cycle through each kind."""

from __future__ import annotations

import copy
import pickle
import time
from typing import Annotated, Any

import pytest
from attrs import frozen
from lxml import etree

import dcxml
from dcxml import (
    AnyValue,
    CollectionContract,
    DataContractSerializer,
    DecodeError,
    Dialect,
    EncodeError,
    Int,
    KeyValuePair,
    Limits,
    PairMapping,
    SerializationInfo,
    data_contract,
    data_member,
    identical,
    set_absent,
)
from dcxml.qname import ARRAYS, QName, clr_namespace


@data_contract(name="Node", namespace="urn:n")
class Node:
    """A class that may hold itself in every way a member can."""

    held: object | None = data_member("Held", default=None)
    items: list[Node] | None = data_member("Items", default=None)
    next: Node | None = data_member("Next", default=None)
    number: Int = data_member("Number", default=0)
    table: dict[Int, Node] | None = data_member("Table", default=None)
    plain: Plain | None = data_member("Plain", default=None)


@data_contract(name="Derived", namespace="urn:d")
class Derived(Node):
    """A class that needs ``i:type`` where a node is expected."""


@data_contract(name="Shared", namespace="urn:n", is_reference=True)
class Shared:
    """A class whose objects have an identity."""

    next: object | None = data_member("Next", default=None)


@data_contract(name="Struct", namespace="urn:n", is_value_type=True)
class Struct:
    """A value type, boxed where an object holds it."""

    held: object | None = data_member("Held", default=None)


@data_contract(name="Twin", namespace="urn:n")
class Twin(Node):
    """A class with a member of the name that its base has, of another type."""

    other: object | None = data_member("Next", default=None)


@data_contract(name="Bag", namespace=clr_namespace("N"))
class Bag(SerializationInfo):
    """Entries instead of members."""


Plain = Annotated[dict[str, Node], CollectionContract("Plain", namespace="", item_name="Entry")]
Objects = dict[str, object | None]
Keyed = dict[object, object]
KNOWN = [
    Node,
    Derived,
    Shared,
    Struct,
    Twin,
    Bag,
    Objects,
    Keyed,
    list[object | None],
    KeyValuePair[object, object],
    list[KeyValuePair[object, object]],
]
DEEPEST = Limits().depth
TABLE_ENTRY = next(
    each.item_name
    for each in dcxml.contracts_of(Node)
    if getattr(each, "is_dictionary", False) and each.key.type.name == "int"
)

ANY_LIST = QName(ARRAYS, "ArrayOfanyType")
OBJECTS = QName(ARRAYS, "ArrayOfKeyValueOfstringanyType")
KEYED = QName(ARRAYS, "ArrayOfKeyValueOfanyTypeanyType")
PAIR = QName(clr_namespace("System.Collections.Generic"), "KeyValuePairOfanyTypeanyType")
PAIRS = QName(clr_namespace("System.Collections.Generic"), "ArrayOfKeyValuePairOfanyTypeanyType")


@frozen
class Nesting:
    """One kind of nesting: a value around another, how many elements that takes, and what they are called.

    ``start`` stands innermost; ``hang`` puts a value into the one that ``wrap`` made around None or ``start``.
    """

    wrap: Any
    levels: int
    step: str
    hang: Any
    start: Any = None

    def nest(self, levels):
        value = self.start
        for _ in range(levels // self.levels):
            value = self.wrap(value)
        return value


def member(name):
    def hang(holder, value):
        setattr(holder, name, value)

    return hang


def entry(key):
    def hang(holder, value):
        holder.value[key] = value

    return hang


def absent(value):
    node = Node(held=value)
    set_absent(node, "number")
    return node


def hang_key(holder, value):
    holder.value.pairs[0] = (value, 1)


NESTINGS = {
    "class": Nesting(lambda v: Node(next=v), 1, "Next", member("next")),
    "class with absent members": Nesting(absent, 1, "Held", member("held")),
    "derived class": Nesting(lambda v: Derived(next=v), 1, "Next", member("next")),
    "members of one name": Nesting(lambda v: Twin(other=v), 1, "Next", member("other")),
    "object": Nesting(lambda v: Node(held=v), 1, "Held", member("held")),
    "struct": Nesting(lambda v: Struct(held=v), 1, "Held", member("held")),
    "list": Nesting(lambda v: Node(items=[] if v is None else [v]), 2, "Items/Node", lambda n, v: n.items.append(v)),
    "dictionary": Nesting(
        lambda v: Node(table={} if v is None else {1: v}),
        3,
        f"Table/{TABLE_ENTRY}/Value",
        lambda n, v: n.table.update({1: v}),
    ),
    "dictionary in no namespace": Nesting(
        lambda v: Node(plain={} if v is None else {"a": v}),
        3,
        "Plain/Entry/Value",
        lambda n, v: n.plain.update({"a": v}),
    ),
    "list in an object": Nesting(lambda v: AnyValue([v], ANY_LIST), 1, "anyType", entry(0)),
    "dictionary in an object": Nesting(
        lambda v: AnyValue({"a": v}, OBJECTS), 2, "KeyValueOfstringanyType/Value", entry("a")
    ),
    "pair mapping": Nesting(
        lambda v: AnyValue(PairMapping([("a", v)]), KEYED), 2, "KeyValueOfanyTypeanyType/Value", entry("a")
    ),
    "keys": Nesting(
        lambda v: AnyValue(PairMapping([(v, 1)]), KEYED),
        2,
        "KeyValueOfanyTypeanyType/Key",
        hang_key,
        "innermost",
    ),
    "pair": Nesting(
        lambda v: AnyValue(KeyValuePair(1, v), PAIR), 1, "value", lambda p, v: setattr(p.value, "value", v)
    ),
    "list of pairs": Nesting(
        lambda v: AnyValue([KeyValuePair(1, v)], PAIRS),
        2,
        "KeyValuePairOfanyTypeanyType/value",
        lambda p, v: setattr(p.value[0], "value", v),
    ),
    "entries": Nesting(lambda v: Bag(entries={"a": v}), 1, "a", lambda b, v: b.entries.update(a=v)),
    "reference contract": Nesting(lambda v: Shared(next=v), 1, "Next", member("next")),
}
TYPED = ("class", "derived class", "list", "dictionary", "dictionary in no namespace")
"""The kinds that hold nothing but their own."""


def mixture(levels):
    """Nest values of all kinds in each other, as far as any value may stand in them."""
    kinds = [each for name, each in NESTINGS.items() if name not in TYPED and each.start is None]
    value, number = None, 0
    while levels > 0:
        kind = kinds[number % len(kinds)]
        value, number, levels = kind.wrap(value), number + 1, levels - kind.levels
    return value


def serializer(**settings):
    return DataContractSerializer(object, known_types=KNOWN, **settings)


SETTINGS = pytest.mark.parametrize("settings", [{}, {"preserve_object_references": True}], ids=["plain", "preserving"])
KINDS = pytest.mark.parametrize("nesting", NESTINGS.values(), ids=NESTINGS)
OF_MANY_LEVELS = pytest.mark.no_cover
"""Each level runs the same lines; that of a few, and of cycles, counts them."""


def written_and_read(value, settings):
    """Return what comes back, after a look at the bytes; no text of that length stands in an assertion."""
    made = DataContractSerializer(object, known_types=KNOWN, **settings)
    data = made.dumps(value)
    again = made.loads(data)
    is_same = data == made.dumps(again)
    assert is_same
    return again


@OF_MANY_LEVELS
@SETTINGS
@KINDS
def test_levels_of_each_kind_are_written_and_read(nesting, settings):
    assert DEEPEST - 3 > 1_000
    value = nesting.nest(DEEPEST - 3)

    again = written_and_read(value, settings)

    # A value type is a box of its own where references are preserved, and comes back as one.
    is_same = identical(value, again) or bool(settings)
    assert is_same


def test_keys_within_keys_take_time_in_proportion():
    def seconds(levels):
        value = NESTINGS["keys"].nest(levels)
        before = time.process_time()
        serializer(fast_lane="never").dumps(value)
        return time.process_time() - before

    seconds(400)  # what is made once is made
    few, many = (min(seconds(levels) for _ in range(3)) for levels in (400, 1_400))  # neither fits into one stack

    assert many < 6 * few  # the square would be 12 times


@SETTINGS
@pytest.mark.parametrize("mode", ["strict", "dotnet"])
def test_levels_of_mixed_kinds_are_written_and_read(settings, mode):
    written_and_read(mixture(DEEPEST - 10), {**settings, "mode": mode, "dialect": Dialect.TEXT})


def test_a_thousand_dictionaries_are_written_and_read_where_the_limits_let_them():
    nesting = NESTINGS["dictionary in an object"]

    written_and_read(nesting.nest(2_000), {"limits": Limits(depth=2_010)})


@OF_MANY_LEVELS
@SETTINGS
@KINDS
def test_more_levels_than_allowed_are_one_clear_error(nesting, settings):
    with pytest.raises(EncodeError, match=r"nested deeper than 1,500 levels") as caught:
        serializer(**settings).dumps(nesting.nest(DEEPEST + 10))

    assert_repeats(caught.value.path, nesting.step)
    data = serializer(**settings, limits=Limits(depth=2_000)).dumps(nesting.nest(DEEPEST + 10))
    with pytest.raises(DecodeError, match=r"nested deeper than 1,500 levels"):
        serializer(**settings).loads(data)


@SETTINGS
@KINDS
@pytest.mark.parametrize("inner", ["start", {}, []], ids=["nothing", "an empty dictionary", "an empty list"])
def test_what_the_limits_let_be_written_is_what_they_let_be_read(nesting, inner, settings):
    if nesting.start is None and inner != "start":
        if nesting in [NESTINGS[name] for name in TYPED]:
            return
        inner = AnyValue(inner, OBJECTS if inner == {} else ANY_LIST)
    else:
        inner = nesting.start
    far = serializer(**settings, limits=Limits(depth=100))
    for levels in range(12, 24):
        value = inner
        for _ in range(levels // nesting.levels):
            value = nesting.wrap(value)
        document = far.dumps(value)
        near = serializer(**settings, limits=Limits(depth=depth_of(document)))
        too_near = serializer(**settings, limits=Limits(depth=depth_of(document) - 1))

        assert document == near.dumps(value) == near.dumps(near.loads(document))
        with pytest.raises(EncodeError, match="deeper than"):
            too_near.dumps(value)
        with pytest.raises(DecodeError, match="deeper than"):
            too_near.loads(document)


def depth_of(document):
    return max(len(list(each.iterancestors())) + 1 for each in etree.fromstring(document).iter())


def assert_repeats(path, step):
    """Check a path of one step after another, 400 at least."""
    is_repeated = path.startswith("/anyType" + f"/{step}" * 400)
    assert is_repeated, path[:100]


@OF_MANY_LEVELS
@KINDS
@pytest.mark.parametrize("dialect", Dialect)
def test_a_cycle_is_an_error_with_its_path(nesting, dialect):
    if nesting is NESTINGS["reference contract"]:
        return
    value = nesting.wrap(nesting.start)
    nesting.hang(value, value)

    with pytest.raises(EncodeError, match="or in a cycle") as caught:
        serializer(dialect=dialect).dumps(value)

    assert_repeats(caught.value.path, nesting.step)


@KINDS
def test_a_cycle_is_written_where_objects_have_identities(nesting):
    value = nesting.wrap(nesting.start)
    nesting.hang(value, value)
    made = serializer(preserve_object_references=True)

    if nesting is NESTINGS["struct"]:  # boxed anew each time
        with pytest.raises(EncodeError, match="or in a cycle"):
            made.dumps(value)
    else:
        assert 1 == made.dumps(value).count(b'z:Ref="1"')


@OF_MANY_LEVELS
@KINDS
def test_levels_of_each_kind_are_copied_compared_shown_and_pickled(nesting):
    value = nesting.nest(3_000)

    for other in (copy.deepcopy(value), pickle.loads(pickle.dumps(value))):  # noqa: S301 - our own pickle
        are_same = value == other, identical(value, other), repr(value) == repr(other)
        assert (True, True, True) == are_same
    is_other = value == nesting.nest(3_000 - nesting.levels)
    assert not is_other


def test_levels_of_mixed_kinds_are_copied_compared_shown_and_pickled():
    value = mixture(3_000)

    for other in (copy.deepcopy(value), pickle.loads(pickle.dumps(value))):  # noqa: S301 - our own pickle
        are_same = value == other, identical(value, other), repr(value) == repr(other)
        assert (True, True, True) == are_same


@KINDS
def test_a_cycle_of_each_kind_is_copied_compared_shown_and_pickled(nesting):
    value = nesting.wrap(nesting.start)
    nesting.hang(value, value)

    for other in (copy.deepcopy(value), pickle.loads(pickle.dumps(value))):  # noqa: S301 - our own pickle
        assert (True, True, True) == (value == other, identical(value, other), repr(value) == repr(other))


@pytest.mark.parametrize("frames", [500, 800, 900])
def test_the_stack_of_the_caller_does_not_count(frames):
    value = NESTINGS["dictionary in an object"].nest(100)
    data = serializer().dumps(value)

    def far_down(left):
        if left:
            return far_down(left - 1)
        return serializer().dumps(value), serializer().loads(data)

    written, read = far_down(frames)

    assert data == written
    assert value == read


@SETTINGS
def test_a_key_too_deep_to_be_compared_is_one_clear_error(settings):
    step = NESTINGS["pair"]
    key = step.nest(1_000)

    with pytest.raises(EncodeError, match="recursion") as caught:
        serializer(**settings).dumps(AnyValue(PairMapping([(key, 1)]), KEYED))

    assert "/anyType/KeyValueOfanyTypeanyType/Key" == caught.value.path
