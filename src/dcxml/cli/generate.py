"""``dcxml generate``: XSD to a Python module of attrs classes."""

from __future__ import annotations

import click

import dcxml
from dcxml.cli.exit_codes import ExitCode
from dcxml.cli.files import STANDARD_STREAM, local_paths
from dcxml.cli.output import counted, tell
from dcxml.files import replace_file

__all__ = ["generate"]


@click.command(short_help="Write the attrs classes of an XSD.")
@click.argument("schemas", metavar="PATH...", nargs=-1, required=True)
@click.option("-o", "--output", metavar="FILE.py", required=True, help="The module to write; - is stdout.")
def generate(schemas: tuple[str, ...], output: str) -> int:
    """Write a module of attrs classes for the contracts of each PATH: an XSD, or a folder of them.

    The file is replaced in one step, or left as it was where something fails.
    """
    with local_paths(schemas) as paths:
        contracts = dcxml.read_schemas(*paths)
    source = dcxml.render_module(contracts)
    if output == STANDARD_STREAM:
        tell(source, nl=False)
    else:
        replace_file(output, source.encode())
        tell(f"{output}: {counted(len(contracts), 'contract')}")
    return ExitCode.NOTHING_FOUND
