"""A contract that nothing satisfies is refused at once, with the reason; an annotation without null gets none."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Annotated

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from dcxml import (
    DataContractEnum,
    Int,
    InvalidDataContractError,
    KeyValuePair,
    QName,
    SimpleContract,
    build_classes,
    data_contract,
    data_member,
    dumps,
    is_absent,
    loads,
    sample,
)
from dcxml.contract import ClassDataContract, CollectionDataContract, DataContractSet, DataMember, SimpleDataContract
from dcxml.contract.model import Facet
from dcxml.qname import XS
from dcxml.strategies import cases, instances
from support.fans import fan
from support.fans import level as fan_level

runs = settings(max_examples=200, deadline=None, derandomize=True)


@data_contract(name="Strict", namespace="urn:s")
class Strict:
    """Annotations that allow no null, where .NET's contract does."""

    name: str = data_member("Name", default="")
    title: str = data_member("Title", default="", is_required=True)
    tags: list[str] = data_member("Tags", factory=list)
    notes: dict[str, str] = data_member("Notes", factory=dict)
    pair: KeyValuePair[str, str] = data_member("Pair", factory=lambda: KeyValuePair("", ""))
    other: str | None = data_member("Other", default=None)


@runs
@given(instances(Strict))
def test_nothing_is_null_that_is_annotated_otherwise(value):
    assert isinstance(value.name, str)
    assert isinstance(value.title, str)
    assert all(isinstance(tag, str) for tag in value.tags)
    assert all(isinstance(each, str) for pair in value.notes.items() for each in pair)
    # A struct that is absent is .NET's default, whose members are null.
    assert is_absent(value, "pair") or isinstance(value.pair.value, str)
    assert loads(dumps(value), Strict) == value


def test_null_is_drawn_where_the_annotation_has_it():
    assert find(instances(Strict), lambda value: not is_absent(value, "other") and value.other is None, settings=runs)


@data_contract(name="Person", namespace="urn:s")
class Person:
    """Says that everybody has a boss, and cannot mean it."""

    boss: "Person" = data_member("Boss", is_required=True)


@runs
@given(instances(Person))
def test_null_ends_what_would_have_no_end_whatever_the_annotation_says(value):
    depth = 0
    while value is not None:
        value, depth = value.boss, depth + 1
    assert depth < 8


@data_contract(name="Outer", namespace="urn:s", is_value_type=True)
class Outer:
    """A struct that leads back to itself by the values of a pair."""

    inner: "KeyValuePair[Int, Outer | None]" = data_member("Inner")
    number: Int = data_member("Number", default=0)


@pytest.mark.parametrize("absent", [True, False])
def test_a_struct_that_leads_back_to_itself_has_instances(absent):
    @runs
    @given(instances(Outer, absent=absent))
    def ends(value):
        depth = 0
        while value is not None and not is_absent(value, "inner"):
            value, depth = value.inner.value, depth + 1
        assert depth < 8

    ends()


@data_contract(name="Never", namespace="urn:s")
class Never(DataContractEnum):
    """An enumeration without values."""


@data_contract(name="Wants", namespace="urn:s")
class Wants:
    never: Never = data_member("Never", default=None, is_required=True)


@data_contract(name="Holds", namespace="urn:s")
class Holds:
    wants: Wants = data_member("Wants", default=None, is_required=True, is_nillable=False)


@data_contract(name="Shape", namespace="urn:s")
class Shape(ABC):
    name: str | None = data_member("Name", default=None)

    @abstractmethod
    def area(self) -> float: ...


def facetted(base: str, *levels: dict[str, str]) -> DataContractSet:
    contracts, held = [], QName(XS, base)
    for number, level in enumerate(levels):
        name = QName("urn:f", f"T{number}")
        contracts.append(SimpleDataContract(name=name, base=held, facets=tuple(Facet(*each) for each in level.items())))
        held = name
    member = DataMember(name="Value", type=held, is_required=True)
    return DataContractSet([*contracts, ClassDataContract(name=QName("urn:f", "Root"), members=(member,))])


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        pytest.param(Never, "Never: it has no finite instance: it is an enumeration without values", id="enumeration"),
        pytest.param(
            Holds, r"Wants/Never \({urn:s}Never\): it is an enumeration without values", id="an enumeration below"
        ),
        pytest.param(Shape, "it is abstract, and no class derived from it is known", id="abstract"),
        pytest.param(
            Annotated[str, SimpleContract("C", namespace="urn:s", facets=(("pattern", "[ab]{2}"), ("minLength", "3")))],
            "no text of its pattern satisfies its other facets",
            id="pattern and length",
        ),
        pytest.param(
            Annotated[Int, SimpleContract("C", namespace="urn:s", facets=(("pattern", "[ab]+"),))],
            "no text of its pattern satisfies its other facets",
            id="pattern of no number",
        ),
    ],
)
def test_what_nothing_satisfies_is_refused_with_the_reason(source, reason):
    with pytest.raises(InvalidDataContractError, match=reason):
        instances(source)


