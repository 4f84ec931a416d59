"""What descriptions say of WS-Addressing: whether a binding demands its headers, and what the actions are."""

from __future__ import annotations

import pytest

import dcxml
from dcxml.contract import Fault
from dcxml.qname import QName
from dcxml.xsd import read_schemas

WSA, WSA_2004 = "http://www.w3.org/2005/08/addressing", "http://schemas.xmlsoap.org/ws/2004/08/addressing"
USING, ADDRESSING = "<wsaw:UsingAddressing{}/>", "<wsam:Addressing{}><wsp:Policy/></wsam:Addressing>"
POLICY = '<wsp:Policy wsu:Id="p"><wsp:ExactlyOne><wsp:All>{}</wsp:All></wsp:ExactlyOne></wsp:Policy>'
REFERENCE = '<wsp:PolicyReference URI="#p"/>'
OPERATION = '<wsdl:operation name="Do">{}</wsdl:operation>'
IN, OUT = '<wsdl:input message="s:M"{}/>', '<wsdl:output message="s:M"{}/>'


@pytest.fixture
def read(tmp_path):
    def read_text(  # noqa: PLR0913 - one keyword for each place of a WSDL that says something
        *,
        policies: str = "",
        binding: str = "",
        of_binding: str = "",
        port: str = "",
        described: str = IN.format("") + OUT.format(""),
        action: str = ' soapAction="urn:do"',
        namespace: str = "http://s.example/",
    ):
        text = f"""<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:s="{namespace}"
    xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap12/" xmlns:wsp="http://schemas.xmlsoap.org/ws/2004/09/policy"
    xmlns:wsu="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
    xmlns:wsaw="http://www.w3.org/2006/05/addressing/wsdl" xmlns:wsam="http://www.w3.org/2007/05/addressing/metadata"
    xmlns:wsap="{WSA_2004}/policy" targetNamespace="{namespace}">{policies}
    <wsdl:message name="M"/><wsdl:portType name="I">{OPERATION.format(described)}</wsdl:portType>
    <wsdl:binding name="B" type="s:I"{of_binding}>{binding}<soap:binding transport="x"/>
    {OPERATION.format(f"<soap:operation{action}/>")}</wsdl:binding>
    <wsdl:service name="S"><wsdl:port name="P" binding="s:B"><soap:address location="http://h/"/>{port}</wsdl:port>
    </wsdl:service></wsdl:definitions>"""
        (tmp_path / "s.wsdl").write_text(text, encoding="utf-8")
        (operation,) = read_schemas(tmp_path / "s.wsdl").operations
        return operation

    return read_text


@pytest.mark.parametrize(
    ("said", "demanded"),
    [
        pytest.param({}, "", id="nothing"),
        pytest.param({"binding": USING.format(' wsdl:required="true"')}, WSA, id="required of the binding"),
        pytest.param({"binding": USING.format("")}, "", id="offered by the binding"),
        pytest.param({"port": USING.format(' wsdl:required="1"')}, WSA, id="required of the port"),
        pytest.param({"policies": POLICY.format(USING.format("")), "binding": REFERENCE}, WSA, id="a policy as WCF's"),
        pytest.param({"policies": POLICY.format(USING.format(""))}, "", id="a policy of nobody"),
        pytest.param(
            {"policies": POLICY.format(ADDRESSING.format(' wsp:Optional="true"')), "binding": REFERENCE},
            "",
            id="an optional assertion",
        ),
        pytest.param({"binding": POLICY.format(ADDRESSING.format(""))}, WSA, id="a policy in the binding"),
        pytest.param({"port": POLICY.format("<wsap:UsingAddressing/>")}, WSA_2004, id="of 2004, in the port"),
        pytest.param(
            {"policies": POLICY.format(ADDRESSING.format("")), "of_binding": ' wsp:PolicyURIs="#q #p"'},
            WSA,
            id="by an attribute",
        ),
        pytest.param(
            {
                "binding": "<wsp:Policy><wsp:ExactlyOne><wsp:All/><wsp:All><wsaw:UsingAddressing/></wsp:All>"
                "</wsp:ExactlyOne></wsp:Policy>"
            },
            "",
            id="one alternative of two",
        ),
        pytest.param(
            {
                "policies": POLICY.format(f"{REFERENCE}{USING.format('')}"),
                "binding": f"<wsp:Policy>{REFERENCE}</wsp:Policy>",
            },
            WSA,
            id="references in a circle",
        ),
        pytest.param(
            {"binding": POLICY.format("<y:a xmlns:y='a}b'/>")}, "", id="a namespace that lxml cannot take apart"
        ),
    ],
)
def test_a_binding_demands_what_each_alternative_of_its_policies_does(said, demanded, read):
    assert demanded == read(**said).addressing


@pytest.mark.parametrize(
    ("said", "actions"),
    [
        pytest.param({}, ("urn:do", "http://s.example/I/DoResponse"), id="the SOAPAction and the default"),
        pytest.param(
            {"action": ""}, ("http://s.example/I/DoRequest", "http://s.example/I/DoResponse"), id="the defaults"
        ),
        pytest.param({"action": "", "namespace": "urn:s"}, ("urn:s:I:DoRequest", "urn:s:I:DoResponse"), id="of a URN"),
        pytest.param(
            {"action": "", "described": IN.format(' name="Ask"') + OUT.format(' name="Say"')},
            ("http://s.example/I/Ask", "http://s.example/I/Say"),
            id="the names of input and output",
        ),
        pytest.param({"action": "", "described": IN.format("")}, ("http://s.example/I/Do", None), id="one-way"),
        pytest.param(
            {
                "action": ' soapAction=""',
                "described": IN.format(' wsaw:Action="urn:in"') + OUT.format(' wsam:Action="urn:out"'),
            },
            ("urn:in", "urn:out"),
            id="what is said",
        ),
    ],
)
def test_the_actions_are_those_of_metadata_4_4(said, actions, read):
    operation = read(**said)
    assert actions[0] == operation.action_of_request
    assert actions[1] in (operation.action_of_response, None)


def test_what_is_implied_is_not_kept(read):
    said = IN.format(' wsaw:Action="urn:do"') + OUT.format(' wsaw:Action="http://s.example/I/DoResponse"')
    said += '<wsdl:fault name="F" message="s:M" wsaw:Action="http://s.example/I/Do/Fault/F"/>'
    said += '<wsdl:fault name="G" message="s:M" wsaw:Action="urn:g"/>'
    operation = read(described=said)
    assert (None, None) == (operation.request_action, operation.response_action)
    assert (Fault("F"), Fault("G", action="urn:g")) == operation.faults
    assert ["http://s.example/I/Do/Fault/F", "urn:g"] == [*map(operation.action_of_fault, operation.faults)]


def test_what_a_description_says_of_addressing_is_in_the_module_too(tmp_path, read):
    read(
        binding=USING.format(' wsdl:required="true"'),
        described=IN.format(' wsaw:Action="urn:in"') + OUT.format(' wsam:Action="urn:out"'),
    )
    contracts = read_schemas(tmp_path / "s.wsdl")
    binding = dcxml.build_classes(contracts)
    assert contracts.operations == dcxml.contracts_of(binding.module).operations
    assert f'    addressing="{WSA}",\n' in binding.source
    assert QName("http://s.example/", "B") == contracts.operations[0].binding
