"""How many instances and documents of the calendar contract are drawn a second, with all health checks in force.

Run: ``python benchmarks/test_strategies.py``; as a test it holds both to their aims.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from dcxml.apis.calendar import AuthenticatedInputOfCalendarAppointmentWrongModel as Request
from dcxml.strategies import documents, instances, invalid_documents

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

EXAMPLES = 1000
AIMS = {
    "instances(Request)": (instances(Request), 200),
    "documents(Request)": (documents(Request), 100),
    "documents(Request, spelled=False)": (documents(Request, spelled=False), 100),
    "invalid_documents(Request)": (invalid_documents(Request), 0),
    "invalid_documents(Request, mutations=3)": (invalid_documents(Request, mutations=3), 0),
}


def rate(strategy: SearchStrategy[Any], examples: int = EXAMPLES) -> float:
    """Return how many are drawn in a second of the processor, in one process."""
    count = 0

    @settings(max_examples=examples, database=None, deadline=None)
    @given(strategy)
    def draw(_: Any) -> None:
        nonlocal count
        count += 1

    started = time.process_time()
    draw()
    return count / (time.process_time() - started)


@pytest.mark.parametrize("name", [name for name, (_, aim) in AIMS.items() if aim])
def test_the_aim_is_met(name):
    strategy, aim = AIMS[name]
    assert rate(strategy, 400) > aim


if __name__ == "__main__":
    for name, (strategy, aim) in AIMS.items():
        print(f"{name}: {rate(strategy):.0f}/s" + (f" (aim: {aim})" if aim else ""))
