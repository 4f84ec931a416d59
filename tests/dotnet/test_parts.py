"""Elements of a larger document, as parsers of others make them: with comments, instructions and references in them."""

from __future__ import annotations

import pytest
from lxml import etree, objectify

from dcxml import (
    DataContractEnum,
    DataContractSerializer,
    DateTimeOffset,
    DecodeError,
    Dialect,
    Int,
    QName,
    XmlElement,
    XmlNodes,
    data_contract,
    data_member,
    dumps,
    enum_member,
    identical,
    loads,
)
from dcxml.binding.introspect import describe
from dcxml.qname import ARRAYS, SERIALIZATION, XS, XSI, clr_namespace
from dcxml.xmlio import Limits
from support import dotnet


@data_contract(name="Color", namespace="urn:w")
class Color(DataContractEnum):
    RED = enum_member("Red", value=0)
    BLUE = enum_member("Blue", value=1)


@data_contract(name="P", namespace="urn:w", is_value_type=True)
class P:
    of: object | None = data_member("Of", default=None)


@data_contract(name="W", namespace="urn:w")
class W:
    at: DateTimeOffset | None = data_member("At", default=None, emit_default_value=False)
    color: Color | None = data_member("Color", default=None, emit_default_value=False)
    count: Int | None = data_member("Count", default=None, emit_default_value=False)
    is_on: bool | None = data_member("IsOn", default=None, emit_default_value=False)
    more: W | None = data_member("More", default=None, emit_default_value=False)
    name: QName | None = data_member("Name", default=None, emit_default_value=False)
    nodes: XmlNodes | None = data_member("Nodes", default=None, emit_default_value=False)
    numbers: list[Int] | None = data_member("Numbers", default=None, emit_default_value=False)
    table: dict[str, Int] | None = data_member("Table", default=None, emit_default_value=False)
    text: str | None = data_member("Text", default=None, emit_default_value=False)
    thing: object | None = data_member("Thing", default=None, emit_default_value=False)
    xml: XmlElement | None = data_member("Xml", default=None, emit_default_value=False)


ROOT = QName("urn:w", "W")
DECLARED = (
    f'xmlns:a="{ARRAYS}" xmlns:i="{XSI}" xmlns:x="{XS}" xmlns:s="{clr_namespace("System")}" xmlns:w="urn:w"'
    f' xmlns:u="urn:u" xmlns:z="{SERIALIZATION}"'
)
VALUES = {
    "no comment": "<Count>1</Count>",
    "between members": "<!--a--><Count>1</Count><!--b--><Text>x</Text><!--c-->",
    "alone in a class": "<More><!--a--></More>",
    "inside a number": "<Count>1<!--c-->2</Count>",
    "around a number": "<Count><!--a-->12<!--b--></Count>",
    "with white space": "<Count><!--a--> 12 <!--b-->\n</Count>",
    "inside a boolean": "<IsOn>tr<!--c-->ue</IsOn>",
    "inside an enumeration": "<Color>R<!--c-->ed</Color>",
    "inside a text": "<Text>a<!--b-->c<!--d--><![CDATA[<e>]]>&lt;&#13;</Text>",
    "alone in a text": "<Text><!--c--></Text>",
    "two lines": "<Text>a\n<!--\n-->b</Text>",
    "inside a list": "<Numbers><!--a--><a:int>1<!--b-->2</a:int><!--c--><a:int>3</a:int><!--d--></Numbers>",
    "alone in a list": "<Numbers><!--a--></Numbers>",
    "inside a dictionary": (
        "<Table><!--a--><a:KeyValueOfstringint><!--b--><a:Key>k<!--c-->1</a:Key><!--d--><a:Value>1<!--e-->2</a:Value>"
        "</a:KeyValueOfstringint></Table>"
    ),
    "inside a qualified name": "<Name>u:na<!--c-->me</Name>",
    "inside a prefix": "<Name>u<!--c-->:name</Name>",
    "a default namespace by name": "<Name>na<!--c-->me</Name>",
    "inside an object": '<Thing i:type="x:int">1<!--c-->2</Thing>',
    "inside an object of a class": '<Thing i:type="w:W"><!--c--><Count>1</Count></Thing>',
    "inside a moment": (
        "<At><!--a--><s:DateTime>2020-01-<!--b-->01T00:00:00Z</s:DateTime><!--c--><s:OffsetMinutes>1<!--d-->2"
        "</s:OffsetMinutes></At>"
    ),
    "in a nil": '<Text i:nil="true"><!--c--></Text>',
    "deep": "<More>" * 300 + "<!--c--><Count>1<!--c-->2</Count>" + "</More>" * 300,
}
FRAGMENTS = {
    "inside XML": '<Xml><!--a--><v xmlns="" u:b="u:c">1<!--d-->2<w/><!--e--></v><!--f--></Xml>',
    "inside nodes": "<Nodes><!--a-->1<!--b-->2<v/><!--c--></Nodes>",
    "unknown": '<No><!--a-->1<!--b-->2</No><No xmlns:q="urn:w" i:type="q:R"><q:a>x<!--c-->y</q:a></No>',
}
REFUSED = {
    "alone in a number": "<Count><!--a--></Count>",
    "half a number": "<Count>1<!--c-->x</Count>",
    "a space by comment": "<Count>1 <!--c--> 2</Count>",
    "an element in a number": "<Count><!--c--><a/></Count>",
    "text beside members": "<!--c-->x<Count>1</Count>",
    "an instruction": "<?p?><Count>1</Count>",
    "an instruction in a number": "<Count>1<?p?>2</Count>",
    "an instruction in a text": "<Text>1<?p?></Text>",
    "an instruction in a list": "<Numbers><a:int>1</a:int><?p?></Numbers>",
    "an instruction in XML": "<Xml><v><?p?></v></Xml>",
    "an instruction in nodes": "<Nodes><?p?></Nodes>",
    "an instruction in the unknown": "<No><?p?></No>",
    "an instruction behind a comment": "<!--c--><Count>1</Count><?p?>",
}
MODES = ("strict", "dotnet")


