"""One document in every encoding of .NET's text reader: whatever dcxml does with it, the encoding changes nothing.

The reader tells UTF-8, and UTF-16 of either byte order, by a byte order mark or by what ``<`` is.
"""

from __future__ import annotations

import codecs
import time

import pytest
from lxml import etree

import dcxml
from dcxml.cli.fix.patch import patch
from dcxml.cli.roundtrip.comparison import wire_text
from dcxml.derivation.page import read_page
from dcxml.document_encoding import encoding_of
from dcxml.fixing.source import Edit, Source
from dcxml.qname import XSI
from dcxml.reporting.document_lines import DocumentLines
from dcxml.validation.faults import Spot
from dcxml.validation.positions import Positions
from dcxml.xmlio import parse_document
from support.shop import CONTRACTS, SHOP, order

BODY = order("<State>ä open 🜁</State>", "<state>Open</state>", "<When>2025-12-15</When>")
ENCODINGS = [
    pytest.param("utf-8", b"", id="UTF-8"),
    pytest.param("utf-8", codecs.BOM_UTF8, id="UTF-8 with a mark"),
    pytest.param("utf-16-le", b"", id="UTF-16, little-endian"),
    pytest.param("utf-16-be", b"", id="UTF-16, big-endian"),
    pytest.param("utf-16-le", codecs.BOM_UTF16_LE, id="UTF-16, little-endian with a mark"),
    pytest.param("utf-16-be", codecs.BOM_UTF16_BE, id="UTF-16, big-endian with a mark"),
]
every_encoding = pytest.mark.parametrize(("name", "mark"), ENCODINGS)


def declared(name, body=BODY):
    return f'<?xml version="1.0" encoding="{name[:6].rstrip("-")}"?>\n{body}'


@every_encoding
def test_the_first_octets_tell_the_encoding(name, mark):
    text = declared(name)
    data = mark + text.encode(name)

    found = encoding_of(data)

    assert (name, mark) == (found.name, found.mark)
    assert found == encoding_of(data[:3])
    assert text == found.text_of(data)
    assert text.encode() == found.utf8_of(data)
    assert data == found.octets_of(text.encode())


def test_text_is_as_if_in_utf_8_and_what_begins_with_neither_is_utf_8():
    assert encoding_of("\ufeff<a/>") == encoding_of("\ufeff<a/>".encode())
    assert encoding_of("<\0") == encoding_of("<a/>") == encoding_of(b"") == encoding_of(b"<")


@every_encoding
def test_a_document_is_parsed_and_compared_alike(name, mark):
    text = declared(name)
    data = mark + text.encode(name)

    assert etree.tostring(parse_document(BODY)) == etree.tostring(parse_document(data))
    assert wire_text(BODY) == wire_text(data)


@every_encoding
def test_findings_are_the_same_but_for_offsets_which_are_of_the_document(name, mark):
    text = declared(name)
    data = mark + text.encode(name)
    of_text = list(dcxml.validate(text, CONTRACTS))
    assert of_text

    found = list(dcxml.validate(data, CONTRACTS))

    assert list(map(str, of_text)) == list(map(str, found))
    octets = text.encode()
    for one, other in zip(of_text, found, strict=True):
        assert octets[one.offset : one.end_offset].decode() == data[other.offset : other.end_offset].decode(name)


@every_encoding
def test_what_dotnet_writes_has_no_note_in_any_encoding(name, mark):
    body = f'<Line xmlns:i="{XSI}" xmlns="{SHOP}"><Count>1</Count><Price>2</Price></Line>'
    data = mark + declared(name, body).encode(name)

    assert [] == list(dcxml.validate(body, CONTRACTS, canonical=True))
    assert [] == list(dcxml.validate(data, CONTRACTS, canonical=True))


@every_encoding
def test_a_document_is_put_right_in_its_own_encoding(name, mark):
    text = declared(name)
    data = mark + text.encode(name)
    put_right = dcxml.fix(text, CONTRACTS).data
    assert put_right != text

    fixed = dcxml.fix(data, CONTRACTS).data

    assert mark + put_right.encode(name) == fixed
    assert patch(text.encode(), put_right.encode(), name="a.xml") == patch(data, fixed, name="a.xml").replace(
        "\ufeff", ""
    )
    assert data == Source.of(data).edited([])
    assert mark + "<b/>".encode(name) == Source.of(mark + "<a/>".encode(name)).edited([Edit(1, 2, b"b")])


@every_encoding
def test_lines_are_shown_alike(name, mark):
    text = declared(name)
    data = mark + text.encode(name)
    expected, lines = DocumentLines(text), DocumentLines(data)
    at = len(mark) + len(text[: text.index("🜁")].encode(name))

    assert [expected.line(each) for each in range(9)] == [lines.line(each) for each in range(9)]
    assert (text.index("🜁"), 1) == lines.characters(at, at + len("🜁".encode(name)))


@every_encoding
def test_a_page_is_read_alike(name, mark, tmp_path):
    path = tmp_path / "page.txt"
    path.write_bytes(mark + declared("utf-8").encode(name))

    assert declared("utf-8").split("\n") == [line.text for line in read_page(path).lines]


@every_encoding
def test_places_are_asked_for_in_any_order(name, mark):
    text = declared(name)
    data = mark + text.encode(name)
    rising, falling = Positions(data), Positions(data)
    numbers = range(len(rising))

    spans = [rising.span(number, Spot.ELEMENT) for number in numbers]

    assert spans == [falling.span(number, Spot.ELEMENT) for number in reversed(numbers)][::-1]
    for span in spans:
        assert data[span.offset : span.end_offset].decode(name).startswith("<")


def test_the_places_of_a_document_in_utf_16_take_time_in_proportion():
    def seconds(count):
        positions = Positions(f"<a>{'<b/>' * count}</a>".encode("utf-16"))
        before = time.process_time()
        for number in range(1, count + 1):
            positions.span(number, Spot.ELEMENT)
        return time.process_time() - before

    few, many = (min(seconds(count) for _ in range(3)) for count in (4_000, 64_000))

    assert many < 32 * few  # the square would be 256 times
