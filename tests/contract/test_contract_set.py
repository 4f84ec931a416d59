"""A set of data contracts is closed on birth, keeps its order, and is equal to any set of the same contents."""

from __future__ import annotations

import pickle

import pytest

from dcxml.contract import (
    ClassDataContract,
    CollectionDataContract,
    DataContractSet,
    DataMember,
    GlobalElement,
    PrimitiveDataContract,
    SimpleDataContract,
    UnresolvedDataContract,
)
from dcxml.contract.implied import implied_contract
from dcxml.errors import InvalidDataContractError
from dcxml.qname import ARRAYS, XS, QName

INT, STRING = QName(XS, "int"), QName(XS, "string")


def t(name: str) -> QName:
    return QName("urn:t", name)


def a(name: str) -> QName:
    return QName(ARRAYS, name)


def class_(name: str, *types: QName, base: QName | None = None) -> ClassDataContract:
    members = tuple(DataMember(name=f"m{place}", type=type_) for place, type_ in enumerate(types))
    return ClassDataContract(name=t(name), members=members, base=base)


def test_a_list_of_built_in_types_is_made_from_its_name_with_what_it_needs():
    contracts = DataContractSet([class_("A", a("ArrayOfArrayOfint"))])
    assert [t("A"), a("ArrayOfArrayOfint"), a("ArrayOfint")] == list(contracts.contracts)
    assert contracts[a("ArrayOfint")] == implied_contract(a("ArrayOfint"))


def test_a_list_that_is_defined_stays_as_it_is_defined():
    mine = CollectionDataContract(name=a("ArrayOfint"), item_name="number", item_type=INT)
    assert DataContractSet([class_("A", a("ArrayOfint")), mine])[a("ArrayOfint")] == mine


def test_implied_lists_come_in_the_order_in_which_they_are_met():
    contracts = DataContractSet([class_("A", t("B"), a("ArrayOfint")), class_("B", a("ArrayOfstring"))])
    assert [t("A"), t("B"), a("ArrayOfstring"), a("ArrayOfint")] == list(contracts.contracts)


def test_what_nothing_defines_stands_unresolved():
    contracts = DataContractSet([class_("A", t("Gone"), INT)])
    assert (t("Gone"),) == contracts.unresolved()
    assert contracts[t("Gone")] == UnresolvedDataContract(name=t("Gone"))


def test_strict_refuses_what_nothing_defines():
    with pytest.raises(InvalidDataContractError, match=r"\{urn:t\}Gone: nothing defines this contract"):
        DataContractSet([class_("A", t("Gone"))], strict=True)


def test_strict_takes_what_is_closed():
    assert len(DataContractSet([class_("A", INT, a("ArrayOfint"))], strict=True)) == 2


def test_the_type_of_an_element_is_closed_over():
    contracts = DataContractSet([], [GlobalElement(name=t("e"), type=a("ArrayOfstring"))])
    assert a("ArrayOfstring") in contracts
    assert list(contracts.elements) == [t("e")]


def test_an_element_that_is_just_a_contracts_own_is_not_kept():
    own = GlobalElement(name=t("A"), type=t("A"))
    assert DataContractSet([class_("A")]) == DataContractSet([class_("A")], [own])


@pytest.mark.parametrize(
    "element",
    [
        pytest.param(GlobalElement(name=t("A"), type=t("A"), is_nillable=False), id="not nillable"),
        pytest.param(GlobalElement(name=t("b"), type=t("A")), id="another name"),
    ],
)
def test_any_other_element_counts(element):
    assert DataContractSet([class_("A")]) != DataContractSet([class_("A")], [element])


def test_two_contracts_of_one_name_are_refused():
    with pytest.raises(InvalidDataContractError, match="two contracts have this name"):
        DataContractSet([class_("A"), class_("A", INT)])


def test_the_same_contract_twice_is_one():
    contract = class_("A")
    assert len(DataContractSet([contract, contract])) == 1


