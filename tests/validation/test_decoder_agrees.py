"""The strict decoder with ``unknown="forbid"`` accepts a document exactly where nothing is found in it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import dcxml
from dcxml.qname import XSI
from dcxml.validation import validate
from support.shop import CONTRACTS, LINES, SHOP, SYSTEM, XML, order, prices

BINDING = dcxml.build_classes(CONTRACTS)
ORDER = BINDING[f"{{{SHOP}}}Order"]

FULL = order(
    '<Any i:type="x:int">5</Any>',
    "<Codes><Code>0</Code><Code>255</Code></Codes>",
    "<Flags>Red Green</Flags>",
    "<Key>66d630dd-753e-4a94-92d0-617692d98ce5</Key>",
    LINES.format('<Line i:nil="true"/><Line><Count>2</Count><Price>1.50</Price></Line>'),
    '<Owner i:type="Order"><b:Title>t</b:Title><Number>2</Number></Owner>',
    prices(("a", 1), ("b", 2)),
    '<Raw><Line k="1"><b:Title>t</b:Title></Line></Raw>',
    '<Rest k="1">t<Line><Number>x</Number></Line></Rest>',
    f'<Sent xmlns:s="{SYSTEM}"><s:DateTime>2025-01-01T00:00:00Z</s:DateTime>'
    "<s:OffsetMinutes>60</s:OffsetMinutes></Sent>",
    "<State>Open</State>",
    "<Takes>PT1S</Takes>",
    "<Type>x:int</Type>",
    "<When>2025-01-01T00:00:00</When>",
)

TEXTS = ("", " ", "1", "-1", "256", "x", "true", "Open", "Red", "a", "PT0S", "P1Y", "2025-01-01", "1.5", "x:int", "é")


def refusal(document: str) -> str:
    """Return what the decoder says against a document, empty where it accepts."""
    try:
        dcxml.loads(document, ORDER, unknown="forbid")
    except dcxml.DecodeError as error:
        return str(error)
    return ""


def findings(document: str) -> list[str]:
    """Return what is found."""
    return [str(finding) for finding in validate(document, CONTRACTS)]


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(FULL, id="every member"),
        pytest.param("<?p?>" + FULL, id="a processing instruction before the root"),
        pytest.param(FULL + "<?p?>", id="a processing instruction behind the root"),
        pytest.param(order("<?p?>"), id="a processing instruction in the root"),
        pytest.param(order("<State>O<?p?>pen</State>"), id="a processing instruction in a text"),
        pytest.param(order('<Takes i:nil="false">PT0S</Takes>'), id="i:nil that says false on a value type"),
        pytest.param(order('<Owner i:nil="false"/>'), id="i:nil that says false on a class"),
        pytest.param(order('<Owner i:nil="true"> </Owner>'), id="nil with white space"),
        pytest.param(order('<Owner i:nil=" true "/>'), id="i:nil with white space"),
        pytest.param(order("<Short>abc</Short>"), id="a facet that holds"),
        pytest.param(order("<Short>abcd</Short>"), id="a facet that does not hold"),
        pytest.param(order('<Owner i:type=" Order "><Number>1</Number></Owner>'), id="i:type with white space"),
        pytest.param(order(attributes=' i:schemaLocation="u u.xsd"'), id="i:schemaLocation"),
        pytest.param(order(attributes=' xml:space="preserve"'), id="xml:space"),
        pytest.param(order('<Any i:type="x:date">2025-01-01</Any>'), id="an object that is a date"),
        pytest.param(order('<Any i:type="x:date">x</Any>'), id="an object that is no date"),
        pytest.param(order('<Any i:type="x:integer">99999999999999999999</Any>'), id="an integer no long holds"),
        pytest.param(order("<Flags>Red\tGreen</Flags>"), id="flags with a TAB"),
        pytest.param(order("<Raw/>"), id="no XML element"),
        pytest.param(order("<Raw> <a/> </Raw>"), id="an XML element between white space"),
        pytest.param(order("<Raw><a/>t</Raw>"), id="an XML element and text"),
        pytest.param(order('<Raw k="1"><a/></Raw>'), id="an attribute beside an XML element"),
        pytest.param(order('<Raw i:type="x:int"><a/></Raw>'), id="an XML element that says it is an int"),
        pytest.param(order('<Raw><a i:type="u:none" i:nil="perhaps"/></Raw>'), id="an XML element that says anything"),
        pytest.param(order('<Rest i:foo="1" k="1">t</Rest>'), id="an unknown attribute of the schema instance's"),
        pytest.param(order('<Rest i:nil="true" k="1"/>'), id="nil nodes with an attribute"),
        pytest.param(order(f'<Rest i:type="m:ArrayOfXmlNode" xmlns:m="{XML}"/>'), id="nodes that say they are"),
        pytest.param(order(f'<Any i:type="m:XmlElement" xmlns:m="{XML}"><a/></Any>'), id="an object that is XML"),
        pytest.param(order(f'<Any i:type="m:XmlElement" xmlns:m="{XML}"/>'), id="an object that is no XML"),
        pytest.param(order("<Flags> Red </Flags>"), id="flags with spaces around"),
        pytest.param(order("<State> Open</State>"), id="an enumeration with a space"),
        pytest.param(order('<State i:type="x:string">Open</State>'), id="an enumeration that says it is a string"),
        pytest.param(order('<Flags i:type="x:string">Red</Flags>'), id="flags that say they are a string"),
        pytest.param(
            order(LINES.format('<Line i:nil="true" i:type="Order"/>')), id="null of a type that is not derived"
        ),
        pytest.param(
            order(prices(("a", 1)).replace("decimal>", 'decimal i:nil="true">', 1)),
            id="a dictionary's entry that is nil",
        ),
        pytest.param(
            order(prices(("a", 1)).replace("decimal>", 'decimal mark="1">', 1)),
            id="an attribute on a dictionary's entry",
        ),
        pytest.param(order(prices(("a", 1), ("a", 2))), id="a key twice"),
        pytest.param(order(prices(("a", 1)).replace("<a:Key>a</a:Key>", '<a:Key i:nil="true"/>')), id="a null key"),
        pytest.param(order(prices(("a", 1)).replace("<a:Key>a</a:Key>", "")), id="an entry without its key"),
        pytest.param(
            order(prices(("a", 1)).replace("<a:Key>a</a:Key>", "<a:Key><b/></a:Key>")), id="a key of elements"
        ),
    ],
)
def test_the_decoder_accepts_what_has_no_findings(document):
    said, found = refusal(document), findings(document)
    assert (said == "") == (found == []), (said, found)


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(order("<Any><Number>1</Number></Any>"), id="elements"),
        pytest.param(order("<Any>1</Any>"), id="a text"),
    ],
)
def test_the_decoder_keeps_an_object_that_does_not_say_its_type(document):
    """It does so on purpose (docs/differences.md); .NET refuses it, and so it is found."""
    assert "" == refusal(document)
    assert ["DC046"] == [finding.code for finding in validate(document, CONTRACTS)]


@st.composite
def damaged(draw):  # noqa: C901 - one case for each kind of damage
    """Return the full order after one or two changes to it, which may leave it valid."""
    root = etree.fromstring(FULL)
    for _ in range(draw(st.integers(1, 2))):
        elements = list(root.iter("*"))
        element = elements[draw(st.integers(0, len(elements) - 1))]
        parent = element.getparent()
        match draw(
            st.sampled_from(["text", "drop", "copy", "move", "rename", "namespace", "nil", "type", "mark", "tail"])
        ):
            case "text":
                element.text = draw(st.sampled_from(TEXTS))
            case "drop" if parent is not None:
                parent.remove(element)
            case "copy" if parent is not None:
                parent.insert(parent.index(element), etree.fromstring(etree.tostring(element, with_tail=False)))
            case "move" if parent is not None:
                parent.insert(draw(st.integers(0, len(parent))), element)
            case "rename":
                namespace = etree.QName(element).namespace
                element.tag = f"{{{namespace}}}{draw(st.sampled_from(['Number', 'Line', 'Id', 'Nothing', 'Key']))}"
            case "namespace":
                namespace = draw(st.sampled_from([SHOP, "urn:base", "urn:none"]))
                element.tag = f"{{{namespace}}}{etree.QName(element).localname}"
            case "nil":
                element.set(f"{{{XSI}}}nil", draw(st.sampled_from(["true", "false", "1", "yes"])))
            case "type":
                element.set(
                    f"{{{XSI}}}type", draw(st.sampled_from(["Order", "Line", "b:Document", "x:int", "x:string", "u:x"]))
                )
            case "mark":
                element.set("mark", "1")
            case "tail" if parent is not None:
                element.tail = draw(st.sampled_from(["\n", "text"]))
            case _:
                pass
    return etree.tostring(root, encoding="unicode")


@settings(max_examples=400, deadline=None)
@given(damaged())
def test_the_decoder_accepts_a_damaged_document_where_it_has_no_findings(document):
    said, found = refusal(document), findings(document)
    assert (said == "") == (found == []), (said, found)
