"""Documents of any size, written by `Writer` and read by `iterload`: elapsed time, and the most memory a process took.

``python benchmarks/items_of_large_documents.py [MEGABYTES ...]``; each is made in a folder of its own, and deleted.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

import dcxml
from dcxml.binding.declarations import data_contract, data_member
from dcxml.binding.types import Int, String  # noqa: TC001 - annotations are read at run time

ITEM = 200
"""How many octets an item takes, about."""


@data_contract(name="Line", namespace="urn:benchmark")
class Line:
    """An item."""

    count: Int = data_member("Count", default=0)
    price: Decimal = data_member("Price", default=Decimal(0))
    text: String | None = data_member("Text", default=None)


@data_contract(name="Order", namespace="urn:benchmark")
class Order:
    """What is around the items."""

    lines: list[Line | None] | None = data_member("Lines", default=None)
    note: String | None = data_member("Note", default=None)


def write(path: str, count: int) -> None:
    """Write so many items."""
    with dcxml.Writer(path, Order(note="end")) as writer:
        for number in range(count):
            writer.write(Line(count=number, text="some words " * 11))


def read(path: str, count: int) -> None:
    """Read so many items."""
    found = sum(1 for _ in dcxml.iterload(path, Order))
    if found != count:
        message = f"{found} items of {count}"
        raise SystemExit(message)


def measured(what: str, path: Path, count: int) -> tuple[float, float]:
    """Return the seconds and the peak of memory in megabytes that a process takes."""
    command = [sys.executable, __file__, what, str(path), str(count)]
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - this program
    return time.perf_counter() - started, int(done.stdout) / 1024


def main(arguments: list[str]) -> None:
    """Measure each size; or be the process that is measured."""
    if arguments and arguments[0] in ("write", "read"):
        what, path, count = arguments
        (write if what == "write" else read)(path, int(count))
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        return
    print("| document | Writer | iterload |\n|---|---|---|")
    for megabytes in map(int, arguments or ["10", "100"]):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "order.xml"
            count = megabytes * 1_000_000 // ITEM
            cells = [
                f"{seconds:.1f} s, {peak:.1f} MB"
                for seconds, peak in (measured(what, path, count) for what in ("write", "read"))
            ]
            print(f"| {path.stat().st_size / 1e6:.0f} MB | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
