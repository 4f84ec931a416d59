"""What a sample is filled with, and where it ends: each rule of the help page's generator, recursion, facets."""

from __future__ import annotations

from abc import ABC, abstractmethod
from decimal import Decimal
from typing import Annotated

import pytest
from attrs import evolve

import dcxml
from dcxml import Int, SimpleContract, data_contract, data_member, enum_contract, enum_member
from dcxml.contract import ClassDataContract, CollectionDataContract, DataContractSet, DataMember
from dcxml.qname import XS
from dcxml.sampling import KINDS
from support.fans import fan, level

NS = "urn:samples"


@enum_contract(name="Colour", namespace=NS)
class Colour(dcxml.DataContractEnum):
    LATE = enum_member("Late", -1)
    RED = enum_member("Red", 5)
    BLUE = enum_member("Blue", 2)


@data_contract(name="Base", namespace=NS)
class Base:
    inherited: str | None = data_member("Inherited", default=None)


@data_contract(name="Leaf", namespace=NS)
class Leaf(Base):
    number: Int = data_member("Number", order=1, default=0)
    maybe: Int | None = data_member("Maybe", order=2, default=None)
    name: str | None = data_member("Name", order=3, default=None)
    colour: Colour = data_member("Colour", order=4, default=Colour.RED)
    octets: bytes | None = data_member("Octets", order=5, default=None)
    price: Decimal = data_member("Price", order=6, default=Decimal(0))
    letter: dcxml.Char = data_member("Letter", order=7, default="\0")
    address: dcxml.AnyURI | None = data_member("Address", order=8, default=None)
    span: dcxml.Duration = data_member("Span", order=9, default=dcxml.Duration())
    ratio: float = data_member("Ratio", order=10, default=0.0)
    anything: object = data_member("Anything", order=11, default=None)
    words: dict[str, str | None] | None = data_member("Words", order=12, default=None)
    numbers: list[Int | None] | None = data_member("Numbers", order=13, default=None)


@data_contract(name="Tree", namespace=NS)
class Tree:
    name: str | None = data_member("Name", default=None, is_required=True)
    branches: list[Tree | None] | None = data_member("Branches", default=None)
    next: Tree | None = data_member("Next", default=None)


@data_contract(name="Knot", namespace=NS, is_reference=True)
class Knot:
    other: Knot | None = data_member("Other", default=None)


@data_contract(name="Shape", namespace=NS, known_types=lambda: [Circle, Square])
class Shape(ABC):
    @abstractmethod
    def area(self):
        """Return how large it is."""


@data_contract(name="Circle", namespace=NS)
class Circle(Shape):
    radius: Int = data_member("Radius", default=0, is_required=True)

    def area(self):
        return 3 * self.radius**2


@data_contract(name="Square", namespace=NS)
class Square(Shape):
    def area(self):
        return 1


@data_contract(name="Drawing", namespace=NS)
class Drawing:
    shape: Shape | None = data_member("Shape", default=None)


@data_contract(name="Silent", namespace=NS)
class Silent:
    number: Int = data_member("Number", default=0, is_required=True, emit_default_value=False)
    name: str | None = data_member("Name", default=None, is_required=True, emit_default_value=False)


def facetted(name, base, *facets):
    return Annotated[base, SimpleContract(name, namespace=NS, facets=facets)]


FACETTED = {
    "enumeration": facetted("E", str, ("enumeration", "one"), ("enumeration", "two")),
    "length": facetted("L", str, ("length", "3")),
    "long": facetted("M", str, ("minLength", "40")),
    "octets": facetted("O", bytes, ("length", "5")),
    "range": facetted("R", Int, ("minInclusive", "7"), ("maxExclusive", "9")),
    "above": facetted("A", float, ("minExclusive", "2.5"), ("maxExclusive", "2.75")),
    "digits": facetted("D", Decimal, ("totalDigits", "2"), ("minExclusive", "9.8")),
    "moment": facetted("T", dcxml.DateTime, ("minExclusive", "2024-02-29T00:00:00")),
    "pattern": facetted("P", str, ("pattern", r"[A-Z]{2}\d{4,6}(-(x|yy))?")),
    "class": facetted("C", str, ("pattern", r"[\p{Lu}-[A-Z]]\.?[^a-z0-9]+|q")),
    "pattern and length": facetted("B", str, ("pattern", r"\w+"), ("minLength", "5"), ("maxLength", "9")),
}


