"""An operation declared with its messages needs nothing else; a generated module stands wherever a binding does."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

import dcxml
from dcxml import soap
from dcxml.contract import ClassDataContract, DataContractSet, DataMember, GlobalElement
from dcxml.errors import DecodeError, EncodeError, UnknownNameError
from dcxml.qname import XS, QName
from dcxml.soap import Operation, SoapVersion

ORDERS = Path(__file__).parents[2] / "schemas" / "orders" / "orders.wsdl"
SERVICE, DATA = "http://orders.example/", "http://orders.example/data"
A = "urn:acme/a"


@pytest.fixture(scope="module")
def classes():
    return dcxml.build_classes(dcxml.read_schemas(ORDERS))


@pytest.fixture(scope="module")
def orders(classes):
    """The module as a user imports it."""
    return classes.module


def test_a_request_of_a_module_alone_is_that_of_the_description(orders, classes):
    for service, described in zip(
        (orders.BasicHttpBindingOrderService, orders.CustomBindingOrderService),
        classes.contracts.operations[::2],
        strict=True,
    ):
        body = orders.GetOrder(number=7)
        assert soap.envelope(body, operation=described) == soap.envelope(body, operation=service.get_order)


def test_a_module_opens_what_a_binding_opens(orders, classes):
    operation = orders.BasicHttpBindingOrderService.get_order
    answer = soap.envelope(orders.GetOrderResponse(get_order_result=orders.Order(number=7)), operation=operation).data
    for opened in (
        soap.open_envelope(answer, orders),
        soap.open_envelope(answer, classes),
        soap.open_envelope(answer, operation=operation),
        soap.open_envelope(answer, orders, operation=operation),
    ):
        assert orders.Order(number=7) == opened.body.get_order_result


@pytest.mark.parametrize("known", ["module", "operation"])
def test_a_fault_of_an_operation_has_its_detail(orders, known):
    operation = orders.CustomBindingOrderService.get_order
    fault = soap.SoapFault("No order 7.", detail=[orders.NoSuchOrder(number=7)])
    answer = soap.envelope(fault, operation=operation).data
    with pytest.raises(soap.SoapFault) as raised:
        soap.open_envelope(answer, **({"cls": orders} if known == "module" else {"operation": operation}))
    assert (orders.NoSuchOrder(number=7),) == raised.value.detail


def test_a_module_has_every_element_of_a_binding(orders, classes):
    from dcxml.binding.elements import elements_of  # noqa: PLC0415 - the room under test

    elements = elements_of(orders)
    assert set(classes) == set(elements)
    assert {**classes} == {**elements}
    assert len(classes) == len(elements)
    assert elements is elements_of(orders)
    assert classes[f"{{{XS}}}int".replace(XS, SERIALIZATION)] == elements[f"{{{SERIALIZATION}}}int"]
    with pytest.raises(UnknownNameError, match=r"no contract or element '\{urn:x\}Ordre'; nearest are: "):
        elements["{urn:x}Ordre"]


SERIALIZATION = "http://schemas.microsoft.com/2003/10/Serialization/"


def test_a_name_that_a_binding_does_not_have_is_told_with_the_nearest(classes):
    with pytest.raises(KeyError) as raised:
        classes["{http://tempuri.org/}GetOrder"]
    assert (
        "there is no contract or element '{http://tempuri.org/}GetOrder'; nearest are: {http://orders.example/}GetOrder,"
    ) in str(raised.value)
    assert f"{{{SERVICE}}}GetOrder" == raised.value.nearest[0]
    with pytest.raises(UnknownNameError, match=r"no contract '\{http://orders.example/data\}Ordr'; nearest are: "):
        classes.contracts[f"{{{DATA}}}Ordr"]
    with pytest.raises(UnknownNameError, match=r"no contract '\{urn:x\}Qqqq'; there are: .*, …"):
        classes.annotation_of(QName("urn:x", "Qqqq"))


def made(*operations):
    ask = ClassDataContract(name=QName(A, "Ask"), members=(DataMember(name="N", type=QName(XS, "int")),))
    call = GlobalElement(name=QName("urn:rpc", "Ask"), type=QName(A, "Ask"), is_nillable=False)
    other = GlobalElement(name=QName("urn:rpc", "AskResponse"), type=QName(A, "Ask"), is_nillable=False)
    known = {"port_type": QName(A, "I"), "binding": QName(A, "B"), "version": SoapVersion.SOAP_1_1, "action": "urn:a"}
    described = [Operation(**{**known, **operation}) for operation in operations]
    return dcxml.build_classes(DataContractSet([ask], [call, other], described))


def test_the_element_of_a_message_is_the_operations_own():
    classes = made({"name": "Ask", "style": "rpc", "request": QName("urn:rpc", "Ask")})
    operation = classes.operation("Ask")
    body = operation.request(n=7)
    assert '<Ask xmlns="urn:rpc">' in str(soap.envelope(body, operation=operation))
    message = soap.envelope(body, classes.module, operation=operation.description)
    assert soap.envelope(body, operation=operation) == message
    with pytest.raises(EncodeError, match=r"the operation Ask sends \{urn:rpc\}Ask; give the binding or the module"):
        soap.envelope(body, operation=operation.description)


def test_where_request_and_response_have_one_class_the_request_is_meant():
    classes = made({"name": "Ask", "request": QName("urn:rpc", "Ask"), "response": QName("urn:rpc", "AskResponse")})
    operation = classes.operation("Ask")
    message = soap.envelope(operation.request(n=7), operation=operation)
    assert "<Ask " in str(message)
    assert '"urn:a"' == message.headers["SOAPAction"]


def test_an_operation_without_a_body_sends_none():
    operation = made({"name": "Ping"}).operation("Ping")
    message = soap.envelope(operation.request(), operation=operation)
    assert "<s:Body/>" in str(message)
    assert () == soap.open_envelope(message.data, operation=operation).bodies
    with pytest.raises(EncodeError, match="the body is int; the operation Ping sends an empty one"):
        soap.envelope(7, operation=operation)
    with pytest.raises(EncodeError, match="the body is int; the operation Ping sends an empty one"):
        soap.envelope(7, made(), operation=operation.description)


def test_an_element_that_nothing_describes_is_lxmls():
    operation = made({"name": "Get", "request": QName("urn:x", "Get")}).operation("Get")
    element = etree.fromstring('<Get xmlns="urn:x"/>')
    message = soap.envelope(element, operation=operation)
    assert '<s:Body><Get xmlns="urn:x"/></s:Body>' in str(message)
    assert "{urn:x}Get" == soap.open_envelope(message.data, operation=operation).body.tag
    with pytest.raises(DecodeError, match="Get answers an empty body"):
        soap.open_envelope(message.data.replace(b"urn:x", b"urn:y"), operation=operation)
