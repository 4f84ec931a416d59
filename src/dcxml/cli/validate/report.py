"""Where a report goes, stdout or a file, and how it names documents."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dcxml.cli.console.files import STANDARD_STREAM
from dcxml.cli.console.output import tell, wants_color
from dcxml.cli.discovery.ignore_files import repository_of
from dcxml.cli.discovery.path_patterns import relative_path
from dcxml.files import replacing_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["name_for", "report_width", "written_report"]

_FROM_REPOSITORY: Final = frozenset({"github", "gitlab", "sarif"})
"""Formats for those who look at a repository, and know files by their paths in it."""
_WITH_URIS: Final = "sarif"
_WIDTH: Final = 100
_NARROWEST: Final = 40
_TOGETHER: Final = 1_000
"""Pieces of a report that are written at once: a large document may have any number of them."""


@contextmanager
def written_report(
    file: str | None, *, color: str, is_quiet: bool
) -> Iterator[tuple[bool, Callable[[Iterable[str]], None]]]:
    """Give what takes the pieces of a report, and whether they may be in colour.

    They go to stdout, or to a ``file``, which is replaced in one step when all is written; to stdout none where the
    run ``is_quiet``.

    :raises OSError: where the file cannot be written.
    """
    if file is not None and file != STANDARD_STREAM:
        with replacing_file(file) as report:
            yield (
                color == "always",
                lambda pieces: report.writelines(piece.encode("utf-8", "backslashreplace") for piece in pieces),
            )
        return
    has_color = wants_color(color, sys.stdout)

    def write(pieces: Iterable[str]) -> None:
        waiting = iter(pieces)
        while taken := [*islice(waiting, _TOGETHER)]:
            text = "".join(taken)
            if text and not is_quiet:
                tell(text, nl=False, color=has_color)

    yield has_color, write


def report_width() -> int:
    """Return how many columns there are: ``COLUMNS``, or the terminal's."""
    return max(shutil.get_terminal_size((_WIDTH, 1)).columns, _NARROWEST)


def name_for(output_format: str) -> Callable[[str], str]:
    r"""Return how a report of a format names a file: as it was given, or by its path in the repository.

    A name that is not UTF-8 has escapes for its octets (``\xff``), but for SARIF, whose URIs have them all.
    """
    readable = str if output_format == _WITH_URIS else _readable
    if output_format not in _FROM_REPOSITORY:
        return readable
    repository = repository_of(Path.cwd()) or Path.cwd()

    def name(file: str) -> str:
        path = relative_path(file, str(repository))
        return readable(os.path.abspath(file) if path.startswith("../") else path)  # noqa: PTH100 - not to be resolved

    return name


def _readable(file: str) -> str:
    try:
        return os.fsencode(file).decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:  # half a surrogate pair, which stands for no octet
        return file
