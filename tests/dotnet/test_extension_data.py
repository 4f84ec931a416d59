"""What a contract does not know before the judge: kept and written back as ``IExtensibleDataObject`` has it."""

from __future__ import annotations

import re

import pytest

from dcxml import DataContractSerializer, DecodeError, Dialect, build_classes
from dcxml.contract import ClassDataContract, CollectionDataContract, DataContractSet, DataMember
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


NODE, KIND, FAR, PAIR = QName("urn:e", "Node"), QName("urn:e", "Kind"), QName("urn:f", "Far"), QName("urn:h", "Pair")
NODES, STRING, ANY = QName("urn:e", "Nodes"), QName(XS, "string"), QName(XS, "anyType")
KNOWN = [NODE, KIND, FAR, NODES]


def release(*, newer: bool) -> DataContractSet:
    """Return contracts with references as two releases of a service have them; the newer one has more members."""

    def members(known: dict[str, QName], added: dict[str, QName]) -> tuple[DataMember, ...]:
        types = sorted({**known, **(added if newer else {})}.items())
        return tuple(DataMember(name=n, type=t, is_nillable=True, emit_default_value=False) for n, t in types)

    added = {"Any": ANY, "Before": NODE, "Far": FAR, "Items": NODES, "My": NODE, "Zed": NODE}
    return DataContractSet(
        [
            ClassDataContract(
                name=NODE, is_reference=True, members=members({"Name": STRING, "Next": NODE, "Other": NODE}, added)
            ),
            ClassDataContract(name=KIND, base=NODE, is_reference=True, members=members({}, {"More": NODE})),
            ClassDataContract(name=FAR, is_reference=True, members=members({}, {"Deep": NODE, "Far": FAR})),
            CollectionDataContract(name=NODES, item_name="Node", item_type=NODE, is_item_nillable=True),
            ClassDataContract(
                name=PAIR, members=members({"Node": NODE, "Other": NODE}, {"Any": ANY, "My": NODE, "Zed": NODE})
            ),
        ]
    )


NEWER, OLDER = release(newer=True), release(newer=False)
RELEASE = build_classes(OLDER)


def node(content: str) -> str:
    return f'<Node {DECLARED} z:Id="r">{content}</Node>'


def pair(content: str) -> str:
    return f'<p:Pair xmlns:p="urn:h" {DECLARED} xmlns:e="urn:e">{content}</p:Pair>'


SENT = {
    "before and behind known objects": node('<Before z:Id="a"/><My z:Id="m"/><Next z:Id="n"/><Zed z:Id="z"/>'),
    "nested": node('<Before z:Id="a"><Next z:Id="b"><Zed z:Id="c"/></Next></Before><Next z:Id="n"/>'),
    "to the root": node('<My z:Ref="r"/>'),
    "to what it is in": node('<My z:Id="m"><Next z:Id="n"><My z:Ref="m"/></Next></My>'),
    "to a known object": node('<Next z:Id="n"/><Zed z:Ref="n"/>'),
    "from a known object": node('<Before z:Id="b"/><Next z:Id="n"><My z:Ref="b"/><Other z:Ref="r"/></Next>'),
    "a list": node(
        '<Before z:Id="b"/><Items><Node z:Id="n"/><Node z:Ref="b"/><Node z:Ref="n"/><Node z:Ref="r"/></Items>'
    ),
    "a derived object": node('<My z:Id="k" i:type="Kind"><More z:Id="m"/></My><Zed z:Ref="k"/>'),
    "of another namespace": node(
        '<Any z:Id="f" i:type="f:Far"><f:Deep z:Id="d"/><f:Far z:Id="g"/></Any><Far z:Ref="f"/><Zed z:Ref="d"/>'
    ),
    "a null beside them": node('<Before z:Id="b"><Items><Node i:nil="true"/></Items></Before><My z:Ref="b"/>'),
    "in a class without references": pair(
        '<p:Any z:Id="a" i:type="e:Kind"/><p:My z:Id="m"/><p:Node z:Id="n"><My z:Ref="m"/></p:Node>'
        '<p:Other z:Id="o"/><p:Zed z:Ref="n"/>'
    ),
}


