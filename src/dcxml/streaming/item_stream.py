"""A document parsed stretch by stretch, whose items are read as soon as they are complete, and dropped.

The rest of the document is kept, and read at the end as if the collection were empty. What a plain parse does not read,
or what only the whole document tells, is left to those who have it in memory (`NotParsedError`): UTF-16, characters
that XML does not have, more than libxml2 takes by itself, and collections of which it is in doubt that they are read.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field
from lxml import etree

from dcxml.codec.item_reading import UnsettledIdentityError
from dcxml.document_encoding import encoding_of
from dcxml.errors import DecodeError
from dcxml.octets import chunks_of
from dcxml.pruned_parse import BEGINNING, NotParsedError, root_tag_of
from dcxml.xmlio import (
    check_part,
    checked_octets,
    fault_of_parser,
    may_have_long_tags,
    path_of,
    pull_parser,
    refuse_instructions,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.codec.codec import Codec
    from dcxml.codec.item_places import ItemPlace
    from dcxml.codec.item_reading import ItemReading
    from dcxml.codec.roots import Root
    from dcxml.codec.settings import ReaderSettings
    from dcxml.octets import Octets

__all__ = ["STRETCH", "ItemStream"]

STRETCH: Final = 1 << 16
"""How many octets are parsed at a time: what is complete in them is in memory together."""


@define(eq=False)
class ItemStream:
    """One document, and how far its items have been read: ``count`` of them."""

    octets: Octets
    codec: Codec
    root: Root
    settings: ReaderSettings
    place: ItemPlace
    stretch: int = STRETCH
    count: int = 0
    _beginning: bytes = b""
    _parser: etree.XMLPullParser[Any] = field(init=False)
    _chunks: Iterator[bytes] = field(init=False)
    _fed: int = 0
    _is_closed: bool = False
    _element: etree._Element | None = None
    """The root."""
    _collection: etree._Element | None = None
    _reading: ItemReading | None = None
    _before: Counter[Any] = field(factory=Counter)
    """How many children of each name the collection had that are dropped."""
    _last: bytes = b""
    _may_hold_instructions: bool = False
    _has_long_tags: bool = False

    def items(self) -> Iterator[Any]:
        """Yield each item, and check at the end what is around them.

        :raises DecodeError: as a decoder does for the whole document, with the same path.
        :raises NotParsedError: where the whole document has to be in memory; ``count`` items have been read.
        """
        try:
            self._begin()
            while self._feed():
                yield from self._complete_items()
            yield from self._complete_items()
            self._finish()
        except UnsettledIdentityError:
            raise NotParsedError from None

    def _begin(self) -> None:
        encoding = encoding_of(self.octets.read(0, min(3, self.octets.size)))
        if encoding.is_utf16:
            raise NotParsedError
        self._beginning = self.octets.read(0, min(BEGINNING, self.octets.size))
        checked_octets(self._beginning)
        mark = len(encoding.mark)
        self._parser = pull_parser(events=("start",), tag=root_tag_of(self._beginning[mark:]) or "{}none")
        self._chunks = chunks_of(self.octets, begin=mark, size=self.stretch)

    def _feed(self) -> bool:
        """Parse one more stretch; tell whether there was one."""
        if self._is_closed:
            return False
        chunk = next(self._chunks, None)
        try:
            if chunk is None:
                self._is_closed = True
                self._parser.close()
                return False
            self._parser.feed(chunk)
        except etree.XMLSyntaxError as error:
            raise self._fault(error) from None
        self._look_at(chunk)
        for _, element in self._parser.read_events():
            if self._element is None:
                self._element = element
                self._reading = self.codec.begin_items(element, self.root, self.place.contract, self.settings)
        self._fed += len(chunk)
        if self._element is None and self._fed >= len(self._beginning):
            raise NotParsedError
        return True

    def _fault(self, error: etree.XMLSyntaxError) -> DecodeError:
        fault = fault_of_parser(error, self._beginning) if self.settings.is_strict else None
        if fault is None:  # .NET does not look at what is behind the root, so there may be no fault
            raise NotParsedError
        return fault

    def _look_at(self, chunk: bytes) -> None:
        begin = chunk.find(b"?>") + 1 if not self._last and chunk.startswith(b"<?xml") else 0
        joined = self._last + chunk
        self._may_hold_instructions = self._may_hold_instructions or joined.find(b"<?", begin) >= 0
        self._has_long_tags = self._has_long_tags or may_have_long_tags(chunk, self.codec.limits)
        self._last = chunk[-1:]

    def _complete_items(self) -> Iterator[Any]:
        """Yield the items that are complete, and drop them.

        The last child of an open element stays, for the parser adds to its tail, or to what is in it.
        """
        if self._element is None or self._reading is None:
            return
        if self._collection is None:
            self._collection = self.place.find(self._element)
        collection = self._collection
        if collection is None:
            return
        children = collection[:] if self._has_ended(collection) else collection[:-1]
        if not children:
            return
        reading = self._reading
        if not self._before and not self.place.is_certainly_read(
            collection, self.codec.plan, self.root, reading.reading
        ):
            raise NotParsedError
        try:
            for child in children:
                self._check(child)
            for child in reading.items_among(collection, children):
                value = reading.read(child)
                self.count += 1
                yield value
        except DecodeError as error:
            self._place(error, collection)
            raise
        self._before.update(child.tag for child in children)
        del collection[: len(children)]

    def _check(self, child: etree._Element) -> None:
        """Refuse in a child of the collection what no document may hold."""
        if self._may_hold_instructions:
            refuse_instructions(child.iter(etree.PI))
        check_part(child, self.codec.limits, depth=len(self.place.members) + 1, has_long_tags=self._has_long_tags)

    def _has_ended(self, collection: etree._Element) -> bool:
        around = [collection, *collection.iterancestors()]
        return self._is_closed or any(each.getnext() is not None for each in around)

    def _place(self, error: DecodeError, collection: etree._Element) -> None:
        """Give the step of an item in the path of an error the number that it has in the whole document."""
        path = f"{path_of(collection)}/"
        if not error.path.startswith(path):
            return
        step, slash, inside = error.path.removeprefix(path).partition("/")
        name, bracket, number = step.partition("[")
        index = int(number.rstrip("]")) if bracket else 1
        alike = {str(child.tag) for child in collection if str(child.tag).rpartition("}")[2] == name}
        # What is no item is found by its name; whatever else there may be told is in an item.
        tag = error.found if error.found in alike else self.place.item_tag
        while self._before[tag] + len(collection.findall(tag)) == 1 and not self._has_ended(collection):
            self._feed()
        is_alone = self._before[tag] + len(collection.findall(tag)) == 1
        step = name if is_alone else f"{name}[{self._before[tag] + index}]"
        error.path = f"{path}{step}{slash}{inside}"

    def _finish(self) -> None:
        assert self._element is not None  # noqa: S101 - there is a root
        assert self._reading is not None  # noqa: S101 - and with it this
        root = self._element
        if self._may_hold_instructions:
            if not self.settings.is_strict and root.getnext() is not None:
                raise NotParsedError
            beside = [each for each in (root.getprevious(), root.getnext()) if each is not None]
            refuse_instructions([*beside, *root.iter(etree.PI)])
        check_part(root, self.codec.limits, depth=0, has_long_tags=self._has_long_tags)
        self._reading.finish(root, self._collection, self.count)
