"""Each rule is found for what breaks it, once, at its place, in a sentence that says what is allowed."""

from __future__ import annotations

import gc
import weakref

import pytest

from dcxml.contract import ClassDataContract, DataContractSet
from dcxml.errors import DecodeError
from dcxml.lexical.table import PRIMITIVES
from dcxml.qname import SERIALIZATION, XSI
from dcxml.validation import RULES, Finding, rules, validate
from dcxml.validation.content import ContentWalk
from dcxml.xmlio import parse_document
from support.shared_nodes import CASES as REFERENCES
from support.shop import CONTRACTS, LINES, SHOP, SYSTEM, XML, in_shop, member, order, prices

VALID = [
    pytest.param(order(), id="required alone"),
    pytest.param(order("<Any/>"), id="an object without content"),
    pytest.param(order('<Any i:type="x:int">5</Any>'), id="an object that is an int"),
    pytest.param(order('<Any i:type="b:Document"><b:Id>1</b:Id></Any>'), id="an object that is a class"),
    pytest.param(order('<Any i:nil="true"/>'), id="an object that is null"),
    pytest.param(order("<Any>\n</Any>"), id="an object with white space only"),
    pytest.param(order("<Codes><Code>0</Code><Code>255</Code></Codes>"), id="a collection"),
    pytest.param(order('<Extra><z y="1">t</z></Extra>'), id="an XML type"),
    pytest.param(order("<Flags>Red Green</Flags>"), id="flags"),
    pytest.param(order('<Raw><Line i:nil="x" i:type="u:y" Number="z"/></Raw>'), id="an XML element"),
    pytest.param(order('<Rest k="1">t<Line><Number>z</Number></Line>u</Rest>'), id="XML nodes"),
    pytest.param(order(f'<Any i:type="m:ArrayOfXmlNode" k="1" xmlns:m="{XML}">t</Any>'), id="an object that is XML"),
    pytest.param(order("<Flags></Flags>"), id="no flags"),
    pytest.param(order(LINES.format('<Line i:nil="true"/>')), id="a null item"),
    pytest.param(order('<Owner i:type="Order"><Number>2</Number></Owner>'), id="a derived class"),
    pytest.param(order('<Owner i:type="b:Document"/>'), id="the declared class named"),
    pytest.param(order(prices(("a", 1), ("b", 1))), id="a dictionary"),
    pytest.param(
        order(
            f'<Sent xmlns:s="{SYSTEM}"><s:DateTime>2025-01-01T00:00:00Z</s:DateTime>'
            "<s:OffsetMinutes>60</s:OffsetMinutes></Sent>"
        ),
        id="a DateTimeOffset",
    ),
    pytest.param(order("<Short>abc</Short>"), id="a facet that holds"),
    pytest.param(order('<Any i:type="x:dateTime">2025-01-01T00:00:00.123456700</Any>'), id="zeros behind seven digits"),
    pytest.param(order(prices(("a", "1." + 40 * "0"))), id="a decimal with many zeros"),
    pytest.param(order('<State i:type="State">Open</State>'), id="an enumeration named as it is"),
    pytest.param(order("<Type>x:int</Type>"), id="a QName"),
    pytest.param(order(attributes=' i:schemaLocation="urn:shop shop.xsd"'), id="a hint where the schema is"),
    pytest.param(order().replace("Order", "Submit"), id="a global element of another name"),
    pytest.param("<Bare>5</Bare>", id="a root of a simple type in no namespace"),
    pytest.param(f'<Line xmlns="{SHOP}" xmlns:i="{XSI}" i:nil="true"/>', id="a null root"),
    pytest.param(f"<!-- c -->{order()}<!-- c -->", id="comments"),
    pytest.param(
        f'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header/><s:Body>{order()}</s:Body>'
        "</s:Envelope>",
        id="in a SOAP body",
    ),
]

