"""``dcxml validate``: what is wrong with documents, judged by their schemas and by what .NET can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import dcxml
from dcxml.cli.exit_codes import ExitCode
from dcxml.cli.files import STANDARD_STREAM, STDIN_NAME, described, read_input
from dcxml.cli.output import counted, styled, tell, tell_error
from dcxml.cli.schemas import load_schemas

if TYPE_CHECKING:
    from dcxml.validation import Finding

__all__ = ["shown_finding", "validate"]


@click.command(short_help="Check documents against their schemas, and against .NET's reader.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "schemas",
    "--schema",
    metavar="PATH",
    multiple=True,
    required=True,
    help="An XSD or WSDL, or a folder of them; may be given several times.",
)
@click.option("--no-cache", is_flag=True, help="Read the schemas anew, and keep nothing of them on disk.")
def validate(files: tuple[str, ...], schemas: tuple[str, ...], *, no_cache: bool) -> int:
    """Check each FILE (- is stdin) against schemas, and against what .NET's reader reads without loss.

    One line per finding on stdout: file, line, column, rule, sentence, member path. Exit code 0 without findings,
    1 with some, 2 where a file or a schema cannot be read. Contracts of schemas that were read before come from
    DCXML_CACHE_DIR, by default dcxml in XDG_CACHE_HOME or ~/.cache.
    """
    contracts = load_schemas(schemas, cached=not no_cache)
    code = ExitCode.NOTHING_FOUND
    documents = count = 0
    for file in files:
        try:
            data = read_input(file)
        except OSError as error:
            tell_error(described(error))
            code = ExitCode.ERROR
            continue
        documents += 1
        for finding in dcxml.validate(data, contracts, file=STDIN_NAME if file == STANDARD_STREAM else file):
            count += 1
            tell(shown_finding(finding))
            code = max(code, ExitCode.FOUND)
    if documents:
        tell_error(f"{counted(count, 'finding')} in {counted(documents, 'document')}")
    return code


def shown_finding(finding: Finding) -> str:
    """Return a finding in one line, its code in colour."""
    return str(finding).replace("\n", " ").replace(f"{finding.code} ", f"{styled(finding.code, fg='red')} ", 1)
