"""The options of ``dcxml validate``, as they are given; what they come to is told by ``validate_settings``."""

from __future__ import annotations

from typing import Final

import click
from attrs import frozen

from dcxml.cli.settings.common_options import DOCUMENTS, SCHEMAS, SETTINGS, CommonOptions
from dcxml.cli.settings.values import FAIL_ON
from dcxml.reporting import FORMATS

__all__ = ["ENVIRONMENT_FORMAT", "OPTIONS", "Options"]

ENVIRONMENT_FORMAT: Final = "DCXML_OUTPUT_FORMAT"


@frozen(kw_only=True)
class Options(CommonOptions):
    """What the command line says; None where it says nothing, and the settings may."""

    canonical: bool | None
    severity: tuple[str, ...]
    baseline: str | None
    write_baseline: bool
    prune: bool
    output_format: str | None
    output_file: str | None
    statistics: bool
    quiet: bool
    color: str
    fail_on: str | None
    exit_zero: bool
    jobs: int


OPTIONS: Final = (
    *SCHEMAS,
    click.option(
        "--select",
        metavar="RULES",
        multiple=True,
        help="Tell only these rules, by code, name or group, with commas or given several times.",
    ),
    click.option("--ignore", metavar="RULES", multiple=True, help="Do not tell these rules."),
    click.option(
        "--canonical/--no-canonical",
        default=None,
        help="Whether to tell as notes what .NET would have written otherwise, in documents in which nothing else is"
        " found; default: it is not told.",
    ),
    click.option(
        "--severity",
        metavar="RULE=LEVEL",
        multiple=True,
        help=f"How much a rule or a group weighs: {', '.join(FAIL_ON)}.",
    ),
    click.option("--baseline", metavar="FILE", help="Do not tell the findings that are known from this file."),
    click.option("--write-baseline", is_flag=True, help="Write the findings to the baseline, and tell none."),
    click.option("--prune", is_flag=True, help="Take out of the baseline what is no longer found."),
    click.option(
        "--output-format",
        type=click.Choice(FORMATS),
        envvar=ENVIRONMENT_FORMAT,
        show_envvar=True,
        help="How findings are told; default: full.",
    ),
    click.option(
        "-o", "--output-file", metavar="FILE", help="Write the report there instead of to stdout; replaced in one step."
    ),
    click.option("--statistics", is_flag=True, help="How often each rule was broken, on stderr."),
    click.option("-q", "--quiet", is_flag=True, help="Only the summary, on stderr."),
    click.option(
        "--color",
        type=click.Choice(("auto", "always", "never")),
        default="auto",
        show_default=True,
        help="Colours; auto heeds NO_COLOR, FORCE_COLOR and whether stdout is a terminal.",
    ),
    click.option(
        "--fail-on",
        type=click.Choice(FAIL_ON),
        help="The least severity for which the exit code is 1; default: warning.",
    ),
    click.option("--exit-zero", is_flag=True, help="Exit code 0 whatever is found."),
    *DOCUMENTS,
    click.option(
        "-j",
        "--jobs",
        type=click.IntRange(min=0),
        default=1,
        show_default=True,
        help="How many processes check; 0 for as many as there are processors.",
    ),
    *SETTINGS,
)
