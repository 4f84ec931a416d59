"""``dcxml explain``: the pages about rules, by code or name."""

from __future__ import annotations

from dcxml.cli import main
from dcxml.drift import CHANGES
from dcxml.reporting.explanations import EXPLANATIONS, rule_page
from dcxml.validation import RULES


def test_a_rule_is_explained_by_its_page(capsys):
    for name in ("DC004", "dc004", " Member-Out-Of-Order "):
        assert 0 == main(["explain", name])
        assert rule_page(EXPLANATIONS["DC004"]) == capsys.readouterr().out


def test_several_rules_are_explained_one_after_the_other(capsys):
    assert 0 == main(["explain", "DC001", "DC002"])
    out = capsys.readouterr().out
    assert out.startswith("# DC001 not-xml\n")
    assert "\n\n# DC002 wrong-root\n" in out


def test_a_change_is_explained_by_what_its_record_says(capsys):
    assert 0 == main(["explain", "dd001"])
    assert f"# DD001 contract-added\n\n{CHANGES['DD001'].summary}\n" == capsys.readouterr().out


def test_all_are_explained(capsys):
    assert 0 == main(["explain", "--all"])
    headings = [line for line in capsys.readouterr().out.splitlines() if line.startswith("# D")]
    assert [f"# {each.code} {each.name}" for each in (*RULES.values(), *CHANGES.values())] == headings


def test_without_a_code_all_are_listed(capsys):
    assert 0 == main(["explain"])
    lines = capsys.readouterr().out.splitlines()
    assert [*RULES, *CHANGES] == [line.split()[0] for line in lines]
    assert "DC001  not-xml" == lines[0]


def test_a_rule_that_is_none_is_told_with_the_nearest(capsys):
    assert 2 == main(["explain", "member-out-of-ordre"])
    out, err = capsys.readouterr()
    assert "" == out
    assert "'member-out-of-ordre' is no rule; did you mean member-out-of-order?" in err
