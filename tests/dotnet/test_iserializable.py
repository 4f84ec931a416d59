"""ISerializable before the judge: what .NET reads and writes, its own exceptions too, and what it refuses."""

from __future__ import annotations

import attrs
import pytest

from dcxml import DataContractSerializer, DecodeError, Dialect, SerializationInfo, build_classes, data_contract
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
from dcxml.xsd import schema_documents
from dcxml.xsd.text import schema_text
from support import dotnet

pytestmark = pytest.mark.dotnet

N, SYSTEM = clr_namespace("N"), clr_namespace("System")
BAG, DERIVED, OTHER = QName(N, "Bag"), QName(N, "Derived"), QName(clr_namespace("O"), "Other")
BAGS, HOLDER, COLOR = QName(N, "ArrayOfBag"), QName("urn:h", "Holder"), QName("urn:h", "Color")
ANY, INTS = QName(XS, "anyType"), QName(ARRAYS, "ArrayOfint")
NAMED = QName("urn:root", "Rt")
CONTRACTS = DataContractSet(
    [
        ClassDataContract(name=BAG, is_iserializable=True),
        ClassDataContract(name=DERIVED, base=BAG, is_iserializable=True),
        ClassDataContract(name=OTHER, is_iserializable=True),
        CollectionDataContract(name=BAGS, item_name="Bag", item_type=BAG, is_item_nillable=True),
        EnumDataContract(name=COLOR, members=(EnumMember(name="Red", value=0),)),
        ClassDataContract(
            name=HOLDER,
            members=(
                DataMember(name="Bag", type=BAG, is_nillable=True),
                DataMember(name="Bags", type=BAGS, is_nillable=True),
                DataMember(name="Ints", type=INTS, is_nillable=True),
                DataMember(name="Offset", type=DATE_TIME_OFFSET),
                DataMember(name="Thing", type=ANY, is_nillable=True),
            ),
        ),
    ],
    [GlobalElement(name=NAMED, type=BAG)],
)
BINDING = build_classes(CONTRACTS)
KNOWN = (BAG, DERIVED, OTHER, HOLDER, COLOR, INTS, DATE_TIME_OFFSET)
DECLARED = (
    f'xmlns:n="{N}" xmlns:o="{OTHER.namespace}" xmlns:h="urn:h" xmlns:s="{SYSTEM}" xmlns:i="{XSI}" xmlns:x="{XS}"'
    f' xmlns:z="{SERIALIZATION}" xmlns:a="{ARRAYS}"'
)
MOMENT = "<s:DateTime>2025-01-01T00:00:00Z</s:DateTime><s:OffsetMinutes>330</s:OffsetMinutes>"
REST = f'<h:Offset>{MOMENT}</h:Offset><h:Thing i:nil="true"/>'
ENTRY = '<a i:type="x:int">1</a>'


@pytest.fixture(scope="module")
def types():
    return dotnet.clr_types(CONTRACTS, known_types=KNOWN)


def bag(content, attributes=""):
    return BAG, f"<n:Bag {DECLARED} {attributes}>{content}</n:Bag>"


DOCUMENTS = {
    "nothing": bag(""),
    "null": bag("", 'i:nil="true"'),
    "an int": bag(ENTRY),
    "in the order of the document": bag('<b i:type="x:int">1</b><a i:type="x:int">2</a>'),
    "every kind": bag(
        '<a i:type="z:char">65</a><b i:type="z:duration">PT1S</b><c i:type="x:QName">n:k</c><d i:type="x:anyURI"'
        '>http://x/</d><e i:type="x:string"/><f i:nil="true"/><g/><h i:type="x:base64Binary"/>'
    ),
    "known types": bag(
        f'<a i:type="h:Color">Red</a><b i:type="a:ArrayOfint"><a:int>1</a:int></b><c i:type="s:DateTimeOffset">{MOMENT}'
        f'</c><d i:type="h:Holder"><h:Bag>{ENTRY}</h:Bag><h:Bags i:nil="true"/><h:Ints><a:int>1</a:int></h:Ints>{REST}'
        "</d>"
    ),
    "encoded names": bag('<a_x0020_b i:type="x:int">1</a_x0020_b><_x0031_ i:type="x:int">1</_x0031_>'),
    "an encoded name that need not be": bag('<_x0041_ i:type="x:int">1</_x0041_>'),
    "an entry that is one": bag(f'<a i:type="n:Bag">{ENTRY}</a><b i:type="n:Derived"/><c i:type="o:Other">{ENTRY}</c>'),
    "unknown attributes": bag('<a q="1" i:type="x:int">1</a>', 'q="1"'),
    "a derived root": bag(ENTRY, 'i:type="n:Derived"'),
    "a root of another name": (NAMED, f'<r:Rt xmlns:r="urn:root" {DECLARED}>{ENTRY}</r:Rt>'),
    "null of another name": (NAMED, f'<r:Rt xmlns:r="urn:root" {DECLARED} i:nil="true"/>'),
    "derived, of another name": (NAMED, f'<r:Rt xmlns:r="urn:root" {DECLARED} i:type="n:Derived">{ENTRY}</r:Rt>'),
    "a list": (BAGS, f'<n:ArrayOfBag {DECLARED}><n:Bag>{ENTRY}</n:Bag><n:Bag i:type="n:Derived"/></n:ArrayOfBag>'),
    "a null in a list": (BAGS, f'<n:ArrayOfBag {DECLARED}><n:Bag i:nil="true"/></n:ArrayOfBag>'),
    "an object": (ANY, f'<z:anyType {DECLARED} i:type="n:Bag">{ENTRY}</z:anyType>'),
    "members": (
        HOLDER,
        (
            f'<h:Holder {DECLARED}><h:Bag i:type="n:Derived">{ENTRY}</h:Bag><h:Bags><n:Bag>{ENTRY}</n:Bag></h:Bags>'
            f'<h:Ints i:nil="true"/><h:Offset>{MOMENT}</h:Offset><h:Thing i:type="o:Other">{ENTRY}</h:Thing></h:Holder>'
        ),
    ),
    "null members": (
        HOLDER,
        f'<h:Holder {DECLARED}><h:Bag i:nil="true"/><h:Bags i:nil="true"/><h:Ints i:nil="true"/>{REST}</h:Holder>',
    ),
    "an entry in a namespace": bag(f'<n:a i:type="x:int">1</n:a>{ENTRY}'),
    "an entry twice": bag(ENTRY + ENTRY),
    "one name in two spellings": bag('<A i:type="x:int">1</A><_x0041_ i:type="x:int">1</_x0041_>'),
    "text": bag("text"),
    "text without a type": bag("<a>1</a>"),
    "an unknown type": bag('<a i:type="n:Nothing"/>'),
    "a value that is none": bag('<a i:type="x:int">one</a>'),
    "null with content": bag('<a i:nil="true">x</a>'),
    "a factory that is not ISerializable": bag(ENTRY, 'z:FactoryType="x:int"'),
    "an unknown factory": bag(ENTRY, 'z:FactoryType="n:Nothing"'),
    "a factory without prefix": bag(ENTRY, 'z:FactoryType="p:Nothing"'),
}
LOST = ("an unknown factory", "a factory without prefix")
"""What .NET forgets, and dcxml keeps."""


