"""Documents to try a reader of DataContract XML with: valid ones, and ones with a labelled mutation.

The same seed gives the same documents; without chance, the samples of a contract and every mutation of them.
"""

from __future__ import annotations

import random
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from attrs import frozen

from dcxml.binding.live import build_classes
from dcxml.sampling import KINDS, sample
from dcxml.serializer import dumps
from dcxml.strategies.mutations import MUTATIONS, Effect, Label, mutations
from dcxml.validation import validate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dcxml.contract import DataContractSet
    from dcxml.qname import QName
    from dcxml.strategies.mutations import Case

__all__ = ["FuzzedDocument", "Judge", "covering_documents", "fuzzed_documents", "is_invalid"]

_VALID: Final = Label(schema_valid=True, effect=Effect.SAME, code=None)


class Judge(StrEnum):
    """Who says that a document is invalid: XML Schema, .NET's reader, or one of them at least."""

    EITHER = "either"
    SCHEMA = "schema"
    DOTNET = "dotnet"


@frozen(kw_only=True)
class FuzzedDocument:
    """A document with what the judges say of it; ``mutation`` is None of a valid one, else its id.

    ``valid`` is the document that was mutated, ``place`` the path of the element in it, ``path`` that of the finding.
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
    def of_case(cls, case: Case, valid: bytes) -> FuzzedDocument:
        """Return a case of the catalogue."""
        return cls(
            data=case.data,
            label=case.label,
            valid=valid,
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

    ``kinds`` tells in turn whether a document is valid; an invalid one has a mutation that the ``judge`` refuses. A
    document to which no such mutation can be applied is passed over.

    :raises ModuleNotFoundError: where Hypothesis is not installed.
    """
    from dcxml.strategies.stream import drawn  # noqa: PLC0415 - Hypothesis is needed here alone
    from dcxml.strategies.writing import documents  # noqa: PLC0415 - as above

    number = 0
    for valid in drawn(documents(contracts, root), seed=seed):
        # Chosen by the number of the document, whatever came of those before.
        chance = random.Random(f"{seed}:{number}")  # noqa: S311 - no secret
        is_valid = kinds[number % len(kinds)]
        found = FuzzedDocument(data=valid, valid=valid) if is_valid else _mutated(valid, contracts, chance, judge)
        if found is not None:
            number += 1
            yield found


def covering_documents(
    contracts: DataContractSet, root: QName, *, kinds: Sequence[bool], judge: Judge = Judge.EITHER
) -> Iterator[FuzzedDocument]:
    """Yield the samples of a contract and each mutation of the fullest at each kind of place: no chance in it."""
    annotation = build_classes(contracts)[root.clark]
    made = dict.fromkeys(dumps(sample(annotation, kind), annotation) for kind in KINDS)
    if True in kinds:
        yield from (FuzzedDocument(data=data, valid=data) for data in made)
    if False in kinds:
        seen: set[str] = set()
        for valid in reversed(made):
            for case in mutations(valid, contracts):
                if case.id not in seen and is_invalid(case.label, judge) and _holds(case, contracts):
                    seen.add(case.id)
                    yield FuzzedDocument.of_case(case, valid)


def _mutated(valid: bytes, contracts: DataContractSet, chance: random.Random, judge: Judge) -> FuzzedDocument | None:
    """Return a document with one mutation, chosen first among mutations and then among places; None without any."""
    for name in chance.sample(list(MUTATIONS), len(MUTATIONS)):
        cases = [each for each in mutations(valid, contracts, only=[name]) if is_invalid(each.label, judge)]
        for case in chance.sample(cases, len(cases)):
            if _holds(case, contracts):
                return FuzzedDocument.of_case(case, valid)
    return None


def _holds(case: Case, contracts: DataContractSet) -> bool:
    """Tell whether the document has the one finding that its label names: a mutation may meet another fact there."""
    return [case.label.code] == [finding.code for finding in validate(case.data, contracts)]
