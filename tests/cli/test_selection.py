"""Findings are chosen by the codes, names and groups of their rules, and weigh what they are said to weigh."""

from __future__ import annotations

import pickle

import pytest

from dcxml.cli.discovery.path_patterns import PathPatterns
from dcxml.cli.settings.selection import Selection, UnknownRuleError, codes_of, severities_of
from dcxml.validation import RULES, Finding, Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
REFERENCES = {code for code, rule in RULES.items() if rule.group == "reference"}


def finding(code):
    return Finding(code=code, name=RULES[code].name, message="m", facts=RULES[code].facts)


FINDINGS = [finding("DC004"), finding("DC006"), finding("DC031")]


def told(selection, path="a.xml"):
    return [each.code for each in selection.told(FINDINGS, path)]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        pytest.param(["DC004"], {"DC004"}, id="a code"),
        pytest.param(["dc004"], {"DC004"}, id="a code in another case"),
        pytest.param([" member-out-of-order"], {"DC004"}, id="a name"),
        pytest.param(["reference"], REFERENCES, id="a group"),
        pytest.param(["DC04"], {code for code in RULES if code.startswith("DC04")}, id="the beginning of a code"),
        pytest.param(["dc"], set(RULES), id="the beginning of all codes"),
        pytest.param(["reference", "DC004"], REFERENCES | {"DC004"}, id="both"),
        pytest.param(["ALL"], set(RULES), id="all"),
        pytest.param([], set(), id="nothing"),
    ],
)
def test_rules_are_named_by_code_name_and_group(words, codes):
    assert codes == codes_of(words)


def test_every_rule_and_group_can_be_named():
    for rule in RULES.values():
        assert {rule.code} == codes_of([rule.code])
        assert rule.code in codes_of([rule.name])
        assert rule.code in codes_of([rule.group])


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        pytest.param("DC0004", ["'DC0004' is neither a rule", "did you mean", "DC004"], id="a code"),
        pytest.param("DC4", ["did you mean DC004?"], id="a code without its zeros"),
        pytest.param("DC9", [f"the codes are DC001 to {max(RULES)}"], id="no code"),
        pytest.param("D", ["'D' is neither", "the groups are"], id="less than the letters of a code"),
        pytest.param("member-out-order", ["did you mean member-out-of-order"], id="a name"),
        pytest.param("txet", ["did you mean text"], id="a group"),
        pytest.param("qqqqqqqq", ["the groups are all, document, structure"], id="nothing near"),
        pytest.param("", ["'' is neither"], id="nothing"),
    ],
)
def test_an_unknown_rule_is_an_error_that_names_the_nearest(word, parts):
    with pytest.raises(UnknownRuleError) as caught:
        codes_of(["DC004", word])
    for part in parts:
        assert part in str(caught.value)
    assert str(caught.value) == str(pickle.loads(pickle.dumps(caught.value)))  # noqa: S301 - our own error


@pytest.mark.parametrize(
    ("selection", "codes"),
    [
        pytest.param(Selection(), ["DC004", "DC006", "DC031"], id="all of them"),
        pytest.param(Selection(select=codes_of(["structure"])), ["DC004", "DC006"], id="selected"),
        pytest.param(Selection(ignore=codes_of(["integer"])), ["DC004", "DC006"], id="ignored"),
        pytest.param(
            Selection(select=codes_of(["structure"]), ignore=codes_of(["DC004"])), ["DC006"], id="selected and ignored"
        ),
        pytest.param(Selection(select=frozenset()), [], id="none selected"),
    ],
)
def test_findings_of_chosen_rules_are_told(selection, codes):
    assert codes == told(selection)


def test_files_are_let_off_rules_by_their_paths():
    selection = Selection(
        by_path=(
            (PathPatterns.of(["old/"]), codes_of(["structure"])),
            (PathPatterns.of(["*.bad.xml"]), codes_of(["DC031"])),
        )
    )
    assert ["DC004", "DC006", "DC031"] == told(selection, "new/a.xml")
    assert ["DC031"] == told(selection, "old/a.xml")
    assert [] == told(selection, "old/a.bad.xml")


def test_a_severity_is_that_of_the_rule_then_of_its_group_then_that_of_the_facts():
    severities = severities_of({"DC004": NOTE, "structure": WARNING})
    selection = Selection(severities=severities)
    assert [ERROR, ERROR, ERROR] == [each.severity for each in FINDINGS]
    assert [NOTE, WARNING, ERROR] == [each.severity for each in selection.told(FINDINGS, "a.xml")]
    assert severities == severities_of({"structure": WARNING, "DC004": NOTE})


def test_the_facts_of_a_finding_stay_whatever_it_weighs():
    (told,) = Selection(severities=severities_of({"all": NOTE})).told(FINDINGS[:1], "a.xml")
    assert (NOTE, FINDINGS[0].facts) == (told.severity, told.facts)
