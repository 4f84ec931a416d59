"""``dcxml explain``: what a rule is, why it matters, and how a document is put right; what a change does to whom."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from dcxml.cli.console.output import tell
from dcxml.cli.exit_codes import ExitCode
from dcxml.drift import CHANGES
from dcxml.reporting.explanations import page_of
from dcxml.validation import RULES

if TYPE_CHECKING:
    from dcxml.reporting import RuleRecord

__all__ = ["explain"]


@click.command(short_help="Tell what a rule of validate, or a change of diff, is about.")
@click.argument("rules", metavar="[CODE]...", nargs=-1)
@click.option("every", "--all", is_flag=True, help="The pages of all of them, one after the other.")
def explain(rules: tuple[str, ...], *, every: bool) -> int:
    """Tell the page about each rule of dcxml validate (DC004), or change that dcxml diff finds (DD103).

    A name (member-out-of-order) will do as well. Without any, a list of all: code and name.
    """
    records: list[RuleRecord] = [*RULES.values(), *CHANGES.values()]
    if rules or every:
        found = records if every else [_find(each, records) for each in rules]
        tell("\n".join(_page(each) for each in found), nl=False)
        return ExitCode.NOTHING_FOUND
    for record in records:
        tell(f"{record.code}  {record.name}")
    return ExitCode.NOTHING_FOUND


def _page(record: RuleRecord) -> str:
    """Return the page about a rule; of a change, what its record says."""
    return page_of(record.code) or f"# {record.code} {record.name}\n\n{record.summary}\n"


def _find(name: str, records: list[RuleRecord]) -> RuleRecord:
    """Return the record of that code or name, in any case.

    :raises click.UsageError: where there is none; the nearest are told.
    """
    wanted = name.strip().casefold()
    words = {word.casefold(): record for record in records for word in (record.code, record.name)}
    if wanted in words:
        return words[wanted]
    near = get_close_matches(wanted, words, n=3)
    hint = f"did you mean {', '.join(words[each].name for each in near)}?" if near else "dcxml explain lists all"
    raise click.UsageError(f"{name!r} is no rule; {hint}")
