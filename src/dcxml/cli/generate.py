"""``dcxml generate``: XSD or WSDL to a Python module of attrs classes."""

from __future__ import annotations

import click

import dcxml
from dcxml.cli.exit_codes import ExitCode
from dcxml.cli.files import STANDARD_STREAM
from dcxml.cli.output import counted, tell
from dcxml.cli.schemas import load_schemas
from dcxml.files import replace_file

__all__ = ["generate"]


@click.command(short_help="Write the attrs classes of an XSD or a WSDL.")
@click.argument("schemas", metavar="PATH...", nargs=-1, required=True)
@click.option("-o", "--output", metavar="FILE.py", required=True, help="The module to write; - is stdout.")
@click.option("--strict", is_flag=True, help="Refuse what nothing defines, and what .NET's importer refuses.")
def generate(schemas: tuple[str, ...], output: str, *, strict: bool) -> int:
    """Write a module of attrs classes for the contracts of each PATH: an XSD, a WSDL, or a folder of them.

    What the schemas refer to and nothing defines is named on stderr, with who needs it, and so is what .NET's importer
    refuses: that is a class where nothing is lost, else XML.
    The file is replaced in one step, or left as it was where something fails.
    """
    contracts = load_schemas(schemas, strict=strict)
    source = dcxml.render_module(contracts)
    if output == STANDARD_STREAM:
        tell(source, nl=False)
    else:
        replace_file(output, source.encode())
        tell(f"{output}: {counted(len(contracts), 'contract')}")
    return ExitCode.NOTHING_FOUND
