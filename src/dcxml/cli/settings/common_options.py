"""The options of every command that looks at documents: which ones, by which schemas and settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
from attrs import frozen

from dcxml.cli.console.files import STANDARD_STREAM
from dcxml.cli.discovery.documents import DEFAULT_INCLUDE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["DOCUMENTS", "SCHEMAS", "SETTINGS", "CommonOptions", "with_options", "with_schemas"]

_F = TypeVar("_F", bound="Callable[..., Any]")


@frozen(kw_only=True)
class CommonOptions:
    """What the command line says; None where it says nothing, and the settings may."""

    files: tuple[str, ...]
    schemas: tuple[str, ...]
    strict_schemas: bool | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    force_exclude: bool | None
    gitignore: bool | None
    stdin_filename: str | None
    config: str | None
    isolated: bool
    no_cache: bool

    def check(self) -> None:
        """Refuse options that do not go together.

        :raises click.UsageError: where there are such.
        """
        if self.stdin_filename is not None and STANDARD_STREAM not in self.files:
            raise click.UsageError("--stdin-filename names what stdin holds; allowed: with - among the files")
        if STANDARD_STREAM in self.files and STANDARD_STREAM in self.schemas:
            raise click.UsageError("stdin (-) can be read once only")
        if self.isolated and self.config is not None:
            raise click.UsageError("--isolated heeds no settings, and --config names some")


def with_schemas(ending: str = "", *, is_required: bool = False) -> Callable[[_F], _F]:
    """Return what gives a command the option ``--schema``, whose paths it takes as ``schemas``.

    The help text ends with ``ending``.
    """
    return click.option(
        "schemas",
        "--schema",
        metavar="PATH",
        multiple=True,
        required=is_required,
        help=f"An XSD or WSDL, or a folder of them; may be given several times{ending}.",
    )


SCHEMAS: Final = (
    with_schemas(". Default: what the settings say, then the built-in catalogue"),
    click.option(
        "--strict-schemas/--no-strict-schemas",
        default=None,
        help="Refuse schemas that need what nothing defines, such as an import that is not there, and what .NET's"
        " importer refuses; default: told on stderr.",
    ),
)
DOCUMENTS: Final = (
    click.option(
        "--include",
        metavar="GLOB",
        multiple=True,
        help=f"What is looked at in folders; default: {', '.join(DEFAULT_INCLUDE)}.",
    ),
    click.option(
        "--exclude", metavar="GLOB", multiple=True, help="What is passed over in folders, beside what the settings say."
    ),
    click.option(
        "--force-exclude/--no-force-exclude",
        default=None,
        help="Whether to pass over what is excluded where it is named itself, too; default: it is not.",
    ),
    click.option(
        "--gitignore/--no-gitignore", default=None, help="Whether to pass over what git ignores; default: it is."
    ),
    click.option("--stdin-filename", metavar="NAME", help="The name of what stdin (-) holds."),
)
SETTINGS: Final = (
    click.option(
        "--config",
        metavar="FILE",
        help="The settings; default: the nearest dcxml.toml, or pyproject.toml with [tool.dcxml], here or above.",
    ),
    click.option("--isolated", is_flag=True, help="Heed no settings."),
    click.option("--no-cache", is_flag=True, help="Read the schemas anew, and keep nothing of them on disk."),
)
_FILES: Final = click.argument("files", metavar="FILE...", nargs=-1, required=True)


def with_options(options: Sequence[Callable[[Any], Any]]) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Return what gives a command its FILE... and options, in their order; it takes them all as keywords."""

    def decorate(command: Callable[..., int]) -> Callable[..., int]:
        decorated: Any = command
        for option in reversed((_FILES, *options)):
            decorated = option(decorated)
        made: Callable[..., int] = decorated
        return made

    return decorate
