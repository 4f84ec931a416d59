"""The calendar API's request as models of pydantic-xml; enumerations are texts, for their values are open."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Final
from uuid import UUID

from pydantic_xml import BaseXmlModel, element, wrapped

__all__ = ["Request"]

_DATA_CONTRACTS: Final = "http://schemas.datacontract.org/2004/07/"
NAMESPACES: Final = {
    "i": "http://www.w3.org/2001/XMLSchema-instance",
    "r": f"{_DATA_CONTRACTS}CMT.UP",
    "m": f"{_DATA_CONTRACTS}CMT.UP.Web.Models",
    "e": f"{_DATA_CONTRACTS}CMT.UP.EHR.Entities.Calendar",
    "p": f"{_DATA_CONTRACTS}CMT.UP.Model.Resources.Intake",
    "g": f"{_DATA_CONTRACTS}System.Collections.Generic",
    "a": "http://schemas.microsoft.com/2003/10/Serialization/Arrays",
}
request, model, entity, permission, generic, item = (partial(element, ns=prefix) for prefix in "rmepga")


class FirstAndLast(BaseXmlModel, ns="g", nsmap=NAMESPACES):
    """A KeyValuePair of two dates."""

    key: datetime = generic("key")
    value: datetime = generic("value")


class AppointmentCreated(BaseXmlModel, tag="AppointmentCreated", ns="e", nsmap=NAMESPACES):
    """As dcxml's class of this name."""

    use_email: bool = entity("UseEmail")
    use_sms: bool = entity("UseSms")


class NotificationsOverrides(BaseXmlModel, tag="NotificationsOverrides", ns="e", nsmap=NAMESPACES):
    """As dcxml's class of this name."""

    appointment_created: AppointmentCreated | None = entity("AppointmentCreated", default=None, nillable=True)
    cancel_appointment: AppointmentCreated | None = entity("CancelAppointment", default=None, nillable=True)
    first_reminder: AppointmentCreated | None = entity("FirstReminder", default=None, nillable=True)
    no_show_warning: AppointmentCreated | None = entity("NoShowWarning", default=None, nillable=True)
    reschedule_appointment: AppointmentCreated | None = entity("RescheduleAppointment", default=None, nillable=True)
    screening_forms_reminder: AppointmentCreated | None = entity("ScreeningFormsReminder", default=None, nillable=True)
    second_reminder: AppointmentCreated | None = entity("SecondReminder", default=None, nillable=True)
    thank_you_reminder: AppointmentCreated | None = entity("ThankYouReminder", default=None, nillable=True)
    use_overrides: bool = entity("UseOverrides")


class Day(BaseXmlModel, tag="Day", ns="e", nsmap=NAMESPACES):
    """As dcxml's class of this name."""

    id: int = entity("Id")
    is_selected: bool = entity("IsSelected")
    name: str | None = entity("Name", default=None, nillable=True)


class RepeatEndsOption(BaseXmlModel, tag="RepeatEndsOption", ns="e", nsmap=NAMESPACES):
    """As dcxml's class of this name."""

    id: int = entity("Id")
    is_selected: bool = entity("IsSelected")
    name: str | None = entity("Name", default=None, nillable=True)


class RepeatModel(BaseXmlModel, tag="RepeatModel", ns="e", nsmap=NAMESPACES):
    """As dcxml's class of this name."""

    all_days: list[Day] = wrapped("AllDays", entity("Day"), ns="e")
    ends_after_occurences: int | None = entity("EndsAfterOccurences", default=None, nillable=True)
    ends_on_date: datetime = entity("EndsOnDate")
    repeat_ends_options: list[RepeatEndsOption] = wrapped("RepeatEndsOptions", entity("RepeatEndsOption"), ns="e")
    repeat_ends_value: int | None = entity("RepeatEndsValue", default=None, nillable=True)
    repeat_every: int | None = entity("RepeatEvery", default=None, nillable=True)
    repeat_on: list[int] = wrapped("RepeatOn", item("int"), ns="e")
    repeats: str = entity("Repeats")
    repeats_value: int | None = entity("RepeatsValue", default=None, nillable=True)
    selected_days: list[Day] = wrapped("SelectedDays", entity("Day"), ns="e")
    selected_days_ids: list[int] = wrapped("SelectedDaysIds", item("int"), ns="e")
    starts_on: datetime = entity("StartsOn")


class IntakePermissions(BaseXmlModel, tag="IntakePermissions", ns="p", nsmap=NAMESPACES):
    """As dcxml's class of this name."""

    can_add_amendments: bool = permission("CanAddAmendments")
    can_edit: bool = permission("CanEdit")
    can_print: bool = permission("CanPrint")
    can_sign: bool = permission("CanSign")
    can_start: bool = permission("CanStart")
    can_unlock: bool = permission("CanUnlock")
    can_view: bool = permission("CanView")
    is_supervised: bool = permission("IsSupervised")


