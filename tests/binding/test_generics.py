"""Generic contract classes: each closed one is a class and a contract of its own, as in .NET."""

from __future__ import annotations

import copy
import pickle
from typing import Annotated, Generic, TypeVar

import pytest

import dcxml
from dcxml import (
    CollectionContract,
    GenericArgument,
    GenericType,
    Int,
    InvalidDataContractError,
    KeyValuePair,
    QName,
    build_classes,
    contracts_of,
    data_contract,
    data_member,
)
from dcxml.qname import XS

NS = "urn:g"
T = TypeVar("T")
U = TypeVar("U")


@data_contract(namespace=NS)
class Item:
    id: Int = data_member("Id", default=0)


@data_contract(namespace=NS)
class Box(Generic[T]):
    """Holds one, and more."""

    value: T = data_member("Value")
    items: list[T] | None = data_member("Items", default=None)
    next: Box[T] | None = data_member("Next", default=None)

    def first(self) -> T:
        return self.items[0] if self.items else self.value


@data_contract(namespace=NS)
class Crate(Box[T], Generic[T, U]):
    other: U | None = data_member("Other", default=None)
    swapped: Crate[U, T] | None = data_member("Swapped", default=None)


@data_contract(namespace=NS)
class IntBox(Box[Int]):
    more: Int = data_member("More", default=0)


@data_contract(name="{1}In{0}_{#}", namespace=NS)
class Told(Generic[T, U]):
    pass


@data_contract(name="Fixed", namespace=NS)
class Fixed(Generic[T]):
    value: T | None = data_member("Value", default=None)


@data_contract(namespace=NS)
class Shelf(Generic[T]):
    rows: Annotated[list[T], CollectionContract("Rows", namespace=NS)] | None = data_member("Rows", default=None)


@data_contract(namespace=NS)
class Holder:
    box: Box[Int] | None = data_member("Box", default=None)
    anything: object | None = data_member("Anything", default=None)


def members(annotation: object) -> dict[str, str]:
    described = dcxml.binding.introspect.describe(annotation)
    contract = described.contracts[described.type]
    return {member.name: member.type.name + "?" * member.is_nillable for member in contract.members}


def test_a_closed_class_is_one_for_its_arguments():
    assert Box[Int] is Box[Int]
    assert Box[Int] is not Box[dcxml.Long]
    assert issubclass(Box[Int], Box)
    assert Box[Int].__doc__ == "Holds one, and more."
    assert ["Box[int]", "Box[Item]", "Box[int | None]", "Crate[list[int], Item]"] == [
        each.__name__ for each in (Box[Int], Box[Item], Box[Int | None], Crate[list[Int], Item])
    ]


def test_its_members_have_the_types_of_the_arguments():
    assert {"Items": "ArrayOfint?", "Next": "BoxOfint?", "Value": "int"} == members(Box[Int])
    nullable = members(Box[Int | None])
    assert ("int?", "ArrayOfNullableOfint?") == (nullable["Value"], nullable["Items"])
    crate = Crate[Int, Item]
    assert {"Other", "Swapped"} == {*members(crate)}
    assert members(crate)["Swapped"].startswith("CrateOfItemint")
    contracts = contracts_of(crate)
    (derived,) = (each for each in contracts if each.name.name.startswith("CrateOfintItem"))
    assert QName(NS, "BoxOfint") == derived.base


def test_a_collection_contract_of_a_variable_is_one_of_its_argument():
    rows = contracts_of(Shelf[Item])[QName(NS, "Rows")]
    assert (QName(NS, "Item"), "Item") == (rows.item_type, rows.item_name)


def test_a_name_may_be_a_definition_of_its_own():
    assert QName(NS, "stringInint_") == dcxml.binding.introspect.describe(Told[Int, str]).type
    assert QName(NS, "Fixed") == dcxml.binding.introspect.describe(Fixed[Int]).type
    with pytest.raises(InvalidDataContractError, match="two different contracts have this name"):
        contracts_of(Fixed[Int], Fixed[str])


