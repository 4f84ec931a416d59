"""What large documents take: ``python -m benchmarks.costs.large_documents MEGABYTES [right|few|each]``.

The processor's time and the peak memory of an order of so many megabytes, about 130 bytes to a line; of ``few``
three lines have a fault, of ``each`` every line. It is validated by ``dcxml validate`` in a process of its own, or
with ``--tree`` by `dcxml.validate` with all of it in memory.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import dcxml
from dcxml.contract import ClassDataContract, CollectionDataContract, DataContractSet, DataMember
from dcxml.qname import XS, QName

NAMESPACE = "http://schemas.datacontract.org/2004/07/Shop"


def named(name: str) -> QName:
    """Return a name of the shop."""
    return QName(NAMESPACE, name)


def value(name: str, kind: str) -> DataMember:
    """Return a member of a built-in type."""
    return DataMember(name=name, type=QName(XS, kind), is_nillable=kind == "string")


CONTRACTS = DataContractSet(
    [
        ClassDataContract(
            name=named("Order"), members=(value("Number", "int"), DataMember(name="Lines", type=named("ArrayOfLine")))
        ),
        CollectionDataContract(name=named("ArrayOfLine"), item_name="Line", item_type=named("Line")),
        ClassDataContract(
            name=named("Line"),
            members=(
                value("Article", "string"),
                value("Price", "decimal"),
                value("Quantity", "int"),
                value("When", "dateTime"),
            ),
        ),
    ]
)
LINE = (
    "<Line><Article>article number {}</Article><Price>{}.50</Price><Quantity>{}</Quantity>"
    "<When>2024-01-02T03:04:05</When></Line>\n"
)
WRONG_LINES = (10, 5_000, 100_000)
TREE = """
import sys
from pathlib import Path
import dcxml
from dcxml.validation import all_findings
all_findings.LARGE = 1 << 62
for finding in dcxml.validate(Path(sys.argv[1]), dcxml.read_schemas(sys.argv[2])):
    pass
"""


def write_order(path: Path, megabytes: float, kind: str) -> None:
    """Write an order of about so many megabytes."""
    with path.open("w", encoding="ascii") as file:
        written = file.write(f'<Order xmlns="{NAMESPACE}">\n<Number>7</Number>\n<Lines>\n')
        number = 0
        while written < megabytes * 1_000_000:
            is_wrong = kind == "each" or (kind == "few" and number in WRONG_LINES)
            written += file.write(LINE.format(number, number % 1_000, "x" if is_wrong else number % 100))
            number += 1
        file.write("</Lines>\n</Order>")


def main() -> None:
    """Validate an order and print what it took."""
    arguments = [each for each in sys.argv[1:] if each != "--tree"]
    megabytes, kind = float(arguments[0]), (arguments[1:] or ["right"])[0]
    with tempfile.TemporaryDirectory() as folder:
        path, schemas = Path(folder, "order.xml"), Path(folder, "schemas")
        write_order(path, megabytes, kind)
        dcxml.write_schemas(CONTRACTS, schemas)
        command = [sys.executable, "-m", "dcxml", "validate", str(path), "--schema", str(schemas)]
        if "--tree" in sys.argv:
            command = [sys.executable, "-c", TREE, str(path), str(schemas)]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([*command], stdout=subprocess.DEVNULL, check=False)  # noqa: S603
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds, peak = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime, used.ru_maxrss / 1024
        print(f"{megabytes:g} MB, {kind}: {seconds:.1f} s, peak {peak:.0f} MB")


if __name__ == "__main__":
    main()
