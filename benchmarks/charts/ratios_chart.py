"""Every peer beside dcxml, a panel for each document: a dot for reading, a ring for writing, quartiles as a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks.charts.svg import INK, Axis, Picture, color_of
from benchmarks.statistics_of_rounds import ratio
from benchmarks.statistics_of_rounds import spread as spread_of
from benchmarks.tables import span, times
from benchmarks.targets import DCXML

if TYPE_CHECKING:
    from benchmarks.results import DocumentResults, Results
    from benchmarks.statistics_of_rounds import Spread

__all__ = ["ratios_chart"]

_NAMES, _PLOT, _FIGURES, _GAP = 138.0, 190.0, 122.0, 26.0
"""The widths of a panel's three columns, and of what is between panels."""
_ROW, _HEAD, _FOOT, _TOP = 22.0, 34.0, 30.0, 74.0
_GRID: Final = "#dde3e9"
_OFFSETS: Final = {"decode": -4.0, "encode": 4.0}


def ratios_chart(results: Results) -> str:
    """Return the picture."""
    peers = list(dict.fromkeys(peer for each in results.documents.values() for peer in each.times.get("decode", {})))
    panel_width, panel_height = _NAMES + _PLOT + _FIGURES + _GAP, _HEAD + len(peers) * _ROW + _FOOT
    columns = min(2, len(results.documents))
    rows = -(-len(results.documents) // columns)
    width, height = columns * panel_width + _GAP, _TOP + rows * panel_height
    picture = Picture(width, height, "Time of each peer as a multiple of dcxml's, by document")
    _legend(picture)
    found = [spread for each in results.documents.values() for spread in _ratios(each, peers).values()]
    bounds = [value for spread in found for value in (spread.lower, spread.upper)]
    for number, (name, document) in enumerate(results.documents.items()):
        left, top = _GAP + number % columns * panel_width, _TOP + number // columns * panel_height
        axis = Axis.around([*bounds, 1.0], left + _NAMES, left + _NAMES + _PLOT)
        _panel(picture, f"{name}, {document.octets:,} bytes", axis, (left, top), peers)
        _dots(picture, document, axis, top, peers)
    return str(picture)


def _legend(picture: Picture) -> None:
    picture.text(_GAP, 26, "Time beside dcxml's, on the same document in the same round", kind="title")
    picture.dot(_GAP + 5, 48, INK)
    picture.text(_GAP + 16, 52, "decode")
    picture.dot(_GAP + 81, 48, INK, is_hollow=True)
    picture.text(
        _GAP + 92,
        52,
        "encode; medians, and quartiles where they are wider than the dot; left of 1 is faster than dcxml",
    )


def _panel(picture: Picture, title: str, axis: Axis, corner: tuple[float, float], peers: list[str]) -> None:
    left, top = corner
    bottom = top + _HEAD + len(peers) * _ROW
    picture.text(left, top + 18, title, kind="head")
    for direction, x in _columns(axis).items():
        picture.text(x, top + 18, direction, kind="faint", anchor="end")
    for tick in axis.ticks():
        x = axis.at(tick)
        picture.line((x, top + _HEAD - 6), (x, bottom), color_of(DCXML) if tick == 1 else _GRID, width=1)
        picture.text(x, bottom + 15, f"{tick:g}", kind="faint", anchor="middle")
    for number, peer in enumerate(peers):
        y = top + _HEAD + (number + 0.5) * _ROW
        picture.text(left, y + 4, peer, kind="own" if peer == DCXML else "", color=color_of(peer))


def _dots(picture: Picture, document: DocumentResults, axis: Axis, top: float, peers: list[str]) -> None:
    found = _ratios(document, peers)
    for number, peer in enumerate(peers):
        y = top + _HEAD + (number + 0.5) * _ROW
        if not any((peer, direction) in found for direction in _OFFSETS):
            picture.text(_columns(axis)["encode"], y + 4, "cannot do it", kind="faint", anchor="end")
        for direction, offset in _OFFSETS.items():
            spread = found.get((peer, direction))
            if spread is None:
                continue
            figure = _own_time(document, direction) if peer == DCXML else times(spread.median)
            picture.text(_columns(axis)[direction], y + 4, figure, kind="faint", anchor="end")
            ends = [(axis.at(end), y + offset) for end in (spread.lower, spread.upper)]
            picture.line(ends[0], ends[1], color_of(peer), width=2)
            picture.dot(axis.at(spread.median), y + offset, color_of(peer), is_hollow=direction == "encode", radius=3.5)


def _columns(axis: Axis) -> dict[str, float]:
    """Return where the figures of each direction end."""
    return {"decode": axis.end + _FIGURES / 2, "encode": axis.end + _FIGURES}


def _own_time(document: DocumentResults, direction: str) -> str:
    found = spread_of(document.times[direction][DCXML])
    return span(found.median) if found else ""


def _ratios(document: DocumentResults, peers: list[str]) -> dict[tuple[str, str], Spread]:
    found = {}
    for direction in _OFFSETS:
        by_peer = document.times.get(direction, {})
        for peer in peers:
            spread = ratio(by_peer.get(peer, []), by_peer.get(DCXML, []))
            if spread is not None:
                found[peer, direction] = spread
    return found
