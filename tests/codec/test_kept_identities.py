"""Identities inside unknown elements: numbered along with those of known objects, and found again by references."""

from __future__ import annotations

import copy
import pickle

import pytest

from dcxml import (
    DataContractSerializer,
    DecodeError,
    Dialect,
    EncodeError,
    Int,
    data_contract,
    data_member,
    identical,
)
from dcxml.qname import SERIALIZATION, XSI

DECLARED = f'xmlns:i="{XSI}" xmlns="urn:k" xmlns:z="{SERIALIZATION}"'


@data_contract(name="Plain", namespace="urn:k")
class Plain:
    id: Int = data_member("Id", default=0, emit_default_value=False)
    inner: Plain | None = data_member("Inner", default=None, emit_default_value=False)
    name: str | None = data_member("Name", default=None, emit_default_value=False)


@data_contract(name="Node", namespace="urn:k", is_reference=True)
class Node:
    any: object | None = data_member("Any", default=None, emit_default_value=False)
    items: list[Node | None] | None = data_member("Items", default=None, emit_default_value=False)
    name: str | None = data_member("Name", default=None, emit_default_value=False)
    next: Node | None = data_member("Next", default=None, emit_default_value=False)
    plain: Plain | None = data_member("Plain", default=None, emit_default_value=False)


NODE = DataContractSerializer(Node)
PRESERVING = DataContractSerializer(Node, preserve_object_references=True)
DOTNET = DataContractSerializer(Node, mode="dotnet")


def node(content: str, identity: str = "i1") -> str:
    return f'<Node {DECLARED} z:Id="{identity}">{content}</Node>'


def written(value: object, serializer: DataContractSerializer = NODE) -> str:
    """Return what is inside the root."""
    text = serializer.dumps(value).decode()
    return text[text.index(">") + 1 :].removesuffix("</Node>")


SAME = {
    "an identity": '<U z:Id="i2" />',
    "around known ones": '<A z:Id="i2"><B z:Id="i3" /></A><Name>n</Name><Next z:Id="i4"><U z:Id="i5" /></Next>'
    '<Z z:Id="i6" />',
    "to the root": '<U z:Ref="i1" />',
    "to a known object": '<Next z:Id="i2" /><U z:Ref="i2" />',
    "to a known object in a list": '<Items><Node z:Id="i2" /></Items><U><V z:Ref="i2" /></U>',
    "to an unknown one elsewhere": '<Next z:Id="i2"><U z:Id="i3" /></Next><Z z:Ref="i3" />',
    "in a plain class": '<Next z:Id="i2" /><Plain><U z:Ref="i2" /><V z:Id="i3" /></Plain>',
    "on a plain class": '<Plain z:Id="i2"><Inner z:Id="i3" /><Name z:Id="i4">n</Name></Plain><U z:Ref="i3" />',
    "in an object without a type": '<Any><U z:Id="i2" /></Any><V z:Ref="i2" />',
    "in an object, to a known object": '<Any><U z:Ref="i1" /></Any>',
}


@pytest.mark.parametrize("case", SAME)
def test_identities_in_document_order_come_back_as_they_were(case):
    assert SAME[case] == written(NODE.loads(node(SAME[case])))


def test_identities_of_any_names_are_numbered_in_document_order():
    value = NODE.loads(node('<A z:Id="x"><B z:Ref="q"/></A><Next z:Id="i1"><U z:Ref="x"/></Next><Z z:Ref="i1"/>', "q"))

    expected = '<A z:Id="i2"><B z:Ref="i1" /></A><Next z:Id="i3"><U z:Ref="i2" /></Next><Z z:Ref="i3" />'
    assert expected == written(value)
    assert expected.replace('"i', '"') == written(value, PRESERVING)


def test_an_identity_on_a_plain_class_is_its_own_where_every_object_has_one():
    value = NODE.loads(node('<Plain z:Id="i2"><Name z:Id="i3">n</Name></Plain>'))

    assert '<Plain z:Id="2"><Name z:Id="3">n</Name></Plain>' == written(value, PRESERVING)


def test_nothing_is_numbered_where_no_contract_has_references():
    serializer = DataContractSerializer(Plain)
    document = f'<Plain {DECLARED}><U z:Id="i7" /><V z:Ref="i7" /></Plain>'

    data = serializer.dumps(serializer.loads(document))

    assert (1, 1) == (data.count(b'<U z:Id="i7"'), data.count(b'<V z:Ref="i7"'))


