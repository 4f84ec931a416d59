"""``dcxml derive``: help pages and XML samples to XSDs."""

from __future__ import annotations

import click

import dcxml
from dcxml.cli.console.files import open_sources
from dcxml.cli.console.output import tell
from dcxml.cli.exit_codes import ExitCode

__all__ = ["derive"]


@click.command(short_help="Derive the schemas of documented samples.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("-o", "--output", metavar="DIR", required=True, help="The folder for the XSDs, one per namespace.")
@click.option("--hints", metavar="FILE", help="A TOML file that overrules what is inferred.")
@click.option("--explain", is_flag=True, help="Say for every inferred fact why it is believed.")
def derive(files: tuple[str, ...], output: str, hints: str | None, *, explain: bool) -> int:
    """Derive data contracts from each FILE, a help page or an XML sample (- is stdin), and write their XSDs."""
    derivation = dcxml.derive_contracts(*open_sources(files), hints=hints)
    if explain:
        tell(derivation.explain())
    for path in dcxml.write_schemas(derivation.contracts, output):
        tell(str(path))
    return ExitCode.NOTHING_FOUND
