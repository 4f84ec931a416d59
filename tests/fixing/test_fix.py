"""What is certain is put right by minimal edits; all else stays byte for byte."""

from __future__ import annotations

import pytest

import dcxml
from dcxml.fixing.document import Document
from dcxml.fixing.slips import is_near
from dcxml.qname import ARRAYS, XSI
from dcxml.validation import validate
from support.shop import BASE, CONTRACTS, LINES, SHOP, order, prices


def fixed(data, **settings):
    return dcxml.fix(data, CONTRACTS, **settings)


def codes(result):
    return [fix.code for fix in result.applied]


ROWS = [
    # (parts of an order, the same parts put right, codes of what was done)
    pytest.param("<State>open</State>", "<State>Open</State>", ["DC026"], id="a value in another case"),
    pytest.param("<State> Open </State>", "<State>Open</State>", ["DC026"], id="space around a value"),
    pytest.param("<Flags>red,GREEN</Flags>", "<Flags>Red Green</Flags>", ["DC026"], id="flags with commas"),
    pytest.param("<When>2025-12-15</When>", "<When>2025-12-15T00:00:00</When>", ["DC035"], id="a date alone"),
    pytest.param(
        "<When>\n 2025-12-15 20:08:15Z </When>", "<When>\n 2025-12-15T20:08:15Z </When>", ["DC035"], id="a space for T"
    ),
    pytest.param("<Takes>P1Y2M</Takes>", "<Takes>P425D</Takes>", ["DC036"], id="years and months"),
    pytest.param(
        "<Key>{66D630DD-753E-4A94-92D0-617692D98CE5}</Key>",
        "<Key>66d630dd-753e-4a94-92d0-617692d98ce5</Key>",
        ["DC037"],
        id="a guid in braces",
    ),
    pytest.param(
        "<Key><![CDATA[66d630dd753e4a9492d0617692d98ce5]]></Key>",
        "<Key><![CDATA[66d630dd-753e-4a94-92d0-617692d98ce5]]></Key>",
        ["DC037"],
        id="a section stays a section",
    ),
    pytest.param('<State i:nil="false">Open</State>', "<State>Open</State>", ["DC008"], id="nil says false"),
    pytest.param(
        '<Owner i:nil="true"> <!-- none --> </Owner>',
        '<Owner i:nil="true"><!-- none --></Owner>',
        ["DC023"],
        id="space in null, and a comment",
    ),
    pytest.param("<Owner i:nil='True' />", "<Owner i:nil='true' />", ["DC024"], id="True in nil"),
    pytest.param("<state>Open</state>", "<State>Open</State>", ["DC006"], id="a member in another case"),
    pytest.param("<state>open</state >", "<State>Open</State >", ["DC006", "DC026"], id="and its value"),
    pytest.param(
        LINES.format("<line><Count>2</Count></line>"),
        LINES.format("<Line><Count>2</Count></Line>"),
        ["DC006"],
        id="an item in another case",
    ),
    pytest.param(
        "<State>Open</State>\n\n  <State\n>Open</State>",
        "<State>Open</State>",
        ["DC005"],
        id="said again, in other bytes",
    ),
    pytest.param(
        "<State>Open</State>\n<Key>66d630dd-753e-4a94-92d0-617692d98ce5</Key>",
        "<Key>66d630dd-753e-4a94-92d0-617692d98ce5</Key>\n<State>Open</State>",
        ["DC004"],
        id="two in the wrong order",
    ),
    pytest.param(
        "<!-- w -->\n  <When>2025-12-15T00:00:00</When> <!-- a -->\n<State>Open</State> <!-- b -->\n<Short>x</Short>",
        "<Short>x</Short>\n<State>Open</State> <!-- b -->\n<!-- w -->\n  <When>2025-12-15T00:00:00</When> <!-- a -->",
        ["DC004", "DC004"],
        id="with their comments",
    ),
    pytest.param(
        '<State xmlns="">Open</State>',
        f'<State xmlns="{SHOP}">Open</State>',
        ["DC003"],
        id="no namespace, declared here",
    ),
    pytest.param("<b:State>Open</b:State>", "<State>Open</State>", ["DC003"], id="another contract's prefix"),
    pytest.param(
        '<w:Lines xmlns:w="urn:shop/"><w:Line><w:Count>1</w:Count></w:Line></w:Lines>',
        f'<w:Lines xmlns:w="{SHOP}"><w:Line><w:Count>1</w:Count></w:Line></w:Lines>',
        ["DC003"],
        id="a whole branch",
    ),
    pytest.param(prices((1, 2)).replace("a:", ""), prices((1, 2)), ["DC003", "DC003"], id="names without their prefix"),
    pytest.param(
        "<State>closed</State>\n<Lines><Line><Price>1</Price><Count>2</Count></Line></Lines>\n<short>x</short>",
        "<Lines><Line><Count>2</Count><Price>1</Price></Line></Lines>\n<Short>x</Short>\n<State>Closed</State>",
        None,
        id="several faults at once",
    ),
]


