"""One document whose collection is read item by item, by the readers of its decoder; the rest of it is read at the end.

What one item says and another refers to (``z:Id``, keys of a dictionary) is remembered from item to item.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from attrs import define, field

from dcxml.codec.dictionary_keys import SeenKeys, rule_of
from dcxml.codec.leaves import bare_reader
from dcxml.codec.members import MemberTable, align_pair, entries, items, pairs, refuse_again
from dcxml.codec.stack import on_fresh_stack
from dcxml.contract.arrays import is_number_array
from dcxml.errors import DecodeError
from dcxml.qname import QName
from dcxml.xmlio import path_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml import etree

    from dcxml.codec.decoder import DecoderSource
    from dcxml.codec.reading import Reading
    from dcxml.codec.roots import Root
    from dcxml.contract.model import CollectionDataContract

    Reader = Callable[[etree._Element, Reading], Any]  # noqa: SLF001 - the name its stubs give the class

__all__ = ["ItemReading", "LinkedDecoder", "UnsettledIdentityError"]


class UnsettledIdentityError(Exception):
    """An unknown element has an identity, or refers to one: who settles them looks at the whole document."""


class LinkedDecoder(Protocol):
    """A decoder that has been compiled."""

    @property
    def source(self) -> DecoderSource:
        """What it was made of."""
        ...

    @property
    def namespace(self) -> Mapping[str, Any]:
        """Its functions, and what they use, by name."""
        ...

    @property
    def readers(self) -> Mapping[QName, Reader]:
        """The reader of each contract."""
        ...

    def reader(self, root: Root) -> Reader:
        """Return the reader of a root element."""
        ...


@define(eq=False)
class ItemReading:
    """The items of a collection, one after the other, and at the end the rest of the document without them."""

    root: Root
    contract: CollectionDataContract
    reading: Reading
    decoder: Callable[[bool], LinkedDecoder]
    """The ordinary one, or the one that goes as deep as may be."""
    _readers: dict[bool, Reader] = field(factory=dict)
    _seen: SeenKeys = field(factory=SeenKeys)

    def items_among(self, collection: etree._Element, children: list[etree._Element]) -> list[etree._Element]:
        """Return the items among some children of a collection; what else is there is refused, or skipped.

        :raises DecodeError: as a decoder does for all of them.
        """
        tag = QName(self.contract.name.namespace, self.contract.item_name).clark
        if not collection.text and all(child.tag == tag and not child.tail for child in children):
            return children
        return items(collection, children, tag, self.reading, is_array=is_number_array(self.contract))

    def read(self, child: etree._Element) -> Any:
        """Return the value of an item; that of a dictionary is a pair.

        :raises DecodeError: as a decoder does.
        :raises UnsettledIdentityError: where the whole document has to be looked at.
        """
        value = self._read(self._item_reader, child)
        self._settle()
        return value

    def finish(self, element: etree._Element, collection: etree._Element | None, count: int) -> None:
        """Read the document's root ``element``, from whose ``collection`` so many items are gone.

        :raises DecodeError: as a decoder does.
        :raises UnsettledIdentityError: where the whole document has to be looked at.
        """
        if collection is not None:
            self.reading.items_before[collection] = count
        self._read(lambda *, is_deep: self.decoder(is_deep).reader(self.root), element)
        self._settle()

    def _settle(self) -> None:
        if self.reading.kept:
            self.reading.finish()
            self.reading.kept.clear()
        if self.reading.identified:
            raise UnsettledIdentityError

    def _read(self, reader: Callable[..., Reader], element: etree._Element) -> Any:
        reading = self.reading
        known = len(reading.objects), len(reading.taken)
        try:
            return self._read_with(reader, element, is_deep=False)
        except RecursionError:
            pass  # deeper than one stack goes
        _forget(reading.objects, known[0])
        _forget(reading.taken, known[1])
        reading.kept.clear()
        reading.depth = 0
        try:
            return on_fresh_stack(self._read_with, reader, element, is_deep=True)
        except RecursionError as error:
            raise DecodeError(f"a key is too deep to be compared: {error}", path=path_of(element)) from None

    def _read_with(self, reader: Callable[..., Reader], element: etree._Element, *, is_deep: bool) -> Any:
        self.reading.readers = self.decoder(is_deep).readers
        return reader(is_deep=is_deep)(element, self.reading)

    def _item_reader(self, *, is_deep: bool) -> Reader:
        known = self._readers.get(is_deep)
        if known is None:
            known = self._readers[is_deep] = self._made_reader(self.decoder(is_deep))
        return known

    def _made_reader(self, decoder: LinkedDecoder) -> Reader:
        contract, source = self.contract, decoder.source
        if not isinstance(contract.item, QName):
            return self._entry_reader(decoder)
        reader: Reader = decoder.namespace[source.reader(contract.item, nillable=contract.is_item_nillable)]
        return bare_reader(reader) if is_number_array(contract) and not source.strict else reader

    def _entry_reader(self, decoder: LinkedDecoder) -> Reader:
        contract, source = self.contract, decoder.source
        assert not isinstance(contract.item, QName)  # noqa: S101 - it is a dictionary
        tags = [QName(contract.name.namespace, member.name).clark for member in contract.item]
        table = MemberTable(("key", "value"), tags, frozenset({0, 1}))
        read_key, read_value = (
            decoder.namespace[source.reader(member.type, nillable=member.is_nillable)] for member in contract.item
        )
        key_type = contract.item[0].type
        rule = rule_of(source.plan.contracts, key_type)
        identity = None if rule.is_plain and rule.identity is None else source.keys.of(key_type)

        def read_entry(element: etree._Element, reading: Reading) -> Any:
            if identity is None:
                ((key, value),) = entries([element], table, read_key, read_value, reading).items()
            else:
                ((key, value),) = pairs([element], table, read_key, read_value, identity, reading)
            if not self._seen.is_new(key if identity is None else identity(key)):
                refuse_again(key, align_pair(element, table, reading)[0], reading)
            return key, value

        return read_entry


def _forget(known: dict[str, Any], count: int) -> None:
    """Drop all but the first."""
    for name in [*known][count:]:
        del known[name]
