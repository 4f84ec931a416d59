"""A finding's place, told in every way: offsets, an XPath, the expression in Python, other places; and its facts."""

from __future__ import annotations

import pytest
from lxml import etree

import dcxml
from dcxml.validation import Facts, Severity, validate
from support.shared_nodes import CONTRACTS as NODES
from support.shop import CONTRACTS, LINES, order, prices

CASES = [
    # document, path, Python, the octets of the place
    pytest.param(order("<State>x</State>"), "state", b"<State>x</State>", id="a member"),
    pytest.param(order().replace(">1<", ">x<"), "number", b"<Number>x</Number>", id="a required member"),
    pytest.param(
        order(LINES.format("<Line><Count>abc</Count></Line>")),
        "lines[1].count",
        b"<Count>abc</Count>",
        id="a member of an item",
    ),
    pytest.param(order("<Codes><Code/></Codes>"), "codes[0]", b"<Code/>", id="an item"),
    pytest.param(order(prices(("it's", "x"))), 'prices["it\'s"]', None, id="a value of a dictionary"),
    pytest.param(
        order('<Owner i:type="Order"><Number>z</Number></Owner>'),
        "owner.number",
        b"<Number>z</Number>",
        id="a member of a derived class",
    ),
    pytest.param(
        (
            '<?xml version="1.0" encoding="utf-16"?>'
            + order('<Owner i:type="Order"><b:Id>é</b:Id><Number>1</Number></Owner>')
        ).encode("utf-16"),
        "owner.id",
        None,
        id="in UTF-16",
    ),
    pytest.param(order("<Colour>red</Colour>"), "", b"<Colour>red</Colour>", id="an element that is no member"),
    pytest.param(order().replace("<Number>1</Number>", ""), "", None, id="a missing member"),
]


@pytest.mark.parametrize(("document", "member", "octets"), CASES)
def test_the_place_is_told_in_python_by_xpath_and_by_offset(document, member, octets):
    (finding,) = validate(document, CONTRACTS)
    assert member == finding.member
    data = document.encode() if isinstance(document, str) else document
    if octets is not None:
        assert octets == data[finding.offset : finding.end_offset]
    (element,) = etree.fromstring(data).xpath(finding.xpath, namespaces=dict(finding.namespaces))
    assert element.tag.endswith(finding.path.rpartition("/")[2].partition("[")[0])


PARTS = [
    # document, the octets of each place in its order
    pytest.param(order(attributes=" kind = 'x>y'"), [b"kind = 'x>y'"], id="an attribute"),
    pytest.param(
        order('<Any xmlns:k="urn:k" k:a="1"\n k:b="2"/>'), [b'k:a="1"', b'k:b="2"'], id="attributes with prefixes"
    ),
    pytest.param(order('<Any xml:lang="de"/>'), [b'xml:lang="de"'], id="an attribute of XML itself"),
    pytest.param(
        order(" é <Codes/>\n<!-- c -->b <!-- d --> c<State>x</State>\n<![CDATA[d]]> "),
        ["é".encode(), b"b <!-- d --> c", b"<State>x</State>", b"<![CDATA[d]]>"],
        id="every text between members",
    ),
    pytest.param(
        order("<Codes><Code>x</Code>\n<!-- c -->b <!-- d --> c<Code>1</Code>e</Codes>"),
        [b"b <!-- d --> c", b"<Code>x</Code>"],
        id="the first text between items, with their list",
    ),
    pytest.param(order("<Codes>stray</Codes>"), [b"stray"], id="a text alone"),
    pytest.param(
        "<?a é?>\n" + order("<?b?><Lines><Row/><?c ?></Lines><?d\n?>") + "<?e?>",
        ["<?a é?>".encode(), b"<?b?>", b"<Row/>", b"<?c ?>", b"<?d\n?>", b"<?e?>"],
        id="instructions before, between, in and behind elements",
    ),
    pytest.param("<!-- é <!DOCTYPE -->\n<!DOCTYPE x><x/>", [b"<!DOCTYPE"], id="a document type"),
    pytest.param(b'<?xml version="1.0" encoding="ISO-8859-1"?><x/>', [b"ISO-8859-1"], id="an encoding"),
    pytest.param("<?xml version='1.1'?><x/>", [b"1.1"], id="a version"),
    pytest.param(order("<Short>é&#x1;</Short>"), [b"&#x1;"], id="a control character"),
]


