"""How the command line speaks: results on stdout, errors on stderr, colour only where a person looks and wants it."""

from __future__ import annotations

import errno
import os
import sys
from typing import IO, Any

import click

__all__ = ["counted", "styled", "tell", "tell_error", "wants_color"]


def tell(text: str, *, nl: bool = True, color: bool | None = None) -> None:
    """Print a result; characters that the terminal cannot show are escaped.

    Colours are kept where ``color`` says so, or where it says nothing, on a terminal.
    """
    if sys.stdout is None:
        raise OSError(errno.EBADF, "stdout is closed")
    click.echo(_printable(text, sys.stdout.encoding), nl=nl, color=color)


def tell_error(text: str) -> None:
    """Print an error in one line on stderr."""
    line = " ".join(text.split("\n"))
    if sys.stderr is None:  # closed; the exit code has to do
        return
    click.echo(_printable(line, sys.stderr.encoding), err=True)


def styled(text: str, **style: Any) -> str:
    """Return ``text`` in colour; plain where the environment says ``NO_COLOR``. Where no terminal is, echo drops it."""
    return text if os.environ.get("NO_COLOR") else click.style(text, **style)


def wants_color(choice: str, stream: IO[str] | None) -> bool:
    """Tell whether to write in colour, by ``auto``, ``always`` or ``never``.

    Without a word it is the environment that says so (``NO_COLOR``, then ``FORCE_COLOR``, each if it is not empty), and
    then whether the stream is a terminal that has colours.
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def counted(count: int, noun: str) -> str:
    """Return ``no findings``, ``1 finding``, ``2 findings``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}" if count else f"no {noun}s"


def _printable(text: str, encoding: str | None) -> str:
    return text.encode(encoding or "utf-8", "backslashreplace").decode(encoding or "utf-8")