@pytest.mark.parametrize(("wrong", "right", "expected"), ROWS)
def test_what_is_certain_is_put_right_and_nothing_else_is_touched(wrong, right, expected):
    result = fixed(order(wrong))
    assert order(right) == result.data
    assert () == result.left
    assert [] == list(validate(result.data, CONTRACTS))
    if expected is not None:
        assert expected == codes(result)


@pytest.mark.parametrize(
    "part",
    [
        pytest.param("<State>Unheard</State>", id="a value of no enumeration"),
        pytest.param("<State>0</State>", id="the number of a value"),
        pytest.param("<When>2025-12-15T20:08</When>", id="a time without seconds"),
        pytest.param("<When>2025-02-29</When>", id="a day that is none"),
        pytest.param("<Takes>P1YT0.00000001S</Takes>", id="a year, and more digits than .NET holds"),
        pytest.param("<Type>none:int</Type>", id="a prefix that is not declared"),
        pytest.param('<State i:nil="true"/>', id="null where none may be"),
        pytest.param('<Owner i:nil="true"><b:Id>1</b:Id></Owner>', id="null with a content"),
        pytest.param("<State>Open</State><State>Closed</State>", id="said again otherwise"),
        pytest.param("<State>Open</State><State><!-- x -->Open</State>", id="said again with a comment"),
        pytest.param("<Stat>Open</Stat>", id="a name that is only near"),
        pytest.param("<State>Open</State><state>Open</state>", id="another case of what is there"),
        pytest.param("<state>Open</state><STATE>Open</STATE>", id="another case twice"),
        pytest.param("<state>Unheard</state>", id="a name in another case, and a value that is none"),
        pytest.param(
            '<w:State xmlns:w="urn:w">Open</w:State><State>Open</State>', id="another namespace of what is there"
        ),
        pytest.param(
            '<w:State xmlns:w="urn:w">Open</w:State><v:State xmlns:v="urn:v">Open</v:State>',
            id="two in other namespaces",
        ),
        pytest.param('<x:State xmlns:x="urn:w">Open</x:State>', id="a namespace of others, an extension"),
        pytest.param(
            '<x:Lines xmlns:x="urn:w"><x:Line><x:Count>1</x:Count></x:Line></x:Lines>',
            id="a branch of another namespace",
        ),
        pytest.param('<x:State xmlns:x="urn:w">closed</x:State>', id="what could be put right, in an extension"),
        pytest.param('<x:State xmlns:x="urn:shop:2">Open</x:State>', id="a namespace of another version"),
        pytest.param("<?p x?>", id="a processing instruction"),
        pytest.param('<State mark="1">Open</State>', id="an attribute"),
        pytest.param("<When>2025-12-15T00:00:00</When>stray<State>Open</State>", id="text among members out of order"),
        pytest.param("<When><!-- x -->2025-12-15</When>", id="a comment in the text"),
        pytest.param("<Short>&#x1;</Short>", id="a control character"),
    ],
)
def test_what_is_not_certain_is_left_as_it_is(part):
    data = order(part)
    findings = tuple(validate(data, CONTRACTS))
    assert findings
    result = fixed(data)
    assert data is result.data
    assert () == result.applied
    assert findings == result.left


