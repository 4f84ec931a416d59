"""Data contracts, made by dcxml.

Their namespaces:

- http://schemas.datacontract.org/2004/07/CMT.UP.EHR.Entities.Calendar
- http://schemas.datacontract.org/2004/07/CMT.UP.Model.Resources.Intake
- http://schemas.datacontract.org/2004/07/CMT.UP.Web.Models
- http://schemas.datacontract.org/2004/07/CMT.UP
"""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from dcxml import (
    DateTime,
    Duration,
    GenericArgument,
    GenericType,
    Int,
    KeyValuePair,
    OpenEnum,
    data_contract,
    data_member,
    enum_contract,
)

ARRAYS = "http://schemas.microsoft.com/2003/10/Serialization/Arrays"
CMT_UP = "http://schemas.datacontract.org/2004/07/CMT.UP"
CMT_UP_EHR_ENTITIES_CALENDAR = "http://schemas.datacontract.org/2004/07/CMT.UP.EHR.Entities.Calendar"
CMT_UP_MODEL_RESOURCES_INTAKE = "http://schemas.datacontract.org/2004/07/CMT.UP.Model.Resources.Intake"
CMT_UP_WEB_MODELS = "http://schemas.datacontract.org/2004/07/CMT.UP.Web.Models"


@data_contract(name="AppointmentCreated", namespace=CMT_UP_EHR_ENTITIES_CALENDAR)
class AppointmentCreated:
    """AppointmentCreated, a data contract of CMT.UP.EHR.Entities.Calendar.

    Evidence (name): not shown: named after the member AppointmentCreated that holds it
    Evidence (shape): AppointmentCreated, CancelAppointment, FirstReminder, NoShowWarning,
        RescheduleAppointment, ScreeningFormsReminder, SecondReminder, ThankYouReminder have the same members
        of the same types: taken for one contract
    """

    use_email: bool = data_member("UseEmail", default=False)
    use_sms: bool = data_member("UseSms", default=False)


@data_contract(name="NotificationsOverrides", namespace=CMT_UP_EHR_ENTITIES_CALENDAR)
class NotificationsOverrides:
    """NotificationsOverrides, held by CalendarAppointmentWrongModel.NotificationsOverrides.

    Evidence (name): not shown: named after the member NotificationsOverrides that holds it
    """

    appointment_created: AppointmentCreated | None = data_member("AppointmentCreated", default=None)
    cancel_appointment: AppointmentCreated | None = data_member("CancelAppointment", default=None)
    first_reminder: AppointmentCreated | None = data_member("FirstReminder", default=None)
    no_show_warning: AppointmentCreated | None = data_member("NoShowWarning", default=None)
    reschedule_appointment: AppointmentCreated | None = data_member("RescheduleAppointment", default=None)
    screening_forms_reminder: AppointmentCreated | None = data_member("ScreeningFormsReminder", default=None)
    second_reminder: AppointmentCreated | None = data_member("SecondReminder", default=None)
    thank_you_reminder: AppointmentCreated | None = data_member("ThankYouReminder", default=None)
    use_overrides: bool = data_member("UseOverrides", default=False)


@enum_contract(name="Repeats", namespace=CMT_UP_EHR_ENTITIES_CALENDAR)
class Repeats(OpenEnum):
    """Repeats, an open enumeration held by RepeatModel.Repeats.

    Evidence (open): known from samples alone: its other members and their numbers are not known
    Evidence (name): not shown: named after <Repeats>, in its class's namespace
    """

    EVERY_WEEKDAY_MONDAYTO_FRIDAY = "EveryWeekdayMondaytoFriday"


@data_contract(name="Day", namespace=CMT_UP_EHR_ENTITIES_CALENDAR)
class Day:
    """Day, held by RepeatModel.AllDays and RepeatModel.SelectedDays."""

    id: Int = data_member("Id", default=0)
    is_selected: bool = data_member("IsSelected", default=False)
    name: str | None = data_member("Name", default=None)


