"""Objects with an identity: z:Id where they are met first, z:Ref after that, one Python object in between."""

from __future__ import annotations

import pytest

import dcxml
from dcxml import DataContractSerializer, DecodeError, Dialect, EncodeError, Int, data_contract, data_member, identical
from dcxml.contract import ClassDataContract, CollectionDataContract, DataContractSet, DataMember
from dcxml.qname import SERIALIZATION, XS, XSI, QName

DECLARED = f'xmlns:i="{XSI}" xmlns:z="{SERIALIZATION}"'


@data_contract(name="Node", namespace="urn:n", is_reference=True)
class Node:
    id: Int = data_member("Id", default=0)
    items: list[Node | None] | None = data_member("Items", default=None)
    next: Node | None = data_member("Next", default=None)


@data_contract(name="Derived", namespace="urn:d")
class Derived(Node):
    extra: str | None = data_member("Extra", default=None)


@data_contract(name="Plain", namespace="urn:h")
class Plain:
    name: str | None = data_member("Name", default=None)


@data_contract(name="Holder", namespace="urn:h")
class Holder:
    a: Node | None = data_member("A", default=None)
    b: Node | None = data_member("B", default=None)
    o: object | None = data_member("O", default=None)
    plain: Plain | None = data_member("P", default=None)


HOLDER = DataContractSerializer(Holder, known_types=[Node, Derived])


def holder(content):
    return f'<Holder xmlns="urn:h" xmlns:n="urn:n" xmlns:d="urn:d" {DECLARED}>{content}</Holder>'


@pytest.mark.parametrize("dialect", Dialect)
def test_a_shared_object_is_written_once_and_read_as_one_object(dialect):
    node = Node(id=1)
    serializer = DataContractSerializer(Holder, dialect=dialect, known_types=[Node])

    data = serializer.dumps(Holder(a=node, b=node, o=node))
    again = serializer.loads(data)

    assert (1, 2) == (data.count(b'z:Id="i1"'), data.count(b'z:Ref="i1"'))
    assert again.a is again.b
    assert again.a is again.o
    assert data == serializer.dumps(again)


def test_equal_objects_are_not_one_object():
    data = HOLDER.dumps(Holder(a=Node(id=1), b=Node(id=1)))

    assert (b'z:Id="i1"' in data, b'z:Id="i2"' in data, b"z:Ref" in data) == (True, True, False)
    again = HOLDER.loads(data)
    assert again.a == again.b
    assert again.a is not again.b


@pytest.mark.parametrize("dialect", Dialect)
def test_a_cycle_is_kept(dialect):
    first, second = Node(id=1), Node(id=2)
    first.items, first.next, second.next = [first, second, None], second, first

    data = dcxml.dumps(first, dialect=dialect)
    again = dcxml.loads(data, Node)

    assert again.items[0] is again
    assert again.items[1] is again.next
    assert again.next.next is again
    assert identical(first, again)
    assert data == dcxml.dumps(again, dialect=dialect)


def test_a_derived_class_inherits_the_identity_of_its_base():
    node = Derived(id=1, extra="e")

    again = HOLDER.loads(HOLDER.dumps(Holder(a=node, b=node)))

    assert type(again.a) is Derived
    assert again.a is again.b


def test_the_documents_identities_are_any_names_and_are_numbered_anew():
    value = HOLDER.loads(holder('<A z:Id="first"><n:Id>1</n:Id></A><B z:Ref="first"/>'))

    assert value.a is value.b
    assert b'z:Id="i1"' in HOLDER.dumps(value)


def test_a_long_chain_with_its_end_tied_to_its_beginning_is_kept():
    first = node = Node()
    for number in range(1, 1_000):
        node.next = Node(id=number)
        node = node.next
    node.next = first

    again = last = dcxml.loads(dcxml.dumps(first), Node)
    for _ in range(999):
        last = last.next

    assert last.next is again


FAULTS = {
    "forward": ('<A z:Ref="x"/><B z:Id="x"/>', "the z:Ref 'x' refers to no object before it", "/Holder/A"),
    "dangling": ('<A z:Id="x"/><B z:Ref="y"/>', "the z:Ref 'y' refers to no object before it", "/Holder/B"),
    "twice": ('<A z:Id="x"/><B z:Id="x"/>', "the z:Id 'x' occurs twice", "/Holder/B"),
    "empty id": ('<A z:Id=""/>', "z:Id is ''", "/Holder/A"),
    "empty reference": ('<A z:Id="x"/><B z:Ref=""/>', "z:Ref is ''", "/Holder/B"),
    "nil has no identity": (
        '<A z:Id="x" i:nil="true"/><B z:Ref="x"/>',
        "the z:Ref 'x' refers to no object before it",
        "/Holder/B",
    ),
}


@pytest.mark.parametrize("mode", ["strict", "dotnet"])
@pytest.mark.parametrize(("content", "reason", "path"), FAULTS.values(), ids=FAULTS)
def test_a_broken_reference_is_refused_with_its_place(content, reason, path, mode):
    serializer = DataContractSerializer(Holder, mode=mode, known_types=[Node])

    with pytest.raises(DecodeError) as caught:
        serializer.loads(holder(content))

    assert reason in str(caught.value)
    assert path == caught.value.path


def test_a_reference_to_a_plain_class_is_refused_by_its_contract_or_by_the_object():
    data = holder('<A z:Id="x"/><P z:Ref="x"/>')

    with pytest.raises(
        DecodeError, match=r"no contract with IsReference stands here.* preserve_object_references=True"
    ):
        dcxml.loads(data, Holder)
    with pytest.raises(DecodeError, match="the z:Ref 'x' refers to a Node, not a Plain"):
        dcxml.loads(data, Holder, mode="dotnet")


