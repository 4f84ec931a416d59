"""Characters that XML 1.0 cannot carry, as .NET's text reader and both of its writers have them."""

from __future__ import annotations

import os
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import dcxml
from dcxml import (
    AnyURI,
    Byte,
    Char,
    DataContractEnum,
    DateTime,
    DecodeError,
    Dialect,
    Double,
    Duration,
    EncodeError,
    Float,
    Guid,
    Int,
    Long,
    QName,
    UnsignedLong,
    contracts_of,
    data_contract,
    data_member,
    enum_member,
)
from dcxml.qname import XS, XSI
from support import dotnet

pytestmark = pytest.mark.dotnet

judged = settings(max_examples=200, deadline=None, derandomize="CI" in os.environ)


@pytest.fixture(scope="module", autouse=True)
def _runtime() -> None:
    dotnet.require()


@data_contract(name="Mark", namespace="urn:c")
class Mark(DataContractEnum):
    PLAIN = enum_member("Plain")
    ODD = enum_member("Odd\x01")


@data_contract(name="Held", namespace="urn:c")
class Held:
    any: object | None = data_member("Any", default=None)
    by_name: dict[str, Int] | None = data_member("ByName", default=None)
    mark: Mark = data_member("Mark", default=Mark.PLAIN)
    name: QName | None = data_member("Name", default=None)
    text: str | None = data_member("Text", default=None)
    texts: list[str | None] | None = data_member("Texts", default=None)
    uri: AnyURI | None = data_member("Uri", default=None)


HELD = QName("urn:c", "Held")


@pytest.fixture(scope="module")
def types() -> dotnet.ClrTypes:
    return dotnet.clr_types(contracts_of(Held))


def document(inner: str) -> bytes:
    return f'<Held xmlns="urn:c" xmlns:i="{XSI}" xmlns:x="{XS}">{inner}</Held>'.encode()


# A carriage return is lost in XmlWriter's dialect, and a URI written in canonical form; both have tests of their own.
characters = st.sampled_from(
    [*map(chr, [*range(9), 0xB, 0xC, *range(0xE, 0x20), 0xFFFE, 0xFFFF]), *'\n\ta &<"😀\ue000']
)
texts = st.text(characters)
values = st.builds(
    Held,
    any=st.none() | texts,
    by_name=st.none() | st.dictionaries(texts, st.just(1)),
    mark=st.sampled_from(Mark),
    name=st.none() | texts.map(lambda text: QName(f"urn:{text}", "n")),
    text=st.none() | texts,
    texts=st.none() | st.lists(st.none() | texts),
)


@judged
@given(values, st.sampled_from(Dialect))
def test_dotnet_reads_references_and_writes_the_same_bytes(
    types: dotnet.ClrTypes, value: Held, dialect: Dialect
) -> None:
    data = dcxml.dumps(value, dialect=dialect, check_characters=False)
    assert data == types.read_write(data, HELD, dialect=dialect)


def test_dotnet_escapes_such_characters_of_a_uri_and_dcxml_keeps_its_text(types: dotnet.ClrTypes) -> None:
    data = dcxml.dumps(Held(uri="http://a/\x01"), dialect=Dialect.TEXT, check_characters=False)
    assert b"<Uri>http://a/&#x1;</Uri>" in data
    assert b"<Uri>http://a/%01</Uri>" in types.read_write(data, HELD, dialect="text")


SURROGATES = {
    "high": ("a&#xD83D;b", "a\ufffdb"),
    "low": ("&#xDE00;", "\ufffd"),
    "the wrong way round": ("&#xDE00;&#xD83D;", "\ufffd\ufffd"),
    "high before a pair": ("&#xD83D;&#xD83D;&#xDE00;", "\ufffd😀"),
}


