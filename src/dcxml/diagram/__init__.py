"""Pictures of contracts: class diagrams as Mermaid text and as SVG."""

from dcxml.diagram.mermaid import render_mermaid
from dcxml.diagram.outline import Arrow, ArrowKind, Box, Outline, outline
from dcxml.diagram.svg import render_svg

__all__ = ["Arrow", "ArrowKind", "Box", "Outline", "outline", "render_mermaid", "render_svg"]
