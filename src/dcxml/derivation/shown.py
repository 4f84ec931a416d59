"""What the evidence of an inferred member says of its place in the sample: the sentences of this room, read back."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dcxml.contract.annotation import Annotation

__all__ = ["is_only_nil", "shown_text"]

_RULES: Final = frozenset({"help page", "text", "identifier"})
"""The rules whose detail begins with the texts seen, as `text_type.choose_type` puts them."""
_ONE_TEXT: Final = re.compile(r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"): """)
_CUT: Final = "…"
_ONLY_NIL: Final = "only shown nil"


def shown_text(annotation: Annotation) -> str | None:
    """Return the one text that a member was seen with; None where there were several, a long one, or none."""
    for evidence in annotation.evidence:
        match = _ONE_TEXT.match(evidence.detail) if evidence.rule in _RULES else None
        if match is not None:
            text = str(ast.literal_eval(match[1]))
            return None if text.endswith(_CUT) else text
    return None


def is_only_nil(annotation: Annotation) -> bool:
    """Tell whether a member was never seen but nil."""
    return any(evidence.detail.startswith(_ONLY_NIL) for evidence in annotation.evidence)
