"""Very many small documents checked by ``dcxml validate``: elapsed time, the processor's, and the most memory.

``python -m benchmarks.costs.many_documents [DOCUMENTS]``; they are made in a folder of their own, and deleted.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import dcxml
from dcxml.apis.calendar import Day

DOCUMENTS = 100_000
FOLDERS = 100
GOOD = dcxml.dumps(Day(id=1, name="Mon"))
BAD = GOOD.replace(b">1<", b">one<")
WAYS = (["--jobs", "2", "--output-format", "concise"], ["--output-format", "json"])


def write_documents(folder: Path, count: int) -> None:
    """Write documents, one of a hundred with a finding."""
    for number in range(count):
        place = folder / f"{number % FOLDERS:02}"
        place.mkdir(exist_ok=True)
        (place / f"{number:06}.xml").write_bytes(BAD if number // FOLDERS % 100 == 7 else GOOD)


def main(count: int) -> None:
    """Check so many documents in each way."""
    with tempfile.TemporaryDirectory() as name:
        write_documents(Path(name), count)
        for options in WAYS:
            before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
            command = [sys.executable, "-m", "dcxml", "validate", name, "--isolated", *options]
            with Path(os.devnull).open("wb") as nowhere:
                subprocess.run(command, stdout=nowhere, check=False)  # noqa: S603 - our own program
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            elapsed, memory = time.monotonic() - begun, after.ru_maxrss / 1024
            print(f"{elapsed:6.1f} s, {processor:6.1f} s of the processor, {memory:4.0f} MB: {' '.join(options)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS)
