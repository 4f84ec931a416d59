"""The headers of WS-Addressing stand where a binding demands them, and elsewhere where the caller asks for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

import dcxml
from dcxml import soap
from dcxml.soap import SoapVersion

ORDERS = Path(__file__).parents[2] / "schemas" / "orders" / "orders.wsdl"
WSA, WSA_2004 = "http://www.w3.org/2005/08/addressing", "http://schemas.xmlsoap.org/ws/2004/08/addressing"
ACTION = "http://orders.example/OrderService/GetOrder"


@pytest.fixture(scope="module")
def classes():
    contracts = dcxml.read_schemas(ORDERS)
    operations = [evolve(each, addressing=WSA) for each in contracts.operations]
    return dcxml.build_classes(evolved(contracts, operations))


def evolved(contracts, operations):
    return dcxml.DataContractSet(contracts, contracts.elements.values(), operations)


@pytest.mark.parametrize("version", SoapVersion, ids=lambda version: version.value)
def test_a_request_has_the_headers_that_its_binding_demands(version, classes):
    operation = classes.operation("GetOrder", version=version)
    message = soap.envelope(operation.request(number=7), operation=operation)
    opened = soap.open_envelope(message.data, operation.request)
    assert ACTION == opened.action
    assert opened.message_id.startswith("urn:uuid:")
    assert ["Action", "MessageID", "ReplyTo", "To"] == [each.tag.rpartition("}")[2] for each in opened.headers]
    assert message.url == opened.headers[-1].text


def test_the_caller_has_the_last_word(classes):
    operation = classes.operation("GetOrder")
    request = operation.request(number=7)
    assert "<s:Header>" not in str(soap.envelope(request, operation=operation, addressing=False))
    own = soap.Addressing(to="urn:me", namespace=WSA_2004)
    message = str(soap.envelope(request, operation=operation, addressing=own, action="urn:own"))
    assert f'xmlns:a="{WSA_2004}"' in message
    assert '<a:To s:mustUnderstand="1">urn:me</a:To>' in message
    assert '<a:Action s:mustUnderstand="1">urn:own</a:Action>' in message


def test_an_answer_says_what_it_relates_to_where_it_is_told(classes):
    operation = classes.operation("GetOrder")
    response = operation.response()
    assert "<s:Header>" not in str(soap.envelope(response, operation=operation))
    told = soap.Addressing(relates_to="urn:uuid:1")
    opened = soap.open_envelope(soap.envelope(response, operation=operation, addressing=told).data, operation=operation)
    assert (f"{ACTION.removesuffix('GetOrder')}GetOrderResponse", "urn:uuid:1") == (opened.action, opened.relates_to)


def test_a_fault_has_the_action_of_its_declaration(classes):
    operation = classes.operation("GetOrder")
    detail = classes["{http://orders.example/data}NoSuchOrder"](number=7)
    told = soap.Addressing(relates_to="urn:uuid:1")
    for fault, action in (
        (soap.SoapFault("No.", detail=[detail]), f"{ACTION}/Fault/NoSuchOrderFault"),
        (soap.SoapFault("No."), None),
    ):
        message = soap.envelope(fault, operation=operation, addressing=told)
        assert action is None or f">{action}</a:Action>" in str(message)
        assert (action is None) == ("a:Action" not in str(message))
        assert "SOAPAction" not in message.headers


def test_soap_1_2_tells_http_the_action_that_addressing_implies(classes):
    described = evolve(classes.operation("GetOrder", version=SoapVersion.SOAP_1_2).description, action="")
    body = classes.operation("GetOrder").request()
    implied = "http://orders.example/OrderService/GetOrderRequest"
    message = soap.envelope(body, classes, operation=described)
    assert f'action="{implied}"' in message.headers["Content-Type"]
    assert f">{implied}</a:Action>" in str(message)
    assert "action=" not in soap.envelope(body, classes, operation=described, addressing=False).headers["Content-Type"]
    older = evolve(described, version=SoapVersion.SOAP_1_1)
    assert '""' == soap.envelope(body, classes, operation=older).headers["SOAPAction"]
