"""The pages in docs/rules are those of the rules, and their examples do what they say.

``DCXML_UPDATE_PAGES=1`` writes the pages anew.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from dcxml.contract import ClassDataContract
from dcxml.reporting.explanations import (
    EXAMPLE_CONTRACTS,
    EXPLANATIONS,
    file_name,
    index_page,
    rule_page,
)
from dcxml.validation import RULES, validate
from support.shared_nodes import CONTRACTS as NODES
from support.shop import CONTRACTS, in_shop

FOLDER = Path(__file__).parents[2] / "docs" / "rules"
PAGES = {file_name(each.rule): rule_page(each) for each in EXPLANATIONS.values()} | {
    "README.md": index_page(EXPLANATIONS.values())
}
CODES = pytest.mark.parametrize("code", list(RULES))
NO_EXAMPLES = {"DC047", "DC048", "DC049"}
"""Codes of rules that no text can break: they are about files and about values in Python."""
EXAMPLES = pytest.mark.parametrize("code", [code for code in RULES if code not in NO_EXAMPLES])


def findings_in(document, code):
    contracts = NODES if "<Holder" in document else CONTRACTS
    return list(validate(document.encode(), contracts, canonical=RULES[code].group == "spelling"))


def test_there_is_an_explanation_of_each_rule_in_the_order_of_codes():
    assert list(RULES) == list(EXPLANATIONS)
    assert all(RULES[code] is explanation.rule for code, explanation in EXPLANATIONS.items())


@pytest.fixture(scope="module", autouse=True)
def written_pages():
    """Write the pages anew, where that is asked for."""
    if "DCXML_UPDATE_PAGES" in os.environ:
        FOLDER.mkdir(exist_ok=True)
        for path in FOLDER.iterdir():
            path.unlink()
        for name, text in PAGES.items():
            (FOLDER / name).write_text(text, "utf-8", newline="\n")


def test_the_folder_has_the_pages_and_no_others():
    assert sorted(PAGES) == sorted(path.name for path in FOLDER.iterdir())


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_is_in_step_with_its_rule(name):
    assert PAGES[name] == (FOLDER / name).read_text("utf-8")


@EXAMPLES
def test_the_wrong_example_breaks_the_rule_and_no_other(code):
    (finding,) = findings_in(EXPLANATIONS[code].wrong, code)
    assert code == finding.code


@EXAMPLES
def test_the_facts_on_a_page_are_those_of_its_example(code):
    (finding,) = findings_in(EXPLANATIONS[code].wrong, code)
    facts = RULES[code].facts
    for fact in ("schema_valid", "readable", "canonical", "lossless"):
        assert getattr(facts, fact) == getattr(finding.facts, fact), fact


@EXAMPLES
def test_the_right_example_breaks_no_rule(code):
    assert [] == findings_in(EXPLANATIONS[code].right, code)


@pytest.mark.parametrize("code", sorted(NO_EXAMPLES))
def test_a_rule_that_no_text_can_break_has_no_examples(code):
    assert ("", "") == (EXPLANATIONS[code].wrong, EXPLANATIONS[code].right)
    assert "```xml" not in PAGES[file_name(RULES[code])]


@CODES
def test_markdown_hides_nothing_of_a_page(code):
    prose = re.sub(r"```.*?```|`[^`]*`", "", PAGES[file_name(RULES[code])], flags=re.DOTALL)
    assert [] == re.findall(r"<[\w?!/][^>]*>|&#?\w+;", prose)


def test_the_contracts_on_the_index_have_the_members_of_those_that_are_tested():
    contract = CONTRACTS[in_shop("Order")]
    assert isinstance(contract, ClassDataContract)
    listing = EXAMPLE_CONTRACTS.partition("class Order")[2].partition("\n}")[0]
    assert [member.name for member in contract.members] == re.findall(r"public [^;]*?(\w+);", listing)