@pytest.mark.parametrize(("document", "places"), PARTS)
def test_a_place_is_that_of_the_very_part_that_is_wrong(document, places):
    data = document.encode() if isinstance(document, str) else document
    found = list(validate(document, CONTRACTS))
    assert places == [data[each.offset : each.end_offset] for each in found]
    lines = data.decode().split("\n")
    for each in found:
        before = "\n".join([*lines[: each.line - 1], lines[each.line - 1][: each.column - 1]])
        assert len(before.encode()) == each.offset
        behind = "\n".join([*lines[: each.end_line - 1], lines[each.end_line - 1][: each.end_column - 1]])
        assert len(behind.encode()) == each.end_offset


@pytest.mark.parametrize(
    ("document", "start"),
    [
        pytest.param("", b"", id="nothing"),
        pytest.param('{"a": 1}', b"{", id="JSON"),
        pytest.param(order()[:-3], b"", id="cut off"),
        pytest.param("<é>" * 1_501 + "</é>" * 1_501, "<é></é></é>".encode(), id="too deep"),
        pytest.param("<x>é<y " + " ".join(f'a{n}=""' for n in range(1_001)) + "/></x>", b"<y a0", id="attributes"),
        pytest.param("<x>é\n é&y;</x>", b"</x>", id="an entity"),
    ],
)
def test_what_is_not_read_has_an_offset(document, start):
    (finding,) = validate(document, CONTRACTS)
    data = document.encode()
    assert data.startswith(start, finding.offset)
    line = data.decode().split("\n")[finding.line - 1]
    before = "\n".join([*data.decode().split("\n")[: finding.line - 1], line[: finding.column - 1]])
    assert len(before.encode()) == finding.offset


def test_what_is_not_read_has_its_offset_in_utf_16_too():
    data = f'<?xml version="1.0" encoding="utf-8"?>{order()}'.encode("utf-16")
    (finding,) = validate(data, CONTRACTS)
    assert "utf-8" == data[finding.offset : finding.end_offset].decode("utf-16-le")


ASKED = [
    # attribute, what is asked, what .NET holds
    pytest.param('nil="true"', "i:nil", "an element that says nothing of null", id="nil without its prefix"),
    pytest.param('nil="1"', "i:nil", "an element that says nothing of null", id="nil that is 1"),
    pytest.param('xmlns:k="urn:k" k:nil="true"', "i:nil", "an element that says nothing of null", id="another nil"),
    pytest.param('i:Nil="true"', "i:nil", "an element that says nothing of null", id="nil in another case"),
    pytest.param('xmlns:k="urn:k" k:type="x:int"', "i:type", "a value of the declared type", id="another type"),
    pytest.param('type="x:int"', "i:type", "a value of the declared type", id="a type with a prefix"),
    pytest.param('type="kind"', None, "nothing, silently", id="a type of one's own"),
    pytest.param('nil="none"', None, "nothing, silently", id="nil of one's own"),
    pytest.param('Id="1"', None, "nothing, silently", id="an Id of one's own"),
    pytest.param('xmlns:k="urn:k" k:Id="i1"', "z:Id", "an object without an identity", id="another Id"),
]


@pytest.mark.parametrize(("attribute", "asked", "reads_as"), ASKED)
def test_an_attribute_that_was_meant_for_the_serializer_is_asked_for(attribute, asked, reads_as):
    (finding,) = validate(order(f"<Any {attribute}/>"), CONTRACTS)
    assert "DC010" == finding.code
    assert reads_as == finding.facts.reads_as
    assert (asked or "i:nil or i:type") == finding.expected
    assert (asked is not None) == ("did you mean" in finding.message)
    assert (asked or "") in finding.message


