"""The output formats by name; only the one that is asked for is loaded."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from dcxml.reporting.reporter import verdicts_of_document
from dcxml.reporting.settings import Settings
from dcxml.validation import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dcxml.reporting.reporter import Reporter, RuleRecord, RuleText, Verdicts

__all__ = ["FORMATS", "reporter"]

FORMATS: Final = ("full", "concise", "json", "json-lines", "github", "gitlab", "junit", "sarif")
"""The names of the output formats; each has a module of its name, and in it ``make``."""


def reporter(  # noqa: PLR0913 - the settings of all formats, each with its default
    name: str,
    *,
    color: bool = False,
    width: int = 100,
    rules: Iterable[RuleRecord] = RULES.values(),
    root: str | None = None,
    subject: str = "dcxml validate",
    verdicts: Verdicts = verdicts_of_document,
    text_of: RuleText | None = None,
) -> Reporter:
    """Return a new reporter, for one run.

    ``color`` is for ``full`` and ``concise``; ``width``, in columns, for the lines of documents in ``full``. ``rules``
    are those that findings may name; ``text_of`` gives the page about one by its code, that of ``dcxml explain`` unless
    another is given; ``sarif`` tells both. ``root`` is the folder from which ``gitlab`` and ``sarif`` name files: that
    of the repository. ``subject`` names the suite in ``junit``. ``verdicts`` tell people what the facts of a finding
    mean: who judges, and what comes of it.

    All formats give text out as documents come, but ``github``, which tells the gravest first and keeps 30 findings
    at most, and ``junit``, which keeps the test cases of up to 1,000 documents.

    :raises ValueError: where there is no format of that name.
    """
    if name not in FORMATS:
        raise ValueError(f"{name!r} is no output format; allowed: {', '.join(FORMATS)}")
    settings = Settings(
        rules={rule.code: rule for rule in rules},
        color=color,
        width=width,
        root=root,
        subject=subject,
        verdicts=verdicts,
        text_of=text_of,
    )
    made: Reporter = import_module(f"dcxml.reporting.formats.{name.replace('-', '_')}").make(settings)
    return made
