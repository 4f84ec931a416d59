"""The facts of each finding are what the judges say of the mutated document: libxml2, and .NET 8 by what it reads."""

from __future__ import annotations

import pytest

from dcxml.validation import validate
from dcxml.xmlio import PathFinder
from support import dotnet
from support.fact_judge import judge, same_text
from support.mutation_subjects import FAMILIES, SUBJECTS, cases_of

pytestmark = [pytest.mark.dotnet, pytest.mark.no_cover]

# dcxml does not read what is beyond its own limits, and cannot tell what .NET makes of it.
NOT_READ = {"deep-nesting"}


@pytest.fixture(scope="module", autouse=True)
def _runtime() -> None:
    dotnet.require()


def of_family(subject, family):
    return (case for case in cases_of(subject) if case.mutation.family == family)


@pytest.mark.parametrize("subject", SUBJECTS, ids=str)
def test_both_judges_accept_the_document_before_it_is_changed(subject):
    judgement = judge(subject.data, subject)
    assert judgement.schema_valid
    assert judgement.readable, judgement.why
    assert judgement.lossless, judgement.why


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("subject", SUBJECTS, ids=str)
def test_the_labels_and_the_facts_are_what_the_judges_say(subject, family):
    wrong = []
    for case in of_family(subject, family):
        judgement = judge(case.data, subject)
        said = (judgement.schema_valid, judgement.readable, judgement.lossless)
        label = case.label
        if said != (label.schema_valid, label.readable, label.lossless):
            wrong.append((case.id, "label", label, said, judgement.why))
        for finding in validate(case.data, subject.contracts):
            facts = finding.facts
            if case.mutation.id not in NOT_READ and said != (facts.schema_valid, facts.readable, facts.lossless):
                wrong.append((case.id, finding.code, facts, said, judgement.why))
    assert [] == wrong


@pytest.mark.parametrize("subject", SUBJECTS, ids=str)
def test_a_text_reads_as_what_dotnet_holds(subject):
    wrong = []
    for case in of_family(subject, "lexical"):
        for finding in validate(case.data, subject.contracts):
            if finding.facts.reads_as is None:
                continue
            held = judge(case.data, subject).held
            paths = PathFinder()
            found = next((each for each in held.iter("*") if paths.path_of(each) == finding.path), None)
            text = None if found is None else found.text or ""
            expected = finding.facts.reads_as.removeprefix("{}")
            if text is None or not same_text(expected, text):
                wrong.append((case.id, expected, text))
    assert [] == wrong
