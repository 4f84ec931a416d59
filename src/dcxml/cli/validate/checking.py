"""One document checked: read, its contracts chosen, validated; what cannot be read is a finding too.

Nothing here prints, and a `Checker` can be sent to another process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

import dcxml
from dcxml.cli.console.files import read_input, reason_of
from dcxml.cli.contracts.unknown_roots import findings_without_schema
from dcxml.cli.discovery.path_patterns import relative_path
from dcxml.reporting import CheckedDocument
from dcxml.validation import Finding
from dcxml.validation.rules import UNREADABLE_FILE

if TYPE_CHECKING:
    from dcxml.cli.contracts.catalogue import Catalogue
    from dcxml.cli.discovery.documents import Source

__all__ = ["Checker"]


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
