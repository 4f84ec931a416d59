"""What docs/validate.md says in names and numbers is what the code has."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest

from dcxml.cli.exit_codes import ExitCode
from dcxml.cli.settings.values import KEYS
from dcxml.cli.validate import jobs
from dcxml.cli.validate.command import validate
from dcxml.reporting import FORMATS
from dcxml.validation import RULES, Severity

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "validate.md").read_text("utf-8")
ROWS = re.findall(r"^\| (?P<first>.*?) \| (?P<rest>.*) \|$", PAGE, re.MULTILINE)


def names_in(text):
    """Return what stands in backquotes."""
    return re.findall(r"`([^`]+)`", text)


def row_of(option):
    return next(rest for first, rest in ROWS if option in first)


def test_the_groups_are_those_of_the_rules():
    (sentence,) = re.findall(r"The (\w+) groups are (.*?)\. ", PAGE.replace("\n", " "))
    count, said = sentence
    groups = dict.fromkeys(rule.group for rule in RULES.values())
    assert sorted(groups) == sorted(name for name in names_in(said) if name in groups)
    assert {"eight": 8, "nine": 9, "ten": 10, "eleven": 11}[count] == len(groups)


def test_each_option_is_on_the_page_and_each_on_the_page_is_an_option():
    options = {
        name
        for each in validate.params
        if isinstance(each, click.Option)
        for name in (*each.opts, *each.secondary_opts)
    }
    said = {name.split()[0] for first, _ in ROWS for each in names_in(first) for name in re.split(r", ", each)}
    said |= set(re.findall(r"`(--[a-z-]+)", PAGE))
    assert {name for name in options if name.startswith("--")} - {"--help"} <= said
    assert {name for name in said if name.startswith("-")} <= options | {"-"}


def test_the_formats_are_those_of_the_reporters():
    said = [name for name in names_in(row_of("--output-format")) if name != "DCXML_OUTPUT_FORMAT"]
    assert sorted(FORMATS) == sorted(said)


def test_the_severities_are_those_of_findings():
    for option in ("--severity", "--fail-on"):
        assert {str(each) for each in Severity} == {*names_in(row_of(option))}


def test_the_exit_codes_are_those_of_the_program():
    said = {int(first) for first, _ in ROWS if first.isdigit()}
    assert {int(code) for code in ExitCode} == said


def test_the_processes_are_as_many_as_the_page_says():
    (number,) = re.findall(r"at most (\w+) for each processor", row_of("--jobs"))
    assert {"two": 2, "three": 3, "four": 4}[number] == jobs._MOST_PER_PROCESSOR


def test_the_settings_shown_are_settings():
    (text,) = (block for block in re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL) if "select" in block)
    shown = tomllib.loads(text)["tool"]["dcxml"]
    assert set(shown) == set(KEYS)


@pytest.mark.parametrize("code", sorted(set(re.findall(r"DC\d{3}", PAGE))))
def test_each_code_on_the_page_is_that_of_a_rule_and_leads_to_its_page(code):
    name = RULES[code].name
    assert {f"rules/{code}-{name}.md"} >= set(re.findall(rf"\[{code}\]\(([^)]*)\)", PAGE))
