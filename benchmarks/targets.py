"""What is aimed at, and whether a run meets it."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from benchmarks.statistics_of_rounds import ratio

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.results import Results

__all__ = ["WHY", "Verdict", "verdicts"]

DCXML, DCXML_AT_ONCE, DOTNET, LXML, XSDATA = "dcxml", "dcxml (fast lane at once)", ".NET 8", "lxml", "xsdata"


@frozen
class Verdict:
    """An aim, what was measured, and whether that meets it; None where a run has not measured it.

    ``peer`` is whom the aim is about, if it is about one.
    """

    aim: str
    limit: str
    measured: str
    is_met: bool | None
    peer: str = ""


def verdicts(results: Results) -> list[Verdict]:
    """Return every aim in the light of a run."""
    return [*_beside_peers(results), _first_decode(results), _memory(results)]


WHY: Final = {
    DOTNET: (
        "CPython makes, or takes apart, every value as an object of its own, where .NET runs compiled code over fields "
        "of memory. An extension in C that fills an instance's slots could do it."
    ),
    LXML: (
        "lxml makes a tree in C and no Python object before it is asked for one, and dcxml has made every instance and "
        "value by then. Making them in C could do it."
    ),
    XSDATA: "xsdata's time, divided by the aim, is near what .NET and lxml take, so what is told of them holds here.",
}
"""Why an aim beside a peer may not be met, and what could do it."""


@frozen
class _Times:
    """An aim about the time of dcxml beside a peer's: at most so much of it, or so many times faster."""

    document: str
    direction: str
    peer: str
    at_most: float | None = None
    faster: float | None = None

    def words(self) -> tuple[str, str]:
        """Return what is aimed at, and the limit."""
        what = f"{self.direction} the {self.document} document"
        if self.at_most is not None:
            return f"{what}, beside {self.peer}", f"≤ {self.at_most:g}"
        return f"{what}, times faster than {self.peer}", f"≥ {self.faster:g}"

    def is_met(self, value: float) -> bool:
        """Tell whether a ratio meets it."""
        return value <= self.at_most if self.at_most is not None else value >= (self.faster or 0)


_AIMS: Final = (
    _Times("sample", "decode", DOTNET, at_most=1.0),
    _Times("sample", "encode", DOTNET, at_most=1.0),
    _Times("wide", "decode", DOTNET, at_most=0.75),
    _Times("wide", "encode", DOTNET, at_most=0.75),
    _Times("sample", "decode", LXML, at_most=1.0),
    _Times("wide", "decode", LXML, at_most=1.0),
    _Times("sample", "decode", XSDATA, faster=25),
    _Times("sample", "encode", XSDATA, faster=80),
    _Times("wide", "decode", XSDATA, faster=20),
    _Times("wide", "encode", XSDATA, faster=50),
)
FIRST_DECODE: Final = 0.150
"""The most seconds that the first decode of a class may take, compiling included."""
GROWTH_OF_MEMORY: Final = 0.10
"""How far the peak memory of `iterload` may be from its middle, whatever the size."""


def _beside_peers(results: Results) -> Iterator[Verdict]:
    for aim in _AIMS:
        document = results.documents.get(aim.document)
        times = document.times.get(aim.direction, {}) if document is not None else {}
        own, other = times.get(DCXML, []), times.get(aim.peer, [])
        found = ratio(own, other) if aim.at_most is not None else ratio(other, own)
        yield evolve(_verdict(*aim.words(), found and found.median, aim.is_met), peer=aim.peer)


def _verdict(
    aim: str, limit: str, value: float | None, is_met: Callable[[float], bool], shown: str = "{:.2f}"
) -> Verdict:
    if value is None:
        return Verdict(aim, limit, "not measured", None)
    return Verdict(aim, limit, shown.format(value), is_met(value))


def _first_decode(results: Results) -> Verdict:
    """Judge the slowest of the small documents, with and without the fast lane; a large one takes its own time."""
    found = {
        (name, peer): median(peers[peer]["decode"])
        for name, peers in results.fresh.items()
        for peer in (DCXML, DCXML_AT_ONCE)
        if name != "wide" and "decode" in peers.get(peer, {})
    }
    longest = max(found.values(), default=None)
    limit = f"< {FIRST_DECODE * 1e3:.0f} ms"
    return _verdict(
        "first decode of a class, compiling included, the fast lane too",
        limit,
        None if longest is None else longest * 1e3,
        lambda milliseconds: milliseconds < FIRST_DECODE * 1e3,
        "{:.0f} ms at most",
    )


def _memory(results: Results) -> Verdict:
    peaks = [row["read"]["megabytes"] for row in results.items]
    aim = "peak memory of `iterload`, whatever the size"
    limit = f"± {GROWTH_OF_MEMORY:.0%}"
    if len(peaks) < 2:
        return Verdict(aim, limit, "not measured", None)
    off = (max(peaks) - min(peaks)) / (max(peaks) + min(peaks))
    sizes = f"{results.items[0]['megabytes']:,.0f} to {results.items[-1]['megabytes']:,.0f} MB"
    return _verdict(aim, limit, off, lambda share: share <= GROWTH_OF_MEMORY, f"± {{:.1%}}, {sizes}")
