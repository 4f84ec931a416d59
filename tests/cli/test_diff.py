"""``dcxml diff`` compares schemas, services, samples and modules, and says whom each change breaks."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from dcxml.cli import main
from dcxml.drift import CHANGES

SCHEMAS = Path(__file__).parents[2] / "schemas"
CALENDAR, ORDERS = SCHEMAS / "calendar", SCHEMAS / "orders" / "orders.wsdl"
MODULE = """
from dcxml import Int, Long, data_contract, data_member

@data_contract(name="Order", namespace="urn:o")
class Order:
    number: {type} = data_member("Number", default=0)
    {more}
"""
OLD = MODULE.format(type="Int", more="")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("DCXML_OUTPUT_FORMAT", raising=False)
    return tmp_path


@pytest.fixture
def modules(folder):
    """An old module, and a new one with a wider number and one more member."""
    more = 'urgent: bool = data_member("Urgent", default=False)'
    (folder / "old.py").write_text(OLD, "utf-8")
    (folder / "new.py").write_text(MODULE.format(type="Long", more=more), "utf-8")
    return "old.py", "new.py"


def test_changes_are_told_by_contract_with_whom_they_harm(modules, capsys):
    assert 1 == main(["diff", *modules])
    out, err = capsys.readouterr()
    assert [
        "Order (urn:o)",
        "  DD107 breaking: Number is xs:long, and was xs:int",
        "        new documents: the old reader refuses them, the old schema refuses them",
        "  DD101 compatible: Urgent is new",
        "        new documents: the old schema refuses them",
    ] == out.splitlines()
    assert "2 changes: 1 breaking, 1 compatible\n" == err


def test_the_level_is_that_of_those_who_count(modules, capsys):
    assert 0 == main(["diff", *modules, "--for", "new-reader", "--for", "new-schema", "--fail-on", "risky"])
    assert "2 changes: 2 compatible\n" == capsys.readouterr().err
    assert 1 == main(["diff", *modules, "--for", "old-schema", "--fail-on", "breaking"])
    assert "2 changes: 2 breaking\n" == capsys.readouterr().err


@pytest.mark.parametrize(("fail_on", "expected"), [("breaking", 0), ("risky", 1), ("any", 1), ("never", 0)], ids=str)
def test_what_fails_is_what_is_asked_for(fail_on, expected, modules, folder):
    (folder / "new.py").write_text(OLD.replace("Number", "Numbers"), "utf-8")
    assert expected == main(["diff", *modules, "--fail-on", fail_on])


def test_the_concise_format_has_a_line_for_each_change(modules, capsys):
    assert 1 == main(["diff", *modules, "--output-format", "concise"])
    assert [
        "/Order/Number: DD107 breaking: Number is xs:long, and was xs:int",
        "/Order/Urgent: DD101 compatible: Urgent is new",
    ] == capsys.readouterr().out.splitlines()


def test_json_lines_are_the_objects_of_json(modules, capsys):
    assert 1 == main(["diff", *modules, "--output-format", "json"])
    records = json.loads(capsys.readouterr().out)
    assert 1 == main(["diff", *modules, "--output-format", "json-lines"])
    assert records == [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_github_annotates_the_new_contracts(modules, capsys):
    assert 1 == main(["diff", *modules, "--output-format", "github"])
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("::error file=new.py")
    assert "DD107" in first
    assert "Number is xs:long, and was xs:int" in first
    assert "old reader" in first
    assert second.startswith("::notice file=new.py")


def test_sarif_names_the_kinds_of_change_and_junit_their_sentences(modules, capsys):
    assert 1 == main(["diff", *modules, "--output-format", "sarif"])
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    assert [("DD107", "error"), ("DD101", "note")] == [(each["ruleId"], each["level"]) for each in run["results"]]
    assert {"DD107", "DD101"} <= {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert 1 == main(["diff", *modules, "--output-format", "junit"])
    out = capsys.readouterr().out
    assert "dcxml diff" in out
    assert "Number is xs:long, and was xs:int" in out


def test_the_environment_names_another_format(modules, capsys, monkeypatch):
    monkeypatch.setenv("DCXML_OUTPUT_FORMAT", "json-lines")
    assert 1 == main(["diff", *modules])
    assert ["DD107", "DD101"] == [json.loads(line)["code"] for line in capsys.readouterr().out.splitlines()]


def test_gitlab_has_the_paths_of_the_new_contracts(modules, capsys):
    assert 1 == main(["diff", *modules, "--output-format", "gitlab"])
    records = json.loads(capsys.readouterr().out)
    assert ["new.py", "new.py"] == [record["location"]["path"] for record in records]


def test_json_has_every_fact(modules, capsys):
    assert 1 == main(["diff", *modules, "--output-format", "json"])
    records = json.loads(capsys.readouterr().out)
    assert ["DD107", "DD101"] == [record["code"] for record in records]
    assert {
        "code": "DD107",
        "name": CHANGES["DD107"].name,
        "level": "breaking",
        "message": "Number is xs:long, and was xs:int",
        "contract": "{urn:o}Order",
        "member": "Number",
        "path": "/Order/Number",
        "was": "xs:int",
        "now": "xs:long",
        "followers": [],
        "effects": {
            "old_reader": "refused",
            "new_reader": "unharmed",
            "old_schema": "refused",
            "new_schema": "unharmed",
        },
    } == records[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(CALENDAR, CALENDAR, id="folders of schemas"),
        pytest.param(CALENDAR, "dcxml.apis.calendar", id="schemas and a module by its name"),
        pytest.param(CALENDAR / "sample.xml", CALENDAR / "sample.xml", id="samples"),
        pytest.param(CALENDAR / "page.txt", CALENDAR / "page.txt", id="help pages"),
        pytest.param(ORDERS, ORDERS, id="services"),
    ],
)
def test_what_is_the_same_has_no_changes(old, new, capsys):
    assert 0 == main(["diff", str(old), str(new)])
    assert ("", "no changes\n") == capsys.readouterr()


def test_a_namespace_that_all_contracts_have_left_is_one_change(folder, capsys):
    text = ORDERS.read_text("utf-8")
    (folder / "new.wsdl").write_text(text.replace("http://orders.example/data", "http://orders.example/v2"), "utf-8")
    assert 1 == main(["diff", str(ORDERS), "new.wsdl"])
    out, err = capsys.readouterr()
    assert ["Namespaces"] == out.splitlines()[:1]
    assert "1 change: 1 breaking\n" == err


def test_an_operation_with_another_action_is_told(folder, capsys):
    text = ORDERS.read_text("utf-8").replace('Service/GetOrder"', 'Service/Get"')
    (folder / "new.wsdl").write_text(text, "utf-8")
    assert 1 == main(["diff", str(ORDERS), "new.wsdl"])
    assert "DD603 breaking: the action of GetOrder is" in capsys.readouterr().out


def test_schemas_and_samples_may_come_from_stdin(capsys, monkeypatch):
    for file in (ORDERS, CALENDAR / "sample.xml"):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(file.read_bytes()), encoding="utf-8"))
        assert 0 == main(["diff", "-", str(file)])
        assert "no changes\n" == capsys.readouterr().err


def test_a_folder_of_samples_is_derived(folder, capsys):
    (folder / "samples").mkdir()
    (folder / "samples" / "a.xml").write_text('<Order xmlns="urn:o"><Number>1</Number></Order>', "utf-8")
    (folder / "b.xml").write_text('<Order xmlns="urn:o"><Number>1</Number><Text>t</Text></Order>', "utf-8")
    assert 1 == main(["diff", "samples", "b.xml"])
    assert "DD101 compatible: Text is new" in capsys.readouterr().out


def test_a_package_is_executed_from_its_folder(capsys):
    assert 0 == main(["generate", str(CALENDAR), "-o", "calendar_api/"])
    assert 0 == main(["diff", str(CALENDAR), "calendar_api"])
    assert "no changes\n" == capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "sentence"),
    [
        pytest.param("none.xsd", "none.xsd: cannot be read: No such file or directory", id="no file"),
        pytest.param("none.py", "none.py: there is no such file", id="no module file"),
        pytest.param("none", "none: there is no such file or folder, and no Python module none", id="no module"),
        pytest.param("empty", "empty: there is neither a schema nor a sample in this folder", id="an empty folder"),
        pytest.param("bad.py", "bad.py: executing it raised ZeroDivisionError", id="a module that fails"),
        pytest.param("-", "stdin (-) can be read once only", id="stdin twice"),
    ],
)
def test_what_cannot_be_read_is_an_error(old, sentence, folder, capsys):
    (folder / "bad.py").write_text("1 / 0", "utf-8")
    (folder / "empty").mkdir()
    assert 2 == main(["diff", old, old if old == "-" else str(ORDERS)])
    out, err = capsys.readouterr()
    assert "" == out
    assert sentence in err
    assert 1 == err.count("\n")


def test_what_does_not_print_is_escaped(folder, capsys):
    (folder / "old.py").write_text(OLD, "utf-8")
    (folder / "new.py").write_text(OLD.replace("urn:o", "urn:\\u202e"), "utf-8")
    assert 1 == main(["diff", "old.py", "new.py"])
    assert "urn:\\u202e" in capsys.readouterr().out
