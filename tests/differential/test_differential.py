"""The part of the hunt that every run of CI makes: the same batches each time, a few thousand examples.

More, and other ones each time: ``python -m tests.differential --minutes N``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from differential.features import FEATURES
from differential.hunt import CHANGES
from differential.tally import Tally
from differential.workers import tallies
from support import dotnet

pytestmark = [pytest.mark.dotnet, pytest.mark.no_cover]

BATCHES = 10
LEAST = 200
"""The examples that any batch has, whatever is drawn; ten batches have 4,000."""


@pytest.fixture(scope="module", autouse=True)
def _runtime() -> None:
    dotnet.require()


def test_dcxml_and_dotnet_agree_on_values_and_documents():
    """In processes of their own: Hypothesis draws constants of whatever modules a process has loaded."""
    done = [*tallies(0, jobs=2, until=float("inf"), batches=BATCHES)]
    assert [] == [str(finding) for tally in done for finding in tally.findings]
    assert BATCHES == len(done)
    assert min(tally.examples for tally in done) >= LEAST


def test_the_command_prints_what_it_covered_how_long_and_with_what():
    command = [sys.executable, "-m", "tests.differential", "--minutes", "0.1", "--seed", "0", "--jobs", "1"]
    root = Path(__file__).parents[2]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    assert (0, "") == (run.returncode, run.stdout[-3000:] if run.returncode else "")
    assert [] == [label for label in (*FEATURES, *CHANGES) if f"\n{label}  " not in f"\n{run.stdout}"]
    counted, told = run.stdout.splitlines()[-2:]
    assert counted.endswith("; 0 differences")
    assert re.fullmatch(r"seed 0, \d+ seconds; dcxml \S+, Python \S+, lxml \S+ \(libxml2 \S+\), \.NET \S+, .+", told)


def died(number: int, *, until: float) -> Tally:  # noqa: ARG001 - what a batch is asked
    """End the process of every second batch."""
    if number % 2:
        os._exit(7)
    return Tally(sets=1)


def slept(number: int, *, until: float) -> Tally:  # noqa: ARG001 - what a batch is asked
    """Take too long over the first batch."""
    time.sleep(60 if number == 0 else 0)
    return Tally(sets=1)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_process_that_dies_is_a_finding_and_the_others_go_on(jobs):
    done = [*tallies(0, jobs=jobs, until=float("inf"), batches=4, compare=died)]
    assert 2 == sum(each.sets for each in done)
    found = [(finding.batch, finding.difference) for each in done for finding in each.findings]
    assert [(1, "its process died with 7"), (3, "its process died with 7")] == sorted(found)


def test_a_batch_that_does_not_end_is_a_finding_and_is_ended():
    started = time.monotonic()
    done = [*tallies(0, jobs=1, until=started + 1, batches=1, compare=slept, grace=1)]
    assert ["did not end in time"] == [finding.difference for each in done for finding in each.findings]
    assert time.monotonic() - started < 30
