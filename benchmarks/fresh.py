"""First calls: what reading and writing takes in a new process, all compiling included, and how much memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.team import PeerError, Worker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.subject import Subject

__all__ = ["measure_fresh"]


def measure_fresh(peers: Iterable[str], subject: Subject, *, rounds: int) -> dict[str, dict[str, Any]]:
    """Return by peer the seconds of its first call in each direction, and the megabytes before and after reading.

    What a peer makes ready before, such as compiled schemas or generated classes, is not in the seconds.
    """
    return {peer: _first_calls(peer, subject, rounds) for peer in peers}


def _first_calls(peer: str, subject: Subject, rounds: int) -> dict[str, Any]:
    found: dict[str, Any] = {"decode": [], "encode": [], "before": [], "after": []}
    for _ in range(rounds):
        with Worker(peer) as worker:
            try:
                found["before"].append(worker.open(subject)["megabytes"])
                first = worker.ask("first")
            except PeerError as error:
                return {"error": str(error)}
        found["decode"].append(first["decode"])
        found["encode"].append(first["encode"])
        found["after"].append(first["megabytes"])
    return found
