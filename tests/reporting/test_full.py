"""``full``: what a person sees, character for character."""

from __future__ import annotations

from textwrap import dedent

import pytest

from dcxml.reporting import CheckedDocument
from dcxml.validation import Finding, validate
from support.finding_draws import report
from support.shop import CONTRACTS, order

COLUMNS = {"日": 2, "本": 2, "\u0301": 0, "\u0323": 0}
"""How many columns of a terminal a character takes, where it is not one."""


def told(document, *, width=80, **settings):
    findings = tuple(validate(document, CONTRACTS))
    return report("full", [CheckedDocument(file="a.xml", findings=findings, data=document)], width=width, **settings)


def lines_of(text):
    """Return the lines of the excerpts in a report."""
    return [line for line in text.splitlines() if line.lstrip(" 0123456789").startswith(("|", "..."))]


def test_a_finding_has_its_place_its_lines_and_what_comes_of_it():
    expected = """\
        error[DC004]: member out of order: Codes is expected before State; .NET would lose it
          --> a.xml:4:1  /Order/Codes
            |
          3 | <State>Open</State>
            | ------- Codes belongs before this
          4 | <Codes/>
            | ^^^^^^^^
            = .NET: reads it as null or the default, silently
            = schema: not valid
            = expected: Codes before State
            = help: dcxml explain DC004

        """
    assert dedent(expected) == told(order("<State>Open</State>", "<Codes/>"))


def test_lines_between_are_left_out():
    document = order("<State>Open</State>", "<Takes>PT1S</Takes>", "<When>2025-01-01T00:00:00</When>", "<Codes/>")
    assert "..." in lines_of(told(document))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_lines_are_found_in_every_encoding_and_with_every_line_end(encoding, line_end):
    document = order("<!--zażółć 日本 \U0001f600-->", "<State>x</State>")
    declared = '<?xml version="1.0" encoding="utf-16"?>' if encoding == "utf-16" else ""
    data = (declared + document).replace("\n", line_end).encode(encoding)
    assert ["    |", "  4 | <State>x</State>", "    | ^^^^^^^^^^^^^^^^"] == lines_of(told(data))


@pytest.mark.parametrize(
    ("before", "shown"),
    [
        pytest.param("<!--\t-->", "<!--    -->", id="a tab is four spaces"),
        pytest.param("<!--日本-->", "<!--日本-->", id="wide characters take two columns"),
        pytest.param("<!--e\u0301\u0323-->", "<!--e\u0301\u0323-->", id="combining characters take none"),
        pytest.param("<!--\u202e-->", "<!--\\u202e-->", id="a bidi control is escaped"),
        pytest.param("<!--\x9b31m-->", "<!--\\x9b31m-->", id="a C1 control is escaped"),
        pytest.param("<!--##[error]-->", "<!--#\\x23[error]-->", id="a log command is escaped"),
    ],
)
def test_the_mark_is_under_what_it_marks(before, shown):
    _, source, marks = lines_of(told(order(before + "<State>x</State>")))
    assert f"  3 | {shown}<State>x</State>" == source
    indent = sum(COLUMNS.get(character, 1) for character in shown)
    assert "    | " + " " * indent + "^" * len("<State>x</State>") == marks


def test_of_a_long_line_there_is_what_is_around_the_mark():
    document = order("<!--" + "x" * 5000 + "-->", "<State>x</State>", "<Takes>PT1S</Takes>").replace("\n", "")
    _, source, marks = lines_of(told(document, width=60))
    assert source.startswith("  1 | …")
    assert source.endswith("…")
    assert len(source) <= 60
    assert "<State>x</State>" == source[marks.index("^") : marks.rindex("^") + 1]


def test_a_mark_that_is_longer_than_the_line_allows_is_cut():
    document = order("<Colour>" + "x" * 5000 + "</Colour>")
    _, source, marks = lines_of(told(document, width=60))
    assert source.startswith("  3 | <Colour>xxx")
    assert source.endswith("x…")
    assert len(source) <= 60
    assert len(source) - 1 == len(marks)


def test_of_a_place_of_many_lines_the_first_is_marked():
    document = order("<Colour>red  \n  green</Colour>")
    assert ["    |", "  3 | <Colour>red", "    | ^^^^^^^^^^^"] == lines_of(told(document))


def test_two_places_on_one_line_are_marked_under_it_once():
    _, source, main, related = lines_of(told(order("<State>Open</State><State>Open</State>")))
    assert "  3 | <State>Open</State><State>Open</State>" == source
    assert "    |                    ^^^^^^^^^^^^^^^^^^^" == main
    assert "    | ------- State is here first" == related


def test_two_places_on_one_line_that_are_far_apart_are_shown_apart():
    document = order("<State>Open</State><Takes>PT1S</Takes>" + "<!--" + "-x" * 200 + "--><State>Open</State>")
    findings = [line for line in lines_of(told(document)) if line.startswith("  3 | ")]
    assert 2 == len(findings)


@pytest.mark.parametrize(
    "data",
    [pytest.param(None, id="no document"), pytest.param(b"", id="an empty one"), pytest.param("a", id="a short one")],
)
def test_a_place_beyond_the_document_is_told_without_lines(data):
    finding = Finding(code="DC001", name="not-xml", message="m", line=7, column=3)
    text = report("full", [CheckedDocument(file="a.xml", findings=(finding,), data=data)])
    assert "  --> a.xml:7:3\n" in text
    assert [] == lines_of(text)


def test_a_column_beyond_the_line_is_marked_behind_it():
    finding = Finding(code="DC001", name="not-xml", message="m", line=1, column=30)
    text = report("full", [CheckedDocument(file="a.xml", findings=(finding,), data="abc")])
    assert ["    |", "  1 | abc", "    |    ^"] == lines_of(text)


def test_verdicts_are_told_in_the_words_of_the_caller():
    finding = Finding(code="DD001", name="x", message="m")
    text = report(
        "full", [CheckedDocument(file="a", findings=(finding,))], verdicts=lambda _: [("old reader", "refuses them")]
    )
    assert "    = old reader: refuses them\n" in text


@pytest.mark.parametrize(
    ("document", "verdicts"),
    [
        pytest.param(order("<State>x</State>"), (".NET: refuses it", "schema: not valid"), id="refused"),
        pytest.param(
            order("<Codes/><Codes/>"), (".NET: reads it as the first of them", "schema: not valid"), id="read as less"
        ),
        pytest.param(order("<Short>abcd</Short>"), (".NET: reads it", "schema: not valid"), id="read"),
        pytest.param(order("<?p?>"), (".NET: refuses it", "schema: valid"), id="valid, refused"),
    ],
)
def test_what_net_and_the_schema_make_of_it_are_told_apart(document, verdicts):
    text = told(document)
    assert all(f"    = {verdict}\n" in text for verdict in verdicts)
