"""XML fragments before the judge: .NET's XmlElement and XmlNode[] give the same bytes and refuse the same."""

from __future__ import annotations

import pytest
from lxml import etree

from dcxml import (
    DataContractSerializer,
    DecodeError,
    Dialect,
    XmlElement,
    XmlNodes,
    build_classes,
    contracts_of,
    data_contract,
    data_member,
    dumps,
    loads,
)
from dcxml.contract import DataContractSet, XmlDataContract
from dcxml.contract.model import XML_ELEMENT, XML_NODES
from dcxml.qname import SERIALIZATION, XS, XSI, QName
from support import dotnet

pytestmark = pytest.mark.dotnet


@data_contract(name="Holder", namespace="urn:h")
class Holder:
    """XML in every place where a contract may stand."""

    one: XmlElement | None = data_member("One", default=None)
    nodes: XmlNodes | None = data_member("Nodes", default=None)
    elements: list[XmlElement | None] | None = data_member("Elements", default=None)
    lists: list[XmlNodes | None] | None = data_member("Lists", default=None)
    by_name: dict[str, XmlElement | None] | None = data_member("ByName", default=None)
    thing: object | None = data_member("Thing", default=None)


HOLDER = QName("urn:h", "Holder")
DECLARED = f'xmlns="urn:h" xmlns:i="{XSI}" xmlns:x="{XML_ELEMENT.namespace}"'


@pytest.fixture(scope="module")
def types():
    return dotnet.clr_types(contracts_of(Holder), known_types=[XML_ELEMENT, XML_NODES])


def holder(content: str) -> bytes:
    return f"<Holder {DECLARED}>{content}</Holder>".encode()


WRITTEN = {
    "an element": "<One><a/></One>",
    "an element in no namespace": '<One><a xmlns=""><b>t</b></a></One>',
    "prefixes": '<One><p:a xmlns:p="urn:p" k="1" p:m="2"><p:b/>t<c xmlns="">u</c></p:a></One>',
    "two prefixes for one namespace": '<One><a xmlns="urn:p" xmlns:p="urn:p" p:k="1"><p:b/></a></One>',
    "declarations the names do not need": '<One><a xmlns:r="urn:r" xmlns:p="urn:p" xmlns="urn:q" k="1"/></One>',
    "declarations in force already": '<One><p:a xmlns:p="urn:h"><b xmlns="urn:h"/><p:d xmlns:p="urn:h"/></p:a></One>',
    "a prefix of the document's own bound anew": '<One><a xmlns:i="urn:other" i:k="2"/></One>',
    "a type inside": '<One><a xmlns:q="urn:q" i:type="q:T"/></One>',
    "nil inside": '<One><a i:nil="true"/></One>',
    "white space": "<One><a> <b/> </a></One>",
    "what must be escaped": '<One><a k="&#xD;&#xA;&#9;x&amp;&lt;&gt;&quot;\'">&#xA;&#9;x&amp;&lt;&gt;"</a></One>',
    "xml:lang and xml:space": '<One><a xml:lang="en" xml:space="preserve"> </a></One>',
    "a null element": '<One i:nil="true"/>',
    "nodes": '<Nodes k="1" q:m="2" xmlns:q="urn:q">t<a/>u<b xmlns="urn:b" l="1"/></Nodes>',
    "no nodes": "<Nodes/>",
    "attributes alone": '<Nodes k="1"/>',
    "null nodes": '<Nodes i:nil="true"/>',
    "text alone": "<Nodes>text</Nodes>",
    "white space alone": "<Nodes>   </Nodes>",
    "a list of elements": '<Elements><x:XmlElement><r xmlns=""/></x:XmlElement><x:XmlElement i:nil="true"/></Elements>',
    "a list of nodes": '<Lists><x:ArrayOfXmlNode k="1"><r xmlns=""/></x:ArrayOfXmlNode><x:ArrayOfXmlNode/></Lists>',
    "an object that is an element": '<Thing i:type="x:XmlElement"><a/></Thing>',
    "an object that is nodes": '<Thing i:type="x:ArrayOfXmlNode" k="1">t<a/></Thing>',
}


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("content", WRITTEN.values(), ids=WRITTEN)
def test_dotnet_writes_xml_as_dcxml_does(types, content, dialect):
    expected = types.read_write(holder(content), HOLDER, dialect=dialect)
    told = loads(expected, Holder)
    assert expected == dumps(told, dialect=dialect)
    assert told == loads(expected, Holder, mode="dotnet")


@pytest.mark.parametrize("dialect", Dialect)
def test_dotnet_gives_xml_an_identity_as_dcxml_does(dialect):
    preserving = dotnet.clr_types(contracts_of(Holder), preserve_object_references=True)
    content = (
        '<Elements><x:XmlElement><a/></x:XmlElement></Elements><Nodes k="1">t</Nodes><One><a/></One>'
        '<Thing i:type="x:XmlElement"><a/></Thing>'
    )
    read = loads(holder(content), Holder)
    value = Holder(one=read.one, nodes=read.nodes, elements=read.elements, thing=read.thing)
    serializer = DataContractSerializer(Holder, preserve_object_references=True, dialect=dialect)
    ours = serializer.dumps(value)
    assert b'<One z:Id="' in ours
    assert value == serializer.loads(ours)
    value.thing = None
    ours = serializer.dumps(value)
    assert ours == preserving.read_write(ours, HOLDER, dialect=dialect)