@data_contract(name="RepeatEndsOption", namespace=CMT_UP_EHR_ENTITIES_CALENDAR)
class RepeatEndsOption:
    """RepeatEndsOption, held by RepeatModel.RepeatEndsOptions."""

    id: Int = data_member("Id", default=0)
    is_selected: bool = data_member("IsSelected", default=False)
    name: str | None = data_member("Name", default=None)


@data_contract(name="RepeatModel", namespace=CMT_UP_EHR_ENTITIES_CALENDAR)
class RepeatModel:
    """RepeatModel, held by CalendarAppointmentWrongModel.RepeatModel.

    Evidence (name): not shown: named after the member RepeatModel that holds it
    """

    all_days: list[Day] | None = data_member("AllDays", default=None)
    ends_after_occurences: Int | None = data_member("EndsAfterOccurences", default=None)
    ends_on_date: DateTime = data_member("EndsOnDate", default=DateTime.min)
    repeat_ends_options: list[RepeatEndsOption] | None = data_member("RepeatEndsOptions", default=None)
    repeat_ends_value: Int | None = data_member("RepeatEndsValue", default=None)
    repeat_every: Int | None = data_member("RepeatEvery", default=None)
    repeat_on: list[Int] | None = data_member("RepeatOn", default=None)
    repeats: Repeats = data_member("Repeats", default=Repeats(0))
    repeats_value: Int | None = data_member("RepeatsValue", default=None)
    selected_days: list[Day] | None = data_member("SelectedDays", default=None)
    selected_days_ids: list[Int] | None = data_member("SelectedDaysIds", default=None)
    starts_on: DateTime = data_member("StartsOn", default=DateTime.min)


@data_contract(name="IntakePermissions", namespace=CMT_UP_MODEL_RESOURCES_INTAKE)
class IntakePermissions:
    """IntakePermissions, held by CalendarAppointmentWrongModel.IntakePermissions.

    Evidence (name): not shown: named after the member IntakePermissions that holds it
    """

    can_add_amendments: bool = data_member("CanAddAmendments", default=False)
    can_edit: bool = data_member("CanEdit", default=False)
    can_print: bool = data_member("CanPrint", default=False)
    can_sign: bool = data_member("CanSign", default=False)
    can_start: bool = data_member("CanStart", default=False)
    can_unlock: bool = data_member("CanUnlock", default=False)
    can_view: bool = data_member("CanView", default=False)
    is_supervised: bool = data_member("IsSupervised", default=False)


@enum_contract(name="AcceptedState", namespace=CMT_UP_WEB_MODELS)
class AcceptedState(OpenEnum):
    """AcceptedState, an open enumeration held by CalendarAppointmentWrongModel.AcceptedState.

    Evidence (open): known from samples alone: its other members and their numbers are not known
    Evidence (name): not shown: named after <AcceptedState>, in its class's namespace
    """

    CREATED = "Created"


@enum_contract(name="Action", namespace=CMT_UP_WEB_MODELS)
class Action(OpenEnum):
    """Action, an open enumeration held by CalendarAppointmentWrongModel.Action.

    Evidence (open): known from samples alone: its other members and their numbers are not known
    Evidence (name): not shown: named after <Action>, in its class's namespace
    """

    UPDATE = "Update"


@enum_contract(name="AppointmentInfoStatus", namespace=CMT_UP_WEB_MODELS)
class AppointmentInfoStatus(OpenEnum):
    """AppointmentInfoStatus, an open enumeration held by CalendarAppointmentWrongModel.AppointmentInfoStatus.

    Evidence (open): known from samples alone: its other members and their numbers are not known
    Evidence (name): not shown: named after <AppointmentInfoStatus>, in its class's namespace
    """

    ACCEPTED = "Accepted"


@enum_contract(name="AppointmentState", namespace=CMT_UP_WEB_MODELS)
class AppointmentState(OpenEnum):
    """AppointmentState, an open enumeration held by CalendarAppointmentWrongModel.AppointmentState.

    Evidence (open): known from samples alone: its other members and their numbers are not known
    Evidence (name): not shown: named after <AppointmentState>, in its class's namespace
    """

    ACCEPTED = "Accepted"


