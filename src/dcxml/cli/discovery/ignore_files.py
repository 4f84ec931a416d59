"""What ``.gitignore`` files say: that of a folder and those above it, up to the repository's own folder."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from attrs import frozen

from dcxml.cli.discovery.path_patterns import PathPatterns

__all__ = ["IgnoreFiles", "repository_of"]

_NAME: Final = ".gitignore"
_OF_REPOSITORY: Final = Path(".git", "info", "exclude")


@frozen
class _Level:
    """The patterns of one folder, whose path is absolute."""

    folder: str
    patterns: PathPatterns


@frozen
class IgnoreFiles:
    """The patterns of a folder and of those above it, outermost first; the innermost that says something counts."""

    levels: tuple[_Level, ...] = ()

    @classmethod
    def above(cls, folder: str) -> IgnoreFiles:
        """Return the patterns of a repository that hold in a folder, its own aside; none outside of repositories."""
        path = Path(os.path.abspath(folder))  # noqa: PTH100 - links are not followed
        repository = repository_of(path)
        if repository is None:
            return cls()
        found = cls(_level(repository, repository / _OF_REPOSITORY))
        for each in reversed([parent for parent in path.parents if parent.is_relative_to(repository)]):
            found = found.inside(str(each))
        return found

    def inside(self, folder: str) -> IgnoreFiles:
        """Return the patterns with those of a folder added."""
        path = Path(os.path.abspath(folder))  # noqa: PTH100 - links are not followed
        return IgnoreFiles((*self.levels, *_level(path, path / _NAME)))

    def ignore(self, path: str, *, is_folder: bool) -> bool:
        """Tell whether a file or a folder is ignored itself; its folders have been asked for before.

        ``path`` is absolute, or taken from the working directory.
        """
        if not self.levels:
            return False
        whole = os.path.abspath(path)  # noqa: PTH100 - links are not followed
        for level in reversed(self.levels):
            below = whole[len(level.folder.rstrip(os.sep)) + 1 :].replace(os.sep, "/")
            decided = level.patterns.decide(below, is_folder=is_folder)
            if decided is not None:
                return decided
        return False


def repository_of(folder: Path) -> Path | None:
    """Return the folder of the git repository that an absolute path is in; None where it is in none."""
    return next((each for each in (folder, *folder.parents) if os.path.lexists(each / ".git")), None)


def _level(folder: Path, file: Path) -> tuple[_Level, ...]:
    """Return the patterns of a file as a level, if there are any."""
    text = ""
    with suppress(OSError):
        text = file.read_text("utf-8", "surrogateescape")
    patterns = PathPatterns.of(text.split("\n"))
    return (_Level(str(folder), patterns),) if patterns.patterns else ()
