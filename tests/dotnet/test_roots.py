"""Roots before the judge: of every kind, null, of another name than their contract, in a larger document."""

from __future__ import annotations

import base64

import pytest
from lxml import etree

from dcxml import DataContractSerializer, DecodeError, Dialect, build_classes
from dcxml.contract import (
    ClassDataContract,
    CollectionDataContract,
    DataContractSet,
    DataMember,
    EnumDataContract,
    EnumMember,
    GlobalElement,
)
from dcxml.contract.primitives import DATE_TIME_OFFSET, DB_NULL
from dcxml.qname import ARRAYS, SERIALIZATION, XS, XSI, QName, clr_namespace
from support import dotnet

pytestmark = pytest.mark.dotnet

SYSTEM = clr_namespace("System")
BASE, DERIVED, COLOR, CREW = (
    QName(namespace, name)
    for namespace, name in (("urn:b", "Base"), ("urn:d", "Derived"), ("urn:b", "Color"), ("urn:c", "Crew"))
)
NAKED, NODE = QName("", "Naked"), QName("urn:n", "Node")
INTS, OBJECTS = QName(ARRAYS, "ArrayOfint"), QName(ARRAYS, "ArrayOfanyType")
TABLE = QName(ARRAYS, "ArrayOfKeyValueOfstringint")
OFFSETS = QName(SYSTEM, "ArrayOfDateTimeOffset")
NULLS = QName(SYSTEM, "ArrayOfDBNull")
STRING, ANY = QName(XS, "string"), QName(XS, "anyType")
MEMBERS = (DataMember(name="Id", type=QName(XS, "int")), DataMember(name="Thing", type=ANY, is_nillable=True))
TYPES = (
    *(BASE, COLOR, CREW, NAKED, NODE, INTS, OBJECTS, TABLE, OFFSETS, NULLS, DATE_TIME_OFFSET, DB_NULL, ANY, STRING),
    *(QName(XS, name) for name in ("int", "anyURI", "base64Binary", "QName")),
    QName(SERIALIZATION, "guid"),
)
PLACES = {"urn:root": "named", "": "in no namespace", "urn:b": "in a namespace of a contract"}
CONTRACTS = DataContractSet(
    [
        ClassDataContract(name=BASE, members=MEMBERS),
        ClassDataContract(name=DERIVED, base=BASE, members=(DataMember(name="Extra", type=COLOR),)),
        ClassDataContract(name=NAKED, members=MEMBERS),
        ClassDataContract(name=NODE, members=MEMBERS, is_reference=True),
        EnumDataContract(name=COLOR, members=(EnumMember(name="Red", value=0), EnumMember(name="Blue", value=1))),
        CollectionDataContract(name=CREW, item_name="Hand", item_type=BASE, is_item_nillable=True),
        CollectionDataContract(name=OFFSETS, item_name="DateTimeOffset", item_type=DATE_TIME_OFFSET),
        CollectionDataContract(name=NULLS, item_name="DBNull", item_type=DB_NULL, is_item_nillable=True),
    ],
    [GlobalElement(name=QName(place, f"Rt{each.name}"), type=each) for place in PLACES for each in (*TYPES, DERIVED)],
)
BINDING = build_classes(CONTRACTS)
KNOWN = (BASE, DERIVED, COLOR, CREW, NODE, DATE_TIME_OFFSET, DB_NULL, TABLE)
DECLARED = (
    f'xmlns:b="urn:b" xmlns:d="urn:d" xmlns:c="urn:c" xmlns:n="urn:n" xmlns:i="{XSI}" xmlns:x="{XS}" xmlns:s="{SYSTEM}"'
    f' xmlns:z="{SERIALIZATION}" xmlns:a="{ARRAYS}"'
)
MOMENT = "<s:DateTime>2025-01-01T00:00:00Z</s:DateTime><s:OffsetMinutes>330</s:OffsetMinutes>"


@pytest.fixture(scope="module")
def types():
    return dotnet.clr_types(CONTRACTS, known_types=KNOWN)


