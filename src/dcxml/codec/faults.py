"""Errors of writing: what a value may raise, what kind of fault it is, and the path of the place where it came up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from dcxml.errors import EncodeError, LexicalError, literal_of

if TYPE_CHECKING:
    from types import TracebackType

    from dcxml.qname import QName

__all__ = [
    "FAULTS",
    "CycleError",
    "DuplicateKeyError",
    "FacetError",
    "ItemCountError",
    "KeptReferenceError",
    "KeyStep",
    "LeftOutError",
    "NestingError",
    "NilError",
    "Place",
    "TwinLeftOutError",
    "UnknownTypeError",
    "UntoldPlace",
    "at_place",
]

FAULTS: Final = (LexicalError, AttributeError, TypeError, ValueError, ArithmeticError, RecursionError)
"""What a value may raise on writing; with fresh stacks a RecursionError is one, of a key too deep to be compared."""


class NilError(LexicalError):
    """None where the contract allows no nil."""


class LeftOutError(LexicalError):
    """A default that is not written, in a member that a reader asks for."""


class DuplicateKeyError(LexicalError):
    """A key of a dictionary that is one of those before it."""


class ItemCountError(LexicalError):
    """A collection with more or fewer items than its schema allows."""


class FacetError(LexicalError):
    """A value beyond a facet of its type."""


class UnknownTypeError(LexicalError):
    """A value of a type that is not known where it stands."""


class KeptReferenceError(LexicalError):
    """An unknown element that refers to an object which is not written before it."""


class NestingError(EncodeError):
    """Objects nested deeper than the limits allow."""


class TwinLeftOutError(EncodeError):
    """A member whose twin in a base class is left out, so that a reader would take it for that one."""


class CycleError(EncodeError):
    """An object that comes again inside itself."""


def at_place(place: str, error: Exception, *, label: str | None = None) -> EncodeError:
    """Return the error with the path of the ``place`` where it came up; what is no EncodeError yet becomes one.

    Its message then begins with the ``label``, or with the place.
    """
    if isinstance(error, EncodeError):
        error.path = f"/{place}{error.path}"
        return error
    found, expected = getattr(error, "found", None), getattr(error, "expected", None)
    return EncodeError(f"{label or place}: {error}", path=f"/{place}", found=found, expected=expected)


@frozen
class KeyStep:
    """The step to the value of a ``key``, spelled where it is asked for: a key may be as deep as a document."""

    key: Any

    def __str__(self) -> str:
        """Return the step in a Python expression."""
        return f"[{literal_of(self.key)}]"


class Place:
    """Where a value is written: a context in which the first fault goes on its way up, with the path of the place.

    ``name`` is the step in the path, ``member`` the step in a Python expression; ``contract`` and ``value`` are what
    stands there.
    """

    __slots__ = ("contract", "label", "member", "name", "value")

    def __init__(
        self, name: str, member: str | KeyStep, contract: QName | None, *, value: Any, label: str | None = None
    ) -> None:
        """Name the place; a message begins with its ``label``, or with its name."""
        self.name = name
        self.member = member
        self.contract = contract
        self.value = value
        self.label = label

    def __enter__(self) -> None:
        """Begin to write what stands here."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool:
        """Tell whether what came up is a fault that is dealt with."""
        return isinstance(error, (EncodeError, *FAULTS)) and self.is_settled(error)

    def is_settled(self, error: Exception) -> bool:
        """Raise a fault as an error that knows the path from here."""
        raise at_place(self.name, error, label=self.label) from None

    @staticmethod
    def refuse(error: LexicalError) -> None:
        """Raise a fault of what stands here, of which the rest could be written."""
        raise error


class UntoldPlace(Place):
    """Where a value is written that has no fault, or will be written once more to find it."""

    __slots__ = ()

    def is_settled(self, error: Exception) -> bool:  # noqa: ARG002 - as above
        """Let pass what comes up."""
        return False
