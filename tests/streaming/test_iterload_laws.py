"""The law of `iterload`: its items are those of the collection that `load` returns, and so are its errors."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import HealthCheck, assume, event, given, reject, settings
from hypothesis import strategies as st

import dcxml
from dcxml import InvalidDataContractError
from dcxml.codec.plan import is_branch
from dcxml.strategies import instances
from support.contract_sets import contract_sets
from support.damaged_documents import damaged
from support.mutation_subjects import SUBJECTS, cases_of
from support.streamed import item_paths, loaded, parse_by, streamed

pytestmark = pytest.mark.no_cover

SETTINGS = (
    {},
    {"unknown": "ignore"},
    {"unknown": "forbid"},
    {"mode": "dotnet"},
    {"check_characters": False},
)
STRETCHES = (1, 7, 64, 1 << 16)
RUN = settings(deadline=None, max_examples=12, suppress_health_check=list(HealthCheck))


def value_of(item):
    """Return an item as a value that compares as values do: of a pair, too, in which lxml's elements may be."""
    return dcxml.KeyValuePair(*item) if isinstance(item, tuple) else item


def check(data, cls, item, **chosen):
    """Hold the law for one document."""
    expected, actual = loaded(data, cls, item, **chosen), streamed(data, cls, item, **chosen)
    if expected.error is None or actual.error is None:
        assert expected.told == actual.told
        assert len(expected.items) == len(actual.items)
        assert all(map(dcxml.identical, map(value_of, expected.items), map(value_of, actual.items)))
    elif expected.told != actual.told:
        return False
    return True


@pytest.mark.parametrize("subject", SUBJECTS, ids=str)
def test_a_valid_document_has_the_same_items(subject, monkeypatch):
    cls = dcxml.build_classes(subject.contracts)[subject.root.clark]
    for item, chosen, stretch in product(item_paths(cls), SETTINGS, STRETCHES):
        parse_by(stretch, monkeypatch)
        assert check(subject.data, cls, item, **chosen)


@pytest.mark.parametrize("subject", SUBJECTS, ids=str)
def test_a_document_with_one_fault_has_the_same_error(subject, monkeypatch):
    cls = dcxml.build_classes(subject.contracts)[subject.root.clark]
    parse_by(64, monkeypatch)
    for number, (item, chosen) in enumerate(product(item_paths(cls), SETTINGS)):
        for case in cases_of(subject)[number % 197 :: 197]:
            assert check(case.data, cls, item, **chosen), case.id


def roots_with_collections(contracts):
    """Return the classes and collections of a contract set whose documents have items, and the paths of these."""
    binding = dcxml.build_classes(contracts)
    roots = [(binding[each.name.clark], each) for each in contracts if is_branch(each)]
    return [(cls, path) for cls, _ in roots for path in item_paths(cls)]


@st.composite
def subjects(draw, *, hostile):
    """Draw a class, the path of a collection in it, and a document."""
    found = roots_with_collections(draw(contract_sets(hostile=hostile)))
    assume(found)
    cls, item = draw(st.sampled_from(found))
    try:
        return cls, item, dcxml.dumps(draw(instances(cls)), cls)
    except InvalidDataContractError:
        reject()


@RUN
@given(subjects(hostile=True), st.sampled_from(SETTINGS), st.sampled_from(STRETCHES))
def test_documents_of_drawn_contracts_have_the_same_items(subject, chosen, stretch):
    cls, item, document = subject
    with pytest.MonkeyPatch.context() as patch:
        parse_by(stretch, patch)
        assert check(document, cls, item, **chosen)


@RUN
@given(st.data(), subjects(hostile=False), st.sampled_from(SETTINGS), st.sampled_from(STRETCHES))
def test_damaged_documents_of_drawn_contracts_have_the_same_error(data, subject, chosen, stretch):
    cls, item, document = subject
    with pytest.MonkeyPatch.context() as patch:
        parse_by(stretch, patch)
        changed = data.draw(damaged(document, most=1)).encode()
        event(f"the same error: {check(changed, cls, item, **chosen)}")


@RUN
@given(st.data(), st.sampled_from(SUBJECTS), st.sampled_from(SETTINGS), st.sampled_from(STRETCHES))
def test_a_document_that_breaks_off_has_the_same_error(data, subject, chosen, stretch):
    cls = dcxml.build_classes(subject.contracts)[subject.root.clark]
    end = data.draw(st.integers(0, len(subject.data)))
    for item in item_paths(cls)[:3]:
        with pytest.MonkeyPatch.context() as patch:
            parse_by(stretch, patch)
            assert check(subject.data[:end], cls, item, **chosen)
