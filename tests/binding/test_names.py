"""Python names for the names of contracts."""

from __future__ import annotations

import hashlib
import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcxml.binding.names import RESERVED_MEMBERS, class_name, constant_wishes, member_name, namespaced_names, value_name
from dcxml.qname import DATA_CONTRACT, QName, clr_namespace


@pytest.mark.parametrize(
    ("wire_name", "expected"),
    [
        ("CanSendEmailToCompleteForms", "can_send_email_to_complete_forms"),
        ("PhoneNumber2", "phone_number2"),
        ("_x003C_FirstName_x003E_k__BackingField", "first_name"),
        ("m_Item1", "m_item1"),
        ("_Build", "build"),
        ("HTTPServer", "http_server"),
        ("CalendarAppointmentUid", "calendar_appointment_uid"),
        ("UseSMS", "use_sms"),
        ("Line2Text", "line2_text"),
        ("already_snake", "already_snake"),
        ("Id", "id"),
        ("Type", "type"),
        ("match", "match"),
        ("class", "class_"),
        ("None", "none"),
        ("List", "list_"),
        ("self", "self_"),
        ("__init__", "init"),
        ("_wire", "wire"),
        ("_", "member"),
        ("m_x0020_b", "m_b"),
        ("_x0031_x", "_1x"),
        ("Outer.Inner", "outer_inner"),
        ("日本", "日本"),
        ("ÉcoleNo", "école_no"),
        ("x" * 200, "x" * 80),
    ],
)
def test_members_are_snake_case(wire_name, expected):
    assert expected == member_name(wire_name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NotSet", "NOT_SET"),
        ("None", "NONE"),
        ("mro", "MRO"),
        ("name", "NAME"),
        ("1", "VALUE_1"),
        ("", "EMPTY"),
        ("_x_", "X"),
        ("o ne", "O_NE"),
        ("EveryWeekdayMondaytoFriday", "EVERY_WEEKDAY_MONDAYTO_FRIDAY"),
    ],
)
def test_values_are_upper_case(text, expected):
    assert expected == value_name(text)


@pytest.mark.parametrize(
    ("wire_name", "expected"),
    [
        ("Day", "Day"),
        ("day", "Day"),
        ("Outer.Inner", "OuterInner"),
        ("m_x0020_b", "MB"),
        ("None", "None_"),
        ("_x0031_x", "Contract_1x"),
        ("_", "Contract"),
    ],
)
def test_classes_are_cap_words(wire_name, expected):
    assert expected == class_name(wire_name)


@pytest.mark.parametrize(
    ("namespace", "expected"),
    [
        (clr_namespace("CMT.UP.Web.Models"), "CMT_UP_WEB_MODELS"),
        ("urn:orders/2010/07", "ORDERS_2010_07"),
        ("http://acme.example/", "ACME_EXAMPLE"),
        (DATA_CONTRACT, "DATA_CONTRACT"),
        ("", "NO_NAMESPACE"),
        ("2010/07", "NAMESPACE_2010_07"),
        ('urn:t";import os;', "T_IMPORT_OS"),
    ],
)
def test_namespaces_are_named_after_their_last_part(namespace, expected):
    assert expected == constant_wishes(namespace)[0]


@pytest.mark.parametrize(
    ("namespace", "expected"),
    [
        (clr_namespace("Acme.Billing"), ["OrderInAcmeBilling", "OrderInSchemasDatacontractOrg200407AcmeBilling"]),
        ("http://acme.example/billing/2010/07", ["OrderInBilling201007", "OrderInAcmeExampleBilling201007"]),
        ("urn:b", ["OrderInB", "OrderInUrnB"]),
        ("", ["OrderInNoNamespace", "OrderInNoNamespace"]),
    ],
)
def test_a_class_whose_name_another_has_is_called_after_its_namespace(namespace, expected):
    digest = hashlib.sha256(f"{{{namespace}}}Order".encode() if namespace else b"Order").hexdigest()[:8]
    assert (*expected, f"Order{digest.upper()}") == namespaced_names("Order", QName(namespace, "Order"))


@given(st.text())
def test_every_text_gives_a_legal_name(text):
    names = (*constant_wishes(text), *namespaced_names(class_name(text), QName(text, "Order")))
    for name in (member_name(text), value_name(text), class_name(text), *names):
        assert name.isidentifier()
        assert not keyword.iskeyword(name)
    assert member_name(text) not in RESERVED_MEMBERS
