"""``dcxml fuzz -o DIR``: documents and a manifest that is true, the same for the same seed."""

from __future__ import annotations

import errno
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import dcxml
from dcxml.cli import main
from dcxml.fuzzing import MANIFEST
from dcxml.strategies import cases

ORDERS = Path(__file__).parents[2] / "schemas" / "orders" / "orders.wsdl"
OPTIONS = ("fuzz", "--schema", str(ORDERS), "--root", "Order")


@pytest.fixture(scope="module")
def contracts():
    return dcxml.read_schemas(ORDERS)


def fuzz(folder, *options):
    assert 0 == main([*OPTIONS, "-o", str(folder), *options])
    return [json.loads(line) for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines()]


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("options", [(), ("--invalid",)], ids=["valid", "invalid"])
def test_the_same_seed_gives_the_same_files(tmp_path, options):
    folders = [tmp_path / name for name in ("first", "again", "other")]
    for folder, seed in zip(folders, ("7", "7", "8"), strict=True):
        fuzz(folder, "-n", "12", "--seed", seed, *options)
    first, again, other = map(contents, folders)
    assert 13 == len(first)
    assert first == again
    assert first != other


def test_a_longer_run_begins_as_a_shorter_one(tmp_path):
    fuzz(tmp_path / "short", "-n", "5")
    fuzz(tmp_path / "long", "-n", "9")
    short, long = contents(tmp_path / "short"), contents(tmp_path / "long")
    del short["manifest.jsonl"]
    assert short.items() <= long.items()


def test_valid_documents_have_no_findings(tmp_path, contracts):
    for record in fuzz(tmp_path, "-n", "60"):
        assert None is record["mutation"]
        assert {"schema_valid": True, "dotnet_reads": True} == {
            name: record["expected"][name] for name in ("schema_valid", "dotnet_reads")
        }
        assert [] == list(dcxml.validate((tmp_path / record["file"]).read_bytes(), contracts))


@pytest.mark.parametrize("options", [("-n", "60"), ("--coverage",)], ids=["drawn", "coverage"])
def test_invalid_documents_have_the_finding_that_the_manifest_says_at_its_path(tmp_path, contracts, options):
    records = fuzz(tmp_path, "--invalid", *options)
    for record in records:
        found = list(dcxml.validate((tmp_path / record["file"]).read_bytes(), contracts))
        expected = record["expected"]
        assert [expected["rule"]] == [finding.code for finding in found], record
        facts = found[0].facts
        if record["mutation"] != "deep-nesting":  # there the finding is about dcxml's own limit
            assert (expected["schema_valid"], expected["dotnet_reads"]) == (facts.schema_valid, facts.readable), record
        assert not (expected["schema_valid"] and expected["dotnet_reads"])
        assert record["path"] == (found[0].path or ""), record
    assert len(records) == len({record["file"] for record in records})


def test_the_coverage_has_every_case_of_the_contract_once(tmp_path, contracts):
    records = fuzz(tmp_path, "--coverage")
    found = cases(contracts, "{http://orders.example/data}Order")
    refused = [case for case in found if not (case.label.schema_valid and case.label.readable)]
    expected = [(case.mutation.id, case.mutation.place) for case in refused]
    assert expected == [(record["mutation"], record["place"]) for record in records if record["mutation"]]
    files = {(tmp_path / record["file"]).read_bytes() for record in records}
    assert {case.data for case in found if case.mutation.family == "boundary"} <= files
    assert {case.data for case in refused} <= files


@pytest.mark.parametrize(("judge", "fact"), [("schema", "schema_valid"), ("dotnet", "dotnet_reads")])
def test_the_judge_says_what_is_invalid(tmp_path, judge, fact):
    records = fuzz(tmp_path, "--invalid", "-n", "30", "--judge", judge)
    assert {False} == {record["expected"][fact] for record in records}


def test_files_of_an_earlier_run_make_room_and_others_are_left_alone(tmp_path, capsys):
    fuzz(tmp_path, "-n", "5", "--invalid")
    fuzz(tmp_path, "-n", "2")
    assert 3 == len(contents(tmp_path))
    (tmp_path / "mine.xml").write_text("<mine/>")
    capsys.readouterr()
    assert 2 == main([*OPTIONS, "-o", str(tmp_path), "-n", "1"])
    assert "mine.xml in this folder is not of dcxml fuzz" in capsys.readouterr().err
    assert "<mine/>" == (tmp_path / "mine.xml").read_text()
    fuzz(tmp_path, "-n", "1", "--force")
    assert "<mine/>" == (tmp_path / "mine.xml").read_text()


