"""What a run prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks import views

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.results import Results

__all__ = ["report"]


def report(results: Results) -> Iterator[str]:
    """Yield the parts of the report: the tables of what was measured, the aims last."""
    for name, document in results.documents.items():
        yield f"{name}: {document.octets:,} bytes, {document.elements:,} elements. {document.title}"
        yield views.document_table(results, name).text()
    for direction in results.growth:
        yield f"growth: {direction} the wide document"
        yield views.growth_table(results, direction).text()
    if results.fresh:
        yield "first decode in a new process, what was made ready before not counted"
        yield views.first_calls_table(results).text()
        yield "peak memory in MB of a process that has read one document (what reading added)"
        yield views.memory_table(results).text()
    if results.imports:
        yield "imports, over a bare interpreter"
        yield views.imports_table(results).text()
    if results.items:
        yield "documents item by item"
        yield views.items_table(results).text()
    yield "aims"
    yield views.targets_table(results).text()
