"""How long schemas of 10 to 10,000 types take to be read and to become a module and a package, and how much memory.

Run: ``python benchmarks/generation.py [TYPES...]``; each size runs in a process of its own. The schemas are as .NET
exports them: twenty namespaces, classes of ten members with bases, enumerations, lists, members of other namespaces.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = (10, 100, 1_000, 10_000)
NAMESPACES = 20


def contracts_of_types(count):
    """Return ``count`` contracts, in ten of them eight classes, an enumeration and a struct; and lists of classes."""
    from dcxml.contract import (
        ClassDataContract,
        CollectionDataContract,
        DataContractSet,
        EnumDataContract,
        EnumMember,
    )
    from dcxml.contract.naming import array_name
    from dcxml.qname import QName, clr_namespace

    def name(number):
        return QName(clr_namespace(f"Acme.Part{number * NAMESPACES // count}.Models"), f"Type{number}")

    contracts = []
    for number in range(count):
        if number % 10 == 3:
            members = tuple(EnumMember(name=f"Value{place}", value=place) for place in range(8))
            contracts.append(EnumDataContract(name=name(number), members=members))
            continue
        base = name(number - 1) if number % 10 == 6 else None
        is_struct = number % 10 == 9
        members = tuple(_members(name, number, count, is_struct=is_struct))
        contracts.append(ClassDataContract(name=name(number), members=members, base=base, is_value_type=is_struct))
    for decade in range(0, count, 10):
        item = name(decade)
        contracts.append(
            CollectionDataContract(name=array_name(item), item_name=item.name, item_type=item, is_item_nillable=True)
        )
    return DataContractSet(contracts)


def _members(name, number, count, *, is_struct):
    from dcxml.contract import DataMember
    from dcxml.contract.naming import array_name
    from dcxml.qname import XS, QName

    first, last = ("C", "D") if number % 10 == 6 else ("A", "B")  # a derived class has no member of its base's name
    for place, local in enumerate(("int", "string", "dateTime", "decimal", "boolean", "string")):
        yield DataMember(name=f"{first}{place}", type=QName(XS, local), is_nillable=local == "string")
    if not is_struct:
        decade = number - number % 10
        far = (number * 7919 + 10) % count // 10 * 10  # a class, most often of another namespace
        yield DataMember(name=f"{last}0", type=name(far), is_nillable=True)
        yield DataMember(name=f"{last}1", type=array_name(name(decade)), is_nillable=True)
        yield DataMember(name=f"{last}2", type=name(decade + 3))
        yield DataMember(name=f"{last}3", type=name(decade + 9))


def measure(count):
    """Write schemas of ``count`` types, and print what reading and rendering them takes."""
    import dcxml

    contracts = contracts_of_types(count)
    with tempfile.TemporaryDirectory() as folder:
        dcxml.write_schemas(contracts, folder)
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
        before = time.perf_counter()
        read = dcxml.read_schemas(folder)
        reading = time.perf_counter() - before
    assert contracts == read
    assert not read.missing, str(read.missing[0])
    before = time.perf_counter()
    dcxml.render_module(read)
    module = time.perf_counter() - before
    before = time.perf_counter()
    dcxml.render_package(read)
    package = time.perf_counter() - before
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"| {count:,} | {size / 1e6:.2f} | {reading:.2f} | {module:.3f} | {package:.3f} "
        f"| {(reading + module + package) / count * 1e3:.2f} | {memory:.0f} |",
        flush=True,
    )


def main():
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
