"""``dcxml validate`` loads what it needs: where contracts come from the cache and nothing is found, that is little."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CALENDAR = Path(__file__).parents[2] / "schemas" / "calendar"
SAMPLE = CALENDAR / "sample.xml"
PROGRAM = "import sys; from dcxml.cli import main; code = main(sys.argv[1:]); print(code, *sys.modules)"

WHO_NEEDS_IT = {
    "asyncio": "nothing",
    "concurrent.futures": "--jobs",
    "dcxml.apis.calendar": "a document without a schema",
    "dcxml.binding.live": "--canonical",
    "dcxml.binding.module_names": "a finding, for the Python path",
    "dcxml.codec.codec": "--canonical",
    "dcxml.codec.dictionary_keys": "a contract with a dictionary",
    "dcxml.codec.making": "--canonical",
    "dcxml.drift": "dcxml diff",
    "dcxml.fixing": "a finding, for the hint",
    "dcxml.reporting.formats.sarif": "its format",
    "dcxml.validation.canonical": "--canonical",
    "dcxml.xsd.importer": "schemas that are not in the cache",
    "dcxml.xsd.schema_files": "dcxml derive",
    "difflib": "a wrong name",
    "importlib.resources": "nothing",
    "multiprocessing": "--jobs",
    "subprocess": "--jobs",
    "tempfile": "files that are written",
    "typing_extensions": "constraints of contract classes",
    "xmlschema": "schemas that are not in the cache and in unusual words",
}


def loaded_by(*arguments):
    """Return the exit code of a run in a new interpreter, and the modules that it has loaded."""
    run = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM, "validate", *arguments], capture_output=True, text=True, check=True
    )
    code, *modules = run.stdout.splitlines()[-1].split()
    return int(code), set(modules)


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DCXML_CACHE_DIR", str(tmp_path / "cache"))


def test_a_warm_run_without_findings_loads_nothing_that_it_does_not_need():
    arguments = [str(SAMPLE), "--schema", str(CALENDAR)]
    code, modules = loaded_by(*arguments)
    assert 0 == code
    assert "dcxml.xsd.importer" in modules, "the cache was empty"
    code, modules = loaded_by(*arguments)
    assert 0 == code
    assert set() == modules & set(WHO_NEEDS_IT)


def test_what_is_needed_is_loaded(tmp_path):
    bad = tmp_path / "bad.xml"
    bad.write_text(SAMPLE.read_text("utf-8").replace(">1439<", ">x<", 1), "utf-8")
    code, modules = loaded_by(str(bad), str(SAMPLE), "--jobs", "2")
    assert 1 == code
    assert {"multiprocessing", "dcxml.fixing"} <= modules
