"""What a service should have answered: success for a valid document, a client error for an invalid one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from dcxml.fuzzing.documents import FuzzedDocument
    from dcxml.fuzzing.service import Answer

__all__ = ["Failure", "judge_answer"]

_SUCCESS: Final = range(200, 300)
_CLIENT_ERROR: Final = range(400, 500)


@frozen(kw_only=True)
class Failure:
    """A document for which a service did not answer as it should."""

    document: FuzzedDocument
    answer: Answer
    expected: str

    @property
    def group(self) -> tuple[str, str]:
        """What failures have in common that have one cause, as far as can be told: the mutation, and the answer."""
        answer = self.answer
        return self.document.kind, str(answer.trouble or answer.status)

    def __str__(self) -> str:
        """Return what was sent, what came, and what should have."""
        document = self.document
        sent = "a valid document" if document.mutation is None else f"{document.mutation} at {document.place}"
        return f"{sent}: {self.answer}; expected: {self.expected}"


def judge_answer(document: FuzzedDocument, answer: Answer) -> Failure | None:
    """Return the failure that an answer is; None where it is right."""
    is_valid = document.mutation is None
    if answer.status in (_SUCCESS if is_valid else _CLIENT_ERROR):
        return None
    expected = "it is accepted (2xx)" if is_valid else "it is refused (4xx)"
    return Failure(document=document, answer=answer, expected=expected)
