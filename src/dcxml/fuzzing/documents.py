"""Documents to try a reader of DataContract XML with: valid ones, and ones with a labelled mutation.

The same seed gives the same documents; without chance, the samples of a contract and every mutation of them.
"""

from __future__ import annotations

from enum import StrEnum
from itertools import cycle
from typing import TYPE_CHECKING, Final

from attrs import frozen

from dcxml.binding.live import build_classes
from dcxml.errors import InvalidDataContractError
from dcxml.one_call import dumps
from dcxml.sampling import KINDS, sample
from dcxml.strategies.mutations import Effect, Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dcxml.contract import DataContractSet
    from dcxml.qname import QName
    from dcxml.strategies.mutations import Case

__all__ = ["FuzzedDocument", "Judge", "covering_documents", "fuzzed_documents", "is_invalid"]

_BOUNDARY: Final = "boundary"
"""The family of the cases that are valid."""
_MOST_MISSES: Final = 2_000
_VALID: Final = Label(schema_valid=True, effect=Effect.SAME, code=None)


class Judge(StrEnum):
    """Who says that a document is invalid: XML Schema, .NET's reader, or one of them at least."""

    EITHER = "either"
    SCHEMA = "schema"
    DOTNET = "dotnet"


@frozen(kw_only=True)
class FuzzedDocument:
    """A document with what the judges say of it; ``mutation`` is None of a valid one, else its id.

    ``place`` is the path of the element that was changed, ``path`` that of the finding; ``before`` is what was there,
    ``after`` what is there now. ``valid`` is the document that was mutated, and this one where none is.
    """

    data: bytes
    label: Label = _VALID
    valid: bytes
    mutation: str | None = None
    place: str = ""
    path: str = ""
    before: str = ""
    after: str = ""

    @classmethod
    def of_case(cls, case: Case) -> FuzzedDocument:
        """Return a case of the catalogue."""
        return cls(
            data=case.data,
            label=case.label,
            valid=case.valid,
            mutation=case.mutation.id,
            place=case.place,
            path=case.path,
            before=case.before,
            after=case.after,
        )

    @property
    def kind(self) -> str:
        """``valid``, or the id of the mutation."""
        return self.mutation or "valid"


def is_invalid(label: Label, judge: Judge) -> bool:
    """Tell whether a judge refuses a document of a label."""
    by_schema, by_dotnet = not label.schema_valid, not label.readable
    return {Judge.EITHER: by_schema or by_dotnet, Judge.SCHEMA: by_schema, Judge.DOTNET: by_dotnet}[judge]


def fuzzed_documents(
    contracts: DataContractSet, root: QName, *, seed: int, kinds: Sequence[bool], judge: Judge = Judge.EITHER
) -> Iterator[FuzzedDocument]:
    """Yield documents of a contract or a global element for as long as they are asked for, the same for the same seed.

    ``kinds`` tells in turn whether a document is valid; an invalid one has a mutation that the ``judge`` refuses.

    :raises InvalidDataContractError: where nothing satisfies the contract, or the judge refuses no mutation.
    :raises ModuleNotFoundError: where Hypothesis is not installed.
    """
    from dcxml.strategies import documents, invalid_documents  # noqa: PLC0415 - Hypothesis is needed here alone
    from dcxml.strategies.stream import drawn  # noqa: PLC0415 - as above

    valid = (FuzzedDocument(data=data, valid=data) for data in drawn(documents(contracts, root), seed=seed))
    cases = drawn(invalid_documents(contracts, root), seed=seed)
    invalid = (FuzzedDocument.of_case(case) for case in _refused(cases, judge, root))
    for is_valid in cycle(kinds):
        yield next(valid if is_valid else invalid)


def covering_documents(
    contracts: DataContractSet, root: QName, *, kinds: Sequence[bool], judge: Judge = Judge.EITHER
) -> Iterator[FuzzedDocument]:
    """Yield the samples of a contract, each boundary, and each mutation at each kind of place: no chance in it.

    :raises InvalidDataContractError: where nothing satisfies the contract.
    :raises ModuleNotFoundError: where Hypothesis is not installed.
    """
    from dcxml.strategies import cases  # noqa: PLC0415 - Hypothesis is needed here alone

    annotation = build_classes(contracts)[root.clark]
    samples = dict.fromkeys(dumps(sample(annotation, kind), annotation) for kind in KINDS)
    found = cases(contracts, root)
    if True in kinds:
        boundaries = (case.data for case in found if case.mutation.family == _BOUNDARY)
        yield from (FuzzedDocument(data=data, valid=data) for data in dict.fromkeys((*samples, *boundaries)))
    if False in kinds:
        yield from (FuzzedDocument.of_case(case) for case in found if is_invalid(case.label, judge))


def _refused(cases: Iterator[Case], judge: Judge, root: QName) -> Iterator[Case]:
    """Yield the cases that a judge refuses.

    :raises InvalidDataContractError: where none comes for a long time.
    """
    misses = 0
    for case in cases:
        misses = 0 if is_invalid(case.label, judge) else misses + 1
        if not misses:
            yield case
        elif misses > _MOST_MISSES:
            reason = f"no mutation of its documents is found that the judge ({judge.value}) refuses"
            raise InvalidDataContractError(reason, contract=root.clark)
