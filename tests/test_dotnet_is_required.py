"""Where the .NET runtime has to be there, a skipped ``dotnet`` test fails; elsewhere it is skipped."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TEST = """
import pytest

@pytest.mark.dotnet
def test_of_the_runtime():
    pytest.skip("no runtime")

def test_of_something_else():
    pytest.skip("no corpus")
"""
WHOLE_MODULE = 'import pytest\npytest.skip("no runtime", allow_module_level=True)\n'


@pytest.mark.parametrize(
    ("source", "required", "expected"),
    [
        pytest.param(TEST, "", (0, "2 skipped"), id="not required"),
        pytest.param(TEST, "1", (1, "1 failed, 1 skipped"), id="required"),
        pytest.param(WHOLE_MODULE, "", (5, "1 skipped"), id="a module, not required"),
        pytest.param(WHOLE_MODULE, "1", (2, "1 error"), id="a module, required"),
    ],
)
def test_a_skip_of_a_dotnet_test(tmp_path, source, required, expected):
    shutil.copy(Path(__file__).parent / "conftest.py", tmp_path)
    (tmp_path / "test_it.py").write_text(source, "utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = dotnet\n", "utf-8")
    run = subprocess.run(  # noqa: S603 - our own tests
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        env={**os.environ, "DCXML_REQUIRE_DOTNET": required, "PYTEST_ADDOPTS": ""},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert expected[0] == run.returncode
    assert expected[1] in run.stdout.splitlines()[-1]
