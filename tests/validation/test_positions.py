"""Lines and columns of start tags, whatever the encoding."""

from __future__ import annotations

import pytest

from dcxml.validation.positions import start_tag_positions

DOCUMENT = '<a x="é">\n  <b/>é😀<c>\r\n\t<d/></c>\n</a>'
EXPECTED = [(1, 1), (2, 3), (2, 9), (3, 2)]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(DOCUMENT, id="str"),
        pytest.param("\ufeff" + DOCUMENT, id="str with a mark"),
        pytest.param(DOCUMENT.encode(), id="utf-8"),
        pytest.param(DOCUMENT.encode("utf-8-sig"), id="utf-8 with a mark"),
        pytest.param(bytearray(DOCUMENT.encode()), id="bytearray"),
        pytest.param(memoryview(DOCUMENT.encode()), id="memoryview"),
        pytest.param(DOCUMENT.encode("utf-16"), id="utf-16 with a mark"),
        pytest.param(DOCUMENT.encode("utf-16-le"), id="utf-16-le"),
        pytest.param(DOCUMENT.encode("utf-16-be"), id="utf-16-be"),
    ],
)
def test_positions_count_lines_and_characters_from_one(data):
    assert EXPECTED == start_tag_positions(data)


def test_comments_instructions_and_cdata_are_passed_over():
    data = "<?xml version='1.0' encoding='utf-8'?>\n<!-- <x/> -->\n<a><![CDATA[<b/>]]><?p <c/>?><d/></a>"
    assert [(3, 1), (3, 30)] == start_tag_positions(data)


def test_lines_are_counted_beyond_those_libxml2_can_hold():
    assert (70_002, 1) == start_tag_positions("<a>" + "\n" * 70_001 + "<b/></a>")[1]