CASES = {
    "class": (BASE, "", "<b:Id>1</b:Id>"),
    "derived": (BASE, 'i:type="d:Derived"', "<b:Id>1</b:Id><d:Extra>Blue</d:Extra>"),
    "class in no namespace": (NAKED, "", "<Id>1</Id>"),
    "class with an identity": (NODE, 'z:Id="i1"', '<n:Id>1</n:Id><n:Thing z:Ref="i1"/>'),
    "enumeration": (COLOR, "", "Blue"),
    "list of classes": (CREW, "", "<c:Hand/>"),
    "list": (INTS, "", "<a:int>1</a:int>"),
    "empty list": (INTS, "", ""),
    "list of objects": (OBJECTS, "", '<a:anyType i:type="x:int">1</a:anyType><a:anyType i:type="s:DBNull"/>'),
    "list of moments": (OFFSETS, "", f"<s:DateTimeOffset>{MOMENT}</s:DateTimeOffset>"),
    "list of DBNull": (NULLS, "", '<s:DBNull/><s:DBNull i:nil="true"/>'),
    "dictionary": (
        TABLE,
        "",
        "<a:KeyValueOfstringint><a:Key>k</a:Key><a:Value>1</a:Value></a:KeyValueOfstringint>",
    ),
    "moment": (DATE_TIME_OFFSET, "", MOMENT),
    "DBNull": (DB_NULL, "", ""),
    "int": (QName(XS, "int"), "", "5"),
    "string": (STRING, "", "x"),
    "empty string": (STRING, "", ""),
    "guid": (QName(SERIALIZATION, "guid"), "", "00000000-0000-0000-0000-000000000001"),
    "QName": (QName(XS, "QName"), "", "c:name"),
    "object": (ANY, "", ""),
    "object: int": (ANY, 'i:type="x:int"', "1"),
    "object: enumeration": (ANY, 'i:type="b:Color"', "Blue"),
    "object: class": (ANY, 'i:type="d:Derived"', "<b:Id>1</b:Id>"),
    "object: class with an identity": (ANY, 'i:type="n:Node" z:Id="i1"', "<n:Id>1</n:Id>"),
    "object: list": (ANY, 'i:type="c:Crew"', "<c:Hand/>"),
    "object: dictionary": (ANY, 'i:type="a:ArrayOfKeyValueOfstringint"', ""),
    "object: moment": (ANY, 'i:type="s:DateTimeOffset"', MOMENT),
    "object: DBNull": (ANY, 'i:type="s:DBNull"', ""),
    **{
        f"null {each.name}": (each, 'i:nil="true"', "")
        for each in TYPES
        if each not in (COLOR, DATE_TIME_OFFSET, QName(XS, "int"), QName(SERIALIZATION, "guid"))
    },
}


def serializer_of(name, **settings):
    known = [BINDING.annotation_of(each) for each in KNOWN]
    return DataContractSerializer(BINDING.annotation_of(name), known_types=known, **settings)


def document_of(element, attributes, content):
    prefix = "r:" if element.namespace else ""
    declared = f'xmlns:r="{element.namespace}"' if element.namespace else ""
    return f"<{prefix}{element.name} {declared} {DECLARED} {attributes}>{content}</{prefix}{element.name}>"


def own_element(name):
    return QName(SERIALIZATION, name.name) if name.namespace in (XS, SERIALIZATION) else name


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize(("name", "attributes", "content"), CASES.values(), ids=CASES)
def test_a_root_of_its_contracts_name_is_read_and_written_as_dotnet_does(types, name, attributes, content, dialect):
    element = own_element(name)
    document = document_of(element, attributes, content)
    serializer = serializer_of(name, dialect=dialect)
    expected = types.read_write(document.encode(), name, dialect=dialect)
    assert expected == serializer.dumps(serializer.loads(expected))


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("place", PLACES, ids=PLACES.values())
@pytest.mark.parametrize("case", CASES)
def test_a_root_of_another_name_is_read_and_written_as_dotnet_does(types, case, place, dialect):
    name, *rest = CASES[case]
    element = QName(place, f"Rt{name.name}")
    document = document_of(element, *rest)
    serializer = serializer_of(name, dialect=dialect, root_name=element.clark)
    expected = types.read_write(document.encode(), element, dialect=dialect)
    assert expected == serializer.dumps(serializer.loads(expected))


def wrapped(types, element, document, dialect):
    """Return what .NET writes into the open element of an envelope, with all around it."""
    run = types.runtime
    serializer = types.serializer(element)
    graph = serializer.read(document.encode())
    stream = run.io.MemoryStream()
    if dialect is Dialect.TEXT:
        kind, writer = "System.Xml.XmlDictionaryWriter", run.xml.XmlDictionaryWriter.CreateTextWriter(stream)
    else:
        kind, writer = "System.Xml.XmlWriter", run.xml.XmlWriter.Create(stream, dotnet._settings())
    writer.WriteStartElement("s", "Envelope", "urn:soap")
    writer.WriteStartElement("s", "Body", "urn:soap")
    writer.WriteStartElement("Op", "urn:root")
    serializer._write_object(kind, writer, graph)
    for _ in range(3):
        writer.WriteEndElement()
    writer.Flush()
    return base64.b64decode(str(run.system.Convert.ToBase64String(stream.ToArray())))


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("place", ["urn:root", ""], ids=["in the wrapper's namespace", "in no namespace"])
@pytest.mark.parametrize("case", CASES)
def test_a_part_of_a_larger_document_is_read_and_written_as_dotnet_does(types, case, place, dialect):
    name, *rest = CASES[case]
    element = QName(place, f"Rt{name.name}")
    document = document_of(element, *rest)
    expected = wrapped(types, element, document, dialect)
    serializer = serializer_of(name, dialect=dialect, root_name=element)
    (part,) = etree.fromstring(expected)[0][0]
    written = serializer.dump_element(serializer.load_element(part), bindings=[("s", "urn:soap"), ("", "urn:root")])
    head = b'<s:Envelope xmlns:s="urn:soap"><s:Body><Op xmlns="urn:root">'
    assert expected == head + written.encode() + b"</Op></s:Body></s:Envelope>"


@pytest.mark.parametrize("prolog", ['<?xml-stylesheet href="a"?>', "<?xmlish?>", '<?xml version="1.0"?><?b?>'])
def test_a_processing_instruction_before_the_root_is_refused_as_dotnet_does(types, prolog):
    document = f"{prolog}<Naked/>".encode()
    assert types.read(b"<Naked/>", NAKED).is_accepted
    assert not types.read(document, NAKED).is_accepted
    with pytest.raises(DecodeError, match="processing instruction"):
        serializer_of(NAKED, mode="dotnet").loads(document)
