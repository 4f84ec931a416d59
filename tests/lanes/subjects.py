"""The roots whose lanes are tried: the documented contract, all types at all places, and schemas of others."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import attrs
from attrs import frozen
from hypothesis import Phase, given, seed, settings

import dcxml
from dcxml.apis.calendar import AuthenticatedInputOfCalendarAppointmentWrongModel as Calendar
from dcxml.codec.fast.declined import DECLINED
from dcxml.codec.fast.lane import ReadLane, WriteLane
from dcxml.codec.making import make_codec
from dcxml.codec.settings import WriterSettings
from dcxml.contract import ClassDataContract
from dcxml.strategies import instances
from support import boxes, corpus, hierarchy, people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml import DataContractSerializer, Dialect

__all__ = ["Subject", "of_corpus", "own"]

_DRAWN: Final = 120
"""How many values of a root are drawn: what is tried are changes of these."""


@dcxml.enum_contract(name="Unit", namespace="urn:lanes")
class Unit(dcxml.DataContractEnum):
    PIECE = dcxml.enum_member("Piece", 0)
    BLACK_AND_WHITE = dcxml.enum_member("black & white", 1)


@dcxml.data_contract(name="State", namespace="urn:lanes")
class State(dcxml.OpenEnum):
    CREATED = dcxml.enum_member("Created")


@dcxml.data_contract(name="Access", namespace="urn:lanes")
class Access(dcxml.DataContractFlag):
    READ = dcxml.enum_member("Read", 1)
    WRITE = dcxml.enum_member("Write", 2)


@dcxml.data_contract(name="Values", namespace="urn:values")
class Values:
    """A member of each simple type, and each once more that may be nil."""

    Boolean: bool = False
    Byte: dcxml.Byte = 0
    Bytes: bytes | None = None
    Char: dcxml.Char = "a"
    DateTime: dcxml.DateTime = dcxml.DateTime.min
    Decimal: Decimal = Decimal(0)
    Double: dcxml.Double = 0.0
    Duration: dcxml.Duration = dcxml.Duration()
    Float: dcxml.Float = 0.0
    Guid: UUID = UUID(int=0)
    Int: dcxml.Int = 0
    Long: dcxml.Long = 0
    MayBeBoolean: bool | None = None
    MayBeDateTime: dcxml.DateTime | None = None
    MayBeDecimal: Decimal | None = None
    MayBeDouble: dcxml.Double | None = None
    MayBeDuration: dcxml.Duration | None = None
    MayBeGuid: UUID | None = None
    MayBeInt: dcxml.Int | None = None
    MayBeUnit: Unit | None = None
    Short: dcxml.Short = 0
    State: State | None = None
    String: str | None = None
    Unit: Unit = Unit.PIECE
    UnsignedByte: dcxml.UnsignedByte = 0
    UnsignedInt: dcxml.UnsignedInt = 0
    UnsignedLong: dcxml.UnsignedLong = 0
    UnsignedShort: dcxml.UnsignedShort = 0
    Uri: dcxml.AnyURI | None = None


@dcxml.data_contract(name="Tree", namespace="urn:lanes")
class Tree:
    """Collections of everything, some of them in themselves, and members that are required or left out."""

    Access: Access = Access(0)
    ByName: dict[str, dcxml.Int] | None = None
    Lists: list[list[str | None]] | None = None
    Moments: list[dcxml.DateTime] | None = None
    Needed: str | None = dcxml.data_member("Needed", default=None, is_required=True)
    Next: Tree | None = None
    Numbers: list[dcxml.Int] | None = None
    Prices: list[Decimal | None] | None = None
    Seldom: dcxml.Int = dcxml.data_member("Seldom", default=0, emit_default_value=False)
    Units: list[Unit] | None = None
    Values: Values | None = None
    ValuesByKey: dict[dcxml.Int, Values | None] | None = None


@frozen(eq=False, slots=False)
class Subject:
    """A root with its lanes, and the way that is there without them."""

    name: str
    annotation: Any
    known: tuple[type, ...] = ()

    @cached_property
    def _lanes(self) -> tuple[ReadLane, dict[Dialect, WriteLane]]:
        codec, root = make_codec(self.annotation, self.known)
        writers = {each: WriteLane.of_root(codec.plan, root, WriterSettings(each)) for each in dcxml.Dialect}
        return ReadLane(codec.plan, root), writers

    def read(self, data: bytes) -> Any:
        """Return what the lane reads, or ``DECLINED``."""
        return self._lanes[0].read(data, is_forced=True)

    def write(self, value: Any, dialect: Dialect) -> Any:
        """Return the text that the lane writes, or ``DECLINED``."""
        return self._lanes[1][dialect].write(value, is_forced=True)

    def has_lane(self) -> bool:
        """Tell whether the lane reads a document as .NET writes it."""
        data = self.other_way[dcxml.Dialect.XML_WRITER].dumps(dcxml.sample(self.annotation, "minimal"))
        return self.read(data) is not DECLINED

    @cached_property
    def other_way(self) -> dict[Dialect, DataContractSerializer[Any]]:
        """Return the serializers that never take the lane."""
        return {
            each: dcxml.DataContractSerializer(self.annotation, known_types=self.known, dialect=each, fast_lane="never")
            for each in dcxml.Dialect
        }

    def values(self, start: int, *, absent: bool) -> list[Any]:
        """Draw values, the same for the same ``start``; members may be ``absent``, or all values as calls make them."""
        drawn: list[Any] = []

        @seed(start)
        @settings(max_examples=_DRAWN, deadline=None, database=None, phases=[Phase.generate])
        @given(instances(self.annotation, known_types=self.known, absent=absent))
        def draw(value: Any) -> None:
            drawn.append(value)

        draw()
        drawn.append(dcxml.sample(self.annotation, "maximal"))
        return drawn if absent else [_made_anew(value) for value in drawn]


def _made_anew(value: Any, made: dict[int, Any] | None = None) -> Any:
    """Return a value without members that are absent: no lane writes objects that have any."""
    made = {} if made is None else made
    match value:
        case list():
            return [_made_anew(item, made) for item in value]
        case dict():
            return {key: _made_anew(item, made) for key, item in value.items()}
        case _ if id(value) in made:
            return made[id(value)]
        case _ if hasattr(value, "_wire"):
            names = [each.name for each in attrs.fields(value.__class__) if each.init]
            new = made[id(value)] = value.__class__(**dict.fromkeys(names))
            for name in names:
                setattr(new, name, _made_anew(getattr(value, name), made))
            return new
        case _:
            return value


def own() -> Iterator[Subject]:
    """Yield the roots of our own."""
    yield Subject("calendar", Calendar)
    yield Subject("values", Values)
    yield Subject("tree", Tree)
    yield Subject("list of values", list[Values | None])
    yield Subject("dictionary of trees", dict[str, Tree])
    yield Subject("depot", hierarchy.Depot, hierarchy.KNOWN)
    yield Subject("list of assets", list[hierarchy.Asset | None], hierarchy.KNOWN)
    yield Subject("box", boxes.Box, boxes.KNOWN)
    yield Subject("links", people.Links)
    yield Subject("list of people", list[people.Person | None], people.KNOWN)


def of_corpus(count: int) -> Iterator[Subject]:
    """Yield so many roots of schemas of others: of each set the class that reaches most contracts and has a lane."""
    for files in corpus.READ:
        if count == 0:
            return
        try:
            found = _largest(files)
        except dcxml.DcxmlError:
            continue
        if found is not None:
            count -= 1
            yield found


def _largest(files: corpus.Files) -> Subject | None:
    binding = corpus.binding_of(files)
    reached = {
        each.name: len(dcxml.contracts_of(binding.annotation_of(each.name)))
        for each in binding.contracts
        if isinstance(each, ClassDataContract)
    }
    for name in sorted(reached, key=lambda each: -reached[each]):
        subject = Subject(f"{files[0].stem}: {name.name}", binding.annotation_of(name))
        if subject.has_lane():
            return subject
    return None
