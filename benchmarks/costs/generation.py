"""How long schemas of 10 to 10,000 types take to be read and to become a module and a package, and how much memory.

Run: ``python -m benchmarks.costs.generation [TYPES...]``; each size runs in a process of its own. The schemas
are as .NET exports them (``tests/support/large_schemas.py``): twenty namespaces, classes of eleven members, bases,
enumerations, structs, lists, dictionaries, members of other namespaces. Times are the processor's, so that other work
counts little.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = (10, 100, 1_000, 10_000)
TESTS = Path(__file__).parents[2] / "tests"


def measure(count: int) -> None:
    """Write schemas of ``count`` types, and print what reading and rendering them takes."""
    import dcxml

    sys.path.insert(0, str(TESTS))
    from support.large_schemas import contracts_of_types

    contracts = contracts_of_types(count)
    with tempfile.TemporaryDirectory() as folder:
        dcxml.write_schemas(contracts, folder)
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
        before = time.process_time()
        read = dcxml.read_schemas(folder)
        reading = time.process_time() - before
    if read != contracts or read.missing:
        message = "what was read is not what was written"
        raise SystemExit(message)
    before = time.process_time()
    dcxml.render_module(read)
    module = time.process_time() - before
    before = time.process_time()
    dcxml.render_package(read)
    package = time.process_time() - before
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"| {count:,} | {size / 1e6:.2f} | {reading:.2f} | {module:.3f} | {package:.3f} "
        f"| {(reading + module + package) / count * 1e3:.2f} | {memory:.0f} |",
        flush=True,
    )


def main() -> None:
    """Measure each size in a process of its own, for its memory."""
    if sys.argv[1:2] == ["--one"]:
        measure(int(sys.argv[2]))
        return
    print("| types | schemas, MB | read, s | module, s | package, s | ms a type | peak memory, MB |")
    print("|---|---|---|---|---|---|---|", flush=True)
    for count in [int(each) for each in sys.argv[1:]] or SIZES:
        subprocess.run([sys.executable, __file__, "--one", str(count)], check=True)  # noqa: S603 - our own command


if __name__ == "__main__":
    main()
