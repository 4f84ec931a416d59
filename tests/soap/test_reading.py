"""Envelopes opened: SOAP 1.1 (W3C Note) and SOAP 1.2 (W3C Recommendation), requests, responses and faults."""

from __future__ import annotations

import copy
import os
import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dcxml
from dcxml import Int, QName, data_contract, data_member, soap
from dcxml.contract.operations import SoapVersion
from dcxml.qname import SERIALIZATION

ROOT = Path(__file__).parents[2]
ORDERS = ROOT / "schemas" / "orders" / "orders.wsdl"
CORPUS = Path(os.environ.get("DCXML_CORPUS") or ROOT.parent / "shared" / "corpus")
SERVICE, DATA = "http://orders.example/", "http://orders.example/data"
SOAP = {SoapVersion.SOAP_1_1: "http://schemas.xmlsoap.org/soap/envelope/"}
SOAP[SoapVersion.SOAP_1_2] = "http://www.w3.org/2003/05/soap-envelope"
SECURITY = "{http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd}Security"
DISPATCHER = "http://schemas.microsoft.com/net/2005/12/windowscommunicationfoundation/dispatcher"


@data_contract(name="Refusal", namespace="urn:f")
class Refusal:
    code: Int = data_member("Code", default=0)


@data_contract(name="Link", namespace="urn:f", is_reference=True)
class Link:
    next: Link | None = data_member("Next", default=None)


@data_contract(name="Pair", namespace="urn:f")
class Pair:
    one: Link | None = data_member("One", default=None)
    two: Link | None = data_member("Two", default=None)


CONTRACTS = dcxml.read_schemas(ORDERS)
CLASSES = dcxml.build_classes(CONTRACTS)
GET_ORDER = CONTRACTS.operations[0]
RESPONSE = CLASSES[f"{{{SERVICE}}}GetOrderResponse"]
BODY = f'<GetOrderResponse xmlns="{SERVICE}"><GetOrderResult xmlns:a="{DATA}"><a:Number>7</a:Number></GetOrderResult>'
BODY += "</GetOrderResponse>"


def around(body, *, header="", version=SoapVersion.SOAP_1_1):
    head = f"<s:Header>{header}</s:Header>" if header else ""
    return f'<s:Envelope xmlns:s="{SOAP[version]}">{head}<s:Body>{body}</s:Body></s:Envelope>'


def fault_in(content, *, version=SoapVersion.SOAP_1_1, **kwargs):
    with pytest.raises(soap.SoapFault) as caught:
        soap.open_envelope(around(f"<s:Fault>{content}</s:Fault>", version=version), **kwargs)
    return caught.value


@pytest.mark.parametrize("version", SoapVersion)
@pytest.mark.parametrize(
    "settings_",
    [
        pytest.param({"cls": RESPONSE}, id="a class"),
        pytest.param({"cls": CLASSES}, id="a binding"),
        pytest.param({"cls": CLASSES, "operation": GET_ORDER}, id="a binding and the operation"),
        pytest.param({"cls": dcxml.DataContractSerializer(RESPONSE)}, id="a serializer"),
    ],
)
def test_a_response_is_an_instance(settings_, version):
    opened = soap.open_envelope(around(BODY, version=version), **settings_)
    assert version is opened.version
    assert 7 == opened.body.get_order_result.number
    assert () == opened.headers


def test_without_a_class_the_body_is_elements_and_so_are_the_headers():
    opened = soap.open_envelope(around(f"{BODY}<b/>", header='<h xmlns="urn:h">x</h>'))
    assert [f"{{{SERVICE}}}GetOrderResponse", "b"] == [each.tag for each in opened.bodies]
    assert ["x"] == [each.text for each in opened.headers]
    with pytest.raises(dcxml.DecodeError, match="the body has 2 elements"):
        _ = opened.body


@given(number=st.integers(-(1 << 31), (1 << 31) - 1), name=st.sampled_from(["GetOrder", "PlaceOrderResponse"]))
@settings(max_examples=25, deadline=None)
@pytest.mark.parametrize("version", SoapVersion)
def test_what_is_opened_is_what_was_made(number, name, version):
    cls = CLASSES[f"{{{SERVICE}}}{name}"]
    made = cls(number=number) if name == "GetOrder" else cls(place_order_result=number)
    operation = next(each for each in CONTRACTS.operations if name.startswith(each.name))
    message = soap.envelope(made, operation=operation, version=version)
    opened = soap.open_envelope(message.data, CLASSES, operation=operation)
    assert dcxml.identical(made, opened.body)
    assert version is opened.version


