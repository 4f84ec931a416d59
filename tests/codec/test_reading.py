"""Which member an element is: the order of XmlObjectSerializerReadContext, and what strict reading makes of it."""

from __future__ import annotations

import pytest

import dcxml
from dcxml import DecodeError, Dialect, EncodeError, Int, data_contract, data_member, is_absent
from dcxml.qname import ARRAYS, XS

XSI = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'


@data_contract(name="D", namespace="urn:d")
class B:
    a: Int = data_member("a", default=0)
    m: Int = data_member("m", default=0)


@data_contract(name="E", namespace="urn:d")
class D(B):
    b: Int = data_member("b", default=0)
    z: Int = data_member("z", default=0)


@data_contract(name="R", namespace="urn:d")
class R:
    a: Int = data_member("a", default=0)
    b: Int = data_member("b", default=0, is_required=True)
    c: Int = data_member("c", default=0)


@data_contract(name="Holder", namespace="urn:d")
class Holder:
    child: R | None = data_member("Child", default=None)
    ids: list[Int] | None = data_member("Ids", default=None)
    text: str | None = data_member("Text", default=None)


def document(content, root="E"):
    return f'<{root} xmlns="urn:d" {XSI}>{content}</{root}>'


# What ReadObject makes of class D : B with members a, m | b, z, verified on the runtime.
ORDERS = {
    "in order": ("<a>1</a><m>2</m><b>3</b><z>4</z>", (1, 2, 3, 4)),
    "m before a: a is lost": ("<m>2</m><a>1</a>", (0, 2, 0, 0)),
    "derived first: the base's are lost": ("<b>3</b><z>4</z><a>1</a><m>2</m>", (0, 0, 3, 4)),
    "alphabetical over the hierarchy: m is lost": ("<a>1</a><b>3</b><m>2</m><z>4</z>", (1, 0, 3, 4)),
    "in reverse: only the last is read": ("<z>4</z><b>3</b><m>2</m><a>1</a>", (0, 0, 0, 4)),
    "twice: the first wins": ("<a>1</a><a>9</a><m>2</m>", (1, 2, 0, 0)),
    "unknown elements anywhere": ("<x/><a>1</a><y><z>7</z></y><m>2</m><x/>", (1, 2, 0, 0)),
    "another namespace is skipped": ('<a xmlns="urn:other">1</a><m>2</m>', (0, 2, 0, 0)),
    "another case is skipped": ("<A>1</A><m>2</m>", (0, 2, 0, 0)),
    "indented": ("\n  <a>1</a>\n  <m>2</m>\n", (1, 2, 0, 0)),
    "comments between": ("<!-- x --><a>1</a><!-- y --><m>2</m>", (1, 2, 0, 0)),
}


@pytest.mark.parametrize(("content", "expected"), ORDERS.values(), ids=ORDERS)
def test_dotnet_mode_reads_members_in_their_order_and_skips_the_rest(content, expected):
    value = dcxml.loads(document(content), D, mode="dotnet")

    assert expected == (value.a, value.m, value.b, value.z)


LOST = {
    "m before a: a is lost": "a is out of order: it belongs before m, and .NET would lose it",
    "derived first: the base's are lost": "a is out of order: it belongs before b",
    "alphabetical over the hierarchy: m is lost": "m is out of order: it belongs before b",
    "in reverse: only the last is read": "b is out of order: it belongs before z",
    "twice: the first wins": "a occurs twice; .NET would read only the first",
    "another namespace is skipped": (
        "a is in the namespace 'urn:other', but belongs to the namespace 'urn:d'; .NET would lose it"
    ),
}


@pytest.mark.parametrize("case", LOST)
def test_strict_mode_refuses_what_dotnet_would_lose(case):
    with pytest.raises(DecodeError) as caught:
        dcxml.loads(document(ORDERS[case][0]), D)

    assert LOST[case] in str(caught.value)
    assert caught.value.path.startswith("/E/")
    assert 1 == caught.value.line


