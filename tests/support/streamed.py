"""What `iterload` and `load` make of one document: the items or the error of each, to be compared."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import dcxml
from dcxml.codec.item_places import item_place
from dcxml.errors import DecodeError
from dcxml.octets import OctetsOfFile
from dcxml.pruned_parse import NotParsedError
from dcxml.streaming import loading
from dcxml.streaming.item_stream import ItemStream

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

__all__ = ["Outcome", "item_paths", "loaded", "parse_by", "streamed"]


class Outcome:
    """The items that were read, and the error after them, if there was one."""

    def __init__(self, items: Sequence[Any], error: DecodeError | None = None) -> None:
        """Keep both."""
        self.items = [*items]
        self.error = error

    @property
    def told(self) -> tuple[object, ...] | None:
        """What an error says that is the same however a document is read."""
        error = self.error
        return None if error is None else (type(error), error.reason, error.path, error.line, error.expected)


def item_paths(cls: Any) -> list[str]:
    """Return the paths of the collections in the documents of a class."""
    codec, root, *_ = dcxml.DataContractSerializer(cls).compiled
    try:
        item_place(codec.plan, root, "?")
    except dcxml.UnknownNameError as error:
        paths = error.known
    return [path for path in paths if item_place(codec.plan, root, path).path == path]


def loaded(data: bytes, cls: Any, item: str, **settings: Any) -> Outcome:
    """Return what `load` makes of a document."""
    serializer = dcxml.DataContractSerializer(cls, **settings)
    codec, root, *_ = serializer.compiled
    try:
        collection = item_place(codec.plan, root, item).value_in(serializer.load(io.BytesIO(data)))
    except DecodeError as error:
        return Outcome([], error)
    return Outcome(loading.pieces_of(collection))


def streamed(data: bytes, cls: Any, item: str, **settings: Any) -> Outcome:
    """Return what `iterload` makes of a document."""
    items = []
    try:
        for each in dcxml.iterload(io.BytesIO(data), cls, item=item, **settings):
            items.append(each)  # noqa: PERF402 - those before an error count
    except DecodeError as error:
        return Outcome(items, error)
    return Outcome(items)


def is_streamed(data: bytes, cls: Any, item: str, **settings: Any) -> bool:
    """Tell whether a document is read without being in memory all at once."""
    codec, root, reader, _ = dcxml.DataContractSerializer(cls, **settings).compiled
    with io.BytesIO(data) as file:
        try:
            for _ in ItemStream(OctetsOfFile.of(file), codec, root, reader, item_place(codec.plan, root, item)).items():
                pass
        except NotParsedError:
            return False
        except DecodeError:
            pass
    return True


def parse_by(size: int, patch: pytest.MonkeyPatch) -> None:
    """Let documents be parsed by so many octets at a time."""
    patch.setattr(loading, "STRETCH", size)
