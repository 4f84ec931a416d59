"""The most memory that this process has had."""

from __future__ import annotations

import re
import resource
import sys
from pathlib import Path

__all__ = ["peak_megabytes"]


def peak_megabytes() -> float:
    """Return the peak of resident memory in megabytes.

    Linux gives ``ru_maxrss`` of a new process the size of the one that started it, so there its own mark is read.
    """
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    if found:
        return int(found[1]) * 1024 / 1e6
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
