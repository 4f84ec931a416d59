"""How much of the processor ``dcxml validate`` of one small document takes as a process, its contracts in the cache.

``python -m benchmarks.costs.start_up [RUNS]``; the least of the runs counts, for other work on the machine only adds.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

CALENDAR = Path(__file__).parents[2] / "schemas" / "calendar"
COMMAND = ["-m", "dcxml", "validate", str(CALENDAR / "sample.xml"), "--schema", str(CALENDAR), "--quiet"]
RUNS = 20


def processor_time(*arguments: str) -> float:
    """Return how many milliseconds of the processor a new interpreter takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], stderr=subprocess.DEVNULL, check=True)  # noqa: S603 - our own program
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def main(runs: int) -> None:
    """Print the least time of each command."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DCXML_CACHE_DIR"] = folder
        processor_time(*COMMAND)
        rows = {
            "a bare interpreter": ["-c", "pass"],
            "import lxml.etree, attrs, click": ["-c", "import lxml.etree, attrs, click"],
            "dcxml validate, from the cache": COMMAND,
            "dcxml validate --no-cache": [*COMMAND, "--no-cache"],
        }
        best = dict.fromkeys(rows, float("inf"))
        for _ in range(runs):
            for name, arguments in rows.items():
                best[name] = min(best[name], processor_time(*arguments))
    for name, milliseconds in best.items():
        print(f"{milliseconds:6.0f} ms  {name}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
