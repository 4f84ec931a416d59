"""``dcxml convert``: its options, and the run that they ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

import dcxml
from dcxml import arrow
from dcxml.arrow.choices import DurationType, TimestampType
from dcxml.arrow.file_names import check_name, is_table
from dcxml.cli.console.output import counted, tell, tell_error
from dcxml.cli.console.progress import Progress
from dcxml.cli.contracts.chosen_root import with_dialect
from dcxml.cli.convert.documents import Root, write_documents
from dcxml.cli.convert.roots import root_of_documents, root_of_tables
from dcxml.cli.convert.rows import Conversion, known_types_of, rows_of_documents, rows_of_items
from dcxml.cli.discovery.documents import Discovery, find_documents
from dcxml.cli.exit_codes import ExitCode
from dcxml.cli.settings.common_options import with_schemas

if TYPE_CHECKING:
    from collections.abc import Callable

    from dcxml.cli.contracts.chosen_root import ChosenRoot

__all__ = ["convert"]

_F = TypeVar("_F", bound="Callable[..., Any]")


def _decimals(_context: click.Context, _option: click.Parameter, text: str) -> str | tuple[int, int]:
    """Return what decimals are to be.

    :raises BadParameter: where it is neither ``text`` nor one or two numbers.
    """
    if text == "text":
        return text
    precision, comma, scale = text.partition(",")
    try:
        return int(precision), int(scale if comma else "0")
    except ValueError:
        message = f"{text!r} is not allowed; allowed: text, or digits in all and behind the point, such as 38,10"
        raise click.BadParameter(message) from None


def _with_type(name: str, types: Any, help_text: str) -> Callable[[_F], _F]:
    """Return what gives the command an option for the Arrow type of some values: one of ``types``, a Literal."""
    return click.option(name, type=click.Choice(get_args(types)), default="parts", show_default=True, help=help_text)


@click.command(short_help="Write documents as the rows of a table: Parquet or Arrow.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@with_schemas(". Default: derived from the documents")
@click.option(
    "--root",
    metavar="NAME",
    help="A contract or a global element: its name, with its namespace in braces where several have that name."
    " Default: the root of the first document, or what the table says.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR",
    required=True,
    help="The table to write: *.parquet, *.arrow, *.feather; where each FILE is one, the folder of documents.",
)
@click.option(
    "--item", metavar="PATH", help="The rows are the items of this collection, read one by one: Lines, or Lines/Line."
)
@click.option(
    "--unknown",
    type=click.Choice(("forbid", "ignore")),
    default="forbid",
    show_default=True,
    help="What becomes of elements and attributes that the contracts do not know.",
)
@_with_type("--timestamps", TimestampType, "A struct that keeps tick and zone, or plain timestamps that refuse them.")
@_with_type(
    "--durations", DurationType, "A struct that keeps the tick, or plain durations that refuse what they cannot hold."
)
@click.option(
    "--decimals",
    callback=_decimals,
    default="text",
    metavar="text|P,S",
    show_default=True,
    help="Text with the scale of each, or numbers of P digits, S of them behind the point.",
)
@click.option(
    "--absent",
    type=click.Choice(("listed", "null")),
    default="listed",
    show_default=True,
    help="Absent members are listed in columns _absent, or are null as nil is.",
)
@click.option(
    "--depth", type=click.IntRange(1, 32), default=32, show_default=True, help="What is nested deeper is XML."
)
@click.option("--rows", type=click.IntRange(min=1), default=10_000, show_default=True, help="The rows of a batch.")
@click.option("--skip-errors", is_flag=True, help="Leave out what cannot be converted, and write the rest.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="How many processes read documents; not with --item.",
)
@with_dialect("How documents are written: as by Web API and MVC (xmlwriter), or by WCF (text).")
@click.option("--indent", type=click.IntRange(0, 8), help="Indent documents by so many spaces; default: one line.")
def convert(  # noqa: PLR0913 - one for each option
    files: tuple[str, ...],
    schemas: tuple[str, ...],
    root: str | None,
    *,
    output: str,
    item: str | None,
    unknown: str,
    rows: int,
    skip_errors: bool,
    jobs: int,
    dialect: str,
    indent: int | None,
    **types: Any,
) -> int:
    """Write each FILE, a document (- is stdin), as a row of a table; all are of one contract or global element.

    A FILE may be a folder, of which all *.xml are taken, or a glob pattern. With --item each item of a collection is a
    row, and documents may be of any size. Every type of the schemas may stand where a base of it is declared.

    What cannot be converted is told, a line each, and then nothing is written, unless --skip-errors says so. The table
    is replaced in one step. Exit code 1 where a document was not converted, 2 where a file could not be read.

    Where each FILE is a table, its rows become documents, 000001.xml and so on, in a new or an empty folder DIR.

    This needs the extra arrow.
    """
    if item is not None and jobs > 1:
        raise click.UsageError("--jobs is for many documents; with --item they are read one after the other")
    _check_pyarrow()
    if all(map(is_table, files)):
        return _to_documents(files, root_of_tables(files, schemas, root), output, dialect=dialect, indent=indent)
    try:
        check_name(output)
        choices = arrow.ColumnTypes(**types)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    sources = [*find_documents(files, Discovery(purpose="to convert"))]
    chosen = root_of_documents(sources, schemas, root)
    with Progress(verb="converted", noun="document" if item is None else "row") as progress:
        if item is None:
            progress.total = len(sources)
            found = rows_of_documents(sources, chosen, unknown=unknown, jobs=jobs)
        else:
            found = rows_of_items(sources, chosen, item, unknown=unknown)
        conversion = Conversion(found, progress, types=choices, rows=rows, skips=skip_errors)
        written = conversion.write(output)
    if conversion.code is ExitCode.NOTHING_FOUND or skip_errors:
        tell(f"{output}: {counted(written, 'row')}")
    else:
        tell_error(f"{output}: not written; --skip-errors writes the rest")
    return conversion.code


def _to_documents(
    tables: tuple[str, ...], chosen: ChosenRoot, output: str, *, dialect: str, indent: int | None
) -> ExitCode:
    """Write the rows of tables as documents."""
    if is_table(output):
        raise click.UsageError(
            f"{output} is a table, as each FILE is; allowed: a folder, to which documents are written"
        )
    known = known_types_of(chosen)
    root = Root(annotation=chosen.annotation, known_types=known, dialect=dcxml.Dialect(dialect), indent=indent)
    with Progress(verb="wrote") as progress:
        try:
            written = write_documents(tables, root, output, progress)
        except dcxml.TableError as error:
            if error.row is None:  # it is the table itself that is not of the contract
                raise
            progress.clear()
            tell_error(str(error))
            tell_error(f"{output}: not written")
            return ExitCode.FOUND
    tell(f"{output}: {counted(written, 'document')}")
    return ExitCode.NOTHING_FOUND


def _check_pyarrow() -> None:
    """Load pyarrow.

    :raises UsageError: where it is not there.
    """
    try:
        arrow.schema  # noqa: B018 - it is loaded when it is first needed
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != "pyarrow":
            raise
        raise click.UsageError("this needs pyarrow: pip install 'dcxml[arrow]'") from error