BROKEN = [
    # document, (code, path, line, column), the essential parts of the sentence
    pytest.param(b"", ("DC001", "", 1, 1), ["the document is empty"], id="empty"),
    pytest.param("{}", ("DC001", "", 1, 1), ["does not begin with '<'"], id="JSON"),
    pytest.param(order()[:-4], ("DC001", "", 3, 5), ["not well-formed"], id="cut off"),
    pytest.param(
        f'<!DOCTYPE Order [<!ENTITY e SYSTEM "file:///etc/passwd">]>{order("<Any>&e;</Any>")}',
        ("DC018", "", 1, 1),
        ["document type declaration (DTD) is not allowed"],
        id="an external entity",
    ),
    pytest.param(order("<?p?>"), ("DC021", "/Order", 3, 1), ["<?p?> is not allowed"], id="a processing instruction"),
    pytest.param("<?p x?>" + order(), ("DC021", "", 1, 1), ["<?p?> is not allowed"], id="one before the root"),
    pytest.param(order() + "\n<?p x?>", ("DC021", "", 4, 1), ["<?p?> is not allowed"], id="one behind the root"),
    pytest.param(
        f'<Ordr xmlns="{SHOP}"/>', ("DC002", "/Ordr", 1, 1), ["the root is Ordr", "{urn:shop}Order"], id="wrong root"
    ),
    pytest.param("<html/>", ("DC002", "/html", 1, 1), ["{urn:shop}Submit", "Bare"], id="a root like no other"),
    pytest.param(
        order().replace("urn:shop", "urn:ship"),
        ("DC003", "/Order", 1, 1),
        ["Order is in the namespace 'urn:ship'", "'urn:shop'", "likewise 1 other element"],
        id="root and all in another namespace",
    ),
    pytest.param(
        order(LINES.format("<Line><Price>1</Price></Line>")).replace("<Lines>", '<Lines xmlns="urn:ship">'),
        ("DC003", "/Order/Lines", 3, 1),
        ["Lines is in the namespace 'urn:ship', but Order has it in 'urn:shop'", "likewise 4 other elements"],
        id="a branch in another namespace",
    ),
    pytest.param(
        order().replace("<Number>", "<Id>1</Id><Title>t</Title><Number>"),
        ("DC003", "/Order/Id", 2, 1),
        ["Id is in the namespace 'urn:shop', but Order has it in 'urn:base'", "likewise Title"],
        id="members of the base class in the namespace of the derived one",
    ),
    pytest.param(
        order("<State>Open</State>", "<Codes/>"),
        ("DC004", "/Order/Codes", 4, 1),
        ["Codes is expected before State; .NET would lose it"],
        id="out of order, too late",
    ),
    pytest.param(
        order("<When>2025-01-01T00:00:00</When>", "<Codes/>", "<Lines/>", "<State>Open</State>"),
        ("DC004", "/Order/When", 3, 1),
        ["When is expected after State; .NET would lose Codes, Lines, State"],
        id="out of order, too early",
    ),
    pytest.param(
        order("<State>Open</State>", "<State>Open</State>"),
        ("DC005", "/Order/State[2]", 4, 1),
        ["State occurs again here"],
        id="twice",
    ),
    pytest.param(
        order("<Colour>red</Colour>"),
        ("DC006", "/Order/Colour", 3, 1),
        ["Colour is not a member of Order, whose members are Id, Title, Number", "and 13 more"],
        id="unknown",
    ),
    pytest.param(
        order(LINES.format("<Row/>")),
        ("DC006", "/Order/Lines/Row", 3, 37),
        ["Row is not an item of ArrayOfLine, whose items are Line"],
        id="not an item",
    ),
    pytest.param(
        order().replace("<Number>1</Number>", ""),
        ("DC007", "/Order", 1, 1),
        ["the required member Number of Order is missing"],
        id="missing",
    ),
    pytest.param(
        order("<Prices><a:KeyValueOfstringdecimal><a:Key>a</a:Key></a:KeyValueOfstringdecimal></Prices>"),
        ("DC007", "/Order/Prices/KeyValueOfstringdecimal", 3, 9),
        ["the required member Value"],
        id="an entry without its value",
    ),
    pytest.param(
        order('<State i:nil="true"/>'),
        ("DC008", "/Order/State", 3, 1),
        ["State is nil", "State cannot be null"],
        id="nil",
    ),
    pytest.param(
        order('<Takes i:nil="false">PT0S</Takes>'),
        ("DC008", "/Order/Takes", 3, 1),
        ["i:nil", "the schema allows no i:nil on Takes", "ser:duration"],
        id="not nil, said where it cannot be",
    ),
    pytest.param(
        order('<Codes><Code i:nil="1"/></Codes>'),
        ("DC008", "/Order/Codes/Code", 3, 8),
        ["Code is nil, but xs:unsignedByte cannot be null"],
        id="a null item of a value type",
    ),
    pytest.param(
        order(LINES.format("<Line><Count>abc</Count></Line>")),
        ("DC031", "/Order/Lines/Line[2]/Count", 3, 43),
        ["Count: 'abc' is not xs:int"],
        id="abc for an int",
    ),
    pytest.param(
        order().replace(">1<", ">99999999999<"),
        ("DC031", "/Order/Number", 2, 1),
        ["Number: '99999999999' is not xs:int", "2147483647"],
        id="99999999999 for an int",
    ),
    pytest.param(
        order("<Key>66d630dd-753e</Key>"), ("DC037", "/Order/Key", 3, 1), ["is not ser:guid"], id="a broken guid"
    ),
    pytest.param(order("<Takes>P1Y</Takes>"), ("DC036", "/Order/Takes", 3, 1), ["'P1Y' is not ser:duration"], id="P1Y"),
    pytest.param(
        order("<When>2025-13-01</When>"),
        ("DC035", "/Order/When", 3, 1),
        ["'2025-13-01' is not xs:dateTime"],
        id="month 13",
    ),
    pytest.param(
        order("<When>10000-01-01T00:00:00</When>"),
        ("DC035", "/Order/When", 3, 1),
        ["is not xs:dateTime"],
        id="a year the schema allows and .NET cannot read",
    ),
    pytest.param(
        order(prices(("a", "79228162514264337593543950336"))),
        ("DC032", "/Order/Prices/KeyValueOfstringdecimal/Value", 3, 52),
        ["is not xs:decimal"],
        id="a decimal the schema allows and .NET cannot read",
    ),
    pytest.param(
        order("<Codes><Code/></Codes>"), ("DC025", "/Order/Codes/Code", 3, 8), ["'' is not"], id="empty number"
    ),
    pytest.param(
        order("<State>Opened</State>"),
        ("DC026", "/Order/State", 3, 1),
        ["'Opened'", "State", "Open, Closed"],
        id="enumeration",
    ),
    pytest.param(
        order("<Flags>Red Blue</Flags>"), ("DC026", "/Order/Flags", 3, 1), ["'Blue'", "Red, Green"], id="flags"
    ),
    pytest.param(order("<Type>u:int</Type>"), ("DC040", "/Order/Type", 3, 1), ["'u:int' is not xs:QName"], id="QName"),
    pytest.param(
        order('<Any i:type="x:int">x</Any>'), ("DC031", "/Order/Any", 3, 1), ["'x' is not xs:int"], id="in anyType"
    ),
    pytest.param(
        order('<Owner i:nil="yes"/>'),
        ("DC024", "/Order/Owner", 3, 1),
        ["i:nil is 'yes', not true or false"],
        id="i:nil",
    ),
    pytest.param(
        order(attributes=' kind="x"'), ("DC010", "/Order", 1, 207), ["the attribute kind"], id="an unknown attribute"
    ),
    pytest.param(
        order("stray"),
        ("DC011", "/Order", 3, 1),
        ["the text 'stray' is not allowed; Order contains only elements"],
        id="text",
    ),
    pytest.param(
        order().replace("<Number>", '<b:Title i:nil="true">t</b:Title><Number>'),
        ("DC023", "/Order/Title", 2, 1),
        ["Title is nil and must be empty"],
        id="nil with a text",
    ),
    pytest.param(
        order('<Lines i:nil="true"><Line/></Lines>'),
        ("DC023", "/Order/Lines", 3, 1),
        ["must be empty"],
        id="nil with items",
    ),
    pytest.param(
        order('<Owner i:type="Nobody"/>'),
        ("DC012", "/Order/Owner", 3, 1),
        ["i:type names {urn:shop}Nobody", "Document"],
        id="an unknown type",
    ),
    pytest.param(
        order('<Owner i:type="Line"/>'), ("DC027", "/Order/Owner", 3, 1), ["not derived from"], id="underived"
    ),
    pytest.param(
        order('<Any i:type="Nobody"/>'), ("DC012", "/Order/Any", 3, 1), ["not a known type"], id="unknown any"
    ),
    pytest.param(
        order('<Any i:type="u:int"/>'), ("DC012", "/Order/Any", 3, 1), ["prefix", "u:int"], id="undeclared prefix"
    ),
    pytest.param(
        order("<Any>some text</Any>"),
        ("DC046", "/Order/Any", 3, 1),
        ["Any holds 'some text' and does not say its type"],
        id="a text whose type nobody knows",
    ),
    pytest.param(
        order("<Any><Number>1</Number></Any>"),
        ("DC046", "/Order/Any", 3, 1),
        ["Any holds '1' and does not say its type"],
        id="elements whose type nobody knows",
    ),
    pytest.param(
        order(
            "<Prices><a:KeyValueOfstringdecimal><a:key>a</a:key><a:Value>1</a:Value></a:KeyValueOfstringdecimal></Prices>"
        ),
        ("DC006", "/Order/Prices/KeyValueOfstringdecimal/key", 3, 36),
        ["key is not a member", ".NET would refuse it; did you mean Key?"],
        id="a required member in another case",
    ),
    pytest.param(
        order("<Codes><Code>1</Code><b:Code>2</b:Code></Codes>"),
        ("DC003", "/Order/Codes/Code", 3, 22),
        ["Code is in the namespace 'urn:base', but Codes has it in 'urn:shop'"],
        id="an item in another namespace beside right ones",
    ),
    pytest.param(
        order('<State i:type="x:int">Open</State>'),
        ("DC012", "/Order/State", 3, 1),
        ["i:type names"],
        id="not its type",
    ),
    pytest.param(
        order(f'<Lines z:Id="i1" xmlns:z="{SERIALIZATION}"/>'),
        ("DC041", "/Order/Lines", 3, 1),
        ["z:Id"],
        id="a reference",
    ),
    pytest.param(
        order("<State>Open<b/></State>"),
        ("DC014", "/Order/State/b", 3, 12),
        ["b is not allowed inside State"],
        id="an element in text",
    ),
    pytest.param(
        order(prices(("a", 1), ("a", 2))),
        ("DC015", "/Order/Prices/KeyValueOfstringdecimal[2]/Key", 3, 127),
        ["Key 'a' occurs again"],
        id="a key twice",
    ),
    pytest.param(
        order(prices(("a", 1)).replace("<a:Key>a</a:Key>", '<a:Key i:nil="true"/>')),
        ("DC015", "/Order/Prices/KeyValueOfstringdecimal/Key", 3, 36),
        ["Key is null"],
        id="a null key",
    ),
    pytest.param(
        order("<Short>abcd</Short>"),
        ("DC042", "/Order/Short", 3, 1),
        ["Short", "maxLength", "3"],
        id="a facet that does not hold",
    ),
    pytest.param(
        b'<?xml version="1.0" encoding="iso-8859-1"?>' + order().encode(),
        ("DC019", "", 1, 31),
        ["declares the encoding 'iso-8859-1'; .NET's text reader takes utf-8 and utf-16 only"],
        id="an encoding that the bytes have not",
    ),
    pytest.param(
        order('<Any i:type="x:string">&#x1;</Any>'),
        ("DC020", "", 3, 24),
        ["&#x1;", "U+0001", ".NET reads it"],
        id="a control character",
    ),
    pytest.param(
        '<\u00e9 \u00e9="{}" \u00fc="é>"><a\U0001f600/></\u00e9>',
        ("DC001", "", 1, 20),
        ["'\U0001f600' (U+1F600) is in a name", ".NET"],
        id="a name that came with the fifth edition of XML 1.0",
    ),
    pytest.param(
        "<a>" * 1_600 + "</a>" * 1_600, ("DC022", "", 1, 4501), ["nested deeper than 1,500 levels"], id="too deep"
    ),
    pytest.param(
        order('<Any i:type="x:boolean">True</Any>'),
        ("DC030", "/Order/Any", 3, 1),
        ["'True' is not xs:boolean"],
        id="True for a bool",
    ),
    pytest.param(
        order('<Any i:type="x:double">Infinity</Any>'),
        ("DC033", "/Order/Any", 3, 1),
        ["'Infinity' is not xs:double"],
        id="Infinity for a double",
    ),
    pytest.param(
        order('<Any i:type="s:char" xmlns:s="http://schemas.microsoft.com/2003/10/Serialization/">a</Any>'),
        ("DC034", "/Order/Any", 3, 1),
        ["'a' is not ser:char"],
        id="a letter for a char",
    ),
    pytest.param(
        order('<Any i:type="x:anyURI">http://[bad</Any>'),
        ("DC038", "/Order/Any", 3, 1),
        ["'http://[bad' is not xs:anyURI"],
        id="no URI",
    ),
    pytest.param(
        order('<Any i:type="x:base64Binary">AQ=</Any>'),
        ("DC039", "/Order/Any", 3, 1),
        ["'AQ=' is not xs:base64Binary"],
        id="base64 without its padding",
    ),
    pytest.param(
        order('<Any i:type="x:dateTime">2025-01-01T00:00:00.12345678</Any>'),
        ("DC043", "/Order/Any", 3, 1),
        ["more exact than .NET's value", "2025-01-01T00:00:00.1234568"],
        id="an eighth digit of a second",
    ),
    pytest.param(
        order(prices(("a", "1.00000000000000000000000000001"))),
        ("DC043", "/Order/Prices/KeyValueOfstringdecimal/Value", 3, 52),
        ["more exact than .NET's value"],
        id="a thirtieth digit of a decimal",
    ),
    pytest.param(
        order('<Extra kind="1"/>'), ("DC016", "/Order/Extra", 3, 1), ["kind"], id="what an embedded schema refuses"
    ),
    pytest.param(order("<Raw/>"), ("DC017", "/Order/Raw", 3, 1), ["empty", "XML element"], id="no XML element"),
    pytest.param(
        order("<Raw>text</Raw>"), ("DC017", "/Order/Raw", 3, 1), ["the text 'text'"], id="text for an XML element"
    ),
    pytest.param(
        order("<Raw><a/><b/></Raw>"), ("DC017", "/Order/Raw/b", 3, 10), ["second", "lose"], id="two XML elements"
    ),
    pytest.param(order('<Raw k="1"><a/></Raw>'), ("DC010", "/Order/Raw", 3, 6), ["attribute k"], id="beside XML"),
    pytest.param(
        f'<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>\n{order("<Short>abcd</Short>")}</s:Body>'
        "</s:Envelope>",
        ("DC042", "/Envelope/Body/Order/Short", 4, 1),
        ["maxLength"],
        id="in a SOAP body",
    ),
    pytest.param(
        f'<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope">\n<s:Bdy>{order()}</s:Bdy></s:Envelope>',
        ("DC050", "/Envelope/Bdy", 2, 1),
        ["Bdy stands where the envelope has its Body"],
        id="a misspelled SOAP body",
    ),
]


