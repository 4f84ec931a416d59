"""Lines, columns and offsets of elements, whatever the encoding."""

from __future__ import annotations

import pytest

from dcxml.validation.faults import Spot
from dcxml.validation.positions import Positions, Span

DOCUMENT = '<a x="é">\n  <b/>é😀<c>\r\n\t<d/></c>\n</a>'
STARTS = [(1, 1), (2, 3), (2, 9), (3, 2)]
ENCODINGS = [
    pytest.param(DOCUMENT, "utf-8", id="str"),
    pytest.param("\ufeff" + DOCUMENT, "utf-8", id="str with a mark"),
    pytest.param(DOCUMENT.encode(), "utf-8", id="utf-8"),
    pytest.param(DOCUMENT.encode("utf-8-sig"), "utf-8", id="utf-8 with a mark"),
    pytest.param(bytearray(DOCUMENT.encode()), "utf-8", id="bytearray"),
    pytest.param(memoryview(DOCUMENT.encode()), "utf-8", id="memoryview"),
    pytest.param(DOCUMENT.encode("utf-16"), "utf-16-le", id="utf-16 with a mark"),
    pytest.param(DOCUMENT.encode("utf-16-le"), "utf-16-le", id="utf-16-le"),
    pytest.param(DOCUMENT.encode("utf-16-be"), "utf-16-be", id="utf-16-be"),
]


def starts(data):
    positions = Positions(data)
    return [positions.start(number) for number in range(len(positions))]


@pytest.mark.parametrize(("data", "encoding"), ENCODINGS)
def test_positions_count_lines_and_characters_from_one(data, encoding):
    del encoding
    assert STARTS == starts(data)


@pytest.mark.parametrize(("data", "encoding"), ENCODINGS)
@pytest.mark.parametrize(
    ("number", "spot", "text"),
    [
        pytest.param(0, Spot.ELEMENT, DOCUMENT, id="root"),
        pytest.param(0, Spot.START_TAG, '<a x="é">', id="start tag"),
        pytest.param(1, Spot.ELEMENT, "<b/>", id="empty"),
        pytest.param(1, Spot.CONTENT, "<b/>", id="content of an empty element"),
        pytest.param(2, Spot.ELEMENT, "<c>\r\n\t<d/></c>", id="branch"),
        pytest.param(2, Spot.CONTENT, "\r\n\t<d/>", id="content"),
    ],
)
def test_offsets_cut_the_very_bytes_out_of_the_document(data, encoding, number, spot, text):
    span = Positions(data).span(number, spot)
    octets = data.encode() if isinstance(data, str) else bytes(data)
    assert text == octets[span.offset : span.end_offset].decode(encoding)


def test_the_end_is_behind_the_last_character():
    positions = Positions(DOCUMENT)
    assert Span(2, 9, 23, 3, 10, 37) == positions.span(2)
    assert Span(2, 12, 26, 3, 6, 33) == positions.span(2, Spot.CONTENT)


def test_a_start_tag_ends_at_the_first_greater_than_sign_outside_quotes():
    data = """<a x=">" y='"/>'   >t</a>"""
    assert Span(1, 1, 0, 1, 21, 20) == Positions(data).span(0, Spot.START_TAG)


def test_comments_instructions_and_cdata_are_passed_over():
    data = "<?xml version='1.0' encoding='utf-8'?>\n<!-- <x/> -->\n<a><![CDATA[<b/>]]><?p <c/>?><d/></a>"
    assert [(3, 1), (3, 30)] == starts(data)


def test_lines_are_counted_beyond_those_libxml2_can_hold():
    assert (70_002, 1) == starts("<a>" + "\n" * 70_001 + "<b/></a>")[1]
