"""Documents drawn and judged: what is against the promises is a finding, told with the document."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, Self

from attrs import define, field
from hypothesis import HealthCheck, Phase, given, seed, settings
from lxml import etree

import dcxml
from dcxml.strategies import documents, invalid_documents
from dcxml.validation import validate
from support.fact_judge import judge
from support.trial_runs import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dcxml.strategies import Case, Label
    from promises.subjects import Promised
    from support.fact_judge import Judgement

__all__ = ["PromiseTally", "try_invalid", "try_valid"]

_BATCH: Final = 500
_FACTS: Final = "(valid, readable, lossless)"


@define
class PromiseTally(Tally):
    """By how many judges, and of how many kinds of mutation, too.

    Of those that are ``unwritten`` it is not known what .NET lost, for it cannot write what it read.
    """

    by_xmlschema: int = 0
    unwritten: int = 0
    kinds: Counter[str] = field(factory=Counter)

    def details(self) -> Iterator[str]:
        """Tell it."""
        yield f"{len(self.kinds)} kinds" if self.kinds else f"{self.by_xmlschema:,} by xmlschema too"
        if self.unwritten:
            yield f"{self.unwritten:,} that .NET reads and cannot write"

    def add(self, other: Self) -> None:
        """Count what another has counted."""
        super().add(other)
        self.by_xmlschema += other.by_xmlschema
        self.unwritten += other.unwritten
        self.kinds += other.kinds


def try_valid(promised: Promised, count: int, *, start: int, xmlschema_every: int, until: float) -> PromiseTally:
    """Draw valid documents in any spelling: all judges accept each, .NET loses nothing, and it round-trips."""
    tally = PromiseTally()

    def check(data: bytes) -> None:
        tally.tried += 1
        if promised.judges.libxml2.validate(etree.fromstring(data)) is False:
            raise AssertionError(f"libxml2: {promised.judges.libxml2.error_log.last_error.message}")
        if tally.tried % xmlschema_every == 0:
            tally.by_xmlschema += 1
            faults = [f"{each.reason} ({each.path})" for each in promised.judges.xmlschema.iter_errors(data)]
            assert not faults, f"xmlschema: {faults}"
        found = [str(each) for each in validate(data, promised.contracts)]
        assert not found, f"validate: {found}"
        judgement = judge(data, promised.subject)
        assert judgement.readable, f".NET: {judgement.why}"
        assert judgement.lossless or judgement.is_unwritten, f".NET loses: {judgement.why}"
        tally.unwritten += judgement.is_unwritten
        value = dcxml.loads(data, promised.annotation)
        again = dcxml.loads(dcxml.dumps(value, promised.annotation), promised.annotation)
        assert dcxml.identical(value, again), "it does not round-trip"

    strategy = documents(promised.annotation, values=promised.values)
    _run(strategy, check, tally, count, start=start, until=until, told=repr)
    return tally


def try_invalid(promised: Promised, count: int, *, start: int, mutations: int, until: float) -> PromiseTally:
    """Draw invalid documents: each is refused as its label says, at its path, and treated by .NET as its row says."""
    tally = PromiseTally()

    def check(case: Case) -> None:
        tally.tried += 1
        tally.kinds.update(each.id for each in case.mutations)
        found = Counter((each.code, each.path) for each in validate(case.data, promised.contracts))
        assert Counter(case.findings) == found, f"validate: {found}"
        judgement = judge(case.data, promised.subject)
        said, judged = _facts(case.label), _facts(judgement)
        if judgement.is_unwritten:  # an enumeration without a 0, for one, which is what an absent member is
            tally.unwritten += 1
            said, judged = said[:2], judged[:2]
        assert said == judged, f"the label says {said} {_FACTS}, the judges say {judged}: {judgement.why}"

    strategy = invalid_documents(promised.annotation, values=promised.values, mutations=mutations)
    _run(strategy, check, tally, count, start=start, until=until, told=lambda case: f"{case}\n{case.data!r}")
    return tally


def _facts(of: Label | Judgement) -> tuple[bool, ...]:
    return of.schema_valid, of.readable, of.lossless


def _run(  # noqa: PLR0913 - what is drawn, and how
    strategy: Any,
    check: Callable[[Any], None],
    tally: PromiseTally,
    count: int,
    *,
    start: int,
    until: float,
    told: Callable[[Any], str],
) -> None:
    batch = 0
    while tally.tried < count and time.monotonic() < until:

        @seed(start * 1_000_003 + batch)
        @settings(
            max_examples=min(_BATCH, count - tally.tried),
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=[HealthCheck.too_slow],
        )
        @given(strategy)
        def run(drawn: Any) -> None:
            try:
                check(drawn)
            except Exception as error:  # noqa: BLE001 - the run goes on
                tally.findings.append(f"{type(error).__name__}: {error}\n{told(drawn)[:3000]}")

        before = tally.tried
        run()
        batch += 1
        if tally.tried == before:
            break
