"""``dcxml validate``: what is wrong with documents, judged by their schemas and by what .NET can read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from attrs import evolve

from dcxml.cli.console.progress import Progress
from dcxml.cli.discovery.documents import find_documents
from dcxml.cli.discovery.ignore_files import repository_of
from dcxml.cli.settings.common_options import with_options
from dcxml.cli.validate.jobs import check_all
from dcxml.cli.validate.options import OPTIONS, Options
from dcxml.cli.validate.report import name_for, report_width, written_report
from dcxml.cli.validate.run import ValidationRun
from dcxml.cli.validate.settings import run_settings
from dcxml.reporting import reporter

if TYPE_CHECKING:
    from dcxml.cli.validate.settings import RunSettings
    from dcxml.reporting import Reporter
    from dcxml.reporting.reporter import Verdicts

__all__ = ["validate"]


@click.command(short_help="Check documents against their schemas, and against .NET's reader.")
@with_options(OPTIONS)
def validate(**given: Any) -> int:
    """Check documents against schemas, and against what .NET's reader reads without loss.

    Each FILE is a document, a folder with all *.xml in it, a glob pattern, or - for stdin. Findings go to stdout, a
    summary to stderr. Exit code 0 without findings of the severity --fail-on, 1 with some, 2 where a document cannot be
    read (the others are checked all the same), a schema is broken, or the command line or the settings are wrong.
    Contracts of schemas that were read before come from DCXML_CACHE_DIR, by default dcxml in XDG_CACHE_HOME or
    ~/.cache.
    """
    options = Options(**given)
    settings = run_settings(options)
    sources = find_documents(options.files, settings.discovery)
    settings.read_schemas()
    run, progress, name = ValidationRun(settings), Progress(), name_for(settings.output_format)
    is_quiet = options.quiet or options.write_baseline
    with written_report(options.output_file, color=options.color, is_quiet=is_quiet) as (has_color, write):
        report = _reporter(settings, run.verdicts, has_color=has_color)
        write(report.begin())
        with progress:
            for checked in check_all(settings.checker, sources, jobs=settings.jobs):
                told = run.told(checked)
                if told.findings:
                    progress.clear()
                write(report.document(evolve(told, file=name(told.file))))
                progress.step()
        write(report.end(run.tally.summary()))
    if options.write_baseline:
        return run.write_baseline()
    run.tell_end(with_statistics=options.statistics)
    if options.prune:
        run.prune_baseline()
    return run.exit_code(is_zero=options.exit_zero)


def _reporter(settings: RunSettings, verdicts: Verdicts, *, has_color: bool) -> Reporter:
    return reporter(
        settings.output_format,
        color=has_color,
        width=report_width(),
        root=str(repository_of(Path.cwd()) or Path.cwd()),
        verdicts=verdicts,
    )
