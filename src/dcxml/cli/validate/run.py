"""One run of ``dcxml validate``: what of each document is told, counted, known; and at the end the exit code."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import define, evolve, field

from dcxml.cli.console.output import counted, tell_error
from dcxml.cli.contracts.unknown_roots import HELP, is_without_schema
from dcxml.cli.discovery.path_patterns import relative_path
from dcxml.cli.exit_codes import ExitCode
from dcxml.cli.validate.baseline import text_of
from dcxml.files import replace_file
from dcxml.reporting import Tally, statistics, summary_line
from dcxml.reporting.reporter import verdicts_of_document
from dcxml.validation import RULES
from dcxml.validation.rules import UNREADABLE_FILE, WRONG_ROOT

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator

    from dcxml.cli.validate.baseline import Baseline, Known
    from dcxml.cli.validate.settings import RunSettings
    from dcxml.fixing.document import Document
    from dcxml.reporting import CheckedDocument, Verdict
    from dcxml.validation import Finding

__all__ = ["ValidationRun"]

_LARGE: Final = 1 << 20
"""Octets of a document, and findings in it, for which `fix` is not asked one by one."""
_MANY: Final = 50


@define
class ValidationRun:
    """Counts what is told, whatever the format; nothing of a document stays but that."""

    settings: RunSettings
    tally: Tally = field(init=False, factory=Tally)
    _code: ExitCode = field(init=False, default=ExitCode.NOTHING_FOUND)
    _known: int = field(init=False, default=0)
    _without_schema: int = field(init=False, default=0)
    _told: CheckedDocument | None = field(init=False, default=None)
    _to_fix: Document | None = field(init=False, default=None)
    """The document that is told, as it would be put right; where that has been asked for."""

    def told(self, checked: CheckedDocument) -> CheckedDocument:
        """Return a document with the findings that are told of it."""
        if not isinstance(checked.findings, tuple) and self.settings.baseline is None:
            return self._told_as_they_come(checked)
        checked = evolve(checked, findings=checked.of_all())
        chosen = [*self._chosen(checked)]
        new = chosen
        if self.settings.baseline is not None:
            new = [*self.settings.baseline.new(chosen, checked.file, found=checked.of_all())]
            self._known += len(chosen) - len(new)
        told = evolve(checked, findings=tuple(new), data=checked.data if new else None)
        self.tally.add(told)
        self._told, self._to_fix = told, None
        for finding in new:
            self._heed(finding)
        return told

    def verdicts(self, finding: Finding) -> Iterator[Verdict]:
        """Yield what .NET and XML Schema make of the document that is told, and what helps where something does."""
        if finding.code == UNREADABLE_FILE.code:
            return
        yield from verdicts_of_document(finding)
        if finding.code == WRONG_ROOT.code:
            yield "help", HELP
        if self._may_be_put_right(finding):
            yield "help", "dcxml fix puts this right where it is certain what is meant"

    def _may_be_put_right(self, finding: Finding) -> bool:
        """Tell whether `fix` has something to try; of earlier documents, and of large ones, the rule alone tells."""
        from dcxml.fixing import FIXERS  # noqa: PLC0415 - loaded only where there is a finding
        from dcxml.fixing.document import Document  # noqa: PLC0415 - as above

        told, fixer = self._told, FIXERS.get(finding.code)
        if fixer is None or told is None or told.data is None:
            return fixer is not None
        if isinstance(told.data, Path) or not isinstance(told.findings, tuple):
            return True
        is_earlier = all(each is not finding for each in told.findings)  # formats may tell all at the end
        if is_earlier or len(told.data) > _LARGE or len(told.findings) > _MANY:
            return True
        if self._to_fix is None:
            data = told.data.encode() if isinstance(told.data, str) else told.data
            path = relative_path(told.file, self.settings.checker.folder)
            contracts = self.settings.checker.catalogue.contracts_for(path, data)
            if contracts is None:
                return False
            self._to_fix = Document(data, contracts, told.findings, told.file)
        return fixer.proposal(finding, self._to_fix) is not None

    def _told_as_they_come(self, checked: CheckedDocument) -> CheckedDocument:
        """Return a large document: its findings are counted when they are told."""
        chosen = self._chosen(checked)
        first = next(chosen, None)
        self.tally.add_document(has_findings=first is not None)
        told = evolve(checked, findings=() if first is None else self._counted(chain([first], chosen)))
        self._told, self._to_fix = told, None
        return told

    def _counted(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        for finding in findings:
            self.tally.add_finding(finding)
            self._heed(finding)
            yield finding

    def _heed(self, finding: Finding) -> None:
        """Let a finding count for the exit code, and for the hint at the end."""
        self._without_schema += is_without_schema(finding)
        if finding.severity in self.settings.failing:
            is_unreadable = finding.code == UNREADABLE_FILE.code
            self._code = max(self._code, ExitCode.ERROR if is_unreadable else ExitCode.FOUND)

    def tell_end(self, *, with_statistics: bool) -> None:
        """Print the summary on stderr, what is no longer found of the baseline, and what to do without a schema."""
        summary = self.tally.summary()
        if self.settings.baseline is not None:
            for known in self.settings.baseline.gone():
                tell_error(f"{self.settings.baseline.file}: no longer found: {known}")
        if with_statistics:
            for line in statistics(summary, RULES.values()):
                tell_error(line.removesuffix("\n"))
        more = f"; {counted(self._known, 'finding')} of the baseline not told" if self._known else ""
        tell_error(summary_line(summary) + more)
        if self._without_schema:
            tell_error(f"no schema is given for {counted(self._without_schema, 'document')}: {HELP}")

    def exit_code(self, *, is_zero: bool) -> ExitCode:
        """Return the exit code; where findings are to make none, what cannot be read still does."""
        return ExitCode.NOTHING_FOUND if is_zero and self._code == ExitCode.FOUND else self._code

    def write_baseline(self) -> ExitCode:
        """Write what has been found to the baseline, say so, and return the exit code."""
        baseline = self._baseline
        known = baseline.renewed()
        _write(baseline, known)
        documents = counted(len({each.file for each in known}), "document")
        tell_error(f"{baseline.file}: {counted(known.total(), 'finding')} in {documents} written")
        return ExitCode.ERROR if self._code == ExitCode.ERROR else ExitCode.NOTHING_FOUND

    def prune_baseline(self) -> None:
        """Write the baseline without what is no longer found, if there is any."""
        baseline = self._baseline
        if baseline.gone():
            pruned = baseline.pruned()
            _write(baseline, pruned)
            tell_error(f"{baseline.file}: {counted(baseline.known.total() - pruned.total(), 'finding')} taken out")

    @property
    def _baseline(self) -> Baseline:
        if self.settings.baseline is None:
            raise ValueError("the run has no baseline")
        return self.settings.baseline

    def _chosen(self, checked: CheckedDocument) -> Iterator[Finding]:
        path = relative_path(checked.file, self.settings.checker.folder)
        yield from self.settings.selection.told(checked.findings, path)


def _write(baseline: Baseline, known: Counter[Known]) -> None:
    replace_file(baseline.file, text_of(known))
