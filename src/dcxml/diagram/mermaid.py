"""Class diagrams as Mermaid text, which GitHub and many editors draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.diagram.outline import ArrowKind, outline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.contract.contract_set import DataContractSet
    from dcxml.diagram.outline import Arrow, Box

__all__ = ["render_mermaid"]

_PLAIN: Final = frozenset("0123456789 _.,:?[]…")
"""What may stand for itself beside letters; Mermaid has a meaning for much else."""
_ARROWS: Final = {
    ArrowKind.INHERITS: "--|>",
    ArrowKind.HOLDS: "-->",
    ArrowKind.HOLDS_MANY: '--> "*"',
    ArrowKind.SENDS: "..>",
}


def render_mermaid(contracts: DataContractSet) -> str:
    """Return a ``classDiagram`` of contracts: the same text whenever they are the same.

    Boxes are named ``c0``, ``c1`` …; names and texts of the schemas stand in labels only, where everything that could
    mean something to Mermaid or to HTML is written as an entity code.
    """
    drawn = outline(contracts)
    lines = ["classDiagram"]
    for number, box in enumerate(drawn.boxes):
        lines += _box(number, box)
    if not drawn.boxes:  # Mermaid draws no diagram without anything in it
        lines.append('    note "no contracts"')
    lines += [_arrow(arrow) for arrow in drawn.arrows]
    return "\n".join(lines) + "\n"


def _box(number: int, box: Box) -> Iterator[str]:
    head = f'    class c{number}["{_escaped(box.name)}"]'
    inside = [*([] if box.kind == "class" else [f"<<{box.kind}>>"]), *map(_line, box.lines)]
    if not inside:
        yield head
        return
    yield f"{head} {{"
    for line in inside:
        yield f"        {line}"
    yield "    }"


def _line(text: str) -> str:
    """Return a line of a box: with a parenthesis Mermaid takes it for a method, which is drawn below the members."""
    return _escaped(text) or "#32;"


def _arrow(arrow: Arrow) -> str:
    label = f" : {_escaped(arrow.label)}" if arrow.label else ""
    return f"    c{arrow.source} {_ARROWS[arrow.kind]} c{arrow.target}{label}"


def _escaped(text: str) -> str:
    plain = (c if c.isalpha() or c in _PLAIN else f"#{ord(c)};" for c in text)
    return "".join(plain)
