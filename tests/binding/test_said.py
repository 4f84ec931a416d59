"""What schemas and docstrings say survives classes: it is in the contracts of these, and in schemas written of them."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Annotated, Generic, TypeVar

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings

import dcxml
from dcxml import CollectionContract, DataContractEnum, Int, data_contract, data_member, enum_contract
from dcxml.contract import Annotation, ClassDataContract, DataContractSet, Documentation
from dcxml.contract.schema_annotation import schema_annotations
from dcxml.qname import QName
from support.annotation_places import HEAD, PLACES
from support.contract_sets import contract_sets
from support.packages import imported

NOTE = (
    '<xs:annotation><xs:documentation xml:lang="en">First, <b xmlns="urn:h">bold</b>.</xs:documentation>'
    '<xs:documentation xml:lang="de" source="urn:d">Zweitens</xs:documentation><xs:documentation>Third\n  line'
    "</xs:documentation><xs:appinfo>a text &amp; <y/></xs:appinfo></xs:annotation>"
)
NS = "urn:said"
T = TypeVar("T")


def written(contracts, folder):
    dcxml.write_schemas(contracts, folder)
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


def texts(contracts):
    """Return what is said in a set; in a package the namespaces have an order of their own."""
    return sorted(map(repr, schema_annotations(contracts)))


@pytest.mark.no_cover
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(contract_sets())
def test_classes_keep_all_that_is_said_about_their_contracts(contracts):
    declared = dcxml.contracts_of(dcxml.build_classes(contracts))
    assert texts(contracts) == texts(declared)


@pytest.mark.parametrize("place", PLACES)
def test_schemas_of_classes_say_everything_where_it_was_said(place, tmp_path):
    path = tmp_path / "t.xsd"
    path.write_text(HEAD + PLACES[place][0].replace("@", NOTE) + "</xs:schema>", "utf-8")
    contracts = dcxml.read_schemas(path)
    expected = written(contracts, tmp_path / "schema")
    assert "Zweitens" in "".join(expected.values())
    assert expected == written(dcxml.contracts_of(dcxml.build_classes(contracts)), tmp_path / "classes")
    with imported(dcxml.render_package(contracts), tmp_path) as package:
        assert texts(contracts) == texts(dcxml.contracts_of(package))


@data_contract(name="Order", namespace=NS)
class Order:
    """What a customer wants.

    And until when.
    """

    number: Int = data_member("Number", default=0)


@data_contract(name="Special", namespace=NS)
class Special(Order):
    pass


@enum_contract(name="State", namespace=NS)
class State(DataContractEnum):
    """How far an order is."""

    NEW = "New"


@enum_contract(name="Silent", namespace=NS)
class Silent(DataContractEnum):
    NEW = "New"


@data_contract(name="BoxOf{0}", namespace=NS)
class Box(Generic[T]):
    """Holds one thing."""

    content: T = data_member("Content")


@pytest.mark.parametrize(
    ("cls", "name", "expected"),
    [
        (Order, "Order", "What a customer wants.\n\nAnd until when."),
        (Special, "Special", None),
        (State, "State", "How far an order is."),
        (Silent, "Silent", None),
        (Box[Int], "BoxOfint", "Holds one thing."),
    ],
)
def test_the_docstring_of_a_class_is_the_documentation_of_its_type(cls, name, expected):
    assert expected == dcxml.contracts_of(cls)[QName(NS, name)].annotation.documentation


def test_schemas_of_hand_written_classes_show_their_docstrings(tmp_path):
    schemas = "".join(written(dcxml.contracts_of(Order), tmp_path).values())
    assert "<xs:documentation>What a customer wants.\n\nAnd until when.</xs:documentation>" in schemas


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(contract_sets(annotations=False))
def test_what_the_generator_says_by_itself_is_no_documentation(contracts):
    assert [] == schema_annotations(dcxml.contracts_of(dcxml.build_classes(contracts)))


def test_a_docstring_that_was_changed_counts_and_the_rest_of_the_schema_stays(monkeypatch):
    said = Annotation(documentation=[Documentation("Old."), Documentation("Alt.", language="de")])
    contracts = DataContractSet([ClassDataContract(name=QName(NS, "Day"), annotation=said)])
    source = dcxml.render_module(contracts)
    assert source.count("Old.") == 2
    module = ModuleType("changed")
    monkeypatch.setitem(sys.modules, "changed", module)
    exec(source.replace("    Old.\n", "    New.\n"), vars(module))  # noqa: S102 - written here
    found = dcxml.contracts_of(module.Day)[QName(NS, "Day")].annotation
    assert [Documentation("New."), Documentation("Alt.", language="de")] == [*found.user_information]


def test_lists_that_are_spelled_where_they_are_used_keep_what_is_said_about_them():
    days = Annotated[list[Order], CollectionContract("Orders", namespace=NS)]
    contracts = dcxml.contracts_of(days)
    said = Annotation(documentation="All of them.")
    documented = DataContractSet(
        evolve(each, annotation=said) if each.name.name == "Orders" else each for each in contracts
    )
    again = dcxml.contracts_of(dcxml.build_classes(documented))
    assert said == again[QName(NS, "Orders")].annotation
