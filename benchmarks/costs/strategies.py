"""How many instances and documents of the calendar contract are drawn a second, with all health checks in force.

Run: ``python -m benchmarks.costs.strategies``; it exits with 1 where an aim is not met.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any, Final

from hypothesis import given, settings

from benchmarks.tables import Table
from dcxml.apis.calendar import AuthenticatedInputOfCalendarAppointmentWrongModel as Request
from dcxml.strategies import documents, instances, invalid_documents

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

EXAMPLES: Final = 1000
AIMS: Final = {
    "`instances(Request)`": (instances(Request), 200),
    "`documents(Request)`, in any spelling": (documents(Request), 100),
    "`documents(Request, spelled=False)`": (documents(Request, spelled=False), 100),
    "`invalid_documents(Request)`, each label checked": (invalid_documents(Request), 0),
    "`invalid_documents(Request, mutations=3)`": (invalid_documents(Request, mutations=3), 0),
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


def main() -> int:
    """Print a row for each strategy; return 1 where an aim is not met."""
    rates = {name: rate(strategy) for name, (strategy, _) in AIMS.items()}
    rows = [(name, f"{found:.0f}", f"{AIMS[name][1] or ''}") for name, found in rates.items()]
    print(Table(("", "a second", "aim"), rows).markdown())
    return int(any(found < AIMS[name][1] for name, found in rates.items()))


if __name__ == "__main__":
    sys.exit(main())
