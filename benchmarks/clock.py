"""The clock that workers measure by: the one on the wall, or the processor's time of the process.

On a machine that others use the processor's time says more, though .NET's counts the threads that compile and collect
beside the one that works.
"""

from __future__ import annotations

import os
import time
from typing import Final

__all__ = ["CLOCKS", "CLOCK_VARIABLE", "now"]

CLOCK_VARIABLE: Final = "DCXML_BENCHMARKS_CLOCK"
"""By this environment variable a worker is told which."""
CLOCKS: Final = {"wall": time.perf_counter, "processor": time.process_time}

now = CLOCKS[os.environ.get(CLOCK_VARIABLE, "wall")]
"""Return the seconds of the clock."""
