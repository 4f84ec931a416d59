"""Each kind of change of a service's operations, alone: whose messages meet what."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from dcxml import DataContractSet, DecodeError, QName, build_classes, dumps, loads, read_schemas
from dcxml.contract import ClassDataContract, DataMember
from dcxml.contract.operations import Fault, Operation, SoapVersion
from dcxml.drift import CHANGES, Outcome, Party, diff_contracts
from dcxml.qname import XS

URN = "urn:o"
NAMES = ("GetOrder", "GetOrderResponse", "Find", "Answer", "NoSuchOrder", "Token")
CONTRACTS = [
    ClassDataContract(name=QName(URN, name), members=(DataMember(name=f"In{name}", type=QName(XS, "int")),))
    for name in NAMES
]
GET = Operation(
    name="GetOrder",
    port_type=QName(URN, "IOrders"),
    request=QName(URN, "GetOrder"),
    response=QName(URN, "GetOrderResponse"),
    action="urn:o/GetOrder",
    version=SoapVersion.SOAP_1_1,
    binding=QName(URN, "Basic"),
    service=QName(URN, "Orders"),
    address="https://orders.example/",
)
FIND = evolve(GET, name="Find", request=QName(URN, "Find"), action="urn:o/Find")
FAULT = Fault("NoSuchOrder", QName(URN, "NoSuchOrder"))
U, L, R = Outcome
ALL_REFUSED, READERS_REFUSE, HARMLESS = (R, R, R, R), (R, R, U, U), (U, U, U, U)

CASES = [
    ("DD601", (GET,), (GET, FIND), HARMLESS),
    ("DD602", (GET, FIND), (GET,), (U, R, U, U)),
    ("DD603", (GET,), (evolve(GET, action="urn:o/v2/GetOrder"),), READERS_REFUSE),
    ("DD603", (GET,), (evolve(GET, request_action="urn:o/Get"),), READERS_REFUSE),
    ("DD603", (GET,), (evolve(GET, response_action="urn:o/Got"),), READERS_REFUSE),
    ("DD612", (GET,), (evolve(GET, addressing="http://www.w3.org/2005/08/addressing"),), READERS_REFUSE),
    ("DD604", (GET,), (evolve(GET, address="https://orders.example/v2"),), HARMLESS),
    ("DD605", (GET,), (evolve(GET, request=QName(URN, "Find")),), ALL_REFUSED),
    ("DD605", (GET,), (evolve(GET, request=None),), ALL_REFUSED),
    ("DD606", (GET,), (evolve(GET, response=QName(URN, "Answer")),), ALL_REFUSED),
    ("DD606", (GET,), (evolve(GET, response=None, is_one_way=True),), READERS_REFUSE),
    ("DD607", (GET,), (evolve(GET, version=SoapVersion.SOAP_1_2),), READERS_REFUSE),
    ("DD608", (GET,), (evolve(GET, headers=(QName(URN, "Token"),)),), HARMLESS),
    ("DD608", (evolve(GET, headers=(QName(URN, "Token"),)),), (GET,), (L, U, U, U)),
    ("DD609", (GET,), (evolve(GET, faults=(FAULT,)),), (L, U, U, U)),
    ("DD609", (evolve(GET, faults=(FAULT,)),), (GET,), (U, L, U, U)),
    ("DD610", (GET,), (evolve(GET, style="rpc"),), ALL_REFUSED),
    ("DD611", (GET, FIND), tuple(evolve(each, port_type=QName(URN, "IOrders2")) for each in (GET, FIND)), HARMLESS),
    ("DD604", (GET, FIND), tuple(evolve(each, address="http://localhost/") for each in (GET, FIND)), HARMLESS),
]


def changes_of(old: Any, new: Any) -> list[Any]:
    return list(diff_contracts(*(DataContractSet(CONTRACTS, operations=each) for each in (old, new))))


@pytest.mark.parametrize(
    ("code", "old", "new", "expected"),
    [pytest.param(*each, id=f"{CHANGES[each[0]].name} {number}") for number, each in enumerate(CASES)],
)
def test_a_change_of_an_operation_is_told_once_with_whom_it_breaks(code, old, new, expected):
    (change,) = changes_of(old, new)
    assert (code, expected) == (change.code, tuple(change.effects.on(party) for party in Party))


def test_each_kind_of_change_of_operations_has_a_case():
    assert {code for code in CHANGES if code.startswith("DD6")} == {each[0] for each in CASES}


@pytest.mark.parametrize("name", ["Find", "Answer"])
def test_a_body_of_another_element_is_refused(name):
    """DD605 and DD606: what reads the one is given the other."""
    binding = build_classes(DataContractSet(CONTRACTS))
    asked = {"Find": "GetOrder", "Answer": "GetOrderResponse"}[name]
    with pytest.raises(DecodeError):
        loads(dumps(binding[f"{{{URN}}}{name}"]()), binding[f"{{{URN}}}{asked}"])


def test_the_order_of_operations_and_what_is_said_of_them_do_not_count():
    said = evolve(GET, documentation="Returns an order.", note="a note")
    assert [] == changes_of((GET, FIND), (FIND, said))


def test_the_bindings_of_one_operation_are_told_apart():
    other = evolve(GET, version=SoapVersion.SOAP_1_2, binding=QName(URN, "Custom"), address="https://orders.example/12")
    assert [] == changes_of((GET, other), (other, GET))
    (change,) = changes_of((GET, other), (GET,))
    assert "DD602" == change.code


WSDL = (Path(__file__).parents[2] / "schemas" / "orders" / "orders.wsdl").read_text("utf-8")
_OF_PLACE_ORDER = re.compile(
    r'<xs:element name="PlaceOrder(?:Response)?">.*?</xs:element>\s*(?=<xs:element|</xs:schema)'
    r'|<wsdl:message name="OrderService_PlaceOrder.*?</wsdl:message>'
    r'|<wsdl:operation name="PlaceOrder">.*?</wsdl:operation>',
    re.DOTALL,
)


def read(tmp_path, name, text):
    (tmp_path / name).write_text(text, "utf-8")
    return read_schemas(tmp_path / name)


def test_an_operation_that_is_gone_from_all_bindings_with_its_messages_is_one_change(tmp_path):
    before, after = read(tmp_path, "old.wsdl", WSDL), read(tmp_path, "new.wsdl", _OF_PLACE_ORDER.sub("", WSDL))
    assert 4 == len(before.operations) == 2 * len(after.operations), "two bindings"
    (gone,) = diff_contracts(before, after)
    assert (
        "DD602 PlaceOrder is gone, with its messages PlaceOrder and PlaceOrderResponse (/OrderService/PlaceOrder)"
        == (str(gone))
    )
    assert ["PlaceOrder", "PlaceOrderResponse"] == [name.name for name in gone.followers]
    assert (U, R, U, R) == tuple(gone.effects.on(party) for party in Party), "the schema has no element for it either"
    (come,) = diff_contracts(after, before)
    assert ("DD601", gone.followers, HARMLESS) == (
        come.code,
        come.followers,
        tuple(come.effects.on(party) for party in Party),
    )


def test_an_operation_that_one_of_its_bindings_has_lost_says_which(tmp_path):
    place = WSDL.rindex('<wsdl:operation name="PlaceOrder">')
    end = WSDL.index("</wsdl:operation>", place) + len("</wsdl:operation>")
    before, after = read(tmp_path, "old.wsdl", WSDL), read(tmp_path, "new.wsdl", WSDL[:place] + WSDL[end:])
    (gone,) = diff_contracts(before, after)
    assert ("DD602", "PlaceOrder is gone in CustomBinding_OrderService", ()) == (
        gone.code,
        gone.message,
        gone.followers,
    )
