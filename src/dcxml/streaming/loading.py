"""`iterload`: the items of one collection of a document, one after the other, however long the document is."""

from __future__ import annotations

from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from dcxml.arguments import check_item
from dcxml.codec.item_places import item_place
from dcxml.codec.settings import FastLane
from dcxml.errors import DecodeError
from dcxml.pruned_parse import NotParsedError
from dcxml.serializer import DataContractSerializer, name_of_source
from dcxml.streaming.fast_items import FastItems
from dcxml.streaming.item_stream import STRETCH, ItemStream
from dcxml.streaming.sources import opened_octets
from dcxml.xmlio import DEFAULT_LIMITS, Limits, check_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import PathLike

    from dcxml.codec.codec import Codec
    from dcxml.codec.item_places import ItemPlace
    from dcxml.codec.roots import Root
    from dcxml.codec.settings import ReaderSettings
    from dcxml.serializer import Mode, Unknown

__all__ = ["iterload", "pieces_of"]


def iterload(  # noqa: PLR0913 - one keyword for each setting
    source: str | PathLike[str] | IO[bytes] | IO[str],
    cls: Any,
    *,
    item: str | None = None,
    mode: Mode = "strict",
    unknown: Unknown = "keep",
    known_types: Iterable[Any] = (),
    preserve_object_references: bool = False,
    check_characters: bool = True,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Any]:
    """Yield the items of one collection in a document, which is a path or an open file, in memory that stays the same.

    They are those of the collection that `load` returns, pairs of key and value where it is a dictionary. The rest of
    the document is checked as `load` checks it, at the end. The settings are those of `DataContractSerializer`.

    :param item: the collection, by its path below the root in names of elements (``Details/Lines``), or by that of
        its items (``Details/Lines/Line``); None is for the outermost one. No path leads through another collection.
    :raises DecodeError: where the fault is met, as `load` does, but perhaps behind items that are there before it.
    :raises InvalidDataContractError: where ``cls`` or a known type is no data contract.
    :raises OSError: where the file cannot be read.
    :raises TypeError: where the source is neither a path nor an open file, or a setting is of a wrong type.
    :raises UnknownNameError: where ``item`` names no collection.
    :raises ValueError: where no collection, or more than one, is outermost, or a setting is none of those allowed.
    """
    serializer: DataContractSerializer[Any] = DataContractSerializer(
        cls,
        mode=mode,
        unknown=unknown,
        known_types=known_types,
        preserve_object_references=preserve_object_references,
        check_characters=check_characters,
        limits=limits,
    )
    check_source(source)
    check_item(item)
    codec, root, settings, _ = serializer.compiled
    return _items(source, codec, root, settings, item_place(codec.plan, root, item))


def _items(source: Any, codec: Codec, root: Root, settings: ReaderSettings, place: ItemPlace) -> Iterator[Any]:
    try:
        with opened_octets(source) as octets:
            if isinstance(octets, str):
                yield from pieces_of(place.value_in(codec.decode(octets, root, settings)))
                return
            count = 0
            lane = codec.item_lane(root, place, settings)
            if lane is not None:
                fast = FastItems(octets, lane, settings.fast_lane is FastLane.ALWAYS, STRETCH)
                yield from fast.items()
                if fast.is_read:
                    return
                count = fast.count
            stream = ItemStream(octets, codec, root, settings, place, STRETCH)
            try:
                yield from islice(stream.items(), count, None)
            except NotParsedError:
                whole = codec.decode(octets.read(0, octets.size), root, settings)
                yield from islice(pieces_of(place.value_in(whole)), max(count, stream.count), None)
    except DecodeError as error:
        error.file = name_of_source(source)
        raise


def pieces_of(collection: Any) -> Iterator[Any]:
    """Return the items of a collection, which are pairs where it is any mapping."""
    if collection is None:
        return iter(())
    return iter(collection.items() if hasattr(collection, "items") else collection)