@pytest.mark.parametrize("document", VALID)
def test_nothing_is_found_in_a_valid_document(document):
    assert [] == list(validate(document, CONTRACTS))


@pytest.mark.parametrize(("document", "place", "parts"), BROKEN)
def test_one_finding_says_what_is_wrong_and_where(document, place, parts):
    (finding,) = validate(document, CONTRACTS, file="order.xml")
    assert place == (finding.code, finding.path, finding.line, finding.column)
    for part in parts:
        assert part in finding.message
    assert finding.expected
    assert RULES[finding.code].name == finding.name
    assert str(finding).startswith("order.xml")


def test_every_rule_is_broken_by_some_document():
    references = {code for _, code, _ in REFERENCES.values() if code is not None}
    of_documents = {
        code for code, rule in RULES.items() if rule.group not in ("value", "spelling")
    }  # test_canonical.py
    found = {row.values[1][0] for row in BROKEN} | references
    assert of_documents - {rules.UNREADABLE_FILE.code} == found


def test_every_text_but_a_string_has_a_rule():
    without = {name.name for name in PRIMITIVES if name not in rules._OF_TEXT}
    assert {"string", "anyType", "DBNull", "DateTimeOffset"} == without


def test_all_findings_of_a_document_are_told_in_its_order():
    document = order("<State>x</State>", "<Colour/>", "<Short>abcd</Short>", '<When i:nil="true"/>', "<Codes/>")
    codes = [(finding.code, finding.line) for finding in validate(document, CONTRACTS)]
    assert [("DC026", 3), ("DC006", 4), ("DC004", 5), ("DC008", 6), ("DC004", 7)] == codes


