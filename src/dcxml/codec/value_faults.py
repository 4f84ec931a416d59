"""Every fault of a value, in the order of its document: a sink that the careful way fills instead of raising the first.

What a fault is about is left out of the text, and the writing goes on behind it; the text is of no use.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field, frozen

from dcxml.binding.values import AnyValue
from dcxml.codec.faults import CycleError, NestingError, Place, at_place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from dcxml.codec.dialects import Scope
    from dcxml.errors import EncodeError, LexicalError
    from dcxml.qname import QName

    Write = Callable[[Any, Scope], str]

__all__ = ["CollectingPlace", "ValueFault", "collecting", "written_once"]


@frozen(eq=False)
class ValueFault:
    """A fault: the ``error`` with the path of its place, and what it came of.

    ``member`` is the expression in Python that leads from the root to the place. ``cause`` is what came up there,
    where the contract named ``contract`` has the ``value``.
    """

    error: EncodeError
    member: str
    cause: Exception
    contract: QName | None
    value: Any


@define(eq=False)
class _Faults:
    """The faults of one value so far, the places from the root to the one being written, and the objects met."""

    found: list[ValueFault] = field(factory=list)
    places: list[Place] = field(factory=list)
    open: dict[tuple[int, Write], None] = field(factory=dict)
    too_deep: set[tuple[int, Write]] = field(factory=set)
    """The open objects that are told to be nested too deep, once for all that is in them."""
    met: dict[tuple[int, Write], tuple[Any, int]] = field(factory=dict)
    """The objects, held so that no other gets their id(), and how deep they stood."""
    again: int = 0
    """How many of the open objects have been written before."""

    def add(self, cause: Exception) -> None:
        """Keep a fault of the innermost place; of an object that was met before, only that it is too deep here."""
        if isinstance(cause, NestingError):
            owner = next(reversed(self.open), None)
            if owner in self.too_deep:
                return
            self.too_deep |= {owner} if owner else set()
        elif self.again:
            return
        place, *outer = reversed(self.places)
        error = at_place(place.name, cause, label=place.label)
        for each in outer:
            error.path = f"/{each.name}{error.path}"
        self.found.append(ValueFault(error, self._member(), cause, place.contract, place.value))

    def _member(self) -> str:
        steps = ""
        for place, inner in zip(self.places, [*self.places[1:], None], strict=True):
            steps += str(place.member)
            if inner is not None and isinstance(place.value, AnyValue):
                steps += ".value"
        return steps.removeprefix(".")

    def write(self, value: Any, scope: Scope, write: Write) -> str:
        """Write an object where it is met first, or deeper than before; elsewhere its faults are told already."""
        key = (id(value), write)
        if key in self.open:
            reason = (
                f"{self.places[-1].name}: the object comes again inside itself, and its contract has no IsReference"
            )
            raise CycleError(reason)
        known = self.met.get(key)
        if known is not None and known[1] >= scope.depth and value != ():
            return ""
        self.met[key] = value, scope.depth
        self.open[key] = None
        self.again += known is not None
        try:
            return write(value, scope)
        finally:
            del self.open[key]
            self.again -= known is not None


_faults: Final[ContextVar[_Faults]] = ContextVar("dcxml_faults")


@contextmanager
def collecting() -> Iterator[list[ValueFault]]:
    """Begin a value without a fault; what is yielded fills as the value is written."""
    faults = _Faults()
    token = _faults.set(faults)
    try:
        yield faults.found
    finally:
        _faults.reset(token)


class CollectingPlace(Place):
    """A place whose faults are kept, so that the writing goes on behind it."""

    __slots__ = ()

    def __enter__(self) -> None:
        """Begin to write what stands here."""
        _faults.get().places.append(self)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool:
        """Keep a fault, and leave the place."""
        try:
            return super().__exit__(kind, error, traceback)
        finally:
            _faults.get().places.pop()

    def is_settled(self, error: Exception) -> bool:
        """Keep a fault."""
        _faults.get().add(error)
        return True

    @staticmethod
    def refuse(error: LexicalError) -> None:
        """Keep a fault of what stands here, and let the rest be written."""
        _faults.get().add(error)


def written_once(write: Write) -> Write:
    """Return a writer of objects that writes none inside itself, and none twice."""

    def write_once(value: Any, scope: Scope) -> str:
        return _faults.get().write(value, scope, write)

    return write_once
