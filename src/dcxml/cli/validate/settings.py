"""What a run of ``dcxml validate`` does: the command line, and where it says nothing, the project's settings."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from attrs import frozen

from dcxml.cli.contracts.catalogue import catalogue_for
from dcxml.cli.settings.choices import discovery_of, selection_of
from dcxml.cli.settings.configuration import Configuration, configuration_for
from dcxml.cli.validate.baseline import Baseline, BaselineError, read_baseline
from dcxml.cli.validate.checking import Checker
from dcxml.validation import Severity

if TYPE_CHECKING:
    from dcxml.cli.discovery.documents import Discovery
    from dcxml.cli.settings.selection import Selection
    from dcxml.cli.validate.options import Options

__all__ = ["RunSettings", "run_settings"]

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
    options.check()
    if options.write_baseline and options.prune:
        raise click.UsageError("--write-baseline makes the baseline anew, and --prune takes out of the one there is")
    configuration = configuration_for(options.config, is_isolated=options.isolated)
    levels = tuple(Severity)
    is_canonical = configuration.canonical if options.canonical is None else options.canonical
    catalogue = catalogue_for(options, configuration)
    return RunSettings(
        discovery=discovery_of(options, configuration),
        checker=Checker(catalogue, configuration.folder, is_canonical=is_canonical),
        selection=selection_of(options, configuration, severity=options.severity),
        baseline=_baseline(options, configuration),
        output_format=options.output_format or configuration.output_format or _DEFAULT_FORMAT,
        jobs=options.jobs or os.cpu_count() or 1,
        failing=frozenset(
            levels[: levels.index(Severity(options.fail_on or configuration.fail_on or _DEFAULT_FAIL_ON)) + 1]
        ),
    )


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
    try:
        octets = Path(file).read_bytes()
    except FileNotFoundError:
        raise BaselineError("there is no such baseline; --write-baseline makes one", file=file) from None
    baseline = read_baseline(file, octets)
    return Baseline(file, baseline.known, is_new=options.write_baseline)