@pytest.fixture(scope="module", params=[False, True], ids=["references", "preserving"])
def releases(request):
    dotnet.require()
    newer = dotnet.clr_types(NEWER, known_types=KNOWN, preserve_object_references=request.param)
    older = dotnet.clr_types(OLDER, known_types=KNOWN, is_extensible=True, preserve_object_references=request.param)
    return newer, older


def serializer_of(root: QName, dialect: Dialect = Dialect.XML_WRITER, **settings: object) -> DataContractSerializer:
    known = [RELEASE[name.clark] for name in (NODE, KIND, FAR)]
    return DataContractSerializer(RELEASE[root.clark], dialect=dialect, known_types=known, **settings)


@pytest.mark.parametrize("mode", ["strict", "dotnet"])
@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("case", SENT)
def test_identities_in_unknown_elements_are_numbered_along_as_the_sender_does(releases, case, dialect, mode):
    newer, older = releases
    root = PAIR if "Pair" in SENT[case] else NODE
    sent = newer.read_write(SENT[case].encode(), root, dialect=dialect)
    serializer = serializer_of(root, dialect, mode=mode, preserve_object_references=newer.preserves)
    others = re.sub(rb'(z:(?:Id|Ref)=")i?(\d+)"', lambda found: b'%sn%d"' % (found[1], 50 - int(found[2])), sent)

    assert sent == serializer.dumps(serializer.loads(sent))
    assert sent == serializer.dumps(serializer.loads(others))
    assert older.read(sent, root)


REFUSED = {
    "a known identity again": '<My z:Id="r"/>',
    "a known identity again, deeper": "<My><Name z:Id='r'/></My>",
    "an identity of a known object to come": '<Before z:Id="n"/><Next z:Id="n"/>',
    "one identity of two": '<Before z:Id="n"/><My z:Id="n"/>',
    "an empty identity inside": '<My><Name z:Id=""/></My>',
    "a reference to nothing": '<My z:Ref="n"/>',
    "a reference forward": '<Before z:Ref="m"/><My z:Id="m"/>',
    "a reference forward to a known object": '<Before z:Ref="n"/><Next z:Id="n"/>',
    "a reference to null": '<Before z:Id="b" i:nil="true"/><My z:Ref="b"/>',
    "a reference to what refers": '<Before z:Id="b" z:Ref="r"/><My z:Ref="b"/>',
}
TAKEN = {
    "an identity of null again": '<Before z:Id="b" i:nil="true"/><My z:Id="b"/>',
    "an identity of what refers again": '<Before z:Id="b" z:Ref="r"/><My z:Id="b"/>',
    "a reference with content": '<My z:Ref="r">lost</My>',
    "a null reference": '<My z:Ref="r" i:nil="true"/>',
}


@pytest.mark.parametrize("case", REFUSED)
def test_identities_that_extension_data_refuses_are_refused_in_strict_mode_and_skipped_as_plain_types_do(case):
    document = node(REFUSED[case])
    assert not dotnet.clr_types(OLDER, is_extensible=True).read(document.encode(), NODE)
    assert dotnet.clr_types(OLDER).read(document.encode(), NODE)

    with pytest.raises(DecodeError):
        serializer_of(NODE).loads(document)
    serializer_of(NODE, unknown="ignore").loads(document)
    serializer_of(NODE, mode="dotnet").loads(document)


@pytest.mark.parametrize("case", TAKEN)
def test_identities_that_extension_data_takes_are_taken(case):
    document, serializer = node(TAKEN[case]), serializer_of(NODE)
    judge = dotnet.clr_types(OLDER, is_extensible=True)
    assert judge.read(document.encode(), NODE)
    assert judge.read(serializer.dumps(serializer.loads(document)), NODE)
