"""XML as the value of a member: an lxml element of its own, read, compared, copied, pickled and written back."""

from __future__ import annotations

import copy
import pickle
from typing import Annotated, Any

import pytest
from lxml import etree

import dcxml
from dcxml import (
    AnyValue,
    DataContractSerializer,
    DecodeError,
    Dialect,
    EncodeError,
    Limits,
    XmlContract,
    XmlElement,
    XmlNodes,
    data_contract,
    data_member,
    dumps,
    identical,
    loads,
)
from dcxml.contract.model import XML_ELEMENT, XML_NODES
from dcxml.qname import SERIALIZATION, XS, XSI


@data_contract(name="Holder", namespace="urn:h")
class Holder:
    """XML of every kind, and an object that may be XML."""

    one: XmlElement | None = data_member("One", default=None)
    nodes: XmlNodes | None = data_member("Nodes", default=None)
    own: Annotated[etree._Element, XmlContract("Own", namespace="urn:h")] | None = data_member("Own", default=None)
    many: list[XmlElement | None] | None = data_member("Many", default=None)
    thing: Any | None = data_member("Thing", default=None)


def holder(content: str) -> str:
    return (
        f'<Holder xmlns="urn:h" xmlns:i="{XSI}" xmlns:z="{SERIALIZATION}" xmlns:o="urn:o"'
        f' xmlns:x="{XML_ELEMENT.namespace}">{content}</Holder>'
    )


def read(content: str, **settings: Any) -> Holder:
    return loads(holder(content), Holder, **settings)


def xml(text: str) -> etree._Element:
    return etree.fromstring(text)


def text_of(element: etree._Element | None) -> str:
    assert element is not None
    return etree.tostring(element, encoding="unicode")


def test_an_element_is_read_into_a_tree_of_its_own():
    value = read('<One><a k="1">t<b/>u</a></One>').one
    assert value is not None
    assert value.getparent() is None
    assert '<a xmlns="urn:h" k="1">t<b/>u</a>' == text_of(value)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param('<One><a xmlns="" t="o:z"/></One>', '<a xmlns:o="urn:o" xmlns="" t="o:z"/>', id="an attribute"),
        pytest.param('<One><a xmlns="">o:z</a></One>', '<a xmlns:o="urn:o" xmlns="">o:z</a>', id="a text"),
        pytest.param("<One><o:a/></One>", '<o:a xmlns:o="urn:o"/>', id="its name"),
        pytest.param(
            '<One><o:a i:type="T"/></One>',
            f'<o:a xmlns:o="urn:o" xmlns="urn:h" xmlns:i="{XSI}" i:type="T"/>',
            id="an unprefixed type",
        ),
        pytest.param('<One><a xmlns="">http://x o: z</a></One>', '<a xmlns="">http://x o: z</a>', id="no name"),
    ],
)  # fmt: skip
def test_prefixes_in_scope_that_the_fragment_uses_are_declared_on_it(content, expected):
    value = read(content).one
    assert sorted(xml(expected).nsmap.items(), key=str) == sorted(value.nsmap.items(), key=str)
    assert identical(xml(expected), value)


def test_the_content_of_nodes_is_attributes_texts_and_elements_but_not_the_serializers_own():
    value = read('<Nodes k="o:1" o:m="2" i:nil="false">t<a/>u</Nodes>').nodes
    assert '<XmlNodes xmlns:o="urn:o" k="o:1" o:m="2">t<a xmlns="urn:h"/>u</XmlNodes>' == text_of(value)


