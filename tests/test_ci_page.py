"""docs/ci.md and the hooks of pre-commit are true: what stands there is run, as it would be there."""

from __future__ import annotations

import glob
import re
import shlex
import shutil
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import dcxml
from dcxml.apis.calendar import Day
from dcxml.cli import main

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "ci.md").read_text("utf-8")
HOOKS = ROOT / ".pre-commit-hooks.yaml"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^(?:\$|\s*-(?: run:)?) (dcxml .*)$", re.MULTILINE)
DAY = dcxml.dumps(Day(id=1, name="Mon"))


def blocks(language):
    return [text for name, text in BLOCK.findall(PAGE) if name == language]


def entries(text):
    """Return the entries of a YAML file that is a list of mappings from names to texts, lists of texts and switches."""
    found = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        marker, name, value = re.fullmatch(r"(- |  )(\w+): (.+)", line).groups()
        if marker == "- ":
            found.append({})
        is_list = value.startswith("[")
        found[-1][name] = value[1:-1].split(", ") if is_list else {"true": True, "false": False}.get(value, value)
    return found


@pytest.fixture
def repository(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "schemas" / "calendar", tmp_path / "schemas")
    (tmp_path / "payloads").mkdir()
    (tmp_path / "payloads" / "day.xml").write_bytes(DAY)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(command, *files):
    _, *arguments = shlex.split(command)
    return main([part for each in arguments for part in (sorted(glob.glob(each)) or [each])] + list(files))  # noqa: PTH207 - as a shell does


def test_every_command_of_the_page_runs(repository, capsys):
    commands = [
        command for language in ("console", "yaml") for block in blocks(language) for command in COMMAND.findall(block)
    ]
    assert 3 == len(commands)
    for command in commands:
        assert 0 == run(command), command
    (repository / "payloads" / "broken.xml").write_bytes(DAY.replace(b">1<", b">one<"))
    for command in commands:
        capsys.readouterr()
        assert 1 == run(command), command
        reports = [Path(name).read_text("utf-8") for name in re.findall(r" -o (\S+)", command)]
        told = "".join([capsys.readouterr().out, *reports])
        assert "payloads/broken.xml" in told, command
        assert "DC031" in told, command


def test_the_hook_takes_files_as_pre_commit_passes_them(repository, capsys):
    (hook,) = entries(HOOKS.read_text("utf-8"))
    used = next(block for block in blocks("yaml") if block.startswith("repos:"))
    settings = re.search(r"args: \[(.*)\]", used)[1].split(", ")
    command = shlex.join([*hook["entry"].split(), *settings])

    assert hook["id"] in used
    assert hook["pass_filenames"]
    assert ["xml"] == hook["types"]
    assert ["xsd", "wsdl"] == hook["exclude_types"]  # pre-commit counts them among xml
    assert ["a/b.xml"] == [name for name in ("a/b.xml", "a.xsd", "a.svg", "xml") if re.search(hook["files"], name)]
    assert "python" == hook["language"]
    assert 0 == run(command, "payloads/day.xml")
    (repository / "payloads" / "other.xml").write_bytes(DAY.replace(b"Name", b"Nam"))
    assert 1 == run(command, "payloads/day.xml", "payloads/other.xml")
    assert "DC006" in capsys.readouterr().out
    Path("dcxml.toml").write_text('exclude = ["other.xml"]', "utf-8")
    assert 0 == run(command, "payloads/day.xml", "payloads/other.xml")


def test_the_hook_has_the_keys_that_pre_commit_wants():
    known = {"id", "name", "description", "entry", "language", "files", "types", "exclude_types"}
    known |= {"pass_filenames", "require_serial"}
    for hook in entries(HOOKS.read_text("utf-8")):
        assert {"id", "name", "entry", "language"} <= set(hook) <= known
        assert "dcxml" == hook["entry"].split()[0]


def test_the_settings_and_the_tests_of_the_page_run(repository, pytester):
    (settings,) = blocks("toml")
    (test,) = blocks("python")
    assert {"dcxml_files", "dcxml_schema", "testpaths"} == set(tomllib.loads(settings)["tool"]["pytest"]["ini_options"])
    shutil.copytree(repository, pytester.path, dirs_exist_ok=True)
    (pytester.path / "tests").mkdir()
    (pytester.path / "tests" / "test_days.py").write_text(test)
    pytester.makepyprojecttoml(settings)
    is_installed = any(point.name == "dcxml" for point in entry_points(group="pytest11"))
    arguments = ["-p", "no:cacheprovider", *([] if is_installed else ["-p", "dcxml.pytest_plugin"])]

    pytester.runpytest(*arguments, "--dcxml-update").assert_outcomes(passed=5)
    result = pytester.runpytest(*arguments, "-v")
    result.assert_outcomes(passed=5)
    result.stdout.fnmatch_lines(["*payloads/day.xml::valid PASSED*"])


def test_every_option_of_the_plugin_stands_on_the_page():
    source = (ROOT / "src" / "dcxml" / "pytest_plugin.py").read_text("utf-8")
    for name in re.findall(r"addini\(\s*\"(\w+)\"|addoption\(\"--([\w-]+)\"|def (dcxml_\w+)\(", source):
        assert next(filter(None, name)) in PAGE