@enum_contract(name="AppointmentType", namespace=CMT_UP_WEB_MODELS)
class AppointmentType(OpenEnum):
    """AppointmentType, an open enumeration held by CalendarAppointmentWrongModel.AppointmentType.

    Evidence (open): known from samples alone: its other members and their numbers are not known
    Evidence (name): not shown: named after <AppointmentType>, in its class's namespace
    """

    SELF_PAY = "SelfPay"


@enum_contract(name="ArrivedNotArrivedState", namespace=CMT_UP_WEB_MODELS)
class ArrivedNotArrivedState(OpenEnum):
    """ArrivedNotArrivedState, an open enumeration held by CalendarAppointmentWrongModel.ArrivedNotArrivedState.

    Evidence (open): known from samples alone: its other members and their numbers are not known
    Evidence (name): not shown: named after <ArrivedNotArrivedState>, in its class's namespace
    """

    UNKNOWN = "Unknown"


@enum_contract(name="BillingState", namespace=CMT_UP_WEB_MODELS)
class BillingState(OpenEnum):
    """BillingState, an open enumeration held by CalendarAppointmentWrongModel.BillingState.

    Evidence (open): known from samples alone: its other members and their numbers are not known
    Evidence (name): not shown: named after <BillingState>, in its class's namespace
    """

    PAID_IN_FULL = "PaidInFull"


@enum_contract(name="CancelledState", namespace=CMT_UP_WEB_MODELS)
class CancelledState(OpenEnum):
    """CancelledState, an open enumeration held by CalendarAppointmentWrongModel.CancelledState.

    Evidence (open): known from samples alone: its other members and their numbers are not known
    Evidence (name): not shown: named after <CancelledState>, in its class's namespace
    """

    CANCELLED_BY_PATIENT = "CancelledByPatient"


@enum_contract(name="IntakeApprovalStatus", namespace=CMT_UP_WEB_MODELS)
class IntakeApprovalStatus(OpenEnum):
    """IntakeApprovalStatus, an open enumeration held by CalendarAppointmentWrongModel.IntakeApprovalStatus.

    Evidence (open): known from samples alone: its other members and their numbers are not known
    Evidence (name): not shown: named after <IntakeApprovalStatus>, in its class's namespace
    """

    NONE = "None"


@enum_contract(name="IntakeStatus", namespace=CMT_UP_WEB_MODELS)
class IntakeStatus(OpenEnum):
    """IntakeStatus, an open enumeration held by CalendarAppointmentWrongModel.IntakeStatus.

    Evidence (open): known from samples alone: its other members and their numbers are not known
    Evidence (name): not shown: named after <IntakeStatus>, in its class's namespace
    """

    NONE = "None"


@enum_contract(name="Type", namespace=CMT_UP_WEB_MODELS)
class Type(OpenEnum):
    """Type, an open enumeration held by CalendarAppointmentWrongModel.Type.

    Evidence (open): known from samples alone: its other members and their numbers are not known
    Evidence (name): not shown: named after <Type>, in its class's namespace
    """

    PATIENT_APPOINTMENT = "PatientAppointment"