def test_a_documentation_shows_what_the_help_page_shows():
    leaf = dcxml.sample(Leaf)
    expected = Leaf(
        inherited="sample string 9",  # a base is numbered behind the class itself
        number=1,
        maybe=1,
        name="sample string 2",
        colour=Colour.BLUE,  # the smallest as an unsigned number
        octets=b"@@",
        price=Decimal(3),
        letter="A",
        address="http://webapihelppage5.com/",
        span=dcxml.Duration.from_ticks(1234567),
        ratio=7.1,
        anything=leaf.anything,
        words={"sample string 1": "sample string 2", "sample string 3": "sample string 4"},
        numbers=[1, 1],
    )
    assert expected == leaf
    assert b"<Anything />" in dcxml.dumps(leaf)


def test_the_number_of_items_is_that_of_the_page():
    assert [1, 1, 1] == dcxml.sample(Leaf, items=3).numbers
    assert [1, 2, 3, 4] == dcxml.sample(list[Int], items=4)
    assert {1: "sample string 2"} == dcxml.sample(dict[Int, str], items=1)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("annotation", [Leaf, Tree, Knot, Drawing, Silent, Colour, list[Tree]], ids=str)
def test_every_sample_is_without_findings_and_comes_back(kind, annotation):
    made = dcxml.sample(annotation, kind)
    data = dcxml.dumps(made, annotation)
    assert [] == list(dcxml.validate(data, dcxml.contracts_of(annotation)))
    assert dcxml.identical(made, dcxml.loads(data, annotation))


def test_a_contract_inside_itself_ends():
    assert Tree(name="sample string 1", branches=[], next=None) == dcxml.sample(Tree)
    largest = dcxml.sample(Tree, "maximal")
    assert ["", ""] == [branch.name or "" for branch in largest.branches]
    assert dcxml.is_absent(largest.next, "next")
    assert dcxml.is_absent(dcxml.sample(Tree, "minimal"), "next")


def test_an_object_with_an_identity_is_the_same_everywhere():
    knot = dcxml.sample(Knot)
    assert knot is knot.other


def test_an_abstract_class_is_another_one():
    assert isinstance(dcxml.sample(Drawing, "maximal").shape, Circle | Square)
    assert isinstance(dcxml.sample(Drawing).shape, Square)  # the one that needs less


def test_what_would_not_be_written_is_another_value():
    made = dcxml.sample(Silent, "minimal")
    assert 0 != made.number
    assert made.name is not None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", FACETTED)
def test_facets_are_kept(name, kind):
    annotation = FACETTED[name]
    data = dcxml.dumps(dcxml.sample(annotation, kind), annotation)
    assert [] == list(dcxml.validate(data, dcxml.contracts_of(annotation)))


def test_facets_that_nothing_is_found_for_are_told():
    annotation = facetted("N", Int, ("minInclusive", "9"), ("maxInclusive", "7"))
    with pytest.raises(dcxml.InvalidDataContractError, match="facets"):
        dcxml.sample(annotation)


def test_a_member_that_nothing_can_be_is_left_out_where_it_may_be():
    @data_contract(name="Odd", namespace=NS)
    class Odd:
        code: facetted("Z", str, ("pattern", "a"), ("pattern", "a"), ("length", "2")) | None = data_member(
            "Code", default=None
        )

    assert None is dcxml.sample(Odd).code


def test_an_override_is_taken_wherever_its_path_leads():
    made = dcxml.sample(Tree, "minimal", overrides={"Next/Name": "inner", "Branches": None})
    assert "inner" == made.next.name
    assert None is made.branches
    assert not dcxml.is_absent(made, "branches")


