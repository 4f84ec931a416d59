"""The output formats by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.reporting.concise import ConciseReporter
from dcxml.reporting.full import FullReporter
from dcxml.reporting.github import GithubReporter
from dcxml.reporting.json_records import JsonLinesReporter, JsonReporter
from dcxml.reporting.reporter import verdicts_of_document
from dcxml.reporting.styles import Palette

if TYPE_CHECKING:
    from dcxml.reporting.reporter import Reporter, Verdicts

__all__ = ["FORMATS", "reporter"]

FORMATS: Final = ("full", "concise", "json", "json-lines", "github")
"""The names of the output formats."""


def reporter(
    name: str, *, color: bool = False, width: int = 100, verdicts: Verdicts = verdicts_of_document
) -> Reporter:
    """Return a new reporter, for one run.

    ``color`` is for ``full`` and ``concise``, ``width`` for the lines of documents in ``full``. ``verdicts`` tell
    people what the facts of a finding mean, as pairs of who judges and what comes of it.

    All formats give text out as documents come, but ``github``, which tells the gravest first: it keeps at most 30
    findings.

    :raises ValueError: where there is no format of that name.
    """
    palette = Palette(color)
    if name == "full":
        return FullReporter(palette=palette, width=width, verdicts=verdicts)
    if name == "concise":
        return ConciseReporter(palette=palette)
    if name == "json":
        return JsonReporter()
    if name == "json-lines":
        return JsonLinesReporter()
    if name == "github":
        return GithubReporter(verdicts=verdicts)
    raise ValueError(f"{name!r} is no output format; allowed: {', '.join(FORMATS)}")