def test_what_requires_without_measure_is_refused_and_left_out_where_it_may_be():
    binding = build_classes(fan(30))
    cls = binding[fan_level(0).clark]
    reason = "it has no finite instance: the least one has more than 100,000 values within it; allowed: fewer, by"
    for refused in (instances, cases):
        with pytest.raises(InvalidDataContractError, match=reason):
            refused(cls)
    inner = sample(binding[fan_level(25).clark])
    value = find(instances(cls, values={fan_level(5): st.just(inner)}), lambda _: True)
    assert value.a.b.a.b.a is inner
    holder = ClassDataContract(name=QName("urn:s", "FanHolder"), members=(DataMember(name="Fan", type=fan_level(0)),))

    @runs
    @given(instances(DataContractSet([*fan(30), holder]), holder.name))
    def law(value):
        assert is_absent(value, "fan")

    law()


def test_items_that_have_to_be_there_count():
    many = CollectionDataContract(
        name=QName("urn:s", "Many"), item_name="Item", item_type=QName(XS, "int"), min_items=2_000_000_000
    )
    with pytest.raises(InvalidDataContractError, match="more than 100,000 values"):
        instances(DataContractSet([many]), many.name)


@pytest.mark.parametrize(
    ("base", "levels"),
    [
        pytest.param("string", ({"maxLength": "3"}, {"minLength": "5"}), id="lengths"),
        pytest.param("int", ({"maxInclusive": "3"}, {"minInclusive": "5"}), id="bounds"),
        pytest.param("decimal", ({"maxInclusive": "3"}, {"minExclusive": "3"}), id="a bound that is left out"),
        pytest.param("string", ({"maxLength": "1"}, {"enumeration": "abc"}), id="an enumeration of what is too long"),
        pytest.param("string", ({"pattern": "a+"}, {"pattern": "b+"}), id="two patterns"),
        pytest.param("int", ({"totalDigits": "1"}, {"minInclusive": "10"}), id="digits and a bound"),
    ],
)
def test_facets_that_contradict_one_another_are_refused_at_once(base, levels):
    contracts = facetted(base, *levels)
    with pytest.raises(InvalidDataContractError, match=r"{urn:f}(Root|T\d)"):
        instances(contracts, "{urn:f}Root")


@pytest.mark.parametrize(
    ("base", "levels", "check"),
    [
        pytest.param("string", ({"pattern": "[a-z]+"}, {"minLength": "30", "maxLength": "31"}),
                     lambda v: 30 <= len(v) <= 31 and v.isalpha(), id="a pattern and lengths"),
        pytest.param("string", ({"pattern": "[ab]+"}, {"pattern": "[bc]+"}), lambda v: set(v) == {"b"},
                     id="two patterns"),
        pytest.param("int", ({"minInclusive": "1000000", "maxInclusive": "1000001"},),
                     lambda v: v in (1_000_000, 1_000_001), id="close bounds"),
        pytest.param("double", ({"minInclusive": "0.25", "maxInclusive": "0.5"},), lambda v: 0.25 <= v <= 0.5,
                     id="doubles"),
        pytest.param("dateTime", ({"minInclusive": "2025-01-01T00:00:00Z", "maxInclusive": "2025-01-01T00:00:00Z"},),
                     lambda v: v.year == 2025, id="one moment"),
        pytest.param("string", ({"length": "2000"},), lambda v: len(v) == 2000, id="a long text"),
    ],
)  # fmt: skip
def test_facets_are_met_by_making_and_not_by_searching(base, levels, check):
    @settings(max_examples=30, deadline=None, derandomize=True)  # with all health checks
    @given(instances(facetted(base, *levels), "{urn:f}Root"))
    def met(value):
        assert check(value.value)

    met()


def test_a_list_that_needs_what_is_not_there_is_refused():
    never, items = QName("urn:f", "None"), QName("urn:f", "Items")
    contracts = DataContractSet(
        [
            SimpleDataContract(
                name=never, base=QName(XS, "string"), facets=(Facet("maxLength", "1"), Facet("enumeration", "ab"))
            ),
            CollectionDataContract(name=items, item_name="Item", item_type=never, min_items=1),
        ]
    )
    with pytest.raises(InvalidDataContractError):
        instances(contracts, items)


def test_an_override_that_gives_nothing_is_told():
    with pytest.raises(InvalidDataContractError, match="the strategy given for it is empty"):
        instances(Wants, overrides={Never: st.nothing()})
