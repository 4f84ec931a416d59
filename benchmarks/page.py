"""The page in ``docs``, made of results: ``python -m benchmarks.page [RESULTS]``, by default of those it was made of.

`page.md` has the words; ``{{ name }}`` in it stands for what `_parts` makes of the results.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks import views
from benchmarks.charts import charts
from benchmarks.results import Results
from benchmarks.summary import circumstances, summary
from benchmarks.team import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["page_files", "write_page"]

DOCS: Final = ROOT / "docs"
_RESULTS: Final = "benchmarks.json"
_NOTHING: Final = "Not measured in this run."


def page_files(results: Results) -> dict[str, str]:
    """Return the page and its pictures by file name."""
    template = Path(__file__).with_name("page.md").read_text(encoding="utf-8")
    parts = _parts(results)
    page = re.sub(r"\{\{ ([^}]+) \}\}", lambda found: parts[found[1]]() or _NOTHING, template)
    return {"benchmarks.md": page, **{f"benchmarks-{name}": text for name, text in charts(results).items()}}


def write_page(results: Results) -> None:
    """Write the results and all that is made of them into ``docs``."""
    results.write(DOCS / _RESULTS)
    for name, text in page_files(Results.read(DOCS / _RESULTS)).items():
        (DOCS / name).write_text(text, encoding="utf-8")


def _parts(results: Results) -> dict[str, Callable[[], str]]:
    """Return what makes each part of the page."""
    parts: dict[str, Callable[[], str]] = {
        "summary": lambda: summary(results),
        "circumstances": lambda: circumstances(results),
        "targets": lambda: views.targets_table(results).markdown(),
        "peers": lambda: views.peers_table(results).markdown(),
        "rounds": lambda: f"{results.options['rounds']}",
        "seconds": lambda: f"{results.options['seconds']:g}",
        "first calls": lambda: views.first_calls_table(results).markdown() if results.fresh else "",
        "memory": lambda: views.memory_table(results).markdown() if results.fresh else "",
        "imports": lambda: views.imports_table(results).markdown() if results.imports else "",
        "items": lambda: views.items_table(results).markdown() if results.items else "",
    }
    for direction in ("decode", "encode"):
        parts[f"growth {direction}"] = lambda direction=direction: (
            views.growth_table(results, direction).markdown() if results.growth else ""
        )
    for name in ("sample", "small", "wide", "fleet"):
        parts[f"document {name}"] = lambda name=name: _document(results, name)
    return parts


def _document(results: Results, name: str) -> str:
    found = results.documents.get(name)
    if found is None:
        return ""
    size = f"{found.title}; {found.octets:,} bytes, {found.elements:,} elements."
    return f"{size}\n\n{views.document_table(results, name).markdown()}"


def main(arguments: list[str]) -> None:
    """Make the page of a file of results."""
    write_page(Results.read(Path(arguments[0]) if arguments else DOCS / _RESULTS))


if __name__ == "__main__":
    main(sys.argv[1:])
