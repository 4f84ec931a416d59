"""Objects with an identity before the judge: .NET writes the same z:Id and z:Ref, and refuses the same documents."""

from __future__ import annotations

import pytest

from dcxml import DataContractSerializer, DecodeError, Dialect, build_classes
from dcxml.contract import ClassDataContract, CollectionDataContract, DataContractSet, DataMember
from dcxml.qname import SERIALIZATION, XS, XSI, QName
from support import dotnet

pytestmark = pytest.mark.dotnet

NODE, DERIVED, HOLDER = QName("urn:n", "Node"), QName("urn:d", "Derived"), QName("urn:h", "Holder")
NODES, CREW = QName("urn:n", "ArrayOfNode"), QName("urn:c", "Crew")
CONTRACTS = DataContractSet(
    [
        ClassDataContract(
            name=NODE,
            is_reference=True,
            members=(
                DataMember(name="Id", type=QName(XS, "int")),
                DataMember(name="Items", type=NODES, is_nillable=True),
                DataMember(name="Next", type=NODE, is_nillable=True),
            ),
        ),
        ClassDataContract(
            name=DERIVED,
            base=NODE,
            is_reference=True,
            members=(DataMember(name="Extra", type=QName(XS, "string"), is_nillable=True),),
        ),
        CollectionDataContract(name=NODES, item_name="Node", item_type=NODE, is_item_nillable=True),
        CollectionDataContract(name=CREW, item_name="Hand", item_type=NODE, is_item_nillable=True, is_reference=True),
        ClassDataContract(
            name=HOLDER,
            members=(
                DataMember(name="A", type=NODE, is_nillable=True),
                DataMember(name="B", type=NODE, is_nillable=True),
                DataMember(name="C", type=CREW, is_nillable=True),
                DataMember(name="D", type=CREW, is_nillable=True),
                DataMember(name="O", type=QName(XS, "anyType"), is_nillable=True),
            ),
        ),
    ]
)
BINDING = build_classes(CONTRACTS)
DECLARED = f'xmlns:z="{SERIALIZATION}" xmlns:i="{XSI}"'


@pytest.fixture(scope="module")
def types():
    return dotnet.clr_types(CONTRACTS, known_types=[NODE, DERIVED])


def holder(content):
    return f'<Holder xmlns="urn:h" xmlns:n="urn:n" xmlns:d="urn:d" xmlns:c="urn:c" {DECLARED}>{content}</Holder>'


DOCUMENTS = {
    "shared": (HOLDER, holder('<A z:Id="x"><n:Id>1</n:Id></A><B z:Ref="x"/>')),
    "cycle": (
        NODE,
        (
            f'<Node xmlns="urn:n" z:Id="a" {DECLARED}><Id>1</Id><Items><Node z:Ref="a"/><Node z:Id="b"><Id>2</Id>'
            '<Next z:Ref="a"/></Node><Node i:nil="true"/></Items><Next z:Ref="b"/></Node>'
        ),
    ),
    "derived": (
        HOLDER,
        holder('<A z:Id="x" i:type="d:Derived"><d:Extra>e</d:Extra></A><B z:Ref="x"/><O z:Ref="x"/>'),
    ),
    "an object": (HOLDER, holder('<O z:Id="x" i:type="d:Derived"><n:Id>1</n:Id><n:Next z:Ref="x"/></O>')),
    "derived root": (
        NODE,
        f'<Node xmlns="urn:n" xmlns:d="urn:d" z:Id="a" i:type="d:Derived" {DECLARED}><Next z:Ref="a"/></Node>',
    ),
    "a collection": (
        HOLDER,
        holder('<C z:Id="c"><c:Hand z:Id="h"/><c:Hand z:Ref="h"/><c:Hand i:nil="true"/></C><D z:Ref="c"/>'),
    ),
    "an empty collection": (HOLDER, holder('<C z:Id="c"/><D z:Ref="c"/>')),
    "collection at the root": (CREW, f'<Crew xmlns="urn:c" z:Id="c" {DECLARED}><Hand z:Id="h"/></Crew>'),
    "content beside a reference": (HOLDER, holder('<A z:Id="x"/><B z:Ref="x"><n:Id>7</n:Id></B>')),
    "nil beside a reference": (HOLDER, holder('<A z:Id="x"/><B z:Ref="x" i:nil="true"/>')),
    "no identity": (HOLDER, holder("<A><n:Id>1</n:Id></A><B/>")),
    "forward": (HOLDER, holder('<A z:Ref="x"/><B z:Id="x"/>')),
    "twice": (HOLDER, holder('<A z:Id="x"/><B z:Id="x"/>')),
    "empty identity": (HOLDER, holder('<A z:Id=""/>')),
    "empty reference": (HOLDER, holder('<A z:Ref=""/>')),
    "nil with an identity": (HOLDER, holder('<A z:Id="x" i:nil="true"/><B z:Ref="x"/>')),
    "another class": (HOLDER, holder('<A z:Id="x"/><C z:Ref="x"/>')),
    "itself": (NODE, f'<Node xmlns="urn:n" z:Ref="a" {DECLARED}/>'),
}


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("case", DOCUMENTS)
def test_references_are_read_and_written_as_dotnet_does(types, case, dialect):
    root, document = DOCUMENTS[case]
    serializer = DataContractSerializer(
        BINDING[root.clark],
        mode="dotnet",
        dialect=dialect,
        known_types=[BINDING[NODE.clark], BINDING[DERIVED.clark]],
    )
    try:
        expected = types.read_write(document.encode(), root, dialect=dialect)
    except dotnet.DotnetError:
        with pytest.raises(DecodeError):
            serializer.loads(document)
    else:
        serializer.loads(document)
        assert expected == serializer.dumps(serializer.loads(expected))
