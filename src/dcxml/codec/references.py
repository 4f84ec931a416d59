"""Objects with an identity: ``z:Id`` where they are met first, ``z:Ref`` after that (``ObjectToIdCache`` and its twin).

With ``IsReference`` the identities are ``i1``, ``i2``, …; with ``PreserveObjectReferences`` bare numbers, on every
object of a reference type. Those given while one document is written live in a context variable, so that a fresh
stack sees them too.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field

from dcxml.binding.pair_mapping import PairMapping
from dcxml.qname import SERIALIZATION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.codec.dialects import StartTag
    from dcxml.qname import QName

__all__ = ["ReadObjects", "identities", "write_reference", "write_size"]


@define(eq=False)
class _WrittenObjects:
    preserves: bool
    identities: dict[tuple[int, QName | None], tuple[Any, str]] = field(factory=dict)


_written: Final[ContextVar[_WrittenObjects]] = ContextVar("dcxml_written")


@contextmanager
def identities(*, preserves: bool) -> Iterator[None]:
    """Begin a document: no object has an identity yet; ``preserves`` is .NET's ``PreserveObjectReferences``."""
    token = _written.set(_WrittenObjects(preserves))
    try:
        yield
    finally:
        _written.reset(token)


def write_reference(tag: StartTag, value: Any, contract: QName | None) -> bool:
    """Add ``z:Id`` to the tag of an object met for the first time, ``z:Ref`` to that of one met before; tell which.

    True means that the element refers, and stays empty. One Python object is an object of each ``contract`` that it
    is written as: a str may be a string in one place and a Uri in another, a list of two collection contracts.
    """
    written = _written.get()
    key = (id(value), contract)
    known = written.identities.get(key)
    if known is not None:
        tag.attribute("z", "Ref", SERIALIZATION, known[1])
        if written.preserves:
            tag.nil()
        return True
    number = len(written.identities) + 1
    identity = str(number) if written.preserves else f"i{number}"
    written.identities[key] = (value, identity)  # the object is held, so that no other gets its id()
    tag.attribute("z", "Id", SERIALIZATION, identity)
    return False


def write_size(tag: StartTag, value: Any) -> None:
    """Add ``z:Size`` to the tag of a collection, as ``PreserveObjectReferences`` has it."""
    if isinstance(value, list | tuple | dict | PairMapping):
        tag.attribute("z", "Size", SERIALIZATION, str(len(value)))


class ReadObjects(dict[str, "tuple[Any, QName | None]"]):
    """The objects of a document with an identity so far, each with the contract it is of."""

    __slots__ = ()

    def add(self, identity: str, value: Any, contract: QName | None) -> None:
        """Give an object its identity; None holds its place for a null, which nothing can refer to."""
        self[identity] = (value, contract)

    def find(self, identity: str) -> tuple[Any, QName] | None:
        """Return the object of an identity and its contract; None where no element before has it."""
        value, contract = self.get(identity, (None, None))
        return None if value is None or contract is None else (value, contract)
