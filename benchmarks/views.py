"""Results as tables: the same ones that the terminal shows and that the page has."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.fidelity import IDENTICAL, SPELLED_OTHERWISE
from benchmarks.import_times import BARE
from benchmarks.line_fit import fit_line
from benchmarks.peers import PEERS
from benchmarks.statistics_of_rounds import ratio, spread
from benchmarks.tables import NONE, Table, span, times
from benchmarks.targets import DCXML, WHY, verdicts
from benchmarks.turns import DIRECTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.results import DocumentResults, Results
    from benchmarks.statistics_of_rounds import Spread

__all__ = [
    "document_table",
    "first_calls_table",
    "growth_table",
    "imports_table",
    "items_table",
    "memory_table",
    "peers_table",
    "targets_table",
]


def targets_table(results: Results) -> Table:
    """Return the aims and how far they are met."""
    words = {True: "yes", False: "**no**", None: NONE}
    found = verdicts(results)
    rows = [(each.aim, each.limit, each.measured, words[each.is_met]) for each in found]
    missed = dict.fromkeys(each.peer for each in found if each.peer and each.is_met is False)
    below = [f"- Not met beside {peer}: {WHY[peer]}" for peer in missed]
    return Table(("what", "aim", "measured", "met?"), rows, below, is_of_texts=True)


def peers_table(results: Results) -> Table:
    """Return who is measured, and in which version."""
    rows = [
        (_name(peer.name), results.versions.get(peer.name, NONE), peer.title, peer.gives) for peer in PEERS.values()
    ]
    return Table(("peer", "version", "called", "what it gives"), rows, is_of_texts=True)


def document_table(results: Results, name: str) -> Table:
    """Return the times of all peers at a document, the fastest reader first, and what becomes of the document."""
    found = results.documents[name]
    decoded = found.times.get("decode", {})
    names = sorted(decoded, key=lambda peer: _median(decoded[peer]))
    rows = [_times_row(found, peer) for peer in names]
    lost = [name for name in names if found.told.get(name, IDENTICAL) not in (IDENTICAL, SPELLED_OTHERWISE)]
    below = [f"- {peer} gives back: {found.told[peer]}" for peer in lost]
    below += [f"- {peer} cannot do it: `{error}`" for peer, error in found.errors.items()]
    below += [f"- {peer} was not there: no module `{module}`" for peer, module in results.missing.items()]
    return Table(("", "decode", "times dcxml", "encode", "times dcxml", "comes back"), rows, below)


def _times_row(found: DocumentResults, peer: str) -> tuple[str, ...]:
    cells = [_name(peer)]
    for direction in DIRECTIONS:
        by_peer = found.times.get(direction, {})
        figure = spread(by_peer.get(peer, []))
        beside = ratio(by_peer.get(peer, []), by_peer.get(DCXML, []))
        cells += [span(figure.median) if figure else NONE, _ratio(beside) if peer != DCXML else "1"]
    words = {IDENTICAL: "identical", SPELLED_OTHERWISE: "same content", "": NONE}
    return (*cells, words.get(found.told.get(peer, ""), "changed"))


def _ratio(found: Spread | None) -> str:
    """Return a median with its quartiles."""
    if found is None:
        return NONE
    return f"{times(found.median)} ({times(found.lower)} to {times(found.upper)})"


def _median(values: Sequence[float | None]) -> float:
    found = spread(values)
    return found.median if found else float("inf")


def _name(peer: str) -> str:
    return f"**{peer}**" if peer == DCXML else peer


def growth_table(results: Results, direction: str) -> Table:
    """Return the times of all peers as the document grows."""
    by_peer = results.growth.get(direction, {})
    sizes = list(dict.fromkeys(size for times_of in by_peer.values() for size in times_of))
    rows, reasons = [], {}
    for peer, found in by_peer.items():
        cells = [found.get(size, "") for size in sizes]
        rows.append((_name(peer), *(span(cell) if isinstance(cell, float) else NONE for cell in cells)))
        reasons[peer] = next((cell for cell in cells if isinstance(cell, str) and cell), "")
    below = [f"- {peer}: {reason}" for peer, reason in reasons.items() if reason]
    return Table(("items", *(f"{int(size):,}" for size in sizes)), rows, below)


def first_calls_table(results: Results) -> Table:
    """Return what the first decode in a process takes, by document."""
    return _fresh_table(results, lambda found: span(median(found["decode"])))


def memory_table(results: Results) -> Table:
    """Return the peak memory of a process that has read one document, and what of it reading took."""
    return _fresh_table(
        results,
        lambda found: f"{median(found['after']):,.0f} (+{median(found['after']) - median(found['before']):,.0f})",
    )


def _fresh_table(results: Results, cell: Callable[[dict[str, Any]], str]) -> Table:
    names = list(results.fresh)
    peers = list(dict.fromkeys(peer for rows in results.fresh.values() for peer in rows))
    rows = []
    for peer in peers:
        found = [results.fresh[name].get(peer, {}) for name in names]
        rows.append((_name(peer), *(cell(each) if each.get("decode") else NONE for each in found)))
    return Table(("", *names), rows)


def imports_table(results: Results) -> Table:
    """Return what imports cost over a bare interpreter, a difference of the same round."""
    bare = results.imports.get(BARE, [])
    rows = []
    for statement, seconds in results.imports.items():
        found = spread([one - other for one, other in zip(seconds, bare, strict=True)])
        if statement != BARE and found is not None:
            rows.append(
                (f"`{statement}`", f"{found.median * 1e3:.0f}", f"{found.lower * 1e3:.0f} to {found.upper * 1e3:.0f}")
            )
    return Table(("statement", "ms", "quartiles"), rows)


def items_table(results: Results) -> Table:
    """Return time and memory of documents read and written item by item, and what a line through them says of 10 GB."""
    rows = []
    for row in results.items:
        cells = ((f"{row[what]['seconds']:.1f} s", f"{row[what]['megabytes']:.1f} MB") for what in ("write", "read"))
        rows.append((f"{row['megabytes']:,.0f} MB", *(cell for pair in cells for cell in pair)))
    names = (("write", "Writer"), ("read", "iterload"))
    below = [_extrapolated(results, what, name) for what, name in names] if _reaches_far(results) else []
    return Table(("document", "`Writer`", "peak", "`iterload`", "peak"), rows, below)


def _reaches_far(results: Results) -> bool:
    """Tell whether there are sizes enough for a line: three, the largest ten times the smallest."""
    sizes = [row["megabytes"] for row in results.items]
    return len(sizes) > 2 and max(sizes) > 9 * min(sizes)


def _extrapolated(results: Results, what: str, name: str) -> str:
    """Return what a line through the sizes says of ten gigabytes."""
    line = fit_line([(row["megabytes"], row[what]["seconds"]) for row in results.items])
    peak = max(row[what]["megabytes"] for row in results.items)
    return (
        f"- `{name}`: {line.start:.2f} s and {line.slope * 1e3:.1f} s for each GB; the line is off by {line.off:.0%} "
        f"at most. By it, an extrapolation, 10 GB take {(line.start + line.slope * 1e4) / 60:.1f} minutes; the most "
        f"memory of all sizes is {peak:.0f} MB."
    )