@pytest.mark.parametrize(
    ("document", "codes"),
    [
        pytest.param(order('<Any i:type="x:string">&#x1;</Any>') + "<", ["DC020", "DC001"], id="not well-formed"),
        pytest.param(order("<Short>&#x1;</Short><\u0370/>"), ["DC020", "DC001"], id="a name .NET refuses"),
        pytest.param(order("<Sho&#x1;rt/>"), ["DC001"], id="the reference itself"),
        pytest.param(order("<Short>&#x1;</Short>").replace(SHOP, f"{SHOP}&#x1;"), ["DC020", "DC003"], id="a namespace"),
    ],
)
def test_what_else_is_wrong_beside_a_reference_to_no_character_is_told(document, codes):
    assert codes == [finding.code for finding in validate(document, CONTRACTS)][: len(codes)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_name_of_the_fifth_edition_is_told_whatever_else_is_right(encoding):
    declaration = '<?xml version="1.0" encoding="utf-16"?>' if encoding == "utf-16" else ""
    document = declaration + order(attributes=' xmlns:a\u0370="urn:a"')
    (finding,) = validate(document.encode(encoding), CONTRACTS)
    start = document[: finding.column - 1].encode(encoding)
    assert ("DC001", "\u0370", len(start)) == (finding.code, finding.found, finding.offset)
    assert not finding.facts.readable


@pytest.mark.parametrize(
    "document", [b"x", b"<a>&#1;</b>", b"<a>&#1;</a>", b"<a/> <b", b"<a>]]></a>", b"<a b='&#xD;'>"]
)
def test_a_document_that_is_not_read_is_given_up_with_its_error(document):
    gc.collect()
    gc.disable()  # what is in a circle stays until it is collected, the document with it
    try:
        try:
            parse_document(document, stops_early=True, check_characters=document.endswith(b"/b>"))
            parse_document(document)
        except DecodeError as error:
            kept = weakref.ref(error)
        assert kept() is None
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("part", "codes"),
    [
        pytest.param('<Colour i:nil="x"/>', ["DC006", "DC024"], id="no member"),
        pytest.param('<Colour xmlns="urn:c" i:nil=""/>', ["DC006", "DC024"], id="of another namespace"),
        pytest.param('<State>Open</State><State i:nil="x"/>', ["DC005", "DC024"], id="a member again"),
        pytest.param('<Codes><Colour i:nil="x"/></Codes>', ["DC006", "DC024"], id="no item"),
        pytest.param('<Colour><a i:nil="x"/></Colour>', ["DC006"], id="below it"),
    ],
)
def test_null_or_not_is_asked_of_what_dotnet_passes_over(part, codes):
    findings = list(validate(order(part), CONTRACTS))
    assert codes == [finding.code for finding in findings]
    assert ("DC024" not in codes) == all(finding.facts.readable for finding in findings)


