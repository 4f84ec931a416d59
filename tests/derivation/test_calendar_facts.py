"""Every fact derived from the documented calendar page, its evidence, and the schemas kept beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from dcxml.contract import (
    ClassDataContract,
    CollectionDataContract,
    EnumDataContract,
    GenericArgument,
    GenericType,
)
from dcxml.derivation import derive_contracts
from dcxml.qname import ARRAYS, SERIALIZATION, XS, QName, clr_namespace
from dcxml.xsd import read_schemas, write_schemas

CALENDAR = Path(__file__).parents[2] / "schemas" / "calendar"
UP = clr_namespace("CMT.UP")
MODELS = clr_namespace("CMT.UP.Web.Models")
EHR = clr_namespace("CMT.UP.EHR.Entities.Calendar")
INTAKE = clr_namespace("CMT.UP.Model.Resources.Intake")
PAIRS = clr_namespace("System.Collections.Generic")
ROOT = QName(UP, "AuthenticatedInputOfCalendarAppointmentWrongModelxuv6Fhnt")
MODEL = QName(MODELS, "CalendarAppointmentWrongModel")

# The members in serialization order. A type without prefix is a contract; ? is nillable, ! required; the rules of
# the evidence follow. `enum` is an open enumeration named after the member, in the namespace of the class.
MEMBERS = {
    ROOT: """
        Parameter CalendarAppointmentWrongModel? namespace
        AppContextId ser:guid text
    """,
    MODEL: """
        AcceptedState enum identifier
        Action enum identifier
        AppointmentHasCopayAllocations xs:boolean text
        AppointmentInfoStatus enum identifier
        AppointmentInfoStatusId xs:int text
        AppointmentInfoTypeId xs:int? text counter
        AppointmentState enum identifier
        AppointmentType enum identifier
        ArrivedNotArrivedState enum identifier
        ArrivedState xs:anyType? nil nil
        AssistingInternId xs:int? text counter
        AssistingInternName xs:string? help-page
        BillingState enum identifier
        CalendarAppointmentId xs:int text counter
        CalendarAppointmentUid ser:guid text
        CanAccept xs:boolean text
        CanAccessPatientFile xs:boolean text
        CanArrive xs:boolean text
        CanCancel xs:boolean text
        CanNotArrive xs:boolean text
        CanReject xs:boolean text
        CanReschedule xs:boolean text
        CanSendEmailToCompleteForms xs:boolean text
        CanUpdate xs:boolean text
        CancelTimestamp xs:dateTime text
        CancelTimestampUtc xs:dateTime text
        CancellationFee xs:int? text counter
        CancelledState enum identifier
        Client xs:string? help-page
        Complaint xs:string? help-page
        Details xs:string? help-page
        DoNotChargeCancellationFee xs:boolean text
        DoNotCollectPrepayment xs:boolean text
        DoNotSendNotifications xs:boolean text
        Duration xs:int text
        EmailAddress xs:string? help-page
        FirstAndLastApptsDatesInSeries KeyValuePairOfdateTimedateTime namespace
        IntakeApprovalStatus enum identifier
        IntakeId xs:int? text counter
        IntakePermissions IntakePermissions? namespace
        IntakeStatus enum identifier
        InvitePatientToCompleteForms xs:boolean text
        IsRecurrent xs:boolean text
        LoadNotificationsOverridesFromGlobals xs:boolean text
        LocationId xs:int? text counter
        LocationIds ArrayOfint? namespace
        LocationName xs:string? help-page
        NotArrivedState xs:anyType? nil nil
        NotificationsOverrides NotificationsOverrides? namespace
        OnboardingFormStatuses xs:anyType? namespace nil
        PatientId xs:int? text counter
        PatientIsExisting xs:boolean text
        PatientIsNew xs:boolean text
        PhoneNumber xs:string? help-page
        PhoneNumber2 xs:string? help-page
        PractitionerId xs:int? text counter
        PractitionerName xs:string? help-page
        PractitionerNotes xs:string? help-page
        RecurrenceNo xs:int text counter
        RecurrentType xs:int text counter
        RecurringSetId xs:int? text counter
        ReminderEmailSent xs:boolean text
        ReminderEmailSentDate xs:dateTime text
        RepeatModel RepeatModel? namespace
        RoomId xs:int? text counter
        RoomName xs:string? help-page
        SchedulingEventId xs:int? text counter
        SelectedCardId xs:int? text counter
        ServiceId xs:int? text counter
        ServiceIsTelehealth xs:boolean text
        ServiceName xs:string? help-page
        StartDate xs:dateTime text
        StartDateDay xs:dateTime text
        StartDateTime ser:duration text
        StartDateUtc xs:dateTime text
        SupervisorId xs:int? text counter
        SupervisorName xs:string? help-page
        TelemedicineLink xs:string? help-page
        Title xs:string? help-page
        Type enum identifier
        WholeDay xs:boolean text
    """,
    QName(PAIRS, "KeyValuePairOfdateTimedateTime"): """
        key xs:dateTime! text .NET
        value xs:dateTime! text .NET
    """,
    QName(INTAKE, "IntakePermissions"): """
        CanAddAmendments xs:boolean text
        CanEdit xs:boolean text
        CanPrint xs:boolean text
        CanSign xs:boolean text
        CanStart xs:boolean text
        CanUnlock xs:boolean text
        CanView xs:boolean text
        IsSupervised xs:boolean text
    """,
    QName(EHR, "NotificationsOverrides"): """
        AppointmentCreated AppointmentCreated? namespace
        CancelAppointment AppointmentCreated? namespace
        FirstReminder AppointmentCreated? namespace
        NoShowWarning AppointmentCreated? namespace
        RescheduleAppointment AppointmentCreated? namespace
        ScreeningFormsReminder AppointmentCreated? namespace
        SecondReminder AppointmentCreated? namespace
        ThankYouReminder AppointmentCreated? namespace
        UseOverrides xs:boolean text
    """,
    QName(EHR, "AppointmentCreated"): """
        UseEmail xs:boolean text
        UseSms xs:boolean text
    """,
    QName(EHR, "RepeatModel"): """
        AllDays ArrayOfDay? namespace
        EndsAfterOccurences xs:int? text counter
        EndsOnDate xs:dateTime text
        RepeatEndsOptions ArrayOfRepeatEndsOption? namespace
        RepeatEndsValue xs:int? text counter
        RepeatEvery xs:int? text counter
        RepeatOn ArrayOfint? namespace
        Repeats enum identifier
        RepeatsValue xs:int? text counter
        SelectedDays ArrayOfDay? namespace
        SelectedDaysIds ArrayOfint? namespace
        StartsOn xs:dateTime text
    """,
    QName(EHR, "Day"): """
        Id xs:int text
        IsSelected xs:boolean text
        Name xs:string? help-page
    """,
    QName(EHR, "RepeatEndsOption"): """
        Id xs:int text
        IsSelected xs:boolean text
        Name xs:string? text
    """,
}

ENUMERATIONS = {
    QName(MODELS, "AcceptedState"): "Created",
    QName(MODELS, "Action"): "Update",
    QName(MODELS, "AppointmentInfoStatus"): "Accepted",
    QName(MODELS, "AppointmentState"): "Accepted",
    QName(MODELS, "AppointmentType"): "SelfPay",
    QName(MODELS, "ArrivedNotArrivedState"): "Unknown",
    QName(MODELS, "BillingState"): "PaidInFull",
    QName(MODELS, "CancelledState"): "CancelledByPatient",
    QName(MODELS, "IntakeApprovalStatus"): "None",
    QName(MODELS, "IntakeStatus"): "None",
    QName(MODELS, "Type"): "PatientAppointment",
    QName(EHR, "Repeats"): "EveryWeekdayMondaytoFriday",
}

LISTS = {
    QName(ARRAYS, "ArrayOfint"): ("int", QName(XS, "int"), False),
    QName(EHR, "ArrayOfDay"): ("Day", QName(EHR, "Day"), True),
    QName(EHR, "ArrayOfRepeatEndsOption"): ("RepeatEndsOption", QName(EHR, "RepeatEndsOption"), True),
}


@pytest.fixture(scope="module")
def derivation():
    return derive_contracts(CALENDAR / "page.txt")


@pytest.fixture(scope="module")
def contracts(derivation):
    return derivation.contracts


def shown(type_: QName, member: str) -> str:
    if type_.namespace in (XS, SERIALIZATION):
        return f"{'xs' if type_.namespace == XS else 'ser'}:{type_.name}"
    return "enum" if type_ in ENUMERATIONS and type_.name == member else type_.name


@pytest.mark.parametrize("name", MEMBERS, ids=lambda name: name.name)
def test_members_have_this_type_and_this_evidence(contracts, name):
    expected = [line.split() for line in MEMBERS[name].strip().splitlines()]
    actual = [
        [
            member.name,
            shown(member.type, member.name) + "?" * member.is_nillable + "!" * member.is_required,
            *(each.rule.replace(" ", "-") for each in member.annotation.evidence),
        ]
        for member in contracts[name].members
    ]
    assert expected == actual


def test_the_contracts_are_these_and_no_others(contracts):
    assert {*MEMBERS, *ENUMERATIONS, *LISTS} == set(contracts.contracts)


@pytest.mark.parametrize("name", ENUMERATIONS, ids=lambda name: name.name)
def test_a_lone_identifier_is_an_open_enumeration(contracts, name):
    contract = contracts[name]
    assert isinstance(contract, EnumDataContract)
    assert ([ENUMERATIONS[name]], True, False) == (
        [each.name for each in contract.members],
        contract.is_open,
        contract.is_flags,
    )
    assert [each.rule for each in contract.annotation.evidence] == ["open", "name"]


@pytest.mark.parametrize("name", LISTS, ids=lambda name: name.name)
def test_a_list_is_named_after_its_item(contracts, name):
    contract = contracts[name]
    assert isinstance(contract, CollectionDataContract)
    assert LISTS[name] == (contract.item_name, contract.item_type, contract.is_item_nillable)


def test_the_root_is_generic_by_three_evidences(contracts):
    root = contracts[ROOT]
    argument = GenericArgument(MODEL.name, MODEL.namespace)
    assert GenericType("AuthenticatedInputOf{0}{#}", UP, (argument,)) == root.generic
    assert [each.rule for each in root.annotation.evidence] == ["name", "digest", "member", "order"]


def test_the_root_s_order_is_kept_and_no_base_is_invented(contracts):
    root = contracts[ROOT]
    assert [member.name for member in root.members] == ["Parameter", "AppContextId"]
    assert all(each.base is None for each in contracts if isinstance(each, ClassDataContract))
    assert "Parameter stands before AppContextId" in root.annotation.evidence[-1].detail


def test_a_nil_member_declares_the_namespace_of_its_type(contracts):
    declared = {member.name: member.declares for member in contracts[MODEL].members if member.declares}
    assert declared == {"OnboardingFormStatuses": ARRAYS}


def test_a_pair_is_a_value_type_with_the_name_of_its_types(contracts):
    pair = contracts[QName(PAIRS, "KeyValuePairOfdateTimedateTime")]
    date_time = GenericArgument("dateTime", XS)
    assert pair.is_value_type
    assert GenericType("KeyValuePairOf{0}{1}{#}", PAIRS, (date_time, date_time)) == pair.generic


def test_eight_members_of_equal_shape_share_the_contract_of_the_first(contracts):
    evidence = contracts[QName(EHR, "AppointmentCreated")].annotation.evidence
    shapes = [each.detail for each in evidence if each.rule == "shape"]
    members = contracts[QName(EHR, "NotificationsOverrides")].members
    assert all(member.name in shapes[0] for member in members if member.name != "UseOverrides")


def test_contracts_whose_names_are_shown_never_merge(contracts):
    day, option = contracts[QName(EHR, "Day")], contracts[QName(EHR, "RepeatEndsOption")]
    assert day.members == option.members
    assert day.name != option.name


def test_the_document_is_the_sample_without_its_line_breaks(derivation):
    (document,) = derivation.documents
    assert (18, ROOT.clark, 8767) == (document.line, document.root, len(document.xml))
    assert (CALENDAR / "sample.xml").read_bytes() == document.xml
    assert derivation.roots == (ROOT,)


def test_every_member_s_type_is_a_fact_with_its_place(derivation):
    told = {(fact.contract, fact.member): fact for fact in derivation.evidence}
    for contract in derivation.contracts:
        assert (contract.name, None) in told
        for member in contract.members if isinstance(contract, ClassDataContract) else ():
            fact = told[contract.name, member.name]
            line = int(fact.place.rpartition(":")[2])
            assert member.name in (CALENDAR / "page.txt").read_text("utf-8").splitlines()[line - 1]


def test_explain_tells_each_fact_in_a_line(derivation):
    lines = derivation.explain().splitlines()
    assert len(derivation.evidence) == sum(line.startswith("  ") for line in lines)
    assert (
        f"  CalendarAppointmentWrongModel.Duration: xs:int [text] '1439': as .NET writes xs:int "
        f"({CALENDAR / 'page.txt'}:54)" in lines
    )


def test_the_hint_makes_the_fee_a_decimal_that_may_be_nil():
    contracts = derive_contracts(CALENDAR / "page.txt", hints=CALENDAR / "hints.toml").contracts
    fee = next(member for member in contracts[MODEL].members if member.name == "CancellationFee")
    assert (QName(XS, "decimal"), True) == (fee.type, fee.is_nillable)
    assert fee.annotation.evidence[-1].rule == "hint"


def test_deriving_again_gives_the_schemas_that_are_kept_byte_for_byte(tmp_path):
    derived = derive_contracts(CALENDAR / "page.txt", hints=CALENDAR / "hints.toml")
    write_schemas(derived.contracts, tmp_path)
    kept = {path.name: path.read_bytes() for path in CALENDAR.glob("*.xsd")}
    assert kept == {path.name: path.read_bytes() for path in tmp_path.glob("*.xsd")}


def test_the_kept_schemas_read_back_as_what_was_derived():
    derived = derive_contracts(CALENDAR / "page.txt", hints=CALENDAR / "hints.toml").contracts
    assert derived == read_schemas(CALENDAR)


def test_the_kept_schemas_validate_the_sample(tmp_path):
    driver = tmp_path / "all.xsd"
    namespaces = {path: etree.parse(path).getroot().get("targetNamespace") for path in sorted(CALENDAR.glob("*.xsd"))}
    imports = [
        f'<xs:import namespace="{namespace}" schemaLocation="{path.as_uri()}"/>'
        for path, namespace in namespaces.items()
    ]
    driver.write_text(f'<xs:schema xmlns:xs="{XS}">{"".join(imports)}</xs:schema>', "utf-8")
    schema = etree.XMLSchema(etree.parse(driver))
    schema.assertValid(etree.parse(CALENDAR / "sample.xml"))
    wrong = (CALENDAR / "sample.xml").read_bytes().replace(b">1439<", b">twelve<")
    assert not schema.validate(etree.fromstring(wrong))
