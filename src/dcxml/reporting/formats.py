"""The output formats by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.reporting.concise import ConciseReporter
from dcxml.reporting.full import FullReporter
from dcxml.reporting.github import GithubReporter
from dcxml.reporting.gitlab import GitlabReporter
from dcxml.reporting.json_records import JsonLinesReporter, JsonReporter
from dcxml.reporting.junit import JunitReporter
from dcxml.reporting.reporter import verdicts_of_document
from dcxml.reporting.sarif import SarifReporter
from dcxml.reporting.styles import Palette
from dcxml.validation import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dcxml.reporting.reporter import Reporter, RuleRecord, RuleText, Verdicts

__all__ = ["FORMATS", "reporter"]

FORMATS: Final = ("full", "concise", "json", "json-lines", "github", "gitlab", "junit", "sarif")
"""The names of the output formats."""


def reporter(  # noqa: PLR0913 - the settings of all formats, each with its default
    name: str,
    *,
    color: bool = False,
    width: int = 100,
    rules: Iterable[RuleRecord] = RULES.values(),
    root: str | None = None,
    subject: str = "dcxml validate",
    verdicts: Verdicts = verdicts_of_document,
    text_of: RuleText = lambda _code: None,
) -> Reporter:
    """Return a new reporter, for one run.

    ``color`` is for ``full`` and ``concise``; ``width``, in columns, for the lines of documents in ``full``. ``rules``
    are those that findings may name, ``text_of`` gives the page about one by its code; ``sarif`` tells both. ``root``
    is the folder from which ``gitlab`` and ``sarif`` name files: that of the repository. ``subject`` names the suite
    in ``junit``. ``verdicts`` tell people what the facts of a finding mean: who judges, and what comes of it.

    All formats give text out as documents come, but ``github``, which tells the gravest first and keeps 30 findings
    at most, and ``junit``, which keeps the test cases of up to 1,000 documents.

    :raises ValueError: where there is no format of that name.
    """
    palette = Palette(color)
    table: dict[str, Callable[[], Reporter]] = {
        "full": lambda: FullReporter(palette=palette, width=width, verdicts=verdicts),
        "concise": lambda: ConciseReporter(palette=palette),
        "json": JsonReporter,
        "json-lines": JsonLinesReporter,
        "github": lambda: GithubReporter(verdicts=verdicts),
        "gitlab": lambda: GitlabReporter(root=root),
        "junit": lambda: JunitReporter(suite=subject),
        "sarif": lambda: SarifReporter(rules={rule.code: rule for rule in rules}, text_of=text_of, root=root),
    }
    if name not in table:
        raise ValueError(f"{name!r} is no output format; allowed: {', '.join(FORMATS)}")
    return table[name]()