REFUSED = {
    "nothing": "<One/>",
    "text": "<One>text</One>",
    "text before": "<One>t<a/></One>",
    "a processing instruction": "<One><a><?p d?></a></One>",
    "a processing instruction among nodes": "<Nodes><?p d?></Nodes>",
    "an unknown type": '<Nodes i:type="x:Nope">t</Nodes>',
    "an unknown type of an object": '<Thing i:type="x:Nope"><a/></Thing>',
}
ACCEPTED = {
    "what follows the element": "<One><a/><b/>t</One>",
    "an attribute beside it": '<One u="1"><a/></One>',
    "attributes of the serializer's": '<Nodes i:foo="T" k="1">t</Nodes>',
    "nil with more": '<Nodes i:nil="true" k="1"/>',
}


@pytest.mark.parametrize("content", {**REFUSED, **ACCEPTED}.values(), ids={**REFUSED, **ACCEPTED})
def test_dotnet_mode_reads_the_xml_that_dotnet_reads(types, content):
    data = holder(content)
    verdict = types.read(data, HOLDER)
    assert (content in ACCEPTED.values()) == verdict.is_accepted
    if not verdict:
        with pytest.raises(DecodeError):
            loads(data, Holder, mode="dotnet")
        return
    expected = loads(types.read_write(data, HOLDER, dialect="text"), Holder)
    assert expected == loads(data, Holder, mode="dotnet", unknown="ignore")


def test_dotnet_loses_a_prefix_that_only_a_text_uses_and_dcxml_declares_it(types):
    data = f'<o:Holder xmlns:o="urn:h" xmlns:q="urn:q" xmlns:i="{XSI}"><o:One><a>q:z</a></o:One></o:Holder>'.encode()
    assert b'<One><a xmlns="">q:z</a></One>' in types.read_write(data, HOLDER, dialect="text")
    assert b'<One><a xmlns="" xmlns:q="urn:q">q:z</a></One>' in dumps(loads(data, Holder), dialect=Dialect.TEXT)


def test_dotnet_loses_the_default_namespace_of_a_name_in_a_text_and_dcxml_declares_it(types):
    data = f'<o:Holder xmlns:o="urn:h" xmlns:i="{XSI}"><o:One><o:a>z</o:a></o:One></o:Holder>'.encode()
    assert b'<One><o:a xmlns:o="urn:h">z</o:a></One>' in types.read_write(data, HOLDER, dialect="text")
    assert b'<One><o:a xmlns:o="urn:h" xmlns="">z</o:a></One>' in dumps(loads(data, Holder), dialect=Dialect.TEXT)


def test_dotnets_types_for_xml_lose_attributes_in_the_serializers_namespace_and_dcxml_keeps_them():
    schema = f'<xs:complexType xmlns:xs="{XS}" name="X"><xs:choice/><xs:anyAttribute/></xs:complexType>'
    contracts = DataContractSet([XmlDataContract(name=QName("urn:f", "X"), schema=schema)])
    document = f'<X z:FactoryType="a" b="c" xmlns:z="{SERIALIZATION}" xmlns="urn:f"></X>'
    by_dotnet = dotnet.clr_types(contracts).read_write(document.encode(), QName("urn:f", "X"), dialect="xmlwriter")
    kept = build_classes(contracts)["{urn:f}X"]
    assert b'<X b="c" xmlns="urn:f" />' == by_dotnet
    assert {f"{{{SERIALIZATION}}}FactoryType": "a", "b": "c"} == etree.fromstring(
        dumps(loads(document, kept), kept)
    ).attrib
    assert by_dotnet == dumps(loads(document, kept, mode="dotnet", unknown="ignore"), kept)


@pytest.mark.parametrize(
    ("content", "by_dotnet", "by_dcxml"),
    [
        pytest.param("<One><a></a></One>", b"<One><a></a></One>", b"<One><a /></One>", id="an empty element"),
        pytest.param(
            '<One><a k="1" xmlns:r="urn:r"/></One>',
            b'<One><a k="1" xmlns:r="urn:r" /></One>',
            b'<One><a xmlns:r="urn:r" k="1" /></One>',
            id="a declaration behind an attribute",
        ),
        pytest.param(
            '<One><a xmlns="urn:h"/></One>',
            b'<One><a xmlns="urn:h" /></One>',
            b"<One><a /></One>",
            id="a declaration in force on the outermost element",
        ),
        pytest.param("<One><a><![CDATA[<]]></a></One>", b"<![CDATA[<]]>", b"&lt;", id="CDATA"),
        pytest.param("<Nodes><!--c-->t</Nodes>", b"<Nodes><!--c-->t", b"<Nodes>t", id="a comment among nodes"),
    ],
)
def test_dotnet_keeps_spellings_that_lxml_does_not_know(types, content, by_dotnet, by_dcxml):
    assert by_dotnet in types.read_write(holder(content), HOLDER, dialect="xmlwriter")
    assert by_dcxml in dumps(loads(holder(content), Holder))


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize(
    ("annotation", "name", "document"),
    [
        pytest.param(XmlElement, XML_ELEMENT, '<a xmlns="urn:a" k="1"><b/></a>', id="an element"),
        pytest.param(
            XmlNodes,
            XML_NODES,
            f'<ArrayOfXmlNode xmlns="{XML_NODES.namespace}" k="1">t<a/></ArrayOfXmlNode>',
            id="nodes",
        ),
    ],
)
def test_dotnet_writes_a_root_as_dcxml_does(types, annotation, name, document, dialect):
    expected = types.read_write(document.encode(), name, dialect=dialect)
    assert expected == dumps(loads(document, annotation), annotation, dialect=dialect)
