"""Class diagrams as SVG, drawn by Python alone: the same picture whenever the contracts are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.diagram.labels import printable, text_width
from dcxml.diagram.layout import Place, place_boxes
from dcxml.diagram.outline import ArrowKind, outline
from dcxml.quoting import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.contract.contract_set import DataContractSet
    from dcxml.diagram.outline import Arrow, Box

__all__ = ["render_svg"]

_LETTER: Final = 7.25
"""The width of a letter in a monospaced font of 12 pixels, with room to spare."""
_LINE: Final = 16.0
_PADDING: Final = 8.0
_STYLE: Final = (
    "text{font:12px ui-monospace,Menlo,Consolas,monospace;fill:#1b1f24}"
    ".kind{font-size:10px;fill:#59636e}.name{font-weight:bold}"
    "rect{fill:#fff;stroke:#59636e}.head{fill:#eef2f6}.service .head{fill:#e3f1e5}.missing .head{fill:#fbe9e7}"
    "path.arrow{fill:none;stroke:#59636e}.sends{stroke-dasharray:4 3}"
)
_MARKERS: Final = (
    '<defs><marker id="inherits" viewBox="0 0 12 12" refX="11" refY="6" markerWidth="12" markerHeight="12"'
    ' orient="auto"><path d="M1 1L11 6L1 11z" fill="#fff" stroke="#59636e"/></marker>'
    '<marker id="leads" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" orient="auto">'
    '<path d="M1 1L9 5L1 9" fill="none" stroke="#59636e"/></marker></defs>'
)


def render_svg(contracts: DataContractSet) -> str:
    """Return a class diagram of contracts as an SVG document."""
    drawn = outline(contracts)
    arrows = [(arrow.source, arrow.target) for arrow in drawn.arrows]
    places, (width, height) = place_boxes([_size(box) for box in drawn.boxes], arrows)
    size = f'width="{_n(width)}" height="{_n(height)}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size} viewBox="0 0 {_n(width)} {_n(height)}">',
        f"<style>{_STYLE}</style>",
        _MARKERS,
        *(_arrow(arrow, places[arrow.source], places[arrow.target]) for arrow in drawn.arrows),
        *(line for box, place in zip(drawn.boxes, places, strict=True) for line in _box(box, place)),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _size(box: Box) -> tuple[float, float]:
    texts = [box.name, f"«{box.kind}»", *box.lines]
    lines = len(box.lines) + (0.5 if box.lines else 0)
    return (
        max(map(text_width, texts)) * _LETTER + 2 * _PADDING,
        _head(box) + lines * _LINE,
    )


def _head(box: Box) -> float:
    return _PADDING + (_LINE if box.kind == "class" else 2 * _LINE)


def _box(box: Box, place: Place) -> Iterator[str]:
    middle = place.x + place.width / 2
    yield f'<g class="{box.kind.replace(" ", "-")}"><title>{_text(f"{{{box.namespace}}}{box.name}")}</title>'
    at = f'x="{_n(place.x)}" y="{_n(place.y)}" width="{_n(place.width)}"'
    yield f'<rect {at} height="{_n(place.height)}"/>'
    yield f'<rect class="head" {at} height="{_n(_head(box))}"/>'
    y = place.y + _LINE
    if box.kind != "class":
        yield f'<text class="kind" text-anchor="middle" x="{_n(middle)}" y="{_n(y)}">«{_text(box.kind)}»</text>'
        y += _LINE
    yield f'<text class="name" text-anchor="middle" x="{_n(middle)}" y="{_n(y)}">{_text(box.name)}</text>'
    y = place.y + _head(box)
    for line in box.lines:
        y += _LINE
        yield f'<text x="{_n(place.x + _PADDING)}" y="{_n(y)}">{_text(line)}</text>'
    yield "</g>"


def _arrow(arrow: Arrow, source: Place, target: Place) -> str:
    marker = "inherits" if arrow.kind is ArrowKind.INHERITS else "leads"
    kind = "arrow sends" if arrow.kind is ArrowKind.SENDS else "arrow"
    many = " *" if arrow.kind is ArrowKind.HOLDS_MANY else ""
    title = f"<title>{_text(arrow.label)}{many}</title>" if arrow.label else ""
    path = f'<path class="{kind}" marker-end="url(#{marker})" d="{_curve(source, target)}"'
    return f"{path}>{title}</path>" if title else f"{path}/>"


def _curve(source: Place, target: Place) -> str:
    """Return a curve from one box to another: down to a lower one, up to a higher one, around to the same."""
    if source is target:
        x, y = source.x + source.width, source.y + 6
        return f"M{_n(x)} {_n(y)}C{_n(x + 24)} {_n(y)} {_n(x + 24)} {_n(y + 16)} {_n(x)} {_n(y + 16)}"
    start_x, end_x = source.x + source.width / 2, target.x + target.width / 2
    if source.y < target.y:
        start_y, end_y = source.y + source.height, target.y
    elif source.y > target.y:
        start_y, end_y = source.y, target.y + target.height
    else:
        start_y, end_y = source.y, target.y
        lift = start_y - 24
        return f"M{_n(start_x)} {_n(start_y)}C{_n(start_x)} {_n(lift)} {_n(end_x)} {_n(lift)} {_n(end_x)} {_n(end_y)}"
    middle = (start_y + end_y) / 2
    return f"M{_n(start_x)} {_n(start_y)}C{_n(start_x)} {_n(middle)} {_n(end_x)} {_n(middle)} {_n(end_x)} {_n(end_y)}"


def _n(value: float) -> str:
    """Return a number as SVG takes it, to a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")


def _text(text: str) -> str:
    """Return a text as XML, whatever its characters."""
    return escape(printable(text))
