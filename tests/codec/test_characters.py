"""Characters that XML 1.0 cannot carry: refused by default, references to them where they are not checked."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dcxml
from dcxml import (
    AnyURI,
    AnyValue,
    DataContractEnum,
    DataContractSerializer,
    DecodeError,
    Dialect,
    EncodeError,
    Int,
    QName,
    XmlElement,
    data_contract,
    data_member,
    enum_member,
)
from dcxml.lexical.characters import XML_INVALID
from dcxml.qname import XS, XSI
from dcxml.validation import validate
from dcxml.xmlio import parsing

REFERENCES = {
    "\0": "&#x0;",
    "\x01": "&#x1;",
    "\x0b": "&#xB;",
    "\x1f": "&#x1F;",
    "\ufffe": "&#xFFFE;",
    "\uffff": "&#xFFFF;",
}


@data_contract(name="Mark", namespace="urn:c")
class Mark(DataContractEnum):
    PLAIN = enum_member("Plain")
    ODD = enum_member("Odd\x01")


@data_contract(name="Held", namespace="urn:c")
class Held:
    any: object | None = data_member("Any", default=None)
    by_name: dict[str, str | None] | None = data_member("ByName", default=None)
    mark: Mark = data_member("Mark", default=Mark.PLAIN)
    name: QName | None = data_member("Name", default=None)
    number: Int = data_member("Number", default=0)
    numbers: list[Int] | None = data_member("Numbers", default=None)
    text: str | None = data_member("Text", default=None)
    texts: list[str | None] | None = data_member("Texts", default=None)
    uri: AnyURI | None = data_member("Uri", default=None)


def held(inner: str, attributes: str = "") -> str:
    return f'<Held xmlns="urn:c" xmlns:i="{XSI}" xmlns:x="{XS}"{attributes}>{inner}</Held>'


def read(document: str | bytes, **reading):
    return dcxml.loads(document, Held, **({"check_characters": False} | reading))


texts = st.text(st.sampled_from([*REFERENCES, "\x08", "\r", "\n", "a", " ", "&", "<", ">", '"', "é", "😀", "\ue000"]))
values = st.builds(
    Held,
    any=st.none() | texts,
    by_name=st.none() | st.dictionaries(texts, st.none() | texts),
    mark=st.sampled_from(Mark),
    name=st.none() | texts.filter(bool).map(lambda namespace: QName(namespace, "n")),
    text=st.none() | texts,
    texts=st.none() | st.lists(st.none() | texts),
    uri=st.none() | texts.map("u".__add__),
)
unchecked = [{"check_characters": False}, {"mode": "dotnet"}]


@settings(deadline=None)  # the codec is compiled in the first
@given(values, st.sampled_from(Dialect), st.sampled_from(unchecked))
def test_what_is_not_checked_survives_encoding_and_decoding(value, dialect, reading):
    data = dcxml.dumps(value, dialect=dialect, check_characters=False)
    assert dcxml.identical(value, dcxml.loads(data, Held, **reading))


@settings(deadline=None)
@given(values, st.sampled_from(Dialect))
def test_without_such_characters_the_setting_changes_nothing(value, dialect):
    unchecked = dcxml.dumps(value, dialect=dialect, check_characters=False)
    if any(reference in unchecked.decode() for reference in [*REFERENCES.values(), "&#x8;"]):
        with pytest.raises(EncodeError, match=r"not a character of XML 1\.0"):
            dcxml.dumps(value, dialect=dialect)
    else:
        assert unchecked == dcxml.dumps(value, dialect=dialect)
        assert dcxml.identical(dcxml.loads(unchecked, Held), read(unchecked))


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("character", REFERENCES, ids=ascii)
def test_a_character_is_written_as_a_reference(character, dialect):
    value = Held(text=f"a{character}b", any=character, by_name={character: None}, texts=[character])
    data = dcxml.dumps(value, dialect=dialect, check_characters=False).decode()
    assert f">a{REFERENCES[character]}b<" in data
    assert 3 == data.count(f">{REFERENCES[character]}<")
    with pytest.raises(EncodeError, match=f"U\\+{ord(character):04X}"):
        dcxml.dumps(value, dialect=dialect)


@pytest.mark.parametrize("mode", ["strict", "dotnet"])
def test_a_serializer_keeps_the_setting(mode):
    serializer = DataContractSerializer(str, mode=mode, check_characters=False)
    assert serializer.check_characters is False
    assert "\x01" == serializer.loads(serializer.dumps("\x01"))


def test_a_lone_surrogate_is_lost_in_the_text_dialect_and_refused_in_the_other():
    assert b">a\xef\xbf\xbdb<" in dcxml.dumps("a\ud83db", str, dialect=Dialect.TEXT, check_characters=False)
    with pytest.raises(EncodeError, match=r"U\+D83D is half of a surrogate pair"):
        dcxml.dumps("a\ud83db", str, check_characters=False)


def test_two_surrogates_in_a_row_are_one_character():
    for dialect in Dialect:
        assert "😀" in dcxml.dumps("\ud83d\ude00", str, dialect=dialect, check_characters=False).decode()


def test_a_name_may_hold_a_control_in_the_text_dialect_alone():
    value = Held(name=QName("urn:n", "a\x01"))
    data = dcxml.dumps(value, dialect=Dialect.TEXT, check_characters=False)
    assert b">a:a&#x1;<" in data
    assert value == dcxml.loads(data, Held, mode="dotnet")
    with pytest.raises(EncodeError, match="no name in XML"):
        dcxml.dumps(value, check_characters=False)


READ = {
    "hexadecimal": ("&#x1;", "\x01"),
    "decimal": ("&#1;", "\x01"),
    "padded": ("&#x0000000000000001;", "\x01"),
    "zero": ("&#0;", "\0"),
    "lower case": ("&#xfffe;", "\ufffe"),
    "without digits": ("&#;", "\0"),
    "without hexadecimal digits": ("&#x;", "\0"),
    "a pair of surrogates": ("&#xD83D;&#xDE00;", "😀"),
    "a pair around a comment": ("&#xD83D;<!-- -->&#xDE00;", "😀"),
    "a lone surrogate": ("a&#xD83D;b", "a\ud83db"),
    "surrogates the wrong way round": ("&#xDE00;&#xD83D;", "\ude00\ud83d"),
    "a control in CDATA": ("<![CDATA[\x01&#x1;]]>", "\x01&#x1;"),
    "CDATA beside a reference": ("<![CDATA[&#x1;]]>&#x1;", "&#x1;\x01"),
    "a reference in a comment": ("<!-- &#x1; -->&#x2;", "\x02"),
    "an escaped ampersand": ("&amp;#x1;&#x2;", "&#x1;\x02"),
    "private use": ("\ue000&#xE001;&#57346;\ue003&#x1;", "\ue000\ue001\ue002\ue003\x01"),
}


@pytest.mark.parametrize("reading", unchecked, ids=["strict", "dotnet"])
@pytest.mark.parametrize(("written", "expected"), READ.values(), ids=READ)
def test_a_reference_is_read(written, expected, reading):
    document = held(f"<Text>{written}</Text>")
    assert expected == dcxml.loads(document, Held, **reading).text
    assert expected == dcxml.loads(document.encode("utf-16"), Held, **reading).text


REFUSED = {
    "a control as it is": "<Text>\x01</Text>",
    "a control beside a reference": "<Text>&#x1;\x01</Text>",
    "U+FFFE as it is, in CDATA": "<Text><![CDATA[\ufffe]]>&#xFFFE;</Text>",
    "a control in a comment": "<!-- \x01 --><Text>&#x1;</Text>",
    "a control in an attribute": '<Text y="\x01">&#x1;</Text>',
    "beyond Unicode": "<Text>&#x110000;&#x1;</Text>",
    "an X in upper case": "<Text>&#X1;</Text>",
    "a sign": "<Text>&#+1;</Text>",
    "hexadecimal digits of a decimal": "<Text>&#1F;</Text>",
    "without semicolon": "<Text>&#x1</Text>",
    "in a name": "<Text&#x1;>a</Text&#x1;>",
    "around an attribute's name": '<Text &#x1;y="">a</Text>',
    "between elements": "<Number>1</Number>&#x1;<Text>a</Text>",
    "in a number": "<Number>1&#x1;</Number>",
    "in i:nil": '<Text i:nil="true&#x1;"/>',
    "in i:type": '<Any i:type="x:int&#x1;">5</Any>',
    "in the namespace of i:type": '<Any i:type="p:int" xmlns:p="u&#x1;">5</Any>',
    "in an enumeration": "<Mark>Plain&#x1;</Mark>",
}


@pytest.mark.parametrize("reading", unchecked, ids=["strict", "dotnet"])
@pytest.mark.parametrize("inner", REFUSED.values(), ids=REFUSED)
def test_what_dotnet_does_not_read_is_refused(inner, reading):
    with pytest.raises(DecodeError):
        dcxml.loads(held(inner), Held, **reading)


@pytest.mark.parametrize("dialect", Dialect)
def test_unknown_elements_and_attributes_go_back_as_they_came(dialect):
    document = held(
        '<Text y="&#x1;">a</Text><p:Odd xmlns:p="urn:&#x2;" p:z="&#x3;&quot;">&#x4;'
        '<p:In i:type="p:t">&#x5;</p:In></p:Odd>',
        ' q="&#x6;"',
    )
    value = read(document)
    data = dcxml.dumps(value, dialect=dialect, check_characters=False)
    for reference in ('y="&#x1;"', '"urn:&#x2;"', ':z="&#x3;&quot;"', ">&#x4;<", ">&#x5;<", 'q="&#x6;"'):
        assert reference in data.decode()
    assert data == dcxml.dumps(read(data), dialect=dialect, check_characters=False)


def test_a_fault_tells_the_characters_of_the_document_and_its_place():
    with pytest.raises(DecodeError) as caught:
        read(held("\n<Number>1&#x1;</Number>"))
    assert ("1\x01", "/Held/Number", 2) == (caught.value.found, caught.value.path, caught.value.line)


@pytest.mark.parametrize(
    ("inner", "place"),
    [
        pytest.param("\n<Text>&#x1;</Txt>", (2, 18), id="behind one on its line"),
        pytest.param(
            "<Text>&#x1;</Text>\n<Any>&#xFFFE;é&#x0002;</An>", (2, 28), id="behind two of another line and two"
        ),
        pytest.param("<Text>&#x1;\n</Txt>", (2, 7), id="behind none on its line"),
        pytest.param("<Text>\n<!-- &#x1; --><![CDATA[\x01]]>&#x1;</Txt>", (2, 39), id="behind comment and CDATA"),
    ],
)
def test_a_fault_of_the_xml_has_its_place_in_the_document_as_it_was(inner, place):
    # What libxml2 says where the references are to characters that XML has.
    ordinary = inner.replace("&#x1;", "&#x9;").replace("&#xFFFE;", "&#xFFFD;").replace("2;", "9;").replace("\x01", "\t")
    for document, reading in ((inner, {}), (ordinary, {"check_characters": True})):
        with pytest.raises(DecodeError, match="tag mismatch") as caught:
            read(held(document), **reading)
        assert place == (caught.value.line, caught.value.column)


def test_by_default_such_a_document_is_refused_in_plain_words():
    with pytest.raises(DecodeError) as caught:
        dcxml.loads(held("\n <Text>a&#x1F;</Text>"), Held)
    assert (
        "&#x1F; refers to U+001F, which is no character of XML 1.0; .NET reads it, and so does check_characters=False"
        " (line 2, column 9)"
    ) == str(caught.value)
    assert "&#x1F;" == caught.value.found


@pytest.mark.parametrize(
    "inner", ["<Text>a</Txt>\n&#x1;", "<Text>a\x01</Text>", "<!-- &#x1; --><Text>&#x110000;</Text>"],
    ids=["another fault before", "a control as it is", "a reference in a comment"],
)  # fmt: skip
def test_by_default_another_fault_is_told_as_it_is(inner):
    with pytest.raises(DecodeError, match="not well-formed"):
        dcxml.loads(held(inner), Held)


@data_contract(name="Row", namespace="urn:row")
class Row:
    number: Int = data_member("Number", default=0)
    text: str | None = data_member("Text", default=None)


def test_validate_says_it_plainly_and_goes_on():
    document = '<Row xmlns="urn:row"><Number>x</Number>\n<Text>&#x1;</Text></Row>'
    character, number = validate(document, dcxml.contracts_of(Row))
    assert ("DC020", 2, 7) == (character.code, character.line, character.column)
    assert "&#x1; refers to U+0001, which is no character of XML 1.0" in character.message
    assert ("DC031", 1, 22) == (number.code, number.line, number.column)


FACETS = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:f" targetNamespace="urn:f"
  elementFormDefault="qualified"><xs:simpleType name="Two"><xs:restriction base="xs:string"><xs:length value="2"/>
  </xs:restriction></xs:simpleType><xs:complexType name="F"><xs:sequence><xs:element name="V" type="Two"/></xs:sequence>
  </xs:complexType><xs:element name="F" nillable="true" type="F"/></xs:schema>"""


