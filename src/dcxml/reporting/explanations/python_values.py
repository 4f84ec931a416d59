"""What there is to know about the rules of values in Python, which no document can break."""

from __future__ import annotations

from typing import Final

from dcxml.reporting.explanations.explanation import Explanation
from dcxml.validation import rules

__all__ = ["PYTHON_VALUES"]

PYTHON_VALUES: Final = (
    Explanation(
        rule=rules.VALUE_TYPE,
        why="A member may be assigned anything, and nobody looks until it is written. `dcxml.check` finds such a value,"
        " and `dcxml.dumps` refuses it: a text that looks like a number is none to it, and True is not 1.",
        fix="Convert the value where it is assigned. A type checker finds most of these before a test does; the"
        " member's annotation says what is wanted.",
        sources=("Python: type annotations of the contract class",),
    ),
    Explanation(
        rule=rules.CYCLE,
        why="Written out in full, an object that is inside itself would have no end. With IsReference it is written"
        " once, with a `z:Id`, and referred to after. The finding is at the place where the object comes again.",
        fix="Declare the contract with `is_reference=True`, as .NET's has IsReference = true; or break the cycle.",
        sources=(".NET: DataContractAttribute.IsReference",),
    ),
)
