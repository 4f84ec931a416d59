"""One document checked: read, its contracts chosen, validated; what cannot be read is a finding too.

Nothing here prints, and a `Checker` can be sent to another process.
"""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

import dcxml
from dcxml.cli.console.files import STANDARD_STREAM, read_input, reason_of
from dcxml.cli.contracts.unknown_roots import findings_without_schema
from dcxml.cli.discovery.path_patterns import relative_path
from dcxml.reporting import CheckedDocument
from dcxml.validation import Finding
from dcxml.validation.all_findings import is_large
from dcxml.validation.rules import UNREADABLE_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.cli.contracts.catalogue import Catalogue
    from dcxml.cli.discovery.documents import Source

__all__ = ["Checker"]

_BEGINNING: Final = 1 << 20
"""How many octets tell which contracts a large document has."""


@frozen
class Checker:
    """Checks documents by a catalogue of contracts; patterns of paths in it are taken from ``folder``.

    Where documents are to be canonical, notes are found about what .NET would have written otherwise.
    """

    catalogue: Catalogue
    folder: str
    is_canonical: bool = field(default=False, kw_only=True)

    def check(self, source: Source) -> CheckedDocument:
        """Return all that is found in a document, and the document itself if that is anything.

        :raises SchemaError: where the schema for it is broken.
        """
        if source.error is not None:
            return _unreadable(source, source.error)
        path = Path(source.place)
        if source.place != STANDARD_STREAM and not self.is_canonical and is_large(path):
            return self._check_large(source, path)
        try:
            data = read_input(source.place)
        except OSError as error:
            return _unreadable(source, error)
        contracts = self.catalogue.contracts_for(relative_path(source.name, self.folder), data)
        if contracts is None:
            findings = tuple(findings_without_schema(data, source.name))
        else:
            findings = tuple(dcxml.validate(data, contracts, canonical=self.is_canonical, file=source.name))
        return CheckedDocument(file=source.name, findings=findings, data=data if findings else None)

    def _check_large(self, source: Source, path: Path) -> CheckedDocument:
        """Return a document of which never more than a part is in memory, nor more than one of its findings."""
        findings = self._findings_of_large(source, path)
        first = next(findings, None)
        return CheckedDocument(
            file=source.name, findings=() if first is None else chain([first], findings), data=path if first else None
        )

    def _findings_of_large(self, source: Source, path: Path) -> Iterator[Finding]:
        try:
            with path.open("rb") as file:
                beginning = file.read(_BEGINNING)
            contracts = self.catalogue.contracts_for(relative_path(source.name, self.folder), beginning)
            if contracts is None:
                yield from findings_without_schema(path, source.name)
            else:
                yield from dcxml.validate(path, contracts, file=source.name)
        except OSError as error:
            yield _unreadable_finding(source, error)


def _unreadable(source: Source, error: OSError) -> CheckedDocument:
    return CheckedDocument(file=source.name, findings=(_unreadable_finding(source, error),))


def _unreadable_finding(source: Source, error: OSError) -> Finding:
    allowed = reason_of(error).partition("; allowed: ")[2]
    return Finding(
        code=UNREADABLE_FILE.code,
        name=UNREADABLE_FILE.name,
        message=f"the document cannot be read: {reason_of(error)}",
        facts=UNREADABLE_FILE.facts,
        expected=allowed or "a document that can be read",
        file=source.name,
    )