def test_facets_count_such_a_character_as_any_other(tmp_path):
    (tmp_path / "f.xsd").write_text(FACETS, "utf-8")
    cls = dcxml.build_classes(dcxml.read_schemas(tmp_path))["{urn:f}F"]
    value = dcxml.loads('<F xmlns="urn:f"><V>a&#x1;</V></F>', cls, check_characters=False)
    assert b"<V>a&#x1;</V>" in dcxml.dumps(value, check_characters=False)
    with pytest.raises(DecodeError, match="length allows a length of 2"):
        dcxml.loads('<F xmlns="urn:f"><V>ab&#x1;</V></F>', cls, check_characters=False)


def test_an_any_value_and_an_empty_document_are_read_too():
    assert AnyValue("u\x01", QName(XS, "anyURI")) == read(held('<Any i:type="x:anyURI">u&#x1;</Any>')).any
    assert "a\x01" == read(held("<Any>a&#x1;</Any>")).any


def test_dotnet_does_not_look_at_the_attributes_of_numbers_beside_such_a_character_either():
    item = '<a:int xmlns:a="http://schemas.microsoft.com/2003/10/Serialization/Arrays" i:nil="true" y="&#x1;">5</a:int>'
    for document in (held(f"<Numbers>{item}</Numbers>"), held(f"<Numbers>{item}</Numbers>".replace("&#x1;", ""))):
        assert [5] == dcxml.loads(document, Held, mode="dotnet", unknown="ignore").numbers


