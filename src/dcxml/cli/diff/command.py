"""``dcxml diff``: what has changed between two contracts, and whom it breaks."""

from __future__ import annotations

from typing import Final

import click

import dcxml
from dcxml.cli.console.files import STANDARD_STREAM
from dcxml.cli.console.output import tell, tell_error
from dcxml.cli.contracts.given import load_contracts
from dcxml.cli.diff.changes import FORMATS, summary, told
from dcxml.cli.exit_codes import ExitCode
from dcxml.drift import READERS, Level, Party

__all__ = ["diff"]

_LEVELS: Final = {
    "breaking": (Level.BREAKING,),
    "risky": (Level.BREAKING, Level.RISKY),
    "any": tuple(Level),
    "never": (),
}


@click.command(short_help="Say what has changed between two contracts, and whom it breaks.")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--fail-on",
    type=click.Choice([*_LEVELS]),
    default="any",
    show_default=True,
    help="The least level of a change for which the exit code is 1.",
)
@click.option(
    "parties",
    "--for",
    type=click.Choice([party.value for party in Party]),
    multiple=True,
    help="Whose trouble makes the level of a change; may be given several times. Without it that of both readers, old"
    " and new; the schemas are for those who validate.",
)
@click.option(
    "--output-format",
    type=click.Choice([*FORMATS]),
    default="full",
    show_default=True,
    envvar="DCXML_OUTPUT_FORMAT",
    help="Lines for people, grouped by contract or one for each change; objects with all facts; or the report on"
    " NEW that GitHub Actions, GitLab, a test runner or SARIF's readers take.",
)
def diff(old: str, new: str, fail_on: str, parties: tuple[str, ...], output_format: str) -> int:
    """Compare the contracts of OLD and NEW, and say for each change whom it breaks.

    Each is an XSD, a WSDL, an XML sample, a help page, a folder of schemas or of samples (- is stdin), or a Python
    module with contract classes: FILE.py, the folder of a package, or a dotted name. A module is executed, so give
    none that you do not trust.

    A change is breaking where a reader of the one side may refuse documents of the other, risky where it may lose
    something of them without a word, else compatible. Exit code 0 without changes of the level --fail-on, 1 with some,
    2 where something cannot be read.
    """
    if old == new == STANDARD_STREAM:
        raise click.UsageError("stdin (-) can be read once only")
    chosen = tuple(map(Party, parties)) or READERS
    changes = list(dcxml.diff_contracts(load_contracts(old), load_contracts(new)))
    for line in told(changes, chosen, output_format=output_format, file=new):
        tell(line)
    tell_error(summary(changes, chosen))
    levels = {change.effects.level(chosen) for change in changes}
    return ExitCode.NOTHING_FOUND if levels.isdisjoint(_LEVELS[fail_on]) else ExitCode.FOUND
