"""Documents as rows: read one by one or by several processes, gathered to batches, written; errors told and counted."""

from __future__ import annotations

from bisect import bisect_right
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from attrs import define, field, frozen

import dcxml
from dcxml import arrow
from dcxml.cli.console.files import described, open_sources
from dcxml.cli.console.output import tell_error
from dcxml.cli.exit_codes import ExitCode
from dcxml.codec.item_places import item_place
from dcxml.qname import QName

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dcxml.arrow import ColumnTypes
    from dcxml.cli.console.progress import Progress
    from dcxml.cli.contracts.chosen_root import ChosenRoot
    from dcxml.cli.discovery.documents import Source
    from dcxml.codec.item_places import ItemPlace

__all__ = ["Conversion", "Found", "known_types_of", "rows_of_documents", "rows_of_items"]

Row = tuple[str, Any]
"""The document that a row is of, and its value, or the error instead."""


@frozen(kw_only=True)
class Found:
    """The rows of a run: what they are, which types may stand in them, and whether they are items of documents."""

    annotation: Any
    known_types: tuple[Any, ...]
    rows: Iterable[Row]
    are_items: bool = False


def rows_of_documents(sources: Sequence[Source], chosen: ChosenRoot, *, unknown: Any, jobs: int) -> Found:
    """Return the rows of documents, each of which is one."""
    known = known_types_of(chosen)

    def rows() -> Iterator[Row]:
        there = [source for source in sources if source.error is None]
        places = [open_sources([source.place])[0] for source in there]
        read = dcxml.load_many(
            places,  # type: ignore[arg-type]  # stdin is a file with a name
            chosen.annotation,
            jobs=min(jobs, len(there)) or 1,
            on_error="collect",
            unknown=unknown,
            known_types=known,
        )
        for source in sources:
            yield source.name, source.error or next(read)

    return Found(annotation=chosen.annotation, known_types=known, rows=rows())


def rows_of_items(sources: Sequence[Source], chosen: ChosenRoot, item: str, *, unknown: Any) -> Found:
    """Return the rows of documents of which each item of a collection is one.

    :raises UnknownNameError: where there is no such collection.
    """
    known = known_types_of(chosen)
    codec, root, _, _ = dcxml.DataContractSerializer(chosen.annotation, known_types=known).compiled
    place = item_place(codec.plan, root, item)

    def rows() -> Iterator[Row]:
        for source in sources:
            if source.error is not None:
                yield source.name, source.error
                continue
            (opened,) = open_sources([source.place])
            items = dcxml.iterload(opened, chosen.annotation, item=item, unknown=unknown, known_types=known)
            try:
                for value in items:
                    yield source.name, _pair(value) if place.contract.is_dictionary else value
            except (dcxml.DecodeError, OSError) as error:
                yield source.name, error

    return Found(annotation=_annotation(place, chosen), known_types=known, rows=rows(), are_items=True)


def known_types_of(chosen: ChosenRoot) -> tuple[Any, ...]:
    """Return every type of the schemas: any may stand where a base of it is declared."""
    names = (contract.name.clark for contract in chosen.contracts)
    return tuple(chosen.binding[name] for name in names if name in chosen.binding)


def _annotation(place: ItemPlace, chosen: ChosenRoot) -> Any:
    """Return what the items of a collection are."""
    item = place.contract.item
    if isinstance(item, QName):
        return chosen.binding.annotation_of(item)
    key, value = (chosen.binding.annotation_of(part.type) for part in item)
    pair: Any = dcxml.KeyValuePair
    return pair[key, value | None if item[1].is_nillable else value]


def _pair(entry: tuple[Any, Any]) -> Any:
    return dcxml.KeyValuePair(key=entry[0], value=entry[1])


class _NothingWrittenError(Exception):
    """Ends the writing of a table that is not to be replaced."""


@define
class Conversion:
    """Writes rows to a table; ``code`` says how it went."""

    found: Found
    progress: Progress
    types: ColumnTypes = field(kw_only=True)
    rows: int = field(kw_only=True)
    skips: bool = field(kw_only=True)
    code: ExitCode = field(init=False, default=ExitCode.NOTHING_FOUND)
    _files: list[tuple[int, str]] = field(init=False, factory=list)
    """The first row of each document, and the document's name."""

    def write(self, output: str) -> int:
        """Write the table, if everything can be converted or the rest may be left out; return how many rows it has.

        :raises OSError: where it cannot be written.
        :raises TableError: where the contract has no table.
        """
        written = 0
        batches = arrow.to_batches(
            self._values(),
            self.found.annotation,
            rows=self.rows,
            known_types=self.found.known_types,
            types=self.types,
            on_error=self._refuse,
        )
        with suppress(_NothingWrittenError), arrow.table_writer(output, batches.schema) as writer:
            for batch in batches:
                if self.is_to_be_written:
                    writer.write_batch(batch)
                    written += batch.num_rows
            if not self.is_to_be_written:
                raise _NothingWrittenError
        return written

    @property
    def is_to_be_written(self) -> bool:
        """Whether there will be a table, as far as is known."""
        return self.skips or self.code is ExitCode.NOTHING_FOUND

    def _values(self) -> Iterator[Any]:
        """Yield the values, and tell the errors that stand in their places."""
        count = 0
        for name, value in self.found.rows:
            if isinstance(value, Exception):
                self._tell(name, value)
                continue
            if not self._files or self._files[-1][1] != name:
                self._files.append((count, name))
            count += 1
            self.progress.step()
            yield value

    def _refuse(self, error: dcxml.TableError) -> None:
        """Tell of a value that no row holds, by its place in its document."""
        row = error.row or 0
        first, name = self._files[bisect_right(self._files, row, key=lambda each: each[0]) - 1]
        error.file, error.row = name, row - first if self.found.are_items else None
        self._tell(name, error)

    def _tell(self, name: str, error: Exception) -> None:
        self.progress.clear()
        if isinstance(error, OSError):
            tell_error(described(error) if error.filename else f"{name}: {described(error)}")
            self.code = ExitCode.ERROR
        else:
            tell_error(str(error))
            self.code = max(self.code, ExitCode.FOUND)