def alone(content):
    return f'<W xmlns="urn:w" {DECLARED}>{content}</W>'


def part_of_envelope(content, *, number=0):
    """Return an element whose prefixes are declared around it, with elements of its name beside it."""
    envelope = f'<e:E xmlns:e="urn:e" xmlns="urn:w" {DECLARED}><!--c--><e:B><?p?><W/><W>{content}</W><W/></e:B></e:E>'
    return etree.fromstring(envelope, etree.XMLParser(huge_tree=True)).find("{urn:e}B")[2 + number]


@pytest.fixture(scope="module")
def types():
    return dotnet.clr_types(describe(W).contracts, known_types=[ROOT])


def serializer(**settings):
    return DataContractSerializer(W, **settings)


@pytest.mark.dotnet
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("content", VALUES.values(), ids=VALUES)
def test_a_part_with_comments_is_read_as_dotnet_reads_it(types, content, mode):
    expected = types.read_write(alone(content).encode(), ROOT, dialect="text")
    read = serializer(mode=mode).load_element(part_of_envelope(content))
    assert identical(loads(alone(content), W, mode=mode), read)
    assert expected == dumps(read, dialect=Dialect.TEXT)


@pytest.mark.dotnet
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("content", FRAGMENTS.values(), ids=FRAGMENTS)
def test_comments_in_kept_xml_are_left_out_and_nothing_else(types, content, mode):
    assert types.read(alone(content).encode(), ROOT).is_accepted
    read = serializer(mode=mode).load_element(part_of_envelope(content))
    assert identical(loads(alone(content), W, mode=mode), read)


@pytest.mark.dotnet
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_a_part_is_refused_for_the_reason_for_which_a_document_is(types, content, mode):
    assert not types.read(alone(content).encode(), ROOT).is_accepted
    with pytest.raises(DecodeError) as of_document:
        loads(alone(content), W, mode=mode)
    with pytest.raises(DecodeError) as of_part:
        serializer(mode=mode).load_element(part_of_envelope(content))
    assert of_document.value.reason == of_part.value.reason
    assert of_document.value.path.replace("/W", "/E/B/W[2]", 1) == of_part.value.path


