"""The settings of a project: where they are found, what each may say, and one clear error for what it cannot say."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcxml.cli.settings.configuration import (
    Configuration,
    ConfigurationError,
    configuration_for,
    find_configuration,
    read_configuration,
)
from dcxml.cli.settings.values import KEYS
from dcxml.validation import Severity

EVERYTHING = """
schemas = ["schemas", "more/*.xsd"]
select = ["structure", "DC031"]
ignore = ["unknown-attribute"]
include = ["*.xml", "*.msg"]
exclude = ["generated/"]
force-exclude = true
gitignore = false
canonical = true
strict-schemas = true
output-format = "concise"
baseline = "dcxml-baseline.json"
fail-on = "error"

{table}severity]
DC006 = "note"

{table}per-file-ignores]
"old/**" = ["text", "DC004"]
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    (tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a" / "b")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("dcxml.toml", EVERYTHING.format(table="["), id="a file of our own"),
        pytest.param("pyproject.toml", "[tool.dcxml]" + EVERYTHING.format(table="[tool.dcxml."), id="pyproject.toml"),
    ],
)
def test_every_key_is_read(folder, name, text):
    (folder / name).write_text(text, "utf-8")
    found = configuration_for(None)
    file = str(Path("..", "..", name))
    expected = Configuration(
        file=file,
        schemas={"**": ("schemas", "more/*.xsd")},
        select=("structure", "DC031"),
        ignore=("unknown-attribute",),
        severity={"DC006": Severity.NOTE},
        per_file_ignores={"old/**": ("text", "DC004")},
        include=("*.xml", "*.msg"),
        exclude=("generated/",),
        force_exclude=True,
        gitignore=False,
        canonical=True,
        strict_schemas=True,
        output_format="concise",
        baseline="dcxml-baseline.json",
        fail_on="error",
    )
    assert expected == found
    assert all(f"\n{key} =" in text or f"{key}]" in text for key in KEYS)
    assert str(Path("..", "..", "schemas")) == found.path("schemas")


def test_schemas_may_be_a_table():
    Path("dcxml.toml").write_text('[schemas]\n"urn:orders" = "orders.wsdl"\n"in/" = ["a.xsd", "b.xsd"]\n', "utf-8")
    found = configuration_for(None)
    assert {"urn:orders": ("orders.wsdl",), "in/": ("a.xsd", "b.xsd")} == found.schemas
    assert ("dcxml.toml", ".", "a.xsd") == (found.file, found.folder, found.path("a.xsd"))


def test_the_nearest_file_counts_and_others_pyprojects_are_passed_by(folder):
    assert None is find_configuration(Path.cwd())
    assert Configuration() == configuration_for(None)
    (folder / "pyproject.toml").write_text("[tool.dcxml]\n", "utf-8")
    (folder / "a" / "pyproject.toml").write_text("[tool.other]\n", "utf-8")
    assert str(Path("..", "..", "pyproject.toml")) == find_configuration(Path.cwd())
    (folder / "dcxml.toml").write_text("", "utf-8")
    assert str(Path("..", "..", "dcxml.toml")) == find_configuration(Path.cwd())
    (folder / "a" / "dcxml.toml").write_text("", "utf-8")
    assert str(Path("..", "dcxml.toml")) == find_configuration(Path.cwd())
    assert Configuration() == configuration_for(None, is_isolated=True)
    assert str(folder / "dcxml.toml") == configuration_for(str(folder / "dcxml.toml")).file


WRONG = [
    # text of a pyproject.toml behind [tool.dcxml], line, key, essential parts
    pytest.param('selct = ["DC001"]', 3, "selct", ["no such setting", "did you mean select?"], id="an unknown key"),
    pytest.param("qqqq = 1", 3, "qqqq", ["no such setting; there are schemas, select"], id="a key like none"),
    pytest.param('select = "DC001"', 3, "select", ["'DC001' is not allowed", "an array of texts"], id="no array"),
    pytest.param("select = [1]", 3, "select", ["1 is not allowed", "a text"], id="a number in an array"),
    pytest.param(
        'ignore = ["DC0013"]', 3, "ignore", ["'DC0013' is neither a rule", "did you mean DC0"], id="an unknown rule"
    ),
    pytest.param("gitignore = 1", 3, "gitignore", ["1 is not allowed; allowed: true or false"], id="no boolean"),
    pytest.param(
        'output-format = "xml"',
        3,
        "output-format",
        ["'xml' is not allowed; allowed: one of full, concise"],
        id="format",
    ),
    pytest.param(
        'fail-on = ["error"]', 3, "fail-on", ["an array is not allowed", "error, warning, note"], id="fail-on"
    ),
    pytest.param("baseline = true", 3, "baseline", ["true is not allowed"], id="no path"),
    pytest.param('baseline = ""', 3, "baseline", ["'' is not allowed"], id="an empty path"),
    pytest.param("schemas = 1", 3, "schemas", ["1 is not allowed", "an array of paths, or a table"], id="schemas"),
    pytest.param(
        '[tool.dcxml.schemas]\n"urn:a" = []',
        4,
        'schemas."urn:a"',
        ["an array is not allowed", "a path"],
        id="no schema",
    ),
    pytest.param(
        '[tool.dcxml.severity]\nDC001 = "note"\nDC99 = "note"', 5, "severity.DC99", ["'DC99' is neither"], id="severity"
    ),
    pytest.param(
        'severity = { DC001 = "bad" }', 3, "severity.DC001", ["'bad' is not allowed", "error, warning"], id="a level"
    ),
    pytest.param("severity = 3", 3, "severity", ["a table: severities by rule"], id="no table"),
    pytest.param(
        '[tool.dcxml.per-file-ignores]\n"*.xml" = ["no-rule-at-all"]',
        4,
        'per-file-ignores."*.xml"',
        ["'no-rule-at-all' is neither"],
        id="a rule for files",
    ),
    pytest.param("select = [", None, "", ["this is no TOML: "], id="no TOML at its end"),
    pytest.param("select == 1", 3, "", ["this is no TOML: "], id="no TOML"),
    pytest.param("a = " + "[" * 5000, None, "", ["this is no TOML"], id="TOML that nests too deeply"),
]


@pytest.mark.parametrize(("text", "line", "key", "parts"), WRONG)
def test_a_wrong_setting_is_one_error_that_says_where(text, line, key, parts):
    Path("pyproject.toml").write_text(f"# select = 1\n[tool.dcxml]\n{text}\n", "utf-8")
    with pytest.raises(ConfigurationError) as caught:
        configuration_for(None)
    error = caught.value
    assert ("pyproject.toml", key, line) == (error.file, error.key, error.line)
    place = "pyproject.toml" + (f":{line}" if line else "")
    assert str(error).startswith(f"{place}: {key}: " if key else f"{place}: ")
    for part in parts:
        assert part in str(error)


def test_bytes_that_are_no_text_are_one_error():
    Path("dcxml.toml").write_bytes(b"# a\n# \xff\n")
    with pytest.raises(ConfigurationError, match=r"dcxml\.toml:2: byte 0xFF is not UTF-8"):
        configuration_for(None)


def test_a_table_that_is_none_is_one_error():
    Path("pyproject.toml").write_text("[tool]\ndcxml = 3\n", "utf-8")
    with pytest.raises(ConfigurationError, match=r"pyproject\.toml: tool\.dcxml: this is no table"):
        configuration_for(None)


def test_a_file_that_is_not_there_is_an_error_of_the_system():
    with pytest.raises(FileNotFoundError):
        read_configuration("absent.toml")
