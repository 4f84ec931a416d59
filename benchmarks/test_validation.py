"""Validation beside libxml2's own parsing and verdict by the same contracts: one document, many copies, many items."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

import dcxml
from dcxml.validation.schema_verdict import compiled_schema

SCHEMAS = Path(__file__).parents[1] / "schemas" / "calendar"
SAMPLE = (SCHEMAS / "sample.xml").read_bytes()
CONTRACTS = dcxml.read_schemas(SCHEMAS)
MODEL = b'<Items xmlns="urn:wide" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">%s</Items>'
ITEM = b'<Item><Count>%d</Count><Name>n %d</Name><Note i:nil="true"/><When>2025-01-01T00:00:00</When></Item>'
WIDE = MODEL % b"".join(ITEM % (number, number) for number in range(10_000))


def _wide_contracts():
    from dcxml.contract import ClassDataContract, CollectionDataContract, DataContractSet, DataMember
    from dcxml.qname import XS, QName

    types = {"Count": "int", "Name": "string", "Note": "string", "When": "dateTime"}
    members = tuple(
        DataMember(name=name, type=QName(XS, type_), is_nillable=type_ == "string") for name, type_ in types.items()
    )
    item = ClassDataContract(name=QName("urn:wide", "Item"), members=members)
    items = CollectionDataContract(name=QName("urn:wide", "Items"), item_name="Item", item_type=item.name)
    return DataContractSet([item, items])


DOCUMENTS = {"sample": (SAMPLE, CONTRACTS, 1), "10,000 copies": (SAMPLE, CONTRACTS, 10_000)}
DOCUMENTS["10,000 items"] = (WIDE, _wide_contracts(), 1)


@pytest.fixture(params=DOCUMENTS)
def document(request, benchmark):
    data, contracts, times = DOCUMENTS[request.param]
    benchmark.group = f"validate, {request.param}"
    assert list(dcxml.validate(data, contracts)) == list(dcxml.validate(data, contracts)) == []
    return data, contracts, times


def test_libxml2(benchmark, document):
    data, contracts, times = document
    schema = compiled_schema(contracts).schema

    def parse_and_validate():
        for _ in range(times):
            assert schema.validate(etree.fromstring(data))

    benchmark(parse_and_validate)


def test_dcxml(benchmark, document):
    data, contracts, times = document

    def validate():
        for _ in range(times):
            assert next(dcxml.validate(data, contracts), None) is None

    benchmark(validate)
