"""Laws of every output format: whatever a document says, the report is well-formed and writes to no terminal."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from hypothesis import given, settings

from dcxml.reporting import FORMATS, reporter
from support.finding_draws import report, runs

steady = settings(deadline=None)
"""What is drawn takes its time where others work, too; no law here is about time."""

SGR = re.compile(r"\x1b\[[0-9;]*m")
COMMAND = re.compile(
    r"::(error|warning|notice) ((?:[A-Za-z]+=[^\r\n:,]*(?:,[A-Za-z]+=[^\r\n:,]*)*)?)::([^\r\n]*)", re.ASCII
)


def is_harmless(text: str) -> bool:
    """Tell whether a text has no characters that control, reorder or end lines, but for line feeds."""
    return not any(
        unicodedata.category(each) in {"Cc", "Cs", "Zl", "Zp"} or unicodedata.bidirectional(each) in BIDI
        for each in set(text)
        if each != "\n"
    )


BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@pytest.mark.parametrize("name", FORMATS)
@steady
@given(run=runs())
def test_nothing_from_a_document_controls_a_terminal_or_a_log(name, run):
    text = report(name, run)
    assert is_harmless(text)
    assert "##[" not in text


@pytest.mark.parametrize("name", ["full", "concise"])
@steady
@given(run=runs())
def test_colours_are_all_that_colour_adds(name, run):
    assert report(name, run) == SGR.sub("", report(name, run, color=True))


@steady
@given(run=runs())
def test_json_is_an_array_of_objects_with_the_same_keys(run):
    records = json.loads(report("json", run))
    assert sum(len(checked.findings) for checked in run) == len(records)
    assert len({tuple(record) for record in records}) <= 1


@steady
@given(run=runs())
def test_json_lines_is_an_object_to_a_line(run):
    lines = report("json-lines", run).splitlines()
    assert json.loads(report("json", run)) == [json.loads(line) for line in lines]


@steady
@given(run=runs())
def test_concise_is_a_line_to_a_finding(run):
    assert sum(len(checked.findings) for checked in run) == report("concise", run).count("\n")


@steady
@given(run=runs())
def test_github_is_a_command_to_a_line_and_ten_of_a_kind_at_most(run):
    lines = report("github", run).splitlines()
    kinds = [COMMAND.fullmatch(line)[1] for line in lines]
    assert all(kinds.count(kind) <= 10 for kind in kinds)
    assert sorted(kinds, key=("error", "warning", "notice").index) == kinds


def test_an_unknown_format_is_told_with_those_there_are():
    with pytest.raises(ValueError, match="'xml' is no output format; allowed: full, concise, json"):
        reporter("xml")
