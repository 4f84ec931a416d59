"""Messages that are kept as XML: how they are made, and what is said where they are made otherwise."""

from __future__ import annotations

import copy
import pickle

import pytest
from lxml import etree

import dcxml
from dcxml import soap

QUALIFIED, UNQUALIFIED = 'elementFormDefault="qualified"', ""
PART = '<xs:element name="a" type="xs:int"/>'
DOCUMENTS = {
    "unqualified": (UNQUALIFIED, "", '<q:Add xmlns:q="urn:svc"><a>1</a></q:Add>'),
    "an attribute": (QUALIFIED, '<xs:attribute name="v" type="xs:int"/>', '<Add xmlns="urn:svc" v="2"><a>1</a></Add>'),
}


def wsdl(form, attribute):
    schema = "http://www.w3.org/2001/XMLSchema"
    return f"""<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
  xmlns:t="urn:svc" xmlns:xs="{schema}" targetNamespace="urn:svc" name="S">
<types><xs:schema targetNamespace="urn:svc" {form}>
  <xs:element name="Add"><xs:complexType><xs:sequence>{PART}</xs:sequence>{attribute}</xs:complexType></xs:element>
  <xs:element name="AddResponse" type="xs:int"/></xs:schema></types>
<message name="In"><part name="p" element="t:Add"/></message>
<message name="Out"><part name="r" element="t:AddResponse"/></message>
<portType name="PT"><operation name="Add"><input message="t:In"/><output message="t:Out"/></operation></portType>
<binding name="B" type="t:PT"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
  <operation name="Add"><soap:operation soapAction="urn:add"/>
  <input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation></binding>
<service name="Svc"><port name="P" binding="t:B"><soap:address location="http://h/s"/></port></service>
</definitions>"""


@pytest.fixture(params=DOCUMENTS)
def case(request, tmp_path):
    form, attribute, document = DOCUMENTS[request.param]
    path = tmp_path / "service.wsdl"
    path.write_text(wsdl(form, attribute))
    contracts = dcxml.read_schemas(path)
    return contracts, dcxml.build_classes(contracts).operation("Add"), document


@pytest.mark.parametrize("made", [str, str.encode, etree.fromstring], ids=["text", "bytes", "element"])
def test_the_message_is_made_of_its_element(made, case):
    contracts, operation, document = case
    message = soap.envelope(operation.request(made(document)), operation=operation)
    assert document in str(message)
    assert list(dcxml.validate(message.data, contracts)) == []
    assert int is operation.response


def test_what_was_read_is_sent_again(case):
    contracts, operation, document = case
    data = soap.envelope(operation.request(document), operation=operation).data
    for opened in (soap.open_envelope(data, operation=operation), soap.open_envelope(data, operation.request)):
        again = soap.envelope(operation.request(opened.body), operation=operation)
        assert list(dcxml.validate(again.data, contracts)) == []
        assert "1" == etree.fromstring(again.data).findtext(".//a", etree.fromstring(again.data).findtext(".//{*}a"))


@pytest.mark.parametrize(
    ("given", "members", "said"),
    [
        ((), {}, "has no members to be given: it is kept as XML"),
        ((), {"a": 1, "b": 2}, r"has no members to be given \(a, b\): it is kept as XML"),
        ((7,), {}, "is not made of a int"),
        (("<Sub xmlns='urn:svc'/>",), {}, r"is not the element \{urn:svc\}Sub"),
    ],
)
def test_what_cannot_be_the_message_is_refused_with_the_way_out(given, members, said, case):
    _, operation, _ = case
    with pytest.raises(TypeError, match=rf"the message \{{urn:svc\}}Add {said}") as refused:
        operation.request(*given, **members)
    assert """give the whole element, as lxml's or as text: request('<Add xmlns="urn:svc">…</Add>')""" in str(
        refused.value
    )


def test_a_text_that_is_not_xml_is_told_as_any_document(case):
    with pytest.raises(dcxml.DecodeError):
        case[1].request("<Add")


def test_an_xml_message_shows_what_it_is(case):
    assert "<the XML of {urn:svc}Add>" == repr(case[1].request)


def hollow():
    return etree._Element()


def test_an_element_without_xml_is_told_in_words_of_dcxml(case):
    _, operation, document = case
    for refused in (
        lambda: soap.envelope(hollow(), operation=operation),
        lambda: soap.envelope(operation.request(document), operation=operation, headers=[hollow()]),
        lambda: soap.envelope(
            operation.request(document), operation=operation, headers=[soap.SoapHeader(value=hollow(), actor="urn:a")]
        ),
    ):
        with pytest.raises(dcxml.EncodeError, match="<_Element> is not an XML element"):
            refused()
    with pytest.raises(TypeError, match="is not made of a _Element"):
        operation.request(hollow())


@dcxml.data_contract(name="Holder", namespace="urn:h")
class Holder:
    """XML in a member."""

    xml: dcxml.XmlNodes | None = dcxml.data_member("Xml", default=None)


def test_an_object_that_holds_an_element_without_xml():
    held = Holder(xml=hollow())
    assert "Holder(xml=<_Element without XML>)" == repr(held)
    assert copy.deepcopy(held) == held
    assert held != Holder()
    with pytest.raises(dcxml.EncodeError, match="Xml: <_Element> is not an XML element"):
        dcxml.dumps(held)
    with pytest.raises(TypeError):
        pickle.dumps(held)
    with pytest.raises(TypeError, match=r"the element is of type lxml\.etree\._Element"):
        dcxml.DataContractSerializer(Holder).load_element(hollow())


def test_a_text_that_should_be_xml_is_refused_with_the_way_out():
    with pytest.raises(dcxml.EncodeError, match=r"etree\.fromstring\('<x>3 &lt; 4</x>'\)"):
        dcxml.dumps(Holder(xml="3 < 4"))
    assert b"<Xml>3 &lt; 4</Xml>" in dcxml.dumps(Holder(xml=etree.fromstring("<x>3 &lt; 4</x>")))


def test_a_message_that_nothing_describes_is_made_of_its_element(tmp_path):
    path = tmp_path / "service.wsdl"
    path.write_text(wsdl(QUALIFIED, "").replace('<xs:element name="Add">', '<xs:element name="Other">'))
    operation = dcxml.build_classes(dcxml.read_schemas(path)).operation("Add")
    document = '<Add xmlns="urn:svc"><a>1</a></Add>'
    assert document in str(soap.envelope(operation.request(document), operation=operation))
    with pytest.raises(TypeError, match=r"give the whole element, as lxml's or as text: request"):
        operation.request(a=1)
