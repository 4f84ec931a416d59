"""Envelopes are what WCF writes, and their HTTP headers what SOAP 1.1 (6.1.1) and RFC 3902 say."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pytest
from attrs import evolve
from lxml import etree

import dcxml
from dcxml import Int, data_contract, data_member, soap
from dcxml.contract.operations import Operation, SoapVersion
from dcxml.qname import QName
from dcxml.xmlio import parse_document

ORDERS = Path(__file__).parents[2] / "schemas" / "orders" / "orders.wsdl"
SERVICE, DATA, XSI = "http://orders.example/", "http://orders.example/data", "http://www.w3.org/2001/XMLSchema-instance"
ACTION = "http://orders.example/OrderService/GetOrder"
URL = "https://orders.example/OrderService.svc"
SOAP_11, SOAP_12 = "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"


@data_contract(name="Token", namespace="urn:auth")
class Token:
    text: str | None = data_member("Text", default=None)


@data_contract(name="Sum", namespace="")
class Sum:
    a: Int = data_member("a", default=0)
    token: Token | None = data_member("token", default=None)


@pytest.fixture(scope="module")
def contracts():
    return dcxml.read_schemas(ORDERS)


@pytest.fixture(scope="module")
def classes(contracts):
    return dcxml.build_classes(contracts)


@pytest.fixture(scope="module")
def get_order(contracts):
    return contracts.operations[0]


@pytest.fixture
def request_of(classes):
    return classes[f"{{{SERVICE}}}GetOrder"](number=7)


def test_the_request_of_an_operation_is_what_wcf_sends(request_of, get_order):
    message = soap.envelope(request_of, operation=get_order)
    assert (
        f'<s:Envelope xmlns:s="{SOAP_11}"><s:Body>'
        f'<GetOrder xmlns="{SERVICE}"><number>7</number></GetOrder></s:Body></s:Envelope>'
    ) == str(message)
    assert str(message).encode() == message.data
    assert {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{ACTION}"'} == message.headers
    assert URL == message.url


def test_parameters_are_graphs_of_their_own_as_in_wcf(classes, contracts):
    line = classes[f"{{{DATA}}}OrderLine"](article="Tea", quantity=2)
    body = classes[f"{{{SERVICE}}}PlaceOrder"](lines=[line])
    message = str(soap.envelope(body, operation=contracts.operations[1]))
    declared = f'xmlns:a="{DATA}" xmlns:i="{XSI}"'
    assert (
        f'<s:Body><PlaceOrder xmlns="{SERVICE}"><lines {declared}><a:OrderLine><a:Article>Tea</a:Article>'
        "<a:Price>0</a:Price><a:Quantity>2</a:Quantity></a:OrderLine></lines>"
        f'<note i:nil="true" xmlns:i="{XSI}"/></PlaceOrder></s:Body>'
    ) in message


def test_the_version_of_the_binding_is_that_of_the_message(request_of, contracts):
    operation = next(each for each in contracts.operations if each.version is SoapVersion.SOAP_1_2)
    message = soap.envelope(request_of, operation=operation)
    assert f'<s:Envelope xmlns:s="{SOAP_12}"><s:Body><GetOrder' in str(message)
    assert {"Content-Type": f'application/soap+xml; charset=utf-8; action="{ACTION}"'} == message.headers
    assert f"{URL}/soap12" == message.url


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        pytest.param(None, '""', id="none"),
        pytest.param("urn:a b", '"urn:a%20b"', id="a space"),
        pytest.param('urn:"x', '"urn:%22x"', id="a quote"),
        pytest.param("urn:a\r\nHost: evil", '"urn:a%0D%0AHost:%20evil"', id="a line end"),
        pytest.param("urn:\u00e9", '"urn:%C3%A9"', id="beyond ASCII"),
        pytest.param("urn:a%20\\b", '"urn:a%20%5Cb"', id="escaped before, and a backslash"),
    ],
)
def test_no_action_can_leave_its_header(request_of, action, expected):
    assert expected == soap.envelope(request_of, action=action).headers["SOAPAction"]


def test_without_an_action_soap_12_names_none(request_of):
    message = soap.envelope(request_of, version=SoapVersion.SOAP_1_2)
    assert {"Content-Type": "application/soap+xml; charset=utf-8"} == message.headers


def test_without_an_operation_a_body_is_written_as_wcf_writes_an_unwrapped_one(request_of):
    assert f'<s:Body><GetOrder xmlns="{SERVICE}" xmlns:i="{XSI}"><number>7</number></GetOrder>' in str(
        soap.envelope(request_of)
    )


def test_addressing_adds_the_headers_in_the_order_of_wcf(request_of, get_order):
    addressing = soap.Addressing(message_id="urn:uuid:1")
    message = str(soap.envelope(request_of, operation=get_order, version=SoapVersion.SOAP_1_2, addressing=addressing))
    wsa = "http://www.w3.org/2005/08/addressing"
    assert (
        f'<s:Envelope xmlns:s="{SOAP_12}" xmlns:a="{wsa}"><s:Header>'
        f'<a:Action s:mustUnderstand="1">{ACTION}</a:Action><a:MessageID>urn:uuid:1</a:MessageID>'
        f"<a:ReplyTo><a:Address>{wsa}/anonymous</a:Address></a:ReplyTo>"
        f'<a:To s:mustUnderstand="1">{URL}</a:To></s:Header><s:Body>'
    ) in message


def test_every_message_has_an_identity_of_its_own(request_of):
    made = {soap.open_envelope(soap.envelope(request_of, addressing=soap.Addressing()).data).message_id for _ in "ab"}
    assert 2 == len(made)
    assert all(each.startswith("urn:uuid:") for each in made)


def test_an_answer_relates_to_its_question(request_of):
    addressing = soap.Addressing(relates_to="urn:uuid:1", namespace="http://schemas.xmlsoap.org/ws/2004/08/addressing")
    opened = soap.open_envelope(soap.envelope(request_of, action="urn:a", addressing=addressing).data)
    assert ("urn:uuid:1", None, "urn:a") == (opened.relates_to, opened.message_id, opened.action)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param(
            soap.SoapHeader(value=Token(text="t")),
            f'<Token xmlns="urn:auth" xmlns:i="{XSI}"><Text>t</Text></Token>',
            id="plain",
        ),
        pytest.param(
            soap.SoapHeader(value=Token(), must_understand=True, actor="urn:{0}&"),
            '<Token s:mustUnderstand="1" s:actor="urn:{0}&amp;" xmlns="urn:auth"',
            id="marked",
        ),
        pytest.param(
            soap.SoapHeader(value=etree.fromstring('<s:h xmlns:s="urn:s"/>'), must_understand=True),
            f'<s:h s0:mustUnderstand="1" xmlns:s0="{SOAP_11}" xmlns:s="urn:s"/>',
            id="an element that has the prefix for another namespace",
        ),
        pytest.param(soap.SoapHeader(value="a", cls=str), ">a</string>", id="of a type that is told"),
    ],
)
def test_headers_are_instances_and_elements(request_of, header, expected):
    message = soap.envelope(request_of, headers=[header])
    assert expected in str(message)
    (read,) = soap.open_envelope(message.data, understood=["{urn:auth}Token", "{urn:s}h"]).headers
    assert header.must_understand == (read.get(f"{{{SOAP_11}}}mustUnderstand") == "1")


def test_a_header_without_more_to_say_is_given_by_itself(request_of):
    assert soap.envelope(request_of, headers=[soap.SoapHeader(value=Token())]) == soap.envelope(
        request_of, headers=[Token()]
    )


def test_a_body_may_be_empty_or_have_several_elements_or_be_an_element(request_of):
    assert "<s:Body/>" in str(soap.envelope())
    two = soap.open_envelope(soap.envelope((request_of, Token())).data)
    assert [f"{{{SERVICE}}}GetOrder", "{urn:auth}Token"] == [each.tag for each in two.bodies]
    element = etree.fromstring("<a>b</a>")
    assert "<s:Body><a>b</a></s:Body>" in str(soap.envelope(element))


def test_the_wrapper_of_rpc_has_parts_in_no_namespace():
    operation = Operation("Add", QName("urn:c", "C"), request=QName("urn:c", "Add"), style="rpc")
    annotation = Annotated[Sum, dcxml.RootElement("Add", namespace="urn:c", is_nillable=False)]
    message = str(soap.envelope(Sum(a=1, token=Token()), annotation, operation=operation))
    assert (
        f'<Add xmlns="urn:c"><a xmlns="">1</a><token xmlns="" xmlns:a="urn:auth" xmlns:i="{XSI}">'
        '<a:Text i:nil="true"/></token></Add>'
    ) in message


def test_a_parameter_whose_facets_exclude_its_default_is_left_out():
    one = dcxml.SimpleContract("One", namespace="urn:c", facets=(("minInclusive", "1"),))

    @data_contract(name="Take", namespace="urn:c")
    class Take:
        count: Annotated[Int, one] = data_member("Count", default=0)
        number: Int = data_member("Number", default=0)

    serializer = dcxml.DataContractSerializer(Take)
    assert '<Take xmlns="urn:c"><Number>0</Number></Take>' == serializer.dump_wrapped(Take())
    assert "<Count>1</Count>" in serializer.dump_wrapped(Take(count=1))


def test_what_is_not_the_operations_is_refused(classes, get_order):
    place = classes[f"{{{SERVICE}}}PlaceOrder"]()
    with pytest.raises(dcxml.EncodeError, match=r"PlaceOrder; the operation GetOrder sends .*GetOrder"):
        soap.envelope(place, operation=get_order)
    with pytest.raises(dcxml.EncodeError, match="the body is empty"):
        soap.envelope(operation=get_order)
    with pytest.raises(dcxml.EncodeError, match="in the encoding of SOAP"):
        soap.envelope(place, operation=evolve(get_order, is_encoded=True, note="its body is in the encoding of SOAP"))
    with pytest.raises(TypeError, match="a str is not a contract class"):
        soap.envelope("text")
    with pytest.raises(ValueError, match="version"):
        soap.envelope(place, version="1.1")


def test_a_binding_tells_the_element_of_the_request_and_of_the_response(classes, get_order, request_of):
    assert "<GetOrder " in str(soap.envelope(request_of, classes, operation=get_order))
    response = classes[f"{{{SERVICE}}}GetOrderResponse"]()
    message = soap.envelope(response, classes, operation=get_order)
    assert "<GetOrderResponse " in str(message)
    assert {"Content-Type": "text/xml; charset=utf-8"} == message.headers
    assert "" == message.url
    with pytest.raises(dcxml.EncodeError, match="the binding has not the element"):
        soap.envelope(request_of, {}, operation=get_order)
    with pytest.raises(TypeError, match="operation"):
        soap.envelope(request_of, classes)


def test_an_element_may_be_the_content_of_a_message_that_is_xml():
    annotation = Annotated[dcxml.XmlElement, dcxml.RootElement("Submit", namespace="urn:c")]
    message = soap.envelope(etree.fromstring("<a>b</a>"), annotation)
    assert "<s:Body><Submit" in str(message)
    assert "b" == soap.open_envelope(message.data, annotation).body.text


def test_an_error_names_the_place_in_the_body(classes, get_order):
    request = classes[f"{{{SERVICE}}}GetOrder"](number=1 << 40)
    with pytest.raises(dcxml.EncodeError) as caught:
        soap.envelope(request, operation=get_order)
    assert "/GetOrder/number" == caught.value.path


def test_what_a_response_held_unknown_is_written_again(classes, get_order):
    document = f'<GetOrder xmlns="{SERVICE}"><number>1</number><other>2</other></GetOrder>'
    request = dcxml.loads(document, classes[f"{{{SERVICE}}}GetOrder"])
    assert "<number>1</number><other>2</other>" in str(soap.envelope(request, operation=get_order))


def test_what_is_absent_stays_out_of_the_wrapper(classes, get_order):
    request = classes[f"{{{SERVICE}}}GetOrder"]()
    dcxml.set_absent(request, "number")
    assert f'<s:Body><GetOrder xmlns="{SERVICE}"/></s:Body>' in str(soap.envelope(request, operation=get_order))


@pytest.mark.parametrize("text", ["\0", "\ud800"])
def test_characters_that_xml_cannot_carry_are_refused(request_of, text):
    with pytest.raises(dcxml.EncodeError):
        soap.envelope(request_of, addressing=soap.Addressing(to=text))
    with pytest.raises(dcxml.EncodeError):
        soap.envelope(soap.SoapFault(text))
    with pytest.raises(dcxml.EncodeError):
        soap.envelope(request_of, headers=[soap.SoapHeader(value=Token(), actor=text)])


def test_a_message_is_one_document(request_of, get_order):
    assert f"{{{SOAP_11}}}Envelope" == parse_document(soap.envelope(request_of, operation=get_order).data).tag


@pytest.mark.parametrize("version", SoapVersion)
def test_requests_responses_and_faults_are_valid(contracts, classes, version):
    for operation in contracts.operations:
        for name in (operation.request, operation.response):
            message = soap.envelope(classes[name.clark](), operation=operation, version=version)
            assert [] == list(dcxml.validate(message.data, contracts))
    detail = [classes[f"{{{DATA}}}NoSuchOrder"](number=7), soap.ExceptionDetail()]
    message = soap.envelope(soap.SoapFault("No.", detail=detail), version=version)
    assert [] == list(dcxml.validate(message.data, contracts))
    broken = list(dcxml.validate(message.data.replace(b">7<", b">x<"), contracts))
    assert ["DC031"] == [finding.code for finding in broken]
