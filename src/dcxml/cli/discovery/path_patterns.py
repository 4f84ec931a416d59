"""Patterns of paths as gitignore(5) has them, read here for ``.gitignore`` itself and for our own settings alike.

A pattern without a slash means names at any depth, one with a slash paths from the folder it belongs to; what matches a
folder matches all that is in it. Nothing here looks at a disk.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["PathPattern", "PathPatterns", "is_pattern", "relative_path"]

_MAGIC: Final = re.compile(r"[*?[]")
_TOKEN: Final = re.compile(
    r"""
    (?P<any_folders> \A\*\*/ )
    | (?P<below> /\*\*\Z )
    | (?P<folders_between> /\*\*/ )
    | (?P<everything> \A\*\*\Z )
    | (?P<name> \* )
    | (?P<character> \? )
    | \[ (?P<not>[!^]?) (?P<members> \]? (?: \\. | \[:\w+:\] | [^\]\\] )* ) \]
    | (?P<nothing> \[.* | \\\Z )
    | \\. | .
    """,
    re.DOTALL | re.VERBOSE,
)
_EXPRESSIONS: Final = {
    "any_folders": "(?:.*/)?",
    "below": "/.+",
    "folders_between": "/(?:.*/)?",
    "everything": ".*",
    "name": "[^/]*",
    "character": "[^/]",
    "nothing": "(?!)",
}
_MEMBER: Final = re.compile(r"\[:\w+:\]|(?P<first>\\?.)-(?P<last>\\?[^\]])|\\?.", re.DOTALL)
_CHARACTER_CLASSES: Final = {
    "[:alnum:]": "0-9A-Za-z",
    "[:alpha:]": "A-Za-z",
    "[:digit:]": "0-9",
    "[:lower:]": "a-z",
    "[:upper:]": "A-Z",
    "[:space:]": r"\s",
    "[:xdigit:]": "0-9A-Fa-f",
}


@frozen
class PathPattern:
    """One pattern: what it matches, and whether it takes back what patterns before it have matched (``!``)."""

    expression: re.Pattern[str]
    is_negated: bool
    is_for_folders: bool

    def matches(self, path: str, *, is_folder: bool) -> bool:
        """Tell whether a path from the pattern's folder, with slashes, is meant."""
        return (is_folder or not self.is_for_folders) and self.expression.fullmatch(path) is not None


@frozen
class PathPatterns:
    """Patterns in their order: of those that match a path, the last decides."""

    patterns: tuple[PathPattern, ...]

    @classmethod
    def of(cls, lines: Iterable[str]) -> PathPatterns:
        """Read patterns, one of each line; empty lines and comments (``#``) are none."""
        return cls(tuple(pattern for line in lines if (pattern := _read(line)) is not None))

    def decide(self, path: str, *, is_folder: bool = False) -> bool | None:
        """Tell what the patterns say of one path and not of its folders: True, False by ``!``, None for nothing."""
        for pattern in reversed(self.patterns):
            if pattern.matches(path, is_folder=is_folder):
                return not pattern.is_negated
        return None

    def cover(self, path: str) -> bool:
        """Tell whether a file is matched, or a folder that it is in."""
        steps = path.split("/")
        folders = ("/".join(steps[:number]) for number in range(1, len(steps)))
        return any(self.decide(folder, is_folder=True) for folder in folders) or bool(self.decide(path))


def is_pattern(name: str) -> bool:
    """Tell whether a name has characters by which patterns match others."""
    return _MAGIC.search(name) is not None


def relative_path(name: str, folder: str) -> str:
    """Return a file's path from a folder, with slashes; one that no path leads to from there, whole."""
    try:
        path = os.path.relpath(name, folder)
    except ValueError:  # another drive
        path = os.path.abspath(name)  # noqa: PTH100 - not to be resolved
    return path.replace(os.sep, "/")


def _read(line: str) -> PathPattern | None:
    """Read the pattern of a line; None where it has none."""
    text = line.rstrip("\r\n")
    text = re.sub(r"(?<!\\)((?:\\\\)*) +$", r"\1", text)
    if not text or text.startswith("#"):
        return None
    is_negated = text.startswith("!")
    text = text[is_negated:]
    is_for_folders = text.endswith("/")
    text = text.removesuffix("/")
    is_anchored = "/" in text
    text = text.removeprefix("/")
    if not text:
        return None
    expression = re.compile(("" if is_anchored else "(?:.*/)?") + _expression(text), re.DOTALL)
    return PathPattern(expression, is_negated, is_for_folders)


def _expression(text: str) -> str:
    """Return the regular expression of a pattern; ``**`` means folders only where it stands between slashes."""
    return _TOKEN.sub(_translated, text)


def _translated(token: re.Match[str]) -> str:
    """Return the expression of a token; a bracket without its end, or a backslash at the end, matches nothing."""
    kind = token.lastgroup or ""
    if kind in _EXPRESSIONS:
        return _EXPRESSIONS[kind]
    if kind == "members":
        return f"(?!/)[{'^' if token['not'] else ''}{_MEMBER.sub(_member, token['members'])}]"
    return re.escape(token[0][-1])


def _member(found: re.Match[str]) -> str:
    """Return a character, a range or a class in brackets; of a range that goes down there is its first character."""
    if found["first"] is None:
        return _CHARACTER_CLASSES.get(found[0]) or re.escape(found[0][-1])
    first, last = found["first"][-1], found["last"][-1]
    return f"{re.escape(first)}-{re.escape(last)}" if first <= last else re.escape(first)
