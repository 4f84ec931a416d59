"""What ``dcxml validate`` tells, of what, where, and with which exit code, by its options and a project's settings."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from dcxml.cli import main
from dcxml.cli.settings.configuration import configuration_for
from dcxml.cli.settings.values import KEYS
from dcxml.cli.validate.command import validate
from dcxml.reporting import FORMATS

REPOSITORY = Path(__file__).parents[2]
CALENDAR = REPOSITORY / "schemas" / "calendar"
SAMPLE = (CALENDAR / "sample.xml").read_text("utf-8")
BAD = SAMPLE.replace(">1439<", ">x<", 1)  # an integer
LOST = SAMPLE.replace("<d2p1:WholeDay>true</d2p1:WholeDay>", "<d2p1:WholeDay>true</d2p1:WholeDay><d2p1:Zoom/>", 1)
XS = "http://www.w3.org/2001/XMLSchema"
SCHEMA = f"""<xs:schema xmlns:xs="{XS}" xmlns="urn:NAME" targetNamespace="urn:NAME" elementFormDefault="qualified">
<xs:complexType name="NAME"><xs:sequence><xs:element name="V" type="xs:int"/></xs:sequence></xs:complexType>
<xs:element name="NAME" nillable="true" type="NAME"/></xs:schema>"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A folder to work in: a good document, a bad one with an error, one with a warning."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "DCXML_OUTPUT_FORMAT", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    for name, text in {"good.xml": SAMPLE, "in/bad.xml": BAD, "in/lost.xml": LOST}.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def run(capsys):
    """Run the command; return its exit code, stdout and stderr."""

    def run(*arguments):
        code = main(["validate", *arguments])
        return (code, *capsys.readouterr())

    return run


def concise(run, *arguments):
    """Return the exit code, and the file and the rule of each finding."""
    code, out, _ = run(*arguments, "--output-format", "concise")
    return code, [tuple(re.sub(r":\d+:\d+:|:", " ", line, count=1).split()[:2]) for line in out.splitlines()]


ALL = [("in/bad.xml", "DC031"), ("in/lost.xml", "DC006")]


def test_without_schemas_the_built_in_catalogue_judges(run):
    assert (1, ALL) == concise(run, ".")


def test_the_format_for_people_is_the_usual_one(run):
    code, out, err = run("in/bad.xml")
    assert (1, "1 finding (1 error) in 1 document\n") == (code, err)
    assert out.startswith("error[DC031]: integer: Duration: 'x' is not xs:int")
    assert "--> in/bad.xml:1:2129  /" in out


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written(run, name):
    code, out, _ = run(".", "--output-format", name)
    assert 1 == code
    assert "DC031" in out


def test_the_format_comes_from_the_option_then_the_environment_then_the_settings(run, monkeypatch):
    Path("dcxml.toml").write_text('output-format = "concise"\n', "utf-8")
    assert run(".")[1].startswith("in/bad.xml:1:2129: DC031")
    monkeypatch.setenv("DCXML_OUTPUT_FORMAT", "json")
    assert ["DC031", "DC006"] == [each["code"] for each in json.loads(run(".")[1])]
    assert run(".", "--output-format", "github")[1].startswith("::error file=in/bad.xml,line=1")
    monkeypatch.setenv("DCXML_OUTPUT_FORMAT", "xml")
    code, out, err = run(".")
    assert (2, "", 1) == (code, out, err.count("\n"))
    assert "'xml' is not one of 'full', 'concise'" in err


def test_machines_know_files_by_their_paths_in_the_repository(run, folder, monkeypatch):
    (folder / ".git").mkdir()
    monkeypatch.chdir(folder / "in")
    assert "::error file=in/bad.xml," in run("bad.xml", "--output-format", "github")[1]
    assert "in/bad.xml" == json.loads(run("bad.xml", "--output-format", "gitlab")[1])[0]["location"]["path"]
    (result,) = json.loads(run("bad.xml", "--output-format", "sarif")[1])["runs"][0]["results"]
    assert "in/bad.xml" == result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert "bad.xml" == json.loads(run("bad.xml", "--output-format", "json")[1])[0]["file"]


