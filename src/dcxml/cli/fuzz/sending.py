"""Documents sent to a service, and what is told and saved of those that it did not answer as it should."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click
from attrs import define, evolve, field, frozen

from dcxml.cli.console.output import counted, tell, tell_error
from dcxml.cli.console.progress import Progress
from dcxml.cli.exit_codes import ExitCode
from dcxml.cli.fuzz.folder import check_folder, fuzz_folder
from dcxml.fuzzing import MOST_TRIES, Trouble, judge_answer, reproduction_test, shrink

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.cli.contracts.chosen_root import ChosenRoot
    from dcxml.fuzzing import Failure, FuzzedDocument, Service

__all__ = ["Sending"]

_TEST: Final = "test_reproduce.py"
_MOST_SHRUNK: Final = 20
"""So many different failures are made smaller; the others are saved as they came."""
_MOST_WAITS: Final = 12
"""So many requests are waited for in vain to make a failure smaller.

Of the failures that are themselves no answer in time only the first is made smaller.
"""
_SHOWN: Final = 300
"""So many characters of an answer are shown."""


@define
class _Group:
    """Failures of one mutation and one answer: the first, made smaller at the end, and how many there were."""

    first: Failure
    count: int = 1


@frozen(kw_only=True)
class Sending:
    """One run against one service."""

    service: Service
    root: ChosenRoot
    output: str
    force: bool
    _groups: dict[tuple[str, str], _Group] = field(factory=dict)

    def run(self, documents: Iterator[FuzzedDocument], total: int | None) -> int:
        """Send the documents and return the exit code.

        :raises UsageError: where nothing listens when the first is sent.
        :raises OSError: where failures could not be saved.
        """
        check_folder(self.output, force=self.force)  # not only when there are failures to save
        sent = 0
        with Progress(verb="sent", total=total) as progress:
            try:
                for document in documents:
                    self._try(document, progress, is_first=not sent)
                    sent += 1
                    progress.step()
            except KeyboardInterrupt:
                if self._groups:
                    progress.clear()
                    self._save(most_shrunk=0)  # what was found is not lost, and nothing more is sent
                raise
        if not self._groups:
            tell(f"{self.service.url}: {counted(sent, 'request')}, all answered as they should be")
            return ExitCode.NOTHING_FOUND
        failed = sum(group.count for group in self._groups.values())
        tell(f"{self.service.url}: {counted(sent, 'request')}, {counted(failed, 'failure')}")
        self._save(most_shrunk=_MOST_SHRUNK)
        return ExitCode.FOUND

    def _try(self, document: FuzzedDocument, progress: Progress, *, is_first: bool) -> None:
        failure = self._failure(document)
        trouble = None if failure is None else failure.answer.trouble
        if failure is not None and is_first and trouble in (Trouble.REFUSED, Trouble.FAILED):
            todo = "start the service first" if trouble is Trouble.REFUSED else "look at the address"
            raise click.UsageError(f"{self.service.url}: {failure.answer}; {todo}")
        if failure is not None:
            self._take(failure, progress)

    def _failure(self, document: FuzzedDocument) -> Failure | None:
        return judge_answer(document, self.service.send(document.data))

    def _take(self, failure: Failure, progress: Progress) -> None:
        group = self._groups.get(failure.group)
        if group is not None:
            group.count += 1
            return
        self._groups[failure.group] = _Group(failure)
        progress.clear()
        tell_error(str(failure))

    def _save(self, *, most_shrunk: int) -> None:
        """Write the smallest document of each group, so many of them made smaller, and the test that sends them."""
        saved = []
        waits = _MOST_WAITS
        with fuzz_folder(self.output, force=self.force) as folder:
            for number, group in enumerate(self._groups.values()):
                is_silent = group.first.answer.trouble is Trouble.SILENT
                most = 0 if number >= most_shrunk else waits if is_silent else MOST_TRIES
                waits = 0 if is_silent else waits
                failure = self._shrunk(group.first, most) if most else group.first
                name = folder.add(failure.document, answer=str(failure.answer), expected_answer=failure.expected)
                saved.append((name, failure))
                tell(f"{folder.path / name}: {failure} ({counted(group.count, 'request')})")
                said = failure.answer.content.decode("utf-8", "replace").strip()
                if said:
                    tell(f"  {click.unstyle(said[:_SHOWN])!r}")
            test = folder.add_file(_TEST, reproduction_test(self.service, saved))
        tell(f"again: dcxml validate {self.output}; pytest {test}")

    def _shrunk(self, failure: Failure, most: int) -> Failure:
        """Return the failure of the smallest document that fails in the same way, of so many."""
        found, waits = failure, _MOST_WAITS

        def fails(document: FuzzedDocument) -> bool:
            nonlocal found, waits
            other = self._failure(document) if waits else None
            waits -= other is not None and other.answer.trouble is Trouble.SILENT
            if other is None or other.group != failure.group:
                return False
            found = other
            return True

        smallest = shrink(failure.document, fails, self.root.contracts, self.root.name, most=most)
        return evolve(found, document=smallest)
