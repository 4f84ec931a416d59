"""The operations of WSDL 1.1: what goes in, what comes out, and where to."""

from __future__ import annotations

import pickle

import pytest

from dcxml.contract import ClassDataContract, DataMember, Fault, GlobalElement, Operation, SoapVersion
from dcxml.errors import SchemaError
from dcxml.qname import XS, QName
from dcxml.xsd import read_schemas, write_schemas

SOAP = {"1.1": "http://schemas.xmlsoap.org/wsdl/soap/", "1.2": "http://schemas.xmlsoap.org/wsdl/soap12/"}
NAMESPACES = {
    "wsdl": "http://schemas.xmlsoap.org/wsdl/",
    "soap": SOAP["1.1"],
    "soap12": SOAP["1.2"],
    "http": "http://schemas.xmlsoap.org/wsdl/http/",
    "wsaw": "http://www.w3.org/2006/05/addressing/wsdl",
    "xs": XS,
    "s": "urn:s",
    "t": "urn:t",
}
TYPES = """<wsdl:types><xs:schema targetNamespace="urn:t" elementFormDefault="qualified">
<xs:element name="Ask" nillable="true" type="xs:int"/><xs:element name="Answer" nillable="true" type="xs:string"/>
<xs:element name="Token" nillable="true" type="xs:string"/><xs:element name="Oops" nillable="true" type="xs:string"/>
<xs:complexType name="P"><xs:sequence/></xs:complexType></xs:schema></wsdl:types>
"""
MESSAGES = """<wsdl:message name="In"><wsdl:part name="parameters" element="t:Ask"/></wsdl:message>
<wsdl:message name="Out"><wsdl:part name="parameters" element="t:Answer"/></wsdl:message>
<wsdl:message name="Bad"><wsdl:part name="detail" element="t:Oops"/></wsdl:message>
<wsdl:message name="Head"><wsdl:part name="token" element="t:Token"/></wsdl:message>
<wsdl:message name="Both"><wsdl:part name="body" element="t:Ask"/>
<wsdl:part name="head" element="t:Token"/></wsdl:message>
<wsdl:message name="Empty"/>
<wsdl:message name="Typed"><wsdl:part name="a" type="xs:int"/><wsdl:part name="b" type="t:P"/></wsdl:message>
<wsdl:message name="Result"><wsdl:part name="return" type="xs:date"/></wsdl:message>
<wsdl:message name="Entity"><wsdl:part name="c" type="xs:integr"/></wsdl:message>
<wsdl:message name="Named"><wsdl:part name="a b" type="xs:int"/></wsdl:message>
<wsdl:message name="Twice"><wsdl:part name="a" type="xs:int"/><wsdl:part name="a" type="xs:int"/></wsdl:message>
<wsdl:message name="Unknown"><wsdl:part name="c" type="t:Gone"/></wsdl:message>
<wsdl:message name="Lost"><wsdl:part name="c" element="t:Gone"/></wsdl:message>
"""


def port_type(*operations: str, name: str = "I") -> str:
    return f'<wsdl:portType name="{name}">{"".join(operations)}</wsdl:portType>\n'


def operation(inside: str, name: str = "Do") -> str:
    return f'<wsdl:operation name="{name}">{inside}</wsdl:operation>'


IN, OUT = '<wsdl:input message="s:In"/>', '<wsdl:output message="s:Out"/>'


def binding(*operations: str, name: str = "B", soap: str = "soap", style: str = "") -> str:
    declared = f'<{soap}:binding transport="x"{style}/>' if soap else ""
    return f'<wsdl:binding name="{name}" type="s:I">{declared}{"".join(operations)}</wsdl:binding>\n'


BODY = '<wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output>'
RPC = BODY.replace('use="literal"', 'use="literal" namespace="urn:rpc"')
SERVICE = '<wsdl:service name="S"><wsdl:port name="P" binding="s:B"><soap:address location="http://h/s"/></wsdl:port></wsdl:service>'


