"""A straight line through times of documents of several sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Line", "fit_line"]


@frozen
class Line:
    """``start + slope * x``, and how far the points are off it at the most, as a share of each."""

    start: float
    slope: float
    off: float


def fit_line(points: Sequence[tuple[float, float]]) -> Line:
    """Return the line with the least squares of relative differences, so that small sizes count as large ones do."""
    weights = [1 / y**2 for _, y in points]
    total = sum(weights)
    middle_x = sum(w * x for w, (x, _) in zip(weights, points, strict=True)) / total
    middle_y = sum(w * y for w, (_, y) in zip(weights, points, strict=True)) / total
    slope = sum(w * (x - middle_x) * (y - middle_y) for w, (x, y) in zip(weights, points, strict=True)) / sum(
        w * (x - middle_x) ** 2 for w, (x, _) in zip(weights, points, strict=True)
    )
    start = middle_y - slope * middle_x
    return Line(start, slope, max(abs(start + slope * x - y) / y for x, y in points))
