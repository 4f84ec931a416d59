"""What a run of ``dcxml validate`` does: the command line, and where it says nothing, the project's settings."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import click
from attrs import frozen

from dcxml.cli.console.files import STANDARD_STREAM, STDIN_NAME
from dcxml.cli.contracts.catalogue import Catalogue
from dcxml.cli.contracts.schemas import load_schemas
from dcxml.cli.discovery.documents import DEFAULT_INCLUDE, Discovery
from dcxml.cli.discovery.path_patterns import PathPatterns
from dcxml.cli.settings.configuration import Configuration, configuration_for
from dcxml.cli.settings.selection import Selection, UnknownRuleError, codes_of, severities_of
from dcxml.cli.validate.baseline import Baseline, read_baseline
from dcxml.cli.validate.checking import Checker
from dcxml.validation import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dcxml.cli.validate.options import Options

__all__ = ["RunSettings", "run_settings"]

_Words = TypeVar("_Words")
_Codes = TypeVar("_Codes")
_DEFAULT_FORMAT: Final = "full"
_DEFAULT_FAIL_ON: Final = "warning"


@frozen(kw_only=True)
class RunSettings:
    """What a run is told: what to look at, by which contracts, what to tell, and what the exit code heeds."""

    discovery: Discovery
    checker: Checker
    selection: Selection
    baseline: Baseline | None
    output_format: str
    jobs: int
    failing: frozenset[Severity]

    def read_schemas(self) -> None:
        """Read, before the first document, the schemas for all of them; for several processes those for any of them.

        :raises SchemaError: where one is broken.
        """
        if self.jobs == 1:
            self.checker.catalogue.read_common()
        else:
            self.checker.catalogue.read_all()


def run_settings(options: Options) -> RunSettings:
    """Return what the options come to.

    :raises ConfigurationError: where the file of settings says what it cannot say.
    :raises BaselineError: where the baseline is none.
    :raises OSError: where either cannot be read.
    :raises click.UsageError: where the options cannot be.
    """
    _check(options)
    configuration = configuration_for(options.config, is_isolated=options.isolated)
    load = partial(load_schemas, cached=not options.no_cache)
    catalogue = Catalogue.of(load, schemas=options.schemas, configuration=configuration)
    levels = tuple(Severity)
    return RunSettings(
        discovery=_discovery(options, configuration),
        checker=Checker(catalogue, configuration.folder),
        selection=_selection(options, configuration),
        baseline=_baseline(options, configuration),
        output_format=options.output_format or configuration.output_format or _DEFAULT_FORMAT,
        jobs=options.jobs or os.cpu_count() or 1,
        failing=frozenset(
            levels[: levels.index(Severity(options.fail_on or configuration.fail_on or _DEFAULT_FAIL_ON)) + 1]
        ),
    )


def _check(options: Options) -> None:
    if options.stdin_filename is not None and STANDARD_STREAM not in options.files:
        raise click.UsageError("--stdin-filename names what stdin holds; allowed: with - among the files")
    if STANDARD_STREAM in options.files and STANDARD_STREAM in options.schemas:
        raise click.UsageError("stdin (-) can be read once only")
    if options.isolated and options.config is not None:
        raise click.UsageError("--isolated heeds no settings, and --config names some")
    if options.write_baseline and options.prune:
        raise click.UsageError("--write-baseline makes the baseline anew, and --prune takes out of the one there is")


def _discovery(options: Options, configuration: Configuration) -> Discovery:
    include = options.include or configuration.include or DEFAULT_INCLUDE
    exclude = ((configuration.folder, configuration.exclude), (os.curdir, options.exclude))
    return Discovery(
        include=PathPatterns.of(include),
        exclude=tuple((folder, PathPatterns.of(patterns)) for folder, patterns in exclude if patterns),
        gitignore=configuration.gitignore if options.gitignore is None else options.gitignore,
        stdin_name=options.stdin_filename or STDIN_NAME,
    )


def _selection(options: Options, configuration: Configuration) -> Selection:
    select = _words(options.select) or configuration.select
    ignore = _words(options.ignore) or configuration.ignore
    configured = dict(severities_of(configuration.severity))
    return Selection(
        select=None if select is None else _named("--select", codes_of, select),
        ignore=_named("--ignore", codes_of, ignore),
        severities=configured | _named("--severity", severities_of, dict(map(_level, _words(options.severity)))),
        by_path=tuple(
            (PathPatterns.of([pattern]), codes_of(rules)) for pattern, rules in configuration.per_file_ignores.items()
        ),
    )


def _words(values: Iterable[str]) -> tuple[str, ...]:
    """Return the words of an option that takes several, with commas or given again."""
    return tuple(word.strip() for value in values for word in value.split(","))


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


def _baseline(options: Options, configuration: Configuration) -> Baseline | None:
    """Return the baseline; where it is to be written it need not be there."""
    file = options.baseline
    if file is None and configuration.baseline is not None:
        file = configuration.path(configuration.baseline)
    if file is None:
        if options.write_baseline or options.prune:
            option = "--write-baseline" if options.write_baseline else "--prune"
            raise click.UsageError(f"{option} needs a baseline: --baseline FILE, or baseline in the settings")
        return None
    if options.write_baseline and not Path(file).exists():
        return Baseline(file, is_new=True)
    baseline = read_baseline(file, Path(file).read_bytes())
    return Baseline(file, baseline.known, is_new=options.write_baseline)
