"""What documents or tables are of, where the command line does not say: what they say themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

import dcxml
from dcxml import arrow
from dcxml.cli.console.files import STANDARD_STREAM
from dcxml.cli.contracts.chosen_root import root_in, root_of
from dcxml.cli.contracts.root_names import choosing_element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dcxml.cli.contracts.chosen_root import ChosenRoot
    from dcxml.cli.discovery.documents import Source

__all__ = ["root_of_documents", "root_of_tables"]

_BEGINNING: Final = 1 << 16
"""The octets in which the start tag of a root is looked for."""


def root_of_documents(sources: Sequence[Source], schemas: Sequence[str], name: str | None) -> ChosenRoot:
    """Return the root of documents, without ``schemas`` by contracts that are derived from them.

    :raises DerivationError: where nothing can be derived.
    :raises OSError: where the first document that could tell the root cannot be read.
    :raises SchemaError: where the schemas cannot be read.
    :raises UnknownNameError: where no contract or element has the name.
    :raises UsageError: where stdin would have to be read twice, or no document tells its root.
    """
    if (not schemas or name is None) and any(source.place == STANDARD_STREAM for source in sources):
        raise click.UsageError("stdin (-) can be read once only; allowed: with --schema and --root")
    places = [source.place for source in sources if source.error is None]
    if name is None:
        name = _first_root(places)
    if schemas:
        return root_of(schemas, name)
    return root_in(dcxml.derive_contracts(*places).contracts, name)


def root_of_tables(tables: Sequence[str], schemas: Sequence[str], name: str | None) -> ChosenRoot:
    """Return the root of the rows of tables.

    :raises OSError: where the first table cannot be read.
    :raises SchemaError: where the schemas cannot be read.
    :raises TableError: where it is no table.
    :raises UnknownNameError: where no contract or element has the name.
    :raises UsageError: where there are no schemas, or the first table does not say what it was made of.
    """
    if not schemas:
        raise click.UsageError("rows of a table need their schemas: --schema PATH")
    found = name or arrow.contract_of(tables[0])
    if found is None:
        raise click.UsageError(f"{tables[0]} does not say what its rows are; allowed: with --root NAME")
    return root_of(schemas, found)


def _first_root(places: Sequence[str]) -> str:
    """Return the root of the first document, in Clark form."""
    if not places:
        raise click.UsageError("there is no document that tells its root; allowed: with --root NAME")
    with open(places[0], "rb") as file:  # noqa: PTH123 - a folder and a missing file are told as everywhere
        root = choosing_element(file.read(_BEGINNING))
    if root is None:
        raise click.UsageError(f"{places[0]} does not tell its root; allowed: a document of XML, or --root NAME")
    return root.clark