@pytest.mark.parametrize("content", [*VALUES.values(), *FRAGMENTS.values()], ids=[*VALUES, *FRAGMENTS])
def test_the_element_and_its_document_stay_as_they_are(content):
    element = part_of_envelope(content)
    before = etree.tostring(element.getroottree())
    serializer().load_element(element)
    assert before == etree.tostring(element.getroottree())


@pytest.mark.parametrize("content", ['<a:int u:b="1">1</a:int>', '<a:int i:type="x:int">1</a:int>'])
def test_attributes_that_dotnet_does_not_look_at_stay_in_the_element(content):
    element = part_of_envelope(f"<Numbers>{content}</Numbers>")
    before = etree.tostring(element)
    assert [1] == serializer(mode="dotnet").load_element(element).numbers
    assert before == etree.tostring(element)


@pytest.mark.parametrize("content", ["<Count>x</Count>", "<Count>1\n\n</Count><Count>2</Count>"])
def test_the_place_of_a_fault_is_that_in_the_larger_document(content):
    with pytest.raises(DecodeError) as without:
        serializer().load_element(part_of_envelope(f"\n<Name\n>u:n</Name>\n{content}"))
    with pytest.raises(DecodeError) as with_comment:
        serializer().load_element(part_of_envelope(f"\n<Name\n>u:n<!----></Name>\n{content}"))
    assert without.value.line == with_comment.value.line > 3
    assert str(without.value) == str(with_comment.value)


@pytest.mark.parametrize("line", [65_534, 65_535, 70_000])
def test_a_fault_far_down_is_found(line):
    element = etree.fromstring("\n" * (line - 1) + f"<e>{alone('<!--c--><Count>x</Count>')}</e>")[0]
    with pytest.raises(DecodeError) as caught:
        serializer().load_element(element)
    assert line == caught.value.line


@pytest.mark.parametrize(
    ("content", "path"),
    [("<Count>&n;</Count>", "/W/Count"), ("&n;", "/W"), ("<Xml><v>&n;</v></Xml>", "/W/Xml/v"), ("<!--c-->&n;", "/W")],
)
def test_a_reference_that_was_not_resolved_is_refused_by_name(content, path):
    document = f'<!DOCTYPE W [<!ENTITY n "1">]>{alone(content)}'
    element = etree.fromstring(document, etree.XMLParser(resolve_entities=False))
    with pytest.raises(DecodeError, match="the reference &n; is not resolved") as caught:
        serializer().load_element(element)
    assert path == caught.value.path


def test_elements_of_a_class_of_their_own_are_read_as_any_other():
    document = alone("<Numbers><a:int>1</a:int><a:int>2</a:int></Numbers><Text>x</Text>")
    assert loads(document, W) == serializer().load_element(objectify.fromstring(document))


def test_the_limits_are_those_of_the_parser():
    content = f"<!--c--><Text>{'x' * 100}</Text>"
    assert "x" * 100 == serializer(limits=Limits(text_length=10, depth=1)).load_element(part_of_envelope(content)).text


@pytest.mark.dotnet
@pytest.mark.parametrize("comment", ["", "<!--c-->"])
@pytest.mark.parametrize("identity", ["i1", "i2"])
def test_a_struct_has_its_identity_wherever_it_stands(identity, comment):
    """.NET reads a root as an object, be it a part or all of a document."""
    types = dotnet.clr_types(describe(P).contracts)
    document = f'<P xmlns="urn:w" xmlns:z="{SERIALIZATION}" z:Id="i1"><Of z:Id="{identity}"/>{comment}</P>'
    reader = DataContractSerializer(P, mode="dotnet")
    assert types.read(document.encode(), QName("urn:w", "P")).is_accepted == (identity == "i2")
    for element in (etree.fromstring(document), etree.fromstring(f"<e>{document}</e>")[0]):
        if identity == "i2":
            assert loads(document, P, mode="dotnet") == reader.load_element(element)
        else:
            with pytest.raises(DecodeError, match="twice"):
                reader.load_element(element)