@pytest.mark.parametrize(
    ("data", "place", "reason"),
    [
        pytest.param("<a/>", "/a", "not an envelope of SOAP 1.1 or 1.2", id="no envelope"),
        pytest.param('<e:Envelope xmlns:e="urn:e"/>', "/Envelope", "not an envelope", id="another envelope"),
        pytest.param(around("")[: around("").index("<s:Body")] + "</s:Envelope>", "/Envelope", "nothing stands where",
                     id="no body"),
        pytest.param(around("<s:Body/>").replace("<s:Body><s:Body/></s:Body>", "<b/><s:Body/>"), "/Envelope/b",
                     "b stands where the body", id="something before the body"),
        pytest.param(around("").replace("</s:Envelope>", "<s:Body/></s:Envelope>"), "/Envelope/Body[2]",
                     "stands behind the body", id="two bodies"),
        pytest.param(around("", version=SoapVersion.SOAP_1_2).replace("</s:Envelope>", "<b/></s:Envelope>"),
                     "/Envelope/b", "behind the body", id="anything behind the body of 1.2"),
        pytest.param(around("text"), "/Envelope/Body", "text stands between", id="text in the body"),
        pytest.param(around(""), "/Envelope/Body", "the body has nothing", id="an empty body"),
        pytest.param(around(f"{BODY}{BODY}"), "/Envelope/Body", "the body has 2 elements", id="two elements"),
        pytest.param(around("<a/>"), "/Envelope/Body/a", "the root is a", id="another element"),
        pytest.param(around(BODY.replace("7", "x")),
                     "/Envelope/Body/GetOrderResponse/GetOrderResult/Number", "is not xs:int", id="a wrong value"),
        pytest.param(around("<x:Include xmlns:x='http://www.w3.org/2004/08/xop/include' href='cid:1'/>"),
                     "/Envelope/Body/Include", "MTOM", id="xop"),
    ],
)  # fmt: skip
def test_what_is_no_response_is_told_with_its_place(data, place, reason):
    with pytest.raises(dcxml.DecodeError, match=reason) as caught:
        soap.open_envelope(data, RESPONSE)
    assert (place, 1) == (caught.value.path, caught.value.line)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"\r\n--uuid:1\r\nContent-Type: application/xop+xml\r\n", "MTOM", id="MIME"),
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(b"<a", "not well-formed", id="not XML"),
        pytest.param(f"<?p?>{around('')}", "processing instruction", id="an instruction"),
        pytest.param(f"<!DOCTYPE a>{around('')}", "DTD", id="a document type"),
    ],
)
def test_what_is_no_xml_of_soap_is_refused(data, reason):
    with pytest.raises(dcxml.DecodeError, match=reason):
        soap.open_envelope(data)


@pytest.mark.parametrize("data", [None, 1, ["<a/>"]])
def test_what_is_no_document_is_a_type_error(data):
    with pytest.raises(TypeError, match="a document is bytes or str"):
        soap.open_envelope(data)


def test_an_element_that_no_contract_has_is_refused_where_a_binding_is_given():
    with pytest.raises(dcxml.DecodeError, match=r"no contract has the element \{urn:x\}a"):
        soap.open_envelope(around('<a xmlns="urn:x"/>'), CLASSES)


def test_the_answer_to_another_operation_is_refused():
    with pytest.raises(dcxml.DecodeError, match=r"but PlaceOrder answers .*PlaceOrderResponse"):
        soap.open_envelope(around(BODY), CLASSES, operation=CONTRACTS.operations[1])
    with pytest.raises(dcxml.DecodeError, match="has nothing, but GetOrder answers"):
        soap.open_envelope(around(""), CLASSES, operation=GET_ORDER)


@pytest.mark.parametrize("version", SoapVersion)
def test_a_header_that_must_be_understood_is_refused_unless_it_is(version):
    header = '<a:h xmlns:a="urn:a" s:mustUnderstand="1"/>'
    data = around(BODY, header=f"<b/>\n{header}", version=version)
    with pytest.raises(dcxml.DecodeError, match=r'understood=\["\{urn:a\}h"\]') as caught:
        soap.open_envelope(data, RESPONSE)
    assert ("/Envelope/Header/h", 2) == (caught.value.path, caught.value.line)
    for name in ("{urn:a}h", QName("urn:a", "h")):
        assert 2 == len(soap.open_envelope(data, RESPONSE, understood=[name]).headers)