def test_an_empty_element_holds_no_nodes_and_nil_is_none():
    assert "<XmlNodes/>" == text_of(read("<Nodes/>").nodes)
    assert "<XmlNodes/>" == text_of(read("<Own/>").own)
    assert read('<Nodes i:nil="true"/><One i:nil="true"/>').nodes is None


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize(
    "content",
    [
        pytest.param('<One><a k="1">t<o:b/>&amp;<c xmlns="">u</c></a></One>', id="an element"),
        pytest.param('<One><a xmlns="urn:p" xmlns:p="urn:p" p:k="1"><p:b xml:lang="en"/></a></One>', id="two prefixes"),
        pytest.param('<Nodes k="o:1" o:m="2"> t<a>o:b</a></Nodes>', id="nodes"),
        pytest.param('<Own k="1"><a/></Own>', id="an IXmlSerializable"),
        pytest.param(
            '<Many><x:XmlElement><a/></x:XmlElement><x:XmlElement i:nil="true"/></Many>', id="a list of elements"
        ),
        pytest.param('<Thing i:type="x:XmlElement"><a/></Thing>', id="an object that is an element"),
        pytest.param('<Thing i:type="x:ArrayOfXmlNode" k="1">t<a/></Thing>', id="an object that is nodes"),
        pytest.param('<Thing i:type="Own" k="1">t</Thing>', id="an object that is an IXmlSerializable"),
    ],
)
@pytest.mark.parametrize("mode", ["strict", "dotnet"])
def test_xml_survives_decoding_encoding_copying_and_pickling(content, dialect, mode):
    value = read(content, mode=mode)
    assert identical(value, loads(dumps(value, dialect=dialect), Holder))
    assert identical(value, copy.deepcopy(value))
    assert identical(value, pickle.loads(pickle.dumps(value)))  # noqa: S301 - ours
    assert value == loads(dumps(value, dialect=dialect), Holder)


def test_a_copy_is_another_element():
    value = read("<One><a/></One>")
    other = copy.deepcopy(value)
    other.one.set("k", "1")
    assert value != other
    assert value == read("<One><a/></One>")


@pytest.mark.parametrize(
    ("left", "right", "are_equal", "are_identical"),
    [
        ("<a/>", "<a></a>", True, True),
        ("<a>t</a>", "<a><!--c-->t</a>", True, True),
        ('<a k="1" l="2"/>', '<a l="2" k="1"/>', True, False),
        ('<p:a xmlns:p="u"/>', '<a xmlns="u"/>', True, False),
        ('<a xmlns:p="u"/>', "<a/>", True, True),
        ("<a/>", '<a xmlns="u"/>', False, False),
        ('<a xmlns:p="u">p:t</a>', '<a xmlns:p="v">p:t</a>', False, False),
        ("<a>t<b/></a>", "<a><b/>t</a>", False, False),
        ("<a> </a>", "<a/>", False, False),
        ('<a k="1"/>', "<a/>", False, False),
    ],
)
def test_fragments_are_compared_by_what_they_say(left, right, are_equal, are_identical):
    assert are_equal == (Holder(one=xml(left)) == Holder(one=xml(right)))
    assert are_identical == identical(xml(left), xml(right))


def test_the_repr_is_short():
    assert len(repr(Holder(one=xml(f"<a>{'t' * 10_000}</a>")))) < 200


@pytest.mark.parametrize("content", ["", "<a/><b/>", "t<a/>", "<a/>t", "text"])
def test_strict_mode_wants_exactly_one_element(content):
    with pytest.raises(DecodeError, match="One"):
        read(f"<One>{content}</One>")


@pytest.mark.parametrize("content", ["<a/><b/>", "<a/>t"])
def test_dotnet_mode_passes_over_what_follows_the_element(content):
    assert '<a xmlns="urn:h"/>' == text_of(read(f"<One>{content}</One>", mode="dotnet").one).removesuffix("t")
    for refused in ("", "t<a/>", "t"):
        with pytest.raises(DecodeError, match="must hold an XML element"):
            read(f"<One>{refused}</One>", mode="dotnet")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<One><a><?p?></a></One>", "processing instruction"),
        ("<Nodes><?p?></Nodes>", "processing instruction"),
        ('<One i:type="Own"><a/></One>', "i:type"),
        ('<Nodes i:type="x:XmlElement"/>', "i:type"),
        ('<Nodes z:Ref="i1"/>', "z:Ref"),
        ('<Nodes i:nil="true">t</Nodes>', "must be empty"),
    ],
)
@pytest.mark.parametrize("mode", ["strict", "dotnet"])
def test_what_dotnet_refuses_is_refused(content, message, mode):
    if mode == "dotnet" and message == "must be empty":
        assert read(content, mode=mode).nodes is None
        return
    with pytest.raises(DecodeError, match=message):
        read(content, mode=mode)


