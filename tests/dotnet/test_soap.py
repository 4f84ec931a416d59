"""The wrapper of an operation's parameters is what .NET's serializers write one after the other into it."""

from __future__ import annotations

import base64

import pytest
from attrs import evolve
from lxml import etree

from dcxml import DateTime, Int, data_contract, data_member, soap
from dcxml.binding.introspect import describe, member_attributes
from dcxml.contract import DataContractSet, GlobalElement
from dcxml.contract.operations import Operation, SoapVersion
from dcxml.qname import QName
from support import dotnet

pytestmark = pytest.mark.dotnet
SERVICE = "urn:service"
ENVELOPES = {
    SoapVersion.SOAP_1_1: "http://schemas.xmlsoap.org/soap/envelope/",
    SoapVersion.SOAP_1_2: "http://www.w3.org/2003/05/soap-envelope",
}


@data_contract(name="Base", namespace="urn:data")
class Base:
    name: str | None = data_member("Name", default=None)
    thing: object | None = data_member("Thing", default=None)


@data_contract(name="Derived", namespace="urn:more")
class Derived(Base):
    numbers: list[Int] | None = data_member("Numbers", default=None)


@data_contract(name="Node", namespace="urn:data", is_reference=True)
class Node:
    next: Node | None = data_member("Next", default=None)


@data_contract(name="Op", namespace=SERVICE)
class Op:
    base: Base | None = data_member("base", default=None)
    count: Int = data_member("count", default=0)
    first: Node | None = data_member("first", default=None)
    left_out: str | None = data_member("leftOut", default=None, emit_default_value=False)
    moment: DateTime = data_member("moment", default=DateTime.min)
    names: list[str] | None = data_member("names", default=None)
    second: Node | None = data_member("second", default=None)
    table: dict[str, Base] | None = data_member("table", default=None)
    text: str | None = data_member("text", default=None)
    thing: object | None = data_member("thing", default=None)


NODE = Node()
NODE.next = NODE
MESSAGES = {
    "one object in two parameters": Op(first=NODE, second=NODE),
    "all nil": Op(),
    "simple": Op(count=3, text="a<b", left_out="x"),
    "empty": Op(base=Base(), names=[], text="", table={}),
    "lists": Op(names=["a", None], table={"k": Base(name="b"), "l": None}),
    "a derived class": Op(base=Derived(name="d", numbers=[1, 2])),
    "objects": Op(thing="text", base=Base(thing=Base(name="inner"))),
    "an object of a class": Op(thing=Derived(numbers=[])),
}
ROOT = QName(SERVICE, "Op")


@pytest.fixture(scope="module")
def types():
    """The contracts, with an element for each parameter: .NET gives each a serializer of its own."""
    contracts = describe(Op, known_types=[Derived]).contracts
    members = contracts[ROOT].members
    assert len(member_attributes(Op)) == len(members)
    elements = [GlobalElement(name=QName(SERVICE, member.name), type=member.type) for member in members]
    return dotnet.clr_types(
        DataContractSet(contracts, elements), known_types=[QName("urn:data", "Base"), QName("urn:more", "Derived")]
    )


def written_by_dotnet(types, parts, version):
    """Return the envelope in which .NET has written each of the ``parts``."""
    run = types.runtime
    stream = run.io.MemoryStream()
    writer = run.xml.XmlDictionaryWriter.CreateTextWriter(stream)
    writer.WriteStartElement("s", "Envelope", ENVELOPES[version])
    writer.WriteStartElement("s", "Body", ENVELOPES[version])
    writer.WriteStartElement("Op", SERVICE)
    for part in parts:
        serializer = types.serializer(QName.from_clark(part.tag))
        graph = serializer.read(etree.tostring(part))
        serializer._write_object("System.Xml.XmlDictionaryWriter", writer, graph)
    for _ in range(3):
        writer.WriteEndElement()
    writer.Flush()
    return base64.b64decode(str(run.system.Convert.ToBase64String(stream.ToArray())))


@pytest.mark.parametrize("version", SoapVersion)
@pytest.mark.parametrize("name", MESSAGES)
def test_parameters_are_written_as_dotnet_writes_them(types, name, version):
    operation = Operation("Op", QName(SERVICE, "Service"), request=ROOT, version=version)
    message = soap.envelope(MESSAGES[name], operation=operation, known_types=[Derived])
    (wrapper,) = soap.open_envelope(message.data).bodies
    assert written_by_dotnet(types, wrapper, version) == message.data
    read = soap.open_envelope(message.data, Op, operation=evolve(operation, response=None), known_types=[Derived]).body
    assert MESSAGES[name] == read