@pytest.mark.parametrize(
    ("version", "mark", "is_ours"),
    [
        pytest.param(SoapVersion.SOAP_1_1, 's:mustUnderstand="0"', False, id="not marked"),
        pytest.param(SoapVersion.SOAP_1_1, 's:mustUnderstand="1" s:actor="urn:other"', False, id="another actor's"),
        pytest.param(SoapVersion.SOAP_1_1, 's:mustUnderstand="1" s:actor="http://schemas.xmlsoap.org/soap/actor/next"',
                     True, id="the next actor's"),
        pytest.param(SoapVersion.SOAP_1_2, 's:mustUnderstand="true"', True, id="true"),
        pytest.param(SoapVersion.SOAP_1_2, 's:mustUnderstand="true" s:role="urn:other"', False, id="another role's"),
        pytest.param(SoapVersion.SOAP_1_2,
                     f's:mustUnderstand="1" s:role="{SOAP[SoapVersion.SOAP_1_2]}/role/ultimateReceiver"', True,
                     id="the ultimate receiver's"),
        pytest.param(SoapVersion.SOAP_1_2, f's:mustUnderstand="1" s:role="{SOAP[SoapVersion.SOAP_1_2]}/role/none"',
                     False, id="nobody's"),
    ],
)  # fmt: skip
def test_only_headers_for_this_receiver_must_be_understood(version, mark, is_ours):
    data = around(BODY, header=f'<a:h xmlns:a="urn:a" {mark}/>', version=version)
    if is_ours:
        with pytest.raises(dcxml.DecodeError, match="must be understood"):
            soap.open_envelope(data, RESPONSE)
    else:
        assert 1 == len(soap.open_envelope(data, RESPONSE).headers)


def test_a_fault_of_11_tells_code_text_actor_and_detail():
    fault = fault_in(
        f'<faultcode xmlns:a="{DISPATCHER}">a:InternalServiceFault</faultcode>'
        '<faultstring xml:lang="de-DE">Nein.</faultstring><faultactor>urn:me</faultactor>'
        f'<detail><NoSuchOrder xmlns="{DATA}"><Number>7</Number></NoSuchOrder><other/></detail>',
        cls=CLASSES,
        operation=GET_ORDER,
    )
    assert QName(DISPATCHER, "InternalServiceFault") == fault.code
    assert ({"de-DE": "Nein."}, "Nein.", "urn:me") == (fault.reasons, fault.reason, fault.actor)
    found, other = fault.detail
    assert 7 == found.number
    assert "other" == other.tag
    assert "InternalServiceFault: Nein." == str(fault)
    assert isinstance(fault, dcxml.DcxmlError)
    assert not fault.is_sender


def test_a_fault_of_12_tells_codes_texts_node_role_and_detail():
    fault = fault_in(
        "<s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value xmlns:m='urn:m'>m:A</s:Value>"
        "<s:Subcode><s:Value xmlns:m='urn:m'>m:B</s:Value></s:Subcode></s:Subcode></s:Code>"
        '<s:Reason><s:Text xml:lang="en">No.</s:Text><s:Text xml:lang="de">Nein.</s:Text></s:Reason>'
        "<s:Node>urn:n</s:Node><s:Role>urn:r</s:Role>"
        '<s:Detail><Refusal xmlns="urn:f"><Code>3</Code></Refusal></s:Detail>',
        version=SoapVersion.SOAP_1_2,
        faults=[Refusal],
    )
    assert (QName(SOAP[SoapVersion.SOAP_1_2], "Sender"), (QName("urn:m", "A"), QName("urn:m", "B"))) == (
        fault.code,
        fault.subcodes,
    )
    assert {"en": "No.", "de": "Nein."} == fault.reasons
    assert ("urn:n", "urn:r", (Refusal(code=3),)) == (fault.node, fault.actor, fault.detail)
    assert fault.is_sender
    assert "Sender/A/B: No." == str(fault)


def test_the_detail_of_an_exception_in_wcf_is_known():
    text = '<ExceptionDetail xmlns="http://schemas.datacontract.org/2004/07/System.ServiceModel"'
    text += ' xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><HelpLink i:nil="true"/><InnerException>'
    text += "<Message>inside</Message></InnerException><Message>outside</Message></ExceptionDetail>"
    (detail,) = fault_in(f"<detail>{text}</detail>").detail
    assert ("outside", "inside") == (detail.message, detail.inner_exception.message)