STRICT = {
    "an identity that is no xs:ID": ('<A z:Id="1"/>', "z:Id is '1'"),
    "content beside a reference": (
        '<A z:Id="x"/><B z:Ref="x"><n:Id>7</n:Id></B>',
        "an element with z:Ref must be empty",
    ),
    "an identity on a plain class": ('<P z:Id="x"/>', "the attribute"),
}


@pytest.mark.parametrize(("content", "reason"), STRICT.values(), ids=STRICT)
def test_strict_mode_refuses_what_the_schema_does_or_dotnet_would_lose(content, reason):
    with pytest.raises(DecodeError, match=reason):
        DataContractSerializer(Holder, unknown="forbid").loads(holder(content))
    DataContractSerializer(Holder, mode="dotnet").loads(holder(content))


def test_a_reference_to_an_object_of_another_class_is_refused():
    @data_contract(name="Other", namespace="urn:h", is_reference=True)
    class Other:
        pass

    @data_contract(name="Both", namespace="urn:h")
    class Both:
        a: Node | None = data_member("A", default=None)
        o: Other | None = data_member("O", default=None)

    data = f'<Both xmlns="urn:h" {DECLARED}><A z:Id="x"/><O z:Ref="x"/></Both>'
    with pytest.raises(DecodeError, match="the z:Ref 'x' refers to a Node, not a Other"):
        dcxml.loads(data, Both)


def test_a_fault_inside_a_shared_object_has_the_path_of_its_first_place():
    node = Node(id="x")

    with pytest.raises(EncodeError) as caught:
        HOLDER.dumps(Holder(a=node, b=node))

    assert "/Holder/A/Id" == caught.value.path


def test_each_document_begins_to_count_anew():
    node = Node(id=1)

    assert HOLDER.dumps(Holder(a=node)) == HOLDER.dumps(Holder(a=node))


def test_collections_with_an_identity_are_shared_and_may_hold_themselves():
    contracts = DataContractSet(
        [
            CollectionDataContract(
                name=QName("urn:c", "Crew"), item_name="Boat", item_type=QName("urn:c", "Boat"), is_reference=True
            ),
            ClassDataContract(
                name=QName("urn:c", "Boat"),
                members=(DataMember(name="Crew", type=QName("urn:c", "Crew"), is_nillable=True),),
            ),
            CollectionDataContract(
                name=QName("urn:c", "Ages"),
                item_name="Age",
                key=DataMember(name="Name", type=QName(XS, "string"), is_nillable=True),
                value=DataMember(name="Years", type=QName(XS, "int")),
                is_reference=True,
            ),
            ClassDataContract(
                name=QName("urn:c", "Ship"),
                members=tuple(
                    DataMember(name=name, type=QName("urn:c", type_name), is_nillable=True)
                    for name, type_name in (("A", "Crew"), ("B", "Crew"), ("C", "Ages"), ("D", "Ages"))
                ),
            ),
        ]
    )
    binding = dcxml.build_classes(contracts)
    ship, boat = binding["{urn:c}Ship"], binding["{urn:c}Boat"]
    crew, ages = [], {"Jim": 14}
    crew.append(boat(crew=crew))

    data = dcxml.dumps(ship(a=crew, b=crew, c=ages, d=ages))
    again = dcxml.loads(data, ship)

    assert again.a is again.b
    assert again.a[0].crew is again.a
    assert again.c is again.d
    assert {"Jim": 14} == again.c
    assert data == dcxml.dumps(again)


def test_an_object_that_refers_to_a_collection_keeps_its_type():
    contracts = DataContractSet(
        [
            CollectionDataContract(
                name=QName("urn:c", "Crew"), item_name="Hand", item_type=QName(XS, "string"), is_reference=True
            ),
            ClassDataContract(
                name=QName("urn:c", "Ship"),
                members=(
                    DataMember(name="A", type=QName("urn:c", "Crew"), is_nillable=True),
                    DataMember(name="O", type=QName(XS, "anyType"), is_nillable=True),
                ),
            ),
        ]
    )
    ship = dcxml.build_classes(contracts)["{urn:c}Ship"]
    crew = ["Jim"]

    data = dcxml.dumps(ship(a=crew, o=dcxml.AnyValue(crew, QName("urn:c", "Crew"))))
    again = dcxml.loads(data, ship)

    assert dcxml.AnyValue(["Jim"], QName("urn:c", "Crew")) == again.o
    assert again.a is again.o.value
    assert data == dcxml.dumps(again)


def test_preserved_references_share_texts_and_boxes_too():
    @data_contract(name="Pair", namespace="urn:h")
    class Pair:
        first: str | None = data_member("A", default=None)
        second: str | None = data_member("B", default=None)
        third: object | None = data_member("C", default=None)
        fourth: object | None = data_member("D", default=None)

    serializer = DataContractSerializer(Pair, preserve_object_references=True)
    box = dcxml.AnyValue(5, QName(XS, "int"))

    data = serializer.dumps(Pair(first="abc", second="abc", third=box, fourth=box))
    again = serializer.loads(data)

    assert 2 == data.count(b"z:Ref=")
    assert again.first is again.second
    assert again.third is again.fourth
    assert data == serializer.dumps(again)
    assert 1 == serializer.dumps(Pair(first="abc", second="abc", third=5, fourth=5)).count(b"z:Ref=")


def test_an_identity_beside_a_reference_is_unique_to_the_schema_alone():
    document = holder('<A z:Id="x"/><B z:Ref="x" z:Id="x"/>')
    with pytest.raises(DecodeError, match="the z:Id 'x' occurs twice"):
        HOLDER.loads(document)
    read = dcxml.loads(document, Holder, mode="dotnet")
    assert read.a is read.b
