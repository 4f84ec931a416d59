"""Which types a class made from a schema knows: those that .NET's own importer gives its base as known types."""

from __future__ import annotations

import pytest
from lxml import etree

import dcxml
from dcxml.binding.introspect import describe
from dcxml.contract import ClassDataContract, DataContractSet, DataMember
from dcxml.qname import XS, QName
from dcxml.xsd import schema_documents
from support.clr_import import known_types

pytestmark = pytest.mark.dotnet

NS = "urn:known"


def class_(name, base=None):
    members = (DataMember(name=f"In{name}", type=QName(XS, "int")),)
    return ClassDataContract(name=QName(NS, name), members=members, base=base and QName(NS, base))


def test_a_class_made_from_a_schema_knows_what_dotnets_importer_lets_it_know():
    contracts = DataContractSet([class_("A"), class_("B", "A"), class_("C", "B"), class_("D", "A"), class_("Other")])
    texts = [etree.tostring(tree).decode() for tree in schema_documents(contracts).values()]
    binding = dcxml.build_classes(contracts)
    ours = {
        contract.name: {
            each.name
            for each in describe(binding[contract.name.clark]).contracts
            if each != contract and contracts.is_derived(each.name, contract.name)
        }
        for contract in contracts
    }
    theirs = {name: known for name, known in known_types(texts).items() if name.namespace == NS}
    assert theirs == ours
