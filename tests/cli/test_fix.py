"""``dcxml fix`` puts files right in place, or says what it would do; exit codes and streams as documented."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import dcxml
from dcxml.cli import main
from support.shop import CONTRACTS, order

WRONG = order("<State>open</State>", "<When>2025-12-15</When>").encode()
RIGHT = order("<State>Open</State>", "<When>2025-12-15T00:00:00</When>").encode()
BROKEN = order("<State>open</State>", "<When>never</When>").encode()
DONE = [
    "a.xml:3:1: DC026 'open' becomes 'Open' (/Order/State)",
    "a.xml:4:1: DC035 '2025-12-15' becomes '2025-12-15T00:00:00' (/Order/When)",
]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("DCXML_CACHE_DIR", str(tmp_path / "cache"))
    dcxml.write_schemas(CONTRACTS, tmp_path / "schemas")
    return tmp_path


def run(*arguments):
    return main(["fix", *arguments, "--schema", "schemas"])


def streams(capsys):
    """Return what was printed, and on stderr without what is said of the schemas."""
    out, err = capsys.readouterr()
    return out, "".join(line for line in err.splitlines(keepends=True) if not line.startswith("schemas"))


def put(data, name="a.xml"):
    path = Path(name)
    path.write_bytes(data)
    return path


def test_a_file_is_put_right_in_place_and_told(capsys):
    path = put(WRONG)
    assert 0 == run("a.xml")
    assert RIGHT == path.read_bytes()
    out, err = streams(capsys)
    assert DONE == out.splitlines()
    assert "2 findings put right in 1 document, no findings left\n" == err


def test_a_file_without_faults_is_not_written(capsys):
    path = put(RIGHT)
    before = path.stat()
    assert 0 == run("a.xml")
    assert (before.st_mtime_ns, before.st_ino) == (path.stat().st_mtime_ns, path.stat().st_ino)
    assert ("", "no findings put right in 1 document, no findings left\n") == streams(capsys)


def test_what_is_left_is_told_and_makes_exit_code_1(capsys):
    path = put(BROKEN)
    assert 1 == run("a.xml")
    assert BROKEN.replace(b"open", b"Open") == path.read_bytes()
    done, left = capsys.readouterr().out.splitlines()
    assert DONE[0] == done
    assert left.startswith("a.xml:4:1: DC035 When: 'never' is not xs:dateTime")


def test_check_writes_nothing_and_says_what_would_be_done(capsys):
    path = put(WRONG)
    assert 1 == run("a.xml", "--check")
    assert WRONG == path.read_bytes()
    out, err = streams(capsys)
    assert DONE == out.splitlines()
    assert "2 findings would be put right in 1 document, no findings left\n" == err
    put(RIGHT)
    assert 0 == run("a.xml", "--check")


def test_diff_writes_nothing_and_prints_a_unified_diff(capsys):
    path = put(WRONG)
    assert 1 == run("a.xml", "--diff")
    assert WRONG == path.read_bytes()
    out, err = streams(capsys)
    assert ["--- a.xml", "+++ a.xml"] == out.splitlines()[:2]
    assert ["-<State>open</State>", "+<State>Open</State>"] == [
        line for line in out.splitlines() if "State" in line and line[0] in "+-"
    ]
    assert out.endswith(" </Order>\n\\ No newline at end of file\n")
    assert DONE == err.splitlines()[:2]
    put(RIGHT)
    assert 0 == run("a.xml", "--diff")
    assert "" == capsys.readouterr().out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_patch_makes_of_the_diff_what_fix_would_have_written(capsys, encoding, end):
    if shutil.which("patch") is None:
        pytest.skip("there is no patch here")
    path = put(WRONG.decode().replace("\n", end).encode(encoding))
    run("a.xml", "--diff")
    diff = capsys.readouterr().out.encode()
    subprocess.run(["patch", "--binary", "-s", "a.xml"], input=diff, check=True)  # noqa: S607 - wherever it is
    assert RIGHT.decode().replace("\n", end).encode(encoding) == path.read_bytes()


def test_stdin_goes_to_stdout(capfdbinary, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WRONG)))
    assert 0 == run("-")
    out, err = capfdbinary.readouterr()
    assert RIGHT == out
    assert b"\nstdin:3:1: DC026" in err


def test_stdin_that_cannot_be_put_right_goes_through(capfdbinary, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"<a")))
    assert 1 == run("-")
    out, err = capfdbinary.readouterr()
    assert b"<a" == out
    assert b"DC001" in err


def test_texts_that_are_right_are_written_as_dotnet_writes_them_where_that_is_asked_for(capsys):
    path = put(RIGHT.replace(b"<Number>1<", b"<Number>+1<"))
    assert 0 == run("a.xml")
    assert b"+1" in path.read_bytes()
    assert 0 == run("a.xml", "--canonical")
    assert RIGHT == path.read_bytes()
    assert "DC044 '+1' becomes '1' (/Order/Number)" in capsys.readouterr().out


def test_rules_are_chosen_by_code_name_or_group(capsys):
    path = put(WRONG)
    assert 0 == run("a.xml", "--select", "date-time,DC003")
    assert WRONG.replace(b"12-15<", b"12-15T00:00:00<") == path.read_bytes()
    assert 0 == run("a.xml", "--ignore", "text")
    assert 1 == run("a.xml", "--select", "dc026", "--check")
    assert 2 == run("a.xml", "--select", "DC999")
    assert "'DC999' is neither a rule" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_put_right(capsys):
    path = put(WRONG)
    assert 2 == run("missing.xml", "a.xml")
    assert RIGHT == path.read_bytes()
    assert "missing.xml: there is no such file" in capsys.readouterr().err


def test_the_files_of_a_folder_are_put_right(capsys):
    Path("payloads").mkdir()
    paths = [put(data, f"payloads/{name}.xml") for name, data in (("a", WRONG), ("b", RIGHT), ("c", BROKEN))]
    assert 1 == run("payloads")
    assert [RIGHT, RIGHT, BROKEN.replace(b"open", b"Open")] == [path.read_bytes() for path in paths]
    assert "3 findings put right in 3 documents, 1 finding left\n" == streams(capsys)[1]


def test_a_document_cannot_write_to_the_terminal(capsys):
    put(order("<State>open</State>", "<!-- \x9b31m -->").encode())
    stdout, sys.stdout = sys.stdout, Terminal()
    try:
        run("a.xml", "--diff")
        shown = sys.stdout.getvalue()
    finally:
        sys.stdout = stdout
    assert "\\x9b31m" in shown
    assert "\x9b" not in shown
    capsys.readouterr()


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self):
        return True


SCHEMAS_OF_SETTINGS = [
    pytest.param('schemas = ["schemas"]', id="for every document"),
    pytest.param('[schemas]\n"urn:shop" = "schemas"', id="by the namespace of the root"),
    pytest.param('[schemas]\n"a.*" = ["schemas"]', id="by a pattern of the path"),
]


@pytest.mark.parametrize("settings", SCHEMAS_OF_SETTINGS)
def test_the_schema_is_found_in_the_settings(settings, capsys):
    Path("dcxml.toml").write_text(settings, "utf-8")
    path = put(WRONG)
    assert 0 == main(["fix", "a.xml"])
    assert RIGHT == path.read_bytes()
    assert DONE == capsys.readouterr().out.splitlines()


def test_without_any_schema_the_built_in_catalogue_judges(capsys):
    sample = (Path(__file__).parents[2] / "schemas" / "calendar" / "sample.xml").read_bytes()
    path = put(sample.replace(b"WholeDay>true<", b"WholeDay>True<", 1))
    assert 0 == main(["fix", "a.xml"])
    assert sample == path.read_bytes()
    assert "DC030 'True' becomes 'true'" in capsys.readouterr().out


def test_a_root_that_no_schema_knows_is_left_and_told(capsys):
    path = put(WRONG)
    assert 1 == main(["fix", "a.xml"])
    assert WRONG == path.read_bytes()
    out, err = capsys.readouterr()
    assert out.startswith("a.xml:1:1: DC002 the root is {urn:shop}Order, for which no schema is given")
    assert "no findings put right in 1 document, 1 finding left\n" == err


def test_settings_choose_the_files_and_the_rules_as_for_validate(capsys):
    Path("dcxml.toml").write_text(
        'schemas = ["schemas"]\nexclude = ["in/old/"]\nignore = ["date-time"]\n'
        '[per-file-ignores]\n"in/b.xml" = ["DC026"]',
        "utf-8",
    )
    for folder in ("in/old", "in"):
        Path(folder).mkdir(parents=True, exist_ok=True)
    put(WRONG, "in/old/c.xml")
    put(WRONG, "in/a.xml")
    put(WRONG, "in/b.xml")
    assert 0 == main(["fix", "in"])
    assert "1 finding put right in 2 documents, no findings of the chosen rules left\n" == streams(capsys)[1]
    assert WRONG == Path("in/old/c.xml").read_bytes() == Path("in/b.xml").read_bytes()
    assert WRONG.replace(b"open", b"Open") == Path("in/a.xml").read_bytes()
    assert 0 == main(["fix", "in", "--isolated", "--schema", "schemas", "--exclude", "b.xml"])
    assert [RIGHT, WRONG, RIGHT] == [Path("in", name).read_bytes() for name in ("a.xml", "b.xml", "old/c.xml")]


def test_nothing_is_written_where_any_schema_of_the_settings_is_broken(capsys):
    Path("broken.xsd").write_text("<a/>", "utf-8")
    Path("dcxml.toml").write_text('[schemas]\n"urn:shop" = "schemas"\n"urn:other" = "broken.xsd"', "utf-8")
    path = put(WRONG)
    assert 2 == main(["fix", "a.xml"])
    assert WRONG == path.read_bytes()
    assert streams(capsys)[1].startswith("broken.xsd:1: ")


def test_the_summary_says_where_findings_of_some_rules_only_are_counted(capsys):
    put(BROKEN)
    assert 1 == run("a.xml", "--select", "DC026,", "--check")
    assert "1 finding would be put right in 1 document, no findings of the chosen rules left\n" == streams(capsys)[1]
    assert 0 == run("a.xml", "--ignore", "DC035")
    assert "1 finding put right in 1 document, no findings of the chosen rules left\n" == streams(capsys)[1]