@pytest.mark.parametrize("version", SoapVersion)
@pytest.mark.parametrize(
    "content",
    [
        pytest.param("", id="empty"),
        pytest.param("<faultcode>x:y</faultcode><faultstring>a</faultstring>", id="a prefix without a namespace"),
        pytest.param("<s:faultcode>s:Server</s:faultcode><s:faultstring/>", id="qualified"),
        pytest.param("<s:Code/><s:Reason/>", id="nothing said"),
        pytest.param(f'<detail><NoSuchOrder xmlns="{DATA}"><Number>x</Number></NoSuchOrder></detail>', id="bad detail"),
    ],
)
def test_no_flaw_of_a_fault_hides_it(content, version):
    fault = fault_in(content, version=version, cls=CLASSES)
    assert version is fault.version
    str(fault)
    assert all(hasattr(each, "tag") for each in fault.detail)


def test_parameters_are_graphs_of_their_own_as_wcf_writes_them():
    begin = f'<Pair xmlns="urn:f" xmlns:z="{SERIALIZATION}">'
    own = '<{0} z:Id="i1"><Next z:Ref="i1"/></{0}>'
    pair = soap.open_envelope(around(f"{begin}{own.format('One')}{own.format('Two')}</Pair>"), Pair).body
    assert pair.one.next is pair.one
    assert pair.two.next is pair.two
    assert pair.one is not pair.two
    shared = soap.open_envelope(around(f'{begin}{own.format("One")}<Two z:Ref="i1"/></Pair>'), Pair).body
    assert shared.one is shared.two


FAULTS = {
    "plain": soap.SoapFault("No."),
    "of the sender": soap.SoapFault("No.", code=QName(SOAP[SoapVersion.SOAP_1_1], "Client")),
    "full": soap.SoapFault({"de": "<&>"}, code=QName("urn:m", "A"), actor="urn:r", detail=[Refusal(code=1)]),
}


@pytest.mark.parametrize("version", SoapVersion)
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_that_is_sent_is_the_fault_that_is_received(name, version):
    sent = FAULTS[name]
    with pytest.raises(soap.SoapFault) as caught:
        soap.open_envelope(soap.envelope(sent, version=version).data, faults=[Refusal])
    read = caught.value
    assert (sent.reasons, sent.actor, sent.detail) == (read.reasons, read.actor, read.detail)
    assert sent.is_sender == read.is_sender
    assert sent.code.namespace not in SOAP.values() or read.code.namespace == SOAP[version]


def test_subcodes_go_with_12_and_stand_for_the_code_in_11_as_in_wcf():
    fault = soap.SoapFault("No.", subcodes=[QName("urn:m", "A"), QName("urn:m", "B")])
    twelve, eleven = (str(soap.envelope(fault, version=version)) for version in reversed(SoapVersion))
    assert (
        '<s:Code><s:Value>s:Receiver</s:Value><s:Subcode><s:Value xmlns:a="urn:m">a:A</s:Value><s:Subcode>'
        '<s:Value xmlns:a="urn:m">a:B</s:Value></s:Subcode></s:Subcode></s:Code>'
    ) in twelve
    assert '<faultcode xmlns:a="urn:m">a:A</faultcode>' in eleven


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("again", [copy.copy, lambda fault: pickle.loads(pickle.dumps(fault))])  # noqa: S301 - ours
def test_a_fault_can_be_copied_and_pickled(name, again):
    assert vars(FAULTS[name]) == vars(again(FAULTS[name]))


def test_a_fault_with_elements_leaves_its_process():
    data = around('<s:Fault><detail><q:a xmlns:q="urn:q" t="q:b">x</q:a></detail></s:Fault>', header="<h>y</h>")
    with pytest.raises(soap.SoapFault) as caught:
        soap.open_envelope(data)
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - ours
    (detail,), (header,) = again.detail, again.headers
    assert ("{urn:q}a", "x", "urn:q") == (detail.tag, detail.text, detail.nsmap["q"])
    assert ("h", "y") == (header.tag, header.text)


def test_the_envelopes_of_others_open():
    """They stand beside the repository, or where DCXML_CORPUS says; without them this has nothing to say."""
    documents = [path.read_bytes() for path in sorted((CORPUS / "instances").glob("*.xml"))]
    envelopes = [data for data in documents if any(f'"{namespace}"'.encode() in data for namespace in SOAP.values())]
    opened = [soap.open_envelope(data, understood=[SECURITY]) for data in envelopes]
    assert not documents or 5 == len(opened)
    assert all(each.body.tag.startswith("{") for each in opened)