def test_of_two_faults_the_certain_one_is_put_right_and_the_other_told():
    result = fixed(order("<State>open</State>", "<When>never</When>"), file="a.xml")
    assert order("<State>Open</State>", "<When>never</When>") == result.data
    assert ["a.xml:3:1: DC026 'open' becomes 'Open' (/Order/State)"] == [str(fix) for fix in result.applied]
    assert ["DC035"] == [finding.code for finding in result.left]


def test_a_member_that_is_said_twice_is_taken_out_beside_a_reference_to_no_character():
    data = order("<Short>&#x1;</Short>", "<State>Open</State>", "<State>Open</State>")
    result = fixed(data)
    assert ["DC020"] == [finding.code for finding in result.left]
    assert order("<Short>&#x1;</Short>", "<State>Open</State>").replace("\n", "") == result.data.replace("\n", "")


def test_a_member_is_taken_out_of_a_namespace_with_a_reference_to_no_character():
    data = order("<State>Open</State>", "<State>Open</State>").replace('xmlns="urn:shop"', 'xmlns="urn:shop&#x1;"')
    result = fixed(data)
    assert ["DC003", "DC005", "DC003"] == codes(result)
    assert ["DC020"] == [finding.code for finding in result.left]


@pytest.mark.parametrize(
    ("one", "two", "is_slip"),
    [
        pytest.param("urn:shop", "urn:shop/", True, id="a slash"),
        pytest.param("https://a.example/x/", "http://A.example/x", True, id="https, and the case of letters"),
        pytest.param("urn:h", "urn:h/", True, id="a slash, however short"),
        pytest.param("urn:ship", "urn:shop", True, id="another letter"),
        pytest.param("urn:sho", "urn:shop", True, id="a letter left out"),
        pytest.param("urn:shpo", "urn:shop", True, id="two letters that have changed places"),
        pytest.param("urn:shape", "urn:shop", False, id="another word"),
        pytest.param("urn:a", "urn:b", False, id="too short to tell"),
        pytest.param("http://a.example/v1", "http://a.example/v2", False, id="another version"),
        pytest.param("http://a.example/2020/", "http://a.example/2021", False, id="another year"),
        pytest.param("http://a.example/x", "http://a.example/x/ext", False, id="below it"),
    ],
)
def test_a_namespace_is_near_another_where_the_pen_may_have_slipped(one, two, is_slip):
    assert is_slip == is_near(one, two) == is_near(two, one)


def test_the_namespace_of_a_whole_document_is_put_right_where_it_is_declared():
    right = order('<Any i:type="x:int">5</Any>', "<Lines><Line/></Lines>", "<Type>x:int</Type>")
    result = fixed(right.replace(f' xmlns="{SHOP}"', "\txmlns = 'urn:shop/'"))
    assert right.replace(f' xmlns="{SHOP}"', f"\txmlns = '{SHOP}'") == result.data
    assert ["Order and 5 more: the namespace 'urn:shop/' becomes 'urn:shop'"] == [fix.message for fix in result.applied]


def test_what_hinders_a_repair_is_put_right_first():
    key = "<Key>66d630dd-753e-4a94-92d0-617692d98ce5</Key>"
    state = "<Short>x</Short><State>Open</State>"
    result = fixed(order(key, key, state).replace(f'xmlns="{SHOP}"', 'xmlns="urn:shop/"'))
    assert order(key, state) == result.data
    assert ["DC005", "DC003"] == codes(result)


def test_what_is_not_known_stays_in_its_namespace_and_is_told():
    result = fixed(order('<Lines xmlns="urn:shop/"><Line><Count>1</Count><Odd/></Line></Lines>'))
    right = f'<Lines xmlns="{SHOP}"><Line><Count>1</Count><Odd xmlns="urn:shop/"/></Line></Lines>'
    assert order(right) == result.data
    assert [("DC006", "{urn:shop/}Odd")] == [(finding.code, finding.found) for finding in result.left]


def test_names_in_a_namespace_that_texts_use_too_are_put_right_one_by_one():
    wrong = order("<Type>int</Type>").replace(f'xmlns="{SHOP}"', 'xmlns="urn:shop/"')
    result = fixed(wrong)
    assert () == result.left
    assert 'xmlns="urn:shop/"' in result.data
    assert f' xmlns:n1="{SHOP}"><n1:Number>1</n1:Number>\n<n1:Type>int</n1:Type>' in result.data.replace(
        ">\n<n1:N", "><n1:N"
    )