@pytest.mark.parametrize(("written", "text"), SURROGATES.values(), ids=SURROGATES)
def test_a_lone_surrogate_is_replaced_by_one_writer_and_refused_by_the_other(
    types: dotnet.ClrTypes, written: str, text: str
) -> None:
    data = document(f"<Text>{written}</Text>")
    value = dcxml.loads(data, Held, mode="dotnet")
    assert f"<Text>{text}</Text>".encode() in types.read_write(data, HELD, dialect="text")
    assert f"<Text>{text}</Text>".encode() in dcxml.dumps(value, dialect=Dialect.TEXT, check_characters=False)
    with pytest.raises(dotnet.DotnetError, match="surrogate"):
        types.read_write(data, HELD, dialect="xmlwriter")
    with pytest.raises(EncodeError, match="surrogate"):
        dcxml.dumps(value, check_characters=False)


def test_a_name_with_a_control_is_written_by_the_text_writer_alone(types: dotnet.ClrTypes) -> None:
    data = document('<Name xmlns:p="urn:p">p:n&#x1;</Name>')
    value = dcxml.loads(data, Held, mode="dotnet")
    name = b'<q:Name xmlns:q="urn:c" xmlns:a="urn:p">a:n&#x1;</q:Name>'
    assert name in types.read_write(data, HELD, dialect="text")
    assert name in dcxml.dumps(value, dialect=Dialect.TEXT, check_characters=False)
    with pytest.raises(dotnet.DotnetError, match="Invalid name character"):
        types.read_write(data, HELD, dialect="xmlwriter")
    with pytest.raises(EncodeError, match="no name in XML"):
        dcxml.dumps(value, check_characters=False)


PARTS = [
    "&#x1;", "&#1;", "&#0;", "&#x;", "&#;", "&#x000B;", "&#xfFfE;", "&#65535;", "&#x110000;", "&#x1F600;", "&#X1;",
    "&#1F;", "&#-1;", "&#x1", "&#99999999999999999999;", "&#x9;", "&#x20;", "&amp;#x1;", "a", " ", "\ue000", "&#xE000;",
    "\x01", "\0", "\ufffe", "<!-- &#x1; -->", "<!--\x01-->", "<![CDATA[&#x1;]]>", "<![CDATA[\x01\0]]>",
    "<![CDATA[\ufffe]]>",
]  # fmt: skip
PLACES = {
    "a text": "<Text>{}</Text>",
    "an object": '<Any i:type="x:string">{}</Any>',
    "an item": '<Texts xmlns:a="http://schemas.microsoft.com/2003/10/Serialization/Arrays"><a:string>{}</a:string></Texts>',
    "an enumeration": "<Mark>Odd{}</Mark>",
    "a URI": "<Uri>u{}</Uri>",
    "an object without type": "<Any>{}</Any>",
    "an unknown element": "<Odd><In>{}</In></Odd>",
    "between elements": "<Mark>Plain</Mark>{}<Text>a</Text>",
}
IN_ATTRIBUTES = {
    "an attribute": '<Text y="{}">a</Text>',
    "i:nil": '<Text i:nil="true{}"/>',
    "i:type": '<Any i:type="x:int{}">5</Any>',
    "a namespace": '<Text xmlns:p="urn:{}">a</Text>',
    "the namespace of i:type": '<Any xmlns:p="urn:{}" i:type="p:int">5</Any>',
    "an unknown element's namespace": '<p:Odd xmlns:p="urn:{}">a</p:Odd>',
}


def read(data: bytes, cls: Any) -> tuple[Any, str | None]:
    """Return what dcxml reads as .NET does, and why it does not."""
    try:
        return dcxml.loads(data, cls, mode="dotnet", unknown="ignore"), None
    except DecodeError as error:
        return None, str(error)


def verdicts_agree(types: dotnet.ClrTypes, data: bytes) -> None:
    value, refusal = read(data, Held)
    verdict = types.read(data, HELD)
    assert (refusal is None) == verdict.is_accepted, (data, refusal, verdict)
    if refusal is None and value.uri is None:
        ours = dcxml.dumps(value, dialect=Dialect.TEXT, check_characters=False)
        assert types.read_write(ours, HELD, dialect="text") == types.read_write(data, HELD, dialect="text")


@judged
@given(st.sampled_from([*PLACES.values()]), st.lists(st.sampled_from(PARTS), max_size=4).map("".join))
@example(PLACES["an enumeration"], "&#x1;")
@example(PLACES["between elements"], "&#x20;")
@example(PLACES["an object without type"], " ")
@example(PLACES["an object without type"], "&#x20;")
def test_dcxml_reads_a_text_exactly_where_dotnet_does(types: dotnet.ClrTypes, place: str, text: str) -> None:
    verdicts_agree(types, document(place.format(text)))