@pytest.mark.parametrize("preserves", [False, True], ids=["", "PreserveObjectReferences"])
@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("case", DOCUMENTS)
def test_it_is_read_and_written_as_dotnet_does(types, case, dialect, preserves):
    root, document = DOCUMENTS[case]
    types = attrs.evolve(types, preserves=preserves)  # with serializers of its own
    serializer = DataContractSerializer(
        BINDING.annotation_of(BAG if root == NAMED else root),
        mode="dotnet",
        unknown="ignore",
        dialect=dialect,
        known_types=[BINDING.annotation_of(name) for name in KNOWN],
        root_name=NAMED if root == NAMED else None,
        preserve_object_references=preserves,
    )
    try:
        expected = types.read_write(document.encode(), root, dialect=dialect)
    except dotnet.DotnetError:
        with pytest.raises(DecodeError):
            serializer.loads(document)
    else:
        assert expected == serializer.dumps(serializer.loads(expected))
        assert (case in LOST) or expected == serializer.dumps(serializer.loads(document))


@data_contract(name="Exception", namespace=SYSTEM)
class ClrException(SerializationInfo):
    """System.Exception."""


@data_contract(name="SystemException", namespace=SYSTEM)
class ClrSystemException(ClrException):
    """System.SystemException."""


@data_contract(name="ArgumentException", namespace=SYSTEM)
class ClrArgumentException(ClrSystemException):
    """System.ArgumentException."""


def own(types, clr_type, value, dialect, known=()):
    """Return what .NET writes for an object of its own."""
    system = types.runtime.system
    known = system.Array[system.Type]([types.runtime.type(name) for name in known])
    serializer = types.runtime.serialization.DataContractSerializer(types.runtime.type(clr_type), known)
    graph = system.Array[system.Object]([value])
    return dotnet.ClrSerializer(runtime=types.runtime, serializer=serializer).write(graph, dialect=dialect)


@pytest.mark.parametrize("dialect", Dialect)
def test_an_exception_of_dotnet_is_read_and_written_again(types, dialect):
    system = types.runtime.system
    inner = system.ArgumentException("inner", "parameter")
    expected = own(types, "System.Exception", system.Exception("outer", inner), dialect, ["System.ArgumentException"])
    serializer = DataContractSerializer(ClrException, dialect=dialect, known_types=[ClrArgumentException])
    read = serializer.loads(expected)
    assert ("outer", "parameter") == (read["Message"], read["InnerException"]["ParamName"])
    assert isinstance(read["InnerException"], ClrArgumentException)
    assert expected == serializer.dumps(read)


@pytest.mark.parametrize("dialect", Dialect)
def test_a_derived_exception_at_the_root_is_read_and_written_again(types, dialect):
    error = types.runtime.system.ArgumentException("text", "parameter")
    expected = own(types, "System.Exception", error, dialect, ["System.ArgumentException"])
    serializer = DataContractSerializer(ClrException, dialect=dialect, known_types=[ClrArgumentException])
    assert expected == serializer.dumps(serializer.loads(expected))


def test_its_schema_is_that_of_dotnet(types):
    contracts = DataContractSet([CONTRACTS[name] for name in (DERIVED, BAG)])
    told = types.export(DERIVED)[N].replace("utf-16", "utf-8").replace("\r\n", "\n")
    assert told == schema_text(schema_documents(contracts)[N]).strip()
    assert dotnet.import_verdict([schema_text(root) for root in schema_documents(contracts).values()]) is None


def test_db_null_is_an_entry_where_it_is_known(types):
    assert DB_NULL not in CONTRACTS
    assert not types.read(bag('<a i:type="s:DBNull"/>')[1].encode(), BAG)
