"""The mutation suite: each mutation, at each kind of place, is found once and at its place, or not at all.

What the labels say is judged by libxml2 and .NET in `tests/dotnet/test_mutation_facts.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from dcxml.contract import ClassDataContract, DataContractSet, DataMember
from dcxml.qname import XS, QName
from dcxml.strategies.mutations import MUTATIONS, mutations
from dcxml.validation import RULES, validate
from support.mutation_subjects import FAMILIES, SUBJECTS, cases_of

# Rules that these subjects cannot break: a schema of one's own, what is about files and not about documents, and
# those of notes, which are asked for.
ELSEWHERE = {"DC016", "DC044", "DC045", "DC049"}


@pytest.mark.parametrize("subject", SUBJECTS, ids=str)
def test_nothing_is_found_in_the_document_before_it_is_changed(subject):
    assert [] == list(validate(subject.data, subject.contracts))


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("subject", SUBJECTS, ids=str)
def test_each_mutation_is_found_once_at_its_place(subject, family):
    wrong = []
    for case in (case for case in cases_of(subject) if case.mutation.family == family):
        findings = list(validate(case.data, subject.contracts))
        wanted = [] if case.label.code is None else [(case.label.code, case.path)]
        if wanted != [(finding.code, finding.path) for finding in findings]:
            wrong.append((case.id, wanted, [str(finding) for finding in findings]))
    assert [] == wrong


def test_every_mutation_can_be_applied_to_some_document():
    applied = {case.mutation.id for subject in SUBJECTS for case in cases_of(subject)}
    assert set() == set(MUTATIONS) - applied


def test_every_rule_is_broken_by_some_mutation():
    codes = {case.label.code for subject in SUBJECTS for case in cases_of(subject)}
    of_documents = {code for code, rule in RULES.items() if rule.group != "value"}
    assert of_documents - ELSEWHERE == codes - {None}


@pytest.mark.parametrize("subject", SUBJECTS, ids=str)
def test_a_case_says_what_was_changed_and_is_the_same_each_time(subject):
    first, second = cases_of(subject), list(mutations(subject.data, subject.contracts))
    assert [case.data for case in first] == [case.data for case in second]
    assert len({case.id for case in first}) == len(first)
    for case in first:
        assert case.data != subject.data
        assert case.before != case.after


def test_every_place_holds_more_cases_than_every_kind_of_place():
    subject = SUBJECTS[0]
    kinds = sum(1 for _ in mutations(subject.data, subject.contracts, only=["int-plus"]))
    places = sum(1 for _ in mutations(subject.data, subject.contracts, only=["int-plus"], every_place=True))
    assert 0 < kinds < places


def test_the_page_has_the_figures():
    cases = [case for subject in SUBJECTS for case in cases_of(subject)]
    found = sum(case.label.code is not None for case in cases)
    elements = sum(len(list(etree.fromstring(subject.data).iter("*"))) for subject in SUBJECTS)
    kinds = len({(subject.name, case.place) for subject in SUBJECTS for case in cases_of(subject)})
    page = (Path(__file__).parents[2] / "docs" / "conformance.md").read_text("utf-8")

    assert f"{len(MUTATIONS)} mutations at each kind of place of four documents" in page
    assert f"({elements} elements, {kinds} kinds): {len(cases):,} documents" in page
    assert f"{found:,} have a finding, {len(cases) - found:,} have none" in page


def test_an_unknown_mutation_is_refused():
    with pytest.raises(KeyError):
        list(mutations(SUBJECTS[0].data, SUBJECTS[0].contracts, only=["no-such"]))


def test_what_a_missing_base_may_hold_is_no_place_for_a_mutation():
    number = DataMember(name="m", type=QName(XS, "int"))
    derived = ClassDataContract(name=QName("urn:t", "A"), base=QName("urn:u", "B"), members=(number,))
    contracts = DataContractSet([derived])
    data = b'<A xmlns="urn:t"><b/><m>1</m></A>'

    made = list(mutations(data, contracts))

    assert [] == list(validate(data, contracts))
    assert {"/A"} == {case.place for case in made}
    assert "unknown-first" not in {case.mutation.id for case in made}
    assert "unknown-member" in {case.mutation.id for case in made}
