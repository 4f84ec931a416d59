"""SARIF, JUnit and GitLab's Code Quality: reports keep to what is published about them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from jsonschema import Draft7Validator
from lxml import etree

from dcxml.reporting import CheckedDocument
from dcxml.validation import RULES, Finding, validate
from support.finding_draws import report, runs
from support.shop import CONTRACTS, order

DATA = Path(__file__).parents[1] / "data" / "reports"
SARIF = Draft7Validator(json.loads((DATA / "sarif.json").read_text("utf-8")))
JUNIT = etree.XMLSchema(etree.parse(DATA / "junit.xsd"))
CODE_QUALITY = Draft7Validator(
    {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "additionalProperties": False,
            "properties": {
                "description": {"type": "string"},
                "check_name": {"type": "string"},
                "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "additionalProperties": False,
                    "properties": {
                        "path": {"type": "string"},
                        "lines": {
                            "type": "object",
                            "required": ["begin"],
                            "additionalProperties": False,
                            "properties": {"begin": {"type": "integer"}, "end": {"type": "integer"}},
                        },
                    },
                },
            },
        },
    }
)


def checked(document, file="a.xml"):
    return CheckedDocument(file=file, findings=tuple(validate(document, CONTRACTS)), data=document)


def results(run, **settings):
    return json.loads(report("sarif", run, **settings))["runs"][0]["results"]


@given(run=runs())
def test_sarif_is_valid_for_its_schema(run):
    log = json.loads(report("sarif", run, root="/repository"))
    SARIF.validate(log)
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert all(rules[each["ruleIndex"]]["id"] == each["ruleId"] for each in log["runs"][0]["results"])


@given(run=runs())
def test_junit_is_valid_for_its_schema(run):
    root = etree.fromstring(report("junit", run).encode())
    JUNIT.assertValid(root)
    assert len(run) == len(root.findall(".//testcase")) == sum(int(each.get("tests")) for each in root)
    assert sum(bool(each.findings) for each in run) == sum(int(each.get("failures")) for each in root)


@given(run=runs())
def test_code_quality_is_valid_for_its_schema(run):
    CODE_QUALITY.validate(json.loads(report("gitlab", run)))


@pytest.mark.parametrize("name", ["sarif", "gitlab", "junit"])
def test_a_run_without_documents_is_a_report(name):
    text = report(name, [])
    if name == "junit":
        JUNIT.assertValid(etree.fromstring(text.encode()))
    else:
        (SARIF if name == "sarif" else CODE_QUALITY).validate(json.loads(text))


def test_sarif_tells_the_rules_the_place_and_the_facts():
    document = order("<State>Open</State>", "<Codes/>")
    (result,) = results([checked(document, "docs/my order.xml")])
    assert "DC004" == result["ruleId"]
    assert "error" == result["level"]
    (location,) = result["locations"]
    assert {"uri": "docs/my%20order.xml", "uriBaseId": "%SRCROOT%"} == location["physicalLocation"]["artifactLocation"]
    region = location["physicalLocation"]["region"]
    assert (4, 1, 4, 9) == tuple(region[key] for key in ("startLine", "startColumn", "endLine", "endColumn"))
    assert "<Codes/>" == document[region["charOffset"] : region["charOffset"] + region["charLength"]]
    assert [{"fullyQualifiedName": "/n1:Order/n1:Codes", "kind": "element"}] == location["logicalLocations"]
    (related,) = result["relatedLocations"]
    assert 3 == related["physicalLocation"]["region"]["startLine"]
    assert result["properties"]["facts"]["readable"]
    assert "codes" == result["properties"]["member"]


def test_sarif_tells_all_rules_with_help():
    (run,) = json.loads(report("sarif", [], text_of=lambda code: f"# {code}"))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert list(RULES) == [rule["id"] for rule in rules]
    assert {"text": "# DC001", "markdown": "# DC001"} == rules[0]["help"]
    assert "NotXml" == rules[0]["name"]


def test_sarif_takes_rules_of_another_table():
    class Rule:
        code, name, summary = "DD001", "contract-added", "A contract is new."

    finding = Finding(code="DD001", name="contract-added", message="m")
    (run,) = json.loads(report("sarif", [CheckedDocument(file="a", findings=(finding,))], rules=[Rule]))["runs"]
    assert ["DD001"] == [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert "A contract is new." == run["tool"]["driver"]["rules"][0]["help"]["text"]
    assert 0 == run["results"][0]["ruleIndex"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_sarif_counts_bytes_and_characters(encoding):
    declaration = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    text = declaration + order("<!--zażółć \U0001f600-->", "<State>x</State>", "<State>Open</State>")
    data = text.encode(encoding)
    for result in results([checked(data)]):
        region = result["locations"][0]["physicalLocation"]["region"]
        octets = data[region["byteOffset"] : region["byteOffset"] + region["byteLength"]]
        characters = text[region["charOffset"] : region["charOffset"] + region["charLength"]]
        assert characters == octets.decode(encoding.replace("utf-16", "utf-16-le"))
        assert characters.startswith("<State>")


@pytest.mark.parametrize(
    ("file", "root", "expected"),
    [
        pytest.param("a/b.xml", None, {"uri": "a/b.xml", "uriBaseId": "%SRCROOT%"}, id="relative"),
        pytest.param("./a/../b.xml", None, {"uri": "b.xml", "uriBaseId": "%SRCROOT%"}, id="worked out"),
        pytest.param("/repo/a b.xml", "/repo", {"uri": "a%20b.xml", "uriBaseId": "%SRCROOT%"}, id="below the root"),
        pytest.param("../b.xml", "/repo/", {"uri": "file:///b.xml"}, id="beside the root"),
        pytest.param("/srv/b.xml", None, {"uri": "file:///srv/b.xml"}, id="absolute"),
        pytest.param("a:b%ł.xml", None, {"uri": "a%3Ab%25%C5%82.xml", "uriBaseId": "%SRCROOT%"}, id="escaped"),
        pytest.param("\udcff.xml", None, {"uri": "%FF.xml", "uriBaseId": "%SRCROOT%"}, id="not UTF-8"),
        pytest.param("<stdin>", None, {"uri": "%3Cstdin%3E", "uriBaseId": "%SRCROOT%"}, id="stdin"),
    ],
)
def test_sarif_names_files_by_uri(file, root, expected):
    (result,) = results([checked("<a/>", file)], root=root)
    assert expected == result["locations"][0]["physicalLocation"]["artifactLocation"]


def fingerprints(document):
    by_sarif = [each["partialFingerprints"]["xpathAndCode/v1"] for each in results([checked(document)])]
    by_gitlab = [each["fingerprint"] for each in json.loads(report("gitlab", [checked(document)]))]
    assert by_sarif == by_gitlab
    return by_sarif


def test_fingerprints_do_not_follow_lines():
    document = order("<State>x</State>", "<Colour/>", "<Colour/>")
    assert fingerprints(document) == fingerprints(document.replace("\n", "\n\n<!-- moved -->\n"))
    assert 3 == len(set(fingerprints(document)))


def test_code_quality_names_files_from_the_root_on():
    (issue,) = json.loads(report("gitlab", [checked("<a/>", "/repo/docs/a.xml")], root="/repo"))
    assert {"path": "docs/a.xml", "lines": {"begin": 1, "end": 1}} == issue["location"]


def test_junit_has_a_case_to_a_file_and_a_line_to_a_finding():
    root = etree.fromstring(
        report("junit", [checked(order(), "a.xml"), checked(order("<State>x</State>", "<Colour/>"), "b.xml")]).encode()
    )
    (suite,) = root
    assert ("2", "1", "0") == tuple(suite.get(key) for key in ("tests", "failures", "errors"))
    good, bad = suite
    assert ("a.xml", 0) == (good.get("name"), len(good))
    assert "DC026 not-in-enumeration" == bad[0].get("type")
    assert "2 findings" == bad[0].get("message")
    assert ["b.xml:3:1: DC026", "b.xml:4:1: DC006"] == [line[:16] for line in bad[0].text.splitlines()]


def test_junit_gives_out_suites_of_a_thousand_files():
    root = etree.fromstring(report("junit", [checked(order())] * 2_001).encode())
    assert ["1000", "1000", "1"] == [suite.get("tests") for suite in root]
