"""Pairs that no schema defines: made from their names, as lists and dictionaries are (`test_naming.py`)."""

from __future__ import annotations

from typing import Any

import pytest

import dcxml
from dcxml import Guid, Int, KeyValuePair
from dcxml.contract import DataContractSet
from dcxml.contract.implied import implied_contract
from dcxml.contract.naming import key_value_pair_name
from dcxml.qname import XS, QName, clr_namespace
from support.importer_table import schema

NAMESPACE = clr_namespace("System.Collections.Generic")
PAIR = QName(NAMESPACE, "KeyValuePairOfstringint")


@pytest.mark.parametrize(
    "annotation",
    [
        pytest.param(KeyValuePair[str, Int], id="built in"),
        pytest.param(KeyValuePair[Guid, list[Int]], id="of lists"),
        pytest.param(KeyValuePair[list[str], list[dict[str, Int]]], id="of lists of dictionaries"),
        pytest.param(KeyValuePair[str, dict[str, dict[Int, object]]], id="of dictionaries"),
        pytest.param(KeyValuePair[str, KeyValuePair[str, Int]], id="of pairs"),
        pytest.param(KeyValuePair[str, list[KeyValuePair[str, Int]]], id="of lists of pairs"),
        pytest.param(list[list[KeyValuePair[str, Int]]], id="a list of lists of pairs"),
        pytest.param(dict[str, KeyValuePair[str, Int]], id="a dictionary of pairs"),
    ],
)
def test_what_is_made_of_pairs_of_built_in_types_is_implied_by_its_name(annotation: Any):
    contracts = dcxml.contracts_of(annotation)
    assert list(contracts) == [implied_contract(name) for name in contracts.contracts]


def test_pairs_are_implied_as_deep_as_they_nest():
    name = PAIR
    for _ in range(40):
        name = key_value_pair_name(QName(XS, "string"), name)
    assert 41 == len(DataContractSet([implied_contract(name)]))


def test_a_schema_that_misses_a_pair_is_read_as_if_it_had_it(tmp_path):
    member = '<xs:element name="p" type="g:KeyValuePairOfstringint"/>'
    more = '<xs:element name="l" nillable="true" type="g:ArrayOfKeyValuePairOfstringint"/>'
    body = f'<xs:complexType xmlns:g="{NAMESPACE}" name="A"><xs:sequence>{member}{more}</xs:sequence></xs:complexType>'
    (tmp_path / "t.xsd").write_text(schema(body), encoding="utf-8")
    contracts = dcxml.read_schemas(tmp_path / "t.xsd", strict=True)
    assert () == contracts.missing
    binding = dcxml.build_classes(contracts)
    assert contracts == dcxml.contracts_of(binding)
    dcxml.write_schemas(contracts, tmp_path / "exported")
    assert contracts == dcxml.read_schemas(tmp_path / "exported")
    value = binding["{urn:t}A"](p=KeyValuePair("a", 1), l=[KeyValuePair("b", 2)])
    assert value == dcxml.loads(dcxml.dumps(value), binding["{urn:t}A"])
    assert [] == list(dcxml.validate(dcxml.dumps(value), contracts))
