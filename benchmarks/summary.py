"""A run at a glance: dcxml beside three peers, and the circumstances."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks.statistics_of_rounds import ratio, spread
from benchmarks.tables import NONE, Table, span, times
from benchmarks.turns import DIRECTIONS

if TYPE_CHECKING:
    from benchmarks.results import Results, Times

__all__ = ["circumstances", "summary"]

_BESIDE: Final = (".NET 8", "lxml")
_FASTER: Final = "xsdata"


def summary(results: Results) -> str:
    """Return dcxml's times, and how they are to those of three peers."""
    rows = [
        _row(name, document.times[direction], direction)
        for name, document in results.documents.items()
        for direction in DIRECTIONS
        if "dcxml" in document.times.get(direction, {})
    ]
    head = ("", "dcxml", *(f"of {peer}'s time" for peer in _BESIDE), f"times faster than {_FASTER}")
    return Table(head, rows).markdown()


def _row(name: str, by_peer: Times, direction: str) -> tuple[str, ...]:
    own = by_peer["dcxml"]
    found = spread(own)
    beside = [*(ratio(own, by_peer.get(peer, [])) for peer in _BESIDE), ratio(by_peer.get(_FASTER, []), own)]
    figures = (times(each.median) if each else NONE for each in beside)
    return (f"{direction} {name}", span(found.median) if found else NONE, *figures)


def circumstances(results: Results) -> str:
    """Return when, where and of what the run was."""
    told = results.circumstances
    machine = told["machine"]
    memory = f", {machine['memory_gigabytes']} GB" if machine.get("memory_gigabytes") else ""
    clock = " Times are the processor's." if results.options.get("clock") == "processor" else ""
    versions = ", ".join(f"{name} {version}" for name, version in told["versions"].items())
    quick = " It was a quick one (`--quick`): its figures are rough." if results.options.get("quick") else ""
    took = f"The run took {results.options['took'] / 60:.0f} minutes."
    return (
        f"Measured on {told['date']} at commit `{told['commit']}`, on {machine['processors']} processors of "
        f"{machine['processor']}{memory}, {machine['system']}. {took}{quick}{clock} With {versions}."
    )
