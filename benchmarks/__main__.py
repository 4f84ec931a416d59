"""The command line: ``python -m benchmarks --help``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from benchmarks.charts import write_charts
from benchmarks.clock import CLOCKS
from benchmarks.documents import DOCUMENTS
from benchmarks.machine import changed_files
from benchmarks.measuring import PARTS, Plan, run
from benchmarks.page import write_page
from benchmarks.peers import PEERS
from benchmarks.report import report
from benchmarks.targets import verdicts
from benchmarks.turns import Pace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from benchmarks.results import Results

__all__ = ["main"]

_FULL_SIZES: Final = (10, 100, 1_000, 10_000, 100_000, 1_000_000)
_FULL_MEGABYTES: Final = (10, 30, 100, 1_000)
_SECONDS: Final = 1.0
_ROUNDS: Final = 21


def _names(known: tuple[str, ...]) -> Callable[..., tuple[str, ...]]:
    """Return a click callback for a list of names, all of them where none is given."""

    def chosen(_context: click.Context, _parameter: click.Parameter, text: str | None) -> tuple[str, ...]:
        if text is None:
            return known
        names = tuple(each.strip() for each in text.split(",") if each.strip())
        unknown = [name for name in names if name not in known]
        if unknown or not names:
            message = f"{', '.join(unknown) or 'nothing'} is none of: {'; '.join(known)}"
            raise click.BadParameter(message)
        return names

    return chosen


@click.command(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option("--documents", callback=_names(tuple(DOCUMENTS)), metavar="A,B", help=f"Of: {', '.join(DOCUMENTS)}.")
@click.option(
    "--peers",
    callback=_names(tuple(PEERS)),
    metavar="A,B",
    help="By name; dcxml, lxml, '.NET 8', xsdata ... Default: all.",
)
@click.option("--parts", callback=_names(PARTS), metavar="A,B", help=f"Of: {', '.join(PARTS)}.")
@click.option("--seconds", type=click.FloatRange(min=0, min_open=True), help=f"For each figure. Default: {_SECONDS}.")
@click.option(
    "--clock",
    type=click.Choice(tuple(CLOCKS)),
    default="wall",
    show_default=True,
    help="What workers measure by; the processor's time says more on a machine that others use.",
)
@click.option("--quick", is_flag=True, help="Under a minute: fewer rounds, small sizes. Its figures are rough.")
@click.option(
    "-o",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write results.json and two SVG charts there.",
)
@click.option(
    "--page",
    is_flag=True,
    help="Make docs/benchmarks.md and what belongs to it of this run: a full one, of a tree without changes.",
)
@click.option("--check", is_flag=True, help="Exit with 1 where an aim that was measured is not met.")
def main(  # noqa: PLR0913 - one parameter for each option
    *,
    documents: tuple[str, ...],
    peers: tuple[str, ...],
    parts: tuple[str, ...],
    seconds: float | None,
    clock: str,
    quick: bool,
    folder: Path | None,
    page: bool,
    check: bool,
) -> None:
    """Measure dcxml and its peers on the same documents, in turns, and tell how they compare.

    What is not installed is left out and named; `pip install '.[benchmark]'` installs all. A full run takes about
    ten minutes.
    """
    if page:
        _check_page(is_quick=quick, chosen={"--documents": documents, "--peers": peers, "--parts": parts})
    plan = _plan(documents, peers, parts, seconds=seconds or (0.1 if quick else _SECONDS), clock=clock, is_quick=quick)
    results = run(plan)
    print("\n\n".join(report(results)))
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        results.write(folder / "results.json")
        write_charts(results, folder)
    if page:
        write_page(results)
    if check:
        _exit(results)


def _plan(  # noqa: PLR0913 - one parameter for each option that makes the plan
    documents: tuple[str, ...],
    peers: tuple[str, ...],
    parts: tuple[str, ...],
    *,
    seconds: float,
    clock: str,
    is_quick: bool,
) -> Plan:
    return Plan(
        is_quick=is_quick,
        clock=clock,
        documents=documents,
        peers=peers,
        parts=parts,
        pace=Pace(
            rounds=5 if is_quick else _ROUNDS,
            seconds=seconds,
            warm_seconds=seconds if is_quick else max(seconds, _SECONDS),
            warm_limit=max(seconds, 1.0 if is_quick else 15.0),
        ),
        items=1_000 if is_quick else 10_000,
        sizes=_FULL_SIZES[:3] if is_quick else _FULL_SIZES,
        budget=2.0 if is_quick else 15.0,
        fresh=tuple(name for name in documents if not (is_quick and name == "wide")),
        fresh_rounds=1 if is_quick else 3,
        import_rounds=2 if is_quick else 11,
        megabytes=(1, 2) if is_quick else _FULL_MEGABYTES,
    )


_WHOLE: Final = {"--documents": tuple(DOCUMENTS), "--peers": tuple(PEERS), "--parts": PARTS}
"""What a whole run has of each option that chooses."""


def _check_page(*, is_quick: bool, chosen: Mapping[str, tuple[str, ...]]) -> None:
    """Refuse a page that would claim more than is measured: it tells of a whole run, and of one commit.

    :raises UsageError: where the run is a part of that, or the commit is not what is measured.
    """
    if is_quick:
        raise click.UsageError(
            "--page is of a full run, and the figures of --quick are rough; allowed: without --quick"
        )
    for option, names in chosen.items():
        left_out = [name for name in _WHOLE[option] if name not in names]
        if left_out:
            raise click.UsageError(f"--page is of all, and {option} leaves out {', '.join(left_out)}")
    changed = changed_files()
    if changed is None:
        raise click.UsageError("--page tells the commit that was measured, and git knows none here")
    if changed:
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        raise click.UsageError(
            f"--page tells the commit that was measured, and {changed[0]}{more} is not as committed; allowed: a tree"
            " without changes (git commit, or git stash -u)"
        )


def _exit(results: Results) -> None:
    """End with 0 where all aims that were measured are met, with 1 where one is not, with 2 where none was measured."""
    known = [each for each in verdicts(results) if each.is_met is not None]
    if not known:
        print("no aim was measured", file=sys.stderr)
        sys.exit(2)
    sys.exit(0 if all(each.is_met for each in known) else 1)


if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