@pytest.mark.parametrize("mode", ["strict", "dotnet"])
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<a>1</a><c>3</c>", "the required b is missing"),
        ("<a>1</a>", "the required b is missing"),
        ("", "the required b is missing"),
        ("<b>2</b>text", "R contains text, but only elements are allowed"),
        ("<b>2</b><?pi x?>", "a processing instruction is not allowed"),
        ("<b>2<x/></b>", "{urn:d}x is not allowed inside xs:int"),
        (f'<b {XSI} i:nil="true"/>', "nil is not allowed: xs:int cannot be null"),
        (f'<b {XSI} i:nil="bogus">2</b>', "i:nil is 'bogus'"),
        ("<b>two</b>", "b: 'two' is not xs:int"),
        ("<b>99999999999</b>", "b: '99999999999' is not xs:int"),
        ("<b/>", "b: '' is not xs:int"),
    ],
    ids=[
        *("required late", "required missing", "empty", "text", "instruction", "element in a value", "nil value"),
        *("nil bogus", "not a number", "too large", "empty value"),
    ],
)
def test_both_modes_refuse_what_dotnet_refuses(mode, content, reason):
    with pytest.raises(DecodeError) as caught:
        dcxml.loads(document(content, "R"), R, mode=mode)

    assert reason in str(caught.value)


def test_an_absent_member_has_the_default_and_is_told_apart():
    value = dcxml.loads(document("<a>0</a>"), D)

    assert (0, 0) == (value.a, value.m)
    assert (False, True) == (is_absent(value, "a"), is_absent(value, "m"))
    assert document("<a>0</a>") != document("<a>0</a><m>0</m>")
    assert dcxml.dumps(value) == f'<E {XSI} xmlns="urn:d"><a>0</a></E>'.encode()


UNKNOWN = (
    f'<E {XSI} xmlns="urn:d"><x k="1" /><a>1</a><y i:nil="true" /><m>2</m><w xmlns="urn:w"><v>t &amp; u</v></w></E>'
)


def test_unknown_elements_are_kept_in_their_places():
    value = dcxml.loads(UNKNOWN, D)

    assert (1, 2) == (value.a, value.m)
    assert UNKNOWN.encode() == dcxml.dumps(value)


def test_unknown_elements_can_be_ignored():
    value = dcxml.loads(UNKNOWN, D, unknown="ignore")

    assert f'<E {XSI} xmlns="urn:d"><a>1</a><m>2</m></E>'.encode() == dcxml.dumps(value)


def test_unknown_elements_can_be_forbidden():
    with pytest.raises(DecodeError) as caught:
        dcxml.loads(UNKNOWN, D, unknown="forbid")

    assert "x is unknown here" in str(caught.value)
    assert "a or m or b …" == caught.value.expected


ATTRIBUTES = {
    "of the root": f'<E k="v" {XSI} xmlns="urn:d"><a>1</a></E>',
    "of a member": f'<E {XSI} xmlns="urn:d"><a k="v">1</a></E>',
    "with a namespace": f'<E {XSI} xmlns="urn:d"><a p:k="v" xmlns:p="urn:p">1</a></E>',
}


@pytest.mark.parametrize("text", ATTRIBUTES.values(), ids=ATTRIBUTES)
def test_unknown_attributes_are_kept_ignored_or_forbidden(text):
    written = dcxml.dumps(dcxml.loads(text, D))

    assert dcxml.identical(dcxml.loads(text, D), dcxml.loads(written, D))
    assert b'k="v"' in written
    assert b'k="v"' not in dcxml.dumps(dcxml.loads(text, D, unknown="ignore"))
    with pytest.raises(DecodeError, match="is unknown"):
        dcxml.loads(text, D, unknown="forbid")


def test_an_unknown_attribute_without_a_place_is_not_lost_in_silence():
    text = f'<Holder xmlns="urn:d" {XSI}><Ids xmlns:a="{ARRAYS}"><a:int k="1">5</a:int></Ids></Holder>'

    with pytest.raises(DecodeError, match="the unknown attribute k has no place to be kept"):
        dcxml.loads(text, Holder)
    assert [5] == dcxml.loads(text, Holder, unknown="ignore").ids


def test_a_foreign_item_is_refused_in_strict_mode_and_skipped_by_dotnet():
    text = f'<ArrayOfstring xmlns="{ARRAYS}"><string>1</string><long>2</long></ArrayOfstring>'

    with pytest.raises(
        DecodeError, match=r"long is not an item of ArrayOfstring, whose items are string; \.NET would skip it"
    ):
        dcxml.loads(text, list[str])
    assert ["1"] == dcxml.loads(text, list[str], mode="dotnet")
    assert ["1"] == dcxml.loads(text, list[str], unknown="ignore")


