"""A parse of a document of any length that keeps none of it: what is complete is shown, and dropped."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from attrs import define
from lxml import etree

from dcxml.octets import chunks_of
from dcxml.xmlio import checked_octets, fault_of_parser, pull_parser

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet

    from dcxml.octets import Octets

__all__ = ["BEGINNING", "NotParsedError", "PrunedParse", "clark_of", "root_tag_of"]

BEGINNING: Final = 1 << 16
"""How many octets tell what encoding, what declarations and what root a document has."""


class NotParsedError(Exception):
    """A document is read by other rules than those of a plain parse, or not at all: `parse_document` knows."""


@define(eq=False)
class PrunedParse:
    """One parse of a document in UTF-8, ``mark`` octets behind its beginning.

    Before the octets of a stretch are parsed ``look`` is shown them. ``drop`` is shown each element whose children are
    about to be dropped, all but the last; they are complete. What is left at the end is in the root, which is returned.
    An element named in ``whole`` keeps what is in it until it is complete itself.
    """

    octets: Octets
    mark: int
    schema: etree.XMLSchema | None = None
    whole: AbstractSet[str] = frozenset()
    look: Callable[[bytes], None] | None = None
    drop: Callable[[etree._Element], None] | None = None

    def run(self) -> etree._Element | None:
        """Read the document to its end, and return its root; None, perhaps early, where the ``schema`` refuses it.

        :raises DecodeError: where it is no XML, or begins as no document may.
        :raises NotParsedError: where more has to be known.
        """
        beginning = self.octets.read(0, min(BEGINNING, self.octets.size))
        checked_octets(beginning)
        try:
            return self._fed(root_tag_of(beginning[self.mark :]))
        except etree.XMLSyntaxError as error:
            if self.schema is not None:
                return None
            fault = fault_of_parser(error, beginning)
            if fault is None:
                raise NotParsedError from None
            raise fault from None

    def _fed(self, root_tag: str | None) -> etree._Element | None:
        # No event is asked for but that of the root: what is asked for once an element costs more than parsing it.
        parser = pull_parser(events=("start",), tag=root_tag or "{}none", schema=self.schema)
        root: etree._Element | None = None
        for chunk in chunks_of(self.octets, begin=self.mark):
            if self.look is not None:
                self.look(chunk)
            parser.feed(chunk)
            if self.schema is not None and len(parser.feed_error_log):
                return None
            for _, element in parser.read_events():
                root = element if root is None else root
            if root is None:
                raise NotParsedError
            self._prune(root)
        end = parser.close()
        if end.getroottree().docinfo.doctype:
            raise NotParsedError
        return end

    def _prune(self, root: etree._Element) -> None:
        """Drop what is complete: all children of each open element, but the last."""
        node = root
        while len(node) and node.tag not in self.whole:
            if self.drop is not None:
                self.drop(node)
            del node[:-1]
            node = node[0]


def root_tag_of(beginning: bytes) -> str | None:
    """Return the name of a document's root; None where it does not begin as XML, or with too much before the root."""
    found: list[str] = []
    parser = expat.ParserCreate("utf-8", "\f")
    parser.StartElementHandler = lambda name, _: found.append(name)
    with suppress(expat.ExpatError):
        parser.Parse(beginning, False)  # noqa: FBT003 - expat takes it by position only
    return clark_of(found[0]) if found else None


def clark_of(name: str) -> str:
    """Return a name as lxml has it, from what expat makes of it with a form feed, which no name has, in between."""
    namespace, is_qualified, local = name.rpartition("\f")
    return f"{{{namespace}}}{local}" if is_qualified else name
