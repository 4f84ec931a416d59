"""``dcxml explain``: what a rule is, why it matters, and how a document is put right."""

from __future__ import annotations

from difflib import get_close_matches

import click

from dcxml.cli.exit_codes import ExitCode
from dcxml.cli.output import tell
from dcxml.reporting.explanations import EXPLANATIONS, Explanation, explanation_of, rule_page

__all__ = ["explain"]


@click.command(short_help="Tell what a rule of validate is about.")
@click.argument("rules", metavar="[CODE]...", nargs=-1)
@click.option("every", "--all", is_flag=True, help="The pages of all rules, one after the other.")
def explain(rules: tuple[str, ...], *, every: bool) -> int:
    """Tell the page about each rule, given by its CODE (DC004) or its name (member-out-of-order).

    Without any, a list of all rules: code, name, severity.
    """
    if rules or every:
        found = [*EXPLANATIONS.values()] if every else [_find(each) for each in rules]
        tell("\n".join(rule_page(each) for each in found), nl=False)
        return ExitCode.NOTHING_FOUND
    width = max(len(each.rule.name) for each in EXPLANATIONS.values())
    for each in EXPLANATIONS.values():
        tell(f"{each.rule.code}  {each.rule.name:{width}}  {each.rule.facts.severity}")
    return ExitCode.NOTHING_FOUND


def _find(name: str) -> Explanation:
    """Return the explanation of a rule.

    :raises click.UsageError: where there is none; the nearest names are told.
    """
    explanation = explanation_of(name)
    if explanation is None:
        known = [word for each in EXPLANATIONS.values() for word in (each.rule.code, each.rule.name)]
        near = get_close_matches(name.casefold(), [word.casefold() for word in known], n=3)
        told = [word for word in known if word.casefold() in near]
        hint = f"did you mean {', '.join(told)}?" if told else "dcxml explain lists all"
        raise click.UsageError(f"{name!r} is no rule; {hint}")
    return explanation
