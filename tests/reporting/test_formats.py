"""``concise``, ``json``, ``github``; the counts of a run."""

from __future__ import annotations

import json

from attrs import evolve

from dcxml.reporting import CheckedDocument, Tally, statistics, summary_line
from dcxml.validation import RULES, Facts, Finding, validate
from support.finding_draws import report
from support.shop import CONTRACTS, order

LOSSY = Facts(schema_valid=True, readable=True, canonical=False, lossless=False)


def checked(*parts, file="a.xml"):
    document = order(*parts)
    return CheckedDocument(file=file, findings=tuple(validate(document, CONTRACTS, file=file)), data=document)


def finding(code="DC026", **fields):
    return Finding(code=code, name=RULES[code].name, **{"message": "m", "line": 1, "column": 1, **fields})


def test_concise_is_the_text_of_the_finding():
    document = checked("<State>x</State>", "<Codes/>")
    assert "".join(f"{each}\n" for each in document.findings) == report("concise", [document])


def test_a_sentence_of_several_lines_is_one_line_in_concise():
    document = CheckedDocument(file="a.xml", findings=(finding(message="one\n  two\r\n\tthree"),))
    assert "a.xml:1:1: DC026 one two three\n" == report("concise", [document])


def test_json_has_every_field_of_a_finding():
    (record,) = json.loads(report("json", [checked("<State>Open</State>", "<Codes/>")]))
    assert {
        "file": "a.xml",
        "code": "DC004",
        "name": "member-out-of-order",
        "severity": "error",
        "message": "Codes is expected before State; .NET would lose it",
        "facts": {
            "schema_valid": False,
            "readable": True,
            "canonical": False,
            "lossless": False,
            "reads_as": "null or the default, silently",
        },
        "location": {"line": 4, "column": 1, "offset": 246},
        "end_location": {"line": 4, "column": 9, "offset": 254},
        "path": "/Order/Codes",
        "xpath": "/n1:Order/n1:Codes",
        "namespaces": {"n1": "urn:shop"},
        "member": "codes",
        "found": "Codes",
        "expected": "Codes before State",
        "related": [
            {
                "message": "Codes belongs before this",
                "path": "/Order/State",
                "location": {"line": 3, "column": 1, "offset": None},
            }
        ],
    } == record


def test_json_without_findings_is_an_empty_array():
    assert "[]\n" == report("json", [checked()])


def test_github_annotates_a_place():
    assert (
        "::error file=a.xml,line=3,endLine=3,col=1,endColumn=17,title=DC026 not-in-enumeration::State: 'x' is not a"
        " value of State: it is Open, Closed (/Order/State)%0A.NET: refuses it%0Aschema: not valid\n"
    ) == report("github", [checked("<State>x</State>")])


def test_github_tells_the_gravest_first_and_folds_repeats():
    mild, grave = finding("DC043", facts=LOSSY), finding()
    lines = report("github", [CheckedDocument(file="a.xml", findings=(mild, grave, grave, grave))]).splitlines()
    assert ["::error", "::warning"] == [line.split(" ")[0] for line in lines]
    assert lines[0].endswith("%0Aand 2 more of DC026 in this file")


def test_github_says_in_the_last_annotation_how_many_more_there_are():
    documents = [CheckedDocument(file=f"{n}.xml", findings=(finding(), finding())) for n in range(14)]
    lines = report("github", documents).splitlines()
    assert 10 == len(lines)
    assert lines[-1].startswith("::error title=dcxml::10 more errors")


def test_github_shows_ten_where_there_are_ten():
    documents = [CheckedDocument(file=f"{n}.xml", findings=(finding(),)) for n in range(10)]
    lines = report("github", documents).splitlines()
    assert [f"::error file={n}.xml" for n in range(10)] == [line.split(",")[0] for line in lines]


def test_github_escapes_what_would_end_a_property_or_the_line():
    hostile = finding(message="50%\n::error::x")
    line = report("github", [CheckedDocument(file="a:b,c%.xml", findings=(hostile,))])
    assert line.startswith("::error file=a%3Ab%2Cc%25.xml,line=1,col=1,title=")
    assert "::50%25 ::error::x%0A" in line
    assert 1 == line.count("\n")


def test_github_has_no_columns_for_a_place_of_many_lines():
    long = finding(end_line=3, end_column=4)
    assert ",line=1,endLine=3,title=" in report("github", [CheckedDocument(file="a.xml", findings=(long,))])


def test_a_run_is_summed_up_in_a_line():
    tally = Tally()
    tally.add(CheckedDocument(file="a.xml"))
    assert "no findings in 1 document" == summary_line(tally.summary())
    tally.add(CheckedDocument(file="b.xml", findings=(finding(), finding(), finding("DC043", facts=LOSSY))))
    assert "3 findings (2 errors, 1 warning) in 1 of 2 documents" == summary_line(tally.summary())


def test_one_document_is_not_one_of_one():
    tally = Tally()
    tally.add(CheckedDocument(file="b.xml", findings=(finding(),)))
    assert "1 finding (1 error) in 1 document" == summary_line(tally.summary())


def test_statistics_count_by_rule_the_most_frequent_first():
    tally = Tally()
    for count, code in ((1, "DC005"), (12, "DC026"), (1, "DC004")):
        tally.add(CheckedDocument(file="a.xml", findings=tuple(finding(code) for _ in range(count))))
    expected = ["12  DC026  not-in-enumeration\n", " 1  DC004  member-out-of-order\n", " 1  DC005  member-twice\n"]
    assert expected == list(statistics(tally.summary(), RULES.values()))


def test_what_is_found_and_allowed_is_told_where_no_line_can_be_shown():
    lone = evolve(finding(), line=None, column=None, found="F", expected="E")
    text = report("full", [CheckedDocument(file="a.xml", findings=(lone,))])
    assert "    = expected: E\n    = found: F\n" in text
