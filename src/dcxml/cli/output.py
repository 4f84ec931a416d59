"""How the command line speaks: results on stdout, errors on stderr, colour only where a person looks and wants it."""

from __future__ import annotations

import errno
import os
import sys
from typing import Any

import click

__all__ = ["counted", "styled", "tell", "tell_error"]


def tell(text: str, *, nl: bool = True) -> None:
    """Print a result; characters that the terminal cannot show are escaped."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, "stdout is closed")
    click.echo(_printable(text, sys.stdout.encoding), nl=nl)


def tell_error(text: str) -> None:
    """Print an error in one line on stderr."""
    line = " ".join(text.split("\n"))
    if sys.stderr is None:  # closed; the exit code has to do
        return
    click.echo(_printable(line, sys.stderr.encoding), err=True)


def styled(text: str, **style: Any) -> str:
    """Return ``text`` in colour; plain where the environment says ``NO_COLOR``. Where no terminal is, echo drops it."""
    return text if os.environ.get("NO_COLOR") else click.style(text, **style)


def counted(count: int, noun: str) -> str:
    """Return ``no findings``, ``1 finding``, ``2 findings``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}" if count else f"no {noun}s"


def _printable(text: str, encoding: str | None) -> str:
    return text.encode(encoding or "utf-8", "backslashreplace").decode(encoding or "utf-8")
