"""Contracts as a command is given them: schemas, Python modules, or documented samples, told apart by what they are."""

from __future__ import annotations

import importlib
import importlib.util
import io
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

import dcxml
from dcxml.cli.console.files import STANDARD_STREAM, STDIN_NAME, read_stdin
from dcxml.cli.contracts.schemas import load_schemas
from dcxml.xsd.locations import is_schema_name

if TYPE_CHECKING:
    from types import ModuleType

    from dcxml import DataContractSet

__all__ = ["load_contracts"]

_SCHEMAS: Final = (".xsd", ".wsdl")
_SAMPLES: Final = (".xml", ".txt", ".htm", ".html", ".md")
_IS_SCHEMA: Final = re.compile(rb"<(?:[\w.-]+:)?(?:schema|definitions)[\s>]")
_NOT_IN_NAME: Final = re.compile(r"\W")
_FIRST_BYTES: Final = 4096
_PYTHON: Final = ".py"


class _Stdin(io.BytesIO):
    """What stdin holds, as a file with a name."""

    name = STDIN_NAME


def load_contracts(name: str) -> DataContractSet:
    """Return the contracts of a schema, a module, a sample or a help page, or of a folder of schemas or samples.

    A Python module, a ``FILE.py``, a package's folder or a dotted name, is executed.

    :raises click.UsageError: where it is none of them.
    :raises DcxmlError: where the contracts cannot be read.
    :raises OSError: where a file cannot be read.
    """
    path = Path(name)
    if name == STANDARD_STREAM:
        return _from_stdin()
    if path.suffix == _PYTHON or (path / "__init__.py").is_file():
        return dcxml.contracts_of(_executed(path))
    if path.is_dir():
        return _from_folder(path)
    is_file_name = path.suffix.lower() in (*_SCHEMAS, *_SAMPLES)
    if not path.exists() and not is_file_name and all(part.isidentifier() for part in name.split(".")):
        return dcxml.contracts_of(_imported(name))
    if path.suffix.lower() in _SCHEMAS or not path.is_file() or _is_schema(path.read_bytes()):
        return load_schemas([name])
    return dcxml.derive_contracts(path).contracts


def _from_stdin() -> DataContractSet:
    data = read_stdin()
    if not _is_schema(data):
        return dcxml.derive_contracts(_Stdin(data)).contracts
    return load_schemas([STANDARD_STREAM], stdin=data)


def _from_folder(folder: Path) -> DataContractSet:
    found = sorted(path for path in folder.iterdir() if path.is_file())
    if any(is_schema_name(path.name) for path in found):
        return load_schemas([str(folder)])
    samples = [path for path in found if path.suffix.lower() in _SAMPLES]
    if not samples:
        reason = (
            f"{folder}: there is neither a schema nor a sample in this folder; allowed: *.xsd, *.wsdl, *.xml, *.html"
        )
        raise click.UsageError(reason)
    return dcxml.derive_contracts(*samples).contracts


def _is_schema(data: bytes) -> bool:
    return _IS_SCHEMA.search(data[:_FIRST_BYTES].replace(b"\0", b"")) is not None  # UTF-16 too


def _executed(path: Path) -> ModuleType:
    """Execute a file, or the package in a folder, under a name that no other module has."""
    is_package = path.is_dir()
    file = path / "__init__.py" if is_package else path
    file.open("rb").close()  # told as any other file that cannot be read
    name = f"dcxml_diff_{len(sys.modules)}_{_NOT_IN_NAME.sub('_', path.stem)}"
    locations = [str(path)] if is_package else None
    spec = importlib.util.spec_from_file_location(name, file, submodule_search_locations=locations)
    if spec is None or spec.loader is None:
        raise click.UsageError(f"{path}: this is no Python module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # annotations are resolved there
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise click.UsageError(f"{path}: executing it raised {type(error).__name__}: {error}") from error
    return module


def _imported(name: str) -> ModuleType:
    """Import a module by its dotted name, from the working folder too."""
    folder = os.fspath(Path.cwd())
    sys.path.insert(0, folder)
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name is None or not f"{name}.".startswith(f"{error.name}."):
            raise click.UsageError(f"{name}: importing it raised {type(error).__name__}: {error}") from error
        reason = f"{name}: there is no such file or folder, and no Python module {error.name}"
        raise click.UsageError(reason) from error
    except Exception as error:
        raise click.UsageError(f"{name}: importing it raised {type(error).__name__}: {error}") from error
    finally:
        sys.path.remove(folder)
