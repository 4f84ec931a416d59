"""Where boxes stand: in layers, each box above those it refers to, as near to its neighbours as a few sweeps bring it.

The method is Sugiyama's, without dummy nodes: longest paths make the layers, barycentres the order in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Place", "place_boxes"]

_SWEEPS: Final = 4
_MARGIN: Final = 20.0
_ACROSS: Final = 32.0
_BETWEEN: Final = 56.0
_WIDEST: Final = 2400.0


@frozen
class Place:
    """The rectangle of a box."""

    x: float
    y: float
    width: float
    height: float


def place_boxes(
    sizes: Sequence[tuple[float, float]], arrows: Iterable[tuple[int, int]]
) -> tuple[tuple[Place, ...], tuple[float, float]]:
    """Return the place of each box, by its size, and the size of the whole picture; ``arrows`` are pairs of boxes."""
    forward = _without_circles(len(sizes), arrows)
    layers = _layers(len(sizes), forward)
    _order(layers, forward)
    rows = [row for layer in layers for row in _rows(layer, sizes)]
    widths = [sum(sizes[box][0] for box in row) + _ACROSS * (len(row) - 1) for row in rows]
    widest = max(widths, default=0.0)
    places: dict[int, Place] = {}
    y = _MARGIN
    for row, width in zip(rows, widths, strict=True):
        x = _MARGIN + (widest - width) / 2
        for box in row:
            places[box] = Place(x, y, *sizes[box])
            x += sizes[box][0] + _ACROSS
        y += max(sizes[box][1] for box in row) + _BETWEEN
    height = y - _BETWEEN + _MARGIN if rows else 2 * _MARGIN
    return tuple(places[box] for box in range(len(sizes))), (widest + 2 * _MARGIN, height)


def _without_circles(count: int, arrows: Iterable[tuple[int, int]]) -> Mapping[int, tuple[int, ...]]:
    """Return the arrows by their sources, each once, without those that would close a circle."""
    targets: dict[int, dict[int, None]] = {box: {} for box in range(count)}
    for source, target in arrows:
        if source != target:
            targets[source][target] = None
    kept: dict[int, list[int]] = {box: [] for box in range(count)}
    done: set[int] = set()
    for start in range(count):
        if start in done:
            continue
        path = {start}
        stack = [(start, iter(targets[start]))]
        while stack:
            box, waiting = stack[-1]
            target = next(waiting, -1)
            if target < 0:
                stack.pop()
                path.discard(box)
                done.add(box)
            elif target not in path:
                kept[box].append(target)
                if target not in done:
                    path.add(target)
                    stack.append((target, iter(targets[target])))
    return {box: tuple(found) for box, found in kept.items()}


def _layers(count: int, forward: Mapping[int, tuple[int, ...]]) -> list[list[int]]:
    """Return the boxes by the length of the longest path that leads to each."""
    waiting = [0] * count
    for targets in forward.values():
        for target in targets:
            waiting[target] += 1
    depth = [0] * count
    ready = [box for box in range(count) if not waiting[box]]
    for box in ready:
        for target in forward[box]:
            depth[target] = max(depth[target], depth[box] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    layers: list[list[int]] = [[] for _ in range(max(depth, default=-1) + 1)]
    for box in range(count):
        layers[depth[box]].append(box)
    return layers


def _order(layers: list[list[int]], forward: Mapping[int, tuple[int, ...]]) -> None:
    """Put each layer in the order of its neighbours' mean places, downwards and upwards in turn."""
    backward: dict[int, list[int]] = {box: [] for box in forward}
    for box, targets in forward.items():
        for target in targets:
            backward[target].append(box)
    at = {box: number / len(layer) for layer in layers for number, box in enumerate(layer)}
    for sweep in range(_SWEEPS):
        neighbours: Mapping[int, Sequence[int]] = forward if sweep % 2 else backward
        for layer in reversed(layers) if sweep % 2 else layers:
            means = {box: _mean([at[each] for each in neighbours[box]], at[box]) for box in layer}
            layer.sort(key=lambda box: (means[box], box))
            at.update({box: number / len(layer) for number, box in enumerate(layer)})


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _rows(layer: Sequence[int], sizes: Sequence[tuple[float, float]]) -> list[list[int]]:
    """Return a layer in rows no wider than a picture should be."""
    rows: list[list[int]] = [[]]
    width = 0.0
    for box in layer:
        if rows[-1] and width + sizes[box][0] > _WIDEST:
            rows.append([])
            width = 0.0
        rows[-1].append(box)
        width += sizes[box][0] + _ACROSS
    return rows