def test_attributes_beside_an_element_are_unknown_and_kept():
    value = read('<One u="1"><a/></One>')
    assert b'<One u="1"><a /></One>' in dumps(value)
    with pytest.raises(DecodeError, match="attribute u is unknown"):
        read('<One u="1"><a/></One>', unknown="forbid")
    with pytest.raises(DecodeError, match="attribute"):
        read('<Nodes z:Id="i1">t</Nodes>', unknown="forbid")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        pytest.param(Holder(one="<a/>"), "'<a/>' is not an XML element.*/Holder/One", id="a str"),
        pytest.param(Holder(nodes=["a"]), "/Holder/Nodes", id="a list"),
        pytest.param(Holder(one=etree.Comment("c")), "/Holder/One", id="a comment"),
        pytest.param(Holder(many=[xml("<a/>"), 5]), r"/Holder/Many/XmlElement\[2\]", id="an item that is an int"),
        pytest.param(Holder(one=xml("<a><?p d?></a>")), "/Holder/One", id="a processing instruction"),
        pytest.param(
            Holder(one=etree.fromstring("<p:a/>", etree.XMLParser(recover=True))), "prefix is not declared", id="prefix"
        ),
        pytest.param(Holder(thing=xml("<a/>")), "AnyValue.*/Holder/Thing", id="an object without its type"),
        pytest.param(Holder(thing=AnyValue("t", XML_NODES)), "/Holder/Thing", id="an object that is no XML"),
    ],
)
@pytest.mark.parametrize("dialect", Dialect)
def test_what_is_no_xml_is_an_encode_error_with_its_path(value, message, dialect):
    with pytest.raises(EncodeError, match=message) as caught:
        dumps(value, dialect=dialect)
    assert caught.value.path.startswith("/Holder/")


def test_a_declaration_in_force_is_not_repeated():
    one = xml('<a xmlns="urn:h" xmlns:p="urn:p"><b xmlns="urn:h" p:k="1"/></a>')
    assert b'<One><a p:k="1" xmlns:p="urn:p"' not in dumps(Holder(one=one), dialect=Dialect.TEXT)
    assert b'<One><a xmlns:p="urn:p"><b p:k="1"/></a></One>' in dumps(Holder(one=one), dialect=Dialect.TEXT)
    assert b'<One><a xmlns:p="urn:p"><b xmlns="urn:h" p:k="1" /></a></One>' in dumps(Holder(one=one))


def test_comments_are_left_out_as_on_reading():
    assert b'<One><a xmlns="">tu</a></One>' in dumps(Holder(one=xml("<a>t<!--c-->u</a>")))  # fmt: skip
    assert b"<Nodes>tu</Nodes>" in dumps(Holder(nodes=xml("<any>t<!--c-->u</any>")))


@pytest.mark.parametrize("dialect", Dialect)
def test_a_thousand_levels_are_read_and_written_and_the_limit_holds(dialect):
    deep = f"<One>{'<a>' * 1_000}{'</a>' * 1_000}</One>"
    value = read(deep)
    assert value == loads(dumps(value, dialect=dialect), Holder)
    assert value == pickle.loads(pickle.dumps(value))  # noqa: S301 - ours
    strict = DataContractSerializer(Holder, limits=Limits(depth=1_001))
    with pytest.raises(DecodeError, match="1,001 levels"):
        strict.loads(holder(deep))
    with pytest.raises(EncodeError, match="1,001 levels"):
        DataContractSerializer(Holder, limits=Limits(depth=1_001), dialect=dialect).dumps(value)


