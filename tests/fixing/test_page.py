"""The page about fixing has a row for each fixer, in its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcxml.fixing import FIXERS
from dcxml.validation import RULES

DOCS = Path(__file__).parents[2] / "docs"
ROWS = [line for line in (DOCS / "fix.md").read_text("utf-8").splitlines() if line.startswith("| [")]


def test_the_page_has_a_row_for_each_fixer_in_order():
    expected = [
        f"| [{fixer.code} {RULES[fixer.code].name}](rules/{fixer.code}-{RULES[fixer.code].name}.md) | {fixer.summary} |"
        for fixer in FIXERS.values()
    ]
    assert expected == ROWS


@pytest.mark.parametrize("fixer", FIXERS.values(), ids=lambda fixer: fixer.code)
def test_a_row_leads_to_the_page_of_its_rule(fixer):
    assert (DOCS / "rules" / f"{fixer.code}-{RULES[fixer.code].name}.md").is_file()
