"""What ``import dcxml.apis.calendar`` costs over a bare interpreter: the best of ten processes each.

Run: ``python benchmarks/import_time.py``
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

ROUNDS = 10


def best(statement: str) -> float:
    """Return the least milliseconds that an interpreter takes to run ``statement``, its modules compiled before."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", statement], check=True, env=environment)  # noqa: S603 - those below
        times.append(time.perf_counter() - start)
    return min(times) * 1e3


if __name__ == "__main__":
    bare = best("pass")
    for statement in ("import dcxml", "import dcxml.apis.calendar", "import lxml.etree, attrs"):
        print(f"{statement:32}{best(statement) - bare:8.1f} ms over a bare interpreter ({bare:.1f} ms)")