@pytest.fixture
def read(tmp_path):
    def read_text(*parts: str, types: str = TYPES):
        declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
        text = f'<wsdl:definitions {declared} targetNamespace="urn:s">\n{types}{MESSAGES}{"".join(parts)}'
        (tmp_path / "s.wsdl").write_text(f"{text}</wsdl:definitions>", encoding="utf-8")
        return read_schemas(tmp_path / "s.wsdl")

    return read_text


def s(name: str) -> QName:
    return QName("urn:s", name)


def t(name: str) -> QName:
    return QName("urn:t", name)


def test_an_operation_is_read_with_all_that_the_description_says(read):
    described = operation(
        f"<wsdl:documentation> Ask <b>me</b> </wsdl:documentation>{IN}{OUT}"
        '<wsdl:fault name="Bad" message="s:Bad"/><wsdl:fault name="None" message="s:Empty"/>'
    )
    bound = BODY.replace("</wsdl:input>", '<soap:header message="s:Head" part="token" use="literal"/></wsdl:input>')
    contracts = read(port_type(described), binding(operation(f'<soap:operation soapAction="urn:do"/>{bound}')), SERVICE)
    expected = Operation(
        name="Do",
        port_type=s("I"),
        request=t("Ask"),
        response=t("Answer"),
        faults=(Fault("Bad", t("Oops")), Fault("None")),
        headers=(t("Token"),),
        action="urn:do",
        version=SoapVersion.SOAP_1_1,
        binding=s("B"),
        service=s("S"),
        address="http://h/s",
        documentation="Ask me",
    )
    assert (expected,) == contracts.operations
    assert () == contracts.missing
    assert (expected,) == pickle.loads(pickle.dumps(contracts)).operations  # noqa: S301 - our own bytes
    assert (expected,) == contracts.depth_first().operations


def test_what_is_said_about_a_service_goes_with_its_operations(read):
    def note(text: str) -> str:
        return f"<wsdl:documentation>{text}</wsdl:documentation>"

    described = port_type(operation(f"{note('An operation')}{IN}{OUT}"))
    bound = binding(operation(f"{note('As it is bound')}{BODY}"))
    parts = [
        note("All of it"),
        described.replace('name="I">', f'name="I">{note("A port type")}', 1),
        bound.replace('type="s:I">', f'type="s:I">{note("A port type")}', 1),
        SERVICE.replace('name="S">', f'name="S">{note("A <b>service</b>")}'),
    ]
    (found,) = read(*parts).operations
    assert "An operation\nAs it is bound" == found.documentation
    assert "A service\nA port type\nAll of it" == found.service_documentation


def test_each_binding_has_its_version_of_soap(read):
    both = binding(operation(BODY)) + binding(operation(BODY.replace("soap:", "soap12:")), name="C", soap="soap12")
    found = read(port_type(operation(IN + OUT)), both).operations
    assert [(s("B"), SoapVersion.SOAP_1_1), (s("C"), SoapVersion.SOAP_1_2)] == [(o.binding, o.version) for o in found]
    assert [(t("Ask"), t("Answer"), None, "")] * 2 == [(o.request, o.response, o.service, o.address) for o in found]


def test_what_no_binding_binds_is_abstract_and_what_http_binds_is_passed_over(read):
    (found,) = read(port_type(operation(IN + OUT))).operations
    assert (None, None, t("Ask")) == (found.action, found.version, found.request)
    assert () == read(port_type(operation(IN)), binding(operation(""), soap="http")).operations


@pytest.mark.parametrize(
    ("said", "of_input", "action"),
    [
        ('<soap:operation soapAction=""/>', ' wsaw:Action="urn:a"', ""),
        ("<soap:operation/>", ' wsaw:Action="urn:a"', "urn:a"),
        ("", "", ""),
    ],
)
def test_the_action_is_the_bindings_or_that_of_addressing(read, said, of_input, action):
    described = operation(IN.replace("<wsdl:input", f"<wsdl:input{of_input}"))
    (found,) = read(port_type(described), binding(operation(said + BODY))).operations
    assert (action, True, None) == (found.action, found.is_one_way, found.response)


