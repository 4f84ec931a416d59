"""What a hunt has seen, and the tables it prints."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import define, field, frozen

from dcxml import Dialect

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Finding", "Tally"]

DIALECTS: Final = tuple(dialect.value for dialect in Dialect)
VERDICTS: Final = ("read", "refused", "read, and not to be written")


@frozen
class Finding:
    """A difference: the batch that found it, what was compared there, what differs, and the classes."""

    batch: int
    label: str
    difference: str
    source: str

    def __str__(self) -> str:
        """Show all that is needed to make a case of it."""
        return f"batch {self.batch}, {self.label}: {self.difference}\n{self.source}"


@define
class Tally:
    """Counts that add up: contract sets, values by feature and dialect, documents by change, dialect and verdict."""

    sets: int = 0
    not_loaded: int = 0
    refused: int = 0
    values: Counter[str] = field(factory=Counter)
    features: Counter[tuple[str, str]] = field(factory=Counter)
    documents: Counter[tuple[str, str, str]] = field(factory=Counter)
    findings: list[Finding] = field(factory=list)

    @property
    def examples(self) -> int:
        """Count the values and documents compared, each dialect by itself."""
        return self.values.total() + self.documents.total()

    def value(self, features: Iterable[str], dialect: Dialect) -> None:
        """Count a value that was compared in a dialect."""
        self.values[dialect.value] += 1
        self.features.update((feature, dialect.value) for feature in features)

    def document(self, label: str, dialect: Dialect, verdict: str) -> None:
        """Count a document that was compared in a dialect."""
        self.documents[label, dialect.value, verdict] += 1

    def add(self, other: Tally) -> None:
        """Add what another process counted."""
        self.sets += other.sets
        self.not_loaded += other.not_loaded
        self.refused += other.refused
        self.values.update(other.values)
        self.features.update(other.features)
        self.documents.update(other.documents)
        self.findings.extend(other.findings)

    def lacking(self, features: Iterable[str], changes: Iterable[str]) -> list[str]:
        """Return the features and changes that no dialect has an example of."""
        seen = {feature for feature, _ in self.features} | {change for change, _, _ in self.documents}
        return [label for label in (*features, *changes) if label not in seen]

    def lines(self, features: Iterable[str], changes: Iterable[str]) -> Iterator[str]:
        """Yield the tables: each feature by dialect, each change by dialect and verdict; rows of none included."""
        yield f"{'feature of contracts and values':<44}" + "".join(f"{name:>12}" for name in DIALECTS)
        for feature in features:
            yield f"{feature:<44}" + "".join(f"{self.features[feature, name]:>12,}" for name in DIALECTS)
        yield ""
        columns = [(name, verdict) for name in DIALECTS for verdict in VERDICTS]
        yield f"{'change of the document':<44}" + "".join(f"{name:>30}" for name in DIALECTS)
        yield f"{'':<44}" + "".join(f"{title:>10}" for _ in DIALECTS for title in ("read", "refused", "unwritable"))
        for change in changes:
            yield f"{change:<44}" + "".join(f"{self.documents[(change, *column)]:>10,}" for column in columns)
        yield ""
        yield (
            f"{self.examples:,} examples: {self.values.total():,} values and {self.documents.total():,} documents of"
            f" {self.sets:,} contract sets; {self.not_loaded:,} sets that the CLR cannot load;"
            f" {self.refused:,} values that dcxml refuses to write;"
            f" {len(self.findings):,} differences"
        )