def test_indentation_leaves_such_texts_alone():
    data = dcxml.dumps(Held(text="\x01"), indent=2, check_characters=False)
    assert b"\n  <Text>&#x1;</Text>\n" in data
    assert "\x01" == read(data).text


def test_an_ordinary_document_is_not_looked_through(monkeypatch):
    def never(_octets: bytes) -> None:
        raise AssertionError

    monkeypatch.setattr(parsing, "put_stand_ins", never)
    monkeypatch.setattr(parsing, "strange_reference", never)
    assert "a&\t" == read(held("<Text>a&amp;&#x9;</Text>")).text
    with pytest.raises(DecodeError):
        read(held("<Text>a</Txt>"))


# Hostile documents

HOSTILE = {
    "references in a text": lambda n: f"<Text>{'&#x1;' * n}</Text>",
    "references in an attribute": lambda n: f'<Text y="{"&#x1;" * n}">a</Text>',
    "elements": lambda n: f"<Odd>{'<a>&#x1;</a>' * n}</Odd>",
    "a fault behind references": lambda n: f"<Text>{'&#x1;' * n}</Txt>",
    "comments that do not end": lambda n: f"<Text>&#x1;{'<!--' * n}</Text>",
    "CDATA sections that do not end": lambda n: f"<Text>&#x1;{'<![CDATA[' * n}</Text>",
    "instructions that do not end": lambda n: f"<Text>&#x1;{'<?' * n}</Text>",
    "references that do not end": lambda n: f"<Text>&#x1;{'&#1' * n}</Text>",
    "digits": lambda n: f"<Text>&#x1;&#{'1' * n};</Text>",
    "zeros": lambda n: f"<Text>&#x{'0' * n}1;</Text>",
    "surrogates": lambda n: f"<Text>{'&#xD83D;' * n}</Text>",
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_no_faster_than_the_document(make):
    def seconds(n: int) -> float:
        document, start = held(make(n)), time.process_time()
        for reading in ({}, {"check_characters": True}):
            with contextlib.suppress(DecodeError):
                read(document, **reading)
        return time.process_time() - start

    small = min(seconds(10_000) for _ in range(3))
    assert seconds(100_000) < 30 * small + 0.5


def test_a_million_references_are_read():
    assert 1_000_000 == len(read(held(f"<Text>{'&#x1;' * 1_000_000}</Text>")).text)


def test_a_document_of_all_private_use_characters_leaves_none_to_stand_in():
    every = "".join(map(chr, (*range(0xE000, 0xF900), *range(0xF0000, 0xFFFFE), *range(0x100000, 0x10FFFE))))
    assert every == read(held(f"<Text>{every}</Text>")).text
    with pytest.raises(DecodeError, match="every private-use character"):
        read(held(f"<Text>{every}&#x1;</Text>"))
    assert f"\x01{every[1:]}" == read(held(f"<Text>&#x1;{every[1:]}</Text>")).text


def test_the_table_of_references_is_of_what_xml_does_not_have():
    assert all(XML_INVALID.fullmatch(character) for character in REFERENCES)


@data_contract(name="Holder", namespace="urn:c")
class Holder:
    xml: XmlElement | None = data_member("Xml", default=None)


def test_a_fragment_cannot_hold_them():
    document = b'<Holder xmlns="urn:c"><Xml><a>&#x1;</a></Xml></Holder>'
    with pytest.raises(DecodeError, match="XML"):
        DataContractSerializer(Holder, check_characters=False).loads(document)
