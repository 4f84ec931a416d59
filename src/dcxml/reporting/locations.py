"""Names of files as machines take them."""

from __future__ import annotations

from pathlib import PurePath, PureWindowsPath

__all__ = ["slashed"]


def slashed(file: str) -> str:
    """Return a path with slashes, whatever the system's separator."""
    return file.replace("\\", "/") if isinstance(PurePath(file), PureWindowsPath) else file