def test_an_empty_type_is_none_to_dotnet():
    for document in (order('<Any i:type=""/>'), order('<Owner i:type=""/>'), order('<State i:type="">Open</State>')):
        (finding,) = validate(document, CONTRACTS)
        facts = finding.facts
        assert ("DC012", False, True, True) == (finding.code, facts.schema_valid, facts.readable, facts.lossless)


def test_findings_are_yielded_one_at_a_time(monkeypatch):
    visited = []
    visit = ContentWalk._visit

    def counted(walk, element, *rest):
        visited.append(element)
        return visit(walk, element, *rest)

    monkeypatch.setattr(ContentWalk, "_visit", counted)
    document = order(LINES.format("<Line><Count>x</Count></Line>" * 50))
    findings = validate(document, CONTRACTS)
    assert [] == visited
    assert 3 == next(findings).line
    assert 10 > len(visited)
    assert 49 == len(list(findings))
    assert 100 < len(visited)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({}, "DC031 sentence", id="no place"),
        pytest.param({"line": 3}, "3: DC031 sentence", id="a line"),
        pytest.param({"file": "a.xml"}, "a.xml: DC031 sentence", id="a file"),
        pytest.param(
            {"file": "a.xml", "line": 3, "column": 7, "path": "/A/B"}, "a.xml:3:7: DC031 sentence (/A/B)", id="all"
        ),
    ],
)
def test_a_finding_is_told_as_far_as_its_place_is_known(fields, expected):
    assert expected == str(Finding(code="DC031", name="integer", message="sentence", **fields))


def test_a_document_of_1400_levels_is_walked():
    contracts = DataContractSet(
        [ClassDataContract(name=in_shop("Node"), members=(member("Next", in_shop("Node"), is_nillable=True),))]
    )
    depth = 1_400
    document = f'<Node xmlns="{SHOP}">' + "<Next>" * depth + "<Oops/>" + "</Next>" * depth + "</Node>"
    (finding,) = validate(document, contracts)
    assert "DC006" == finding.code
    assert f"/Node{'/Next' * depth}/Oops" == finding.path
