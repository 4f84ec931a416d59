"""The README is true: its Python blocks run, its commands run, and both print what stands under them."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import types
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcxml.strategies import texts

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
FUZZING = ROOT / "docs" / "fuzzing.md"
LARGE = ROOT / "docs" / "large-documents.md"
ARROW = ROOT / "docs" / "arrow.md"
PAGES = (README, ROOT / "docs" / "soap.md", FUZZING, ROOT / "docs" / "property-based-testing.md", LARGE, ARROW)
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TEST_COMMAND = "[test]"
"""The command that runs these tests: CI takes it from the README and runs it in a new environment."""


def blocks(text: str, *, language: str) -> list[tuple[str, str]]:
    """Return the blocks of a language, each with the ``text`` block that follows it at once, or with nothing."""
    found = list(FENCE.finditer(text))
    pairs = []
    for block, after in zip(found, [*found[1:], None], strict=True):
        if block[1] == language:
            is_output = after is not None and after[1] == "text" and not text[block.end() : after.start()].strip()
            pairs.append((block[2], after[2] if is_output else ""))
    return pairs


def commands(block: str) -> list[tuple[str, str]]:
    """Return the ``$`` commands of a console block, each with the output that stands under it."""
    return [
        (command, output) for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, flags=re.MULTILINE)
    ]


@pytest.fixture(scope="module", autouse=True)
def _hypothesis_has_begun():
    """Let Hypothesis read the repository's modules for constants, which it does once: it is not the pages' doing."""

    @settings(max_examples=1, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(texts(), st.integers())
    def begin(_text, _number):
        pass

    begin()


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A folder with the schemas of the repository, to work in as the README does."""
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("clone")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_python_block_prints_what_stands_under_it(page, monkeypatch):
    module = types.ModuleType("readme")  # annotations of classes are looked up in their module
    monkeypatch.setitem(sys.modules, "readme", module)
    pairs = blocks(page.read_text("utf-8"), language="python")
    assert len(pairs) > (0 if page == FUZZING else 5)
    for number, (source, expected) in enumerate(pairs):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            code = compile(source, f"{page.name}, Python block {number + 1}", "exec", dont_inherit=True)
            exec(code, module.__dict__)  # noqa: S102 - our own page
        assert expected == printed.getvalue(), source


@pytest.mark.parametrize(
    ("page", "commands_shown"),
    [(README, {"roundtrip", "derive", "generate", "validate"}), (FUZZING, {"sample"}), (ARROW, {"convert"})],
    ids=["README", "fuzzing", "arrow"],
)
def test_every_command_prints_what_stands_under_it(clone, page, commands_shown):
    scripts = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "NO_COLOR": "1"}
    run = []
    for block, _ in blocks(page.read_text("utf-8"), language="console"):
        for command, expected in commands(block):
            if TEST_COMMAND in command:
                continue
            # A new environment is made by CI; here the last step runs in this one.
            step = command.split(" && ")[-1].removeprefix(".venv/bin/")
            result = subprocess.run(  # noqa: S602 - a shell runs what a reader types
                step, shell=True, capture_output=True, text=True, env=environment, check=False, cwd=clone
            )
            assert (0, expected) == (result.returncode, result.stdout), result.stderr
            run.append(step.split()[1])
    assert commands_shown <= set(run)


def test_the_readme_has_the_two_commands_for_a_fresh_clone():
    lines = [
        command for block, _ in blocks(README.read_text("utf-8"), language="console") for command, _ in commands(block)
    ]
    first, second = lines[:2]
    assert first.startswith("python3 -m venv .venv && ")
    assert first.endswith(".venv/bin/dcxml roundtrip schemas/calendar/page.txt")
    assert second.startswith("python3 -m venv .venv && ")
    assert TEST_COMMAND in second
    assert ".venv/bin/pytest" in second


def test_a_block_whose_output_differs_is_found():
    text = "```python\nprint(1)\n```\n```text\n1\n```\nwords\n```python\nx\n```\nwords\n```text\n2\n```\n"
    assert [("print(1)\n", "1\n"), ("x\n", "")] == blocks(text, language="python")
    assert [("a b", "1\n2\n"), ("c", "")] == commands("$ a b\n1\n2\n$ c\n")