def test_an_override_of_no_member_names_the_nearest():
    with pytest.raises(dcxml.UnknownNameError, match=r"'Nmae'.*Name"):
        dcxml.sample(Tree, overrides={"Nmae": "x"})


@pytest.mark.parametrize(("settings", "reason"), [({"kind": "all"}, "maximal"), ({"items": 0}, "at least one")])
def test_settings_that_mean_nothing_are_refused(settings, reason):
    with pytest.raises(ValueError, match=reason):
        dcxml.sample(Tree, **settings)


def test_a_circle_of_required_members_is_refused():
    binding = dcxml.build_classes(_circle())
    with pytest.raises(dcxml.InvalidDataContractError, match="no finite instance"):
        dcxml.sample(binding["{urn:samples}Egg"])


def _circle():
    egg, hen = dcxml.QName(NS, "Egg"), dcxml.QName(NS, "Hen")
    return DataContractSet(
        ClassDataContract(name=one, members=(DataMember(name="From", type=other, is_required=True),))
        for one, other in ((egg, hen), (hen, egg))
    )


@pytest.mark.parametrize("kind", KINDS)
def test_what_requires_without_measure_is_refused_with_what_may_be_done(kind):
    cls = dcxml.build_classes(fan(30))[level(0).clark]
    sentence = "the least value has 2,147,483,647 values within it; allowed: at the most 1,000,000, by members"
    with pytest.raises(dcxml.InvalidDataContractError, match=sentence):
        dcxml.sample(cls, kind)
    with pytest.raises(dcxml.InvalidDataContractError, match=r"B/B: the least value has 536,870,911 values"):
        dcxml.sample(cls, kind, overrides={"A": None, "B/A": None})
    made = dcxml.sample(cls, kind, overrides={"A": None, "B": None})
    assert (None, None) == (made.a, made.b)


@pytest.mark.parametrize("kind", KINDS)
def test_what_may_be_left_out_is_where_it_would_require_without_measure(kind):
    holder = dcxml.QName(NS, "Holder")
    member = DataMember(name="Fan", type=level(0))
    contracts = DataContractSet([*fan(30), ClassDataContract(name=holder, members=(member,))])
    made = dcxml.sample(dcxml.build_classes(contracts)[holder.clark], kind)
    assert dcxml.is_absent(made, "fan")


@pytest.mark.parametrize("kind", KINDS)
def test_a_sample_of_what_need_not_be_there_has_a_measure(kind):
    cls = dcxml.build_classes(fan(30, is_required=False))[level(0).clark]
    assert len(dcxml.dumps(dcxml.sample(cls, kind), cls)) < 1_000_000


@pytest.mark.parametrize("is_nillable", [True, False])
def test_items_that_have_to_be_there_count(is_nillable):
    many = CollectionDataContract(
        name=dcxml.QName(NS, "Many"),
        item_name="Item",
        item_type=dcxml.QName(XS, "int"),
        is_item_nillable=is_nillable,
        min_items=1_000,
    )
    member = DataMember(name="Many", type=many.name, is_required=True)
    holder = ClassDataContract(name=dcxml.QName(NS, "Holder"), members=(member,))

    def sample_with(least):
        binding = dcxml.build_classes(DataContractSet([evolve(many, min_items=least), holder]))
        return dcxml.sample(binding[holder.name.clark], "minimal")

    assert 1_000 == len(sample_with(1_000).many)
    with pytest.raises(dcxml.InvalidDataContractError, match="the least value has 2,000,000,002 values within it"):
        sample_with(2_000_000_000)


def test_a_long_line_of_classes_is_filled_to_its_end():
    names = [dcxml.QName(NS, f"Level{number}") for number in range(400)]
    contracts = DataContractSet(
        ClassDataContract(name=name, members=(DataMember(name="In", type=inner, is_nillable=True),))
        for name, inner in zip(names, [*names[1:], dcxml.QName("http://www.w3.org/2001/XMLSchema", "int")], strict=True)
    )
    cls = dcxml.build_classes(contracts)[names[0].clark]
    assert b">1</" in dcxml.dumps(dcxml.sample(cls, "maximal"), cls)
