"""What .NET holds of a value after reading it, which is less than dcxml keeps."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from dcxml import AnyValue, DataContractEnum, DataContractFlag, DateTime, FixedOffset, PairMapping, is_absent
from dcxml.binding.graphs import is_instance, members_of
from dcxml.codec.anything import natural_type
from dcxml.errors import DecodeError
from dcxml.xmlio import parse_document

__all__ = ["as_dotnet_holds", "infoset", "without_boxes"]


def infoset(document: bytes) -> list[object]:
    """Return the names, attributes and texts of a document: of XML as a value .NET keeps spellings that lxml loses.

    Characters that XML 1.0 does not have are texts like others; what is no document is its own infoset.
    """
    try:
        root = parse_document(document, check_characters=False)
    except DecodeError:
        return [document]
    return [(each.tag, sorted(each.items()), each.text or "", each.tail or "", len(each)) for each in root.iter()]


def as_dotnet_holds(root: Any) -> Any:
    """Return the value with what .NET forgets forgotten; objects change in place.

    Absent members get the default that they read as, so that they are written; a dateTime with an offset becomes
    local time, which is UTC in the tests' process.
    """
    return _Walk().of(root)


def without_boxes(root: Any) -> Any:
    """Return a copy of the value in which nothing is an `AnyValue` that tells its type alone.

    Reading puts those in boxes that have an identity (``PreserveObjectReferences``).
    """
    return _Unboxing().of(deepcopy(root))


class _Walk:
    def __init__(self) -> None:
        self.seen: dict[int, Any] = {}
        self.boxes: dict[int, tuple[AnyValue, AnyValue]] = {}

    def of(self, value: Any) -> Any:
        if isinstance(value, DateTime):
            return _local(value)
        if isinstance(value, AnyValue):
            return self._box(value)
        if id(value) in self.seen:
            return value
        if is_instance(value):
            self.seen[id(value)] = value
            for name in members_of(value):
                # A zero without a text counts as absent and cannot be written: it stays as it is.
                if is_absent(value, name):
                    setattr(value, name, getattr(value, name))
                setattr(value, name, self.of(getattr(value, name)))
        elif isinstance(value, list):
            self.seen[id(value)] = value
            value[:] = map(self.of, value)
        elif isinstance(value, dict):
            self.seen[id(value)] = value
            entries = [(self.of(key), self.of(item)) for key, item in value.items()]
            value.clear()
            value.update(entries)
        elif isinstance(value, PairMapping):
            self.seen[id(value)] = value
            value.pairs[:] = [(self.of(key), self.of(item)) for key, item in value.pairs]
        return value

    def _box(self, value: AnyValue) -> Any:
        """Return the box of what the value holds: one for each, for two places may hold the same."""
        if id(value) not in self.boxes:
            self.boxes[id(value)] = (value, AnyValue(self.of(value.value), value.type))
        return self.boxes[id(value)][1]


def _local(value: DateTime) -> DateTime:
    """Return the moment in local time, which is UTC, if the value has an offset; ``Z`` is another kind."""
    if not isinstance(value.tzinfo, FixedOffset):
        return value
    try:
        return value.astimezone(FixedOffset(0))
    except OverflowError:  # .NET stops at the first and the last moment
        limit = DateTime.min if value.year == 1 else DateTime.max
        return limit.replace(tzinfo=FixedOffset(0))


class _Unboxing(_Walk):
    def _box(self, value: AnyValue) -> Any:
        tells_its_type = is_instance(value.value) or isinstance(value.value, DataContractEnum | DataContractFlag)
        tells_its_type |= natural_type(value.value) == value.type
        return self.of(value.value) if tells_its_type else super()._box(value)
