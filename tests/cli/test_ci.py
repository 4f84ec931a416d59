"""A repository with fifty payloads, five of them broken, checked in CI as the README says, with nothing else known."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
SECTION = (REPOSITORY / "README.md").read_text("utf-8").partition("\n## In CI\n")[2].partition("\n## ")[0]
BROKEN = {
    # number of the payload: what is there, what is put in its place, the rule
    7: ("<d2p1:Duration>1439", "<d2p1:Duration>soon", "DC031"),
    11: ("66d630dd-", "66d630d-", "DC037"),
    23: ("<d2p1:WholeDay>true</d2p1:WholeDay>", "<d2p1:WholeDay>true</d2p1:WholeDay>" * 2, "DC005"),
    42: ("<d2p1:Duration>1439</d2p1:Duration>", '<d2p1:Duration i:nil="true"/>', "DC008"),
    49: ("</d2p1:Duration>", "", "DC001"),
}


@pytest.fixture
def repository(tmp_path):
    sample = (REPOSITORY / "schemas" / "calendar" / "sample.xml").read_text("utf-8")
    shutil.copytree(REPOSITORY / "schemas" / "calendar", tmp_path / "schemas", ignore=shutil.ignore_patterns("*.xml"))
    for number in range(50):
        old, new, _ = BROKEN.get(number, (">1439<", f">{number}<", ""))
        assert old in sample
        path = tmp_path / "payloads" / f"{number // 10}" / f"{number:02}.xml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(sample.replace(old, new, 1), "utf-8")
    (tmp_path / "payloads" / "README.md").write_text("no payload", "utf-8")
    (tmp_path / ".git").mkdir()
    (settings,) = re.findall(r"```toml\n(.*?)```", SECTION, flags=re.DOTALL)
    (tmp_path / "pyproject.toml").write_text(f'[project]\nname = "payloads"\n\n{settings}', "utf-8")
    return tmp_path


def test_fifty_payloads_are_checked_as_the_readme_says(repository):
    (command,) = re.findall(r"- run: dcxml (validate .*)\n", SECTION)
    run = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "dcxml", *command.split()], cwd=repository, capture_output=True, text=True, check=False
    )
    assert (1, "5 findings (5 errors) in 5 of 50 documents\n") == (run.returncode, run.stderr)
    told = re.findall(
        r"^::error file=payloads/\d/(\d+)\.xml,line=1,[^:]*title=(DC\d+) [\w-]+::", run.stdout, flags=re.MULTILINE
    )
    assert sorted((f"{number:02}", code) for number, (_, _, code) in BROKEN.items()) == sorted(told)
    assert 5 == len(run.stdout.splitlines())
