"""What a command looks at and which findings count for it: the command line, then the project's settings."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeVar

import click

from dcxml.cli.console.files import STDIN_NAME
from dcxml.cli.discovery.documents import DEFAULT_INCLUDE, Discovery
from dcxml.cli.discovery.path_patterns import PathPatterns
from dcxml.cli.settings.selection import Selection, UnknownRuleError, codes_of, severities_of
from dcxml.validation import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dcxml.cli.settings.common_options import CommonOptions
    from dcxml.cli.settings.configuration import Configuration

__all__ = ["discovery_of", "selection_of"]

_Words = TypeVar("_Words")
_Codes = TypeVar("_Codes")


def discovery_of(options: CommonOptions, configuration: Configuration) -> Discovery:
    """Return which documents a command looks at."""
    include = options.include or configuration.include or DEFAULT_INCLUDE
    exclude = ((configuration.folder, configuration.exclude), (os.curdir, options.exclude))
    return Discovery(
        include=PathPatterns.of(include),
        exclude=tuple((folder, PathPatterns.of(patterns)) for folder, patterns in exclude if patterns),
        force_exclude=configuration.force_exclude if options.force_exclude is None else options.force_exclude,
        gitignore=configuration.gitignore if options.gitignore is None else options.gitignore,
        stdin_name=options.stdin_filename or STDIN_NAME,
    )


def selection_of(options: CommonOptions, configuration: Configuration, *, severity: Sequence[str] = ()) -> Selection:
    """Return which findings count, and how much; ``severity`` has what the command line says of that.

    :raises click.UsageError: where the command line names a rule that there is not.
    """
    select = _words(options.select) if options.select else configuration.select
    ignore = _words(options.ignore) if options.ignore else configuration.ignore
    if options.select and not select:
        raise click.UsageError("--select names no rule; allowed: codes, names or groups of rules, with commas")
    configured = dict(severities_of(configuration.severity))
    return Selection(
        select=None if select is None else _named("--select", codes_of, select),
        ignore=_named("--ignore", codes_of, ignore),
        severities=configured | _named("--severity", severities_of, dict(map(_level, _words(severity)))),
        by_path=tuple(
            (PathPatterns.of([pattern]), codes_of(rules)) for pattern, rules in configuration.per_file_ignores.items()
        ),
    )


def _words(values: Iterable[str]) -> tuple[str, ...]:
    """Return the words of an option that takes several, with commas or given again; a comma at the end is none."""
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def _level(word: str) -> tuple[str, Severity]:
    rule, _, level = word.rpartition("=")
    if not rule or level not in tuple(Severity):
        allowed = ", ".join(Severity)
        raise click.UsageError(f"--severity: {word!r} is not allowed; allowed: RULE=LEVEL, the level one of {allowed}")
    return rule, Severity(level)


def _named(option: str, read: Callable[[_Words], _Codes], words: _Words) -> _Codes:
    """Read rules; an unknown one is an error that names the option."""
    try:
        return read(words)
    except UnknownRuleError as error:
        raise click.UsageError(f"{option}: {error}") from None