SELECTIONS = [
    # options, settings, findings
    pytest.param(["--select", "DC031"], "", ALL[:1], id="a code selected"),
    pytest.param(["--select", "unknown-member,nil"], "", ALL[1:], id="a name and a group selected"),
    pytest.param(["--select", "nil", "--select", "text"], "", ALL[:1], id="selected twice"),
    pytest.param(["--select", "DC031,"], "", ALL[:1], id="a comma at the end"),
    pytest.param(["--select", "DC00"], "", ALL[1:], id="the beginning of codes selected"),
    pytest.param(["--ignore", ""], 'ignore = ["structure"]', ALL, id="nothing ignored, whatever the settings say"),
    pytest.param(["--ignore", "text"], "", ALL[1:], id="a group ignored"),
    pytest.param([], 'select = ["structure"]', ALL[1:], id="by the settings"),
    pytest.param(["--select", "all"], 'select = ["structure"]', ALL, id="the command line counts before the settings"),
    pytest.param(["--ignore", "nil"], 'ignore = ["structure"]', ALL, id="for what is ignored too"),
    pytest.param([], '[per-file-ignores]\n"in/bad*" = ["all"]', ALL[1:], id="in files"),
    pytest.param([], 'exclude = ["lost.xml"]', ALL[:1], id="excluded"),
    pytest.param(["--exclude", "in/"], "", [], id="excluded by the command line"),
    pytest.param(["--exclude", "bad.xml"], 'exclude = ["lost.xml"]', [], id="excluded by both"),
    pytest.param(["--include", "bad.*"], 'include = ["lost.xml"]', ALL[:1], id="included"),
]


@pytest.mark.parametrize(("options", "settings", "findings"), SELECTIONS)
def test_what_is_told_is_chosen(run, options, settings, findings):
    Path("dcxml.toml").write_text(settings, "utf-8")
    assert (min(len(findings), 1), findings) == concise(run, ".", *options)


def test_settings_can_be_named_or_left_alone(run):
    Path("dcxml.toml").write_text('ignore = ["all"]', "utf-8")
    Path("other.toml").write_text('ignore = ["text"]', "utf-8")
    assert (0, []) == concise(run, ".")
    assert (1, ALL) == concise(run, ".", "--isolated")
    assert (1, ALL[1:]) == concise(run, ".", "--config", "other.toml")


EXIT_CODES = [
    # options, settings, exit code for both documents, for the unknown member alone, which is an error by its facts
    pytest.param([], "", (1, 1), id="errors and warnings"),
    pytest.param(["--fail-on", "note"], "", (1, 1), id="from notes on"),
    pytest.param(["--severity", "DC006=warning"], "", (1, 1), id="a warning"),
    pytest.param(["--severity", "DC006=warning", "--fail-on", "error"], "", (1, 0), id="errors alone"),
    pytest.param(["--severity", "all=note"], "", (0, 0), id="notes"),
    pytest.param(["--severity", "all=note", "--fail-on", "note"], "", (1, 1), id="notes that fail"),
    pytest.param(["--exit-zero"], "", (0, 0), id="whatever is found"),
    pytest.param([], 'fail-on = "error"\n[severity]\nall = "warning"', (0, 0), id="by the settings"),
    pytest.param(["--severity", "text=error"], 'fail-on = "error"\n[severity]\nall = "warning"', (1, 0), id="by both"),
]


