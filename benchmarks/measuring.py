"""A run: each part that was asked for, one after the other."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import define, field, frozen
from lxml import etree

from benchmarks.clock import CLOCK_VARIABLE
from benchmarks.documents import DOCUMENTS, widened, write_subject
from benchmarks.fresh import measure_fresh
from benchmarks.growth import measure_growth
from benchmarks.import_times import import_times
from benchmarks.items import measure_items
from benchmarks.machine import circumstances
from benchmarks.peers import PEERS
from benchmarks.results import DocumentResults, Results
from benchmarks.team import PeerError, Worker
from benchmarks.turns import DIRECTIONS, Pace, take_turns

if TYPE_CHECKING:
    from benchmarks.subject import Subject

__all__ = ["PARTS", "Plan", "run"]

PARTS: Final = ("documents", "growth", "fresh", "imports", "items")


@frozen(kw_only=True)
class Plan:
    """What is measured, and for how long.

    ``budget`` is the most seconds that one call may take while the document grows: a peer that would take longer is
    left out from there on. ``items`` are those of the wide document in all other parts.
    """

    is_quick: bool
    clock: str
    documents: tuple[str, ...]
    peers: tuple[str, ...]
    parts: tuple[str, ...]
    pace: Pace
    items: int
    sizes: tuple[int, ...]
    budget: float
    fresh: tuple[str, ...]
    fresh_rounds: int
    import_rounds: int
    megabytes: tuple[int, ...]


@define
class _Run:
    """A run under way."""

    plan: Plan
    folder: Path
    results: Results
    begun: float = field(factory=time.monotonic)
    _subjects: dict[str, Subject] = field(factory=dict)

    @property
    def peers(self) -> list[str]:
        """The peers that are installed and timed."""
        return [name for name in self.plan.peers if name not in self.results.missing and PEERS[name].is_timed]

    def say(self, text: str) -> None:
        """Tell how far the run is."""
        print(f"{time.monotonic() - self.begun:5.0f} s  {text}", file=sys.stderr, flush=True)

    def subject(self, name: str) -> Subject:
        """Return a document in files."""
        if name not in self._subjects:
            subject = write_subject(DOCUMENTS[name], self.folder)
            self._subjects[name] = widened(subject, self.plan.items) if name == "wide" else subject
        return self._subjects[name]

    def documents(self) -> None:
        """Let all peers take turns at each document."""
        with ExitStack() as stack:
            workers = {name: stack.enter_context(Worker(name)) for name in self.peers}
            for name in self.plan.documents:
                self.results.documents[name] = self._document(name, workers)

    def _document(self, name: str, team: dict[str, Worker]) -> DocumentResults:
        subject = self.subject(name)
        data = subject.octets()
        found = DocumentResults(
            title=DOCUMENTS[name].title.format(items=self.plan.items),
            octets=len(data),
            elements=sum(1 for _ in etree.fromstring(data).iter()),
        )
        workers = dict(team)
        self.say(f"{name}: what becomes of it")
        for peer, worker in team.items():
            try:
                worker.open(subject)
                found.told[peer] = worker.ask("round_trip")["told"]
            except PeerError as error:
                found.errors[peer] = str(error)
                del workers[peer]
        for direction in DIRECTIONS:
            self.say(f"{name}: {direction}, {len(workers)} peers")
            turns = take_turns(workers, direction, self.plan.pace)
            found.times[direction] = turns.times
            found.errors.update(turns.errors)
        for worker in workers.values():
            worker.close()
        return found

    def growth(self) -> None:
        """Let the wide document grow, one peer after the other."""
        subject = self.subject("wide")
        subjects = {size: widened(subject, size) for size in self.plan.sizes}
        self.results.growth = measure_growth(self.peers, subjects, budget=self.plan.budget, say=self.say)

    def fresh(self) -> None:
        """Let each peer read and write a document for the first time, in a process of its own."""
        for name in self.plan.fresh:
            self.say(f"{name}: first calls and memory")
            peers = [each for each in self.plan.peers if each not in self.results.missing]
            rounds = 1 if name == "wide" else self.plan.fresh_rounds  # a large one is the same each time
            self.results.fresh[name] = measure_fresh(peers, self.subject(name), rounds=rounds)

    def imports(self) -> None:
        """Time what importing each peer costs."""
        self.say("imports")
        statements = dict.fromkeys(
            ["import dcxml", *(PEERS[name].imports for name in self.peers if PEERS[name].imports)]
        )
        self.results.imports = import_times(statements, self.plan.import_rounds)

    def items(self) -> None:
        """Write and read large documents item by item."""
        for megabytes in self.plan.megabytes:
            self.say(f"items: {megabytes:,} MB")
            self.results.items += measure_items([megabytes])


def _version(peer: str) -> str:
    """Return the version of a peer; only where it has to be asked of a runtime in a process of its own."""
    if PEERS[peer].distribution:
        return PEERS[peer].version()
    with Worker(peer) as worker:
        version: str = worker.ask("version")["version"]
        return version


def run(plan: Plan) -> Results:
    """Measure what the plan says."""
    os.environ[CLOCK_VARIABLE] = plan.clock  # workers inherit it
    results = Results(circumstances=circumstances())
    results.missing = {name: missing for name in plan.peers if (missing := PEERS[name].missing())}
    with tempfile.TemporaryDirectory(prefix="dcxml-benchmarks-") as folder:
        under_way = _Run(plan, Path(folder), results)
        for name, missing in results.missing.items():
            under_way.say(f"left out: {name}, for there is no module {missing} (extra `benchmark`)")
        results.versions = {name: _version(name) for name in plan.peers if name not in results.missing}
        for part in plan.parts:
            getattr(under_way, part)()
        results.options = {
            "quick": plan.is_quick,
            "clock": plan.clock,
            "documents": list(plan.documents),
            "parts": list(plan.parts),
            "seconds": plan.pace.seconds,
            "rounds": plan.pace.rounds,
            "took": time.monotonic() - under_way.begun,
        }
    return results
