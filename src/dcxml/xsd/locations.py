"""Where schemas are: the files that a caller's path stands for, and those that a ``schemaLocation`` may mean.

Nothing is fetched: a location with a scheme or a host is at most looked for by its file name, beside who names it.
So is an absolute one that leads out of the folders of what was given: documents from elsewhere open no file of their
choice.
"""

from __future__ import annotations

import glob
import re
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from dcxml.errors import SchemaError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "ALLOWED",
    "check_path",
    "is_absolute",
    "is_remote",
    "is_schema_name",
    "local_files",
    "namesakes",
    "schema_files",
    "unreadable",
]

ALLOWED: Final = "allowed: an XML Schema or a WSDL 1.1, or a folder with its *.xsd and *.wsdl files"
_SUFFIXES: Final = (".xsd", ".wsdl")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
"""Two letters at least: ``C:`` is a drive."""
_URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")
_SAVED_ADDRESS: Final = re.compile(r"\?(?:(?:single)?wsdl|(?:wsdl|xsd)=[^?]*)\Z", re.IGNORECASE)
"""How the name of a file ends that was saved under its address: ``Service.svc?singleWsdl``, ``…?xsd=xsd0``."""
_LOCAL_HOSTS: Final = ("", "localhost")


def check_path(text: str) -> None:
    """Refuse what a caller gives for a path and is none.

    :raises SchemaError: where it is empty, or a URL.
    """
    if not text:
        reason = f"a path is empty; {ALLOWED}"
        raise SchemaError(reason)
    if _URL.match(text) and not Path(text).exists():
        reason = "URLs are not fetched; allowed: the path of a file that this was saved as"
        raise SchemaError(reason, file=text)


def schema_files(path: Path) -> list[Path]:
    """Return the files that a path stands for: itself, the schemas of a folder, or what a glob pattern matches.

    :raises SchemaError: where there is none.
    """
    if path.is_dir():
        return _in_folder(path)
    if path.exists() or not glob.has_magic(str(path)):
        return [path]
    try:
        found = sorted(Path(path.anchor).glob(str(path.relative_to(path.anchor))))
    except ValueError:  # ** beside other characters
        found = []
    if not found:
        reason = f"no file matches the pattern; {ALLOWED}"
        raise SchemaError(reason, file=path)
    return [file for match in found for file in (_in_folder(match) if match.is_dir() else [match])]


def is_remote(location: str) -> bool:
    """Tell whether a location leads to another machine, or could."""
    text = location.strip()
    if text.startswith(("//", "\\\\")):
        return True
    if not _SCHEME.match(text):
        return False
    return not (text.lower().startswith("file:") and _host(text) in _LOCAL_HOSTS)


def is_absolute(location: str) -> bool:
    """Tell whether a local location says where the file is, whoever names it."""
    text = location.strip()
    return text.lower().startswith(("file:", "/", "\\")) or bool(PureWindowsPath(text).drive)


def is_schema_name(name: str) -> bool:
    """Tell whether a name is that of a schema or a service: ``*.xsd``, ``*.wsdl``, an address with ``?wsdl``."""
    return name.lower().endswith(_SUFFIXES) or _SAVED_ADDRESS.search(name) is not None


def local_files(location: str, folder: Path) -> Iterator[Path]:
    """Yield the files that a local location may mean, seen from a ``folder``: as it is written, decoded, and so on."""
    text = location.strip()
    if text.lower().startswith("file:"):
        text = re.sub(r"\A/(?=[A-Za-z]:)", "", urlsplit(text).path)
    shortened = re.split(r"[?#]", text, maxsplit=1)[0]
    readings = dict.fromkeys((text, shortened, unquote(shortened)))
    for reading in readings:
        yield folder / reading
    for reading in readings:
        if "\\" in reading:
            windows = PureWindowsPath(reading)
            yield folder / windows.as_posix()
            if windows.drive:
                yield folder / windows.name


def namesakes(location: str) -> list[str]:
    """Return the file names under which tools keep the document of an address.

    ``svc?xsd=xsd0`` is kept as ``xsd0.xsd`` or as it is, ``…/types.xsd`` under its own name.
    """
    try:
        parts = urlsplit(location.strip().replace("\\", "/"))
    except ValueError:  # a host in broken brackets
        return []
    last = unquote(parts.path).rpartition("/")[2]
    names = [last] if Path(last).suffix.lower() in _SUFFIXES else []
    for key, _, value in (each.partition("=") for each in unquote(parts.query).split("&")):
        if value and not re.search(r"[/\\]", value):
            names += [f"{value}.{key.lower()}", value] if key.lower() in ("xsd", "wsdl") else []
    saved = f"{last}?{unquote(parts.query)}"
    if is_schema_name(saved) and not re.search(r"[/\\]", saved):
        names.append(saved)
    return names


def unreadable(error: OSError, path: Path) -> SchemaError:
    """Return the error of a file or folder that the system does not give."""
    return SchemaError(f"cannot be read: {error.strerror or error}; {ALLOWED}", file=path)


def _in_folder(path: Path) -> list[Path]:
    try:
        found = sorted(file for file in path.iterdir() if is_schema_name(file.name))
    except OSError as error:
        raise unreadable(error, path) from None
    if not found:
        reason = f"the folder contains no *.xsd or *.wsdl file; {ALLOWED}"
        raise SchemaError(reason, file=path)
    return found


def _host(text: str) -> str:
    try:
        return urlsplit(text).netloc.lower()
    except ValueError:
        return text
