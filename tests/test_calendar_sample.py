"""The documented sample as Python values: what a user of `dcxml.apis.calendar` holds in hand."""

from __future__ import annotations

from decimal import Decimal
from operator import attrgetter
from pathlib import Path
from uuid import UUID

import pytest

import dcxml
from dcxml import DateTime, Dialect, Duration, FixedOffset, KeyValuePair
from dcxml.apis import calendar
from dcxml.apis.calendar import AuthenticatedInputOfCalendarAppointmentWrongModel as Request

SAMPLE = (Path(__file__).parents[1] / "schemas" / "calendar" / "sample.xml").read_bytes()
NOW = DateTime(2025, 12, 15, 20, 8, 15, 941616, tick=4, tzinfo=FixedOffset(0))


@pytest.fixture(scope="module")
def request_():
    return dcxml.loads(SAMPLE, Request)


# Member path, its Python value; the type is that of the value.
VALUES = {
    "app_context_id": UUID("f896083f-fd6d-4b86-8862-05022060b45c"),
    "parameter.accepted_state": calendar.AcceptedState.CREATED,
    "parameter.action": calendar.Action.UPDATE,
    "parameter.appointment_has_copay_allocations": True,
    "parameter.appointment_info_status": calendar.AppointmentInfoStatus.ACCEPTED,
    "parameter.appointment_info_status_id": 0,
    "parameter.appointment_info_type_id": 1,
    "parameter.appointment_state": calendar.AppointmentState.ACCEPTED,
    "parameter.appointment_type": calendar.AppointmentType.SELF_PAY,
    "parameter.arrived_not_arrived_state": calendar.ArrivedNotArrivedState.UNKNOWN,
    "parameter.arrived_state": None,
    "parameter.assisting_intern_id": 1,
    "parameter.assisting_intern_name": "sample string 6",
    "parameter.billing_state": calendar.BillingState.PAID_IN_FULL,
    "parameter.calendar_appointment_id": 25,
    "parameter.calendar_appointment_uid": UUID("66d630dd-753e-4a94-92d0-617692d98ce5"),
    "parameter.can_accept": True,
    "parameter.cancel_timestamp": NOW,
    "parameter.cancellation_fee": Decimal(1),
    "parameter.cancelled_state": calendar.CancelledState.CANCELLED_BY_PATIENT,
    "parameter.client": "sample string 44",
    "parameter.duration": 1439,
    "parameter.first_and_last_appts_dates_in_series": KeyValuePair(NOW, NOW),
    "parameter.intake_permissions.can_sign": True,
    "parameter.intake_status": calendar.IntakeStatus.NONE,
    "parameter.location_ids": [1, 2, 3],
    "parameter.not_arrived_state": None,
    "parameter.notifications_overrides.appointment_created": calendar.AppointmentCreated(use_email=True, use_sms=True),
    "parameter.notifications_overrides.thank_you_reminder.use_sms": True,
    "parameter.onboarding_form_statuses": None,
    "parameter.phone_number2": "sample string 33",
    "parameter.recurrence_no": 11,
    "parameter.recurrent_type": 10,
    "parameter.repeat_model.ends_on_date": NOW,
    "parameter.repeat_model.repeat_on": [1, 2, 3],
    "parameter.repeat_model.repeats": calendar.Repeats("EveryWeekdayMondaytoFriday"),
    "parameter.repeat_model.selected_days": [calendar.Day(id=1, is_selected=True, name="sample string 2")] * 3,
    "parameter.start_date": DateTime(2025, 12, 15, tzinfo=FixedOffset(0)),
    "parameter.start_date_time": Duration(0),
    "parameter.supervisor_id": 1,
    "parameter.title": "sample string 2",
    "parameter.type": calendar.Type("PatientAppointment"),
    "parameter.whole_day": True,
}


@pytest.mark.parametrize("path", VALUES)
def test_a_member_of_the_sample_has_its_python_value_and_type(request_, path):
    value = attrgetter(path)(request_)

    assert type(VALUES[path]) is type(value)
    assert VALUES[path] == value
    assert dcxml.identical(VALUES[path], value)


def test_the_table_names_at_least_thirty_members():
    assert len(VALUES) >= 30


def test_the_sample_comes_back_identical():
    assert 8_767 == len(SAMPLE)
    assert SAMPLE == dcxml.dumps(dcxml.loads(SAMPLE, Request))


def test_the_sample_survives_the_other_dialect(request_):
    text = dcxml.dumps(request_, dialect=Dialect.TEXT)

    assert text != SAMPLE
    assert SAMPLE == dcxml.dumps(dcxml.loads(text, Request))


def test_a_changed_sample_differs_in_the_change_alone():
    request = dcxml.loads(SAMPLE, Request)
    request.parameter.title = "Check-up"
    request.parameter.start_date = request.parameter.start_date.replace(hour=9)
    request.parameter.repeat_model.all_days.pop()
    dcxml.set_absent(request.parameter, "room_name")

    expected = (
        SAMPLE.replace(b"<d2p1:Title>sample string 2<", b"<d2p1:Title>Check-up<")
        .replace(b"<d2p1:StartDate>2025-12-15T00:", b"<d2p1:StartDate>2025-12-15T09:")
        .replace(
            b"<d3p1:Day><d3p1:Id>6</d3p1:Id><d3p1:IsSelected>false</d3p1:IsSelected><d3p1:Name>Sat</d3p1:Name></d3p1:Day>",
            b"",
        )
        .replace(b"<d2p1:RoomName>sample string 13</d2p1:RoomName>", b"")
    )
    assert expected == dcxml.dumps(request)


def test_a_new_request_is_what_new_gives_in_dotnet():
    request = Request(parameter=calendar.CalendarAppointmentWrongModel())
    text = dcxml.dumps(request).decode()

    assert '<d2p1:Title i:nil="true" />' in text
    assert "<d2p1:StartDateTime>PT0S</d2p1:StartDateTime>" in text
    assert "<d2p1:CancelTimestamp>0001-01-01T00:00:00</d2p1:CancelTimestamp>" in text
    assert "AcceptedState" not in text  # the enumeration's zero has no known text
    assert dcxml.identical(request, dcxml.loads(text, Request))
