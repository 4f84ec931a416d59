"""Real schemas of others as Python: modules and packages that import, pass mypy --strict, and say the same contracts.

They stand beside the repository, or where DCXML_CORPUS says; without them these tests say so and pass.
"""

# ruff: noqa: S603 - the commands are written here

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

import dcxml
from support.corpus import CORPUS, SETS, UNREADABLE, contracts_of, number
from support.packages import write_package

READ = {number(files): files for files in SETS if number(files) not in UNREADABLE}


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    """A folder with a module and a package of each set that is read, importable, and the contracts of each."""
    folder = tmp_path_factory.mktemp("generated")
    contracts = {}
    for each, files in READ.items():
        contracts[each] = contracts_of(files)
        (folder / f"module_{each}.py").write_text(dcxml.render_module(contracts[each]), encoding="utf-8")
        write_package(dcxml.render_package(contracts[each]), folder / f"package_{each}")
    sys.path.insert(0, str(folder))
    yield folder, contracts
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.startswith(("module_", "package_"))]:
        del sys.modules[name]


def run(folder, *arguments):
    result = subprocess.run([sys.executable, "-m", *arguments, "."], cwd=folder, capture_output=True, check=False)
    return (result.stdout + result.stderr).decode()


@pytest.mark.parametrize("kind", ["module", "package"])
def test_what_is_generated_is_imported_and_says_the_same_contracts(generated, kind):
    _, contracts = generated
    print(f"{len(contracts)} sets of schemas from {CORPUS}")  # noqa: T201 - to be seen with -s
    for each, expected in contracts.items():
        found = dcxml.contracts_of(importlib.import_module(f"{kind}_{each}"))
        assert expected == found, each
        # A package has the operations beside their messages.
        assert sorted(map(repr, expected.operations)) == sorted(map(repr, found.operations)), each


@pytest.mark.typing
def test_mypy_accepts_all_that_is_generated(generated):
    folder, contracts = generated
    if contracts:
        output = run(folder, "mypy", "--strict", f"--cache-dir={folder}/.mypy_cache")
        assert output.startswith("Success: no issues found"), output


def test_the_formatter_and_the_linter_accept_all_that_is_generated(generated):
    folder, contracts = generated
    if contracts:
        assert "already formatted" in run(folder, "ruff", "format", "--isolated", "--line-length=120", "--check")
        settings = ["--isolated", "--line-length=120", "--select=ALL", "--ignore=D203,D213,COM812,EM,TRY,CPY"]
        decorators = '--config=lint.flake8-type-checking.runtime-evaluated-decorators=["dcxml.data_contract"]'
        assert "All checks passed!\n" == run(folder, "ruff", "check", "--target-version=py311", *settings, decorators)