def test_an_attribute_limit_holds_inside_a_fragment():
    with pytest.raises(DecodeError, match="more than 1 attributes"):
        DataContractSerializer(Holder, limits=Limits(attributes=1)).loads(holder('<One><a k="1" l="2"/></One>'))


def test_the_root_of_an_element_is_the_element_itself():
    value = loads('<a xmlns="urn:a" k="1"/>', XmlElement)
    assert '<a xmlns="urn:a" k="1"/>' == text_of(value)
    assert b'<a xmlns="urn:a" k="1" />' == dumps(value, XmlElement)
    with pytest.raises(EncodeError, match="XML element"):
        dumps(None, XmlElement)


def test_a_kept_fragment_does_not_hold_the_document():
    value = read("<One><a/></One>").one
    assert value.getroottree().getroot() is value


def test_characters_that_lxml_cannot_hold_are_refused_even_unchecked():
    serializer = DataContractSerializer(Holder, check_characters=False)
    for content in ("<One><a>&#x1;</a></One>", '<One><a k="&#x1;"/></One>', "<Nodes>&#x1;</Nodes>"):
        with pytest.raises(DecodeError, match="XML as a value cannot hold"):
            serializer.loads(holder(content))
    text = f'<Thing i:type="s:string" xmlns:s="{XS}">&#x1;</Thing>'
    with_one_elsewhere = f"<One><a>\ue000<o:b/>t</a></One>{text}"
    value = serializer.loads(holder(with_one_elsewhere))
    assert "\ue000" == value.one.text
    assert value == serializer.loads(serializer.dumps(value))


@pytest.mark.parametrize("dialect", dcxml.Dialect)
def test_a_prefix_that_lxml_lets_a_nearer_declaration_hide_is_replaced(dialect):
    @dcxml.data_contract(name="Held", namespace="urn:h")
    class Held:
        raw: dcxml.XmlElement | None = dcxml.data_member("Raw", default=None)

    outer = etree.Element("{urn:one}a", nsmap={"n": "urn:one"})
    inner = etree.Element("{urn:two}b", nsmap={"n": "urn:two"})
    inner.set("{urn:one}c", "1")
    outer.append(inner)
    etree.SubElement(inner, "{urn:one}d").set("{urn:two}e", "2")

    again = dcxml.loads(dcxml.dumps(Held(raw=outer), dialect=dialect), Held)

    assert ["{urn:one}a", "{urn:two}b", "{urn:one}d"] == [each.tag for each in again.raw.iter()]
    assert [{}, {"{urn:one}c": "1"}, {"{urn:two}e": "2"}] == [dict(each.attrib) for each in again.raw.iter()]


# Namespaces that are no URIs: lxml makes no element in them, and reads documents that have them.
NAMESPACES = ["urn:\u65e5\u672c", "a b", "  padded  ", "%zz", "urn:t&quot;;import os;", "tab&#9;line&#10;"]


@pytest.mark.parametrize("namespace", NAMESPACES)
@pytest.mark.parametrize(
    "content",
    [
        pytest.param('<One><n:a n:k="n:v">n:t</n:a></One>', id="names"),
        pytest.param('<One><a k="n:v">n:t</a></One>', id="texts"),
        pytest.param('<Nodes n:k="n:v">n:t<n:a/></Nodes>', id="nodes"),
        pytest.param("<Many><x:XmlElement><n:a/></x:XmlElement></Many>", id="items"),
    ],
)
@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("strange", ["", "<Thing i:type='s:string'>&#x1;</Thing>"], ids=["", "strange characters"])
def test_a_namespace_need_not_be_a_uri(namespace, content, dialect, strange):
    document = holder(content + strange).replace("<Holder ", f'<Holder xmlns:n="{namespace}" xmlns:s="{XS}" ', 1)
    serializer = DataContractSerializer(Holder, dialect=dialect, check_characters=False)
    value = serializer.loads(document)
    assert identical(value, serializer.loads(serializer.dumps(value)))