def test_an_empty_value_type_that_may_be_null_becomes_null():
    contracts = dcxml.contracts_of(Nullables)
    result = dcxml.fix('<Nullables xmlns="urn:n"><Number></Number><When /></Nullables>', contracts)
    assert (
        f'<Nullables xmlns="urn:n"><Number xmlns:i="{XSI}" i:nil="true"></Number>'
        f'<When xmlns:i="{XSI}" i:nil="true" /></Nullables>'
    ) == result.data
    assert ["DC025", "DC025"] == codes(result)


@dcxml.data_contract(name="Nullables", namespace="urn:n")
class Nullables:
    number: dcxml.Int | None = dcxml.data_member("Number", default=None)
    when: dcxml.DateTime | None = dcxml.data_member("When", default=None)


def test_the_body_of_an_envelope_is_put_right_and_its_headers_are_not():
    soap = "http://schemas.xmlsoap.org/soap/envelope/"
    envelope = '<s:Envelope xmlns:s="{}"><s:Header><state>open</state></s:Header><s:Body>{}</s:Body></s:Envelope>'
    result = fixed(envelope.format(soap, order("<State>open</State>")))
    assert envelope.format(soap, order("<State>Open</State>")) == result.data


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_marks_and_ends_of_line_stay(encoding):
    declared = f'<?xml version="1.0" encoding="{encoding[:6].rstrip("-")}"?>\r\n<!-- \U0001f600 -->\r\n'
    text = declared + order("<State>{}</State><!-- é\r\n -->").replace("\n", "\r\n") + "\r\n<!-- ü -->"
    result = fixed(text.format("open").encode(encoding))
    assert text.format("Open").encode(encoding) == result.data
    assert ["DC026"] == codes(result)


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_octets_of_any_kind_give_bytes(kind):
    result = fixed(kind(order("<State>open</State>").encode()))
    assert order("<State>Open</State>").encode() == result.data


@pytest.mark.parametrize(
    "data",
    ["", "<a", "\ud800", b"\xff\xfe\x00", b"<!DOCTYPE a><a/>", '<?xml version="1.1"?><a/>', "<Nothing/>"],
    ids=range(7),
)
def test_what_cannot_be_read_is_left_with_its_finding(data):
    result = fixed(data)
    assert data == result.data
    assert 1 == len(result.left)


def test_only_the_rules_that_are_asked_for_are_put_right():
    data = order("<State>open</State>", "<When>2025-12-15</When>")
    result = fixed(data, codes={"DC035"})
    assert order("<State>open</State>", "<When>2025-12-15T00:00:00</When>") == result.data
    assert ["DC026"] == [finding.code for finding in result.left]


def test_a_dictionary_of_the_arrays_namespace_gets_its_prefix_where_it_was_forgotten():
    assert f'xmlns:a="{ARRAYS}"' in order()
    result = fixed(order(prices(("x", 1), ("y", 2)).replace("a:Key", "Key").replace("a:Value", "Value")))
    assert order(prices(("x", 1), ("y", 2))) == result.data


def test_the_root_is_found_by_its_name_in_another_case():
    result = fixed(order().replace("Order", "order"))
    assert order() == result.data
    assert BASE in result.data


def test_many_faults_are_put_right_in_a_few_readings_of_the_document(monkeypatch):
    """However many there are, and however many of them cannot be put right."""
    readings = []
    read = Document.read
    monkeypatch.setattr(Document, "read", lambda *args, **settings: readings.append(1) or read(*args, **settings))
    lines = [f"<line><Price>{number}</Price><Count>{number}</Count></line>" for number in range(100)]
    wrong = [f"<line><Count>x{number}</Count></line>" for number in range(100)]
    result = fixed(order(f"<Lines>{''.join(lines + wrong)}</Lines>"))
    right = [f"<Line><Count>{number}</Count><Price>{number}</Price></Line>" for number in range(100)]
    assert order(f"<Lines>{''.join(right + wrong)}</Lines>") == result.data
    assert (200, 100) == (len(result.applied), len(result.left))
    assert len(readings) < 20
