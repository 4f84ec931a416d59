"""A document that fails is made as small as it can be and fail the same way, whatever the failure needs."""

from __future__ import annotations

from itertools import count

import pytest
from attrs import define, field

import dcxml
from dcxml.apis.calendar import AuthenticatedInputOfCalendarAppointmentWrongModel as Request
from dcxml.fuzzing import FuzzedDocument, fuzzed_documents, shrink
from dcxml.strategies.mutations import mutations
from dcxml.xmlio import parse_document

CONTRACTS = dcxml.contracts_of(Request)
ROOT = Request.__data_contract__.name


@define
class Service:
    """Stands for a service that has a bug: what it was sent."""

    has_bug: object
    sent: list[bytes] = field(factory=list)

    def fails(self, document):
        self.sent.append(document.data)
        return self.has_bug(document.data)


def elements_of(data):
    """Return the names of the elements below the root, and their texts."""
    return {element.tag.rpartition("}")[2]: element.text for element in [*parse_document(data).iter("*")][1:]}


def first_failing(has_bug, *, is_valid, seed=1):
    documents = fuzzed_documents(CONTRACTS, ROOT, seed=seed, kinds=[is_valid])
    return next(each for each in documents if has_bug(each.data))


def shrunk(has_bug, *, is_valid, document=None):
    service = Service(has_bug)
    document = document or first_failing(has_bug, is_valid=is_valid)
    small = shrink(document, service.fails, CONTRACTS, ROOT)
    assert has_bug(small.data)
    assert len(service.sent) == len(set(service.sent)) <= 150
    return small


def valid(instance, **how):
    data = dcxml.dumps(instance, **how)
    return FuzzedDocument(data=data, valid=data)


def full_request():
    return dcxml.sample(Request, "maximal")


def test_it_is_the_member_and_the_value_that_the_failure_needs():
    def title_has_a_seven(data):
        parameter = dcxml.loads(data, Request).parameter
        return parameter is not None and "7" in (parameter.title or "")

    request = full_request()
    request.parameter.title = "from 1,000 to 2,700 in <10> days"
    small = shrunk(title_has_a_seven, is_valid=True, document=valid(request))
    assert {"Parameter": None, "Title": "7"} == elements_of(small.data)


def test_two_members_that_disagree_are_kept_both():
    def starts_after_its_day(data):
        parameter = dcxml.loads(data, Request).parameter
        return parameter is not None and parameter.start_date.replace(tzinfo=None) > parameter.start_date_day.replace(
            tzinfo=None
        )

    small = shrunk(starts_after_its_day, is_valid=True)
    assert {"Parameter", "StartDate"} <= {*elements_of(small.data)} <= {"Parameter", "StartDate", "StartDateDay"}


@pytest.mark.parametrize("needed", [b"\xff\xfe", b"<!--", b"<![CDATA[", b"<?xml version='1.0'"])
def test_a_spelling_that_the_failure_needs_is_kept_and_no_more(needed):
    small = shrunk(lambda data: needed in data, is_valid=True)
    assert all(len(element) <= 1 for element in parse_document(small.data).iter("*"))  # the way to one text, or none
    assert small.data.count(b"<!--") <= (needed == b"<!--")


def test_a_mutation_stays_and_so_does_the_value_it_fails_with():
    """Of the valid document that was mutated, not of another."""

    def has_a_bad_number_beside_a_title(data):
        return b"2147483648" in data and b"Title>x" in data

    request = full_request()
    request.parameter.title = "x-ray"
    case = next(
        each
        for each in mutations(dcxml.dumps(request), CONTRACTS, only=["int-overflow-above"], every_place=True)
        if each.place.endswith("Duration")
    )
    small = shrunk(has_a_bad_number_beside_a_title, is_valid=False, document=FuzzedDocument.of_case(case))
    assert {"Parameter": None, small.place.rpartition("/")[2]: "2147483648", "Title": "x"} == elements_of(small.data)
    assert "int-overflow-above" == small.mutation


def test_tries_have_an_end():
    asked = count()
    shrink(valid(full_request()), lambda _: next(asked) < 0, CONTRACTS, ROOT, most=7)
    assert 7 == next(asked)
