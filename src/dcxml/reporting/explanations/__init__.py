"""What there is to know about each rule of validation: the text of its page, and examples that the tests run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.reporting.explanations.documents import DOCUMENTS
from dcxml.reporting.explanations.explanation import Explanation
from dcxml.reporting.explanations.objects import OBJECTS
from dcxml.reporting.explanations.pages import EXAMPLE_CONTRACTS, file_name, index_page, rule_page
from dcxml.reporting.explanations.python_values import PYTHON_VALUES
from dcxml.reporting.explanations.spelling import SPELLING
from dcxml.reporting.explanations.structure import STRUCTURE
from dcxml.reporting.explanations.values import VALUES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "EXAMPLE_CONTRACTS",
    "EXPLANATIONS",
    "Explanation",
    "file_name",
    "index_page",
    "page_of",
    "rule_page",
]

EXPLANATIONS: Final[Mapping[str, Explanation]] = {
    explanation.rule.code: explanation
    for explanation in sorted(
        (*DOCUMENTS, *STRUCTURE, *VALUES, *OBJECTS, *PYTHON_VALUES, *SPELLING), key=lambda each: each.rule.code
    )
}
"""Every explanation by the code of its rule."""


def page_of(code: str) -> str | None:
    """Return the page about a rule of validation by its code; None where there is no such rule."""
    explanation = EXPLANATIONS.get(code)
    return None if explanation is None else rule_page(explanation)
