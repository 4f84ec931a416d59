"""A failure shrinks to an instance, a document or a case that has what the failure needs, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import find, settings

import dcxml
from dcxml.apis.calendar import AuthenticatedInputOfCalendarAppointmentWrongModel as Request
from dcxml.strategies import documents, instances, invalid_documents
from support.every_type import EveryType

search = settings(max_examples=3000, database=None, deadline=None, derandomize=True)
requests = instances(Request)
REQUEST = Request.__data_contract__.name.name


def present(value):
    """Return the names of the members that an object has and that are not null; of what is no object, none."""
    names = getattr(type(value), "__contract_members__", ())
    return {each for each in names if not dcxml.is_absent(value, each) and getattr(value, each) is not None}


@pytest.mark.parametrize(
    "needed",
    [
        {"title"},
        {"notifications_overrides"},
        {"whole_day"},
        {"duration", "location_ids", "start_date"},
    ],
    ids=lambda needed: "+".join(sorted(needed)),
)
def test_members_that_a_failure_does_not_need_go(needed):
    found = find(requests, lambda value: needed <= present(value.parameter), settings=search)
    assert needed == present(found.parameter)


def test_so_do_those_of_the_objects_in_it():
    def has_an_override(value):
        held = value.parameter and value.parameter.notifications_overrides
        return held and held.no_show_warning and not held.no_show_warning.use_sms

    found = find(requests, has_an_override, settings=search)
    assert {"notifications_overrides"} == present(found.parameter)
    assert {"no_show_warning"} == present(found.parameter.notifications_overrides)


def test_a_document_shrinks_to_the_elements_that_a_failure_needs():
    def has_a_title(document):  # which `Title>` is not the sign of: null may be written with an end tag
        return "title" in present(dcxml.loads(document, Request).parameter)

    found = find(documents(Request), has_a_title, settings=search)
    assert {"title"} == present(dcxml.loads(found, Request).parameter)
    assert found.endswith(b"<d2p1:Title></d2p1:Title></Parameter></%b>" % REQUEST.encode())


def test_a_case_shrinks_to_its_mutation():
    found = find(invalid_documents(Request, only=["int-overflow-above"]), lambda _: True, settings=search)
    assert 3 == found.data.count(b"</")  # that of the root, of Parameter and of the number


def test_a_failure_of_many_members_keeps_them():
    found = find(instances(EveryType), lambda value: len(present(value)) > 12, settings=search)
    assert 13 == len(present(found))
