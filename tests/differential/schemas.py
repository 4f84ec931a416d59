"""The schemas of generated contract sets against those that .NET's ``XsdDataContractExporter`` makes of CLR types."""

from __future__ import annotations

import difflib
import re
import time
from typing import TYPE_CHECKING, Final

from attrs import define, field
from hypothesis import HealthCheck, Phase, given, seed, settings

from dcxml.contract import DataContractSet  # noqa: TC001 - Hypothesis reads the annotations
from dcxml.errors import SchemaError
from dcxml.qname import SERIALIZATION
from dcxml.xsd import schema_documents
from dcxml.xsd.text import schema_text
from differential import draws
from differential.subjects import NotLoadedError
from support import dotnet
from support.dotnet import DotnetError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["SETS", "SchemaDifference", "SchemaTally", "compare_schemas", "hunt_schemas"]

SETS: Final = 50
"""The contract sets of a batch."""
_TYPES_DIFFER: Final = "elements of one name have one type"
_DECLARATION: Final = re.compile(r"^<\?xml.*?\?>\s*")


class SchemaDifference(Exception):  # noqa: N818 - what is found, not what went wrong
    """Two schemas of one namespace that differ, or a verdict that does."""


@define
class SchemaTally:
    """What batches of contract sets showed: how many sets, by what both sides did, and what differs."""

    exported: int = 0
    refused: int = 0
    not_loaded: int = 0
    findings: list[str] = field(factory=list)

    def add(self, other: SchemaTally) -> None:
        """Add what another batch showed."""
        self.exported += other.exported
        self.refused += other.refused
        self.not_loaded += other.not_loaded
        self.findings += other.findings

    def __str__(self) -> str:
        """Tell the counts in a line."""
        return (
            f"schemas: {self.exported:,} contract sets exported to the same text, {self.refused:,} refused,"
            f" {self.not_loaded:,} that the CLR does not load; {len(self.findings):,} differences"
        )


def hunt_schemas(number: int, *, is_shrunk: bool = False, until: float = float("inf")) -> SchemaTally:
    """Return what a batch of contract sets shows; its ``number`` is the seed, every second has nasty names.

    ``is_shrunk`` ends at the first difference by raising it, with the smallest example that Hypothesis finds. After
    ``until``, a moment of `time.monotonic`, nothing more is compared.
    """
    dotnet.runtime()
    tally = SchemaTally()

    @seed(number)
    @settings(
        max_examples=SETS,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink] if is_shrunk else [Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(draws.exported_sets(hostile=number % 2 == 1))
    def compare(contracts: DataContractSet) -> None:
        if time.monotonic() < until:
            _count(tally, number, lambda: compare_schemas(contracts), is_shrunk=is_shrunk)

    compare()
    return tally


def _count(tally: SchemaTally, number: int, compare: Callable[[], str], *, is_shrunk: bool) -> None:
    try:
        verdict = compare()
    except NotLoadedError:
        verdict = "not_loaded"
    except SchemaDifference as difference:
        if is_shrunk:
            raise
        tally.findings.append(f"batch {number}: {difference}")
        return
    setattr(tally, verdict, getattr(tally, verdict) + 1)


def compare_schemas(contracts: DataContractSet) -> str:
    """Return what was done: ``exported``, by both to the same text, or ``refused``, by both or by XML Schema.

    :raises SchemaDifference: where one refuses what the other exports, or a schema's text differs.
    :raises NotLoadedError: where the CLR cannot load the types.
    """
    ours, theirs = _ours(contracts), _theirs(contracts)
    if isinstance(ours, str) and _TYPES_DIFFER in ours:  # a schema that XML Schema does not allow: docs/differences.md
        return "refused"
    if isinstance(ours, str) or isinstance(theirs, str):
        if isinstance(ours, str) and isinstance(theirs, str):
            return "refused"
        raise SchemaDifference(f"one side refuses\n  dcxml: {_verdict(ours)}\n  .NET:  {_verdict(theirs)}")
    for namespace in dict.fromkeys((*theirs, *ours)):
        if theirs.get(namespace) != ours.get(namespace):
            lines = [(side.get(namespace) or "nothing").splitlines() for side in (theirs, ours)]
            changes = "\n".join(difflib.unified_diff(*lines, ".NET", "dcxml", lineterm="", n=2))
            raise SchemaDifference(f"the schema of {namespace!r} differs\n{changes}")
    return "exported"


def _ours(contracts: DataContractSet) -> dict[str, str] | str:
    try:
        documents = schema_documents(contracts.depth_first())
    except SchemaError as error:
        return str(error)
    documents.pop(SERIALIZATION, None)
    return {namespace: _text(schema_text(root)) for namespace, root in documents.items()}


def _theirs(contracts: DataContractSet) -> dict[str, str] | str:
    system = dotnet.runtime().system
    try:
        types = dotnet.clr_types(contracts)
    except (system.TypeLoadException, system.NotSupportedException) as error:
        raise NotLoadedError(str(error.Message)) from None
    try:
        texts = types.export()
    except DotnetError as error:
        return str(error)
    texts.pop(SERIALIZATION, None)
    return {namespace: _text(text) for namespace, text in texts.items()}


def _text(text: str) -> str:
    return _DECLARATION.sub("", text.replace("\r\n", "\n")).rstrip("\n")


def _verdict(side: dict[str, str] | str) -> str:
    return side if isinstance(side, str) else "exports it"