@judged
@given(
    st.sampled_from([*IN_ATTRIBUTES.values()]),
    st.lists(st.sampled_from([part for part in PARTS if "<" not in part]), max_size=4).map("".join),
)
def test_dcxml_reads_an_attribute_exactly_where_dotnet_does(types: dotnet.ClrTypes, place: str, text: str) -> None:
    verdicts_agree(types, document(place.format(text)))


@data_contract(name="Simple", namespace="urn:c")
class Simple:
    boolean: bool = data_member("Boolean", default=False)
    byte: Byte = data_member("Byte", default=0)
    character: Char = data_member("Char", default="\0")
    decimal: Decimal = data_member("Decimal", default=Decimal(0))
    double: Double = data_member("Double", default=0.0)
    duration: Duration = data_member("Duration", default=Duration())
    float_: Float = data_member("Float", default=0.0)
    guid: Guid = data_member("Guid", default=UUID(int=0))
    int_: Int = data_member("Int", default=0)
    long: Long = data_member("Long", default=0)
    octets: bytes | None = data_member("Octets", default=None)
    unsigned: UnsignedLong = data_member("Unsigned", default=0)
    when: DateTime = data_member("When", default=DateTime.min)


@pytest.fixture(scope="module")
def simple() -> dotnet.ClrTypes:
    return dotnet.clr_types(contracts_of(Simple))


SIMPLE = {
    "Boolean": "true", "Byte": "5", "Char": "5", "Decimal": "5.0", "Double": "5", "Duration": "PT5S", "Float": "5",
    "Guid": "aabbccdd-eeff-0011-2233-445566778899", "Int": "5", "Long": "5", "Octets": "AQ==", "Unsigned": "5",
    "When": "2025-01-01T00:00:00",
}  # fmt: skip
NEAR = [f"&#x{code:X};" for code in (0, 1, 0x8, 0x9, 0xB, 0xC, 0xE, 0x1C, 0x1F, 0x20, 0x85, 0xA0, 0xFFFE)]


@judged
@given(
    st.characters(min_codepoint=0x80, exclude_categories=["Cs"]),
    st.sampled_from(["<x{}/>", "<Octets x{}='1'/>", "<Octets xmlns:x{}='u'/>"]),
)
@example("\u0370", "<x{}/>")
@example("\U0001f600", "<Octets xmlns:x{}='u'/>")
@example("\u00e9", "<Octets x{}='1'/>")
def test_a_name_is_refused_exactly_where_dotnet_refuses_it(simple: dotnet.ClrTypes, character: str, place: str) -> None:
    data = f'<Simple xmlns="urn:c">{place.format(character)}</Simple>'.encode()
    findings = dcxml.validate(data, contracts_of(Simple))
    assert (
        all(finding.facts.readable for finding in findings) == simple.read(data, QName("urn:c", "Simple")).is_accepted
    )


@judged
@given(
    st.sampled_from([*SIMPLE]),
    st.lists(st.sampled_from(NEAR), max_size=2).map("".join),
    st.lists(st.sampled_from(NEAR), max_size=3).map("".join),
)
@example("Int", "", "&#x0;&#x0;")
@example("Int", "&#xB;", "&#xC;&#x0;")
@example("Int", "", "&#x0;&#xB;")
@example("Double", "", "&#x20;&#x0;")
@example("Double", "", "&#x0;&#x20;")
@example("Float", "", "&#x20;&#x0;")
@example("Float", "", "&#x0;&#x20;")
def test_dcxml_reads_a_simple_value_exactly_where_dotnet_does(
    simple: dotnet.ClrTypes, name: str, before: str, behind: str
) -> None:
    data = f'<Simple xmlns="urn:c"><{name}>{before}{SIMPLE[name]}{behind}</{name}></Simple>'.encode()
    _, refusal = read(data, Simple)
    assert (refusal is None) == simple.read(data, QName("urn:c", "Simple")).is_accepted, refusal
