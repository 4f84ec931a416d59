"""A collection of 10,000 items, by dcxml, .NET and lxml alone, in one run.

Run: ``pytest benchmarks/test_wide.py --benchmark-only`` (extra ``benchmark``); `conftest.py` prints the ratios.
"""

from __future__ import annotations

import pytest
from dotnet_batches import clr_types_of, read_batches, write_batches
from lxml import etree
from wide import Stock, stock

import dcxml

SERIALIZER = dcxml.DataContractSerializer(Stock)
DOCUMENT = SERIALIZER.dumps(stock())
ROOT = Stock.__data_contract__.name


@pytest.fixture(scope="module")
def dotnet_types():
    """The contracts as CLR types in this process."""
    return clr_types_of(dcxml.contracts_of(Stock))


@pytest.mark.benchmark(group="decode_wide")
def test_decode_wide_lxml_parse_alone(benchmark):
    benchmark(etree.fromstring, DOCUMENT)


@pytest.mark.benchmark(group="decode_wide")
def test_decode_wide_dcxml(benchmark):
    assert dcxml.identical(stock(), benchmark.pedantic(SERIALIZER.loads, args=(DOCUMENT,), rounds=20, warmup_rounds=3))


@pytest.mark.benchmark(group="decode_wide")
def test_decode_wide_dotnet(benchmark, dotnet_types):
    read_batches(benchmark, dotnet_types, ROOT, DOCUMENT, size=2)


@pytest.mark.benchmark(group="encode_wide")
def test_encode_wide_lxml_tostring_alone(benchmark):
    benchmark(etree.tostring, etree.fromstring(DOCUMENT))


@pytest.mark.benchmark(group="encode_wide")
def test_encode_wide_dcxml(benchmark):
    value = stock()
    for _ in range(100):  # until the fast lane is taken
        SERIALIZER.dumps(value)
    assert DOCUMENT == benchmark(SERIALIZER.dumps, value)


@pytest.mark.benchmark(group="encode_wide")
def test_encode_wide_dotnet(benchmark, dotnet_types):
    write_batches(benchmark, dotnet_types, ROOT, DOCUMENT, size=2)
