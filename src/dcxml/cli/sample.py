"""``dcxml sample``: an example document of a contract or a global element."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import dcxml
from dcxml.cli.console.files import STANDARD_STREAM
from dcxml.cli.console.output import tell
from dcxml.cli.contracts.chosen_root import root_of, with_dialect, with_root
from dcxml.cli.exit_codes import ExitCode
from dcxml.errors import LexicalError
from dcxml.files import replace_file
from dcxml.lexical.date_time_text import parse_date_time
from dcxml.sampling import DEFAULT_NOW, KINDS

if TYPE_CHECKING:
    from dcxml.sampling import SampleKind

__all__ = ["sample"]


def _moment(_context: click.Context, _option: click.Parameter, text: str) -> dcxml.DateTime:
    """Return the moment that a text of xs:dateTime names.

    :raises BadParameter: where it is none.
    """
    try:
        return parse_date_time(text)
    except LexicalError as error:
        raise click.BadParameter(f"{text!r} is no date and time; allowed: such as 2025-12-15T20:08:15Z") from error


@click.command(short_help="Write an example document.")
@with_root
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    default=KINDS[0],
    show_default=True,
    help="As a help page of ASP.NET Web API shows it, with what is required alone, or with everything.",
)
@with_dialect("As Web API and MVC write (xmlwriter), or as WCF does (text).")
@click.option(
    "--now",
    callback=_moment,
    metavar="TIME",
    default=DEFAULT_NOW.isoformat(),
    show_default=True,
    help="The moment of all dates.",
)
@click.option("--items", type=click.IntRange(min=1), default=2, show_default=True, help="The items of a collection.")
@click.option("--indent", type=click.IntRange(0, 8), help="Indent by so many spaces; default: all in one line.")
@click.option("-o", "--output", metavar="FILE", default=STANDARD_STREAM, help="The file to write; default: stdout.")
def sample(  # noqa: PLR0913 - one for each option
    schemas: tuple[str, ...],
    root: str,
    *,
    kind: SampleKind,
    dialect: str,
    now: dcxml.DateTime,
    items: int,
    indent: int | None,
    output: str,
) -> int:
    """Write an example document of a contract or a global element NAME: the same one each time.

    It is valid for the schemas and read by .NET. Where the schemas were derived from a help page, a documentation shows
    what that page showed, as far as the schemas say it.
    """
    chosen = root_of(schemas, root)
    made = dcxml.sample(chosen.annotation, kind, now=now, items=items, contracts=chosen.contracts)
    data = dcxml.dumps(made, chosen.annotation, dialect=dcxml.Dialect(dialect), indent=indent)
    if output == STANDARD_STREAM:
        tell(data.decode())
    else:
        replace_file(output, data)
    return ExitCode.NOTHING_FOUND