@pytest.mark.parametrize(("options", "settings", "codes"), EXIT_CODES)
def test_the_exit_code_heeds_severities(run, options, settings, codes):
    Path("dcxml.toml").write_text(settings, "utf-8")
    lost = run("in/lost.xml", *options, "--output-format", "json")
    assert codes[0] == run(".", *options)[0]
    assert codes[1] == lost[0]
    (finding,) = json.loads(lost[1])
    assert finding["facts"]["readable"]


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        pytest.param(["--select", "DC31"], ["--select: 'DC31' is neither", "did you mean DC031"], id="select"),
        pytest.param(["--ignore", "integr"], ["--ignore: 'integr'", "did you mean integer"], id="ignore"),
        pytest.param(["--severity", "DC031"], ["--severity: 'DC031' is not allowed", "RULE=LEVEL"], id="no level"),
        pytest.param(["--severity", "DC031=bad"], ["'DC031=bad'", "error, warning, note"], id="a level that is none"),
        pytest.param(["--severity", "DC31=note"], ["--severity: 'DC31' is neither"], id="severity"),
        pytest.param(["--stdin-filename", "a.xml"], ["--stdin-filename", "allowed: with -"], id="no stdin"),
        pytest.param(["-", "-"], ["stdin (-) can be read once only"], id="stdin twice"),
        pytest.param(["-", "--schema", "-"], ["stdin (-) can be read once only"], id="stdin as schema too"),
        pytest.param(["--write-baseline"], ["--write-baseline needs a baseline"], id="no baseline to write"),
        pytest.param(["--prune"], ["--prune needs a baseline"], id="no baseline to prune"),
        pytest.param(["--prune", "--write-baseline"], ["--write-baseline makes"], id="both"),
        pytest.param(
            ["--isolated", "--config", "a"], ["--isolated heeds no settings"], id="settings that are not heeded"
        ),
        pytest.param(["--config", "absent.toml"], ["absent.toml: there is no such file"], id="no settings"),
        pytest.param(["--baseline", "absent.json"], ["absent.json: there is no such baseline"], id="no baseline"),
        pytest.param(["--jobs", "-1"], ["'--jobs'", "-1"], id="jobs"),
        pytest.param(["--fail-on", "never"], ["'never' is not one of"], id="fail-on"),
    ],
)
def test_a_wrong_option_is_one_error(run, arguments, parts):
    code, out, err = run("good.xml", *arguments)
    assert (2, "", 1) == (code, out, err.count("\n"))
    for part in parts:
        assert part in err


def test_wrong_settings_are_one_error(run):
    Path("pyproject.toml").write_text("[tool.dcxml]\nselct = []\n", "utf-8")
    code, out, err = run("good.xml")
    assert (2, "", "pyproject.toml:2: selct: there is no such setting; did you mean select?\n") == (code, out, err)


@pytest.fixture
def two_services():
    for name in ("A", "B"):
        Path(f"{name}.xsd").write_text(SCHEMA.replace("NAME", name), "utf-8")
        Path(f"{name}.xml").write_text(f'<{name} xmlns="urn:{name}"><V>x</V></{name}>', "utf-8")


def soap(body):
    return f'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>{body}</s:Body></s:Envelope>'


@pytest.mark.usefixtures("two_services")
@pytest.mark.parametrize(
    "schemas",
    [
        pytest.param('schemas = ["A.xsd", "B.xsd"]', id="a list"),
        pytest.param('[schemas]\n"urn:A" = "A.xsd"\n"urn:B" = ["B.xsd"]', id="by namespace"),
        pytest.param('[schemas]\n"A.xml" = "A.xsd"\n"*" = "B.xsd"', id="by path"),
        pytest.param('[schemas]\n"urn:A" = "A.xsd"\n"B*" = "*.xsd"', id="by both"),
    ],
)
def test_the_schema_is_found_by_the_settings(run, schemas):
    Path("dcxml.toml").write_text(schemas, "utf-8")
    assert (1, [("A.xml", "DC031"), ("B.xml", "DC031")]) == concise(run, "A.xml", "B.xml")


@pytest.mark.usefixtures("two_services")
def test_the_body_of_an_envelope_chooses_the_schema(run):
    Path("dcxml.toml").write_text('[schemas]\n"urn:A" = "A.xsd"\n"urn:B" = "B.xsd"', "utf-8")
    Path("soap.xml").write_text(soap(Path("B.xml").read_text("utf-8")), "utf-8")
    assert (1, [("soap.xml", "DC031")]) == concise(run, "soap.xml")
    Path("soap.xml").write_text(soap(BAD.removeprefix(SAMPLE[: SAMPLE.index("<Auth")])), "utf-8")
    assert (1, [("soap.xml", "DC031")]) == concise(run, "soap.xml")


@pytest.mark.usefixtures("two_services")
def test_a_root_that_nothing_knows_is_a_finding_that_says_what_to_do(run):
    code, out, _ = run("A.xml", "good.xml")
    assert 1 == code
    assert "error[DC002]: wrong root: the root is {urn:A}A, for which no schema is given; allowed: a root of" in out
    assert "= help: name the schema of this root by --schema PATH, or by schemas in [tool.dcxml]" in out
    assert (0, []) == concise(run, "A.xml", "--ignore", "DC002")


