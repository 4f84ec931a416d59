"""``dcxml validate`` tells the same of large documents, which it never holds, as of small ones, in every format."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import dcxml
from dcxml.cli import main
from dcxml.reporting import FORMATS
from dcxml.validation.survey import Grain
from support.shop import CONTRACTS, LINES, order, prices

GOOD = order(LINES.format("<Line><Count>2</Count></Line>\n<Line><Count>3</Count></Line>"), prices(("a", 1), ("b", 2)))
DOCUMENTS = {
    "bad.xml": GOOD.replace(">2<", ">é<").replace(">3<", ">x<").replace("Key>b<", "Key>a<"),
    "cut.xml": GOOD[:-5],
    "good.xml": GOOD,
    "unknown.xml": "<a><b/><b/><b/></a>",
    "utf16.xml": GOOD.replace(">3<", ">x<").encode("utf-16"),
}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "DCXML_OUTPUT_FORMAT", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    for name, document in DOCUMENTS.items():
        Path(name).write_bytes(document if isinstance(document, bytes) else document.encode())
    dcxml.write_schemas(CONTRACTS, "schemas")
    monkeypatch.setattr("dcxml.validation.streaming.GRAIN", Grain(1, 1, 0))
    return tmp_path


@pytest.fixture
def run(capsys, monkeypatch):
    """Run the command; return its exit code, stdout and stderr."""

    def run(large, *arguments):
        monkeypatch.setattr("dcxml.validation.all_findings.LARGE", large)
        code = main(["validate", "--schema", "schemas", *arguments])
        return (code, *capsys.readouterr())

    return run


@pytest.mark.parametrize("output_format", FORMATS)
@pytest.mark.parametrize(
    "options",
    [
        pytest.param([], id="as it is"),
        pytest.param(["--statistics", "--ignore", "DC031"], id="with rules ignored"),
        pytest.param(["--severity", "all=note"], id="with other severities"),
        pytest.param(["--select", "DC001"], id="with few rules"),
        pytest.param(["--quiet"], id="quiet"),
    ],
)
def test_the_report_and_the_exit_code_are_those_of_documents_in_memory(run, output_format, options):
    arguments = [*DOCUMENTS, "--output-format", output_format, *options]
    assert without_help(run(1 << 23, *arguments)) == without_help(run(0, *arguments))


def without_help(told):
    """Return what is told but for whether ``dcxml fix`` may help, which is not looked into for large documents."""
    code, out, err = told
    return code, re.sub(r"(\n *= help: |%0Ahelp: )dcxml fix puts[^\n%]*", "", out), err


def test_of_a_document_that_is_not_held_the_lines_are_shown(run):
    code, out, err = run(0, "bad.xml")
    assert code == 1
    assert "<Line><Count>é</Count></Line>" in out
    assert "4 findings (4 errors) in 1 document" in err


def test_a_baseline_knows_what_is_in_large_documents(run):
    assert 0 == run(0, "bad.xml", "--baseline", "known.json", "--write-baseline")[0]
    known = Path("known.json").read_bytes()
    assert 0 == run(1 << 23, "bad.xml", "--baseline", "other.json", "--write-baseline")[0]
    assert known == Path("other.json").read_bytes()
    code, out, _ = run(0, "bad.xml", "--baseline", "known.json")
    assert (0, "") == (code, out)


def test_a_large_document_is_not_read_as_a_whole(run, monkeypatch):
    monkeypatch.setattr("dcxml.cli.validate.checking.read_input", None)
    assert 1 == run(0, "bad.xml", "good.xml", "unknown.xml")[0]


def test_what_cannot_be_read_on_the_way_is_told_behind_what_was_found(run, monkeypatch):
    validate = dcxml.validate

    def unreadable(*_arguments, **_settings):
        yield from validate(b"<", CONTRACTS, file="bad.xml")
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("dcxml.cli.validate.checking.dcxml.validate", unreadable)
    code, out, _ = run(0, "bad.xml", "--output-format", "concise")
    assert code == 2
    assert ["DC001", "DC049"] == [line.split()[1] for line in out.splitlines()]


def test_several_processes_tell_the_same():
    for number in range(2):
        Path(f"long{number}.xml").write_text(GOOD.replace(">3<", ">x<" + " " * (9 << 20)), "utf-8")
    reports = []
    for jobs in ("1", "2"):
        command = [sys.executable, "-m", "dcxml", "validate", "--schema", "schemas", "long0.xml", "long1.xml"]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        run = subprocess.run([*command, "--jobs", jobs], capture_output=True, check=False, env=environment)  # noqa: S603
        assert 1 == run.returncode, run.stderr
        reports.append(run.stdout)
    assert reports[0] == reports[1]
