"""The schemas of generated contract sets are those of .NET's exporter, to the letter: the same sets each time.

More, and other ones each time: ``python -m tests.differential --schemas --minutes N``.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dcxml.contract import ClassDataContract, DataContractSet, DataMember
from dcxml.qname import XS, QName
from differential.schemas import SETS, SchemaTally, compare_schemas, hunt_schemas
from support import dotnet

pytestmark = [pytest.mark.dotnet, pytest.mark.no_cover]


@pytest.fixture(scope="module", autouse=True)
def _runtime() -> None:
    dotnet.require()


@pytest.mark.parametrize("number", range(4))
def test_dcxml_and_dotnet_export_the_same_schemas(number):
    tally = hunt_schemas(number)
    assert [] == tally.findings
    assert SETS * 0.8 <= tally.exported <= SETS


def test_both_refuse_a_member_that_a_base_has_too():
    member = DataMember(name="a", type=QName(XS, "int"))
    base = ClassDataContract(name=QName("urn:a", "Base"), members=(member,))
    derived = ClassDataContract(name=QName("urn:a", "Derived"), members=(member,), base=base.name)
    assert "refused" == compare_schemas(DataContractSet([derived, base]))


def test_the_command_compares_schemas():
    command = [
        sys.executable,
        "-m",
        "tests.differential",
        "--schemas",
        "--minutes",
        "1",
        "--seed",
        "0",
        "--batches",
        "1",
    ]
    root = Path(__file__).parents[2]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    assert 0 == run.returncode, run.stderr[-2000:]
    expected = hunt_schemas(0)
    assert isinstance(expected, SchemaTally)
    assert run.stdout.splitlines()[0] == str(expected)