@pytest.mark.parametrize("mode", ["strict", "dotnet"])
def test_dotnet_skips_nothing_in_an_array_of_numbers(mode):
    text = f'<ArrayOfint xmlns="{ARRAYS}"><int>1</int><long>2</long></ArrayOfint>'

    with pytest.raises(DecodeError, match="long is not an item of ArrayOfint"):
        dcxml.loads(text, list[Int], mode=mode)


@pytest.mark.parametrize("mode", ["strict", "dotnet"])
def test_nil_and_empty_and_absent_are_three_things(mode):
    nil = dcxml.loads(f'<Holder xmlns="urn:d" {XSI}><Ids i:nil="true"/><Text i:nil="1"/></Holder>', Holder, mode=mode)
    empty = dcxml.loads('<Holder xmlns="urn:d"><Ids/><Text/></Holder>', Holder, mode=mode)
    absent = dcxml.loads('<Holder xmlns="urn:d"/>', Holder, mode=mode)

    assert (None, None) == (nil.ids, nil.text)
    assert ([], "") == (empty.ids, empty.text)
    assert (None, None) == (absent.ids, absent.text)
    assert (False, False, True) == tuple(is_absent(each, "ids") for each in (nil, empty, absent))


def test_a_nil_element_with_content_is_refused_in_strict_mode():
    with pytest.raises(DecodeError, match=r"Text is nil and must be empty; \.NET would lose what is in it"):
        dcxml.loads(f'<Holder xmlns="urn:d" {XSI}><Text i:nil="true">x</Text></Holder>', Holder)


ROOTS = {
    "another name": ('<F xmlns="urn:d"/>', "the root is {urn:d}F, not {urn:d}E"),
    "another namespace": ('<E xmlns="urn:x"/>', "the root E is in the namespace 'urn:x', not in the namespace 'urn:d'"),
    "no namespace": ("<E/>", "the root E is in no namespace, not in the namespace 'urn:d'"),
}


@pytest.mark.parametrize("mode", ["strict", "dotnet"])
@pytest.mark.parametrize(("text", "reason"), ROOTS.values(), ids=ROOTS)
def test_the_root_must_be_the_contracts_own(text, reason, mode):
    with pytest.raises(DecodeError) as caught:
        dcxml.loads(text, D, mode=mode)

    assert reason in str(caught.value)


def test_a_fault_deep_inside_has_its_path_and_line():
    text = f'<Holder xmlns="urn:d" {XSI}>\n<Child>\n<b>2</b>\n<c>x</c></Child></Holder>'

    with pytest.raises(DecodeError) as caught:
        dcxml.loads(text, Holder)

    assert ("/Holder/Child/c", 4, "x", "xs:int") == (
        caught.value.path,
        caught.value.line,
        caught.value.found,
        caught.value.expected,
    )


def test_text_in_pieces_is_one_text():
    value = dcxml.loads(document("<a>1<!-- c -->2</a><m><![CDATA[3]]>4</m>"), D)

    assert (12, 34) == (value.a, value.m)


@pytest.mark.parametrize("choice", [{"mode": "lax"}, {"unknown": "drop"}], ids=["mode", "unknown"])
def test_a_setting_that_does_not_exist_is_refused(choice):
    with pytest.raises(ValueError, match="allowed are"):
        dcxml.loads("<E/>", D, **choice)


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("unknown", ['<b:U i:type="n">1</b:U>', '<b:U i:type="x:QName">n</b:U>'])
def test_a_kept_name_in_no_namespace_takes_no_element_out_of_its_own(unknown, dialect):
    document = f'<b:Kept xmlns:b="urn:b" {XSI} xmlns:x="{XS}"><b:A>1</b:A>{unknown}</b:Kept>'
    value = dcxml.loads(document, Kept)
    with pytest.raises(EncodeError, match="a name in no namespace cannot be written here"):
        dcxml.dumps(value, dialect=dialect)


@data_contract(name="Kept", namespace="urn:b")
class Kept:
    a: Int = data_member("A", default=0)
