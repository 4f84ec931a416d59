"""The table of docs/diff.md is the table of rules."""

from __future__ import annotations

from pathlib import Path

from dcxml.drift import CHANGES

PAGE = Path(__file__).parents[2] / "docs" / "diff.md"


def test_the_documented_kinds_of_change_are_those_of_the_table():
    rows = [f"| {rule.code} | {rule.name} | {rule.summary} |" for rule in CHANGES.values()]
    assert rows == [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| DD")]


def test_codes_and_names_are_each_used_once():
    names = [rule.name for rule in CHANGES.values()]
    assert sorted(set(names)) == sorted(names)
    assert sorted(CHANGES) == list(CHANGES)