@pytest.mark.parametrize(
    "contracts",
    [
        pytest.param([class_("A", base=t("A"))], id="itself"),
        pytest.param([class_("A", base=t("B")), class_("B", base=t("C")), class_("C", base=t("A"))], id="in a circle"),
    ],
)
def test_a_class_that_is_its_own_base_is_refused(contracts):
    with pytest.raises(InvalidDataContractError, match="the class is its own base"):
        DataContractSet(contracts)


@pytest.mark.parametrize(
    "base",
    [
        pytest.param(INT, id="built in"),
        pytest.param(a("ArrayOfint"), id="a list"),
        pytest.param(t("S"), id="a simple type"),
    ],
)
def test_a_base_that_is_no_class_is_refused(base):
    with pytest.raises(InvalidDataContractError, match="is not a class"):
        DataContractSet([class_("A", base=base), SimpleDataContract(name=t("S"), base=STRING)])


def test_the_lineage_is_the_base_most_class_first():
    base, middle, leaf = class_("A", INT), class_("B", INT, base=t("A")), class_("C", STRING, base=t("B"))
    contracts = DataContractSet([leaf, middle, base])
    assert (base, middle, leaf) == contracts.lineage(leaf)
    assert [INT, INT, STRING] == [member.type for _, member in contracts.members(leaf)]
    assert {"urn:t"} == {namespace for namespace, _ in contracts.members(leaf)}


def test_the_lineage_ends_at_a_base_that_nothing_defines():
    leaf = class_("A", base=t("Gone"))
    assert (leaf,) == DataContractSet([leaf]).lineage(leaf)


def test_sets_are_equal_in_whatever_order():
    one, two = class_("A", INT), class_("B", t("A"))
    assert DataContractSet([one, two]) == DataContractSet([two, one])
    assert hash(DataContractSet([one, two])) == hash(DataContractSet([two, one]))
    assert DataContractSet([one]) != DataContractSet([one, two])
    assert DataContractSet([one]) != [one]


def test_depth_first_is_the_order_of_the_exporter():
    classes = [class_("Z"), class_("B"), class_("D"), class_("Root", t("D"), t("Z"), base=t("B"))]
    contracts = DataContractSet(classes)
    assert [t("Root"), t("B"), t("D"), t("Z")] == list(contracts.depth_first(t("Root")).contracts)
    assert [t("Z"), t("B"), t("D"), t("Root")] == list(contracts.depth_first().contracts)
    assert contracts == contracts.depth_first(t("Root"))


def test_a_set_pickles():
    contracts = DataContractSet(
        [class_("A", a("ArrayOfint"), t("Gone"))], [GlobalElement(name=t("e"), type=INT, is_nillable=False)]
    )
    copy = pickle.loads(pickle.dumps(contracts))  # noqa: S301 - our own bytes
    assert contracts == copy
    assert list(contracts.contracts) == list(copy.contracts)


def test_a_set_is_a_mapping_by_name_and_by_clark_name():
    contract = class_("A")
    contracts = DataContractSet([contract])
    assert [contract] == list(contracts)
    assert contract is contracts["{urn:t}A"]
    assert "{urn:t}A" in contracts
    assert t("A") in contracts
    assert "{urn:t}B" not in contracts
    assert repr(contracts) == "DataContractSet({urn:t}A)"


def test_built_in_types_are_known_without_being_listed():
    contracts = DataContractSet([])
    assert isinstance(contracts[INT], PrimitiveDataContract)
    assert INT not in contracts
    assert len(contracts) == 0


def test_a_name_that_is_not_there_is_a_key_error():
    with pytest.raises(KeyError, match="urn:t"):
        DataContractSet([])["{urn:t}A"]


def test_what_a_set_holds_cannot_be_changed():
    contracts = DataContractSet([class_("A")])
    with pytest.raises(TypeError):
        contracts.contracts[t("B")] = class_("B")


def test_the_simplest_contract_is_that_without_facets():
    inner = SimpleDataContract(name=t("Inner"), base=INT)
    outer = SimpleDataContract(name=t("Outer"), base=inner.name)
    contracts = DataContractSet([inner, outer])

    assert INT == contracts.simplest(outer).name
    assert contracts.simplest(contracts[INT]) is contracts[INT]
