"""Objects with an identity: ``z:Id`` where they are met first, ``z:Ref`` after that (``ObjectToIdCache`` and its twin).

With ``IsReference`` the identities are ``i1``, ``i2``, …; with ``PreserveObjectReferences`` bare numbers, on every
object of a reference type. Those given while one document is written live in a context variable, so that a fresh
stack sees them too. Those inside elements that no contract knows are numbered along with them; what they refer to is
found by the identities that the document had which was read.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final, Literal

from attrs import define, field

from dcxml.binding.pair_mapping import PairMapping
from dcxml.codec.faults import KeptReferenceError
from dcxml.qname import SERIALIZATION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.codec.dialects import StartTag
    from dcxml.qname import QName

__all__ = [
    "ReadObjects",
    "WrittenObjects",
    "begun_identities",
    "go_on_with",
    "has_size",
    "identities",
    "identity_of",
    "number_anew",
    "numbering",
    "refer_anew",
    "write_reference",
    "write_size",
    "written_so_far",
]


@define(eq=False)
class WrittenObjects:
    """The identities given so far: those of Python objects, and by their former text those of what was read.

    ``former`` has for each text the documents that it is from, None where that is not known, and the identity now.
    """

    preserves: bool
    count: int = 0
    identities: dict[tuple[int, QName | None], tuple[Any, str]] = field(factory=dict)
    former: dict[str, list[tuple[str | None, str]]] = field(factory=dict)

    def next(self) -> str:
        """Return the next identity in document order."""
        self.count += 1
        return str(self.count) if self.preserves else f"i{self.count}"

    def remember(self, text: str, document: str | None, identity: str) -> None:
        """Let what refers to the former ``text`` find the ``identity``."""
        self.former.setdefault(text, []).append((document, identity))

    def copy(self) -> WrittenObjects:
        """Return the same, to go on with apart from these."""
        former = {text: [*found] for text, found in self.former.items()}
        return WrittenObjects(self.preserves, self.count, self.identities.copy(), former)


_written: Final[ContextVar[WrittenObjects]] = ContextVar("dcxml_written")


@contextmanager
def identities(*, preserves: bool) -> Iterator[None]:
    """Begin a document: no object has an identity yet; ``preserves`` is .NET's ``PreserveObjectReferences``."""
    token = _written.set(WrittenObjects(preserves))
    try:
        yield
    finally:
        _written.reset(token)


@contextmanager
def begun_identities(written: WrittenObjects) -> Iterator[None]:
    """Go on with a document in which objects have been ``written``; what comes is added, unless it fails."""
    token = _written.set(written)
    count, objects, former = (
        written.count,
        len(written.identities),
        {key: len(each) for key, each in written.former.items()},
    )
    try:
        yield
    except BaseException:
        written.count = count
        for key in [*written.identities][objects:]:
            del written.identities[key]
        for text in [*written.former]:
            del written.former[text][former.get(text, 0) :]
        raise
    finally:
        _written.reset(token)


def written_so_far() -> WrittenObjects | None:
    """Return a copy of what has been written of the document at hand; None where no object has an identity."""
    written = _written.get(None)
    return None if written is None else written.copy()


def go_on_with(written: WrittenObjects) -> None:
    """Let the document at hand go on behind what has been ``written``."""
    now, before = _written.get(), written.copy()
    now.count, now.identities, now.former = before.count, before.identities, before.former


def write_reference(tag: StartTag, value: Any, contract: QName | None) -> bool:
    """Add ``z:Id`` to the tag of an object met for the first time, ``z:Ref`` to that of one met before; tell which.

    True means that the element refers, and stays empty. One Python object is an object of each ``contract`` that it
    is written as: a str may be a string in one place and a Uri in another, a list of two collection contracts.
    """
    identity, is_known = identity_of(value, contract)
    tag.attribute("z", "Ref" if is_known else "Id", SERIALIZATION, identity)
    if is_known and _written.get().preserves:
        tag.nil()
    return is_known


def identity_of(value: Any, contract: QName | None) -> tuple[str, bool]:
    """Return the identity of an object, and whether it was met before, as `write_reference` tells it."""
    written = _written.get()
    key = (id(value), contract)
    known = written.identities.get(key)
    if known is not None:
        return known[1], True
    identity = written.next()
    written.identities[key] = (value, identity)  # the object is held, so that no other gets its id()
    wire = getattr(value, "_wire", None)
    if wire is not None and wire.identity is not None:
        written.remember(wire.identity, wire.document, identity)
    return identity, False


def numbering() -> Literal["objects", "references"] | None:
    """Return which objects of the document being written have identities: all, or those of contracts with them."""
    written = _written.get(None)
    return None if written is None else "objects" if written.preserves else "references"


def number_anew(text: str, document: str | None, *, is_referable: bool) -> str:
    """Return the next identity for what had the ``z:Id`` ``text`` in a document; null is nothing to refer to."""
    written = _written.get()
    identity = written.next()
    if is_referable:
        written.remember(text, document, identity)
    return identity


def refer_anew(text: str, document: str | None) -> str:
    """Return the identity now of what the ``z:Ref`` ``text`` named in a document.

    :raises LexicalError: where nothing that is written before had this identity, or more than one thing had.
    """
    former = _written.get().former.get(text, ())
    found = [identity for origin, identity in former if document is None or origin in (None, document)]
    if len(found) != 1:
        what = "several objects written before it had" if found else "no object written before it had"
        reason = f'{what} this identity; read with unknown="ignore" to drop unknown elements'
        raise KeptReferenceError(text, "a z:Ref that an unknown element can keep", reason=reason)
    return found[0]


def write_size(tag: StartTag, value: Any) -> None:
    """Add ``z:Size`` to the tag of a collection, as ``PreserveObjectReferences`` has it."""
    if has_size(value):
        tag.attribute("z", "Size", SERIALIZATION, str(len(value)))


def has_size(value: Any) -> bool:
    """Tell whether a value has a ``z:Size`` where every object has an identity; its class alone decides."""
    return isinstance(value, list | tuple | dict | PairMapping)


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
