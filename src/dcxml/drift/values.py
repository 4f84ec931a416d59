"""What a reader of one type makes of the elements of another: from the types alone, as far down as they differ.

Counterparts are taken for equal: what differs inside them is a change of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.contract.arrays import is_number_array
from dcxml.contract.model import (
    XML_NODES,
    ClassDataContract,
    CollectionDataContract,
    EnumDataContract,
    PrimitiveDataContract,
    SimpleDataContract,
    XmlDataContract,
)
from dcxml.contract.primitives import XML_SCHEMA_TYPES
from dcxml.drift.built_in_types import receive_text
from dcxml.drift.direction import LOST, MISREAD, NOT_READ, NOT_VALID, REFUSED, UNHARMED, Direction, Reception, Tag
from dcxml.drift.facets import allows_all, grouped
from dcxml.drift.nulls import receive_nil, receive_nil_items
from dcxml.qname import XS, QName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dcxml.contract.contract_set import DataContractSet
    from dcxml.contract.model import DataContract, DataMember, Facet

__all__ = [
    "receive",
    "receive_contract",
    "receive_member",
    "receive_members",
    "receive_order",
    "receive_other_items",
]

_STRING: Final = QName(XS, "string")
_Seen = frozenset[tuple[QName, QName]]


def receive(direction: Direction, reader: QName, writer: QName, *, seen: _Seen = frozenset()) -> Reception:
    """Return what a reader of the type ``reader`` makes of elements of the type ``writer``, at worst."""
    if direction.are_same(reader, writer) or (reader, writer) in seen:
        return UNHARMED
    seen |= {(reader, writer)}
    read, wrote = _plain(direction.reader, reader), _plain(direction.writer, writer)
    is_same = direction.are_same(read.name, wrote.name)
    judged = UNHARMED if is_same else _receive(direction, read, wrote, seen)
    if isinstance(direction.reader[reader], SimpleDataContract):
        return Reception(judged.reader, Reception.of(judged, _by_simple_type(direction, reader, writer)).schema)
    return judged


def receive_contract(direction: Direction, reader: DataContract, writer: DataContract) -> Reception:
    """Return what comes of it that a contract is of another kind than its counterpart."""
    return _receive(direction, reader, writer, frozenset({(reader.name, writer.name)}))


def _plain(contracts: DataContractSet, name: QName) -> DataContract:
    """Return the contract that .NET sees: the base of a simple type."""
    contract = contracts[name]
    while isinstance(contract, SimpleDataContract):
        contract = contracts[contract.base]
    return contract


def _receive(  # noqa: C901, PLR0911 - one case and one return for each pair of kinds
    direction: Direction, reader: DataContract, writer: DataContract, seen: _Seen
) -> Reception:
    match reader, writer:
        case PrimitiveDataContract(), PrimitiveDataContract():
            return receive_text(reader.name, writer.name)
        case PrimitiveDataContract(name=name), EnumDataContract() if name == _STRING:
            return UNHARMED
        case PrimitiveDataContract(name=name), _ if name == QName(XS, "anyType"):
            return NOT_READ
        case EnumDataContract(), EnumDataContract():
            return _receive_enumeration(reader, writer)
        case EnumDataContract(is_open=True), PrimitiveDataContract():
            return receive_text(_STRING, writer.name)
        case ClassDataContract(is_iserializable=False), ClassDataContract(is_iserializable=False):
            return Reception.of(
                receive_members(
                    direction, direction.reader_members(reader), direction.writer_members(writer), seen=seen
                ),
                NOT_VALID
                if direction.writer.is_reference(writer) and not direction.reader.is_reference(reader)
                else UNHARMED,
            )
        case CollectionDataContract(), CollectionDataContract():
            return _receive_items(direction, reader, writer, seen)
        case ClassDataContract(is_iserializable=False), CollectionDataContract():
            return REFUSED if any(member.is_required for _, member in direction.reader_members(reader)) else LOST
        case CollectionDataContract(), ClassDataContract(is_iserializable=False):
            return receive_other_items(reader)
        case XmlDataContract(name=name), _ if name == XML_NODES:
            return NOT_VALID
    return REFUSED


def receive_member(
    direction: Direction, reader: DataMember, writer: DataMember, *, seen: _Seen = frozenset()
) -> Reception:
    """Return what a reader of one member makes of another where it finds it."""
    required = REFUSED if reader.is_required and not writer.is_required else UNHARMED
    typed = receive(direction, reader.type, writer.type, seen=seen)
    return Reception.of(typed, required, receive_nil(direction, reader, writer))


def receive_members(
    direction: Direction,
    reader: Sequence[tuple[Tag, DataMember]],
    writer: Sequence[tuple[Tag, DataMember]],
    *,
    seen: _Seen = frozenset(),
    news_are_lost: bool = True,
) -> Reception:
    """Return what a reader of some members makes of others, by .NET's state machine, at worst.

    With ``news_are_lost`` a member that the reader has and the writer has not counts as lost.
    """
    wrote = dict(writer)
    known = dict(reader)
    found = [UNHARMED]
    for tag, member in reader:
        if tag in wrote:
            found.append(receive_member(direction, member, wrote[tag], seen=seen))
        elif member.is_required:
            found.append(REFUSED)
        elif news_are_lost:
            found.append(MISREAD)
    found += [direction.skipped(member) for tag, member in writer if tag not in known]
    found.append(
        receive_order([tag for tag, _ in reader if tag in wrote], [tag for tag, _ in writer if tag in known], known)
    )
    if len(wrote) != len(writer) or len(known) != len(reader):  # a base and a derived class have a member of one name
        found.append(REFUSED)
    return Reception.of(*found)


def receive_order(reader: Sequence[Tag], writer: Sequence[Tag], members: dict[Tag, DataMember]) -> Reception:
    """Return what comes of another order of the same members: what is late is skipped, unless one is required."""
    place = {tag: index for index, tag in enumerate(reader)}
    is_inverted = False
    for index, early in enumerate(writer):
        for late in writer[index + 1 :]:
            if place[late] < place[early]:
                is_inverted = True
                if members[late].is_required:
                    return REFUSED
    return LOST if is_inverted else UNHARMED


def receive_other_items(reader: CollectionDataContract) -> Reception:
    """Return what a list makes of elements that are none of its items: it skips them, an array of numbers cannot."""
    return REFUSED if is_number_array(reader) else LOST


def _receive_enumeration(reader: EnumDataContract, writer: EnumDataContract) -> Reception:
    """Return what an enumeration makes of the texts of another one."""
    known = {member.name for member in reader.members}
    written = {member.name for member in writer.members}
    if reader.is_open:
        return UNHARMED
    is_known = written <= known and not writer.is_open
    has_spaces = any(" " in text for text in written)
    if reader.is_flags != writer.is_flags and (writer.is_flags or has_spaces):
        return REFUSED
    return UNHARMED if is_known else REFUSED


def _receive_facets(reader: Sequence[Facet], writer: Sequence[Facet]) -> Reception:
    """Return what a schema with the facets of the one says to values of the other."""
    others = grouped(writer)
    is_allowed = all(allows_all(name, values, others) for name, values in grouped(reader).items())
    return UNHARMED if is_allowed else NOT_VALID


def _receive_items(
    direction: Direction, reader: CollectionDataContract, writer: CollectionDataContract, seen: _Seen
) -> Reception:
    if reader.is_dictionary != writer.is_dictionary:
        return REFUSED
    named = UNHARMED
    if (reader.name.namespace, reader.item_name) != (direction.namespace(writer.name), writer.item_name):
        named = receive_other_items(reader)
    counted = NOT_VALID if (reader.min_items, reader.max_items) != (writer.min_items, writer.max_items) else UNHARMED
    identified = NOT_VALID if writer.is_reference and not reader.is_reference else UNHARMED
    if isinstance(reader.item, QName) and isinstance(writer.item, QName):
        held = receive(direction, reader.item, writer.item, seen=seen)
        return Reception.of(named, held, receive_nil_items(direction, reader, writer), counted, identified)
    entries = []
    for ours, theirs in zip(reader.item, writer.item, strict=True):  # type: ignore[arg-type]  # both are pairs
        is_named = (reader.name.namespace, ours.name) == (direction.namespace(writer.name), theirs.name)
        entries += [receive_member(direction, ours, theirs, seen=seen), UNHARMED if is_named else REFUSED]
    return Reception.of(named, counted, identified, *entries)


def _by_simple_type(direction: Direction, reader: QName, writer: QName) -> Reception:
    """Return what the schema of a simple type says to texts of another type."""
    ours = _line(direction, reader, is_reader=True)
    theirs = _line(direction, writer, is_reader=False)
    for index, contract in enumerate(theirs):
        if any(direction.are_same(each.name, contract.name) for each in ours[:1]):
            return UNHARMED  # a restriction of the reader's own type
        for place, each in enumerate(ours):
            if direction.are_same(each.name, contract.name) and not _has_built_in(ours[:place]):
                return _receive_facets(_facets(ours[:place]), _facets(theirs[:index]))
    return NOT_VALID if any(_facets(ours)) or _has_built_in(ours) else UNHARMED


def _line(direction: Direction, name: QName, *, is_reader: bool) -> list[DataContract]:
    """Return a simple type and what it restricts, down to what .NET sees."""
    contracts = direction.reader if is_reader else direction.writer
    line = [contracts[name]]
    while isinstance(line[-1], SimpleDataContract):
        line.append(contracts[line[-1].base])
    return line


def _has_built_in(line: Sequence[DataContract]) -> bool:
    """Tell whether a type of XML Schema without a CLR type is on the line: a date has other texts than a string."""
    return any(each.name in XML_SCHEMA_TYPES for each in line)


def _facets(line: Sequence[DataContract]) -> list[Facet]:
    return [facet for contract in line if isinstance(contract, SimpleDataContract) for facet in contract.facets]
