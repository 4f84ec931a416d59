"""How time grows with the document: the wide one with more and more items, for each peer until it takes too long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks.team import PeerError, Worker
from benchmarks.turns import DIRECTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from benchmarks.subject import Subject

__all__ = ["measure_growth"]

_WARM: Final = 0.1
"""The seconds that a peer has to get warm at each size; it keeps what it learned at smaller ones."""
_WARM_AT_FIRST: Final = 1.0
"""The same at the first size, where it has learned nothing yet."""
_WARM_LIMIT: Final = 2.0
_MORE: Final = ((0.5, 2), (2.0, 1))
"""How often more than once a call is timed that takes less than so many seconds; the least time counts."""
Times = dict[str, float | str]


def measure_growth(
    peers: Iterable[str], subjects: Mapping[int, Subject], *, budget: float, say: Callable[[str], None]
) -> dict[str, dict[str, Times]]:
    """Return by direction and peer the seconds at each number of items, or the reason why there are none.

    A peer is left out where a call would take longer than the budget, judged by the size before.
    """
    growth: dict[str, dict[str, Times]] = {direction: {} for direction in DIRECTIONS}
    for peer in peers:
        say(f"growth: {peer}")
        found: dict[str, Times] = {direction: {} for direction in DIRECTIONS}
        with Worker(peer) as worker:
            for size, subject in subjects.items():
                _grow(worker, subject, size, found, budget)
        for direction, times in found.items():
            growth[direction][peer] = times
    return growth


def _grow(worker: Worker, subject: Subject, size: int, found: Mapping[str, Times], budget: float) -> None:
    reason = next(filter(None, (_reason_to_leave(times, size, budget) for times in found.values())), "")
    if reason:
        for times in found.values():
            times[str(size)] = reason
        return
    try:
        worker.open(subject)
        for direction, times in found.items():
            times[str(size)] = _least(worker, direction, _WARM if times else _WARM_AT_FIRST)
        worker.close()
    except PeerError as error:
        for times in found.values():
            times.setdefault(str(size), str(error))


def _reason_to_leave(times: Times, size: int, budget: float) -> str:
    """Return why a size is left out, by the one before; an empty text where it is not."""
    if not times:
        return ""
    before, seconds = list(times.items())[-1]
    if isinstance(seconds, str):
        return seconds
    expected = seconds * size / int(before)
    return (
        f"left out from {size:,} items on: a call would take some {expected:.3g} s, and the budget is {budget:g} s"
        if expected > budget
        else ""
    )


def _least(worker: Worker, direction: str, warm: float) -> float:
    """Return the least seconds of a call, of a few, after so many seconds to get warm."""
    seconds: float = worker.ask("prepare", direction=direction, seconds=warm, at_most=_WARM_LIMIT)["seconds"]
    more = next((times for most, times in _MORE if seconds < most), 0)
    calls = max(1, int(_WARM / max(seconds, 1e-9)))
    return min([seconds, *(worker.ask("work", times=calls)["seconds"] for _ in range(more))])
