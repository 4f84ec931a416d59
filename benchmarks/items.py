"""Documents of any size, written by `Writer` and read by `iterload`: seconds, and the most memory a process took.

``python -m benchmarks.items [MEGABYTES ...]``; each is made in a folder of its own, and deleted.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import dcxml
from benchmarks.memory import peak_megabytes
from benchmarks.team import ROOT
from dcxml import Int, data_contract, data_member

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["measure_items"]

ITEM: Final = 200
"""How many octets an item takes, about."""


@data_contract(name="Line", namespace="urn:benchmark")
class Line:
    """An item."""

    count: Int = data_member("Count", default=0)
    price: Decimal = data_member("Price", default=Decimal(0))
    text: str | None = data_member("Text", default=None)


@data_contract(name="Order", namespace="urn:benchmark")
class Order:
    """What is around the items."""

    lines: list[Line | None] | None = data_member("Lines", default=None)
    note: str | None = data_member("Note", default=None)


def measure_items(megabytes: Iterable[int]) -> list[dict[str, Any]]:
    """Return for each size what writing and reading it took, each in a process of its own."""
    return [_measure(each) for each in megabytes]


def _measure(megabytes: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "order.xml"
        count = megabytes * 1_000_000 // ITEM
        found: dict[str, Any] = {what: _in_a_process(what, path, count) for what in ("write", "read")}
        return {"megabytes": path.stat().st_size / 1e6, "items": count, **found}


def _in_a_process(what: str, path: Path, count: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.items", what, str(path), str(count)]
    begun = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603 - this program
    return {"seconds": time.perf_counter() - begun, "megabytes": float(done.stdout)}


def _write(path: str, count: int) -> None:
    with dcxml.Writer(path, Order(note="end")) as writer:
        for number in range(count):
            writer.write(Line(count=number, text="some words " * 11))


def _read(path: str, count: int) -> None:
    found = sum(1 for _ in dcxml.iterload(path, Order))
    if found != count:
        message = f"{found} items of {count}"
        raise SystemExit(message)


def main(arguments: list[str]) -> None:
    """Measure each size; or be the process that is measured."""
    if arguments and arguments[0] in ("write", "read"):
        what, path, count = arguments
        (_write if what == "write" else _read)(path, int(count))
        print(peak_megabytes())
        return
    for megabytes in map(int, arguments or ["10", "100"]):
        print(_measure(megabytes), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
