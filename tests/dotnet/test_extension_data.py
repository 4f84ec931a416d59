"""What a contract does not know before the judge: kept and written back as ``IExtensibleDataObject`` has it."""

from __future__ import annotations

import pytest

from dcxml import DataContractSerializer, Dialect, build_classes
from dcxml.contract import ClassDataContract, DataContractSet, DataMember
from dcxml.qname import ARRAYS, SERIALIZATION, XS, XSI, QName
from support import dotnet

pytestmark = pytest.mark.dotnet

INT = QName(XS, "int")
BASE, DERIVED, HOLDER = QName("urn:e", "Base"), QName("urn:f", "Derived"), QName("urn:e", "Holder")
CONTRACTS = DataContractSet(
    [
        ClassDataContract(name=BASE, members=tuple(DataMember(name=name, type=INT) for name in "bmt")),
        ClassDataContract(name=DERIVED, base=BASE, members=(DataMember(name="q", type=INT),)),
        ClassDataContract(name=HOLDER, members=(DataMember(name="one", type=BASE, is_nillable=True),)),
    ]
)
BINDING = build_classes(CONTRACTS)
DECLARED = (
    f'xmlns="urn:e" xmlns:f="urn:f" xmlns:i="{XSI}" xmlns:x="{XS}" xmlns:s="{SERIALIZATION}" xmlns:a="{ARRAYS}"'
    f' xmlns:z="{SERIALIZATION}"'
)


def base(unknown: str) -> str:
    return f"<Base {DECLARED}><b>1</b>{unknown}<m>2</m><t>3</t></Base>"


def typed(name: str, text: str) -> str:
    return base(f'<u i:type="{name}">{text}</u>')


SAME = {
    "int": typed("x:int", "5"),
    "text without a type": base("<u>5</u>"),
    "before the first member": f"<Base {DECLARED}><a>5</a><b>1</b><m>2</m><t>3</t></Base>",
    "behind the last member": f"<Base {DECLARED}><b>1</b><m>2</m><t>3</t><z>5</z></Base>",
    "an attribute": base('<u k="1">5</u>'),
    "several": base("<u>1</u><v>2</v>").replace("<t>", "<w>3</w><t>"),
    "nil": base('<u i:nil="true"/>'),
    "nil with a type": base('<u i:nil="true" i:type="x:int"/>'),
    "empty": base("<u/>"),
    "string": typed("x:string", "a &lt; b"),
    "empty string": typed("x:string", ""),
    "empty URI": typed("x:anyURI", ""),
    "guid": typed("s:guid", "66d630dd-753e-4a94-92d0-617692d98ce5"),
    "bytes": typed("x:base64Binary", "AQ=="),
    "char": typed("s:char", "65"),
    "date": typed("x:date", "2020-01-01"),
    "QName": typed("x:QName", "x:int"),
    "QName of another namespace": typed("x:QName", "f:q"),
    "unknown type": typed("Nix", "x"),
    "unknown class": typed("f:Nix", "<f:a>1</f:a>"),
    "known class": typed("f:Derived", "<b>1</b><m>1</m><t>1</t><f:q>1</f:q>"),
    "known list": typed("a:ArrayOfint", "<a:int>1</a:int>"),
    "class": base("<u><c>1</c><d>2</d></u>"),
    "class of another namespace": base("<f:u><f:c>1</f:c><d>2</d></f:u>"),
    "class without a namespace": base('<u xmlns=""><c>1</c></u>'),
    "class of typed members": base('<u><c i:type="x:int">1</c><d i:nil="true"/></u>'),
    "deep": base("<u><c><d><e>1</e></d></c></u>"),
    "indented": base("<u>\n  <c>1</c>\n</u>"),
    "list": base("<u><c>1</c><c>2</c></u>"),
    "a member twice": base("<b>7</b>"),
    "in a derived class": f'<Holder {DECLARED}><one i:type="f:Derived"><b>1</b><u>5</u><m>2</m><t>3</t><f:v>1</f:v>'
    "<f:q>4</f:q><w/></one></Holder>",
}
KEPT = {
    "a duration as it was written": (typed("s:duration", "PT60S"), ">PT1M<", ">PT60S<"),
    "a decimal as it was written": (typed("x:decimal", "01.50"), ">1.50<", ">01.50<"),
    "a boolean as it was written": (typed("x:boolean", "1"), ">true<", ">1<"),
    "a URI as it was written": (typed("x:anyURI", "http://x"), ">http://x/<", ">http://x<"),
    "white space": (base("<u> </u>"), "<u />", "<u> </u>"),
    "an attribute of a typed value": (base('<u i:type="x:int" k="1">5</u>'), 'd2p1:int">5<', ' k="1"'),
    "the prefixes of an element": (
        base('<u xmlns:g="urn:g"><g:c>1</g:c></u>'),
        '<u><c xmlns="urn:g">1</c></u>',
        '<u xmlns:g="urn:g"><g:c>1</g:c></u>',
    ),
    "an absent member": (base("").replace("<b>1</b>", "<f:b>1</f:b>"), "<b>0</b>", '<b xmlns="urn:f">1</b><m>'),
    "an identity": (
        base('<u z:Id="i1"><c>1</c></u>'),
        "<u><c>1</c></u>",
        f'<u z:Id="i1" xmlns:z="{SERIALIZATION}"><c>1</c></u>',
    ),
}


@pytest.fixture(scope="module")
def types():
    dotnet.require()
    return dotnet.clr_types(CONTRACTS, known_types=[DERIVED], is_extensible=True)


def both(types, document: str, dialect: Dialect) -> tuple[str, str]:
    """Return what .NET writes after reading a document, and what dcxml does."""
    root = HOLDER if document.startswith("<Holder") else BASE
    serializer = DataContractSerializer(
        BINDING[root.clark], mode="dotnet", dialect=dialect, known_types=[BINDING[DERIVED.clark]]
    )
    written = types.read_write(document.encode(), root, dialect=dialect)
    return written.decode(), serializer.dumps(serializer.loads(document)).decode()


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("case", SAME)
def test_unknown_elements_are_written_back_as_dotnet_does(types, case, dialect):
    expected, actual = both(types, SAME[case], dialect)
    assert expected == actual


@pytest.mark.parametrize("case", KEPT)
def test_what_dotnet_changes_or_loses_is_kept(types, case):
    document, changed, kept = KEPT[case]
    expected, actual = both(types, document, Dialect.XML_WRITER)
    assert changed in expected
    assert changed not in actual
    assert kept in actual


@pytest.mark.parametrize("unknown", ['<u i:type="x:int">x</u>', "<u>a<c/>b</u>"], ids=["no number", "mixed content"])
def test_what_only_extension_data_refuses_is_kept_as_it_is(types, unknown):
    assert not types.read(base(unknown).encode(), BASE)
    read = DataContractSerializer(BINDING[BASE.clark], mode="dotnet")
    kept = read.dumps(read.loads(base(unknown)))
    assert read.dumps(read.loads(kept)) == kept