def test_its_contract_tells_the_definition():
    generic = contracts_of(Box[Box[Item]])[dcxml.binding.introspect.describe(Box[Box[Item]]).type].generic
    inner = GenericArgument("BoxOf{0}{#}", NS, (GenericArgument("Item", NS),))
    assert GenericType("BoxOf{0}{#}", NS, (inner,)) == generic


def test_closed_classes_are_arguments_of_everything():
    for annotation in (list[Box[Int]], dict[str, Box[Item]], KeyValuePair[Int, Box[Int]], Box[list[Box[Int]]]):
        contracts = contracts_of(annotation)
        assert contracts == contracts_of(build_classes(contracts))


@pytest.mark.parametrize(
    "value",
    [
        Box[Int](value=1, items=[1, 2], next=Box[Int](value=2)),
        Box[Item](value=Item(id=1)),
        Box[Int | None](value=None, items=[None, 1]),
        Crate[Int, Item](value=1, other=Item(), swapped=Crate[Item, Int](value=Item(), other=4)),
        IntBox(value=1, more=2),
        Holder(box=Box[Int](value=1), anything=Box[Int](value=2)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_instance_is_written_read_copied_and_pickled(value):
    assert dcxml.identical(value, dcxml.loads(dcxml.dumps(value), type(value)))
    for again in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):  # noqa: S301 - our own bytes
        assert type(again) is type(value)
        assert dcxml.identical(value, again)


def test_a_closed_class_pickles():
    for cls in (Box[Int], Box[Item | None], Crate[list[Int], Box[Item]], IntBox):
        assert pickle.loads(pickle.dumps(cls)) is cls  # noqa: S301 - our own bytes


def test_methods_and_constructor_are_the_generic_class_s():
    assert Box[Int](value=3).first() == 3
    with pytest.raises(TypeError, match="value"):
        Box[Int]()


def test_an_absent_member_has_the_default_of_its_type():
    read = dcxml.loads(f'<BoxOfint xmlns="{NS}"/>', Box[Int])
    assert dcxml.is_absent(read, "value")
    assert read.value == 0


def test_an_instance_of_another_closed_class_is_refused():
    with pytest.raises(dcxml.EncodeError, match=r"is not a Box\[int\]"):
        dcxml.dumps(Holder(box=Box[Item](value=Item())))


def test_a_local_generic_class_resolves_what_its_function_names():
    @data_contract(namespace=NS)
    class Inner:
        pass

    @data_contract(namespace=NS)
    class Local(Generic[T]):
        inner: Inner | None = data_member("Inner", default=None)
        value: T | None = data_member("Value", default=None)

    assert {"Inner": "Inner?", "Value": "int?"} == members(Local[Int])


@pytest.mark.parametrize(
    ("use", "message"),
    [
        (lambda: contracts_of(Box), r"Box is generic; write Box\[X\]"),
        (lambda: contracts_of(list[Box[T]]), r"Box is generic; write Box\[X\]"),
        (lambda: Box(value=1), r"Box: it is generic, and has no instances; write Box\[X\]\(…\)"),
        (lambda: Box["Item"], r"'Item' cannot be resolved inside Box\[…\]"),
        (lambda: data_contract()(type("Bare", (Box,), {})), r"Bare: its base Box is generic; derive it from Box\[X\]"),
    ],
    ids=["in a contract", "of a variable", "an instance", "a text", "a base"],
)
def test_a_generic_class_alone_is_no_contract(use, message):
    with pytest.raises(InvalidDataContractError, match=message):
        use()


def test_a_generic_class_has_no_definition_of_its_own():
    with pytest.raises(InvalidDataContractError, match="generic= is for classes without type parameters"):

        @data_contract(generic=GenericType("BagOf{0}{#}", NS, (GenericArgument("int", XS),)))
        class Bag(Generic[T]):
            pass


def test_the_author_s_own_constructor_is_kept():
    @data_contract(namespace=NS)
    class Counted(Generic[T]):
        value: T | None = data_member("Value", default=None)

        def __init__(self, number):
            self.__attrs_init__(value=number + 1)

    assert Counted[Int](1).value == 2
