"""The settings of a project: ``[tool.dcxml]`` in ``pyproject.toml``, or ``dcxml.toml``; every key is checked.

Paths and patterns in it are taken from its own folder. What the command line says counts before it.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping  # noqa: TC003 - attrs resolves the annotations of its classes
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from dcxml.cli.settings.values import KEYS, SettingError, unknown_key
from dcxml.errors import DcxmlError

if TYPE_CHECKING:
    from dcxml.validation import Severity

__all__ = ["Configuration", "ConfigurationError", "configuration_for", "find_configuration", "read_configuration"]

_OWN_FILE: Final = "dcxml.toml"
_PROJECT_FILE: Final = "pyproject.toml"
_TABLE: Final = ("tool", "dcxml")
_AT_LINE: Final = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)$")


class ConfigurationError(DcxmlError):
    """A file of settings that cannot be used."""

    def __init__(self, reason: str, *, file: str, key: str = "", line: int | None = None) -> None:
        """Describe what is wrong with ``key`` (``per-file-ignores."*.xml"``) of ``file``, at ``line`` where known."""
        super().__init__(reason)
        self.reason = reason
        self.file = file
        self.key = key
        self.line = line

    def __str__(self) -> str:
        """Return ``pyproject.toml:14: ignore: reason``."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return ": ".join(part for part in (place, self.key, self.reason) if part)


@frozen(kw_only=True)
class Configuration:
    """What a file of settings says; without a ``file`` it says nothing, and paths are from the working directory.

    ``schemas`` has the schemas for documents by the namespace of their root, or by a pattern of their path; a list of
    schemas is those for every path (``**``). None stands for what the file does not say.
    """

    file: str | None = None
    schemas: Mapping[str, tuple[str, ...]] = {}
    strict_schemas: bool = False
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    canonical: bool = False
    severity: Mapping[str, Severity] = {}
    per_file_ignores: Mapping[str, tuple[str, ...]] = {}
    include: tuple[str, ...] | None = None
    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    gitignore: bool = True
    output_format: str | None = None
    baseline: str | None = None
    fail_on: str | None = None

    @property
    def folder(self) -> str:
        """The folder that paths in the file are taken from."""
        return (os.path.dirname(self.file) if self.file else "") or os.curdir  # noqa: PTH120 - "" stays ""

    def path(self, name: str) -> str:
        """Return a path or a pattern of paths in the file as one from the working directory."""
        return os.path.normpath(os.path.join(self.folder, name))  # noqa: PTH118 - shown as short as it is


def configuration_for(file: str | None, *, is_isolated: bool = False) -> Configuration:
    """Return the settings of a named file, or of the nearest one from the working directory upwards.

    :raises ConfigurationError: where it says what it cannot say.
    :raises OSError: where it cannot be read.
    """
    if is_isolated:
        return Configuration()
    found = file if file is not None else find_configuration(Path.cwd())
    return Configuration() if found is None else read_configuration(found)


def find_configuration(folder: Path) -> str | None:
    """Return the nearest file of settings, in a folder or above it, named from the working directory.

    A ``pyproject.toml`` without ``[tool.dcxml]`` is passed by.
    """
    for each in (folder, *folder.parents):
        for name in (_OWN_FILE, _PROJECT_FILE):
            path = each / name
            if path.is_file() and (name == _OWN_FILE or _has_table(path)):
                return _near(path)
    return None


def read_configuration(file: str) -> Configuration:
    """Return what a file of settings says: the whole of it, or of a ``pyproject.toml`` its ``[tool.dcxml]``.

    :raises ConfigurationError: where it is no TOML, or has a key or a value that does not exist.
    :raises OSError: where it cannot be read.
    """
    text = _text(file)
    table = _parsed(text, file)
    if os.path.basename(file) == _PROJECT_FILE:  # noqa: PTH119 - a name, not a path
        for step in _TABLE:
            table = table.get(step, {}) if isinstance(table, dict) else {}
        if not isinstance(table, dict):
            raise ConfigurationError("this is no table; allowed: [tool.dcxml]", file=file, key="tool.dcxml")
    settings: dict[str, Any] = {}
    for key, value in table.items():
        try:
            if key not in KEYS:
                raise unknown_key(key)
            settings[key.replace("-", "_")] = KEYS[key](value)
        except SettingError as error:
            steps = (key, *error.steps)
            shown = ".".join(step if re.fullmatch(r"[\w-]+", step) else f'"{step}"' for step in steps)
            raise ConfigurationError(str(error), file=file, key=shown, line=_line_of(text, steps)) from None
    return Configuration(file=file, **settings)


def _has_table(path: Path) -> bool:
    """Tell whether a ``pyproject.toml`` has settings of ours; one that is no TOML may have."""
    try:
        tool = tomllib.loads(path.read_text("utf-8")).get(_TABLE[0])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError):
        return b"tool.dcxml" in path.read_bytes()
    return isinstance(tool, dict) and _TABLE[1] in tool


def _near(path: Path) -> str:
    """Return a path from the working directory, or where that is no shorter, the whole."""
    try:
        return min(os.path.relpath(path), str(path), key=len)
    except ValueError:  # another drive
        return str(path)


def _text(file: str) -> str:
    octets = Path(file).read_bytes()
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError as error:
        line = octets.count(b"\n", 0, error.start) + 1
        reason = f"byte 0x{octets[error.start]:02X} is not UTF-8; allowed: TOML, which is in UTF-8"
        raise ConfigurationError(reason, file=file, line=line) from None


def _parsed(text: str, file: str) -> Any:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _AT_LINE.search(str(error))
        reason = _AT_LINE.sub("", str(error))
        line = int(place["line"]) if place and place["line"] else None
        raise ConfigurationError(f"this is no TOML: {reason}", file=file, line=line) from None
    except RecursionError:
        raise ConfigurationError("this is no TOML: it nests too deeply", file=file) from None


def _line_of(text: str, steps: tuple[str, ...]) -> int | None:
    """Return the line at which the last step stands as a key, behind that of the step before it.

    TOML has many ways to write a key; where none of the usual ones is found, the line is that of the step before, or
    none.
    """
    lines = text.splitlines()
    ours = next((number for number, line in enumerate(lines) if "dcxml" in line), 0)
    found: int | None = None
    for step in steps:
        key = re.compile(rf"""(?:^|[\[{{,.\s])["']?{re.escape(step)}["']?\s*[=\].]""")
        start = ours if found is None else found
        number = next((number for number in range(start, len(lines)) if key.search(lines[number])), None)
        if number is None:
            break
        found = number
    return None if found is None else found + 1
