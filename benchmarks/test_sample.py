"""The documented sample, read and written in one run by dcxml and by others.

Run: ``pytest benchmarks --benchmark-only`` (extra ``benchmark``); `conftest.py` prints the ratios at the end.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from dotnet_batches import clr_types_of, read_batches, warm_up, write_batches
from lxml import etree

import dcxml
from dcxml.apis.calendar import AuthenticatedInputOfCalendarAppointmentWrongModel as Request

SCHEMAS = Path(__file__).parents[1] / "schemas" / "calendar"
SAMPLE = (SCHEMAS / "sample.xml").read_bytes()
ROOT = f"{{{Request.__data_contract__.name.namespace}}}{Request.__data_contract__.name.name}"


@pytest.fixture(scope="module")
def xsdata_classes(tmp_path_factory):
    """Classes that xsdata generates from the same schemas."""
    pytest.importorskip("xsdata")
    folder = tmp_path_factory.mktemp("xsdata")
    subprocess.run(  # noqa: S603 - our own command
        [
            sys.executable,
            "-m",
            "xsdata",
            "generate",
            str(SCHEMAS),
            "--package",
            "bound",
            "--structure-style",
            "single-package",
        ],
        cwd=folder,
        check=True,
        capture_output=True,
        # xsdata calls ruff, which stands beside this interpreter.
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
    )
    sys.path.insert(0, str(folder))
    module = importlib.import_module("bound")
    return module.AuthenticatedInputOfCalendarAppointmentWrongModelxuv6Fhnt


@pytest.fixture(scope="module")
def dotnet_types():
    """The contract as CLR types in this process."""
    return clr_types_of(dcxml.contracts_of(Request))


@pytest.mark.benchmark(group="decode")
def test_decode_lxml_parse_alone(benchmark):
    benchmark(etree.fromstring, SAMPLE)


@pytest.mark.benchmark(group="decode")
def test_decode_dcxml(benchmark):
    warm_up(lambda: dcxml.loads(SAMPLE, Request))
    assert SAMPLE == dcxml.dumps(benchmark(dcxml.loads, SAMPLE, Request))


@pytest.mark.benchmark(group="decode")
def test_decode_xsdata(benchmark, xsdata_classes):
    from xsdata.formats.dataclass.parsers import XmlParser

    parser = XmlParser()
    benchmark(parser.from_bytes, SAMPLE, xsdata_classes)


@pytest.mark.benchmark(group="encode")
def test_encode_lxml_tostring_alone(benchmark):
    benchmark(etree.tostring, etree.fromstring(SAMPLE))


@pytest.mark.benchmark(group="encode")
def test_encode_dcxml(benchmark):
    value = dcxml.loads(SAMPLE, Request)
    warm_up(lambda: dcxml.dumps(value))
    assert SAMPLE == benchmark(dcxml.dumps, value)


@pytest.mark.benchmark(group="encode")
def test_encode_xsdata(benchmark, xsdata_classes):
    from xsdata.formats.dataclass.parsers import XmlParser
    from xsdata.formats.dataclass.serializers import XmlSerializer

    value = XmlParser().from_bytes(SAMPLE, xsdata_classes)
    serializer = XmlSerializer()
    benchmark(serializer.render, value)


@pytest.mark.benchmark(group="decode")
def test_decode_dotnet(benchmark, dotnet_types):
    read_batches(benchmark, dotnet_types, dcxml.contracts_of(Request)[ROOT].name, SAMPLE)


@pytest.mark.benchmark(group="encode")
def test_encode_dotnet(benchmark, dotnet_types):
    write_batches(benchmark, dotnet_types, dcxml.contracts_of(Request)[ROOT].name, SAMPLE)
