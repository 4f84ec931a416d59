"""Names of files as machines take them: with slashes, from a root on where they are below it, as URIs."""

from __future__ import annotations

import posixpath
from pathlib import PurePath, PureWindowsPath
from urllib.parse import quote

__all__ = ["relative", "slashed", "uri"]


def slashed(file: str) -> str:
    """Return a path with slashes, whatever the system's separator."""
    return file.replace("\\", "/") if isinstance(PurePath(file), PureWindowsPath) else file


def relative(file: str, root: str | None) -> str:
    """Return a path from the folder ``root`` on where it leads there, else an absolute one; as it is without a root.

    Steps up, and to the same folder, are worked out; links are not followed.
    """
    path = posixpath.normpath(slashed(file))
    if root is None:
        return path
    base = posixpath.normpath(slashed(root))
    return posixpath.normpath(posixpath.join(base, path)).removeprefix(base.rstrip("/") + "/")


def uri(path: str) -> str:
    """Return a path as a URI reference (RFC 3986): an absolute one with the scheme ``file``.

    A name that is not UTF-8 keeps its octets.
    """
    octets = path.encode("utf-8", "surrogateescape" if _has_octets(path) else "replace")
    if path.startswith("/"):
        return "file://" + quote(octets)
    if PureWindowsPath(path).is_absolute():
        return "file:///" + quote(octets, safe="/:")
    return quote(octets)


def _has_octets(path: str) -> bool:
    """Tell whether all surrogates in a path stand for octets (PEP 383)."""
    return not any("\ud800" <= each < "\udc80" or "\udcff" < each <= "\udfff" for each in path)
