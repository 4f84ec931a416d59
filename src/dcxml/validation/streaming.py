"""Every finding in a large document, in memory that does not grow with it.

There are two ways. One tree that is pruned while it grows: what is behind a collection is not there yet when findings
in front of it are due, and a moved item loses the prefixes of its ancestors. Pieces, as here: the rest of the document
without most items of its collections, and items range by range inside of that rest. Each piece is parsed and walked as
any document is, so all rules are those of the tree; what goes beyond a piece (identities, keys, counts, namespaces) is
remembered, or counted for the whole.
"""

from __future__ import annotations

from collections import Counter, deque
from itertools import islice
from math import inf
from typing import TYPE_CHECKING, Final

from attrs import define, field
from lxml import etree

from dcxml.codec.dictionary_keys import SeenKeys
from dcxml.contract import CollectionDataContract
from dcxml.document_encoding import encoding_of
from dcxml.errors import DecodeError
from dcxml.pruned_parse import NotParsedError, PrunedParse
from dcxml.qname import QName
from dcxml.validation.content import ContentWalk
from dcxml.validation.document_faults import DocumentOrder, Part, instruction_fault, instruction_faults
from dcxml.validation.document_places import WholeText
from dcxml.validation.envelopes import envelope_faults
from dcxml.validation.faults import Elsewhere, TextBehind
from dcxml.validation.identities_of_pieces import RegisteredIdentities
from dcxml.validation.inventory import Inventory
from dcxml.validation.large_acceptance import doubtful_items, is_large_certainly_right
from dcxml.validation.member_paths import MemberPaths
from dcxml.validation.pieces import CutDocument
from dcxml.validation.places import Places
from dcxml.validation.roots import parts_of, root_slots, slot_of_root
from dcxml.validation.schema_verdict import compiled_schema
from dcxml.validation.survey import Grain, survey
from dcxml.validation.telling import finding_of, unreadable
from dcxml.xmlio import parse_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from dcxml.contract import DataContractSet
    from dcxml.octets import Octets
    from dcxml.validation.faults import Fault
    from dcxml.validation.findings import Finding
    from dcxml.validation.pieces import ItemRange, Piece
    from dcxml.validation.slots import Slot
    from dcxml.validation.survey import LargeCollection

__all__ = ["GRAIN", "streamed_findings"]

GRAIN: Final = Grain()

_BEHIND: Final = 0.75
"""What is added to the number of the last element in a collection for what is behind all instructions in it."""


def streamed_findings(
    octets: Octets, contracts: DataContractSet, *, file: str | None, grain: Grain | None = None
) -> Iterator[Finding]:
    """Yield every finding in a document, as it would be for its tree.

    :raises NotParsedError: before the first finding, where the document has to be in memory all at once.
    :raises SchemaError: where the contracts have no schema that compiles.
    """
    encoding = encoding_of(octets.read(0, min(3, octets.size)))
    if encoding.is_utf16:
        raise NotParsedError
    mark = len(encoding.mark)
    try:
        if is_large_certainly_right(octets, mark, contracts):
            return
        PrunedParse(octets, mark).run()
    except DecodeError as error:
        yield unreadable(error, WholeText(octets, encoding, mark), file)
        return
    grain = grain or GRAIN
    collections = survey(octets, mark, contracts, grain)
    if not collections:
        raise NotParsedError
    yield from _Stream(CutDocument(octets, mark, grain, collections), contracts, file).findings()


@define(eq=False)
class _Collection:
    """A collection that is cut, and what is remembered of it from one range to the next."""

    index: int
    about: LargeCollection
    element: etree._Element
    """In the rest of the document."""
    last: float
    """The number of the last element in it, in the rest of the document."""
    keys: SeenKeys = field(factory=SeenKeys)
    told: set[str] = field(factory=set)
    """The names whose namespace has been told to be wrong."""
    is_visited: bool = False


