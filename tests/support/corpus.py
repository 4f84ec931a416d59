"""Schemas and services of others, read once in a process, with the classes made of them and samples of these.

They stand beside the repository, or where DCXML_CORPUS says; elsewhere there are none, and tests over them say so.
"""

from __future__ import annotations

import csv
import os
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

import dcxml
from support.instance_draws import Samples

if TYPE_CHECKING:
    from dcxml.binding.live import Binding
    from dcxml.contract import DataContractSet

__all__ = ["CORPUS", "READ", "SETS", "UNREADABLE", "binding_of", "contracts_of", "name_of", "number", "samples_of"]

Files = tuple[Path, ...]

CORPUS: Final = Path(os.environ.get("DCXML_CORPUS") or Path(__file__).parents[2].parent / "shared" / "corpus")
_INDEX: Final = CORPUS / "INDEX.tsv"

_SEPARATE: Final = ("CoreWCF/CoreWCF",)
"""Repositories whose folder holds what has nothing to do with each other: one service of one test in each file."""

UNREADABLE: Final = {
    "041": "two services that both define the port type IUserRemoteService of one namespace, each its own way",
}
"""What cannot be read together, by its number, and why; docs/conformance.md has the same list."""


def _sets() -> list[Files]:
    groups: dict[tuple[str, str], list[Path]] = {}
    with _INDEX.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["kind"] in ("xsd", "wsdl"):
                folder = row["path"] if row["source repo"] in _SEPARATE else str(PurePosixPath(row["path"]).parent)
                groups.setdefault((row["source repo"], folder), []).append(CORPUS / row["file"])
    return [tuple(files) for files in groups.values()]


def number(files: Files) -> str:
    """Return the number that the name of a set's first file begins with."""
    return files[0].name[:3]


def name_of(files: Files | None) -> str:
    """Return what a test of a set is called."""
    return files[0].name if files else "no corpus here"


SETS: Final[list[Files]] = _sets() if _INDEX.exists() else []
"""The sets of files: those of one folder of one repository, in the index's order."""

READ: Final[list[Files]] = [
    part for files in SETS for part in ([(file,) for file in files] if number(files) in UNREADABLE else [files])
]
"""The sets; of one that cannot be read together each file by itself."""


@cache
def contracts_of(files: Files) -> DataContractSet:
    """Return the contracts of a set."""
    return dcxml.read_schemas(*files)


@cache
def binding_of(files: Files) -> Binding:
    """Return the classes of a set."""
    return dcxml.build_classes(contracts_of(files))


@cache
def samples_of(files: Files) -> Samples:
    """Return the samples of a set's elements."""
    return Samples(binding_of(files))
