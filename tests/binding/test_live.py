"""Live classes: contracts_of after build_classes changes nothing, and what is built survives a pickle."""

# ruff: noqa: S301 - the pickles are made here
# ruff: noqa: S603 - the commands are written here

from __future__ import annotations

import inspect
import pickle
import subprocess
import sys
import typing

import pytest
from hypothesis import HealthCheck, given, settings

from dcxml.binding.identity import identical
from dcxml.binding.introspect import contracts_of, describe, member_attributes
from dcxml.binding.live import Binding, build_classes
from dcxml.binding.source import render_module
from dcxml.contract import (
    ClassDataContract,
    CollectionDataContract,
    DataContractSet,
    DataMember,
    EnumDataContract,
    EnumMember,
    Facet,
    GenericArgument,
    GenericType,
    GlobalElement,
    SimpleDataContract,
    UnresolvedDataContract,
    XmlDataContract,
)
from dcxml.contract.model import XML_ELEMENT, XML_NODES
from dcxml.errors import InvalidDataContractError
from dcxml.qname import ARRAYS, XS, QName
from support.contract_sets import contract_sets

NS = "urn:live"
INT = QName(XS, "int")


def name(local: str) -> QName:
    return QName(NS, local)


WEEK = DataContractSet(
    [
        ClassDataContract(
            name=name("Day"),
            members=(
                DataMember(name="Next", type=name("Day"), is_nillable=True),
                DataMember(name="State", type=name("State")),
                DataMember(name="Rights", type=name("Rights")),
            ),
        ),
        EnumDataContract(name=name("State"), members=(EnumMember(name="A", value=0),), is_open=True),
        EnumDataContract(name=name("Rights"), members=(EnumMember(name="R", value=1),), is_flags=True),
        CollectionDataContract(name=name("ArrayOfDay"), item_name="Day", item_type=name("Day"), is_item_nillable=True),
    ],
    [GlobalElement(name=name("Send"), type=name("Day"))],
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(contract_sets())
def test_contracts_of_build_classes_is_the_identity(contracts):
    binding = build_classes(contracts)
    assert contracts == contracts_of(binding)
    assert contracts == contracts_of(binding.module)


CASES = {
    "collection of itself through a class": [
        CollectionDataContract(name=name("Tree"), item_name="Branch", item_type=name("Branch"), is_item_nillable=True),
        ClassDataContract(name=name("Branch"), members=(DataMember(name="T", type=name("Tree"), is_nillable=True),)),
    ],
    "dictionary of itself through a class": [
        CollectionDataContract(
            name=name("Tree"),
            item_name="Branch",
            key=DataMember(name="Key", type=INT, is_required=True),
            value=DataMember(name="Value", type=name("Branch"), is_nillable=True, is_required=True),
        ),
        ClassDataContract(name=name("Branch"), members=(DataMember(name="T", type=name("Tree"), is_nillable=True),)),
    ],
    "items that are not nillable": [
        CollectionDataContract(name=QName(ARRAYS, "ArrayOfstring"), item_name="string", item_type=QName(XS, "string"))
    ],
    "simple types on each other": [
        SimpleDataContract(name=name("Outer"), base=name("Inner"), facets=(Facet("pattern", "\\d"),)),
        SimpleDataContract(name=name("Inner"), base=INT),
        ClassDataContract(name=name("C"), members=(DataMember(name="R", type=name("Outer")),)),
    ],
    "XML and unresolved": [
        XmlDataContract(name=name("Raw"), schema="<x/>"),
        UnresolvedDataContract(name=name("Gone")),
        ClassDataContract(name=name("C"), members=(DataMember(name="R", type=name("Raw"), is_nillable=True),)),
    ],
    "only .NET's types for any XML": [XmlDataContract(name=XML_ELEMENT), XmlDataContract(name=XML_NODES)],
    ".NET's types for any XML, in use": [
        XmlDataContract(name=XML_ELEMENT),
        XmlDataContract(name=name("XmlElement"), schema="<x/>"),
        ClassDataContract(
            name=name("XmlNodes"),
            members=(
                DataMember(name="A", type=XML_ELEMENT, is_nillable=True),
                DataMember(name="B", type=name("XmlElement")),
            ),
        ),
    ],
    "XML of .NET's name that has a schema": [XmlDataContract(name=XML_ELEMENT, schema="<x/>")],
    "one wire name in base and derived": [
        ClassDataContract(name=name("B"), members=(DataMember(name="X", type=INT),)),
        ClassDataContract(name=name("D"), members=(DataMember(name="X", type=INT),), base=name("B")),
    ],
    "a pair that is not quite one": [
        ClassDataContract(
            name=QName("http://schemas.datacontract.org/2004/07/System.Collections.Generic", "KeyValuePairOfintint"),
            members=(DataMember(name="key", type=INT), DataMember(name="value", type=INT)),
            is_value_type=True,
        )
    ],
    "a number above the zero it lacks": [
        EnumDataContract(name=name("E"), members=(EnumMember(name="A", value=1),)),
        ClassDataContract(name=name("C"), members=(DataMember(name="E", type=name("E")),)),
    ],
    "open flags": [
        EnumDataContract(name=name("E"), members=(EnumMember(name="A", value=0),), is_open=True, is_flags=True)
    ],
    "a dictionary like no other": [
        CollectionDataContract(
            name=name("Odd"),
            item_name="Entry",
            key=DataMember(name="K", type=INT, is_nillable=True, is_required=True),
            value=DataMember(name="V", type=QName(XS, "string"), is_required=True),
            is_item_nillable=True,
            generic=GenericType("Odd{0}", NS, (GenericArgument("int", XS),)),
        )
    ],
    "values of unusual numbers": [
        EnumDataContract(name=name("E"), members=(EnumMember(name="A", value=7),), is_open=True),
    ],
    "no values": [
        EnumDataContract(name=name("E"), is_open=True),
        EnumDataContract(name=name("F"), is_flags=True),
        ClassDataContract(
            name=name("C"), members=(DataMember(name="E", type=name("E")), DataMember(name="F", type=name("F")))
        ),
    ],
}


@pytest.mark.parametrize("contracts", CASES.values(), ids=CASES)
def test_named_cases_of_the_identity(contracts):
    made = DataContractSet(contracts)
    binding = build_classes(made)
    assert made == contracts_of(binding)
    assert made == contracts_of(binding.module)
    for contract in made:
        if isinstance(contract, ClassDataContract):
            binding.annotation_of(contract.name)()


RECURSIVE = {
    "itself": [
        CollectionDataContract(name=name("Tree"), item_name="Tree", item_type=name("Tree"), is_item_nillable=True)
    ],
    "each other": [
        CollectionDataContract(name=name("A"), item_name="B", item_type=name("B"), is_item_nillable=True),
        CollectionDataContract(name=name("B"), item_name="A", item_type=name("A"), is_item_nillable=True),
        ClassDataContract(name=name("C"), members=(DataMember(name="A", type=name("A"), is_nillable=True),)),
    ],
}


@pytest.mark.parametrize("contracts", RECURSIVE.values(), ids=RECURSIVE)
def test_collections_of_themselves_have_classes_that_dotnet_could_not_have(contracts):
    binding = build_classes(DataContractSet(contracts))
    with pytest.raises(InvalidDataContractError, match="a recursive collection data contract"):
        contracts_of(binding)
    with pytest.raises(InvalidDataContractError, match="a recursive collection data contract"):
        describe(binding[contracts[0].name.clark])


def test_global_elements_survive_beside_contracts_of_their_name():
    made = DataContractSet(WEEK, [GlobalElement(name=name("Day"), type=INT, is_nillable=False)])
    binding = build_classes(made)
    assert describe(binding["{urn:live}Day"]).type == INT
    assert describe(binding.annotation_of(name("Day"))).type == name("Day")
    assert made.elements == contracts_of(binding).elements
    assert made.elements == contracts_of(binding.module).elements


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(contract_sets())
def test_every_class_can_be_made_shown_and_pickled(contracts):
    binding = build_classes(contracts)
    for contract in contracts:
        if isinstance(contract, ClassDataContract):
            cls = binding.annotation_of(contract.name)
            made = (typing.get_origin(cls) or cls)(*(() if typing.get_origin(cls) is None else (1, 2)))
            assert identical(made, pickle.loads(pickle.dumps(made)))
            assert repr(made).startswith(f"{type(made).__name__}(")


def test_the_members_are_those_of_the_contract_in_order():
    binding = build_classes(WEEK)
    names = [member.name for member in member_attributes(binding["{urn:live}Day"])]
    assert names == ["Next", "State", "Rights"]


def test_a_binding_is_keyed_by_clark_name():
    binding = build_classes(WEEK)
    assert {"{urn:live}Day", "{urn:live}State", "{urn:live}Rights", "{urn:live}ArrayOfDay", "{urn:live}Send"} == {
        *binding
    }
    assert len(binding) == 5
    day = binding["{urn:live}Day"]
    assert binding["{urn:live}ArrayOfDay"] == list[day]
    assert binding.module.Day is day
    assert "{urn:live}Day" in repr(binding)
    with pytest.raises(KeyError):
        binding["Day"]
    with pytest.raises(KeyError):
        binding.annotation_of(name("Nowhere"))
    assert binding.annotation_of(QName(XS, "boolean")) is bool


def test_what_runs_is_the_text_that_is_rendered():
    binding = build_classes(WEEK)
    assert render_module(WEEK) == binding.source
    assert inspect.getsource(binding["{urn:live}Day"]) in binding.source
    assert WEEK == binding.contracts


def test_the_same_contracts_are_the_same_classes_in_one_process():
    assert build_classes(WEEK)["{urn:live}Day"] is build_classes(WEEK)["{urn:live}Day"]


def test_live_classes_and_their_instances_and_bindings_are_pickled():
    binding = build_classes(WEEK)
    day, state, rights = (binding[f"{{urn:live}}{each}"] for each in ("Day", "State", "Rights"))
    made = day(next=day(), state=state("later"), rights=rights.R)
    for value in (day, state, rights, state.A, rights.R, binding["{urn:live}ArrayOfDay"]):
        assert value == pickle.loads(pickle.dumps(value))
    assert identical(made, pickle.loads(pickle.dumps(made)))
    assert isinstance(pickle.loads(pickle.dumps(binding)), Binding)


def test_a_pickle_is_read_in_another_process():
    day = build_classes(WEEK)["{urn:live}Day"]
    data = pickle.dumps([day(next=day()), day])
    program = "import pickle, sys; made, cls = pickle.load(sys.stdin.buffer); print(made, type(made) is cls)"
    result = subprocess.run([sys.executable, "-c", program], input=data, capture_output=True, check=True)
    assert result.stdout.decode().strip() == f"{day(next=day())!r} True"


def test_a_hostile_namespace_does_not_run():
    namespace = 'urn:t";import os;os._exit(3);"'
    (key,) = build_classes(DataContractSet([ClassDataContract(name=QName(namespace, "import"))]))
    assert key == f"{{{namespace}}}import"