@pytest.mark.usefixtures("two_services")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_that_no_schema_is_given_is_said_once_in_the_end(run, jobs):
    code, _, err = run("A.xml", "B.xml", "good.xml", "--output-format", "github", "--jobs", jobs)
    assert 1 == code
    hint = "name the schema of this root by --schema PATH, or by schemas in [tool.dcxml] of pyproject.toml (or in"
    assert [f"no schema is given for 2 documents: {hint} dcxml.toml)"] == err.splitlines()[1:]
    _, _, err = run("A.xml", "good.xml", "--schema", "B.xsd")
    assert "no schema is given" not in err


def test_findings_that_fix_may_put_right_say_so(run):
    hint = "= help: dcxml fix puts this right where it is certain what is meant"
    Path("unknown.xml").write_text("<a><b></a>", "utf-8")
    Path("wrong.xml").write_text(SAMPLE.replace(">true</d2p1:WholeDay>", ">True</d2p1:WholeDay>"), "utf-8")
    for jobs in ("1", "2"):
        assert hint in run("in/bad.xml", "wrong.xml", "--output-format", "full", "--jobs", jobs)[1]
    assert hint not in run("unknown.xml", "--output-format", "full")[1]


@pytest.mark.usefixtures("two_services")
def test_findings_that_fix_has_nothing_to_try_for_do_not_send_there(run):
    Path("wrong.xml").write_text(SAMPLE.replace(">1439<", ">soon<"), "utf-8")
    for name in ("wrong.xml", "A.xml"):
        code, out, _ = run(name, "--output-format", "full", "--isolated")
        assert 1 == code
        assert "dcxml fix" not in out


@pytest.mark.usefixtures("two_services")
@pytest.mark.parametrize(
    "option", [pytest.param(["--schema", "broken.xsd"], id="named"), pytest.param([], id="in the settings")]
)
@pytest.mark.parametrize("name", FORMATS)
def test_a_broken_schema_is_one_error(run, option, name):
    Path("broken.xsd").write_text("<xs:schema", "utf-8")
    Path("dcxml.toml").write_text('schemas = ["A.xsd", "broken.xsd"]', "utf-8")
    code, out, err = run("A.xml", *option, "--output-format", name)
    assert (2, "", 1) == (code, out, err.count("\n"))
    assert err.startswith("broken.xsd:1: not well-formed XML")


def test_stdin_has_the_name_that_it_is_given(run, monkeypatch):
    Path("dcxml.toml").write_text('[per-file-ignores]\n"old/" = ["text"]', "utf-8")
    for name, expected in {"old/a.xml": (0, []), "new/a.xml": (1, [("new/a.xml", "DC031")])}.items():
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(BAD.encode())))
        assert expected == concise(run, "-", "--stdin-filename", name)


UNREADABLE = [
    pytest.param("absent.xml", "there is no such file or folder", id="not there"),
    pytest.param("empty", "the folder holds no document to check", id="a folder without documents"),
    pytest.param("gone/a.xml", "there is no folder gone", id="in a folder that is not there"),
    pytest.param("*.doc", "no file matches this pattern", id="a pattern without a match"),
    pytest.param("good.xml/a.xml", "a part of this path is a file", id="in a file"),
    pytest.param("a" * 300, "File name too long", id="a name too long"),
]


@pytest.mark.parametrize(("name", "reason"), UNREADABLE)
def test_what_cannot_be_read_is_a_finding_and_the_run_goes_on(run, folder, name, reason):
    (folder / "empty").mkdir()
    code, out, err = run(name, "in/bad.xml", "--output-format", "json")
    first, second = json.loads(out)
    assert (2, name, "DC049", "error") == (code, first["file"], first["code"], first["severity"])
    assert reason in first["message"]
    assert "in/bad.xml" == second["file"]
    assert "2 findings (2 errors) in 2 of 2 documents\n" == err
    assert 2 == run(name, "--exit-zero")[0], "it has not been checked"
    assert 0 == run(name, "--ignore", "unreadable-file")[0]


