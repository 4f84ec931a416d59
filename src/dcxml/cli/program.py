"""The program ``dcxml``: its commands, and how an error of any kind ends it: one line on stderr, exit code 2."""

from __future__ import annotations

import os
import sys
import traceback
from importlib import import_module
from typing import TYPE_CHECKING, Final

import click

from dcxml.cli.console.files import described
from dcxml.cli.console.output import tell_error
from dcxml.cli.exit_codes import ExitCode
from dcxml.errors import DcxmlError, SchemaError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

_COMMANDS: Final = (
    "convert",
    "derive",
    "describe",
    "diff",
    "explain",
    "fix",
    "fuzz",
    "generate",
    "roundtrip",
    "sample",
    "validate",
)
_COMPLETION: Final = "_DCXML_COMPLETE"
"""Set by click's completion scripts."""
_DEBUG: Final = "DCXML_DEBUG"
"""Set to see the traceback of a defect of dcxml."""


class _LazyGroup(click.Group):
    """Commands imported when they are asked for: each is named as its function, and its module or room."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"dcxml.cli.{cmd_name}"), cmd_name)
        return command


@click.group(cls=_LazyGroup, no_args_is_help=False, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dcxml", prog_name="dcxml")
def _dcxml() -> None:
    """Read, write and check the XML of .NET's DataContractSerializer."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with ``arguments`` (the process's own by default) and return its exit code; never raises."""
    try:
        code = _run(sys.argv[1:] if arguments is None else list(arguments))
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has gone. The interpreter would complain once more when it flushes on exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.ERROR
    except KeyboardInterrupt:
        tell_error("interrupted")
        return ExitCode.INTERRUPTED
    except click.ClickException as error:
        sentence = _usage(error)
    except DcxmlError as error:
        sentence = _last_sentence(error)
    except OSError as error:
        sentence = described(error)
    except Exception as error:  # noqa: BLE001 - a defect of dcxml: told in a line as all errors are
        if os.environ.get(_DEBUG):
            traceback.print_exc()
        sentence = f"internal error, please report it ({_DEBUG}=1 shows more): {type(error).__name__}: {error}"
    else:
        return code
    tell_error(sentence)
    return ExitCode.ERROR


def _last_sentence(error: DcxmlError) -> str:
    """Return the last sentence of an error, after the others are told in a line each."""
    if not isinstance(error, SchemaError):
        return str(error)
    *others, last = error.sentences
    for each in others:
        tell_error(each)
    return last


def _run(arguments: list[str]) -> int:
    """Run a command; not by click's own ``main``, which prints and exits where it sees fit."""
    if _COMPLETION in os.environ:
        _dcxml.main(arguments, prog_name="dcxml")  # answers the shell, and exits
    try:
        with _dcxml.make_context("dcxml", arguments) as context:
            code: int = _dcxml.invoke(context)
            return code
    except click.exceptions.Exit as done:  # --help and --version
        return done.exit_code


def _usage(error: click.ClickException) -> str:
    """Return a usage error in one line."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "dcxml"
    return f"{command}: {error.format_message()} (see {command} --help)"
