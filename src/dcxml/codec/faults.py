"""Errors of writing: what a value may raise, and the path of the place where it came up."""

from __future__ import annotations

from typing import Final

from dcxml.errors import EncodeError, LexicalError

__all__ = ["FAULTS", "at_place"]

FAULTS: Final = (LexicalError, AttributeError, TypeError, ValueError, ArithmeticError, RecursionError)
"""What a value may raise on writing; with fresh stacks a RecursionError is one, of a key too deep to be compared."""


def at_place(place: str, error: Exception, *, label: str | None = None) -> EncodeError:
    """Return the error with the path of the ``place`` where it came up; what is no EncodeError yet becomes one.

    Its message then begins with the ``label``, or with the place.
    """
    if isinstance(error, EncodeError):
        error.path = f"/{place}{error.path}"
        return error
    found, expected = getattr(error, "found", None), getattr(error, "expected", None)
    return EncodeError(f"{label or place}: {error}", path=f"/{place}", found=found, expected=expected)
