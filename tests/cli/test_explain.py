"""``dcxml explain``: the pages about rules, by code or name."""

from __future__ import annotations

import pytest

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
    assert "'member-out-of-ordre' is no rule; did you mean DC004 member-out-of-order?" in err


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        pytest.param(
            "DC999", f"the codes are DC001 to {max(RULES)} and DD001 to {max(CHANGES)}", id="a code that is none"
        ),
        pytest.param("DC4", "did you mean DC004 member-out-of-order?", id="a code without its zeros"),
        pytest.param("dc01", "did you mean DC001 not-xml or DC010 unknown-attribute", id="the beginning of codes"),
        pytest.param("order", "did you mean DC004 member-out-of-order", id="a part of names"),
        pytest.param("qqqq", "dcxml explain lists all", id="nothing near"),
    ],
)
def test_a_word_that_names_no_rule_is_told_with_what_may_be_meant(capsys, word, hint):
    assert 2 == main(["explain", word])
    assert hint in capsys.readouterr().err
