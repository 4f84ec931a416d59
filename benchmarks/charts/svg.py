"""As much of SVG as two charts need, and a logarithmic axis."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from attrs import define, field, frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["INK", "PAPER", "Axis", "Picture", "color_of"]

PAPER, INK, _FAINT = "#ffffff", "#1b1f24", "#59636e"
_COLORS: Final = {
    "dcxml": "#0b62c4",
    "dcxml (no fast lane)": "#62a0e6",
    "lxml": "#59636e",
    ".NET 8": "#7a3fb5",
    "xmltodict": "#2e7d4f",
    "pydantic-xml": "#c2255c",
    "xsdata": "#c25a00",
    "zeep": "#8a6d00",
    "xmlschema": "#00788a",
    "xmlschema (objects)": "#5aa9b5",
}
_STYLE: Final = (
    f"text{{font:13px system-ui,'Segoe UI',Helvetica,Arial,sans-serif;fill:{INK}}}"
    f".faint{{fill:{_FAINT};font-size:12px}}.title{{font-size:17px;font-weight:600}}.head{{font-weight:600}}"
    ".own{font-weight:600}"
)


_MARGIN: Final = 1.3
"""How much farther than the outermost values an axis goes."""


def color_of(peer: str) -> str:
    """Return the color that a peer has in every picture."""
    return _COLORS.get(peer, _FAINT)


@define
class Picture:
    """A picture of a size, to which shapes are added."""

    width: float
    height: float
    title: str
    _shapes: list[str] = field(init=False, factory=list)

    def text(self, x: float, y: float, text: str, *, kind: str = "", anchor: str = "start", color: str = "") -> None:  # noqa: PLR0913 - a text has as many properties
        """Write a text; ``kind`` is a class of the style."""
        style = f" style={quoteattr(f'fill:{color}')}" if color else ""
        self._shapes.append(
            f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}"{style}>{escape(text)}</text>'
        )

    def line(self, start: tuple[float, float], end: tuple[float, float], color: str, *, width: float = 1) -> None:
        """Draw a line."""
        self._shapes.append(
            f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" '
            f'stroke="{color}" stroke-width="{width}"/>'
        )

    def path(self, points: Iterable[tuple[float, float]], color: str, *, width: float = 2, dashes: str = "") -> None:
        """Draw a line through points."""
        way = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        self._shapes.append(f'<path d="{way}" fill="none" stroke="{color}" stroke-width="{width}"{dashed}/>')

    def dot(self, x: float, y: float, color: str, *, is_hollow: bool = False, radius: float = 4.5) -> None:
        """Draw a dot, or a ring."""
        fill = PAPER if is_hollow else color
        self._shapes.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{fill}" stroke="{color}" stroke-width="2"/>'
        )

    def __str__(self) -> str:
        """Return the document."""
        size = f'width="{self.width:g}" height="{self.height:g}" viewBox="0 0 {self.width:g} {self.height:g}"'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size}>'
        paper = f'<rect width="{self.width:g}" height="{self.height:g}" fill="{PAPER}"/>'
        parts = [head, f"<title>{escape(self.title)}</title>", f"<style>{_STYLE}</style>", paper, *self._shapes]
        return "\n".join([*parts, "</svg>"]) + "\n"


@frozen
class Axis:
    """A logarithmic axis: values from ``low`` to ``high`` on pixels from ``start`` to ``end``."""

    low: float
    high: float
    start: float
    end: float

    @classmethod
    def around(cls, values: Iterable[float], start: float, end: float) -> Axis:
        """Return an axis that has room for all values, and a little on either side."""
        known = [value for value in values if value > 0] or [1.0]
        return cls(min(known) / _MARGIN, max(known) * _MARGIN, start, end)

    def at(self, value: float) -> float:
        """Return the pixel of a value."""
        share = (math.log10(value) - math.log10(self.low)) / (math.log10(self.high) - math.log10(self.low))
        return self.start + share * (self.end - self.start)

    def ticks(self) -> Iterator[float]:
        """Yield the powers of ten that are on it."""
        for power in range(math.ceil(math.log10(self.low)), math.floor(math.log10(self.high)) + 1):
            yield 10.0**power
