"""mypy --strict and pyright accept generated modules and the code that uses them, and find the errors in it."""

# ruff: noqa: S603 - the commands are written here

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

FILES = Path(__file__).parent / "typing"
USES = FILES / "uses_contracts.py"
EXPECTED = [number for number, line in enumerate(USES.read_text().splitlines(), 1) if "# expected error" in line]

pytestmark = pytest.mark.typing


def run(*arguments: str) -> str:
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, capture_output=True, check=False, cwd=FILES.parents[2]).stdout.decode()


def test_mypy_accepts_what_is_right_and_nothing_else():
    output = run("mypy", "--strict", "--no-error-summary", str(USES), str(FILES / "generated.py"))
    errors = re.findall(r"^(.*?):(\d+): error", output, flags=re.MULTILINE)
    assert [(USES.name, number) for number in EXPECTED] == [(Path(file).name, int(line)) for file, line in errors]


def test_pyright_accepts_what_is_right_and_nothing_else():
    files = [USES, FILES / "generated.py"]
    report = json.loads(run("pyright", "--outputjson", "--pythonpath", sys.executable, *map(str, files)))
    errors = [each for each in report["generalDiagnostics"] if each["severity"] == "error"]
    found = sorted({(Path(each["file"]).name, each["range"]["start"]["line"] + 1) for each in errors})
    assert [(USES.name, number) for number in EXPECTED] == found
