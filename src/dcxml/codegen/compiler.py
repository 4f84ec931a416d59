"""Source text to a namespace, its lines known to tracebacks, debuggers and ``inspect.getsource``."""

from __future__ import annotations

import itertools
import linecache
from typing import Any

__all__ = ["compile_source", "forget_source", "unique_filename"]

_numbers = itertools.count(1)


def unique_filename(label: str) -> str:
    """Return a file name no other generated source has: ``<dcxml label 7>``."""
    return f"<dcxml {label} {next(_numbers)}>"


def compile_source(
    source: str, filename: str, namespace: dict[str, Any], made: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Run ``source`` with the names of ``namespace``, and return ``made``, where it leaves its own.

    Without ``made`` that is the namespace itself. `linecache` then knows the source by its ``filename``.
    """
    made = namespace if made is None else made
    code = compile(source, filename, "exec", dont_inherit=True)
    # No modification time: linecache then never drops or re-reads the entry.
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    exec(code, namespace, made)  # noqa: S102 - generated here; texts of the model enter as literals only
    return made


def forget_source(filename: str) -> None:
    """Drop the lines that `compile_source` registered under ``filename``."""
    linecache.cache.pop(filename, None)