def test_a_file_that_may_not_be_opened_is_a_finding(run, monkeypatch):
    read = Path.read_bytes

    def refuse(path):
        if path.name == "good.xml":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    code, out, _ = run(".", "--output-format", "concise")
    assert 2 == code
    assert "good.xml: DC049 the document cannot be read: permission denied; allowed: a file that may be read" in out
    assert 3 == out.count("\n")


def test_what_is_binary_is_no_xml(run):
    Path("binary.xml").write_bytes(bytes(range(256)))
    assert (1, [("binary.xml", "DC001")]) == concise(run, "binary.xml")


def test_a_report_is_written_to_a_file_in_one_step(run, folder):
    Path("report.json").write_text("old", "utf-8")
    code, out, err = run(".", "--output-format", "json", "-o", "report.json")
    assert (1, "", "2 findings (2 errors) in 2 of 3 documents\n") == (code, out, err)
    assert 2 == len(json.loads(Path("report.json").read_text("utf-8")))
    assert {"good.xml", "in", "report.json"} == {path.name for path in folder.iterdir()}


def test_a_report_that_is_not_finished_leaves_the_old_one(run, folder):
    Path("report.txt").write_text("old", "utf-8")
    Path("dcxml.toml").write_text('[schemas]\n"lost.xml" = "absent.xsd"', "utf-8")
    assert 2 == run(".", "-o", "report.txt")[0]
    assert "old" == Path("report.txt").read_text("utf-8")
    assert {"dcxml.toml", "good.xml", "in", "report.txt"} == {path.name for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("name", "reason"), [("in", "this is a folder"), ("absent/report", "there is no folder absent")]
)
def test_a_report_that_cannot_be_written_is_one_error(run, name, reason):
    code, out, err = run("good.xml", "-o", name)
    assert (2, "", f"{name}: {reason}") == (code, out, err.partition(";")[0])


def test_statistics_and_the_summary_are_on_stderr(run):
    code, out, err = run(".", "--statistics", "--quiet")
    assert (1, "") == (code, out)
    assert [
        "1  DC006  unknown-member",
        "1  DC031  integer",
        "2 findings (2 errors) in 2 of 3 documents",
    ] == err.splitlines()
    assert (0, "", "no findings in 1 document\n") == run("good.xml", "-q")


ESCAPE = "\x1b["


