"""Rows a second into tables and out of them, and `dcxml convert` of large documents.

``python -m benchmarks.arrow_tables`` prints the figures of docs/arrow.md.
Seconds are those of the processor, so that other programs on the machine count little.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import dcxml
from benchmarks.documents.wide import ITEMS, Line, Stock, stock
from benchmarks.team import ROOT
from dcxml.arrow import ColumnTypes, from_table, to_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROUNDS = 9
PLAIN = ColumnTypes(timestamps="us", decimals=(18, 2), enumerations="text", absent="null")
MEGABYTES = (10, 100)
PROGRAM = """
import sys, time
from benchmarks.memory import peak_megabytes
from dcxml.cli import main
code = main(sys.argv[1:])
print(time.process_time(), peak_megabytes(), file=sys.stderr)
sys.exit(code)
"""


def main() -> None:
    """Print the figures."""
    lines = stock().lines or []
    print(f"{len(lines):,} rows of eight members, {len(dcxml.dumps(Stock(lines=lines))) / 1e6:.1f} MB of XML")
    for name, types in {"default": ColumnTypes(), "plain": PLAIN}.items():
        table = to_table(lines, Line, types=types)
        ways: Mapping[str, Callable[[], object]] = {
            "to_table": lambda types=types: to_table(lines, Line, types=types),
            "from_table": lambda table=table: from_table(table, Line),
        }
        for label, way in ways.items():
            print(f"{label} ({name} types): {ITEMS / seconds_of(way):,.0f} rows a second")
    with tempfile.TemporaryDirectory() as folder:
        dcxml.write_schemas(dcxml.contracts_of(Stock), f"{folder}/schemas")
        for megabytes in MEGABYTES:
            print(converted(Path(folder), megabytes, lines))


def seconds_of(way: Callable[[], object]) -> float:
    """Return the median of the seconds that a way takes."""
    found = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        way()
        found.append(time.process_time() - begun)
    return median(found)


def converted(folder: Path, megabytes: int, lines: list[Line]) -> str:
    """Return what `dcxml convert --item` of a document of some size costs."""
    document = folder / "stock.xml"
    with dcxml.Writer(document, Stock(lines=[])) as writer:
        for _ in range(round(megabytes * 1e6 / len(dcxml.dumps(lines, list[Line])))):
            writer.write_all(lines)
    arguments = ["convert", str(document), "--schema", f"{folder}/schemas", "--root", "Stock", "--item", "Lines"]
    run = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM, *arguments, "-o", f"{folder}/stock.parquet"],
        check=True, capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    seconds, peak = map(float, run.stderr.split())
    size = document.stat().st_size / 1e6
    return (
        f"dcxml convert of {size:,.0f} MB: {seconds:.1f} s, {writer.count / seconds:,.0f} rows a second, {peak:.0f} MB"
    )


if __name__ == "__main__":
    main()
