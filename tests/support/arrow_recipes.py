"""The recipes of docs/arrow.md as a reader would run them: scripts of the page's blocks, each in its interpreter."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["expected_of", "run_recipe"]

PAGE = Path(__file__).parents[2] / "docs" / "arrow.md"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _blocks(text: str, language: str) -> list[str]:
    return [block for name, block in _BLOCK.findall(text) if name == language]


def _section(engine: str) -> str:
    return PAGE.read_text("utf-8").partition(f"### {engine}\n")[2].partition("\n### ")[0]


def expected_of(engine: str) -> str:
    """Return what the page says that a recipe prints."""
    return _blocks(_section(engine), "text")[0]


def run_recipe(engine: str, folder: Path, environment: Mapping[str, str]) -> str:
    """Run a recipe behind the page's classes and payloads, and return what it prints."""
    common = _blocks(PAGE.read_text("utf-8"), "python")
    (recipe,) = _blocks(_section(engine), "py")
    classes, payloads = common[0], common[-1]
    script = folder / "recipe.py"
    script.write_text(f"{classes}\n\n{payloads}\n\n{recipe}", "utf-8")
    run = subprocess.run(  # noqa: S603 - our own page
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
        cwd=folder,
        env={**os.environ, **environment},
    )
    assert 0 == run.returncode, run.stderr[-4000:]
    return run.stdout