def test_nothing_is_left_where_the_user_works(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    command = [sys.executable, "-m", "dcxml", *OPTIONS, "-o", "out", "-n", "3"]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own
    assert ["out"] == [path.name for path in tmp_path.iterdir()]


def test_a_manifest_names_no_file_outside_its_folder(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "outside.xml").write_text("<mine/>")
    (folder / "manifest.jsonl").write_text('{"file": "../outside.xml"}\n{"file": 3}\nno json\n[]\n')
    fuzz(folder, "-n", "1")
    assert "<mine/>" == (tmp_path / "outside.xml").read_text()


KILLED = """
import os, sys
from dcxml.cli.fuzz.folder import fuzz_folder
from dcxml.fuzzing import FuzzedDocument
with fuzz_folder(sys.argv[1], force=False) as folder:
    folder.add(FuzzedDocument(data=b"<a/>", valid=b"<a/>"))
    os._exit(9)
"""


def test_a_run_that_is_killed_leaves_a_folder_that_the_next_one_fills(tmp_path):
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    assert 9 == subprocess.run(command, check=False).returncode  # noqa: S603 - our own
    assert ["00001-valid.xml"] == [json.loads(line)["file"] for line in (tmp_path / MANIFEST).read_text().splitlines()]
    fuzz(tmp_path, "-n", "1")


@pytest.mark.usefixtures("_heeded_interrupts")
def test_there_is_no_number_of_documents_that_is_too_large(tmp_path):
    command = [sys.executable, "-m", "dcxml", *OPTIONS, "-o", str(tmp_path), "-n", "9" * 30]
    with subprocess.Popen(command) as running:  # noqa: S603 - our own
        while not (tmp_path / "00001-valid.xml").exists() and running.poll() is None:
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
    assert 130 == running.returncode


def test_a_document_that_cannot_be_written_is_named_and_leaves_nothing(tmp_path, monkeypatch, capsys):
    def full(path, _data):
        path.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert 2 == main([*OPTIONS, "-o", str(tmp_path), "-n", "1"])
    assert f"{tmp_path / '00001-valid.xml'}: No space left on device" in capsys.readouterr().err
    assert [MANIFEST] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize("options", [(), ("--coverage",)], ids=["drawn", "coverage"])
def test_without_hypothesis_the_extra_is_named(tmp_path, options):
    source = "import sys; sys.modules['hypothesis'] = None; from dcxml.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", source, *OPTIONS, "-o", str(tmp_path), *options]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert 2 == ended.returncode, ended.stderr
    assert "this needs Hypothesis: pip install 'dcxml[hypothesis]'" in ended.stderr
    assert 1 == len(ended.stderr.splitlines())


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("-o", "x", "-n", "0"), "0 is not in the range"),
        (("-o", ""), "say where documents go: -o DIR, or --url URL"),
        (("--url", "http://127.0.0.1:1/", "-o", ""), "say where documents go: -o DIR, or --url URL"),
        (("-o", "x", "--root", "{urn:x"), "there is no contract or element '{urn:x'"),
        ((), "say where documents go: -o DIR, or --url URL"),
        (("--url", "ftp://127.0.0.1/"), "'ftp://127.0.0.1/' is no address"),
        (("--url", "http://"), "'http://' is no address"),
        (("--url", "http://127.0.0.1:1/a b"), "' ' may not stand in an address; allowed: %20"),
        (("--url", "http://127.0.0.1:1/", "--header", "none"), "'none' is no header"),
        (("--url", "http://127.0.0.1:1/", "--method", "GE T"), "'GE T' is no method"),
        (("--url", "http://127.0.0.1:1/", "--timeout", "nan"), "the timeout is nan"),
        (("--url", "http://127.0.0.1:1/", "-n", "1"), "nothing listens there; start the service first"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(tmp_path, monkeypatch, capsys, options, sentence):
    monkeypatch.chdir(tmp_path)
    assert 2 == main([*OPTIONS, *options])
    err = capsys.readouterr().err
    assert sentence in err
    assert 1 == err.count("\n")
    assert [] == list(tmp_path.iterdir())