def test_a_header_of_the_bodys_own_message_leaves_the_body(read):
    described = port_type(operation('<wsdl:input message="s:Both"/>'))
    for parts in ("", ' parts="body"'):
        body = f'<wsdl:input><soap:body{parts}/><soap:header message="s:Both" part="head"/></wsdl:input>'
        (found,) = read(described, binding(operation(body))).operations
        assert (t("Ask"), (t("Token"),), "") == (found.request, found.headers, found.note)


def test_overloads_are_told_by_their_inputs_and_outputs(read):
    one = operation('<wsdl:input name="A" message="s:In"/>')
    other = operation('<wsdl:input name="B" message="s:Head"/>')
    bound = "".join(operation(f'<wsdl:input name="{name}"><soap:body/></wsdl:input>') for name in "BA")
    assert [t("Token"), t("Ask")] == [o.request for o in read(port_type(one, other), binding(bound)).operations]


def test_the_parts_of_rpc_are_members_of_a_class_without_a_namespace(read, tmp_path):
    described = port_type(operation('<wsdl:input message="s:Typed"/><wsdl:output message="s:Result"/>'))
    both = binding(operation(RPC), style=' style="rpc"')
    both += binding(operation('<soap:operation style="rpc"/>' + RPC), name="C")
    contracts = read(described, both)
    wrapper, answer = (QName("urn:rpc", name) for name in ("Do", "DoResponse"))
    assert [(wrapper, answer, "rpc", "")] * 2 == [
        (o.request, o.response, o.style, o.note) for o in contracts.operations
    ]
    assert contracts["Do"] == ClassDataContract(
        name=QName("", "Do"),
        members=(
            DataMember(name="a", type=QName(XS, "int"), is_required=True),
            DataMember(name="b", type=t("P"), is_required=True, emit_default_value=False),
        ),
    )
    assert contracts.elements[wrapper] == GlobalElement(name=wrapper, type=QName("", "Do"), is_nillable=False)
    assert [QName(XS, "date")] == list(contracts["DoResponse"].references())
    write_schemas(contracts, tmp_path / "out")
    assert contracts == read_schemas(tmp_path / "out", strict=True)


def test_an_rpc_without_parts_has_an_empty_wrapper(read):
    described = port_type(operation('<wsdl:input message="s:Empty"/>'))
    contracts = read(described, binding(operation(RPC), style=' style="rpc"'))
    assert QName("urn:rpc", "Do") == contracts.operations[0].request
    assert () == contracts["Do"].members


def test_wrappers_of_one_name_in_two_namespaces_are_two_classes(read):
    described = port_type(operation('<wsdl:input message="s:Typed"/>'))
    other = binding(operation(RPC.replace("urn:rpc", "urn:other")), name="C", style=' style="rpc"')
    contracts = read(described, binding(operation(RPC), style=' style="rpc"') + other)
    assert ["Do", "Do2"] == [root.type.name for root in contracts.elements.values() if root.type.namespace == ""]


NOT_REPRESENTABLE = [
    pytest.param("Typed", BODY, "", "its body has 2 parts, where one element can stand", id="two parts"),
    pytest.param("Result", BODY, "", "the part 'return' is a type, not an element", id="a type in a document"),
    pytest.param("In", RPC, "rpc", "the part 'parameters' is an element, not a type", id="an element in rpc"),
    pytest.param("Named", RPC, "rpc", "the name of the part 'a b' is not an XML name", id="a hostile name"),
    pytest.param("Twice", RPC, "rpc", "two of its parts have one name", id="two parts of one name"),
    pytest.param(
        "Typed",
        RPC.replace("literal", "encoded"),
        "rpc",
        "its body is in the encoding of SOAP (use='encoded'), which no schema describes",
        id="encoded",
    ),
    pytest.param(
        "Typed",
        RPC.replace("urn:rpc", "urn:t").replace("wsdl:input", "wsdl:input", 1),
        "rpc-Ask",
        "a schema defines the element {urn:t}Ask of its wrapper",
        id="a wrapper that a schema defines",
    ),
]


