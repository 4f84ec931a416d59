"""The lines of a large document, read from its file, are those that it has in memory."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcxml.reporting import file_lines
from dcxml.reporting.checked import CheckedDocument
from dcxml.reporting.document_lines import DocumentLines, lines_of
from dcxml.reporting.file_lines import FileLines
from dcxml.validation import Finding

steady = settings(deadline=None)
TEXTS = st.text(st.sampled_from("aé€𝄞\r\n\ufeff"), max_size=40)


@steady
@given(text=TEXTS, numbers=st.lists(st.integers(-1, 12), max_size=6), chunk=st.integers(1, 9))
def test_lines_are_those_of_the_document_in_memory(text, numbers, chunk):
    octets = text.encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(file_lines, "_CHUNK", chunk)
        lines, expected = FileLines(io.BytesIO(octets)), DocumentLines(octets)
        assert [expected.line(number) for number in numbers] == [lines.line(number) for number in numbers]


@steady
@given(text=TEXTS, data=st.data())
def test_characters_are_counted_as_in_memory(text, data):
    octets = text.encode()
    bounds = [len(text[:place].encode()) for place in range(len(text) + 1)]
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(bounds), st.sampled_from(bounds)).map(sorted), max_size=5))
    lines, expected = FileLines(io.BytesIO(octets)), DocumentLines(octets)
    assert [expected.characters(*pair) for pair in pairs] == [lines.characters(*pair) for pair in pairs]


def test_a_line_that_is_too_long_is_not_shown(monkeypatch):
    monkeypatch.setattr(file_lines, "_LONGEST", 10)
    lines = FileLines(io.BytesIO(b"a" * 10 + b"\nab\n" + b"a" * 9))
    assert [None, "ab", "a" * 9, None] == [lines.line(number) for number in range(1, 5)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_the_lines_of_a_path_are_those_of_its_file(tmp_path, encoding):
    path = tmp_path / "a.xml"
    path.write_bytes("<a>\n<b/>\n</a>".encode(encoding))
    checked = CheckedDocument(file="a.xml", findings=(Finding(code="DC1", name="a", message="b"),), data=path)
    with lines_of(checked) as lines:
        assert "<b/>" == lines.line(2)
