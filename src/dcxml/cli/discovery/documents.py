"""The documents that a command line names: files, folders with all that is in them, glob patterns, stdin.

Names come one by one, in the order given, and in a folder by their names, so that a hundred thousand cost no memory.
"""

from __future__ import annotations

import errno
import glob
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from attrs import field, frozen

from dcxml.cli.console.files import STANDARD_STREAM, STDIN_NAME
from dcxml.cli.discovery.ignore_files import IgnoreFiles
from dcxml.cli.discovery.path_patterns import PathPatterns, is_pattern, relative_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["DEFAULT_INCLUDE", "Discovery", "Source", "find_documents"]

DEFAULT_INCLUDE: Final = ("*.xml",)
_SKIPPED: Final = frozenset({"node_modules", "__pycache__"})
"""Folders that hold no one's own documents; hidden ones (``.git``, ``.venv``) are skipped too."""

_NO_END: Final = {errno.ENOENT: "and what it leads to is not there", errno.ELOOP: "and it leads in a circle"}


@frozen
class Source:
    """A document to read: its name, where it is, and what is known to be wrong with it before it is read.

    ``place`` is a path, or ``-`` for stdin, which is named otherwise.
    """

    name: str
    place: str
    error: OSError | None = None


@frozen(kw_only=True)
class Discovery:
    """What is looked at in folders; a file that is named itself always is, unless it is excluded by force.

    The patterns are those of .gitignore. Each of ``exclude`` belongs to a folder, as settings and the command line do.
    The ``purpose`` is told where a folder holds nothing for it.
    """

    include: PathPatterns = field(factory=lambda: PathPatterns.of(DEFAULT_INCLUDE))
    exclude: tuple[tuple[str, PathPatterns], ...] = ()
    force_exclude: bool = False
    gitignore: bool = True
    stdin_name: str = STDIN_NAME
    purpose: str = "to check"

    def passes_over(self, name: str, path: str, *, is_folder: bool) -> bool:
        """Tell whether what has been found in a folder is none of ours; its folders have been asked for before."""
        if is_folder:
            if name.startswith(".") or name in _SKIPPED:
                return True
        elif not self.include.cover(path.replace(os.sep, "/")):
            return True
        return any(
            patterns.decide(relative_path(path, folder), is_folder=is_folder) for folder, patterns in self.exclude
        )

    def refuses(self, name: str) -> bool:
        """Tell whether what is named itself, or a folder that it is in, is excluded, and that counts."""
        if not self.force_exclude:
            return False
        is_folder = os.path.isdir(name)  # noqa: PTH112 - False where Path raises, as for a name with a null character
        paths = [(patterns, relative_path(name, folder)) for folder, patterns in self.exclude]
        return any(patterns.cover(path) or patterns.decide(path, is_folder=is_folder) for patterns, path in paths)


def find_documents(names: Sequence[str], discovery: Discovery) -> Iterator[Source]:
    """Yield what names stand for. What cannot be found is yielded as well, with the error.

    :raises click.UsageError: where stdin is named twice.
    """
    if names.count(STANDARD_STREAM) > 1:
        raise click.UsageError("stdin (-) can be read once only")
    return (source for name in names for source in _named(name, discovery))


def _named(name: str, discovery: Discovery) -> Iterator[Source]:
    if name == STANDARD_STREAM:
        yield Source(discovery.stdin_name, name)
    elif discovery.refuses(name):
        return
    elif os.path.isdir(name):  # noqa: PTH112 - False where Path raises, as for a name with a null character
        yield from _in_folder(name, discovery)
    elif is_pattern(name) and not os.path.lexists(name):
        yield from _matching(name, discovery)
    else:
        yield Source(name, name)


def _matching(pattern: str, discovery: Discovery) -> Iterator[Source]:
    """Yield the files that a glob pattern matches, and what is in the folders that it does."""
    found = False
    for name in sorted(glob.iglob(pattern, recursive=True)):  # noqa: PTH207 - Path.glob has no absolute patterns
        found = True
        if discovery.refuses(name):
            continue
        if os.path.isdir(name):  # noqa: PTH112 - as above
            yield from (each for each in _in_folder(name, discovery) if each.error is None)
        else:
            yield Source(name, name)
    if not found:
        yield Source(pattern, pattern, OSError("no file matches this pattern"))


def _in_folder(folder: str, discovery: Discovery) -> Iterator[Source]:
    """Yield the files in a folder and below it that are included, or the folder itself, where there are none."""
    found = False
    ignored = IgnoreFiles.above(folder) if discovery.gitignore else None
    for source in _walk(folder, discovery, ignored):
        found = True
        yield source
    if not found:
        yield Source(folder, folder, OSError(f"the folder holds no document {discovery.purpose}"))


def _walk(folder: str, discovery: Discovery, ignored: IgnoreFiles | None) -> Iterator[Source]:
    """Yield the files of a folder and of those in it, by their names; links to folders are not followed."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield Source(folder, folder, error)
        return
    inside = None if ignored is None else ignored.inside(folder)
    for entry in found:
        path = os.path.normpath(entry.path)
        is_folder = entry.is_dir(follow_symlinks=False)
        if discovery.passes_over(entry.name, path, is_folder=is_folder) or (
            inside is not None and inside.ignore(path, is_folder=is_folder)
        ):
            continue
        if is_folder:
            yield from _walk(path, discovery, inside)
        elif entry.is_file(follow_symlinks=False):
            yield Source(path, path)
        elif entry.is_symlink():
            yield from _at_end_of_link(path)


def _at_end_of_link(path: str) -> Iterator[Source]:
    """Yield the file that a link leads to, or that it leads nowhere; of folders and what else there is, nothing."""
    try:
        mode = Path(path).stat().st_mode
    except OSError as error:
        reason = _NO_END.get(error.errno or 0, error.strerror)
        yield Source(path, path, OSError(f"this is a link, {reason}; allowed: a link to a file that can be read"))
        return
    if stat.S_ISREG(mode):
        yield Source(path, path)