@pytest.mark.parametrize(("message", "bound", "style", "note"), NOT_REPRESENTABLE)
def test_a_body_that_no_element_can_be_is_named(read, message, bound, style, note):
    style, _, name = style.partition("-")
    described = port_type(operation(f'<wsdl:input message="s:{message}"/>', name or "Do"))
    styled = f' style="{style}"' if style else ""
    (found,) = read(described, binding(operation(bound, name or "Do"), style=styled)).operations
    assert (None, note, "encoded" in note) == (found.request, found.note, found.is_encoded)


MISSING = [
    pytest.param(
        port_type(operation('<wsdl:input message="s:Lost"/>')),
        "message Lost: nothing defines the element {urn:t}Gone",
        id="an element",
    ),
    pytest.param(
        port_type(operation('<wsdl:input message="s:Gone"/>')),
        "portType I: nothing defines the message {urn:s}Gone",
        id="a message",
    ),
    pytest.param(
        port_type(operation('<wsdl:input message="s:Unknown"/>')) + binding(operation(RPC), style=' style="rpc"'),
        "complexType Do: nothing defines the type {urn:t}Gone",
        id="the type of a part",
    ),
    pytest.param(binding(operation(BODY)), "binding B: nothing defines the portType {urn:s}I", id="a port type"),
]


@pytest.mark.parametrize(("part", "sentence"), MISSING)
def test_what_a_description_misses_is_named_with_who_needs_it(read, tmp_path, part, sentence):
    (missing,) = read(part).missing
    assert str(missing).endswith(f": {sentence}")
    assert str(missing).startswith(f"{tmp_path / 's.wsdl'}:")
    with pytest.raises(SchemaError) as caught:
        read_schemas(tmp_path / "s.wsdl", strict=True)
    assert str(missing) == str(caught.value)


def test_elements_of_the_serialization_schema_are_known(read):
    message = '<wsdl:message name="X"><wsdl:part name="p" element="z:int"'
    message += ' xmlns:z="http://schemas.microsoft.com/2003/10/Serialization/"/></wsdl:message>'
    contracts = read(message, port_type(operation('<wsdl:input message="s:X"/>')))
    assert () == contracts.missing


CONTRADICTIONS = [
    pytest.param(
        port_type(operation('<wsdl:input message="s:Entity"/>')) + binding(operation(RPC), style=' style="rpc"'),
        "complexType Do: unknown type 'xs:integr'",
        id="the type of a part",
    ),
    pytest.param(
        port_type(operation(IN)) + binding(operation(BODY, "Other")),
        "binding B: the port type {urn:s}I has no operation 'Other'",
        id="an operation that the port type does not have",
    ),
    pytest.param(
        port_type(operation(IN)) + binding(operation(BODY), style=' style="odd"'),
        "binding B: the style 'odd' is neither 'document' nor 'rpc'",
        id="a style",
    ),
    pytest.param(
        port_type(operation('<wsdl:input message="x:In"/>')),
        "portType I: the prefix of 'x:In' is not declared",
        id="a prefix",
    ),
    pytest.param(
        port_type(operation(IN)) + port_type(operation(OUT)),
        "portType I: it is defined otherwise in ",
        id="two of a name",
    ),
]


@pytest.mark.parametrize(("parts", "sentence"), CONTRADICTIONS)
def test_a_description_that_contradicts_itself_is_one_error_with_its_place(read, parts, sentence):
    with pytest.raises(SchemaError, match=r"s\.wsdl:\d+: ") as caught:
        read(parts)
    assert sentence in str(caught.value)


def test_a_description_given_twice_is_one(read, tmp_path):
    read(port_type(operation(IN)))
    (tmp_path / "copy.wsdl").write_bytes((tmp_path / "s.wsdl").read_bytes())
    assert 1 == len(read_schemas(tmp_path).operations)


def test_a_description_in_a_namespace_that_is_no_uri_is_read(read, tmp_path):
    read(port_type(operation(f'{IN}<x xmlns="not a uri"/>')))
    (tmp_path / "copy.wsdl").write_bytes((tmp_path / "s.wsdl").read_bytes())
    assert 1 == len(read_schemas(tmp_path).operations)


def test_operations_do_not_count_in_equality(read):
    assert read(port_type(operation(IN))) == read()
