"""Objects written once and referred to after: .NET's ``IsReference``, ``z:Id="i1"`` and then ``z:Ref="i1"``.

The identities given while one document is written live in a context variable, so that a fresh stack sees them too.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final

from dcxml.qname import SERIALIZATION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.codec.dialects import StartTag

__all__ = ["identities", "write_reference"]

_written: Final[ContextVar[dict[int, tuple[Any, str]]]] = ContextVar("dcxml_written")


@contextmanager
def identities() -> Iterator[None]:
    """Begin a document: no object has an identity yet."""
    token = _written.set({})
    try:
        yield
    finally:
        _written.reset(token)


def write_reference(tag: StartTag, value: Any) -> bool:
    """Add ``z:Id`` to the tag of an object met for the first time, ``z:Ref`` to that of one met before; tell which.

    Identities are ``i1``, ``i2``, … in the order of writing (``ObjectToIdCache``). True means that the element
    refers, and stays empty.
    """
    written = _written.get()
    known = written.get(id(value))
    if known is not None:
        tag.attribute("z", "Ref", SERIALIZATION, known[1])
        return True
    identity = f"i{len(written) + 1}"
    written[id(value)] = (value, identity)  # the object is held, so that no other gets its id()
    tag.attribute("z", "Id", SERIALIZATION, identity)
    return False
