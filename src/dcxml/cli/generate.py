"""``dcxml generate``: XSD or WSDL to attrs classes, a Python module or a package of them."""

from __future__ import annotations

import errno
import keyword
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

import dcxml
from dcxml.binding.package_source import GENERATED
from dcxml.binding.source import MADE
from dcxml.cli.console.files import STANDARD_STREAM
from dcxml.cli.console.output import counted, tell, tell_error
from dcxml.cli.contracts.schemas import load_schemas
from dcxml.cli.exit_codes import ExitCode
from dcxml.cli.operations import operation_lines
from dcxml.files import replace_file, replace_files

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["generate"]


@click.command(short_help="Write the attrs classes of an XSD or a WSDL.")
@click.argument("schemas", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "-o", "--output", metavar="FILE.py|DIR/", required=True, help="The module or the package to write; - is stdout."
)
@click.option("--package", is_flag=True, help="Write a package into DIR, as for a name that ends in a slash.")
@click.option("--force", is_flag=True, help="Write over files that dcxml did not make.")
@click.option("--strict", is_flag=True, help="Refuse what nothing defines, and what .NET's importer refuses.")
def generate(schemas: tuple[str, ...], output: str, *, package: bool, force: bool, strict: bool) -> int:
    """Write attrs classes for the contracts of each PATH: an XSD, a WSDL, or a folder of them.

    FILE.py is one module of all; DIR/ is a package with a module for each namespace. The files of an earlier run are
    replaced, and removed where a package no longer has them; any other file is only written over with --force. A
    symbolic link stays, and what it leads to is written.

    What the schemas refer to and nothing defines is named on stderr, with who needs it, and so is what .NET's importer
    refuses: that is a class where nothing is lost, else XML. The operations of a WSDL are listed with the classes of
    their messages. Each file is replaced in one step, or left as it was where something fails.
    """
    is_package = package or output.endswith(("/", os.sep))
    if is_package and output == STANDARD_STREAM:
        raise click.UsageError("a package is a folder, which stdout (-) cannot be")
    name = _package_name(output) if is_package else ""
    contracts = load_schemas(schemas, strict=strict)
    if is_package:
        files = dcxml.render_package(contracts, package=name)
        _write_package(Path(output), {path: text.encode() for path, text in files.items()}, force=force)
        tell(f"{output}: {counted(len(contracts), 'contract')} in {counted(len(files), 'file')}")
    elif output == STANDARD_STREAM:
        tell(dcxml.render_module(contracts), nl=False)
    else:
        if not force:
            _check_module(Path(output))
        replace_file(output, dcxml.render_module(contracts).encode())
        tell(f"{output}: {counted(len(contracts), 'contract')}")
    for line in operation_lines(contracts):
        (tell_error if output == STANDARD_STREAM else tell)(line)
    return ExitCode.NOTHING_FOUND


def _package_name(output: str) -> str:
    """Return the name under which a package in a folder is imported.

    :raises UsageError: where no import can name it.
    """
    name = Path(output).resolve().name
    if name.isidentifier() and not keyword.iskeyword(name):
        return name
    possible = re.sub(r"\W", "_", name) or "package"
    possible = f"{possible}_" if keyword.iskeyword(possible) else possible
    possible = possible if possible.isidentifier() else f"_{possible}"
    raise click.UsageError(f"no import can name a package {name!r}; allowed: a name of Python, such as {possible}")


def _write_package(folder: Path, files: Mapping[str, bytes], *, force: bool) -> None:
    """Write the files of a package, and remove those of an earlier run that it no longer has.

    :raises OSError: where one cannot be written, or, but for ``force``, is a file that dcxml did not make.
    """
    is_new = not folder.is_dir()
    if is_new:
        folder.mkdir()
    try:
        made = {path.name for path in folder.glob("*.py") if path.is_file() and _is_made_by_dcxml(path)}
        for name in () if force else sorted(files.keys() - made):
            _check_free(folder / name)
        replace_files({folder / name: data for name, data in files.items()})
    except BaseException:
        if is_new:
            with suppress(OSError):
                folder.rmdir()
        raise
    for name in made.difference(files):
        (folder / name).unlink()


def _check_free(path: Path) -> None:
    if os.path.lexists(path):
        raise _not_ours(path)


def _check_module(path: Path) -> None:
    """Refuse to write a module over anything but one that dcxml made, or an empty file."""
    if path.is_file():
        line = _first_line(path)
        if line and not line.startswith(b'"""' + MADE.encode()):
            raise _not_ours(path)
    elif path.exists() and not path.is_dir():  # a folder is refused by whoever writes it
        raise OSError(errno.EPERM, "this is no regular file; allowed: one, or - for stdout", str(path))


def _not_ours(path: Path) -> OSError:
    reason = "dcxml did not make this file; allowed: one that it made, a new one, or --force to write over it"
    return OSError(errno.EPERM, reason, str(path))


def _is_made_by_dcxml(path: Path) -> bool:
    return _first_line(path).rstrip(b"\r\n") == GENERATED.encode()


def _first_line(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.readline(200)
