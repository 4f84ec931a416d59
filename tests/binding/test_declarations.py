"""Declared contracts: attrs classes with slots and keyword-only members, and what the decorators leave on them."""

from __future__ import annotations

import attrs
import pytest

from dcxml.binding import declarations
from dcxml.binding.declarations import data_contract, data_member, enum_contract
from dcxml.binding.enumerations import DataContractEnum, OpenEnum
from dcxml.binding.introspect import contracts_of
from dcxml.binding.objects import is_absent, set_absent
from dcxml.binding.spec import contract_spec, member_spec
from dcxml.binding.types import Int, XsdType
from dcxml.contract import GenericArgument, GenericType
from dcxml.contract.naming import generic_name
from dcxml.errors import InvalidDataContractError
from dcxml.qname import DATA_CONTRACT, XS, QName


@data_contract(namespace="urn:d")
class Base:
    id: Int = data_member("Id", default=0)


@data_contract(name="Sub", namespace="urn:d")
class Derived(Base):
    self_: str | None = data_member("self", default=None)
    plain: Int = 7


def test_a_contract_is_named_after_its_class_in_the_global_namespace_by_default():
    @data_contract()
    class Order:
        pass

    assert QName(DATA_CONTRACT, "Order") == contract_spec(Order).name


PAGE = GenericType("PageOf{0}{#}", "urn:d", (GenericArgument("Base", "urn:d"),))


def test_a_generic_contract_is_named_by_its_definition():
    @data_contract(namespace="urn:d", generic=PAGE)
    class Page:
        pass

    assert QName("urn:d", generic_name("PageOf{0}{#}", [QName("urn:d", "Base")])) == contract_spec(Page).name


def test_a_name_that_does_not_fit_the_definition_is_refused():
    name = generic_name("PageOf{0}{#}", [QName("urn:e", "Base")])
    with pytest.raises(InvalidDataContractError, match=f"Page: the name '{name}' does not fit generic=, by"):

        @data_contract(name=name, namespace="urn:d", generic=PAGE)
        class Page:
            pass


def test_members_are_keyword_only_and_those_of_the_base_come_first():
    made = Derived(id=3, self_="x")
    assert (3, "x", 7) == (made.id, made.self_, made.plain)
    with pytest.raises(TypeError):
        Derived(3)


def test_a_hierarchy_has_slots_one_hidden_wire_state_and_no_dict():
    made = Derived()
    assert made._wire is None
    assert "_wire" not in Derived.__slots__
    with pytest.raises(AttributeError):
        made.nonsense = 1


def test_an_unannounced_default_is_a_member_with_the_attributes_name():
    (contract, _) = contracts_of(Derived)
    assert ["plain", "self"] == [member.name for member in contract.members]


def test_evolve_makes_a_changed_copy():
    assert Derived(id=2, plain=1) == attrs.evolve(Derived(id=1, plain=1), id=2)


def test_evolve_makes_every_member_present_and_forgets_the_wire_state():
    made = Derived()
    set_absent(made, "id")
    evolved = attrs.evolve(made, plain=2)
    assert not is_absent(evolved, "id")
    assert evolved._wire is None


def test_a_leading_underscore_stays_in_the_constructor():
    @data_contract(namespace="urn:d")
    class Private:
        _x1: Int = data_member("_x1", default=0)

    assert Private(_x1=4)._x1 == 4


def test_a_dunder_is_no_name_for_a_member():
    with pytest.raises(InvalidDataContractError, match="'__id__' is not a name for a member"):

        @data_contract()
        class Bad:
            __id__: Int = data_member(default=0)


def test_observers_are_told_of_each_class_and_enumeration():
    seen = []
    declarations.observers.append(seen.append)
    try:

        @data_contract()
        class Told:
            pass

        @data_contract()
        class ToldToo(OpenEnum):
            A = "a"

    finally:
        declarations.observers.remove(seen.append)
    assert [Told, ToldToo] == seen


def test_an_enumeration_keeps_what_was_said():
    @enum_contract(name="Size", namespace="urn:d", base_type="long")
    class Sized(DataContractEnum):
        S = "S"

    assert contract_spec(Sized) == declarations.DataContractSpec(
        name=QName("urn:d", "Size"), base_type=QName(XS, "long")
    )


def test_a_member_keeps_what_was_said():
    @data_contract()
    class Said:
        x: object = data_member("X", factory=list, order=2, type=XsdType("int"), declares="urn:e")

    assert member_spec(Said, "x") == declarations.MemberSpec(name="X", order=2, type=QName(XS, "int"), declares="urn:e")
    assert Said().x == []


@pytest.mark.parametrize("default", [[], {}, bytearray()], ids=["list", "dict", "bytearray"])
def test_a_default_that_all_instances_would_share_is_refused(default):
    kind = type(default).__name__
    with pytest.raises(InvalidDataContractError, match=f"X: the default is a {kind}, .*; use factory={kind}"):
        data_member("X", default=default)


def test_a_class_keeps_the_methods_it_defines():
    @data_contract()
    class Own:  # noqa: PLW1641 - only == is the case
        id: Int = data_member(default=0)

        def __eq__(self, other):
            return True

        def __repr__(self):
            return "own"

    assert Own(id=1) == Own(id=2)
    assert repr(Own()) == "own"
    assert repr([Own()]) == "[own]"


def test_what_is_no_class_is_no_contract():
    assert contract_spec("Order") is None
    assert contract_spec(int) is None
