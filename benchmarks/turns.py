"""Turns: in each round every peer does a batch, so that what the machine does meanwhile hits all alike.

The order of a round is that of the one before, reversed. A peer whose call takes longer than its share of a round
comes to fewer rounds, evenly spread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import define, field, frozen

from benchmarks.team import PeerError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.team import Worker

__all__ = ["DIRECTIONS", "Pace", "Turns", "take_turns"]

DIRECTIONS: Final = ("decode", "encode")
_FEWEST: Final = 3
"""The fewest rounds that a peer comes to."""
_SHORTEST: Final = 0.002
"""The least seconds of a batch that the clock is trusted with."""


@frozen(kw_only=True)
class Pace:
    """How long is measured: the rounds, and the seconds of a peer in all of them.

    Before, a peer has ``warm_seconds`` to get warm, and up to ``warm_limit`` where it needs a number of calls.
    """

    rounds: int
    seconds: float
    warm_seconds: float
    warm_limit: float


@define
class Turns:
    """What came of the rounds: the seconds of a call by peer, None for a round that it left out."""

    times: dict[str, list[float | None]] = field(factory=dict)
    errors: dict[str, str] = field(factory=dict)


def take_turns(workers: Mapping[str, Worker], direction: str, pace: Pace) -> Turns:
    """Let workers that have the same document open take turns at reading or writing it."""
    turns, batches = Turns(), {}
    for name, worker in workers.items():
        try:
            ready = worker.ask("prepare", direction=direction, seconds=pace.warm_seconds, at_most=pace.warm_limit)
        except PeerError as error:
            turns.errors[name] = str(error)
            continue
        batches[name] = _Batch.of(ready["seconds"], pace)
        turns.times[name] = []
    for number in range(pace.rounds):
        names = [name for name in batches if name not in turns.errors]
        for name in names if number % 2 else reversed(names):
            turns.times[name].append(_turn(workers[name], batches[name], number, turns))
    for name in turns.errors:
        turns.times.pop(name, None)
    return turns


def _turn(worker: Worker, batch: _Batch, number: int, turns: Turns) -> float | None:
    if number % batch.every:
        return None
    try:
        seconds: float = worker.ask("work", times=batch.calls)["seconds"]
    except PeerError as error:
        turns.errors[worker.peer] = str(error)
        return None
    return seconds


@frozen
class _Batch:
    """So many calls, in every such round."""

    calls: int
    every: int

    @classmethod
    def of(cls, seconds: float, pace: Pace) -> _Batch:
        """Choose them for a call that takes so many seconds."""
        share = max(pace.seconds / pace.rounds, _SHORTEST)
        calls = max(1, round(share / max(seconds, 1e-9)))
        rounds = min(pace.rounds, max(_FEWEST, int(pace.seconds / (calls * max(seconds, 1e-9)))))
        return cls(calls, max(1, pace.rounds // rounds))
