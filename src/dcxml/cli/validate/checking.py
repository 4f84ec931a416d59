"""One document checked: read, its contracts chosen, validated; what cannot be read is a finding too.

Nothing here prints, and a `Checker` can be sent to another process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

import dcxml
from dcxml.cli.console.files import read_input, reason_of
from dcxml.cli.contracts.catalogue import Catalogue, built_in_roots
from dcxml.cli.discovery.path_patterns import relative_path
from dcxml.contract import DataContractSet
from dcxml.reporting import CheckedDocument
from dcxml.validation import Finding
from dcxml.validation.rules import UNREADABLE_FILE, WRONG_ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.cli.discovery.documents import Source

__all__ = ["HELP", "Checker"]

HELP: Final = (
    "name the schema of this root by --schema PATH, or by schemas in [tool.dcxml] of pyproject.toml (or in dcxml.toml)"
)
"""What to do about a root that nothing knows."""


@frozen
class Checker:
    """Checks documents by a catalogue of contracts; patterns of paths in it are taken from ``folder``."""

    catalogue: Catalogue
    folder: str

    def check(self, source: Source) -> CheckedDocument:
        """Return all that is found in a document, and the document itself if that is anything.

        :raises SchemaError: where the schema for it is broken.
        """
        if source.error is not None:
            return _unreadable(source, source.error)
        try:
            data = read_input(source.place)
        except OSError as error:
            return _unreadable(source, error)
        contracts = self.catalogue.contracts_for(relative_path(source.name, self.folder), data)
        if contracts is None:
            findings = tuple(_without_schema(data, source.name))
        else:
            findings = tuple(dcxml.validate(data, contracts, file=source.name))
        return CheckedDocument(file=source.name, findings=findings, data=data if findings else None)


def _unreadable(source: Source, error: OSError) -> CheckedDocument:
    allowed = reason_of(error).partition("; allowed: ")[2]
    finding = Finding(
        code=UNREADABLE_FILE.code,
        name=UNREADABLE_FILE.name,
        message=f"the document cannot be read: {reason_of(error)}",
        facts=UNREADABLE_FILE.facts,
        expected=allowed or "a document that can be read",
        file=source.name,
    )
    return CheckedDocument(file=source.name, findings=(finding,))


def _without_schema(data: bytes, file: str) -> Iterator[Finding]:
    """Yield what can be found without contracts, and that there are none for the root."""
    known = ", ".join(root.clark for root in built_in_roots())
    for finding in dcxml.validate(data, DataContractSet([]), file=file):
        if finding.code != WRONG_ROOT.code:
            yield finding
            continue
        message = (
            f"the root is {finding.found}, for which no schema is given; allowed: a root of a given schema, {known}"
        )
        yield evolve(finding, message=message, expected=f"a root of a given schema, {known}")
