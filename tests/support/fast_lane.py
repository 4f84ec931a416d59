"""The fast lane by itself, and the way that is there without it: what the laws of both compare."""

from __future__ import annotations

import gc
import time
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import dcxml
from dcxml import DataContractSerializer, DecodeError, Dialect
from dcxml.codec.fast.declined import DECLINED
from dcxml.codec.fast.lane import ReadLane, WriteLane
from dcxml.codec.making import make_codec
from dcxml.codec.settings import WriterSettings

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "assert_agreed",
    "assert_agreed_or_refused",
    "assert_declined_in_proportion",
    "assert_taken",
    "assert_value_agreed",
    "other_way",
    "read_by",
    "written_by",
]

Known = tuple[type, ...]


@lru_cache(maxsize=16)
def read_by(annotation: Any, known: Known = ()) -> Callable[[bytes | str], Any]:
    """Return what reads by the fast lane alone; `DECLINED` for what it does not read."""
    codec, root = make_codec(annotation, known)
    lane = ReadLane(codec.plan, root)
    return lambda data: lane.read(data, is_forced=True)


@lru_cache(maxsize=16)
def written_by(annotation: Any, dialect: Dialect = Dialect.XML_WRITER, known: Known = ()) -> Callable[[Any], Any]:
    """Return what writes by the fast lane alone."""
    codec, root = make_codec(annotation, known)
    lane = WriteLane.of_root(codec.plan, root, WriterSettings(dialect))
    return lambda value: lane.write(value, is_forced=True)


def other_way(annotation: Any, dialect: Dialect = Dialect.XML_WRITER, known: Known = ()) -> DataContractSerializer[Any]:
    """Return the serializer that never takes the fast lane."""
    return DataContractSerializer(annotation, known_types=known, dialect=dialect, fast_lane="never")


def assert_taken(annotation: Any, value: Any, dialect: Dialect, known: Known = ()) -> None:
    """Check that the fast lane takes a value and its document, and makes of both what the other way does."""
    data = other_way(annotation, dialect, known).dumps(value)

    assert written_by(annotation, dialect, known)(value) == data.decode()
    found = read_by(annotation, known)(data)
    assert found is not DECLINED
    assert dcxml.identical(other_way(annotation, known=known).loads(data), found)


def assert_agreed(annotation: Any, data: bytes | str, known: Known = ()) -> None:
    """Check that the fast lane declines a document, or reads what the other way does."""
    given = data.encode() if isinstance(data, str) else data
    found = read_by(annotation, known)(given)
    if found is DECLINED:
        return
    assert dcxml.identical(other_way(annotation, known=known).loads(given), found)


def assert_value_agreed(annotation: Any, value: Any, dialect: Dialect, known: Known = ()) -> None:
    """Check that the fast lane declines a value, or writes what the other way does; and the same of the document."""
    data = other_way(annotation, dialect, known).dumps(value)

    assert_agreed(annotation, data, known)
    written = written_by(annotation, dialect, known)(value)
    assert written is DECLINED or written.encode() == data


def assert_agreed_or_refused(annotation: Any, text: str, known: Known = ()) -> None:
    """Check that a document is read as by the other way, and declined where that refuses it."""
    try:
        expected = other_way(annotation, known=known).loads(text)
    except DecodeError:
        assert read_by(annotation, known)(text) is DECLINED
        return
    found = read_by(annotation, known)(text)
    assert found is DECLINED or dcxml.identical(expected, found)


def assert_declined_in_proportion(
    read: Callable[[bytes], Any], hostile: Callable[[int], str], sizes: tuple[int, int] = (8_000, 128_000)
) -> None:
    """Check that documents of these two sizes are declined, the larger in no more than time in proportion.

    The garbage collector rests meanwhile: it takes the longer the more objects there are.
    """
    read(b"")

    def seconds(size: int) -> float:
        data = hostile(size).encode()
        best = float("inf")
        for _ in range(3):
            started = time.thread_time()
            assert read(data) is DECLINED
            best = min(best, time.thread_time() - started)
        return best

    gc.disable()
    try:
        assert seconds(sizes[1]) < 2.5 * sizes[1] / sizes[0] * max(seconds(sizes[0]), 1e-5)
    finally:
        gc.enable()
