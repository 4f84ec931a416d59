"""What is not used is not loaded."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

import pytest

HEAVY = ("click", "hypothesis", "pyarrow", "xmlschema", "pytest")


def loaded_by(statement: str) -> set[str]:
    """Return the names of the modules that are loaded after ``statement`` in a new interpreter."""
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    return set(run.stdout.split())


@pytest.mark.parametrize("module", ["dcxml", "dcxml.apis.calendar"])
def test_importing_loads_nothing_heavy(module):
    assert importlib.util.find_spec(module) is not None
    assert set() == loaded_by(f"import {module}") & set(HEAVY)


def test_importing_the_face_loads_no_room():
    rooms = {name for name in loaded_by("import dcxml") if name.startswith("dcxml.")}
    assert rooms <= {"dcxml.errors"}


def test_the_check_sees_what_is_loaded():
    assert {"xmlschema", "click"} <= loaded_by("import xmlschema, click")