class CalendarAppointmentWrongModel(BaseXmlModel, tag="CalendarAppointmentWrongModel", ns="m", nsmap=NAMESPACES):
    """As dcxml's class of this name."""

    accepted_state: str = model("AcceptedState")
    action: str = model("Action")
    appointment_has_copay_allocations: bool = model("AppointmentHasCopayAllocations")
    appointment_info_status: str = model("AppointmentInfoStatus")
    appointment_info_status_id: int = model("AppointmentInfoStatusId")
    appointment_info_type_id: int | None = model("AppointmentInfoTypeId", default=None, nillable=True)
    appointment_state: str = model("AppointmentState")
    appointment_type: str = model("AppointmentType")
    arrived_not_arrived_state: str = model("ArrivedNotArrivedState")
    arrived_state: str | None = model("ArrivedState", default=None, nillable=True)
    assisting_intern_id: int | None = model("AssistingInternId", default=None, nillable=True)
    assisting_intern_name: str | None = model("AssistingInternName", default=None, nillable=True)
    billing_state: str = model("BillingState")
    calendar_appointment_id: int = model("CalendarAppointmentId")
    calendar_appointment_uid: UUID = model("CalendarAppointmentUid")
    can_accept: bool = model("CanAccept")
    can_access_patient_file: bool = model("CanAccessPatientFile")
    can_arrive: bool = model("CanArrive")
    can_cancel: bool = model("CanCancel")
    can_not_arrive: bool = model("CanNotArrive")
    can_reject: bool = model("CanReject")
    can_reschedule: bool = model("CanReschedule")
    can_send_email_to_complete_forms: bool = model("CanSendEmailToCompleteForms")
    can_update: bool = model("CanUpdate")
    cancel_timestamp: datetime = model("CancelTimestamp")
    cancel_timestamp_utc: datetime = model("CancelTimestampUtc")
    cancellation_fee: Decimal | None = model("CancellationFee", default=None, nillable=True)
    cancelled_state: str = model("CancelledState")
    client: str | None = model("Client", default=None, nillable=True)
    complaint: str | None = model("Complaint", default=None, nillable=True)
    details: str | None = model("Details", default=None, nillable=True)
    do_not_charge_cancellation_fee: bool = model("DoNotChargeCancellationFee")
    do_not_collect_prepayment: bool = model("DoNotCollectPrepayment")
    do_not_send_notifications: bool = model("DoNotSendNotifications")
    duration: int = model("Duration")
    email_address: str | None = model("EmailAddress", default=None, nillable=True)
    first_and_last_appts_dates_in_series: FirstAndLast = model("FirstAndLastApptsDatesInSeries")
    intake_approval_status: str = model("IntakeApprovalStatus")
    intake_id: int | None = model("IntakeId", default=None, nillable=True)
    intake_permissions: IntakePermissions | None = model("IntakePermissions", default=None, nillable=True)
    intake_status: str = model("IntakeStatus")
    invite_patient_to_complete_forms: bool = model("InvitePatientToCompleteForms")
    is_recurrent: bool = model("IsRecurrent")
    load_notifications_overrides_from_globals: bool = model("LoadNotificationsOverridesFromGlobals")
    location_id: int | None = model("LocationId", default=None, nillable=True)
    location_ids: list[int] = wrapped("LocationIds", item("int"), ns="m")
    location_name: str | None = model("LocationName", default=None, nillable=True)
    not_arrived_state: str | None = model("NotArrivedState", default=None, nillable=True)
    notifications_overrides: NotificationsOverrides | None = model(
        "NotificationsOverrides", default=None, nillable=True
    )
    onboarding_form_statuses: str | None = model("OnboardingFormStatuses", default=None, nillable=True)
    patient_id: int | None = model("PatientId", default=None, nillable=True)
    patient_is_existing: bool = model("PatientIsExisting")
    patient_is_new: bool = model("PatientIsNew")
    phone_number: str | None = model("PhoneNumber", default=None, nillable=True)
    phone_number2: str | None = model("PhoneNumber2", default=None, nillable=True)
    practitioner_id: int | None = model("PractitionerId", default=None, nillable=True)
    practitioner_name: str | None = model("PractitionerName", default=None, nillable=True)
    practitioner_notes: str | None = model("PractitionerNotes", default=None, nillable=True)
    recurrence_no: int = model("RecurrenceNo")
    recurrent_type: int = model("RecurrentType")
    recurring_set_id: int | None = model("RecurringSetId", default=None, nillable=True)
    reminder_email_sent: bool = model("ReminderEmailSent")
    reminder_email_sent_date: datetime = model("ReminderEmailSentDate")
    repeat_model: RepeatModel | None = model("RepeatModel", default=None, nillable=True)
    room_id: int | None = model("RoomId", default=None, nillable=True)
    room_name: str | None = model("RoomName", default=None, nillable=True)
    scheduling_event_id: int | None = model("SchedulingEventId", default=None, nillable=True)
    selected_card_id: int | None = model("SelectedCardId", default=None, nillable=True)
    service_id: int | None = model("ServiceId", default=None, nillable=True)
    service_is_telehealth: bool = model("ServiceIsTelehealth")
    service_name: str | None = model("ServiceName", default=None, nillable=True)
    start_date: datetime = model("StartDate")
    start_date_day: datetime = model("StartDateDay")
    start_date_time: timedelta = model("StartDateTime")
    start_date_utc: datetime = model("StartDateUtc")
    supervisor_id: int | None = model("SupervisorId", default=None, nillable=True)
    supervisor_name: str | None = model("SupervisorName", default=None, nillable=True)
    telemedicine_link: str | None = model("TelemedicineLink", default=None, nillable=True)
    title: str | None = model("Title", default=None, nillable=True)
    type: str = model("Type")
    whole_day: bool = model("WholeDay")


class Request(BaseXmlModel, tag="AuthenticatedInputOfCalendarAppointmentWrongModelxuv6Fhnt", ns="r", nsmap=NAMESPACES):
    """As dcxml's class of this name."""

    parameter: CalendarAppointmentWrongModel | None = request("Parameter", default=None, nillable=True)
    app_context_id: UUID = request("AppContextId")