def test_the_expression_in_python_leads_to_the_value():
    classes = dcxml.build_classes(CONTRACTS)
    document = order(LINES.format("<Line><Count>7</Count></Line>"), prices(("a", 1)))
    held = dcxml.loads(document, classes["{urn:shop}Order"])
    for old, new in (("<Count>7<", "<Count>x<"), ("Value>1<", "Value>x<")):
        (finding,) = validate(document.replace(old, new), CONTRACTS)
        value = eval(f"held.{finding.member}", {"held": held})  # noqa: S307 - the expression is the claim
        assert value in (1, 7)


def test_a_default_namespace_has_a_prefix_in_the_xpath():
    (finding,) = validate(order("<State>x</State>"), CONTRACTS)
    assert "/n1:Order/n1:State" == finding.xpath
    assert {"n1": "urn:shop"} == finding.namespaces


@pytest.mark.parametrize(
    ("document", "contracts", "message", "line"),
    [
        pytest.param(
            order("<State>Open</State>", "<Codes/>"), CONTRACTS, "Codes belongs before this", 3, id="out of order"
        ),
        pytest.param(
            order("<State>Open</State>", "<State>Open</State>"), CONTRACTS, "State is here first", 3, id="twice"
        ),
        pytest.param(
            '<Holder xmlns="urn:h" xmlns:z="http://schemas.microsoft.com/2003/10/Serialization/">\n<A z:Ref="x"/>\n'
            '<B z:Id="x"/></Holder>',
            NODES,
            "'x' is here, which is too late",
            3,
            id="forward",
        ),
    ],
)
def test_another_place_explains_the_finding(document, contracts, message, line):
    (finding,) = validate(document, contracts)
    ((told, at),) = [(each.message, each.line) for each in finding.related]
    assert (message, line) == (told, at)


WRONG = "2025-12-15"
FACTS = [
    # document, schema-valid, readable, canonical, lossless, severity, read as
    pytest.param(order("<State>x</State>"), "....", "error", None, id="no value of an enumeration"),
    pytest.param(order(f"<When>{WRONG}</When>"), ".r.l", "error", f"{WRONG}T00:00:00", id="a date for a DateTime"),
    pytest.param(order("<When>2025-12-15T24:00:00</When>"), "s...", "error", None, id="24 hours"),
    pytest.param(order("<Takes>P1Y</Takes>"), ".r..", "error", "P365D", id="a year"),
    pytest.param(order("<Short>abcd</Short>"), ".rcl", "error", None, id="a facet"),
    pytest.param(order("<Colour/>"), ".r..", "error", "nothing, silently", id="an unknown member"),
    pytest.param(order('<When i:nil="true"/>'), "....", "error", None, id="a value type that is null"),
    pytest.param(order('<When i:nil="false">2025-12-15T00:00:00</When>'), ".r.l", "error", None, id="no null"),
    pytest.param(order(prices(("a", 1), ("a", 2))), "s...", "error", None, id="a key twice"),
    pytest.param(
        order("<When>2025-01-01T00:00:00.12345678</When>"),
        "sr..",
        "warning",
        "2025-01-01T00:00:00.1234568",
        id="an eighth digit",
    ),
    pytest.param(
        order("<State>Open</State>", "<Codes/>"),
        ".r..",
        "error",
        "null or the default, silently",
        id="out of order",
    ),
    pytest.param(
        order("<Any/>").replace("<Number>1</Number>", "").replace("</Order>", "<Number>1</Number></Order>"),
        "....",
        "error",
        None,
        id="out of order and required",
    ),
]


@pytest.mark.parametrize(("document", "letters", "severity", "reads_as"), FACTS)
def test_four_facts_are_told_apart_and_the_severity_follows(document, letters, severity, reads_as):
    (finding,) = validate(document, CONTRACTS)
    schema_valid, readable, canonical, lossless = (letter != "." for letter in letters)
    expected = Facts(
        schema_valid=schema_valid, readable=readable, canonical=canonical, lossless=lossless, reads_as=reads_as
    )
    assert expected == finding.facts
    assert Severity(severity) is finding.severity


def test_items_count_those_of_their_name_only():
    codes = "<Codes><Code/><Other/><Code>A</Code><Code/><Code/></Codes>"
    found = [finding.member for finding in validate(order(codes), CONTRACTS) if finding.found == ""]

    assert ["codes[0]", "codes[2]", "codes[3]"] == found
