"""A run in a few sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks.statistics_of_rounds import ratio, spread
from benchmarks.tables import span, times
from benchmarks.turns import DIRECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.results import DocumentResults, Results

__all__ = ["circumstances", "summary"]

_BESIDE: Final = {
    ".NET 8": "{} of .NET 8's time",
    "lxml": "{} of what lxml takes for a tree alone",
    "xsdata": "xsdata takes {} times as long",
}
_VERBS: Final = {"decode": "read", "encode": "written"}


def summary(results: Results) -> str:
    """Return what became of each document, as a list."""
    return "\n".join(
        f"- **{name}** ({document.octets:,} bytes): {'; '.join(_sentences(document))}."
        for name, document in results.documents.items()
    )


def _sentences(document: DocumentResults) -> Iterator[str]:
    for direction in DIRECTIONS:
        by_peer = document.times.get(direction, {})
        own = by_peer.get("dcxml", [])
        found = spread(own)
        if found is None:
            continue
        beside = []
        for peer, words in _BESIDE.items():
            compared = ratio(by_peer.get(peer, []), own) if "long" in words else ratio(own, by_peer.get(peer, []))
            if compared is not None:
                beside.append(words.format(times(compared.median)))
        yield f"{_VERBS[direction]} in {span(found.median)}{', ' if beside else ''}{', '.join(beside)}"


def circumstances(results: Results) -> str:
    """Return when, where and of what the run was."""
    told = results.circumstances
    machine = told["machine"]
    memory = f", {machine['memory_gigabytes']} GB" if machine.get("memory_gigabytes") else ""
    versions = ", ".join(f"{name} {version}" for name, version in told["versions"].items())
    quick = " It was a quick one (`--quick`): its figures are rough." if results.options.get("quick") else ""
    took = f"It took {results.options['took'] / 60:.0f} minutes" if results.options.get("took") else ""
    return (
        f"Measured on {told['date']} at commit `{told['commit']}`, on {machine['processors']} processors of "
        f"{machine['processor']}{memory}, {machine['system']}. {took}.{quick} {versions}."
    )