@pytest.mark.parametrize(
    ("options", "environment", "has_color"),
    [
        pytest.param([], {}, False, id="no terminal"),
        pytest.param(["--color", "always"], {"NO_COLOR": "1"}, True, id="always"),
        pytest.param(["--color", "never"], {"FORCE_COLOR": "1"}, False, id="never"),
        pytest.param([], {"FORCE_COLOR": "1"}, True, id="FORCE_COLOR"),
        pytest.param([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, id="NO_COLOR counts before it"),
        pytest.param([], {"FORCE_COLOR": "1", "NO_COLOR": ""}, True, id="an empty NO_COLOR says nothing"),
    ],
)
def test_colours_are_as_asked_for(run, monkeypatch, options, environment, has_color):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert has_color == (ESCAPE in run("in/bad.xml", *options)[1])
    run("in/bad.xml", *options, "-o", "report.txt")
    assert ("always" in options) == (ESCAPE in Path("report.txt").read_text("utf-8"))


def test_lines_are_as_wide_as_columns_say(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    lines = [line for line in run("in/bad.xml")[1].splitlines() if " | " in line]
    assert 2 <= len(lines)
    assert 60 >= max(map(len, lines))


def test_what_git_ignores_is_passed_over_unless_it_is_asked_for(run, folder):
    (folder / ".gitignore").write_text("lost.xml\n", "utf-8")
    assert (1, ALL[:1]) == concise(run, ".")
    assert (1, ALL) == concise(run, ".", "--no-gitignore")
    Path("dcxml.toml").write_text("gitignore = false", "utf-8")
    assert (1, ALL) == concise(run, ".")
    assert (1, ALL[:1]) == concise(run, ".", "--gitignore")


def test_a_baseline_is_written_kept_to_and_pruned(run):
    baseline = ["--baseline", "known.json"]
    assert (0, "", "known.json: 2 findings in 2 documents written\n") == run(".", *baseline, "--write-baseline")
    known = Path("known.json").read_text("utf-8")
    assert (0, "", "no findings in 3 documents; 2 findings of the baseline not told\n") == run(".", *baseline)
    Path("in/bad.xml").write_text(SAMPLE, "utf-8")
    Path("good.xml").write_text("\n\n" + BAD, "utf-8")
    code, findings = concise(run, ".", *baseline)
    assert (1, [("good.xml", "DC031")]) == (code, findings)
    gone = "known.json: no longer found: in/bad.xml: DC031 integer at "
    assert run(".", *baseline)[2].startswith(gone)
    assert known == Path("known.json").read_text("utf-8")
    assert "known.json: 1 finding taken out" == run(".", *baseline, "--prune")[2].splitlines()[-1]
    assert "in/bad.xml" not in Path("known.json").read_text("utf-8")
    assert gone not in run(".", *baseline, "--prune")[2]


def test_a_baseline_in_the_settings_is_found_from_anywhere(run, folder, monkeypatch):
    Path("dcxml.toml").write_text('baseline = "known.json"', "utf-8")
    assert 0 == run(".", "--write-baseline")[0]
    monkeypatch.chdir(folder / "in")
    assert 0 == run("bad.xml", "../in/lost.xml", str(folder / "good.xml"))[0]


PEAKS = """
import tracemalloc
from dcxml.cli import main
ARGUMENTS = ["-o", "report.txt", "--output-format", "json"]
main(["validate", "in", *ARGUMENTS])  # what is loaded once is not counted
for pattern in ("in/?.xml", "in/*.xml"):
    tracemalloc.start()
    main(["validate", pattern, *ARGUMENTS])
    print(tracemalloc.get_traced_memory()[1])
    tracemalloc.stop()
"""


def test_findings_do_not_stay_in_memory():
    """Names, documents and findings are given out one by one; what stays is counted, apart from what coverage keeps."""
    for number in range(400):
        Path("in", f"{number}.xml").write_text("x" * 20_000, "utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", PEAKS]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603 - our own text
    few, many = map(int, done.stdout.split())
    assert many < few + 400_000


def test_the_settings_in_the_documentation_are_all_there_are():
    blocks = re.findall(r"```toml\n(.*?)```", (REPOSITORY / "docs" / "validate.md").read_text("utf-8"), flags=re.DOTALL)
    told = {}
    for block in blocks:
        Path("pyproject.toml").write_text(block, "utf-8")
        told |= tomllib.loads(block)["tool"]["dcxml"]
        assert "pyproject.toml" == configuration_for(None).file
    assert set(KEYS) == set(told)


def test_every_option_is_in_the_documentation():
    page = (REPOSITORY / "docs" / "validate.md").read_text("utf-8")
    for parameter in validate.params:
        for option in [*parameter.opts, *parameter.secondary_opts]:
            if option.startswith("-"):
                assert f"`{option}" in page, option
    told = set(re.findall(r"`(--[a-z-]+)", page))
    known = {option for parameter in validate.params for option in [*parameter.opts, *parameter.secondary_opts]}
    assert told <= known | {"--help"}


IMPORTING = f"""<xs:schema xmlns:xs="{XS}" xmlns:o="urn:o" targetNamespace="urn:m" elementFormDefault="qualified">
<xs:import namespace="urn:o" schemaLocation="other.xsd"/><xs:complexType name="M"><xs:sequence>
<xs:element name="V" minOccurs="0" nillable="true" type="o:Gone"/></xs:sequence></xs:complexType>
<xs:element name="M" nillable="true" type="M" xmlns="urn:m"/></xs:schema>"""


@pytest.mark.parametrize("cache", [["--no-cache"], []], ids=["read", "from the cache"])
def test_schemas_that_miss_an_import_are_refused_where_that_is_asked_for(run, cache):
    Path("m.xsd").write_text(IMPORTING, "utf-8")
    Path("m.xml").write_text('<M xmlns="urn:m"/>', "utf-8")
    arguments = ["m.xml", "--schema", "m.xsd", *cache]
    code, _, err = run(*arguments)
    assert 0 == code
    assert "m.xsd:3: complexType M: nothing defines the type {urn:o}Gone" in err
    code, out, err = run(*arguments, "--strict-schemas")
    assert (2, "") == (code, out)
    assert "m.xsd:3: complexType M: nothing defines the type {urn:o}Gone" in err
    Path("dcxml.toml").write_text("strict-schemas = true\n", "utf-8")
    assert 2 == run(*arguments)[0]
    assert 0 == run(*arguments, "--no-strict-schemas")[0]


@pytest.mark.parametrize("named", [["in/bad.xml", "good.xml"], ["in/", "good.xml"], ["in/*.xml", "good.xml"]], ids=str)
def test_what_is_excluded_is_passed_over_by_force_where_it_is_named_itself(run, folder, monkeypatch, named):
    Path("dcxml.toml").write_text('exclude = ["in/"]\n', "utf-8")
    assert "1 document" in run(*named, "--force-exclude")[2]
    assert 0 == run(*named, "--force-exclude")[0]
    assert 1 == run("in/bad.xml", "good.xml")[0]
    assert 0 == run("in/bad.xml", "--force-exclude", "--exclude", "bad.xml", "--isolated")[0]
    Path("dcxml.toml").write_text('exclude = ["in/"]\nforce-exclude = true\n', "utf-8")
    assert 0 == run(*named)[0]
    assert 1 == run("in/bad.xml", "--no-force-exclude")[0]
    monkeypatch.chdir(folder / "in")
    assert (0, "", "no findings in 0 documents\n") == run("bad.xml")


def test_what_dotnet_would_have_written_otherwise_is_told_where_that_is_asked_for(run):
    Path("plus.xml").write_text(SAMPLE.replace(">1439<", ">+1439<", 1), "utf-8")
    assert (0, []) == concise(run, "plus.xml")
    assert (0, [("plus.xml", "DC044")]) == concise(run, "plus.xml", "--canonical")
    assert (1, [("plus.xml", "DC044")]) == concise(run, "plus.xml", "--canonical", "--fail-on", "note")
    assert (0, []) == concise(run, "good.xml", "--canonical", "--fail-on", "note")
    Path("dcxml.toml").write_text("canonical = true\n", "utf-8")
    assert (0, [("plus.xml", "DC044")]) == concise(run, "plus.xml", "good.xml", "--jobs", "2")
    assert (0, []) == concise(run, "plus.xml", "--no-canonical")


def test_a_baseline_that_is_not_there_is_told_with_what_makes_one(run):
    expected = "none.json: there is no such baseline; --write-baseline makes one\n"
    assert (2, "", expected) == run("good.xml", "--baseline", "none.json")
    assert (2, "", expected) == run("good.xml", "--baseline", "none.json", "--prune")


def test_selecting_nothing_is_an_error(run):
    code, out, err = run("in/bad.xml", "--select", ",")
    assert (2, "") == (code, out)
    assert "--select names no rule; allowed: codes, names or groups of rules" in err


def test_a_link_to_nothing_in_a_folder_is_a_finding(run):
    Path("in/gone.xml").symlink_to("absent.xml")
    assert (2, [*ALL[:1], ("in/gone.xml", "DC049"), *ALL[1:]]) == concise(run, ".")


@pytest.mark.parametrize("name", FORMATS)
def test_a_name_that_is_not_utf_8_is_told_by_its_octets(run, folder, name):
    (folder / os.fsdecode(b"in/\xff.xml")).write_text(BAD, "utf-8")
    Path("in/bad.xml").unlink()
    out = run("in", "--output-format", name)[1]
    expected = {
        "json": r"in/\\xff.xml",
        "json-lines": r"in/\\xff.xml",
        "gitlab": r"in/\\xff.xml",
        "sarif": "in/%FF.xml",
    }
    assert expected.get(name, r"in/\xff.xml") in out
    out.encode("utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_findings_of_several_documents_are_told_in_every_format(run, name):
    """Some are told when others have been told already."""
    Path("wrong.xml").write_text(SAMPLE.replace(">true</d2p1:WholeDay>", ">True</d2p1:WholeDay>"), "utf-8")
    code, out, err = run("in/bad.xml", "wrong.xml", "in/lost.xml", "good.xml", "--output-format", name)
    assert (1, "3 findings (3 errors) in 3 of 4 documents\n") == (code, err)
    for rule in ("DC031", "DC030", "DC006"):
        assert rule in out
