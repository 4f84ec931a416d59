"""``dcxml fix``: what is certain is put right in documents, in place or as a diff."""

from __future__ import annotations

import errno
import sys
from typing import TYPE_CHECKING, Any, Final

import click
from attrs import define

import dcxml
from dcxml.cli.console.coded_line import coded_line
from dcxml.cli.console.files import STANDARD_STREAM, described, read_input
from dcxml.cli.console.output import counted, tell, tell_error
from dcxml.cli.contracts.catalogue import catalogue_for
from dcxml.cli.contracts.unknown_roots import findings_without_schema
from dcxml.cli.discovery.documents import find_documents
from dcxml.cli.discovery.path_patterns import relative_path
from dcxml.cli.exit_codes import ExitCode
from dcxml.cli.fix.patch import patch
from dcxml.cli.settings.choices import discovery_of, selection_of
from dcxml.cli.settings.common_options import DOCUMENTS, SCHEMAS, SETTINGS, CommonOptions, with_options
from dcxml.cli.settings.configuration import configuration_for
from dcxml.files import replace_file
from dcxml.validation import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dcxml import Fixed
    from dcxml.cli.contracts.catalogue import Catalogue
    from dcxml.cli.discovery.documents import Source
    from dcxml.cli.settings.selection import Selection

__all__ = ["fix"]

_OPTIONS: Final = (
    *SCHEMAS,
    click.option("is_diff", "--diff", is_flag=True, help="Write nothing; print a unified diff on stdout."),
    click.option("is_check", "--check", is_flag=True, help="Write nothing; tell what would be put right."),
    click.option(
        "is_canonical",
        "--canonical",
        is_flag=True,
        help="Also write texts that are right as .NET writes them, in documents in which nothing else is left.",
    ),
    click.option(
        "--select",
        metavar="RULES",
        multiple=True,
        help="Put right findings of these rules only: codes, names or groups, with commas between them.",
    ),
    click.option(
        "--ignore", metavar="RULES", multiple=True, help="Neither put right nor tell findings of these rules."
    ),
    *DOCUMENTS,
    *SETTINGS,
)


@click.command(short_help="Put right in documents what is certain.")
@with_options(_OPTIONS)
def fix(*, is_diff: bool, is_check: bool, is_canonical: bool, **given: Any) -> int:
    """Put right in each FILE what is certain, and leave the rest of it byte for byte (- is stdin, written to stdout).

    A FILE may be a folder, of which all *.xml are taken, or a glob pattern. Schemas, files and rules are chosen as for
    dcxml validate: by options, then by the settings. What was put right and what is left is told, a line each. Nothing
    is put right that could be meant in two ways.

    Exit code 0 where nothing but notes is left, 1 where findings are, or where with --diff or --check something would
    change, 2 where a file or a schema cannot be read.
    """
    options = CommonOptions(**given)
    options.check()
    configuration = configuration_for(options.config, is_isolated=options.isolated)
    selection = selection_of(options, configuration)
    sources = find_documents(options.files, discovery_of(options, configuration))
    catalogue = catalogue_for(options, configuration)
    catalogue.read_all()  # a broken one is told before anything is written
    run = _Run(
        catalogue, configuration.folder, selection, is_diff=is_diff, is_check=is_check, is_canonical=is_canonical
    )
    for source in sources:
        run.document(source)
    run.tell_summary()
    return run.code


@define
class _Run:
    """A run over several documents, and what has come of it so far."""

    catalogue: Catalogue
    folder: str
    selection: Selection
    is_diff: bool
    is_check: bool
    is_canonical: bool
    code: ExitCode = ExitCode.NOTHING_FOUND
    documents: int = 0
    fixes: int = 0
    left: int = 0

    def document(self, source: Source) -> None:
        """Put one document right, and tell what there is to tell."""
        try:
            if source.error is not None:
                raise source.error
            self._fix(source, read_input(source.place))
        except BrokenPipeError:
            raise
        except OSError as error:
            tell_error(described(error))
            self.code = ExitCode.ERROR

    def _fix(self, source: Source, data: bytes) -> None:
        path = relative_path(source.name, self.folder)
        result = self._fixed(source, data, path)
        fixed = result.data if isinstance(result.data, bytes) else result.data.encode()
        left = [*self.selection.told(result.left, path)]
        is_stream = source.place == STANDARD_STREAM
        if self.is_diff:
            tell(patch(data, fixed, name=source.name), nl=False)
        elif not self.is_check:
            if is_stream:
                _write(fixed)
            elif result.applied:
                replace_file(source.place, fixed)
        lines = [coded_line(each, each.code, color="green") for each in result.applied]
        if not (self.is_diff or self.is_check):  # what is left has another place there
            lines += [coded_line(each, each.code, color="red") for each in left]
        self._tell(lines, on_stderr=is_stream or self.is_diff)
        self._count(len(result.applied), sum(1 for each in left if each.severity is not Severity.NOTE))

    def _fixed(self, source: Source, data: bytes, path: str) -> Fixed:
        """Return a document put right; where no schema is given for its root, as it is."""
        contracts = self.catalogue.contracts_for(path, data)
        if contracts is None:
            return dcxml.Fixed(data=data, applied=(), left=tuple(findings_without_schema(data, source.name)))
        codes = self.selection.chosen_in(path)
        return dcxml.fix(data, contracts, codes=codes, canonical=self.is_canonical, file=source.name)

    def _tell(self, lines: Sequence[str], *, on_stderr: bool) -> None:
        for line in lines:
            (tell_error if on_stderr else tell)(line)

    def _count(self, fixes: int, left: int) -> None:
        self.documents += 1
        self.fixes += fixes
        self.left += left
        is_wrong = left or (fixes and (self.is_diff or self.is_check))
        self.code = max(self.code, ExitCode.FOUND if is_wrong else ExitCode.NOTHING_FOUND)

    def tell_summary(self) -> None:
        """Tell how much was put right, and how much is left."""
        if self.documents:
            of_rules = " of the chosen rules" if self.selection.is_partial else ""
            would = "would be " if self.is_diff or self.is_check else ""
            tell_error(
                f"{counted(self.fixes, 'finding')} {would}put right in {counted(self.documents, 'document')},"
                f" {counted(self.left, 'finding')}{of_rules} left"
            )


def _write(data: bytes) -> None:
    if sys.stdout is None:
        raise OSError(errno.EBADF, "stdout is closed")
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
