"""What a large document has all in all: elements of each namespace, and where each identity is.

One more pass of expat, made where a finding asks for it.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from attrs import define, field

from dcxml.octets import chunks_of
from dcxml.qname import ID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dcxml.octets import Octets

__all__ = ["Inventory"]

_IDENTITY: Final = ID.removeprefix("{").replace("}", "\f")
"""``z:Id`` as expat has it."""


@define(eq=False)
class Inventory:
    """Counts of a document in UTF-8 that has been read before."""

    octets: Octets
    mark: int
    namespaces: Counter[str] = field(init=False, factory=Counter)
    """How many elements of each namespace there are."""
    _identities: dict[str, array[int]] = field(init=False, factory=dict)
    """Where the elements of each ``z:Id`` begin."""

    def __attrs_post_init__(self) -> None:
        parser = expat.ParserCreate("utf-8", "\f")

        def start(name: str, attributes: Mapping[str, str]) -> None:
            self.namespaces[name.rpartition("\f")[0]] += 1
            identity = attributes.get(_IDENTITY)
            if identity is not None:
                self._identities.setdefault(identity, array("Q")).append(self.mark + parser.CurrentByteIndex)

        parser.StartElementHandler = start
        for chunk in chunks_of(self.octets, begin=self.mark):
            parser.Parse(chunk, False)  # noqa: FBT003 - expat takes it by position only
        parser.Parse(b"", True)  # noqa: FBT003 - as above

    def first_behind(self, offset: int, identity: str) -> int | None:
        """Return where the first element of an identity is that does not begin before an offset."""
        starts = self._identities.get(identity, array("Q"))
        at = bisect_left(starts, offset)
        return starts[at] if at < len(starts) else None
