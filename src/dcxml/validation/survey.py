"""A large document surveyed: where its collections are, and where they can be cut into stretches of whole items.

One pass of expat. Outside of collections it follows the contracts from the root on, member by member; what is in an
item is only counted. What is found is a proposal: whether those elements are collections is for the walk to say.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from attrs import define, field, frozen

from dcxml.contract import ClassDataContract, CollectionDataContract
from dcxml.contract.primitives import EXPORTED_CLASSES
from dcxml.lexical.characters import WHITE_SPACE
from dcxml.octets import chunks_of
from dcxml.pruned_parse import NotParsedError, clark_of
from dcxml.qname import ID, SOAP_ENVELOPES, QName
from dcxml.validation.content import ContentWalk
from dcxml.validation.roots import root_slots, slot_of_root
from dcxml.xmlio import DEFAULT_LIMITS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dcxml.contract import DataContract, DataContractSet
    from dcxml.octets import Octets
    from dcxml.validation.slots import Slot

__all__ = ["Grain", "LargeCollection", "Point", "Stretch", "survey"]


@frozen
class Grain:
    """How many octets of a collection are looked at together: ``first`` with what is around it, then by stretches.

    ``rest`` is the least length of what is looked at together as a multiple of all that is in no stretch.
    """

    first: int = 1 << 16
    stretch: int = 1 << 18
    rest: int = 1


@frozen
class Point:
    """A place in a document: octets from 0, lines and columns from 1."""

    offset: int
    line: int
    column: int


@define
class Stretch:
    """Whole items of a collection, and whatever else is between two of its child elements."""

    start: Point
    end: int = 0
    tags: Counter[str] = field(factory=Counter)
    """How many child elements of each name there are."""
    is_behind_stranger: bool = False
    """An element that is no item stands before it: libxml2 looks at nothing behind one."""
    has_instructions: bool = False


@define
class LargeCollection:
    """A collection whose first items stay where they are, and whose others are cut out.

    ``number`` is that of its element in the document without what is cut out. ``begin`` is where its first child is,
    ``cut`` where the first of those cut out is, and ``resume`` where its end tag is.
    """

    number: int
    contract: DataContract | None
    begin: int = 0
    cut: Point | None = None
    resume: Point = Point(0, 0, 0)
    stretches: list[Stretch] = field(factory=list)
    tags: Counter[str] = field(factory=Counter)
    """How many child elements of each name it has, all in all."""
    stray: tuple[Point, int] | None = None
    """Where there is text between those that are cut out, and none before."""

    def has_cut_out(self, offset: int) -> bool:
        """Tell whether what is at an offset is cut out."""
        return self.cut is not None and self.cut.offset <= offset < self.resume.offset


_DEEP: Final = 100
"""Levels below which nobody has to look how many there are."""


@frozen
class _Inside:
    """What an element is outside of collections, for what is in it: a contract, or a part of an envelope."""

    contract: DataContract | None = None
    part: str = ""
    namespace: str = ""


_UNKNOWN: Final = _Inside()


def survey(octets: Octets, mark: int, contracts: DataContractSet, grain: Grain) -> list[LargeCollection]:
    """Return the collections of a document in UTF-8 that are worth being cut, in document order.

    :raises NotParsedError: where the document is beyond our limits, or expat does not read it.
    """
    surveyor = _Survey(mark, contracts, grain)
    try:
        for chunk in chunks_of(octets, begin=mark):
            surveyor.parser.Parse(chunk, False)  # noqa: FBT003 - expat takes it by position only
        surveyor.parser.Parse(b"", True)  # noqa: FBT003 - as above
    except expat.ExpatError:
        raise NotParsedError from None
    return surveyor.collections


@define(eq=False)
class _Survey:
    mark: int
    contracts: DataContractSet
    grain: Grain
    collections: list[LargeCollection] = field(factory=list)
    parser: expat.XMLParserType = field(init=False)
    _walk: ContentWalk = field(init=False)
    _roots: dict[QName, Slot] = field(init=False)
    _path: list[_Inside] = field(factory=lambda: [_Inside(part="document")])
    _count: int = 0
    """The elements so far that are not cut out."""

    def __attrs_post_init__(self) -> None:
        self._walk = ContentWalk(self.contracts)
        self._roots = root_slots(self.contracts)
        self.parser = expat.ParserCreate("utf-8", "\f")
        self.parser.StartDoctypeDeclHandler = _refuse
        self._follow()

    def _follow(self) -> None:
        """Take elements outside of collections."""
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._count += 1
        inside = self._inside(clark_of(name), attributes)
        self._path.append(inside)
        _check(len(self._path) - 1, attributes)
        if isinstance(inside.contract, CollectionDataContract) or inside.part == "unknown":
            self._enter(inside.contract)

    def _end(self, name: str) -> None:
        del name
        self._path.pop()

    def _inside(self, tag: str, attributes: Mapping[str, str]) -> _Inside:
        outer, name = self._path[-1], QName.from_clark(tag)
        slot: Slot | None = None
        if isinstance(outer.contract, ClassDataContract):
            slot = self._slot_of_member(outer.contract, name)
        elif outer.part:
            part = _part_of_envelope(outer, name)
            if part is not None or outer.part in {"Envelope", "Fault"}:
                return part or _UNKNOWN
            slot = slot_of_root(name, self._roots) or _alike(name, self._roots)
            if slot is None:
                return _Inside(part="unknown")
        return _UNKNOWN if slot is None else self._of(slot.contract, attributes)

    def _slot_of_member(self, contract: ClassDataContract, name: QName) -> Slot | None:
        table = self._walk.table(contract)
        slots = dict(zip(table.names, table.slots, strict=True))
        return slots.get(name) or _alike(name, slots)

    def _of(self, contract: DataContract, attributes: Mapping[str, str]) -> _Inside:
        """Return what an element of a contract is; nothing is known of one whose attributes say more."""
        contract = EXPORTED_CLASSES.get(contract.name, contract)
        if isinstance(contract, CollectionDataContract):
            can_be_cut = contract.max_items is None and all(clark_of(name) == ID for name in attributes)
            return _Inside(contract) if can_be_cut else _UNKNOWN
        is_class = isinstance(contract, ClassDataContract) and not contract.is_iserializable
        return _Inside(contract) if is_class and all(clark_of(name) == ID for name in attributes) else _UNKNOWN

    def _enter(self, contract: DataContract | None) -> None:
        """Take the children of a collection, each with all that is in it, until its end."""
        collection = LargeCollection(self._count - 1, contract)
        cutter = _Cutter(self.parser, self.mark, self.grain, collection, depth=len(self._path) - 1)

        def end(_name: str) -> None:
            if cutter.is_cut():
                self.collections.append(collection)
            self._count += cutter.kept
            self._path.pop()
            self._follow()

        cutter.take_children(end)


@define(eq=False)
class _Cutter:
    """Cuts one collection. The handlers of a parser are changed with what it is in: most elements are just counted."""

    parser: expat.XMLParserType
    mark: int
    grain: Grain
    collection: LargeCollection
    depth: int
    """Of the collection."""
    kept: int = 0
    """The elements in the collection that are not cut out."""
    _end: Callable[[str], None] = field(init=False)
    _item: str | None = field(init=False, default=None)
    _missing: int = field(init=False, default=0)
    """How many items have to be kept, for XML Schema to find as many as there must be."""
    _has_stranger: bool = field(init=False, default=False)
    _stretch: Stretch | None = field(init=False, default=None)
    _inside: int = field(init=False, default=0)
    _run: Point | None = field(init=False, default=None)
    _is_text: bool = field(init=False, default=False)
    _has_text: bool = field(init=False, default=False)

    def __attrs_post_init__(self) -> None:
        contract = self.collection.contract
        if isinstance(contract, CollectionDataContract):
            self._item = QName(contract.name.namespace, contract.item_name).clark
            self._missing = contract.min_items

    def take_children(self, end: Callable[[str], None]) -> None:
        """Take the child elements of the collection; ``end`` is called for its own end tag."""
        self._end = end
        self._listen(self._text)
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._child, end
        self.parser.ProcessingInstructionHandler = self._instruction

    def is_cut(self) -> bool:
        """Tell, at the end of the collection, whether something has been cut out."""
        self._end_run()
        self._listen(None)
        self.parser.ProcessingInstructionHandler = None
        if self._stretch is None:
            return False
        self.collection.resume = self._point()
        self._close_stretch(self._offset)
        return True

    @property
    def _offset(self) -> int:
        return self.mark + self.parser.CurrentByteIndex

    def _point(self) -> Point:
        return Point(self._offset, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def _child(self, name: str, attributes: Mapping[str, str]) -> None:
        self._end_run()
        self._cut_where_due()
        tag = clark_of(name)
        self.collection.tags[tag] += 1
        if self._stretch is not None:
            self._stretch.tags[tag] += 1
        self._missing -= tag == self._item
        self._has_stranger = self._has_stranger or tag != self._item
        self._inside = 0
        self._listen(None)
        self.parser.EndElementHandler = self._end_within
        self.parser.StartElementHandler = self._start_kept if self._stretch is None else self._start_within
        self.parser.StartElementHandler(name, attributes)

    def _cut_where_due(self) -> None:
        at = self._offset
        if self._stretch is not None:
            if at - self._stretch.start.offset >= self.grain.stretch:
                self._close_stretch(at)
                self._stretch = Stretch(self._point(), is_behind_stranger=self._has_stranger)
        elif not self.collection.begin:
            self.collection.begin = at
        elif at - self.collection.begin >= self.grain.first and (self._missing <= 0 or self._has_stranger):
            self.collection.cut = self._point()
            self._stretch = Stretch(self.collection.cut, is_behind_stranger=self._has_stranger)

    def _close_stretch(self, end: int) -> None:
        assert self._stretch is not None  # noqa: S101 - there is one from the cut on
        self._stretch.end = end
        self.collection.stretches.append(self._stretch)

    def _start_kept(self, name: str, attributes: Mapping[str, str]) -> None:
        self.kept += 1
        self._start_within(name, attributes)

    def _start_within(self, _name: str, attributes: Mapping[str, str]) -> None:
        self._inside += 1
        if attributes or self._inside > _DEEP:
            _check(self.depth + self._inside, attributes)

    def _end_within(self, _name: str) -> None:
        self._inside -= 1
        if not self._inside:
            self.parser.StartElementHandler, self.parser.EndElementHandler = self._child, self._end
            if not self._has_text:
                self._listen(self._text)

    def _listen(self, handler: Callable[[str], None] | None) -> None:
        """Take texts, or take none; for expat those in CDATA sections begin inside of these."""
        self.parser.CharacterDataHandler = handler
        self.parser.StartCdataSectionHandler = None if handler is None else self._begin_run

    def _begin_run(self) -> None:
        if self._run is None:
            self._run = self._point()

    def _text(self, data: str) -> None:
        self._begin_run()
        self._is_text = self._is_text or bool(data.strip(WHITE_SPACE))

    def _end_run(self) -> None:
        """End a run of text between two elements; the first that is not white space is the text of the collection."""
        if self._is_text and self._run is not None:
            self._has_text = True
            self.collection.stray = None if self._stretch is None else (self._run, self._offset)
        self._run, self._is_text = None, False

    def _instruction(self, _target: str, _data: str) -> None:
        if not self._inside:
            self._end_run()
        if self._stretch is not None:
            self._stretch.has_instructions = True


def _part_of_envelope(outer: _Inside, name: QName) -> _Inside | None:
    """Return what an element is to SOAP in a document or a part of an envelope; None for what that may hold."""
    match outer.part:
        case "document" if name.name == "Envelope" and name.namespace in SOAP_ENVELOPES:
            return _Inside(part="Envelope", namespace=name.namespace)
        case "Envelope" if name == QName(outer.namespace, "Body"):
            return _Inside(part="Body", namespace=name.namespace)
        case "Body" if name == QName(outer.namespace, "Fault"):
            return _Inside(part="Fault", namespace=name.namespace)
        case "Fault" if name in (QName("", "detail"), QName(outer.namespace, "Detail")):
            return _Inside(part="detail")
    return None


def _alike(name: QName, slots: Mapping[QName, Slot]) -> Slot | None:
    """Return what an element stands for whose namespace alone is wrong."""
    return next((slot for each, slot in slots.items() if each.name == name.name), None)


def _check(depth: int, attributes: Mapping[str, str]) -> None:
    """Leave a document that is beyond our limits to those who know the words for it."""
    if depth > DEFAULT_LIMITS.depth or len(attributes) > DEFAULT_LIMITS.attributes:
        raise NotParsedError


def _refuse(*_declaration: object) -> None:
    raise NotParsedError