FAULTS = {
    "twice": ('<U z:Id="i1"/>', "the z:Id 'i1' of U occurs twice", "/Node/U"),
    "twice, the unknown one first": (
        '<A z:Id="x"/><Next z:Id="x"/>',
        "the z:Id 'x' of Next occurs twice",
        "/Node/Next",
    ),
    "dangling": ('<U><V z:Ref="x"/></U>', "the z:Ref 'x' of an unknown element refers to no object", "/Node/U/V"),
    "forward": ('<A z:Ref="x"/><Next z:Id="x"/>', "the z:Ref 'x' of an unknown element refers to no", "/Node/A"),
}


@pytest.mark.parametrize(("content", "reason", "path"), FAULTS.values(), ids=FAULTS)
def test_what_no_extensible_type_would_read_is_refused_with_its_place(content, reason, path):
    with pytest.raises(DecodeError) as caught:
        NODE.loads(node(content))

    assert reason in str(caught.value)
    assert 'unknown="ignore"' in str(caught.value)
    assert path == caught.value.path
    DataContractSerializer(Node, unknown="ignore").loads(node(content))


@pytest.mark.parametrize("content", ['<A z:Ref="x"/><Next z:Id="x"/>', '<A z:Ref="x"/>'], ids=["forward", "dangling"])
def test_a_reference_to_nothing_before_it_is_not_written(content):
    value = DOTNET.loads(node(content))

    with pytest.raises(EncodeError, match=r"A: 'x' is not .*no object written before it.*unknown=\"ignore\"") as caught:
        DOTNET.dumps(value)
    assert "/Node/A" == caught.value.path


def test_a_reference_to_one_of_two_identities_alike_is_not_written():
    value = DOTNET.loads(node('<U z:Id="i1"/><V z:Ref="i1"/>'))

    with pytest.raises(EncodeError, match="several objects written before it had this identity"):
        DOTNET.dumps(value)


@pytest.mark.parametrize(
    "content",
    ['<Items z:Id="2" z:Size="0"/><U z:Ref="2"/>', '<Name z:Id="2">n</Name><U z:Ref="2"/>'],
    ids=["list", "text"],
)
def test_a_reference_to_what_remembers_no_identity_is_not_written(content):
    value = PRESERVING.loads(node(content, "1"))

    with pytest.raises(EncodeError, match="no object written before it"):
        PRESERVING.dumps(value)


def test_objects_of_two_documents_keep_what_their_references_mean():
    first = NODE.loads(node('<Next z:Id="i2"/><U z:Ref="i2"/>'))
    second = NODE.loads(node('<Next z:Id="i2"/><U z:Id="i3"/><V z:Ref="i2"/><W z:Ref="i3"/>'))
    first.next.next = second

    inner = '<Next z:Id="i4" /><U z:Id="i5" /><V z:Ref="i4" /><W z:Ref="i5" />'
    assert f'<Next z:Id="i2"><Next z:Id="i3">{inner}</Next></Next><U z:Ref="i2" />' == written(first)


def test_a_reference_does_not_take_the_object_of_another_document_for_its_own():
    first, second = NODE.loads(node("<U z:Ref='i1'/>")), NODE.loads(node('<Next z:Id="i2"><U z:Ref="i1"/></Next>'))
    first.next = second.next

    with pytest.raises(EncodeError, match="no object written before it"):
        NODE.dumps(first)


def test_an_object_and_its_copy_in_one_graph_are_not_told_apart():
    value = NODE.loads(node('<Next z:Id="i2"/><U z:Ref="i2"/>'))
    value.items = [copy.copy(value.next)]

    with pytest.raises(EncodeError, match="several objects written before it had this identity"):
        NODE.dumps(value)


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize(
    "copied",
    [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))],  # noqa: S301 - our own
    ids=["copy", "deepcopy", "pickle"],
)
def test_copies_are_written_alike(copied, dialect):
    serializer = DataContractSerializer(Node, dialect=dialect)
    value = serializer.loads(node('<A z:Id="i2"/><Next z:Id="i3"><U z:Ref="i1"/></Next><V z:Ref="i3"/><W z:Ref="i2"/>'))
    again = copied(value)

    assert serializer.dumps(value) == serializer.dumps(again)
    assert identical(value, again)
    assert identical(value, serializer.loads(serializer.dumps(value)))
