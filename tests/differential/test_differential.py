"""The part of the hunt that every run of CI makes: the same batches each time, a few thousand examples.

More, and other ones each time: ``python -m tests.differential --minutes N``.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from differential.features import FEATURES
from differential.hunt import hunt
from differential.mutations import MUTATIONS
from support import dotnet

pytestmark = pytest.mark.dotnet

LEAST = 200
"""The examples that any batch has, whatever is drawn; ten batches have 4,000."""


@pytest.fixture(scope="module", autouse=True)
def _runtime() -> None:
    dotnet.require()


@pytest.mark.parametrize("batch", range(10))
def test_dcxml_and_dotnet_agree_on_values_and_documents(batch):
    tally = hunt(batch)
    assert [] == [str(finding) for finding in tally.findings]
    assert tally.examples >= LEAST


def test_the_command_prints_what_it_covered():
    command = [sys.executable, "-m", "tests.differential", "--minutes", "0.1", "--seed", "0", "--jobs", "1"]
    root = Path(__file__).parents[2]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    assert (0, "") == (run.returncode, run.stdout[-3000:] if run.returncode else "")
    assert [] == [label for label in (*FEATURES, *MUTATIONS) if f"\n{label}  " not in f"\n{run.stdout}"]
    assert "0 differences" in run.stdout.splitlines()[-1]