@data_contract(name="CalendarAppointmentWrongModel", namespace=CMT_UP_WEB_MODELS)
class CalendarAppointmentWrongModel:
    """CalendarAppointmentWrongModel, held by AuthenticatedInputOfCalendarAppointmentWrongModel.Parameter.

    Evidence (name): the name is AuthenticatedInput + Of + CalendarAppointmentWrongModel + xuv6Fhnt
    Evidence (digest): xuv6Fhnt is the digest of http://schemas.datacontract.org/2004/07/CMT.UP.Web.Models
    Evidence (member): Parameter alone has elements of that namespace, so it is a
        CalendarAppointmentWrongModel
    """

    accepted_state: AcceptedState = data_member("AcceptedState", default=AcceptedState(0))
    action: Action = data_member("Action", default=Action(0))
    appointment_has_copay_allocations: bool = data_member("AppointmentHasCopayAllocations", default=False)
    appointment_info_status: AppointmentInfoStatus = data_member(
        "AppointmentInfoStatus", default=AppointmentInfoStatus(0)
    )
    appointment_info_status_id: Int = data_member("AppointmentInfoStatusId", default=0)
    appointment_info_type_id: Int | None = data_member("AppointmentInfoTypeId", default=None)
    appointment_state: AppointmentState = data_member("AppointmentState", default=AppointmentState(0))
    appointment_type: AppointmentType = data_member("AppointmentType", default=AppointmentType(0))
    arrived_not_arrived_state: ArrivedNotArrivedState = data_member(
        "ArrivedNotArrivedState", default=ArrivedNotArrivedState(0)
    )
    arrived_state: object | None = data_member("ArrivedState", default=None)
    assisting_intern_id: Int | None = data_member("AssistingInternId", default=None)
    assisting_intern_name: str | None = data_member("AssistingInternName", default=None)
    billing_state: BillingState = data_member("BillingState", default=BillingState(0))
    calendar_appointment_id: Int = data_member("CalendarAppointmentId", default=0)
    calendar_appointment_uid: UUID = data_member("CalendarAppointmentUid", default=UUID(int=0))
    can_accept: bool = data_member("CanAccept", default=False)
    can_access_patient_file: bool = data_member("CanAccessPatientFile", default=False)
    can_arrive: bool = data_member("CanArrive", default=False)
    can_cancel: bool = data_member("CanCancel", default=False)
    can_not_arrive: bool = data_member("CanNotArrive", default=False)
    can_reject: bool = data_member("CanReject", default=False)
    can_reschedule: bool = data_member("CanReschedule", default=False)
    can_send_email_to_complete_forms: bool = data_member("CanSendEmailToCompleteForms", default=False)
    can_update: bool = data_member("CanUpdate", default=False)
    cancel_timestamp: DateTime = data_member("CancelTimestamp", default=DateTime.min)
    cancel_timestamp_utc: DateTime = data_member("CancelTimestampUtc", default=DateTime.min)
    cancellation_fee: Decimal | None = data_member("CancellationFee", default=None)
    cancelled_state: CancelledState = data_member("CancelledState", default=CancelledState(0))
    client: str | None = data_member("Client", default=None)
    complaint: str | None = data_member("Complaint", default=None)
    details: str | None = data_member("Details", default=None)
    do_not_charge_cancellation_fee: bool = data_member("DoNotChargeCancellationFee", default=False)
    do_not_collect_prepayment: bool = data_member("DoNotCollectPrepayment", default=False)
    do_not_send_notifications: bool = data_member("DoNotSendNotifications", default=False)
    duration: Int = data_member("Duration", default=0)
    email_address: str | None = data_member("EmailAddress", default=None)
    first_and_last_appts_dates_in_series: KeyValuePair[DateTime, DateTime] = data_member(
        "FirstAndLastApptsDatesInSeries", factory=lambda: KeyValuePair(DateTime.min, DateTime.min)
    )
    intake_approval_status: IntakeApprovalStatus = data_member("IntakeApprovalStatus", default=IntakeApprovalStatus(0))
    intake_id: Int | None = data_member("IntakeId", default=None)
    intake_permissions: IntakePermissions | None = data_member("IntakePermissions", default=None)
    intake_status: IntakeStatus = data_member("IntakeStatus", default=IntakeStatus(0))
    invite_patient_to_complete_forms: bool = data_member("InvitePatientToCompleteForms", default=False)
    is_recurrent: bool = data_member("IsRecurrent", default=False)
    load_notifications_overrides_from_globals: bool = data_member(
        "LoadNotificationsOverridesFromGlobals", default=False
    )
    location_id: Int | None = data_member("LocationId", default=None)
    location_ids: list[Int] | None = data_member("LocationIds", default=None)
    location_name: str | None = data_member("LocationName", default=None)
    not_arrived_state: object | None = data_member("NotArrivedState", default=None)
    notifications_overrides: NotificationsOverrides | None = data_member("NotificationsOverrides", default=None)
    onboarding_form_statuses: object | None = data_member("OnboardingFormStatuses", default=None, declares=ARRAYS)
    patient_id: Int | None = data_member("PatientId", default=None)
    patient_is_existing: bool = data_member("PatientIsExisting", default=False)
    patient_is_new: bool = data_member("PatientIsNew", default=False)
    phone_number: str | None = data_member("PhoneNumber", default=None)
    phone_number2: str | None = data_member("PhoneNumber2", default=None)
    practitioner_id: Int | None = data_member("PractitionerId", default=None)
    practitioner_name: str | None = data_member("PractitionerName", default=None)
    practitioner_notes: str | None = data_member("PractitionerNotes", default=None)
    recurrence_no: Int = data_member("RecurrenceNo", default=0)
    recurrent_type: Int = data_member("RecurrentType", default=0)
    recurring_set_id: Int | None = data_member("RecurringSetId", default=None)
    reminder_email_sent: bool = data_member("ReminderEmailSent", default=False)
    reminder_email_sent_date: DateTime = data_member("ReminderEmailSentDate", default=DateTime.min)
    repeat_model: RepeatModel | None = data_member("RepeatModel", default=None)
    room_id: Int | None = data_member("RoomId", default=None)
    room_name: str | None = data_member("RoomName", default=None)
    scheduling_event_id: Int | None = data_member("SchedulingEventId", default=None)
    selected_card_id: Int | None = data_member("SelectedCardId", default=None)
    service_id: Int | None = data_member("ServiceId", default=None)
    service_is_telehealth: bool = data_member("ServiceIsTelehealth", default=False)
    service_name: str | None = data_member("ServiceName", default=None)
    start_date: DateTime = data_member("StartDate", default=DateTime.min)
    start_date_day: DateTime = data_member("StartDateDay", default=DateTime.min)
    start_date_time: Duration = data_member("StartDateTime", default=Duration())
    start_date_utc: DateTime = data_member("StartDateUtc", default=DateTime.min)
    supervisor_id: Int | None = data_member("SupervisorId", default=None)
    supervisor_name: str | None = data_member("SupervisorName", default=None)
    telemedicine_link: str | None = data_member("TelemedicineLink", default=None)
    title: str | None = data_member("Title", default=None)
    type: Type = data_member("Type", default=Type(0))
    whole_day: bool = data_member("WholeDay", default=False)


@data_contract(
    name="AuthenticatedInputOfCalendarAppointmentWrongModelxuv6Fhnt",
    namespace=CMT_UP,
    generic=GenericType(
        "AuthenticatedInputOf{0}{#}", CMT_UP, (GenericArgument("CalendarAppointmentWrongModel", CMT_UP_WEB_MODELS),)
    ),
)
class AuthenticatedInputOfCalendarAppointmentWrongModel:
    """AuthenticatedInputOfCalendarAppointmentWrongModelxuv6Fhnt, a data contract of CMT.UP.

    Evidence (name): the name is AuthenticatedInput + Of + CalendarAppointmentWrongModel + xuv6Fhnt
    Evidence (digest): xuv6Fhnt is the digest of http://schemas.datacontract.org/2004/07/CMT.UP.Web.Models
    Evidence (member): Parameter alone has elements of that namespace, so it is a
        CalendarAppointmentWrongModel
    Evidence (order): Parameter stands before AppContextId, which is not alphabetical: members of a base class
        come first, or the contract sets Order; no base class is invented, the document's order is kept
    """

    parameter: CalendarAppointmentWrongModel | None = data_member("Parameter", default=None)
    app_context_id: UUID = data_member("AppContextId", default=UUID(int=0), order=1)
