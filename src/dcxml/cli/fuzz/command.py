"""``dcxml fuzz``: its options, and which of the two ways they ask for."""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING, Final

import click

from dcxml.cli.console.output import counted, tell
from dcxml.cli.console.progress import Progress
from dcxml.cli.contracts.chosen_root import root_of, with_root
from dcxml.cli.exit_codes import ExitCode
from dcxml.cli.fuzz.folder import fuzz_folder
from dcxml.cli.fuzz.sending import Sending
from dcxml.fuzzing import MANIFEST, Judge, Service, covering_documents, fuzzed_documents

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dcxml.cli.contracts.chosen_root import ChosenRoot
    from dcxml.fuzzing import FuzzedDocument

__all__ = ["fuzz"]

_FAILURES: Final = "dcxml-fuzz"
"""The folder of failures where none is named."""
_XML: Final = "application/xml"
"""Without a charset: the documents say in which encoding they are."""


def _headers(_context: click.Context, _option: click.Parameter, texts: Sequence[str]) -> dict[str, str]:
    """Return the headers of requests.

    :raises BadParameter: where a text is none.
    """
    found = {}
    for text in texts:
        name, colon, value = text.partition(":")
        if not colon or not name.strip() or "\n" in text or "\r" in text:
            raise click.BadParameter(f"{text!r} is no header; allowed: such as 'Authorization: Bearer abc'")
        found[name.strip()] = value.strip()
    return found


@click.command(short_help="Write valid or invalid documents, or send them to a service.")
@with_root
@click.option("-n", "count", type=click.IntRange(min=1), default=100, show_default=True, help="How many documents.")
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="The same seed, the same documents."
)
@click.option("-o", "--output", metavar="DIR", help="The folder to write to; with --url that of failures: dcxml-fuzz.")
@click.option("--invalid", is_flag=True, help="Invalid documents alone, each with one labelled mutation.")
@click.option(
    "--coverage", is_flag=True, help="No chance: samples, every boundary, every mutation once at each kind of place."
)
@click.option(
    "--judge",
    type=click.Choice([each.value for each in Judge]),
    default=Judge.EITHER.value,
    show_default=True,
    help="Who refuses what counts as invalid: XML Schema, .NET's reader, or either of them.",
)
@click.option("--url", metavar="URL", help="Send each document to this address, and to no other.")
@click.option("--method", default="POST", show_default=True, metavar="NAME", help="The method of requests.")
@click.option("--content-type", default=_XML, show_default=True, metavar="TYPE", help="The content type of requests.")
@click.option("--header", "headers", multiple=True, callback=_headers, metavar="'NAME: VALUE'", help="Another header.")
@click.option(
    "--timeout", type=click.FloatRange(min=0.01), default=10.0, show_default=True, help="Seconds for one answer."
)
@click.option("--force", is_flag=True, help="Write into a folder that has other files.")
def fuzz(  # noqa: PLR0913 - one for each option
    schemas: tuple[str, ...],
    root: str,
    *,
    count: int,
    seed: int,
    output: str | None,
    invalid: bool,
    coverage: bool,
    judge: str,
    url: str | None,
    method: str,
    content_type: str,
    headers: dict[str, str],
    timeout: float,
    force: bool,
) -> int:
    """Make documents of a contract or a global element NAME: valid ones, or invalid ones with a label.

    They are written to DIR, with a manifest of JSON lines (file, mutation, path, expected verdicts). With --url they
    are sent to a service: valid ones should be accepted (2xx), invalid ones, every other request, refused (4xx). What
    fails is made as small as possible and saved in DIR, with a test of pytest that sends it again. Exit code 1 where
    something failed.

    This needs the extra hypothesis.
    """
    if output == "" or (url is None and output is None):
        raise click.UsageError("say where documents go: -o DIR, or --url URL")
    service = None if url is None else _service(url, method, {"Content-Type": content_type, **headers}, timeout)
    chosen = root_of(schemas, root)
    kinds = (False,) if invalid else (True, False) if coverage or service is not None else (True,)
    documents = _documents(chosen, kinds, Judge(judge), seed=None if coverage else seed, count=count)
    total = None if coverage else count
    if service is not None:
        return Sending(service=service, root=chosen, output=output or _FAILURES, force=force).run(documents, total)
    with fuzz_folder(str(output), force=force) as folder, Progress(verb="wrote", total=total) as progress:
        written = 0
        for document in documents:
            folder.add(document)
            written += 1
            progress.step()
    tell(f"{output}: {counted(written, 'document')} and {MANIFEST}")
    return ExitCode.NOTHING_FOUND


def _service(url: str, method: str, headers: dict[str, str], timeout: float) -> Service:
    try:
        return Service(url=url, method=method, headers=headers, timeout=timeout)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _documents(
    chosen: ChosenRoot, kinds: Sequence[bool], judge: Judge, *, seed: int | None, count: int
) -> Iterator[FuzzedDocument]:
    """Yield the documents that are asked for; without a ``seed`` those of the coverage.

    :raises UsageError: where Hypothesis is not there.
    """
    try:
        from dcxml.strategies.stream import nothing_kept  # noqa: PLC0415 - Hypothesis is needed by this command alone

        with nothing_kept():
            if seed is None:
                yield from covering_documents(chosen.contracts, chosen.name, kinds=kinds, judge=judge)
            else:
                drawn = fuzzed_documents(chosen.contracts, chosen.name, seed=seed, kinds=kinds, judge=judge)
                yield from islice(drawn, min(count, sys.maxsize))
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != "hypothesis":
            raise
        raise click.UsageError("this needs Hypothesis: pip install 'dcxml[hypothesis]'") from error
