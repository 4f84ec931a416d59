"""The documented sample of the calendar, made again from its XSDs; and what no XSD says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

import dcxml

CALENDAR = Path(__file__).parents[2] / "schemas" / "calendar"
SAMPLE = (CALENDAR / "sample.xml").read_bytes()
ROOT = "{http://schemas.datacontract.org/2004/07/CMT.UP}AuthenticatedInputOfCalendarAppointmentWrongModelxuv6Fhnt"
DAYS = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
ENDS = ("After no. of occurences", "On date")


@pytest.fixture(scope="module")
def contracts():
    return dcxml.read_schemas(CALENDAR)


@pytest.fixture(scope="module")
def binding(contracts):
    return dcxml.build_classes(contracts)


def unsaid(binding):
    """Return what the constructor of RepeatModel puts into two lists, which no contract tells."""
    module = binding.module
    return {
        "Parameter/RepeatModel/AllDays": [
            module.Day(id=number, is_selected=False, name=name) for number, name in enumerate(DAYS)
        ],
        "Parameter/RepeatModel/RepeatEndsOptions": [
            module.RepeatEndsOption(id=number, is_selected=False, name=name) for number, name in enumerate(ENDS)
        ],
    }


def test_the_documented_sample_is_made_from_its_schemas_byte_for_byte(contracts, binding):
    made = dcxml.sample(binding[ROOT], items=3, overrides=unsaid(binding), contracts=contracts)
    assert SAMPLE == dcxml.dumps(made)


def test_without_its_evidence_the_page_numbers_members_in_their_order(binding):
    moment = dcxml.DateTime(2025, 12, 15, 20, 8, tzinfo=dcxml.FixedOffset(60))
    parameter = dcxml.sample(binding[ROOT], now=moment).parameter
    assert True is parameter.appointment_has_copay_allocations
    assert 1 == parameter.appointment_info_type_id  # Nullable: a fresh generator
    assert 2 == parameter.appointment_info_status_id  # the second that counts
    assert "sample string 4" == parameter.assisting_intern_name  # an object of no known type counts too
    assert [1, 2] == parameter.location_ids
    assert moment == parameter.cancel_timestamp
    assert parameter.repeat_model.selected_days[0] == parameter.repeat_model.selected_days[1]


def test_the_least_has_no_member_that_is_not_required(binding):
    made = dcxml.sample(binding[ROOT], "minimal")
    assert dcxml.is_absent(made, "parameter")
    assert dcxml.is_absent(made, "app_context_id")


@pytest.mark.parametrize("kind", ["documentation", "minimal", "maximal"])
def test_each_kind_is_the_same_each_time_and_without_findings(contracts, binding, kind):
    data = dcxml.dumps(dcxml.sample(binding[ROOT], kind))
    assert data == dcxml.dumps(dcxml.sample(binding[ROOT], kind))
    assert [] == list(dcxml.validate(data, contracts))


def test_in_all_no_member_is_absent_or_nil(binding):
    document = dcxml.dumps(dcxml.sample(binding[ROOT], "maximal")).decode()
    assert 1 == document.count("i:nil")  # the one whose type nobody knows
    assert document.count("<d2p1:") >= 72
