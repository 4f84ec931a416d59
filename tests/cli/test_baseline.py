"""What a baseline knows is not told again, wherever its line has gone; what is gone from the documents is named."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from dcxml.cli.validate.baseline import Baseline, BaselineError, Known, read_baseline, text_of
from dcxml.validation import RULES, Finding


def finding(code, xpath="/a", **fields):
    return Finding(code=code, name=RULES[code].name, message="m", facts=RULES[code].facts, xpath=xpath, **fields)


def baseline(*known, **fields):
    return Baseline("base/line.json", Counter(known), **fields)


def new(made, name, *told, found=None):
    return list(made.new(told, name, found=told if found is None else found))


ORDER = Known("../in/a.xml", "DC004", "/a/b")


def test_what_is_known_is_not_told_whatever_its_line():
    made = baseline(ORDER)
    assert [] == new(made, "in/a.xml", finding("DC004", "/a/b", line=7))
    assert [] == made.gone()


@pytest.mark.parametrize(
    ("name", "other"),
    [
        pytest.param("in/b.xml", finding("DC004", "/a/b"), id="another document"),
        pytest.param("in/a.xml", finding("DC005", "/a/b"), id="another rule"),
        pytest.param("in/a.xml", finding("DC004", "/a/b[2]"), id="another place"),
    ],
)
def test_what_is_not_known_is_told(name, other):
    assert [other] == new(baseline(ORDER), name, other)


def test_of_equal_findings_as_many_are_known_as_there_were():
    twice = [finding("DC004", "/a/b", line=1), finding("DC004", "/a/b", line=2)]
    assert twice[1:] == new(baseline(ORDER), "in/a.xml", *twice)
    assert [] == new(baseline(ORDER, ORDER), "in/a.xml", *twice)
    made = baseline(ORDER, ORDER)
    assert [] == new(made, "in/a.xml", twice[0])
    assert [ORDER] == made.gone()
    assert Counter([ORDER]) == made.pruned()


def test_what_was_not_checked_is_not_gone(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("base").mkdir()
    Path("in/a.xml").write_text("<a/>", "utf-8")
    made = baseline(ORDER, Known("../in/absent.xml", "DC004", "/a"))
    new(made, "in/b.xml", finding("DC004"))
    assert ["../in/absent.xml"] == [each.file for each in made.gone()]
    assert Counter([ORDER]) == made.pruned()


def test_what_is_ignored_is_not_gone():
    made = baseline(ORDER)
    assert [] == new(made, "in/a.xml", found=[finding("DC004", "/a/b")])
    assert [] == made.gone()


def test_what_cannot_be_read_is_never_known():
    unreadable = finding("DC049", "")
    made = baseline(ORDER, is_new=True)
    assert [unreadable] == new(made, "in/a.xml", unreadable)
    assert Counter([ORDER]) == made.renewed(), "what is known of it stays"
    assert [unreadable] == new(baseline(Known("../in/a.xml", "DC049", "")), "in/a.xml", unreadable)


def test_a_new_baseline_has_what_is_told_and_keeps_what_was_not_checked():
    kept = Known("../other.xml", "DC004", "/a")
    made = baseline(ORDER, kept, is_new=True)
    told = [finding("DC005", "/a/c"), finding("DC005", "/a/c")]
    assert told == new(made, "in/a.xml", *told)
    assert Counter([kept, *[Known("../in/a.xml", "DC005", "/a/c")] * 2]) == made.renewed()


def test_the_file_is_steady_and_read_back():
    known = Counter({ORDER: 2, Known("ä.xml", "DC001", ""): 1, Known("../in/a.xml", "DC003", "/a"): 1})
    text = text_of(known)
    assert known == read_baseline("base/line.json", text).known
    assert text == text_of(Counter(dict(reversed(known.items()))))
    assert {"version": 1, "findings": {}} == json.loads(text_of(Counter()))
    assert [
        "{",
        '  "version": 1,',
        '  "findings": {',
        '    "../in/a.xml": [',
        '      {"code": "DC003", "xpath": "/a", "count": 1},',
        '      {"code": "DC004", "xpath": "/a/b", "count": 2}',
        "    ],",
    ] == text.decode().splitlines()[:7]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("", "this is no JSON", id="empty"),
        pytest.param("\xff", "this is no JSON", id="no UTF-8"),
        pytest.param("[" * 100_000, "this is no JSON", id="nested too deeply"),
        pytest.param("[]", "no baseline of version 1", id="an array"),
        pytest.param('{"version": 2}', "no baseline of version 1", id="another version"),
        pytest.param('{"version": 1}', "'findings' is no object", id="no findings"),
        pytest.param('{"version": 1, "findings": {"a": 1}}', "'a' has no array", id="no entries"),
        pytest.param('{"version": 1, "findings": {"a": [1]}}', "1 of 'a' is no entry", id="no entry"),
        pytest.param(
            '{"version": 1, "findings": {"a": [{"code": "DC001", "xpath": "", "count": true}]}}',
            "no entry",
            id="no count",
        ),
    ],
)
def test_what_is_no_baseline_is_one_error(text, reason):
    with pytest.raises(BaselineError) as caught:
        read_baseline("line.json", text.encode("latin-1"))
    assert str(caught.value).startswith("line.json: ")
    assert reason in str(caught.value)


def test_a_known_finding_is_told_in_a_line():
    assert "../in/a.xml: DC004 member-out-of-order at /a/b" == str(ORDER)
    assert "a: DC999" == str(Known("a", "DC999", ""))
