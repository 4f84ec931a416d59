"""How time grows with the document, a panel for each direction; both axes are logarithmic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks.charts.svg import Axis, Picture, color_of
from benchmarks.tables import span
from benchmarks.targets import DCXML

if TYPE_CHECKING:
    from benchmarks.results import Results

__all__ = ["growth_chart"]

_PLOT_WIDTH, _PLOT_HEIGHT, _LEFT, _LABELS, _TOP = 290.0, 340.0, 62.0, 160.0, 84.0
_GRID: Final = "#dde3e9"
_BETWEEN_LABELS: Final = 16.0
Curve = dict[float, float]


def growth_chart(results: Results) -> str:
    """Return the picture."""
    panel = _LEFT + _PLOT_WIDTH + _LABELS
    picture = Picture(len(results.growth) * panel, _TOP + _PLOT_HEIGHT + 56, "Time as the wide document grows")
    picture.text(16, 26, "Time as the wide document grows", kind="title")
    picture.text(16, 46, "A line ends where a call would take longer than the budget", kind="faint")
    curves = {direction: _curves(by_peer) for direction, by_peer in results.growth.items()}
    points = [point for of_direction in curves.values() for curve in of_direction.values() for point in curve.items()]
    for number, (direction, of_direction) in enumerate(curves.items()):
        left = number * panel + _LEFT
        across = Axis.around([items for items, _ in points], left, left + _PLOT_WIDTH)
        up = Axis.around([seconds for _, seconds in points], _TOP + _PLOT_HEIGHT, _TOP)
        _grid(picture, direction, across, up)
        _lines(picture, of_direction, across, up)
    return str(picture)


def _curves(by_peer: dict[str, dict[str, float | str]]) -> dict[str, Curve]:
    """Return for each peer the seconds by number of items, without what was left out."""
    curves = {
        peer: {float(items): seconds for items, seconds in found.items() if isinstance(seconds, float)}
        for peer, found in by_peer.items()
    }
    return {peer: curve for peer, curve in curves.items() if curve}


def _grid(picture: Picture, direction: str, across: Axis, up: Axis) -> None:
    picture.text(across.start, _TOP - 12, direction, kind="head")
    for tick in across.ticks():
        x = across.at(tick)
        picture.line((x, up.start), (x, up.end), _GRID)
        picture.text(x, up.start + 18, _short(tick), kind="faint", anchor="middle")
    for tick in up.ticks():
        y = up.at(tick)
        picture.line((across.start, y), (across.end, y), _GRID)
        unit = span(tick).replace(".00", "").replace(".0", "")
        picture.text(across.start - 8, y + 4, unit, kind="faint", anchor="end")
    picture.text((across.start + across.end) / 2, up.start + 38, "items", kind="faint", anchor="middle")


def _short(items: float) -> str:
    """Return a number of items as thousands or millions."""
    for unit, size in (("M", 1e6), ("k", 1e3)):
        if items >= size:
            return f"{items / size:g}{unit}"
    return f"{items:g}"


def _lines(picture: Picture, curves: dict[str, Curve], across: Axis, up: Axis) -> None:
    for peer, curve in reversed(curves.items()):
        width = 3.0 if peer == DCXML else 1.8
        picture.path(
            [(across.at(items), up.at(seconds)) for items, seconds in curve.items()], color_of(peer), width=width
        )
        for items, seconds in curve.items():
            picture.dot(across.at(items), up.at(seconds), color_of(peer), radius=2)
    ends = {peer: up.at(list(curve.values())[-1]) for peer, curve in curves.items()}
    for peer, y in _apart(ends, up.start).items():
        picture.text(across.end + 10, y + 4, peer, kind="own" if peer == DCXML else "", color=color_of(peer))


def _apart(wanted: dict[str, float], lowest: float) -> dict[str, float]:
    """Return heights near those wanted, in their order, so far apart that no labels touch, none below ``lowest``."""
    names = sorted(wanted, key=lambda name: wanted[name])
    found: list[float] = []
    for name in names:
        found.append(max(wanted[name], found[-1] + _BETWEEN_LABELS if found else wanted[name]))
    room = lowest
    for number in reversed(range(len(found))):
        found[number] = min(found[number], room)
        room = found[number] - _BETWEEN_LABELS
    return dict(zip(names, found, strict=True))