@define(eq=False)
class _Stream:
    cut: CutDocument
    contracts: DataContractSet
    file: str | None
    members: MemberPaths = field(init=False)
    _root: etree._Element = field(init=False)
    _places: Places = field(init=False)
    _waiting: deque[_Collection] = field(init=False, factory=deque)
    _collections: dict[etree._Element, _Collection] = field(init=False, factory=dict)
    """By their elements: in the rest of the document, and in the piece at hand."""
    _piece: Places | None = None
    """Of the piece at hand, if it is not the rest of the document."""
    _inventory: Inventory | None = None
    _last_found: tuple[int, Places] | None = None
    _identities: RegisteredIdentities = field(init=False, factory=RegisteredIdentities)

    def __attrs_post_init__(self) -> None:
        self.members = MemberPaths(self.contracts)
        rest = self.cut.rest
        self._root = parse_document(rest.octets)
        self._places = Places(rest.octets, self._root, rest)
        elements = [*self._root.iter("*")]
        for index, about in enumerate(self.cut.collections):
            element = elements[about.number]
            last = about.number + sum(1 for _ in element.iter("*")) - 1
            collection = _Collection(index, about, element, last)
            self._waiting.append(collection)
            self._collections[element] = collection
            self._places.count_children(element, Counter(), about.tags)
        self._check_contracts()

    def _check_contracts(self) -> None:
        """Make sure that what is cut are collections to the walk as well.

        :raises NotParsedError: where one is not.
        """
        slots = root_slots(self.contracts)
        for part in parts_of(self._root, self.contracts):
            name = QName.from_clark(str(part.tag))
            slot = slot_of_root(name, slots) or next((slots[each] for each in slots if each.name == name.name), None)
            if slot is None:
                continue
            walk = ContentWalk(self.contracts)
            for element, wanted, faults in walk.visits([(part, slot)]):
                deque(faults, maxlen=0)
                known = self._collections.get(element)
                if known is not None and walk.contract_of(element, wanted) != known.about.contract:
                    raise NotParsedError

    def findings(self) -> Iterator[Finding]:
        """Yield every finding, in document order."""
        schema = compiled_schema(self.contracts)
        order = DocumentOrder(self._places)
        for each in instruction_faults(self._root):
            order.add(each, behind=self._shift_of_instruction(each.element))
        for each in envelope_faults(self._root, self.contracts):
            order.add(each, behind=self._shift_of_text(each))
        for element in parts_of(self._root, self.contracts):
            part = Part(element, self.contracts, schema, self._places, document=self)
            end = self._places.order_of(element) + sum(1 for _ in element.iter("*"))
            for fault in part.steps():
                if fault is None:
                    current = part.walk.current
                    if current in self._collections:
                        self._collections[current].is_visited = True
                    yield from self._items_before(min(part.position, end), order, part)
                else:
                    bound = self._places.order_of(fault.element) if part.is_walked else part.bound_with(fault)
                    yield from self._items_before(min(bound, end), order, part)
                    yield from self._told(order, part.bound_with(fault))
                    order.add(fault, part, behind=self._shift_of_text(fault))
            yield from self._items_before(end, order, part)
        yield from self._items_before(inf, order, None)
        yield from self._told(order, inf)

    def _told(self, order: DocumentOrder, bound: float) -> Iterator[Finding]:
        for fault, part in order.before(bound):
            yield finding_of(fault, part, self._places, self.members, self.file)

    def _items_before(self, bound: float, order: DocumentOrder, part: Part | None) -> Iterator[Finding]:
        """Yield the findings in what is cut out of collections that end before a number, and what is before that."""
        while self._waiting and self._waiting[0].last < bound:
            collection = self._waiting.popleft()
            yield from self._told(order, collection.last + _BEHIND)
            self._identities.register(collection.element.iterdescendants("*"))
            for items in self.cut.ranges(collection.index):
                owner = part if collection.is_visited else None
                if owner is not None or items.has_instructions:
                    yield from self._findings_among(collection, items, owner)
            if part is not None:
                behind = islice(self._root.iter("*"), int(collection.last) + 1, None)
                part.invalid.update(self._identities.repeated(behind))

    def _shift_of_instruction(self, instruction: etree._Element) -> float:
        """Return what puts an instruction between two elements behind the collection that ends there."""
        number = self._places.order_of(instruction) - 0.5
        ended = (each for each in self._waiting if each.last == number)
        is_behind = any(each.element not in instruction.iterancestors() for each in ended)
        return 0.4 if is_behind else 0

    def _shift_of_text(self, fault: Fault) -> float:
        """Return what puts a text between two elements behind the collection that ends there."""
        if not isinstance(fault.spot, TextBehind) or fault.spot.is_told_first:
            return 0
        number = int(self._places.order_of(fault.element, fault.spot))
        around = {fault.element, *fault.element.iterancestors()}
        return 0.4 if any(each.last == number and each.element not in around for each in self._waiting) else 0

    def _findings_among(self, collection: _Collection, items: ItemRange, part: Part | None) -> Iterator[Finding]:
        piece = self.cut.piece(collection.index, items)
        places, element = self._parsed(piece, collection, items)
        order = DocumentOrder(places)
        inner: Part | None = None
        for instruction in element.iter(etree.PI):
            if places.order_of(instruction) > collection.about.number + 1:  # else it is before the first child
                order.add(instruction_fault(instruction))
        if part is not None:
            contract = collection.about.contract
            assert isinstance(contract, CollectionDataContract)  # noqa: S101 - it has been visited as one
            doubtful = doubtful_items(piece.octets[piece.begin : piece.end], element, contract, self.contracts)
            if doubtful or contract.key is not None:
                inner = self._piece_of(part, places)
                self._collections[element], self._piece = collection, places
                item = QName(contract.name.namespace, contract.item_name)
                self.members.count_items(element, items.before[item.clark])
                for fault in self._faults_of(inner, element, {*doubtful}, items):
                    order.add(fault, inner)
        for fault, owner in order.before(inf):
            yield finding_of(fault, owner, places, self.members, self.file)
        self._collections.pop(element, None)
        self._piece = None

    def _parsed(self, piece: Piece, collection: _Collection, items: ItemRange) -> tuple[Places, etree._Element]:
        """Return the places of a piece and the collection in it."""
        root = parse_document(piece.octets)
        places = Places(piece.octets, root, piece)
        element = next(islice(root.iter("*"), collection.about.number, None))
        places.count_children(element, items.before, collection.about.tags)
        return places, element

    def _piece_of(self, part: Part, places: Places) -> Part:
        """Return a part of the rest as it is in a piece, with what is remembered of it."""
        number = int(self._places.order_of(part.element))
        element = next(islice(places.root.iter("*"), number, None))
        inner = Part(element, self.contracts, part.schema, places, document=self, memory=part.memory)
        inner.slot = part.slot
        return inner

    def _faults_of(
        self, part: Part, element: etree._Element, doubtful: AbstractSet[etree._Element], items: ItemRange
    ) -> Iterator[Fault]:
        """Yield the faults among the items of a piece, and in those that are ``doubtful``."""
        contract = self._collections[element].about.contract
        assert isinstance(contract, CollectionDataContract)  # noqa: S101 - it has been visited as one
        found = self._identities.verdict(part, element, is_behind_stranger=items.is_behind_stranger) if doubtful else []
        verdict = deque(found)
        part.invalid.update(fault.element for fault, _ in found)
        part.walk = ContentWalk(self.contracts, part.schema.tables, part.invalid, self, part.memory)
        children: list[tuple[etree._Element, Slot]] = []
        for fault in part.walk.faults_among_items(element, contract, children):
            if fault.element is not element:
                yield fault
        for _, _, faults in part.walk.visits([each for each in children if each[0] in doubtful]):
            yield from part.others(verdict, before=part.position)
            yield from faults
        yield from part.others(verdict, before=inf)

    # What the walk asks of the whole document.

    def count_of(self, namespace: str, element: etree._Element) -> int:
        """Return how many elements of a namespace the document has."""
        del element
        return self._counted.namespaces[namespace]

    def more_like(self, element: etree._Element, here: int) -> int | None:
        """Return how many siblings of the same name there are beside those ``here``; None where they were told of."""
        parent = element.getparent()
        collection = None if parent is None else self._collections.get(parent)
        if collection is None:
            return 0
        name = str(element.tag)
        if name in collection.told:
            return None
        collection.told.add(name)
        return collection.about.tags[name] - here

    def keys_of(self, collection: etree._Element) -> SeenKeys | None:
        """Return the keys of a dictionary before those that are in the piece at hand."""
        known = self._collections.get(collection)
        return None if known is None else known.keys

    def behind(self, element: etree._Element, identity: str) -> Elsewhere | None:
        """Return the first element of an identity that begins behind the end of ``element``."""
        is_rest = element.getroottree().getroot() is self._root or self._piece is None
        places = self._places if is_rest else self._piece
        assert places is not None  # noqa: S101 - the element is in the rest or in the piece at hand
        offset = self._counted.first_behind(places.span_of(element).end_offset, identity)
        return None if offset is None else self._elsewhere(offset)

    def _elsewhere(self, offset: int) -> Elsewhere:
        """Return the place of the element that begins at an offset."""
        places = self._places_at(offset)
        assert places.piece is not None  # noqa: S101 - they are all pieces
        fields = places.fields_of(places.element_at(places.piece.offset_of(offset)))
        return Elsewhere(path=fields["path"], line=fields["line"], column=fields["column"])

    def _places_at(self, offset: int) -> Places:
        """Return the places of a piece in which an offset is: those of the last one are kept."""
        for index, about in enumerate(self.cut.collections):
            for items in self.cut.ranges(index) if about.has_cut_out(offset) else ():
                if not items.start.offset <= offset < items.end:
                    continue
                key = items.start.offset
                if self._last_found is None or self._last_found[0] != key:
                    collection = self._collections[self._element_of(about)]
                    self._last_found = key, self._parsed(self.cut.piece(index, items), collection, items)[0]
                return self._last_found[1]
        return self._places

    def _element_of(self, about: LargeCollection) -> etree._Element:
        return next(each.element for each in self._collections.values() if each.about is about)

    @property
    def _counted(self) -> Inventory:
        if self._inventory is None:
            self._inventory = Inventory(self.cut.octets, self.cut.mark)
        return self._inventory
