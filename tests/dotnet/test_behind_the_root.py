"""What stands behind the root: .NET reads one node there, and looks at nothing that follows it."""

from __future__ import annotations

import base64

import pytest

from dcxml import DataContractSerializer, DecodeError, Int, data_contract, data_member, loads
from dcxml.binding.introspect import describe
from dcxml.qname import XSI, QName
from support import dotnet


@data_contract(name="K", namespace="urn:k")
class K:
    a: Int = data_member("A", default=0)
    text: str | None = data_member("T", default=None)


ROOT = QName("urn:k", "K")
ROOTS = {
    "empty": b'<K xmlns="urn:k"/>',
    "empty in two tags": b'<K xmlns="urn:k"></K >',
    "with members": b'<K xmlns="urn:k"><A>1</A><T>x</T></K>',
    "null": f'<K xmlns="urn:k" i:nil="true" xmlns:i="{XSI}"/>'.encode(),
    "with tags where none are": (
        b'<?xml version="1.0"?><!--<K>--><K xmlns="urn:k" q="&lt;/K>" r=\'">/>\'><!--</K>--><T><![CDATA[</K>]]></T></K>'
    ),
    "with characters that XML does not have": b'<K xmlns="urn:k"><T>&#x1;</T></K>',
    "with another root inside": b'<K xmlns="urn:k"><K><K/></K></K>',
    "of text with instructions in it": b'<K xmlns="urn:k"><T>&lt;?p?></T></K>',
}
NODES = {"white space": b" ", "line break": b"\r\n", "comment": b"<!--c-->", "empty comment": b"<!---->"}
RESTS = {
    "nothing": b"",
    "another root": b'<K xmlns="urn:k"/>',
    "text": b"text",
    "an instruction": b"<?p?>",
    "an end tag": b"</K>",
    "a document type": b"<!DOCTYPE K>",
    "a CDATA section": b"<![CDATA[x]]>",
    "a reference": b"&#x1;",
    "what never ends": b"<!--",
    "zeros": b"\0\0",
    "no UTF-8": b"\xff",
    "much": b" x" * 40_000,
}
NO_NODE = {
    "white space by reference": b"&#32;text",
    "white space of Unicode": b"\xc2\xa0",
    "a comment that never ends": b"<!--c--",
    "a comment with two hyphens": b"<!--a--b--> x",
    "a comment with a control": b"<!--\x01--> x",
    "a CDATA section of white space": b"<![CDATA[ ]]>",
}


@pytest.fixture(scope="module")
def types():
    return dotnet.clr_types(describe(K).contracts)


def is_read(data):
    try:
        loads(data, K, mode="dotnet")
    except DecodeError:
        return False
    return True


@pytest.mark.dotnet
@pytest.mark.parametrize("rest", RESTS.values(), ids=RESTS)
@pytest.mark.parametrize("node", NODES.values(), ids=NODES)
@pytest.mark.parametrize("root", ROOTS.values(), ids=ROOTS)
def test_anything_may_follow_one_node_behind_the_root(types, root, node, rest):
    assert types.read(root + node + rest, ROOT).is_accepted
    assert loads(root, K, mode="dotnet") == loads(root + node + rest, K, mode="dotnet")


@pytest.mark.dotnet
@pytest.mark.parametrize("rest", [*list(RESTS.values())[1:], *NO_NODE.values()], ids=[*list(RESTS)[1:], *NO_NODE])
@pytest.mark.parametrize("root", ROOTS.values(), ids=ROOTS)
def test_the_node_itself_is_white_space_or_a_comment(types, root, rest):
    assert types.read(root + rest, ROOT).is_accepted == is_read(root + rest)


def is_read_by_xml_reader(types, data):
    """Tell whether ``ReadObject(XmlReader.Create(stream))`` reads the document."""
    run = types.runtime
    stream = run.io.MemoryStream(run.system.Convert.FromBase64String(base64.b64encode(data).decode()))
    arguments = run.system.Array[run.system.Object]([run.xml.XmlReader.Create(stream)])
    try:
        with dotnet.dotnet_errors():
            dotnet._method("ReadObject", "System.Xml.XmlReader").Invoke(types.serializer(ROOT).serializer, arguments)
    except dotnet.DotnetError:
        return False
    return True


@pytest.mark.dotnet
@pytest.mark.parametrize(
    ("behind", "by_stream", "by_xml_reader"),
    [
        pytest.param(b" <x/>", True, True, id="another root"),
        pytest.param(b"<!--c-->text", True, True, id="text behind a comment"),
        pytest.param(b"\ntext", True, False, id="text"),
        pytest.param(b"\n" * 70_000 + b"text", True, False, id="text behind much white space"),
        pytest.param(b"\n\xff", True, False, id="no UTF-8"),
        pytest.param(b"<?p?>", False, True, id="an instruction"),
    ],
)
def test_of_dotnets_readers_that_of_streams_is_followed(types, behind, by_stream, by_xml_reader):
    data = ROOTS["empty"] + behind
    assert by_stream == types.read(data, ROOT).is_accepted == is_read(data)
    assert by_xml_reader == is_read_by_xml_reader(types, data)


@pytest.mark.dotnet
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b'<K xmlns="urn:k"><A>1</A> <x/>', id="a root that does not end"),
        pytest.param(b'<K xmlns="urn:k"><A>1</K></A> <x/>', id="tags that cross"),
        pytest.param(b'<K xmlns="urn:k"><A>x</A></K> <x/>', id="a value that is none"),
        pytest.param(b'<K xmlns="urn:k"><?p?></K> <x/>', id="an instruction inside"),
        pytest.param(b'<?p?><K xmlns="urn:k"/> <x/>', id="an instruction before"),
        pytest.param(b'<L xmlns="urn:k"/> <K xmlns="urn:k"/>', id="another root first"),
        pytest.param(b"</K> <x/>", id="no root"),
    ],
)
def test_what_comes_before_is_checked_as_ever(types, data):
    assert not types.read(data, ROOT).is_accepted
    assert not is_read(data)


@pytest.mark.parametrize("rest", list(RESTS.values())[1:], ids=list(RESTS)[1:])
def test_strict_mode_reads_one_document_and_no_more(rest):
    with pytest.raises(DecodeError):
        loads(ROOTS["empty"] + b"\n" + rest, K)


@pytest.mark.parametrize("opened", [b"<!--", b"<![CDATA[", b"<?", b'<a b="', b"<a>"], ids=repr)
def test_the_end_of_a_hostile_document_is_looked_for_in_one_pass(opened):
    with pytest.raises(DecodeError):
        DataContractSerializer(K, mode="dotnet").loads(b'<K xmlns="urn:k">' + opened * 200_000)
