"""How long a class that was never read before keeps its first document waiting: planning and compiling included."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST = 0.150
"""The seconds of the processor; a machine shared with others only adds to them."""
SCRIPT = """
import sys, time
import dcxml
from dcxml import Int
from dcxml.apis.calendar import AuthenticatedInputOfCalendarAppointmentWrongModel as Request

data = open("schemas/calendar/sample.xml", "rb").read()
numbers = dcxml.DataContractSerializer(list[Int])
numbers.loads(numbers.dumps([1]))  # what every class needs is loaded
started = time.thread_time()
dcxml.DataContractSerializer(Request, fast_lane=sys.argv[1]).loads(data)
print(time.thread_time() - started)
"""


@pytest.mark.parametrize("fast_lane", ["never", "auto", "always"])
def test_the_first_document_of_a_class_is_read_within_150_milliseconds(fast_lane: str) -> None:
    command = [sys.executable, "-c", SCRIPT, fast_lane]

    runs = (subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True) for _ in range(3))  # noqa: S603

    assert any(float(run.stdout) < MOST for run in runs)
