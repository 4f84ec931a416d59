"""Results as two pictures, in SVG of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.charts.growth_chart import growth_chart
from benchmarks.charts.ratios_chart import ratios_chart

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.results import Results

__all__ = ["charts", "write_charts"]


def charts(results: Results) -> dict[str, str]:
    """Return the pictures by name, those for which there are results."""
    found = {}
    if any(document.times for document in results.documents.values()):
        found["ratios.svg"] = ratios_chart(results)
    if results.growth:
        found["growth.svg"] = growth_chart(results)
    return found


def write_charts(results: Results, folder: Path) -> None:
    """Write the pictures into a folder."""
    for name, text in charts(results).items():
        (folder / name).write_text(text, encoding="utf-8")
