"""A document with inheritance, ``i:type``, dictionaries and shared objects, by dcxml, .NET and lxml alone, in one run.

Run: ``pytest benchmarks/test_fleet.py --benchmark-only`` (extra ``benchmark``); `conftest.py` prints the ratios.
"""

from __future__ import annotations

import pytest
from dotnet_batches import clr_types_of, read_batches, write_batches
from fleet import KNOWN_TYPES, Fleet, fleet
from lxml import etree

import dcxml

SERIALIZER = dcxml.DataContractSerializer(Fleet, known_types=KNOWN_TYPES)
DOCUMENT = SERIALIZER.dumps(fleet())
CONTRACTS = dcxml.contracts_of(Fleet, *KNOWN_TYPES)
ROOT = Fleet.__data_contract__.name


@pytest.fixture(scope="module")
def dotnet_types():
    """The contracts as CLR types in this process."""
    return clr_types_of(CONTRACTS, known_types=[each.__data_contract__.name for each in KNOWN_TYPES])


@pytest.mark.benchmark(group="decode_fleet")
def test_decode_fleet_lxml_parse_alone(benchmark):
    benchmark(etree.fromstring, DOCUMENT)


@pytest.mark.benchmark(group="decode_fleet")
def test_decode_fleet_dcxml(benchmark):
    assert dcxml.identical(fleet(), benchmark(SERIALIZER.loads, DOCUMENT))


@pytest.mark.benchmark(group="decode_fleet")
def test_decode_fleet_dotnet(benchmark, dotnet_types):
    read_batches(benchmark, dotnet_types, ROOT, DOCUMENT)


@pytest.mark.benchmark(group="encode_fleet")
def test_encode_fleet_lxml_tostring_alone(benchmark):
    benchmark(etree.tostring, etree.fromstring(DOCUMENT))


@pytest.mark.benchmark(group="encode_fleet")
def test_encode_fleet_dcxml(benchmark):
    assert DOCUMENT == benchmark(SERIALIZER.dumps, SERIALIZER.loads(DOCUMENT))


@pytest.mark.benchmark(group="encode_fleet")
def test_encode_fleet_dotnet(benchmark, dotnet_types):
    write_batches(benchmark, dotnet_types, ROOT, DOCUMENT)
