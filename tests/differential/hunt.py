"""A batch of contract sets: drawn by a seed, compared, counted. What differs is kept and the hunt goes on."""

from __future__ import annotations

import time
import traceback
import warnings
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from dcxml import Dialect, render_module
from dcxml.errors import EncodeError, InvalidDataContractError
from differential import draws
from differential.features import features_of
from differential.laws import Difference, compare_document, compare_value
from differential.mutations import MUTATIONS, mutate
from differential.subjects import NotLoadedError, make_subjects
from differential.tally import Finding, Tally
from support.dotnet import runtime

if TYPE_CHECKING:
    from collections.abc import Callable

    from differential.subjects import Subject, Subjects

__all__ = ["CHANGES", "SETS", "hunt"]

SETS: Final = 20
"""The contract sets of a batch."""
VALUES: Final = 4
"""The values drawn of a contract set."""
DOCUMENTS: Final = 3
"""The changed documents made of each value, in each dialect."""
_SEVERAL: Final = ("two changes", "three changes")
CHANGES: Final = (*MUTATIONS, *_SEVERAL)
"""The labels by which changed documents are counted."""
_IS_NULL: Final = (*(False,) * 6, True, *(False,) * 13)
"""Whether a root is null, by how often."""
_HOW_MANY: Final = (1, 1, 1, 1, 1, 2, 2, 3)
"""How many changes a document has, by how often."""


def hunt(number: int, *, is_shrunk: bool = False, until: float = float("inf")) -> Tally:
    """Return what a batch of contract sets shows; its ``number`` is the seed.

    Every second batch has names and namespaces that are legal and nasty. ``is_shrunk`` ends at the first difference
    by raising it, with the smallest example that Hypothesis finds. After ``until``, a moment of `time.monotonic`,
    nothing more is compared.
    """
    runtime()
    tally = Tally()
    is_over = False

    @seed(number)
    @settings(
        max_examples=SETS,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink] if is_shrunk else [Phase.generate],
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    @given(data=st.data())
    def compare(data: st.DataObject) -> None:
        nonlocal is_over
        is_over = is_over or time.monotonic() > until
        if is_over:
            raise _TimeIsOverError
        _Comparison(data=data, tally=tally, number=number, is_shrunk=is_shrunk).run(hostile=number % 2 == 1)

    try:
        with warnings.catch_warnings():  # its strategies are large, and Hypothesis describes them for its notes
            warnings.filterwarnings("ignore", message="Generating overly large repr")
            compare()
    except (Exception, _TimeIsOverError):
        if is_over:  # Hypothesis may say that the example which ended the batch was another one before
            return tally
        if is_shrunk:
            raise
        # Drawing failed: what `_checked` does not see. The text alone can leave the process.
        error = traceback.format_exc().partition("Failing test case")[0][-2000:]
        tally.findings.append(Finding(number, "drawing", error, ""))
    return tally


# What .NET writes, and reads as another value, if it can write it at all: docs/differences.md.
_REFUSED: Final = (
    "a base class has a member of this name that is left out",
    "a name in no namespace cannot be written here",
    ".NET cannot write it as an object",
)


class _TimeIsOverError(BaseException):
    """Ends a batch; no Exception, which Hypothesis would take for a failing example."""


@define(eq=False, kw_only=True)
class _Comparison:
    """One contract set under comparison."""

    data: st.DataObject
    tally: Tally
    number: int
    is_shrunk: bool
    subjects: Subjects = field(init=False)
    values: draws.Values = field(init=False)

    def run(self, *, hostile: bool) -> None:
        contracts = self.data.draw(draws.sets(hostile=hostile))
        settings = self.data.draw(draws.settings(contracts))
        try:
            self.subjects = make_subjects(contracts, settings)
        except NotLoadedError:
            self.tally.not_loaded += 1
            return
        self.tally.sets += 1
        self.values = draws.Values(self.subjects)
        for index in range(VALUES):
            roots = draws.BUILT_IN if self._pick(range(12)) == 7 else self.subjects.roots
            root = self._pick(roots)
            self._value(self.subjects.subject(root), absent=index % 2 == 1)

    def _value(self, subject: Subject, *, absent: bool) -> None:
        try:
            strategy = self.values.of(subject.root, absent=absent)
        except InvalidDataContractError:
            return  # it has no finite instance
        is_null = self.values.may_be_null(subject.root) and self._pick(_IS_NULL)
        value = None if is_null else self.data.draw(strategy)
        features = features_of(self.subjects, subject.root, value)
        for dialect in Dialect:
            document = self._checked("a value", lambda d=dialect: compare_value(subject, value, d, absent=absent))
            if document is None:
                return
            self.tally.value(features, dialect)
            for _ in range(DOCUMENTS):
                self._document(subject, document, dialect)

    def _document(self, subject: Subject, document: bytes, dialect: Dialect) -> None:
        labels = [self._pick(MUTATIONS) for _ in range(self._pick(_HOW_MANY))]
        namespaces = sorted({contract.name.namespace for contract in self.subjects.contracts})
        changed = mutate(labels, document, namespaces, self._pick)
        if changed is None:
            return
        agreement = self._checked(", ".join(labels), lambda: compare_document(subject, changed, dialect))
        if agreement is not None:
            label = labels[0] if len(labels) == 1 else _SEVERAL[len(labels) - 2]
            self.tally.document(label, dialect, agreement.verdict)

    def _pick(self, items: Any) -> Any:
        return items[self.data.draw(st.integers(0, len(items) - 1))]

    def _checked(self, label: str, compare: Callable[[], Any]) -> Any:
        """Return what a comparison gives; keep what it finds. Whatever else goes wrong is a finding too."""
        try:
            return compare()
        except Exception as error:
            if isinstance(error, EncodeError) and any(text in error.reason for text in _REFUSED):
                self.tally.refused += 1
                return None
            if self.is_shrunk:
                raise
            found = str(error) if isinstance(error, Difference) else f"{type(error).__name__}: {error}"
            source = render_module(self.subjects.contracts)
            self.tally.findings.append(Finding(batch=self.number, label=label, difference=found, source=source))
            return None
