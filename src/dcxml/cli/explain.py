"""``dcxml explain``: what a rule is, why it matters, and how a document is put right; what a change does to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from dcxml.cli.console.output import tell
from dcxml.cli.exit_codes import ExitCode
from dcxml.cli.settings.selection import codes_like
from dcxml.drift import CHANGES
from dcxml.near_names import near_names
from dcxml.reporting.explanations import page_of
from dcxml.validation import RULES

if TYPE_CHECKING:
    from dcxml.reporting import RuleRecord

__all__ = ["explain"]

_MOST_HINTS: Final = 5


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
    raise click.UsageError(f"{name!r} is no rule; {_hint(wanted, records)}")


def _hint(wanted: str, records: list[RuleRecord]) -> str:
    """Return what may be meant: codes by what looks like one, else names that are near, or of which it is a part."""
    like = codes_like(wanted, [each.code for each in records])
    if like == []:
        families = (RULES, CHANGES)
        return f"the codes are {' and '.join(f'{min(each)} to {max(each)}' for each in families)}"
    names = {each.name: each for each in records}
    near = near_names(wanted, names, most=3) or [name for name in names if wanted in name.split("-")]
    meant = [each for each in records if each.code in (like or [])] or [names[each] for each in near]
    if not meant:
        return "dcxml explain lists all"
    told = [f"{each.code} {each.name}" for each in meant[:_MOST_HINTS]]
    return f"did you mean {' or '.join(told)}?" + (" (dcxml explain lists all)" if len(meant) > _MOST_HINTS else "")
