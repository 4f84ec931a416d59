"""Documents with a fault: each is labelled, the label is what is found, and several faults leave each other alone."""

from __future__ import annotations

from collections import Counter
from itertools import islice

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

import dcxml
from dcxml import UnknownNameError
from dcxml.apis.calendar import AuthenticatedInputOfCalendarAppointmentWrongModel as Request
from dcxml.strategies import MUTATIONS, invalid_documents
from dcxml.strategies.stream import drawn
from dcxml.validation import validate
from dcxml.validation.schema_verdict import compiled_schema
from dcxml.xmlio import parse_document
from support import shop
from support.every_type import EveryType, Leaf

pytestmark = pytest.mark.no_cover

runs = settings(max_examples=40, deadline=None, derandomize=True)
first = settings(runs, phases=[Phase.generate])
"""The first that is drawn, as it is: not made small, which is another test's."""
SOURCES = [
    pytest.param((Request,), id="calendar"),
    pytest.param((EveryType,), id="every type"),
    pytest.param((shop.CONTRACTS, shop.in_shop("Order")), id="shop"),
]


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("mutations", [1, 3])
def test_each_mutation_is_found_at_its_path_and_nothing_else_is(source, mutations):
    contracts = source[0] if len(source) > 1 else dcxml.contracts_of(source[0])
    schema = compiled_schema(contracts).schema

    @runs
    @given(invalid_documents(*source, mutations=mutations))
    def found(case):
        assert 1 <= len(case.mutations) <= mutations
        findings = [(each.code, each.path) for each in validate(case.data, contracts)]
        assert Counter(case.findings) == Counter(findings)
        assert len(findings) == len(case.mutations)
        assert case.is_invalid
        if not any(each.row.is_of_message for each in case.mutations):
            assert case.label.schema_valid is schema.validate(parse_document(case.data))

    found()


def test_a_case_tells_its_mutation():
    case = find(invalid_documents(EveryType, only=["int-letters"]), lambda _: True, settings=first)
    assert ("int-letters", "abc") == (case.mutation.id, case.mutation.after)
    assert case.mutation.path == case.mutation.place
    assert case.mutation.path.startswith("/EveryType/")
    assert case.id == f"{case.mutation.path.removeprefix('/EveryType/')}:int-letters"
    assert case.mutation.before.lstrip("-").isdigit()
    assert f">{case.mutation.after}<".encode() in case.data
    assert str(case.mutation).startswith("int-letters: letters for an integer at /EveryType/")


def test_several_mutations_are_drawn_and_stand_apart():
    numbers = set()

    @runs
    @given(invalid_documents(EveryType, mutations=3))
    def apart(case):
        assert len({each.place for each in case.mutations}) == len(case.mutations)
        assert case.id == "+".join(each.case_id for each in case.mutations)
        numbers.add(len(case.mutations))

    apart()
    assert 3 in numbers


@pytest.mark.parametrize("source", SOURCES[:2])
def test_most_of_the_catalogue_is_reached_in_a_run(source):
    seen = Counter()

    @settings(max_examples=250, deadline=None, derandomize=True)
    @given(invalid_documents(*source))
    def counts(case):
        seen.update(each.id for each in case.mutations)

    counts()
    assert len(seen) > 30


def test_what_is_asked_for_is_checked():
    with pytest.raises(UnknownNameError, match="no mutation 'int-leters'; nearest are: int-letters"):
        invalid_documents(Request, only=["int-leters"])
    with pytest.raises(UnknownNameError, match="no mutation 'int-leters'; nearest are: int-letters"):
        invalid_documents(Request, only="int-leters")
    with pytest.raises(ValueError, match="only has no mutation"):
        invalid_documents(Request, only=[])
    for number in (0, -1, 1.5, "2", None):
        with pytest.raises(ValueError, match="mutations is "):
            invalid_documents(Request, mutations=number)


def test_there_are_no_more_mutations_than_places():
    @settings(runs, max_examples=3, phases=[Phase.generate])
    @given(invalid_documents(Leaf, mutations=10**6))
    def few(case):
        assert 1 <= len(case.mutations) < 500

    few()


def test_overrides_are_those_of_instances():
    strategy = invalid_documents(Request, overrides={"Parameter/Title": st.just("Marked")}, only=["swap-siblings"])
    assert b">Marked<" in find(strategy, lambda _: True, settings=first).data


def test_every_row_says_what_it_does_and_what_the_judges_make_of_it():
    assert all(row.what and row.id == name and row.family for name, row in MUTATIONS.items())


def test_no_mutation_comes_up_far_more_often_than_others():
    drawn_cases = islice(drawn(invalid_documents(Request), seed=7), 60)

    counts = Counter(case.mutation.id for case in drawn_cases)

    assert max(counts.values()) <= 15
    assert len(counts) >= 20
