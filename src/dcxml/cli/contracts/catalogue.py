"""Which contracts a document is judged by: those of named schemas, of the settings, or of the built-in catalogue."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from importlib import import_module
from typing import TYPE_CHECKING, Final

from attrs import define, field, frozen

import dcxml
from dcxml.cli.contracts.root_names import choosing_element
from dcxml.cli.contracts.schemas import load_schemas
from dcxml.cli.discovery.path_patterns import PathPatterns
from dcxml.contract import DataContractSet, UnresolvedDataContract
from dcxml.contract.model import own_root
from dcxml.qname import SERIALIZATION

if TYPE_CHECKING:
    from dcxml.cli.settings.common_options import CommonOptions
    from dcxml.cli.settings.configuration import Configuration
    from dcxml.qname import QName

__all__ = ["NOTHING", "Catalogue", "Load", "built_in_roots", "catalogue_for"]

Load = Callable[[Sequence[str]], DataContractSet]
"""Reads schemas by their paths."""
_BUILT_IN: Final = ("calendar",)
"""The modules of `dcxml.apis` whose contracts are known without a schema."""
NOTHING: Final = DataContractSet([])
"""The contracts of a document whose root cannot be told, or is of a built-in type."""
_EVERYTHING: Final = "**"
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


@frozen
class _Entry:
    """Schemas, and for which documents: by a pattern of the path, or by the namespace of the root."""

    key: str
    schemas: tuple[str, ...]

    @property
    def is_namespace(self) -> bool:
        """Whether the key is an absolute URI, and not a pattern."""
        return _SCHEME.match(self.key) is not None

    def fits(self, path: str) -> bool:
        """Tell whether the key is a pattern for a path."""
        return not self.is_namespace and PathPatterns.of([self.key]).cover(path)


@define(eq=False)
class Catalogue:
    """Contracts, each set read once, when a document first asks for it.

    The first entry that fits a document counts; after all of them, the built-in catalogue.
    """

    load: Load
    entries: tuple[_Entry, ...] = ()
    _sets: dict[tuple[str, ...], DataContractSet] = field(factory=dict)

    @classmethod
    def of(cls, load: Load, *, schemas: Sequence[str], configuration: Configuration) -> Catalogue:
        """Return the catalogue of the schemas that the command line names, or else of those in the settings."""
        if schemas:
            return cls(load, (_Entry(_EVERYTHING, tuple(schemas)),))
        return cls(
            load,
            tuple(_Entry(key, tuple(map(configuration.path, paths))) for key, paths in configuration.schemas.items()),
        )

    def read_all(self) -> None:
        """Read the schemas of all entries now.

        :raises SchemaError: where one is broken.
        """
        for entry in self.entries:
            self._read(entry.schemas)

    def read_common(self) -> None:
        """Read the schemas that every document is judged by, if there are any, before the first document.

        :raises SchemaError: where one is broken.
        """
        for entry in self.entries[:1]:
            if entry.key == _EVERYTHING:
                self._read(entry.schemas)

    def contracts_for(self, path: str, data: bytes) -> DataContractSet | None:
        """Return the contracts for a document; None where no schema is given for its root.

        ``path`` is that from the folder of the settings.

        :raises SchemaError: where the schema for it is broken.
        """
        for entry in self.entries:
            if entry.fits(path):
                return self._read(entry.schemas)
            if entry.is_namespace and (root := choosing_element(data)) is not None and root.namespace == entry.key:
                return self._read(entry.schemas)
        root = choosing_element(data)
        if root is None or root.namespace == SERIALIZATION:
            return NOTHING
        return next((contracts for contracts in _built_in() if root in _roots(contracts)), None)

    def _read(self, schemas: tuple[str, ...]) -> DataContractSet:
        if schemas not in self._sets:
            self._sets[schemas] = self.load(schemas)
        return self._sets[schemas]


def catalogue_for(options: CommonOptions, configuration: Configuration) -> Catalogue:
    """Return the catalogue of a command by its options, and where they name no schema, by the settings."""
    is_strict = configuration.strict_schemas if options.strict_schemas is None else options.strict_schemas
    load = partial(load_schemas, strict=is_strict, cached=not options.no_cache)
    return Catalogue.of(load, schemas=options.schemas, configuration=configuration)


def built_in_roots() -> list[QName]:
    """Return the global elements of the built-in catalogue that are not part of others."""
    found = []
    for contracts in _built_in():
        inner = {name for contract in contracts for name in contract.references() if name != contract.name}
        found += [own_root(contract.name) for contract in contracts if contract.name not in inner]
    return found


@cache
def _built_in() -> tuple[DataContractSet, ...]:
    return tuple(dcxml.contracts_of(import_module(f"dcxml.apis.{name}")) for name in _BUILT_IN)


def _roots(contracts: DataContractSet) -> set[QName]:
    own = {own_root(each.name) for each in contracts if not isinstance(each, UnresolvedDataContract)}
    return own | set(contracts.elements)
